use leptos::{ev, html, prelude::*};
use web_sys::File;

use super::{Icon, unique_id};
use crate::i18n::t;

/// Takes a file by dropping it or choosing it. The page reads it.
#[component]
pub fn FileDrop(
    #[prop(into)] label: String,
    #[prop(into, optional)] hint: Option<String>,
    /// Endings and media types that the file chooser offers, e.g. `.csv,.json`.
    #[prop(into, optional)]
    accept: Option<&'static str>,
    #[prop(into, optional)] error: Signal<Option<String>>,
    #[prop(into)] on_file: Callback<File>,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let over = RwSignal::new(false);
    let chosen = RwSignal::new(None::<String>);
    let id = unique_id("file");
    let note = format!("{id}-note");
    let take = move |file: Option<File>| {
        if let Some(file) = file {
            chosen.set(Some(file.name()));
            on_file.run(file);
        }
    };
    view! {
        <div
            class="file-drop"
            class:over=move || over.get()
            class:invalid=move || error.read().is_some()
            on:dragover=move |event: ev::DragEvent| {
                event.prevent_default();
                over.set(true);
            }
            on:dragleave=move |_| over.set(false)
            on:drop=move |event: ev::DragEvent| {
                event.prevent_default();
                over.set(false);
                take(event.data_transfer().and_then(|data| data.files()).and_then(|files| files.get(0)));
            }
        >
            <Icon name="upload" />
            <label for=id.clone()>{label}</label>
            <input
                type="file"
                id=id
                accept=accept
                node_ref=input
                aria-describedby=note.clone()
                on:change=move |_| {
                    let Some(input) = input.get_untracked() else { return };
                    take(input.files().and_then(|files| files.get(0)));
                    // Choosing the same file again must be noticed.
                    input.set_value("");
                }
            />
            <small id=note aria-live="polite">
                {move || match (error.get(), chosen.get()) {
                    (Some(error), _) => view! { <span class="error">{error}</span> }.into_any(),
                    (None, Some(name)) => t().ui.file_chosen(&name).into_any(),
                    (None, None) => hint.clone().unwrap_or_else(|| t().ui.drop_file.to_owned()).into_any(),
                }}
            </small>
        </div>
    }
}
