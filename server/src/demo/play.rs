use super::{
    cast::{Member, SampleClient},
    scene::{Actor, Scene, lacking},
    script::{Access, By, Cue, Step, script},
};
use crate::{
    domain::{
        Context, Error, Result, clients, collections, groups,
        invitations::{self, Proof},
        items, members, organizations, sessions,
    },
    model::{
        account::{AcceptRequest, SignInRequest},
        client::{ChangeTagsRequest, ClientRequest, CreateClientRequest, SetSeatsRequest},
        collection::{AccessLevel, ListCollectionsRequest},
        group::{CreateGroupRequest, GroupGrant},
        id::{IdempotencyKey, MemberId, OrganizationId, ProviderId},
        item::{Detail, ListItemsRequest},
        member::{ConfirmMemberRequest, InviteMembersRequest, ListMembersRequest, MemberFilter, MembersRequest},
        organization::{KeyPurpose, KeyTicketRequest, OrganizationRequest},
        page::RowResult,
        text::Email,
        time::Micros,
    },
};
use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

/// Between the handing out of a key and its use.
const SEALING: i64 = 3;

/// What all clients have in common.
pub(super) struct Stage {
    pub scene: Scene,
    pub provider: ProviderId,
    pub staff: Vec<Actor>,
    /// Members who have joined so far, and how many there will be.
    pub joined: AtomicUsize,
    pub people: usize,
}

/// A client while its script is played.
struct Play<'c> {
    stage: Arc<Stage>,
    client: &'c SampleClient,
    organization: Option<OrganizationId>,
    /// Accounts by the place of the member.
    actors: HashMap<usize, Actor>,
    rows: HashMap<Email, (MemberId, Micros)>,
}

/// Lays down one client with its members and its past.
pub(super) async fn play(stage: Arc<Stage>, client: &SampleClient, index: usize) -> Result<OrganizationId> {
    let mut play = Play { stage, client, organization: None, actors: HashMap::new(), rows: HashMap::new() };
    for cue in script(client, index) {
        play.step(cue).await?;
    }
    play.organization()
}

impl Play<'_> {
    fn organization(&self) -> Result<OrganizationId> {
        self.organization.ok_or_else(lacking)
    }

    fn actor(&self, by: By) -> Result<&Actor> {
        match by {
            By::Staff(at) => self.stage.staff.get(at),
            By::Owner => self.actors.get(&0),
        }
        .ok_or_else(lacking)
    }

    fn member(&self, at: usize) -> Result<&Member> {
        self.client.members.get(at).ok_or_else(lacking)
    }

    async fn step(&mut self, Cue { ago, by, step }: Cue) -> Result<()> {
        match step {
            Step::Create { seats, tags } => return self.create(ago, by, seats, tags).await,
            Step::Join(at) => return self.join(ago, at).await,
            Step::SignIn(at) => return self.sign_in(ago, at).await,
            Step::Mistype(at) => return self.mistype(ago, at).await,
            _ => {}
        }
        let (organization, provider) = (self.organization()?, self.stage.provider);
        let context = self.stage.scene.by(self.actor(by)?, Some(organization), ago);
        match step {
            Step::Tag => {
                let request = ChangeTagsRequest { provider, organization, add: self.client.tags.clone(), remove: Vec::new() };
                clients::change_tags(&context, request).await.map(drop)
            }
            Step::SetSeats => clients::set_seats(&context, SetSeatsRequest { provider, organization, seats: self.client.seats, buying: 0 }).await,
            Step::Suspend => clients::suspend(&context, ClientRequest { provider, organization }).await,
            Step::Enter => organizations::enter(&context, OrganizationRequest { organization }).await.map(drop),
            Step::LookForItems => match items::list(&context, ListItemsRequest { organization, cursor: None, detail: Detail::Face }).await {
                Ok(_) => Err(Error::Internal("a provider user was shown items")),
                Err(_) => Ok(()),
            },
            Step::Invite { members: of, role, rights } => {
                let emails = of.iter().map(|at| self.member(*at).map(|member| member.email.to_string())).collect::<Result<_>>()?;
                all_done(members::invite(&context, InviteMembersRequest { organization, emails, role, rights }).await?)
            }
            Step::Reinvite(at) => all_done(members::reinvite(&context, self.named(&[at]).await?).await?),
            Step::Revoke(of) => all_done(members::revoke(&context, self.named(&of).await?).await?),
            Step::Restore(of) => all_done(members::restore(&context, self.named(&of).await?).await?),
            Step::Group { name, members, access } => self.group(&context, name, &members, access).await,
            Step::Confirm(at) => self.confirm(ago, by, at).await,
            Step::Create { .. } | Step::Join(_) | Step::SignIn(_) | Step::Mistype(_) => Ok(()),
        }
    }

    async fn create(&mut self, ago: i64, by: By, seats: u32, tags: usize) -> Result<()> {
        let context = self.stage.scene.by(self.actor(by)?, None, ago);
        let request = CreateClientRequest {
            provider: self.stage.provider,
            idempotency_key: IdempotencyKey::make(),
            name: self.client.name.clone(),
            plan: self.client.plan,
            seats,
            owner_email: self.member(0)?.email.clone(),
            tags: self.client.tags.iter().take(tags).cloned().collect(),
            keys: self.stage.scene.keys.clients.get(&self.client.domain).ok_or_else(lacking)?.keys.clone(),
            key_revision: 1,
            buying: 0,
        };
        self.organization = Some(clients::create(&context, request).await?.id);
        Ok(())
    }

    /// Somebody registers with the link of his invitation, and accepts it.
    async fn join(&mut self, ago: i64, at: usize) -> Result<()> {
        let (email, name) = (self.member(at)?.email.clone(), self.member(at)?.name.clone());
        let actor = self.stage.scene.register(&email, &name, ago + 90).await?;
        let (member, invited_at) = self.row(&email).await?;
        let proof = Proof::Member { organization: self.organization()?, member, invited_at };
        let token = invitations::make(&self.stage.scene.instance, &proof)?;
        crate::domain::accounts::accept(&self.stage.scene.by(&actor, None, ago), AcceptRequest { token }).await?;
        self.actors.insert(at, actor);
        let joined = self.stage.joined.fetch_add(1, Ordering::Relaxed) + 1;
        if joined.is_multiple_of(200) {
            println!("  {joined} of {} people", self.stage.people);
        }
        Ok(())
    }

    /// The organization key is handed out to whoever confirms, who seals it to the new member.
    async fn confirm(&mut self, ago: i64, by: By, at: usize) -> Result<()> {
        let (organization, email) = (self.organization()?, self.member(at)?.email.clone());
        let (member, _) = self.row(&email).await?;
        let scene = &self.stage.scene;
        let actor = self.actor(by)?;
        let asked = scene.by(actor, Some(organization), ago + SEALING);
        let ticket = organizations::key_ticket(&asked, KeyTicketRequest { organization, purpose: KeyPurpose::ConfirmMembers }).await?;
        let key = scene.keys.member_key(&self.client.domain, &email).ok_or_else(lacking)?;
        let pin = scene.keys.pair(&email).ok_or_else(lacking)?.pin.clone();
        let request = ConfirmMemberRequest { organization, member, ticket: ticket.id, key, pin, replaces: None };
        members::confirm(&scene.by(actor, Some(organization), ago), request).await
    }

    async fn sign_in(&self, ago: i64, at: usize) -> Result<()> {
        let email = &self.member(at)?.email;
        sign_in(&self.stage.scene, email, ago).await
    }

    /// A wrong master password: that of somebody else.
    async fn mistype(&self, ago: i64, at: usize) -> Result<()> {
        let email = self.member(at)?.email.clone();
        let other = self.stage.staff.first().ok_or_else(lacking)?;
        let auth_hash = self.stage.scene.keys.account(&other.email).ok_or_else(lacking)?.auth_hash;
        match sessions::sign_in(&self.stage.scene.by_nobody(&email, ago), SignInRequest { email, auth_hash }).await {
            Ok(_) => Err(Error::Internal("a wrong password was accepted")),
            Err(_) => Ok(()),
        }
    }

    async fn named(&mut self, of: &[usize]) -> Result<MembersRequest> {
        let mut members = Vec::new();
        for at in of {
            let email = self.member(*at)?.email.clone();
            members.push(self.row(&email).await?.0);
        }
        Ok(MembersRequest { organization: self.organization()?, members })
    }

    async fn group(&mut self, context: &Context, name: &str, members: &[usize], access: Access) -> Result<()> {
        let MembersRequest { organization, members } = self.named(members).await?;
        let first = match access {
            Access::Nothing => None,
            Access::FirstCollection => collections::list(context, ListCollectionsRequest { organization, cursor: None }).await?.rows.first().map(|one| one.id),
        };
        let collections = first.map(|collection| GroupGrant { collection, level: AccessLevel::Edit }).into_iter().collect();
        let name = name.parse().map_err(|_| lacking())?;
        groups::create(context, CreateGroupRequest { organization, idempotency_key: IdempotencyKey::make(), name, members, collections }).await.map(drop)
    }

    /// A member's row, and when he was invited. Read anew when it is not known yet.
    async fn row(&mut self, email: &Email) -> Result<(MemberId, Micros)> {
        if !self.rows.contains_key(email) {
            let organization = self.organization()?;
            let context: Context = self.stage.scene.by(self.actor(By::Staff(0))?, Some(organization), 0);
            let mut cursor = None;
            loop {
                let request = ListMembersRequest { organization, filter: MemberFilter::default(), cursor, rows: Some(200) };
                let page = members::list(&context, request).await?.page;
                for row in page.rows {
                    let email = row.email.parse().map_err(|_| lacking())?;
                    self.rows.insert(email, (row.id, row.invited_at));
                }
                cursor = page.next;
                if cursor.is_none() {
                    break;
                }
            }
        }
        self.rows.get(email).copied().ok_or_else(lacking)
    }
}

/// Somebody signs in.
pub(super) async fn sign_in(scene: &Scene, email: &Email, ago: i64) -> Result<()> {
    let auth_hash = scene.keys.account(email).ok_or_else(lacking)?.auth_hash;
    sessions::sign_in(&scene.by_nobody(email, ago), SignInRequest { email: email.clone(), auth_hash }).await.map(drop)
}

/// In the sample nobody is refused in a call over many.
pub(super) fn all_done<T>(results: Vec<RowResult<T>>) -> Result<()> {
    match results.into_iter().find_map(|result| result.refused) {
        Some(why) => Err(Error::conflict(why)),
        None => Ok(()),
    }
}
