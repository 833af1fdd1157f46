//! Step-up, the client shown and suspension, for every action that they concern.

use crate::{
    calls::{CASES, Case, post, post_showing},
    csv::{self, Cell, Column, Row},
    on_both_engines,
    principals::Stage,
    special::{demand_sentence, router, trace},
    support::World,
};
use axum::Router;
use futures_util::{StreamExt as _, stream};
use serde_json::Value;
use server::{
    model::{
        role::{Rights, Role},
        time::Micros,
    },
    store::sql,
};

#[derive(Clone, Copy, Debug)]
enum Guard {
    /// The identity was not proved again since the sign-in was forgotten.
    NoStepUp,
    /// It was, but too long ago.
    OldStepUp,
    /// The page shows no client.
    NothingShown,
    /// The page shows another client.
    AnotherShown,
    Suspended,
    ProviderSuspended,
}

/// Those whom the oracle lets do it in some way.
fn allowed(row: &Row) -> impl Iterator<Item = Column> {
    let is_allowed = |column: &Column| !matches!(row.cell(*column), Cell::Refused(_) | Cell::RefusedVault | Cell::OfUnbuilt);
    Column::ALL.into_iter().filter(is_allowed)
}

/// A Custom member with all rights, so that only the guard refuses.
async fn attempt(world: &World, router: &Router, case: &Case, column: Column, guard: Guard) -> Result<(), String> {
    let stage = Stage::set(world, column, Rights::parse((1 << 13) - 1)).await;
    let body = (case.prepare)(&stage, Role::User).await;
    let (status, code) = match guard {
        Guard::NoStepUp => {
            stage.step_up_at(None).await;
            (403, "step_up_required")
        }
        Guard::OldStepUp => {
            stage.step_up_at(Some(Micros::now().plus(-5 * Micros::MINUTE))).await;
            (403, "step_up_required")
        }
        Guard::NothingShown | Guard::AnotherShown => (409, "wrong_client"),
        Guard::Suspended => {
            world.execute(sql("UPDATE organizations SET suspended_at = 1 WHERE id = $1").bind(stage.client)).await;
            (409, "suspended")
        }
        Guard::ProviderSuspended => {
            world.execute(sql("UPDATE providers SET suspended_at = 1 WHERE id = $1").bind(stage.provider)).await;
            (409, "suspended")
        }
    };
    let before = trace(&stage).await;
    let sibling = stage.sibling.to_string();
    let shown = match guard {
        Guard::NothingShown => None,
        Guard::AnotherShown => Some(sibling.as_str()),
        _ => body["organization"].as_str(),
    };
    let answer = post_showing(router, case.path, stage.token.as_deref(), &body, shown).await;
    let name = format!("{} {} as {column:?} with {guard:?}", case.action, case.path);
    if (answer.status, answer.code().as_str()) != (status, code) {
        return Err(format!("{name}: expected {status} {code}, got {} {}", answer.status, answer.text));
    }
    demand_sentence(&answer.json()).map_err(|why| format!("{name}: {why}"))?;
    if before == trace(&stage).await { Ok(()) } else { Err(format!("{name}: a refused call changed something")) }
}

async fn attempt_all(world: &World, guards: &[Guard], concerns: impl Fn(&Row, &Case) -> bool, at_least: usize) {
    let router = router(world);
    let mut tries = Vec::new();
    for case in CASES.iter() {
        let row = csv::row(case.action);
        if concerns(&row, case) {
            tries.extend(allowed(&row).flat_map(|column| guards.iter().map(move |guard| (*case, column, *guard))));
        }
    }
    assert!(tries.len() >= at_least, "only {} tries", tries.len());
    let failures = stream::iter(&tries)
        .map(|(case, column, guard)| attempt(world, &router, case, *column, *guard))
        .buffer_unordered(crate::run::AT_ONCE)
        .filter_map(async |outcome| outcome.err())
        .collect::<Vec<_>>()
        .await;
    assert!(failures.is_empty(), "{} of {}:\n{}", failures.len(), tries.len(), failures.join("\n"));
}

/// A command on one client that is there already, from the provider's list as well as from the client's own pages.
fn is_of_client(row: &Row) -> bool {
    let makes_a_client = matches!(row.action.as_str(), "provider.clients.create" | "provider.clients.add_existing");
    row.is_command && !makes_a_client && (row.action.starts_with("client.") || row.action.starts_with("provider.clients."))
}

on_both_engines! {
    async fn a_proof_of_identity_is_demanded_where_the_oracle_says_so(world) {
        attempt_all(&world, &[Guard::NoStepUp, Guard::OldStepUp], |row, _| row.step_up, 20).await;
    }

    async fn nothing_else_demands_a_proof_of_identity(world) {
        let router = router(&world);
        for case in CASES.iter() {
            let row = csv::row(case.action);
            if row.step_up {
                continue;
            }
            let column = allowed(&row).next().expect("somebody");
            let stage = Stage::set(&world, column, Rights::NONE).await;
            let body: Value = (case.prepare)(&stage, Role::User).await;
            stage.step_up_at(None).await;
            let answer = post(&router, case.path, stage.token.as_deref(), &body).await;
            assert_eq!(answer.status, 200, "{} {}: {}", case.action, case.path, answer.text);
        }
    }

    async fn a_command_names_the_client_that_the_page_shows(world) {
        attempt_all(&world, &[Guard::NothingShown, Guard::AnotherShown], |row, _| is_of_client(row), 50).await;
    }

    async fn suspension_refuses_every_command_but_those_that_end_it(world) {
        let ends_it = |row: &Row| matches!(row.action.as_str(), "provider.clients.suspend" | "provider.clients.unlink");
        attempt_all(&world, &[Guard::Suspended, Guard::ProviderSuspended], |row, _| is_of_client(row) && !ends_it(row), 50).await;
        let in_provider = |row: &Row| row.is_command && row.action.starts_with("provider.") && !ends_it(row);
        attempt_all(&world, &[Guard::ProviderSuspended], |row, _| in_provider(row), 10).await;
    }
}
