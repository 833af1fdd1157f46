use vault::{
    SymmetricKey, Zeroizing, file,
    item::{Attachment, EncryptedItem, FieldKind, Form, Item, ItemKind, Reprompt, Secret, SshPublicKey, Totp, is_guarded},
};
use worker::{Failure, OneTimeCode, OpenedItem, Place, ShelfItem, ShownField, ShownFile, ShownText, VaultAnswer};

use crate::{desk::number, handle::fail};

/// An item that is open: all of it in the clear.
pub struct OpenItem {
    item: ShelfItem,
    /// As the server has it.
    before: EncryptedItem,
    plain: Item,
    /// Asks for the master password first.
    is_guarded: bool,
}

impl OpenItem {
    pub fn new(item: ShelfItem, before: EncryptedItem, plain: Item) -> Self {
        let is_guarded = plain.reprompt != Reprompt::None;
        Self { item, before, plain, is_guarded }
    }

    /// It asks for the master password, and that was entered.
    pub fn is_lifted(&self) -> bool {
        !self.is_guarded && self.plain.reprompt != Reprompt::None
    }

    pub fn lift_guard(&mut self) {
        self.is_guarded = false;
    }

    pub fn revised_at(&self) -> i64 {
        self.item.revised_at
    }

    pub fn organization(&self) -> Option<&str> {
        self.item.organization.as_deref()
    }

    fn unguarded(&self) -> Result<&Item, Failure> {
        if self.is_guarded { Err(Failure::Guarded) } else { Ok(&self.plain) }
    }

    /// Masked texts are left out, and of a guarded item everything but its name.
    pub fn show(&self) -> OpenedItem {
        let item = &self.plain;
        let head = OpenedItem { kind: item.kind.into(), name: item.name.clone(), is_guarded: self.is_guarded, ..OpenedItem::default() };
        if self.is_guarded {
            return head;
        }
        let login = item.login.as_ref();
        let texts = item.texts().into_iter().filter(|(name, _)| *name != "totp");
        let shown = |(name, text): (&str, &Secret)| ShownText { name: name.to_owned(), value: (!is_guarded(name)).then(|| text.clone()) };
        OpenedItem {
            texts: texts.map(shown).collect(),
            has_code: item.text("totp").is_some(),
            uris: login.iter().flat_map(|login| &login.uris).filter_map(|uri| uri.uri.clone()).collect(),
            fields: item.fields.iter().map(shown_field).collect(),
            notes: item.notes.clone().unwrap_or_default(),
            past: item.password_history.iter().map(|past| past.last_used_date.clone()).collect(),
            password_changed: login.and_then(|login| login.password_revision_date.clone()),
            passkeys: number(login.map_or(0, |login| login.fido2_credentials.len())),
            files: item.attachments.iter().map(shown_file).collect(),
            ..head
        }
    }

    pub fn reveal(&self, place: &Place) -> Result<Secret, Failure> {
        let item = self.unguarded()?;
        let text = match place {
            Place::Text(name) => item.text(name),
            Place::Field(at) => item.fields.get(*at as usize).and_then(|field| field.value.as_ref()),
            Place::Past(at) => item.password_history.get(*at as usize).and_then(|past| past.password.as_ref()),
        };
        text.cloned().ok_or(Failure::BadInput)
    }

    pub fn code(&self, at: u64) -> Result<OneTimeCode, Failure> {
        let key = self.unguarded()?.text("totp").ok_or(Failure::BadInput)?;
        let totp = Totp::parse(key.as_str()).map_err(|_| Failure::BadInput)?;
        let seconds = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
        Ok(OneTimeCode { code: totp.code(at).as_str().into(), remaining: seconds(totp.remaining(at)), period: seconds(totp.period()) })
    }

    /// Encrypts a file under a key of its own: its name and that key as the server keeps them, and its bytes.
    pub fn seal_file(&self, owner: &SymmetricKey, name: &str, plain: &[u8]) -> Result<(VaultAnswer, Vec<u8>), Failure> {
        self.unguarded()?;
        let own = self.before.open_key(owner).map_err(fail)?;
        let above = own.as_ref().unwrap_or(owner);
        let key = SymmetricKey::make().map_err(fail)?;
        let answer = VaultAnswer::SealedFile { name: above.encrypt_text(name).map_err(fail)?, key: above.wrap(&key).map_err(fail)? };
        Ok((answer, file::encrypt(&key, plain).map_err(fail)?))
    }

    /// Decrypts an attached file.
    pub fn open_file(&self, owner: &SymmetricKey, id: &str, sealed: Zeroizing<Vec<u8>>) -> Result<Zeroizing<Vec<u8>>, Failure> {
        let attached = self.unguarded()?.attachments.iter().find(|file| file.id.as_deref() == Some(id)).ok_or(Failure::NoItem)?;
        let own = self.before.open_key(owner).map_err(fail)?;
        let key = attached.key.as_deref().map(|key| own.as_ref().unwrap_or(owner).open(key)).transpose().map_err(fail)?;
        // Very old files have no key of their own.
        file::decrypt(key.as_ref().unwrap_or(owner), sealed).map_err(fail)
    }

    /// The form, and when the item that it shows was last changed.
    pub fn form(&self) -> Result<(Form, i64), Failure> {
        Ok((Form::of(self.unguarded()?), self.item.revised_at))
    }

    pub fn seal(&self, owner: &SymmetricKey, form: Form, now: &str) -> Result<EncryptedItem, Failure> {
        let mut changed = self.unguarded()?.clone();
        form.apply(&mut changed, now);
        complete(&mut changed)?;
        if self.item.hides_passwords { changed.encrypt_in_place(owner, &self.before) } else { changed.encrypt_again(owner, &self.before) }.map_err(fail)
    }

    /// The item as it is, for another owner, and when what that shows was last changed.
    pub fn seal_for(&self, next: &SymmetricKey, owner: &SymmetricKey) -> Result<(EncryptedItem, i64), Failure> {
        Ok((self.unguarded()?.encrypt_for(next, owner, &self.before).map_err(fail)?, self.item.revised_at))
    }
}

/// Encrypts a new item under a key of its own.
pub fn seal_new(owner: &SymmetricKey, form: Form, now: &str) -> Result<EncryptedItem, Failure> {
    let mut item = Item::blank(form.kind);
    form.apply(&mut item, now);
    complete(&mut item)?;
    item.encrypt(owner).map_err(fail)
}

/// What follows from what was typed: other clients want an SSH key's public half and fingerprint beside it.
fn complete(item: &mut Item) -> Result<(), Failure> {
    if item.kind != ItemKind::SshKey {
        return Ok(());
    }
    let Some(private) = item.text("private_key") else { return Ok(()) };
    match SshPublicKey::parse(private.as_str()) {
        Some(public) => {
            item.set_text("public_key", public.line.into());
            item.set_text("key_fingerprint", public.fingerprint.into());
            Ok(())
        }
        // Another form of a key, that another client understood.
        None if item.text("public_key").is_some() => Ok(()),
        None => Err(Failure::NoSshKey),
    }
}

fn shown_file(file: &Attachment<Secret>) -> ShownFile {
    let size = file.size.as_ref().and_then(|size| size.as_str()?.parse().ok());
    ShownFile { id: file.id.clone().unwrap_or_default(), name: file.file_name.clone().unwrap_or_default(), size: size.unwrap_or_default() }
}

fn shown_field(field: &vault::item::Field<Secret>) -> ShownField {
    let is_masked = matches!(field.kind, FieldKind::Hidden | FieldKind::Other(_));
    ShownField {
        kind: field.kind.into(),
        name: field.name.clone().unwrap_or_default(),
        value: (!is_masked).then(|| field.value.clone().unwrap_or_default()),
        linked_id: field.linked_id,
    }
}
