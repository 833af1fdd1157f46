use server::model::{
    member::MemberView,
    role::{Right, Role, Status},
};

use crate::{i18n::t, ui::Tone};

/// What a member is called: the name, or the e-mail address while there is none.
pub(super) fn name_of(member: &MemberView) -> String {
    if member.name.is_empty() { member.email.clone() } else { member.name.clone() }
}

/// What the colour of a member comes from: the account, so that it is the same everywhere, or the membership until there is one.
pub(super) fn mark_of(member: &MemberView) -> String {
    member.user_id.map_or_else(|| member.id.to_string(), |user| user.to_string())
}

pub(super) fn role_name(role: Role) -> &'static str {
    let words = &t().console;
    match role {
        Role::Owner => words.role_owner,
        Role::Admin => words.role_admin,
        Role::User => words.role_user,
        Role::Custom => words.role_custom,
    }
}

pub(super) fn role_text(role: Role) -> &'static str {
    let words = &t().console;
    match role {
        Role::Owner => words.role_owner_text,
        Role::Admin => words.role_admin_text,
        Role::User => words.role_user_text,
        Role::Custom => words.role_custom_text,
    }
}

pub(in crate::console) fn status_badge(status: Status) -> (Tone, &'static str) {
    let words = &t().console;
    match status {
        Status::Revoked => (Tone::Bad, words.status_revoked),
        Status::Invited => (Tone::Mute, words.status_invited),
        Status::Accepted => (Tone::Warn, words.status_accepted),
        Status::Confirmed => (Tone::Good, words.status_confirmed),
    }
}

pub(super) fn right_name(right: Right) -> &'static str {
    let words = &t().console;
    match right {
        Right::AccessEventLogs => words.right_event_logs,
        Right::AccessImportExport => words.right_import_export,
        Right::AccessReports => words.right_reports,
        Right::CreateNewCollections => words.right_create_collections,
        Right::EditAnyCollection => words.right_edit_collections,
        Right::DeleteAnyCollection => words.right_delete_collections,
        Right::ManageGroups => words.right_groups,
        Right::ManagePolicies => words.right_policies,
        Right::ManageSso => words.right_sso,
        Right::ManageUsers => words.right_users,
        Right::ManageResetPassword => words.right_recovery,
        Right::ManageScim => words.right_scim,
        Right::ManageAccessRules => words.right_access_rules,
    }
}
