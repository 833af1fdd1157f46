//! Whatever a provider user does, nothing of an item comes to him: not in answers, mails, logs, events or files.

use crate::{
    calls::{CASES, Case, post, post_showing},
    csv::Column,
    leak::{CANARY, demand_clean},
    log, on_both_engines,
    principals::Stage,
    run::AT_ONCE,
    special::{demand_sentence, router},
    support::World,
};
use axum::Router;
use futures_util::{StreamExt as _, stream};
use serde_json::{Value, json};
use server::{
    config::MailRoute,
    jobs::Relay,
    mail::Post,
    model::{
        role::{Rights, Role},
        time::Micros,
    },
    store::sql,
};

/// A member works with the item, so that it has been through every part of the server that provider users also use.
async fn work_as_owner(stage: &Stage<'_>, router: &Router) {
    let owner = stage.owner_with_grant().await;
    let list = post(router, "/rpc/items/list", Some(&owner), &json!({"organization": stage.client})).await;
    let read = post(router, "/rpc/items/read", Some(&owner), &json!({"organization": stage.client, "item": stage.item})).await;
    let create = json!({"organization": stage.client, "collections": [stage.collection], "content": CANARY.data});
    let created = post(router, "/rpc/items/create", Some(&owner), &create).await;
    let held = post(router, "/rpc/imports/items", Some(&owner), &json!({"organization": stage.client, "import": stage.import})).await;
    for answer in [list, read, created, held] {
        assert_eq!(answer.status, 200, "{}", answer.text);
        assert!(CANARY.find(&answer.all()).is_some(), "the search finds the item where it belongs");
    }
    // What the server refuses of an item must not be quoted either.
    let sealed = with_each_text(&create, "4.not-an-encrypted-string");
    assert_eq!(post(router, "/rpc/items/create", Some(&owner), &sealed).await.status, 422);
}

fn with_each_text(body: &Value, text: &str) -> Value {
    let mut body = body.clone();
    let mut content = serde_json::from_str::<Value>(&CANARY.data).unwrap();
    content["login"]["username"] = json!(text);
    body["content"] = json!(content.to_string());
    body
}

/// All that a provider user can do with a call: too early, right, with items where something else belongs, and badly made.
async fn try_everything(stage: &Stage<'_>, router: &Router, case: &Case) {
    for item_case in CASES.iter().filter(|case| case.action.starts_with("client.items.") || case.action == "client.import.accept") {
        let body = (item_case.prepare)(stage, Role::User).await;
        let answer = post(router, item_case.path, stage.token.as_deref(), &body).await;
        assert_eq!((answer.status, answer.code().as_str()), (403, "provider_vault_restricted"), "{}", answer.text);
        demand_clean(item_case.path, &answer.all());
    }
    let body = (case.prepare)(stage, Role::User).await;
    let mut bodies = Vec::new();
    for key in body.as_object().into_iter().flatten().map(|(key, _)| key) {
        for id in [json!(stage.item), json!(stage.held), json!(stage.import)] {
            let mut other = body.clone();
            other[key] = if body[key].is_array() { json!([id, stage.collection]) } else { id };
            bodies.push(other);
        }
    }
    bodies.extend([json!({}), json!({"organization": "*", "provider": "*"})]);
    if body.get("filter").is_none() {
        let mut found = body.clone();
        found["search"] = json!("canary");
        found["filter"] = json!({"search": "canary", "kinds": []});
        bodies.push(found);
    }
    for refused in bodies {
        let answer = post_showing(router, case.path, stage.token.as_deref(), &refused, body["organization"].as_str()).await;
        demand_clean(case.path, &answer.all());
    }
    stage.step_up_at(None).await;
    demand_clean(case.path, &post(router, case.path, stage.token.as_deref(), &body).await.all());
    stage.step_up_at(Some(Micros::now())).await;
    demand_clean(case.path, &post(router, case.path, stage.token.as_deref(), &body).await.all());
}

/// Every row that is read when a log is shown or a mail is written.
pub async fn demand_clean_tables(world: &World) {
    for query in [
        sql("SELECT subject || ' ' || detail || ' ' || address || ' ' || device AS t FROM events"),
        sql("SELECT kind || ' ' || payload || ' ' || COALESCE(error, '') AS t FROM outbox"),
        sql("SELECT command || ' ' || answer AS t FROM idempotency_keys"),
        sql("SELECT subject AS t FROM attempts"),
    ] {
        let mut db = world.instance.store.read().await.unwrap();
        for row in db.rows(query).await.unwrap() {
            demand_clean("a table", row.get::<String>("t").unwrap().as_bytes());
        }
    }
}

/// Sends what waits, and reads every letter, also what is encoded in it.
async fn demand_clean_mails(world: &World) {
    let folder = tempfile::tempdir().unwrap();
    let post = Post::new(&MailRoute::Folder(folder.path().to_owned()), None, &world.instance.public_url.parse().unwrap()).unwrap();
    Relay::new(world.instance.clone(), post).send_due(Micros::now()).await.unwrap();
    let mut letters = 0;
    for file in std::fs::read_dir(folder.path()).unwrap() {
        let letter = std::fs::read_to_string(file.unwrap().path()).unwrap();
        demand_clean("a mail", letter.as_bytes());
        // Quoted-printable breaks lines anywhere.
        demand_clean("a mail", letter.replace("=\r\n", "").replace("=3D", "=").as_bytes());
        letters += 1;
    }
    assert!(letters > 10, "only {letters} letters");
}

on_both_engines! {
    async fn no_byte_of_an_item_reaches_a_provider_user(world) {
        log::listen();
        let router = router(&world);
        let work = |(case, column)| {
            let (world, router) = (&world, &router);
            async move {
                let stage = Stage::set(world, column, Rights::NONE).await;
                work_as_owner(&stage, router).await;
                try_everything(&stage, router, case).await;
            }
        };
        let all = CASES.iter().flat_map(|case| [(*case, Column::ProviderAdmin), (*case, Column::ServiceUser)]);
        stream::iter(all).map(work).buffer_unordered(AT_ONCE).collect::<Vec<()>>().await;
        demand_clean_tables(&world).await;
        demand_clean_mails(&world).await;
        log::demand_clean(&world).await;
    }

    async fn people_who_may_do_nothing_here_get_no_byte_of_an_item_either(world) {
        let router = router(&world);
        let work = |(case, column): (&'static Case, Column)| {
            let (world, router) = (&world, &router);
            async move {
                let stage = Stage::set(world, column, Rights::NONE).await;
                let body = (case.prepare)(&stage, Role::User).await;
                demand_clean(case.path, &post(router, case.path, stage.token.as_deref(), &body).await.all());
            }
        };
        let who = [Column::Anonymous, Column::ServiceUserOutOfScope, Column::ProviderUserNotConfirmed, Column::OtherProviderAdmin, Column::MemberNotConfirmed];
        let all = CASES.iter().flat_map(|case| who.map(|column| (*case, column)));
        stream::iter(all).map(work).buffer_unordered(AT_ONCE).collect::<Vec<()>>().await;
    }

    async fn an_attempt_at_items_is_an_event_that_the_clients_owner_understands(world) {
        let router = router(&world);
        for column in [Column::ProviderAdmin, Column::ServiceUser] {
            for (path, detail) in [
                ("/rpc/items/list", "list items"),
                ("/rpc/items/read", "read an item"),
                ("/rpc/items/create", "create an item"),
                ("/rpc/items/update", "change an item"),
                ("/rpc/items/trash", "delete an item"),
                ("/rpc/items/restore", "restore an item"),
                ("/rpc/imports/items", "read an import"),
                ("/rpc/imports/accept", "accept an import"),
            ] {
                let stage = Stage::set(&world, column, Rights::NONE).await;
                let case = CASES.iter().find(|case| case.path == path).unwrap();
                let body = (case.prepare)(&stage, Role::User).await;
                let refused = post(&router, path, stage.token.as_deref(), &body).await;
                assert_eq!((refused.status, refused.code().as_str()), (403, "provider_vault_restricted"));
                demand_sentence(&refused.json()).unwrap();
                assert!(refused.json()["message"].as_str().unwrap().starts_with("Provider users cannot view"), "{}", refused.text);

                let owner = stage.owner_with_grant().await;
                let log = post(&router, "/rpc/events/list", Some(&owner), &json!({"organization": stage.client})).await;
                let rows = log.json()["rows"].clone();
                let event = rows.as_array().unwrap().iter().find(|row| row["kind"] == 9002).expect("the attempt is in the log");
                let caller = stage.caller.as_ref().unwrap();
                let (name, _) = caller.email.as_str().split_once('@').unwrap();
                assert_eq!(
                    (&event["actor"]["name"], &event["actor"]["email"], &event["actor"]["provider"]),
                    (&json!(name), &json!(caller.email), &json!("Northgate IT"))
                );
                assert_eq!((&event["subject"], &event["detail"]), (&json!(stage.client_name), &json!(detail)));
                let file = post(&router, "/rpc/events/export_csv", Some(&owner), &json!({"organization": stage.client})).await;
                assert!(file.json()["content"].as_str().unwrap().contains(caller.email.as_str()), "{}", file.text);
            }
        }
    }
}
