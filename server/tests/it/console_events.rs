//! The event logs of organizations and providers.

use crate::{
    members::{Client, client, code, one, update},
    on_both_engines,
    support::{Person, World},
};
use server::{
    domain::{Error, clients, events, organizations},
    model::{
        client::UnlinkRequest,
        error::ErrorCode,
        event::{
            EventActor, EventFilter, EventKind, EventView, OrganizationActorsRequest, OrganizationEventsRequest, ProviderActorsRequest, ProviderEventsRequest,
        },
        id::{EventId, OrganizationId, ProviderId, UserId},
        organization::{DeleteOrganizationRequest, OrganizationRequest},
        page::Page,
        role::{ProviderRole, Right, Rights, Role, Status},
        time::Micros,
    },
    store::sql,
};

async fn log(world: &World, by: &Person, organization: OrganizationId, filter: EventFilter) -> Result<Page<EventView>, Error> {
    events::of_organization(&world.by(by, None), OrganizationEventsRequest { organization, filter, cursor: None }).await
}

async fn provider_log(world: &World, by: &Person, provider: ProviderId, filter: EventFilter) -> Result<Page<EventView>, Error> {
    events::of_provider(&world.by(by, None), ProviderEventsRequest { provider, filter, cursor: None }).await
}

async fn event(world: &World, client: &Client, at: Micros, subject: &str) {
    let query = sql(
        "INSERT INTO events (id, at, kind, organization_id, actor_id, subject, detail, address, device) VALUES ($1, $2, 1500, $3, $4, $5, 'as User', '192.0.2.9', 'Test')",
    );
    world.execute(query.bind(EventId::make()).bind(at).bind(client.id).bind(client.amara.id).bind(subject)).await;
}

async fn actors(world: &World, by: &Person, organization: OrganizationId, search: &str) -> Result<Vec<EventActor>, Error> {
    let request = OrganizationActorsRequest { organization, search: search.to_owned(), cursor: None };
    Ok(events::actors_of_organization(&world.by(by, None), request).await?.rows)
}

fn searching(text: &str) -> EventFilter {
    EventFilter { search: text.to_owned(), ..EventFilter::default() }
}

on_both_engines! {
    async fn letters_beyond_plain_latin_are_found_in_capitals_or_not(world) {
        let client = client(&world, 5).await;
        for subject in ["Ärztehaus am See", "ärztehaus", "ÄRZTEHAUS", "Die Ärzte"] {
            event(&world, &client, Micros::now(), subject).await;
        }
        for (search, found) in [("ärzte", 4), ("Ärzte", 4), ("ÄRZTE", 4), ("die ärzte", 1), ("ärzte_", 0)] {
            assert_eq!(log(&world, &client.amara, client.id, searching(search)).await.unwrap().rows.len(), found, "{search}");
        }
    }

    async fn a_provider_knows_a_former_client_under_the_name_it_had(world) {
        let client = client(&world, 5).await;
        let (root, _) = world.staff(client.provider, "root@northgate.example", ProviderRole::Admin).await;
        organizations::enter(&world.by(&client.mara, None), OrganizationRequest { organization: client.id }).await.unwrap();
        let names = async || {
            let rows = provider_log(&world, &root, client.provider, EventFilter::default()).await.unwrap().rows;
            rows.into_iter().map(|row| row.client.map(|client| client.name).unwrap_or_default()).collect::<Vec<_>>()
        };
        let unlink = UnlinkRequest { provider: client.provider, organization: client.id, typed_name: "Hartwell Dental".to_owned() };
        clients::unlink(&world.by(&root, Some(client.id)), unlink).await.unwrap();
        world.execute(sql("UPDATE organizations SET name = 'Not Your Business' WHERE id = $1").bind(client.id)).await;
        assert_eq!(names().await, ["Hartwell Dental", "Hartwell Dental"]);
        assert_eq!(log(&world, &client.amara, client.id, EventFilter::default()).await.unwrap().rows[0].client.as_ref().unwrap().name, "Not Your Business");

        let gone = world.organization(Some(client.provider), "Fernhill", 5).await;
        let request = DeleteOrganizationRequest { organization: gone, typed_name: "Fernhill".to_owned() };
        organizations::delete(&world.by(&root, Some(gone)), request).await.unwrap();
        assert_eq!(names().await, ["Fernhill", "Hartwell Dental", "Hartwell Dental"]);
    }

    async fn owners_see_who_of_which_provider_did_what(world) {
        let client = client(&world, 5).await;
        let (_, user) = client.member(&world, "user@hartwell.example", Role::User, Status::Confirmed).await;
        organizations::enter(&world.by(&client.mara, None), OrganizationRequest { organization: client.id }).await.unwrap();
        update(&world, &client.mara, client.id, user, Role::Admin, Rights::NONE).await.unwrap();
        assert_eq!(one(&world, &client.amara, client.id, "revoke", user).await, None);
        let rows = log(&world, &client.amara, client.id, EventFilter::default()).await.unwrap().rows;
        let told = rows.iter().map(|row| (row.kind, row.actor.as_ref().unwrap().name.as_str(), row.actor.as_ref().unwrap().provider.as_deref(), row.detail.as_str()));
        assert_eq!(told.collect::<Vec<_>>(), [
            (EventKind::MemberRevoked, "amara", None, ""),
            (EventKind::MemberUpdated, "mara", Some("Northgate IT"), "role from User to Admin"),
            (EventKind::OrganizationAccessedByProvider, "mara", Some("Northgate IT"), ""),
        ]);
        let (root, _) = world.staff(client.provider, "root@northgate.example", ProviderRole::Admin).await;
        let rows = provider_log(&world, &root, client.provider, EventFilter::default()).await.unwrap().rows;
        assert_eq!(rows.iter().map(|row| row.kind).collect::<Vec<_>>(), [EventKind::MemberUpdated, EventKind::ClientAccessed]);
        assert!(rows.iter().all(|row| row.client.as_ref().unwrap().name == "Hartwell Dental"));
    }

    async fn a_log_is_for_those_who_may_read_it(world) {
        let client = client(&world, 9).await;
        let (user, _) = client.member(&world, "user@hartwell.example", Role::User, Status::Confirmed).await;
        let reader = client.custom(&world, "reader@hartwell.example", vec![Right::AccessEventLogs]).await;
        let other = client.custom(&world, "other@hartwell.example", vec![Right::ManageUsers]).await;
        assert!(log(&world, &reader, client.id, EventFilter::default()).await.is_ok());
        for person in [&user, &other] {
            assert_eq!(code(log(&world, person, client.id, EventFilter::default()).await), ErrorCode::Forbidden);
            let request = OrganizationEventsRequest { organization: client.id, filter: EventFilter::default(), cursor: None };
            assert_eq!(code(events::export_csv(&world.by(person, None), request).await), ErrorCode::Forbidden);
        }
        assert_eq!(code(provider_log(&world, &client.mara, client.provider, EventFilter::default()).await), ErrorCode::Forbidden);
        assert_eq!(code(provider_log(&world, &client.amara, client.provider, EventFilter::default()).await), ErrorCode::NotFound);
        let elsewhere = world.organization(Some(client.provider), "Bluewater", 5).await;
        assert_eq!(code(log(&world, &client.amara, elsewhere, EventFilter::default()).await), ErrorCode::NotFound);
        event(&world, &client, Micros::now(), "secret of hartwell").await;
        assert!(log(&world, &client.mara, elsewhere, EventFilter::default()).await.unwrap().rows.is_empty());
    }

    async fn pages_hold_fifty_and_lose_nothing_to_events_of_one_moment(world) {
        let client = client(&world, 5).await;
        let at = Micros::now().plus(-Micros::HOUR);
        for n in 0..120 {
            event(&world, &client, at.plus(n / 60), &format!("p{n}")).await;
        }
        let (mut seen, mut cursor, mut sizes) = (Vec::new(), None, Vec::new());
        loop {
            let request = OrganizationEventsRequest { organization: client.id, filter: EventFilter::default(), cursor };
            let page = events::of_organization(&world.by(&client.amara, None), request).await.unwrap();
            sizes.push(page.rows.len());
            seen.extend(page.rows);
            cursor = page.next;
            if cursor.is_none() { break }
        }
        assert_eq!(sizes, [50, 50, 20]);
        assert!(seen.windows(2).all(|pair| (pair[0].at, pair[0].id) > (pair[1].at, pair[1].id)));
        // A cursor of another filter is refused.
        let first = log(&world, &client.amara, client.id, EventFilter::default()).await.unwrap().next;
        let request = OrganizationEventsRequest { organization: client.id, filter: searching("p"), cursor: first };
        assert_eq!(code(events::of_organization(&world.by(&client.amara, None), request).await), ErrorCode::Invalid);
    }

    async fn filters_narrow_a_log(world) {
        let client = client(&world, 9).await;
        let now = Micros::now();
        event(&world, &client, now.plus(-Micros::MINUTE), "Old_Friend@x.example").await;
        event(&world, &client, now.plus(-40 * Micros::DAY), "forty days").await;
        let (_, user) = client.member(&world, "user@hartwell.example", Role::User, Status::Confirmed).await;
        assert_eq!(one(&world, &client.mara, client.id, "revoke", user).await, None);
        let count = |filter: EventFilter| {
            let (world, client) = (&world, &client);
            async move { log(world, &client.amara, client.id, filter).await.unwrap().rows.len() }
        };
        assert_eq!(count(EventFilter::default()).await, 2);
        assert_eq!(count(EventFilter { from: Some(now), until: Some(now.plus(-41 * Micros::DAY)), ..EventFilter::default() }).await, 2);
        assert_eq!(count(EventFilter { kinds: vec![EventKind::MemberRevoked], ..EventFilter::default() }).await, 1);
        assert_eq!(count(EventFilter { actor: Some(client.mara.id), ..EventFilter::default() }).await, 1);
        assert_eq!(count(EventFilter { member: Some(user), ..EventFilter::default() }).await, 1);
        assert_eq!(count(searching("old_friend")).await, 1);
        assert_eq!(count(searching("old%")).await, 0);
        assert_eq!(count(searching("as user")).await, 1);
        assert_eq!(count(searching("MARA")).await, 2);
        assert_eq!(count(searching("mara@northgate")).await, 1);
        let long = EventFilter { from: Some(now.plus(-368 * Micros::DAY)), ..EventFilter::default() };
        assert_eq!(code(log(&world, &client.amara, client.id, long).await), ErrorCode::Invalid);
        let (root, _) = world.staff(client.provider, "root@northgate.example", ProviderRole::Admin).await;
        let elsewhere = world.organization(Some(client.provider), "Bluewater", 5).await;
        for (id, expected) in [(client.id, 1), (elsewhere, 0)] {
            let filter = EventFilter { client: Some(id), ..EventFilter::default() };
            assert_eq!(provider_log(&world, &root, client.provider, filter).await.unwrap().rows.len(), expected);
        }
    }

    async fn a_file_of_the_providers_log_names_the_clients_and_is_for_admins(world) {
        let client = client(&world, 5).await;
        organizations::enter(&world.by(&client.mara, None), OrganizationRequest { organization: client.id }).await.unwrap();
        let request = || ProviderEventsRequest { provider: client.provider, filter: EventFilter::default(), cursor: None };
        let (root, _) = world.staff(client.provider, "root@northgate.example", ProviderRole::Admin).await;
        let file = events::export_csv_of_provider(&world.by(&root, None), request()).await.unwrap();
        let rows = csv::Reader::from_reader(file.content.as_bytes()).records().map(Result::unwrap).collect::<Vec<_>>();
        assert_eq!(rows.len(), 1);
        assert_eq!((&rows[0][1], &rows[0][3], &rows[0][10]), ("ClientAccessed", "mara", "Hartwell Dental"));
        assert_eq!(code(events::export_csv_of_provider(&world.by(&client.mara, None), request()).await), ErrorCode::Forbidden);
        assert_eq!(code(events::export_csv_of_provider(&world.by(&client.amara, None), request()).await), ErrorCode::NotFound);
    }

    async fn a_file_of_the_log_holds_all_that_the_filter_shows_and_no_formula(world) {
        let client = client(&world, 5).await;
        let at = Micros::now().plus(-Micros::HOUR);
        let mut rows = sql("INSERT INTO events (id, at, kind, organization_id, actor_id, subject, detail, address, device) VALUES ");
        for n in 0..1_050_i64 {
            rows.push(if n == 0 { "(" } else { ", (" }).push_bind(EventId::make()).push(", ").push_bind(at.plus(n / 3)).push(", 1500, ");
            rows.push_bind(client.id).push(", ").push_bind(client.amara.id).push(", ").push_bind(format!("=cmd|'{n}'")).push(", '', '', '')");
        }
        world.execute(rows).await;
        let request = OrganizationEventsRequest { organization: client.id, filter: searching("cmd"), cursor: None };
        let file = events::export_csv(&world.by(&client.mara, None), request).await.unwrap();
        let mut reader = csv::Reader::from_reader(file.content.as_bytes());
        let rows = reader.records().map(Result::unwrap).collect::<Vec<_>>();
        assert_eq!(rows.len(), 1_050);
        assert!(rows.iter().all(|row| row[6].starts_with("'=cmd|'") && &row[3] == "amara" && &row[1] == "MemberInvited"));
    }

    async fn whoever_did_something_is_offered_by_name_also_once_he_has_left(world) {
        let client = client(&world, 9).await;
        let reader = client.custom(&world, "reader@hartwell.example", vec![Right::AccessEventLogs]).await;
        let (admin, admin_member) = client.member(&world, "zoe@hartwell.example", Role::Admin, Status::Confirmed).await;
        let (_, user) = client.member(&world, "user@hartwell.example", Role::User, Status::Confirmed).await;
        assert_eq!(one(&world, &admin, client.id, "revoke", user).await, None);
        assert_eq!(one(&world, &client.mara, client.id, "restore", user).await, None);
        assert_eq!(one(&world, &client.amara, client.id, "remove", admin_member).await, None);
        // The provider alone is told that she entered; in the client's log it is another kind.
        let (root, _) = world.staff(client.provider, "root@northgate.example", ProviderRole::Admin).await;
        organizations::enter(&world.by(&root, None), OrganizationRequest { organization: client.id }).await.unwrap();
        let names = |found: &[EventActor]| found.iter().map(|actor| (actor.name.clone(), actor.provider.clone())).collect::<Vec<_>>();
        let offered = |search: &'static str| actors(&world, &reader, client.id, search);
        let northgate = Some("Northgate IT".to_owned());
        let everybody = [("amara".to_owned(), None), ("mara".to_owned(), northgate.clone()), ("root".to_owned(), northgate.clone()), ("zoe".to_owned(), None)];
        assert_eq!(names(&offered("").await.unwrap()), everybody);
        assert_eq!(names(&offered(" ZOE@hartwell ").await.unwrap()), [("zoe".to_owned(), None)]);
        assert_eq!(offered("user").await.unwrap(), []);
        assert_eq!(offered("_oe").await.unwrap(), []);
        // Each of them did something.
        for actor in offered("").await.unwrap() {
            let filter = EventFilter { actor: Some(actor.id), ..EventFilter::default() };
            assert!(!log(&world, &reader, client.id, filter).await.unwrap().rows.is_empty(), "{}", actor.name);
        }
        let of_provider = |by: Person| {
            let (context, request) = (world.by(&by, None), ProviderActorsRequest { provider: client.provider, search: String::new(), cursor: None });
            async move { events::actors_of_provider(&context, request).await }
        };
        assert_eq!(names(&of_provider(root).await.unwrap().rows), [("mara".to_owned(), None), ("root".to_owned(), None)]);
        // A member who comes to act for the provider is named with it.
        world.join(client.provider, &client.amara, ProviderRole::Admin).await;
        world.execute(sql("UPDATE members SET status = $2 WHERE id = $1").bind(client.amara_member).bind(Status::Revoked)).await;
        assert_eq!(one(&world, &client.amara, client.id, "revoke", user).await, None);
        assert_eq!(names(&offered("amara").await.unwrap()), [("amara".to_owned(), northgate)]);
    }

    async fn who_did_something_is_told_to_those_who_may_read_the_log(world) {
        let client = client(&world, 9).await;
        let other = client.custom(&world, "other@hartwell.example", vec![Right::ManageUsers]).await;
        let elsewhere = world.organization(Some(client.provider), "Bluewater", 5).await;
        organizations::enter(&world.by(&client.mara, None), OrganizationRequest { organization: client.id }).await.unwrap();
        assert_eq!(code(actors(&world, &other, client.id, "").await), ErrorCode::Forbidden);
        assert_eq!(code(actors(&world, &client.amara, elsewhere, "").await), ErrorCode::NotFound);
        assert_eq!(actors(&world, &client.mara, elsewhere, "").await.unwrap(), []);
        for (by, expected) in [(&client.mara, ErrorCode::Forbidden), (&client.amara, ErrorCode::NotFound)] {
            let request = ProviderActorsRequest { provider: client.provider, search: String::new(), cursor: None };
            assert_eq!(code(events::actors_of_provider(&world.by(by, None), request).await), expected);
        }
    }

    async fn people_of_one_name_are_paged_and_none_is_lost(world) {
        let client = client(&world, 5).await;
        for n in 0..110 {
            let person = world.person(&format!("p{n}@hartwell.example")).await;
            world.execute(sql("UPDATE users SET name = $2 WHERE id = $1").bind(person.id).bind(["Kim", "kim", ""][n % 3])).await;
            let query = sql("INSERT INTO event_actors (log_id, user_id) VALUES ($1, $2)");
            world.execute(query.bind(client.id).bind(person.id)).await;
        }
        let (mut seen, mut cursor, mut sizes) = (std::collections::HashSet::new(), None, Vec::new());
        loop {
            let request = OrganizationActorsRequest { organization: client.id, search: "@hartwell".to_owned(), cursor };
            let page = events::actors_of_organization(&world.by(&client.amara, None), request).await.unwrap();
            sizes.push(page.rows.len());
            seen.extend(page.rows.iter().map(|actor| actor.id));
            cursor = page.next;
            if cursor.is_none() { break }
        }
        assert_eq!((sizes, seen.len()), (vec![50, 50, 10], 110));
    }

    async fn an_organization_that_is_gone_leaves_nobody_of_its_log(world) {
        let client = client(&world, 5).await;
        organizations::enter(&world.by(&client.mara, None), OrganizationRequest { organization: client.id }).await.unwrap();
        let (root, _) = world.staff(client.provider, "root@northgate.example", ProviderRole::Admin).await;
        let request = DeleteOrganizationRequest { organization: client.id, typed_name: "Hartwell Dental".to_owned() };
        organizations::delete(&world.by(&root, Some(client.id)), request).await.unwrap();
        assert_eq!(world.number(sql("SELECT COUNT(*) AS n FROM event_actors WHERE log_id = $1").bind(client.id)).await, 0);
    }

    async fn a_log_from_before_is_narrowed_to_its_people_as_well(world) {
        let client = client(&world, 9).await;
        let (root, _) = world.staff(client.provider, "root@northgate.example", ProviderRole::Admin).await;
        let (_, user) = client.member(&world, "user@hartwell.example", Role::User, Status::Confirmed).await;
        assert_eq!(one(&world, &client.amara, client.id, "revoke", user).await, None);
        assert_eq!(one(&world, &client.mara, client.id, "restore", user).await, None);
        organizations::enter(&world.by(&root, None), OrganizationRequest { organization: client.id }).await.unwrap();
        let kept = async || {
            let query = sql("SELECT log_id, user_id, acting_provider_id FROM event_actors ORDER BY log_id, user_id");
            let rows = world.instance.store.read().await.unwrap().rows(query).await.unwrap();
            let row = |row: &server::store::Row| {
                (row.get::<OrganizationId>("log_id").unwrap(), row.get::<UserId>("user_id").unwrap(), row.get::<Option<ProviderId>>("acting_provider_id").unwrap())
            };
            rows.iter().map(row).collect::<Vec<_>>()
        };
        let written = kept().await;
        assert_eq!(written.len(), 5, "three in the client's log, two in the provider's");
        world.execute(sql("DROP TABLE event_actors")).await;
        let is_postgres = world.instance.store.read().await.unwrap().is_postgres();
        let migration = if is_postgres {
            include_str!("../../migrations/postgres/0008_event_actors.sql")
        } else {
            include_str!("../../migrations/sqlite/0008_event_actors.sql")
        };
        let without_comments = migration.lines().filter(|line| !line.trim_start().starts_with("--")).collect::<Vec<_>>().join("\n");
        for statement in without_comments.split(';').filter(|statement| !statement.trim().is_empty()) {
            world.execute(sql(statement.to_owned().leak())).await;
        }
        assert_eq!(kept().await, written);
    }
}
