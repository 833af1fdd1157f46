use leptos::prelude::*;
use server::{
    api::clients::set_client_tags,
    model::client::{ClientView, SetTagsRequest},
};

use super::{state::Clients, tags_field::TagsField};
use crate::{
    i18n::t,
    portal::{
        asking::Opened,
        form::{Action, Form},
    },
    undo::replace,
};

pub(super) fn dialog(clients: Clients, client: ClientView, opened: Opened) -> AnyView {
    let texts = &t().portal_clients;
    let form = Form::new(opened);
    let ClientView { id, name, tags, .. } = client;
    let field = TagsField::new(tags.clone());
    let title = texts.tags_title(&name);
    let submit = move |()| {
        let Some(wanted) = field.finish() else { return };
        let name = name.clone();
        let set = move |tags| {
            let name = name.clone();
            let request = SetTagsRequest { provider: clients.current.id, organization: id, tags };
            async move {
                clients.write(request.organization, || set_client_tags(request.clone())).await?;
                clients.changed(id, |row| row.tags.clone_from(&request.tags));
                Ok(t().portal_clients.tags_done(&name))
            }
        };
        form.send(replace(tags.clone(), wanted, set));
    };
    form.dialog(title, Action::new(texts.tags_action), submit, move || {
        view! {
            {form.failure.rest(&[])}
            {field.view()}
        }
        .into_any()
    })
}
