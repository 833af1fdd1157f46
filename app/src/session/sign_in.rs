use leptos::{ev, prelude::*};
use server::{
    api::session::{load_unlock_keys, prelogin, sign_in, sign_out},
    model::{
        account::{PreloginRequest, ProviderKey, SignInRequest, UnlockKeys},
        error::ApiError,
        key::{AuthHash, Kdf},
        text::Email,
    },
};
use worker::{Failure, Request, Response};

use super::{
    KeyError, Lock, Phase, Session, access, ask, keys,
    remembered::{self, HasSession},
};
use crate::{failure::failure_text, i18n::t};

/// Why signing in or unlocking did not work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignInError {
    Refused(ApiError),
    Keys(KeyError),
    /// The server proposes a weaker key derivation than this browser saw before. Nothing was sent.
    KdfWeakened,
}

impl SignInError {
    /// A sentence for the person.
    pub fn message(&self) -> String {
        match self {
            Self::Refused(error) => failure_text(error),
            Self::Keys(KeyError::Failed(Failure::Unopened)) => t().session.wrong_password.to_owned(),
            Self::Keys(KeyError::Failed(Failure::KdfOutOfRange)) | Self::KdfWeakened => t().session.kdf_refused.to_owned(),
            Self::Keys(_) => t().session.worker_failed.to_owned(),
        }
    }
}

impl From<ApiError> for SignInError {
    fn from(error: ApiError) -> Self {
        Self::Refused(error)
    }
}

impl From<KeyError> for SignInError {
    fn from(error: KeyError) -> Self {
        Self::Keys(error)
    }
}

impl Session {
    /// Signs in and unlocks.
    pub async fn sign_in(self, email: Email, password: String) -> Result<(), SignInError> {
        let kdf = prelogin(PreloginRequest { email: email.clone() }).await?.kdf;
        let auth_hash = derive_auth_hash(&email, password, kdf).await?;
        access::hold(sign_in(SignInRequest { email: email.clone(), auth_hash }).await?);
        remembered::remember_email(&email);
        remembered::pin_kdf(&email, kdf);
        self.reload_me().await?;
        let account = self.call(load_unlock_keys).await?;
        self.open(account).await?;
        self.phase.set(Phase::SignedIn);
        Ok(())
    }

    /// Signs in to an account just made. The server may name no weaker key derivation than the one it was made with.
    pub async fn sign_in_as_made(self, email: Email, password: String, kdf: Kdf) -> Result<(), SignInError> {
        remembered::pin_kdf(&email, kdf);
        self.sign_in(email, password).await
    }

    /// Ends the session here and at the server.
    pub async fn sign_out(self) {
        // Whatever the server says, this tab forgets.
        let _ = sign_out().await;
        self.forget();
    }

    /// Forgets when another tab signs out: the session is that of the whole browser, and so are its ends.
    pub(super) fn watch_other_tabs(self) {
        let listener = window_event_listener(ev::storage, move |_| {
            if self.phase.get_untracked() == Phase::SignedIn && remembered::has_session() == HasSession::No {
                self.forget();
            }
        });
        on_cleanup(move || listener.remove());
    }

    /// Opens the account's keys with the master key that the worker has just derived.
    pub(super) async fn open(self, account: UnlockKeys) -> Result<(), KeyError> {
        let UnlockKeys { user_id, user_key, private_key, provider_keys, .. } = account;
        ask(Request::Unlock { user_id: user_id.to_string(), user_key: user_key.into(), private_key: private_key.into() }).await?;
        for key in provider_keys {
            open_provider_key(key).await?;
        }
        self.lock.set(Lock::Unlocked);
        Ok(())
    }

    /// Reads the own wrapped keys again and opens what is new, such as the key of a provider that confirmed one meanwhile.
    pub async fn reopen_provider_keys(self) -> Result<(), SignInError> {
        let account = self.call(load_unlock_keys).await?;
        for key in account.provider_keys {
            open_provider_key(key).await?;
        }
        Ok(())
    }
}

async fn open_provider_key(key: ProviderKey) -> Result<(), KeyError> {
    ask(Request::OpenProviderKey { provider_id: key.provider.to_string(), key: key.key.into(), revision: key.revision }).await.map(|_| ())
}

/// Derives the authentication hash. Refuses parameters weaker than those last seen, before anything is derived.
pub(super) async fn derive_auth_hash(email: &Email, password: String, kdf: Kdf) -> Result<AuthHash, SignInError> {
    let now = worker_kdf(kdf);
    if remembered::pinned_kdf(email).is_some_and(|seen| now.is_weaker_than(&worker_kdf(seen))) {
        return Err(SignInError::KdfWeakened);
    }
    let answer = ask(Request::DeriveAuthHash { email: email.to_string(), password, kdf: now }).await?;
    if let Response::AuthHash(hash) = answer {
        AuthHash::try_from(hash).map_err(|_| SignInError::Keys(KeyError::Gone))
    } else {
        keys::stop();
        Err(SignInError::Keys(KeyError::Gone))
    }
}

/// The same parameters in the worker's type.
pub fn worker_kdf(kdf: Kdf) -> vault::Kdf {
    match kdf {
        Kdf::Pbkdf2 { iterations } => vault::Kdf::Pbkdf2 { iterations },
        Kdf::Argon2id { iterations, memory_mib, parallelism } => vault::Kdf::Argon2id { iterations, memory_mib, parallelism },
    }
}
