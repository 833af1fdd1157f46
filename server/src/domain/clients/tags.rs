use crate::{
    domain::{Error, Result},
    model::{client::TAGS_MAX, text::Tag},
};

/// The tags without those that differ from an earlier one in case alone.
pub(super) fn distinct(tags: &[Tag]) -> Result<Vec<Tag>> {
    let mut keys = Vec::new();
    let mut kept = Vec::new();
    for tag in tags {
        let key = tag.as_str().to_lowercase();
        if !keys.contains(&key) {
            keys.push(key);
            kept.push(tag.clone());
        }
        if kept.len() > TAGS_MAX {
            return Err(Error::field("tags", format!("Use at most {TAGS_MAX} tags for a client.")));
        }
    }
    Ok(kept)
}

/// The tags without those to remove, and with those to add behind them.
pub(super) fn changed(before: &[Tag], add: &[Tag], remove: &[Tag]) -> Result<Vec<Tag>> {
    let removed = |tag: &&Tag| remove.iter().any(|gone| gone.as_str().to_lowercase() == tag.as_str().to_lowercase());
    distinct(&before.iter().filter(|tag| !removed(tag)).chain(add).cloned().collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(texts: &[&str]) -> Vec<Tag> {
        texts.iter().flat_map(|text| text.parse()).collect()
    }

    #[test]
    fn tags_that_differ_in_case_alone_are_one() {
        assert!(distinct(&tags(&["Tier 1", "tier 1", "Dental"])).is_ok_and(|kept| kept == tags(&["Tier 1", "Dental"]) && kept.len() == 2));
    }

    #[test]
    fn what_is_neither_added_nor_removed_stays() {
        let change = |add: &[&str], remove: &[&str]| changed(&tags(&["Tier 1", "Dental"]), &tags(add), &tags(remove));
        assert!(change(&["Slow payer", "dental"], &[]).is_ok_and(|kept| kept == tags(&["Tier 1", "Dental", "Slow payer"])));
        assert!(change(&["DENTAL"], &["dental", "unknown"]).is_ok_and(|kept| kept == tags(&["Tier 1", "DENTAL"])));
        assert!(change(&["1", "2", "3", "4", "5", "6", "7"], &["Dental"]).is_ok_and(|kept| kept.len() == TAGS_MAX));
        assert!(change(&["1", "2", "3", "4", "5", "6", "7"], &[]).is_err());
    }

    #[test]
    fn repeated_tags_do_not_count_against_the_limit() {
        assert!(distinct(&tags(&["a"; 20])).is_ok_and(|kept| kept.len() == 1));
        assert!(distinct(&tags(&["1", "2", "3", "4", "5", "6", "7", "8"])).is_ok());
        assert!(distinct(&tags(&["1", "2", "3", "4", "5", "6", "7", "8", "9"])).is_err());
    }
}
