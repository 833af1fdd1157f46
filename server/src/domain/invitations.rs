//! Links in mails: what they stand for, signed with the secret of this installation.
//! Nothing of them is stored. A link dies with the moment it was made for: sending again sets a new one.

use super::{Error, Instance, Result};
use crate::model::{
    error::ErrorCode,
    id::{MemberId, OrganizationId, ProviderId, ProviderUserId},
    text::Email,
    time::Micros,
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

/// How long an invitation can be accepted.
pub const INVITATION_LIFE: i64 = 5 * Micros::DAY;
/// How long a registration can be finished.
pub const REGISTRATION_LIFE: i64 = Micros::DAY;

/// What a mailed link proves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Proof {
    Registration { email: Email, asked_at: Micros },
    Member { organization: OrganizationId, member: MemberId, invited_at: Micros },
    ProviderUser { provider: ProviderId, person: ProviderUserId, invited_at: Micros },
}

impl Proof {
    const fn expires_at(&self) -> Micros {
        match self {
            Self::Registration { asked_at, .. } => asked_at.plus(REGISTRATION_LIFE),
            Self::Member { invited_at, .. } | Self::ProviderUser { invited_at, .. } => invited_at.plus(INVITATION_LIFE),
        }
    }
}

/// The token of a link.
pub fn make(instance: &Instance, proof: &Proof) -> Result<String> {
    let body = serde_json::to_vec(proof).map_err(|_| Error::Internal("a proof that cannot be written down"))?;
    let tag = mac(instance, &body)?.finalize().into_bytes();
    Ok(format!("{}.{}", URL_SAFE_NO_PAD.encode(body), URL_SAFE_NO_PAD.encode(tag)))
}

/// What a token proves, if it is ours and in time.
pub fn parse(instance: &Instance, token: &str, now: Micros) -> Result<Proof> {
    let open = || {
        let (body, tag) = token.split_once('.')?;
        let body = URL_SAFE_NO_PAD.decode(body).ok()?;
        let tag = URL_SAFE_NO_PAD.decode(tag).ok()?;
        mac(instance, &body).ok()?.verify_slice(&tag).ok()?;
        serde_json::from_slice::<Proof>(&body).ok()
    };
    match open() {
        Some(proof) if now < proof.expires_at() => Ok(proof),
        _ => Err(dead_link()),
    }
}

/// The answer to a link that is not ours, too old, used, or replaced by a newer one.
pub fn dead_link() -> Error {
    Error::refused(ErrorCode::Expired, "This link is no longer valid. Ask for a new one.")
}

fn mac(instance: &Instance, body: &[u8]) -> Result<Hmac<Sha256>> {
    let mut mac = Hmac::<Sha256>::new_from_slice(instance.secret.as_slice()).map_err(|_| Error::Internal("the secret has a wrong length"))?;
    mac.update(b"castellan link 1\0");
    mac.update(body);
    Ok(mac)
}
