use crate::{
    import::{ImportError, Target, clean::month_and_year, columns::Spec, draft::Draft, input::Input, run::Run},
    item::ItemKind,
};

const SPEC: Spec = Spec {
    columns: &[
        ("kind", Target::Kind),
        ("favorite", Target::Favorite),
        ("login", Target::Username),
        ("password", Target::Password),
        ("url", Target::Uri),
        ("memo", Target::Notes),
        ("note", Target::Notes),
        ("document_content", Target::Notes),
        ("name", Target::Name),
        ("title", Target::Name),
        ("cardholder", Target::Cardholder),
        ("number", Target::CardNumber),
        ("firstName", Target::FirstName),
        ("lastName", Target::LastName),
        ("phoneNumber", Target::Phone),
        ("street", Target::Address1),
        ("city", Target::City),
        ("state", Target::State),
        ("zipCode", Target::PostalCode),
        ("country", Target::Country),
        ("company", Target::Company),
        ("email", Target::Email),
        ("autologin", Target::Ignore),
        ("hexColor", Target::Ignore),
        ("id", Target::Ignore),
        ("protectedWithPassword", Target::Ignore),
        ("subdomainOnly", Target::Ignore),
        ("tk_export_version", Target::Ignore),
        ("type", Target::CardBrand),
    ],
    special: |draft, header, cell| {
        // A whole date, of which cards have month and year.
        if header == "expirydate" {
            let date = cell.get(..10).unwrap_or(cell);
            if month_and_year(date).is_some() { draft.expiry("Expiry date", date) } else { draft.field("Expiry date", cell) }
        }
        header == "expirydate"
    },
    finish,
};

pub(crate) fn detect(input: &Input) -> bool {
    input.tables().any(|table| table.has(&["autologin", "kind", "protectedWithPassword", "tk_export_version"]))
}

pub(crate) fn read(run: &mut Run<'_>, input: &Input) -> Result<(), ImportError> {
    SPEC.read(run, input.tables().next().ok_or(ImportError::Malformed)?)
}

fn finish(draft: &mut Draft) {
    draft.kind = match draft.label.as_str() {
        "login" => Some(ItemKind::Login),
        "cc" => Some(ItemKind::Card),
        "note" => Some(ItemKind::SecureNote),
        "address" => Some(ItemKind::Identity),
        _ => None,
    };
}
