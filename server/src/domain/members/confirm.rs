use super::rows::{CHANGED, LAST_OWNER, is_self};
use crate::{
    access,
    domain::{
        Context, Error, Result,
        events::{self, NewEvent},
        outbox::{self, Mail},
        pins::{demand_compared, pin},
    },
    model::{
        access::Action,
        error::ErrorCode,
        event::EventKind,
        id::{KeyTicketId, MemberId, OrganizationId},
        key::{Ciphertext, Pin},
        member::{ConfirmMemberRequest, MemberRequest},
        organization::KeyPurpose,
        person::PublicKeyView,
        role::Status,
    },
    store::{
        self,
        counters::{Shift, Shifted},
    },
};

/// The present public key of a member, to compare and to seal to.
pub async fn public_key(context: &Context, request: MemberRequest) -> Result<PublicKeyView> {
    let mut db = context.read().await?;
    let client = access::client(&mut db, context, request.organization, Action::ClientMembersPublicKeys).await?;
    let member = store::members::find(&mut db, client.organization(), request.member).await?.ok_or_else(Error::not_found)?;
    let user_id = member.user.ok_or_else(|| Error::conflict("This person has not accepted the invitation yet, and so has no key."))?;
    let (public_key, pinned) = store::members::public_key(&mut db, client.organization(), user_id).await?.ok_or_else(Error::not_found)?;
    Ok(PublicKeyView { user_id, public_key, pinned })
}

/// Confirms a member with the organization key sealed to the public key that was compared.
pub async fn confirm(context: &Context, request: ConfirmMemberRequest) -> Result<()> {
    let ConfirmMemberRequest { organization, member, ticket, key, pin, replaces } = request;
    seal(context, Sealing { organization, member, key, by: Holder::Ticket { ticket, shown: pin, replaces } }).await
}

/// Confirms a member from an app of somebody who holds the organization key by his own membership. It showed the fingerprint
/// of the key on record; a key that was compared before must be the same still.
pub async fn confirm_as_member(context: &Context, organization: OrganizationId, member: MemberId, key: Ciphertext) -> Result<()> {
    seal(&context.showing(organization), Sealing { organization, member, key, by: Holder::Membership }).await
}

/// The organization key, sealed to a member by somebody who may have it.
struct Sealing {
    organization: OrganizationId,
    member: MemberId,
    key: Ciphertext,
    by: Holder,
}

/// How the organization key came to whoever confirms.
enum Holder {
    /// Handed out for this; with the pin of the key that was shown, and of another that was compared before.
    Ticket { ticket: KeyTicketId, shown: Pin, replaces: Option<Pin> },
    /// As a member, he has it.
    Membership,
}

async fn seal(context: &Context, sealing: Sealing) -> Result<()> {
    context
        .command(sealing, |db, context, request| {
            Box::pin(async move {
                let client = access::taken_client(db, context, request.organization, Action::ClientMembersConfirm).await?;
                if !request.key.is_sealed() {
                    return Err(Error::field("key", "The key is not sealed to the member. Reload the page and try again."));
                }
                let organization = client.organization();
                let member = store::members::find(db, organization, request.member).await?.ok_or_else(Error::not_found)?;
                client.demand_reach(member.role)?;
                let user = match (member.status, member.user) {
                    (Status::Accepted, Some(user)) => user,
                    (Status::Confirmed, _) => return Err(Error::conflict("This member is confirmed already.")),
                    (Status::Revoked, _) => return Err(Error::conflict("This member was revoked. Restore the member first.")),
                    _ => return Err(Error::conflict("This person has not accepted the invitation yet.")),
                };
                // A provider user who could let himself in would reach items by his own act alone.
                if is_self(&client, &member) {
                    return Err(Error::refused(ErrorCode::Forbidden, "You cannot confirm yourself. Ask another admin to do it."));
                }
                let (present, pinned) = store::members::public_key(db, organization, user).await?.ok_or_else(Error::not_found)?;
                let present = pin(&present)?;
                let is_same = match &request.by {
                    Holder::Ticket { ticket, shown, .. } => {
                        let holder = (client.user(), KeyPurpose::ConfirmMembers);
                        if !store::key_tickets::consume(db, organization, *ticket, holder, context.now()).await? {
                            return Err(Error::refused(
                                ErrorCode::Expired,
                                "The organization key was handed out too long ago, or was used already. Try again.",
                            ));
                        }
                        present == *shown
                    }
                    // A provider user has the key by a ticket alone, and every use of it is in the client's log.
                    Holder::Membership if client.acting_provider().is_some() => return Err(Error::not_found()),
                    Holder::Membership => pinned.as_ref().is_none_or(|pinned| *pinned == present),
                };
                if !is_same {
                    return Err(Error::refused(
                        ErrorCode::KeyChanged,
                        "This person's key is not the one that was shown. Compare the fingerprint phrase again before you confirm.",
                    ));
                }
                if let Holder::Ticket { replaces, .. } = &request.by {
                    demand_compared(&member.email, &present, pinned.as_ref(), replaces.as_ref())?;
                }
                if !store::members::confirm(db, organization, &member, &request.key).await? {
                    return Err(Error::conflict(CHANGED));
                }
                let shift = Shift::of(Some((member.role, Status::Accepted)), Some((member.role, Status::Confirmed)));
                if store::counters::shift(db, organization, shift).await? != Shifted::Done {
                    // Confirming takes neither a seat nor an owner away.
                    return Err(Error::conflict(LAST_OWNER));
                }
                store::members::pin_key(db, organization, user, &present, client.user(), context.now()).await?;
                store::revisions::touch_user(db, user, context.now()).await?;
                events::record(db, context, NewEvent::in_client(&client, EventKind::MemberConfirmed, &member.email).member(member.id)).await?;
                outbox::send(db, context, &[Mail::MemberConfirmed { organization, member: member.id }]).await
            })
        })
        .await
}
