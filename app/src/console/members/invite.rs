use leptos::{prelude::*, task::spawn_local};
use server::{
    api::members::invite_members,
    model::{
        access::Action,
        error::ApiError,
        member::{InviteMembersRequest, MEMBERS_MAX},
        person::InviteResult,
        role::{Rights, Role},
        text::Email,
    },
};

use super::{
    list::MemberList,
    role::{RoleChoice, RolePicker},
};
use crate::{
    failure::failure_text,
    i18n::{said, t},
    session::Session,
    shell::CurrentOrganization,
    ui::{Button, Callout, Dialog, SubmitButton, TextArea, Tone},
};

/// Addresses out of a pasted text: one on each line, or with commas, semicolons or spaces between them.
/// `Name <address>` gives the address. Order stays, repetitions go.
pub(super) fn split_addresses(text: &str) -> Vec<String> {
    let mut found = Vec::<String>::new();
    for word in text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';')) {
        let word = word.trim_matches(|c| matches!(c, '<' | '>' | '"' | '\''));
        let known = found.iter().any(|known| known.eq_ignore_ascii_case(word));
        if word.contains('@') && !known {
            found.push(word.to_owned());
        }
    }
    found
}

/// Invites people by their addresses. Each address gets an answer of its own; what did not work stays in the field.
#[component]
pub(super) fn InviteDialog(#[prop(into)] open: Signal<bool>, #[prop(into)] on_close: Callback<()>, list: MemberList) -> impl IntoView {
    let session = Session::get();
    let organization = CurrentOrganization::get();
    let text = RwSignal::new(String::new());
    let choice = RoleChoice::new(Role::User, Rights::NONE);
    let refused = RwSignal::new(Vec::<InviteResult>::new());
    let problem = RwSignal::new(None::<ApiError>);
    let busy = RwSignal::new(false);
    Effect::new(move |_| {
        if open.get() {
            text.set(String::new());
            refused.set(Vec::new());
            problem.set(None);
            choice.role.set(Role::User.number().to_string());
            choice.rights.set(Rights::NONE);
        }
    });
    let addresses = Memo::new(move |_| split_addresses(&text.read()));
    let free = move || list.seats.get().map(|seats| u64::from(seats.seats.saturating_sub(seats.occupied)));
    let hint = Signal::derive(move || {
        let count = addresses.read().len() as u64;
        Some(match free() {
            Some(free) => t().console.invite_hint(count, free),
            None => t().console.invite_hint_plain(count),
        })
    });
    let wrong = Signal::derive(move || {
        let addresses = addresses.read();
        if addresses.len() > MEMBERS_MAX {
            return Some(t().console.invite_too_many(MEMBERS_MAX));
        }
        addresses.iter().find(|address| address.parse::<Email>().is_err()).map(|address| t().console.invite_bad_address(address))
    });
    let blocked = Signal::derive(move || {
        let why_not = organization.why_not(Action::ClientMembersInvite);
        if why_not.is_some() {
            return why_not;
        }
        if addresses.read().is_empty() {
            return Some(t().console.invite_none.to_owned());
        }
        if choice.role() == Role::Custom && choice.rights().is_empty() {
            return Some(t().console.rights_none.to_owned());
        }
        wrong.get()
    });
    let submit = move |()| {
        if blocked.with_untracked(Option::is_some) || busy.get_untracked() {
            return;
        }
        busy.set(true);
        problem.set(None);
        let request = InviteMembersRequest { organization: organization.id, emails: addresses.get_untracked(), role: choice.role(), rights: choice.rights() };
        spawn_local(async move {
            let answer = session.call(|| invite_members(request.clone())).await;
            busy.set(false);
            match answer {
                Ok(results) => {
                    let invited = results.iter().filter(|result| result.refused.is_none()).count();
                    let left = results.into_iter().filter(|result| result.refused.is_some()).collect::<Vec<_>>();
                    if invited > 0 {
                        list.toasts.done(t().console.invited(invited));
                        list.reload();
                    }
                    if left.is_empty() {
                        on_close.run(());
                    } else {
                        text.set(left.iter().map(|result| result.row.as_str()).collect::<Vec<_>>().join("\n"));
                        refused.set(left);
                    }
                }
                Err(error) => problem.set(Some(error)),
            }
        });
    };
    let footer = move || {
        view! {
            <Button on_press=on_close>{t().ui.cancel}</Button>
            <SubmitButton icon="send" busy=busy disabled_because=blocked>
                {move || match addresses.read().len() {
                    0 => t().console.invite_members.to_owned(),
                    count => t().console.invite_action(count),
                }}
            </SubmitButton>
        }
    };
    view! {
        <Dialog open=open on_close=on_close title=t().console.invite_title.to_owned() on_submit=submit footer=footer>
            {move || problem.get().map(|error| view! { <Callout tone=Tone::Bad>{failure_text(&error)}</Callout> })}
            {move || {
                let refused = refused.get();
                (!refused.is_empty())
                    .then(|| {
                        let lines = refused
                            .into_iter()
                            .map(|result| view! { <li><b>{result.row}</b>" – "{result.refused.as_deref().map(said)}</li> })
                            .collect_view();
                        view! { <Callout tone=Tone::Warn title=t().console.invite_refused><ul class="plain-list">{lines}</ul></Callout> }
                    })
            }}
            <TextArea label=t().console.invite_addresses value=text rows=5 placeholder="ann@hartwell.example\nben@hartwell.example" hint=hint error=wrong />
            <RolePicker choice=choice relation=Signal::derive(move || organization.relation()) action=Action::ClientMembersInvite />
        </Dialog>
    }
}

#[cfg(test)]
mod tests {
    use super::split_addresses;

    #[test]
    fn addresses_come_out_of_what_people_paste() {
        let text = "ann@a.example, Ben <ben@a.example>;\n  \"cy@a.example\" ANN@a.example\nno address here\n";
        assert_eq!(split_addresses(text), ["ann@a.example", "ben@a.example", "cy@a.example"]);
        assert!(split_addresses("").is_empty());
    }
}
