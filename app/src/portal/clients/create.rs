use leptos::prelude::*;
use server::{
    api::clients::create_client,
    model::{
        client::{CreateClientRequest, SEATS_MAX},
        error::{ApiError, ErrorCode},
        key::ClientKeys,
        role::Plan,
        text::{Email, Name, Tag},
    },
};
use worker::{Request, Response};

use super::{plan_name, seat_sum::SeatSum, state::Clients, tags_field::TagsField};
use crate::{
    i18n::t,
    portal::{
        asking::Opened,
        form::{Action, Form, send_wrapped, unexpected, with_keys},
    },
    session::new_idempotency_key,
    ui::{Field, FieldKind, RadioCard, RadioCards},
};

const FIELDS: &[&str] = &["name", "seats", "owner_email"];

#[derive(Clone, Copy)]
struct Fields {
    name: RwSignal<String>,
    plan: RwSignal<String>,
    seats: RwSignal<String>,
    owner: RwSignal<String>,
    tags: TagsField,
}

/// A client that does not exist yet. Its keys are made here, once, so that a repetition sends the same.
pub(super) fn dialog(clients: Clients, opened: Opened) -> AnyView {
    let texts = &t().portal_clients;
    let form = Form::new(opened);
    let fields = Fields {
        name: RwSignal::new(String::new()),
        plan: RwSignal::new("enterprise".to_owned()),
        seats: RwSignal::new("10".to_owned()),
        owner: RwSignal::new(String::new()),
        tags: TagsField::new(Vec::new()),
    };
    let idempotency_key = new_idempotency_key();
    let keys = StoredValue::new(None::<(ClientKeys, u32)>);
    clients.reload_plan();
    let buying = move || {
        let seats = fields.seats.get().trim().parse().ok()?;
        Some(SeatSum::of(clients.pool(plan_of(&fields.plan.get()))?, 0, seats))
    };
    let submit = move |()| {
        let Some((name, owner_email, seats, tags)) = read(fields, form) else { return };
        let Some(idempotency_key) = idempotency_key else { return form.failure.say(t().forms.keys_failed) };
        let (plan, buying) = (plan_of(&fields.plan.get_untracked()), untrack(buying).map_or(0, |sum| sum.buying));
        let work = async move {
            let made = match keys.get_value() {
                Some(made) => made,
                None => make_keys(clients).await?,
            };
            keys.set_value(Some(made.clone()));
            let (made, key_revision) = made;
            let request =
                CreateClientRequest { provider: clients.current.id, idempotency_key, name, plan, seats, owner_email, tags, keys: made, key_revision, buying };
            let client = send_wrapped(clients.session, || create_client(request.clone())).await?;
            clients.added();
            Ok(t().portal_clients.created(&client.name, request.owner_email.as_str()))
        };
        form.send_or(work, move |error| {
            if error.code == ErrorCode::KeyChanged {
                keys.set_value(None);
            }
            if matches!(error.code, ErrorCode::Conflict | ErrorCode::SeatsExhausted) {
                clients.reload_plan();
            }
        });
    };
    let cards = Signal::derive(move || [Plan::Enterprise, Plan::Teams].map(|plan| card(clients, plan)).to_vec());
    let sum = Signal::derive(move || buying().map(SeatSum::words));
    form.dialog(texts.create_title, Action::new(texts.create), submit, move || {
        view! {
            {form.failure.rest(FIELDS)}
            <Field label=texts.name value=fields.name hint=texts.name_hint.to_owned() error=form.failure.field_of("name", fields.name) />
            <RadioCards label=texts.plan value=fields.plan cards=cards />
            <Field label=texts.seats value=fields.seats kind=FieldKind::Number hint=sum error=form.failure.field_of("seats", fields.seats) />
            <Field label=texts.owner_email value=fields.owner kind=FieldKind::Email hint=texts.owner_hint.to_owned() error=form.failure.field_of("owner_email", fields.owner) />
            {fields.tags.view()}
        }
        .into_any()
    })
}

fn card(clients: Clients, plan: Plan) -> RadioCard {
    let texts = &t().portal_clients;
    let (value, text) = match plan {
        Plan::Enterprise => ("enterprise", t().portal.plan_enterprise_text),
        Plan::Teams => ("teams", t().portal.plan_teams_text),
    };
    let text = match clients.pool(plan) {
        Some(pool) => texts.plan_left(text, &texts.available(pool.unassigned())),
        None => text.to_owned(),
    };
    RadioCard::new(value, plan_name(plan), text)
}

fn plan_of(value: &str) -> Plan {
    if value == "teams" { Plan::Teams } else { Plan::Enterprise }
}

/// What the fields hold, or `None` after saying beside them what is wrong.
fn read(fields: Fields, form: Form) -> Option<(Name, Email, u32, Vec<Tag>)> {
    let tags = fields.tags.finish();
    let name = fields.name.get_untracked().parse::<Name>();
    let owner = fields.owner.get_untracked().parse::<Email>();
    let seats = parse_seats(&fields.seats.get_untracked(), 1);
    let mut wrong = Vec::new();
    wrong.extend(name.as_ref().err().map(|error| ("name", error.to_string())));
    wrong.extend(seats.as_ref().err().map(|error| ("seats", error.clone())));
    wrong.extend(owner.as_ref().err().map(|error| ("owner_email", error.to_string())));
    if !wrong.is_empty() {
        form.failure.show_fields(wrong);
        return None;
    }
    Some((name.ok()?, owner.ok()?, seats.ok()?, tags?))
}

/// A number of seats, or a sentence for its field.
pub(super) fn parse_seats(text: &str, least: u32) -> Result<u32, String> {
    let seats = text.trim().parse().ok().filter(|seats| (least.max(1)..=SEATS_MAX).contains(seats));
    seats.ok_or_else(|| t().forms.number_range(least.max(1), SEATS_MAX))
}

async fn make_keys(clients: Clients) -> Result<(ClientKeys, u32), ApiError> {
    let provider_id = clients.current.id.to_string();
    let request = || Request::MakeClient { provider_id: provider_id.clone(), collection_name: t().portal_clients.collection.to_owned() };
    let Response::Client { keys: made, revision } = with_keys(clients.session, request).await? else { return Err(unexpected(())) };
    let keys = ClientKeys {
        link_key: made.link_key.try_into().map_err(unexpected)?,
        public_key: made.public_key.try_into().map_err(unexpected)?,
        private_key: made.private_key.try_into().map_err(unexpected)?,
        collection_name: made.collection_name.try_into().map_err(unexpected)?,
    };
    Ok((keys, revision))
}

#[cfg(test)]
mod tests {
    use super::parse_seats;

    #[test]
    fn seats_are_a_whole_number_and_never_fewer_than_are_in_use() {
        assert_eq!(parse_seats(" 12 ", 1), Ok(12));
        for (text, least) in [("0", 1), ("1.5", 1), ("", 1), ("100001", 1), ("9", 10)] {
            assert!(parse_seats(text, least).is_err(), "{text}");
        }
    }
}
