//! Ids of another tenant, in the place of the tenant's and of everything in it: never an effect, never a hint.

use crate::{
    calls::{CASES, Case, Toward, post},
    csv::{self, Cell, Column},
    on_both_engines,
    principals::{POOL, Planted, SEATS, Stage, address, pin, plant, sign_in, ticket, unique},
    special::{demand_sentence, router, trace, trace_of},
    support::{World, record},
};
use axum::Router;
use futures_util::{StreamExt as _, stream};
use serde_json::{Value, json};
use server::{
    model::{
        id::{FolderId, MemberId, OrganizationId, ProviderId, ProviderUserId, RotationId, SessionId},
        role::{ProviderRole, Right, Rights, Role, Status},
    },
    store::sql,
};
use uuid::Uuid;

/// A tenant that the caller has nothing to do with, or not enough.
struct Foreign {
    provider: ProviderId,
    client: OrganizationId,
    person: ProviderUserId,
    session: SessionId,
    planted: Planted,
}

/// Where the foreign ids come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Another client of the same provider: for a provider user not foreign by itself, but its members are not the client's.
    Sibling,
    /// A client of another provider.
    Other,
}

impl Foreign {
    async fn set(stage: &Stage<'_>, kind: Kind) -> Self {
        let world = stage.world;
        let (provider, client) = match kind {
            Kind::Sibling => (stage.provider, stage.sibling),
            Kind::Other => {
                let provider = world.provider("Other Provider", POOL).await;
                (provider, world.organization(Some(provider), &format!("Foreign {}", unique()), SEATS).await)
            }
        };
        let (staff, person) = world.staff(provider, &address("foreign"), ProviderRole::Admin).await;
        // He has been thought of in a change of the key: that he is there is no reason to refuse its end.
        let thought_of = sql("UPDATE provider_users SET next_key = key, next_pin = $2, next_record = $3 WHERE id = $1");
        world.execute(thought_of.bind(person).bind(pin()).bind(record())).await;
        let session = SessionId::make();
        sign_in(world, &staff, session).await;
        let owner = world.person(&address("owner")).await;
        world.member(client, &owner, Role::Owner, Rights::NONE, Status::Confirmed).await;
        let planted = plant(world, client).await;
        Self { provider, client, person, session, planted }
    }

    /// A member in the state in which the call would do something.
    async fn member(&self, stage: &Stage<'_>, path: &str) -> MemberId {
        let status = match path {
            "/rpc/members/reinvite" => Status::Invited,
            "/rpc/members/confirm" => Status::Accepted,
            "/rpc/members/restore" => Status::Revoked,
            _ => Status::Confirmed,
        };
        let person = stage.world.person(&address("foreign")).await;
        stage.world.member(self.client, &person, Role::User, Rights::NONE, status).await
    }

    async fn person(&self, stage: &Stage<'_>, path: &str) -> ProviderUserId {
        let status = match path {
            "/rpc/people/reinvite" => Status::Invited,
            "/rpc/people/confirm" | "/rpc/people/public_key" => Status::Accepted,
            "/rpc/people/restore" => Status::Revoked,
            _ => Status::Confirmed,
        };
        stage.world.execute(sql("UPDATE provider_users SET status = $2 WHERE id = $1").bind(self.person).bind(status)).await;
        self.person
    }
}

/// One try: a body with foreign ids in it, and what must come of it.
struct Try {
    what: String,
    body: Value,
    expected: u16,
}

fn with(body: &Value, changes: &[(&str, Value)]) -> Value {
    let mut body = body.clone();
    for (key, value) in changes {
        body[*key] = value.clone();
    }
    body
}

/// The body with the tenant's id replaced.
fn tenants(body: &Value, foreign: &Foreign, kind: Kind) -> Vec<Try> {
    let changed = |what: &str, changes: &[(&str, Value)]| Try { what: format!("{what} of {kind:?}"), body: with(body, changes), expected: 404 };
    let (provider, organization) = (json!(foreign.provider), json!(foreign.client));
    match (body.get("provider").is_some(), body.get("organization").is_some()) {
        (true, true) => vec![
            changed("provider", &[("provider", provider.clone())]),
            changed("organization", &[("organization", organization.clone())]),
            changed("provider and organization", &[("provider", provider), ("organization", organization)]),
        ],
        (true, false) => vec![changed("provider", &[("provider", provider)])],
        (false, true) => vec![changed("organization", &[("organization", organization)])],
        (false, false) => Vec::new(),
    }
}

/// The body with each id of something in the tenant replaced.
async fn children(case: &Case, stage: &Stage<'_>, body: &Value, foreign: &Foreign, kind: Kind) -> Vec<Try> {
    let mut tries = Vec::new();
    for key in body.as_object().into_iter().flatten().map(|(key, _)| key.as_str()) {
        let (value, expected) = match key {
            "member" => (json!(foreign.member(stage, case.path).await), 404),
            "item" => (json!(foreign.planted.item), 404),
            "items" if !case.path.starts_with("/rpc/imports/") && case.path != "/rpc/vault/import" => (json!([body[key][0], foreign.planted.item]), 404),
            // A folder is a person's own. One that is not there cannot be named either, and where it is to be put in it is a field.
            "folder" if case.path.ends_with("_folder") => (json!(FolderId::make()), 404),
            "folder" => (json!(FolderId::make()), 422),
            "folders" => (json!([{"Present": FolderId::make()}, body[key][1]]), 404),
            "collections" if case.path == "/rpc/imports/begin" => (json!([{"Existing": stage.collection}, {"Existing": foreign.planted.collection}]), 404),
            "collections" if case.path.starts_with("/rpc/groups/") => (json!([body[key][0], {"collection": foreign.planted.collection, "level": "View"}]), 404),
            "collections" => (json!([stage.collection, foreign.planted.collection]), 404),
            "collection" => (json!(foreign.planted.collection), 404),
            "access" | "changes" => (json!([body[key][0], {"member": foreign.member(stage, case.path).await, "level": "View"}]), 404),
            "renames" => (json!([body[key][0], {"collection": foreign.planted.collection, "was": crate::support::WRAPPED, "name": body[key][0]["name"]}]), 404),
            "group" => (json!(foreign.planted.group), 404),
            "groups" => (json!([body[key][0], {"group": foreign.planted.group, "level": "View"}]), 404),
            "add" | "remove" if case.path != "/rpc/clients/change_tags" => (json!([body[key][0], foreign.member(stage, case.path).await]), 404),
            "members" if case.path == "/rpc/groups/create" => (json!([body[key][0], foreign.member(stage, case.path).await]), 404),
            "import" => (json!(foreign.planted.import), 404),
            "duplicates" => (json!([stage.held, foreign.planted.held]), 404),
            "ticket" => {
                let purpose = match case.path {
                    "/rpc/imports/begin" => "import",
                    "/rpc/collections/create" | "/rpc/collections/rename" => "collection-names",
                    _ => "confirm-members",
                };
                (json!(ticket(stage.world, foreign.client, stage.caller.as_ref(), purpose).await), 410)
            }
            "session" => (json!(foreign.session), 404),
            // A change that is not the one that was begun is one that was dropped.
            "rotation" => (json!(RotationId::make()), 409),
            "links" if kind == Kind::Other => (json!([body[key][0], {"client": foreign.client, "key": crate::support::WRAPPED}]), 404),
            "people" if kind == Kind::Other => {
                let foreign = with(&body[key][0], &[("person", json!(foreign.person(stage, case.path).await))]);
                (json!([body[key][0], foreign]), 404)
            }
            // People and scopes are of the provider, which is the same for a sibling.
            "person" if kind == Kind::Other => (json!(foreign.person(stage, case.path).await), 404),
            "scope" if kind == Kind::Other => (json!({"Clients": [stage.client, foreign.client]}), 422),
            _ => continue,
        };
        let mut changes = vec![(key, value)];
        if key == "scope" {
            changes.push(("role", json!("ServiceUser")));
        }
        tries.push(Try { what: format!("{key} of {kind:?}"), body: with(body, &changes), expected });
    }
    tries
}

/// Every id in a body is one that this file replaces, so that a new one is not forgotten.
fn demand_known_ids(case: &Case, value: &Value, key: &str) {
    match value {
        Value::Object(fields) => fields.iter().for_each(|(key, value)| demand_known_ids(case, value, key)),
        Value::Array(values) => values.iter().for_each(|value| demand_known_ids(case, value, key)),
        Value::String(text) if Uuid::parse_str(text).is_ok() => {
            let known = [
                "provider",
                "rotation",
                "client",
                "organization",
                "member",
                "members",
                "person",
                "item",
                "items",
                "folder",
                "collection",
                "collections",
                "ticket",
                "session",
                "Clients",
                "idempotency_key",
                "import",
                "group",
                "groups",
                "add",
                "remove",
                "Existing",
                "Present",
                "duplicates",
            ];
            assert!(known.contains(&key), "{} has an id under a new name: {key}", case.path);
        }
        _ => {}
    }
}

async fn attempt(world: &World, router: &Router, case: &Case, column: Column) -> Result<(), String> {
    let stage = Stage::set(world, column, Right::ALL.to_vec().into()).await;
    let body = (case.prepare)(&stage, Role::User).await;
    demand_known_ids(case, &body, "");
    let name = |what: &str| format!("{} {} as {column:?} with {what}", case.action, case.path);
    for kind in [Kind::Other, Kind::Sibling] {
        let foreign = Foreign::set(&stage, kind).await;
        let mut tries = children(case, &stage, &body, &foreign, kind).await;
        // Provider users may act in several clients of the provider.
        if kind == Kind::Other || !column.is_provider_user() {
            tries.extend(tenants(&body, &foreign, kind));
        }
        let before = (trace(&stage).await, trace_of(world, foreign.provider, foreign.client).await);
        for Try { what, body, expected } in tries {
            let answer = post(router, case.path, stage.token.as_deref(), &body).await;
            if answer.status != expected {
                return Err(format!("{}: expected {expected}, got {} {}", name(&what), answer.status, answer.text));
            }
            demand_sentence(&answer.json()).map_err(|why| format!("{}: {why}", name(&what)))?;
            let after = (trace(&stage).await, trace_of(world, foreign.provider, foreign.client).await);
            if before != after {
                return Err(format!("{}: something changed", name(&what)));
            }
        }
        if case.toward == Toward::Each {
            mixed(router, case, &stage, &foreign, kind).await.map_err(|why| format!("{}: {why}", name("a mixed list")))?;
        }
    }
    // What was refused was refused for the foreign ids alone.
    let answer = post(router, case.path, stage.token.as_deref(), &body).await;
    if answer.status == 200 { Ok(()) } else { Err(format!("{}: {} {}", name("its own ids"), answer.status, answer.text)) }
}

/// A list of own and foreign members: the own ones are done, the foreign ones are not there.
async fn mixed(router: &Router, case: &Case, stage: &Stage<'_>, foreign: &Foreign, kind: Kind) -> Result<(), String> {
    let own = (case.prepare)(stage, Role::User).await;
    let strangers = [foreign.member(stage, case.path).await, foreign.member(stage, case.path).await];
    let mut members = own["members"].as_array().expect("members").clone();
    members.insert(0, json!(strangers[0]));
    members.push(json!(strangers[1]));
    let organization = |id: OrganizationId| trace_of(stage.world, foreign.provider, id);
    // The log of the provider also has what is done in the client itself.
    let of_foreign = |trace: Vec<String>| trace.into_iter().filter(|line| kind == Kind::Other || !line.starts_with("5: ")).collect::<Vec<_>>();
    let before = of_foreign(organization(foreign.client).await);
    let answer = post(router, case.path, stage.token.as_deref(), &with(&own, &[("members", json!(members))])).await;
    let rows = answer.json();
    let refused = rows.as_array().into_iter().flatten().map(|row| row["refused"].as_str()).collect::<Vec<_>>();
    let [first, done @ .., last] = refused.as_slice() else { return Err(format!("{} {}", answer.status, answer.text)) };
    let is_sentence = |why: Option<&str>| why.is_some_and(|why| why.ends_with('.'));
    if answer.status != 200 || rows.as_array().map(Vec::len) != Some(members.len()) || !is_sentence(*first) || !is_sentence(*last) {
        return Err(format!("{} {}", answer.status, answer.text));
    }
    if done.iter().any(Option::is_some) {
        return Err(format!("an own row was spoilt: {}", answer.text));
    }
    if before == of_foreign(organization(foreign.client).await) { Ok(()) } else { Err("the other tenant changed".to_owned()) }
}

on_both_engines! {
    async fn ids_of_another_tenant_lead_nowhere(world) {
        let router = router(&world);
        let mut tries = Vec::new();
        for case in CASES.iter() {
            let row = csv::row(case.action);
            let is_allowed = |column: &Column| !matches!(row.cell(*column), Cell::Refused(_) | Cell::RefusedVault | Cell::OfUnbuilt);
            let columns = [Column::ProviderAdmin, Column::ServiceUser, Column::Owner, Column::Admin, Column::Custom];
            tries.extend(columns.into_iter().filter(is_allowed).map(|column| (*case, column)));
        }
        assert!(tries.len() > 200, "only {} tries", tries.len());
        let failures = stream::iter(&tries)
            .map(|(case, column)| attempt(&world, &router, case, *column))
            .buffer_unordered(crate::run::AT_ONCE)
            .filter_map(async |outcome| outcome.err())
            .collect::<Vec<_>>()
            .await;
        assert!(failures.is_empty(), "{} of {}:\n{}", failures.len(), tries.len(), failures.join("\n"));
    }
}
