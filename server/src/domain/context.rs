use super::{
    Error, Result,
    items::FileLimits,
    live::{Hub, Topic},
};
use crate::{
    files::Files,
    model::{
        id::{OrganizationId, SessionId, UserId},
        text::Email,
        time::Micros,
    },
    store::{Command, Connection, Store, StoreError, Transaction},
};
use futures_util::future::BoxFuture;
use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex, PoisonError},
};
use zeroize::Zeroizing;

/// What holds for the whole process.
pub struct Instance {
    pub store: Store,
    /// What is attached to items.
    pub files: Files,
    pub file_limits: FileLimits,
    /// Who waits for which list to change.
    pub live: Hub,
    /// The address under which people reach this server, without a slash at the end; links in mails begin with it.
    pub public_url: String,
    /// Secret of this installation: mailed links, refresh tokens and the answers for unknown accounts are made from it.
    pub secret: Zeroizing<[u8; 32]>,
    /// What the first admin must show; none once there is one.
    pub setup_token: Option<Zeroizing<String>>,
}

impl Instance {
    /// One that nobody reaches, and that keeps files in memory: for work outside of a running server.
    pub fn bare(store: Store, secret: Zeroizing<[u8; 32]>) -> Self {
        Self {
            store,
            files: Files::in_memory(),
            file_limits: FileLimits::default(),
            live: Hub::default(),
            public_url: String::new(),
            secret,
            setup_token: None,
        }
    }
}

/// Who is signed in.
#[derive(Clone, Debug)]
pub struct Session {
    pub id: SessionId,
    pub user_id: UserId,
    pub email: Email,
    pub name: String,
    pub step_up_at: Option<Micros>,
}

/// Where a call comes from.
#[derive(Clone, Debug, Default)]
pub struct Device {
    pub address: String,
    /// Browser and system in words, such as "Firefox on Linux".
    pub label: String,
}

/// What the answer does to the refresh cookie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RefreshCookie {
    Keep,
    Set { token: String, expires_at: Micros },
    Clear,
}

/// One call: who makes it, from where, and what it works with. Cheap to clone.
#[derive(Clone)]
pub struct Context {
    call: Arc<Call>,
}

struct Call {
    instance: Arc<Instance>,
    session: Option<Session>,
    refresh_token: Option<Zeroizing<String>>,
    shown_client: Option<OrganizationId>,
    device: Device,
    now: Micros,
    refresh_cookie: Mutex<RefreshCookie>,
    /// What its commands have changed and was not told yet; of all contexts of the call.
    news: Arc<Mutex<BTreeSet<Topic>>>,
}

impl Context {
    /// A call as the HTTP layer understood it.
    pub fn new(
        instance: Arc<Instance>,
        session: Option<Session>,
        refresh_token: Option<Zeroizing<String>>,
        shown_client: Option<OrganizationId>,
        device: Device,
    ) -> Self {
        Self::begun(Micros::now(), instance, session, refresh_token, shown_client, device)
    }

    /// A call that takes place at a moment of its own, for sample data with a past. All that it writes bears that moment.
    pub fn at(now: Micros, instance: Arc<Instance>, session: Option<Session>, shown_client: Option<OrganizationId>, device: Device) -> Self {
        Self::begun(now, instance, session, None, shown_client, device)
    }

    /// The same call, as if its page showed a client. For callers whose request names the organization or an item of it, and
    /// that show no banner.
    #[must_use]
    pub fn showing(&self, organization: OrganizationId) -> Self {
        self.but(self.call.refresh_token.clone(), Some(organization))
    }

    /// The same call, as if it began now. For what takes long before it changes something.
    #[must_use]
    pub fn by_now(&self) -> Self {
        let Call { instance, session, refresh_token, shown_client, device, .. } = &*self.call;
        Self::new(instance.clone(), session.clone(), refresh_token.clone(), *shown_client, device.clone())
    }

    /// The same call with a refresh token, for apps that send it in the body.
    #[must_use]
    pub fn refreshing(&self, refresh_token: &str) -> Self {
        self.but(Some(refresh_token.to_owned().into()), self.call.shown_client)
    }

    fn but(&self, refresh_token: Option<Zeroizing<String>>, shown_client: Option<OrganizationId>) -> Self {
        let Call { instance, session, device, now, news, .. } = &*self.call;
        let (instance, session, device, news) = (instance.clone(), session.clone(), device.clone(), news.clone());
        let refresh_cookie = Mutex::new(RefreshCookie::Keep);
        Self { call: Arc::new(Call { instance, session, refresh_token, shown_client, device, now: *now, refresh_cookie, news }) }
    }

    fn begun(
        now: Micros,
        instance: Arc<Instance>,
        session: Option<Session>,
        refresh_token: Option<Zeroizing<String>>,
        shown_client: Option<OrganizationId>,
        device: Device,
    ) -> Self {
        let (refresh_cookie, news) = (Mutex::new(RefreshCookie::Keep), Arc::default());
        Self { call: Arc::new(Call { instance, session, refresh_token, shown_client, device, now, refresh_cookie, news }) }
    }

    /// The process.
    pub fn instance(&self) -> &Instance {
        &self.call.instance
    }

    /// Who is signed in, or 401.
    pub fn session(&self) -> Result<&Session> {
        self.call.session.as_ref().ok_or_else(Error::signed_out)
    }

    /// Who is signed in, if anybody.
    pub fn session_if_any(&self) -> Option<&Session> {
        self.call.session.as_ref()
    }

    /// The refresh token of the cookie.
    pub fn refresh_token(&self) -> Option<&str> {
        self.call.refresh_token.as_ref().map(|token| token.as_str())
    }

    /// The client whose banner the page showed.
    pub fn shown_client(&self) -> Option<OrganizationId> {
        self.call.shown_client
    }

    /// Where the call comes from.
    pub fn device(&self) -> &Device {
        &self.call.device
    }

    /// When the call began: one moment for all of it.
    pub fn now(&self) -> Micros {
        self.call.now
    }

    /// What the answer will do to the refresh cookie.
    pub fn set_refresh_cookie(&self, cookie: RefreshCookie) {
        *self.call.refresh_cookie.lock().unwrap_or_else(PoisonError::into_inner) = cookie;
    }

    /// What the answer does to the refresh cookie.
    pub fn refresh_cookie(&self) -> RefreshCookie {
        self.call.refresh_cookie.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// A connection for reading.
    pub async fn read(&self) -> Result<Connection> {
        Ok(self.instance().store.read().await?)
    }

    /// Runs a command over a request in a transaction; see `Store::write`.
    pub async fn command<R, T, F>(&self, request: R, command: F) -> Result<T>
    where
        R: Send + Sync + 'static,
        T: Send + 'static,
        F: for<'t> Fn(&'t mut Transaction, &'t Self, &'t R) -> BoxFuture<'t, Result<T>> + Send + Sync + 'static,
    {
        fn bind<R, T, F>(command: F) -> impl Command<(Context, R), T, Error>
        where
            F: for<'t> Fn(&'t mut Transaction, &'t Context, &'t R) -> BoxFuture<'t, Result<T>> + Send + Sync + 'static,
        {
            move |transaction: &mut Transaction, input: &(Context, R)| command(transaction, &input.0, &input.1)
        }
        let context = self.clone();
        // Its effect stays though the caller may be gone by then, and so does the word of it: a task of its own.
        let command = tokio::spawn(async move {
            let result = context.instance().store.write((context.clone(), request), bind(command)).await;
            let news = std::mem::take(&mut *context.call.news.lock().unwrap_or_else(PoisonError::into_inner));
            // Others hear of what is committed, or may be.
            if matches!(result, Ok(_) | Err(Error::Store(StoreError::Unknown(_)))) {
                context.instance().live.leave(news);
            }
            result
        });
        command.await.map_err(|_| Error::Internal("a command was cut off"))?
    }

    /// Notes which lists a command of this call changes. It is told once the command is committed.
    pub fn note(&self, topics: impl IntoIterator<Item = Topic>) {
        self.call.news.lock().unwrap_or_else(PoisonError::into_inner).extend(topics);
    }
}
