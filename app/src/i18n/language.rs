use std::cell::Cell;

use leptos::prelude::*;

use super::en::{ENGLISH, Texts};

/// A language with a complete catalogue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    #[default]
    English,
}

impl Language {
    /// What can be chosen.
    pub const ALL: &[Self] = &[Self::English];

    /// Its own name for itself.
    pub const fn name(self) -> &'static str {
        match self {
            Self::English => "English",
        }
    }

    /// The tag for `<html lang>` and `Intl`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
        }
    }

    /// Mark between groups of three digits.
    pub const fn group_mark(self) -> char {
        match self {
            Self::English => ',',
        }
    }

    const fn texts(self) -> &'static Texts {
        match self {
            Self::English => &ENGLISH,
        }
    }

    /// The language that words and numbers are written in now.
    pub fn current() -> Self {
        CURRENT.with(Cell::get)
    }
}

thread_local! {
    // Not a signal: event handlers and futures need the words too, outside any reactive owner.
    static CURRENT: Cell<Language> = const { Cell::new(Language::English) };
}

/// The words of the current language.
pub fn t() -> &'static Texts {
    Language::current().texts()
}

/// The chosen language, as a context. [`crate::App`] builds the page anew when it changes.
#[derive(Clone, Copy)]
pub struct LanguageChoice(RwSignal<Language>);

impl LanguageChoice {
    /// Creates the context of the application and marks the document.
    pub fn provide() -> Self {
        let choice = Self(RwSignal::new(Language::default()));
        choice.set(Language::default());
        provide_context(choice);
        choice
    }

    /// Language of the page; tracks changes.
    pub fn get(self) -> Language {
        self.0.get()
    }

    /// Switches all texts and marks the document for screen readers and hyphenation.
    pub fn set(self, language: Language) {
        CURRENT.with(|current| current.set(language));
        if let Some(root) = document().document_element() {
            // Cannot fail: the attribute name is valid.
            let _ = root.set_attribute("lang", language.tag());
        }
        self.0.set(language);
    }
}
