//! Organizations as their members' apps see them.

use crate::{
    model::role::{Right, Role, Status},
    store::{accounts::MembershipRow, collections::CollectionRow},
};
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
    "useGroups",
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
    let mut view = json!({
        "id": membership.organization, "name": membership.name, "status": status(membership.status), "type": role(membership.role),
        "enabled": !membership.is_suspended, "key": membership.key, "organizationUserId": membership.member, "userId": membership.user,
        "identifier": null, "maxCollections": null, "maxStorageGb": null, "seats": null, "productTierType": 3, "planProductType": 3,
        "providerId": membership.provider, "providerName": membership.provider_name, "providerType": membership.provider.map(|_| 0),
        "object": "profileOrganization",
    });
    if let Some(view) = view.as_object_mut() {
        view.extend(ABSENT.iter().map(|name| ((*name).to_owned(), Value::Bool(false))));
        view.extend(PRESENT.iter().map(|name| ((*name).to_owned(), Value::Bool(true))));
        let permissions = RIGHTS.iter().map(|(name, right)| ((*name).to_owned(), Value::Bool(membership.rights.holds(*right)))).collect();
        view.insert("permissions".to_owned(), Value::Object(permissions));
    }
    view
}

/// A collection with what the person may do in it.
pub(super) fn collection_view(collection: &CollectionRow) -> Value {
    json!({
        "id": collection.id, "organizationId": collection.organization, "name": collection.name, "externalId": null, "type": 0,
        "defaultUserCollectionEmail": null, "readOnly": collection.read_only, "hidePasswords": collection.hide_passwords,
        "manage": collection.manage, "object": "collectionDetails",
    })
}
