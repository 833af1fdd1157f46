//! Changing a provider's key.

use crate::{
    on_both_engines,
    portal::{code, one, pin_of},
    support::{Person, WRAPPED, World, public_key, record, sealed},
};
use server::{
    domain::{Context, Error, clients, people, providers, rotation, sessions},
    model::{
        client::AddExistingRequest,
        error::ErrorCode,
        id::{OrganizationId, ProviderId, ProviderUserId, RotationId},
        key::Ciphertext,
        provider::ProviderRequest,
        role::{ProviderRole, Rights, Role, Status},
        rotation::{
            BeginRotationRequest, FinishRotationRequest, KeyState, LinkKey, RewrapRequest, RotationRequest, RotationView, SealPeopleRequest, SealedPerson,
            UnsealedPeopleRequest,
        },
    },
    store::{Row, sql},
};

/// Another well-formed wrapped key.
const REWRAPPED: &str = "2.AAAAAAAAAAAAAAAAAAAAAA==|3ELLtfoiEXKrXDRJ9bfr/Q==|ZyqynBPdYm7KenbDpGq0T3voFFWaOLP6hri2KteC3Xg=";

fn key(text: &str) -> Ciphertext {
    text.to_owned().try_into().unwrap()
}

/// A sealed key unlike the one that people begin with.
fn next_sealed() -> Ciphertext {
    key(&sealed().replacen("4.A", "4.B", 1))
}

fn begin(provider: ProviderId, revision: u32) -> BeginRotationRequest {
    BeginRotationRequest { provider, revision, key: next_sealed(), record: record().try_into().unwrap() }
}

async fn rewrap_all(by: &Context, provider: ProviderId, rotation: RotationId) -> RotationView {
    let links = rotation::links(by, RotationRequest { provider, rotation }).await.unwrap();
    let links = links.into_iter().map(|link| LinkKey { client: link.client, key: key(REWRAPPED) }).collect();
    rotation::rewrap(by, RewrapRequest { provider, rotation, links }).await.unwrap()
}

async fn seal_to(by: &Context, provider: ProviderId, rotation: RotationId, people: &[ProviderUserId]) -> Result<(), Error> {
    let person =
        |person: &ProviderUserId| SealedPerson { person: *person, key: next_sealed(), pin: pin_of(&public_key()), record: record().try_into().unwrap() };
    rotation::seal(by, SealPeopleRequest { provider, rotation, people: people.iter().map(person).collect() }).await
}

fn finish(provider: ProviderId, rotation: RotationId, without: &[ProviderUserId]) -> FinishRotationRequest {
    FinishRotationRequest { provider, rotation, without: without.to_vec() }
}

async fn state(by: &Context, provider: ProviderId) -> KeyState {
    providers::get(by, ProviderRequest { provider }).await.unwrap().key.unwrap()
}

async fn rows(world: &World, query: server::store::Query) -> Vec<Row> {
    world.instance.store.read().await.unwrap().rows(query).await.unwrap()
}

async fn row(world: &World, query: server::store::Query) -> Row {
    world.instance.store.read().await.unwrap().one(query).await.unwrap()
}

/// The keys of the links and of the people.
async fn keys(world: &World, provider: ProviderId) -> (Vec<String>, Vec<Option<String>>) {
    let links = rows(world, sql("SELECT key FROM provider_clients WHERE provider_id = $1 ORDER BY id").bind(provider)).await;
    let people = rows(world, sql("SELECT key FROM provider_users WHERE provider_id = $1 ORDER BY id").bind(provider)).await;
    (links.iter().map(|row| row.get("key").unwrap()).collect(), people.iter().map(|row| row.get("key").unwrap()).collect())
}

struct Place {
    provider: ProviderId,
    admin: Person,
    mara: (Person, ProviderUserId),
    client: OrganizationId,
}

async fn place(world: &World) -> Place {
    let provider = world.provider("Northgate IT", 100).await;
    let client = world.organization(Some(provider), "Hartwell Dental", 10).await;
    world.organization(Some(provider), "Ashdown Legal", 10).await;
    let (admin, _) = world.staff(provider, "dana@northgate.example", ProviderRole::Admin).await;
    let mara = world.staff(provider, "mara@northgate.example", ProviderRole::ServiceUser).await;
    Place { provider, admin, mara, client }
}

on_both_engines! {
    async fn the_new_key_takes_the_place_of_the_old_one_all_at_once(world) {
        let Place { provider, admin, mara, client } = place(&world).await;
        let by = world.by(&admin, None);
        let before = keys(&world, provider).await;
        let view = rotation::begin(&by, begin(provider, 1)).await.unwrap();
        assert_eq!((view.links, view.links_done, view.key.clone()), (2, 0, Some(next_sealed())));
        assert_eq!(code(rotation::finish(&by, finish(provider, view.rotation, &[])).await), ErrorCode::Conflict);
        assert_eq!(rewrap_all(&by, provider, view.rotation).await.links_done, 2);
        // The owners of both clients see that their keys were handed out; it is no activity of theirs.
        let told = sql("SELECT COUNT(*) AS n FROM events WHERE organization_id = $1 AND kind = 9019").bind(client);
        assert_eq!(world.number(told).await, 1);
        let unsealed = rotation::people(&by, UnsealedPeopleRequest { provider, rotation: view.rotation, after: None }).await.unwrap();
        assert_eq!(unsealed.iter().map(|person| person.person).collect::<Vec<_>>(), [mara.1]);
        assert_eq!(code(rotation::finish(&by, finish(provider, view.rotation, &[])).await), ErrorCode::Conflict);
        assert_eq!(keys(&world, provider).await, before, "a change that is not finished changed something");

        seal_to(&by, provider, view.rotation, &[mara.1]).await.unwrap();
        rotation::finish(&by, finish(provider, view.rotation, &[])).await.unwrap();
        let (links, people) = keys(&world, provider).await;
        assert_eq!(links, [REWRAPPED, REWRAPPED]);
        assert!(people.iter().all(|key| key.as_deref() == Some(next_sealed().as_str())));
        assert_eq!(state(&by, provider).await, KeyState { revision: 2, due_since: None, rotation: None });
        let unlock = sessions::unlock_keys(&world.by(&mara.0, None), ()).await.unwrap().provider_keys;
        assert_eq!(unlock.iter().map(|key| (key.revision, key.key.clone())).collect::<Vec<_>>(), [(2, next_sealed())]);
        assert_eq!(world.events(provider, 9020).await, 1);
        let records = rows(&world, sql("SELECT record FROM key_pins WHERE tenant_id = $1").bind(provider)).await;
        assert_eq!(records.iter().map(|row| row.get::<Option<String>>("record").unwrap()).collect::<Vec<_>>(), vec![Some(record()); 2]);
    }

    async fn what_the_old_key_wrapped_is_refused_afterwards(world) {
        let Place { provider, admin, mara, .. } = place(&world).await;
        let by = world.by(&admin, None);
        let own = world.organization(None, "Fernhill School", 10).await;
        world.member(own, &admin, Role::Owner, Rights::NONE, Status::Confirmed).await;
        let add = |key_revision| AddExistingRequest { provider, organization: own, link_key: key(WRAPPED), key_revision, buying: 0 };
        let view = rotation::begin(&by, begin(provider, 1)).await.unwrap();
        rewrap_all(&by, provider, view.rotation).await;
        seal_to(&by, provider, view.rotation, &[mara.1]).await.unwrap();
        rotation::finish(&by, finish(provider, view.rotation, &[])).await.unwrap();
        assert_eq!(code(clients::add_existing(&by, add(1)).await), ErrorCode::KeyChanged);
        clients::add_existing(&by, add(2)).await.unwrap();
        assert_eq!(code(rotation::begin(&by, begin(provider, 1)).await), ErrorCode::KeyChanged);
    }

    async fn a_client_that_is_added_meanwhile_is_wrapped_too(world) {
        let Place { provider, admin, mara, .. } = place(&world).await;
        let by = world.by(&admin, None);
        let own = world.organization(None, "Fernhill School", 10).await;
        world.member(own, &admin, Role::Owner, Rights::NONE, Status::Confirmed).await;
        let view = rotation::begin(&by, begin(provider, 1)).await.unwrap();
        rewrap_all(&by, provider, view.rotation).await;
        seal_to(&by, provider, view.rotation, &[mara.1]).await.unwrap();
        clients::add_existing(&by, AddExistingRequest { provider, organization: own, link_key: key(WRAPPED), key_revision: 1, buying: 0 }).await.unwrap();
        assert_eq!(code(rotation::finish(&by, finish(provider, view.rotation, &[])).await), ErrorCode::Conflict);
        let resumed = rotation::resume(&by, ProviderRequest { provider }).await.unwrap();
        assert_eq!((resumed.rotation, resumed.links, resumed.links_done), (view.rotation, 3, 2));
        rewrap_all(&by, provider, view.rotation).await;
        rotation::finish(&by, finish(provider, view.rotation, &[])).await.unwrap();
        assert_eq!(keys(&world, provider).await.0, vec![REWRAPPED; 3]);
    }

    async fn whoever_is_left_out_must_be_confirmed_again(world) {
        let Place { provider, admin, mara, .. } = place(&world).await;
        let (_, tom) = world.staff(provider, "tom@northgate.example", ProviderRole::Admin).await;
        let by = world.by(&admin, None);
        people::revoke(&by, one(provider, mara.1)).await.unwrap();
        let view = rotation::begin(&by, begin(provider, 1)).await.unwrap();
        rewrap_all(&by, provider, view.rotation).await;
        rotation::finish(&by, finish(provider, view.rotation, &[tom])).await.unwrap();
        let row = row(&world, sql("SELECT status, key FROM provider_users WHERE id = $1").bind(tom)).await;
        assert_eq!((row.get::<Status>("status").unwrap(), row.get::<Option<String>>("key").unwrap()), (Status::Accepted, None));
        // The only admin that is left is the last one.
        assert_eq!(world.admins(provider).await, (1, 1));
        // Somebody who was revoked held the old key alone.
        people::restore(&by, one(provider, mara.1)).await.unwrap();
        let row = self::row(&world, sql("SELECT status, key FROM provider_users WHERE id = $1").bind(mara.1)).await;
        assert_eq!((row.get::<Status>("status").unwrap(), row.get::<Option<String>>("key").unwrap()), (Status::Accepted, None));
    }

    async fn leaving_makes_a_change_due_and_drops_one_that_was_begun(world) {
        let Place { provider, admin, mara, .. } = place(&world).await;
        let (_, invited) = world.staff(provider, "ines@northgate.example", ProviderRole::ServiceUser).await;
        world.execute(sql("UPDATE provider_users SET status = $2, key = NULL WHERE id = $1").bind(invited).bind(Status::Invited)).await;
        let by = world.by(&admin, None);
        let view = rotation::begin(&by, begin(provider, 1)).await.unwrap();
        people::revoke(&by, one(provider, invited)).await.unwrap();
        assert_eq!(state(&by, provider).await.due_since, None, "somebody who never held the key");
        rewrap_all(&by, provider, view.rotation).await;
        people::remove(&by, one(provider, mara.1)).await.unwrap();
        let after = state(&by, provider).await;
        assert!(after.due_since.is_some() && after.rotation.is_none());
        assert_eq!(code(rotation::finish(&by, finish(provider, view.rotation, &[])).await), ErrorCode::Conflict);
        assert_eq!(code(rotation::resume(&by, ProviderRequest { provider }).await), ErrorCode::NotFound);
        assert_eq!(rotation::begin(&by, begin(provider, 1)).await.unwrap().links_done, 0);
    }

    async fn another_key_than_the_present_one_is_not_sealed_to(world) {
        let Place { provider, admin, mara, client } = place(&world).await;
        let other = world.provider("Elsewhere", 10).await;
        let (_, stranger) = world.staff(other, "eve@elsewhere.example", ProviderRole::Admin).await;
        let foreign = world.organization(Some(other), "Foreign", 10).await;
        let by = world.by(&admin, None);
        let view = rotation::begin(&by, begin(provider, 1)).await.unwrap();
        let pin = "0".repeat(64).try_into().unwrap();
        let sealed = SealedPerson { person: mara.1, key: next_sealed(), pin, record: record().try_into().unwrap() };
        let request = SealPeopleRequest { provider, rotation: view.rotation, people: vec![sealed] };
        assert_eq!(code(rotation::seal(&by, request).await), ErrorCode::KeyChanged);
        assert_eq!(code(seal_to(&by, provider, view.rotation, &[stranger]).await), ErrorCode::NotFound);
        // Links of another provider are not touched, nor any with one of them.
        let links = vec![LinkKey { client, key: key(REWRAPPED) }, LinkKey { client: foreign, key: key(REWRAPPED) }];
        assert_eq!(code(rotation::rewrap(&by, RewrapRequest { provider, rotation: view.rotation, links }).await), ErrorCode::NotFound);
        assert_eq!(rotation::resume(&by, ProviderRequest { provider }).await.unwrap().links_done, 0);
        let row = row(&world, sql("SELECT next_key FROM provider_clients WHERE organization_id = $1").bind(foreign)).await;
        assert_eq!(row.get::<Option<String>>("next_key").unwrap(), None);
        // The change of another provider is none of this one.
        assert_eq!(code(rotation::links(&by, RotationRequest { provider, rotation: RotationId::make() }).await), ErrorCode::Conflict);
    }
}
