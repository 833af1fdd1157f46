use std::collections::HashMap;

use vault::{
    fold,
    item::{Item, ItemKind, Secret},
};
use worker::{ShelfItem, ShelfPart, ShelfRow, VaultAnswer, Wanted};

use crate::desk::{number, site_of};

/// The rows, kept in the order in which they are shown.
#[derive(Default)]
pub struct Items {
    all: HashMap<String, Entry>,
    /// Ids in the order of the names.
    order: Vec<String>,
    is_ordered: bool,
}

struct Entry {
    row: ShelfRow,
    /// What it is ordered by.
    sorts_as: Secret,
    /// What a search looks into, folded.
    words: Secret,
}

impl Items {
    /// `face` is the item as far as it was opened; none if it did not open.
    pub fn put(&mut self, item: ShelfItem, face: Option<&Item>) {
        let row = row(item, face);
        let mut words = Secret::default();
        for text in face.into_iter().flat_map(found_by) {
            words.push_str(&fold(text.as_str()));
            words.push_str("\n");
        }
        let sorts_as = row.name.as_ref().map(|name| fold(name.as_str()).into()).unwrap_or_default();
        let entry = Entry { row, sorts_as, words };
        let id = entry.row.id.clone();
        let before = self.all.insert(id.clone(), entry);
        if before.is_none() {
            self.order.push(id);
        }
        self.is_ordered = false;
    }

    pub fn take(&mut self, ids: &[String]) {
        for id in ids {
            self.all.remove(id);
        }
        let all = &self.all;
        self.order.retain(|id| all.contains_key(id));
    }

    pub fn set_trashed(&mut self, ids: &[String], is_trashed: bool) {
        for id in ids {
            if let Some(entry) = self.all.get_mut(id) {
                entry.row.is_trashed = is_trashed;
            }
        }
    }

    pub fn find(&self, id: &str) -> Option<ShelfRow> {
        self.all.get(id).map(|entry| entry.row.clone())
    }

    pub fn rows(&mut self, wanted: &Wanted, from: u32, count: u32) -> VaultAnswer {
        let matching = self.matching(wanted);
        let rows = matching.iter().skip(from as usize).take(count as usize).map(|entry| entry.row.clone()).collect();
        VaultAnswer::Rows { total: number(matching.len()), shelved: number(self.all.len()), rows }
    }

    pub fn ids(&mut self, wanted: &Wanted) -> Vec<String> {
        self.matching(wanted).into_iter().map(|entry| entry.row.id.clone()).collect()
    }

    fn matching(&mut self, wanted: &Wanted) -> Vec<&Entry> {
        self.bring_into_order();
        let search = fold(&wanted.search);
        let words: Vec<&str> = search.split_whitespace().collect();
        let all = &self.all;
        let matches = |entry: &&Entry| is_in(&entry.row, &wanted.shelf) && words.iter().all(|word| entry.words.as_str().contains(word));
        self.order.iter().filter_map(|id| all.get(id)).filter(matches).collect()
    }

    /// What does not open comes last.
    fn bring_into_order(&mut self) {
        if std::mem::replace(&mut self.is_ordered, true) {
            return;
        }
        let all = &self.all;
        let key = |id: &str| all.get(id).map(|entry| (entry.row.name.is_none(), &entry.sorts_as));
        self.order.sort_by(|one, other| key(one).cmp(&key(other)).then_with(|| one.cmp(other)));
    }
}

fn row(item: ShelfItem, face: Option<&Item>) -> ShelfRow {
    let note = face.map(|face| known_by(face).into_iter().map(Secret::as_str).collect::<Vec<_>>().join(" ").into());
    let first = face.and_then(|face| face.login.as_ref()).and_then(|login| login.uris.first()).and_then(|uri| uri.uri.as_ref());
    ShelfRow {
        id: item.id,
        organization: item.organization,
        folder: item.folder,
        collections: item.collections,
        is_favorite: item.is_favorite,
        is_trashed: item.is_trashed,
        may_edit: item.may_edit,
        hides_passwords: item.hides_passwords,
        revised_at: item.revised_at,
        kind: face.map_or(ItemKind::default(), |face| face.kind).into(),
        name: face.map(|face| face.name.clone()),
        note: note.unwrap_or_default(),
        site: first.map(|uri| site_of(uri.as_str()).into()).unwrap_or_default(),
    }
}

fn found_by(face: &Item) -> Vec<&Secret> {
    let mut texts = vec![&face.name];
    texts.extend(known_by(face));
    texts.extend(face.login.iter().flat_map(|login| &login.uris).filter_map(|uri| uri.uri.as_ref()));
    texts
}

/// By what people know an item again, beside its name.
fn known_by(face: &Item) -> Vec<&Secret> {
    let names: &[&str] = match face.kind {
        ItemKind::Login => &["username"],
        ItemKind::Card => &["brand"],
        ItemKind::Identity | ItemKind::DriversLicense => &["first_name", "last_name"],
        ItemKind::BankAccount => &["bank_name"],
        ItemKind::Passport => &["given_name", "surname"],
        _ => &[],
    };
    names.iter().filter_map(|name| face.text(name)).collect()
}

fn is_in(row: &ShelfRow, part: &ShelfPart) -> bool {
    if row.is_trashed != (*part == ShelfPart::Trash) {
        return false;
    }
    match part {
        ShelfPart::All | ShelfPart::Trash => true,
        ShelfPart::Favorites => row.is_favorite,
        ShelfPart::Kind(kind) => row.kind == *kind && row.name.is_some(),
        ShelfPart::Own => row.organization.is_none(),
        ShelfPart::Folder(folder) => row.folder.as_ref() == Some(folder),
        ShelfPart::NoFolder => row.folder.is_none(),
        ShelfPart::Organization(organization) => row.organization.as_ref() == Some(organization),
        ShelfPart::Collection(collection) => row.collections.contains(collection),
    }
}
