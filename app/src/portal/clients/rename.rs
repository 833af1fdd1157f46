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
    undo::replace,
};

pub(super) fn dialog(clients: Clients, client: ClientView, opened: Opened) -> AnyView {
    let texts = &t().portal_clients;
    let form = Form::new(opened);
    let name = RwSignal::new(client.name.clone());
    let title = texts.rename_title(&client.name);
    let submit = move |()| {
        let both = name.get_untracked().parse::<Name>().and_then(|after| Ok((client.name.parse::<Name>()?, after)));
        let (before, after) = match both {
            Ok(names) => names,
            Err(error) => return form.failure.show_fields(vec![("name", error.to_string())]),
        };
        let rename = move |(before, name): (Name, Name)| {
            let request = RenameClientRequest { provider: clients.current.id, organization: client.id, name };
            async move {
                clients.write(request.organization, || rename_client(request.clone())).await?;
                let after = request.name.as_str();
                clients.changed(request.organization, |row| after.clone_into(&mut row.name));
                Ok(t().portal_clients.renamed(before.as_str(), after))
            }
        };
        form.send(replace((after.clone(), before.clone()), (before, after), rename));
    };
    form.dialog(title, Action::new(texts.rename_action), submit, move || {
        view! {
            {form.failure.rest(&["name"])}
            <Field label=texts.name value=name hint=texts.name_hint.to_owned() error=form.failure.field_of("name", name) />
        }
        .into_any()
    })
}
