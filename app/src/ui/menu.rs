use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

use super::{
    Icon,
    dom::{self, Edge},
    unique_id,
};

/// One line of a menu.
#[derive(Clone)]
pub struct MenuItem {
    label: String,
    icon: Option<&'static str>,
    danger: bool,
    disabled_because: Option<String>,
    does: Does,
}

#[derive(Clone)]
enum Does {
    Run(Callback<()>),
    Go(String),
    Divide,
}

impl MenuItem {
    /// An action.
    pub fn run(label: impl Into<String>, action: impl Into<Callback<()>>) -> Self {
        Self::new(label.into(), Does::Run(action.into()))
    }

    /// A link to another view.
    pub fn link(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self::new(label.into(), Does::Go(href.into()))
    }

    /// A line between groups.
    pub fn divider() -> Self {
        Self::new(String::new(), Does::Divide)
    }

    pub fn icon(mut self, name: &'static str) -> Self {
        self.icon = Some(name);
        self
    }

    /// Marks an action that takes something away.
    pub fn danger(mut self) -> Self {
        self.danger = true;
        self
    }

    /// Shows the action as not possible, with the reason, when there is one.
    pub fn disabled_because(mut self, reason: Option<String>) -> Self {
        self.disabled_because = reason;
        self
    }

    fn new(label: String, does: Does) -> Self {
        Self { label, icon: None, danger: false, disabled_because: None, does }
    }
}

/// Opens one [`MenuPanel`] for any number of buttons, so that a table needs one panel and not one per row.
#[derive(Clone, Copy)]
pub struct MenuHandle {
    panel: NodeRef<html::Div>,
    items: RwSignal<Vec<MenuItem>>,
    label: RwSignal<String>,
    open: RwSignal<bool>,
    closed_at: StoredValue<f64>,
}

impl MenuHandle {
    pub fn new() -> Self {
        Self {
            panel: NodeRef::new(),
            items: RwSignal::new(Vec::new()),
            label: RwSignal::new(String::new()),
            open: RwSignal::new(false),
            closed_at: StoredValue::new(0.0),
        }
    }

    /// Shows the items beside the anchor and moves the focus to the first one.
    pub fn open_at(self, anchor: &Element, label: String, items: Vec<MenuItem>) {
        // The press that closed the menu by clicking beside it must not open it again.
        const SAME_PRESS_MS: f64 = 120.0;
        if js_sys::Date::now() - self.closed_at.get_value() < SAME_PRESS_MS {
            return;
        }
        self.label.set(label);
        self.items.set(items);
        let anchor = anchor.clone();
        request_animation_frame(move || {
            let Some(panel) = self.panel.get_untracked() else { return };
            // Fails only when it is open already.
            let _ = panel.show_popover();
            dom::place(&anchor, &panel, Edge::End);
            if let Some(first) = dom::elements(&panel, ITEM).first() {
                dom::focus(first);
            }
        });
    }

    pub fn close(self) {
        if let Some(panel) = self.panel.get_untracked() {
            // Fails only when it is closed already.
            let _ = panel.hide_popover();
        }
    }

    /// Heard before the panel opens or closes, and so before the click that closed it.
    fn note_toggle(self, event: &web_sys::ToggleEvent) {
        let open = event.new_state() == "open";
        self.open.set(open);
        if !open {
            self.closed_at.set_value(js_sys::Date::now());
        }
    }
}

impl Default for MenuHandle {
    fn default() -> Self {
        Self::new()
    }
}

const ITEM: &str = "[role=menuitem]";

/// The list that a [`MenuHandle`] opens. Put it once beside its buttons.
#[component]
pub fn MenuPanel(handle: MenuHandle) -> impl IntoView {
    view! {
        <div
            class="menu"
            role="menu"
            popover="auto"
            node_ref=handle.panel
            aria-label=move || handle.label.get()
            on:beforetoggle=move |event: web_sys::ToggleEvent| handle.note_toggle(&event)
            on:keydown=move |event| on_key(handle, &event)
            on:click=move |event: ev::MouseEvent| event.stop_propagation()
        >
            {move || handle.items.get().into_iter().map(|item| item_view(handle, item)).collect_view()}
        </div>
    }
}

fn on_key(handle: MenuHandle, event: &KeyboardEvent) {
    let Some(panel) = handle.panel.get_untracked() else { return };
    let key = event.key();
    event.stop_propagation();
    if key == "Tab" {
        handle.close();
    } else if key.chars().count() == 1 && key != " " {
        let wanted = key.to_lowercase();
        let found =
            dom::elements(&panel, ITEM).into_iter().find(|item| item.text_content().is_some_and(|text| text.trim().to_lowercase().starts_with(&wanted)));
        if let Some(item) = found {
            dom::focus(&item);
        }
    } else {
        dom::rove(event, &panel, ITEM);
    }
}

fn item_view(handle: MenuHandle, item: MenuItem) -> AnyView {
    let MenuItem { label, icon, danger, disabled_because, does } = item;
    let reason = disabled_because.clone().map(|reason| view! { <small>{reason}</small> });
    let inside = view! {
        {icon.map(|name| view! { <Icon name=name /> })}
        <span class="menu-text">{label}{reason}</span>
    };
    let class = if danger { "menu-item danger" } else { "menu-item" };
    let blocked = disabled_because.is_some();
    match does {
        Does::Divide => view! { <hr /> }.into_any(),
        Does::Go(href) if !blocked => view! { <a class=class role="menuitem" tabindex="-1" href=href on:click=move |_| handle.close()>{inside}</a> }.into_any(),
        does => {
            let press = move |_| {
                if let (Does::Run(action), false) = (&does, blocked) {
                    handle.close();
                    action.run(());
                }
            };
            view! {
                <button type="button" class=class role="menuitem" tabindex="-1" aria-disabled=blocked.then_some("true") on:click=press>
                    {inside}
                </button>
            }
            .into_any()
        }
    }
}

/// A button that opens a menu.
#[component]
pub fn Menu(
    #[prop(into)] label: Signal<String>,
    /// Asked for each time the menu opens.
    #[prop(into)]
    items: Callback<(), Vec<MenuItem>>,
    /// Drawing of the button. Without children the button shows only this.
    #[prop(into, optional)]
    icon: Option<&'static str>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let handle = MenuHandle::new();
    let id = unique_id("menu-button");
    let (class, words) = match children {
        Some(children) => ("btn", view! { <span class="btn-text">{children()}</span><Icon name="chevron-down" /> }.into_any()),
        None => ("icon-btn", view! { <span class="sr-only">{move || label.get()}</span> }.into_any()),
    };
    let shown_icon = icon.or((class == "icon-btn").then_some("more"));
    view! {
        <button
            type="button"
            class=class
            id=id
            aria-haspopup="menu"
            aria-expanded=move || if handle.open.get() { "true" } else { "false" }
            on:click=move |event: ev::MouseEvent| {
                if let Some(anchor) = event.current_target().and_then(|target| target.dyn_into::<Element>().ok()) {
                    handle.open_at(&anchor, label.get_untracked(), items.run(()));
                }
            }
        >
            {shown_icon.map(|name| view! { <Icon name=name /> })}
            {words}
        </button>
        <MenuPanel handle=handle />
    }
}
