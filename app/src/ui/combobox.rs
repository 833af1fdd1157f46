use std::time::Duration;

use leptos::{ev, html, prelude::*};

use super::{
    Choice,
    dom::{self, Edge},
    field::framed,
    unique_id,
};
use crate::i18n::t;

/// Answer to what was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Found {
    /// Still searching.
    #[default]
    Pending,
    Choices(Vec<Choice>),
    /// The search did not work.
    Failed,
}

/// A choice from a list too long to show: type, then pick. The page searches when asked and hands in what it found.
#[component]
pub fn Combobox(
    #[prop(into)] label: Signal<String>,
    /// What stands in the field.
    text: RwSignal<String>,
    #[prop(into)] found: Signal<Found>,
    /// What was typed, a moment after the last key.
    #[prop(into)]
    on_search: Callback<String>,
    #[prop(into)] on_pick: Callback<Choice>,
    /// The list is opened without a key of the search.
    #[prop(into, optional)]
    on_open: Option<Callback<()>>,
    #[prop(into, optional)] hint: Signal<Option<String>>,
    #[prop(into, optional)] error: Signal<Option<String>>,
    #[prop(into, optional)] placeholder: Option<String>,
) -> impl IntoView {
    let id = unique_id("combo");
    let list_id = format!("{id}-list");
    let note = format!("{id}-note");
    let field = NodeRef::<html::Input>::new();
    let list = NodeRef::<html::Div>::new();
    let open = RwSignal::new(false);
    let active = RwSignal::new(None::<usize>);
    let choices = move || match found.get_untracked() {
        Found::Choices(choices) => choices,
        Found::Pending | Found::Failed => Vec::new(),
    };

    let mut search = debounce(Duration::from_millis(150), move |typed: String| on_search.run(typed));
    let show = move |wanted: bool| {
        open.set(wanted);
        let (Some(field), Some(list)) = (field.get_untracked(), list.get_untracked()) else { return };
        // Both fail only when it is so already.
        if wanted {
            let _ = list.show_popover();
            dom::match_width(&field, &list);
            dom::place(&field, &list, Edge::Start);
        } else {
            let _ = list.hide_popover();
            active.set(None);
        }
    };
    let open_list = move || {
        if let Some(ask) = on_open.filter(|_| !open.get_untracked()) {
            ask.run(());
        }
        show(true);
    };
    let pick = move |choice: Choice| {
        text.set(choice.label.clone());
        show(false);
        on_pick.run(choice);
    };
    let on_key = move |event: ev::KeyboardEvent| match event.key().as_str() {
        "Escape" if open.get_untracked() => {
            event.prevent_default();
            event.stop_propagation();
            show(false);
        }
        "Enter" if open.get_untracked() => {
            if let Some(choice) = active.get_untracked().and_then(|at| choices().into_iter().nth(at)) {
                event.prevent_default();
                pick(choice);
            }
        }
        key @ ("ArrowDown" | "ArrowUp") => {
            event.prevent_default();
            open_list();
            active.update(|at| *at = dom::step_by_key(key, *at, choices().len()));
        }
        _ => {}
    };

    let row_id = {
        let list_id = list_id.clone();
        move |at: usize| format!("{list_id}-{at}")
    };
    let active_id = {
        let row_id = row_id.clone();
        move || active.get().map(&row_id)
    };
    let rows = move || match found.get() {
        Found::Pending => view! { <div class="combo-note">{t().ui.loading}</div> }.into_any(),
        Found::Failed => view! { <div class="combo-note">{t().ui.search_failed}</div> }.into_any(),
        Found::Choices(choices) if choices.is_empty() => view! { <div class="combo-note">{t().ui.no_match}</div> }.into_any(),
        Found::Choices(choices) => choices
            .into_iter()
            .enumerate()
            .map(|(at, choice)| {
                let label = choice.label.clone();
                view! {
                    <div
                        role="option"
                        class="combo-option"
                        id=row_id(at)
                        aria-selected=move || if active.get() == Some(at) { "true" } else { "false" }
                        on:pointerdown=move |event| {
                            // Keeps the focus in the field.
                            event.prevent_default();
                            pick(choice.clone());
                        }
                    >
                        {label}
                    </div>
                }
            })
            .collect_view()
            .into_any(),
    };
    let input = view! {
        <input
            type="text"
            role="combobox"
            id=id.clone()
            node_ref=field
            autocomplete="off"
            placeholder=placeholder
            aria-autocomplete="list"
            aria-controls=list_id.clone()
            aria-expanded=move || if open.get() { "true" } else { "false" }
            aria-activedescendant=active_id
            aria-invalid=move || error.read().is_some().then_some("true")
            aria-describedby=note
            prop:value=move || text.get()
            on:input=move |event| {
                let typed = event_target_value(&event);
                text.set(typed.clone());
                active.set(None);
                show(true);
                search(typed);
            }
            on:click=move |_| open_list()
            on:blur=move |_| show(false)
            on:keydown=on_key
        />
        <div class="combo-list" role="listbox" id=list_id popover="manual" node_ref=list aria-label=move || label.get()>
            {rows}
        </div>
    }
    .into_any();
    framed(id, label, Signal::stored(false), hint, error, input)
}
