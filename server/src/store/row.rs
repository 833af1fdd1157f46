use super::{StoreError, sqlite::SqliteRow};
use crate::model::{id, role, time::Micros};
use rusqlite::types::Value as Stored;
use sqlx::{Row as _, postgres::PgRow};
use uuid::Uuid;

/// A row of an answer, on either engine.
pub enum Row {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

impl Row {
    /// The value of a column.
    pub fn get<T: FromColumn>(&self, column: &'static str) -> Result<T, StoreError> {
        T::from_column(self, column)
    }
}

/// A type that a column can hold.
pub trait FromColumn: Sized {
    /// Reads the column.
    fn from_column(row: &Row, column: &'static str) -> Result<Self, StoreError>;
}

macro_rules! plain {
    ($($type:ty, $value:pat => $to:expr;)*) => {$(
        impl FromColumn for $type {
            fn from_column(row: &Row, column: &'static str) -> Result<Self, StoreError> {
                match row {
                    Row::Sqlite(row) => match row.value(column) {
                        Some($value) => $to,
                        _ => None,
                    }
                    .ok_or(StoreError::Column(column)),
                    Row::Postgres(row) => row.try_get(column).map_err(StoreError::from),
                }
            }
        }

        impl FromColumn for Option<$type> {
            fn from_column(row: &Row, column: &'static str) -> Result<Self, StoreError> {
                match row {
                    Row::Sqlite(row) if row.value(column) == Some(&Stored::Null) => Ok(None),
                    Row::Sqlite(_) => <$type>::from_column(row, column).map(Some),
                    Row::Postgres(row) => row.try_get(column).map_err(StoreError::from),
                }
            }
        }
    )*};
}

plain! {
    i64, Stored::Integer(number) => Some(*number);
    String, Stored::Text(text) => Some(text.clone());
    Vec<u8>, Stored::Blob(bytes) => Some(bytes.clone());
    Uuid, Stored::Blob(bytes) => Uuid::from_slice(bytes).ok();
}

macro_rules! derived {
    ($($type:ty, $from:ty, $value:ident => $to:expr;)*) => {$(
        impl FromColumn for $type {
            fn from_column(row: &Row, column: &'static str) -> Result<Self, StoreError> {
                let $value = <$from>::from_column(row, column)?;
                $to.ok_or(StoreError::Column(column))
            }
        }
    )*};
}

derived! {
    bool, i64, n => match n { 0 => Some(false), 1 => Some(true), _ => None };
    u32, i64, n => u32::try_from(n).ok();
    Micros, i64, n => Some(Self(n));
    Option<Micros>, Option<i64>, n => Some(n.map(Micros));
    role::Role, i64, n => Self::parse(n);
    role::ProviderRole, i64, n => Self::parse(n);
    role::Status, i64, n => Self::parse(n);
    role::Plan, i64, n => Self::parse(n);
    role::Rights, i64, n => Some(Self::parse(n));
}

macro_rules! ids {
    ($($name:ident)*) => {$(
        impl FromColumn for id::$name {
            fn from_column(row: &Row, column: &'static str) -> Result<Self, StoreError> {
                Uuid::from_column(row, column).map(Self::new)
            }
        }

        impl FromColumn for Option<id::$name> {
            fn from_column(row: &Row, column: &'static str) -> Result<Self, StoreError> {
                Ok(Option::<Uuid>::from_column(row, column)?.map(id::$name::new))
            }
        }
    )*};
}

ids! { UserId SessionId ProviderId ProviderUserId LinkId OrganizationId MemberId CollectionId GroupId ItemId AttachmentId FileId FolderId EventId ImportId KeyTicketId RotationId }

/// Types that parse from text: key material and short texts come out of the store as they went in.
macro_rules! texts {
    ($($type:ty)*) => {$(
        impl FromColumn for $type {
            fn from_column(row: &Row, column: &'static str) -> Result<Self, StoreError> {
                <$type>::try_from(String::from_column(row, column)?).map_err(|_| StoreError::Column(column))
            }
        }

        impl FromColumn for Option<$type> {
            fn from_column(row: &Row, column: &'static str) -> Result<Self, StoreError> {
                Option::<String>::from_column(row, column)?.map(|text| <$type>::try_from(text).map_err(|_| StoreError::Column(column))).transpose()
            }
        }
    )*};
}

texts! { crate::model::key::Ciphertext crate::model::key::PublicKey crate::model::key::Pin crate::model::key::PinRecord crate::model::text::Email crate::model::text::ContactLine }
