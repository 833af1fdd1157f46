//! What somebody with an account can try against the server, or against others by means of it.

use crate::{
    members::{client, code, invite, one},
    on_both_engines, portal,
    support::World,
};
use serde_json::{Value, json};
use server::{
    domain::{clients, csv, events, limits::INVITATIONS_PER_HOUR, members, people},
    model::{
        client::{ClientFilter, CreateClientRequest, ExportClientsRequest},
        error::{ApiError, ErrorCode},
        event::{EventFilter, OrganizationEventsRequest},
        id::{MemberId, ProviderUserId},
        organization::OrganizationRequest,
        person::{InvitePeopleRequest, Scope},
        role::{Plan, ProviderRole, Role},
    },
    store::sql,
};
use std::{future::Future, time::Duration};

/// Whether something waits for its turn rather than being done.
async fn waits(future: impl Future) -> bool {
    tokio::time::timeout(Duration::from_millis(300), future).await.is_err()
}

async fn member_of(world: &World, email: &str) -> MemberId {
    let mut db = world.instance.store.read().await.unwrap();
    db.one(sql("SELECT id FROM members WHERE email = $1").bind(email)).await.unwrap().get("id").unwrap()
}

on_both_engines! {
    async fn a_search_that_a_database_refuses_does_not_reach_it(world) {
        let client = client(&world, 5).await;
        let (root, _) = world.staff(client.provider, "root@northgate.example", ProviderRole::Admin).await;
        let status = async |path: &str, body: Value| world.call(&root, path, json!({ "request": body })).await.0.as_u16();
        for (search, expected) in [("Hart\0well".to_owned(), 422), ("x".repeat(201), 422), ("%".repeat(60_000), 422), ("ü".repeat(200), 200)] {
            let filter = json!({ "search": search, "status": null });
            let lists = [
                ("/rpc/clients/list", json!({ "provider": client.provider, "filter": filter, "cursor": null, "rows": null })),
                ("/rpc/members/list", json!({ "organization": client.id, "filter": filter, "cursor": null, "rows": null })),
                ("/rpc/people/list", json!({ "provider": client.provider, "search": search, "status": null, "cursor": null })),
                ("/rpc/events/list", json!({ "organization": client.id, "filter": filter, "cursor": null })),
                ("/rpc/events/actors", json!({ "organization": client.id, "search": search, "cursor": null })),
                ("/rpc/providers/event_actors", json!({ "provider": client.provider, "search": search, "cursor": null })),
            ];
            for (path, body) in lists {
                assert_eq!(status(path, body).await, expected, "{path}");
            }
        }
        let kinds = json!({ "kinds": vec![1500; 40_000] });
        assert_eq!(status("/rpc/events/list", json!({ "organization": client.id, "filter": kinds, "cursor": null })).await, 200);
    }

    async fn a_mailbox_is_not_flooded_with_the_same_invitation(world) {
        let client = client(&world, 5).await;
        invite(&world, &client.amara, client.id, &["chloe@hartwell.example", "ben@hartwell.example"], Role::User).await.unwrap();
        let (chloe, ben) = (member_of(&world, "chloe@hartwell.example").await, member_of(&world, "ben@hartwell.example").await);
        let mut answers = Vec::new();
        for by in [&client.amara, &client.mara, &client.amara, &client.mara] {
            answers.push(one(&world, by, client.id, "reinvite", chloe).await.is_none());
        }
        assert_eq!(answers, [true, true, false, false]);
        assert_eq!(one(&world, &client.amara, client.id, "reinvite", ben).await, None, "another mailbox is not concerned");
        assert_eq!(world.mails_of_kind("MemberInvitation").await, 5);
        // Taking a person out and inviting her anew is no way round, and spoils nothing for others.
        assert_eq!(one(&world, &client.amara, client.id, "remove", chloe).await, None);
        let results = invite(&world, &client.amara, client.id, &["chloe@hartwell.example", "dev@hartwell.example"], Role::User).await.unwrap();
        let refused = results.iter().map(|refused| refused.as_deref().is_some_and(|why| why.starts_with("Three invitations"))).collect::<Vec<_>>();
        assert_eq!(refused, [true, false]);
        assert_eq!(world.mails_of_kind("MemberInvitation").await, 6);

        let (root, _) = world.staff(client.provider, "root@northgate.example", ProviderRole::Admin).await;
        let by = world.by(&root, None);
        let request =
            InvitePeopleRequest { provider: client.provider, emails: vec!["chloe@hartwell.example".to_owned()], role: ProviderRole::Admin, scope: Scope::AllClients };
        people::invite(&by, request.clone()).await.unwrap();
        let mut db = world.instance.store.read().await.unwrap();
        let person: ProviderUserId = db.one(sql("SELECT id FROM provider_users WHERE email = 'chloe@hartwell.example'")).await.unwrap().get("id").unwrap();
        drop(db);
        for _ in 0..2 {
            people::reinvite(&by, portal::one(client.provider, person)).await.unwrap();
        }
        assert_eq!(code(people::reinvite(&by, portal::one(client.provider, person)).await), ErrorCode::TooMany);
        people::remove(&by, portal::one(client.provider, person)).await.unwrap();
        assert!(people::invite(&by, request).await.unwrap()[0].refused.as_deref().is_some_and(|why| why.starts_with("Three invitations")));
        assert_eq!(world.number(sql("SELECT COUNT(*) AS n FROM provider_users WHERE email = 'chloe@hartwell.example'")).await, 0);
    }

    async fn a_mailbox_is_not_flooded_by_making_clients_for_it(world) {
        let provider = world.provider("Northgate IT", 1_000).await;
        let (root, _) = world.staff(provider, "root@northgate.example", ProviderRole::Admin).await;
        let by = world.by(&root, None);
        let mut answers = Vec::new();
        for n in 0..5 {
            answers.push(clients::create(&by, portal::new_client(provider, &format!("Client {n}"))).await.map_err(|error| ApiError::from(&error).code).err());
        }
        assert_eq!(answers, [None, None, None, Some(ErrorCode::TooMany), Some(ErrorCode::TooMany)]);
        let counts = sql("SELECT (SELECT COUNT(*) FROM organizations) + 10 * (SELECT COUNT(*) FROM members) + 100 * (SELECT COUNT(*) FROM outbox)
            + 1000 * (SELECT COUNT(*) FROM events WHERE kind = 1900) AS n");
        assert_eq!(world.number(counts).await, 3_333, "nothing is written of those that were refused");
        assert_eq!(world.pool(provider, Plan::Teams).await, (1_000, 15, 15));
        // The same mailbox by another way of the same provider, and another mailbox.
        let emails = ["amara@hartwell.example", "tom@northgate.example"].map(str::to_owned).to_vec();
        let request = InvitePeopleRequest { provider, emails, role: ProviderRole::ServiceUser, scope: Scope::AllClients };
        let refused = people::invite(&by, request).await.unwrap().into_iter().map(|result| result.refused.is_some()).collect::<Vec<_>>();
        assert_eq!(refused, [true, false]);
        let other = CreateClientRequest { owner_email: "chloe@hartwell.example".parse().unwrap(), ..portal::new_client(provider, "Other") };
        clients::create(&by, other).await.unwrap();
        let elsewhere = world.provider("Elsewhere", 100).await;
        let (eve, _) = world.staff(elsewhere, "eve@elsewhere.example", ProviderRole::Admin).await;
        clients::create(&world.by(&eve, None), portal::new_client(elsewhere, "Theirs")).await.unwrap();
    }

    async fn many_who_invite_at_once_do_not_exceed_what_a_provider_may_send(world) {
        let provider = world.provider("Northgate IT", 1_000).await;
        let (root, _) = world.staff(provider, "root@northgate.example", ProviderRole::Admin).await;
        let request = |call: usize, count: usize| {
            let emails = (0..count).map(|n| format!("c{call}-{n}@northgate.example")).collect();
            InvitePeopleRequest { provider, emails, role: ProviderRole::ServiceUser, scope: Scope::AllClients }
        };
        let most = INVITATIONS_PER_HOUR / 50 - 1;
        for call in 0..most {
            people::invite(&world.by(&root, None), request(call, 50)).await.unwrap();
        }
        let tasks = (0..16).map(|n| {
            let (by, request) = (world.by(&root, None), request(most + n, 5));
            tokio::spawn(async move { people::invite(&by, request).await })
        });
        let mut done = 0;
        for task in tasks.collect::<Vec<_>>() {
            match task.await.unwrap() {
                Ok(_) => done += 1,
                refused => assert_eq!(code(refused), ErrorCode::TooMany),
            }
        }
        assert_eq!((done, world.events(provider, 1800).await), (10, 1_000));
        assert_eq!(code(clients::create(&world.by(&root, None), portal::new_client(provider, "One more")).await), ErrorCode::TooMany);
        assert_eq!(world.number(sql("SELECT COUNT(*) AS n FROM organizations")).await, 0);
    }

    async fn only_two_files_of_one_organization_are_made_at_once(world) {
        let client = client(&world, 5).await;
        let by = world.by(&client.amara, None);
        let log = || events::export_csv(&by, OrganizationEventsRequest { organization: client.id, filter: EventFilter::default(), cursor: None });
        let list = || members::export_csv(&by, OrganizationRequest { organization: client.id });
        let first = csv::turn(client.id.uuid()).await.unwrap();
        assert!(!waits(log()).await && !waits(list()).await);
        let second = csv::turn(client.id.uuid()).await.unwrap();
        assert!(waits(log()).await && waits(list()).await);
        let (root, _) = world.staff(client.provider, "root@northgate.example", ProviderRole::Admin).await;
        let of_provider = ExportClientsRequest { provider: client.provider, filter: ClientFilter::default() };
        assert!(clients::export_csv(&world.by(&root, None), of_provider).await.is_ok(), "others do not wait");
        drop((first, second));
        assert!(log().await.is_ok() && list().await.is_ok());
    }

    async fn a_server_without_a_free_connection_says_that_it_is_busy(world) {
        let client = client(&world, 5).await;
        let mut held = Vec::new();
        while let Ok(Ok(connection)) = tokio::time::timeout(Duration::from_millis(300), world.instance.store.read()).await {
            held.push(connection);
        }
        let answer = members::export_csv(&world.by(&client.amara, None), OrganizationRequest { organization: client.id }).await;
        let error = ApiError::from(&answer.unwrap_err());
        assert_eq!(error.code, ErrorCode::Unavailable);
    }
}
