use leptos::{prelude::*, task::spawn_local};
use server::{
    api::clients::{add_existing_client, addable_organizations},
    model::{
        client::{AddExistingRequest, AddableView},
        error::{ApiError, ErrorCode},
        key::Ciphertext,
        page::PAGE_ROWS_MAX,
        provider::ProviderRequest,
    },
};
use worker::{Request, Response};

use super::{plan_name, seat_sum::SeatSum, state::Clients};
use crate::{
    failure::failure_text,
    i18n::t,
    portal::{
        asking::Opened,
        form::{Action, Form, send_wrapped, unexpected, with_keys},
    },
    ui::{Callout, EmptyState, RadioCard, RadioCards, Skeleton, Tone},
};

/// An organization that the caller owns becomes a client. Its key is wrapped by the provider's here; the server sees neither.
pub(super) fn dialog(clients: Clients, opened: Opened) -> AnyView {
    let texts = &t().portal_clients;
    let form = Form::new(opened);
    let found = RwSignal::new(None::<Result<Vec<AddableView>, String>>);
    let chosen = RwSignal::new(String::new());
    clients.reload_plan();
    spawn_local(async move {
        let request = ProviderRequest { provider: clients.current.id };
        let answer = clients.session.call(|| addable_organizations(request.clone())).await;
        found.try_set(Some(answer.map_err(|error| failure_text(&error))));
    });
    let organization = move || {
        let found = found.read();
        let Some(Ok(all)) = found.as_ref() else { return None };
        all.iter().find(|one| one.id.to_string() == chosen.get()).cloned()
    };
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
    let list = move || match found.get() {
        None => view! { <Skeleton lines=4 /> }.into_any(),
        Some(Err(reason)) => view! { <Callout tone=Tone::Bad>{reason}</Callout> }.into_any(),
        Some(Ok(all)) if all.is_empty() => view! { <EmptyState icon="building" title=texts.existing_none text=texts.existing_none_hint /> }.into_any(),
        Some(Ok(all)) => {
            let cards = all.iter().map(card).collect::<Vec<_>>();
            let more = (all.len() >= PAGE_ROWS_MAX as usize).then(|| texts.existing_more(all.len()));
            view! {
                <RadioCards label=texts.existing_label value=chosen cards=cards />
                {more.map(|more| view! { <p class="muted">{more}</p> })}
            }
            .into_any()
        }
    };
    form.dialog(texts.existing_title, Action::new(texts.existing_action).disabled_because(nothing_chosen), submit, move || {
        view! {
            {form.failure.rest(&[])}
            <p>{texts.existing_text}</p>
            {list}
            {move || sum().map(|sum| view! { <p class="sum">{sum.words()}</p> })}
        }
        .into_any()
    })
}

fn card(one: &AddableView) -> RadioCard {
    let text = t().portal_clients.existing_row(plan_name(one.plan), one.occupied, one.seats);
    RadioCard::new(one.id.to_string(), one.name.clone(), text)
}

async fn link(clients: Clients, organization: &AddableView) -> Result<(Ciphertext, u32), ApiError> {
    let id = organization.id.to_string();
    let key = organization.member_key.as_str().to_owned();
    let open = || Request::OpenOrganizationKey { organization_id: id.clone(), key: key.clone(), via: None };
    with_keys(clients.session, open).await?;
    let provider_id = clients.current.id.to_string();
    let link = || Request::LinkOrganization { organization_id: id.clone(), provider_id: provider_id.clone() };
    let Response::Link { key, revision } = with_keys(clients.session, link).await? else { return Err(unexpected(())) };
    Ok((key.try_into().map_err(unexpected)?, revision))
}
