use leptos::prelude::*;

use crate::i18n::number;

/// One filter of a row of filters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chip {
    pub id: String,
    pub label: String,
    /// How many rows it would show.
    pub count: Option<u64>,
}

impl Chip {
    pub fn new(id: impl Into<String>, label: impl Into<String>) -> Self {
        Self { id: id.into(), label: label.into(), count: None }
    }

    pub fn count(mut self, count: u64) -> Self {
        self.count = Some(count);
        self
    }
}

/// Filters of which any number can be pressed; the page decides what pressing does.
#[component]
pub fn Chips(
    /// What the filters are about, for screen readers.
    #[prop(into)]
    label: String,
    #[prop(into)] chips: Signal<Vec<Chip>>,
    /// Ids of the pressed filters.
    #[prop(into)]
    pressed: Signal<Vec<String>>,
    #[prop(into)] on_press: Callback<String>,
) -> impl IntoView {
    view! {
        <div class="chips" role="group" aria-label=label>
            <For each=move || chips.get() key=|chip| (chip.id.clone(), chip.count, chip.label.clone()) let:chip>
                {
                    let id = chip.id.clone();
                    view! {
                        <button
                            type="button"
                            class="chip"
                            aria-pressed=move || if pressed.read().contains(&id) { "true" } else { "false" }
                            on:click=move |_| on_press.run(chip.id.clone())
                        >
                            {chip.label}
                            {chip.count.map(|count| view! { <b>{number(count)}</b> })}
                        </button>
                    }
                }
            </For>
        </div>
    }
}
