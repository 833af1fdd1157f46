//! Every path of the server functions, with the action it stands for and the class of its rate limit.
//! A test compares this list with what is registered; a path without a row here is not answered.

use crate::model::access::Action;

/// How often one caller may use a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RateClass {
    /// Guesses at a secret, or mails: few per address, and limits per account in the domain.
    Guess,
    /// Queries.
    Read,
    /// Commands.
    Write,
}

use Action as A;
use RateClass::{Guess, Read, Write};

/// Sorted by path.
pub const PATHS: &[(&str, Action, RateClass)] = &[
    ("/rpc/account/accept", A::OwnInvitation, Write),
    ("/rpc/account/change_kdf", A::AccountChangeKdf, Write),
    ("/rpc/account/change_password", A::AccountChangePassword, Write),
    ("/rpc/account/end_api_key", A::AccountApiKey, Write),
    ("/rpc/account/end_session", A::AccountSessionsEnd, Write),
    ("/rpc/account/make_api_key", A::AccountApiKey, Write),
    ("/rpc/account/me", A::AccountRead, Read),
    ("/rpc/account/sessions", A::AccountSessions, Read),
    ("/rpc/account/update", A::AccountUpdate, Write),
    ("/rpc/clients/add_existing", A::ProviderClientsAddExisting, Write),
    ("/rpc/clients/addable", A::ProviderClientsAddable, Read),
    ("/rpc/clients/addable_key", A::ProviderClientsAddable, Read),
    ("/rpc/clients/change_tags", A::ProviderClientsTag, Write),
    ("/rpc/clients/create", A::ProviderClientsCreate, Write),
    ("/rpc/clients/export_csv", A::ProviderClientsList, Read),
    ("/rpc/clients/list", A::ProviderClientsList, Read),
    ("/rpc/clients/rename", A::ProviderClientsRename, Write),
    ("/rpc/clients/resume", A::ProviderClientsSuspend, Write),
    ("/rpc/clients/set_seats", A::ProviderClientsSeats, Write),
    ("/rpc/clients/summary", A::ProviderClientsList, Read),
    ("/rpc/clients/suspend", A::ProviderClientsSuspend, Write),
    ("/rpc/clients/unlink", A::ProviderClientsUnlink, Write),
    ("/rpc/collections/create", A::ClientCollectionsCreate, Write),
    ("/rpc/collections/delete", A::ClientCollectionsDelete, Write),
    ("/rpc/collections/grantees", A::ClientCollectionsGrantees, Read),
    ("/rpc/collections/key_ticket", A::ClientCollectionsList, Write),
    ("/rpc/collections/list", A::ClientCollectionsList, Read),
    ("/rpc/collections/people", A::ClientCollectionsAccess, Read),
    ("/rpc/collections/rename", A::ClientCollectionsUpdate, Write),
    ("/rpc/collections/set_access", A::ClientCollectionsAccess, Write),
    ("/rpc/events/actors", A::ClientEventsRead, Read),
    ("/rpc/events/export_csv", A::ClientEventsRead, Read),
    ("/rpc/events/list", A::ClientEventsRead, Read),
    ("/rpc/groups/create", A::ClientGroupsWrite, Write),
    ("/rpc/groups/delete", A::ClientGroupsWrite, Write),
    ("/rpc/groups/get", A::ClientGroupsList, Read),
    ("/rpc/groups/list", A::ClientGroupsList, Read),
    ("/rpc/groups/members", A::ClientGroupsList, Read),
    ("/rpc/groups/update", A::ClientGroupsWrite, Write),
    ("/rpc/imports/accept", A::ClientImportAccept, Write),
    ("/rpc/imports/app_ticket", A::ClientImport, Write),
    ("/rpc/imports/begin", A::ClientImport, Write),
    ("/rpc/imports/finish", A::ClientImport, Write),
    ("/rpc/imports/items", A::ClientImportAccept, Read),
    ("/rpc/imports/key_ticket", A::ClientImport, Write),
    ("/rpc/imports/list", A::ClientImportList, Read),
    ("/rpc/imports/send", A::ClientImport, Write),
    ("/rpc/imports/withdraw", A::ClientImportWithdraw, Write),
    ("/rpc/items/collections", A::ClientItemsCollections, Write),
    ("/rpc/items/create", A::ClientItemsCreate, Write),
    ("/rpc/items/destroy", A::ClientItemsDelete, Write),
    ("/rpc/items/list", A::ClientItemsList, Read),
    ("/rpc/items/mark", A::ClientItemsRead, Write),
    ("/rpc/items/read", A::ClientItemsRead, Read),
    ("/rpc/items/restore", A::ClientItemsRestore, Write),
    ("/rpc/items/share", A::ClientItemsShare, Write),
    ("/rpc/items/tell", A::ClientItemsRead, Write),
    ("/rpc/items/trash", A::ClientItemsDelete, Write),
    ("/rpc/items/update", A::ClientItemsUpdate, Write),
    ("/rpc/live/organization", A::ClientMembersList, Read),
    ("/rpc/live/provider", A::ProviderClientsList, Read),
    ("/rpc/members/confirm", A::ClientMembersConfirm, Write),
    ("/rpc/members/export_csv", A::ClientMembersExportCsv, Read),
    ("/rpc/members/get", A::ClientMembersList, Read),
    ("/rpc/members/invite", A::ClientMembersInvite, Write),
    ("/rpc/members/leave", A::ClientMembersLeave, Write),
    ("/rpc/members/list", A::ClientMembersList, Read),
    ("/rpc/members/public_key", A::ClientMembersPublicKeys, Read),
    ("/rpc/members/reinvite", A::ClientMembersReinvite, Write),
    ("/rpc/members/remove", A::ClientMembersRemove, Write),
    ("/rpc/members/restore", A::ClientMembersRestore, Write),
    ("/rpc/members/revoke", A::ClientMembersRevoke, Write),
    ("/rpc/members/update", A::ClientMembersUpdate, Write),
    ("/rpc/organizations/delete", A::ClientDelete, Write),
    ("/rpc/organizations/enter", A::ClientRead, Write),
    ("/rpc/organizations/get", A::ClientRead, Read),
    ("/rpc/organizations/key_ticket", A::ClientMembersConfirm, Write),
    ("/rpc/organizations/seats", A::ClientSeatsRead, Read),
    ("/rpc/organizations/update", A::ClientUpdate, Write),
    ("/rpc/people/confirm", A::ProviderUsersConfirm, Write),
    ("/rpc/people/get", A::ProviderUsersList, Read),
    ("/rpc/people/invite", A::ProviderUsersInvite, Write),
    ("/rpc/people/list", A::ProviderUsersList, Read),
    ("/rpc/people/public_key", A::ProviderUsersPublicKeys, Read),
    ("/rpc/people/reinvite", A::ProviderUsersReinvite, Write),
    ("/rpc/people/remove", A::ProviderUsersRemove, Write),
    ("/rpc/people/restore", A::ProviderUsersRestore, Write),
    ("/rpc/people/revoke", A::ProviderUsersRevoke, Write),
    ("/rpc/people/update", A::ProviderUsersUpdate, Write),
    ("/rpc/providers/event_actors", A::ProviderEventsRead, Read),
    ("/rpc/providers/events", A::ProviderEventsRead, Read),
    ("/rpc/providers/export_events", A::ProviderEventsRead, Read),
    ("/rpc/providers/get", A::ProviderRead, Read),
    ("/rpc/providers/plan", A::ProviderPlanRead, Read),
    ("/rpc/providers/update", A::ProviderUpdate, Write),
    ("/rpc/providers/update_plan", A::ProviderPlanUpdate, Write),
    ("/rpc/registration/finish", A::Open, Guess),
    ("/rpc/registration/proof", A::Open, Guess),
    ("/rpc/registration/start", A::Open, Guess),
    ("/rpc/rotation/begin", A::ProviderKeyRotate, Write),
    ("/rpc/rotation/finish", A::ProviderKeyRotate, Write),
    ("/rpc/rotation/links", A::ProviderKeyRotate, Write),
    ("/rpc/rotation/people", A::ProviderKeyRotate, Read),
    ("/rpc/rotation/resume", A::ProviderKeyRotate, Read),
    ("/rpc/rotation/rewrap", A::ProviderKeyRotate, Write),
    ("/rpc/rotation/seal", A::ProviderKeyRotate, Write),
    ("/rpc/session/prelogin", A::Open, Guess),
    ("/rpc/session/refresh", A::Open, Write),
    ("/rpc/session/sign_in", A::Open, Guess),
    ("/rpc/session/sign_out", A::Open, Write),
    ("/rpc/session/step_up", A::AccountRead, Guess),
    ("/rpc/session/unlock_keys", A::AccountRead, Read),
    ("/rpc/setup/create", A::Open, Guess),
    ("/rpc/setup/status", A::Open, Read),
    ("/rpc/vault/begin_export", A::AccountVaultRead, Write),
    ("/rpc/vault/create", A::AccountVaultWrite, Write),
    ("/rpc/vault/create_folder", A::AccountVaultWrite, Write),
    ("/rpc/vault/delete_folder", A::AccountVaultWrite, Write),
    ("/rpc/vault/destroy", A::AccountVaultWrite, Write),
    ("/rpc/vault/folders", A::AccountVaultRead, Read),
    ("/rpc/vault/import", A::AccountVaultWrite, Write),
    ("/rpc/vault/list", A::AccountVaultRead, Read),
    ("/rpc/vault/mark", A::AccountVaultWrite, Write),
    ("/rpc/vault/organizations", A::AccountVaultRead, Read),
    ("/rpc/vault/read", A::AccountVaultRead, Read),
    ("/rpc/vault/rename_folder", A::AccountVaultWrite, Write),
    ("/rpc/vault/restore", A::AccountVaultWrite, Write),
    ("/rpc/vault/trash", A::AccountVaultWrite, Write),
    ("/rpc/vault/update", A::AccountVaultWrite, Write),
];

/// The row of a path.
pub fn find(path: &str) -> Option<(Action, RateClass)> {
    PATHS.binary_search_by(|(known, ..)| (*known).cmp(path)).ok().and_then(|index| PATHS.get(index)).map(|(_, action, class)| (*action, *class))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_names_each_registered_path_once() {
        let mut registered = server_fn::axum::server_fn_paths().map(|(path, _)| path.to_owned()).collect::<Vec<_>>();
        registered.sort();
        let listed = PATHS.iter().map(|(path, ..)| (*path).to_owned()).collect::<Vec<_>>();
        assert_eq!(listed, registered);
    }
}
