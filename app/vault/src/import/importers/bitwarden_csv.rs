//! CSV of a person (`folder`) or an organization (`collections`).

use crate::{
    import::{ImportError, Target, clean::is_true, columns::Spec, draft::Draft, input::Input, run::Run},
    item::{ItemKind, Reprompt},
};

const SPEC: Spec = Spec {
    columns: &[
        ("folder", Target::Folder),
        ("collections", Target::Collections),
        ("favorite", Target::Favorite),
        ("type", Target::Kind),
        ("name", Target::Name),
        ("notes", Target::Notes),
        ("login_username", Target::Username),
        ("username", Target::Username),
        ("login_password", Target::Password),
        ("password", Target::Password),
        ("login_totp", Target::Totp),
        ("totp", Target::Totp),
    ],
    special,
    finish,
};

pub(crate) fn detect(input: &Input) -> bool {
    input.tables().any(|table| {
        table.has(&["type", "name", "notes", "fields", "login_uri", "login_username", "login_password"])
            || (table.has(&["type", "name", "notes", "fields", "uri", "username", "password", "totp"])
                && (table.has(&["folder"]) || table.has(&["collections"])))
    })
}

pub(crate) fn read(run: &mut Run<'_>, input: &Input) -> Result<(), ImportError> {
    SPEC.read(run, input.tables().next().ok_or(ImportError::Malformed)?)
}

fn special(draft: &mut Draft, header: &str, cell: &str) -> bool {
    match header {
        "fields" => cell.lines().for_each(|line| match line.rsplit_once(": ") {
            Some((name, value)) => draft.field(name, value),
            None => draft.notes(line),
        }),
        "loginuri" | "uri" => split_uris(cell).iter().for_each(|uri| draft.uri(uri)),
        "reprompt" if is_true(cell) => draft.item.reprompt = Reprompt::Password,
        "reprompt" => {}
        "archiveddate" => draft.item.archived_date = Some(cell.to_owned()),
        _ => return false,
    }
    true
}

fn finish(draft: &mut Draft) {
    draft.kind = match draft.label.as_str() {
        "note" => Some(ItemKind::SecureNote),
        _ => Some(ItemKind::Login),
    };
}

/// Addresses are joined by commas, and may hold commas: a piece without a scheme belongs to the one before if others
/// have one.
fn split_uris(cell: &str) -> Vec<String> {
    let schemes = cell.contains("://");
    let mut uris: Vec<String> = Vec::new();
    for piece in cell.split(',') {
        match uris.last_mut() {
            Some(last) if schemes && last.contains("://") && !piece.contains("://") => {
                last.push(',');
                last.push_str(piece);
            }
            _ => uris.push(piece.to_owned()),
        }
    }
    uris
}
