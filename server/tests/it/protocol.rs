//! What people's own apps ask for.

use crate::{
    items::{Grant, grant},
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
        id::{CollectionId, OrganizationId},
        role::{Rights, Role, Status},
        time::Micros,
    },
    store::sql,
};
use tower::ServiceExt as _;

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
}
