//! Announcing and sending an import: limits, repetition, and what goes of itself.

use crate::{
    imports::{announcement, begin, collection, content, count, finish, finished, item, list, new_collection, send, sent, sentence, shared, waiting, withdraw},
    members::{client, code},
    on_both_engines,
    support::{WRAPPED, World, sealed},
};
use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use server::{
    domain::{Context, clients, organizations, sessions::housekeep},
    model::{
        client::UnlinkRequest,
        error::ErrorCode,
        id::ImportId,
        import::{BeginImportRequest, ImportCollection, ImportCounts, ImportItem, ImportProgress, ImportState},
        organization::DeleteOrganizationRequest,
        role::{ProviderRole, Rights, Role, Status},
        time::Micros,
    },
    store::sql,
};
use tower::ServiceExt as _;

/// Sends spaces and an empty body in the name of somebody, or of nobody.
async fn post(world: &World, path: &str, token: Option<&str>, bytes: usize) -> StatusCode {
    let request = Request::post(path).header("content-type", "application/json");
    let request = if let Some(token) = token { request.header("authorization", format!("Bearer {token}")) } else { request };
    let body = format!("{}{{}}", " ".repeat(bytes - 2));
    world.router().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap().status()
}

#[tokio::test]
async fn a_part_may_be_larger_than_other_calls_but_not_from_strangers() {
    let world = World::sqlite().await;
    let person = world.person("amara@hartwell.example").await;
    let token = world.bearer(&person).await;
    let (usual, large) = (256 * 1024, 12 * 1024 * 1024);
    for (path, most) in [
        ("/rpc/imports/send", large),
        ("/rpc/vault/import", large),
        ("/rpc/imports/begin", 1024 * 1024),
        ("/rpc/imports/accept", 1024 * 1024),
        ("/rpc/imports/finish", usual),
    ] {
        assert_eq!(post(&world, path, Some(&token), most).await, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        assert_eq!(post(&world, path, Some(&token), most + 1).await, StatusCode::PAYLOAD_TOO_LARGE, "{path}");
        for stranger in [None, Some("of nobody")] {
            assert_eq!(post(&world, path, stranger, usual).await, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
            assert_eq!(post(&world, path, stranger, usual + 1).await, StatusCode::PAYLOAD_TOO_LARGE, "{path}");
        }
    }
}

on_both_engines! {
    async fn an_announcement_out_of_bounds_is_refused_with_the_field_named(world) {
        let client = client(&world, 20).await;
        let good = announcement(&world, &client.mara, client.id, vec![new_collection()]).await;
        let with = |change: &dyn Fn(&mut BeginImportRequest)| {
            let mut request = good.clone();
            change(&mut request);
            request
        };
        let sealed_name = || ImportCollection::New(sealed().try_into().unwrap());
        let bad = [
            ("items", with(&|r| r.items = 0)),
            ("items", with(&|r| (r.items, r.parts) = (20_001, 41))),
            ("parts", with(&|r| r.parts = 0)),
            ("parts", with(&|r| (r.items, r.parts) = (501, 1))),
            ("parts", with(&|r| (r.items, r.parts) = (20_000, 201))),
            ("parts", with(&|r| (r.items, r.parts) = (2, 3))),
            ("collections", with(&|r| r.collections = Vec::new())),
            ("collections", with(&|r| r.collections = vec![new_collection(); 501])),
            ("collections", with(&|r| r.collections = vec![sealed_name()])),
            ("format", with(&|r| r.format = String::new())),
            ("format", with(&|r| r.format = "Bitwarden".into())),
            ("format", with(&|r| r.format = "x".repeat(41))),
            ("reference", with(&|r| r.reference = "x".repeat(101))),
            ("reference", with(&|r| r.reference = "a\nb".into())),
        ];
        for (field, request) in bad {
            match begin(&world, &client.mara, &request).await {
                Err(server::domain::Error::Refused(error)) => {
                    assert_eq!((error.code, error.fields[0].field.as_str()), (ErrorCode::Invalid, field), "{request:?}");
                }
                other => panic!("{field}: {other:?}"),
            }
        }
        assert_eq!(count(&world, "imports").await, 0);
        // At the bounds.
        let largest = with(&|r| {
            (r.items, r.parts, r.collections) = (20_000, 40, vec![new_collection(); 500]);
            (r.format, r.reference) = ("x".repeat(40), "ä".repeat(100));
        });
        assert_eq!(begin(&world, &client.mara, &largest).await.unwrap(), ImportProgress { received: Vec::new() });
        assert_eq!(count(&world, "import_collections").await, 500);
    }

    async fn collections_of_others_are_not_there(world) {
        let client = client(&world, 20).await;
        let elsewhere = world.organization(Some(client.provider), "Bluewater", 5).await;
        let (own, foreign) = (shared(&world, client.id).await, collection(&world, elsewhere).await);
        for person in [&client.mara, &client.amara] {
            let named = vec![ImportCollection::Existing(own), ImportCollection::Existing(foreign)];
            let request = announcement(&world, person, client.id, named).await;
            assert_eq!(code(begin(&world, person, &request).await), ErrorCode::NotFound);
        }
        assert_eq!(count(&world, "imports").await, 0);
    }

    async fn after_an_interruption_the_same_announcement_tells_what_is_here(world) {
        let client = client(&world, 20).await;
        let first = announcement(&world, &client.mara, client.id, vec![new_collection()]).await;
        let first = BeginImportRequest { items: 5, parts: 3, ..first };
        let import = (client.id, first.import);
        begin(&world, &client.mara, &first).await.unwrap();
        for part in [2, 0] {
            send(&world, &client.mara, import, part, vec![item(&[0]), item(&[0])]).await.unwrap();
        }
        // With the used ticket, or with another: it is not used up.
        let again = announcement(&world, &client.mara, client.id, Vec::new()).await.ticket;
        for ticket in [first.ticket, again] {
            let received = begin(&world, &client.mara, &BeginImportRequest { ticket, ..first.clone() }).await.unwrap().received;
            assert_eq!(received, [0, 2]);
        }
        assert_eq!(world.number(sql("SELECT COUNT(*) AS n FROM key_tickets WHERE used_at IS NOT NULL")).await, 1);
        assert!(sentence(finish(&world, &client.mara, import).await).starts_with("Part 2 of 3 "), "it says what is missing");
        send(&world, &client.mara, import, 1, vec![item(&[0])]).await.unwrap();
        assert_eq!(finish(&world, &client.mara, import).await.unwrap().state, ImportState::Held);
        assert_eq!(begin(&world, &client.mara, &first).await.unwrap().received, [0, 1, 2]);
    }

    async fn another_announcement_or_another_person_cannot_take_an_id_over(world) {
        let client = client(&world, 20).await;
        let (head, _) = world.staff(client.provider, "head@northgate.example", ProviderRole::Admin).await;
        let request = announcement(&world, &client.mara, client.id, vec![new_collection()]).await;
        begin(&world, &client.mara, &request).await.unwrap();
        let import = (client.id, request.import);
        let others = [
            BeginImportRequest { items: 1, ..request.clone() },
            BeginImportRequest { reference: "other".to_owned(), ..request.clone() },
            BeginImportRequest { counts: ImportCounts::default(), ..request.clone() },
            BeginImportRequest { collections: vec![new_collection(); 2], ..request.clone() },
        ];
        for other in others {
            assert_eq!(code(begin(&world, &client.mara, &other).await), ErrorCode::Conflict);
        }
        for person in [&head, &client.amara] {
            let ticket = announcement(&world, person, client.id, Vec::new()).await.ticket;
            assert_eq!(code(begin(&world, person, &BeginImportRequest { ticket, ..request.clone() }).await), ErrorCode::NotFound);
            assert_eq!(code(send(&world, person, import, 0, vec![item(&[0])]).await), ErrorCode::NotFound);
            assert_eq!(code(finish(&world, person, import).await), ErrorCode::NotFound);
        }
        // Nor in another organization, to which the person may import as well.
        let elsewhere = world.organization(Some(client.provider), "Bluewater", 5).await;
        let there = announcement(&world, &client.mara, elsewhere, vec![new_collection()]).await;
        assert_eq!(code(begin(&world, &client.mara, &BeginImportRequest { import: request.import, ..there }).await), ErrorCode::NotFound);
        let import = (elsewhere, request.import);
        assert_eq!(code(send(&world, &client.mara, import, 0, vec![item(&[0])]).await), ErrorCode::NotFound);
        assert_eq!(code(finish(&world, &client.mara, import).await), ErrorCode::NotFound);
        assert_eq!(code(withdraw(&world, &client.mara, import).await), ErrorCode::NotFound);
        assert_eq!((count(&world, "imports").await, waiting(&world).await), (1, [0, 0, 0, 1]));
    }

    async fn five_imports_of_a_person_can_be_under_way(world) {
        let client = client(&world, 20).await;
        let mut imports = Vec::new();
        for _ in 0..5 {
            imports.push(sent(&world, &client.mara, client.id).await);
        }
        let request = announcement(&world, &client.mara, client.id, vec![new_collection()]).await;
        assert_eq!(code(begin(&world, &client.mara, &request).await), ErrorCode::Conflict);
        // Others have their own five, and so has the person elsewhere.
        sent(&world, &client.amara, client.id).await;
        let elsewhere = world.organization(Some(client.provider), "Bluewater", 5).await;
        sent(&world, &client.mara, elsewhere).await;
        finish(&world, &client.mara, imports[0]).await.unwrap();
        begin(&world, &client.mara, &request).await.unwrap();
    }

    async fn a_part_is_taken_in_as_it_was_announced_or_not_at_all(world) {
        let client = client(&world, 20).await;
        let request = announcement(&world, &client.mara, client.id, vec![new_collection(), new_collection()]).await;
        let request = BeginImportRequest { items: 502, parts: 3, ..request };
        begin(&world, &client.mara, &request).await.unwrap();
        let import = (client.id, request.import);
        let of = |content: &str| ImportItem { collections: vec![0], content: content.to_owned() };
        let clear = content().replacen(WRAPPED, "hunter2", 1);
        let bad = [
            (0, Vec::new()),
            (0, vec![item(&[0]); 501]),
            (3, vec![item(&[0])]),
            (0, vec![item(&[])]),
            (0, vec![item(&[0, 2])]),
            (0, vec![item(&[0]), of("")]),
            (0, vec![item(&[0]), of("[]")]),
            (0, vec![item(&[0]), of("{}")]),
            (0, vec![item(&[0]), of(&clear)]),
            (0, vec![of(&content().replacen("\"type\":1", "\"type\":99", 1))]),
        ];
        for (part, items) in bad {
            let refused = send(&world, &client.mara, import, part, items).await;
            let said = format!("{refused:?}");
            assert_eq!(code(refused), ErrorCode::Invalid, "{said}");
            assert!(!said.contains("hunter2"));
        }
        let large = format!("{{\"type\":1,\"stray\":\"{}\"}}", "x".repeat(8 * 1024 * 1024));
        assert!(sentence(send(&world, &client.mara, import, 0, vec![of(&large)]).await).contains("8 MB"));
        assert_eq!(waiting(&world).await, [0, 0, 0, 2]);
        let full = vec![item(&[1, 0, 1]); 500];
        send(&world, &client.mara, import, 0, full.clone()).await.unwrap();
        assert_eq!(waiting(&world).await, [500, 1_000, 1, 2]);
        // The same again changes nothing; another under its number is refused.
        send(&world, &client.mara, import, 0, full).await.unwrap();
        assert_eq!(code(send(&world, &client.mara, import, 0, vec![item(&[0]); 500]).await), ErrorCode::Conflict);
        // More than was announced.
        assert_eq!(code(send(&world, &client.mara, import, 1, vec![item(&[0]); 3]).await), ErrorCode::Conflict);
        assert_eq!(waiting(&world).await, [500, 1_000, 1, 2]);
        assert!(sentence(finish(&world, &client.mara, import).await).starts_with("Parts 2, 3 of 3 "));
        send(&world, &client.mara, import, 1, vec![item(&[0])]).await.unwrap();
        send(&world, &client.mara, import, 2, vec![item(&[0])]).await.unwrap();
        finish(&world, &client.mara, import).await.unwrap();
        assert_eq!(code(send(&world, &client.mara, import, 2, vec![item(&[0])]).await), ErrorCode::Conflict);
    }

    async fn fewer_items_than_were_announced_are_not_complete(world) {
        let client = client(&world, 20).await;
        let request = announcement(&world, &client.mara, client.id, vec![new_collection()]).await;
        begin(&world, &client.mara, &BeginImportRequest { items: 3, ..request.clone() }).await.unwrap();
        let import = (client.id, request.import);
        send(&world, &client.mara, import, 0, vec![item(&[0])]).await.unwrap();
        assert_eq!(sentence(finish(&world, &client.mara, import).await), "This import was announced with 3 items, and 1 arrived. Begin a new one.");
    }

    async fn the_page_must_show_the_organization(world) {
        let client = client(&world, 20).await;
        let elsewhere = world.organization(Some(client.provider), "Bluewater", 5).await;
        let request = announcement(&world, &client.mara, client.id, vec![new_collection()]).await;
        for shown in [None, Some(elsewhere)] {
            assert_eq!(code(server::domain::imports::begin(&world.by(&client.mara, shown), request.clone()).await), ErrorCode::WrongClient);
        }
        assert_eq!(count(&world, "imports").await, 0);
    }

    async fn what_does_not_become_complete_within_a_day_goes(world) {
        let client = client(&world, 20).await;
        let (old, fresh, held) =
            (sent(&world, &client.mara, client.id).await, sent(&world, &client.mara, client.id).await, finished(&world, &client.mara, client.id).await);
        for import in [old, held] {
            world.execute(sql("UPDATE imports SET begun_at = begun_at - $2 WHERE id = $1").bind(import.1).bind(25 * Micros::HOUR)).await;
        }
        let done = housekeep(&world.instance.store, Micros::now()).await.unwrap();
        assert_eq!((done.imports, waiting(&world).await), (1, [4, 6, 2, 4]));
        let kept = list(&world, &client.amara, client.id).await.unwrap().into_iter().map(|row| row.id).collect::<Vec<_>>();
        assert_eq!(kept, [fresh.1, held.1]);
        assert_eq!(housekeep(&world.instance.store, Micros::now()).await.unwrap().imports, 0);
    }

    async fn a_former_provider_has_no_hold_on_what_it_sent(world) {
        let client = client(&world, 20).await;
        let (head, _) = world.staff(client.provider, "head@northgate.example", ProviderRole::Admin).await;
        // Somebody who stays as a member, so that the organization is not hidden from him.
        world.member(client.id, &client.mara, Role::Admin, Rights::NONE, Status::Confirmed).await;
        let (held, sending) = (finished(&world, &client.mara, client.id).await, sent(&world, &client.mara, client.id).await);
        let by_head = finished(&world, &head, client.id).await;
        let unlink = UnlinkRequest { provider: client.provider, organization: client.id, typed_name: "Hartwell Dental".to_owned() };
        clients::unlink(&world.by(&head, Some(client.id)), unlink).await.unwrap();
        for import in [held, by_head] {
            assert_eq!(code(withdraw(&world, &head, import).await), ErrorCode::NotFound);
        }
        assert_eq!(code(list(&world, &head, client.id).await), ErrorCode::NotFound);
        // What could not be completed any more is gone; what is complete waits for the organization's own people.
        assert_eq!(code(finish(&world, &client.mara, sending).await), ErrorCode::NotFound);
        let seen = list(&world, &client.amara, client.id).await.unwrap();
        assert_eq!(seen.iter().map(|row| (row.id, row.provider.as_deref(), row.may_accept)).collect::<Vec<_>>(), [
            (by_head.1, Some("Northgate IT"), true),
            (held.1, Some("Northgate IT"), true)
        ]);
        assert_eq!(code(finish(&world, &client.mara, held).await), ErrorCode::NotFound);
        withdraw(&world, &client.amara, held).await.unwrap();
        let discarded = sql("SELECT COUNT(*) AS n FROM events WHERE kind = 9017 AND organization_id = $1 AND provider_id IS NULL");
        assert_eq!(world.number(discarded.bind(client.id)).await, 1);
    }

    async fn of_a_deleted_organization_no_import_is_left(world) {
        let client = client(&world, 20).await;
        finished(&world, &client.mara, client.id).await;
        sent(&world, &client.mara, client.id).await;
        let elsewhere = world.organization(Some(client.provider), "Bluewater", 5).await;
        finished(&world, &client.mara, elsewhere).await;
        let context: Context = world.by(&client.amara, Some(client.id));
        organizations::delete(&context, DeleteOrganizationRequest { organization: client.id, typed_name: "Hartwell Dental".to_owned() }).await.unwrap();
        assert_eq!((count(&world, "imports").await, waiting(&world).await), (1, [2, 3, 1, 2]));
    }

    async fn an_id_that_nobody_announced_leads_nowhere(world) {
        let client = client(&world, 20).await;
        let import = (client.id, ImportId::make());
        for person in [&client.mara, &client.amara] {
            assert_eq!(code(send(&world, person, import, 0, vec![item(&[0])]).await), ErrorCode::NotFound);
            assert_eq!(code(finish(&world, person, import).await), ErrorCode::NotFound);
            assert_eq!(code(withdraw(&world, person, import).await), ErrorCode::NotFound);
        }
    }
}
