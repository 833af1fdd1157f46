//! What must happen outside of the database after a commit.

use super::{Context, Error, Result};
use crate::{
    model::{
        id::{MemberId, OrganizationId, ProviderId, ProviderUserId},
        text::Email,
        time::Micros,
    },
    store::{self, Transaction},
};
use serde::{Deserialize, Serialize};

/// A mail to be written and sent. It holds no link: links are made when it is sent, from what the store says then,
/// so that the outbox holds no secret and a withdrawn invitation is not sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mail {
    /// With a link to finish the registration.
    Registration { email: Email, asked_at: Micros },
    /// To an address that has an account: somebody asked to register it again.
    AccountExists { email: Email },
    /// With a link to accept.
    MemberInvitation { organization: OrganizationId, member: MemberId },
    /// With a link to accept.
    ProviderInvitation { provider: ProviderId, person: ProviderUserId },
    /// Access is there.
    MemberConfirmed { organization: OrganizationId, member: MemberId },
    /// Access is there.
    ProviderUserConfirmed { provider: ProviderId, person: ProviderUserId },
    /// To the owners of an organization that is no longer a client.
    Unlinked { email: Email, organization_name: String, provider_name: String },
    /// The master password was changed; if it was not you, act.
    PasswordChanged { email: Email },
    /// An API key was made; if it was not you, act.
    ApiKeyMade { email: Email },
}

/// Writes mails to the outbox in the transaction of their cause.
pub async fn send(db: &mut Transaction, context: &Context, mails: &[Mail]) -> Result<()> {
    let payloads = mails
        .iter()
        .map(serde_json::to_string)
        .collect::<std::result::Result<Vec<_>, _>>()
        .map_err(|_| Error::Internal("a mail that cannot be written down"))?;
    store::outbox::insert(db, "mail", payloads, context.now()).await.map_err(Error::from)
}
