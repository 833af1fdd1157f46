use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::{Icon, dom, unique_id};
use crate::i18n::t;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The one action that the view is for.
    Primary,
    #[default]
    Plain,
    /// Takes something away.
    Danger,
    /// No border: beside others, in rows and bars.
    Quiet,
}

impl ButtonKind {
    const fn class(self) -> &'static str {
        match self {
            Self::Primary => "btn primary",
            Self::Plain => "btn",
            Self::Danger => "btn danger",
            Self::Quiet => "btn quiet",
        }
    }
}

/// A button. One that cannot be used now stays in the tab order and says why.
#[component]
pub fn Button(
    #[prop(optional)] kind: ButtonKind,
    #[prop(into, optional)] icon: Option<&'static str>,
    #[prop(into, optional)] busy: Signal<bool>,
    #[prop(into, optional)] disabled_because: Signal<Option<String>>,
    #[prop(into, optional)] on_press: Option<Callback<()>>,
    children: Children,
) -> impl IntoView {
    let press = Callback::new(move |()| {
        if let Some(on_press) = on_press {
            on_press.run(());
        }
    });
    push_button("button", kind.class(), busy, disabled_because, press, inside(icon, busy, children))
}

/// The button that sends the form it stands in. The form's own handler does the work.
#[component]
pub fn SubmitButton(
    #[prop(optional)] kind: Option<ButtonKind>,
    #[prop(into, optional)] icon: Option<&'static str>,
    #[prop(into, optional)] busy: Signal<bool>,
    #[prop(into, optional)] disabled_because: Signal<Option<String>>,
    children: Children,
) -> impl IntoView {
    let class = kind.unwrap_or(ButtonKind::Primary).class();
    push_button("submit", class, busy, disabled_because, Callback::new(|()| ()), inside(icon, busy, children))
}

/// A link that looks like a button: it leads to another view, and opens in a new tab like any link.
#[component]
pub fn LinkButton(
    #[prop(into)] href: Signal<String>,
    #[prop(optional)] kind: ButtonKind,
    #[prop(into, optional)] icon: Option<&'static str>,
    children: Children,
) -> impl IntoView {
    view! { <a class=kind.class() href=move || href.get()>{inside(icon, Signal::stored(false), children)}</a> }
}

/// A button with a drawing only. Its label is read aloud and shown on hover.
#[component]
pub fn IconButton(
    #[prop(into)] icon: Signal<String>,
    #[prop(into)] label: Signal<String>,
    #[prop(into, optional)] busy: Signal<bool>,
    #[prop(into, optional)] disabled_because: Signal<Option<String>>,
    #[prop(into, optional)] on_press: Option<Callback<()>>,
) -> impl IntoView {
    let press = Callback::new(move |()| {
        if let Some(on_press) = on_press {
            on_press.run(());
        }
    });
    let inside = view! { <Icon name=icon /><span class="sr-only">{move || label.get()}</span> }.into_any();
    push_button("button", "icon-btn", busy, disabled_because, press, inside).attr("title", move || label.get())
}

fn inside(icon: Option<&'static str>, busy: Signal<bool>, children: Children) -> AnyView {
    view! {
        {icon.map(|name| view! { <Icon name=name /> })}
        <span class="btn-text">{children()}</span>
        {move || busy.get().then(|| view! { <span class="sr-only">{t().ui.busy}</span> })}
    }
    .into_any()
}

fn push_button(
    kind: &'static str,
    class: &'static str,
    busy: Signal<bool>,
    disabled_because: Signal<Option<String>>,
    press: Callback<()>,
    inside: AnyView,
) -> impl IntoView + AddAnyAttr {
    let tip = unique_id("why");
    let described = tip.clone();
    // Pressing asks for the reason, because a finger cannot hover; pressing again or elsewhere closes it.
    let asked = RwSignal::new(false);
    let refuse = move |event: ev::MouseEvent| {
        event.prevent_default();
        event.stop_propagation();
        // Enter in a field presses the button of its form too, and must not leave the field.
        let is_pointed_at = event.detail() > 0;
        if is_pointed_at && disabled_because.with_untracked(Option::is_some) {
            // Not every browser focuses what was pressed, and without the focus it could not be lost.
            if let Some(button) = event.current_target().and_then(|button| button.dyn_into::<Element>().ok()) {
                dom::focus(&button);
            }
            asked.update(|asked| *asked = !*asked);
        }
    };
    let blocked = move || busy.get_untracked() || disabled_because.with_untracked(Option::is_some);
    view! {
        <button
            type=kind
            class=class
            class:busy=move || busy.get()
            class:asked=move || asked.get()
            aria-busy=move || busy.get().then_some("true")
            aria-disabled=move || (busy.get() || disabled_because.read().is_some()).then_some("true")
            aria-describedby=move || disabled_because.read().is_some().then(|| described.clone())
            on:blur=move |_| asked.set(false)
            on:click=move |event| if blocked() { refuse(event) } else { press.run(()) }
        >
            {inside}
            {move || disabled_because.get().map(|reason| view! { <span class="tip" id=tip.clone() aria-hidden="true">{reason}</span> })}
        </button>
    }
}
