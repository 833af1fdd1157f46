use server::model::event::{EventKind, EventView};

use crate::i18n::t;

/// One entry as a sentence about who did what to whom. The client is named where the log spans several.
pub fn sentence(event: &EventView, naming: Naming) -> String {
    let actor = event.actor.as_ref().map_or(t().events.nobody, |actor| if actor.name.is_empty() { &actor.email } else { &actor.name });
    let said = done(event.kind, actor, &event.subject);
    match (&event.client, naming) {
        (Some(client), Naming::Client) if client.name != event.subject => t().events.in_client(&said, &client.name),
        _ => said,
    }
}

/// Whether a sentence says at which client it happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Naming {
    Client,
    Nothing,
}

fn done(kind: EventKind, actor: &str, subject: &str) -> String {
    let texts = &t().events;
    match kind {
        EventKind::SignedIn => texts.signed_in(actor),
        EventKind::ChangedPassword => texts.changed_password(actor),
        EventKind::OwnVaultExported => texts.own_vault_exported(actor),
        EventKind::SignInFailed => texts.sign_in_failed(if subject.is_empty() { actor } else { subject }),
        EventKind::ItemCreated => texts.item_created(actor),
        EventKind::ItemUpdated => texts.item_updated(actor),
        EventKind::ItemDeleted => texts.item_deleted(actor),
        EventKind::AttachmentCreated => texts.attachment_created(actor),
        EventKind::AttachmentDeleted => texts.attachment_deleted(actor),
        EventKind::ItemTrashed => texts.item_trashed(actor),
        EventKind::ItemRestored => texts.item_restored(actor),
        EventKind::ItemShared => texts.item_shared(actor),
        EventKind::ItemCollectionsChanged => texts.item_collections(actor),
        EventKind::ItemViewed => texts.item_viewed(actor),
        EventKind::ItemPasswordRevealed
        | EventKind::ItemFieldRevealed
        | EventKind::ItemCardCodeRevealed
        | EventKind::ItemCardNumberRevealed
        | EventKind::ItemTotpSeedRevealed
        | EventKind::ItemAccountNumberRevealed
        | EventKind::ItemPinRevealed
        | EventKind::ItemLicenseNumberRevealed
        | EventKind::ItemPassportNumberRevealed
        | EventKind::ItemSwiftCodeRevealed
        | EventKind::ItemIbanRevealed
        | EventKind::ItemNationalIdRevealed => texts.item_revealed(actor),
        EventKind::ItemPasswordCopied
        | EventKind::ItemFieldCopied
        | EventKind::ItemCardCodeCopied
        | EventKind::ItemAccountNumberCopied
        | EventKind::ItemPinCopied
        | EventKind::ItemLicenseNumberCopied
        | EventKind::ItemPassportNumberCopied
        | EventKind::ItemSwiftCodeCopied
        | EventKind::ItemIbanCopied
        | EventKind::ItemNationalIdCopied => texts.item_copied(actor),
        EventKind::ItemFilled => texts.item_filled(actor),
        EventKind::OrganizationExported => texts.vault_exported(actor),
        EventKind::ImportReceived => texts.import_received(actor, subject),
        EventKind::ImportAccepted => texts.import_accepted(actor, subject),
        EventKind::ImportDiscarded => texts.import_discarded(actor, subject),
        EventKind::ImportWithdrawn => texts.import_withdrawn(actor, subject),
        EventKind::CollectionCreated => texts.collection_created(actor),
        EventKind::CollectionUpdated => texts.collection_updated(actor),
        EventKind::CollectionDeleted => texts.collection_deleted(actor),
        EventKind::GroupCreated => texts.group_created(actor, subject),
        EventKind::GroupUpdated => texts.group_updated(actor, subject),
        EventKind::GroupDeleted => texts.group_deleted(actor, subject),
        EventKind::MemberInvited | EventKind::ProviderUserInvited => texts.invited(actor, subject),
        EventKind::MemberConfirmed | EventKind::ProviderUserConfirmed => texts.confirmed(actor, subject),
        EventKind::MemberUpdated | EventKind::ProviderUserUpdated => texts.updated_rights(actor, subject),
        EventKind::MemberRemoved | EventKind::ProviderUserRemoved => texts.removed(actor, subject),
        EventKind::MemberGroupsChanged => texts.member_groups(actor, subject),
        EventKind::MemberRevoked | EventKind::ProviderUserRevoked => texts.revoked(actor, subject),
        EventKind::MemberRestored | EventKind::ProviderUserRestored => texts.restored(actor, subject),
        EventKind::MemberLeft => texts.left(actor),
        EventKind::MemberAccepted | EventKind::ProviderUserAccepted => texts.accepted(actor),
        EventKind::MemberReinvited | EventKind::ProviderUserReinvited => texts.reinvited(actor, subject),
        EventKind::OrganizationUpdated => texts.organization_updated(actor, subject),
        EventKind::OrganizationAccessedByProvider => texts.accessed_by_provider(actor),
        EventKind::OrganizationDeleted => texts.organization_deleted(actor, subject),
        EventKind::OrganizationKeyRewrapped => texts.key_rewrapped(actor, subject),
        EventKind::ProviderKeyRotated => texts.provider_key_rotated(actor),
        EventKind::ClientCreated => texts.client_created(actor, subject),
        EventKind::ClientAdded => texts.client_added(actor, subject),
        EventKind::ClientRemoved => texts.client_removed(actor, subject),
        EventKind::ClientAccessed => texts.client_accessed(actor, subject),
        EventKind::ClientSuspended => texts.client_suspended(actor, subject),
        EventKind::ClientResumed => texts.client_resumed(actor, subject),
        EventKind::ClientSeatsChanged => texts.seats_changed(actor, subject),
        EventKind::OrganizationKeyUsed => texts.key_used(actor),
        EventKind::ItemsRefused => texts.items_refused(actor),
        EventKind::ProviderUpdated => texts.provider_updated(actor),
        EventKind::PlanUpdated => texts.plan_updated(actor),
    }
}

#[cfg(test)]
mod tests {
    use server::model::{
        event::{EventActor, EventClient, EventKind, EventView},
        id::{EventId, OrganizationId, UserId},
        time::Micros,
    };
    use uuid::Uuid;

    use super::{Naming, sentence};

    fn event(kind: EventKind, subject: &str) -> EventView {
        EventView {
            id: EventId::new(Uuid::nil()),
            at: Micros(0),
            kind,
            actor: Some(EventActor { id: UserId::new(Uuid::nil()), name: "Mara Kent".to_owned(), email: "mara@northgate.example".to_owned(), provider: None }),
            subject: subject.to_owned(),
            detail: String::new(),
            client: Some(EventClient { id: OrganizationId::new(Uuid::nil()), name: "Hartwell Dental".to_owned() }),
            address: String::new(),
            device: String::new(),
        }
    }

    #[test]
    fn a_provider_log_says_at_which_client_it_happened() {
        let confirmed = event(EventKind::MemberConfirmed, "chloe@hartwell.example");
        assert_eq!(sentence(&confirmed, Naming::Client), "Mara Kent confirmed chloe@hartwell.example in Hartwell Dental");
        assert_eq!(sentence(&confirmed, Naming::Nothing), "Mara Kent confirmed chloe@hartwell.example");
    }

    #[test]
    fn a_client_that_is_the_subject_is_named_once() {
        let suspended = event(EventKind::ClientSuspended, "Hartwell Dental");
        assert_eq!(sentence(&suspended, Naming::Client), "Mara Kent suspended Hartwell Dental");
    }

    #[test]
    fn a_person_without_a_name_is_called_by_the_address() {
        let mut left = event(EventKind::MemberLeft, "");
        if let Some(actor) = &mut left.actor {
            actor.name.clear();
        }
        assert_eq!(sentence(&left, Naming::Nothing), "mara@northgate.example left");
    }

    #[test]
    fn every_kind_has_a_sentence_of_its_own_words() {
        for kind in EventKind::ALL {
            let said = sentence(&event(*kind, "somebody"), Naming::Nothing);
            assert!(said.contains(' ') && !said.contains("  "), "{kind:?}: {said}");
        }
    }
}
