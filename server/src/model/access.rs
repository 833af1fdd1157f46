//! Who may do what: the rule table, as data. The server decides by it, and the browser disables by it.

use super::role::{ProviderRole, Right, Rights, Role};
use serde::{Deserialize, Serialize};

/// Something that a person can want to do. The names are those of the access oracle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Action {
    ProviderRead,
    ProviderUpdate,
    ProviderUsersList,
    ProviderUsersInvite,
    ProviderUsersReinvite,
    ProviderUsersPublicKeys,
    ProviderUsersConfirm,
    ProviderUsersUpdate,
    ProviderUsersRevoke,
    ProviderUsersRestore,
    ProviderUsersRemove,
    ProviderClientsList,
    ProviderClientsCreate,
    ProviderClientsAddable,
    ProviderClientsAddExisting,
    ProviderClientsRename,
    ProviderClientsSeats,
    ProviderClientsTag,
    ProviderClientsSuspend,
    ProviderClientsUnlink,
    ProviderPlanRead,
    ProviderPlanUpdate,
    ProviderEventsRead,
    ProviderKeyRotate,
    ClientRead,
    ClientUpdate,
    ClientDelete,
    ClientMembersList,
    ClientMembersExportCsv,
    ClientMembersInvite,
    ClientMembersReinvite,
    ClientMembersPublicKeys,
    ClientMembersConfirm,
    ClientMembersUpdate,
    ClientMembersRevoke,
    ClientMembersRestore,
    ClientMembersRemove,
    ClientMembersLeave,
    ClientGroupsList,
    ClientGroupsWrite,
    ClientEventsRead,
    ClientItemsList,
    ClientItemsRead,
    ClientItemsCreate,
    ClientItemsUpdate,
    ClientItemsDelete,
    ClientItemsRestore,
    ClientItemsShare,
    ClientItemsCollections,
    ClientItemsAttachments,
    ClientExport,
    /// Sending an import.
    ClientImport,
    ClientImportList,
    ClientImportWithdraw,
    /// Looking at the items of a held import and putting them into the vault.
    ClientImportAccept,
    ClientCollectionsList,
    ClientCollectionsCreate,
    /// Renaming.
    ClientCollectionsUpdate,
    /// Setting who has access.
    ClientCollectionsAccess,
    /// Finding whom to give access.
    ClientCollectionsGrantees,
    ClientCollectionsDelete,
    ClientSeatsRead,
    AccountRead,
    AccountUpdate,
    /// One's own items and folders.
    AccountVaultRead,
    AccountVaultWrite,
    AccountChangePassword,
    AccountChangeKdf,
    AccountApiKey,
    AccountSessions,
    AccountSessionsEnd,
    /// Signing in, registering, setting up: open to everybody, guarded by limits and tokens.
    Open,
    /// Accepting an invitation sent to one's own address.
    OwnInvitation,
}

/// What a rule says of one kind of person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Allowed.
    Yes,
    /// Allowed toward targets of the same or lower rank.
    Rank,
    /// Allowed to a Custom member that holds one of the rights.
    Right(&'static [Right]),
    /// As `Right`, and toward targets of the same or lower rank.
    RightAndRank(&'static [Right]),
    /// Allowed as far as collection grants reach.
    Grant,
    /// Refused, and may know why: 403.
    No,
    /// Refused because provider users may not touch items: 403 with a code of its own, and an event.
    Vault,
    /// Refused as if it did not exist: 404.
    Hidden,
}

/// Whether something is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Query,
    Command,
}

/// One row of the table. Whoever has no column here is refused: 401 without a session, else 404.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    pub action: Action,
    /// Its name in the oracle.
    pub name: &'static str,
    pub kind: Kind,
    /// Whether the actor must have proved his identity within the last 5 minutes.
    pub step_up: bool,
    /// In the order provider admin, service user with the client in scope, owner, admin, user, custom.
    pub verdicts: [Verdict; 6],
}

/// How a person stands to a provider or client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    Provider(ProviderRole),
    Member(Role, Rights),
}

use Action as A;
use Kind::{Command, Query};
use Verdict::{Grant, Hidden, No, Rank, RightAndRank, Vault, Yes};

const USERS: &[Right] = &[Right::ManageUsers];
const USERS_OR_RECOVERY: &[Right] = &[Right::ManageUsers, Right::ManageResetPassword];
const GROUPS: &[Right] = &[Right::ManageGroups];
const GROUPS_OR_USERS: &[Right] = &[Right::ManageGroups, Right::ManageUsers];
const IMPORT_EXPORT: &[Right] = &[Right::AccessImportExport];
const DELETE_COLLECTIONS: &[Right] = &[Right::DeleteAnyCollection];
const EVENTS: &[Right] = &[Right::AccessEventLogs];

const fn rule(action: Action, name: &'static str, kind: Kind, verdicts: [Verdict; 6]) -> Rule {
    Rule { action, name, kind, step_up: false, verdicts }
}

const fn guarded(action: Action, name: &'static str, kind: Kind, verdicts: [Verdict; 6]) -> Rule {
    Rule { action, name, kind, step_up: true, verdicts }
}

const STAFF: [Verdict; 6] = [Yes, Yes, Hidden, Hidden, Hidden, Hidden];
const ADMIN: [Verdict; 6] = [Yes, No, Hidden, Hidden, Hidden, Hidden];
const MEMBERS_COMMAND: [Verdict; 6] = [Yes, Yes, Yes, Rank, No, RightAndRank(USERS)];
const MEMBERS_QUERY: [Verdict; 6] = [Yes, Yes, Yes, Yes, No, Verdict::Right(USERS)];
const ITEMS: [Verdict; 6] = [Vault, Vault, Grant, Grant, Grant, Grant];
const COLLECTION: [Verdict; 6] = [Yes, Yes, Grant, Grant, Grant, Grant];

/// Every action that is built, and who may do it.
pub const RULES: &[Rule] = &[
    rule(A::ProviderRead, "provider.read", Query, STAFF),
    rule(A::ProviderUpdate, "provider.update", Command, ADMIN),
    rule(A::ProviderUsersList, "provider.users.list", Query, ADMIN),
    rule(A::ProviderUsersInvite, "provider.users.invite", Command, ADMIN),
    rule(A::ProviderUsersReinvite, "provider.users.reinvite", Command, ADMIN),
    rule(A::ProviderUsersPublicKeys, "provider.users.public_keys", Query, ADMIN),
    rule(A::ProviderUsersConfirm, "provider.users.confirm", Command, ADMIN),
    guarded(A::ProviderUsersUpdate, "provider.users.update", Command, ADMIN),
    rule(A::ProviderUsersRevoke, "provider.users.revoke", Command, ADMIN),
    rule(A::ProviderUsersRestore, "provider.users.restore", Command, ADMIN),
    guarded(A::ProviderUsersRemove, "provider.users.remove", Command, ADMIN),
    rule(A::ProviderClientsList, "provider.clients.list", Query, STAFF),
    rule(A::ProviderClientsCreate, "provider.clients.create", Command, ADMIN),
    rule(A::ProviderClientsAddable, "provider.clients.addable", Query, ADMIN),
    guarded(A::ProviderClientsAddExisting, "provider.clients.add_existing", Command, ADMIN),
    rule(A::ProviderClientsRename, "provider.clients.rename", Command, STAFF),
    rule(A::ProviderClientsSeats, "provider.clients.seats", Command, STAFF),
    rule(A::ProviderClientsTag, "provider.clients.tag", Command, STAFF),
    rule(A::ProviderClientsSuspend, "provider.clients.suspend", Command, ADMIN),
    guarded(A::ProviderClientsUnlink, "provider.clients.unlink", Command, ADMIN),
    rule(A::ProviderPlanRead, "provider.plan.read", Query, STAFF),
    guarded(A::ProviderPlanUpdate, "provider.plan.update", Command, ADMIN),
    rule(A::ProviderEventsRead, "provider.events.read", Query, ADMIN),
    guarded(A::ProviderKeyRotate, "provider.key.rotate", Command, ADMIN),
    rule(A::ClientRead, "client.read", Query, [Yes, Yes, Yes, Yes, Yes, Yes]),
    rule(A::ClientUpdate, "client.update", Command, [Yes, Yes, Yes, No, No, No]),
    guarded(A::ClientDelete, "client.delete", Command, [Yes, No, Yes, No, No, No]),
    rule(A::ClientMembersList, "client.members.list", Query, [Yes, Yes, Yes, Yes, No, Verdict::Right(USERS_OR_RECOVERY)]),
    rule(A::ClientMembersExportCsv, "client.members.export_csv", Query, MEMBERS_QUERY),
    rule(A::ClientMembersInvite, "client.members.invite", Command, MEMBERS_COMMAND),
    rule(A::ClientMembersReinvite, "client.members.reinvite", Command, MEMBERS_COMMAND),
    rule(A::ClientMembersPublicKeys, "client.members.public_keys", Query, MEMBERS_QUERY),
    rule(A::ClientMembersConfirm, "client.members.confirm", Command, MEMBERS_COMMAND),
    rule(A::ClientMembersUpdate, "client.members.update", Command, MEMBERS_COMMAND),
    rule(A::ClientMembersRevoke, "client.members.revoke", Command, MEMBERS_COMMAND),
    rule(A::ClientMembersRestore, "client.members.restore", Command, MEMBERS_COMMAND),
    rule(A::ClientMembersRemove, "client.members.remove", Command, MEMBERS_COMMAND),
    rule(A::ClientMembersLeave, "client.members.leave", Command, [Hidden, Hidden, Yes, Yes, Yes, Yes]),
    rule(A::ClientGroupsList, "client.groups.list", Query, [Yes, Yes, Yes, Yes, No, Verdict::Right(GROUPS_OR_USERS)]),
    rule(A::ClientGroupsWrite, "client.groups.write", Command, [Yes, Yes, Yes, Yes, No, Verdict::Right(GROUPS)]),
    rule(A::ClientEventsRead, "client.events.read", Query, [Yes, Yes, Yes, Yes, No, Verdict::Right(EVENTS)]),
    rule(A::ClientItemsList, "client.items.list", Query, ITEMS),
    rule(A::ClientItemsRead, "client.items.read", Query, ITEMS),
    rule(A::ClientItemsCreate, "client.items.create", Command, ITEMS),
    rule(A::ClientItemsUpdate, "client.items.update", Command, ITEMS),
    rule(A::ClientItemsDelete, "client.items.delete", Command, ITEMS),
    rule(A::ClientItemsRestore, "client.items.restore", Command, ITEMS),
    rule(A::ClientItemsShare, "client.items.share", Command, ITEMS),
    rule(A::ClientItemsCollections, "client.items.collections", Command, ITEMS),
    rule(A::ClientItemsAttachments, "client.items.attachments", Command, ITEMS),
    guarded(A::ClientExport, "client.export", Query, [Vault, Vault, Yes, Yes, Grant, Verdict::Right(IMPORT_EXPORT)]),
    rule(A::ClientImport, "client.import", Command, [Yes, Yes, Yes, Yes, Grant, Verdict::Right(IMPORT_EXPORT)]),
    rule(A::ClientImportList, "client.import.list", Query, [Yes, Yes, Yes, Yes, No, Verdict::Right(IMPORT_EXPORT)]),
    rule(A::ClientImportWithdraw, "client.import.withdraw", Command, [Yes, Yes, Yes, Yes, No, Verdict::Right(IMPORT_EXPORT)]),
    rule(A::ClientImportAccept, "client.import.accept", Command, [Vault, Vault, Yes, Yes, No, Verdict::Right(IMPORT_EXPORT)]),
    rule(A::ClientCollectionsList, "client.collections.list", Query, [Yes, Yes, Yes, Yes, Grant, Grant]),
    rule(A::ClientCollectionsCreate, "client.collections.create", Command, [Yes; 6]),
    rule(A::ClientCollectionsUpdate, "client.collections.update", Command, COLLECTION),
    rule(A::ClientCollectionsAccess, "client.collections.access", Command, COLLECTION),
    rule(A::ClientCollectionsGrantees, "client.collections.grantees", Query, [Yes; 6]),
    rule(A::ClientCollectionsDelete, "client.collections.delete", Command, [Yes, Yes, Grant, Grant, Grant, Verdict::Right(DELETE_COLLECTIONS)]),
    rule(A::ClientSeatsRead, "client.seats.read", Query, MEMBERS_QUERY),
    rule(A::AccountRead, "account.read", Query, [Yes; 6]),
    rule(A::AccountUpdate, "account.update", Command, [Yes; 6]),
    rule(A::AccountVaultRead, "account.vault.read", Query, [Yes; 6]),
    rule(A::AccountVaultWrite, "account.vault.write", Command, [Yes; 6]),
    guarded(A::AccountChangePassword, "account.change_password", Command, [Yes; 6]),
    guarded(A::AccountChangeKdf, "account.change_kdf", Command, [Yes; 6]),
    guarded(A::AccountApiKey, "account.api_key", Command, [Yes; 6]),
    rule(A::AccountSessions, "account.sessions", Query, [Yes; 6]),
    rule(A::AccountSessionsEnd, "account.sessions.end", Command, [Yes; 6]),
];

impl Action {
    /// Its row in the table. `Open` and `OwnInvitation` have none: they need no relation.
    pub fn rule(self) -> Option<&'static Rule> {
        RULES.iter().find(|rule| rule.action == self)
    }

    /// What the table says of somebody in that relation. Without a row: hidden.
    pub fn verdict(self, relation: Relation) -> Verdict {
        let Some(rule) = self.rule() else { return Hidden };
        let [provider_admin, service_user, owner, admin, user, custom] = rule.verdicts;
        match relation {
            Relation::Provider(ProviderRole::Admin) => provider_admin,
            Relation::Provider(ProviderRole::ServiceUser) => service_user,
            Relation::Member(Role::Owner, _) => owner,
            Relation::Member(Role::Admin, _) => admin,
            Relation::Member(Role::User, _) => user,
            Relation::Member(Role::Custom, _) => custom,
        }
    }

    /// Whether the table allows it to that relation, leaving the target's rank and collection grants aside.
    /// The browser disables by this.
    pub fn is_open_to(self, relation: Relation) -> bool {
        match (self.verdict(relation), relation) {
            (Yes | Rank | Grant, _) => true,
            (Verdict::Right(any) | RightAndRank(any), Relation::Member(_, rights)) => any.iter().any(|right| rights.holds(*right)),
            _ => false,
        }
    }

    /// Whether it is refused while the organization or provider is suspended: every command but those that end that, or the link.
    pub fn rests_while_suspended(self) -> bool {
        !matches!(self, A::ProviderClientsSuspend | A::ProviderClientsUnlink) && self.rule().is_some_and(|rule| rule.kind == Command)
    }
}

impl Relation {
    /// The highest rank toward which this relation may act: see `Role::rank`. Provider users rank as owners.
    pub const fn rank(self) -> u8 {
        match self {
            Self::Provider(_) => Role::Owner.rank(),
            Self::Member(role, _) => role.rank(),
        }
    }
}

/// Whether a person in that relation may do it toward a person of that role.
pub fn reaches(action: Action, relation: Relation, target: Role) -> bool {
    action.is_open_to(relation)
        && match action.verdict(relation) {
            Rank | RightAndRank(_) => target.rank() <= relation.rank(),
            _ => true,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_admin_does_not_reach_an_owner() {
        let admin = Relation::Member(Role::Admin, Rights::NONE);
        assert!(!reaches(A::ClientMembersRemove, admin, Role::Owner));
        assert!(reaches(A::ClientMembersRemove, admin, Role::Admin));
        assert!(reaches(A::ClientMembersRemove, Relation::Provider(ProviderRole::ServiceUser), Role::Owner));
    }

    #[test]
    fn a_custom_member_needs_the_right() {
        let with = |rights: Vec<Right>| Relation::Member(Role::Custom, rights.into());
        assert!(!reaches(A::ClientMembersInvite, with(vec![]), Role::User));
        assert!(reaches(A::ClientMembersInvite, with(vec![Right::ManageUsers]), Role::User));
        assert!(!reaches(A::ClientMembersInvite, with(vec![Right::ManageUsers]), Role::Admin));
    }

    #[test]
    fn no_provider_user_is_allowed_any_item_action() {
        for action in [
            A::ClientItemsList,
            A::ClientItemsRead,
            A::ClientItemsCreate,
            A::ClientItemsUpdate,
            A::ClientItemsDelete,
            A::ClientItemsRestore,
            A::ClientItemsShare,
            A::ClientItemsCollections,
            A::ClientItemsAttachments,
            A::ClientExport,
            A::ClientImportAccept,
        ] {
            for role in [ProviderRole::Admin, ProviderRole::ServiceUser] {
                assert_eq!(action.verdict(Relation::Provider(role)), Vault);
            }
        }
    }
}
