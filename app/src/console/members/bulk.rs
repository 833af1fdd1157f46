//! Commands over several members: each row has an answer of its own, and rows that failed stay selected for another try.

use leptos::{prelude::*, task::spawn_local};
use server::{
    api::members::{reinvite_members, remove_members, restore_members, revoke_members},
    model::member::{MEMBERS_MAX, MemberResult, MemberView, MembersRequest},
};

use super::{list::MemberList, words::name_of};
use crate::{
    failure::failure_text,
    i18n::t,
    session::{as_shown, shown_client},
    ui::Selection,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bulk {
    Reinvite,
    Revoke,
    Restore,
    Remove,
}

impl Bulk {
    const fn undone_by(self) -> Option<Self> {
        match self {
            Self::Revoke => Some(Self::Restore),
            Self::Restore => Some(Self::Revoke),
            Self::Reinvite | Self::Remove => None,
        }
    }

    fn done(self, members: &[&MemberView]) -> String {
        let words = &t().console;
        match (self, members) {
            (Self::Revoke, [one]) => words.revoked_one(&name_of(one)),
            (Self::Restore, [one]) => words.restored_one(&name_of(one)),
            (Self::Remove, [one]) => words.removed_one(&name_of(one)),
            (Self::Reinvite, all) => words.reinvited(all.len()),
            (Self::Revoke, all) => words.revoked(all.len()),
            (Self::Restore, all) => words.restored(all.len()),
            (Self::Remove, all) => words.removed(all.len()),
        }
    }
}

/// Runs a command over members. Says what was done, for each row that was refused, why, and offers the way back.
pub(super) fn run(what: Bulk, members: Vec<MemberView>, list: MemberList, selection: Selection, after: Callback<()>) {
    let toasts = list.toasts;
    let shown = shown_client();
    spawn_local(async move {
        let changed = send(what, &members, list, selection).await;
        // Whoever has not accepted gets another invitation when his access is restored, and mail is not undone.
        let back = what.undone_by().filter(|_| changed.iter().all(|member| member.user_id.is_some()));
        match back {
            _ if changed.is_empty() => {}
            None => toasts.done(what.done(&changed)),
            Some(back) => {
                let said = what.done(&changed);
                let changed = changed.into_iter().cloned().collect::<Vec<_>>();
                toasts.done_with_undo(said, move || {
                    let (shown, changed) = (shown.clone(), changed.clone());
                    spawn_local(async move {
                        let undone = as_shown(shown, send(back, &changed, list, selection)).await;
                        if !undone.is_empty() {
                            toasts.done(back.done(&undone));
                        }
                    });
                });
            }
        }
        after.run(());
    });
}

/// Sends the command in portions and says what was refused. Returns the members that it changed.
async fn send(what: Bulk, members: &[MemberView], list: MemberList, selection: Selection) -> Vec<&MemberView> {
    let MemberList { session, organization, toasts, .. } = list;
    let organization = organization.id;
    let mut results = Vec::<MemberResult>::new();
    for portion in members.chunks(MEMBERS_MAX) {
        let request = MembersRequest { organization, members: portion.iter().map(|member| member.id).collect() };
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
    let mut changed = Vec::new();
    for MemberResult { row, refused } in results {
        let Some(member) = members.iter().find(|member| member.id == row) else { continue };
        match refused {
            None => {
                selection.remove(&row.to_string());
                changed.push(member);
            }
            Some(reason) => toasts.error(t().console.refused_row(&name_of(member), &reason)),
        }
    }
    if !changed.is_empty() {
        list.reload();
    }
    changed
}
