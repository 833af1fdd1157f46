//! The same oracle on the other face of the server: the Bitwarden client protocol.
//!
//! There, a refusal of somebody signed in is 404 where the oracle says 403, and 400 where it says 409.

use crate::{
    calls::{Answer, Case, Toward},
    calls_collections::{RENAMED, empty},
    calls_items::{folder, own_item},
    canary::demand_clean_tables,
    cases,
    csv::{self, Cell, Column},
    leak::{CANARY, demand_clean, demand_clean_answer},
    log, on_both_engines,
    principals::{Planted, Stage, announced, plant},
    scenarios::{Expect, Scenario, scenarios},
    special::{Trace, router, trace, trace_of},
    support::{WRAPPED, World, sealed},
};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::Request,
};
use futures_util::{StreamExt as _, stream};
use serde_json::{Value, json};
use server::{
    model::{
        event::EventKind,
        role::{Rights, Role, Status},
        time::Micros,
    },
    protocol::ENDPOINTS,
    store::sql,
};
use std::collections::BTreeSet;
use tower::ServiceExt as _;

/// The parts of a body under these names go into the path.
const IN_PATH: [&str; 5] = ["$collection", "$item", "$folder", "$member", "$user"];

fn login() -> Value {
    json!({"type": 1, "name": WRAPPED, "login": {"username": WRAPPED, "password": WRAPPED}})
}

pub const CASES: &[Case] = cases! {
    "account.vault.read" "GET /api/accounts/revision-date" Nobody |s, role| json!({});
    "account.vault.read" "GET /api/sync" Nobody |s, role| json!({});
    // While a client's key is lent, too.
    "account.vault.read" "GET /api/sync" Nobody |s, role| {
        s.lend_to_app().await;
        json!({})
    };
    "account.vault.read" "GET /api/collections" Nobody |s, role| json!({});
    "account.vault.read" "GET /api/folders/{id}" Nobody |s, role| json!({"$folder": folder(s).await});
    "account.vault.write" "POST /api/accounts/key-management/user-key-id" Nobody |s, role| json!({"userKeyId": "ac4ecffb2e087a59180d1dd19950b8e9"});
    "account.vault.write" "POST /api/folders" Nobody |s, role| json!({"name": WRAPPED});
    "account.vault.write" "PUT /api/folders/{id}" Nobody |s, role| json!({"$folder": folder(s).await, "name": WRAPPED});
    "account.vault.write" "DELETE /api/folders/{id}" Nobody |s, role| json!({"$folder": folder(s).await});
    "account.vault.write" "POST /api/ciphers" Nobody |s, role| login();
    "account.vault.write" "POST /api/ciphers/import" Nobody |s, role| json!({
        "ciphers": [login(), login()], "folders": [{"name": WRAPPED}], "folderRelationships": [{"key": 0, "value": 0}]
    });
    "account.vault.write" "POST /events/collect" Nobody |s, role| json!([{"type": 1107, "cipherId": s.item, "organizationId": s.client, "date": "2026-01-01T00:00:00Z"}]);
    "account.vault.write" "POST /events/collect" Nobody |s, role| json!([{"type": 1007, "date": "2026-01-01T00:00:00Z"}]);
    "account.read" "POST /api/accounts/verify-password" Nobody |s, role| {
        if let Some(caller) = &s.caller {
            let hash = crate::special::password_hash(s.world).await;
            s.world.execute(sql("UPDATE users SET password_hash = $2 WHERE id = $1").bind(caller.id).bind(hash)).await;
        }
        json!({"masterPasswordHash": format!("{}=", "A".repeat(43))})
    };
    "account.read" "GET /api/users/{id}/public-key" Nobody |s, role| json!({"$user": s.caller.as_ref().map(|caller| caller.id)});
    "client.items.read" "GET /api/ciphers/{id}" Nobody |s, role| json!({"$item": s.item});
    "client.items.read" "GET /api/ciphers/{id}/details" Nobody |s, role| json!({"$item": s.item});
    "client.items.read" "PUT /api/ciphers/{id}/partial" Nobody |s, role| json!({"$item": s.item, "folderId": null, "favorite": true});
    "client.items.read" "PUT /api/ciphers/archive" Nobody |s, role| json!({"ids": [s.item]});
    "client.items.read" "PUT /api/ciphers/unarchive" Nobody |s, role| json!({"ids": [s.item]});
    "client.items.create" "POST /api/ciphers/create" Nobody |s, role| {
        let mut cipher = login();
        cipher["organizationId"] = json!(s.client);
        json!({"cipher": cipher, "collectionIds": [s.collection]})
    };
    "client.items.update" "PUT /api/ciphers/{id}" Nobody |s, role| {
        let mut cipher = login();
        cipher["$item"] = json!(s.item);
        cipher["attachments2"] = json!({s.attachment.to_string(): {"fileName": WRAPPED, "key": WRAPPED}});
        cipher
    };
    "client.items.collections" "PUT /api/ciphers/{id}/collections" Nobody |s, role| json!({"$item": s.item, "collectionIds": [s.collection]});
    "client.items.collections" "PUT /api/ciphers/{id}/collections_v2" Nobody |s, role| json!({"$item": s.item, "collectionIds": [s.collection]});
    "client.items.share" "PUT /api/ciphers/{id}/share" Nobody |s, role| {
        let mut cipher = login();
        cipher["organizationId"] = json!(s.client);
        json!({"$item": own_item(s).await, "cipher": cipher, "collectionIds": [s.collection]})
    };
    "client.items.delete" "PUT /api/ciphers/{id}/delete" Nobody |s, role| json!({"$item": s.item});
    "client.items.delete" "DELETE /api/ciphers/{id}" Nobody |s, role| json!({"$item": s.item});
    "client.items.delete" "PUT /api/ciphers/delete" Nobody |s, role| json!({"ids": [s.item]});
    "client.items.delete" "DELETE /api/ciphers" Nobody |s, role| json!({"ids": [s.item]});
    "client.items.attachments" "POST /api/ciphers/{id}/attachment/v2" Nobody |s, role| json!({"$item": s.item, "key": WRAPPED, "fileName": WRAPPED, "fileSize": 10});
    "client.items.attachments" "POST /api/ciphers/{id}/attachment/{attachment}" Nobody |s, role| {
        json!({"$item": s.item, "$attachment": announced(s).await, "$file": "0123456789"})
    };
    "client.items.attachments" "DELETE /api/ciphers/{id}/attachment/{attachment}" Nobody |s, role| json!({"$item": s.item, "$attachment": s.attachment});
    "client.items.read" "GET /api/ciphers/{id}/attachment/{attachment}" Nobody |s, role| json!({"$item": s.item, "$attachment": s.attachment});
    "client.items.restore" "PUT /api/ciphers/{id}/restore" Nobody |s, role| json!({"$item": s.item});
    "client.items.restore" "PUT /api/ciphers/restore" Nobody |s, role| json!({"ids": [s.item]});
    "client.collections.list" "GET /api/organizations/{organization}/collections" Nobody |s, role| json!({});
    "client.collections.create" "POST /api/organizations/{organization}/collections" Nobody |s, role| json!({
        "name": WRAPPED, "externalId": null, "users": [{"id": s.anchor, "readOnly": false, "hidePasswords": false, "manage": true}], "groups": [{"id": s.group, "readOnly": true}]
    });
    "client.collections.update" "PUT /api/organizations/{organization}/collections/{collection}" Nobody |s, role| {
        s.manage().await;
        json!({"$collection": s.collection, "name": RENAMED, "users": [{"id": s.anchor, "manage": true}], "groups": [{"id": s.group, "hidePasswords": true}]})
    };
    "client.collections.delete" "DELETE /api/organizations/{organization}/collections/{collection}" Nobody |s, role| {
        s.manage().await;
        empty(s).await;
        json!({"$collection": s.collection})
    };
    "client.collections.access" "GET /api/organizations/{organization}/collections/{collection}/details" Nobody |s, role| {
        s.manage().await;
        json!({"$collection": s.collection})
    };
    "client.import" "POST /api/ciphers/import-organization" Nobody |s, role| {
        s.manage().await;
        s.lend_to_app().await;
        // What is sent for a provider goes into a new collection.
        let into = if matches!(s.column, Column::ProviderAdmin | Column::ServiceUser) { json!(null) } else { json!(s.collection) };
        json!({"$organization": s.client, "ciphers": [login(), login()], "folders": [], "folderRelationships": [],
            "collections": [{"id": into, "name": WRAPPED, "groups": [], "users": []}],
            "collectionRelationships": [{"key": 0, "value": 0}, {"key": 1, "value": 0}]})
    };
    "client.export" "GET /api/organizations/{organization}/export" Nobody |s, role| json!({});
    "client.members.list" "GET /api/organizations/{organization}/users" Nobody |s, role| json!({});
    "client.members.public_keys" "GET /api/organizations/{organization}/users/{member}" Nobody |s, role| json!({
        "$member": s.other_member(Role::User, Status::Accepted).await
    });
    "client.members.confirm" "POST /api/organizations/{organization}/users/{member}/confirm" One |s, role| json!({
        "$member": s.other_member(role, Status::Accepted).await, "key": sealed()
    });
};

/// Sends a case's body, with what belongs there in the path.
async fn send(router: &Router, path: &str, stage: &Stage<'_>, token: Option<&str>, body: &Value) -> Answer {
    let (method, path) = path.split_once(' ').expect("a method and a path");
    let mut body = body.clone();
    let mut path = path.replace("{organization}", &stage.client.to_string());
    for name in IN_PATH {
        if let Some(id) = body.as_object_mut().and_then(|body| body.remove(name)) {
            let id = id.as_str().unwrap_or("01a20d14-f5b9-7160-8b3a-13b6d4392617").to_owned();
            path = path.replace("{id}", &id).replace("{member}", &id).replace("{collection}", &id);
        }
    }
    let mut taken = |name: &str| body.as_object_mut().and_then(|body| body.remove(name)).and_then(|value| value.as_str().map(str::to_owned));
    if let Some(id) = taken("$attachment") {
        path = path.replace("{attachment}", &id);
    }
    if let Some(organization) = taken("$organization") {
        path = format!("{path}?organizationId={organization}");
    }
    let file = taken("$file");
    let mut builder = Request::builder().method(method).uri(path).header("user-agent", "Bitwarden_CLI/2026.9.0 (LINUX)");
    if method != "GET" {
        builder = builder.header("content-type", if file.is_some() { "multipart/form-data; boundary=x" } else { "application/json; charset=utf-8" });
    }
    if let Some(token) = token {
        builder = builder.header("authorization", format!("Bearer x.y.{token}"));
    }
    let form = file.map(|file| format!("--x\r\nContent-Disposition: form-data; name=\"data\"; filename=\"f\"\r\n\r\n{file}\r\n--x--\r\n"));
    let body = if method == "GET" { Body::empty() } else { Body::from(form.unwrap_or_else(|| body.to_string())) };
    let response = router.clone().oneshot(builder.body(body).unwrap()).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.unwrap();
    let answer = Answer { status: parts.status.as_u16(), headers: parts.headers, text: String::from_utf8(bytes.to_vec()).expect("answers are text") };
    demand_clean_answer(token, "an answer to an app", &answer);
    answer
}

fn status(oracle: u16) -> u16 {
    match oracle {
        403 => 404,
        409 => 400,
        other => other,
    }
}

/// A provider user gets a client's key by a ticket of the portal; an app has one for an import alone.
fn adjusted(case: &Case, column: Column, cell: &Cell) -> Cell {
    let needs_key = matches!(case.action, "client.members.confirm" | "client.collections.create" | "client.collections.update");
    if needs_key && matches!(column, Column::ProviderAdmin | Column::ServiceUser) { Cell::Refused(404) } else { cell.clone() }
}

async fn refusals(stage: &Stage<'_>) -> i64 {
    let query = sql("SELECT COUNT(*) AS n FROM events WHERE organization_id = $1 AND kind = $2").bind(stage.client).bind(EventKind::ItemsRefused.number());
    stage.world.number(query).await
}

async fn attempt(world: &World, router: &Router, case: &Case, column: Column, scenario: Scenario) -> Result<(), String> {
    let stage = Stage::set(world, column, scenario.rights).await;
    let body = (case.prepare)(&stage, scenario.target).await;
    let before = trace(&stage).await;
    let answer = send(router, case.path, &stage, stage.token.as_deref(), &body).await;
    let after = trace(&stage).await;
    judge(&stage, scenario.expect, &answer, (&before, &after))
        .await
        .map_err(|why| format!("{} {} as {column:?} toward {:?} {:?}: {why}", case.action, case.path, scenario.target, scenario.rights))
}

async fn judge(stage: &Stage<'_>, expect: Expect, answer: &Answer, (before, after): (&Trace, &Trace)) -> Result<(), String> {
    let expected = match expect {
        Expect::Done => 200,
        Expect::Refused(oracle) => status(oracle),
        Expect::Vault | Expect::OutOfReach => 404,
    };
    if answer.status != expected {
        return Err(format!("expected {expected}, got {} {}", answer.status, answer.text));
    }
    if expected == 200 {
        return Ok(());
    }
    let said = answer.json();
    if said["object"] != "error" || said["message"].as_str().is_none_or(str::is_empty) {
        return Err(format!("not an error of the protocol: {said}"));
    }
    match expect {
        Expect::Vault if refusals(stage).await == 1 => Ok(()),
        Expect::Vault => Err("the attempt is not in the log".to_owned()),
        _ if before == after => Ok(()),
        _ => Err(format!("a refused call changed something: {before:?} became {after:?}")),
    }
}

async fn all<T, F: Future<Output = Result<(), String>>>(tries: &[T], attempt: impl Fn(&T) -> F) {
    let failures = stream::iter(tries).map(attempt).buffer_unordered(crate::run::AT_ONCE).filter_map(async |outcome| outcome.err()).collect::<Vec<_>>().await;
    assert!(failures.is_empty(), "{} of {} differ from the oracle:\n{}", failures.len(), tries.len(), failures.join("\n"));
}

#[test]
fn every_place_of_the_protocol_is_tried_under_its_action() {
    for endpoint in ENDPOINTS {
        let path = format!("{} {}", endpoint.method, endpoint.path);
        let tried = CASES.iter().filter(|case| case.path == path).map(|case| case.action).collect::<BTreeSet<_>>();
        let expected = endpoint.action.rule().map(|rule| rule.name).into_iter().collect::<BTreeSet<_>>();
        assert_eq!(tried, expected, "{path}");
    }
    for case in CASES {
        assert!(ENDPOINTS.iter().any(|endpoint| case.path == format!("{} {}", endpoint.method, endpoint.path)), "{} does not exist", case.path);
    }
}

on_both_engines! {
    async fn the_protocol_follows_the_oracle(world) {
        log::listen();
        let router = router(&world);
        let mut tries = Vec::new();
        for case in CASES {
            let row = csv::row(case.action);
            for column in Column::ALL {
                let cell = adjusted(case, column, row.cell(column));
                tries.extend(scenarios(case, column, &cell).into_iter().map(|scenario| (case, column, scenario)));
            }
        }
        assert!(tries.len() > 350, "the oracle has become small: {}", tries.len());
        all(&tries, |(case, column, scenario)| attempt(&world, &router, case, *column, *scenario)).await;
        demand_clean_tables(&world).await;
        log::demand_clean(&world).await;
    }

    async fn ids_of_another_tenant_lead_nowhere_in_the_protocol_either(world) {
        let router = router(&world);
        let tries = CASES.iter().filter(|case| case.action.starts_with("client.")).collect::<Vec<_>>();
        all(&tries, |case| foreign(&world, &router, case)).await;
    }

    async fn a_vault_is_not_exported_on_an_old_sign_in(world) {
        let router = router(&world);
        let stage = Stage::set(&world, Column::Owner, Rights::NONE).await;
        let path = "GET /api/organizations/{organization}/export";
        let export = send(&router, path, &stage, stage.token.as_deref(), &json!({})).await;
        assert_eq!((export.status, CANARY.find(&export.all()).is_some()), (200, true), "{}", export.text);
        stage.step_up_at(Some(Micros::now().plus(-5 * Micros::MINUTE))).await;
        let refused = send(&router, path, &stage, stage.token.as_deref(), &json!({})).await;
        assert_eq!(refused.status, 400, "{}", refused.text);
        demand_clean("a refused export", &refused.all());
    }

    async fn a_suspended_organization_is_read_and_not_changed(world) {
        let router = router(&world);
        for case in CASES.iter().filter(|case| case.action.starts_with("client.")) {
            let row = csv::row(case.action);
            let stage = Stage::set(&world, Column::Owner, Rights::NONE).await;
            let body = (case.prepare)(&stage, Role::User).await;
            world.execute(sql("UPDATE organizations SET suspended_at = 1 WHERE id = $1").bind(stage.client)).await;
            let before = trace(&stage).await;
            let answer = send(&router, case.path, &stage, stage.token.as_deref(), &body).await;
            if row.is_command {
                assert_eq!((answer.status, before), (400, trace(&stage).await), "{}: {}", case.path, answer.text);
            } else {
                assert_eq!(answer.status, 200, "{}: {}", case.path, answer.text);
            }
        }
    }

    async fn what_an_app_tells_is_believed_of_items_within_reach_alone(world) {
        let router = router(&world);
        for (column, expected) in [(Column::User, 1), (Column::ProviderAdmin, 0), (Column::OtherClientOwner, 0)] {
            let stage = Stage::set(&world, column, Rights::NONE).await;
            let told = json!([
                {"type": 1107, "cipherId": stage.item, "organizationId": stage.client, "date": "2026-01-01T00:00:00Z"},
                {"type": 1501, "cipherId": stage.item, "organizationId": stage.client, "date": "2026-01-01T00:00:00Z"},
            ]);
            assert_eq!(send(&router, "POST /events/collect", &stage, stage.token.as_deref(), &told).await.status, 200);
            let query = sql("SELECT COUNT(*) AS n FROM events WHERE organization_id = $1 AND kind IN (1107, 1501)").bind(stage.client);
            assert_eq!(world.number(query).await, expected, "{column:?}");
        }
    }

    async fn an_app_that_exports_the_own_vault_tells_all_whose_log_its_user_is_in(world) {
        let router = router(&world);
        for (column, expected) in [(Column::User, 1), (Column::ProviderAdmin, 1), (Column::Stranger, 0)] {
            let stage = Stage::set(&world, column, Rights::NONE).await;
            // As bw sends it, and the same again.
            let told = json!([
                {"type": 1007, "cipherId": null, "organizationId": null, "date": "2026-01-01T00:00:00Z"},
                {"type": 1007, "cipherId": null, "organizationId": null, "date": "2026-01-01T00:00:00Z"},
            ]);
            for _ in 0..2 {
                assert_eq!(send(&router, "POST /events/collect", &stage, stage.token.as_deref(), &told).await.status, 200);
            }
            let query = sql("SELECT COUNT(*) AS n FROM events WHERE (organization_id = $1 OR provider_id = $2) AND kind = 1007");
            assert_eq!(world.number(query.bind(stage.client).bind(stage.provider)).await, expected, "{column:?}");
        }
    }
}

/// An owner names what belongs to another client.
async fn foreign(world: &World, router: &Router, case: &Case) -> Result<(), String> {
    let stage = Stage::set(world, Column::Owner, Rights::NONE).await;
    let other = Stage::set(world, Column::Owner, Rights::NONE).await;
    let Planted { collection, item, attachment, group, .. } = plant(world, other.client).await;
    let body = (case.prepare)(&stage, Role::User).await;
    let theirs = match case.toward {
        Toward::Nobody => (case.prepare)(&other, Role::User).await,
        _ => json!({"$member": other.other_member(Role::User, Status::Accepted).await}),
    };
    let before = (trace(&stage).await, trace_of(world, other.provider, other.client).await);
    // One id after the other: of several foreign ones, the first that is looked at would speak for all.
    let mut tries = Vec::new();
    for (name, value) in [
        ("$collection", json!(collection)),
        ("users", json!([{"id": other.anchor, "manage": true}])),
        ("groups", json!([{"id": group}])),
        ("$organization", json!(other.client)),
        ("collections", json!([{"id": collection, "name": WRAPPED}])),
        ("$item", json!(item)),
        ("$attachment", json!(attachment)),
        ("ids", json!([item])),
        ("$member", theirs["$member"].clone()),
        ("collectionIds", json!([stage.collection, collection])),
    ] {
        if body.get(name).is_some() && !value.is_null() && !(name == "$item" && case.action == "client.items.share") {
            let mut one = body.clone();
            one[name] = value;
            tries.push((name, &stage, one));
        }
    }
    if case.path.contains("{organization}") || tries.is_empty() {
        tries.push(("the organization", &other, body));
    }
    for (name, within, body) in tries {
        let answer = send(router, case.path, within, stage.token.as_deref(), &body).await;
        if answer.status != 404 {
            return Err(format!("{} with another's {name}: expected 404, got {} {}", case.path, answer.status, answer.text));
        }
        let after = (trace(&stage).await, trace_of(world, other.provider, other.client).await);
        if before != after {
            return Err(format!("{} with another's {name}: something changed", case.path));
        }
    }
    Ok(())
}
