use leptos::{prelude::*, task::spawn_local};
use server::{
    api::people::invite_people,
    model::{
        person::{INVITE_PEOPLE_MAX, InvitePeopleRequest, InviteResult, Scope},
        role::ProviderRole,
    },
};

use super::{
    role_field::{role_field, role_of, value_of},
    scope_field::ScopeField,
    state::People,
};
use crate::{
    failure::Failure,
    i18n::{said, t},
    portal::asking::Opened,
    ui::{Button, Dialog, SubmitButton, TextArea, Toasts},
};

/// Invites several people at once. Addresses that were refused stay in the field, each with its reason below.
pub(super) fn dialog(people: People, opened: Opened) -> AnyView {
    let texts = &t().portal_people;
    let toasts = Toasts::get();
    let failure = Failure::new();
    let busy = RwSignal::new(false);
    let addresses = RwSignal::new(String::new());
    let role = RwSignal::new(value_of(ProviderRole::ServiceUser).to_owned());
    let scope = ScopeField::all(people);
    let results = RwSignal::new(Vec::<InviteResult>::new());
    let submit = move |()| {
        let emails = split(&addresses.get_untracked());
        let wrong = match emails.len() {
            0 => Some(texts.enter_addresses.to_owned()),
            n if n > INVITE_PEOPLE_MAX => Some(texts.too_many(n)),
            _ => None,
        };
        if let Some(reason) = wrong {
            return failure.show_fields(vec![("emails", reason)]);
        }
        let role = role_of(&role.get_untracked());
        let scope = if role == ProviderRole::Admin { Some(Scope::AllClients) } else { scope.read() };
        let Some(scope) = scope else { return };
        if busy.get_untracked() {
            return;
        }
        failure.clear();
        busy.set(true);
        let request = InvitePeopleRequest { provider: people.current.id, emails, role, scope };
        spawn_local(async move {
            let answer = people.session.call(|| invite_people(request.clone())).await;
            busy.try_set(false);
            match answer {
                Ok(rows) => {
                    let refused = rows.iter().filter(|row| row.refused.is_some()).map(|row| row.row.clone()).collect::<Vec<_>>();
                    let done = rows.len() - refused.len();
                    if done > 0 {
                        toasts.done(t().portal_people.invited_done(done));
                        people.changed();
                    }
                    if refused.is_empty() {
                        opened.close();
                    } else {
                        addresses.try_set(refused.join("\n"));
                        results.try_set(rows);
                    }
                }
                Err(error) => failure.show(error),
            }
        });
    };
    let close = move |()| opened.close();
    let footer = move || {
        view! {
            <Button on_press=close>{t().ui.cancel}</Button>
            <SubmitButton busy=busy>{texts.send_invitations}</SubmitButton>
        }
    };
    view! {
        <Dialog open=opened.is_open() on_close=close title=texts.invite_title on_submit=submit footer=footer>
            {failure.rest(&["emails"])}
            <TextArea label=texts.addresses value=addresses hint=texts.addresses_hint.to_owned() error=failure.field_of("emails", addresses) />
            {move || result_list(&results.read())}
            {role_field(role)}
            {move || (role_of(&role.read()) == ProviderRole::ServiceUser).then(|| scope.view())}
        </Dialog>
    }
    .into_any()
}

fn result_list(results: &[InviteResult]) -> AnyView {
    if results.is_empty() {
        return ().into_any();
    }
    let rows = results
        .iter()
        .map(|result| {
            let (class, note) = match &result.refused {
                Some(reason) => ("bad", said(reason)),
                None => ("good", t().portal_people.invited.to_owned()),
            };
            view! { <li class=class><b>{result.row.clone()}</b><small>{note}</small></li> }
        })
        .collect_view();
    view! { <ul class="row-results" role="status">{rows}</ul> }.into_any()
}

/// Addresses as people paste them: one a line, or between commas, semicolons and blanks.
fn split(text: &str) -> Vec<String> {
    text.split(|letter: char| letter.is_whitespace() || matches!(letter, ',' | ';')).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn addresses_are_told_apart_however_they_are_pasted() {
        assert_eq!(split(" a@b.example,c@d.example;\n e@f.example\t"), ["a@b.example", "c@d.example", "e@f.example"]);
        assert!(split(" \n , ").is_empty());
    }
}
