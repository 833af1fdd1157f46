//! The rule table, the paths and the oracle name the same things.

use crate::{
    calls::CASES,
    csv::{self, ORACLE, rows},
    protocol,
};
use server::{
    api::paths::PATHS,
    model::access::{Action, Kind, RULES},
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
