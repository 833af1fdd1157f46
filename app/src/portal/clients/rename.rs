use leptos::prelude::*;
use server::{
    api::clients::rename_client,
    model::{
        client::{ClientView, RenameClientRequest},
        text::Name,
    },
};

use super::state::Clients;
use crate::{
    i18n::t,
    portal::{
        asking::Opened,
        form::{Action, Form},
    },
    ui::Field,
};

pub(super) fn dialog(clients: Clients, client: ClientView, opened: Opened) -> AnyView {
    let texts = &t().portal_clients;
    let form = Form::new(opened);
    let name = RwSignal::new(client.name.clone());
    let title = texts.rename_title(&client.name);
    let submit = move |()| {
        let name = match name.get_untracked().parse::<Name>() {
            Ok(name) => name,
            Err(error) => return form.failure.show_fields(vec![("name", error.to_string())]),
        };
        let before = client.name.clone();
        let request = RenameClientRequest { provider: clients.current.id, organization: client.id, name };
        form.send(async move {
            clients.session.call(|| rename_client(request.clone())).await?;
            let after = request.name.to_string();
            clients.changed(request.organization, |row| row.name.clone_from(&after));
            Ok(t().portal_clients.renamed(&before, &after))
        });
    };
    form.dialog(title, Action::new(texts.rename_action), submit, move || {
        view! {
            {form.failure.rest(&["name"])}
            <Field label=texts.name value=name hint=texts.name_hint.to_owned() error=form.failure.field_of("name", name) />
        }
        .into_any()
    })
}
