use crate::{
    domain::events::NewEvent,
    model::{
        event::EventKind,
        id::{OrganizationId, ProviderId},
        live::{OrganizationList, ProviderList},
    },
};
use serde::{Deserialize, Serialize};

/// A list that can change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Topic {
    Organization(OrganizationId, OrganizationList),
    Provider(ProviderId, ProviderList),
    /// The organization's row in the list of its provider, if it has one. Nobody waits for it: it becomes that provider's list.
    RowOf(OrganizationId),
}

/// The lists that are different once an event has happened.
pub fn topics_of(event: &NewEvent) -> Vec<Topic> {
    let (of_organization, of_provider, is_in_row) = changed_by(event.kind);
    let mut topics = Vec::new();
    if let Some(organization) = event.organization {
        topics.extend(of_organization.iter().map(|list| Topic::Organization(organization, *list)));
        // As in the log itself: what names one of the provider's people is not for the client.
        if event.person.is_none() && event.kind != EventKind::ClientAccessed {
            topics.push(Topic::Organization(organization, OrganizationList::Events));
        }
        if is_in_row {
            topics.push(Topic::RowOf(organization));
        }
    }
    if let Some(provider) = event.provider {
        topics.extend(of_provider.iter().map(|list| Topic::Provider(provider, *list)));
        topics.push(Topic::Provider(provider, ProviderList::Events));
    }
    topics
}

/// Lists of the organization and of the provider beside their logs, and whether the organization's row in the provider's list shows it.
const fn changed_by(kind: EventKind) -> (&'static [OrganizationList], &'static [ProviderList], bool) {
    use EventKind as E;
    use OrganizationList::{Groups, Imports, Members};
    use ProviderList::{Clients, People};
    match kind {
        E::MemberInvited | E::MemberConfirmed | E::MemberUpdated | E::MemberAccepted | E::MemberReinvited => (&[Members], &[], true),
        // Groups count their members.
        E::MemberRemoved | E::MemberLeft | E::MemberRevoked | E::MemberRestored => (&[Members, Groups], &[], true),
        E::MemberGroupsChanged | E::GroupCreated | E::GroupUpdated | E::GroupDeleted => (&[Members, Groups], &[], false),
        E::CollectionCreated | E::CollectionUpdated | E::CollectionDeleted => (&[Groups], &[], false),
        E::ImportReceived | E::ImportAccepted | E::ImportDiscarded | E::ImportWithdrawn => (&[Imports], &[], false),
        E::ClientSeatsChanged => (&[Members], &[Clients], true),
        // What may be done with an import depends on it.
        E::ClientSuspended | E::ClientResumed => (&[Imports], &[Clients], true),
        E::OrganizationUpdated => (&[], &[Clients], true),
        E::PlanUpdated | E::ProviderUpdated | E::ClientCreated | E::ClientAdded => (&[], &[Clients], false),
        // Of service users it changes which clients they see.
        E::ClientRemoved | E::OrganizationDeleted | E::ProviderUserUpdated => (&[], &[Clients, People], false),
        E::ProviderUserInvited
        | E::ProviderUserConfirmed
        | E::ProviderUserRemoved
        | E::ProviderUserRevoked
        | E::ProviderUserRestored
        | E::ProviderUserAccepted
        | E::ProviderUserReinvited
        | E::ProviderKeyRotated => (&[], &[People], false),
        // In the logs alone.
        E::SignedIn
        | E::ChangedPassword
        | E::SignInFailed
        | E::OwnVaultExported
        | E::ItemCreated
        | E::ItemUpdated
        | E::ItemDeleted
        | E::AttachmentCreated
        | E::AttachmentDeleted
        | E::ItemShared
        | E::ItemCollectionsChanged
        | E::ItemViewed
        | E::ItemPasswordRevealed
        | E::ItemFieldRevealed
        | E::ItemCardCodeRevealed
        | E::ItemPasswordCopied
        | E::ItemFieldCopied
        | E::ItemCardCodeCopied
        | E::ItemFilled
        | E::ItemTrashed
        | E::ItemRestored
        | E::ItemCardNumberRevealed
        | E::ItemTotpSeedRevealed
        | E::ItemAccountNumberCopied
        | E::ItemPinCopied
        | E::ItemAccountNumberRevealed
        | E::ItemPinRevealed
        | E::ItemLicenseNumberCopied
        | E::ItemLicenseNumberRevealed
        | E::ItemPassportNumberCopied
        | E::ItemPassportNumberRevealed
        | E::ItemSwiftCodeCopied
        | E::ItemSwiftCodeRevealed
        | E::ItemIbanCopied
        | E::ItemIbanRevealed
        | E::ItemNationalIdCopied
        | E::ItemNationalIdRevealed
        | E::OrganizationExported
        | E::OrganizationAccessedByProvider
        | E::ClientAccessed
        | E::OrganizationKeyUsed
        | E::ItemsRefused
        | E::OrganizationKeyRewrapped => (&[], &[], false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::id::ProviderUserId;

    #[test]
    fn a_client_hears_nothing_of_what_only_its_provider_is_told() {
        let organization = OrganizationId::make();
        let event = NewEvent { organization: Some(organization), provider: Some(ProviderId::make()), ..NewEvent::new(EventKind::ProviderUserUpdated, "Ann") };
        let is_heard = |event: &NewEvent| topics_of(event).iter().any(|topic| matches!(topic, Topic::Organization(..)));
        assert!(is_heard(&event));
        assert!(!is_heard(&event.clone().person(ProviderUserId::make())));
        assert!(!is_heard(&NewEvent { kind: EventKind::ClientAccessed, ..event }));
    }
}
