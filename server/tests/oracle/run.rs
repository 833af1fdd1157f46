//! Every action as every principal.

use crate::{
    calls::{Answer, CASES, Case, Toward, post},
    csv::{self, Column},
    on_both_engines,
    principals::Stage,
    scenarios::{Expect, Scenario, scenarios},
    special::{Trace, demand_sentence, router, trace},
};
use axum::Router;
use futures_util::{StreamExt as _, stream};
use serde_json::Value;
use server::{model::event::EventKind, store::sql};

/// Calls under way at once: they share the writer's transactions. Half of the connections to PostgreSQL, since the test looks at the
/// database while the server does: on a busy machine whoever waits for one could be refused for that.
pub const AT_ONCE: usize = 5;

on_both_engines! {
    async fn every_action_as_every_principal(world) {
        let router = router(&world);
        let mut tries = Vec::new();
        for case in CASES.iter() {
            let row = csv::row(case.action);
            for column in Column::ALL {
                tries.extend(scenarios(case, column, row.cell(column)).into_iter().map(|scenario| (*case, column, scenario)));
            }
        }
        let failures = stream::iter(&tries)
            .map(|(case, column, scenario)| attempt(&world, &router, case, *column, scenario))
            .buffer_unordered(AT_ONCE)
            .filter_map(async |outcome| outcome.err())
            .collect::<Vec<_>>()
            .await;
        println!("{} tries", tries.len());
        assert!(tries.len() > 900, "the oracle has become small: {}", tries.len());
        assert!(failures.is_empty(), "{} of {} differ from the oracle:\n{}", failures.len(), tries.len(), failures.join("\n"));
    }
}

async fn attempt(world: &crate::support::World, router: &Router, case: &Case, column: Column, scenario: &Scenario) -> Result<(), String> {
    let stage = Stage::set(world, column, scenario.rights).await;
    let body = (case.prepare)(&stage, scenario.target).await;
    let before = trace(&stage).await;
    let answer = post(router, case.path, stage.token.as_deref(), &body).await;
    let after = trace(&stage).await;
    // The one member is in no list of whoever sees only those enrolled in account recovery.
    let is_unseen = case.path == "/rpc/members/get" && scenario.expect == Expect::Done && sees_enrolled_only(*scenario);
    let expect = if is_unseen { Expect::Refused(404) } else { scenario.expect };
    let verdict = judge(case, expect, &answer, (&before, &after)).and_then(|()| inspect(case, &stage, *scenario, &answer));
    let verdict = match (verdict, scenario.expect) {
        (Ok(()), Expect::Vault) => demand_event(&stage).await,
        (verdict, _) => verdict,
    };
    verdict.map_err(|why| format!("{} {} as {column:?} toward {:?} {:?}: {why}", case.action, case.path, scenario.target, scenario.rights))
}

fn judge(case: &Case, expect: Expect, answer: &Answer, (before, after): (&Trace, &Trace)) -> Result<(), String> {
    let is = |status: u16| {
        if answer.status == status { Ok(()) } else { Err(format!("expected {status}, got {} {}", answer.status, answer.text)) }
    };
    let unchanged = || if before == after { Ok(()) } else { Err(format!("a refused call changed something: {before:?} became {after:?}")) };
    match expect {
        Expect::Done => {
            is(200)?;
            each(case, answer, |row| row["refused"].is_null())
        }
        Expect::Refused(status) => {
            is(status)?;
            demand_sentence(&answer.json())?;
            unchanged()
        }
        Expect::Vault => {
            is(403)?;
            demand_sentence(&answer.json())?;
            if answer.code() == "provider_vault_restricted" { Ok(()) } else { Err(format!("refused with the code {}", answer.code())) }
        }
        Expect::OutOfReach => {
            if case.toward == Toward::Each {
                is(200)?;
                // The first row is the one of the higher rank; the call may also have done others.
                let first = &answer.json()[0]["refused"];
                return if first.as_str().is_some_and(|why| why.ends_with('.')) { Ok(()) } else { Err(format!("the row was not refused: {}", answer.text)) };
            }
            is(403)?;
            unchanged()
        }
    }
}

/// Whether every row of a bulk answer is as it should be. Answers that are no list have no rows.
fn each(case: &Case, answer: &Answer, is_good: impl Fn(&Value) -> bool) -> Result<(), String> {
    let answer = answer.json();
    let Some(rows) = answer.as_array().filter(|_| case.toward != Toward::Nobody || case.path == "/rpc/people/invite") else { return Ok(()) };
    if !rows.is_empty() && rows.iter().all(is_good) { Ok(()) } else { Err(format!("rows are not as they should be: {answer}")) }
}

fn sees_enrolled_only(scenario: Scenario) -> bool {
    !scenario.rights.is_empty() && !scenario.rights.holds(server::model::role::Right::ManageUsers)
}

/// Looks at what an allowed call answers, where the oracle says more than yes.
fn inspect(case: &Case, stage: &Stage<'_>, scenario: Scenario, answer: &Answer) -> Result<(), String> {
    if scenario.expect != Expect::Done {
        return Ok(());
    }
    let json = answer.json();
    let demand = |is_good: bool| if is_good { Ok(()) } else { Err(format!("the answer is not as it should be: {json}")) };
    let ids = |rows: &Value| rows.as_array().into_iter().flatten().map(|row| row["id"].as_str().unwrap_or_default().to_owned()).collect::<Vec<_>>();
    let mut visible = match stage.column {
        Column::ProviderAdmin => vec![stage.client.to_string(), stage.sibling.to_string()],
        Column::ServiceUser => vec![stage.client.to_string()],
        _ => vec![stage.sibling.to_string()],
    };
    visible.sort_unstable();
    match case.path {
        "/rpc/clients/list" => {
            let mut rows = ids(&json["rows"]);
            rows.sort_unstable();
            demand(rows == visible)
        }
        "/rpc/clients/summary" => demand(json["all"] == visible.len()),
        // Plain members get the name and their own membership only.
        "/rpc/organizations/get" | "/rpc/organizations/enter" => {
            let administers = matches!(stage.column, Column::ProviderAdmin | Column::ServiceUser | Column::Owner | Column::Admin);
            demand(json["details"].is_null() != administers)
        }
        "/rpc/members/list" => demand(json["page"]["rows"].as_array().is_some_and(|rows| rows.is_empty() == sees_enrolled_only(scenario))),
        // Nothing that is held is among them.
        "/rpc/items/list" => demand(ids(&json["rows"]) == [stage.item.to_string()]),
        // The held import goes into it, which those are told who see imports.
        "/rpc/collections/list" => {
            let is_plain = matches!(stage.column, Column::User | Column::Custom) && !scenario.rights.holds(server::model::role::Right::AccessImportExport);
            demand(ids(&json["rows"]) == [stage.collection.to_string()] && json["rows"][0]["imports"] == u32::from(!is_plain))
        }
        "/rpc/groups/list" => demand(ids(&json["rows"]) == [stage.group.to_string()]),
        "/rpc/imports/list" => demand(ids(&json["rows"]) == [stage.import.to_string()]),
        "/rpc/imports/items" => demand(ids(&json["rows"]) == [stage.held.to_string()]),
        // Held for whoever sends it for a provider.
        "/rpc/imports/finish" => demand(json["state"] == if stage.column.is_provider_user() { "Held" } else { "Accepted" }),
        "/rpc/imports/accept" => demand(json["state"] == "Accepted" && json["duplicates"] == 0),
        _ => Ok(()),
    }
}

/// The attempt of a provider user is in the client's log, once.
async fn demand_event(stage: &Stage<'_>) -> Result<(), String> {
    let query = sql("SELECT COUNT(*) AS n FROM events WHERE organization_id = $1 AND provider_id = $2 AND kind = $3 AND actor_id = $4");
    let caller = stage.caller.as_ref().expect("a provider user");
    let found = stage.world.number(query.bind(stage.client).bind(stage.provider).bind(EventKind::ItemsRefused.number()).bind(caller.id)).await;
    if found == 1 { Ok(()) } else { Err(format!("the attempt is {found} times in the log")) }
}
