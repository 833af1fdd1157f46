use std::sync::Arc;

use leptos::prelude::*;
use worker::{ShelfPart, ShelfRow, Wanted};

use super::{
    actions::{Bulk, bulk_bar, row_menu},
    belonging::BelongingDialog,
    destroy::DestroyDialog,
    drawer::ItemDrawer,
    export::ExportDialog,
    filters::filters,
    folders::{FolderDialogs, FolderWish},
    form::ItemForm,
    place::{EDIT, ITEM, NEW, shown},
    rows::{ShownRows, Slot},
    state::Vault,
    words::{kind_of, kinds},
};
use crate::{
    address::{Address, Step},
    i18n::t,
    manager::locked,
    search_field::{Search, search_field},
    shell::PageTitle,
    ui::{Badge, Button, ButtonKind, Column, EmptyState, Icon, IconButton, LinkButton, LoadState, Menu, MenuItem, Rows, Selection, Table, Tone},
};

/// `/vault`: all items that the person can open.
#[component]
pub fn VaultPage() -> impl IntoView {
    let words = &t().vault;
    let address = Address::of_page();
    let vault = Vault::new();
    let search = RwSignal::new(String::new());
    let wanted = Memo::new(move |_| Wanted { shelf: shown(address), search: search.get() });
    let rows = ShownRows::new(vault, wanted);
    let selection = Selection::new();
    let bulk = Bulk::new(vault, selection);
    let wish = RwSignal::new(None::<FolderWish>);
    let exporting = RwSignal::new(false);
    // What is selected belongs to the part that is shown.
    Effect::new(move |before: Option<ShelfPart>| {
        let part = shown(address);
        if before.is_some_and(|before| before != part) {
            selection.clear();
        }
        part
    });
    let is_locked = Memo::new(move |_| vault.is_locked());
    let new_items = move |()| {
        let item = |number: u8| move || address.change(Step::Push, &[(NEW, &number.to_string()), (ITEM, ""), (EDIT, "")]);
        kinds().into_iter().map(|kind| MenuItem::run(kind.word, item(kind.number)).icon(kind.icon)).collect::<Vec<_>>()
    };
    let inside = move || {
        if is_locked.get() {
            return locked(vault.session, t().vault.locked_text);
        }
        view! {
            <div class="vault">
                {filters(vault, address, wish)}
                <div class="vault-list">
                    {tools(vault, rows, search)}
                    {table(vault, rows, selection, address, search, bulk)}
                </div>
            </div>
            {bulk_bar(bulk, address)}
            <ItemDrawer vault=vault bulk=bulk />
            <ItemForm vault=vault />
            <FolderDialogs vault=vault wish=wish />
            <DestroyDialog bulk=bulk />
            <BelongingDialog vault=vault asked=bulk.placed />
            <ExportDialog vault=vault open=exporting />
        }
        .into_any()
    };
    view! {
        <PageTitle text=words.title />
        <div class="page-head" class:two-actions=move || !is_locked.get()>
            <h1>{words.title}</h1>
            <span class="spring"></span>
            {move || {
                (!is_locked.get())
                    .then(|| {
                        view! {
                            <LinkButton href="/vault/import" icon="import">{t().vault_tools.import}</LinkButton>
                            <Button icon="download" on_press=move |()| exporting.set(true)>{t().vault_tools.export}</Button>
                            <span class="add-client"><Menu label=words.new_item icon="plus" items=new_items>{words.new_item}</Menu></span>
                        }
                    })
            }}
        </div>
        {inside}
    }
}

fn tools(vault: Vault, rows: ShownRows, search: RwSignal<String>) -> AnyView {
    let words = &t().vault;
    let field = search_field(Search {
        id: "vault-filter",
        label: words.search,
        placeholder: words.search,
        value: search.into(),
        on_typed: Callback::new(move |text: String| search.set(text)),
    });
    let count = move || match vault.state.get() {
        LoadState::LoadingMore | LoadState::Refreshing => words.loaded(rows.shelved.get()),
        LoadState::Ready => words.count(rows.slots.read().len()),
        LoadState::Loading | LoadState::Failed(_) => String::new(),
    };
    view! {
        <div class="tools">
            {field}
            <span class="muted" role="status">{count}</span>
            <span class="spring"></span>
            <IconButton icon="refresh" label=words.refresh on_press=move |()| vault.load() />
        </div>
    }
    .into_any()
}

fn table(vault: Vault, rows: ShownRows, selection: Selection, address: Address, search: RwSignal<String>, bulk: Bulk) -> AnyView {
    let words = &t().vault;
    let name = |slot: &Slot| slot.row.as_ref().map_or_else(String::new, |row| name_of(row));
    let id = |slot: &Slot| slot.row.as_ref().map_or_else(String::new, |row| row.id.clone());
    let cells = move |slot: &Slot, column: &'static str| {
        if let Some(row) = &slot.row {
            cell(vault, row, column)
        } else {
            rows.need(slot.at);
            view! { <span class="bone"></span> }.into_any()
        }
    };
    let menu = move |at: usize| {
        let row = rows.slots.with_untracked(|slots| slots.get(at).and_then(|slot| slot.row.clone()));
        row.map(|row| row_menu(vault, bulk, address, &row)).unwrap_or_default()
    };
    let empty = move || nothing(&shown(address), search);
    let open = move |id: String| {
        if !id.is_empty() {
            address.change(Step::Push, &[(ITEM, &id), (EDIT, ""), (NEW, "")]);
        }
    };
    // The rows that are here say that there are rows, however many are still to come.
    let state = Signal::derive(move || match vault.state.get() {
        LoadState::LoadingMore if rows.slots.read().is_empty() => LoadState::Loading,
        LoadState::LoadingMore => LoadState::Ready,
        other => other,
    });
    view! {
        <Table
            label=words.title
            columns=vec![Column::new("name", words.column_name), Column::new("where", words.column_where).minor(), Column::new("star", words.star).fits()]
            rows=Rows::new(rows.slots, id, name, cells).of_all(rows.ids)
            state=state
            total=Signal::derive(move || (vault.state.get() == LoadState::Ready).then(|| rows.slots.read().len() as u64))
            selection=selection
            on_open=open
            current=Signal::derive(move || Some(address.get(ITEM)).filter(|id| !id.is_empty()))
            menu=menu
            on_retry=move |()| vault.load()
            empty=empty
        />
    }
    .into_any()
}

/// A name, or what stands for one that cannot be read.
pub(super) fn name_or(name: Option<String>, otherwise: &str) -> String {
    name.unwrap_or_else(|| otherwise.to_owned())
}

/// What an item is called.
pub(super) fn name_of(row: &ShelfRow) -> String {
    row.name.as_ref().map_or_else(|| t().vault.unreadable.to_owned(), |name| name.as_str().to_owned())
}

fn cell(vault: Vault, row: &Arc<ShelfRow>, column: &'static str) -> AnyView {
    let words = &t().vault;
    match column {
        "name" => {
            let note = if row.note.is_empty() { row.site.as_str() } else { row.note.as_str() }.to_owned();
            let broken = row.name.is_none().then(|| view! { <span title=words.unreadable_hint><Badge tone=Tone::Warn>{words.unreadable}</Badge></span> });
            let icon = if row.name.is_some() { kind_of(row.kind).icon } else { "help" };
            view! {
                <div class="who vault-row">
                    <Icon name=icon />
                    <span>
                        <b>{if row.name.is_some() { name_of(row) } else { String::new() }}{broken}</b>
                        {(!note.is_empty()).then(|| view! { <small>{note}</small> })}
                    </span>
                </div>
            }
            .into_any()
        }
        "where" => {
            let row = row.clone();
            (move || place_of(vault, &row)).into_any()
        }
        _ => {
            let (icon_class, label) = if row.is_favorite { ("vault-star on", words.remove_star) } else { ("vault-star", words.add_star) };
            let row = row.clone();
            let press = move |()| vault.toggle_star((*row).clone());
            view! { <span class=icon_class><IconButton icon="star" label=label on_press=press /></span> }.into_any()
        }
    }
}

/// The organization and collections, or the folder. Tracks.
pub(super) fn place_of(vault: Vault, row: &ShelfRow) -> String {
    let Some(organization) = &row.organization else {
        return row.folder.as_deref().and_then(|id| vault.folder_name(id)).unwrap_or_else(|| t().vault.own_items.to_owned());
    };
    let Some(organization) = vault.organization(organization) else { return String::new() };
    let names = organization.collections.iter().filter(|collection| row.collections.contains(&collection.id));
    let names = names.filter_map(|collection| collection.name.clone()).collect::<Vec<_>>();
    if names.is_empty() { organization.name } else { format!("{} · {}", organization.name, names.join(", ")) }
}

fn nothing(part: &ShelfPart, search: RwSignal<String>) -> AnyView {
    let words = &t().vault;
    if search.with(|search| !search.is_empty()) {
        let clear = move |()| search.set(String::new());
        return view! {
            <EmptyState title=t().ui.no_match text=words.no_match_text.to_owned()>
                <Button on_press=clear>{words.clear_search}</Button>
            </EmptyState>
        }
        .into_any();
    }
    match part {
        ShelfPart::All => view! {
            <EmptyState icon="key" title=words.nothing_yet text=words.nothing_yet_text.to_owned()>
                <LinkButton href="/vault/import" kind=ButtonKind::Primary icon="import">{t().vault_tools.import_title}</LinkButton>
            </EmptyState>
        }
        .into_any(),
        ShelfPart::Trash => view! { <EmptyState icon="trash" title=words.trash_empty text=words.trash_empty_text.to_owned() /> }.into_any(),
        _ => view! { <EmptyState icon="folder" title=words.nothing_here text=words.nothing_here_text.to_owned() /> }.into_any(),
    }
}
