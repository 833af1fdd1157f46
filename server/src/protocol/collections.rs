//! Collections as the apps of those see and change them who decide about them.

use super::call::{Answer, Call, empty, json};
use crate::{
    domain::collections::{self, AppCollection},
    model::{
        collection::{AccessGrant, AccessLevel, CollectionRequest, GroupAccessGrant},
        id::{CollectionId, GroupId, MemberId, OrganizationId},
        key::Ciphertext,
    },
};
use serde::Deserialize;
use serde_json::{Value, json};

/// A collection as an app sends it.
#[derive(Deserialize)]
struct Sent {
    name: Ciphertext,
    #[serde(default)]
    users: Option<Vec<SentAccess<MemberId>>>,
    #[serde(default)]
    groups: Option<Vec<SentAccess<GroupId>>>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "camelCase")]
struct SentAccess<I> {
    id: I,
    #[serde(default)]
    read_only: bool,
    #[serde(default)]
    hide_passwords: bool,
    #[serde(default)]
    manage: bool,
}

impl<I> SentAccess<I> {
    const fn level(&self) -> AccessLevel {
        AccessLevel::of_marks(self.read_only, self.hide_passwords, self.manage)
    }
}

impl Sent {
    fn read(self) -> AppCollection {
        let users = self.users.unwrap_or_default();
        let groups = self.groups.unwrap_or_default();
        AppCollection {
            name: self.name,
            access: users.iter().map(|one| AccessGrant { member: one.id, level: one.level() }).collect(),
            groups: groups.iter().map(|one| GroupAccessGrant { group: one.id, level: one.level() }).collect(),
        }
    }
}

fn view(organization: OrganizationId, collection: CollectionId, name: &Ciphertext) -> Value {
    json!({ "id": collection, "organizationId": organization, "name": name, "externalId": null, "type": 0, "object": "collection" })
}

/// Makes a collection.
pub(super) async fn create(call: Call) -> Answer {
    let organization = call.id("organization")?;
    let new = call.json::<Sent>()?.read();
    let name = new.name.clone();
    let id = collections::create_as_member(&call.context, organization, new).await?;
    Ok(json(&view(organization, id, &name)))
}

/// Gives a collection a name, and access to those named and to nobody else.
pub(super) async fn replace(call: Call) -> Answer {
    let (organization, collection) = (call.id("organization")?, call.id("collection")?);
    let new = call.json::<Sent>()?.read();
    let name = new.name.clone();
    collections::replace_as_member(&call.context, organization, collection, new).await?;
    Ok(json(&view(organization, collection, &name)))
}

/// A collection with who has access.
pub(super) async fn details(call: Call) -> Answer {
    let (organization, collection) = (call.id("organization")?, call.id("collection")?);
    let (name, access) = collections::details(&call.context, organization, collection).await?;
    let users = access.people.iter().map(|one| marks(json!(one.member), one.level)).collect::<Vec<_>>();
    let groups = access.groups.iter().map(|one| marks(json!(one.group), one.level)).collect::<Vec<_>>();
    let is_assigned = access.people.iter().any(|one| one.is_me) || access.groups.iter().any(|one| one.is_mine);
    Ok(json(&json!({
        "id": collection, "organizationId": organization, "name": name, "externalId": null, "type": 0, "assigned": is_assigned,
        "users": users, "groups": groups, "object": "collectionAccessDetails",
    })))
}

fn marks(id: Value, level: AccessLevel) -> Value {
    json!({ "id": id, "readOnly": level.is_read_only(), "hidePasswords": level.hides_passwords(), "manage": level.is_manage() })
}

/// Deletes a collection. Its items stay.
pub(super) async fn delete(call: Call) -> Answer {
    let (organization, collection) = (call.id("organization")?, call.id("collection")?);
    collections::delete(&call.context.showing(organization), CollectionRequest { organization, collection }).await?;
    Ok(empty())
}
