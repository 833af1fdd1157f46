//! KeePass 2: groups within groups. The same document is inside of a KDBX database.

use base64::{Engine, engine::general_purpose::STANDARD};

use super::{keepass_otp::Otp, keepass_passkey::KeptPasskey, keepass_references::References};
use crate::{
    import::{ImportError, Reason, Target, clean::nested, draft::Draft, input::Input, run::Run, text::Node},
    item::from_seconds,
};

/// More than any client keeps.
const PAST_PASSWORDS: usize = 100;

pub(crate) fn detect(input: &Input) -> bool {
    input.xml().any(|root| root.name == "KeePassFile")
}

pub(crate) fn read(run: &mut Run<'_>, input: &Input) -> Result<(), ImportError> {
    read_document(run, input.xml().next().ok_or(ImportError::Malformed)?)
}

/// Reads the document; protected values are in the clear by now.
pub(super) fn read_document(run: &mut Run<'_>, document: &Node) -> Result<(), ImportError> {
    let bin = document.child("Meta").map_or("", |meta| meta.text_of("RecycleBinUUID")).trim();
    let root = document.child("Root").and_then(|root| root.child("Group")).ok_or(ImportError::Malformed)?;
    read_group(run, root, &mut Vec::new(), (&Bin { id: bin, inside: false }, &References::of(root)), &mut 0)
}

struct Bin<'a> {
    id: &'a str,
    inside: bool,
}

/// The depth of groups is bounded by that of the document.
fn read_group<'a>(
    run: &mut Run<'_>,
    group: &'a Node,
    names: &mut Vec<&'a str>,
    (bin, references): (&Bin<'_>, &References<'_>),
    row: &mut usize,
) -> Result<(), ImportError> {
    let inside = bin.inside || (!bin.id.is_empty() && group.text_of("UUID").trim() == bin.id);
    for entry in group.all("Entry") {
        *row += 1;
        if inside {
            run.skip(*row, Reason::Trashed);
            continue;
        }
        let (mut draft, found_all) = read_entry(*row, entry, references);
        if !found_all {
            run.skip(*row, Reason::Reference);
        }
        draft.folder = nested(names.iter().copied());
        if entry.child("Binary").is_some() {
            run.skip(*row, Reason::Attachments);
        }
        run.keep(draft)?;
    }
    for inner in group.all("Group") {
        names.push(inner.text_of("Name"));
        read_group(run, inner, names, (&Bin { id: bin.id, inside }, references), row)?;
        names.pop();
    }
    Ok(())
}

/// The second: whether all that it points to was found.
fn read_entry(row: usize, entry: &Node, references: &References<'_>) -> (Draft, bool) {
    let mut draft = Draft::new(row);
    let mut found_all = true;
    let mut otp = Otp::default();
    let mut passkey = KeptPasskey::default();
    for string in entry.all("String") {
        let key = string.text_of("Key").trim();
        let Some(value) = string.child("Value").filter(|value| !value.text.is_empty()) else { continue };
        let is_protected = ["Protected", "ProtectInMemory"].iter().any(|name| value.attribute(name).eq_ignore_ascii_case("true"));
        let (text, is_whole) = references.resolve(&value.text);
        found_all &= is_whole;
        match key {
            "Title" => draft.set(Target::Name, key, &text),
            "UserName" => draft.set(Target::Username, key, &text),
            "Password" => draft.set(Target::Password, key, &text),
            "URL" => draft.uri(&text),
            "Notes" => draft.notes(&text),
            _ if key.starts_with("KP2A_URL") => draft.uri(&text),
            _ if otp.take(key, &text) || passkey.take(key, &text) => {}
            _ if is_protected => draft.hidden(key, &text),
            _ => draft.field(key, &text),
        }
    }
    otp.settle(&mut draft);
    let times = entry.child("Times");
    passkey.settle(&mut draft, times.and_then(|times| date(times.text_of("CreationTime"))));
    if times.is_some_and(|times| times.text_of("Expires").eq_ignore_ascii_case("true")) {
        draft.field("Expires", &times.and_then(|times| date(times.text_of("ExpiryTime"))).unwrap_or_default());
    }
    let tags: Vec<&str> = entry.text_of("Tags").split([';', ',']).map(str::trim).filter(|tag| !tag.is_empty()).collect();
    draft.field("Tags", &tags.join(", "));
    if let Some(history) = entry.child("History") {
        past_passwords(&mut draft, history, references);
    }
    (draft, found_all)
}

/// Each change of an entry keeps the whole entry as it was; only changed passwords are of interest.
fn past_passwords(draft: &mut Draft, history: &Node, references: &References<'_>) {
    let current = draft.item.login.as_ref().and_then(|login| login.password.clone());
    let password = |entry: &'_ Node| entry.all("String").find(|string| string.text_of("Key") == "Password").map(|string| string.text_of("Value").to_owned());
    for entry in history.all("Entry") {
        let Some(old) = password(entry).filter(|old| !old.is_empty()) else { continue };
        let old = references.resolve(&old).0;
        // Each is compared with those before.
        if draft.item.password_history.len() >= PAST_PASSWORDS {
            break;
        }
        let is_known = current.as_ref().is_some_and(|current| *current == *old)
            || draft.item.password_history.iter().any(|past| past.password.as_ref().is_some_and(|past| *past == *old));
        if !is_known {
            let replaced = entry.child("Times").and_then(|times| date(times.text_of("LastModificationTime")));
            draft.past_password(&old, replaced);
        }
    }
}

/// ISO 8601 in exports; in databases base64 of the seconds since the year 1, 64 bits, little endian.
fn date(text: &str) -> Option<String> {
    const YEAR_1: i64 = -62_135_596_800;
    let text = text.trim();
    if text.contains('T') && text.contains('-') {
        return Some(text.to_owned());
    }
    let bytes = STANDARD.decode(text).ok()?;
    from_seconds(i64::from_le_bytes(bytes.try_into().ok()?).checked_add(YEAR_1)?)
}
