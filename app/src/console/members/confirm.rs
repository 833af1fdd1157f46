use server::{
    api::{
        members::{confirm_member, member_public_key},
        organizations::issue_key_ticket,
    },
    model::{
        id::{MemberId, OrganizationId},
        key::{Ciphertext, Pin, PublicKey},
        member::{ConfirmMemberRequest, MemberRequest},
        organization::{KeyPurpose, KeyTicketRequest},
    },
};
use worker::{Fingerprint, Request, Response};

use crate::{
    failure::failure_text,
    i18n::t,
    session::{Session, ask},
};

/// A member's public key as it was shown. The very same bytes are sealed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ShownKey {
    pub(super) public_key: PublicKey,
    pub(super) fingerprint: Fingerprint,
    /// The pin of another key of this person that somebody compared before.
    pub(super) replaces: Option<Pin>,
}

/// Reads a member's public key and computes its phrase here: nothing that the server says about the phrase is believed.
pub(super) async fn show_key(session: Session, organization: OrganizationId, member: MemberId) -> Result<ShownKey, String> {
    let request = MemberRequest { organization, member };
    let view = session.call(|| member_public_key(request.clone())).await.map_err(|error| failure_text(&error))?;
    let question = Request::Fingerprint { subject_id: view.user_id.to_string(), public_key: view.public_key.clone().into() };
    match ask(question).await {
        Ok(Response::Fingerprint(fingerprint)) => {
            let replaces = view.pinned.filter(|pin| pin.as_str() != fingerprint.pin);
            Ok(ShownKey { public_key: view.public_key, fingerprint, replaces })
        }
        _ => Err(t().console.key_unusable.to_owned()),
    }
}

/// Seals the organization key to the shown key. `Ok(false)`: the person declined to unlock.
pub(super) async fn confirm(session: Session, organization: OrganizationId, member: MemberId, shown: ShownKey) -> Result<bool, String> {
    if !session.unlock().await {
        return Ok(false);
    }
    let question = KeyTicketRequest { organization, purpose: KeyPurpose::ConfirmMembers };
    let ticket = session.call(|| issue_key_ticket(question.clone())).await.map_err(|error| failure_text(&error))?;
    let organization_id = organization.to_string();
    session.open_organization_key(organization, &ticket).await.map_err(|error| error.message())?;
    let sealed = ask(Request::SealOrganizationKey { organization_id: organization_id.clone(), public_key: shown.public_key.into() }).await;
    // Not needed any longer, whatever came of it.
    let _ = ask(Request::ForgetOrganizationKey { organization_id }).await;
    let Ok(Response::Sealed { key, pin }) = sealed else { return Err(t().console.key_unusable.to_owned()) };
    if pin != shown.fingerprint.pin {
        return Err(t().console.key_unusable.to_owned());
    }
    let unusable = |_| t().console.key_unusable.to_owned();
    let request = ConfirmMemberRequest {
        organization,
        member,
        ticket: ticket.id,
        key: Ciphertext::try_from(key).map_err(unusable)?,
        pin: Pin::try_from(pin).map_err(unusable)?,
        replaces: shown.replaces,
    };
    session.call(|| confirm_member(request.clone())).await.map_err(|error| failure_text(&error))?;
    Ok(true)
}
