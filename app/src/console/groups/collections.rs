use leptos::{prelude::*, task::spawn_local};
use server::model::{access::Action, collection::AccessLevel, group::GroupGrant, id::CollectionId};
use vault::fold;

use super::form::GroupForm;
use crate::{
    console::{
        access::{AccessRow, access_row},
        collections::Collections,
    },
    i18n::t,
    ui::{Button, Callout, Choice, Combobox, Found, Icon, LoadState, Tone},
};

/// What the group gives access to. The names of collections are ciphertext: they are here only while the keys are.
#[component]
pub(super) fn CollectionsPart(form: GroupForm, list: Collections, fixed: Signal<Option<String>>) -> impl IntoView {
    let words = &t().groups;
    let is_locked = Memo::new(move |_| list.is_locked());
    let body = move || if is_locked.get() { locked(form, list) } else { open(form, list, fixed) };
    view! {
        <div class="grants" role="group" aria-label=words.collections>
            <h3>{words.collections}</h3>
            {body}
        </div>
    }
}

fn locked(form: GroupForm, list: Collections) -> AnyView {
    let unlock = move |()| {
        spawn_local(async move {
            // Whether it worked, the list sees by itself.
            let _ = list.session.unlock().await;
        });
    };
    let text = move || {
        let count = form.collections.with(Vec::len);
        if count == 0 { t().groups.locked_none.to_owned() } else { t().groups.locked_some(count) }
    };
    let actions = move || view! { <Button icon="unlock" on_press=unlock>{t().collections.unlock}</Button> };
    view! { <Callout actions=actions>{text}</Callout> }.into_any()
}

fn open(form: GroupForm, list: Collections, fixed: Signal<Option<String>>) -> AnyView {
    let words = &t().groups;
    let state = move || match list.state.get() {
        LoadState::Failed(reason) => view! { <Callout tone=Tone::Bad>{reason}</Callout> }.into_any(),
        LoadState::Ready if form.collections.with(Vec::is_empty) => view! { <p class="hint">{words.no_collections}</p> }.into_any(),
        _ => ().into_any(),
    };
    // Rows are built when the names are here.
    let rows = move || match list.state.get() {
        LoadState::Loading | LoadState::Failed(_) => Vec::new(),
        _ => form.collections.get(),
    };
    view! {
        {move || fixed.read().is_none().then(|| picker(form, list))}
        {state}
        // A row stays while its level changes, so that its list keeps the focus.
        <ul class="plain-list" aria-label=words.collections>
            <For each=rows key=|grant| grant.collection children=move |grant| row_view(form, list, grant, fixed) />
        </ul>
    }
    .into_any()
}

fn picker(form: GroupForm, list: Collections) -> AnyView {
    let text = RwSignal::new(String::new());
    let typed = RwSignal::new(String::new());
    // Those whose access the person decides about, by their paths.
    let found = Signal::derive(move || match list.state.get() {
        LoadState::Loading => Found::Pending,
        LoadState::Failed(_) => Found::Failed,
        _ => {
            let (typed, granted) = (fold(typed.read().trim()), form.collections.get());
            let mut choices = list.all.with(|all| {
                let offered = all.iter().filter(|one| one.view.may_set_access && granted.iter().all(|grant| grant.collection != one.view.id));
                let named = offered.filter_map(|one| Some(Choice::new(one.view.id.to_string(), one.path.clone()?)));
                named.filter(|choice| fold(&choice.label).contains(&typed)).collect::<Vec<_>>()
            });
            choices.sort_by_cached_key(|choice| fold(&choice.label));
            Found::Choices(choices)
        }
    });
    let pick = move |choice: Choice| {
        text.set(String::new());
        typed.set(String::new());
        if let Ok(collection) = choice.value.parse::<CollectionId>() {
            form.collections.update(|grants| grants.push(GroupGrant { collection, level: AccessLevel::Edit }));
        }
    };
    view! {
        <Combobox
            label=t().groups.add_collection
            text=text
            found=found
            on_search=move |letters: String| typed.set(letters)
            on_pick=pick
            placeholder=t().groups.add_collection_hint.to_owned()
        />
    }
    .into_any()
}

fn row_view(form: GroupForm, list: Collections, grant: GroupGrant, fixed: Signal<Option<String>>) -> AnyView {
    let words = &t().groups;
    let GroupGrant { collection, level } = grant;
    let known = list.all.with_untracked(|all| all.iter().find(|one| one.view.id == collection).cloned());
    let name = match &known {
        Some(one) => one.path.clone().unwrap_or_else(|| t().collections.unreadable.to_owned()),
        None => words.unseen_collection.to_owned(),
    };
    let is_theirs = known.is_none_or(|one| untrack(|| list.why_not(&one.view, Action::ClientCollectionsAccess)).is_some());
    let fixed = match fixed.get_untracked() {
        Some(_) => Some(words.fixed),
        None => is_theirs.then_some(words.unseen_collection_text),
    };
    let lead = view! {
        <div class="who">
            <span class="kind-mark"><Icon name="folder" /></span>
            <span><b>{name.clone()}</b></span>
        </div>
    };
    let take = move |()| form.collections.update(|grants| grants.retain(|grant| grant.collection != collection));
    access_row(AccessRow {
        lead: lead.into_any(),
        name,
        level,
        fixed,
        on_level: Callback::new(move |level| form.set_level(collection, level)),
        on_take: Callback::new(take),
    })
}
