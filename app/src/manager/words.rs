use server::model::role::{ProviderRole, Role, Status};

use crate::{i18n::t, ui::Tone};

pub(super) fn role_word(role: Role) -> &'static str {
    match role {
        Role::Owner => t().manager.role_owner,
        Role::Admin => t().manager.role_admin,
        Role::User => t().manager.role_user,
        Role::Custom => t().manager.role_custom,
    }
}

pub(super) fn provider_role_word(role: ProviderRole) -> &'static str {
    match role {
        ProviderRole::Admin => t().manager.provider_admin,
        ProviderRole::ServiceUser => t().manager.service_user,
    }
}

pub(super) fn status_word(status: Status) -> (Tone, &'static str) {
    match status {
        Status::Confirmed => (Tone::Good, t().manager.confirmed),
        Status::Accepted => (Tone::Warn, t().manager.waits_for_confirmation),
        Status::Invited => (Tone::Mute, t().manager.invited),
        Status::Revoked => (Tone::Bad, t().manager.revoked),
    }
}
