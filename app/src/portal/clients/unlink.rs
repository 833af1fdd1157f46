use leptos::prelude::*;
use server::{
    api::clients::unlink_client,
    model::client::{ClientView, UnlinkRequest},
};

use super::state::Clients;
use crate::{
    i18n::t,
    portal::{asking::Opened, form::Form},
    ui::ConfirmByName,
};

/// Ends the link to a client, after its name was typed.
pub(super) fn dialog(clients: Clients, client: ClientView, opened: Opened) -> AnyView {
    let texts = &t().portal_clients;
    let form = Form::new(opened);
    let ClientView { id, name, seats, .. } = client;
    let title = texts.unlink_title(&name);
    let shown = name.clone();
    let confirm = move |typed_name: String| {
        let name = name.clone();
        let request = UnlinkRequest { provider: clients.current.id, organization: id, typed_name };
        form.send(async move {
            clients.write(request.organization, || unlink_client(request.clone())).await?;
            clients.removed(id);
            Ok(t().portal_clients.unlinked(&name))
        });
    };
    view! {
        <ConfirmByName
            open=opened.is_open()
            on_close=form.close()
            on_confirm=confirm
            title=title
            name=shown
            action=texts.unlink_action
            busy=form.busy
        >
            {form.failure.rest(&[])}
            <ul class="consequences">
                <li>{texts.unlink_loses}</li>
                <li>{texts.unlink_keeps}</li>
                <li>{texts.unlink_seats(seats)}</li>
                <li>{texts.unlink_back}</li>
            </ul>
        </ConfirmByName>
    }
    .into_any()
}
