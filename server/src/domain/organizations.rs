use super::{
    Context, Error, Result,
    events::{self, NewEvent},
};
use crate::{
    access::{self, ClientAccess},
    model::{
        access::{Action, Relation},
        error::ErrorCode,
        event::EventKind,
        id::KeyTicketId,
        member::SeatsView,
        organization::{
            DeleteOrganizationRequest, KeyPurpose, KeyTicket, KeyTicketRequest, OrganizationDetails, OrganizationRequest, OrganizationView, Standing,
            UpdateOrganizationRequest,
        },
        role::{Right, Role},
        time::Micros,
    },
    store::{self, Connection, Transaction},
};

/// How long a key ticket can be used.
pub const KEY_TICKET_LIFE: i64 = 120 * Micros::SECOND;
/// Entries of the same person into the same client within this time are one event.
const ENTRY: i64 = 15 * Micros::MINUTE;

/// An organization, as far as the caller may see it.
pub async fn get(context: &Context, request: OrganizationRequest) -> Result<OrganizationView> {
    let mut db = context.read().await?;
    let client = access::client(&mut db, context, request.organization, Action::ClientRead).await?;
    view(&mut db, &client).await
}

/// As `get`. A provider user's entry is an event in the logs of the client and of the provider.
pub async fn enter(context: &Context, request: OrganizationRequest) -> Result<OrganizationView> {
    context
        .command(request, |db, context, request| {
            Box::pin(async move {
                let mut client = access::client(db, context, request.organization, Action::ClientRead).await?;
                if client.acting_provider().is_some() {
                    client = access::taken_client(db, context, request.organization, Action::ClientRead).await?;
                }
                if let Some(provider) = client.acting_provider() {
                    let since = context.now().plus(-ENTRY);
                    if !store::events::has_recent(db, client.organization(), (EventKind::OrganizationAccessedByProvider, ""), client.user(), since).await? {
                        let seen_by_client =
                            NewEvent { provider: None, ..NewEvent::in_client(&client, EventKind::OrganizationAccessedByProvider, client.name()) };
                        let seen_by_provider = NewEvent { provider: Some(provider), ..NewEvent::in_client(&client, EventKind::ClientAccessed, client.name()) };
                        events::record_all(db, context, vec![seen_by_client, seen_by_provider]).await?;
                    }
                }
                view(db, &client).await
            })
        })
        .await
}

async fn view(db: &mut Connection, client: &ClientAccess) -> Result<OrganizationView> {
    let row = store::organizations::find(db, client.organization()).await?.ok_or_else(Error::not_found)?;
    let (standing, administers) = match client.relation() {
        Relation::Provider(role) => (Standing::Provider(role), true),
        Relation::Member(role, rights) => {
            let administers = match role {
                Role::Owner | Role::Admin => true,
                Role::Custom => rights.holds(Right::ManageUsers),
                Role::User => false,
            };
            (Standing::Member(role, rights), administers)
        }
    };
    let details = administers.then_some(OrganizationDetails {
        billing_email: row.billing_email,
        plan: row.plan,
        seats: row.seats,
        occupied: row.occupied,
        to_confirm: row.to_confirm,
        public_key: row.public_key,
        created_at: row.created_at,
    });
    Ok(OrganizationView { id: client.organization(), name: row.name, standing, is_suspended: row.is_suspended, provider: row.provider, details })
}

/// Changes the name, and of an organization that is no client its owners change the billing e-mail.
pub async fn update(context: &Context, request: UpdateOrganizationRequest) -> Result<()> {
    context
        .command(request, |db, context, request| {
            Box::pin(async move {
                let client = access::taken_client(db, context, request.organization, Action::ClientUpdate).await?;
                let row = store::organizations::find(db, client.organization()).await?.ok_or_else(Error::not_found)?;
                let billing_email = request.billing_email.as_ref().filter(|email| email.as_str() != row.billing_email);
                if billing_email.is_some() && client.linked_provider().is_some() && client.acting_provider().is_none() {
                    return Err(Error::refused(ErrorCode::Forbidden, "Your provider handles billing. Ask it to change the billing e-mail."));
                }
                let mut changes = Vec::new();
                if request.name.as_str() != row.name {
                    changes.push(format!("name from {} to {}", row.name, request.name));
                }
                if let Some(email) = billing_email {
                    changes.push(format!("billing e-mail from {} to {email}", row.billing_email));
                }
                if changes.is_empty() {
                    return Ok(());
                }
                store::organizations::update(db, client.organization(), &request.name, billing_email).await?;
                store::revisions::touch_organization(db, client.organization(), context.now()).await?;
                let event = NewEvent::in_client(&client, EventKind::OrganizationUpdated, request.name.as_str());
                events::record(db, context, event.detail(changes.join("; "))).await
            })
        })
        .await
}

/// Deletes an organization with everything in it. A client's seats go back to its provider's pool.
pub async fn delete(context: &Context, request: DeleteOrganizationRequest) -> Result<()> {
    context
        .command(request, |db, context, request| {
            Box::pin(async move {
                let client = access::taken_client(db, context, request.organization, Action::ClientDelete).await?;
                let row = store::organizations::find(db, client.organization()).await?.ok_or_else(Error::not_found)?;
                if request.typed_name.trim() != row.name {
                    return Err(Error::field("typed_name", "Type the name exactly as it is shown."));
                }
                let provider = row.provider.map(|provider| provider.id);
                store::revisions::touch_members(db, client.organization(), context.now()).await?;
                store::organizations::delete(db, client.organization(), provider).await?;
                // The provider sees it, whoever did it: its log is the one that remains. Without a provider there is none.
                let seen = provider.map(|_| NewEvent { provider, ..NewEvent::in_client(&client, EventKind::OrganizationDeleted, row.name) });
                events::record_all(db, context, seen.into_iter().collect()).await
            })
        })
        .await
}

/// Seats, and how many are taken.
pub async fn seats(context: &Context, request: OrganizationRequest) -> Result<SeatsView> {
    let mut db = context.read().await?;
    let client = access::client(&mut db, context, request.organization, Action::ClientSeatsRead).await?;
    Ok(store::organizations::seats(&mut db, client.organization()).await?)
}

/// Hands out the wrapped organization key to confirm members with. For other purposes other functions do.
pub async fn key_ticket(context: &Context, request: KeyTicketRequest) -> Result<KeyTicket> {
    match request.purpose {
        KeyPurpose::ConfirmMembers => issue_ticket(context, request, (Action::ClientMembersConfirm, "to confirm members")).await,
        KeyPurpose::Import | KeyPurpose::ImportWithApp | KeyPurpose::CollectionNames => Err(Error::not_found()),
    }
}

/// Hands out the wrapped organization key for one use within 120 seconds. The organization's owners see it in their log.
pub(super) async fn issue_ticket(context: &Context, request: KeyTicketRequest, purpose: (Action, &'static str)) -> Result<KeyTicket> {
    context
        .command((request, purpose), |db, context, (request, (action, words))| {
            Box::pin(async move {
                let client = access::client(db, context, request.organization, *action).await?;
                hand_out(db, context, &client, (request.purpose, words)).await
            })
        })
        .await
}

/// The same, where something else happens with it.
pub(super) async fn hand_out(db: &mut Transaction, context: &Context, client: &ClientAccess, (purpose, words): (KeyPurpose, &str)) -> Result<KeyTicket> {
    let via = client.acting_provider();
    let key = match (via, client.membership()) {
        (Some(provider), _) => store::key_tickets::link_key(db, provider, client.organization()).await?,
        (None, Some(membership)) => store::key_tickets::member_key(db, client.organization(), membership.member()).await?,
        (None, None) => None,
    };
    // A missing key is an error, never an occasion to make a new one.
    let key = key.ok_or_else(|| Error::conflict("You do not hold this organization's key. Ask another admin to do it."))?;
    let (id, expires_at) = (KeyTicketId::make(), context.now().plus(KEY_TICKET_LIFE));
    store::key_tickets::insert(db, client.organization(), id, (client.user(), purpose), context.now(), expires_at).await?;
    // A member reads the names with his own key in every client, which is nothing to tell the owners.
    if via.is_some() || purpose != KeyPurpose::CollectionNames {
        events::record(db, context, NewEvent::in_client(client, EventKind::OrganizationKeyUsed, client.name()).detail(words)).await?;
    }
    Ok(KeyTicket { id, key, via, expires_at })
}
