use leptos::prelude::*;
use server::{
    api::clients::{resume_client, suspend_client},
    model::{
        client::{ClientRequest, ClientStatus, ClientView},
        error::ApiError,
    },
};

use super::state::Clients;
use crate::{
    i18n::t,
    portal::{
        asking::Opened,
        form::{Action, Form},
    },
    undo::{Done, replace},
};

/// Suspends a client, or ends its suspension.
async fn turn(clients: Clients, client: ClientView, before: ClientStatus, after: ClientStatus) -> Result<Done, ApiError> {
    let ClientView { id, name, .. } = client;
    replace(before, after, move |status| {
        let name = name.clone();
        let request = ClientRequest { provider: clients.current.id, organization: id };
        async move {
            let said = if status == ClientStatus::Suspended {
                clients.write(id, || suspend_client(request.clone())).await?;
                t().portal_clients.suspended_done(&name)
            } else {
                clients.write(id, || resume_client(request.clone())).await?;
                t().portal_clients.resumed_done(&name)
            };
            clients.changed(id, |row| row.status = status);
            Ok(said)
        }
    })
    .await
}

/// Asks before a client is suspended.
pub(super) fn dialog(clients: Clients, client: ClientView, opened: Opened) -> AnyView {
    let texts = &t().portal_clients;
    let form = Form::new(opened);
    let members = client.occupied;
    let title = texts.suspend_title(&client.name);
    let submit = move |()| form.send(turn(clients, client.clone(), client.status, ClientStatus::Suspended));
    form.dialog(title, Action::new(texts.suspend).danger(), submit, move || {
        view! {
            {form.failure.rest(&[])}
            <p>{texts.suspend_text(members)}</p>
            <p>{texts.suspend_more}</p>
        }
        .into_any()
    })
}

/// Asks before a suspension ends.
pub(super) fn resume_dialog(clients: Clients, client: ClientView, opened: Opened) -> AnyView {
    let texts = &t().portal_clients;
    let form = Form::new(opened);
    let after = if client.has_owner { ClientStatus::Active } else { ClientStatus::SettingUp };
    let title = texts.resume_title(&client.name);
    let submit = move |()| form.send(turn(clients, client.clone(), ClientStatus::Suspended, after));
    form.dialog(title, Action::new(texts.resume), submit, move || {
        view! {
            {form.failure.rest(&[])}
            <p>{texts.resume_text}</p>
        }
        .into_any()
    })
}
