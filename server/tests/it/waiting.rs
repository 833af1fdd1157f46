//! Commands that wait while somebody takes away the right to them. Only on PostgreSQL two commands are under way at once.

use crate::{
    imports::{announcement, new_collection},
    items::{Grant, content, create, furnished, grant},
    members::{Client, code},
    support::{Person, World},
};
use futures_util::{FutureExt as _, future::BoxFuture};
use server::{
    domain::{Error, clients, groups, imports, items, members, organizations},
    model::{
        client::{ChangeTagsRequest, ClientRequest, RenameClientRequest, SetSeatsRequest, UnlinkRequest},
        error::ErrorCode,
        group::CreateGroupRequest,
        id::{IdempotencyKey, MemberId, OrganizationId, ProviderId},
        import::BeginImportRequest,
        item::{ItemMarks, UpdateItemRequest},
        member::{InviteMembersRequest, MembersRequest, UpdateMemberRequest},
        organization::{DeleteOrganizationRequest, OrganizationRequest, UpdateOrganizationRequest},
        role::{ProviderRole, Rights, Role, Status},
    },
    store::{Database, sql},
};
use std::{sync::Arc, time::Duration};
use tokio::{sync::Barrier, task::JoinHandle};

const ROUNDS: usize = 60;

/// An organization that somebody else holds, so that commands queue for it in the order in which they were sent.
struct Held {
    pool: sqlx::PgPool,
    transaction: sqlx::Transaction<'static, sqlx::Postgres>,
}

impl Held {
    async fn of(world: &World, organization: OrganizationId) -> Self {
        let Database::Postgres(url) = &world.database else { panic!("this is about PostgreSQL") };
        let pool = sqlx::PgPool::connect(url).await.unwrap();
        let mut transaction = pool.begin().await.unwrap();
        sqlx::query("SELECT 1 FROM organizations WHERE id = $1 FOR UPDATE").bind(organization.uuid()).execute(&mut *transaction).await.unwrap();
        Self { pool, transaction }
    }

    /// Starts a command and waits until it is in the queue, as the one of that number.
    async fn queue<T: Send + 'static>(&self, number: i64, command: impl Future<Output = T> + Send + 'static) -> JoinHandle<T> {
        let task = tokio::spawn(command);
        let waiting = async {
            loop {
                let query = "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
                if sqlx::query_scalar::<_, i64>(query).fetch_one(&self.pool).await.unwrap() == number {
                    break;
                }
                assert!(!task.is_finished(), "a command did not wait");
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(Duration::from_secs(20), waiting).await.expect("a command should have come to wait");
        task
    }

    async fn let_go(self) {
        self.transaction.commit().await.unwrap();
        self.pool.close().await;
    }
}

/// A client that its provider is about to lose.
struct Scene {
    world: Arc<World>,
    provider: ProviderId,
    root: Person,
    mara: Person,
    id: OrganizationId,
    owner: Person,
    user: MemberId,
    invited: MemberId,
    import: BeginImportRequest,
}

impl Scene {
    async fn set(world: &Arc<World>, provider: ProviderId, (root, mara): (&Person, &Person), number: usize) -> Arc<Self> {
        let id = world.organization(Some(provider), "Hartwell Dental", 20).await;
        let owner = world.person(&format!("owner{number}@hartwell.example")).await;
        world.member(id, &owner, Role::Owner, Rights::NONE, Status::Confirmed).await;
        let user = world.person(&format!("user{number}@hartwell.example")).await;
        let user = world.member(id, &user, Role::User, Rights::NONE, Status::Confirmed).await;
        let (invited, _) = world.invited_member(id, "invited@hartwell.example").await;
        let import = announcement(world, mara, id, vec![new_collection()]).await;
        Arc::new(Self { world: world.clone(), provider, root: root.clone(), mara: mara.clone(), id, owner, user, invited, import })
    }

    fn unlink(self: &Arc<Self>) -> BoxFuture<'static, Result<(), Error>> {
        let scene = self.clone();
        let unlinking = async move {
            let request = UnlinkRequest { provider: scene.provider, organization: scene.id, typed_name: "Hartwell Dental".to_owned() };
            clients::unlink(&scene.world.by(&scene.root, Some(scene.id)), request).await
        };
        unlinking.boxed()
    }

    fn start(self: &Arc<Self>, command: Command) -> BoxFuture<'static, Result<(), Error>> {
        let scene = self.clone();
        async move { command(&scene).await }.boxed()
    }

    /// The owner's address is the billing address of an organization that was let go, and the provider's users did nothing in it since.
    async fn demand_untouched_since(&self, what: &str) {
        let later = sql("SELECT COUNT(*) AS n FROM events WHERE organization_id = $1 AND acting_provider_id = $2
            AND id > (SELECT id FROM events WHERE organization_id = $1 AND kind = 1902)");
        assert_eq!(self.world.number(later.bind(self.id).bind(self.provider)).await, 0, "{what}");
        let freed = sql("SELECT COUNT(*) AS n FROM organizations WHERE id = $1 AND provider_id IS NULL AND billing_email = $2");
        assert_eq!(self.world.number(freed.bind(self.id).bind(&self.owner.email)).await, 1, "{what}");
    }
}

type Command = for<'s> fn(&'s Scene) -> BoxFuture<'s, Result<(), Error>>;

/// What users of the provider could do, and the former ones must not.
const COMMANDS: [(&str, Command); 15] = [
    ("update", |s| {
        let request = UpdateOrganizationRequest {
            organization: s.id,
            name: "Northgate's".parse().unwrap(),
            billing_email: Some("billing@northgate.example".parse().unwrap()),
        };
        async move { organizations::update(&s.world.by(&s.mara, Some(s.id)), request).await }.boxed()
    }),
    ("delete", |s| {
        let request = DeleteOrganizationRequest { organization: s.id, typed_name: "Hartwell Dental".to_owned() };
        async move { organizations::delete(&s.world.by(&s.root, Some(s.id)), request).await }.boxed()
    }),
    ("enter", |s| async move { organizations::enter(&s.world.by(&s.mara, None), OrganizationRequest { organization: s.id }).await.map(drop) }.boxed()),
    ("invite", |s| {
        let emails = vec!["mallory@northgate.example".to_owned()];
        let request = InviteMembersRequest { organization: s.id, emails, role: Role::Owner, rights: Rights::NONE };
        async move { members::invite(&s.world.by(&s.mara, Some(s.id)), request).await.map(drop) }.boxed()
    }),
    ("reinvite", |s| async move { members::reinvite(&s.world.by(&s.mara, Some(s.id)), bulk(s, s.invited)).await.map(drop) }.boxed()),
    ("member", |s| {
        let request = UpdateMemberRequest { organization: s.id, member: s.user, role: Role::Admin, rights: Rights::NONE };
        async move { members::update(&s.world.by(&s.mara, Some(s.id)), request).await }.boxed()
    }),
    ("revoke", |s| async move { members::revoke(&s.world.by(&s.mara, Some(s.id)), bulk(s, s.user)).await.map(drop) }.boxed()),
    ("restore", |s| async move { members::restore(&s.world.by(&s.mara, Some(s.id)), bulk(s, s.user)).await.map(drop) }.boxed()),
    ("remove", |s| async move { members::remove(&s.world.by(&s.mara, Some(s.id)), bulk(s, s.user)).await.map(drop) }.boxed()),
    ("group", |s| {
        let request = CreateGroupRequest {
            organization: s.id,
            idempotency_key: IdempotencyKey::make(),
            name: "Front desk".parse().unwrap(),
            members: Vec::new(),
            collections: Vec::new(),
        };
        async move { groups::create(&s.world.by(&s.mara, Some(s.id)), request).await.map(drop) }.boxed()
    }),
    ("import", |s| async move { imports::begin(&s.world.by(&s.mara, Some(s.id)), s.import.clone()).await.map(drop) }.boxed()),
    ("rename", |s| {
        let request = RenameClientRequest { provider: s.provider, organization: s.id, name: "Northgate's".parse().unwrap() };
        async move { clients::rename(&s.world.by(&s.mara, Some(s.id)), request).await }.boxed()
    }),
    ("seats", |s| {
        let request = SetSeatsRequest { provider: s.provider, organization: s.id, seats: 25, buying: 0 };
        async move { clients::set_seats(&s.world.by(&s.mara, Some(s.id)), request).await }.boxed()
    }),
    ("tags", |s| {
        let request = ChangeTagsRequest { provider: s.provider, organization: s.id, add: vec!["Gone".parse().unwrap()], remove: Vec::new() };
        async move { clients::change_tags(&s.world.by(&s.mara, Some(s.id)), request).await.map(drop) }.boxed()
    }),
    ("suspend", |s| {
        async move { clients::suspend(&s.world.by(&s.root, Some(s.id)), ClientRequest { provider: s.provider, organization: s.id }).await }.boxed()
    }),
];

fn bulk(scene: &Scene, member: MemberId) -> MembersRequest {
    MembersRequest { organization: scene.id, members: vec![member] }
}

async fn office(world: &World) -> (ProviderId, Person, Person) {
    let provider = world.provider("Northgate IT", 10_000).await;
    let (root, _) = world.staff(provider, "root@northgate.example", ProviderRole::Admin).await;
    let (mara, _) = world.staff(provider, "mara@northgate.example", ProviderRole::ServiceUser).await;
    (provider, root, mara)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_waits_while_the_client_is_unlinked_is_refused() {
    let world = Arc::new(World::postgres().await);
    let (provider, root, mara) = office(&world).await;
    for (number, (what, command)) in COMMANDS.into_iter().enumerate() {
        let scene = Scene::set(&world, provider, (&root, &mara), number).await;
        let held = Held::of(&world, scene.id).await;
        let unlinking = held.queue(1, scene.unlink()).await;
        let late = held.queue(2, scene.start(command)).await;
        held.let_go().await;
        unlinking.await.unwrap().unwrap();
        assert_eq!(code(late.await.unwrap()), ErrorCode::NotFound, "{what}");
        scene.demand_untouched_since(what).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_an_unlinking_and_something_else_at_once_the_second_finds_the_first() {
    let world = Arc::new(World::postgres().await);
    let (provider, root, mara) = office(&world).await;
    for round in 0..ROUNDS {
        let (what, command) = COMMANDS[round % COMMANDS.len()];
        let scene = Scene::set(&world, provider, (&root, &mara), round).await;
        let start = Arc::new(Barrier::new(2));
        let [unlinking, other] = [scene.unlink(), scene.start(command)].map(|call| {
            let start = start.clone();
            tokio::spawn(async move {
                start.wait().await;
                call.await
            })
        });
        let (unlinked, done) = (unlinking.await.unwrap(), other.await.unwrap());
        if unlinked.is_ok() {
            scene.demand_untouched_since(what).await;
        } else {
            // Not without reason: it was deleted, renamed or suspended before.
            assert!(done.is_ok(), "{what}: {unlinked:?}, {done:?}");
        }
        assert!(what != "delete" || unlinked.is_ok() != done.is_ok(), "{unlinked:?}, {done:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_admin_who_waits_while_he_is_demoted_invites_nobody() {
    let world = Arc::new(World::postgres().await);
    let client = crate::members::client(&world, 9).await;
    let (admin, member) = client.member(&world, "admin@hartwell.example", Role::Admin, Status::Confirmed).await;
    let Client { id, amara, .. } = client;
    let held = Held::of(&world, id).await;
    let (by, to) = (world.by(&amara, Some(id)), UpdateMemberRequest { organization: id, member, role: Role::User, rights: Rights::NONE });
    let demoting = held.queue(1, async move { members::update(&by, to).await }).await;
    let (by, emails) = (world.by(&admin, Some(id)), vec!["eve@elsewhere.example".to_owned()]);
    let request = InviteMembersRequest { organization: id, emails, role: Role::Admin, rights: Rights::NONE };
    let late = held.queue(2, async move { members::invite(&by, request).await }).await;
    held.let_go().await;
    demoting.await.unwrap().unwrap();
    assert_eq!(code(late.await.unwrap()), ErrorCode::Forbidden);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_member_who_waits_while_he_is_revoked_changes_no_item() {
    let world = Arc::new(World::postgres().await);
    let (client, shared, _) = furnished(&world).await;
    let (user, member) = client.member(&world, "user@hartwell.example", Role::User, Status::Confirmed).await;
    grant(&world, client.id, shared, member, Grant::Edit).await;
    let seen = create(&world, &user, client.id, &[shared]).await.unwrap();
    let Client { id, amara, .. } = client;
    let held = Held::of(&world, id).await;
    let by = world.by(&amara, Some(id));
    let revoking = held.queue(1, async move { members::revoke(&by, MembersRequest { organization: id, members: vec![member] }).await }).await;
    let by = world.by(&user, Some(id));
    let request = UpdateItemRequest { organization: id, item: seen.id, content: content().to_string(), marks: ItemMarks::default(), known_at: seen.revised_at };
    let late = held.queue(2, async move { items::pages::update(&by, request).await }).await;
    held.let_go().await;
    assert_eq!(revoking.await.unwrap().unwrap()[0].refused, None);
    assert_eq!(code(late.await.unwrap()), ErrorCode::NotFound);
    assert_eq!(world.number(sql("SELECT COUNT(*) AS n FROM events WHERE kind = 1101")).await, 0);
}
