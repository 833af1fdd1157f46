use super::proof::{Invited, accepted, open_invitation};
use crate::{
    domain::{
        Context, Error, Result,
        events::{self, NewEvent},
        invitations::{self, Proof, dead_link},
    },
    model::{
        account::{AcceptRequest, Accepted},
        error::ErrorCode,
        event::EventKind,
        id::{MemberId, OrganizationId, ProviderId, ProviderUserId},
        role::{ProviderRole, Role, Status},
        time::Micros,
    },
    store::{
        self, StoreError, Transaction,
        accounts::InvitedRow,
        counters::{self, Shift},
    },
};

/// Accepts an invitation as the person signed in, whose address must be the invited one. It works once.
pub async fn accept(context: &Context, request: AcceptRequest) -> Result<Accepted> {
    context.session()?;
    let proof = invitations::parse(context.instance(), &request.token, context.now())?;
    context.command(proof, |db, context, proof| Box::pin(accept_proved(db, context, proof))).await
}

async fn accept_proved(db: &mut Transaction, context: &Context, proof: &Proof) -> Result<Accepted> {
    let user = context.session()?.user_id;
    match (proof, open_invitation(db, proof, Some(user)).await?) {
        (Proof::Member { organization, member, invited_at }, Invited::Member(row)) => {
            accept_member(db, context, (*organization, *member, *invited_at), row).await
        }
        (Proof::ProviderUser { provider, person, invited_at }, Invited::ProviderUser(row)) => {
            accept_provider_user(db, context, (*provider, *person, *invited_at), row).await
        }
        _ => Err(dead_link()),
    }
}

async fn accept_member(
    db: &mut Transaction,
    context: &Context,
    (organization, member, invited_at): (OrganizationId, MemberId, Micros),
    row: InvitedRow<Role>,
) -> Result<Accepted> {
    demand_own(context, &row)?;
    let session = context.session()?;
    let mine = (session.user_id, &session.email, session.name.as_str());
    // Before the member's row, as all commands over members: else this one and theirs would wait for each other.
    store::organizations::take_unproved(db, organization).await?;
    demand_taken(store::accounts::accept_member(db, (organization, member, invited_at), mine).await)?;
    // Neither takes a seat nor an owner, so it cannot be refused.
    counters::shift(db, organization, Shift::of(Some((row.role, Status::Invited)), Some((row.role, Status::Accepted)))).await?;
    let event = NewEvent { organization: Some(organization), actor: Some(session.user_id), ..NewEvent::new(EventKind::MemberAccepted, session.email.as_str()) };
    events::record(db, context, event.member(member)).await?;
    Ok(Accepted::Organization { id: organization, name: row.place })
}

async fn accept_provider_user(
    db: &mut Transaction,
    context: &Context,
    (provider, person, invited_at): (ProviderId, ProviderUserId, Micros),
    row: InvitedRow<ProviderRole>,
) -> Result<Accepted> {
    demand_own(context, &row)?;
    let session = context.session()?;
    let mine = (session.user_id, &session.email);
    demand_taken(store::accounts::accept_provider_user(db, (provider, person, invited_at), mine).await)?;
    let event = NewEvent { provider: Some(provider), actor: Some(session.user_id), ..NewEvent::new(EventKind::ProviderUserAccepted, session.email.as_str()) };
    events::record(db, context, event.person(person)).await?;
    Ok(Accepted::Provider { id: provider, name: row.place })
}

fn demand_own<R>(context: &Context, row: &InvitedRow<R>) -> Result<()> {
    if row.email != context.session()?.email {
        let message = "This invitation was sent to another e-mail address. Sign in with that address to accept it.";
        return Err(Error::refused(ErrorCode::Forbidden, message));
    }
    if row.is_suspended {
        return Err(Error::refused(ErrorCode::Suspended, format!("{} is suspended. Ask who invited you, and accept once that has ended.", row.place)));
    }
    Ok(())
}

/// The statement decides: it takes a row only once.
fn demand_taken(taken: std::result::Result<bool, StoreError>) -> Result<()> {
    match taken {
        Ok(true) => Ok(()),
        Ok(false) | Err(StoreError::Duplicate) => Err(accepted()),
        Err(error) => Err(error.into()),
    }
}
