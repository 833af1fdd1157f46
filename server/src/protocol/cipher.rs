//! An item in the protocol's form.

use super::{attachments, moment, refused::Refused};
use crate::{
    domain::items::{Change, ItemContent, NewItem, OwnedItem, Rewrapped},
    model::{
        id::{CollectionId, FolderId, OrganizationId, UserId},
        time::Micros,
    },
    store::{items::Marks, users::UserRow},
};
use serde_json::{Map, Value};
use std::fmt::Write as _;

/// Appends an item as JSON. What is stored of it goes in as it is: nothing is parsed on the way.
pub(super) fn write(out: &mut String, base: &str, item: &OwnedItem) {
    let OwnedItem { row, collections } = item;
    let (edit, sees, manages) = (row.grant.may_edit, !row.grant.hides_passwords, row.grant.may_manage);
    let stored = row.data.trim_start_matches('{').trim_end_matches('}');
    // Writing into a text cannot fail.
    let _ = write!(out, "{{\"object\":\"cipherDetails\",\"id\":\"{}\",\"type\":{},", row.id, row.kind);
    let _ = match row.organization {
        Some(organization) => write!(out, "\"organizationId\":\"{organization}\",\"organizationUseTotp\":true,"),
        None => write!(out, "\"organizationId\":null,\"organizationUseTotp\":false,"),
    };
    out.push_str("\"collectionIds\":[");
    for (index, collection) in collections.iter().enumerate() {
        let _ = write!(out, "{}\"{collection}\"", if index == 0 { "" } else { "," });
    }
    let _ = match row.marks.folder {
        Some(folder) => write!(out, "],\"folderId\":\"{folder}\","),
        None => write!(out, "],\"folderId\":null,"),
    };
    let _ = write!(out, "\"favorite\":{},\"edit\":{edit},\"viewPassword\":{sees},", row.marks.is_favorite);
    let _ = write!(out, "\"permissions\":{{\"delete\":{},\"restore\":{}}},", edit || manages, edit || manages);
    for (name, at) in [("deletedDate", row.deleted_at), ("archivedDate", row.marks.archived_at)] {
        let _ = match at {
            Some(at) => write!(out, "\"{name}\":\"{}\",", moment::text(at)),
            None => write!(out, "\"{name}\":null,"),
        };
    }
    let _ = write!(out, "\"creationDate\":\"{}\",\"revisionDate\":\"{}\",", moment::text(row.created_at), moment::text(row.revised_at));
    out.push_str("\"attachments\":");
    write_files(out, base, item);
    out.push(',');
    out.push_str(stored);
    out.push('}');
}

/// Appends what is known of an item's files.
fn write_files(out: &mut String, base: &str, item: &OwnedItem) {
    let mut begun = false;
    for file in &item.row.attachments {
        out.push(if begun { ',' } else { '[' });
        out.push_str(&attachments::view(base, item.row.id, file, None).to_string());
        begun = true;
    }
    out.push_str(if begun { "]" } else { "null" });
}

/// An item that a client sends.
pub(super) struct Sent(Map<String, Value>);

impl Sent {
    /// Reads an item that an app encrypted for this account. If the app says that it did so for another, or under another key, nobody could read it here.
    pub(super) fn parse(value: Value, by: &UserRow) -> Result<Self, Refused> {
        let Value::Object(sent) = value else { return Err(Refused::malformed("An item was expected. Update your app.")) };
        let sent = Self(sent);
        if sent.id::<UserId>("encryptedFor")?.is_some_and(|user| user != by.id) {
            return Err(Refused::malformed("Cipher was not encrypted for the current user. Please try again."));
        }
        // An organization's item names the key of the organization, which is not known here.
        let is_own = sent.organization()?.is_none();
        match (sent.text("encryptedByKeyId"), &by.key_id) {
            (Some(used), Some(key)) if is_own && !used.eq_ignore_ascii_case(key) => {
                Err(Refused::malformed("Cipher was not encrypted with the current user key. Please try again."))
            }
            _ => Ok(sent),
        }
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name).and_then(Value::as_str).filter(|text| !text.is_empty())
    }

    fn id<T: std::str::FromStr>(&self, name: &str) -> Result<Option<T>, Refused> {
        self.text(name).map(|text| text.parse().map_err(|_| Refused::malformed("An id in this item is none. Sync, then try again."))).transpose()
    }

    pub(super) fn organization(&self) -> Result<Option<OrganizationId>, Refused> {
        self.id("organizationId")
    }

    fn marks(&self) -> Result<Marks, Refused> {
        Ok(Marks {
            folder: self.id::<FolderId>("folderId")?,
            is_favorite: self.0.get("favorite").and_then(Value::as_bool).unwrap_or(false),
            archived_at: self.text("archivedDate").and_then(Micros::parse),
        })
    }

    /// Files whose names and keys come anew. An older form, without keys, says nothing that is not known.
    fn attachments(&self) -> Result<Vec<Rewrapped>, Refused> {
        let sent = self.0.get("attachments2").and_then(Value::as_object);
        let anew = sent.into_iter().flatten().filter(|(_, file)| file.get("key").is_some_and(Value::is_string));
        anew.map(|(id, file)| {
            let part = |name: &str| file.get(name).and_then(Value::as_str).and_then(|text| text.to_owned().try_into().ok());
            match (id.parse(), part("fileName"), part("key")) {
                (Ok(id), Some(file_name), Some(key)) => Ok(Rewrapped { id, file_name, key }),
                _ => Err(Refused::malformed("What this item says of an attached file is not understood. Sync, then try again.")),
            }
        })
        .collect()
    }

    /// As a new item.
    pub(super) fn new_item(&self, collections: Vec<CollectionId>) -> Result<NewItem, Refused> {
        Ok(NewItem { content: ItemContent::parse(&self.0)?, marks: self.marks()?, organization: self.organization()?, collections })
    }

    /// As new content of an item.
    pub(super) fn change(&self) -> Result<Change, Refused> {
        let known_at = self.text("lastKnownRevisionDate").and_then(Micros::parse);
        Ok(Change { content: ItemContent::parse(&self.0)?, marks: self.marks()?, attachments: self.attachments()?, known_at })
    }
}
