use leptos::prelude::*;
use leptos_router::{
    components::{Route, Router, Routes},
    path,
};

use crate::{
    i18n::{LanguageChoice, t},
    ui::{EmptyState, Gallery, UiHost},
};

/// The whole application.
#[component]
pub fn App() -> impl IntoView {
    let language = LanguageChoice::provide();
    view! {
        <Router>
            {move || {
                // Texts are read when a view is built: another language builds it anew.
                language.get();
                view! {
                    <UiHost>
                        <Routes fallback=NotFound>
                            <Route path=path!("/_gallery") view=Gallery />
                        </Routes>
                    </UiHost>
                }
            }}
        </Router>
    }
}

#[component]
fn NotFound() -> impl IntoView {
    view! {
        <main class="page">
            <EmptyState title=t().shell.page_not_found text=t().shell.page_not_found_hint />
        </main>
    }
}
