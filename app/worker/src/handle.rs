use vault::{Error, Kdf, Platform, PublicKey, SymmetricKey, Zeroizing, account, organization, seal};
use worker::{AccountKeys, ClientKeys, Failure, Fingerprint, Request, Response};

use crate::{
    desk,
    ring::{OpenAccount, ProviderKeys, Ring},
    rotation, shelf, strength,
};

/// Does what one call asks for.
pub async fn handle<P: Platform>(platform: &P, ring: &mut Ring<P>, request: Request) -> Result<Response, Failure> {
    match request {
        Request::Strength { password, known } => {
            let password = Zeroizing::new(password);
            Ok(Response::Strength(strength::measure(&password, &known)))
        }
        Request::MakeAccount { email, password, kdf } => {
            let account = make_account(platform, &email, &Zeroizing::new(password), &kdf).await?;
            Ok(Response::Account(to_message(account)))
        }
        Request::MakeFirstAdmin { email, password, kdf } => {
            let account = make_account(platform, &email, &Zeroizing::new(password), &kdf).await?;
            let provider_key = SymmetricKey::make().map_err(fail)?;
            let provider_key = seal::seal(platform, &account.public_key, &provider_key).await.map_err(fail)?;
            Ok(Response::FirstAdmin { account: to_message(account), provider_key })
        }
        Request::DeriveAuthHash { email, password, kdf } => {
            let password = Zeroizing::new(password);
            let master_key = kdf.derive_master_key(platform, &email, &password).await.map_err(fail)?;
            let auth_hash = master_key.derive_auth_hash(platform, &password).await.map_err(fail)?;
            ring.keep_master_key(master_key);
            Ok(Response::AuthHash(auth_hash))
        }
        Request::Unlock { user_id, user_key, private_key } => {
            let master_key = ring.take_master_key()?;
            let keys = account::open(platform, &master_key, &user_key, &private_key).await.map_err(fail)?;
            ring.keep_account(OpenAccount { user_id, keys, wrapped_private_key: private_key });
            Ok(Response::Done)
        }
        Request::Lock => {
            ring.lock();
            Ok(Response::Done)
        }
        Request::ChangePassword { email, password, kdf } => change_password(platform, ring, &email, &Zeroizing::new(password), &kdf).await,
        Request::Fingerprint { subject_id, public_key } => fingerprint(&subject_id, &PublicKey::parse(&public_key).map_err(fail)?),
        Request::OwnFingerprint { subject_id } => fingerprint(&subject_id, ring.account()?.keys.private_key.public()),
        Request::OpenProviderKey { provider_id, key, revision } => {
            let opened = seal::open(platform, &ring.account()?.keys.private_key, &key).await.map_err(fail)?;
            ring.keep_provider_key(provider_id, opened, revision);
            Ok(Response::Done)
        }
        Request::OpenOrganizationKey { organization_id, key, via } => {
            let opened = match via {
                Some(provider_id) => ring.provider(&provider_id)?.key.open(&key),
                None => seal::open(platform, &ring.account()?.keys.private_key, &key).await,
            };
            ring.keep_organization_key(organization_id, opened.map_err(fail)?);
            Ok(Response::Done)
        }
        Request::ForgetOrganizationKey { organization_id } => {
            ring.forget_organization_key(&organization_id);
            Ok(Response::Done)
        }
        Request::MakeClient { provider_id, collection_name } => make_client(platform, ring.provider(&provider_id)?, &collection_name).await,
        Request::LinkOrganization { organization_id, provider_id } => {
            let organization_key = ring.organization_key(&organization_id)?;
            let provider = ring.provider(&provider_id)?;
            Ok(Response::Link { key: provider.key.wrap(organization_key).map_err(fail)?, revision: provider.revision })
        }
        Request::SealProviderKey { provider_id, user_id, public_key } => {
            let provider = ring.provider(&provider_id)?;
            let to = PublicKey::parse(&public_key).map_err(fail)?;
            rotation::seal_to(platform, (&provider.key, provider.revision), (&provider_id, &user_id), &to).await
        }
        Request::Rotation(call) => rotation::handle(platform, ring, call).await,
        Request::SealOrganizationKey { organization_id, public_key } => seal_to(platform, ring.organization_key(&organization_id)?, &public_key).await,
        Request::Encrypt { organization_id, texts } => {
            let key = ring.organization_key(&organization_id)?;
            let texts = Zeroizing::new(texts);
            let encrypted: Result<Vec<String>, Error> = texts.iter().map(|text| key.encrypt_text(text)).collect();
            encrypted.map(Response::Encrypted).map_err(fail)
        }
        Request::Decrypt { organization_id, texts } => {
            let key = ring.organization_key(&organization_id)?;
            let plain = texts.iter().map(|text| key.decrypt_text(text).ok().map(|plain| plain.to_string()));
            Ok(Response::Decrypted(plain.collect()))
        }
        Request::Import(call) => desk::handle(platform, ring, call).await.map(Response::Import),
        Request::Vault(call) => shelf::handle(platform, ring, call).await.map(Response::Vault),
    }
}

async fn make_account<P: Platform>(platform: &P, email: &str, password: &str, kdf: &Kdf) -> Result<account::NewAccount, Failure> {
    account::make(platform, email, password, kdf).await.map_err(fail)
}

fn fingerprint(subject_id: &str, key: &PublicKey) -> Result<Response, Failure> {
    let phrase = key.derive_phrase(subject_id).map_err(fail)?;
    Ok(Response::Fingerprint(Fingerprint { phrase, pin: key.pin() }))
}

async fn change_password<P: Platform>(platform: &P, ring: &Ring<P>, email: &str, password: &str, kdf: &Kdf) -> Result<Response, Failure> {
    let OpenAccount { keys, wrapped_private_key, .. } = ring.account()?;
    let changed = account::change_password(platform, &keys.user_key, email, password, kdf).await.map_err(fail)?;
    Ok(Response::Account(AccountKeys {
        auth_hash: changed.auth_hash,
        user_key: changed.user_key,
        public_key: keys.private_key.public().to_base64(),
        private_key: wrapped_private_key.clone(),
    }))
}

/// The organization key is not kept: whoever needs it again asks for it with a purpose.
async fn make_client<P: Platform>(platform: &P, provider: &ProviderKeys, collection_name: &str) -> Result<Response, Failure> {
    let client = organization::make(platform).await.map_err(fail)?;
    let keys = ClientKeys {
        link_key: provider.key.wrap(&client.key).map_err(fail)?,
        public_key: client.public_key.to_base64(),
        collection_name: client.key.encrypt_text(collection_name).map_err(fail)?,
        private_key: client.private_key,
    };
    Ok(Response::Client { keys, revision: provider.revision })
}

/// The pin comes from the bytes that were used, not from what the caller believes they are.
async fn seal_to<P: Platform>(platform: &P, key: &SymmetricKey, public_key: &str) -> Result<Response, Failure> {
    let to = PublicKey::parse(public_key).map_err(fail)?;
    let key = seal::seal(platform, &to, key).await.map_err(fail)?;
    Ok(Response::Sealed { key, pin: to.pin() })
}

fn to_message(account: account::NewAccount) -> AccountKeys {
    AccountKeys { auth_hash: account.auth_hash, user_key: account.user_key, public_key: account.public_key.to_base64(), private_key: account.private_key }
}

pub fn fail(error: Error) -> Failure {
    match error {
        Error::Unopened => Failure::Unopened,
        Error::KdfOutOfRange => Failure::KdfOutOfRange,
        Error::BadInput => Failure::BadInput,
        Error::Platform => Failure::Platform,
    }
}

#[cfg(test)]
mod tests;
