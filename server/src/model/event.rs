//! Entries of the event logs.

use super::{
    id::{EventId, MemberId, OrganizationId, ProviderId, UserId},
    page::Cursor,
    time::Micros,
};
use serde::{Deserialize, Serialize};

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $number:literal)*) => {
        /// What happened. Numbers below 9000 are those of Bitwarden's event types; the others are our own.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(try_from = "u16", into = "u16")]
        pub enum EventKind { $($(#[$doc])* $name = $number,)* }

        impl EventKind {
            /// All kinds that can occur.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Its number in the store and on the wire.
            pub const fn number(self) -> u16 {
                self as u16
            }

            /// The kind of that number.
            pub const fn parse(number: u16) -> Option<Self> {
                match number { $($number => Some(Self::$name),)* _ => None }
            }
        }
    };
}

kinds! {
    SignedIn = 1000
    ChangedPassword = 1001
    SignInFailed = 1005
    /// A person took his own vault along; of an organization's it is another kind.
    OwnVaultExported = 1007
    ItemCreated = 1100
    ItemUpdated = 1101
    ItemDeleted = 1102
    AttachmentCreated = 1103
    AttachmentDeleted = 1104
    ItemShared = 1105
    ItemCollectionsChanged = 1106
    ItemViewed = 1107
    ItemPasswordRevealed = 1108
    ItemFieldRevealed = 1109
    ItemCardCodeRevealed = 1110
    ItemPasswordCopied = 1111
    ItemFieldCopied = 1112
    ItemCardCodeCopied = 1113
    ItemFilled = 1114
    ItemTrashed = 1115
    ItemRestored = 1116
    ItemCardNumberRevealed = 1117
    ItemTotpSeedRevealed = 1118
    ItemAccountNumberCopied = 1119
    ItemPinCopied = 1120
    ItemAccountNumberRevealed = 1121
    ItemPinRevealed = 1122
    ItemLicenseNumberCopied = 1123
    ItemLicenseNumberRevealed = 1124
    ItemPassportNumberCopied = 1125
    ItemPassportNumberRevealed = 1126
    ItemSwiftCodeCopied = 1127
    ItemSwiftCodeRevealed = 1128
    ItemIbanCopied = 1129
    ItemIbanRevealed = 1130
    ItemNationalIdCopied = 1131
    ItemNationalIdRevealed = 1132
    CollectionCreated = 1300
    /// Another name, or another member's access.
    CollectionUpdated = 1301
    CollectionDeleted = 1302
    GroupCreated = 1400
    /// Another name, or other access to a collection.
    GroupUpdated = 1401
    GroupDeleted = 1402
    MemberInvited = 1500
    MemberConfirmed = 1501
    MemberUpdated = 1502
    MemberRemoved = 1503
    /// A member was put into a group, or taken out of it.
    MemberGroupsChanged = 1504
    MemberRevoked = 1511
    MemberRestored = 1512
    MemberLeft = 1516
    OrganizationUpdated = 1600
    OrganizationExported = 1602
    /// A provider user opened the client's Admin Console.
    OrganizationAccessedByProvider = 1603
    ProviderUserInvited = 1800
    ProviderUserConfirmed = 1801
    ProviderUserUpdated = 1802
    ProviderUserRemoved = 1803
    ClientCreated = 1900
    ClientAdded = 1901
    ClientRemoved = 1902
    ClientAccessed = 1903
    /// The organization key was handed out wrapped, for a purpose named in the detail.
    OrganizationKeyUsed = 9001
    /// A provider user was refused access to items.
    ItemsRefused = 9002
    ClientSuspended = 9003
    ClientResumed = 9004
    ClientSeatsChanged = 9005
    ProviderUpdated = 9006
    PlanUpdated = 9007
    ProviderUserRevoked = 9008
    ProviderUserRestored = 9009
    MemberAccepted = 9010
    ProviderUserAccepted = 9011
    MemberReinvited = 9012
    ProviderUserReinvited = 9013
    OrganizationDeleted = 9014
    /// An import is complete: held, or in the vault at once when the organization's own people sent it.
    ImportReceived = 9015
    /// The items of an import are in the vault.
    ImportAccepted = 9016
    /// The organization's people did not want an import.
    ImportDiscarded = 9017
    /// An import was taken back by whoever sent it.
    ImportWithdrawn = 9018
    /// The organization key was handed out wrapped, to be wrapped again by the provider's new key.
    OrganizationKeyRewrapped = 9019
    ProviderKeyRotated = 9020
}

impl TryFrom<u16> for EventKind {
    type Error = String;

    fn try_from(number: u16) -> Result<Self, String> {
        Self::parse(number).ok_or_else(|| format!("unknown event kind {number}"))
    }
}

impl From<EventKind> for u16 {
    fn from(kind: EventKind) -> u16 {
        kind.number()
    }
}

/// What an event log shows. Times bound a window of at most 367 days; without them the last 30 days.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventFilter {
    pub from: Option<Micros>,
    pub until: Option<Micros>,
    #[serde(default)]
    pub kinds: Vec<EventKind>,
    /// Only what this person did.
    pub actor: Option<UserId>,
    /// Only what concerns this member.
    pub member: Option<MemberId>,
    /// In a provider's log: only what concerns this client.
    pub client: Option<OrganizationId>,
    /// Part of the subject, the detail, or the actor's name or e-mail.
    #[serde(default, deserialize_with = "super::text::search")]
    pub search: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct OrganizationEventsRequest {
    pub organization: OrganizationId,
    #[serde(default)]
    pub filter: EventFilter,
    pub cursor: Option<Cursor>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ProviderEventsRequest {
    pub provider: ProviderId,
    #[serde(default)]
    pub filter: EventFilter,
    pub cursor: Option<Cursor>,
}

/// Asks who did something in an organization's log, whenever it was.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct OrganizationActorsRequest {
    pub organization: OrganizationId,
    /// Part of the name or e-mail.
    #[serde(default, deserialize_with = "super::text::search")]
    pub search: String,
    pub cursor: Option<Cursor>,
}

/// The same of a provider's log.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ProviderActorsRequest {
    pub provider: ProviderId,
    /// Part of the name or e-mail.
    #[serde(default, deserialize_with = "super::text::search")]
    pub search: String,
    pub cursor: Option<Cursor>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventView {
    pub id: EventId,
    pub at: Micros,
    pub kind: EventKind,
    pub actor: Option<EventActor>,
    /// Whom or what it concerned, in words: an e-mail, a client's name.
    pub subject: String,
    /// More, in words; may be empty.
    pub detail: String,
    /// The client concerned, if any.
    pub client: Option<EventClient>,
    pub address: String,
    pub device: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventActor {
    pub id: UserId,
    pub name: String,
    pub email: String,
    /// The provider for which the person acted; none for the client's own people.
    pub provider: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventClient {
    pub id: OrganizationId,
    pub name: String,
}
