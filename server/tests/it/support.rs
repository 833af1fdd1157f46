//! A world for each test: a fresh database on one of the engines, and rows put there directly so that a test says only what it is about.

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode},
};
use server::{
    config::Limits,
    domain::{Context, Device, Instance, Session},
    http::{Dist, Site, router},
    model::{
        id::{LinkId, MemberId, OrganizationId, ProviderId, ProviderUserId, SessionId, UserId},
        role::{Plan, ProviderRole, Rights, Role, Status},
        text::Email,
        time::Micros,
    },
    store::{Database, Store, StoreError, sql},
};
use sha2::{Digest as _, Sha256};
use std::{path::PathBuf, sync::Arc};
use tower::ServiceExt as _;

/// Runs a test on a fresh SQLite file and on a fresh PostgreSQL database (`CASTELLAN_TEST_POSTGRES` names the server; `make test` starts one).
#[macro_export]
macro_rules! on_both_engines {
    ($($(#[$meta:meta])* async fn $name:ident($world:ident) $body:block)*) => {$(
        $(#[$meta])*
        mod $name {
            use super::*;

            async fn run($world: $crate::support::World) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                run($crate::support::World::sqlite().await).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                run($crate::support::World::postgres().await).await;
            }
        }
    )*};
}

/// A well-formed wrapped key that opens nothing.
pub const WRAPPED: &str = "2.oKGio6SlpqeoqaqrrK2urw==|3ELLtfoiEXKrXDRJ9bfr/Q==|ZyqynBPdYm7KenbDpGq0T3voFFWaOLP6hri2KteC3Xg=";

/// A well-formed sealed key that opens nothing.
pub fn sealed() -> String {
    format!("4.{}A==", "A".repeat(341))
}

/// A well-formed record of a pin that opens with nothing.
pub fn record() -> String {
    format!("1.{}=", "A".repeat(139))
}

/// A well-formed public key that nobody has the other half of.
pub fn public_key() -> String {
    "A".repeat(392)
}

pub struct World {
    pub instance: Arc<Instance>,
    pub database: Database,
    folder: tempfile::TempDir,
}

/// Somebody with an account.
#[derive(Clone, Debug)]
pub struct Person {
    pub id: UserId,
    pub email: Email,
}

impl World {
    pub async fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = Database::Sqlite(folder.path().join("castellan.db"));
        Self::new(database, folder).await
    }

    pub async fn postgres() -> Self {
        let server = std::env::var("CASTELLAN_TEST_POSTGRES").expect("CASTELLAN_TEST_POSTGRES must name a PostgreSQL server: run `make test`, or .ci/postgres");
        let name = format!("castellan_{}", SessionId::make().uuid().simple());
        let pool = sqlx::PgPool::connect(&server).await.unwrap();
        sqlx::raw_sql(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}"))).execute(&pool).await.unwrap();
        pool.close().await;
        let (base, _) = server.rsplit_once('/').unwrap();
        Self::new(Database::Postgres(format!("{base}/{name}")), tempfile::tempdir().unwrap()).await
    }

    async fn new(database: Database, folder: tempfile::TempDir) -> Self {
        let store = Store::open(&database).await.unwrap();
        let instance = Instance {
            public_url: "https://castellan.example".to_owned(),
            setup_token: Some("setup-token".to_owned().into()),
            ..Instance::bare(store, [7; 32].into())
        };
        Self { instance: Arc::new(instance), database, folder }
    }

    /// The same installation after a restart.
    pub async fn restarted(self) -> Self {
        let Self { instance, database, folder } = self;
        instance.store.clone().close().await;
        Self::new(database, folder).await
    }

    /// A call by nobody.
    pub fn nobody(&self) -> Context {
        Context::new(self.instance.clone(), None, None, None, Device { address: "192.0.2.1".to_owned(), label: "Test".to_owned() })
    }

    /// A call by somebody who has just proved his identity, on the page of that client.
    pub fn by(&self, person: &Person, shown: Option<OrganizationId>) -> Context {
        self.context(person, shown, Some(Micros::now()))
    }

    /// A call by somebody who signed in a while ago.
    pub fn by_without_step_up(&self, person: &Person, shown: Option<OrganizationId>) -> Context {
        self.context(person, shown, None)
    }

    fn context(&self, person: &Person, shown: Option<OrganizationId>, step_up_at: Option<Micros>) -> Context {
        let session = Session { id: SessionId::make(), user_id: person.id, email: person.email.clone(), name: person.email.to_string(), step_up_at };
        Context::new(self.instance.clone(), Some(session), None, shown, Device { address: "192.0.2.1".to_owned(), label: "Test".to_owned() })
    }

    pub async fn execute(&self, query: server::store::Query) {
        self.instance.store.write(query, |db, query| Box::pin(async move { db.execute(query.clone()).await.map_err(Failure) })).await.unwrap();
    }

    /// One number out of the store.
    pub async fn number(&self, query: server::store::Query) -> i64 {
        self.instance.store.read().await.unwrap().one(query).await.unwrap().get("n").unwrap()
    }

    /// Somebody with an account; the keys open nothing.
    pub async fn person(&self, email: &str) -> Person {
        let person = Person { id: UserId::make(), email: email.parse().unwrap() };
        let query = sql("INSERT INTO users (id, email, name, password_hash, kdf_kind, kdf_iterations, kdf_memory_mib, kdf_parallelism, user_key, public_key, private_key, created_at, password_changed_at)
            VALUES ($1, $2, $3, 'none', 0, 600000, 0, 0, $4, $5, $4, $6, $6)");
        self.execute(query.bind(person.id).bind(&person.email).bind(email.split('@').next().unwrap()).bind(WRAPPED).bind(public_key()).bind(Micros::now()))
            .await;
        person
    }

    /// A provider with a pool of `seats` on each plan.
    pub async fn provider(&self, name: &str, seats: u32) -> ProviderId {
        let id = ProviderId::make();
        let query = sql(
            "INSERT INTO providers (id, name, billing_email, support_email, support_phone, support_url, created_at, confirmed_admins) VALUES ($1, $2, 'billing@northgate.example', '', '', '', $3, 0)",
        );
        self.execute(query.bind(id).bind(name).bind(Micros::now())).await;
        for plan in Plan::ALL {
            self.execute(sql("INSERT INTO provider_plans (provider_id, plan, purchased, assigned) VALUES ($1, $2, $3, 0)").bind(id).bind(plan).bind(seats))
                .await;
        }
        id
    }

    /// A confirmed user of a provider, who sees all clients.
    pub async fn staff(&self, provider: ProviderId, email: &str, role: ProviderRole) -> (Person, ProviderUserId) {
        let person = self.person(email).await;
        let id = self.join(provider, &person, role).await;
        (person, id)
    }

    /// Makes somebody a confirmed user of one more provider.
    pub async fn join(&self, provider: ProviderId, person: &Person, role: ProviderRole) -> ProviderUserId {
        let id = ProviderUserId::make();
        let query = sql(
            "INSERT INTO provider_users (provider_id, id, user_id, email, role, status, key, sees_all_clients, invited_at, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $8, $8)",
        );
        self.execute(query.bind(provider).bind(id).bind(person.id).bind(&person.email).bind(role).bind(Status::Confirmed).bind(sealed()).bind(Micros::now()))
            .await;
        if role == ProviderRole::Admin {
            self.execute(sql("UPDATE providers SET confirmed_admins = confirmed_admins + 1 WHERE id = $1").bind(provider)).await;
        }
        id
    }

    /// An organization on the Teams plan, a client if a provider is given.
    pub async fn organization(&self, provider: Option<ProviderId>, name: &str, seats: u32) -> OrganizationId {
        let id = OrganizationId::make();
        let query = sql("INSERT INTO organizations (id, provider_id, name, name_key, billing_email, tags, plan, seats, occupied, invited, to_confirm, confirmed_owners, public_key, private_key, last_activity_at, created_at)
            VALUES ($1, $2, $3, $4, 'office@hartwell.example', '', $5, $6, 0, 0, 0, 0, $7, $8, $9, $9)");
        self.execute(
            query
                .bind(id)
                .bind(provider)
                .bind(name)
                .bind(name.to_lowercase())
                .bind(Plan::Teams)
                .bind(seats)
                .bind(public_key())
                .bind(WRAPPED)
                .bind(Micros::now()),
        )
        .await;
        if let Some(provider) = provider {
            let link = sql("INSERT INTO provider_clients (provider_id, id, organization_id, key, created_at) VALUES ($1, $2, $3, $4, $5)");
            self.execute(link.bind(provider).bind(LinkId::make()).bind(id).bind(WRAPPED).bind(Micros::now())).await;
            self.execute(
                sql("UPDATE provider_plans SET assigned = assigned + $3 WHERE provider_id = $1 AND plan = $2").bind(provider).bind(Plan::Teams).bind(seats),
            )
            .await;
        }
        id
    }

    /// A member in any state, with the organization's counters kept in step.
    pub async fn member(&self, organization: OrganizationId, person: &Person, role: Role, rights: Rights, status: Status) -> MemberId {
        let id = MemberId::make();
        let key = (status == Status::Confirmed).then(sealed);
        let query = sql(
            "INSERT INTO members (organization_id, id, user_id, email, name_key, role, rights, status, key, invited_at, created_at) VALUES ($1, $2, $3, $4, $4, $5, $6, $7, $8, $9, $9)",
        );
        self.execute(query.bind(organization).bind(id).bind(person.id).bind(&person.email).bind(role).bind(rights).bind(status).bind(key).bind(Micros::now()))
            .await;
        self.instance
            .store
            .write((organization, role, status), |db, (organization, role, status)| {
                Box::pin(async move {
                    server::store::counters::shift(db, *organization, server::store::counters::Shift::of(None, Some((*role, *status)))).await.map_err(Failure)
                })
            })
            .await
            .unwrap();
        id
    }
}

/// Lets a test run statements of its own through the writer.
#[derive(Debug)]
pub struct Failure(pub StoreError);

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self(error)
    }
}

impl server::store::AsStoreError for Failure {
    fn as_store_error(&self) -> Option<&StoreError> {
        Some(&self.0)
    }
}

/// A browser's part in small: one file of each kind.
const DOCUMENT: &str = r#"<!doctype html><head><meta name="castellan-setup" content=""><script type="module">start();</script></head>"#;
const FILES: &[(&str, &str)] = &[
    ("index.html", DOCUMENT),
    ("app-0123456789abcdef.js", "plain script"),
    ("app-0123456789abcdef.js.br", "brotli script"),
    ("app-0123456789abcdef.js.gz", "gzip script"),
    ("app-0123456789abcdef_bg.wasm", "\0asm"),
    ("favicon.svg", "<svg/>"),
];

impl World {
    /// The site that the server would serve, with limits that no test reaches by accident.
    pub fn site(&self) -> Arc<Site> {
        let many = 1_000_000;
        self.site_with(Limits { reads_per_minute: many, writes_per_minute: many, guesses_per_minute: many, ..Limits::default() })
    }

    pub fn site_with(&self, limits: Limits) -> Arc<Site> {
        let folder = self.dist_folder();
        std::fs::create_dir_all(&folder).unwrap();
        for (name, text) in FILES {
            std::fs::write(folder.join(name), text).unwrap();
        }
        let dist = Dist::load(&folder).unwrap();
        let public = self.instance.public_url.parse().unwrap();
        Arc::new(Site::new(self.instance.clone(), dist, public, Vec::new(), limits, Arc::default()))
    }

    /// Where the site finds the browser's part.
    pub fn dist_folder(&self) -> PathBuf {
        self.folder.path().join("dist")
    }

    /// The real router over this world.
    pub fn router(&self) -> Router {
        router(self.site())
    }

    /// Signs somebody in: a bearer token.
    pub async fn bearer(&self, person: &Person) -> String {
        let token = SessionId::make().to_string();
        let now = Micros::now();
        let (session, until) = (SessionId::make(), now.plus(Micros::HOUR));
        let hash = |text: &str| Sha256::digest(text).to_vec();
        let insert = sql("INSERT INTO sessions (id, user_id, refresh_hash, refreshed_at, created_at, expires_at, step_up_at, address, device)
            VALUES ($1, $2, $3, $4, $4, $5, $4, '192.0.2.1', 'Test')");
        self.execute(insert.bind(session).bind(person.id).bind(hash(&format!("refresh {token}"))).bind(now).bind(until)).await;
        self.execute(sql("INSERT INTO access_tokens (hash, session_id, expires_at) VALUES ($1, $2, $3)").bind(hash(&token)).bind(session).bind(until)).await;
        token
    }

    /// Calls a server function over HTTP as somebody who has just signed in: status and JSON of the answer.
    pub async fn call(&self, person: &Person, path: &str, body: serde_json::Value) -> (StatusCode, serde_json::Value) {
        let token = self.bearer(person).await;
        let request = Request::post(path).header("content-type", "application/json").header("authorization", format!("Bearer {token}"));
        let response = self.router().oneshot(request.body(Body::from(body.to_string())).unwrap()).await.unwrap();
        let status = response.status();
        let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        (status, serde_json::from_slice(&bytes).unwrap_or(serde_json::Value::Null))
    }
}
