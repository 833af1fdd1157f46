//! Organizations as their members' apps see them.

use super::{
    call::{Answer, Call, empty, json},
    cipher,
    refused::{Refused, text_response},
};
use crate::{
    domain::{self, Context, accounts, collections, imports::LentKey, items},
    model::{
        id::{OrganizationId, UserId},
        key::Ciphertext,
        member::{ListMembersRequest, MemberFilter, MemberRequest, MemberView},
        page::PAGE_ROWS_MAX,
        role::{ProviderRole, Right, Rights, Role, Status},
    },
    store::{
        accounts::MembershipRow,
        collections::{CollectionRow, NamedRow},
    },
};
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

/// The protocol's number of a role.
const fn role(role: Role) -> u8 {
    match role {
        Role::Owner => 0,
        Role::Admin => 1,
        Role::User => 2,
        Role::Custom => 4,
    }
}

/// The protocol's number of a status.
const fn status(status: Status) -> i8 {
    match status {
        Status::Invited => 0,
        Status::Accepted => 1,
        Status::Confirmed => 2,
        Status::Revoked => -1,
    }
}

/// What organizations here do not have. Apps want to be told.
const ABSENT: &[&str] = &[
    "useApi",
    "usePolicies",
    "useDirectory",
    "useSso",
    "use2fa",
    "useResetPassword",
    "useSecretsManager",
    "ssoBound",
    "keyConnectorEnabled",
    "resetPasswordEnrolled",
    "limitItemDeletion",
    "allowAdminAccessToAllCollectionItems",
    "userIsManagedByOrganization",
    "userIsClaimedByOrganization",
    "accessSecretsManager",
    "isAdminInitiated",
];
/// What they have.
const PRESENT: &[&str] = &[
    "useGroups",
    "hasPublicAndPrivateKeys",
    "useEvents",
    "useTotp",
    "usersGetPremium",
    "useCustomPermissions",
    "usePasswordManager",
    "selfHost",
    "limitCollectionCreation",
    "limitCollectionDeletion",
];
const RIGHTS: &[(&str, Right)] = &[
    ("accessEventLogs", Right::AccessEventLogs),
    ("accessImportExport", Right::AccessImportExport),
    ("accessReports", Right::AccessReports),
    ("createNewCollections", Right::CreateNewCollections),
    ("editAnyCollection", Right::EditAnyCollection),
    ("deleteAnyCollection", Right::DeleteAnyCollection),
    ("manageGroups", Right::ManageGroups),
    ("managePolicies", Right::ManagePolicies),
    ("manageSso", Right::ManageSso),
    ("manageUsers", Right::ManageUsers),
    ("manageResetPassword", Right::ManageResetPassword),
    ("manageScim", Right::ManageScim),
];

/// A membership in the profile.
pub(super) fn profile_view(membership: &MembershipRow) -> Value {
    let view = json!({
        "id": membership.organization, "name": membership.name, "status": status(membership.status), "type": role(membership.role),
        "enabled": !membership.is_suspended, "key": membership.key, "organizationUserId": membership.member, "userId": membership.user,
        "identifier": null, "maxCollections": null, "maxStorageGb": null, "seats": null, "productTierType": 3, "planProductType": 3,
        "providerId": membership.provider, "providerName": membership.provider_name, "providerType": membership.provider.map(|_| 0),
        "object": "profileOrganization",
    });
    with_features(view, membership.rights)
}

/// A provider whose client's key is lent to the app, in the profile.
pub(super) fn provider_view(lent: &LentKey, user: UserId) -> Value {
    json!({
        "id": lent.provider, "name": lent.provider_name, "key": lent.provider_key, "status": status(Status::Confirmed),
        "type": match lent.role { ProviderRole::Admin => 0, ProviderRole::ServiceUser => 1 }, "enabled": true, "permissions": null,
        "userId": user, "useEvents": true, "providerStatus": 1, "providerType": 0, "object": "profileProvider",
    })
}

/// A client whose key is lent to the app. The role is the one that may do nothing: the app is told elsewhere that its user acts for a provider.
pub(super) fn lent_view(lent: &LentKey, user: UserId) -> Value {
    let view = json!({
        "id": lent.organization, "name": lent.name, "status": status(Status::Confirmed), "type": role(Role::User), "enabled": true, "key": lent.key,
        "organizationUserId": null, "userId": user, "identifier": null, "maxCollections": null, "maxStorageGb": null, "seats": null,
        "productTierType": 3, "planProductType": 3, "providerId": lent.provider, "providerName": lent.provider_name, "providerType": 0,
        "object": "profileProviderOrganization",
    });
    with_features(view, Rights::NONE)
}

fn with_features(mut view: Value, rights: Rights) -> Value {
    if let Some(view) = view.as_object_mut() {
        view.extend(ABSENT.iter().map(|name| ((*name).to_owned(), Value::Bool(false))));
        view.extend(PRESENT.iter().map(|name| ((*name).to_owned(), Value::Bool(true))));
        view.insert("permissions".to_owned(), permissions(rights));
    }
    view
}

fn permissions(rights: Rights) -> Value {
    Value::Object(RIGHTS.iter().map(|(name, right)| ((*name).to_owned(), Value::Bool(rights.holds(*right)))).collect())
}

/// The collections granted to the caller, over his organizations.
pub(super) async fn granted_collections(call: Call) -> Answer {
    let memberships = accounts::memberships(&call.context).await?;
    Ok(json(&list(granted(&call.context, &memberships).await?)))
}

/// The collections granted in the open ones of these memberships.
pub(super) async fn granted(context: &Context, memberships: &[MembershipRow]) -> Result<Vec<Value>, Refused> {
    let mut views = Vec::new();
    for membership in memberships.iter().filter(|membership| membership.is_open()) {
        views.extend(items::collections(context, membership.organization).await?.iter().map(collection_view));
    }
    Ok(views)
}

/// A collection with what the person may do in it.
fn collection_view(collection: &CollectionRow) -> Value {
    json!({
        "id": collection.id, "organizationId": collection.organization, "name": collection.name, "externalId": null, "type": 0,
        "defaultUserCollectionEmail": null, "readOnly": collection.read_only, "hidePasswords": collection.hide_passwords,
        "manage": collection.manage, "object": "collectionDetails",
    })
}

/// The rows of a list, in the protocol's wrapper.
fn list(rows: Vec<Value>) -> Value {
    json!({ "data": rows, "object": "list", "continuationToken": null })
}

fn named_view(organization: OrganizationId, collection: &NamedRow) -> Value {
    json!({
        "id": collection.id, "organizationId": organization, "name": collection.name, "externalId": null, "type": 0, "object": "collection",
    })
}

/// The collections of an organization.
pub(super) async fn collections(call: Call) -> Answer {
    let organization = call.id("organization")?;
    let mut rows = Vec::new();
    let mut after = None;
    loop {
        let (found, next) = collections::list_after(&call.context, organization, after).await?;
        rows.extend(found.iter().map(|collection| named_view(organization, collection)));
        after = next;
        if after.is_none() {
            return Ok(json(&list(rows)));
        }
    }
}

/// The members of an organization.
pub(super) async fn members(call: Call) -> Answer {
    let organization = call.id("organization")?;
    let mut rows = Vec::new();
    let mut cursor = None;
    loop {
        let request = ListMembersRequest { organization, filter: MemberFilter::default(), cursor, rows: Some(PAGE_ROWS_MAX) };
        let page = domain::members::list(&call.context, request).await?.page;
        rows.extend(page.rows.iter().map(member_view));
        cursor = page.next;
        if cursor.is_none() {
            return Ok(json(&list(rows)));
        }
    }
}

/// One member of an organization.
pub(super) async fn member(call: Call) -> Answer {
    let request = MemberRequest { organization: call.id("organization")?, member: call.id("member")? };
    Ok(json(&member_view(&domain::members::get_to_confirm(&call.context, request).await?)))
}

fn member_view(member: &MemberView) -> Value {
    json!({
        "id": member.id, "userId": member.user_id, "name": member.name, "email": member.email, "status": status(member.status),
        "type": role(member.role), "twoFactorEnabled": false, "avatarColor": null, "externalId": null, "permissions": permissions(member.rights),
        "collections": [], "groups": member.groups.iter().map(|group| group.id).collect::<Vec<_>>(), "resetPasswordEnrolled": false, "hasMasterPassword": member.user_id.is_some(), "usesKeyConnector": false,
        "accessSecretsManager": false, "ssoBound": false, "claimedByOrganization": false, "object": "organizationUserUserDetails",
    })
}

#[derive(Deserialize)]
struct Sealed {
    key: Ciphertext,
}

/// Confirms a member with the organization key sealed to him.
pub(super) async fn confirm(call: Call) -> Answer {
    let Sealed { key } = call.json()?;
    domain::members::confirm_as_member(&call.context, call.id("organization")?, call.id("member")?, key).await?;
    Ok(empty())
}

/// The vault of an organization, for whoever may export it.
pub(super) async fn export(call: Call) -> Answer {
    let organization = call.id("organization")?;
    items::begin_export(&call.context, organization).await?;
    let mut text = String::from("{\"collections\":[");
    let mut after = None;
    let mut separator = "";
    loop {
        let (found, next) = collections::list_after(&call.context, organization, after).await?;
        for collection in &found {
            text.push_str(separator);
            text.push_str(&named_view(organization, collection).to_string());
            separator = ",";
        }
        after = next;
        if after.is_none() {
            break;
        }
    }
    text.push_str("],\"ciphers\":[");
    let mut after = None;
    separator = "";
    loop {
        let (found, next) = items::export_after(&call.context, organization, after).await?;
        for item in &found {
            text.push_str(separator);
            cipher::write(&mut text, &call.context.instance().public_url, item);
            separator = ",";
        }
        after = next;
        if after.is_none() {
            break;
        }
    }
    text.push_str("]}");
    Ok(text_response(StatusCode::OK, text))
}
