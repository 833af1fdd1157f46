use crate::{
    access::ClientAccess,
    model::{
        access::{Action, Relation},
        id::{ProviderId, UserId},
        import::{ImportState, ImportView},
    },
    store::imports::ImportRow,
};

/// What somebody may do with imports of an organization, by the rules of the commands.
pub(super) struct Viewer {
    user: UserId,
    provider: Option<ProviderId>,
    may_settle: bool,
    may_accept: bool,
}

impl Viewer {
    pub(super) fn of(client: &ClientAccess) -> Self {
        let member = client.membership().map(|member| Relation::Member(member.role(), member.rights()));
        Self {
            user: client.user(),
            provider: client.acting_provider(),
            may_settle: !client.is_suspended() && Action::ClientImportWithdraw.is_open_to(client.relation()),
            may_accept: !client.is_suspended() && member.is_some_and(|member| Action::ClientImportAccept.is_open_to(member)),
        }
    }

    /// Whether an import can be taken back or discarded by him: by a provider user only what he sent himself.
    pub(super) fn may_withdraw(&self, import: &ImportRow) -> bool {
        let reaches = match self.provider {
            Some(_) => import.provider_id == self.provider && import.sender_id == self.user,
            None => true,
        };
        self.may_settle && reaches && matches!(import.state, ImportState::Sending | ImportState::Held)
    }

    pub(super) fn view(&self, import: ImportRow) -> ImportView {
        let may_withdraw = self.may_withdraw(&import);
        let may_accept = self.may_accept && import.state == ImportState::Held;
        // Whoever sends guesses must not learn how many of them were right.
        let duplicates = import.duplicates.filter(|_| self.provider.is_none());
        ImportView { duplicates, may_withdraw, may_accept, ..settled(import) }
    }
}

/// An import with which nothing can be done any more.
pub(super) fn settled(import: ImportRow) -> ImportView {
    ImportView {
        id: import.id,
        state: import.state,
        sender: import.sender,
        provider: import.provider,
        begun_at: import.begun_at,
        completed_at: import.completed_at,
        decided_at: import.decided_at,
        decided_by: import.decided_by,
        format: import.format,
        file_hash: import.file_hash,
        counts: import.counts,
        items: import.items,
        kinds: import.kinds,
        collections: import.collections,
        duplicates: import.duplicates,
        reference: import.reference,
        signature: import.signature,
        may_withdraw: false,
        may_accept: false,
    }
}
