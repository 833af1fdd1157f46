//! Waiting for what others change.

use crate::{
    items::furnished,
    members::{Client, client, code, invite},
    on_both_engines,
    support::{Person, World},
};
use futures_util::FutureExt as _;
use server::{
    domain::{
        Error,
        events::{self, NewEvent},
        items,
        live::{self, Topic},
    },
    jobs::spread,
    model::{
        error::ErrorCode,
        event::EventKind,
        id::OrganizationId,
        live::{OrganizationList, ProviderList, Version, WaitForOrganizationRequest, WaitForProviderRequest},
        role::{ProviderRole, Right, Role, Status},
        time::Micros,
    },
    store::{Database, sql},
};
use std::{collections::BTreeSet, future::pending, sync::Arc, time::Duration};
use tokio::{task::JoinHandle, time::timeout};

const ALL: [OrganizationList; 4] = [OrganizationList::Members, OrganizationList::Groups, OrganizationList::Imports, OrganizationList::Events];

async fn wait(world: &World, by: &Person, client: &Client, list: OrganizationList, version: Option<Micros>, seconds: u32) -> Result<Version, Error> {
    let request = WaitForOrganizationRequest { organization: client.id, list, version, seconds };
    live::wait_for_organization(&world.by(by, None), request).await
}

async fn wait_on_portal(world: &World, by: &Person, client: &Client, list: ProviderList, version: Option<Micros>, seconds: u32) -> Result<Version, Error> {
    let request = WaitForProviderRequest { provider: client.provider, list, version, seconds };
    live::wait_for_provider(&world.by(by, None), request).await
}

fn invited(organization: OrganizationId) -> NewEvent {
    NewEvent { organization: Some(organization), ..NewEvent::new(EventKind::MemberInvited, "Ben") }
}

/// The process tells what its commands change, as a server does.
struct Telling(JoinHandle<()>);

impl Telling {
    async fn of(world: &World) -> Self {
        let began = Micros::now();
        let telling = Self(tokio::spawn(spread(world.instance.clone(), pending())));
        // One that listens to others tells once that anything may have changed before.
        if matches!(world.database, Database::Postgres(_)) {
            let any = Topic::RowOf(OrganizationId::make());
            assert!(world.instance.live.wait(&any, began, Duration::from_secs(20)).await > began, "it listens");
        }
        telling
    }
}

impl Drop for Telling {
    fn drop(&mut self) {
        self.0.abort();
    }
}

on_both_engines! {
    async fn whoever_looks_at_a_list_is_told_of_its_change(world) {
        let (client, world) = (Arc::new(client(&world, 10).await), Arc::new(world));
        let _telling = Telling::of(&world).await;
        let now = Micros::now();
        let members = tokio::spawn({
            let (world, client) = (world.clone(), client.clone());
            async move { wait(&world, &client.amara, &client, OrganizationList::Members, Some(now), 20).await }
        });
        // The provider's list has the member in its row, though it was no provider user who invited him.
        let clients = tokio::spawn({
            let (world, client) = (world.clone(), client.clone());
            async move { wait_on_portal(&world, &client.mara, &client, ProviderList::Clients, Some(now), 20).await }
        });
        invite(&world, &client.amara, client.id, &["ben@hartwell.example"], Role::User).await.unwrap();
        let told = members.await.unwrap().unwrap();
        assert!(told.is_changed && told.version > now);
        assert!(clients.await.unwrap().unwrap().is_changed);

        // Without a version there is nothing to wait for, and what happened just now is told with the next call.
        let first = wait(&world, &client.amara, &client, OrganizationList::Members, None, 20).await.unwrap();
        assert!(!first.is_changed);
        assert!(wait(&world, &client.amara, &client, OrganizationList::Members, Some(first.version), 0).await.unwrap().is_changed);
    }

    async fn what_an_app_does_with_an_item_is_told_as_well(world) {
        let (client, _, item) = furnished(&world).await;
        world.instance.live.take();
        items::trash(&world.by(&client.amara, None), vec![item]).await.unwrap();
        assert!(world.instance.live.take().contains(&Topic::Organization(client.id, OrganizationList::Events)));
    }

    async fn a_refused_command_is_told_to_nobody(world) {
        let client = client(&world, 10).await;
        let context = world.by(&client.amara, None);
        let refused = context.command(client.id, |db, context, id| {
            Box::pin(async move {
                events::record(db, context, invited(*id)).await?;
                Err::<(), _>(Error::conflict("it was recorded, and then it was refused"))
            })
        });
        assert_eq!(code(refused.await), ErrorCode::Conflict);
        assert_eq!(world.instance.live.take(), BTreeSet::new());
    }

    async fn word_is_left_though_the_caller_has_gone(world) {
        let client = client(&world, 10).await;
        let context = world.by(&client.amara, None);
        let calling = context.command(client.id, |db, context, id| Box::pin(async move { events::record(db, context, invited(*id)).await }));
        assert!(calling.now_or_never().is_none(), "nobody is there for the answer any more");
        timeout(Duration::from_secs(20), world.instance.live.word()).await.expect("word of the change");
    }

    async fn nobody_waits_for_a_list_that_he_may_not_read(world) {
        let client = client(&world, 10).await;
        let stranger = world.person("eve@elsewhere.example").await;
        let (user, _) = client.member(&world, "ben@hartwell.example", Role::User, Status::Confirmed).await;
        let groups = client.custom(&world, "cleo@hartwell.example", vec![Right::ManageGroups]).await;
        let (admin, _) = world.staff(client.provider, "dana@northgate.example", ProviderRole::Admin).await;
        let on = async |by: &Person, list| wait(&world, by, &client, list, None, 0).await;
        for list in ALL {
            assert!(on(&client.amara, list).await.is_ok(), "{list:?}");
            assert_eq!(code(on(&stranger, list).await), ErrorCode::NotFound, "{list:?}");
        }
        assert_eq!(code(on(&user, OrganizationList::Members).await), ErrorCode::Forbidden);
        assert_eq!(code(on(&user, OrganizationList::Events).await), ErrorCode::Forbidden);
        assert!(on(&groups, OrganizationList::Groups).await.is_ok());
        assert_eq!(code(on(&groups, OrganizationList::Events).await), ErrorCode::Forbidden);

        let at_provider = async |by: &Person, list| wait_on_portal(&world, by, &client, list, None, 0).await;
        for list in [ProviderList::Clients, ProviderList::People, ProviderList::Events] {
            assert!(at_provider(&admin, list).await.is_ok(), "{list:?}");
            assert_eq!(code(at_provider(&client.amara, list).await), ErrorCode::NotFound, "{list:?}");
        }
        assert!(at_provider(&client.mara, ProviderList::Clients).await.is_ok());
        assert_eq!(code(at_provider(&client.mara, ProviderList::People).await), ErrorCode::Forbidden);

        // A right that was taken away is gone with the next call.
        world.execute(sql("UPDATE members SET status = -1 WHERE organization_id = $1 AND user_id = $2").bind(client.id).bind(groups.id)).await;
        assert_eq!(code(on(&groups, OrganizationList::Groups).await), ErrorCode::NotFound);
    }
}
