use leptos::prelude::*;

/// What a colour says. It never says it alone: the words do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    Good,
    Warn,
    Bad,
    #[default]
    Mute,
    Info,
}

impl Tone {
    pub(super) const fn class(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Warn => "warn",
            Self::Bad => "bad",
            Self::Mute => "mute",
            Self::Info => "info",
        }
    }

    pub(super) const fn icon(self) -> &'static str {
        match self {
            Self::Good => "check-circle",
            Self::Warn => "warning",
            Self::Bad => "error",
            Self::Mute | Self::Info => "info",
        }
    }
}

/// State of a thing in a word or two.
#[component]
pub fn Badge(#[prop(optional)] tone: Tone, children: Children) -> impl IntoView {
    view! { <span class=format!("badge {}", tone.class())>{children()}</span> }
}

/// A label that people chose themselves.
#[component]
pub fn Tag(children: Children) -> impl IntoView {
    view! { <span class="tag">{children()}</span> }
}
