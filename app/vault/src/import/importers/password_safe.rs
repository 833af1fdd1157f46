//! Password Safe: entries with a path of groups separated by dots, and a sign of its own for line breaks.

use crate::import::{ImportError, Target, clean::nested, draft::Draft, input::Input, run::Run, spill, text::Node};

pub(crate) fn detect(input: &Input) -> bool {
    input.xml().any(|root| root.name == "passwordsafe")
}

pub(crate) fn read(run: &mut Run<'_>, input: &Input) -> Result<(), ImportError> {
    let root = input.xml().next().ok_or(ImportError::Malformed)?;
    let line_break = root.attribute("delimiter");
    for (index, entry) in root.all("entry").enumerate() {
        run.keep(read_entry(index + 1, entry, line_break))?;
    }
    Ok(())
}

fn read_entry(row: usize, entry: &Node, line_break: &str) -> Draft {
    let mut draft = Draft::new(row);
    for node in &entry.children {
        let text = if line_break.is_empty() { node.text.clone() } else { node.text.replace(line_break, "\n") };
        match node.name.as_str() {
            "title" => draft.set(Target::Name, "Title", &text),
            "username" => draft.set(Target::Username, "Username", &text),
            "password" => draft.set(Target::Password, "Password", &text),
            "url" => draft.uri(&text),
            "notes" => draft.notes(&text),
            "email" => draft.set(Target::Email, "E-mail", &text),
            "twofactorkey" | "totp" => draft.totp("TOTP", &text),
            // A dot in a name is written with a backslash.
            "group" => {
                let names: Vec<String> = text.replace("\\.", "\u{0}").split('.').map(|name| name.replace('\u{0}', ".")).collect();
                draft.folder = nested(names.iter().map(String::as_str));
            }
            "pwhistory" => past_passwords(&mut draft, node),
            "autotype" => draft.field("Autotype", &text),
            "runcommand" => draft.field("Run command", &text),
            name if is_bookkeeping(name) => {}
            name => draft.field(&spill::words(name), text.trim()),
        }
    }
    draft
}

fn is_bookkeeping(name: &str) -> bool {
    matches!(
        name,
        "uuid"
            | "PasswordPolicy"
            | "policyname"
            | "entrypasswordpolicy"
            | "status"
            | "dca"
            | "sdca"
            | "protected"
            | "kbshortcut"
            | "symbols"
            | "xtimex"
            | "pwexpint"
    ) || name.starts_with("ctime")
        || name.starts_with("atime")
        || name.starts_with("pmtime")
        || name.starts_with("rmtime")
        || name.starts_with("ltime")
        || name.starts_with("xtime")
}

fn past_passwords(draft: &mut Draft, history: &Node) {
    let entries = history.child("history_entries").into_iter().flat_map(|entries| entries.all("history_entry"));
    for entry in entries {
        let date = Some(entry.text_of("changedx").trim()).filter(|date| date.contains('T')).map(|date| format!("{date}Z"));
        draft.past_password(entry.text_of("oldpassword"), date);
    }
}
