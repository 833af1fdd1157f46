//! Zoho Vault writes the parts of a secret as `label:value` lines in one cell.

use crate::import::{ImportError, Target, columns::Spec, draft::Draft, input::Input, run::Run};

const SPEC: Spec = Spec {
    columns: &[
        ("Password Name", Target::Name),
        ("Secret Name", Target::Name),
        ("Password URL", Target::Uri),
        ("Secret URL", Target::Uri),
        ("login_uri", Target::Uri),
        ("Description", Target::Notes),
        ("Password Description", Target::Notes),
        ("Secret Description", Target::Notes),
        ("Notes", Target::Notes),
        ("Tags", Target::Tags),
        ("Favorite", Target::Favorite),
        ("Folder Name", Target::Folder),
        ("ChamberName", Target::Folder),
        ("login_username", Target::Username),
        ("login_password", Target::Password),
        ("login_totp", Target::Totp),
        ("Classification", Target::Field),
        // The same is in the data.
        ("Secret Type", Target::Ignore),
    ],
    special: |draft, header, cell| {
        if !matches!(header, "secretdata" | "customdata") {
            return false;
        }
        lines(draft, cell);
        true
    },
    finish: |_| {},
};

pub(crate) fn detect(input: &Input) -> bool {
    input.tables().any(|table| table.has(&["SecretData"]) && (table.has(&["Password Name"]) || table.has(&["Secret Name"])))
}

pub(crate) fn read(run: &mut Run<'_>, input: &Input) -> Result<(), ImportError> {
    SPEC.read(run, input.tables().next().ok_or(ImportError::Malformed)?)
}

fn lines(draft: &mut Draft, cell: &str) {
    for line in cell.lines() {
        let Some((label, value)) = line.split_once(':') else {
            draft.notes(line);
            continue;
        };
        let target = match label.trim().to_lowercase().as_str() {
            "secrettype" => Target::Ignore,
            "user name" | "username" => Target::Username,
            "password" => Target::Password,
            "totp" => Target::Totp,
            _ => Target::Field,
        };
        draft.set(target, label.trim(), value);
    }
}
