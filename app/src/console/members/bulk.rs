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
use crate::{failure::failure_text, i18n::t, session::showing, ui::Selection};

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

    fn done(self, count: usize) -> String {
        match self {
            Self::Reinvite => t().console.reinvited(count),
            Self::Revoke => t().console.revoked(count),
            Self::Restore => t().console.restored(count),
            Self::Remove => t().console.removed(count),
        }
    }
}

/// Runs a command over members. Says what was done, for each row that was refused, why, and offers the way back.
pub(super) fn run(what: Bulk, members: Vec<MemberId>, list: MemberList, selection: Selection, after: Callback<()>) {
    let toasts = list.toasts;
    // Whoever has not accepted gets another invitation when his access is restored, and mail is not undone.
    let invited = list.rows().with_untracked(|rows| rows.iter().filter(|row| row.user_id.is_none()).map(|row| row.id).collect::<Vec<_>>());
    spawn_local(async move {
        let changed = send(what, members, list, selection).await;
        let back = what.undone_by().filter(|_| !changed.iter().any(|id| invited.contains(id)));
        match back {
            _ if changed.is_empty() => {}
            None => toasts.done(what.done(changed.len())),
            Some(back) => toasts.done_with_undo(what.done(changed.len()), move || {
                let changed = changed.clone();
                spawn_local(async move {
                    let count = send(back, changed, list, selection).await.len();
                    if count > 0 {
                        toasts.done(back.done(count));
                    }
                });
            }),
        }
        after.run(());
    });
}

/// Sends the command in portions and says what was refused. Returns the members that it changed.
async fn send(what: Bulk, members: Vec<MemberId>, list: MemberList, selection: Selection) -> Vec<MemberId> {
    let MemberList { session, organization, toasts, .. } = list;
    let organization = organization.id;
    let mut results = Vec::<MemberResult>::new();
    for portion in members.chunks(MEMBERS_MAX) {
        let request = MembersRequest { organization, members: portion.to_vec() };
        let calls = async {
            match what {
                Bulk::Reinvite => session.call(|| reinvite_members(request.clone())).await,
                Bulk::Revoke => session.call(|| revoke_members(request.clone())).await,
                Bulk::Restore => session.call(|| restore_members(request.clone())).await,
                Bulk::Remove => session.call(|| remove_members(request.clone())).await,
            }
        };
        // Undone from another page, it is still about the client that was shown.
        match showing(organization, calls).await {
            Ok(more) => results.extend(more),
            Err(error) => {
                toasts.error(failure_text(&error));
                break;
            }
        }
    }
    let mut changed = Vec::new();
    for MemberResult { row, refused } in results {
        match refused {
            None => {
                selection.remove(&row.to_string());
                changed.push(row);
            }
            Some(reason) => {
                let name = list.rows().try_with_untracked(|rows| rows.iter().find(|member| member.id == row).map(name_of)).flatten().unwrap_or_default();
                toasts.error(t().console.refused_row(&name, &reason));
            }
        }
    }
    if !changed.is_empty() {
        list.reload();
    }
    changed
}
