use leptos::prelude::*;
use server::{
    api::clients::{resume_client, suspend_client},
    model::client::{ClientRequest, ClientStatus, ClientView},
};

use super::state::Clients;
use crate::{
    i18n::t,
    portal::{
        asking::Opened,
        form::{Action, Form},
    },
};

/// Asks before a client is suspended.
pub(super) fn dialog(clients: Clients, client: ClientView, opened: Opened) -> AnyView {
    let texts = &t().portal_clients;
    let form = Form::new(opened);
    let (id, name, members) = (client.id, client.name, client.occupied);
    let title = texts.suspend_title(&name);
    let submit = move |()| {
        let name = name.clone();
        let request = ClientRequest { provider: clients.current.id, organization: id };
        form.send(async move {
            clients.session.call(|| suspend_client(request.clone())).await?;
            clients.changed(id, |row| row.status = ClientStatus::Suspended);
            Ok(t().portal_clients.suspended_done(&name))
        });
    };
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
    let (id, name) = (client.id, client.name);
    let after = if client.has_owner { ClientStatus::Active } else { ClientStatus::SettingUp };
    let title = texts.resume_title(&name);
    let submit = move |()| {
        let name = name.clone();
        let request = ClientRequest { provider: clients.current.id, organization: id };
        form.send(async move {
            clients.session.call(|| resume_client(request.clone())).await?;
            clients.changed(id, |row| row.status = after);
            Ok(t().portal_clients.resumed_done(&name))
        });
    };
    form.dialog(title, Action::new(texts.resume), submit, move || {
        view! {
            {form.failure.rest(&[])}
            <p>{texts.resume_text}</p>
        }
        .into_any()
    })
}
