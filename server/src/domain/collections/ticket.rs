use crate::{
    access::ClientAccess,
    domain::{Context, Error, Result, organizations},
    model::{
        access::Action,
        error::ErrorCode,
        id::KeyTicketId,
        organization::{KeyPurpose, KeyTicket, KeyTicketRequest, OrganizationRequest},
    },
    store::{self, Transaction},
};

/// Hands out the wrapped organization key to read the names of collections with, or to write one.
pub async fn key_ticket(context: &Context, request: OrganizationRequest) -> Result<KeyTicket> {
    let request = KeyTicketRequest { organization: request.organization, purpose: KeyPurpose::CollectionNames };
    organizations::issue_ticket(context, request, (Action::ClientCollectionsList, "to read or write names of collections")).await
}

/// Uses up the ticket with which a name was written.
pub(super) async fn consume(db: &mut Transaction, context: &Context, client: &ClientAccess, ticket: KeyTicketId) -> Result<()> {
    let holder = (client.user(), KeyPurpose::CollectionNames);
    if store::key_tickets::consume(db, client.organization(), ticket, holder, context.now()).await? {
        return Ok(());
    }
    Err(Error::refused(ErrorCode::Expired, "The organization key was handed out too long ago, or was used already. Try again."))
}
