use crate::{
    access,
    domain::{
        Context, Error, Result,
        events::{self, NewEvent},
        outbox::{self, Mail},
    },
    model::{access::Action, client::UnlinkRequest, event::EventKind},
    store,
};

/// Ends the link. The organization keeps its seats, and its first owner becomes its billing contact.
pub async fn unlink(context: &Context, request: UnlinkRequest) -> Result<()> {
    context
        .command(request, |db, context, request| {
            Box::pin(async move {
                let client = access::taken_linked_client(db, context, request.provider, request.organization, Action::ProviderClientsUnlink).await?;
                if request.typed_name.trim() != client.name() {
                    return Err(Error::field("typed_name", format!("Type the name exactly as it is: {}", client.name())));
                }
                let owners = store::clients::owner_emails(db, client.organization()).await?;
                let ownerless = || Error::conflict(format!("{} has no confirmed owner who could run it. Confirm an owner first.", client.name()));
                let first = owners.first().ok_or_else(ownerless)?;
                let held = store::clients::release(db, request.provider, client.organization(), first).await?.ok_or_else(ownerless)?;
                store::pools::give_back(db, request.provider, held.plan, held.seats).await?;
                let lifted = if client.is_suspended() { "The suspension ended with the link" } else { "" };
                events::record(db, context, NewEvent::in_linked_client(&client, EventKind::ClientRemoved).detail(lifted)).await?;
                let mails = owners
                    .into_iter()
                    .map(|email| Mail::Unlinked { email, organization_name: client.name().to_owned(), provider_name: client.by().provider_name().to_owned() })
                    .collect::<Vec<_>>();
                outbox::send(db, context, &mails).await
            })
        })
        .await
}
