use std::fmt;

use hmac::{EagerHash, Hmac, KeyInit, Mac};
use sha1::Sha1;
use sha2::{Sha256, Sha512};
use zeroize::Zeroizing;

use super::base32;

const STEAM: &[u8; 26] = b"23456789BCDFGHJKMNPQRTVWXY";

/// The hash of a one-time password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Algorithm {
    Sha1,
    Sha256,
    Sha512,
}

/// Why a text makes no one-time passwords. Says nothing about the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TotpError {
    /// Not base32.
    #[error("the authenticator key is not base32")]
    Key,
    /// An address of another kind, such as a counter-based one.
    #[error("this kind of authenticator key is not supported")]
    Unsupported,
    /// Digits or period out of range.
    #[error("the authenticator key has digits or a period out of range")]
    Parameters,
}

/// A generator of time-based one-time passwords (RFC 6238).
#[derive(Clone, PartialEq, Eq)]
pub struct Totp {
    key: Zeroizing<Vec<u8>>,
    algorithm: Algorithm,
    digits: u32,
    period: u64,
    steam: bool,
}

impl Totp {
    /// Parses what an item holds: a base32 secret (SHA-1, 6 digits, 30 seconds), an `otpauth://totp/` address or
    /// `steam://` with a base32 secret (5 characters of Steam's own alphabet).
    pub fn parse(text: &str) -> Result<Self, TotpError> {
        let text = text.trim();
        if let Some(secret) = strip_prefix(text, "steam://") {
            return Ok(Self { digits: 5, steam: true, ..Self::from_base32(secret)? });
        }
        let Some(rest) = strip_prefix(text, "otpauth://") else { return Self::from_base32(text) };
        let rest = strip_prefix(rest, "totp").ok_or(TotpError::Unsupported)?;
        let (_, query) = rest.split_once('?').ok_or(TotpError::Key)?;
        let query = query.split_once('#').map_or(query, |(query, _)| query);
        let mut totp = None;
        let (mut algorithm, mut digits, mut period, mut steam) = (Algorithm::Sha1, 6, 30, false);
        for (name, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
            match name.to_ascii_lowercase().as_str() {
                "secret" => totp = Some(Self::from_base32(&percent_decode(value))?),
                "algorithm" => algorithm = parse_algorithm(value)?,
                "digits" => digits = value.parse().map_err(|_| TotpError::Parameters)?,
                "period" => period = value.parse().map_err(|_| TotpError::Parameters)?,
                "encoder" | "issuer" if value.eq_ignore_ascii_case("steam") => steam = true,
                _ => {}
            }
        }
        let steam = steam && digits == 5;
        if !(1..=10).contains(&digits) || !(1..=86_400).contains(&period) {
            return Err(TotpError::Parameters);
        }
        Ok(Self { algorithm, digits, period, steam, ..totp.ok_or(TotpError::Key)? })
    }

    /// Computes the code at a time in seconds since 1970.
    pub fn code(&self, seconds: u64) -> Zeroizing<String> {
        let counter = (seconds / self.period).to_be_bytes();
        let number = match self.algorithm {
            Algorithm::Sha1 => truncate::<Sha1>(&self.key, &counter),
            Algorithm::Sha256 => truncate::<Sha256>(&self.key, &counter),
            Algorithm::Sha512 => truncate::<Sha512>(&self.key, &counter),
        };
        Zeroizing::new(if self.steam { to_steam(number, self.digits) } else { to_decimal(number, self.digits) })
    }

    /// How long a code is valid, in seconds.
    pub fn period(&self) -> u64 {
        self.period
    }

    /// How long the code of this moment stays valid, in seconds.
    pub fn remaining(&self, seconds: u64) -> u64 {
        self.period - seconds % self.period
    }

    /// Length of a code.
    pub fn digits(&self) -> u32 {
        self.digits
    }

    fn from_base32(secret: &str) -> Result<Self, TotpError> {
        let key = base32::decode(secret).ok_or(TotpError::Key)?;
        Ok(Self { key, algorithm: Algorithm::Sha1, digits: 6, period: 30, steam: false })
    }
}

impl fmt::Debug for Totp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Totp")
    }
}

fn strip_prefix<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let (head, rest) = text.split_at_checked(prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then_some(rest)
}

fn parse_algorithm(text: &str) -> Result<Algorithm, TotpError> {
    match text.to_ascii_uppercase().replace('-', "").as_str() {
        "SHA1" => Ok(Algorithm::Sha1),
        "SHA256" => Ok(Algorithm::Sha256),
        "SHA512" => Ok(Algorithm::Sha512),
        _ => Err(TotpError::Unsupported),
    }
}

/// Only what may stand in a secret: blanks and padding.
fn percent_decode(text: &str) -> Zeroizing<String> {
    Zeroizing::new(text.replace("%20", "").replace('+', "").replace("%3D", "=").replace("%3d", "="))
}

/// Dynamic truncation (RFC 4226, section 5.3).
fn truncate<H: EagerHash>(key: &[u8], counter: &[u8]) -> u32
where
    Hmac<H>: KeyInit + Mac,
{
    let Ok(mac) = <Hmac<H> as KeyInit>::new_from_slice(key) else { return 0 };
    let hash = mac.chain_update(counter).finalize().into_bytes();
    let offset = usize::from(hash.last().copied().unwrap_or_default() & 0x0f);
    let number = hash.iter().skip(offset).take(4).fold(0_u32, |number, byte| (number << 8) | u32::from(*byte));
    number & 0x7fff_ffff
}

fn to_decimal(number: u32, digits: u32) -> String {
    let number = u64::from(number) % 10_u64.pow(digits.min(10));
    format!("{number:0width$}", width = usize::try_from(digits).unwrap_or(6))
}

fn to_steam(mut number: u32, digits: u32) -> String {
    let mut code = String::new();
    for _ in 0..digits {
        let place = usize::try_from(number % 26).unwrap_or_default();
        code.push(STEAM.get(place).copied().map_or('2', char::from));
        number /= 26;
    }
    code
}
