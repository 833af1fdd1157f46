//! KeePassXC keeps a passkey in attributes of an entry.

use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use zeroize::Zeroizing;

use crate::{
    import::draft::Draft,
    item::{Passkey, Secret},
};

/// The curve P-256 in DER: the only one that the protocol's passkeys have.
const P_256: [u8; 10] = [0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07];
const PREFIX: &str = "KPEX_PASSKEY_";

/// Attributes that belong to a passkey, collected while the other values of an entry are read.
#[derive(Default)]
pub(super) struct KeptPasskey(Vec<(String, Secret)>);

impl KeptPasskey {
    /// Takes a value if it is one of ours.
    pub(super) fn take(&mut self, key: &str, value: &str) -> bool {
        let known = key.starts_with(PREFIX);
        if known {
            self.0.push((key.to_owned(), value.into()));
        }
        known
    }

    fn get(&self, name: &str) -> Option<Secret> {
        self.0.iter().find(|(key, _)| key.strip_prefix(PREFIX) == Some(name)).map(|(_, value)| value.clone())
    }

    /// Puts the passkey in place. One of another curve is kept as fields.
    pub(super) fn settle(&self, draft: &mut Draft, created: Option<String>) {
        if self.0.is_empty() {
            return;
        }
        match self.convert(created) {
            Some(passkey) => draft.login().fido2_credentials.push(passkey),
            None => self.0.iter().for_each(|(key, value)| draft.hidden(key, value.as_str())),
        }
    }

    fn convert(&self, created: Option<String>) -> Option<Passkey<Secret>> {
        let id = self.get("CREDENTIAL_ID").or_else(|| self.get("GENERATED_USER_ID"))?;
        let user_name = self.get("USERNAME");
        Some(Passkey {
            credential_id: Some(format!("b64.{}", id.as_str()).into()),
            key_type: Some("public-key".into()),
            key_algorithm: Some("ECDSA".into()),
            key_curve: Some("P-256".into()),
            key_value: Some(to_base64url(&self.get("PRIVATE_KEY_PEM")?)?),
            rp_id: Some(self.get("RELYING_PARTY")?),
            rp_name: self.get("RELYING_PARTY"),
            user_handle: self.get("USER_HANDLE"),
            user_display_name: user_name.clone(),
            user_name,
            counter: Some("0".into()),
            discoverable: Some("true".into()),
            creation_date: created,
            ..Passkey::default()
        })
    }
}

fn to_base64url(pem: &Secret) -> Option<Secret> {
    let body: Zeroizing<String> = Zeroizing::new(
        pem.as_str().trim().strip_prefix("-----BEGIN PRIVATE KEY-----")?.strip_suffix("-----END PRIVATE KEY-----")?.split_whitespace().collect(),
    );
    let der = Zeroizing::new(STANDARD.decode(body.as_bytes()).ok()?);
    der.windows(P_256.len()).any(|window| window == P_256).then(|| URL_SAFE_NO_PAD.encode(&der).into())
}
