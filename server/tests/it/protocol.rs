//! What people's own apps ask for.

use crate::{
    items::{Grant, content, create, furnished, grant},
    members::{client, events},
    on_both_engines,
    support::{Person, WRAPPED, World},
};
use axum::{
    body::{Body, to_bytes},
    http::{Request, StatusCode},
};
use serde_json::{Value, json};
use server::{
    model::{
        id::{CollectionId, ItemId, OrganizationId},
        role::{Rights, Role, Status},
        time::Micros,
    },
    store::sql,
};
use tower::ServiceExt as _;

const TRASH: &str = "PUT /api/ciphers/delete";
const RESTORE: &str = "PUT /api/ciphers/restore";
const DESTROY: &str = "DELETE /api/ciphers";

/// Sends what an app of somebody would, such as `GET /api/sync`.
async fn ask(world: &World, by: &Person, place: &str, body: Value) -> (StatusCode, Value) {
    let (method, path) = place.split_once(' ').unwrap();
    let request = Request::builder().method(method).uri(path).header("content-type", "application/json");
    let request = request.header("authorization", format!("Bearer {}", world.bearer(by).await)).body(Body::from(body.to_string()));
    let response = world.router().oneshot(request.unwrap()).await.unwrap();
    let status = response.status();
    let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    (status, serde_json::from_slice(&bytes).unwrap_or(Value::Null))
}

async fn collection(world: &World, organization: OrganizationId) -> CollectionId {
    let id = CollectionId::make();
    let query = sql("INSERT INTO collections (organization_id, id, name, created_at) VALUES ($1, $2, $3, $4)");
    world.execute(query.bind(organization).bind(id).bind(WRAPPED).bind(Micros::now())).await;
    id
}

on_both_engines! {
    async fn the_collections_granted_to_a_person_are_listed_over_his_organizations(world) {
        let client = client(&world, 20).await;
        let (user, member) = client.member(&world, "user@hartwell.example", Role::User, Status::Confirmed).await;
        let mut granted = vec![(client.id, collection(&world, client.id).await, member)];
        collection(&world, client.id).await;
        for (name, status) in [("Bluewater", Status::Confirmed), ("Linden Legal", Status::Accepted)] {
            let organization = world.organization(Some(client.provider), name, 5).await;
            let member = world.member(organization, &user, Role::User, Rights::NONE, status).await;
            granted.push((organization, collection(&world, organization).await, member));
        }
        for (organization, collection, member) in &granted {
            grant(&world, *organization, *collection, *member, Grant::ReadOnly).await;
        }
        let (status, list) = ask(&world, &user, "GET /api/collections", Value::Null).await;
        assert_eq!((status, &list["object"]), (StatusCode::OK, &json!("list")));
        let mut listed = list["data"].as_array().unwrap().clone();
        listed.sort_by_key(|row| row["id"].to_string());
        let mut expected = granted[..2].iter().map(|(organization, collection, _)| json!({
            "id": collection, "organizationId": organization, "name": WRAPPED, "externalId": null, "type": 0, "defaultUserCollectionEmail": null,
            "readOnly": true, "hidePasswords": false, "manage": false, "object": "collectionDetails",
        })).collect::<Vec<_>>();
        expected.sort_by_key(|row| row["id"].to_string());
        assert_eq!(listed, expected);
        assert_eq!(ask(&world, &user, "GET /api/sync", Value::Null).await.1["collections"], list["data"]);

        let (status, list) = ask(&world, &client.mara, "GET /api/collections", Value::Null).await;
        assert_eq!((status, &list["data"], events(&world, client.id, 9002).await), (StatusCode::OK, &json!([]), 0));
    }

    async fn what_was_encrypted_for_somebody_else_or_under_another_key_is_refused(world) {
        let (client, shared, of_client) = furnished(&world).await;
        let ask = async |place: &str, body| ask(&world, &client.amara, place, body).await;
        let key = "ac4ecffb2e087a59180d1dd19950b8e9";
        assert_eq!(ask("POST /api/accounts/key-management/user-key-id", json!({"userKeyId": key})).await.0, StatusCode::OK);
        let item = |user: Value, key: Value, organization: Option<OrganizationId>| {
            let mut item = content();
            for (name, value) in [("encryptedFor", user), ("encryptedByKeyId", key), ("organizationId", json!(organization))] {
                item[name] = value;
            }
            item
        };
        let (me, other, wrong) = (json!(client.amara.id), json!(client.mara.id), json!("00000000000000000000000000000000"));
        let (_, own) = ask("POST /api/ciphers", item(me.clone(), json!(key), None)).await;
        let own = own["id"].as_str().unwrap();
        let count = async || world.number(sql("SELECT (SELECT COUNT(*) FROM items) + (SELECT COUNT(*) FROM own_items) AS n")).await;
        let before = count().await;

        let places = |item: &dyn Fn(Option<OrganizationId>) -> Value| {
            let shelved = json!({"cipher": item(Some(client.id)), "collectionIds": [shared]});
            [
                ("POST /api/ciphers".to_owned(), item(None)),
                (format!("PUT /api/ciphers/{own}"), item(None)),
                ("POST /api/ciphers/import".to_owned(), json!({"ciphers": [content(), item(None)]})),
                ("POST /api/ciphers/create".to_owned(), shelved.clone()),
                (format!("PUT /api/ciphers/{of_client}"), item(Some(client.id))),
                (format!("PUT /api/ciphers/{own}/share"), shelved),
            ]
        };
        for (at, (place, body)) in places(&|organization| item(other.clone(), Value::Null, organization)).into_iter().enumerate() {
            let (status, said) = ask(&place, body).await;
            let sentence = json!("Cipher was not encrypted for the current user. Please try again.");
            assert_eq!((status, &said["message"], count().await), (StatusCode::BAD_REQUEST, &sentence, before), "{at} {place}");
        }
        let by_wrong_key = places(&|organization| item(me.clone(), wrong.clone(), organization));
        for (place, body) in &by_wrong_key[..3] {
            let (status, said) = ask(place, body.clone()).await;
            let sentence = json!("Cipher was not encrypted with the current user key. Please try again.");
            assert_eq!((status, &said["message"], count().await), (StatusCode::BAD_REQUEST, &sentence, before), "{place}");
        }
        // An organization's items are under a key of its own.
        for (place, body) in &by_wrong_key[3..] {
            assert_eq!(ask(place, body.clone()).await.0, StatusCode::OK, "{place}");
        }
        // Older apps say nothing of either.
        assert_eq!(ask("POST /api/ciphers", item(Value::Null, Value::Null, None)).await.0, StatusCode::OK);
    }

    async fn several_items_go_and_come_back_together_wherever_they_belong_or_not_at_all(world) {
        let (client, _, of_client) = furnished(&world).await;
        let other = world.organization(Some(client.provider), "Bluewater", 5).await;
        let member = world.member(other, &client.amara, Role::User, Rights::NONE, Status::Confirmed).await;
        let theirs = collection(&world, other).await;
        grant(&world, other, theirs, member, Grant::Edit).await;
        let of_other = create(&world, &client.amara, other, &[theirs]).await.unwrap().id;
        let own = async |by: &Person| serde_json::from_value::<ItemId>(ask(&world, by, "POST /api/ciphers", content()).await.1["id"].take()).unwrap();
        let (all, maras) = ([own(&client.amara).await, of_client, of_other], own(&client.mara).await);
        let send = async |by: &Person, place: &str, items: &[ItemId]| ask(&world, by, place, json!({"ids": items})).await;
        let view_only = async |is: i64| world.execute(sql("UPDATE collection_members SET read_only = $1 WHERE collection_id = $2").bind(is).bind(theirs)).await;
        let counted = async |condition: &'static str| {
            let mut query = sql("SELECT COUNT(*) AS n FROM (SELECT deleted_at FROM items UNION ALL SELECT deleted_at FROM own_items) AS i WHERE ");
            query.push(condition);
            world.number(query).await
        };
        let state = async || (counted("deleted_at IS NULL").await, counted("deleted_at IS NOT NULL").await);
        let refused = async |places: [&str; 2]| {
            let before = (state().await, events(&world, client.id, 1115).await);
            view_only(1).await;
            for place in places {
                for items in [&all[..], &[all[0], of_client, ItemId::make()]] {
                    assert_eq!(send(&client.amara, place, items).await.0, StatusCode::NOT_FOUND, "{place}");
                }
                assert_eq!(send(&client.mara, place, &[maras, of_client, of_other]).await.0, StatusCode::NOT_FOUND, "{place}");
            }
            view_only(0).await;
            assert_eq!(before, (state().await, events(&world, client.id, 1115).await));
        };

        refused([TRASH, DESTROY]).await;
        // An attempt names as many items as were asked for, so that the log does not tell whose they are.
        assert_eq!((events(&world, client.id, 9002).await, events(&world, other, 9002).await), (2, 2));
        assert_eq!((send(&client.amara, TRASH, &all).await.0, state().await), (StatusCode::OK, (1, 3)));
        assert_eq!((events(&world, client.id, 1115).await, events(&world, other, 1115).await), (1, 1));
        refused([RESTORE, DESTROY]).await;
        let (status, list) = send(&client.amara, RESTORE, &all).await;
        let back = list["data"].as_array().unwrap().iter().map(|item| (item["id"].clone(), item["deletedDate"].clone())).collect::<Vec<_>>();
        assert_eq!((status, back, state().await), (StatusCode::OK, all.iter().map(|item| (json!(item), Value::Null)).collect(), (4, 0)));
        assert_eq!((send(&client.amara, DESTROY, &all).await.0, state().await), (StatusCode::OK, (1, 0)));
    }

    async fn what_is_imported_stays_archived(world) {
        let ann = world.person("ann@people.example").await;
        let mut archived = content();
        archived["archivedDate"] = json!("2024-03-02T03:04:05Z");
        let part = json!({
            "idempotency_key": ItemId::make(), "part": 0, "parts": 1, "folders": [], "items": [{"folder": null, "is_favorite": false, "content": archived.to_string()}]
        });
        assert_eq!(ask(&world, &ann, "POST /rpc/vault/import", json!({"request": part})).await.0, StatusCode::OK);
        assert_eq!(ask(&world, &ann, "POST /api/ciphers/import", json!({"ciphers": [archived, content()]})).await.0, StatusCode::OK);
        let synced = ask(&world, &ann, "GET /api/sync", Value::Null).await.1;
        let mut dates = synced["ciphers"].as_array().unwrap().iter().map(|item| item["archivedDate"].as_str()).collect::<Vec<_>>();
        dates.sort_unstable();
        assert_eq!(dates, [None, Some("2024-03-02T03:04:05Z"), Some("2024-03-02T03:04:05Z")]);
    }

    async fn a_key_pair_is_never_replaced(world) {
        let ann = world.person("ann@people.example").await;
        let kept = async || {
            let query = sql("SELECT public_key, private_key FROM users WHERE id = $1").bind(ann.id);
            let row = world.instance.store.read().await.unwrap().one(query).await.unwrap();
            (row.get::<String>("public_key").unwrap(), row.get::<String>("private_key").unwrap())
        };
        let before = kept().await;
        let sent = json!({"publicKey": "MIIB", "encryptedPrivateKey": "2.AAAA|AAAA|AAAA"});
        let (status, said) = ask(&world, &ann, "POST /api/accounts/keys", sent.clone()).await;
        assert_eq!((status, &said["message"], kept().await), (StatusCode::BAD_REQUEST, &json!("User has existing keypair"), before));
        let request = Request::post("/api/accounts/keys").header("content-type", "application/json").body(Body::from(sent.to_string()));
        assert_eq!(world.router().oneshot(request.unwrap()).await.unwrap().status(), StatusCode::UNAUTHORIZED);
    }
}
