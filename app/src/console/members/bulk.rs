//! Commands over several members: each row has an answer of its own, and rows that failed stay selected for another try.

use leptos::{prelude::*, task::spawn_local};
use server::{
    api::members::{reinvite_members, remove_members, restore_members, revoke_members},
    model::{
        id::MemberId,
        member::{MEMBERS_MAX, MemberResult, MembersRequest},
    },
};

use super::{list::MemberList, words::name_of};
use crate::{failure::failure_text, i18n::t, ui::Selection};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bulk {
    Reinvite,
    Revoke,
    Restore,
    Remove,
}

impl Bulk {
    fn done(self, count: usize) -> String {
        match self {
            Self::Reinvite => t().console.reinvited(count),
            Self::Revoke => t().console.revoked(count),
            Self::Restore => t().console.restored(count),
            Self::Remove => t().console.removed(count),
        }
    }
}

/// Runs a command over members, in portions. Says what was done, and for each row that was refused, why.
pub(super) fn run(what: Bulk, members: Vec<MemberId>, list: MemberList, selection: Selection, after: Callback<()>) {
    let MemberList { session, organization, toasts, .. } = list;
    let organization = organization.id;
    spawn_local(async move {
        let mut results = Vec::<MemberResult>::new();
        for portion in members.chunks(MEMBERS_MAX) {
            let request = MembersRequest { organization, members: portion.to_vec() };
            let answer = match what {
                Bulk::Reinvite => session.call(|| reinvite_members(request.clone())).await,
                Bulk::Revoke => session.call(|| revoke_members(request.clone())).await,
                Bulk::Restore => session.call(|| restore_members(request.clone())).await,
                Bulk::Remove => session.call(|| remove_members(request.clone())).await,
            };
            match answer {
                Ok(more) => results.extend(more),
                Err(error) => {
                    toasts.error(failure_text(&error));
                    break;
                }
            }
        }
        let done = results.iter().filter(|result| result.refused.is_none()).count();
        for result in &results {
            match &result.refused {
                None => selection.remove(&result.row.to_string()),
                Some(reason) => {
                    let name = list.rows().read_untracked().iter().find(|member| member.id == result.row).map(name_of).unwrap_or_default();
                    toasts.error(t().console.refused_row(&name, reason));
                }
            }
        }
        if done > 0 {
            toasts.done(what.done(done));
            list.reload();
        }
        after.run(());
    });
}
