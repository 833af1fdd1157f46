use leptos::{html, prelude::*};

use super::{
    Icon,
    dom::{self, Edge},
    unique_id,
};

/// A button that opens a small panel: column choice, filters, details. Esc and a click beside it close it.
#[component]
pub fn Popover(
    #[prop(into)] label: Signal<String>,
    #[prop(into, optional)] icon: Option<&'static str>,
    /// Built while the panel is open.
    children: ChildrenFn,
) -> impl IntoView {
    let button = NodeRef::<html::Button>::new();
    let panel = NodeRef::<html::Div>::new();
    let open = RwSignal::new(false);
    let id = unique_id("popover");
    let toggled = move || {
        let Some(panel) = panel.get_untracked() else { return };
        open.set(panel.matches(":popover-open").unwrap_or(false));
        // After the content is there, its size is known.
        request_animation_frame(move || {
            if let Some(button) = button.get_untracked() {
                dom::place(&button, &panel, Edge::End);
            }
        });
    };
    view! {
        <button
            type="button"
            class="btn"
            node_ref=button
            popovertarget=id.clone()
            aria-expanded=move || if open.get() { "true" } else { "false" }
        >
            {icon.map(|name| view! { <Icon name=name /> })}
            <span class="btn-text">{move || label.get()}</span>
        </button>
        <div class="popover" id=id popover="auto" role="group" node_ref=panel aria-label=move || label.get() on:toggle=move |_| toggled()>
            {move || open.get().then(|| children())}
        </div>
    }
}
