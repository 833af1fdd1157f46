use server::model::{id::OrganizationId, organization::KeyTicket};
use worker::{Failure, Request};

use super::{KeyError, Session, SignInError, ask};

impl Session {
    /// Opens an organization key that was handed out, in the worker.
    pub async fn open_organization_key(self, organization: OrganizationId, ticket: &KeyTicket) -> Result<(), SignInError> {
        let open = || Request::OpenOrganizationKey {
            organization_id: organization.to_string(),
            key: ticket.key.clone().into(),
            via: ticket.via.map(|provider| provider.to_string()),
        };
        match ask(open()).await {
            // The provider may have confirmed this person, or changed its key, after he unlocked: what is in memory is none, or an old one.
            Err(KeyError::Failed(Failure::Locked | Failure::Unopened)) if ticket.via.is_some() => {
                self.reopen_provider_keys().await?;
                ask(open()).await?;
            }
            answer => {
                answer?;
            }
        }
        Ok(())
    }
}
