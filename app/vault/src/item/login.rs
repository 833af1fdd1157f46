use std::fmt;

use serde::{Deserialize, Serialize};

use super::{
    Passkey, Secret, Unknown,
    shape::{Named, Part, null_is_default, part, text},
};
use crate::Error;

/// Which addresses a URI stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "u8", into = "u8")]
pub enum UriMatch {
    /// 0: the same registered domain.
    Domain,
    /// 1: the same host and port.
    Host,
    /// 2
    StartsWith,
    /// 3
    Exact,
    /// 4
    RegularExpression,
    /// 5
    Never,
    /// A kind that came after this version.
    Other(u8),
}

impl From<u8> for UriMatch {
    fn from(number: u8) -> Self {
        match number {
            0 => Self::Domain,
            1 => Self::Host,
            2 => Self::StartsWith,
            3 => Self::Exact,
            4 => Self::RegularExpression,
            5 => Self::Never,
            other => Self::Other(other),
        }
    }
}

impl From<UriMatch> for u8 {
    fn from(matching: UriMatch) -> Self {
        match matching {
            UriMatch::Domain => 0,
            UriMatch::Host => 1,
            UriMatch::StartsWith => 2,
            UriMatch::Exact => 3,
            UriMatch::RegularExpression => 4,
            UriMatch::Never => 5,
            UriMatch::Other(other) => other,
        }
    }
}

part! {
    /// An address where a login is used.
    Uri {
        clear {
            /// None: as the client's settings say.
            #[serde(rename = "match", default, skip_serializing_if = "Option::is_none")]
            matching: Option<UriMatch>,
        }
        secret {
            uri,
            /// Base64 of the SHA-256 of `uri`. Only in the encrypted form: it is made and checked on the way.
            uri_checksum,
        }
    }
}

impl Uri<Secret> {
    /// Takes an address as it is.
    pub fn new(uri: impl Into<Secret>) -> Self {
        Self { uri: Some(uri.into()), ..Self::default() }
    }
}

/// What makes an item a login.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", bound(deserialize = "T: Deserialize<'de> + Default"))]
pub struct Login<T> {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub username: Option<T>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password: Option<T>,
    /// ISO 8601, UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password_revision_date: Option<String>,
    /// A base32 secret, an `otpauth://` or a `steam://` address; see [`Totp`](super::Totp).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub totp: Option<T>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub autofill_on_page_load: Option<bool>,
    #[serde(default, deserialize_with = "null_is_default", skip_serializing_if = "Vec::is_empty")]
    pub uris: Vec<Uri<T>>,
    #[serde(default, deserialize_with = "null_is_default", skip_serializing_if = "Vec::is_empty")]
    pub fido2_credentials: Vec<Passkey<T>>,
    /// What this version does not know.
    #[serde(flatten)]
    pub unknown: Unknown,
}

impl<T> fmt::Debug for Login<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Login")
    }
}

impl<T> Named<T> for Login<T> {
    fn slots(&self) -> Vec<(&'static str, &Option<T>)> {
        vec![("username", &self.username), ("password", &self.password), ("totp", &self.totp)]
    }

    fn slots_mut(&mut self) -> Vec<(&'static str, &mut Option<T>)> {
        vec![("username", &mut self.username), ("password", &mut self.password), ("totp", &mut self.totp)]
    }
}

impl<T> Part<T> for Login<T> {
    type With<U> = Login<U>;

    fn convert<U>(&self, with: &mut impl FnMut(&T) -> Result<U, Error>) -> Result<Login<U>, Error> {
        Ok(Login {
            username: text(self.username.as_ref(), with)?,
            password: text(self.password.as_ref(), with)?,
            password_revision_date: self.password_revision_date.clone(),
            totp: text(self.totp.as_ref(), with)?,
            autofill_on_page_load: self.autofill_on_page_load,
            uris: self.uris.convert(with)?,
            fido2_credentials: self.fido2_credentials.convert(with)?,
            unknown: self.unknown.clone(),
        })
    }

    fn each_text(&self, visit: &mut impl FnMut(&T)) {
        [&self.username, &self.password, &self.totp].into_iter().flatten().for_each(&mut *visit);
        self.uris.each_text(visit);
        self.fido2_credentials.each_text(visit);
    }

    fn each_unknown(&mut self, visit: &mut impl FnMut(&mut Unknown)) {
        visit(&mut self.unknown);
        self.uris.each_unknown(visit);
        self.fido2_credentials.each_unknown(visit);
    }
}
