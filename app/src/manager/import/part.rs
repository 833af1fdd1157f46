use server::model::{
    id::IdempotencyKey,
    item::{ImportFolder, ImportOwnItem, ImportOwnItemsRequest, ImportedOwnItems},
    key::Ciphertext,
};
use worker::{Home, SealedItem};

/// What one command stores.
#[derive(Clone)]
pub(super) struct Part {
    /// Places of its folders among those of the import.
    places: Vec<u16>,
    pub(super) request: ImportOwnItemsRequest,
}

impl Part {
    /// A part with the folders that its items go into, and no others. None: something is not what the worker makes.
    pub(super) fn make(idempotency_key: IdempotencyKey, homes: &[Home], sealed: Vec<SealedItem>) -> Option<Self> {
        let mut places: Vec<u16> = sealed.iter().filter_map(|item| item.homes.first().copied()).collect();
        places.sort_unstable();
        places.dedup();
        let folder = |place: &u16| folder_of(homes.get(usize::from(*place))?);
        let folders = places.iter().map(folder).collect::<Option<Vec<_>>>()?;
        let item = |SealedItem { homes, is_favorite, content }| {
            let folder = homes.first().and_then(|home| places.binary_search(home).ok()).and_then(|at| u16::try_from(at).ok());
            ImportOwnItem { folder, is_favorite, content }
        };
        let items = sealed.into_iter().map(item).collect();
        Some(Self { places, request: ImportOwnItemsRequest { idempotency_key, folders, items } })
    }

    /// Takes note of the folders that are there now; answers the ids of those that were made.
    pub(super) fn settle(&self, homes: &mut [Home], stored: &ImportedOwnItems) -> Vec<String> {
        let mut made = Vec::new();
        for (place, id) in self.places.iter().zip(&stored.folders) {
            if let Some(home @ Home::New(_)) = homes.get_mut(usize::from(*place)) {
                *home = Home::Present(id.to_string());
                made.push(id.to_string());
            }
        }
        made
    }
}

fn folder_of(home: &Home) -> Option<ImportFolder> {
    match home {
        Home::Present(id) => id.parse().ok().map(ImportFolder::Present),
        Home::New(name) => Ciphertext::try_from(name.clone()).ok().map(ImportFolder::New),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAME: &str = "2.oKGio6SlpqeoqaqrrK2urw==|3ELLtfoiEXKrXDRJ9bfr/Q==|ZyqynBPdYm7KenbDpGq0T3voFFWaOLP6hri2KteC3Xg=";
    const IDS: [&str; 3] = ["018f0000-0000-7000-8000-000000000001", "018f0000-0000-7000-8000-000000000002", "018f0000-0000-7000-8000-000000000003"];

    fn part(homes: &[Home], places: &[&[u16]]) -> Option<Part> {
        let item = |homes: &&[u16]| SealedItem { homes: homes.to_vec(), is_favorite: homes.is_empty(), content: "{}".to_owned() };
        Part::make(IDS[0].parse().unwrap(), homes, places.iter().map(item).collect())
    }

    #[test]
    fn a_part_names_its_own_folders_and_the_next_one_goes_into_them() {
        let mut homes = vec![Home::New(NAME.to_owned()), Home::Present(IDS[0].to_owned()), Home::New(NAME.to_owned())];
        let first = part(&homes, &[&[2], &[], &[1], &[2]]).unwrap();
        let name = || ImportFolder::New(NAME.to_owned().try_into().unwrap());
        assert_eq!(first.request.folders, [ImportFolder::Present(IDS[0].parse().unwrap()), name()]);
        assert_eq!(
            first.request.items.iter().map(|item| (item.folder, item.is_favorite)).collect::<Vec<_>>(),
            [(Some(1), false), (None, true), (Some(0), false), (Some(1), false)]
        );

        let stored = ImportedOwnItems { folders: vec![IDS[0].parse().unwrap(), IDS[2].parse().unwrap()], items: Vec::new() };
        assert_eq!(first.settle(&mut homes, &stored), [IDS[2]]);
        assert_eq!(homes, [Home::New(NAME.to_owned()), Home::Present(IDS[0].to_owned()), Home::Present(IDS[2].to_owned())]);
        let next = part(&homes, &[&[0], &[2]]).unwrap();
        assert_eq!(next.request.folders, [name(), ImportFolder::Present(IDS[2].parse().unwrap())]);
        // What was made before is not made again.
        assert!(first.settle(&mut homes, &stored).is_empty());
    }

    #[test]
    fn a_folder_that_there_is_not_makes_no_part() {
        assert!(part(&[Home::New(NAME.to_owned())], &[&[1]]).is_none());
        assert!(part(&[Home::New("in the clear".to_owned())], &[&[0]]).is_none());
    }
}
