use std::cell::Cell;

use leptos::prelude::*;

use super::{de, en};

const KEY: &str = "castellan.language";

/// A language with a complete catalogue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    #[default]
    English,
    German,
}

impl Language {
    /// What can be chosen.
    pub const ALL: &[Self] = &[Self::English, Self::German];

    /// Its own name for itself.
    pub const fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::German => "Deutsch",
        }
    }

    /// The tag for `<html lang>` and the stored choice.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
        }
    }

    /// Mark between groups of three digits.
    pub const fn group_mark(self) -> char {
        match self {
            Self::English => ',',
            Self::German => '.',
        }
    }

    /// Mark before the digits of a fraction.
    pub const fn decimal_mark(self) -> char {
        match self {
            Self::English => '.',
            Self::German => ',',
        }
    }

    const fn texts(self) -> &'static en::Texts {
        match self {
            Self::English => &en::TEXTS,
            Self::German => &de::TEXTS,
        }
    }

    /// Sentences of the server, which are English, and what they are in this language.
    pub(super) const fn refusals(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::English => &[],
            Self::German => de::REFUSALS,
        }
    }

    /// The language of a tag like `de-AT`, whatever its region.
    pub fn parse(tag: &str) -> Option<Self> {
        let primary = tag.split('-').next()?;
        Self::ALL.iter().copied().find(|language| primary.eq_ignore_ascii_case(language.tag()))
    }

    /// The first of the tags that there is a catalogue for.
    fn first_known(tags: impl IntoIterator<Item = String>) -> Option<Self> {
        tags.into_iter().find_map(|tag| Self::parse(&tag))
    }

    fn stored() -> Option<Self> {
        let storage = window().local_storage().ok().flatten()?;
        Self::parse(&storage.get_item(KEY).ok().flatten()?)
    }

    /// What the browser asks of every site.
    fn of_browser() -> Option<Self> {
        Self::first_known(window().navigator().languages().iter().filter_map(|tag| tag.as_string()))
    }

    fn apply(self) {
        CURRENT.with(|current| current.set(self));
        if let Some(root) = document().document_element() {
            // Cannot fail: the attribute name is valid.
            let _ = root.set_attribute("lang", self.tag());
        }
    }

    /// The language that words and numbers are written in now.
    pub fn current() -> Self {
        CURRENT.with(Cell::get)
    }

    /// Writes in this language for a while, without a page that shows it.
    #[cfg(test)]
    pub fn during<T>(self, work: impl FnOnce() -> T) -> T {
        let before = CURRENT.replace(self);
        let done = work();
        CURRENT.set(before);
        done
    }
}

thread_local! {
    // Not a signal: event handlers and futures need the words too, outside any reactive owner.
    static CURRENT: Cell<Language> = const { Cell::new(Language::English) };
}

/// The words of the current language.
pub fn t() -> &'static en::Texts {
    Language::current().texts()
}

/// The chosen language, as a context. Kept in this browser; [`crate::App`] builds the page anew when it changes.
#[derive(Clone, Copy)]
pub struct LanguageChoice(RwSignal<Language>);

impl LanguageChoice {
    /// Reads the stored choice, or else what the browser prefers, applies it and creates the context.
    pub fn provide() -> Self {
        let language = Language::stored().or_else(Language::of_browser).unwrap_or_default();
        language.apply();
        let choice = Self(RwSignal::new(language));
        provide_context(choice);
        choice
    }

    /// Language of the page; tracks changes.
    pub fn get(self) -> Language {
        self.0.get()
    }

    /// Switches all texts and marks the document for screen readers and hyphenation.
    pub fn set(self, language: Language) {
        language.apply();
        if let Ok(Some(storage)) = window().local_storage() {
            // A full or forbidden store only means that the choice ends with the page.
            let _ = storage.set_item(KEY, language.tag());
        }
        self.0.set(language);
    }
}

#[cfg(test)]
mod tests {
    use super::Language;

    fn first_known(tags: &[&str]) -> Option<Language> {
        Language::first_known(tags.iter().map(|tag| (*tag).to_owned()))
    }

    #[test]
    fn a_language_is_found_again_by_its_tag() {
        for language in Language::ALL {
            assert_eq!(Language::parse(language.tag()), Some(*language));
        }
    }

    #[test]
    fn the_first_language_of_the_browser_that_there_are_words_for_is_taken() {
        assert_eq!(first_known(&["de-CH", "en"]), Some(Language::German));
        assert_eq!(first_known(&["fr", "DE", "en"]), Some(Language::German));
        assert_eq!(first_known(&["en-GB", "de"]), Some(Language::English));
    }

    #[test]
    fn a_tag_that_only_begins_alike_is_another_language() {
        assert_eq!(first_known(&["den", "fr-FR", ""]), None);
    }
}
