use zeroize::Zeroizing;

use super::{
    Imported, Limits, Reason, Target,
    clean::{is_true, month_and_year, one_line, path, speaks_of_secret, to_uri},
    spill,
};
use crate::item::{Card, Field, FieldKind, Identity, Item, ItemKind, Login, PastPassword, Secret, Totp, Uri};

/// Longer values, and those with line breaks, go to the notes: custom fields are one line everywhere.
const FIELD_LENGTH: usize = 200;
/// Encrypted it stays below the 1,000 characters that servers accept for names.
const NAME_LENGTH: usize = 687;
const FIELDS: usize = 512;
/// More addresses than anybody has go to the notes: each is compared with those before.
const URIS: usize = 200;

/// An item in the making.
#[derive(Default)]
pub(crate) struct Draft {
    pub(crate) row: usize,
    pub(crate) item: Item,
    pub(crate) folder: Option<String>,
    pub(crate) collections: Vec<String>,
    /// Chosen by the importer; else by what the item holds.
    pub(crate) kind: Option<ItemKind>,
    /// The kind in the product's words.
    pub(crate) label: String,
    email: Option<Secret>,
    tags: Vec<String>,
}

impl Draft {
    pub(crate) fn new(row: usize) -> Self {
        Self { row, ..Self::default() }
    }

    pub(crate) fn login(&mut self) -> &mut Login<Secret> {
        self.item.login.get_or_insert_default()
    }

    pub(crate) fn card(&mut self) -> &mut Card<Secret> {
        self.item.card.get_or_insert_default()
    }

    pub(crate) fn identity(&mut self) -> &mut Identity<Secret> {
        self.item.identity.get_or_insert_default()
    }

    /// Puts a value where it belongs. What is already taken goes to a custom field under `label`.
    pub(crate) fn set(&mut self, target: Target, label: &str, value: &str) {
        // Even blanks may be a password.
        if value.is_empty() || (value.trim().is_empty() && target != Target::Password) {
            return;
        }
        match target {
            Target::Ignore => {}
            Target::Hidden => self.hidden(label, value),
            Target::Name if self.item.name.is_empty() => self.item.name = Secret::new(one_line(value)),
            Target::Name | Target::Field => self.field(label, value),
            Target::Uri => self.uri(value),
            Target::Notes => self.notes(value),
            Target::Totp => self.totp(label, value),
            Target::Folder => self.folder(value),
            Target::Collections => value.split(',').filter_map(path).for_each(|path| self.collections.push(path)),
            Target::Tags => self.tags.extend(value.split([',', ';']).map(str::trim).filter(|tag| !tag.is_empty()).map(str::to_owned)),
            Target::Favorite => self.item.favorite |= is_true(value),
            Target::Kind => value.trim().clone_into(&mut self.label),
            Target::Email if self.email.is_none() => self.email = Some(value.into()),
            Target::CardExpiry => self.expiry(label, value),
            Target::CardMonth => self.put(target, label, value.trim().trim_start_matches('0')),
            Target::FullName => self.full_name(value),
            _ => self.put(target, label, value),
        }
    }

    /// A value that may not be there.
    pub(crate) fn maybe(&mut self, target: Target, label: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.set(target, label, value);
        }
    }

    fn put(&mut self, target: Target, label: &str, value: &str) {
        match self.slot(target) {
            Some(slot @ None) => *slot = Some(value.into()),
            // Some products write the same twice.
            Some(Some(known)) if *known == value => {}
            _ => self.labelled(target, label, value),
        }
    }

    fn labelled(&mut self, target: Target, label: &str, value: &str) {
        let secret = matches!(target, Target::Password | Target::CardCode | Target::Pin | Target::PrivateKey);
        if secret { self.hidden(label, value) } else { self.field(label, value) }
    }

    fn slot(&mut self, target: Target) -> Option<&mut Option<Secret>> {
        let item = &mut self.item;
        Some(match target {
            Target::Username => &mut item.login.get_or_insert_default().username,
            Target::Password => &mut item.login.get_or_insert_default().password,
            Target::Cardholder => &mut item.card.get_or_insert_default().cardholder_name,
            Target::CardBrand => &mut item.card.get_or_insert_default().brand,
            Target::CardNumber => &mut item.card.get_or_insert_default().number,
            Target::CardMonth => &mut item.card.get_or_insert_default().exp_month,
            Target::CardYear => &mut item.card.get_or_insert_default().exp_year,
            Target::CardCode => &mut item.card.get_or_insert_default().code,
            Target::Title => &mut item.identity.get_or_insert_default().title,
            Target::FirstName => &mut item.identity.get_or_insert_default().first_name,
            Target::MiddleName => &mut item.identity.get_or_insert_default().middle_name,
            Target::LastName => &mut item.identity.get_or_insert_default().last_name,
            Target::Address1 => &mut item.identity.get_or_insert_default().address1,
            Target::Address2 => &mut item.identity.get_or_insert_default().address2,
            Target::Address3 => &mut item.identity.get_or_insert_default().address3,
            Target::City => &mut item.identity.get_or_insert_default().city,
            Target::State => &mut item.identity.get_or_insert_default().state,
            Target::PostalCode => &mut item.identity.get_or_insert_default().postal_code,
            Target::Country => &mut item.identity.get_or_insert_default().country,
            Target::Company => &mut item.identity.get_or_insert_default().company,
            Target::Phone => &mut item.identity.get_or_insert_default().phone,
            Target::NationalId => &mut item.identity.get_or_insert_default().ssn,
            Target::PassportNumber => &mut item.identity.get_or_insert_default().passport_number,
            Target::LicenseNumber => &mut item.identity.get_or_insert_default().license_number,
            Target::PrivateKey => &mut item.ssh_key.get_or_insert_default().private_key,
            Target::PublicKey => &mut item.ssh_key.get_or_insert_default().public_key,
            Target::Fingerprint => &mut item.ssh_key.get_or_insert_default().key_fingerprint,
            Target::Bank => &mut item.bank_account.get_or_insert_default().bank_name,
            Target::AccountHolder => &mut item.bank_account.get_or_insert_default().name_on_account,
            Target::AccountNumber => &mut item.bank_account.get_or_insert_default().account_number,
            Target::RoutingNumber => &mut item.bank_account.get_or_insert_default().routing_number,
            Target::Swift => &mut item.bank_account.get_or_insert_default().swift_code,
            Target::Iban => &mut item.bank_account.get_or_insert_default().iban,
            Target::Pin => &mut item.bank_account.get_or_insert_default().pin,
            _ => return None,
        })
    }

    /// A custom field; masked when its name speaks of a secret.
    pub(crate) fn field(&mut self, label: &str, value: &str) {
        let kind = if speaks_of_secret(label) { FieldKind::Hidden } else { FieldKind::Text };
        self.custom(label, value, kind);
    }

    /// A masked custom field.
    pub(crate) fn hidden(&mut self, label: &str, value: &str) {
        self.custom(label, value, FieldKind::Hidden);
    }

    pub(crate) fn custom(&mut self, label: &str, value: &str, kind: FieldKind) {
        if value.trim().is_empty() {
            return;
        }
        let label = one_line(label);
        if value.len() > FIELD_LENGTH || label.len() > FIELD_LENGTH || value.trim_end().contains('\n') {
            self.notes(&format!("{label}: {}", value.trim_end()));
        } else {
            self.item.fields.push(Field { kind, name: Some(label.into()), value: Some(value.trim_end_matches(['\r', '\n']).into()), ..Field::default() });
        }
    }

    /// Adds to the notes.
    pub(crate) fn notes(&mut self, text: &str) {
        let text = Zeroizing::new(text.trim_end().replace("\r\n", "\n"));
        if text.trim().is_empty() {
            return;
        }
        match &mut self.item.notes {
            Some(notes) => {
                notes.push_str("\n");
                notes.push_str(&text);
            }
            None => self.item.notes = Some(text.as_str().into()),
        }
    }

    /// Adds an address, or several separated by line breaks.
    pub(crate) fn uri(&mut self, text: &str) {
        for uri in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            if self.login().uris.len() >= URIS {
                self.notes(uri);
                continue;
            }
            let uri = Secret::new(to_uri(uri));
            let uris = &mut self.login().uris;
            if !uris.iter().any(|known| known.uri.as_ref() == Some(&uri)) {
                uris.push(Uri::new(uri));
            }
        }
    }

    /// The seed of one-time passwords. What makes no codes is kept as a masked field.
    pub(crate) fn totp(&mut self, label: &str, text: &str) {
        let text = text.trim();
        let bare = !text.contains("://");
        let seed = if bare { text.chars().filter(|character| !character.is_whitespace()).collect() } else { text.to_owned() };
        let login = self.login();
        if login.totp.is_none() && Totp::parse(&seed).is_ok() {
            login.totp = Some(seed.into());
        } else {
            self.hidden(label, text);
        }
    }

    /// The folder; the first one that is named stays.
    pub(crate) fn folder(&mut self, text: &str) {
        if self.folder.is_none() {
            self.folder = path(text);
        }
    }

    /// A tag.
    pub(crate) fn tag(&mut self, text: &str) {
        self.tags.push(text.trim().to_owned());
    }

    /// A password that was in use before.
    pub(crate) fn past_password(&mut self, password: &str, date: Option<String>) {
        if !password.is_empty() {
            self.item.password_history.push(PastPassword { password: Some(password.into()), last_used_date: date, ..PastPassword::default() });
        }
    }

    pub(crate) fn expiry(&mut self, label: &str, text: &str) {
        match month_and_year(text) {
            Some((month, year)) if self.card().exp_month.is_none() && self.card().exp_year.is_none() => {
                self.card().exp_month = Some(month.into());
                self.card().exp_year = Some(year.into());
            }
            _ => self.field(label, text),
        }
    }

    pub(crate) fn full_name(&mut self, text: &str) {
        let mut words = text.split_whitespace();
        let first = words.next().unwrap_or_default().to_owned();
        let rest: Vec<&str> = words.collect();
        self.put(Target::FirstName, "First name", &first);
        if let Some((last, middle)) = rest.split_last() {
            self.put(Target::LastName, "Last name", last);
            if !middle.is_empty() {
                self.put(Target::MiddleName, "Middle name", &middle.join(" "));
            }
        }
    }

    /// Settles the kind, gives a name where there is none, and checks the lengths.
    pub(crate) fn finish(mut self, limits: &Limits) -> Result<Imported, Reason> {
        self.settle_tags();
        let kind = self.kind.unwrap_or_else(|| spill::guess_kind(&self.item, self.email.is_some()));
        self.settle_email(kind);
        if spill::is_empty(&self.item) {
            return Err(Reason::Empty);
        }
        self.item.kind = kind;
        spill::spill(&mut self, kind);
        spill::make_part(&mut self.item, kind);
        if self.item.name.is_empty() {
            self.item.name = spill::make_name(&self.item);
        }
        check(&self.item, limits)?;
        if self.folder.iter().chain(&self.collections).any(|path| path.len() > NAME_LENGTH) {
            return Err(Reason::FolderTooLong);
        }
        Ok(Imported { row: self.row, item: self.item, folder: self.folder, collections: self.collections })
    }

    fn settle_tags(&mut self) {
        let tags = std::mem::take(&mut self.tags);
        if self.folder.is_none() && self.collections.is_empty() {
            self.folder = tags.first().and_then(|tag| path(tag));
            if tags.len() == 1 {
                return;
            }
        }
        self.field("Tags", &tags.join(", "));
    }

    fn settle_email(&mut self, kind: ItemKind) {
        let Some(email) = self.email.take() else { return };
        let slot = match kind {
            ItemKind::Identity => &mut self.identity().email,
            ItemKind::Login => &mut self.login().username,
            _ => return self.field("E-mail", email.as_str()),
        };
        if slot.is_none() {
            *slot = Some(email);
        } else {
            self.field("E-mail", email.as_str());
        }
    }
}

fn check(item: &Item, limits: &Limits) -> Result<(), Reason> {
    if item.name.len() > NAME_LENGTH {
        return Err(Reason::NameTooLong);
    }
    if item.notes.as_ref().is_some_and(|notes| notes.len() > limits.text) {
        return Err(Reason::NotesTooLong);
    }
    if item.fields.len() > FIELDS {
        return Err(Reason::TooManyFields);
    }
    if spill::longest_text(item) > limits.text {
        return Err(Reason::TextTooLong);
    }
    Ok(())
}
