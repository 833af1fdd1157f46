//! Commands over several members: each row has an answer of its own, and rows that failed stay selected for another try.

use leptos::{prelude::*, task::spawn_local};
use server::{
    api::members::{reinvite_members, remove_members, restore_members, revoke_members},
    model::member::{MemberResult, MemberView, MembersRequest},
};

use super::{list::MemberList, words::name_of};
use crate::{
    failure::{failure_text, refused_list},
    i18n::{said, t},
    patience::patiently,
    session::{as_shown, shown_client},
    ui::{Button, ButtonKind, Dialog, Progress, Selection, SubmitButton},
};

/// Members that go with one call: few enough that the bar moves.
const PORTION: usize = 100;

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

    /// Words of the button.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Reinvite => t().console.reinvite,
            Self::Revoke => t().console.revoke,
            Self::Restore => t().console.restore,
            Self::Remove => t().console.remove,
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

/// A member whom the command did not change.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Refused {
    member: MemberView,
    reason: String,
}

/// How far a command over many members is, and whom it did not change.
#[derive(Clone, Copy)]
pub(super) struct Course {
    what: RwSignal<Bulk>,
    done: RwSignal<u64>,
    /// Of one portion, which needs no bar, it is 0.
    total: RwSignal<u64>,
    is_stopped: RwSignal<bool>,
    refused: RwSignal<Vec<Refused>>,
}

impl Course {
    pub(super) fn new() -> Self {
        let what = RwSignal::new(Bulk::Reinvite);
        let (done, total) = (RwSignal::new(0), RwSignal::new(0));
        Self { what, done, total, is_stopped: RwSignal::new(false), refused: RwSignal::new(Vec::new()) }
    }

    fn begin(self, what: Bulk, count: usize) {
        self.what.try_set(what);
        self.done.try_set(0);
        self.total.try_set(if count > PORTION { count as u64 } else { 0 });
        self.is_stopped.try_set(false);
        self.refused.try_set(Vec::new());
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
        after.try_run(());
    });
}

/// Sends the command in portions and says what was refused. Returns the members that it changed.
async fn send(what: Bulk, members: &[MemberView], list: MemberList, selection: Selection) -> Vec<&MemberView> {
    let MemberList { session, organization, course, .. } = list;
    let organization = organization.id;
    let mut results = Vec::<MemberResult>::new();
    course.begin(what, members.len());
    // Undone from another page, it goes on without the bar.
    let is_stopped = || course.is_stopped.try_get_untracked() == Some(true);
    for portion in members.chunks(PORTION) {
        if is_stopped() {
            break;
        }
        let request = MembersRequest { organization, members: portion.iter().map(|member| member.id).collect() };
        let answer = patiently(
            async || match what {
                Bulk::Reinvite => session.call(|| reinvite_members(request.clone())).await,
                Bulk::Revoke => session.call(|| revoke_members(request.clone())).await,
                Bulk::Restore => session.call(|| restore_members(request.clone())).await,
                Bulk::Remove => session.call(|| remove_members(request.clone())).await,
            },
            is_stopped,
            |_| (),
        )
        .await;
        match answer {
            Ok(more) => results.extend(more),
            Err(_) if is_stopped() => break,
            Err(error) => {
                // Neither these nor those that follow were changed.
                let reason = failure_text(&error);
                let rest = members.iter().skip(results.len());
                results.extend(rest.map(|member| MemberResult { row: member.id, refused: Some(reason.clone()) }).collect::<Vec<_>>());
                break;
            }
        }
        course.done.try_set(results.len() as u64);
    }
    course.total.try_set(0);
    let (mut changed, mut refused) = (Vec::new(), Vec::new());
    for MemberResult { row, refused: reason } in results {
        let Some(member) = members.iter().find(|member| member.id == row) else { continue };
        match reason {
            None => {
                selection.remove(&row.to_string());
                changed.push(member);
            }
            Some(reason) => refused.push(Refused { member: member.clone(), reason: said(&reason) }),
        }
    }
    tell(list, refused);
    if !changed.is_empty() {
        list.reload();
    }
    changed
}

/// One message, however many were refused: the one reason as it is, several in a dialog from which they are tried again.
fn tell(list: MemberList, refused: Vec<Refused>) {
    let count = refused.len();
    let Some(Refused { member, reason }) = refused.first().cloned() else { return };
    if count == 1 {
        list.toasts.error(t().console.refused_row(&name_of(&member), &reason));
    } else if list.course.refused.try_set(refused).is_some() {
        // The page with the dialog was left.
        list.toasts.error(t().console.refused_row(&t().console.not_changed(count), &reason));
    }
}

/// The bar over a long command, and afterwards those whom it did not change, with the reasons.
#[component]
pub(super) fn CourseDialog(list: MemberList, selection: Selection) -> impl IntoView {
    let course = list.course;
    let runs = Memo::new(move |_| course.total.get() > 0);
    let is_open = Signal::derive(move || runs.get() || !course.refused.read().is_empty());
    // Closed while it runs, it stops; what was done stays done.
    let close = move |()| {
        course.is_stopped.set(true);
        course.refused.set(Vec::new());
    };
    let again = move |()| {
        let members = course.refused.with_untracked(|refused| refused.iter().map(|one| one.member.clone()).collect::<Vec<_>>());
        if !members.is_empty() {
            run(course.what.get_untracked(), members, list, selection, Callback::new(|()| ()));
        }
    };
    let footer = move || {
        view! {
            <Button kind=ButtonKind::Plain on_press=close>{t().ui.close}</Button>
            {move || (!runs.get()).then(|| view! { <SubmitButton>{t().forms.retry_failed}</SubmitButton> })}
        }
    };
    let body = move || {
        if runs.get() {
            let label = course.what.get().words();
            return view! { <Progress label=label done=course.done total=course.total on_cancel=Callback::new(close) /> }.into_any();
        }
        let refused = course.refused.get();
        refused_list(t().console.not_changed(refused.len()), refused.into_iter().map(|one| (name_of(&one.member), one.reason)))
    };
    view! {
        <Dialog open=is_open on_close=close title=Signal::derive(move || course.what.get().words().to_owned()) on_submit=again footer=footer>
            {body}
        </Dialog>
    }
}
