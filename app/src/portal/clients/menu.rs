use leptos::prelude::*;
use server::model::{
    access::Action,
    client::{ClientStatus, ClientView},
};

use super::{
    cells::console_of,
    state::{Asked, Clients},
};
use crate::{i18n::t, ui::MenuItem};

/// What can be done with one client. What cannot be done now says why.
pub(super) fn menu(clients: Clients, at: usize) -> Vec<MenuItem> {
    let Some(client) = clients.list.rows().with_untracked(|rows| rows.get(at).cloned()) else { return Vec::new() };
    let texts = &t().portal_clients;
    let suspended = client.status == ClientStatus::Suspended;
    let why_not = |action: Action| clients.current.why_not(action).or_else(|| suspended.then(|| texts.resume_first.to_owned()));
    let by_role = |action: Action| clients.current.why_not(action);
    let ask = |asked: fn(ClientView) -> Asked| {
        let client = client.clone();
        move || clients.asking.ask(asked(client.clone()))
    };
    let pause = if suspended {
        MenuItem::run(texts.resume, ask(Asked::Resume)).icon("unlock")
    } else {
        MenuItem::run(texts.suspend, ask(Asked::Suspend)).icon("lock").danger()
    };
    vec![
        MenuItem::link(texts.open, console_of(&client.id.to_string())).icon("arrow-right"),
        MenuItem::run(texts.rename, ask(Asked::Rename)).icon("edit").disabled_because(why_not(Action::ProviderClientsRename)),
        MenuItem::run(texts.adjust_seats, ask(Asked::Seats)).icon("card").disabled_because(why_not(Action::ProviderClientsSeats)),
        MenuItem::run(texts.tags, ask(Asked::Tags)).icon("tag").disabled_because(why_not(Action::ProviderClientsTag)),
        MenuItem::divider(),
        pause.disabled_because(by_role(Action::ProviderClientsSuspend)),
        MenuItem::run(texts.unlink, ask(Asked::Unlink)).icon("link").danger().disabled_because(by_role(Action::ProviderClientsUnlink)),
    ]
}
