use std::collections::{BTreeMap, BTreeSet};

use vault::{
    SymmetricKey, Zeroizing,
    import::{ImportError, Imported},
};
use worker::{Failure, Home, ImportAnswer, Into, SealedItem};

use super::open_file::{OpenFile, number};
use crate::handle::fail;

/// A part is what one request carries: as many items as the server takes at once.
const PART_ITEMS: usize = 500;
/// About so many bytes, encrypted: below what the server takes at once.
const PART_BYTES: usize = 4 << 20;

/// Which items go, in parts, and where.
pub struct Plan {
    parts: Vec<Vec<Planned>>,
}

struct Planned {
    at: usize,
    homes: Vec<u16>,
}

impl OpenFile {
    /// Says which items go and where. The same question has the same answer but for the encryption, so that an interrupted
    /// import can go on.
    pub fn plan(&mut self, key: &SymmetricKey, items: &[u32], into: &Into) -> Result<ImportAnswer, Failure> {
        let chosen = items.iter().map(|at| self.items.get(*at as usize).map(|item| (*at as usize, item)).ok_or(Failure::BadInput));
        let chosen: Vec<(usize, &Imported)> = chosen.collect::<Result<_, _>>()?;
        let names = names(&chosen, into);
        let places = names.iter().enumerate().map(|(place, name)| Ok((name.as_str(), u16::try_from(place).map_err(|_| Failure::File(ImportError::TooMany))?)));
        let places: BTreeMap<&str, u16> = places.collect::<Result<_, Failure>>()?;

        let mut parts: Vec<Vec<Planned>> = Vec::new();
        let mut room = 0;
        for (at, imported) in chosen {
            let size = size_of(imported);
            let is_full = parts.last().is_none_or(|part| part.len() >= PART_ITEMS) || size > room;
            if is_full {
                parts.push(Vec::new());
                room = PART_BYTES;
            }
            room = room.saturating_sub(size);
            let homes = homes(imported, into).into_iter().filter_map(|name| places.get(name).copied()).collect();
            if let Some(part) = parts.last_mut() {
                part.push(Planned { at, homes });
            }
        }
        let present = present(key, into);
        let home = |name: &String| match present.get(name.as_str()) {
            Some(id) => Ok(Home::Present(id.clone())),
            None => key.encrypt_text(name).map(Home::New).map_err(fail),
        };
        let homes = names.iter().map(home).collect::<Result<_, _>>()?;
        let counts = parts.iter().map(|part| number(part.len())).collect();
        self.plan = Some(Plan { parts });
        Ok(ImportAnswer::Planned { homes, parts: counts })
    }

    /// Encrypts one part, each item under a key of its own.
    pub fn encrypt(&self, key: &SymmetricKey, part: u32) -> Result<Vec<SealedItem>, Failure> {
        let part = self.plan.as_ref().ok_or(Failure::NoFile)?.parts.get(part as usize).ok_or(Failure::BadInput)?;
        part.iter().map(|planned| self.seal(key, planned)).collect()
    }

    fn seal(&self, key: &SymmetricKey, planned: &Planned) -> Result<SealedItem, Failure> {
        let imported = self.items.get(planned.at).ok_or(Failure::BadInput)?;
        let mut item = imported.item.encrypt(key).map_err(fail)?;
        // A matter of persons, which goes beside what the item holds.
        let is_favorite = std::mem::take(&mut item.favorite);
        let content = serde_json::to_string(&item).map_err(|_| Failure::BadInput)?;
        Ok(SealedItem { homes: planned.homes.clone(), is_favorite, content })
    }
}

/// Ids of what is there already, by the names that the plan has for them. A folder whose name does not open is none of these.
fn present(key: &SymmetricKey, into: &Into) -> BTreeMap<String, String> {
    match into {
        Into::Present(id) => [(id.clone(), id.clone())].into(),
        // Of several of one name the first.
        Into::OwnFolders(folders) => folders.iter().rev().filter_map(|(id, name)| Some((key.decrypt_text(name).ok()?.to_string(), id.clone()))).collect(),
        Into::One(_) | Into::Folders(_) | Into::Nowhere => BTreeMap::new(),
    }
}

/// The names of all collections or folders that the items need, collections each below those that it is in.
fn names(chosen: &[(usize, &Imported)], into: &Into) -> Vec<String> {
    let mut names = BTreeSet::new();
    for name in chosen.iter().flat_map(|(_, imported)| homes(imported, into)) {
        if matches!(into, Into::Folders(_)) {
            names.extend(name.match_indices('/').filter_map(|(at, _)| name.get(..at)).map(str::to_owned));
        }
        names.insert(name.to_owned());
    }
    names.into_iter().collect()
}

/// The names of the collections or folders that an item goes into.
fn homes<'a>(imported: &'a Imported, into: &'a Into) -> BTreeSet<&'a str> {
    match into {
        Into::One(name) | Into::Present(name) => [name.as_str()].into(),
        Into::Folders(rest) => {
            let own: BTreeSet<&str> = imported.folder.iter().chain(&imported.collections).map(String::as_str).collect();
            if own.is_empty() { [rest.as_str()].into() } else { own }
        }
        // A person's item is in one folder at most.
        Into::OwnFolders(_) => imported.folder.iter().chain(&imported.collections).take(1).map(String::as_str).collect(),
        Into::Nowhere => BTreeSet::new(),
    }
}

/// About how long an item will be when it is encrypted: each text grows by a third and by 80 characters.
fn size_of(imported: &Imported) -> usize {
    let text = Zeroizing::new(serde_json::to_vec(&imported.item).unwrap_or_default());
    let texts = text.split(|byte| *byte == b':').count();
    600 + text.len() * 3 / 2 + texts * 90
}
