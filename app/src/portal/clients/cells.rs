use leptos::prelude::*;
use server::model::client::{Attention, ClientStatus, ClientView};

use super::plan_name;
use crate::{
    i18n::t,
    ui::{Badge, DateTime, Meter, Monogram, Rows, Tag, Tone},
};

pub(super) fn rows(list: RwSignal<Vec<ClientView>>) -> Rows {
    Rows::new(list, |client: &ClientView| client.id.to_string(), |client| client.name.clone(), cell)
}

/// Where the Admin Console of a client begins.
pub(super) fn console_of(id: &str) -> String {
    format!("/organizations/{id}/members")
}

fn cell(client: &ClientView, column: &'static str) -> AnyView {
    match column {
        "client" => name(client),
        "status" => status(client.status),
        "seats" => {
            let label = t().portal_clients.seats_of(&client.name);
            view! { <Meter label=label used=u64::from(client.occupied) total=u64::from(client.seats) /> }.into_any()
        }
        "attention" => client.attention().map(attention).into_any(),
        "plan" => plan_name(client.plan).into_any(),
        _ => match client.last_activity {
            Some(at) => view! { <DateTime at=at.0 /> }.into_any(),
            None => view! { <span class="muted">{t().portal_clients.no_activity}</span> }.into_any(),
        },
    }
}

fn name(client: &ClientView) -> AnyView {
    let id = client.id.to_string();
    let tags = client.tags.iter().map(ToString::to_string).map(|tag| view! { <Tag>{tag}</Tag> }).collect_view();
    view! {
        <div class="who">
            <Monogram id=id.clone() name=client.name.clone() />
            <span>
                <a class="row-link" tabindex="-1" href=console_of(&id)><b>{client.name.clone()}</b></a>
                <small>{tags}</small>
            </span>
        </div>
    }
    .into_any()
}

fn status(status: ClientStatus) -> AnyView {
    let texts = &t().portal_clients;
    let (tone, words) = match status {
        ClientStatus::Active => (Tone::Good, texts.active),
        ClientStatus::SettingUp => (Tone::Mute, texts.setting_up),
        ClientStatus::Suspended => (Tone::Bad, texts.suspended),
    };
    view! { <Badge tone=tone>{words}</Badge> }.into_any()
}

fn attention(attention: Attention) -> AnyView {
    let texts = &t().portal_clients;
    let (tone, words) = match attention {
        Attention::ToConfirm(n) => (Tone::Warn, texts.to_confirm(n)),
        Attention::SeatsFull => (Tone::Bad, texts.seats_full.to_owned()),
        Attention::OwnerInvited => (Tone::Mute, texts.owner_invited.to_owned()),
        Attention::Invited(n) => (Tone::Mute, texts.invited(n)),
    };
    view! { <Badge tone=tone>{words}</Badge> }.into_any()
}
