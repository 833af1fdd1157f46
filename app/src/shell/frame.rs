use leptos::prelude::*;

use super::{
    navigation::{NavRow, Navigation},
    product::Product,
    top_bar::TopBar,
};
use crate::i18n::t;

/// Bar above, pages at the left, the page in the middle.
#[component]
pub(super) fn Frame(
    product: Product,
    /// Where one is: the provider, the client.
    #[prop(into)]
    crumbs: ViewFn,
    #[prop(into)] rows: Signal<Vec<NavRow>>,
    /// Above the page, across its whole width.
    #[prop(into, optional)]
    banner: ViewFn,
    children: Children,
) -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <a class="skip" href="#page" on:click=move |event| {
            // The router would take the fragment for a page.
            event.prevent_default();
            event.stop_propagation();
            crate::ui::focus_id("page");
        }>{t().shell.skip_to_page}</a>
        <div class="app">
            <TopBar product=product crumbs=crumbs nav_open=open />
            <Navigation rows=rows open=open />
            <div class="app-main">
                {banner.run()}
                <main class="page" id="page" tabindex="-1">{children()}</main>
            </div>
        </div>
    }
}
