//! What tests of the Provider Portal need beyond the world itself.

use crate::support::{Person, World, sealed};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use server::{
    domain::Error,
    model::{
        client::{CreateClientRequest, SetSeatsRequest},
        error::{ApiError, ErrorCode},
        id::{IdempotencyKey, OrganizationId, ProviderId, ProviderUserId},
        key::{ClientKeys, Pin},
        person::{ConfirmPersonRequest, PersonRequest},
        role::{Plan, ProviderRole, Status},
        time::Micros,
    },
    store::sql,
};
use sha2::{Digest, Sha256};

/// Why it was refused; a test fails if it was not.
pub fn refusal<T>(result: Result<T, Error>) -> ApiError {
    match result {
        Ok(_) => panic!("it was done"),
        Err(error) => ApiError::from(&error),
    }
}

/// The code with which it was refused.
pub fn code<T>(result: Result<T, Error>) -> ErrorCode {
    refusal(result).code
}

/// The pin of a public key.
pub fn pin_of(public_key: &str) -> Pin {
    let hex = Sha256::digest(STANDARD.decode(public_key).unwrap()).iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
    Pin::try_from(hex).unwrap()
}

/// Keys of a new client that open nothing.
pub fn client_keys() -> ClientKeys {
    let wrapped = crate::support::WRAPPED.to_owned();
    ClientKeys {
        link_key: wrapped.clone().try_into().unwrap(),
        public_key: crate::support::public_key().try_into().unwrap(),
        private_key: wrapped.clone().try_into().unwrap(),
        collection_name: wrapped.try_into().unwrap(),
    }
}

/// A new client of 5 Teams seats for which nothing is bought.
pub fn new_client(provider: ProviderId, name: &str) -> CreateClientRequest {
    CreateClientRequest {
        provider,
        idempotency_key: IdempotencyKey::make(),
        name: name.parse().unwrap(),
        plan: Plan::Teams,
        seats: 5,
        owner_email: "amara@hartwell.example".parse().unwrap(),
        tags: Vec::new(),
        keys: client_keys(),
        key_revision: 1,
        buying: 0,
    }
}

/// The same with an owner of its own, as a mailbox gets few invitations an hour.
pub fn new_client_of_another(provider: ProviderId, name: &str) -> CreateClientRequest {
    let owner = format!("owner@{}.example", name.to_lowercase().replace(' ', "-"));
    CreateClientRequest { owner_email: owner.parse().unwrap(), ..new_client(provider, name) }
}

pub fn seats(provider: ProviderId, organization: OrganizationId, seats: u32, buying: u32) -> SetSeatsRequest {
    SetSeatsRequest { provider, organization, seats, buying }
}

pub fn one(provider: ProviderId, person: ProviderUserId) -> PersonRequest {
    PersonRequest { provider, person }
}

/// A confirmation of somebody whose key is that of all people in the world.
pub fn confirmation(provider: ProviderId, person: ProviderUserId) -> ConfirmPersonRequest {
    let pin = pin_of(&crate::support::public_key());
    ConfirmPersonRequest { provider, person, key: sealed().try_into().unwrap(), key_revision: 1, pin, replaces: None, record: None }
}

impl World {
    /// A person with an account who accepted an invitation and waits.
    pub async fn accepted(&self, provider: ProviderId, email: &str, role: ProviderRole) -> (Person, ProviderUserId) {
        let person = self.person(email).await;
        let id = ProviderUserId::make();
        let query = sql(
            "INSERT INTO provider_users (provider_id, id, user_id, email, role, status, sees_all_clients, invited_at, created_at) VALUES ($1, $2, $3, $4, $5, $6, 1, $7, $7)",
        );
        self.execute(query.bind(provider).bind(id).bind(person.id).bind(&person.email).bind(role).bind(Status::Accepted).bind(Micros::now())).await;
        (person, id)
    }

    /// Limits a service user to some clients.
    pub async fn limit(&self, provider: ProviderId, person: ProviderUserId, clients: &[OrganizationId]) {
        self.execute(sql("UPDATE provider_users SET sees_all_clients = 0 WHERE id = $1").bind(person)).await;
        for client in clients {
            let query = sql("INSERT INTO provider_user_clients (provider_id, provider_user_id, organization_id) VALUES ($1, $2, $3)");
            self.execute(query.bind(provider).bind(person).bind(*client)).await;
        }
    }

    /// Events of a kind in the provider's log.
    pub async fn events(&self, provider: ProviderId, kind: u16) -> i64 {
        self.number(sql("SELECT COUNT(*) AS n FROM events WHERE provider_id = $1 AND kind = $2").bind(provider).bind(kind)).await
    }

    /// Detail of the last event of a kind.
    pub async fn detail(&self, kind: u16) -> String {
        let query = sql("SELECT detail FROM events WHERE kind = $1 ORDER BY at DESC, id DESC LIMIT 1").bind(kind);
        self.instance.store.read().await.unwrap().one(query).await.unwrap().get("detail").unwrap()
    }

    /// Mails of that kind that wait to be sent.
    pub async fn mails_of_kind(&self, kind: &'static str) -> i64 {
        self.number(sql("SELECT COUNT(*) AS n FROM outbox WHERE payload LIKE $1").bind(format!("%{kind}%"))).await
    }

    /// Seats bought and assigned of a plan, and the sum of the seats of the clients on it.
    pub async fn pool(&self, provider: ProviderId, plan: Plan) -> (i64, i64, i64) {
        let of = |text| self.number(sql(text).bind(provider).bind(plan));
        (
            of("SELECT purchased AS n FROM provider_plans WHERE provider_id = $1 AND plan = $2").await,
            of("SELECT assigned AS n FROM provider_plans WHERE provider_id = $1 AND plan = $2").await,
            of("SELECT CAST(COALESCE(SUM(seats), 0) AS BIGINT) AS n FROM organizations WHERE provider_id = $1 AND plan = $2").await,
        )
    }

    /// Confirmed admins as they are counted, and as they are.
    pub async fn admins(&self, provider: ProviderId) -> (i64, i64) {
        (
            self.number(sql("SELECT confirmed_admins AS n FROM providers WHERE id = $1").bind(provider)).await,
            self.number(sql("SELECT COUNT(*) AS n FROM provider_users WHERE provider_id = $1 AND role = 0 AND status = 2").bind(provider)).await,
        )
    }
}
