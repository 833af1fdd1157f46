//! Statements about the clients of a provider.

mod list;
mod read;
mod write;

pub use list::{ClientRow, Order, Viewer, find, list, summary};
pub use read::{AddableRow, addable, addable_key, count_linked, names, owner_emails};
pub use write::{Claimed, Held, NewClient, claim, insert, insert_link, lock_seats, lock_tags, release, rename, resume, set_seats, set_tags, suspend};

use super::StoreError;
use crate::model::text::Tag;

/// Tags as they are stored: each between line feeds.
fn tags_text(tags: &[Tag]) -> String {
    if tags.is_empty() {
        return String::new();
    }
    let mut text = String::from("\n");
    for tag in tags {
        text.push_str(tag.as_str());
        text.push('\n');
    }
    text
}

/// Tags out of the form in which they are stored.
fn parse_tags(text: &str) -> Result<Vec<Tag>, StoreError> {
    text.split('\n').filter(|tag| !tag.is_empty()).map(|tag| tag.parse().map_err(|_| StoreError::Column("tags"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_come_out_as_they_went_in() {
        let tags = ["Tier 1", "Dental"].iter().flat_map(|tag| tag.parse()).collect::<Vec<Tag>>();
        assert_eq!(tags_text(&tags), "\nTier 1\nDental\n");
        assert!(parse_tags(&tags_text(&tags)).is_ok_and(|found| found == tags));
        assert_eq!(tags_text(&[]), "");
        assert!(parse_tags("").is_ok_and(|found| found.is_empty()));
    }
}
