use crate::model::{id, key, role, text, time::Micros};
use uuid::Uuid;

/// A bound parameter. Typed also when it is null, since PostgreSQL wants to know.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Int(Option<i64>),
    Text(Option<String>),
    Id(Option<Uuid>),
    Bytes(Option<Vec<u8>>),
}

macro_rules! values {
    ($($from:ty, $value:ident => $to:expr;)*) => {$(
        impl From<$from> for Value {
            fn from($value: $from) -> Self {
                $to
            }
        }
    )*};
}

values! {
    i64, n => Self::Int(Some(n));
    Option<i64>, n => Self::Int(n);
    u32, n => Self::Int(Some(i64::from(n)));
    u16, n => Self::Int(Some(i64::from(n)));
    bool, b => Self::Int(Some(i64::from(b)));
    Micros, at => Self::Int(Some(at.0));
    Option<Micros>, at => Self::Int(at.map(|at| at.0));
    role::Role, role => Self::Int(Some(role.number()));
    role::ProviderRole, role => Self::Int(Some(role.number()));
    role::Status, status => Self::Int(Some(status.number()));
    role::Rights, rights => Self::Int(Some(rights.number()));
    role::Plan, plan => Self::Int(Some(plan.number()));
    &str, text => Self::Text(Some(text.to_owned()));
    String, text => Self::Text(Some(text));
    &String, text => Self::Text(Some(text.clone()));
    Option<String>, text => Self::Text(text);
    Option<&str>, text => Self::Text(text.map(str::to_owned));
    &text::Email, text => Self::Text(Some(text.as_str().to_owned()));
    &text::Name, text => Self::Text(Some(text.as_str().to_owned()));
    &text::GroupName, text => Self::Text(Some(text.as_str().to_owned()));
    &text::ContactLine, text => Self::Text(Some(text.as_str().to_owned()));
    &key::Ciphertext, key => Self::Text(Some(key.as_str().to_owned()));
    &key::PublicKey, key => Self::Text(Some(key.as_str().to_owned()));
    &key::Pin, pin => Self::Text(Some(pin.as_str().to_owned()));
    &key::PinRecord, record => Self::Text(Some(record.as_str().to_owned()));
    Option<&key::PinRecord>, record => Self::Text(record.map(|record| record.as_str().to_owned()));
    Vec<u8>, bytes => Self::Bytes(Some(bytes));
    &[u8], bytes => Self::Bytes(Some(bytes.to_vec()));
    Option<Vec<u8>>, bytes => Self::Bytes(bytes);
    Uuid, id => Self::Id(Some(id));
    Option<Uuid>, id => Self::Id(id);
}

macro_rules! ids {
    ($($name:ident)*) => {$(
        impl From<id::$name> for Value {
            fn from(id: id::$name) -> Self {
                Self::Id(Some(id.uuid()))
            }
        }

        impl From<Option<id::$name>> for Value {
            fn from(id: Option<id::$name>) -> Self {
                Self::Id(id.map(id::$name::uuid))
            }
        }
    )*};
}

ids! { UserId SessionId ProviderId ProviderUserId LinkId OrganizationId MemberId CollectionId GroupId ItemId AttachmentId FileId FolderId EventId ImportId KeyTicketId RotationId IdempotencyKey }
