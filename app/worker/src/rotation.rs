//! Changing a provider's key: every link is wrapped by the next key and every person gets it, before it takes the place of the present one.

use vault::{
    Error, Platform, PublicKey, SymmetricKey,
    record::{self, About},
    seal,
};
use worker::{Failure, Response, RotationCall};

use crate::{handle::fail, ring::Ring};

/// Does one step.
pub async fn handle<P: Platform>(platform: &P, ring: &mut Ring<P>, call: RotationCall) -> Result<Response, Failure> {
    match call {
        RotationCall::Make { provider_id, user_id } => {
            let next = SymmetricKey::make().map_err(fail)?;
            let revision = ring.provider(&provider_id)?.revision;
            let sealed = seal_to(platform, (&next, revision), (&provider_id, &user_id), ring.account()?.keys.private_key.public()).await?;
            ring.keep_next_provider_key(&provider_id, next)?;
            Ok(sealed)
        }
        RotationCall::Open { provider_id, key } => {
            let next = seal::open(platform, &ring.account()?.keys.private_key, &key).await.map_err(fail)?;
            ring.keep_next_provider_key(&provider_id, next)?;
            Ok(Response::Done)
        }
        RotationCall::Rewrap { provider_id, keys } => {
            let provider = ring.provider(&provider_id)?;
            let next = provider.next()?;
            let rewrapped: Result<Vec<String>, Error> = keys.iter().map(|key| next.wrap(&provider.key.open(key)?)).collect();
            rewrapped.map(Response::Rewrapped).map_err(fail)
        }
        RotationCall::Seal { provider_id, user_id, public_key, record, compared } => {
            let provider = ring.provider(&provider_id)?;
            let to = PublicKey::parse(&public_key).map_err(fail)?;
            let is_pinned = || record.is_some_and(|record| is_pinned(&provider.key, (&provider_id, &user_id), &to, &record));
            if !compared && !is_pinned() {
                return Err(Failure::NotCompared);
            }
            seal_to(platform, (provider.next()?, provider.revision), (&provider_id, &user_id), &to).await
        }
    }
}

/// Seals a provider key, and pins the public key under it. The pin comes from the bytes that were used, not from what the caller believes they are.
pub async fn seal_to<P: Platform>(
    platform: &P,
    (key, revision): (&SymmetricKey, u32),
    (provider_id, user_id): (&str, &str),
    to: &PublicKey,
) -> Result<Response, Failure> {
    let pin = to.pin();
    let record = record::seal(key, &pin_of(provider_id, user_id), pin.as_bytes()).map_err(fail)?;
    Ok(Response::SealedProviderKey { key: seal::seal(platform, to, key).await.map_err(fail)?, revision, pin, record })
}

/// Whether the record was made under this key, for this person of this provider, and of this public key.
fn is_pinned(key: &SymmetricKey, (provider_id, user_id): (&str, &str), public_key: &PublicKey, record: &str) -> bool {
    record::open(key, &pin_of(provider_id, user_id), record).is_ok_and(|pin| pin.as_slice() == public_key.pin().as_bytes())
}

fn pin_of<'a>(tenant: &'a str, id: &'a str) -> About<'a> {
    About { kind: "pin", tenant, id }
}
