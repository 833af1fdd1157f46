//! One-time passwords have no field of their own in KeePass: each client and plugin has another habit.

use base64::{Engine, engine::general_purpose::STANDARD};

use super::object::otpauth;
use crate::{import::draft::Draft, item::Secret};

/// Keys that belong to one-time passwords, collected while the other values of an entry are read.
#[derive(Default)]
pub(super) struct Otp(Vec<(String, Secret)>);

impl Otp {
    /// Takes a value if it is one of ours.
    pub(super) fn take(&mut self, key: &str, value: &str) -> bool {
        let known = matches!(key, "otp" | "TOTP Seed" | "TOTP Settings") || key.starts_with("TimeOtp-");
        if known && !value.trim().is_empty() {
            self.0.push((key.to_owned(), value.into()));
        }
        known
    }

    fn get(&self, key: &str) -> Option<&str> {
        self.0.iter().find(|(found, _)| found == key).map(|(_, value)| value.as_str())
    }

    /// Puts the seed in place.
    pub(super) fn settle(&self, draft: &mut Draft) {
        if let Some(text) = self.get("otp") {
            draft.totp("otp", &from_query(text));
        }
        if let Some(seed) = self.get("TOTP Seed") {
            let (period, digits) = self.get("TOTP Settings").and_then(|settings| settings.split_once(';')).unwrap_or(("30", "6"));
            if digits == "S" {
                draft.totp("TOTP Seed", &format!("steam://{seed}"));
            } else {
                draft.totp("TOTP Seed", &otpauth(seed, None, Some(digits), Some(period)));
            }
        }
        if let Some(secret) = self.secret() {
            let [algorithm, digits, period] = ["TimeOtp-Algorithm", "TimeOtp-Length", "TimeOtp-Period"].map(|key| self.get(key));
            draft.totp("TimeOtp", &otpauth(&secret, algorithm, digits, period));
        }
    }

    fn secret(&self) -> Option<String> {
        let bytes = |bytes: &[u8]| encode_base32(bytes);
        self.get("TimeOtp-Secret-Base32")
            .map(str::to_owned)
            .or_else(|| self.get("TimeOtp-Secret").map(|text| bytes(text.as_bytes())))
            .or_else(|| self.get("TimeOtp-Secret-Base64").and_then(|text| STANDARD.decode(text.trim()).ok()).map(|decoded| bytes(&decoded)))
            .or_else(|| self.get("TimeOtp-Secret-Hex").and_then(super::kdbx_key::from_hex).map(|decoded| bytes(&decoded)))
    }
}

/// `key=SECRET&size=6&step=30`, as one plugin writes it.
fn from_query(text: &str) -> String {
    if text.contains("://") || !text.starts_with("key=") {
        return text.to_owned();
    }
    let get = |name: &str| text.split('&').filter_map(|pair| pair.split_once('=')).find(|(found, _)| *found == name).map(|(_, value)| value);
    otpauth(&get("key").unwrap_or_default().replace("%3d", "=").replace("%3D", "="), get("otpHashMode"), get("size"), get("step"))
}

fn encode_base32(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let (mut text, mut bits, mut count) = (String::new(), 0_u32, 0_u32);
    let mut push = |index: u32| text.push(usize::try_from(index).ok().and_then(|index| ALPHABET.get(index)).copied().map_or('A', char::from));
    for byte in bytes {
        bits = ((bits << 8) | u32::from(*byte)) & 0xffff;
        count += 8;
        while count >= 5 {
            count -= 5;
            push((bits >> count) & 31);
        }
    }
    if count > 0 {
        push((bits << (5 - count)) & 31);
    }
    text
}
