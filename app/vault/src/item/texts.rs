//! The secret texts of an item by their names, so that a page can list and change them without knowing each kind.

use super::{Item, ItemKind, Secret, shape::Named};

/// Names of texts that stay masked until somebody asks for them.
const GUARDED: [&str; 13] = [
    "password",
    "totp",
    "number",
    "code",
    "private_key",
    "pin",
    "ssn",
    "passport_number",
    "license_number",
    "account_number",
    "swift_code",
    "iban",
    "national_identification_number",
];

/// Tells whether a text of that name stays masked until somebody asks for it.
pub fn is_guarded(name: &str) -> bool {
    GUARDED.contains(&name)
}

impl Item {
    /// Makes an item with nothing but its kind.
    pub fn blank(kind: ItemKind) -> Self {
        let mut item = Self { kind, ..Self::default() };
        if kind == ItemKind::SecureNote {
            item.secure_note = Some(super::SecureNote::default());
        }
        // The part that makes up the kind is there, even while it is empty.
        item.part_mut();
        item
    }

    /// Names of all texts that an item of that kind can have, in the order of the protocol.
    pub fn text_names(kind: ItemKind) -> Vec<&'static str> {
        let blank = Self::blank(kind);
        blank.part().map(Named::slots).unwrap_or_default().into_iter().map(|(name, _)| name).collect()
    }

    /// The texts of the part that makes up the item's kind, those that are there, in the order of the protocol.
    pub fn texts(&self) -> Vec<(&'static str, &Secret)> {
        let slots = self.part().map(Named::slots).unwrap_or_default();
        slots.into_iter().filter_map(|(name, text)| Some((name, text.as_ref().filter(|text| !text.is_empty())?))).collect()
    }

    /// One of them.
    pub fn text(&self, name: &str) -> Option<&Secret> {
        self.texts().into_iter().find(|(known, _)| *known == name).map(|(_, text)| text)
    }

    /// Changes one of them; an empty text takes it away. A name that the kind does not have changes nothing.
    pub fn set_text(&mut self, name: &str, text: Secret) {
        let slots = self.part_mut().map(Named::slots_mut).unwrap_or_default();
        if let Some((_, slot)) = slots.into_iter().find(|(known, _)| *known == name) {
            *slot = (!text.is_empty()).then_some(text);
        }
    }

    fn part(&self) -> Option<&dyn Named<Secret>> {
        fn some<P: Named<Secret>>(part: Option<&P>) -> Option<&dyn Named<Secret>> {
            part.map(|part| part as &dyn Named<Secret>)
        }
        match self.kind {
            ItemKind::Login => some(self.login.as_ref()),
            ItemKind::Card => some(self.card.as_ref()),
            ItemKind::Identity => some(self.identity.as_ref()),
            ItemKind::SshKey => some(self.ssh_key.as_ref()),
            ItemKind::BankAccount => some(self.bank_account.as_ref()),
            ItemKind::DriversLicense => some(self.drivers_license.as_ref()),
            ItemKind::Passport => some(self.passport.as_ref()),
            ItemKind::SecureNote | ItemKind::Other(_) => None,
        }
    }

    fn part_mut(&mut self) -> Option<&mut dyn Named<Secret>> {
        match self.kind {
            ItemKind::Login => Some(self.login.get_or_insert_default()),
            ItemKind::Card => Some(self.card.get_or_insert_default()),
            ItemKind::Identity => Some(self.identity.get_or_insert_default()),
            ItemKind::SshKey => Some(self.ssh_key.get_or_insert_default()),
            ItemKind::BankAccount => Some(self.bank_account.get_or_insert_default()),
            ItemKind::DriversLicense => Some(self.drivers_license.get_or_insert_default()),
            ItemKind::Passport => Some(self.passport.get_or_insert_default()),
            ItemKind::SecureNote | ItemKind::Other(_) => None,
        }
    }
}
