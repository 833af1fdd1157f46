//! A stage for each call: a provider, its client and the one who calls, all new, so that nothing is left of the call before.

use crate::{
    csv::Column,
    leak::{CANARY, hex, watch},
    support::{Failure, Person, WRAPPED, World, public_key},
};
use bytes::Bytes;
use futures_util::stream;
use server::{
    model::{
        id::{
            AttachmentId, CollectionId, FileId, GroupId, ImportId, ItemId, KeyTicketId, MemberId, OrganizationId, ProviderId, ProviderUserId, RotationId,
            SessionId, UserId,
        },
        role::{ProviderRole, Rights, Role, Status},
        time::Micros,
    },
    store::sql,
};
use sha2::{Digest as _, Sha256};
use std::sync::atomic::{AtomicU64, Ordering};

/// Seats of every client here.
pub const SEATS: u32 = 50;
/// Seats bought by every provider here, on each plan.
pub const POOL: u32 = 500;

/// A number that no other row of the tests has.
pub fn unique() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

pub fn address(who: &str) -> String {
    format!("{who}-{}@people.example", unique())
}

pub struct Stage<'w> {
    pub world: &'w World,
    pub column: Column,
    pub provider: ProviderId,
    pub client: OrganizationId,
    pub client_name: String,
    /// A client of the same provider that is in the scope of no service user with a limited scope but the one out of scope here.
    pub sibling: OrganizationId,
    /// With the item in it, and nobody granted but the caller.
    pub collection: CollectionId,
    pub item: ItemId,
    /// A file that is attached to it.
    pub attachment: AttachmentId,
    /// Empty, and without access to anything.
    pub group: GroupId,
    /// Complete and held, with the item in it; a provider user who is not here sent it.
    pub import: ImportId,
    pub held: ItemId,
    pub caller: Option<Person>,
    /// The caller's row in the client.
    pub member: Option<MemberId>,
    pub session: SessionId,
    pub token: Option<String>,
    /// The owner who is always there, so that the rule about the last one stays out of the way.
    pub anchor: MemberId,
}

impl<'w> Stage<'w> {
    /// A custom member has the rights; the others ignore them.
    pub async fn set(world: &'w World, column: Column, rights: Rights) -> Self {
        let provider = world.provider("Northgate IT", POOL).await;
        world.staff(provider, &address("head"), ProviderRole::Admin).await;
        let client_name = format!("Hartwell Dental {}", unique());
        let client = world.organization(Some(provider), &client_name, SEATS).await;
        let sibling = world.organization(Some(provider), &format!("Linden Legal {}", unique()), SEATS).await;
        let anchor = world.member(client, &world.person(&address("anchor")).await, Role::Owner, Rights::NONE, Status::Confirmed).await;
        let Planted { collection, item, attachment, group, import, held } = plant(world, client).await;
        let mut stage = Self {
            world,
            column,
            provider,
            client,
            client_name,
            sibling,
            collection,
            item,
            attachment,
            group,
            import,
            held,
            caller: None,
            member: None,
            session: SessionId::make(),
            token: None,
            anchor,
        };
        stage.cast(rights).await;
        stage
    }

    async fn cast(&mut self, rights: Rights) {
        match self.column {
            Column::Anonymous => return,
            Column::Stranger => self.caller = Some(self.world.person(&address("stranger")).await),
            Column::ProviderAdmin => self.caller = Some(self.staff(self.provider, ProviderRole::Admin).await.0),
            Column::ServiceUser => self.caller = Some(self.service_user(self.client).await),
            Column::ServiceUserOutOfScope => self.caller = Some(self.service_user(self.sibling).await),
            Column::ProviderUserNotConfirmed => {
                let (person, id) = self.staff(self.provider, ProviderRole::Admin).await;
                self.unconfirm(id, Status::Accepted).await;
                self.caller = Some(person);
            }
            Column::OtherProviderAdmin => {
                let other = self.world.provider("Other Provider", POOL).await;
                self.caller = Some(self.staff(other, ProviderRole::Admin).await.0);
            }
            Column::Owner => self.join(Role::Owner, Rights::NONE, Status::Confirmed).await,
            Column::Admin => self.join(Role::Admin, Rights::NONE, Status::Confirmed).await,
            Column::User => self.join(Role::User, Rights::NONE, Status::Confirmed).await,
            Column::Custom => self.join(Role::Custom, rights, Status::Confirmed).await,
            // The one who would be allowed most.
            Column::MemberNotConfirmed => self.join(Role::Owner, Rights::NONE, Status::Accepted).await,
            Column::OtherClientOwner => {
                let person = self.world.person(&address("owner")).await;
                self.world.member(self.sibling, &person, Role::Owner, Rights::NONE, Status::Confirmed).await;
                self.caller = Some(person);
            }
        }
        self.sign_in().await;
    }

    async fn staff(&self, provider: ProviderId, role: ProviderRole) -> (Person, ProviderUserId) {
        self.world.staff(provider, &address("staff"), role).await
    }

    async fn service_user(&self, sees: OrganizationId) -> Person {
        let (person, id) = self.staff(self.provider, ProviderRole::ServiceUser).await;
        self.world.execute(sql("UPDATE provider_users SET sees_all_clients = 0 WHERE id = $1").bind(id)).await;
        let query = sql("INSERT INTO provider_user_clients (provider_id, provider_user_id, organization_id) VALUES ($1, $2, $3)");
        self.world.execute(query.bind(self.provider).bind(id).bind(sees)).await;
        person
    }

    async fn unconfirm(&self, id: ProviderUserId, status: Status) {
        self.world.execute(sql("UPDATE provider_users SET status = $2, key = NULL WHERE id = $1").bind(id).bind(status)).await;
        self.world.execute(sql("UPDATE providers SET confirmed_admins = 1 WHERE id = $1").bind(self.provider)).await;
    }

    async fn join(&mut self, role: Role, rights: Rights, status: Status) {
        let person = self.world.person(&address("member")).await;
        let member = self.world.member(self.client, &person, role, rights, status).await;
        self.grant(member).await;
        self.member = Some(member);
        self.caller = Some(person);
    }

    /// Lets a member edit what is in the collection.
    async fn grant(&self, member: MemberId) {
        let query =
            sql("INSERT INTO collection_members (organization_id, collection_id, member_id, read_only, hide_passwords, manage) VALUES ($1, $2, $3, 0, 0, 0)");
        self.world.execute(query.bind(self.client).bind(self.collection).bind(member)).await;
    }

    async fn sign_in(&mut self) {
        let Some(caller) = &self.caller else { return };
        let token = sign_in(self.world, caller, self.session).await;
        if self.column.is_provider_user() {
            watch(&token);
        }
        self.token = Some(token);
    }

    /// Sets when the caller last proved his identity.
    pub async fn step_up_at(&self, at: Option<Micros>) {
        self.world.execute(sql("UPDATE sessions SET step_up_at = $2 WHERE id = $1").bind(self.session).bind(at.map(|at| at.0))).await;
    }

    /// Another member of the client.
    pub async fn other_member(&self, role: Role, status: Status) -> MemberId {
        let person = self.world.person(&address("target")).await;
        self.world.member(self.client, &person, role, Rights::NONE, status).await
    }

    /// An owner of the client with a grant to edit what is in the collection: a bearer token.
    pub async fn owner_with_grant(&self) -> String {
        let person = self.world.person(&address("amara")).await;
        let member = self.world.member(self.client, &person, Role::Owner, Rights::NONE, Status::Confirmed).await;
        self.grant(member).await;
        sign_in(self.world, &person, SessionId::make()).await
    }

    /// Another person of the provider, a service user.
    pub async fn colleague(&self, status: Status) -> ProviderUserId {
        let (_, id) = self.staff(self.provider, ProviderRole::ServiceUser).await;
        if status != Status::Confirmed {
            self.world.execute(sql("UPDATE provider_users SET status = $2, key = NULL WHERE id = $1").bind(id).bind(status)).await;
        }
        id
    }

    /// A change of the provider's key that another admin has begun.
    pub async fn rotation(&self) -> RotationId {
        let (admin, _) = self.staff(self.provider, ProviderRole::Admin).await;
        let id = RotationId::make();
        self.world.execute(sql("DELETE FROM provider_rotations WHERE provider_id = $1").bind(self.provider)).await;
        let query = sql("INSERT INTO provider_rotations (provider_id, id, started_by, started_at) VALUES ($1, $2, $3, 1)");
        self.world.execute(query.bind(self.provider).bind(id).bind(admin.id)).await;
        id
    }

    /// A ticket for the client's key to confirm a member with, made out to the caller.
    pub async fn ticket(&self) -> KeyTicketId {
        ticket(self.world, self.client, self.caller.as_ref(), "confirm-members").await
    }

    /// One to import with.
    pub async fn import_ticket(&self) -> KeyTicketId {
        ticket(self.world, self.client, self.caller.as_ref(), "import").await
    }

    /// Lends the client's key to the app of the caller.
    pub async fn lend_to_app(&self) {
        ticket(self.world, self.client, self.caller.as_ref(), "import-with-app").await;
    }

    /// One to read or write names of collections with.
    pub async fn names_ticket(&self) -> KeyTicketId {
        ticket(self.world, self.client, self.caller.as_ref(), "collection-names").await
    }

    /// Makes the import one that the caller sent, in the capacity in which he acts. A member manages the collection.
    pub async fn send_import(&self, state: i64) {
        let provider = if matches!(self.column, Column::ProviderAdmin | Column::ServiceUser) { Some(self.provider) } else { None };
        let query = sql("UPDATE imports SET state = $2, sender_id = $3, provider_id = $4, provider = $5 WHERE id = $1");
        let (name, sender) = (provider.map(|_| "Northgate IT"), self.caller.as_ref().map_or_else(UserId::make, |caller| caller.id));
        self.world.execute(query.bind(self.import).bind(state).bind(sender).bind(provider).bind(name)).await;
        self.manage().await;
    }

    /// Puts a member into the group.
    pub async fn put_into_group(&self, member: MemberId) {
        let query = sql("INSERT INTO group_members (organization_id, group_id, member_id) VALUES ($1, $2, $3)");
        self.world.execute(query.bind(self.client).bind(self.group).bind(member)).await;
    }

    /// Lets the group view what is in the collection, edit it, or manage the collection.
    pub async fn grant_group(&self, read_only: bool, manage: bool) {
        self.world.execute(sql("DELETE FROM group_collections WHERE group_id = $1").bind(self.group)).await;
        let query =
            sql("INSERT INTO group_collections (organization_id, group_id, collection_id, read_only, hide_passwords, manage) VALUES ($1, $2, $3, $4, 0, $5)");
        self.world.execute(query.bind(self.client).bind(self.group).bind(self.collection).bind(read_only).bind(manage)).await;
    }

    /// Lets a member manage the collection.
    pub async fn manage(&self) {
        self.world.execute(sql("UPDATE collection_members SET manage = 1 WHERE collection_id = $1").bind(self.collection)).await;
    }
}

/// Makes a session with a fresh proof of identity, and its token.
pub async fn sign_in(world: &World, caller: &Person, session: SessionId) -> String {
    let token = format!("token-{session}");
    let hash = |text: &str| Sha256::digest(text).to_vec();
    let now = Micros::now();
    let query = sql("INSERT INTO sessions (id, user_id, refresh_hash, refreshed_at, created_at, expires_at, step_up_at, address, device)
        VALUES ($1, $2, $3, $4, $4, $5, $4, '192.0.2.1', 'Test')");
    world.execute(query.bind(session).bind(caller.id).bind(hash(&format!("refresh {token}"))).bind(now).bind(now.plus(Micros::HOUR))).await;
    let query = sql("INSERT INTO access_tokens (hash, session_id, expires_at) VALUES ($1, $2, $3)");
    world.execute(query.bind(hash(&token)).bind(session).bind(now.plus(Micros::HOUR))).await;
    token
}

pub async fn ticket(world: &World, client: OrganizationId, holder: Option<&Person>, purpose: &str) -> KeyTicketId {
    let id = KeyTicketId::make();
    let Some(holder) = holder else { return id };
    let query = sql("INSERT INTO key_tickets (organization_id, id, user_id, purpose, expires_at) VALUES ($1, $2, $3, $4, $5)");
    world.execute(query.bind(client).bind(id).bind(holder.id).bind(purpose).bind(Micros::now().plus(Micros::MINUTE))).await;
    id
}

/// An item as it is stored.
fn stored(content: &str) -> String {
    server::domain::items::ItemContent::parse_text(content).unwrap().json().to_owned()
}

/// What every client here has.
pub struct Planted {
    pub collection: CollectionId,
    pub item: ItemId,
    pub attachment: AttachmentId,
    pub group: GroupId,
    pub import: ImportId,
    pub held: ItemId,
}

/// A file of ten bytes that is expected for the client's item.
pub async fn announced(stage: &Stage<'_>) -> AttachmentId {
    let id = AttachmentId::make();
    let query = sql("INSERT INTO attachments (organization_id, id, item_id, file_name, key, size, created_at) VALUES ($1, $2, $3, $4, $4, 10, 0)");
    stage.world.execute(query.bind(stage.client).bind(id).bind(stage.item).bind(WRAPPED)).await;
    id
}

/// Puts a collection with the item and its file into a client's vault, an import with the item beside it, and an empty group.
pub async fn plant(world: &World, client: OrganizationId) -> Planted {
    let (collection, item, attachment) = (CollectionId::make(), ItemId::make(), AttachmentId::make());
    let file = FileId::make();
    let (group, import, held) = (GroupId::make(), ImportId::make(), ItemId::make());
    let (now, data, hash) = (Micros::now(), stored(&CANARY.data), vec![0_u8; 32]);
    let of = |text| sql(text).bind(client);
    let statements = [
        of("INSERT INTO collections (organization_id, id, name, created_at) VALUES ($1, $2, $3, $4)").bind(collection).bind(WRAPPED).bind(now),
        of("INSERT INTO items (organization_id, id, data, created_at) VALUES ($1, $2, $3, $4)").bind(item).bind(&data).bind(now),
        of("INSERT INTO collection_items (organization_id, collection_id, item_id) VALUES ($1, $2, $3)").bind(collection).bind(item),
        of("INSERT INTO attachments (organization_id, id, item_id, file_name, key, size, created_at, file_id) VALUES ($1, $2, $3, $4, $4, $5, $6, $7)")
            .bind(attachment)
            .bind(item)
            .bind(CANARY.name())
            .bind(i64::try_from(CANARY.data.len()).unwrap())
            .bind(now)
            .bind(file),
        of("INSERT INTO member_groups (organization_id, id, name, name_key, created_at) VALUES ($1, $2, 'Front desk', 'front desk', $3)").bind(group).bind(now),
        of("INSERT INTO imports (organization_id, id, state, sender_id, sender, provider_id, provider, begun_at, completed_at, announced, format, file_hash,
                rows_read, not_understood, twice, left_out, items, parts, collections, kinds, reference)
            SELECT id, $2, 1, $3, 'Mara', provider_id, 'Northgate IT', $4, $4, $5, 'bitwarden-json', $6, 1, 0, 0, 0, 1, 1, 1, '1:1', ''
            FROM organizations WHERE id = $1")
        .bind(import)
        .bind(UserId::make())
        .bind(now)
        .bind(hash.clone())
        .bind(pin()),
        of("INSERT INTO import_parts (organization_id, import_id, part, items, hash) VALUES ($1, $2, 0, 1, $3)").bind(import).bind(hash),
        of("INSERT INTO import_collections (organization_id, import_id, place, collection_id) VALUES ($1, $2, 0, $3)").bind(import).bind(collection),
        of("INSERT INTO import_items (organization_id, import_id, id, kind, data) VALUES ($1, $2, $3, 1, $4)").bind(import).bind(held).bind(&data),
        of("INSERT INTO import_places (organization_id, import_id, item_id, place) VALUES ($1, $2, $3, 0)").bind(import).bind(held),
    ];
    let planted = world.instance.store.write(statements, |db, statements| {
        Box::pin(async move {
            for statement in statements {
                db.execute(statement.clone()).await.map_err(Failure)?;
            }
            Ok::<_, Failure>(())
        })
    });
    planted.await.unwrap();
    let bytes = stream::iter([Ok::<_, std::io::Error>(Bytes::from(CANARY.data.clone()))]);
    world.instance.files.keep(file, CANARY.data.len() as u64, bytes).await.unwrap();
    Planted { collection, item, attachment, group, import, held }
}

/// The pin of the one public key that everybody here has.
pub fn pin() -> String {
    use base64::{Engine as _, engine::general_purpose::STANDARD};
    hex(&Sha256::digest(STANDARD.decode(public_key()).unwrap()))
}
