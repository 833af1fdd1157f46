use leptos::{ev, html, prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::{
    palette_rows::{Does, Group, Line, Mark, Place},
    search::{Search, Searching},
};
use crate::{
    i18n::t,
    session::Session,
    ui::{Icon, Monogram, MonogramShape, ThemeChoice, focus_id, step_by_key},
};

const LIST: &str = "palette-list";
const FIELD: &str = "palette-field";

/// The search box of the bar: opens the command palette, as Ctrl K does everywhere.
#[component]
pub(super) fn FindButton() -> impl IntoView {
    let open = RwSignal::new(false);
    let keys = window_event_listener(ev::keydown, move |event| {
        // Which key it was is asked last: it costs each letter something.
        if (event.ctrl_key() || event.meta_key()) && !event.alt_key() && !event.shift_key() && event.key().eq_ignore_ascii_case("k") {
            event.prevent_default();
            open.update(|open| *open = !*open);
        }
    });
    on_cleanup(move || keys.remove());
    view! {
        <button type="button" class="find" aria-haspopup="dialog" on:click=move |_| open.set(true)>
            <Icon name="search" />
            <span>{t().shell.find}</span>
            <kbd>{t().shell.find_keys}</kbd>
        </button>
        <Palette open=open />
    }
}

#[component]
fn Palette(open: RwSignal<bool>) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    let place = Place::here();
    Effect::new(move |_| {
        let open = open.get();
        let Some(dialog) = node.get() else { return };
        if open && !dialog.open() {
            // Fails only for an element outside the document.
            let _ = dialog.show_modal();
            focus_id(FIELD);
        } else if !open && dialog.open() {
            dialog.close();
        }
    });
    view! {
        <dialog
            class="palette"
            node_ref=node
            aria-label=t().shell.palette
            on:close=move |_| open.set(false)
            on:click=move |event: ev::MouseEvent| {
                // The element itself is under the pointer only beside its content.
                if event.target() == event.current_target() {
                    open.set(false);
                }
            }
        >
            {move || open.get().then(|| view! { <Content place=place open=open /> })}
        </dialog>
    }
}

#[component]
fn Content(place: Place, open: RwSignal<bool>) -> impl IntoView {
    let session = Session::get();
    let themes = use_context::<ThemeChoice>();
    let navigate = use_navigate();
    let search = Search::new(session, Signal::derive(move || place.scope()));
    let groups = Memo::new(move |_| place.groups(search));
    let active = RwSignal::new(0_usize);
    // What was the first line may have moved.
    Effect::new(move |_| {
        search.text.track();
        active.set(0);
    });
    let line_at = move |at: usize| groups.with_untracked(|groups| groups.iter().flat_map(|group| group.lines.iter()).nth(at).cloned());
    let count = move || groups.with_untracked(|groups| groups.iter().map(|group| group.lines.len()).sum::<usize>());

    let run = Callback::new(move |does: Does| {
        if does == Does::Nothing {
            return;
        }
        open.set(false);
        match does {
            Does::Go(path) => navigate(&path, NavigateOptions::default()),
            Does::Lock => session.lock_now(),
            Does::Unlock => spawn_local(async move {
                session.unlock().await;
            }),
            Does::Theme(theme) => {
                if let Some(themes) = themes {
                    themes.set(theme);
                }
            }
            Does::Nothing => {}
        }
    });
    let keyed = move |event: ev::KeyboardEvent| match event.key().as_str() {
        "Enter" => {
            event.prevent_default();
            if let Some(line) = line_at(active.get_untracked()) {
                run.run(line.does);
            }
        }
        key @ ("ArrowDown" | "ArrowUp") => {
            event.prevent_default();
            if let Some(next) = step_by_key(key, Some(active.get_untracked()), count()) {
                active.set(next);
                if let Some(row) = document().get_element_by_id(&row_id(next)) {
                    row.scroll_into_view_with_scroll_into_view_options(&nearest());
                }
            }
        }
        _ => {}
    };
    view! {
        <div class="palette-field">
            <Icon name="search" />
            <input
                type="search"
                maxlength="200"
                id=FIELD
                role="combobox"
                autocomplete="off"
                spellcheck="false"
                aria-label=t().shell.palette
                aria-expanded="true"
                aria-controls=LIST
                aria-autocomplete="list"
                aria-activedescendant=move || row_id(active.get())
                placeholder=t().shell.find
                prop:value=move || search.text.get()
                on:input=move |event| search.text.set(event_target_value(&event))
                on:keydown=keyed
            />
            <kbd>"Esc"</kbd>
        </div>
        <div class="palette-list" id=LIST role="listbox" aria-label=t().shell.palette>
            {move || groups_view(groups.get(), active, run)}
            {move || {
                let text = match (groups.read().is_empty(), search.state.get()) {
                    (_, Searching::Failed) => t().shell.search_failed,
                    (true, Searching::Waiting) => t().shell.searching,
                    (true, _) => t().shell.palette_empty,
                    (false, _) => return None,
                };
                Some(view! { <p class="pick-note" role="status">{text}</p> })
            }}
        </div>
        <div class="palette-foot">{t().shell.palette_keys}</div>
    }
}

fn nearest() -> web_sys::ScrollIntoViewOptions {
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
    options
}

fn row_id(at: usize) -> String {
    format!("palette-row-{at}")
}

fn groups_view(groups: Vec<Group>, active: RwSignal<usize>, run: Callback<Does>) -> AnyView {
    let mut at = 0;
    let mut views = Vec::new();
    for Group { heading, lines } in groups {
        views.push(view! { <div class="pick-head" role="presentation">{heading}</div> }.into_any());
        for line in lines {
            views.push(line_view(line, at, active, run));
            at += 1;
        }
    }
    views.into_any()
}

fn line_view(line: Line, at: usize, active: RwSignal<usize>, run: Callback<Does>) -> AnyView {
    let Line { mark, label, note, does } = line;
    let mark = match mark {
        Mark::Icon(name) => view! { <Icon name=name /> }.into_any(),
        Mark::Client(id) => view! { <Monogram id=id name=label.clone() /> }.into_any(),
        Mark::Person(id) => view! { <Monogram id=id name=label.clone() shape=MonogramShape::Round /> }.into_any(),
    };
    view! {
        <div
            class="palette-row"
            role="option"
            id=row_id(at)
            aria-selected=move || if active.get() == at { "true" } else { "false" }
            aria-disabled=(does == Does::Nothing).then_some("true")
            on:pointermove=move |_| {
                if active.get_untracked() != at {
                    active.set(at);
                }
            }
            on:click=move |_| run.run(does.clone())
        >
            {mark}
            <span>{label}</span>
            <small>{note}</small>
        </div>
    }
    .into_any()
}
