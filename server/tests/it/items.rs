//! Items go by grant, and never to a provider user.

use crate::{
    members::{Client, client, code, events},
    on_both_engines,
    support::{Person, WRAPPED, World, sealed},
};
use server::{
    domain::{Error, items},
    model::{
        error::ErrorCode,
        id::{CollectionId, ItemId, MemberId, OrganizationId},
        item::{CreateItemRequest, ItemData, ItemRequest, ItemView, ListItemsRequest},
        key::Ciphertext,
        role::{ProviderRole, Rights, Role, Status},
        time::Micros,
    },
    store::sql,
};

fn wrapped() -> Ciphertext {
    WRAPPED.to_owned().try_into().unwrap()
}

fn data() -> ItemData {
    ItemData { key: wrapped(), name: wrapped(), username: Some(wrapped()), password: Some(wrapped()) }
}

async fn collection(world: &World, organization: OrganizationId) -> CollectionId {
    let id = CollectionId::make();
    let query = sql("INSERT INTO collections (organization_id, id, name, created_at) VALUES ($1, $2, $3, $4)");
    world.execute(query.bind(organization).bind(id).bind(WRAPPED).bind(Micros::now())).await;
    id
}

#[derive(Clone, Copy)]
enum Grant {
    Edit,
    ReadOnly,
    ReadOnlyWithoutPasswords,
}

async fn grant(world: &World, organization: OrganizationId, collection: CollectionId, member: MemberId, grant: Grant) {
    let (read_only, hide) = match grant {
        Grant::Edit => (0_i64, 0_i64),
        Grant::ReadOnly => (1, 0),
        Grant::ReadOnlyWithoutPasswords => (1, 1),
    };
    let query =
        sql("INSERT INTO collection_members (organization_id, collection_id, member_id, read_only, hide_passwords, manage) VALUES ($1, $2, $3, $4, $5, 0)");
    world.execute(query.bind(organization).bind(collection).bind(member).bind(read_only).bind(hide)).await;
}

pub async fn create(world: &World, by: &Person, organization: OrganizationId, collections: &[CollectionId]) -> Result<ItemView, Error> {
    items::create(&world.by(by, Some(organization)), CreateItemRequest { organization, collections: collections.to_vec(), data: data() }).await
}

pub async fn list(world: &World, by: &Person, organization: OrganizationId) -> Result<Vec<ItemView>, Error> {
    Ok(items::list(&world.by(by, None), ListItemsRequest { organization, cursor: None }).await?.rows)
}

async fn read(world: &World, by: &Person, organization: OrganizationId, item: ItemId) -> Result<ItemView, Error> {
    items::read(&world.by(by, None), ItemRequest { organization, item }).await
}

/// A collection that the client's owner may edit, with one item in it.
async fn furnished(world: &World) -> (Client, CollectionId, ItemId) {
    let client = client(world, 20).await;
    let shared = collection(world, client.id).await;
    grant(world, client.id, shared, client.amara_member, Grant::Edit).await;
    let item = create(world, &client.amara, client.id, &[shared]).await.unwrap().id;
    (client, shared, item)
}

on_both_engines! {
    async fn a_member_sees_items_of_his_collections_and_no_others(world) {
        let (client, shared, item) = furnished(&world).await;
        let (user, member) = client.member(&world, "user@hartwell.example", Role::User, Status::Confirmed).await;
        let (admin, _) = client.member(&world, "admin@hartwell.example", Role::Admin, Status::Confirmed).await;
        let private = collection(&world, client.id).await;
        grant(&world, client.id, private, client.amara_member, Grant::Edit).await;
        let hidden = create(&world, &client.amara, client.id, &[private]).await.unwrap().id;
        grant(&world, client.id, shared, member, Grant::ReadOnly).await;
        let seen = list(&world, &user, client.id).await.unwrap();
        assert_eq!(seen.iter().map(|item| (item.id, item.collections.clone())).collect::<Vec<_>>(), [(item, vec![shared])]);
        assert_eq!(seen[0].data, data());
        assert_eq!(code(read(&world, &user, client.id, hidden).await), ErrorCode::NotFound);
        assert!(list(&world, &admin, client.id).await.unwrap().is_empty());
        assert_eq!(list(&world, &client.amara, client.id).await.unwrap().len(), 2);
        assert_eq!(events(&world, client.id, 1100).await, 2);
    }

    async fn a_password_that_is_to_be_hidden_is_not_sent(world) {
        let (client, shared, item) = furnished(&world).await;
        let (user, member) = client.member(&world, "user@hartwell.example", Role::User, Status::Confirmed).await;
        grant(&world, client.id, shared, member, Grant::ReadOnlyWithoutPasswords).await;
        assert_eq!(list(&world, &user, client.id).await.unwrap()[0].data, ItemData { password: None, ..data() });
        assert_eq!(read(&world, &user, client.id, item).await.unwrap().data.password, None);
        // One grant that shows it is enough.
        let open = collection(&world, client.id).await;
        grant(&world, client.id, open, member, Grant::ReadOnly).await;
        let link = sql("INSERT INTO collection_items (organization_id, collection_id, item_id) VALUES ($1, $2, $3)");
        world.execute(link.bind(client.id).bind(open).bind(item)).await;
        assert_eq!(read(&world, &user, client.id, item).await.unwrap().data, data());
    }

    async fn an_item_is_created_only_where_every_collection_may_be_edited(world) {
        let (client, shared, _) = furnished(&world).await;
        let (user, member) = client.member(&world, "user@hartwell.example", Role::User, Status::Confirmed).await;
        let view_only = collection(&world, client.id).await;
        grant(&world, client.id, shared, member, Grant::Edit).await;
        grant(&world, client.id, view_only, member, Grant::ReadOnly).await;
        let elsewhere = world.organization(Some(client.provider), "Bluewater", 5).await;
        let foreign = collection(&world, elsewhere).await;
        assert_eq!(code(create(&world, &user, client.id, &[]).await), ErrorCode::Invalid);
        assert_eq!(code(create(&world, &user, client.id, &[shared, view_only]).await), ErrorCode::Forbidden);
        assert_eq!(code(create(&world, &user, client.id, &[shared, foreign]).await), ErrorCode::NotFound);
        assert_eq!(code(create(&world, &user, client.id, &[shared, CollectionId::make()]).await), ErrorCode::NotFound);
        assert_eq!(code(create(&world, &user, elsewhere, &[foreign]).await), ErrorCode::NotFound);
        assert_eq!(world.number(sql("SELECT COUNT(*) AS n FROM items")).await, 1);
        assert!(create(&world, &user, client.id, &[shared, shared]).await.is_ok());
    }

    async fn a_field_that_is_not_wrapped_is_refused(world) {
        let (client, shared, _) = furnished(&world).await;
        let sealed: Ciphertext = sealed().try_into().unwrap();
        for wrong in [
            ItemData { key: sealed.clone(), ..data() },
            ItemData { name: sealed.clone(), ..data() },
            ItemData { username: Some(sealed.clone()), ..data() },
            ItemData { password: Some(sealed), ..data() },
        ] {
            let request = CreateItemRequest { organization: client.id, collections: vec![shared], data: wrong };
            assert_eq!(code(items::create(&world.by(&client.amara, Some(client.id)), request).await), ErrorCode::Invalid);
        }
    }

    async fn a_provider_user_is_refused_and_both_logs_tell_it_once_a_minute(world) {
        let (client, shared, item) = furnished(&world).await;
        let (root, _) = world.staff(client.provider, "root@northgate.example", ProviderRole::Admin).await;
        for person in [&client.mara, &root, &client.mara] {
            assert_eq!(code(list(&world, person, client.id).await), ErrorCode::ProviderVaultRestricted);
            assert_eq!(code(read(&world, person, client.id, item).await), ErrorCode::ProviderVaultRestricted);
            assert_eq!(code(create(&world, person, client.id, &[shared]).await), ErrorCode::ProviderVaultRestricted);
        }
        let told = |detail: &'static str| {
            let query = sql("SELECT COUNT(*) AS n FROM events WHERE kind = 9002 AND organization_id = $1 AND provider_id = $2 AND acting_provider_id = $2 AND subject = 'Hartwell Dental' AND detail = $3");
            world.number(query.bind(client.id).bind(client.provider).bind(detail))
        };
        // Each wish of each of the two, and none of them a second time.
        assert_eq!((told("list items").await, told("create an item").await, events(&world, client.id, 9002).await), (2, 2, 6));
        world.execute(sql("UPDATE events SET at = at - $1").bind(61 * Micros::SECOND)).await;
        assert_eq!(code(create(&world, &client.mara, client.id, &[shared]).await), ErrorCode::ProviderVaultRestricted);
        assert_eq!((told("create an item").await, events(&world, client.id, 9002).await), (3, 7));
        assert_eq!(world.number(sql("SELECT COUNT(*) AS n FROM items")).await, 1);
    }

    async fn a_provider_user_who_is_a_member_has_the_members_grants_and_no_more(world) {
        let (client, shared, item) = furnished(&world).await;
        let own = world.member(client.id, &client.mara, Role::Owner, Rights::NONE, Status::Confirmed).await;
        assert!(list(&world, &client.mara, client.id).await.unwrap().is_empty());
        grant(&world, client.id, shared, own, Grant::ReadOnly).await;
        assert_eq!(read(&world, &client.mara, client.id, item).await.unwrap().id, item);
        assert_eq!(code(create(&world, &client.mara, client.id, &[shared]).await), ErrorCode::Forbidden);
        assert_eq!(events(&world, client.id, 9002).await, 0);
        world.execute(sql("UPDATE members SET status = 1 WHERE id = $1").bind(own)).await;
        assert_eq!(code(read(&world, &client.mara, client.id, item).await), ErrorCode::ProviderVaultRestricted);
    }

    async fn items_are_read_through_their_organization_and_by_nobody_else(world) {
        let (client, _, item) = furnished(&world).await;
        let elsewhere = world.organization(Some(client.provider), "Bluewater", 5).await;
        let theirs = collection(&world, elsewhere).await;
        let member = world.member(elsewhere, &client.amara, Role::Owner, Rights::NONE, Status::Confirmed).await;
        grant(&world, elsewhere, theirs, member, Grant::Edit).await;
        assert_eq!(code(read(&world, &client.amara, elsewhere, item).await), ErrorCode::NotFound);
        let stranger = world.person("stranger@elsewhere.example").await;
        assert_eq!(code(list(&world, &stranger, client.id).await), ErrorCode::NotFound);
        assert_eq!(code(create(&world, &stranger, client.id, &[theirs]).await), ErrorCode::NotFound);
        assert_eq!(code(items::list(&world.nobody(), ListItemsRequest { organization: client.id, cursor: None }).await), ErrorCode::SignedOut);
    }

    async fn items_come_in_pages(world) {
        let (client, shared, _) = furnished(&world).await;
        for _ in 0..60 {
            create(&world, &client.amara, client.id, &[shared]).await.unwrap();
        }
        let first = items::list(&world.by(&client.amara, None), ListItemsRequest { organization: client.id, cursor: None }).await.unwrap();
        let second = items::list(&world.by(&client.amara, None), ListItemsRequest { organization: client.id, cursor: first.next }).await.unwrap();
        assert_eq!((first.rows.len(), second.rows.len(), second.next), (50, 11, None));
        assert!(first.rows.last().unwrap().id < second.rows[0].id);
    }
}
