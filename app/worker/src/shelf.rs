//! The items of the vaults that are open to the person. Names and addresses are in the clear here so that a list can be ordered and
//! searched; of one item at a time everything.

mod items;
mod open_item;

use std::collections::HashMap;

use vault::{
    Platform, SymmetricKey, Zeroizing,
    export::{ExportFolder, protect, write_plain},
    item::{EncryptedItem, Item, Uri},
    seal,
};
use worker::{Failure, OrganizationKey, SealTarget, ShelfItem, VaultAnswer, VaultCall, Wanted};

use crate::{handle::fail, ring::Ring};
use items::Items;
use open_item::OpenItem;

/// Items of a warm-up: enough for the browser to see what is used again and again.
const WARM_UP: u32 = 16;

/// Dropping it wipes what was in it.
#[derive(Default)]
pub struct Shelf {
    organizations: HashMap<String, SymmetricKey>,
    items: Items,
    open: HashMap<String, OpenItem>,
    /// The master password was entered once more; good for one export.
    may_export: bool,
    exported: Vec<Item>,
}

impl Shelf {
    /// The master password was entered once more.
    pub fn lift_guard(&mut self) {
        self.may_export = true;
        self.open.values_mut().for_each(OpenItem::lift_guard);
    }

    fn open(&self, item: &str) -> Result<&OpenItem, Failure> {
        self.open.get(item).ok_or(Failure::NoItem)
    }

    fn put(&mut self, own: &SymmetricKey, items: Vec<ShelfItem>) {
        for item in items {
            let face = self.owner(own, item.organization.as_deref()).ok().and_then(|key| parse(&item)?.decrypt(key).ok());
            self.items.put(item, face.as_ref());
        }
    }

    /// The key of whoever owns items.
    fn owner<'k>(&'k self, own: &'k SymmetricKey, organization: Option<&str>) -> Result<&'k SymmetricKey, Failure> {
        match organization {
            None => Ok(own),
            Some(id) => self.organizations.get(id).ok_or(Failure::Unopened),
        }
    }
}

/// Does what a call about the vault asks for.
pub async fn handle<P: Platform>(platform: &P, ring: &mut Ring<P>, call: VaultCall) -> Result<VaultAnswer, Failure> {
    // What needs no keys.
    match &call {
        VaultCall::Generate(recipe) => return recipe.make().map(VaultAnswer::Text).map_err(fail),
        VaultCall::WarmUp => return warm_up().map(|()| VaultAnswer::Done),
        _ => {}
    }
    // Taken out while it is worked with, as it needs the account's keys beside it.
    let mut shelf = std::mem::take(&mut ring.shelf);
    let mut file = ring.desk.take_beside();
    let answer = match ring.account() {
        Ok(account) => work(platform, &mut shelf, &account.keys, call, &mut file).await,
        Err(failure) => Err(failure),
    };
    ring.shelf = shelf;
    ring.beside = file.filter(|_| answer.is_ok());
    answer
}

/// What came beside the call is in `file`, and afterwards what goes beside the answer.
async fn work<P: Platform>(
    platform: &P,
    shelf: &mut Shelf,
    keys: &vault::account::Account<P>,
    call: VaultCall,
    file: &mut Option<Zeroizing<Vec<u8>>>,
) -> Result<VaultAnswer, Failure> {
    let own = &keys.user_key;
    match call {
        VaultCall::Begin { organizations } => {
            *shelf = Shelf { open: std::mem::take(&mut shelf.open), ..Shelf::default() };
            let mut unopened = Vec::new();
            for OrganizationKey { organization, key } in organizations {
                match seal::open(platform, &keys.private_key, &key).await {
                    Ok(key) => drop(shelf.organizations.insert(organization, key)),
                    Err(_) => unopened.push(organization),
                }
            }
            Ok(VaultAnswer::Begun(unopened))
        }
        VaultCall::Wipe => {
            *shelf = Shelf::default();
            Ok(VaultAnswer::Done)
        }
        VaultCall::Names { organization, names } => {
            let key = shelf.owner(own, organization.as_deref())?;
            Ok(VaultAnswer::Names(names.iter().map(|name| key.decrypt_text(name).ok().map(|name| name.to_string())).collect()))
        }
        VaultCall::SealName { name } => own.encrypt_text(&name).map(VaultAnswer::Sealed).map_err(fail),
        VaultCall::Put { items } => {
            shelf.put(own, items);
            Ok(VaultAnswer::Done)
        }
        VaultCall::Take { items } => {
            shelf.items.take(&items);
            Ok(VaultAnswer::Done)
        }
        VaultCall::SetTrashed { items, is_trashed } => {
            shelf.items.set_trashed(&items, is_trashed);
            Ok(VaultAnswer::Done)
        }
        VaultCall::Rows { wanted, from, count } => Ok(shelf.items.rows(&wanted, from, count)),
        VaultCall::Ids { wanted } => Ok(VaultAnswer::Ids(shelf.items.ids(&wanted))),
        VaultCall::Find { item } => Ok(VaultAnswer::Row(shelf.items.find(&item))),
        VaultCall::Open { item } => {
            // Two that were asked for at once may come in the other order.
            if let Some(newer) = shelf.open.get(&item.id).filter(|known| known.revised_at() > item.revised_at) {
                return Ok(VaultAnswer::Opened(newer.show()));
            }
            let before = parse(&item).ok_or(Failure::Unopened)?;
            let plain = before.decrypt(shelf.owner(own, item.organization.as_deref())?).map_err(fail)?;
            let id = item.id.clone();
            let mut open = OpenItem::new(item, before, plain);
            // What is open and was asked for the password stays so when it is opened once more, with what the server has of it now.
            if shelf.open.get(&id).is_some_and(OpenItem::is_lifted) {
                open.lift_guard();
            }
            let shown = open.show();
            shelf.open.insert(id, open);
            Ok(VaultAnswer::Opened(shown))
        }
        VaultCall::Show { item } => Ok(VaultAnswer::Opened(shelf.open(&item)?.show())),
        VaultCall::Close { item } => {
            shelf.open.remove(&item);
            Ok(VaultAnswer::Done)
        }
        VaultCall::Reveal { item, place } => shelf.open(&item)?.reveal(&place).map(VaultAnswer::Text),
        VaultCall::Code { item, at } => shelf.open(&item)?.code(at).map(VaultAnswer::Code),
        VaultCall::Edit { item } => shelf.open(&item)?.form().map(|(form, revised_at)| VaultAnswer::Form { form, revised_at }),
        VaultCall::Seal { form, now, target } => {
            let sealed = match target {
                SealTarget::Open(item) => {
                    let open = shelf.open(&item)?;
                    open.seal(shelf.owner(own, open.organization())?, form, &now)?
                }
                SealTarget::NewOwn => open_item::seal_new(own, form, &now)?,
                SealTarget::NewOf(organization) => open_item::seal_new(shelf.owner(own, Some(&organization))?, form, &now)?,
            };
            serde_json::to_string(&sealed).map(VaultAnswer::Sealed).map_err(|_| Failure::BadInput)
        }
        VaultCall::Give { item, organization } => {
            let open = shelf.open(&item)?;
            let (sealed, revised_at) = open.seal_for(shelf.owner(own, Some(&organization))?, shelf.owner(own, open.organization())?)?;
            serde_json::to_string(&sealed).map(|content| VaultAnswer::Given { content, revised_at }).map_err(|_| Failure::BadInput)
        }
        VaultCall::SealFile { item, name } => {
            let open = shelf.open(&item)?;
            let plain = file.take().ok_or(Failure::BadInput)?;
            let (answer, sealed) = open.seal_file(shelf.owner(own, open.organization())?, &name, &plain)?;
            *file = Some(sealed.into());
            Ok(answer)
        }
        VaultCall::OpenFile { item, file: id } => {
            let open = shelf.open(&item)?;
            let sealed = file.take().ok_or(Failure::BadInput)?;
            *file = Some(open.open_file(shelf.owner(own, open.organization())?, &id, sealed)?);
            Ok(VaultAnswer::Done)
        }
        VaultCall::Generate(_) | VaultCall::WarmUp => Err(Failure::BadInput),
        VaultCall::Export { items } => {
            if !shelf.may_export {
                return Err(Failure::Guarded);
            }
            for item in items {
                let mut plain = parse(&item).ok_or(Failure::Unopened)?.decrypt(own).map_err(fail)?;
                (plain.id, plain.folder_id, plain.favorite) = (Some(item.id), item.folder, item.is_favorite);
                shelf.exported.push(plain);
            }
            Ok(VaultAnswer::Done)
        }
        VaultCall::WriteExport { folders, password } => {
            if !std::mem::take(&mut shelf.may_export) {
                return Err(Failure::Guarded);
            }
            let folders: Vec<ExportFolder> = folders.into_iter().map(|(id, name)| ExportFolder { id, name: name.into() }).collect();
            let plain = write_plain(&folders, std::mem::take(&mut shelf.exported)).map_err(fail)?;
            match password {
                None => Ok(VaultAnswer::Written(plain.as_str().into())),
                Some(password) => protect(platform, password.as_str(), &plain).await.map(|text| VaultAnswer::Written(text.into())).map_err(fail),
            }
        }
    }
}

/// A shelf of its own that is dropped again; the calls and answers become text as they do on their way to the page and back.
fn warm_up() -> Result<(), Failure> {
    let own = &SymmetricKey::make().map_err(fail)?;
    let mut item = Item::make_login("Name", "user", "password");
    if let Some(login) = &mut item.login {
        login.uris = vec![Uri::new("https://name.example/")];
    }
    let content = serde_json::to_string(&item.encrypt(own).map_err(fail)?).map_err(|_| Failure::BadInput)?;
    let items = (0..WARM_UP).map(|at| ShelfItem { id: at.to_string(), content: content.clone(), ..ShelfItem::default() }).collect();
    let text = serde_json::to_string(&VaultCall::Put { items }).map_err(|_| Failure::BadInput)?;
    let Ok(VaultCall::Put { items }) = serde_json::from_str(&text) else { return Err(Failure::BadInput) };
    let mut shelf = Shelf::default();
    shelf.put(own, items);
    let rows = shelf.items.rows(&Wanted::default(), 0, WARM_UP);
    serde_json::to_string(&rows).map(drop).map_err(|_| Failure::BadInput)
}

fn parse(item: &ShelfItem) -> Option<EncryptedItem> {
    serde_json::from_str(&item.content).ok()
}

#[cfg(test)]
mod tests;
