use leptos::prelude::*;

use super::{dom, unique_id};

/// One tab of a row of tabs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    pub id: String,
    pub label: String,
}

impl Tab {
    pub fn new(id: impl Into<String>, label: impl Into<String>) -> Self {
        Self { id: id.into(), label: label.into() }
    }
}

/// Tabs inside a page or a drawer. The page keeps the current one, for example in the URL, and renders its panel as child.
#[component]
pub fn Tabs(
    #[prop(into)] label: String,
    tabs: Vec<Tab>,
    #[prop(into)] current: Signal<String>,
    #[prop(into)] on_change: Callback<String>,
    children: Children,
) -> impl IntoView {
    let list = NodeRef::<leptos::html::Div>::new();
    let base = unique_id("tab");
    let panel = format!("{base}-panel");
    let open = base.clone();
    let buttons = tabs
        .into_iter()
        .map(|Tab { id, label }| {
            let (own, picked) = (id.clone(), id.clone());
            let is_open = Memo::new(move |_| *current.read() == own);
            view! {
                <button
                    type="button"
                    role="tab"
                    id=format!("{base}-{id}")
                    aria-controls=panel.clone()
                    aria-selected=move || if is_open.get() { "true" } else { "false" }
                    tabindex=move || if is_open.get() { "0" } else { "-1" }
                    on:click=move |_| on_change.run(picked.clone())
                    on:focus=move |_| {
                        if !is_open.get_untracked() {
                            on_change.run(id.clone());
                        }
                    }
                >
                    {label}
                </button>
            }
        })
        .collect_view();
    view! {
        <div
            class="tabs"
            role="tablist"
            aria-label=label
            node_ref=list
            on:keydown=move |event| {
                if let Some(list) = list.get_untracked() {
                    dom::rove(&event, &list, "[role=tab]");
                }
            }
        >
            {buttons}
        </div>
        <div role="tabpanel" class="tab-panel" id=panel.clone() tabindex="0" aria-labelledby=move || format!("{open}-{}", current.read())>
            {children()}
        </div>
    }
}
