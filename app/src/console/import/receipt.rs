use std::fmt::Write as _;

use leptos::prelude::*;
use server::model::{
    id::OrganizationId,
    import::{ImportState, ImportView},
    time::Micros,
};

use super::{
    page::{HISTORY, VIEW},
    task::Task,
    words::{sender_of, state_badge},
};
use crate::{
    address::{Address, Step as Go},
    i18n::{number, t},
    import::{format_name, kinds_name},
    ui::{Badge, Button, ButtonKind, DateTime, Toasts, copy_to_clipboard, save_text},
};

/// The last step: what was sent, to keep.
#[component]
pub(super) fn ReceiptStep(task: Task) -> impl IntoView {
    let address = Address::of_page();
    let organization = task.organization;
    let inside = move || {
        let import = task.receipt.get()?;
        let words = &t().imports;
        let next = match import.state {
            ImportState::Held => words.receipt_held(&organization.view().name),
            _ => words.receipt_accepted.to_owned(),
        };
        let items = import.items;
        Some(view! {
            <section class="card pad stack receipt">
                <div>
                    <h2>{words.sent_title(items)}</h2>
                    <p class="muted">{next}</p>
                </div>
                {receipt_facts(&import)}
                <div class="actions">
                    {receipt_buttons(organization.id, import)}
                    <Button kind=ButtonKind::Quiet on_press=move |()| address.change(Go::Push, &[(VIEW, HISTORY)])>{words.see_all}</Button>
                    <Button kind=ButtonKind::Primary icon="import" on_press=move |()| task.restart()>{words.import_another}</Button>
                </div>
            </section>
        })
    };
    view! { <div class="narrow">{inside}</div> }
}

/// The lines of a receipt.
pub(super) fn receipt_facts(import: &ImportView) -> AnyView {
    let words = &t().imports;
    let (tone, state) = state_badge(import.state);
    let count = |label: &'static str, count: u32| view! { <dt>{label}</dt><dd>{number(u64::from(count))}</dd> };
    let some = move |label: &'static str, many: u32| (many > 0).then(|| count(label, many));
    let moment = |label: &'static str, at: Option<Micros>| at.map(|at| view! { <dt>{label}</dt><dd><DateTime at=at.0 /></dd> });
    let kinds = import.kinds.iter().map(|(kind, many)| count(kinds_name(*kind), *many)).collect_view();
    let signature = import.signature.as_deref().map(|signature| {
        view! { <dt>{words.receipt_signature}</dt><dd class="import-hash" title=signature.to_owned()>{short(signature)}</dd> }
    });
    view! {
        <dl class="facts receipt-facts">
            <dt>{words.receipt_state}</dt>
            <dd><Badge tone=tone>{state}</Badge></dd>
            {count(words.receipt_items, import.items)}
            {kinds}
            {count(words.receipt_collections, import.collections)}
            {count(words.rows_read, import.counts.rows_read)}
            {some(words.twice, import.counts.twice)}
            {some(words.receipt_left_out, import.counts.left_out)}
            {some(words.not_understood, import.counts.not_understood)}
            {import.duplicates.map(|many| count(words.receipt_duplicates, many))}
            <dt>{words.format}</dt>
            <dd>{format_name(&import.format)}</dd>
            <dt>{words.receipt_sender}</dt>
            <dd>{sender_of(import)}</dd>
            {moment(words.receipt_begun, Some(import.begun_at).filter(|_| import.completed_at.is_none()))}
            {moment(words.receipt_when, import.completed_at)}
            {moment(words.receipt_decided, import.decided_at)}
            {import.decided_by.clone().map(|by| view! { <dt>{words.receipt_decided_by}</dt><dd>{by}</dd> })}
            {(!import.reference.is_empty()).then(|| view! { <dt>{words.receipt_reference}</dt><dd>{import.reference.clone()}</dd> })}
            <dt>{words.receipt_hash}</dt>
            <dd class="import-hash" title=import.file_hash.as_str().to_owned()>{short(import.file_hash.as_str())}</dd>
            {signature}
        </dl>
    }
    .into_any()
}

/// Copying the receipt, and keeping it as a file.
pub(super) fn receipt_buttons(organization: OrganizationId, import: ImportView) -> AnyView {
    let toasts = Toasts::get();
    if import.signature.is_none() {
        return ().into_any();
    }
    let text = StoredValue::new(receipt_text(organization, &import));
    view! {
        <Button icon="copy" on_press=move |()| copy_to_clipboard(text.get_value(), Some(toasts))>{t().imports.copy_receipt}</Button>
        <Button icon="download" on_press=move |()| save_text(t().imports.receipt_file, "text/plain;charset=utf-8", &text.get_value())>
            {t().imports.save_receipt}
        </Button>
    }
    .into_any()
}

/// Enough of a long text to compare it.
fn short(text: &str) -> String {
    const SHOWN: usize = 12;
    let tail: String = text.chars().rev().take(SHOWN / 2).collect::<Vec<_>>().into_iter().rev().collect();
    let last = text.rsplit(':').next().unwrap_or(text);
    format!("{}…{tail}", last.chars().take(SHOWN).collect::<String>())
}

/// The receipt as the server signed it, line by line, and the signature: `ed25519`, the key to verify with, and its mark.
fn receipt_text(organization: OrganizationId, import: &ImportView) -> String {
    let at = |at: Option<Micros>| at.map_or(0, |at| at.0).to_string();
    let kinds = import.kinds.iter().map(|(kind, count)| format!("{kind}:{count}")).collect::<Vec<_>>().join(" ");
    let lines = [
        ("organization", organization.to_string()),
        ("import", import.id.to_string()),
        ("sender", import.sender.clone()),
        ("provider", import.provider.clone().unwrap_or_default()),
        ("begun_at", at(Some(import.begun_at))),
        ("completed_at", at(import.completed_at)),
        ("format", import.format.clone()),
        ("file_hash", import.file_hash.as_str().to_owned()),
        ("rows_read", import.counts.rows_read.to_string()),
        ("not_understood", import.counts.not_understood.to_string()),
        ("twice", import.counts.twice.to_string()),
        ("left_out", import.counts.left_out.to_string()),
        ("items", import.items.to_string()),
        ("kinds", kinds),
        ("collections", import.collections.to_string()),
        ("reference", import.reference.clone()),
        ("signature", import.signature.clone().unwrap_or_default()),
    ];
    let mut text = "castellan import receipt 1\n".to_owned();
    for (name, value) in lines {
        // Writing to a String does not fail.
        let _ = writeln!(text, "{name} {value}");
    }
    text
}
