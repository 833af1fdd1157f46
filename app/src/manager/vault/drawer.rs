use leptos::{prelude::*, task::spawn_local};
use server::model::{event::EventKind, item::ItemView};
use worker::{OpenedItem, Place, ShelfRow, ShownField, VaultAnswer, VaultCall};

use super::{
    actions::{Bulk, Fate},
    belonging::{question_of, why_not_ask},
    code::code_row,
    files::{FileWork, Files},
    link::safe_link,
    opened::{Held, open},
    page::{name_of, place_of},
    place::{EDIT, ITEM},
    state::Vault,
    texts::{masked_row, plain_row},
    words::{kind_of, label_of},
    worker::ask_vault,
};
use crate::{
    address::{Address, Step},
    i18n::t,
    ui::{Badge, Button, ButtonKind, Callout, DateTime, Drawer, Icon, IconButton, LoadState, Skeleton, Tone, copy_to_clipboard},
};

/// What is open in the drawer.
#[derive(Clone)]
struct Shown {
    row: ShelfRow,
    view: ItemView,
    opened: OpenedItem,
}

/// One item, beside the list.
#[component]
pub(super) fn ItemDrawer(vault: Vault, bulk: Bulk) -> impl IntoView {
    let address = Address::of_page();
    let id = Memo::new(move |_| address.get(ITEM));
    let shown = RwSignal::new(None::<Shown>);
    let problem = RwSignal::new(None::<String>);
    follow(vault, id, shown, problem);
    let files = FileWork { vault, busy: RwSignal::new(false), changed: reopen(vault, shown) };
    let close = move |()| address.change(Step::Push, &[(ITEM, ""), (EDIT, "")]);
    let title = Signal::derive(move || shown.read().as_ref().map_or_else(|| t().vault_item.loading.to_owned(), |shown| name_of(&shown.row)));
    let subtitle = Signal::derive(move || shown.read().as_ref().map(|shown| place_of(vault, &shown.row)));
    // The drawer asks once; what it gets follows the item.
    let icon = move || shown.read().as_ref().map(|shown| view! { <span class="item-mark"><Icon name=kind_of(shown.row.kind).icon /></span> });
    let trashed =
        move || shown.read().as_ref().is_some_and(|shown| shown.row.is_trashed).then(|| view! { <Badge tone=Tone::Warn>{t().vault.part_trash}</Badge> });
    let body = move || match (problem.get(), shown.get()) {
        (Some(reason), _) => view! { <Callout tone=Tone::Bad>{reason}</Callout> }.into_any(),
        (None, Some(one)) => body_view(vault, one, shown, files),
        (None, None) => view! { <Skeleton lines=5 /> }.into_any(),
    };
    let actions = move || shown.get().map(|one| actions_view(vault, bulk, address, &one));
    view! {
        <Drawer
            open=Signal::derive(move || !id.read().is_empty())
            on_close=close
            title=title
            subtitle=subtitle
            lead=move || icon
            aside=move || trashed
            footer=move || actions
        >
            {body}
        </Drawer>
    }
}

/// Opens what the address names, and opens it anew when it changed.
fn follow(vault: Vault, id: Memo<String>, shown: RwSignal<Option<Shown>>, problem: RwSignal<Option<String>>) {
    let held = StoredValue::new_local(None::<Held>);
    let asked = StoredValue::new(0_u32);
    let let_go = move || {
        if let Some(held) = held.try_update_value(Option::take).flatten() {
            spawn_local(held.close());
        }
    };
    Effect::new(move |before: Option<String>| {
        let id = id.get();
        vault.changes.track();
        let state = vault.state.get();
        if before.as_ref() != Some(&id) {
            shown.set(None);
            let_go();
        }
        // Telling it again would build everything anew.
        if problem.with_untracked(Option::is_some) {
            problem.set(None);
        }
        let number = asked.get_value().wrapping_add(1);
        asked.set_value(number);
        if id.is_empty() {
            return id;
        }
        let wanted = id.clone();
        spawn_local(async move {
            let is_current = move || asked.try_get_value() == Some(number);
            let Some(row) = vault.find(&wanted).await else {
                // It may be on a page that is still to come.
                if is_current() && state == LoadState::Ready {
                    problem.try_set(Some(t().vault.gone.to_owned()));
                }
                return;
            };
            // What is open already is the same unless somebody changed it.
            let is_known = shown.try_with_untracked(|shown| shown.as_ref().is_some_and(|shown| shown.row == row)) == Some(true);
            if is_known || !is_current() {
                return;
            }
            let is_first = shown.try_with_untracked(Option::is_none) == Some(true);
            let answer = open(vault, &row).await;
            match answer {
                Ok((view, opened, now)) if is_current() => {
                    let before = held.try_update_value(|held| held.replace(now)).flatten();
                    shown.try_set(Some(Shown { row: row.clone(), view, opened }));
                    if is_first {
                        vault.tell(&row, EventKind::ItemViewed);
                    }
                    if let Some(before) = before {
                        before.close().await;
                    }
                }
                Ok((.., now)) => now.close().await,
                Err(reason) if is_current() => drop(problem.try_set(Some(reason))),
                Err(_) => {}
            }
        });
        id
    });
    on_cleanup(let_go);
}

fn body_view(vault: Vault, one: Shown, shown: RwSignal<Option<Shown>>, files: FileWork) -> AnyView {
    let words = &t().vault_item;
    let Shown { row, view: server, opened } = one;
    if opened.is_guarded {
        return guarded(vault, row.id, shown);
    }
    let stored = StoredValue::new(row.clone());
    let mut parts = Vec::new();
    if row.is_trashed {
        parts.push(view! { <Callout tone=Tone::Warn>{words.trashed}</Callout> }.into_any());
    }
    if row.hides_passwords {
        parts.push(view! { <Callout>{words.passwords_hidden}</Callout> }.into_any());
    }
    let texts = opened.texts.iter().map(|text| {
        let label = label_of(&text.name).to_owned();
        match &text.value {
            Some(value) => plain_row(vault, label, value.as_str().to_owned()),
            None => masked_row(vault, stored, label, Place::Text(text.name.clone())),
        }
    });
    let mut rows = texts.collect::<Vec<_>>();
    if opened.has_code {
        rows.push(code_row(vault, row.id.clone()));
    }
    rows.extend(opened.uris.iter().map(|uri| uri_row(vault, uri.as_str())));
    rows.extend(opened.fields.iter().enumerate().map(|(at, field)| field_row(vault, stored, at, field)));
    if !rows.is_empty() {
        parts.push(view! { <dl class="item-texts">{rows}</dl> }.into_any());
    }
    if !opened.notes.is_empty() {
        let notes = opened.notes.as_str().to_owned();
        let copied = notes.clone();
        parts.push(
            view! {
                <section class="item-notes">
                    <div class="line">
                        <h3>{words.notes}</h3>
                        <span class="spring"></span>
                        <IconButton icon="copy" label=words.copy(words.notes) on_press=move |()| copy_to_clipboard(copied.clone(), Some(vault.toasts)) />
                    </div>
                    <p>{notes}</p>
                </section>
            }
            .into_any(),
        );
    }
    if opened.passkeys > 0 {
        parts.push(view! { <p class="muted">{words.passkeys(opened.passkeys)}</p> }.into_any());
    }
    if !opened.files.is_empty() || (!row.is_trashed && untrack(|| vault.why_not_edit(&row)).is_none()) {
        parts.push(view! { <Files work=files row=row.clone() known_at=server.revised_at.0 files=opened.files.clone() /> }.into_any());
    }
    if !opened.past.is_empty() && !row.hides_passwords {
        parts.push(history(vault, stored, &opened.past));
    }
    parts.push(facts(vault, &row, &server, opened.password_changed.as_deref()));
    parts.collect_view().into_any()
}

/// Asks for the master password before anything is shown.
fn guarded(vault: Vault, id: String, shown: RwSignal<Option<Shown>>) -> AnyView {
    let words = &t().vault_item;
    let press = move |()| {
        let id = id.clone();
        spawn_local(async move {
            if !vault.session.confirm().await {
                return;
            }
            if let Ok(VaultAnswer::Opened(opened)) = ask_vault(VaultCall::Show { item: id.clone() }).await {
                shown.try_update(|shown| {
                    if let Some(shown) = shown.as_mut().filter(|shown| shown.row.id == id) {
                        shown.opened = opened;
                    }
                });
            }
        });
    };
    view! {
        <Callout title=words.guarded.to_owned()>{words.guarded_text}</Callout>
        <div class="actions"><Button kind=ButtonKind::Primary icon="unlock" on_press=press>{words.guarded_action}</Button></div>
    }
    .into_any()
}

fn uri_row(vault: Vault, uri: &str) -> AnyView {
    let words = &t().vault_item;
    let copied = uri.to_owned();
    let link = safe_link(uri).map(|href| {
        view! {
            <a class="icon-btn" href=href target="_blank" rel="noopener noreferrer" title=words.open_link(uri)>
                <Icon name="external" />
                <span class="sr-only">{words.open_link(uri)}</span>
            </a>
        }
    });
    view! {
        <div class="item-text">
            <dt>{words.website}</dt>
            <dd>
                <span class="item-value">{uri.to_owned()}</span>
                {link}
                <IconButton icon="copy" label=words.copy(words.website) on_press=move |()| copy_to_clipboard(copied.clone(), Some(vault.toasts)) />
            </dd>
        </div>
    }
    .into_any()
}

fn field_row(vault: Vault, row: StoredValue<ShelfRow>, at: usize, field: &ShownField) -> AnyView {
    let words = &t().vault_item;
    let label = if field.name.is_empty() { words.unnamed_field.to_owned() } else { field.name.as_str().to_owned() };
    match (&field.value, field.kind) {
        (None, _) => masked_row(vault, row, label, Place::Field(u32::try_from(at).unwrap_or(u32::MAX))),
        (Some(value), 2) => {
            let word = if value.as_str() == "true" { words.checked } else { words.unchecked };
            view! { <div class="item-text"><dt>{label}</dt><dd>{word}</dd></div> }.into_any()
        }
        (Some(_), 3) => view! { <div class="item-text"><dt>{label}</dt><dd class="muted">{words.linked_field}</dd></div> }.into_any(),
        (Some(value), _) => plain_row(vault, label, value.as_str().to_owned()),
    }
}

/// Shows an item with the files that it has now.
fn reopen(vault: Vault, shown: RwSignal<Option<Shown>>) -> Callback<ShelfRow> {
    Callback::new(move |row: ShelfRow| {
        spawn_local(async move {
            match open(vault, &row).await {
                Ok((view, opened, held)) => {
                    shown.try_update(|shown| {
                        if let Some(shown) = shown.as_mut().filter(|shown| shown.row.id == row.id) {
                            (shown.view, shown.opened) = (view, opened);
                        }
                    });
                    held.close().await;
                }
                Err(reason) => vault.toasts.error(reason),
            }
        });
    })
}

fn history(vault: Vault, row: StoredValue<ShelfRow>, past: &[Option<String>]) -> AnyView {
    let words = &t().vault_item;
    let rows = past.iter().enumerate().map(|(at, until)| {
        let until = until.as_deref().and_then(|until| until.split('T').next()).unwrap_or_default();
        masked_row(vault, row, format!("{} {until}", words.history_until), Place::Past(u32::try_from(at).unwrap_or(u32::MAX)))
    });
    view! {
        <details class="item-history">
            <summary>{words.history}</summary>
            <dl class="item-texts">{rows.collect_view()}</dl>
        </details>
    }
    .into_any()
}

fn facts(vault: Vault, row: &ShelfRow, server: &ItemView, password_changed: Option<&str>) -> AnyView {
    let words = &t().vault_item;
    let folder = row.folder.clone();
    // Followed here alone: folders that arrive later do not hide again what is shown above.
    let lies_in = move || folder.as_deref().and_then(|id| vault.folder_name(id)).map(|folder| view! { <dt>{words.lies_in}</dt><dd>{folder}</dd> });
    let changed = password_changed.and_then(|at| at.split('T').next()).map(str::to_owned);
    view! {
        <dl class="facts item-facts">
            {lies_in}
            {changed.map(|at| view! { <dt>{words.password_changed}</dt><dd>{at}</dd> })}
            <dt>{words.changed}</dt>
            <dd><DateTime at=server.revised_at.0 /></dd>
            <dt>{words.created}</dt>
            <dd><DateTime at=server.created_at.0 /></dd>
        </dl>
    }
    .into_any()
}

fn actions_view(vault: Vault, bulk: Bulk, address: Address, one: &Shown) -> AnyView {
    let words = &t().vault;
    let row = one.row.clone();
    let id = row.id.clone();
    let why_not = {
        let row = row.clone();
        Signal::derive(move || vault.why_not_edit(&row))
    };
    let fate = |fate: Fate| {
        let ids = vec![id.clone()];
        move |()| bulk.run(fate, ids.clone())
    };
    if row.is_trashed {
        let ids = vec![id.clone()];
        return view! {
            <Button kind=ButtonKind::Danger icon="trash" disabled_because=why_not on_press=move |()| bulk.doomed.set(ids.clone())>{words.destroy}</Button>
            <Button icon="undo" disabled_because=why_not on_press=fate(Fate::Restore)>{words.restore}</Button>
        }
        .into_any();
    }
    let is_editable = kind_of(row.kind).is_editable;
    let is_guarded = one.opened.is_guarded;
    let why_not_edit = Signal::derive(move || {
        let not_here = (!is_editable).then(|| t().vault_item.view_only_kind.to_owned());
        why_not.get().or(not_here).or_else(|| is_guarded.then(|| words.guarded_short.to_owned()))
    });
    let placed = row.clone();
    let ask = move |()| bulk.placed.set(Some(placed.clone()));
    let (icon, label) = question_of(&row);
    let asked = row.clone();
    let why_not_ask = Signal::derive(move || why_not_ask(vault, &asked));
    let (star_class, star) = if row.is_favorite { ("vault-star on", words.remove_star) } else { ("vault-star", words.add_star) };
    view! {
        <Button kind=ButtonKind::Danger icon="trash" disabled_because=why_not on_press=fate(Fate::Trash)>{words.to_trash}</Button>
        <IconButton icon=icon label=label disabled_because=why_not_ask on_press=ask />
        <span class=star_class>
            <IconButton icon="star" label=star on_press=move |()| vault.toggle_star(row.clone()) />
        </span>
        <Button kind=ButtonKind::Primary icon="edit" disabled_because=why_not_edit on_press=move |()| address.change(Step::Push, &[(EDIT, "1")])>
            {words.edit}
        </Button>
    }
    .into_any()
}
