//! The parts of the application that a browser fetches when a page of theirs is first opened.
//!
//! The build cuts the module along the functions marked here: whatever only they reach leaves the part that everybody
//! loads. Each names one part and answers with the view of one page.

use leptos::{prelude::*, task::spawn_local};
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use crate::{
    console,
    i18n::t,
    manager, portal, public, shell,
    ui::{Button, EmptyState, Gallery, Skeleton},
};

/// Builds a page.
type View = fn() -> AnyView;

/// The part could not be fetched: no connection, or the server has been updated since the page was loaded.
#[derive(Clone, Copy)]
pub struct Missing;

impl From<SplitLoaderError> for Missing {
    fn from(_: SplitLoaderError) -> Self {
        Self
    }
}

macro_rules! pages {
    ($($part:ident { $($name:ident => $page:path,)* })*) => {
        $($(
            #[wasm_split($part, fallible)]
            pub fn $name() -> Result<View, Missing> {
                Ok(|| $page().into_any())
            }
        )*)*
    };
}

pages! {
    signed_in {
        portal_frame => shell::PortalFrame,
        portal_clients => portal::ClientsPage,
        portal_people => portal::PeoplePage,
        portal_events => portal::EventsPage,
        portal_plan => portal::PlanPage,
        portal_settings => portal::SettingsPage,
        console_frame => shell::ConsoleFrame,
        console_members => console::MembersPage,
        console_collections => console::CollectionsPage,
        console_groups => console::GroupsPage,
        console_events => console::EventsPage,
        console_settings => console::SettingsPage,
        manager_frame => shell::ManagerFrame,
        manager_home => manager::HomePage,
        manager_security => manager::SecurityPage,
    }
    vault {
        manager_vault => manager::VaultPage,
        manager_generator => manager::GeneratorPage,
    }
    importing {
        console_import => console::ImportPage,
        manager_import => manager::ImportPage,
    }
    joining {
        register => public::RegisterPage,
        accept => public::AcceptPage,
        setup => public::SetupPage,
    }
    gallery {
        gallery_page => Gallery,
    }
}

/// Fetches what everybody needs who signs in, while he is still typing.
pub fn prefetch() {
    spawn_local(async {
        // Whoever opens a page of this part asks again, and is told.
        let _ = portal_frame().await;
    });
}

/// The page of a part that may have to be fetched first.
pub fn page<F: Future<Output = Result<View, Missing>> + 'static>(fetch: fn() -> F) -> AnyView {
    let fetched = RwSignal::new(None);
    let begin = move || {
        fetched.set(None);
        spawn_local(async move {
            let answer = fetch().await;
            // The signal is gone when the person has left meanwhile.
            fetched.try_set(Some(answer));
        });
    };
    begin();
    (move || match fetched.get() {
        Some(Ok(view)) => view(),
        Some(Err(Missing)) => missing(Callback::new(move |()| begin())),
        None => view! { <main class="page waiting"><Skeleton lines=6 /></main> }.into_any(),
    })
    .into_any()
}

fn missing(retry: Callback<()>) -> AnyView {
    view! {
        <main class="page">
            <EmptyState icon="error" title=t().shell.part_missing text=t().shell.part_missing_hint>
                <Button icon="refresh" on_press=retry>{t().ui.try_again}</Button>
            </EmptyState>
        </main>
    }
    .into_any()
}
