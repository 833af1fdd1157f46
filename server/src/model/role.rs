//! Roles, rights and the state of a person's row.

use serde::{Deserialize, Serialize};

/// What a provider user may do in the provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ProviderRole {
    Admin,
    ServiceUser,
}

impl ProviderRole {
    /// The number in the store.
    pub const fn number(self) -> i64 {
        match self {
            Self::Admin => 0,
            Self::ServiceUser => 1,
        }
    }

    /// The role of that number.
    pub const fn parse(number: i64) -> Option<Self> {
        match number {
            0 => Some(Self::Admin),
            1 => Some(Self::ServiceUser),
            _ => None,
        }
    }
}

/// A member's role in an organization. Numbers are those of the Bitwarden protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Role {
    Owner,
    Admin,
    User,
    Custom,
}

impl Role {
    /// All roles, highest first.
    pub const ALL: [Self; 4] = [Self::Owner, Self::Admin, Self::User, Self::Custom];

    /// The number in the store and on the protocol face.
    pub const fn number(self) -> i64 {
        match self {
            Self::Owner => 0,
            Self::Admin => 1,
            Self::User => 2,
            Self::Custom => 4,
        }
    }

    /// The role of that number.
    pub const fn parse(number: i64) -> Option<Self> {
        match number {
            0 => Some(Self::Owner),
            1 => Some(Self::Admin),
            2 => Some(Self::User),
            4 => Some(Self::Custom),
            _ => None,
        }
    }

    /// Rank for "allowed toward the same or lower rank": Owner above Admin above User and Custom.
    pub const fn rank(self) -> u8 {
        match self {
            Self::Owner => 2,
            Self::Admin => 1,
            Self::User | Self::Custom => 0,
        }
    }
}

/// Where a person's row stands. Numbers are those of the Bitwarden protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Status {
    Revoked,
    Invited,
    /// Accepted, waits for confirmation.
    Accepted,
    Confirmed,
}

impl Status {
    /// The number in the store and on the protocol face.
    pub const fn number(self) -> i64 {
        match self {
            Self::Revoked => -1,
            Self::Invited => 0,
            Self::Accepted => 1,
            Self::Confirmed => 2,
        }
    }

    /// The status of that number.
    pub const fn parse(number: i64) -> Option<Self> {
        match number {
            -1 => Some(Self::Revoked),
            0 => Some(Self::Invited),
            1 => Some(Self::Accepted),
            2 => Some(Self::Confirmed),
            _ => None,
        }
    }

    /// Whether a row in this state takes a seat.
    pub const fn occupies_seat(self) -> bool {
        !matches!(self, Self::Revoked)
    }
}

/// A right that a Custom member can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Right {
    AccessEventLogs,
    AccessImportExport,
    AccessReports,
    CreateNewCollections,
    EditAnyCollection,
    DeleteAnyCollection,
    ManageGroups,
    ManagePolicies,
    ManageSso,
    ManageUsers,
    ManageResetPassword,
    ManageScim,
    ManageAccessRules,
}

impl Right {
    /// All thirteen, in the order in which they are shown.
    pub const ALL: [Self; 13] = [
        Self::AccessEventLogs,
        Self::AccessImportExport,
        Self::AccessReports,
        Self::CreateNewCollections,
        Self::EditAnyCollection,
        Self::DeleteAnyCollection,
        Self::ManageGroups,
        Self::ManagePolicies,
        Self::ManageSso,
        Self::ManageUsers,
        Self::ManageResetPassword,
        Self::ManageScim,
        Self::ManageAccessRules,
    ];

    const fn bit(self) -> u16 {
        1 << self as u16
    }
}

/// The rights of a Custom member.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<Right>", into = "Vec<Right>")]
pub struct Rights(u16);

impl Rights {
    /// No right at all.
    pub const NONE: Self = Self(0);

    /// The set of those bits; unknown bits are dropped.
    pub fn parse(number: i64) -> Self {
        Self(u16::try_from(number).unwrap_or(0) & ((1 << Right::ALL.len()) - 1))
    }

    /// The number in the store: one bit for each right in the order of `Right::ALL`.
    pub fn number(self) -> i64 {
        i64::from(self.0)
    }

    /// Whether it holds the right.
    pub const fn holds(self, right: Right) -> bool {
        self.0 & right.bit() != 0
    }

    /// Whether it holds every right of `other`.
    pub const fn covers(self, other: Self) -> bool {
        other.0 & !self.0 == 0
    }

    /// How many rights it holds.
    pub const fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// Whether it holds none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The rights in it, in the order of `Right::ALL`.
    pub fn iter(self) -> impl Iterator<Item = Right> {
        Right::ALL.into_iter().filter(move |right| self.holds(*right))
    }
}

impl From<Vec<Right>> for Rights {
    fn from(rights: Vec<Right>) -> Self {
        Self(rights.into_iter().fold(0, |bits, right| bits | right.bit()))
    }
}

impl From<Rights> for Vec<Right> {
    fn from(rights: Rights) -> Self {
        rights.iter().collect()
    }
}

/// What a client pays for. Each plan has a pool of seats at the provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Plan {
    Teams,
    Enterprise,
}

impl Plan {
    /// Both plans.
    pub const ALL: [Self; 2] = [Self::Teams, Self::Enterprise];

    /// The number in the store; those of the monthly plans on the protocol face.
    pub const fn number(self) -> i64 {
        match self {
            Self::Teams => 17,
            Self::Enterprise => 19,
        }
    }

    /// The plan of that number.
    pub const fn parse(number: i64) -> Option<Self> {
        match number {
            17 => Some(Self::Teams),
            19 => Some(Self::Enterprise),
            _ => None,
        }
    }
}
