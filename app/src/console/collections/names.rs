//! Names of collections: opened and encrypted in the worker, with the organization key for one use.

use server::{
    api::collections::issue_names_ticket,
    model::{
        id::{KeyTicketId, OrganizationId},
        key::Ciphertext,
        organization::OrganizationRequest,
    },
};
use worker::{Failure, Request, Response};

use crate::{
    failure::failure_text,
    i18n::t,
    session::{KeyError, Session, SignInError, ask},
};

/// Opens names; one that does not open is `None`. The account must be unlocked.
pub(super) async fn read(session: Session, organization: OrganizationId, names: Vec<Ciphertext>) -> Result<Vec<Option<String>>, String> {
    open_key(session, organization).await?;
    let texts = names.into_iter().map(String::from).collect();
    let answer = ask(Request::Decrypt { organization_id: organization.to_string(), texts }).await;
    forget_key(organization).await;
    match answer {
        Ok(Response::Decrypted(names)) => Ok(names),
        Ok(_) => Err(key_text(KeyError::Gone)),
        Err(error) => Err(key_text(error)),
    }
}

/// Encrypts names, and tells the ticket with which they are sent. `Ok(None)`: the person declined to unlock.
pub(super) async fn write(session: Session, organization: OrganizationId, names: Vec<String>) -> Result<Option<(KeyTicketId, Vec<Ciphertext>)>, String> {
    if !session.unlock().await {
        return Ok(None);
    }
    let ticket = open_key(session, organization).await?;
    let answer = ask(Request::Encrypt { organization_id: organization.to_string(), texts: names }).await;
    forget_key(organization).await;
    let texts = match answer {
        Ok(Response::Encrypted(texts)) => texts,
        Ok(_) => return Err(key_text(KeyError::Gone)),
        Err(error) => return Err(key_text(error)),
    };
    let names = texts.into_iter().map(Ciphertext::try_from).collect::<Result<Vec<_>, _>>().map_err(|_| t().console.key_unusable.to_owned())?;
    Ok(Some((ticket, names)))
}

async fn open_key(session: Session, organization: OrganizationId) -> Result<KeyTicketId, String> {
    let request = OrganizationRequest { organization };
    let ticket = session.call(|| issue_names_ticket(request.clone())).await.map_err(|error| failure_text(&error))?;
    session.open_organization_key(organization, &ticket).await.map_err(|error| match error {
        SignInError::Keys(error) => key_text(error),
        other => other.message(),
    })?;
    Ok(ticket.id)
}

/// Not needed any longer, whatever came of it.
async fn forget_key(organization: OrganizationId) {
    // A worker that is gone has forgotten it too.
    let _ = ask(Request::ForgetOrganizationKey { organization_id: organization.to_string() }).await;
}

fn key_text(error: KeyError) -> String {
    match error {
        KeyError::Failed(Failure::Locked) => t().forms.needs_unlock.to_owned(),
        KeyError::Failed(Failure::Unopened) => t().console.key_unusable.to_owned(),
        other => SignInError::Keys(other).message(),
    }
}
