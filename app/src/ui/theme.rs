use leptos::prelude::*;

use super::{Choice, Select};
use crate::i18n::t;

const KEY: &str = "castellan.theme";

/// Light or dark, or whatever the system says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

impl Theme {
    pub const fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// Unknown names follow the system.
    pub fn parse(name: &str) -> Self {
        match name {
            "light" => Self::Light,
            "dark" => Self::Dark,
            _ => Self::System,
        }
    }

    fn stored() -> Self {
        let storage = window().local_storage().ok().flatten();
        let name = storage.and_then(|storage| storage.get_item(KEY).ok().flatten());
        name.map_or(Self::System, |name| Self::parse(&name))
    }

    fn apply(self) {
        let Some(root) = document().document_element() else { return };
        // Cannot fail: the attribute name is valid.
        let _ = match self {
            Self::System => root.remove_attribute("data-theme"),
            Self::Light | Self::Dark => root.set_attribute("data-theme", self.name()),
        };
    }
}

/// The chosen theme, as a context. Kept in this browser.
#[derive(Clone, Copy)]
pub struct ThemeChoice(RwSignal<Theme>);

impl ThemeChoice {
    /// Reads the stored choice, applies it and creates the context.
    pub fn provide() -> Self {
        let theme = Theme::stored();
        theme.apply();
        let choice = Self(RwSignal::new(theme));
        provide_context(choice);
        choice
    }

    pub fn get(self) -> Theme {
        self.0.get()
    }

    pub fn set(self, theme: Theme) {
        theme.apply();
        if let Ok(Some(storage)) = window().local_storage() {
            // A full or forbidden store only means that the choice ends with the page.
            let _ = storage.set_item(KEY, theme.name());
        }
        self.0.set(theme);
    }
}

/// Chooses the theme.
#[component]
pub fn ThemePicker() -> impl IntoView {
    let choice = use_context::<ThemeChoice>();
    let value = RwSignal::new(choice.map_or(Theme::System, |choice| choice.0.get_untracked()).name().to_owned());
    let choices = vec![
        Choice::new(Theme::System.name(), t().ui.theme_system),
        Choice::new(Theme::Light.name(), t().ui.theme_light),
        Choice::new(Theme::Dark.name(), t().ui.theme_dark),
    ];
    // The theme can be chosen elsewhere too.
    Effect::new(move |_| {
        if let Some(choice) = choice {
            value.set(choice.get().name().to_owned());
        }
    });
    let pick = move |name: String| {
        if let Some(choice) = choice {
            choice.set(Theme::parse(&name));
        }
    };
    view! { <Select label=t().ui.theme value=value choices=choices on_change=pick /> }
}

#[cfg(test)]
mod tests {
    use super::Theme;

    #[test]
    fn a_theme_is_found_again_by_its_name() {
        for theme in [Theme::System, Theme::Light, Theme::Dark] {
            assert_eq!(Theme::parse(theme.name()), theme);
        }
        assert_eq!(Theme::parse("sepia"), Theme::System);
    }
}
