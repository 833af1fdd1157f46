use leptos::prelude::*;
use server::{
    api::clients::{add_existing_client, addable_key, addable_organizations},
    model::{
        client::{AddExistingRequest, AddablePage, AddableView, ClientRequest, ListAddableRequest},
        error::{ApiError, ErrorCode},
        key::Ciphertext,
        page::Cursor,
    },
};
use worker::{Request, Response};

use super::{plan_name, seat_sum::SeatSum, state::Clients};
use crate::{
    i18n::t,
    paged::Paged,
    portal::{
        asking::Opened,
        form::{Action, Form, send_wrapped, unexpected, with_keys},
    },
    search_field::{Search, search_field},
    ui::{Callout, EmptyState, LoadState, Pager, RadioCard, RadioCards, Skeleton, Tone},
};

/// An organization that the caller owns becomes a client. Its key is wrapped by the provider's here; the server sees neither.
pub(super) fn dialog(clients: Clients, opened: Opened) -> AnyView {
    let texts = &t().portal_clients;
    let form = Form::new(opened);
    let (list, search) = (Paged::<AddableView>::new(), RwSignal::new(String::new()));
    let load = move || list.start(page(clients, search.get_untracked(), None));
    let chosen = RwSignal::new(String::new());
    clients.reload_plan();
    load();
    let organization = move || list.rows().read().iter().find(|one| one.id.to_string() == chosen.get()).cloned();
    let sum = move || organization().and_then(|one| Some(SeatSum::of(clients.pool(one.plan)?, 0, one.seats)));
    let nothing_chosen = Signal::derive(move || organization().is_none().then(|| texts.existing_choose.to_owned()));
    let submit = move |()| {
        let Some(organization) = untrack(organization) else { return };
        let buying = untrack(sum).map_or(0, |sum| sum.buying);
        let work = async move {
            let (link_key, key_revision) = link(clients, &organization).await?;
            let request = AddExistingRequest { provider: clients.current.id, organization: organization.id, link_key, key_revision, buying };
            let client = send_wrapped(clients.session, || add_existing_client(request.clone())).await?;
            clients.added();
            Ok(t().portal_clients.existing_done(&client.name))
        };
        form.send_or(work, move |error| {
            if matches!(error.code, ErrorCode::Conflict | ErrorCode::SeatsExhausted) {
                clients.reload_plan();
            }
        });
    };
    let is_empty = Memo::new(move |_| list.rows().read().is_empty());
    let cards = Signal::derive(move || list.rows().read().iter().map(card).collect::<Vec<_>>());
    let more = move |()| {
        if let Some(cursor) = list.next() {
            list.more(page(clients, search.get_untracked(), Some(cursor)));
        }
    };
    // More rows do not build the cards anew, so that the focus stays.
    let phase = Memo::new(move |_| match list.state().get() {
        LoadState::Failed(reason) => Some(Err(reason)),
        LoadState::Loading => None,
        _ => Some(Ok(is_empty.get())),
    });
    let offered = move || match phase.get() {
        Some(Err(reason)) => view! { <Callout tone=Tone::Bad>{reason}</Callout> }.into_any(),
        None => view! { <Skeleton lines=4 /> }.into_any(),
        Some(Ok(false)) => view! {
            <RadioCards label=texts.existing_label value=chosen cards=cards />
            <Pager shown=Signal::derive(move || list.rows().read().len()) has_more=Signal::derive(move || list.has_more()) on_more=more />
        }
        .into_any(),
        Some(Ok(true)) if search.read_untracked().is_empty() => {
            view! { <EmptyState icon="building" title=texts.existing_none text=texts.existing_none_hint /> }.into_any()
        }
        Some(Ok(true)) => view! { <EmptyState title=texts.no_match text=texts.no_match_hint /> }.into_any(),
    };
    let find = move || {
        let on_typed = Callback::new(move |typed| {
            search.set(typed);
            load();
        });
        search_field(Search { id: "existing-filter", label: texts.existing_filter, placeholder: texts.existing_filter, value: search.into(), on_typed })
    };
    // Whoever owns nothing has nothing to look for.
    let has_any = Memo::new(move |before: Option<&bool>| before == Some(&true) || !is_empty.get());
    form.dialog(texts.existing_title, Action::new(texts.existing_action).disabled_because(nothing_chosen), submit, move || {
        view! {
            {form.failure.rest(&[])}
            <p>{texts.existing_text}</p>
            {move || has_any.get().then(find)}
            {offered}
            {move || sum().map(|sum| view! { <p class="sum">{sum.words()}</p> })}
        }
        .into_any()
    })
}

async fn page(clients: Clients, search: String, cursor: Option<Cursor>) -> Result<AddablePage, ApiError> {
    let request = ListAddableRequest { provider: clients.current.id, search, cursor };
    clients.session.call(|| addable_organizations(request.clone())).await
}

fn card(one: &AddableView) -> RadioCard {
    let text = t().portal_clients.existing_row(plan_name(one.plan), one.occupied, one.seats);
    RadioCard::new(one.id.to_string(), one.name.clone(), text)
}

async fn link(clients: Clients, organization: &AddableView) -> Result<(Ciphertext, u32), ApiError> {
    let id = organization.id.to_string();
    let request = ClientRequest { provider: clients.current.id, organization: organization.id };
    let key = clients.session.call(|| addable_key(request.clone())).await?.key.as_str().to_owned();
    let open = || Request::OpenOrganizationKey { organization_id: id.clone(), key: key.clone(), via: None };
    with_keys(clients.session, open).await?;
    let provider_id = clients.current.id.to_string();
    let link = || Request::LinkOrganization { organization_id: id.clone(), provider_id: provider_id.clone() };
    let Response::Link { key, revision } = with_keys(clients.session, link).await? else { return Err(unexpected(())) };
    Ok((key.try_into().map_err(unexpected)?, revision))
}
