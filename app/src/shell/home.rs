//! Where a person belongs when no page is named.

use leptos::prelude::*;
use leptos_router::{NavigateOptions, components::Redirect, hooks::use_navigate};
use server::model::{
    access::{Action, Relation},
    account::{Me, MyOrganization},
    role::{Right, Role, Status},
};

use crate::session::{Phase, Session};

/// The start page of a person: the clients of the first provider that confirmed him, else his own page.
pub fn home_path(me: &Me) -> String {
    me.providers
        .iter()
        .find(|provider| provider.status == Status::Confirmed)
        .map_or_else(|| "/vault".to_owned(), |provider| format!("/providers/{}/clients", provider.id))
}

/// Each opens a page of the Admin Console.
const CONSOLE_PAGES: [Action; 5] =
    [Action::ClientMembersList, Action::ClientGroupsList, Action::ClientEventsRead, Action::ClientImportList, Action::ClientUpdate];

/// The page of the collections is open to every member, for what is granted to him; these rights make him an administrator of them.
const COLLECTION_RIGHTS: [Right; 3] = [Right::CreateNewCollections, Right::EditAnyCollection, Right::DeleteAnyCollection];

/// Whether the person has something to administer there. Everybody else has his items in the Password Manager.
pub fn administers(organization: &MyOrganization) -> bool {
    let MyOrganization { role, rights, status, .. } = *organization;
    let opens_page = CONSOLE_PAGES.iter().any(|action| action.is_open_to(Relation::Member(role, rights)));
    let has_collections = role == Role::Custom && COLLECTION_RIGHTS.iter().any(|right| rights.holds(*right));
    (opens_page || has_collections) && status == Status::Confirmed
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
    use server::model::{
        account::MyOrganization,
        id::OrganizationId,
        role::{Right, Rights, Role, Status},
    };

    use super::{administers, after_sign_in};

    const ID: &str = "01990000-0000-7000-8000-000000000001";

    fn standing(role: Role, rights: Rights, status: Status) -> MyOrganization {
        let name = "Hartwell Dental".to_owned();
        MyOrganization { id: ID.parse::<OrganizationId>().unwrap(), name, role, rights, status, provider_name: None, is_suspended: false }
    }

    #[test]
    fn whoever_a_page_of_the_console_is_open_to_is_led_there() {
        // Kept for pages that are not there yet.
        let later = [Right::AccessReports, Right::ManagePolicies, Right::ManageSso, Right::ManageScim, Right::ManageAccessRules];
        for right in Right::ALL {
            let organization = standing(Role::Custom, Rights::from(vec![right]), Status::Confirmed);
            assert_eq!(administers(&organization), !later.contains(&right), "{right:?}");
        }
        for (role, is_led) in [(Role::Owner, true), (Role::Admin, true), (Role::User, false), (Role::Custom, false)] {
            assert_eq!(administers(&standing(role, Rights::NONE, Status::Confirmed)), is_led, "{role:?}");
            assert!(!administers(&standing(role, Rights::NONE, Status::Accepted)), "{role:?}");
        }
    }

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
