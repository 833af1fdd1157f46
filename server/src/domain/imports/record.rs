//! What is written about imports: events, and sentences for people.

use crate::{
    domain::{Error, events::NewEvent},
    model::{
        event::EventKind,
        id::{OrganizationId, ProviderId, UserId},
        import::ImportState,
    },
    store::{imports::ImportRow, organizations::OrganizationRow},
};

/// Characters of the file's hash that are enough to tell files apart.
const HASH: usize = 12;

/// Who did something with an import.
#[derive(Clone, Copy)]
pub(super) struct Actor {
    pub(super) user: UserId,
    /// For which he acted.
    pub(super) provider: Option<ProviderId>,
}

/// An event about an import, in the log of the organization and of the provider for which it was sent while it still is the client's.
pub(super) fn event(kind: EventKind, actor: Actor, id: OrganizationId, organization: &OrganizationRow, import: &ImportRow) -> NewEvent {
    let linked = organization.provider.as_ref().map(|provider| provider.id);
    NewEvent {
        organization: Some(id),
        provider: import.provider_id.filter(|provider| Some(*provider) == linked),
        actor: Some(actor.user),
        acting_provider: actor.provider,
        ..NewEvent::new(kind, &organization.name)
    }
    .detail(words(import))
}

/// An import in words for the log: numbers and names, nothing of its items. The provider reads it too, so that it does not tell
/// how many of them were in the vault before.
fn words(import: &ImportRow) -> String {
    let counts = import.counts;
    let hash = import.file_hash.as_str().get(..HASH).unwrap_or_default();
    let reference = if import.reference.is_empty() { String::new() } else { format!("; reference: {}", import.reference) };
    format!(
        "{} items from {} (file {hash}); rows read: {}, not understood: {}, twice: {}, left out: {}{reference}",
        import.items, import.format, counts.rows_read, counts.not_understood, counts.twice, counts.left_out
    )
}

/// What has become of an import that is not as it would have to be.
pub(super) fn settled_already(import: &ImportRow) -> Error {
    let by = import.decided_by.as_deref().unwrap_or("Somebody");
    Error::conflict(match import.state {
        ImportState::Sending => "This import is still being sent. Wait until it is complete.".to_owned(),
        ImportState::Held => "This import waits to be accepted.".to_owned(),
        ImportState::Accepted => format!("{by} has accepted this import: its items are in the vault."),
        ImportState::Discarded => format!("{by} has discarded this import: its items are gone."),
        ImportState::Withdrawn => format!("{by} has taken this import back: its items are gone."),
    })
}
