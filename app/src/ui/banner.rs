use leptos::prelude::*;

use super::{Icon, IconButton, Tone};
use crate::i18n::t;

/// A message across the whole page, above its content.
#[component]
pub fn Banner(
    #[prop(optional)] tone: Tone,
    /// Shows a close button.
    #[prop(into, optional)]
    on_dismiss: Option<Callback<()>>,
    children: Children,
) -> impl IntoView {
    view! {
        <div class=format!("banner {}", tone.class()) role=role_of(tone)>
            <Icon name=tone.icon() />
            <div class="banner-text">{children()}</div>
            {on_dismiss.map(|on_dismiss| view! { <IconButton icon="close" label=t().ui.dismiss on_press=on_dismiss /> })}
        </div>
    }
}

/// A note inside the page, beside what it is about.
#[component]
pub fn Callout(
    #[prop(optional)] tone: Option<Tone>,
    #[prop(into, optional)] title: Option<String>,
    /// Buttons or links under the text.
    #[prop(into, optional)]
    actions: Option<ViewFnOnce>,
    children: Children,
) -> impl IntoView {
    let tone = tone.unwrap_or(Tone::Info);
    view! {
        <div class=format!("callout {}", tone.class()) role=role_of(tone)>
            <Icon name=tone.icon() />
            <div class="callout-text">
                {title.map(|title| view! { <strong>{title}</strong> })}
                <div>{children()}</div>
                {actions.map(|actions| view! { <div class="callout-actions">{actions.run()}</div> })}
            </div>
        </div>
    }
}

/// Only what went wrong interrupts a screen reader.
const fn role_of(tone: Tone) -> Option<&'static str> {
    match tone {
        Tone::Bad => Some("alert"),
        Tone::Warn => Some("status"),
        Tone::Good | Tone::Mute | Tone::Info => None,
    }
}
