use crate::{
    domain::{
        Context, Error, Result,
        invitations::{self, Proof, dead_link},
    },
    model::{
        account::RegistrationProof,
        id::UserId,
        role::{ProviderRole, Role, Status},
        text::Email,
        time::Micros,
    },
    store::{self, Connection, accounts::InvitedRow},
};

/// An invitation that may still be accepted.
pub(super) enum Invited {
    Member(InvitedRow<Role>),
    ProviderUser(InvitedRow<ProviderRole>),
}

impl Invited {
    pub(super) fn email(&self) -> &Email {
        match self {
            Self::Member(row) => &row.email,
            Self::ProviderUser(row) => &row.email,
        }
    }

    pub(super) fn place(&self) -> &str {
        match self {
            Self::Member(row) => &row.place,
            Self::ProviderUser(row) => &row.place,
        }
    }
}

/// What a link proves: an address, and the invitation it came with.
pub(super) struct Proved {
    pub(super) email: Email,
    pub(super) invitation: Option<Invited>,
}

/// Reads a link of either kind; each is good for its own purpose only.
pub(super) async fn proved(db: &mut Connection, context: &Context, proof: &RegistrationProof) -> Result<Proved> {
    match proof {
        RegistrationProof::Email { token } => match invitations::parse(context.instance(), token, context.now())? {
            Proof::Registration { email, .. } => Ok(Proved { email, invitation: None }),
            _ => Err(dead_link()),
        },
        RegistrationProof::Invitation { token } => {
            let proof = invitations::parse(context.instance(), token, context.now())?;
            let invitation = open_invitation(db, &proof, None).await?;
            Ok(Proved { email: invitation.email().clone(), invitation: Some(invitation) })
        }
    }
}

/// The row of an invitation, if it waits and no newer invitation replaced this one.
/// `by` is who wants to accept it, for a better answer when he has done so before.
pub(super) async fn open_invitation(db: &mut Connection, proof: &Proof, by: Option<UserId>) -> Result<Invited> {
    match proof {
        Proof::Member { organization, member, invited_at } => {
            let row = store::accounts::invited_member(db, *organization, *member).await?.ok_or_else(dead_link)?;
            demand_open(row.status, row.invited_at, *invited_at, row.user_id, by)?;
            Ok(Invited::Member(row))
        }
        Proof::ProviderUser { provider, person, invited_at } => {
            let row = store::accounts::invited_provider_user(db, *provider, *person).await?.ok_or_else(dead_link)?;
            demand_open(row.status, row.invited_at, *invited_at, row.user_id, by)?;
            Ok(Invited::ProviderUser(row))
        }
        Proof::Registration { .. } => Err(dead_link()),
    }
}

fn demand_open(status: Status, last_invited_at: Micros, invited_at: Micros, holder: Option<UserId>, by: Option<UserId>) -> Result<()> {
    if last_invited_at != invited_at {
        return Err(dead_link());
    }
    match status {
        Status::Invited => Ok(()),
        Status::Revoked => Err(dead_link()),
        Status::Accepted | Status::Confirmed if by.is_some() && by == holder => Err(accepted()),
        Status::Accepted | Status::Confirmed => Err(Error::conflict("This invitation was accepted already. Sign in to continue.")),
    }
}

pub(super) fn accepted() -> Error {
    Error::conflict("You have accepted this invitation already. There is nothing more to do here.")
}
