use leptos::prelude::*;

use super::{Button, ButtonKind, Dialog, Field, SubmitButton};
use crate::i18n::t;

/// Asks to type a name before something is destroyed, so that it does not hit the wrong one.
#[component]
pub fn ConfirmByName(
    #[prop(into)] open: Signal<bool>,
    #[prop(into)] on_close: Callback<()>,
    /// Is given the name as it was typed.
    #[prop(into)]
    on_confirm: Callback<String>,
    #[prop(into)] title: Signal<String>,
    /// The name to type, exactly as people see it.
    #[prop(into)]
    name: Signal<String>,
    /// Words of the button, e.g. "Delete client".
    #[prop(into)]
    action: Signal<String>,
    #[prop(into, optional)] busy: Signal<bool>,
    /// What will happen and what cannot be undone.
    children: ChildrenFn,
) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    Effect::new(move |_| {
        if !open.get() {
            typed.set(String::new());
        }
    });
    let mismatch = Signal::derive(move || (composed(&typed.read()) != composed(&name.read())).then(|| t().ui.confirm_name_mismatch.to_owned()));
    let submit = move |()| {
        if mismatch.with_untracked(Option::is_none) && !busy.get_untracked() {
            // A name that the keyboard composed in another way is sent in the usual form: the server compares letter by letter.
            let typed = typed.get_untracked();
            on_confirm.run(if typed.trim() == *name.read_untracked() { typed } else { composed(&typed) });
        }
    };
    let label = Signal::derive(move || t().ui.confirm_name(&name.read()));
    let footer = move || {
        view! {
            <Button on_press=on_close>{t().ui.cancel}</Button>
            <SubmitButton kind=ButtonKind::Danger busy=busy disabled_because=mismatch>
                {move || action.get()}
            </SubmitButton>
        }
    };
    view! {
        <Dialog open=open on_close=on_close title=title on_submit=submit footer=footer>
            {children()}
            <Field label=label value=typed />
        </Dialog>
    }
}

/// The same letters in one form, however a keyboard composed them.
fn composed(name: &str) -> String {
    js_sys::JsString::from(name.trim()).normalize("NFC").into()
}
