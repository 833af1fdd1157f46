use leptos::prelude::*;
use server::model::import::{ImportState, ImportView};

use super::{
    page::{IMPORT, REVIEW, VIEW},
    receipt::{receipt_buttons, receipt_facts},
    settle::Settle,
    words::state_badge,
};
use crate::{
    address::{Address, Step as Go},
    i18n::t,
    import::format_name,
    shell::CurrentOrganization,
    ui::{Badge, Button, ButtonKind, Callout, Drawer, Tone},
};

/// One import, beside the list: its receipt, and what can be done about it.
#[component]
pub(super) fn ImportDrawer(
    #[prop(into)] import: Signal<Option<ImportView>>,
    #[prop(into)] on_close: Callback<()>,
    address: Address,
    doomed: RwSignal<Option<ImportView>>,
) -> impl IntoView {
    let title = Signal::derive(move || import.with(|import| import.as_ref().map(|import| t().imports.drawer_title(import.items)).unwrap_or_default()));
    let subtitle = Signal::derive(move || import.with(|import| import.as_ref().map(|import| format_name(&import.format))));
    let badge = move || {
        import.with(|import| {
            let (tone, word) = state_badge(import.as_ref()?.state);
            Some(view! { <Badge tone=tone>{word}</Badge> })
        })
    };
    let body = move || import.get().map(|import| body(import, address, doomed));
    view! {
        <Drawer
            open=Signal::derive(move || import.with(Option::is_some))
            on_close=on_close
            title=title
            subtitle=subtitle
            aside=move || view! { {badge} }.into_any()
        >
            {body}
        </Drawer>
    }
}

fn body(import: ImportView, address: Address, doomed: RwSignal<Option<ImportView>>) -> AnyView {
    let words = &t().imports;
    let organization = CurrentOrganization::get();
    let note = match import.state {
        ImportState::Held if import.may_accept => Some((Tone::Warn, words.held_note_member.to_owned())),
        ImportState::Held => Some((Tone::Info, words.held_note_provider(&untrack(|| organization.view()).name))),
        ImportState::Sending => Some((Tone::Info, words.sending_note.to_owned())),
        _ => None,
    };
    let id = import.id.to_string();
    let review = import.may_accept.then(|| {
        view! {
            <Button kind=ButtonKind::Primary icon="check" on_press=move |()| address.change(Go::Push, &[(VIEW, REVIEW), (IMPORT, &id)])>
                {words.review}
            </Button>
        }
    });
    let settle = import.may_withdraw.then(|| {
        let (action, import) = (Settle::of(&import).action(), import.clone());
        view! { <Button kind=ButtonKind::Danger on_press=move |()| doomed.set(Some(import.clone()))>{action}</Button> }
    });
    let has_actions = review.is_some() || settle.is_some();
    view! {
        {note.map(|(tone, text)| view! { <Callout tone=tone>{text}</Callout> })}
        {receipt_facts(&import)}
        <div class="line">{receipt_buttons(organization.id, import)}</div>
        {has_actions.then(|| view! { <div class="drawer-actions">{settle}<span class="spring"></span>{review}</div> })}
    }
    .into_any()
}
