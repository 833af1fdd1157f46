//! Imports by apps: one call, all or nothing.

use crate::{
    imports::{collection, content, grant, item, new_collection},
    members::{Client, client, code},
    on_both_engines,
    support::{Person, WRAPPED, World},
};
use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use serde_json::{Value, json};
use server::{
    domain::{Error, imports, sessions::housekeep},
    model::{
        error::ErrorCode,
        event::EventKind,
        import::{ImportCollection, ImportItem, ImportState, ListImportsRequest},
        organization::OrganizationRequest,
        role::{ProviderRole, Rights, Role, Status},
        time::Micros,
    },
    store::sql,
};
use tower::ServiceExt as _;

async fn import(world: &World, by: &Person, client: &Client, collections: Vec<ImportCollection>, items: Vec<ImportItem>) -> Result<(), Error> {
    let ready = imports::ReadyImport { organization: client.id, collections, items, sent: "what was sent".into() };
    imports::at_once(&world.by(by, Some(client.id)), ready).await
}

/// Items, imports, and items of imports that are not in the vault yet.
async fn counts(world: &World) -> [i64; 3] {
    [
        world.number(sql("SELECT COUNT(*) AS n FROM items")).await,
        world.number(sql("SELECT COUNT(*) AS n FROM imports")).await,
        world.number(sql("SELECT COUNT(*) AS n FROM import_items")).await,
    ]
}

async fn revision(world: &World, of: &Person) -> i64 {
    world.number(sql("SELECT vault_revised_at AS n FROM users WHERE id = $1").bind(of.id)).await
}

on_both_engines! {
    async fn what_an_app_read_is_in_the_vault_at_once_with_a_receipt(world) {
        let client = client(&world, 5).await;
        let shelf = collection(&world, client.id).await;
        let into = || vec![new_collection(), ImportCollection::Existing(shelf)];
        assert_eq!(code(import(&world, &client.amara, &client, into(), vec![item(&[0]), item(&[0, 1])]).await), ErrorCode::NotFound);
        assert_eq!(counts(&world).await, [0, 0, 0]);
        grant(&world, client.id, shelf, client.amara_member, false).await;
        import(&world, &client.amara, &client, into(), vec![item(&[0]), item(&[0, 1])]).await.unwrap();
        assert_eq!(counts(&world).await, [2, 1, 0]);
        assert_eq!(world.number(sql("SELECT COUNT(*) AS n FROM collection_items")).await, 3);
        let list = imports::list(&world.by(&client.amara, None), ListImportsRequest { organization: client.id, cursor: None }).await.unwrap();
        let receipt = &list.rows[0];
        assert_eq!((receipt.state, receipt.items, receipt.format.as_str()), (ImportState::Accepted, 2, "bitwarden-app"));
        // printf 'what was sent' | sha256sum
        assert_eq!(receipt.file_hash.as_str(), "8163a7d71b91347a1efe60413e773743993d7e660826c0ab7cb77a7715d37824");
    }

    async fn one_item_that_is_not_as_it_must_be_keeps_all_others_out(world) {
        let client = client(&world, 5).await;
        let clear = ImportItem { content: content().replacen(WRAPPED, "in the clear", 1), ..item(&[0]) };
        for (items, expected) in [
            (vec![item(&[0]), clear], ErrorCode::Invalid),
            (vec![item(&[0]), item(&[])], ErrorCode::Invalid),
            (vec![item(&[0]), item(&[1])], ErrorCode::Invalid),
            (vec![], ErrorCode::Invalid),
        ] {
            assert_eq!(code(import(&world, &client.amara, &client, vec![new_collection()], items).await), expected);
        }
        assert_eq!(counts(&world).await, [0, 0, 0]);
    }

    async fn many_large_items_come_in_as_many_parts_as_they_need(world) {
        let client = client(&world, 5).await;
        let notes = format!("2.oKGio6SlpqeoqaqrrK2urw==|{}|ZyqynBPdYm7KenbDpGq0T3voFFWaOLP6hri2KteC3Xg=", "A".repeat(64 * 320));
        let mut large = serde_json::from_str::<Value>(&content()).unwrap();
        large["notes"] = json!(notes);
        let items = (0..420).map(|_| ImportItem { content: large.to_string(), ..item(&[0]) }).collect();
        import(&world, &client.amara, &client, vec![new_collection()], items).await.unwrap();
        assert_eq!(counts(&world).await, [420, 1, 0]);
        assert_eq!(world.number(sql("SELECT parts AS n FROM imports")).await, 2, "more than 8 MB");
    }

    async fn a_member_imports_into_what_he_manages_alone(world) {
        let client = client(&world, 5).await;
        let ben = world.person("ben@hartwell.example").await;
        let ben_row = world.member(client.id, &ben, Role::User, Rights::NONE, Status::Confirmed).await;
        let (his, other) = (collection(&world, client.id).await, collection(&world, client.id).await);
        grant(&world, client.id, his, ben_row, true).await;
        grant(&world, client.id, other, ben_row, false).await;
        let (his, other) = (ImportCollection::Existing(his), ImportCollection::Existing(other));
        for collections in [vec![his.clone(), other.clone()], vec![his.clone(), new_collection()]] {
            assert_eq!(code(import(&world, &ben, &client, collections, vec![item(&[0])]).await), ErrorCode::Forbidden);
        }
        assert_eq!(counts(&world).await, [0, 0, 0]);
        import(&world, &ben, &client, vec![his], vec![item(&[0])]).await.unwrap();
        assert_eq!(counts(&world).await, [1, 1, 0]);
    }

    async fn a_provider_user_lends_his_app_the_key_for_one_import_that_is_held(world) {
        let client = client(&world, 5).await;
        let shelf = collection(&world, client.id).await;
        let (priya, _) = world.staff(client.provider, "priya@northgate.example", ProviderRole::ServiceUser).await;
        let lend = async |by: &Person| imports::lend_to_app(&world.by(by, Some(client.id)), OrganizationRequest { organization: client.id }).await;
        let once = async |into: ImportCollection| import(&world, &priya, &client, vec![into], vec![item(&[0])]).await;
        let lent = async || imports::lent_keys(&world.by(&priya, None)).await.unwrap();
        assert_eq!(code(once(new_collection()).await), ErrorCode::Expired);
        assert!(lent().await.is_empty());

        let before = revision(&world, &priya).await;
        lend(&priya).await.unwrap();
        assert!(revision(&world, &priya).await > before, "an app sees that there is something to fetch");
        let keys = lent().await;
        assert_eq!((keys.len(), keys[0].organization, keys[0].provider, keys[0].role), (1, client.id, client.provider, ProviderRole::ServiceUser));
        assert_eq!(code(once(ImportCollection::Existing(shelf)).await), ErrorCode::Forbidden);
        assert_eq!(lent().await.len(), 1, "what was refused uses nothing up");
        once(new_collection()).await.unwrap();
        assert_eq!(counts(&world).await, [0, 1, 1], "held");
        assert_eq!(code(once(new_collection()).await), ErrorCode::Expired);
        assert!(lent().await.is_empty(), "one import, and no key any longer");
        let told = sql("SELECT COUNT(*) AS n FROM events WHERE organization_id = $1 AND kind = $2 AND detail = $3");
        let told = told.bind(client.id).bind(EventKind::OrganizationKeyUsed.number()).bind("to import with an app");
        assert!(world.number(told).await >= 1);

        // Another person's app, the client's own people, and somebody who is no longer there.
        lend(&priya).await.unwrap();
        let (root, _) = world.staff(client.provider, "root@northgate.example", ProviderRole::Admin).await;
        assert!(imports::lent_keys(&world.by(&root, None)).await.unwrap().is_empty());
        assert_eq!(code(import(&world, &root, &client, vec![new_collection()], vec![item(&[0])]).await), ErrorCode::Expired);
        assert_eq!(lend(&client.amara).await.unwrap().expires_at, None);
        let revoke = sql("UPDATE provider_users SET status = $2 WHERE user_id = $1").bind(priya.id).bind(Status::Revoked);
        world.execute(revoke).await;
        assert!(lent().await.is_empty());
        assert_eq!(code(once(new_collection()).await), ErrorCode::NotFound);
    }

    async fn what_is_lent_is_lent_for_two_minutes(world) {
        let client = client(&world, 5).await;
        let (priya, _) = world.staff(client.provider, "priya@northgate.example", ProviderRole::ServiceUser).await;
        imports::lend_to_app(&world.by(&priya, Some(client.id)), OrganizationRequest { organization: client.id }).await.unwrap();
        let late = sql("UPDATE key_tickets SET expires_at = expires_at - $1").bind(121 * Micros::SECOND);
        world.execute(late).await;
        assert!(imports::lent_keys(&world.by(&priya, None)).await.unwrap().is_empty());
        assert_eq!(code(import(&world, &priya, &client, vec![new_collection()], vec![item(&[0])]).await), ErrorCode::Expired);
        assert_eq!(counts(&world).await, [0, 0, 0]);
        let before = revision(&world, &priya).await;
        housekeep(&world.instance.store, Micros::now()).await.unwrap();
        assert!(revision(&world, &priya).await > before, "its app fetches everything anew, without the key");
    }

    async fn an_app_hears_what_is_wrong_with_its_file(world) {
        let client = client(&world, 5).await;
        let token = world.bearer(&client.amara).await;
        let router = world.router();
        let send = async |ciphers: Value, relations: Value| {
            let body = json!({"ciphers": ciphers, "collections": [{"id": null, "name": WRAPPED}], "collectionRelationships": relations});
            let request = Request::post(format!("/api/ciphers/import-organization?organizationId={}", client.id));
            let request = request.header("authorization", format!("Bearer {token}")).header("content-type", "application/json");
            let response = router.clone().oneshot(request.body(Body::from(body.to_string())).unwrap()).await.unwrap();
            let status = response.status();
            let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
            (status, String::from_utf8(bytes.to_vec()).unwrap())
        };
        let cipher = serde_json::from_str::<Value>(&content()).unwrap();
        for (ciphers, relations, said) in [
            (json!([cipher]), json!([]), "Every item needs a collection"),
            (json!([cipher]), json!([{"key": 0, "value": 0}, {"key": 1, "value": 0}]), "not in this import"),
            (json!([cipher]), json!([{"key": 0, "value": 65_536}]), "not in this import"),
            (json!(vec![0; 20_001]), json!([]), "too much for one import"),
            (json!("none"), json!([]), "not in the expected form"),
        ] {
            let (status, text) = send(ciphers, relations).await;
            assert!(status == StatusCode::BAD_REQUEST && text.contains(said), "{said}: {status} {text}");
        }
        assert_eq!(counts(&world).await, [0, 0, 0]);
        assert_eq!(send(json!([cipher]), json!([{"key": 0, "value": 0}])).await.0, StatusCode::OK);
    }
}
