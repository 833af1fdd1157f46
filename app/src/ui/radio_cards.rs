use leptos::prelude::*;

use super::unique_id;

/// One of a few choices that need a sentence each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RadioCard {
    pub value: String,
    pub title: String,
    pub text: String,
    pub disabled_because: Option<String>,
}

impl RadioCard {
    pub fn new(value: impl Into<String>, title: impl Into<String>, text: impl Into<String>) -> Self {
        Self { value: value.into(), title: title.into(), text: text.into(), disabled_because: None }
    }

    pub fn disabled_because(mut self, reason: Option<String>) -> Self {
        self.disabled_because = reason;
        self
    }
}

/// Cards of which one is chosen.
#[component]
pub fn RadioCards(
    #[prop(into)] label: String,
    value: RwSignal<String>,
    #[prop(into)] cards: Signal<Vec<RadioCard>>,
    #[prop(into, optional)] on_change: Option<Callback<String>>,
) -> impl IntoView {
    let group = unique_id("radio");
    let card_view = move |card: RadioCard| {
        let (own, picked, class_own) = (card.value.clone(), card.value.clone(), card.value.clone());
        let note = unique_id("radio-note");
        let blocked = card.disabled_because.is_some();
        view! {
            <label class="radio-card" class:on=move || *value.read() == class_own class:blocked=blocked>
                <input
                    type="radio"
                    name=group.clone()
                    value=card.value
                    disabled=blocked
                    prop:checked=move || *value.read() == own
                    aria-describedby=note.clone()
                    on:change=move |_| {
                        value.set(picked.clone());
                        if let Some(on_change) = on_change {
                            on_change.run(picked.clone());
                        }
                    }
                />
                <b>{card.title}</b>
                <small id=note>{card.disabled_because.unwrap_or(card.text)}</small>
            </label>
        }
    };
    view! {
        <fieldset class="radio-cards">
            <legend class="label">{label}</legend>
            {move || cards.get().into_iter().map(&card_view).collect_view()}
        </fieldset>
    }
}
