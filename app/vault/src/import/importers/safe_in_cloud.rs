use std::collections::HashMap;

use crate::{
    import::{ImportError, Reason, Target, clean::path, draft::Draft, input::Input, run::Run, text::Node},
    item::ItemKind,
};

pub(crate) fn detect(input: &Input) -> bool {
    input.xml().any(|root| root.name == "database" && root.child("card").is_some())
}

pub(crate) fn read(run: &mut Run<'_>, input: &Input) -> Result<(), ImportError> {
    let root = input.xml().next().ok_or(ImportError::Malformed)?;
    let labels: HashMap<&str, &str> = root.all("label").map(|label| (label.attribute("id"), label.attribute("name"))).collect();
    for (index, card) in root.all("card").enumerate() {
        let row = index + 1;
        let is_set = |name: &str| card.attribute(name) == "true";
        // Every file has the templates that its user may make cards from; they are no news.
        if is_set("template") {
            continue;
        }
        if is_set("deleted") {
            run.skip(row, Reason::Trashed);
            continue;
        }
        if card.child("file").is_some() || card.child("image").is_some() {
            run.skip(row, Reason::Attachments);
        }
        run.keep(read_card(row, card, &labels))?;
    }
    Ok(())
}

fn read_card(row: usize, card: &Node, labels: &HashMap<&str, &str>) -> Draft {
    let mut draft = Draft::new(row);
    draft.set(Target::Name, "Title", card.attribute("title"));
    draft.item.favorite = card.attribute("star") == "true";
    let mut paths = card.all("label_id").filter_map(|id| labels.get(id.text.trim())).filter_map(|name| path(name));
    draft.folder = paths.next();
    draft.collections = paths.collect();
    // Passports expire too.
    let is_card = card.all("field").any(|field| field.attribute("autofill").starts_with("cc-") || field.attribute("name").eq_ignore_ascii_case("cvv"));
    for field in card.all("field") {
        let (label, text) = (field.attribute("name"), field.text.as_str());
        let target = match field.attribute("type") {
            "login" => Target::Username,
            "password" => Target::Password,
            "website" => Target::Uri,
            "one_time_password" => Target::Totp,
            "email" if draft.item.login.as_ref().is_none_or(|login| login.username.is_none()) => Target::Email,
            "expiry" if is_card => Target::CardExpiry,
            "number" if is_card && label.to_lowercase().contains("number") => Target::CardNumber,
            "pin" if is_card && label.eq_ignore_ascii_case("cvv") => Target::CardCode,
            "secret" | "pin" => Target::Hidden,
            _ if is_card && label.eq_ignore_ascii_case("owner") => Target::Cardholder,
            _ => Target::Field,
        };
        draft.set(target, label, text);
    }
    draft.notes(card.text_of("notes"));
    if card.attribute("type") == "note" {
        draft.kind = Some(ItemKind::SecureNote);
    }
    draft
}
