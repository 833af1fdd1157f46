//! Calls by people who really sign in. The keys open nothing; what counts is the shape.

use crate::support::{WRAPPED, World, public_key};
use server::{
    domain::{Context, Device, Error, RefreshCookie, Session, accounts, sessions},
    model::{
        account::{Access, SignInRequest},
        error::{ApiError, ErrorCode},
        id::{MemberId, OrganizationId, ProviderId, ProviderUserId, UserId},
        key::{AccountKeys, AuthHash, Ciphertext, Kdf, PublicKey},
        role::{ProviderRole, Role, Status},
        text::{Email, Name},
        time::Micros,
    },
    store::sql,
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
        sessions::load(&mut db, access_token, Micros::now()).await.unwrap()
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

    /// A row of an organization to which somebody was invited just now, and when.
    pub async fn invited_member(&self, organization: OrganizationId, address: &str) -> (MemberId, Micros) {
        let (id, at) = (MemberId::make(), Micros::now());
        let query = sql(
            "INSERT INTO members (organization_id, id, email, name_key, role, rights, status, invited_at, created_at) VALUES ($1, $2, $3, $3, $4, 0, $5, $6, $6)",
        );
        self.execute(query.bind(organization).bind(id).bind(address).bind(Role::User).bind(Status::Invited).bind(at)).await;
        self.execute(sql("UPDATE organizations SET occupied = occupied + 1, invited = invited + 1 WHERE id = $1").bind(organization)).await;
        (id, at)
    }

    /// A row of a provider to which somebody was invited just now, and when.
    pub async fn invited_person(&self, provider: ProviderId, address: &str) -> (ProviderUserId, Micros) {
        let (id, at) = (ProviderUserId::make(), Micros::now());
        let query = sql(
            "INSERT INTO provider_users (provider_id, id, email, role, status, sees_all_clients, invited_at, created_at) VALUES ($1, $2, $3, $4, $5, 1, $6, $6)",
        );
        self.execute(query.bind(provider).bind(id).bind(address).bind(ProviderRole::ServiceUser).bind(Status::Invited).bind(at)).await;
        (id, at)
    }

    /// How many events of a kind there are.
    pub async fn count_events(&self, kind: u16) -> i64 {
        self.number(sql("SELECT COUNT(*) AS n FROM events WHERE kind = $1").bind(kind)).await
    }

    /// What waits to be mailed, oldest first.
    pub async fn mails(&self) -> Vec<server::domain::outbox::Mail> {
        let mut db = self.instance.store.read().await.unwrap();
        let rows = db.rows(sql("SELECT payload FROM outbox ORDER BY created_at, id")).await.unwrap();
        rows.iter().map(|row| serde_json::from_str(&row.get::<String>("payload").unwrap()).unwrap()).collect()
    }
}
