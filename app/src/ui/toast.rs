use std::{sync::Arc, time::Duration};

use leptos::{html, prelude::*};

use super::{Button, ButtonKind, Icon, IconButton, Tone, modal, unique_id};
use crate::i18n::t;

const SHORT: Duration = Duration::from_secs(6);
const WITH_UNDO: Duration = Duration::from_secs(12);

#[derive(Clone)]
struct Toast {
    id: String,
    tone: Tone,
    text: String,
    undo: Option<Undo>,
}

/// Not a `Callback`: the page that made it may be gone when it is pressed.
type Undo = Arc<dyn Fn() + Send + Sync>;

/// Short messages about what just happened, as a context.
///
/// Name the object: "Chloe Winters confirmed". An error stays until it is closed; the others leave by themselves.
#[derive(Clone, Copy)]
pub struct Toasts {
    list: RwSignal<Vec<Toast>>,
}

impl Toasts {
    /// Creates the context. The host shows the messages.
    pub fn provide() -> Self {
        let toasts = Self { list: RwSignal::new(Vec::new()) };
        provide_context(toasts);
        toasts
    }

    /// The context of the application; without one the messages go nowhere.
    pub fn get() -> Self {
        use_context().unwrap_or_else(|| Self { list: RwSignal::new(Vec::new()) })
    }

    /// Something was done.
    pub fn done(self, text: impl Into<String>) {
        self.push(Tone::Good, text.into(), None);
    }

    /// Something was done that can be undone.
    pub fn done_with_undo(self, text: impl Into<String>, undo: impl Fn() + Send + Sync + 'static) {
        self.push(Tone::Good, text.into(), Some(Arc::new(undo)));
    }

    /// Something to know.
    pub fn note(self, text: impl Into<String>) {
        self.push(Tone::Info, text.into(), None);
    }

    /// Something was done only in part, or needs a look.
    pub fn warn(self, text: impl Into<String>) {
        self.push(Tone::Warn, text.into(), None);
    }

    /// Something did not work. Say what to do.
    pub fn error(self, text: impl Into<String>) {
        self.push(Tone::Bad, text.into(), None);
    }

    fn push(self, tone: Tone, text: String, undo: Option<Undo>) {
        let id = unique_id("toast");
        let stay = match (tone, &undo) {
            (Tone::Bad, _) => None,
            (_, Some(_)) => Some(WITH_UNDO),
            (_, None) => Some(SHORT),
        };
        self.list.update(|list| list.push(Toast { id: id.clone(), tone, text, undo }));
        if let Some(stay) = stay {
            self.remove_after(id, stay);
        }
    }

    /// A message under the pointer or with the focus stays until it is left.
    fn remove_after(self, id: String, stay: Duration) {
        set_timeout(
            move || {
                let in_use = document().query_selector(&format!("#{id}:is(:hover, :focus-within)")).ok().flatten().is_some();
                if in_use {
                    self.remove_after(id, SHORT);
                } else {
                    self.remove(&id);
                }
            },
            stay,
        );
    }

    fn remove(self, id: &str) {
        // The signal is gone when the page that owned it is.
        self.list.try_update(|list| list.retain(|toast| toast.id != id));
    }
}

/// Shows the messages, above dialogs too, and inside of the one on top.
#[component]
pub(super) fn ToastHost(toasts: Toasts) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        let any = !toasts.list.read().is_empty();
        if let Some(host) = node.get() {
            modal::show_messages(&host, any);
        }
    });
    view! {
        <div class="toasts" popover="manual" role="region" aria-label=t().ui.notifications node_ref=node>
            <div role="log" aria-live="polite">
                <For each=move || toasts.list.get() key=|toast| toast.id.clone() let:toast>
                    {toast_view(toasts, toast)}
                </For>
            </div>
        </div>
    }
}

fn toast_view(toasts: Toasts, toast: Toast) -> impl IntoView {
    let Toast { id, tone, text, undo } = toast;
    let (own, undone) = (id.clone(), id.clone());
    let undo = undo.map(|undo| {
        let press = move |()| {
            toasts.remove(&undone);
            undo();
        };
        view! { <Button kind=ButtonKind::Quiet on_press=press>{t().ui.undo}</Button> }
    });
    view! {
        <div class=format!("toast {}", tone.class()) id=id role=(tone == Tone::Bad).then_some("alert")>
            <Icon name=tone.icon() />
            <span>{text}</span>
            {undo}
            <IconButton icon="close" label=t().ui.dismiss on_press=move |()| toasts.remove(&own) />
        </div>
    }
}
