use leptos::prelude::*;
use leptos_router::hooks::use_location;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::{
    i18n::{number, t},
    ui::{Icon, IconButton},
};

/// One row of the navigation at the left.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum NavRow {
    Heading(&'static str),
    Link(NavLink),
}

/// A page of the product.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct NavLink {
    pub(super) href: String,
    pub(super) icon: &'static str,
    pub(super) label: &'static str,
    /// How much waits there for the person.
    pub(super) count: u32,
    /// The same in words.
    pub(super) counted: String,
    /// Why the page is not for him. One product has one reason, which stands below its pages once.
    pub(super) closed_because: Option<&'static str>,
}

impl NavLink {
    pub(super) fn new(href: String, icon: &'static str, label: &'static str) -> Self {
        Self { href, icon, label, count: 0, counted: String::new(), closed_because: None }
    }

    pub(super) fn count(self, count: u32, counted: String) -> Self {
        Self { count, counted, ..self }
    }

    pub(super) fn closed_because(self, closed_because: Option<&'static str>) -> Self {
        Self { closed_because, ..self }
    }
}

/// The note that says why pages are closed.
const CLOSED: &str = "closed-pages";

/// The pages of the product; on a narrow screen a sheet behind a button.
#[component]
pub(super) fn Navigation(rows: Signal<Vec<NavRow>>, open: RwSignal<bool>) -> impl IntoView {
    let path = use_location().pathname;
    // The focus goes into the sheet and, unless a page was chosen, back to the button that opened it.
    let came_from = StoredValue::new_local(None::<HtmlElement>);
    Effect::new(move |was_open: Option<bool>| {
        let is_open = open.get();
        if is_open {
            came_from.set_value(document().active_element().and_then(|element| element.dyn_into().ok()));
            request_animation_frame(focus_first);
        } else if was_open == Some(true)
            && let Some(button) = came_from.get_value()
        {
            // An element that cannot take the focus leaves it where it is.
            let _ = button.focus();
        }
        is_open
    });
    // A page was chosen.
    Effect::new(move |_| {
        path.track();
        open.set(false);
    });
    let closed = move || {
        rows.read().iter().find_map(|row| match row {
            NavRow::Link(link) => link.closed_because,
            NavRow::Heading(_) => None,
        })
    };
    let row_view = move |row: NavRow| match row {
        NavRow::Heading(text) => view! { <h2>{text}</h2> }.into_any(),
        NavRow::Link(link) => link_view(link, path),
    };
    view! {
        {move || {
            open.get()
                .then(|| view! { <button type="button" class="nav-veil" aria-label=t().shell.close_navigation on:click=move |_| open.set(false)></button> })
        }}
        <nav
            class="nav"
            id="navigation"
            aria-label=t().shell.navigation
            class:open=move || open.get()
            on:keydown=move |event| {
                if event.key() == "Escape" && open.get_untracked() {
                    open.set(false);
                }
            }
        >
            <div class="nav-close">
                <IconButton icon="close" label=t().shell.close_navigation on_press=move |()| open.set(false) />
            </div>
            {move || rows.get().into_iter().map(row_view).collect_view()}
            {move || closed().map(|reason| view! { <p class="nav-note" id=CLOSED><Icon name="lock" />{reason}</p> })}
        </nav>
    }
}

fn focus_first() {
    let first = document().query_selector("#navigation a[aria-current], #navigation a").ok().flatten();
    if let Some(first) = first.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // An element that cannot take the focus leaves it where it is.
        let _ = first.focus();
    }
}

fn link_view(link: NavLink, path: Memo<String>) -> AnyView {
    let NavLink { href, icon, label, count, counted, closed_because } = link;
    let own = href.clone();
    let is_open = move || path.read().trim_end_matches('/') == own;
    let said = counted.clone();
    let badge = (count > 0).then(|| {
        view! { <span class="count" title=counted>{number(u64::from(count))}<span class="sr-only">" "{said}</span></span> }
    });
    match closed_because {
        Some(_) => view! {
            <a role="link" aria-disabled="true" tabindex="0" aria-describedby=CLOSED>
                <Icon name=icon />
                <span>{label}</span>
                <Icon name="lock" />
            </a>
        }
        .into_any(),
        None => view! {
            <a href=href aria-current=move || is_open().then_some("page")>
                <Icon name=icon />
                <span>{label}</span>
                {badge}
            </a>
        }
        .into_any(),
    }
}
