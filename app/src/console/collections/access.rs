use leptos::{prelude::*, task::spawn_local};
use server::{
    api::collections::{collection_people, set_collection_access},
    model::{
        access::{Action, Relation},
        collection::{AccessChange, AccessLevel, CollectionAccessView, CollectionRequest, GroupAccessChange, SetCollectionAccessRequest},
        id::CollectionId,
    },
};

use super::{
    grants::{Granted, Grantee, GrantsEditor, has_manager},
    state::{Collection, Collections},
    tree::leaf,
};
use crate::{
    failure::failure_text,
    i18n::t,
    ui::{Button, Callout, Dialog, Skeleton, SubmitButton, Tone},
};

/// Who has access to a collection, and what each may do.
#[component]
pub(super) fn AccessDialog(#[prop(into)] opened: Signal<Option<Collection>>, #[prop(into)] on_close: Callback<()>, list: Collections) -> impl IntoView {
    let present = RwSignal::new(None::<Vec<Granted>>);
    let granted = RwSignal::new(Vec::<Granted>::new());
    let problem = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let id = Memo::new(move |_| opened.with(|opened| opened.as_ref().map(|one| one.view.id)));
    let closed = Signal::derive(move || opened.with(|opened| opened.as_ref().and_then(|one| list.why_not(&one.view, Action::ClientCollectionsAccess))));
    Effect::new(move |_| {
        let Some(collection) = id.get() else { return };
        present.set(None);
        problem.set(None);
        if closed.with_untracked(Option::is_none) {
            spawn_local(load(list, collection, (present, granted, problem), id));
        }
    });
    let changes = Memo::new(move |_| present.with(|present| present.as_ref().map(|present| changes(present, &granted.read())).unwrap_or_default()));
    let blocked = Signal::derive(move || {
        if let Some(reason) = closed.get() {
            return Some(reason);
        }
        if changes.read().is_empty() {
            return Some(t().collections.nothing_changed.to_owned());
        }
        let loses = present.with(|present| present.as_ref().is_some_and(|present| has_manager(present))) && !has_manager(&granted.read());
        loses.then(|| t().collections.manager_missing.to_owned())
    });
    let submit = move |()| {
        let (Some(one), None, false) = (opened.get_untracked(), blocked.get_untracked(), busy.get_untracked()) else { return };
        busy.set(true);
        problem.set(None);
        let (members, groups) = split(&changes.get_untracked());
        let request = SetCollectionAccessRequest { organization: list.organization.id, collection: one.view.id, changes: members, groups };
        spawn_local(async move {
            let answer = list.session.call(|| set_collection_access(request.clone())).await;
            busy.try_set(false);
            match answer {
                Ok(()) => {
                    list.toasts.done(t().collections.access_saved(name_of(&one)));
                    list.load();
                    on_close.run(());
                }
                Err(error) => {
                    problem.try_set(Some(failure_text(&error)));
                }
            }
        });
    };
    let footer = move || {
        view! {
            <Button on_press=on_close>{t().ui.cancel}</Button>
            <SubmitButton busy=busy disabled_because=blocked>{t().console.save}</SubmitButton>
        }
    };
    let title = Signal::derive(move || t().collections.access_title(opened.read().as_ref().map(name_of).unwrap_or_default()));
    let is_unmanaged = move || opened.with(|opened| opened.as_ref().is_some_and(|one| !one.view.is_managed));
    view! {
        <Dialog open=Signal::derive(move || id.read().is_some()) on_close=on_close title=title on_submit=submit footer=footer>
            {move || problem.get().map(|text| view! { <Callout tone=Tone::Bad>{text}</Callout> })}
            {move || closed.get().map(|text| view! { <Callout>{text}</Callout> })}
            {move || is_unmanaged().then(|| view! { <Callout tone=Tone::Warn>{t().collections.unmanaged_text}</Callout> })}
            {move || match (present.with(Option::is_some), closed.with(Option::is_some) || problem.with(Option::is_some)) {
                (true, _) => view! { <GrantsEditor list=list granted=granted /> }.into_any(),
                (false, true) => ().into_any(),
                (false, false) => view! { <Skeleton lines=4 /> }.into_any(),
            }}
        </Dialog>
    }
}

type Loaded = (RwSignal<Option<Vec<Granted>>>, RwSignal<Vec<Granted>>, RwSignal<Option<String>>);

async fn load(list: Collections, collection: CollectionId, (present, granted, problem): Loaded, wanted: Memo<Option<CollectionId>>) {
    let request = CollectionRequest { organization: list.organization.id, collection };
    let answer = list.session.call(|| collection_people(request.clone())).await;
    // Another one was opened meanwhile, or the page is gone.
    if wanted.try_get_untracked().flatten() != Some(collection) {
        return;
    }
    match answer {
        Ok(CollectionAccessView { people, groups }) => {
            let is_provider_user = matches!(untrack(|| list.organization.relation()), Relation::Provider(_));
            let fixed = is_provider_user.then_some(t().collections.not_yourself);
            let groups = groups.into_iter().map(|view| Granted::group(view, fixed));
            let all = groups.chain(people.into_iter().map(|view| Granted::member(view, fixed))).collect::<Vec<_>>();
            granted.set(all.clone());
            present.set(Some(all));
        }
        Err(error) => problem.set(Some(failure_text(&error))),
    }
}

/// Somebody's new level; none takes it away.
type Change = (Grantee, Option<AccessLevel>);

/// From what was loaded to what the list says now.
fn changes(present: &[Granted], wanted: &[Granted]) -> Vec<Change> {
    let level = |list: &[Granted], grantee| list.iter().find(|one| one.grantee == grantee).map(|one| one.level);
    let all = present.iter().chain(wanted.iter().filter(|one| level(present, one.grantee).is_none())).map(|one| one.grantee);
    all.filter(|grantee| level(present, *grantee) != level(wanted, *grantee)).map(|grantee| (grantee, level(wanted, grantee))).collect()
}

fn split(changes: &[Change]) -> (Vec<AccessChange>, Vec<GroupAccessChange>) {
    let (mut members, mut groups) = (Vec::new(), Vec::new());
    for (grantee, level) in changes.iter().copied() {
        match grantee {
            Grantee::Member(member) => members.push(AccessChange { member, level }),
            Grantee::Group(group) => groups.push(GroupAccessChange { group, level }),
        }
    }
    (members, groups)
}

fn name_of(one: &Collection) -> &str {
    one.path.as_deref().map_or(t().collections.unreadable, leaf)
}
