//! What several tests need, and what the words in the oracle's cells say beyond yes and no.

use crate::{
    calls::post,
    csv::Column,
    leak::unwatch,
    on_both_engines,
    principals::{POOL, SEATS, Stage, unique},
    support::{WRAPPED, World},
};
use axum::Router;
use serde_json::{Value, json};
use server::{
    config::Limits,
    domain::accounts,
    http::{Dist, Site},
    model::{
        id::{OrganizationId, ProviderId},
        role::{Rights, Role, Status},
    },
    store::sql,
};
use std::sync::{Arc, LazyLock};

/// The real router over a world, with limits that no test reaches by accident.
pub fn router(world: &World) -> Router {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("index.html"), "<!doctype html><head><meta name=\"castellan-setup\" content=\"\"></head>").unwrap();
    let many = 1_000_000_000;
    let limits = Limits { reads_per_minute: many, writes_per_minute: many, guesses_per_minute: many, ..Limits::default() };
    let public = world.instance.public_url.parse().unwrap();
    server::http::router(Arc::new(Site::new(world.instance.clone(), Dist::load(folder.path()).unwrap(), public, Vec::new(), limits, Arc::default())))
}

/// What the store keeps of the password that everybody here has.
pub async fn password_hash(world: &World) -> String {
    let email = format!("hash-{}@people.example", unique());
    let wrapped = || WRAPPED.to_owned().try_into().unwrap();
    let keys = server::model::key::AccountKeys {
        kdf: server::model::key::Kdf::DEFAULT,
        auth_hash: format!("{}=", "A".repeat(43)).try_into().unwrap(),
        user_key: wrapped(),
        public_key: crate::support::public_key().try_into().unwrap(),
        private_key: wrapped(),
    };
    let id = accounts::make_proved(&world.nobody(), email.parse().unwrap(), "Hash".parse().unwrap(), keys).await.unwrap();
    let mut db = world.instance.store.read().await.unwrap();
    db.one(sql("SELECT password_hash FROM users WHERE id = $1").bind(id)).await.unwrap().get("password_hash").unwrap()
}

/// An error is a sentence for people, and has a request id.
pub fn demand_sentence(error: &Value) -> Result<(), String> {
    let message = error["message"].as_str().unwrap_or_default();
    let is_sentence = message.ends_with('.') && message.contains(' ') && message.starts_with(|first: char| first.is_uppercase());
    if is_sentence && error["request_id"].is_string() { Ok(()) } else { Err(format!("not an error for people: {error}")) }
}

/// The rows of a provider and an organization, as text, one line for each.
pub type Trace = Vec<String>;

pub async fn trace(stage: &Stage<'_>) -> Trace {
    let mut trace = trace_of(stage.world, stage.provider, stage.client).await;
    trace.extend(trace_of(stage.world, stage.provider, stage.sibling).await);
    trace
}

/// What is looked at, each a column `t`: of the provider `$1` and the organization `$2`.
const TRACED: [&str; 21] = [
    "SELECT name || ' ' || billing_email || ' ' || CAST(confirmed_admins AS TEXT) AS t FROM providers WHERE id = $1",
    "SELECT CAST(purchased AS TEXT) || ' ' || CAST(assigned AS TEXT) AS t FROM provider_plans WHERE provider_id = $1 ORDER BY plan",
    "SELECT email || ' ' || CAST(role AS TEXT) || ' ' || CAST(status AS TEXT) || ' ' || CAST(sees_all_clients AS TEXT) || ' ' || CAST(invited_at AS TEXT) || ' ' || COALESCE(key, '') AS t FROM provider_users WHERE provider_id = $1 ORDER BY email",
    "SELECT key AS t FROM provider_clients WHERE provider_id = $1 ORDER BY id",
    "SELECT CAST(COUNT(*) AS TEXT) AS t FROM provider_user_clients WHERE provider_id = $1",
    "SELECT CAST(kind AS TEXT) AS t FROM events WHERE provider_id = $1 ORDER BY id",
    "SELECT name || ' ' || billing_email || ' ' || tags || ' ' || CAST(seats AS TEXT) || ' ' || CAST(occupied AS TEXT) || ' ' || CAST(confirmed_owners AS TEXT) || ' ' || CAST(COALESCE(suspended_at, 0) AS TEXT) AS t FROM organizations WHERE id = $2",
    "SELECT email || ' ' || CAST(role AS TEXT) || ' ' || CAST(rights AS TEXT) || ' ' || CAST(status AS TEXT) || ' ' || CAST(invited_at AS TEXT) || ' ' || COALESCE(key, '') AS t FROM members WHERE organization_id = $2 ORDER BY email",
    "SELECT data || ' ' || CAST(COALESCE(deleted_at, 0) AS TEXT) AS t FROM items WHERE organization_id = $2 ORDER BY id",
    "SELECT file_name || ' ' || CASE WHEN file_id IS NULL THEN 'expected' ELSE 'there' END AS t FROM attachments WHERE organization_id = $2 ORDER BY id",
    "SELECT CAST(COUNT(*) AS TEXT) AS t FROM collection_items WHERE organization_id = $2",
    "SELECT CAST(expires_at AS TEXT) || ' ' || CAST(COALESCE(used_at, 0) AS TEXT) AS t FROM key_tickets WHERE organization_id = $2 ORDER BY id",
    "SELECT CAST(kind AS TEXT) AS t FROM events WHERE organization_id = $2 ORDER BY id",
    "SELECT CAST(state AS TEXT) || ' ' || kinds || ' ' || COALESCE(signature, '') || ' ' || COALESCE(decided_by, '') AS t FROM imports WHERE organization_id = $2 ORDER BY id",
    "SELECT data AS t FROM import_items WHERE organization_id = $2 ORDER BY import_id, id",
    "SELECT CAST(COUNT(*) AS TEXT) AS t FROM collections WHERE organization_id = $2",
    "SELECT name AS t FROM collections WHERE organization_id = $2 ORDER BY id",
    "SELECT CAST(read_only AS TEXT) || CAST(hide_passwords AS TEXT) || CAST(manage AS TEXT) AS t FROM collection_members WHERE organization_id = $2 ORDER BY collection_id, member_id",
    "SELECT name AS t FROM member_groups WHERE organization_id = $2 ORDER BY id",
    "SELECT m.email AS t FROM group_members i JOIN members m ON m.id = i.member_id WHERE i.organization_id = $2 ORDER BY i.group_id, m.email",
    "SELECT CAST(read_only AS TEXT) || CAST(hide_passwords AS TEXT) || CAST(manage AS TEXT) AS t FROM group_collections WHERE organization_id = $2 ORDER BY group_id, collection_id",
];

pub async fn trace_of(world: &World, provider: ProviderId, organization: OrganizationId) -> Trace {
    // One statement, since this is asked twice for every try.
    static ALL: LazyLock<String> = LazyLock::new(|| {
        let parts = TRACED.iter().enumerate().map(|(index, text)| format!("SELECT '{index}: ' || t AS t FROM ({text}) AS q{index}"));
        parts.collect::<Vec<_>>().join(" UNION ALL ")
    });
    let mut db = world.instance.store.read().await.unwrap();
    let rows = db.rows(sql(&ALL).bind(provider).bind(organization)).await.unwrap();
    rows.iter().map(|row| row.get("t").unwrap()).collect()
}

/// Calls and compares status and code.
async fn demand(stage: &Stage<'_>, router: &Router, path: &str, body: Value, expected: (u16, &str)) {
    let before = trace(stage).await;
    let answer = post(router, path, stage.token.as_deref(), &body).await;
    assert_eq!((answer.status, answer.code().as_str()), expected, "{path} as {:?}: {}", stage.column, answer.text);
    // The attempt at items is in the log; everything else that is refused leaves nothing.
    if answer.status != 200 && answer.code() != "provider_vault_restricted" {
        assert_eq!(before, trace(stage).await, "{path} as {:?}", stage.column);
    }
}

on_both_engines! {
    async fn a_service_user_may_not_cause_a_purchase(world) {
        let router = router(&world);
        for (column, expected) in [(Column::ServiceUser, (403, "seats_purchase_needs_admin")), (Column::ProviderAdmin, (200, ""))] {
            let stage = Stage::set(&world, column, Rights::NONE).await;
            let body = json!({"provider": stage.provider, "organization": stage.client, "seats": POOL + SEATS, "buying": POOL});
            demand(&stage, &router, "/rpc/clients/set_seats", body, expected).await;
        }
        let stage = Stage::set(&world, Column::ServiceUser, Rights::NONE).await;
        stage.other_member(Role::User, Status::Confirmed).await;
        let body = json!({"provider": stage.provider, "organization": stage.client, "seats": 1, "buying": 0});
        demand(&stage, &router, "/rpc/clients/set_seats", body, (409, "conflict")).await;
    }

    async fn only_ones_own_organization_can_be_added(world) {
        let router = router(&world);
        for (role, status) in [(Role::Owner, Status::Accepted), (Role::Admin, Status::Confirmed)] {
            let stage = Stage::set(&world, Column::ProviderAdmin, Rights::NONE).await;
            let organization = world.organization(None, "Fernhill", SEATS).await;
            world.member(organization, stage.caller.as_ref().unwrap(), role, Rights::NONE, status).await;
            let body = json!({"provider": stage.provider, "organization": organization, "link_key": WRAPPED, "key_revision": 1, "buying": 0});
            demand(&stage, &router, "/rpc/clients/add_existing", body, (404, "not_found")).await;
        }
        // Nor one that has a provider already.
        let stage = Stage::set(&world, Column::ProviderAdmin, Rights::NONE).await;
        let other = world.provider("Other Provider", POOL).await;
        let organization = world.organization(Some(other), "Fernhill", SEATS).await;
        world.member(organization, stage.caller.as_ref().unwrap(), Role::Owner, Rights::NONE, Status::Confirmed).await;
        let body = json!({"provider": stage.provider, "organization": organization, "link_key": WRAPPED, "key_revision": 1, "buying": 0});
        let answer = post(&router, "/rpc/clients/add_existing", stage.token.as_deref(), &body).await;
        assert!(matches!(answer.status, 404 | 409), "{} {}", answer.status, answer.text);
    }

    async fn the_billing_address_of_a_linked_client_is_the_providers(world) {
        let router = router(&world);
        for (column, expected) in
            [(Column::Owner, (403, "forbidden")), (Column::ProviderAdmin, (200, "")), (Column::ServiceUser, (200, ""))]
        {
            let stage = Stage::set(&world, column, Rights::NONE).await;
            let body = json!({"organization": stage.client, "name": stage.client_name, "billing_email": "new@hartwell.example"});
            demand(&stage, &router, "/rpc/organizations/update", body, expected).await;
        }
        let stage = Stage::set(&world, Column::Owner, Rights::NONE).await;
        world.execute(sql("UPDATE organizations SET provider_id = NULL WHERE id = $1").bind(stage.client)).await;
        let body = json!({"organization": stage.client, "name": stage.client_name, "billing_email": "new@hartwell.example"});
        demand(&stage, &router, "/rpc/organizations/update", body, (200, "")).await;
    }

    async fn the_last_owner_stays(world) {
        let router = router(&world);
        let stage = Stage::set(&world, Column::Owner, Rights::NONE).await;
        world.execute(sql("UPDATE members SET role = 2 WHERE id = $1").bind(stage.anchor)).await;
        world.execute(sql("UPDATE organizations SET confirmed_owners = 1 WHERE id = $1").bind(stage.client)).await;
        demand(&stage, &router, "/rpc/members/leave", json!({"organization": stage.client}), (409, "conflict")).await;
    }

    async fn grants_decide_about_items(world) {
        let router = router(&world);
        let content = json!({"type": 1, "key": WRAPPED, "name": WRAPPED, "login": {}}).to_string();
        for column in [Column::Owner, Column::Admin, Column::User, Column::Custom] {
            let stage = Stage::set(&world, column, Rights::parse(i64::MAX)).await;
            let create = json!({"organization": stage.client, "collections": [stage.collection], "content": content});
            let read = json!({"organization": stage.client, "item": stage.item});
            world.execute(sql("UPDATE collection_members SET read_only = 1 WHERE collection_id = $1").bind(stage.collection)).await;
            demand(&stage, &router, "/rpc/items/read", read.clone(), (200, "")).await;
            demand(&stage, &router, "/rpc/items/create", create.clone(), (403, "forbidden")).await;
            let items = json!({"organization": stage.client, "items": [stage.item]});
            for path in ["/rpc/items/trash", "/rpc/items/restore", "/rpc/items/destroy"] {
                demand(&stage, &router, path, items.clone(), (403, "forbidden")).await;
            }
            world.execute(sql("DELETE FROM collection_members WHERE collection_id = $1").bind(stage.collection)).await;
            demand(&stage, &router, "/rpc/items/read", read, (404, "not_found")).await;
            demand(&stage, &router, "/rpc/items/create", create, (404, "not_found")).await;
            let list = post(&router, "/rpc/items/list", stage.token.as_deref(), &json!({"organization": stage.client})).await;
            assert_eq!((list.status, list.json()["rows"].as_array().map(Vec::len)), (200, Some(0)));
        }
    }

    async fn a_custom_member_gives_only_rights_that_it_holds(world) {
        let router = router(&world);
        let held = Rights::parse(1 << 9);
        assert_eq!(serde_json::to_value(held).unwrap(), json!(["manageUsers"]));
        let stage = Stage::set(&world, Column::Custom, held).await;
        let member = stage.other_member(Role::User, Status::Confirmed).await;
        for (rights, expected) in [(json!(["manageUsers", "accessReports"]), (403, "forbidden")), (json!(["manageUsers"]), (200, ""))] {
            let invite = json!({"organization": stage.client, "emails": [crate::principals::address("new")], "role": "Custom", "rights": rights});
            demand(&stage, &router, "/rpc/members/invite", invite, expected).await;
            let update = json!({"organization": stage.client, "member": member, "role": "Custom", "rights": rights});
            demand(&stage, &router, "/rpc/members/update", update, expected).await;
        }
    }

    async fn a_provider_user_who_is_a_member_has_that_members_grants_and_stays_a_provider_user(world) {
        let router = router(&world);
        let stage = Stage::set(&world, Column::ServiceUser, Rights::NONE).await;
        let member = world.member(stage.client, stage.caller.as_ref().unwrap(), Role::User, Rights::NONE, Status::Confirmed).await;
        let read = json!({"organization": stage.client, "item": stage.item});
        demand(&stage, &router, "/rpc/items/read", read.clone(), (404, "not_found")).await;
        unwatch(stage.token.as_deref().unwrap());
        let query = sql("INSERT INTO collection_members (organization_id, collection_id, member_id, read_only, hide_passwords, manage) VALUES ($1, $2, $3, 1, 1, 0)");
        world.execute(query.bind(stage.client).bind(stage.collection).bind(member)).await;
        let answer = post(&router, "/rpc/items/read", stage.token.as_deref(), &read).await;
        let content = serde_json::from_str::<Value>(answer.json()["content"].as_str().unwrap_or_default()).unwrap_or_default();
        assert_eq!((answer.status, content["login"]["username"].is_string(), content["login"]["password"].is_null()), (200, true, true), "{}", answer.text);
        // Administration stays that of a provider user, which a plain member does not have.
        demand(&stage, &router, "/rpc/members/list", json!({"organization": stage.client}), (200, "")).await;
        demand(&stage, &router, "/rpc/members/leave", json!({"organization": stage.client}), (200, "")).await;
        demand(&stage, &router, "/rpc/items/read", read, (403, "provider_vault_restricted")).await;
    }
}
