//! The parts of the vault, beside the list: links, so that each is a view of its own.

use leptos::prelude::*;
use worker::ShelfPart;

use super::{
    folders::FolderWish,
    page::name_or,
    place::{href, shown},
    state::Vault,
    words::kinds,
};
use crate::{
    address::Address,
    i18n::t,
    ui::{Icon, IconButton, Menu, MenuItem},
};

pub(super) fn filters(vault: Vault, address: Address, wish: RwSignal<Option<FolderWish>>) -> AnyView {
    let words = &t().vault;
    let part = Memo::new(move |_| shown(address));
    let is_open = RwSignal::new(false);
    // On a narrow screen it is a sheet that folds away once a part is chosen.
    Effect::new(move |_| {
        part.track();
        is_open.set(false);
    });
    let link = move |icon: &'static str, name: String, of: ShelfPart| part_link(part, icon, name, of);
    let kinds = move || kinds().into_iter().map(|kind| link(kind.icon, kind.word.to_owned(), ShelfPart::Kind(kind.number))).collect_view();
    let folders = move || {
        let rows = vault.folders.get().into_iter().map(|folder| {
            let name = name_or(folder.name.clone(), words.unnamed_folder);
            let (renamed, deleted) = ((folder.id.clone(), name.clone()), (folder.id.clone(), name.clone()));
            let menu = move |()| {
                let (renamed, deleted) = (renamed.clone(), deleted.clone());
                vec![
                    MenuItem::run(words.folder_rename, move || wish.set(Some(FolderWish::Rename { id: renamed.0.clone(), name: renamed.1.clone() })))
                        .icon("edit"),
                    MenuItem::run(words.folder_delete, move || wish.set(Some(FolderWish::Delete { id: deleted.0.clone(), name: deleted.1.clone() })))
                        .icon("trash")
                        .danger(),
                ]
            };
            view! {
                <div class="vault-folder">
                    {link("folder", name.clone(), ShelfPart::Folder(folder.id))}
                    <Menu label=format!("{}: {name}", words.folder_menu) items=menu />
                </div>
            }
        });
        rows.collect_view()
    };
    let organizations = move || {
        let rows = vault.organizations.get().into_iter().map(|organization| {
            let inner = organization.collections.into_iter().map(|collection| {
                let name = name_or(collection.name, words.unnamed_collection);
                view! { <div class="depth-1">{link("folder", name, ShelfPart::Collection(collection.id))}</div> }
            });
            view! {
                {link("building", organization.name, ShelfPart::Organization(organization.id.to_string()))}
                {inner.collect_view()}
            }
        });
        rows.collect_view()
    };
    let has_organizations = Memo::new(move |_| !vault.organizations.read().is_empty());
    let shown_name = move || words.more_parts(&part_name(vault, &part.get()));
    view! {
        <nav class="vault-parts" aria-label=words.parts class:open=move || is_open.get()>
            <button
                type="button"
                class="btn vault-parts-open"
                aria-expanded=move || if is_open.get() { "true" } else { "false" }
                on:click=move |_| is_open.update(|open| *open = !*open)
            >
                <Icon name="filter" />
                <span class="btn-text">{shown_name}</span>
                <Icon name="chevron-down" />
            </button>
            <div class="vault-parts-list">
                {link("list", words.part_all.to_owned(), ShelfPart::All)}
                {link("star", words.part_favorites.to_owned(), ShelfPart::Favorites)}
                {move || has_organizations.get().then(|| link("person", words.part_own.to_owned(), ShelfPart::Own))}
                {link("trash", words.part_trash.to_owned(), ShelfPart::Trash)}
                <h2>{words.heading_types}</h2>
                {kinds}
                <h2 class="vault-heading">
                    <span>{words.heading_folders}</span>
                    <IconButton icon="plus" label=words.new_folder on_press=move |()| wish.set(Some(FolderWish::New)) />
                </h2>
                {folders}
                {link("folder", words.no_folder.to_owned(), ShelfPart::NoFolder)}
                {move || has_organizations.get().then(|| view! { <h2>{words.heading_organizations}</h2> })}
                {organizations}
            </div>
        </nav>
    }
    .into_any()
}

fn part_link(part: Memo<ShelfPart>, icon: &'static str, name: String, of: ShelfPart) -> AnyView {
    let href = href(&of);
    let is_shown = move || part.with(|part| *part == of);
    view! {
        <a href=href aria-current=move || is_shown().then_some("true")>
            <Icon name=icon />
            <span>{name}</span>
        </a>
    }
    .into_any()
}

/// What a part is called. Tracks.
fn part_name(vault: Vault, part: &ShelfPart) -> String {
    let words = &t().vault;
    let plain = |word: &str| word.to_owned();
    match part {
        ShelfPart::All => plain(words.part_all),
        ShelfPart::Favorites => plain(words.part_favorites),
        ShelfPart::Own => plain(words.part_own),
        ShelfPart::Trash => plain(words.part_trash),
        ShelfPart::NoFolder => plain(words.no_folder),
        ShelfPart::Kind(number) => plain(super::words::kind_of(*number).word),
        ShelfPart::Folder(id) => name_or(vault.folder_name(id), words.unnamed_folder),
        ShelfPart::Organization(id) => name_or(vault.organization(id).map(|one| one.name), words.heading_organizations),
        ShelfPart::Collection(id) => {
            let name = vault.organizations.with(|all| all.iter().flat_map(|one| &one.collections).find(|one| one.id == *id).and_then(|one| one.name.clone()));
            name_or(name, words.unnamed_collection)
        }
    }
}
