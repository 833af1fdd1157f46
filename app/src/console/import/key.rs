use server::{
    api::imports::issue_import_ticket,
    model::{
        id::{KeyTicketId, OrganizationId},
        organization::OrganizationRequest,
    },
};
use worker::Request;

use crate::{
    failure::failure_text,
    import::key_text,
    session::{Session, SignInError, ask},
};

/// Has the organization key handed out and opens it in the worker. `Ok(None)`: the person declined to unlock.
pub(super) async fn open_key(session: Session, organization: OrganizationId) -> Result<Option<KeyTicketId>, String> {
    if !session.unlock().await {
        return Ok(None);
    }
    let request = OrganizationRequest { organization };
    let ticket = session.call(|| issue_import_ticket(request.clone())).await.map_err(|error| failure_text(&error))?;
    session.open_organization_key(organization, &ticket).await.map_err(|error| match error {
        SignInError::Keys(error) => key_text(error),
        other => other.message(),
    })?;
    Ok(Some(ticket.id))
}

/// Drops the organization key: it is not needed any longer.
pub(super) async fn forget_key(organization: OrganizationId) {
    // A worker that is gone has forgotten it too.
    let _ = ask(Request::ForgetOrganizationKey { organization_id: organization.to_string() }).await;
}
