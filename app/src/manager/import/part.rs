use server::model::{
    item::{ImportFolder, ImportOwnItem},
    key::Ciphertext,
};
use worker::{Home, SealedItem};

/// What a part has in it: the folders that its items go into, and no others. None: something is not what the worker makes.
pub(super) fn part_of(homes: &[Home], sealed: Vec<SealedItem>) -> Option<(Vec<ImportFolder>, Vec<ImportOwnItem>)> {
    let mut places: Vec<u16> = sealed.iter().filter_map(|item| item.homes.first().copied()).collect();
    places.sort_unstable();
    places.dedup();
    let folder = |place: &u16| folder_of(homes.get(usize::from(*place))?);
    let folders = places.iter().map(folder).collect::<Option<Vec<_>>>()?;
    let item = |SealedItem { homes, is_favorite, content }| {
        let folder = homes.first().and_then(|home| places.binary_search(home).ok()).and_then(|at| u16::try_from(at).ok());
        ImportOwnItem { folder, is_favorite, content }
    };
    Some((folders, sealed.into_iter().map(item).collect()))
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
    const ID: &str = "018f0000-0000-7000-8000-000000000001";

    fn part(homes: &[Home], places: &[&[u16]]) -> Option<(Vec<ImportFolder>, Vec<ImportOwnItem>)> {
        let item = |homes: &&[u16]| SealedItem { homes: homes.to_vec(), is_favorite: homes.is_empty(), content: "{}".to_owned() };
        part_of(homes, places.iter().map(item).collect())
    }

    #[test]
    fn a_part_names_its_own_folders() {
        let homes = [Home::New(NAME.to_owned()), Home::Present(ID.to_owned()), Home::New(NAME.to_owned())];
        let (folders, items) = part(&homes, &[&[2], &[], &[1], &[2]]).unwrap();
        assert_eq!(folders, [ImportFolder::Present(ID.parse().unwrap()), ImportFolder::New(NAME.to_owned().try_into().unwrap())]);
        assert_eq!(
            items.iter().map(|item| (item.folder, item.is_favorite)).collect::<Vec<_>>(),
            [(Some(1), false), (None, true), (Some(0), false), (Some(1), false)]
        );
    }

    #[test]
    fn a_folder_that_there_is_not_makes_no_part() {
        assert!(part(&[Home::New(NAME.to_owned())], &[&[1]]).is_none());
        assert!(part(&[Home::New("in the clear".to_owned())], &[&[0]]).is_none());
    }
}
