//! Collections: made, renamed, granted and deleted; what is written about it, and what two do at the same time.

use crate::{
    imports::{collection, grant},
    members::{client, code},
    on_both_engines,
    support::{Person, WRAPPED, World},
};
use server::{
    domain::{Error, collections},
    model::{
        collection::{
            AccessChange, AccessGrant, AccessLevel, CollectionRequest, CollectionView, CreateCollectionRequest, ListCollectionsRequest, Rename,
            RenameCollectionsRequest, SetCollectionAccessRequest,
        },
        error::ErrorCode,
        id::{CollectionId, IdempotencyKey, KeyTicketId, MemberId, OrganizationId, SessionId},
        key::Ciphertext,
        organization::OrganizationRequest,
        role::{ProviderRole, Rights, Role, Status},
    },
    store::sql,
};

fn name(first: char) -> Ciphertext {
    WRAPPED.replacen('o', &first.to_string(), 1).try_into().unwrap()
}

async fn ticket(world: &World, by: &Person, organization: OrganizationId) -> KeyTicketId {
    collections::key_ticket(&world.by(by, Some(organization)), OrganizationRequest { organization }).await.unwrap().id
}

async fn creation(world: &World, by: &Person, organization: OrganizationId, access: Vec<AccessGrant>) -> CreateCollectionRequest {
    let idempotency_key = IdempotencyKey::new(SessionId::make().uuid());
    CreateCollectionRequest { organization, idempotency_key, ticket: ticket(world, by, organization).await, name: name('A'), access, groups: vec![] }
}

async fn create(world: &World, by: &Person, request: &CreateCollectionRequest) -> Result<CollectionId, Error> {
    collections::create(&world.by(by, Some(request.organization)), request.clone()).await
}

async fn list(world: &World, by: &Person, organization: OrganizationId) -> Vec<CollectionView> {
    collections::list(&world.by(by, None), ListCollectionsRequest { organization, cursor: None }).await.unwrap().rows
}

async fn set_access(world: &World, by: &Person, of: (OrganizationId, CollectionId), changes: Vec<AccessChange>) -> Result<(), Error> {
    let request = SetCollectionAccessRequest { organization: of.0, collection: of.1, changes, groups: vec![] };
    collections::set_access(&world.by(by, Some(of.0)), request).await
}

async fn rename(world: &World, by: &Person, organization: OrganizationId, renames: Vec<Rename>) -> Result<(), Error> {
    let ticket = ticket(world, by, organization).await;
    collections::rename(&world.by(by, Some(organization)), RenameCollectionsRequest { organization, ticket, renames }).await
}

fn manages(member: MemberId) -> AccessGrant {
    AccessGrant { member, level: AccessLevel::Manage }
}

/// Kinds and details of the events about collections, oldest first, with the name of the provider's user who did it.
async fn log(world: &World, organization: OrganizationId) -> Vec<String> {
    let query = sql("SELECT CAST(e.kind AS TEXT) || ' ' || e.detail || ' ' || COALESCE(p.name, '') AS t FROM events e
        LEFT JOIN providers p ON p.id = e.acting_provider_id
        WHERE e.organization_id = $1 AND (e.kind BETWEEN 1300 AND 1302 OR e.kind = 9001) ORDER BY e.id");
    let mut db = world.instance.store.read().await.unwrap();
    db.rows(query.bind(organization)).await.unwrap().iter().map(|row| row.get::<String>("t").unwrap().trim().to_owned()).collect()
}

on_both_engines! {
    async fn a_provider_user_makes_a_collection_for_members_and_the_log_says_so(world) {
        let client = client(&world, 50).await;
        let (priya, _) = world.staff(client.provider, "priya@northgate.example", ProviderRole::ServiceUser).await;
        let ben = world.person("ben@hartwell.example").await;
        let ben_id = world.member(client.id, &ben, Role::User, Rights::NONE, Status::Confirmed).await;

        // Somebody must manage it, and a provider user is no member.
        let nobody = creation(&world, &priya, client.id, vec![]).await;
        assert_eq!(code(create(&world, &priya, &nobody).await), ErrorCode::Invalid);
        let viewer = creation(&world, &priya, client.id, vec![AccessGrant { member: ben_id, level: AccessLevel::View }]).await;
        assert_eq!(code(create(&world, &priya, &viewer).await), ErrorCode::Invalid);

        let request = creation(&world, &priya, client.id, vec![manages(ben_id)]).await;
        let made = create(&world, &priya, &request).await.unwrap();
        // The same again gives the same, and the used ticket is not asked for.
        assert_eq!(create(&world, &priya, &request).await.ok(), Some(made));
        let other = CreateCollectionRequest { idempotency_key: IdempotencyKey::new(SessionId::make().uuid()), ..request };
        assert_eq!(code(create(&world, &priya, &other).await), ErrorCode::Expired);

        let seen = list(&world, &ben, client.id).await;
        assert_eq!(seen.len(), 1);
        assert_eq!((seen[0].id, seen[0].people, seen[0].is_managed, seen[0].level), (made, 1, true, Some(AccessLevel::Manage)));
        assert!(seen[0].may_update && seen[0].may_set_access && seen[0].may_delete);
        let ticket = "9001 to read or write names of collections Northgate IT";
        assert_eq!(log(&world, client.id).await, [ticket, ticket, ticket, "1300  Northgate IT", "1301 manage the collection Northgate IT"]);
    }

    async fn a_member_who_makes_a_collection_manages_it_and_reads_names_without_an_event(world) {
        let client = client(&world, 50).await;
        let ben = world.person("ben@hartwell.example").await;
        world.member(client.id, &ben, Role::User, Rights::NONE, Status::Confirmed).await;
        let request = creation(&world, &ben, client.id, vec![]).await;
        let made = create(&world, &ben, &request).await.unwrap();
        let seen = list(&world, &ben, client.id).await;
        assert_eq!((seen.len(), seen[0].id, seen[0].level), (1, made, Some(AccessLevel::Manage)));
        assert_eq!(log(&world, client.id).await, ["1300", "1301 manage the collection"]);
    }

    async fn a_parent_and_what_is_below_it_are_renamed_together_or_not_at_all(world) {
        let client = client(&world, 50).await;
        let (priya, _) = world.staff(client.provider, "priya@northgate.example", ProviderRole::ServiceUser).await;
        let (parent, child) = (collection(&world, client.id).await, collection(&world, client.id).await);
        let was = || Ciphertext::try_from(WRAPPED.to_owned()).unwrap();
        let to = |collection, was, name| Rename { collection, was, name };
        // Somebody has renamed the child meanwhile.
        let stale = vec![to(parent, was(), name('B')), to(child, name('Z'), name('C'))];
        assert_eq!(code(rename(&world, &priya, client.id, stale).await), ErrorCode::Conflict);
        let names = |seen: Vec<CollectionView>| seen.into_iter().map(|view| view.name).collect::<Vec<_>>();
        assert_eq!(names(list(&world, &priya, client.id).await), [was(), was()]);
        let both = vec![to(parent, was(), name('B')), to(child, was(), name('C'))];
        rename(&world, &priya, client.id, both.clone()).await.unwrap();
        rename(&world, &priya, client.id, both).await.unwrap();
        assert_eq!(names(list(&world, &priya, client.id).await), [name('B'), name('C')]);
        let renamed = log(&world, client.id).await.into_iter().filter(|line| line.starts_with("1301")).count();
        assert_eq!(renamed, 2, "what is renamed already is no event");
    }

    async fn access_is_given_changed_and_taken_member_by_member(world) {
        let client = client(&world, 50).await;
        let (priya, _) = world.staff(client.provider, "priya@northgate.example", ProviderRole::ServiceUser).await;
        let mut ids = Vec::new();
        for who in ["ann", "ben"] {
            let person = world.person(&format!("{who}@hartwell.example")).await;
            ids.push(world.member(client.id, &person, Role::User, Rights::NONE, Status::Confirmed).await);
        }
        let id = collection(&world, client.id).await;
        let of = (client.id, id);
        grant(&world, client.id, id, ids[0], true).await;
        for level in AccessLevel::ALL {
            set_access(&world, &priya, of, vec![AccessChange { member: ids[1], level: Some(level) }]).await.unwrap();
            let people = collections::people(&world.by(&priya, Some(client.id)), CollectionRequest { organization: client.id, collection: id }).await.unwrap().people;
            assert_eq!(people.iter().map(|person| person.level).collect::<Vec<_>>(), [AccessLevel::Manage, level]);
        }
        let before = log(&world, client.id).await.len();
        set_access(&world, &priya, of, vec![AccessChange { member: ids[1], level: Some(AccessLevel::Manage) }]).await.unwrap();
        assert_eq!(log(&world, client.id).await.len(), before, "nothing changed");
        let twice = vec![AccessChange { member: ids[1], level: None }, AccessChange { member: ids[1], level: Some(AccessLevel::View) }];
        assert_eq!(code(set_access(&world, &priya, of, twice).await), ErrorCode::Invalid);
        set_access(&world, &priya, of, vec![AccessChange { member: ids[1], level: None }]).await.unwrap();
        let last = vec![AccessChange { member: ids[0], level: Some(AccessLevel::Edit) }];
        assert_eq!(code(set_access(&world, &priya, of, last).await), ErrorCode::Conflict);
        assert_eq!(list(&world, &priya, client.id).await[0].people, 1);
    }

    async fn somebody_still_manages_a_collection_when_all_who_do_are_taken_away_at_once(world) {
        let client = client(&world, 50).await;
        let (priya, _) = world.staff(client.provider, "priya@northgate.example", ProviderRole::ServiceUser).await;
        let id = collection(&world, client.id).await;
        let mut members = Vec::new();
        for at in 0..12 {
            let person = world.person(&format!("member-{at}@hartwell.example")).await;
            let member = world.member(client.id, &person, Role::User, Rights::NONE, Status::Confirmed).await;
            grant(&world, client.id, id, member, true).await;
            members.push(member);
        }
        let world = std::sync::Arc::new(world);
        let takes = members.into_iter().map(|member| {
            let (world, priya) = (world.clone(), priya.clone());
            tokio::spawn(async move { set_access(&world, &priya, (client.id, id), vec![AccessChange { member, level: None }]).await.is_ok() })
        });
        let mut done = 0;
        for take in takes.collect::<Vec<_>>() {
            done += usize::from(take.await.unwrap());
        }
        assert_eq!((done, list(&world, &priya, client.id).await[0].people), (11, 1));
    }

    async fn of_many_who_delete_a_collection_one_does(world) {
        let client = client(&world, 50).await;
        let (priya, _) = world.staff(client.provider, "priya@northgate.example", ProviderRole::ServiceUser).await;
        let id = collection(&world, client.id).await;
        let world = std::sync::Arc::new(world);
        let deletes = (0..16).map(|_| {
            let (world, priya) = (world.clone(), priya.clone());
            let request = CollectionRequest { organization: client.id, collection: id };
            tokio::spawn(async move { collections::delete(&world.by(&priya, Some(client.id)), request).await.map_err(|error| code(Err::<(), _>(error))).err() })
        });
        let mut answers = Vec::new();
        for delete in deletes.collect::<Vec<_>>() {
            answers.push(delete.await.unwrap());
        }
        assert_eq!(answers.iter().filter(|answer| answer.is_none()).count(), 1);
        assert!(answers.iter().flatten().all(|code| *code == ErrorCode::NotFound), "{answers:?}");
        assert_eq!(log(&world, client.id).await, ["1302  Northgate IT"]);
    }
}
