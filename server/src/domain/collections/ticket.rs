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

/// How the organization key came to whoever writes a name.
#[derive(Clone, Copy)]
pub(super) enum Holder {
    /// Handed out for this.
    Ticket(KeyTicketId),
    /// As a member, he has it in his app.
    Membership,
}

/// Demands that the caller may have the key with which a name was written; a ticket is used up.
pub(super) async fn demand(db: &mut Transaction, context: &Context, client: &ClientAccess, holder: Holder) -> Result<()> {
    let ticket = match holder {
        Holder::Ticket(ticket) => ticket,
        // A provider user has the key by a ticket alone, and every use of it is in the client's log.
        Holder::Membership if client.acting_provider().is_some() => return Err(Error::not_found()),
        Holder::Membership => return Ok(()),
    };
    let holder = (client.user(), KeyPurpose::CollectionNames);
    if store::key_tickets::consume(db, client.organization(), ticket, holder, context.now()).await? {
        return Ok(());
    }
    Err(Error::refused(ErrorCode::Expired, "The organization key was handed out too long ago, or was used already. Try again."))
}
