use leptos::prelude::*;
use server::{
    api::clients::change_client_tags,
    model::{
        client::{ChangeTagsRequest, ClientView},
        text::Tag,
    },
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
        let change = move |(add, remove)| {
            let name = name.clone();
            let request = ChangeTagsRequest { provider: clients.current.id, organization: id, add, remove };
            async move {
                let tags = clients.write(request.organization, || change_client_tags(request.clone())).await?;
                clients.changed(id, |row| row.tags = tags);
                Ok(t().portal_clients.tags_done(&name))
            }
        };
        let (add, remove) = (without(&wanted, &tags), without(&tags, &wanted));
        form.send(replace((remove.clone(), add.clone()), (add, remove), change));
    };
    form.dialog(title, Action::new(texts.tags_action), submit, move || {
        view! {
            {form.failure.rest(&[])}
            {field.view()}
        }
        .into_any()
    })
}

fn without(tags: &[Tag], others: &[Tag]) -> Vec<Tag> {
    tags.iter().filter(|tag| !others.contains(tag)).cloned().collect()
}
