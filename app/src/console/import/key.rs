use server::{
    api::imports::issue_import_ticket,
    model::{
        id::{KeyTicketId, OrganizationId},
        organization::OrganizationRequest,
    },
};
use worker::{ImportAnswer, ImportCall, Request, Response};

use super::words::key_text;
use crate::{
    failure::failure_text,
    session::{KeyError, Session, SignInError, ask},
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

/// Drops the file, and what was opened of imports that wait.
pub(super) async fn clear_desk() {
    let _ = ask(Request::Import(ImportCall::Forget)).await;
}

/// Asks the worker about an import.
pub(super) async fn ask_import(call: ImportCall) -> Result<ImportAnswer, KeyError> {
    match ask(Request::Import(call)).await? {
        Response::Import(answer) => Ok(answer),
        _ => Err(KeyError::Gone),
    }
}
