//! Keys that the worker makes for an account: for registration, for the first admin, for a new password.

use leptos::prelude::untrack;
use server::{
    api::account::{change_kdf, change_password},
    model::{
        account::ChangePasswordRequest,
        key::{AccountKeys, Ciphertext, Kdf},
        text::Email,
    },
};
use worker::{Request, Response};

use super::{KeyError, Session, SignInError, ask, remembered, worker_kdf};

/// Starts the key worker ahead of its first use, so that signing in does not wait for it.
pub fn prewarm() {
    leptos::task::spawn_local(async {
        // Whether it runs is found out when it is needed.
        let _ = ask(Request::Strength { password: String::new(), known: Vec::new() }).await;
    });
}

/// Makes the keys of a new account.
pub async fn make_account(email: &Email, password: String, kdf: Kdf) -> Result<AccountKeys, KeyError> {
    match ask(Request::MakeAccount { email: email.to_string(), password, kdf: worker_kdf(kdf) }).await? {
        Response::Account(keys) => checked(keys, kdf),
        _ => Err(KeyError::Gone),
    }
}

/// Makes the keys of the first admin, and the key of his provider sealed to them.
pub async fn make_first_admin(email: &Email, password: String, kdf: Kdf) -> Result<(AccountKeys, Ciphertext), KeyError> {
    match ask(Request::MakeFirstAdmin { email: email.to_string(), password, kdf: worker_kdf(kdf) }).await? {
        Response::FirstAdmin { account, provider_key } => {
            let provider_key = Ciphertext::try_from(provider_key).map_err(|_| KeyError::Gone)?;
            Ok((checked(account, kdf)?, provider_key))
        }
        _ => Err(KeyError::Gone),
    }
}

/// What becomes different when the user key is wrapped anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rewrap {
    Password,
    Derivation,
}

impl Session {
    /// The five words that stand for the own public key. Nothing when the person did not unlock.
    pub async fn own_phrase(self) -> Result<Option<String>, SignInError> {
        let Some(me) = untrack(|| self.me()) else { return Ok(None) };
        if !self.unlock().await {
            return Ok(None);
        }
        match ask(Request::OwnFingerprint { subject_id: me.id.to_string() }).await? {
            Response::Fingerprint(fingerprint) => Ok(Some(fingerprint.phrase)),
            _ => Err(KeyError::Gone.into()),
        }
    }

    /// Wraps the user key under a new password, new parameters, or both, and hands it to the server.
    /// The account must be unlocked.
    pub async fn rewrap(self, change: Rewrap, email: &Email, password: String, kdf: Kdf) -> Result<(), SignInError> {
        let answer = ask(Request::ChangePassword { email: email.to_string(), password, kdf: worker_kdf(kdf) }).await?;
        let Response::Account(keys) = answer else { return Err(KeyError::Gone.into()) };
        let AccountKeys { kdf, auth_hash, user_key, .. } = checked(keys, kdf)?;
        let request = ChangePasswordRequest { kdf, auth_hash, user_key };
        match change {
            Rewrap::Password => self.call(|| change_password(request.clone())).await?,
            Rewrap::Derivation => self.call(|| change_kdf(request.clone())).await?,
        }
        // The person chose these parameters here: they are no weakening by the server.
        remembered::pin_kdf(email, kdf);
        self.reload_me().await?;
        Ok(())
    }
}

fn checked(keys: worker::AccountKeys, kdf: Kdf) -> Result<AccountKeys, KeyError> {
    let shaped = || {
        Some(AccountKeys {
            kdf,
            auth_hash: keys.auth_hash.try_into().ok()?,
            user_key: keys.user_key.try_into().ok()?,
            public_key: keys.public_key.try_into().ok()?,
            private_key: keys.private_key.try_into().ok()?,
        })
    };
    shaped().ok_or(KeyError::Gone)
}
