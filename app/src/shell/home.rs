//! Where a person belongs when no page is named.

use leptos::prelude::*;
use leptos_router::{NavigateOptions, components::Redirect, hooks::use_navigate};
use server::model::{
    access::{Action, Relation},
    account::{Me, MyOrganization},
    role::Status,
};

use crate::session::{Phase, Session};

/// The start page of a person: the clients of the first provider that confirmed him, else his own page.
pub fn home_path(me: &Me) -> String {
    me.providers
        .iter()
        .find(|provider| provider.status == Status::Confirmed)
        .map_or_else(|| "/vault".to_owned(), |provider| format!("/providers/{}/clients", provider.id))
}

/// Whether the person has something to administer there. Everybody else has his items in the Password Manager.
pub fn administers(organization: &MyOrganization) -> bool {
    let relation = Relation::Member(organization.role, organization.rights);
    let is_open = [Action::ClientMembersList, Action::ClientEventsRead, Action::ClientUpdate].iter().any(|action| action.is_open_to(relation));
    is_open && organization.status == Status::Confirmed
}

/// A page of this application to go on with after signing in. Anything else, such as another site, is nothing.
pub fn after_sign_in(next: Option<&str>) -> Option<String> {
    let next = next?;
    let own = next.starts_with('/') && !next.starts_with("//") && !next.contains(['\\', '\n', '\r', '\t']);
    let loops = ["/sign-in", "/setup", "/register"].iter().any(|page| next.starts_with(page));
    (own && !loops && next != "/").then(|| next.to_owned())
}

/// Whether this installation waits for its first admin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetupState {
    Needed,
    Done,
    /// The page does not say; the server will.
    Unknown,
}

/// What the server wrote into the page, so that nothing is asked.
pub fn setup_state() -> SetupState {
    let meta = document().query_selector("meta[name=castellan-setup]").ok().flatten();
    match meta.and_then(|meta| meta.get_attribute("content")).as_deref() {
        Some("needed") => SetupState::Needed,
        Some("done") => SetupState::Done,
        _ => SetupState::Unknown,
    }
}

/// At `/`: leads everybody to where he belongs.
#[component]
pub fn HomeRedirect() -> impl IntoView {
    let session = Session::get();
    let phase = Memo::new(move |_| session.phase());
    move || match phase.get() {
        Phase::Restoring => ().into_any(),
        Phase::SignedOut => view! { <Redirect path=if setup_state() == SetupState::Needed { "/setup" } else { "/sign-in" } /> }.into_any(),
        Phase::SignedIn => {
            let path = session.me().map_or_else(|| "/vault".to_owned(), |me| home_path(&me));
            let navigate = use_navigate();
            navigate(&path, NavigateOptions { replace: true, ..NavigateOptions::default() });
            ().into_any()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::after_sign_in;

    #[test]
    fn only_pages_of_this_application_follow_a_sign_in() {
        assert_eq!(after_sign_in(Some("/providers/1/clients?chip=all")).as_deref(), Some("/providers/1/clients?chip=all"));
        for foreign in ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "", "/", "/\t/evil.example"] {
            assert_eq!(after_sign_in(Some(foreign)), None, "{foreign}");
        }
        assert_eq!(after_sign_in(Some("/sign-in?next=/x")), None);
        assert_eq!(after_sign_in(None), None);
    }
}
