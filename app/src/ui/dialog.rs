use leptos::{html, prelude::*};

use super::{IconButton, dom, modal, unique_id};
use crate::i18n::t;

/// A question or a short form over the page. The browser keeps the focus inside and gives it back afterwards.
///
/// The page owns `open`; Esc and the close button only ask through `on_close`. With `on_submit`, Enter in a field and
/// a [`super::SubmitButton`] in the footer send the form.
#[component]
pub fn Dialog(
    #[prop(into)] open: Signal<bool>,
    #[prop(into)] on_close: Callback<()>,
    #[prop(into)] title: Signal<String>,
    #[prop(into, optional)] on_submit: Option<Callback<()>>,
    /// The buttons; the last one is the main action.
    #[prop(into, optional)]
    footer: Option<ViewFn>,
    children: ChildrenFn,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    let heading = unique_id("dialog");
    let labelled = heading.clone();
    let shown = Memo::new(move |_| open.get());
    follow_open(node, shown.into(), Opening::OverPage);

    view! {
        <dialog
            class="dialog"
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
                            <form
                                method="dialog"
                                novalidate
                                on:submit=move |event| {
                                    event.prevent_default();
                                    if let Some(on_submit) = on_submit {
                                        on_submit.run(());
                                    }
                                }
                            >
                                <header>
                                    <h2 id=heading.clone()>{move || title.get()}</h2>
                                    <IconButton icon="close" label=t().ui.close on_press=on_close />
                                </header>
                                <div class="dialog-body">{children()}</div>
                                {footer.clone().map(|footer| view! { <footer>{footer.run()}</footer> })}
                            </form>
                        }
                    })
            }}
        </dialog>
    }
}

const FIELDS: &str = ".dialog-body :is(input, select, textarea):not([readonly], [disabled], [type=hidden])";

/// Whether the page behind stays usable.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Opening {
    OverPage,
    BesidePage,
}

/// Opens and closes the native element as the signal says.
pub(super) fn follow_open(node: NodeRef<html::Dialog>, open: Signal<bool>, opening: Opening) {
    Effect::new(move |_| {
        let open = open.get();
        let Some(dialog) = node.get() else { return };
        if open == dialog.open() {
            return;
        }
        if !open {
            modal::close(&dialog);
        } else if opening == Opening::BesidePage {
            dialog.show();
        } else {
            modal::show_modal(&dialog);
            // The browser would start at the close button.
            if let Some(field) = dom::elements(&dialog, FIELDS).first() {
                dom::focus(field);
            }
        }
    });
    on_cleanup(|| request_animation_frame(modal::place_messages));
}
