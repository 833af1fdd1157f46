use serde_json::Value;

use crate::{
    import::{ImportError, Target, clean::speaks_of_secret, columns::Spec, draft::Draft, input::Input, run::Run, spill, text::Json},
    item::ItemKind,
};

const SPEC: Spec = Spec {
    columns: &[
        ("type", Target::Kind),
        ("name", Target::Name),
        ("email", Target::Email),
        ("username", Target::Username),
        ("password", Target::Password),
        ("totp", Target::Totp),
        ("createTime", Target::Ignore),
        ("modifyTime", Target::Ignore),
        ("vault", Target::Folder),
    ],
    special: |draft, header, cell| {
        match header {
            "url" => cell.split(", ").flat_map(|part| part.split(',')).for_each(|url| draft.uri(url)),
            "note" => draft.notes(cell),
            _ => return false,
        }
        true
    },
    finish,
};

pub(crate) fn detect(input: &Input) -> bool {
    input.tables().any(|table| table.has(&["type", "name", "url", "password", "note", "totp", "createTime", "modifyTime"]))
}

pub(crate) fn read(run: &mut Run<'_>, input: &Input) -> Result<(), ImportError> {
    SPEC.read(run, input.tables().next().ok_or(ImportError::Malformed)?)
}

fn finish(draft: &mut Draft) {
    match draft.label.as_str() {
        "note" => draft.kind = Some(ItemKind::SecureNote),
        "creditCard" | "identity" | "sshKey" | "wifi" | "custom" => structured(draft),
        _ => draft.kind = Some(ItemKind::Login),
    }
}

/// What is no login has its content as JSON in the note.
fn structured(draft: &mut Draft) {
    let Some(note) = draft.item.notes.take() else { return };
    let Ok(content) = serde_json::from_str::<Value>(note.as_str()).map(Json::from_value) else {
        draft.item.notes = Some(note);
        return;
    };
    super::proton_pass::fill(draft, &draft.label.clone(), content.value());
    for (name, value) in content.value().as_object().into_iter().flatten() {
        if name == "note" {
            draft.notes(value.as_str().unwrap_or_default());
        } else if draft.kind.is_none() {
            let label = spill::words(name);
            match value.as_str() {
                Some(text) if speaks_of_secret(&label) => draft.hidden(&label, text),
                _ => spill::leaf(draft, &label, value),
            }
        }
    }
}
