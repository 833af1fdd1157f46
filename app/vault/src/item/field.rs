use serde::{Deserialize, Serialize};

use super::shape::part;

/// How a custom field is shown and filled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "u8", into = "u8")]
pub enum FieldKind {
    /// 0
    #[default]
    Text,
    /// 1: masked until asked for.
    Hidden,
    /// 2: the value is `true` or `false`.
    Boolean,
    /// 3: the value is another field of the item, named by its protocol number.
    Linked,
    /// A kind that came after this version.
    Other(u8),
}

impl From<u8> for FieldKind {
    fn from(number: u8) -> Self {
        match number {
            0 => Self::Text,
            1 => Self::Hidden,
            2 => Self::Boolean,
            3 => Self::Linked,
            other => Self::Other(other),
        }
    }
}

impl From<FieldKind> for u8 {
    fn from(kind: FieldKind) -> Self {
        match kind {
            FieldKind::Text => 0,
            FieldKind::Hidden => 1,
            FieldKind::Boolean => 2,
            FieldKind::Linked => 3,
            FieldKind::Other(other) => other,
        }
    }
}

part! {
    /// A custom field.
    Field {
        clear {
            #[serde(rename = "type", default)]
            kind: FieldKind,
            /// For [`FieldKind::Linked`]: 100 username, 101 password, 300 and up card, 400 and up identity.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            linked_id: Option<u32>,
        }
        secret {
            name,
            value,
        }
    }
}

part! {
    /// A password that was in use before.
    PastPassword {
        clear {
            /// When it was replaced; ISO 8601, UTC.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            last_used_date: Option<String>,
        }
        secret {
            password,
        }
    }
}
