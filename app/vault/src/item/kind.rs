use serde::{Deserialize, Serialize};

/// What an item is. Numbers are the protocol's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "u8", into = "u8")]
pub enum ItemKind {
    /// 1
    #[default]
    Login,
    /// 2
    SecureNote,
    /// 3
    Card,
    /// 4
    Identity,
    /// 5
    SshKey,
    /// 6
    BankAccount,
    /// 7
    DriversLicense,
    /// 8
    Passport,
    /// A kind that came after this version; its own object is among the unknown fields.
    Other(u8),
}

impl From<u8> for ItemKind {
    fn from(number: u8) -> Self {
        match number {
            1 => Self::Login,
            2 => Self::SecureNote,
            3 => Self::Card,
            4 => Self::Identity,
            5 => Self::SshKey,
            6 => Self::BankAccount,
            7 => Self::DriversLicense,
            8 => Self::Passport,
            other => Self::Other(other),
        }
    }
}

impl From<ItemKind> for u8 {
    fn from(kind: ItemKind) -> Self {
        match kind {
            ItemKind::Login => 1,
            ItemKind::SecureNote => 2,
            ItemKind::Card => 3,
            ItemKind::Identity => 4,
            ItemKind::SshKey => 5,
            ItemKind::BankAccount => 6,
            ItemKind::DriversLicense => 7,
            ItemKind::Passport => 8,
            ItemKind::Other(other) => other,
        }
    }
}

/// Whether the master password is asked for again before a secret is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "u8", into = "u8")]
pub enum Reprompt {
    /// 0
    #[default]
    None,
    /// 1, and every other number: what is not understood is guarded.
    Password,
}

impl From<u8> for Reprompt {
    fn from(number: u8) -> Self {
        if number == 0 { Self::None } else { Self::Password }
    }
}

impl From<Reprompt> for u8 {
    fn from(reprompt: Reprompt) -> Self {
        match reprompt {
            Reprompt::None => 0,
            Reprompt::Password => 1,
        }
    }
}
