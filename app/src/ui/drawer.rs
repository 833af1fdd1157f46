use leptos::{ev, html, prelude::*};
use web_sys::HtmlElement;

use super::{
    IconButton,
    dialog::{Opening, follow_open},
    dom, unique_id,
};
use crate::i18n::t;

/// Below this width the drawer covers the page and keeps the focus.
const NARROW: f64 = 720.0;

/// A panel at the right side: one row of a list in detail, while the list stays in sight and usable.
///
/// The page owns `open`, usually from the URL. Esc and the close button only ask through `on_close`.
#[component]
pub fn Drawer(
    #[prop(into)] open: Signal<bool>,
    #[prop(into)] on_close: Callback<()>,
    #[prop(into)] title: Signal<String>,
    /// Beside the title: a monogram before it, a badge after it.
    #[prop(into, optional)]
    lead: Option<ViewFn>,
    #[prop(into, optional)] subtitle: Signal<Option<String>>,
    #[prop(into, optional)] aside: Option<ViewFn>,
    #[prop(into, optional)] footer: Option<ViewFn>,
    children: ChildrenFn,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    let heading = unique_id("drawer");
    let labelled = heading.clone();
    let shown = Memo::new(move |_| open.get());
    let opening = if dom::inner_width().is_some_and(|width| width < NARROW) { Opening::OverPage } else { Opening::BesidePage };

    // A dialog beside the page does not give the focus back by itself.
    let came_from = StoredValue::new_local(None::<HtmlElement>);
    Effect::new(move |was_open: Option<bool>| {
        let open = shown.get();
        if open && was_open != Some(true) {
            came_from.set_value(dom::focused());
        } else if !open
            && was_open == Some(true)
            && let Some(element) = came_from.get_value().filter(|element| element.is_connected())
        {
            dom::focus(&element);
        }
        open
    });
    follow_open(node, shown.into(), opening);

    let escape = window_event_listener(ev::keydown, move |event| {
        let other_layer = || document().query_selector("dialog:modal:not(.drawer), :popover-open:not(.toasts)").ok().flatten();
        if event.key() == "Escape" && !event.default_prevented() && shown.get_untracked() && other_layer().is_none() {
            event.prevent_default();
            on_close.run(());
        }
    });
    on_cleanup(move || escape.remove());

    view! {
        <dialog
            class="drawer"
            node_ref=node
            aria-labelledby=labelled
            on:cancel=move |event: web_sys::Event| {
                event.prevent_default();
                on_close.run(());
            }
        >
            {move || {
                shown
                    .get()
                    .then(|| {
                        view! {
                            <header>
                                {lead.clone().map(|lead| lead.run())}
                                <div class="drawer-title">
                                    <h2 id=heading.clone()>{move || title.get()}</h2>
                                    {move || subtitle.get().map(|subtitle| view! { <small>{subtitle}</small> })}
                                </div>
                                {aside.clone().map(|aside| aside.run())}
                                <IconButton icon="close" label=t().ui.close on_press=on_close />
                            </header>
                            <div class="drawer-body">{children()}</div>
                            {footer.clone().map(|footer| view! { <footer>{footer.run()}</footer> })}
                        }
                    })
            }}
        </dialog>
    }
}
