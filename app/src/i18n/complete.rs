//! Compares the catalogues: the compiler knows the keys, and nothing of what is said.

use std::collections::BTreeSet;

use super::{de, en};

/// What German says with the same words.
const SAME: &[&str] = &[
    "in {path}",
    "{name}: {reason}",
    "{used} / {total}",
    "{text} {available}.",
    "{date}, {time} {zone}",
    "{size} kB",
    "{size} MB",
    "Admin",
    "Argon2id",
    "Bank",
    "Castellan",
    "Enterprise",
    "Form",
    "Format",
    "Generator",
    "IBAN",
    "Import",
    "Login",
    "Logins",
    "Name",
    "PBKDF2",
    "PIN",
    "Passphrase",
    "Person",
    "Status",
    "Support:",
    "Teams",
    "Text",
    "Website",
    "Website {n}",
    "optional",
];

type Written = &'static [(&'static str, &'static [(&'static str, &'static [&'static str])])];

/// Each text as `area.key` with its forms.
fn texts(written: Written) -> impl Iterator<Item = (String, &'static [&'static str])> {
    written.iter().flat_map(|(area, texts)| texts.iter().map(move |(key, forms)| (format!("{area}.{key}"), *forms)))
}

/// Texts of both languages side by side.
fn pairs() -> Vec<(String, &'static [&'static str], &'static [&'static str])> {
    let german: std::collections::BTreeMap<_, _> = texts(de::WRITTEN).collect();
    texts(en::WRITTEN).map(|(key, english)| (key.clone(), english, german.get(&key).copied().unwrap_or_default())).collect()
}

/// The names in braces.
fn values(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect()
}

fn failing(is_wrong: impl Fn(&[&str], &[&str]) -> bool) -> Vec<String> {
    pairs().into_iter().filter(|(_, english, german)| is_wrong(english, german)).map(|(key, ..)| key).collect()
}

#[test]
fn there_are_texts_to_compare() {
    assert!(pairs().len() > 1_000);
}

#[test]
fn no_text_is_empty() {
    let is_empty = |forms: &[&str]| forms.is_empty() || forms.iter().any(|form| form.trim().is_empty());
    assert_eq!(failing(|english, german| is_empty(english) || is_empty(german)), [""; 0]);
}

#[test]
fn no_text_is_left_in_english() {
    assert_eq!(failing(|english, german| english == german && !german.iter().all(|form| SAME.contains(form))), [""; 0]);
}

#[test]
fn what_is_said_alike_is_still_said() {
    let alike: BTreeSet<_> = pairs().into_iter().filter(|(_, english, german)| english == german).flat_map(|(_, _, german)| german).collect();
    assert_eq!(SAME.iter().filter(|form| !alike.contains(form)).collect::<Vec<_>>(), [&""; 0]);
}

#[test]
fn every_form_shows_the_same_values() {
    let shown = |forms: &[&str]| forms.iter().flat_map(|form| values(form)).map(str::to_owned).collect::<BTreeSet<_>>();
    let is_uneven = |forms: &[&str]| forms.last().is_some_and(|other| values(other) != shown(forms).iter().map(String::as_str).collect());
    assert_eq!(failing(|english, german| shown(english) != shown(german) || is_uneven(german)), [""; 0]);
}

#[test]
fn german_is_addressed_formally_and_quoted_its_own_way() {
    let informal = |text: &str| text.split(|c: char| !c.is_alphabetic()).any(|word| matches!(word, "du" | "Du" | "dich" | "dir" | "dein" | "deine"));
    let quotes = |text: &str| text.contains('”') || text.contains('"') || text.matches('„').count() != text.matches('“').count();
    assert_eq!(failing(|_, german| german.iter().any(|form| informal(form) || quotes(form))), [""; 0]);
}
