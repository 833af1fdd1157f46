use server::model::event::EventKind;

use super::EventSource;
use crate::{i18n::t, ui::Choice};

/// Kinds that people look for together. The id stands in the URL.
pub(super) struct Group {
    pub(super) id: &'static str,
    pub(super) kinds: &'static [EventKind],
}

use EventKind as K;

const MEMBERS: Group = Group {
    id: "members",
    kinds: &[
        K::MemberInvited,
        K::MemberReinvited,
        K::MemberAccepted,
        K::MemberConfirmed,
        K::MemberUpdated,
        K::MemberGroupsChanged,
        K::MemberRevoked,
        K::MemberRestored,
        K::MemberRemoved,
        K::MemberLeft,
    ],
};
const PEOPLE: Group = Group {
    id: "people",
    kinds: &[
        K::ProviderUserInvited,
        K::ProviderUserReinvited,
        K::ProviderUserAccepted,
        K::ProviderUserConfirmed,
        K::ProviderUserUpdated,
        K::ProviderUserRevoked,
        K::ProviderUserRestored,
        K::ProviderUserRemoved,
    ],
};
const CLIENTS: Group =
    Group { id: "clients", kinds: &[K::ClientCreated, K::ClientAdded, K::ClientRemoved, K::ClientSuspended, K::ClientResumed, K::OrganizationDeleted] };
const SEATS: Group = Group { id: "seats", kinds: &[K::ClientSeatsChanged, K::PlanUpdated] };
const ACCESS: Group = Group {
    id: "access",
    kinds: &[K::ClientAccessed, K::OrganizationAccessedByProvider, K::OrganizationKeyUsed, K::OrganizationKeyRewrapped, K::ItemsRefused],
};
const SETTINGS: Group = Group {
    id: "settings",
    kinds: &[
        K::OrganizationUpdated,
        K::ProviderUpdated,
        K::ProviderKeyRotated,
        K::CollectionCreated,
        K::CollectionUpdated,
        K::CollectionDeleted,
        K::GroupCreated,
        K::GroupUpdated,
        K::GroupDeleted,
    ],
};
const SIGN_IN: Group = Group { id: "sign-in", kinds: &[K::SignedIn, K::SignInFailed, K::ChangedPassword, K::OwnVaultExported] };
const ITEMS: Group = Group {
    id: "items",
    kinds: &[
        K::ItemCreated,
        K::ItemUpdated,
        K::ItemDeleted,
        K::AttachmentCreated,
        K::AttachmentDeleted,
        K::ItemTrashed,
        K::ItemRestored,
        K::ItemShared,
        K::ItemCollectionsChanged,
        K::ItemViewed,
        K::ItemPasswordRevealed,
        K::ItemFieldRevealed,
        K::ItemCardCodeRevealed,
        K::ItemCardNumberRevealed,
        K::ItemTotpSeedRevealed,
        K::ItemAccountNumberCopied,
        K::ItemPinCopied,
        K::ItemAccountNumberRevealed,
        K::ItemPinRevealed,
        K::ItemLicenseNumberCopied,
        K::ItemLicenseNumberRevealed,
        K::ItemPassportNumberCopied,
        K::ItemPassportNumberRevealed,
        K::ItemSwiftCodeCopied,
        K::ItemSwiftCodeRevealed,
        K::ItemIbanCopied,
        K::ItemIbanRevealed,
        K::ItemNationalIdCopied,
        K::ItemNationalIdRevealed,
        K::ItemPasswordCopied,
        K::ItemFieldCopied,
        K::ItemCardCodeCopied,
        K::ItemFilled,
        K::OrganizationExported,
    ],
};

const IMPORTS: Group = Group { id: "imports", kinds: &[K::ImportReceived, K::ImportAccepted, K::ImportDiscarded, K::ImportWithdrawn] };

const OF_PROVIDER: &[Group] = &[MEMBERS, PEOPLE, CLIENTS, SEATS, ACCESS, IMPORTS, SETTINGS, SIGN_IN];
const OF_ORGANIZATION: &[Group] = &[MEMBERS, ACCESS, CLIENTS, SETTINGS, SEATS, ITEMS, IMPORTS, SIGN_IN];

const fn groups(source: EventSource) -> &'static [Group] {
    match source {
        EventSource::Provider(_) => OF_PROVIDER,
        EventSource::Organization(_) => OF_ORGANIZATION,
    }
}

/// The kinds of a group; none, which means all, for an unknown id.
pub(super) fn kinds_of(source: EventSource, id: &str) -> Vec<EventKind> {
    groups(source).iter().find(|group| group.id == id).map(|group| group.kinds.to_vec()).unwrap_or_default()
}

/// What the field for the group offers.
pub(super) fn choices(source: EventSource) -> Vec<Choice> {
    let texts = &t().events;
    let label = |id| match id {
        "members" => texts.group_members,
        "people" => texts.group_people,
        "clients" => match source {
            EventSource::Provider(_) => texts.group_clients,
            EventSource::Organization(_) => texts.group_managed,
        },
        "seats" => texts.group_seats,
        "access" => texts.group_access,
        "settings" => texts.group_settings,
        "items" => texts.group_items,
        "imports" => texts.group_imports,
        _ => texts.group_sign_in,
    };
    std::iter::once(Choice::new("", texts.group_all)).chain(groups(source).iter().map(|group| Choice::new(group.id, label(group.id)))).collect()
}

#[cfg(test)]
mod tests {
    use server::model::event::EventKind;

    use super::{Group, ITEMS, OF_ORGANIZATION, OF_PROVIDER, PEOPLE};

    #[test]
    fn every_kind_of_a_log_is_found_through_a_group() {
        let has = |groups: &[Group], kind| groups.iter().any(|group| group.kinds.contains(kind));
        for kind in EventKind::ALL {
            assert!(has(OF_PROVIDER, kind) || has(&[ITEMS], kind), "{kind:?} in the log of a provider");
            assert!(has(OF_ORGANIZATION, kind) || has(&[PEOPLE], kind), "{kind:?} in the log of a client");
        }
    }
}
