use leptos::prelude::*;
use server::model::{access::Action, live::ProviderList};

use super::{
    actions, cells,
    drawer::drawer,
    invite,
    state::{Asked, People, SEARCH, STATUS, chip_id, chips},
};
use crate::{
    address::Step,
    i18n::t,
    live::{Followed, follow},
    portal::{
        current::{Current, page},
        rotation,
    },
    search_field::{Search, search_field},
    ui::{Button, ButtonKind, Chips, EmptyState, Pager, Table},
};

const INVITE: &str = "invite";

/// The provider's people: invite, confirm, and say which clients they see.
#[component]
pub fn PeoplePage() -> impl IntoView {
    page(t().portal_people.people, content)
}

fn content(current: Current) -> AnyView {
    let texts = &t().portal_people;
    if let Some(reason) = current.why_not(Action::ProviderUsersList) {
        return view! {
            <div class="page-head"><h1>{texts.people}</h1></div>
            <EmptyState icon="lock" title=t().portal.not_for_you text=reason />
        }
        .into_any();
    }
    let people = People::new(current);
    // The command palette leads here to invite somebody.
    Effect::new(move |_| {
        if !people.address.get(INVITE).is_empty() {
            people.address.change(Step::Replace, &[(INVITE, "")]);
            people.asking.ask(Asked::Invite);
        }
    });
    Effect::new(move |_| {
        people.filter.track();
        people.reload();
    });
    follow(Followed::Provider(current.id, ProviderList::People), move || people.refresh());
    view! {
        <div class="page-head">
            <h1>{texts.people}</h1>
            <span class="spring"></span>
            <Button kind=ButtonKind::Primary icon="plus" on_press=move |()| people.asking.ask(Asked::Invite)>
                {texts.invite}
            </Button>
        </div>
        {rotation::reminder(current, Callback::new(move |()| people.reload()))}
        {tools(people)}
        {table(people)}
        {drawer(people)}
        {people.asking.view(move |asked, opened| match asked {
            Asked::Invite => invite::dialog(people, opened),
            Asked::Revoke(person) => actions::revoke_dialog(people, &person, opened),
            Asked::Remove(person) => actions::remove_dialog(people, &person, opened),
        })}
    }
    .into_any()
}

fn tools(people: People) -> AnyView {
    let texts = &t().portal_people;
    let address = people.address;
    let typed = move |text: String| address.change(Step::Replace, &[(SEARCH, text.trim())]);
    let search = Search {
        id: "people-filter",
        label: texts.filter,
        placeholder: texts.filter,
        value: Signal::derive(move || address.get(SEARCH)),
        on_typed: Callback::new(typed),
    };
    view! {
        <div class="tools">
            {search_field(search)}
            <Chips
                label=texts.filters
                chips=Signal::derive(move || chips(people.counts.get()))
                pressed=Signal::derive(move || vec![chip_id(people.filter.read().1).to_owned()])
                on_press=move |id: String| address.change(Step::Push, &[(STATUS, if id == "all" { "" } else { &id })])
            />
        </div>
    }
    .into_any()
}

fn table(people: People) -> AnyView {
    let texts = &t().portal_people;
    let empty = move || {
        let clear = move |()| people.address.change(Step::Push, &[(SEARCH, ""), (STATUS, "")]);
        view! {
            <EmptyState title=texts.no_match text=texts.no_match_hint>
                <Button on_press=clear>{t().ui.clear_filter}</Button>
            </EmptyState>
        }
    };
    let current = Signal::derive(move || Some(people.open_id()).filter(|id| !id.is_empty()));
    view! {
        <Table
            label=texts.people
            columns=cells::columns()
            rows=cells::rows(people.list.rows())
            state=people.list.state()
            on_open=move |id: String| people.open(&id)
            current=current
            menu=move |at: usize| actions::menu(people, at)
            on_end=move |()| people.more()
            on_retry=move |()| people.reload()
            empty=empty
        />
        <Pager
            shown=Signal::derive(move || people.list.rows().with(Vec::len))
            has_more=Signal::derive(move || people.list.has_more())
            on_more=move |()| people.more()
        />
    }
    .into_any()
}
