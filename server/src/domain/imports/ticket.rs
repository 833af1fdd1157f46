use crate::{
    domain::{Context, Result, organizations},
    model::{
        access::Action,
        organization::{KeyPurpose, KeyTicket, KeyTicketRequest, OrganizationRequest},
    },
};

/// Hands out the wrapped organization key to encrypt an import with, or to decide about one.
pub async fn key_ticket(context: &Context, request: OrganizationRequest) -> Result<KeyTicket> {
    // Whoever may accept an import may also send one.
    let request = KeyTicketRequest { organization: request.organization, purpose: KeyPurpose::Import };
    organizations::issue_ticket(context, request, (Action::ClientImport, "to import")).await
}
