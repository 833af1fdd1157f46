//! Which part of the vault is shown, as the address names it.

use worker::ShelfPart;

use crate::address::Address;

/// Parameters of the address. What is searched for is not among them: the server would read words of the vault when the page is
/// loaded again.
pub(super) const IN: &str = "in";
pub(super) const ITEM: &str = "item";
pub(super) const EDIT: &str = "edit";
pub(super) const NEW: &str = "new";

/// Reads the parameter; what is not understood is everything.
pub(super) fn parse(text: &str) -> ShelfPart {
    let after = |prefix: &str| text.strip_prefix(prefix).map(str::to_owned);
    match text {
        "favorites" => ShelfPart::Favorites,
        "own" => ShelfPart::Own,
        "trash" => ShelfPart::Trash,
        "no-folder" => ShelfPart::NoFolder,
        _ => after("type-")
            .and_then(|kind| kind.parse().ok())
            .map(ShelfPart::Kind)
            .or_else(|| after("folder-").map(ShelfPart::Folder))
            .or_else(|| after("organization-").map(ShelfPart::Organization))
            .or_else(|| after("collection-").map(ShelfPart::Collection))
            .unwrap_or_default(),
    }
}

/// Writes the parameter.
pub(super) fn write(part: &ShelfPart) -> String {
    match part {
        ShelfPart::All => String::new(),
        ShelfPart::Favorites => "favorites".to_owned(),
        ShelfPart::Own => "own".to_owned(),
        ShelfPart::Trash => "trash".to_owned(),
        ShelfPart::NoFolder => "no-folder".to_owned(),
        ShelfPart::Kind(kind) => format!("type-{kind}"),
        ShelfPart::Folder(id) => format!("folder-{id}"),
        ShelfPart::Organization(id) => format!("organization-{id}"),
        ShelfPart::Collection(id) => format!("collection-{id}"),
    }
}

/// The link to a part.
pub(super) fn href(part: &ShelfPart) -> String {
    match write(part) {
        part if part.is_empty() => "/vault".to_owned(),
        part => format!("/vault?{IN}={part}"),
    }
}

/// The part that is shown. Tracks.
pub(super) fn shown(address: Address) -> ShelfPart {
    parse(&address.get(IN))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_survives_the_address() {
        let id = || "01a20d14-f5b9-7160-8b3a-13b6d4392617".to_owned();
        for part in [
            ShelfPart::All,
            ShelfPart::Favorites,
            ShelfPart::Own,
            ShelfPart::Trash,
            ShelfPart::NoFolder,
            ShelfPart::Kind(3),
            ShelfPart::Folder(id()),
            ShelfPart::Organization(id()),
            ShelfPart::Collection(id()),
        ] {
            assert_eq!(parse(&write(&part)), part);
        }
        assert_eq!(parse("type-x"), ShelfPart::All);
    }
}
