//! What the log says of items that were looked at, or were to be: enough, and never a flood.

use crate::{
    items::{create, furnished},
    members::{client, code, events},
    on_both_engines,
    support::{Person, World},
};
use server::{
    api::paths::{self, RateClass},
    domain::{
        Error,
        items::{self, TOLD, Viewed},
        limits::{REFUSALS_PER_MINUTE, TOLD_PER_HOUR},
    },
    model::{
        error::ErrorCode,
        event::EventKind,
        id::{ItemId, OrganizationId},
        item::{ItemRequest, ItemsRequest, TellItemRequest},
        role::ProviderRole,
        time::Micros,
    },
    store::sql,
};
use std::sync::Arc;

async fn a_minute_later(world: &World) {
    world.execute(sql("UPDATE attempts SET blocked_until = blocked_until - $1").bind(61 * Micros::SECOND)).await;
}

async fn read(world: &World, by: &Person, organization: OrganizationId, item: ItemId) -> ErrorCode {
    code(items::read(&world.by(by, None), ItemRequest { organization, item }).await)
}

async fn trash(world: &World, by: &Person, organization: OrganizationId, items: &[ItemId]) -> Result<(), Error> {
    items::pages::trash(&world.by(by, Some(organization)), ItemsRequest { organization, items: items.to_vec() }).await
}

on_both_engines! {
    async fn what_is_told_again_within_a_minute_is_one_event(world) {
        let (client, shared, item) = furnished(&world).await;
        let other = create(&world, &client.amara, client.id, &[shared]).await.unwrap().id;
        let world = Arc::new(world);
        let tell = |kind, item| {
            let (by, organization) = (world.by(&client.amara, Some(client.id)), client.id);
            async move { items::pages::tell(&by, TellItemRequest { organization, item, kind }).await.unwrap() }
        };
        for task in (0..16).map(|_| tokio::spawn(tell(EventKind::ItemViewed, item))).collect::<Vec<_>>() {
            task.await.unwrap();
        }
        let again = vec![Viewed { kind: EventKind::ItemViewed, organization: client.id, item: Some(item) }; 500];
        items::record_views(&world.by(&client.amara, None), again).await.unwrap();
        assert_eq!(events(&world, client.id, 1107).await, 1);
        tell(EventKind::ItemViewed, other).await;
        tell(EventKind::ItemPasswordCopied, item).await;
        assert_eq!((events(&world, client.id, 1107).await, events(&world, client.id, 1111).await), (2, 1));
        a_minute_later(&world).await;
        tell(EventKind::ItemViewed, item).await;
        assert_eq!(events(&world, client.id, 1107).await, 3);
    }

    async fn calls_that_tell_the_same_in_another_order_do_not_wait_for_each_other(world) {
        let (client, shared, item) = furnished(&world).await;
        let other = create(&world, &client.amara, client.id, &[shared]).await.unwrap().id;
        let tasks = (0..16).map(|n| {
            let mut told = [item, other].iter().flat_map(|item| TOLD.iter().map(|kind| Viewed { kind: *kind, organization: client.id, item: Some(*item) })).collect::<Vec<_>>();
            if n % 2 == 0 {
                told.reverse();
            }
            let by = world.by(&client.amara, None);
            tokio::spawn(async move { items::record_views(&by, told).await })
        });
        for task in tasks.collect::<Vec<_>>() {
            task.await.unwrap().unwrap();
        }
        let told = sql("SELECT COUNT(*) AS n FROM events WHERE kind BETWEEN 1107 AND 1114 OR kind BETWEEN 1117 AND 1132");
        assert_eq!(world.number(told).await, 2 * i64::try_from(TOLD.len()).unwrap());
    }

    async fn a_member_fills_the_log_with_so_much_an_hour(world) {
        let (client, _, item) = furnished(&world).await;
        let told = TOLD.iter().map(|kind| Viewed { kind: *kind, organization: client.id, item: Some(item) }).collect::<Vec<_>>();
        for _ in 0..=TOLD_PER_HOUR as usize / TOLD.len() {
            items::record_views(&world.by(&client.amara, None), told.clone()).await.unwrap();
            world.execute(sql("UPDATE attempts SET blocked_until = 0 WHERE subject LIKE 'once:%'")).await;
        }
        let written = || world.number(sql("SELECT COUNT(*) AS n FROM events WHERE kind BETWEEN 1107 AND 1114 OR kind BETWEEN 1117 AND 1132"));
        assert_eq!(written().await, i64::from(TOLD_PER_HOUR));
        world.execute(sql("UPDATE attempts SET blocked_until = 0")).await;
        items::record_views(&world.by(&client.amara, None), told.clone()).await.unwrap();
        assert_eq!(written().await, i64::from(TOLD_PER_HOUR) + i64::try_from(told.len()).unwrap());
    }

    async fn a_refused_attempt_names_the_item_that_was_wanted(world) {
        let (client, shared, item) = furnished(&world).await;
        let other = create(&world, &client.amara, client.id, &[shared]).await.unwrap().id;
        let elsewhere = world.organization(Some(client.provider), "Bluewater", 5).await;
        let foreign = ItemId::make();
        let insert = sql("INSERT INTO items (organization_id, id, kind, data, created_at, revised_at) VALUES ($1, $2, 1, '{}', 0, 0)");
        world.execute(insert.bind(elsewhere).bind(foreign)).await;
        for asked in [item, other, item, foreign, ItemId::make(), foreign] {
            assert_eq!(read(&world, &client.mara, client.id, asked).await, ErrorCode::ProviderVaultRestricted);
        }
        let of = |item: ItemId| world.number(sql("SELECT COUNT(*) AS n FROM events WHERE kind = 9002 AND detail = 'read an item' AND item_id = $1").bind(item));
        assert_eq!((of(item).await, of(other).await, of(foreign).await), (1, 1, 0));
        // As many events for ids that lead nowhere as for others: how many there are tells nothing.
        assert_eq!(world.number(sql("SELECT COUNT(*) AS n FROM events WHERE kind = 9002 AND item_id IS NULL")).await, 2);
        assert_eq!((events(&world, client.id, 9002).await, events(&world, elsewhere, 9002).await), (4, 0));
        assert_eq!(code(trash(&world, &client.mara, client.id, &[other, item]).await), ErrorCode::ProviderVaultRestricted);
        let trashed = sql("SELECT COUNT(*) AS n FROM events WHERE kind = 9002 AND detail = 'delete an item' AND item_id IS NOT NULL");
        assert_eq!((world.number(trashed).await, events(&world, client.id, 9002).await), (2, 6));
        a_minute_later(&world).await;
        assert_eq!(read(&world, &client.mara, client.id, item).await, ErrorCode::ProviderVaultRestricted);
        assert_eq!(of(item).await, 2);
    }

    async fn attempts_at_many_items_do_not_flood_the_log(world) {
        let client = client(&world, 5).await;
        let (root, _) = world.staff(client.provider, "root@northgate.example", ProviderRole::Admin).await;
        for _ in 0..3 {
            let items = (0..200).map(|_| ItemId::make()).collect::<Vec<_>>();
            assert_eq!(code(trash(&world, &client.mara, client.id, &items).await), ErrorCode::ProviderVaultRestricted);
        }
        assert_eq!(events(&world, client.id, 9002).await, i64::from(REFUSALS_PER_MINUTE));
        // Another person's attempt is not lost in them.
        assert_eq!(read(&world, &root, client.id, ItemId::make()).await, ErrorCode::ProviderVaultRestricted);
        assert_eq!(events(&world, client.id, 9002).await, i64::from(REFUSALS_PER_MINUTE) + 1);
        a_minute_later(&world).await;
        assert_eq!(read(&world, &client.mara, client.id, ItemId::make()).await, ErrorCode::ProviderVaultRestricted);
        assert_eq!(events(&world, client.id, 9002).await, i64::from(REFUSALS_PER_MINUTE) + 2);
    }
}

#[test]
fn telling_counts_as_writing() {
    assert_eq!(paths::find("/rpc/items/tell").map(|(_, class)| class), Some(RateClass::Write));
}
