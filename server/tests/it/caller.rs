//! Calls by people who really sign in. The keys open nothing; what counts is the shape.

use crate::support::{WRAPPED, World, public_key};
use server::{
    domain::{Context, Device, Error, RefreshCookie, Session, accounts, sessions},
    model::{
        account::{Access, SignInRequest},
        error::{ApiError, ErrorCode},
        id::{OrganizationId, UserId},
        key::{AccountKeys, AuthHash, Ciphertext, Kdf, PublicKey},
        text::{Email, Name},
    },
    store::{Database, Store},
};

/// What stands for a password: one letter for each.
pub fn auth_hash(letter: char) -> AuthHash {
    AuthHash::try_from(format!("{}=", letter.to_string().repeat(43))).unwrap()
}

pub fn wrapped() -> Ciphertext {
    Ciphertext::try_from(WRAPPED.to_owned()).unwrap()
}

pub fn sealed() -> Ciphertext {
    Ciphertext::try_from(crate::support::sealed()).unwrap()
}

pub fn keys(letter: char) -> AccountKeys {
    AccountKeys {
        kdf: Kdf::DEFAULT,
        auth_hash: auth_hash(letter),
        user_key: wrapped(),
        public_key: PublicKey::try_from(public_key()).unwrap(),
        private_key: wrapped(),
    }
}

pub fn email(text: &str) -> Email {
    text.parse().unwrap()
}

pub fn name(text: &str) -> Name {
    text.parse().unwrap()
}

/// The refusal as it travels.
pub fn refusal<T>(result: Result<T, Error>) -> ApiError {
    match result {
        Ok(_) => panic!("this should have been refused"),
        Err(error) => ApiError::from(&error),
    }
}

pub fn code<T>(result: Result<T, Error>) -> ErrorCode {
    refusal(result).code
}

/// Tokens as a browser holds them.
pub struct Browser {
    pub access: Access,
    pub refresh: String,
}

/// The refresh token that the answer puts into the cookie.
pub fn cookie(context: &Context) -> String {
    match context.refresh_cookie() {
        RefreshCookie::Set { token, .. } => token,
        other => panic!("no cookie was set, but {other:?}"),
    }
}

impl World {
    /// A call by nobody from some address.
    pub fn nobody_at(&self, address: &str) -> Context {
        self.anybody(None, None, None, address)
    }

    /// A call with nothing but the refresh cookie.
    pub fn with_cookie(&self, refresh: &str) -> Context {
        self.anybody(None, Some(refresh), None, "192.0.2.1")
    }

    /// A call by the person of a browser.
    pub async fn in_browser(&self, browser: &Browser) -> Context {
        let session = self.session(&browser.access.access_token).await.expect("the session should be in force");
        self.anybody(Some(session), Some(&browser.refresh), None, "192.0.2.1")
    }

    pub async fn session(&self, access_token: &str) -> Option<Session> {
        let mut db = self.instance.store.read().await.unwrap();
        sessions::load(&mut db, access_token, server::model::time::Micros::now()).await.unwrap()
    }

    fn anybody(&self, session: Option<Session>, refresh: Option<&str>, shown: Option<OrganizationId>, address: &str) -> Context {
        let device = Device { address: address.to_owned(), label: "Firefox on Linux".to_owned() };
        Context::new(self.instance.clone(), session, refresh.map(|token| token.to_owned().into()), shown, device)
    }

    /// Somebody with an account and a password.
    pub async fn account(&self, address: &str, letter: char) -> UserId {
        let (local, _) = address.split_once('@').unwrap();
        accounts::make_proved(&self.nobody(), email(address), name(local), keys(letter)).await.unwrap()
    }

    /// An attempt to sign in.
    pub async fn try_sign_in(&self, address: &str, letter: char, from: &str) -> Result<Browser, Error> {
        let context = self.nobody_at(from);
        let access = sessions::sign_in(&context, SignInRequest { email: email(address), auth_hash: auth_hash(letter) }).await?;
        Ok(Browser { access, refresh: cookie(&context) })
    }

    pub async fn sign_in(&self, address: &str, letter: char) -> Browser {
        self.try_sign_in(address, letter, "192.0.2.1").await.unwrap()
    }

    /// How many events of a kind there are.
    pub async fn count_events(&self, kind: u16) -> i64 {
        self.number(server::store::sql("SELECT COUNT(*) AS n FROM events WHERE kind = $1").bind(kind)).await
    }

    /// What waits to be mailed, oldest first.
    pub async fn mails(&self) -> Vec<server::domain::outbox::Mail> {
        let mut db = self.instance.store.read().await.unwrap();
        let rows = db.rows(server::store::sql("SELECT payload FROM outbox ORDER BY created_at, id")).await.unwrap();
        rows.iter().map(|row| serde_json::from_str(&row.get::<String>("payload").unwrap()).unwrap()).collect()
    }
}

/// The same installation after a restart.
pub async fn reopened(path: &std::path::Path) -> Store {
    Store::open(&Database::Sqlite(path.to_owned())).await.unwrap()
}
