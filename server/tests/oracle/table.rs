//! The rule table, the paths and the oracle name the same things.

use crate::{
    calls::CASES,
    csv::{self, ORACLE, rows},
    protocol,
};
use server::{
    api::paths::PATHS,
    model::access::{Action, Kind, RULES},
    protocol::ENDPOINTS,
};
use std::collections::BTreeSet;

/// Actions of the oracle that have no path yet. Building one without trying it here fails.
const NOT_BUILT: &[&str] = &[
    "provider.delete",
    "provider.health.read",
    "provider.embed.update",
    "provider.training.read",
    "provider.training.update",
    "client.policies.read",
    "client.policies.update",
    "client.health.read",
    "client.health.items",
    "client.recovery.enroll",
    "client.recovery.read_key",
    "client.recovery.reset",
    "client.items.events",
    "client.items.purge",
    "client.seats.change",
    "client.api_key.read",
    "client.api_key.rotate",
    "client.training.read",
    "account.two_step",
    "account.delete",
    "send.create",
    "send.list",
    "send.update",
    "send.delete",
    "send.open",
];

#[test]
fn every_rule_is_in_the_oracle_with_the_same_kind_and_step_up() {
    for rule in RULES {
        let row = csv::row(rule.name);
        assert_eq!((rule.kind == Kind::Command, rule.step_up), (row.is_command, row.step_up), "{}", rule.name);
        assert_eq!(rule.action.rule().map(|found| found.name), Some(rule.name), "an action with two rules");
    }
}

#[test]
fn the_actions_that_are_not_built_are_known_by_name() {
    let missing = rows().into_iter().map(|row| row.action).filter(|action| !RULES.iter().any(|rule| rule.name == action)).collect::<Vec<_>>();
    for action in &missing {
        println!("not built: {action}");
    }
    assert_eq!(missing, NOT_BUILT);
}

#[test]
fn the_oracle_has_each_action_once() {
    let names = rows().into_iter().map(|row| row.action).collect::<BTreeSet<_>>();
    assert_eq!(names.len(), ORACLE.lines().count() - 1);
}

/// What anybody may ask for, signed in or not. The oracle says nothing of it, so another one must be written down here as well.
const OPEN: &[&str] = &[
    "/rpc/registration/finish",
    "/rpc/registration/proof",
    "/rpc/registration/start",
    "/rpc/session/prelogin",
    "/rpc/session/refresh",
    "/rpc/session/sign_in",
    "/rpc/session/sign_out",
    "/rpc/setup/create",
    "/rpc/setup/status",
    "GET /api/ciphers/{id}/attachment/{attachment}/file/{word}",
    "GET /api/config",
    "POST /api/accounts/keys",
    "POST /identity/accounts/prelogin",
    "POST /identity/accounts/prelogin/password",
    "POST /identity/connect/token",
];

#[test]
fn what_is_open_to_anybody_is_known_by_name() {
    let pages = PATHS.iter().filter(|(_, action, _)| *action == Action::Open).map(|(path, ..)| (*path).to_owned());
    let apps = ENDPOINTS.iter().filter(|endpoint| endpoint.action == Action::Open).map(|endpoint| format!("{} {}", endpoint.method, endpoint.path));
    assert_eq!(pages.chain(apps).collect::<BTreeSet<_>>(), OPEN.iter().map(|path| (*path).to_owned()).collect());
    let invited = PATHS.iter().filter(|(_, action, _)| *action == Action::OwnInvitation).map(|(path, ..)| *path).collect::<Vec<_>>();
    assert_eq!(invited, ["/rpc/account/accept"]);
}

#[test]
fn every_path_of_a_rule_is_tried_under_its_action() {
    for (path, action, _) in PATHS {
        let tried = CASES.iter().filter(|case| case.path == *path).map(|case| case.action).collect::<BTreeSet<_>>();
        match action.rule() {
            None => assert!(matches!(action, Action::Open | Action::OwnInvitation), "{path} has an action without a rule"),
            Some(rule) => assert_eq!(tried, BTreeSet::from([rule.name]), "{path}"),
        }
    }
    for case in CASES.iter() {
        assert!(PATHS.iter().any(|(path, ..)| *path == case.path), "{} is tried and does not exist", case.path);
    }
    for rule in RULES {
        let mut tried = CASES.iter().copied().chain(protocol::CASES);
        assert!(tried.any(|case| case.action == rule.name), "{} is built and not tried", rule.name);
    }
}
