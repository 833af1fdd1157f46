//! A database with a provider of many clients. The provider is set up by the product's own command, with the first admin of the
//! sample data, who can really sign in; its clients are rows alone, without members, and none of their keys opens anything.

use super::Outcome;
use server::{
    config::load_or_make_secret,
    demo::{Keys, cast},
    domain::{Context, Device, Instance, accounts, setup},
    model::{
        error::ApiError,
        id::{LinkId, OrganizationId, ProviderId, SessionId, UserId},
        key::AuthHash,
        role::Plan,
        setup::SetupRequest,
        text::Email,
        time::Micros,
    },
    store::{AsStoreError, Database, Store, StoreError, sql},
};
use std::{fs, path::Path, sync::Arc};

pub const CLIENTS: usize = 10_000;
const SEATS: usize = 12;

const NAMES: [&str; 24] = [
    "Alder",
    "Birch",
    "Calder",
    "Dunmore",
    "Elmwood",
    "Fairfax",
    "Glenholm",
    "Hartwell",
    "Ingram",
    "Juniper",
    "Kestrel",
    "Lakeside",
    "Meadow",
    "Norbury",
    "Oakfield",
    "Pemberton",
    "Quarry",
    "Ridgeway",
    "Stanton",
    "Thornhill",
    "Upton",
    "Vale",
    "Westbrook",
    "Yarrow",
];
const TRADES: [&str; 12] =
    ["Accounting", "Architects", "Bakery", "Clinic", "Dental", "Estates", "Foundation", "Garage", "Hotel", "Insurance", "Law", "Logistics"];

/// The provider that was laid down, and whom to act as.
pub struct Seeded {
    pub instance: Arc<Instance>,
    pub provider: ProviderId,
    pub admin: server::domain::Session,
    pub auth_hash: AuthHash,
    pub clients: Vec<OrganizationId>,
}

impl Seeded {
    /// A call by the admin.
    pub fn by_admin(&self) -> Context {
        Context::new(self.instance.clone(), Some(self.admin.clone()), None, None, Device { address: "192.0.2.1".to_owned(), label: "Figures".to_owned() })
    }

    /// The same provider, over another store of the same rows.
    pub fn over(&self, store: Store) -> Self {
        let instance = Instance::bare(store, self.instance.secret.clone());
        Self { instance: Arc::new(instance), admin: self.admin.clone(), auth_hash: self.auth_hash.clone(), clients: self.clients.clone(), ..*self }
    }
}

/// Fills a folder that has no database yet.
pub async fn lay_down(folder: &Path, clients: usize) -> Outcome<Seeded> {
    fs::create_dir_all(folder)?;
    let secret = load_or_make_secret(&folder.join("secret"))?;
    let store = Store::open(&Database::Sqlite(folder.join("castellan.db"))).await?;
    let instance = Arc::new(Instance::bare(store, secret));
    let nobody = Context::new(instance.clone(), None, None, None, Device::default());

    let (cast, keys) = (cast()?, Keys::load()?);
    let first = cast.staff.first().ok_or("nobody in the sample")?;
    let account = keys.account(&first.email).ok_or("no keys in the sample")?;
    let auth_hash = account.auth_hash.clone();
    let request = SetupRequest {
        setup_token: String::new(),
        email: first.email.clone(),
        name: first.name.clone(),
        keys: account,
        provider_name: cast.provider_name.clone(),
        billing_email: "billing@northgate.example".parse()?,
        teams_seats: 100_000,
        enterprise_seats: 100_000,
        provider_key: keys.provider_keys.get(&first.email).ok_or("no key in the sample")?.clone(),
    };
    setup::install(&nobody, request).await.map_err(said)?;
    let admin = session(&instance, &first.email).await?;
    let context = Context::new(instance.clone(), Some(admin.clone()), None, None, Device::default());
    let provider = accounts::me(&context, ()).await.map_err(said)?.providers.first().ok_or("no provider")?.id;

    // Any client's keys have the right form.
    let shape = keys.clients.values().next().ok_or("no client in the sample")?.keys.clone();
    let ids = (0..clients).map(|_| OrganizationId::make()).collect::<Vec<_>>();
    let rows = (provider, ids.clone(), shape);
    let write = instance.store.write(rows, |db, (provider, ids, keys)| {
        Box::pin(async move {
            let now = Micros::now();
            for (n, id) in ids.iter().enumerate() {
                let row = Row::of(n);
                let query = sql("INSERT INTO organizations (id, provider_id, name, name_key, billing_email, tags, tags_key, plan, seats, occupied, invited,
                        to_confirm, confirmed_owners, public_key, private_key, suspended_at, last_activity_at, created_at)
                    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1, $13, $14, $15, $16, $17)")
                .bind(*id)
                .bind(*provider)
                .bind(&row.name)
                .bind(row.name.to_lowercase())
                .bind(format!("office@client{n}.example"))
                .bind(&row.tags)
                .bind(row.tags.to_lowercase())
                .bind(Plan::ALL[n % 2])
                .bind(number(SEATS))
                .bind(row.occupied)
                .bind(row.invited)
                .bind(row.to_confirm)
                .bind(&keys.public_key)
                .bind(&keys.private_key)
                .bind((n % 100 == 99).then_some(now.0))
                .bind(now.plus(-number(n) * Micros::MINUTE))
                .bind(now.plus(-90 * Micros::DAY));
                db.execute(query).await?;
                let link = sql("INSERT INTO provider_clients (provider_id, id, organization_id, key, created_at) VALUES ($1, $2, $3, $4, $5)");
                db.execute(link.bind(*provider).bind(LinkId::make()).bind(*id).bind(&keys.link_key).bind(now)).await?;
            }
            for (n, plan) in Plan::ALL.into_iter().enumerate() {
                let assigned = number((ids.len() + 1 - n) / 2 * SEATS);
                db.execute(sql("UPDATE provider_plans SET assigned = $3 WHERE provider_id = $1 AND plan = $2").bind(*provider).bind(plan).bind(assigned))
                    .await?;
            }
            Ok::<_, Failure>(())
        })
    });
    write.await.map_err(|Failure(error)| error)?;
    Ok(Seeded { instance, provider, admin, auth_hash, clients: ids })
}

/// What differs between clients.
struct Row {
    name: String,
    tags: String,
    occupied: i64,
    invited: i64,
    to_confirm: i64,
}

impl Row {
    fn of(n: usize) -> Self {
        // Neighbours in the order of names are not neighbours in the order of making.
        let mixed = n * 7919 % 10_007;
        let name = format!("{} {} {n:05}", NAMES[mixed % NAMES.len()], TRADES[mixed / NAMES.len() % TRADES.len()]);
        let tags = match n % 4 {
            0 => "\nManaged\n".to_owned(),
            1 => "\nManaged\nNorth\n".to_owned(),
            _ => String::new(),
        };
        Self { name, tags, occupied: number(3 + mixed % 10), invited: number(usize::from(n % 9 == 1)), to_confirm: number(usize::from(n % 11 == 1)) }
    }
}

/// A session that need not be in the store.
async fn session(instance: &Instance, email: &Email) -> Outcome<server::domain::Session> {
    let mut db = instance.store.read().await?;
    let id: UserId = db.one(sql("SELECT id FROM users WHERE email = $1").bind(email)).await?.get("id")?;
    Ok(server::domain::Session { id: SessionId::make(), user_id: id, email: email.clone(), name: String::new(), step_up_at: Some(Micros::now()) })
}

/// Counts here are far below every limit.
pub fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// What was said to the caller.
pub fn said(error: server::domain::Error) -> String {
    ApiError::from(&error).message
}

/// Lets this program run statements of its own through the writer.
#[derive(Debug)]
pub struct Failure(pub StoreError);

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self(error)
    }
}

impl AsStoreError for Failure {
    fn as_store_error(&self) -> Option<&StoreError> {
        Some(&self.0)
    }
}
