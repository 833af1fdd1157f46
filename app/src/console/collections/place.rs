//! The two fields that say what a collection is called and where it lies.

use leptos::prelude::*;
use vault::fold;

use super::{
    state::Collections,
    tree::{SEPARATOR, below, join},
};
use crate::{
    i18n::t,
    ui::{Choice, Field, Select},
};

/// The longest path, in characters, so that its ciphertext is not too long either.
const PATH_MAX: usize = 400;

#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) name: RwSignal<String>,
    /// Path of what it lies in; empty at the top.
    pub(super) inside: RwSignal<String>,
}

impl Place {
    pub(super) fn new() -> Self {
        Self { name: RwSignal::new(String::new()), inside: RwSignal::new(String::new()) }
    }

    /// The whole path.
    pub(super) fn path(self) -> String {
        join(&self.inside.get(), self.name.read().trim())
    }

    /// What is wrong with the name. Tracks.
    pub(super) fn error(self) -> Option<String> {
        let words = &t().collections;
        if self.name.read().contains(SEPARATOR) {
            Some(words.name_slash.to_owned())
        } else if self.path().chars().count() > PATH_MAX {
            Some(words.name_long.to_owned())
        } else {
            None
        }
    }

    /// Why it cannot be saved so. Tracks.
    pub(super) fn blocked(self) -> Option<String> {
        if self.name.read().trim().is_empty() { Some(t().collections.name_missing.to_owned()) } else { self.error() }
    }
}

/// The fields. A collection is offered neither itself nor what lies in it to lie in.
pub(super) fn place_fields(place: Place, list: Collections, own_path: Signal<Option<String>>) -> AnyView {
    let choices = move || {
        let own = own_path.get();
        let is_own = |path: &str| own.as_ref().is_some_and(|own| path == own || below(path, own).is_some());
        let mut paths = list.all.with(|all| all.iter().filter_map(|one| one.path.clone()).filter(|path| !is_own(path)).collect::<Vec<_>>());
        // Where it lies now can be a collection that there is not, or that the person does not see.
        let inside = place.inside.get();
        if !inside.is_empty() {
            paths.push(inside);
        }
        paths.sort_by_cached_key(|path| fold(path));
        paths.dedup();
        let top = Choice::new("", t().collections.inside_nothing);
        std::iter::once(top).chain(paths.into_iter().map(|path| Choice::new(path.clone(), path))).collect::<Vec<_>>()
    };
    view! {
        <Field label=t().collections.name value=place.name error=Signal::derive(move || place.error()) />
        <Select label=t().collections.inside value=place.inside choices=Signal::derive(choices) />
    }
    .into_any()
}
