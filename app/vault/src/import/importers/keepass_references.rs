//! Texts of an entry that point to those of another: `{REF:P@I:46C9B1FFBD4ABC4BBB260C6190BAD20C}` is the password of the entry with that id.
//! <https://keepass.info/help/base/fieldrefs.html>

use std::{borrow::Cow, cell::Cell, collections::HashMap};

use base64::{Engine, engine::general_purpose::STANDARD};

use crate::import::text::Node;

const BEGIN: &str = "{REF:";
/// A text that is pointed to may point on.
const DEPTH: u8 = 4;
/// Bytes put in for references, over the whole document: a few that point to each other would grow without bound.
const BUDGET: usize = 4 * 1024 * 1024;
/// What the shortest text counts for.
const LEAST: usize = 64;

/// What can be pointed to, by letter.
const WANTED: [(&str, &str); 5] = [("T", "Title"), ("U", "UserName"), ("P", "Password"), ("A", "URL"), ("N", "Notes")];
type Texts<'a> = [&'a str; WANTED.len()];

/// The entries of a document by their ids.
pub(super) struct References<'a> {
    entries: HashMap<[u8; 16], Texts<'a>>,
    left: Cell<usize>,
}

impl<'a> References<'a> {
    pub(super) fn of(root: &'a Node) -> Self {
        let mut references = Self { entries: HashMap::new(), left: Cell::new(BUDGET) };
        references.add(root);
        references
    }

    /// The depth of groups is bounded by that of the document.
    fn add(&mut self, group: &'a Node) {
        for entry in group.all("Entry") {
            if let Some(id) = STANDARD.decode(entry.text_of("UUID").trim()).ok().and_then(|id| id.try_into().ok()) {
                self.entries.insert(id, texts_of(entry));
            }
        }
        for inner in group.all("Group") {
            self.add(inner);
        }
    }

    /// The text with what it points to in it, and whether all of that was found.
    pub(super) fn resolve<'t>(&self, text: &'t str) -> (Cow<'t, str>, bool) {
        self.resolve_to(text, DEPTH)
    }

    fn resolve_to<'t>(&self, text: &'t str, depth: u8) -> (Cow<'t, str>, bool) {
        let (mut whole, mut rest, mut found_all) = (String::new(), text, true);
        while let Some(at) = find(rest) {
            let (before, reference) = rest.split_at(at);
            let Some(end) = reference.find('}') else { break };
            let (reference, after) = reference.split_at(end + 1);
            whole.push_str(before);
            if let Some(found) = self.text_of(reference).filter(|found| depth > 0 && self.may_take(found.len())) {
                let (found, is_whole) = self.resolve_to(found, depth - 1);
                whole.push_str(&found);
                found_all &= is_whole;
            } else {
                whole.push_str(reference);
                found_all = false;
            }
            rest = after;
        }
        if whole.is_empty() && rest.len() == text.len() {
            return (Cow::Borrowed(text), found_all);
        }
        whole.push_str(rest);
        (Cow::Owned(whole), found_all)
    }

    fn may_take(&self, length: usize) -> bool {
        let left = self.left.get().checked_sub(length.max(LEAST));
        if let Some(left) = left {
            self.left.set(left);
        }
        left.is_some()
    }

    /// What a reference with its braces points to. Entries are looked for by their ids alone, as KeePass writes them itself.
    fn text_of(&self, reference: &str) -> Option<&'a str> {
        let (wanted, id) = reference.get(BEGIN.len()..)?.strip_suffix('}')?.split_once('@')?;
        let id = id.strip_prefix(['I', 'i'])?.strip_prefix(':')?.trim();
        let texts = self.entries.get(&id_of(id)?)?;
        let at = WANTED.iter().position(|(letter, _)| letter.eq_ignore_ascii_case(wanted.trim()))?;
        texts.get(at).copied()
    }
}

fn texts_of(entry: &Node) -> Texts<'_> {
    let mut texts = Texts::default();
    for string in entry.all("String") {
        let key = string.text_of("Key").trim();
        if let Some((slot, _)) = texts.iter_mut().zip(WANTED).find(|(_, (_, name))| *name == key) {
            *slot = string.text_of("Value");
        }
    }
    texts
}

fn find(text: &str) -> Option<usize> {
    text.as_bytes().windows(BEGIN.len()).position(|part| part.eq_ignore_ascii_case(BEGIN.as_bytes()))
}

/// 32 hexadecimal digits.
fn id_of(hex: &str) -> Option<[u8; 16]> {
    let mut id = [0; 16];
    let digits = hex.as_bytes();
    if digits.len() != 32 {
        return None;
    }
    for (byte, pair) in id.iter_mut().zip(digits.chunks(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(name: &str, text: &str, children: Vec<Node>) -> Node {
        Node { name: name.to_owned(), attributes: Vec::new(), text: text.to_owned(), children }
    }

    fn entry(id: u8, password: &str) -> Node {
        let string = node("String", "", vec![node("Key", "Password", Vec::new()), node("Value", password, Vec::new())]);
        node("Entry", "", vec![node("UUID", &STANDARD.encode([id; 16]), Vec::new()), string])
    }

    fn reference(id: u8) -> String {
        format!("{{REF:P@I:{}}}", format!("{id:02X}").repeat(16))
    }

    #[test]
    fn what_points_to_what_is_followed_a_few_steps_and_no_circle() {
        let root = node("Group", "", vec![entry(1, "one"), node("Group", "", vec![entry(2, &reference(1)), entry(3, &reference(3))])]);
        let references = References::of(&root);
        assert_eq!(references.resolve(&format!("<{}> {}", reference(1), reference(2))), ("<one> one".into(), true));
        for lost in [reference(3), reference(4), "{REF:X@I:00}".to_owned(), "{REF:P@U:alice}".to_owned(), "{ref:\u{e9}}".to_owned()] {
            let (text, found_all) = references.resolve(&lost);
            assert!(!found_all, "{lost}");
            assert_eq!(text, lost);
        }
        for plain in ["", "{REF:", "{USERNAME}", "\u{e9}{RE"] {
            assert_eq!(references.resolve(plain), (plain.into(), true));
        }
    }

    #[test]
    fn what_grows_without_bound_is_cut() {
        let many = |id| reference(id).repeat(400);
        let root = node("Group", "", vec![entry(1, &"x".repeat(1_000)), entry(2, &many(1)), entry(3, &many(2))]);
        let references = References::of(&root);
        let pointing = reference(3);
        let (text, found_all) = references.resolve(&pointing);
        assert!(!found_all && text.len() < 2 * BUDGET, "{}", text.len());
    }
}
