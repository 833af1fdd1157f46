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

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(texts: &[&str]) -> Vec<Tag> {
        texts.iter().map(|text| text.parse().expect("a tag")).collect()
    }

    #[test]
    fn tags_that_differ_in_case_alone_are_one() {
        assert_eq!(distinct(&tags(&["Tier 1", "tier 1", "Dental"])).expect("tags"), tags(&["Tier 1", "Dental"]));
    }

    #[test]
    fn repeated_tags_do_not_count_against_the_limit() {
        assert_eq!(distinct(&tags(&["a"; 20])).expect("tags").len(), 1);
        assert!(distinct(&tags(&["1", "2", "3", "4", "5", "6", "7", "8"])).is_ok());
        assert!(distinct(&tags(&["1", "2", "3", "4", "5", "6", "7", "8", "9"])).is_err());
    }
}
