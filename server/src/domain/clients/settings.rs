use super::tags;
use crate::{
    access,
    domain::{
        Context, Error, Result,
        events::{self, NewEvent},
        pools,
    },
    model::{
        access::Action,
        client::{ChangeTagsRequest, ClientRequest, RenameClientRequest, SEATS_MAX, SetSeatsRequest},
        event::EventKind,
        text::Tag,
    },
    store,
};

pub async fn rename(context: &Context, request: RenameClientRequest) -> Result<()> {
    context
        .command(request, |db, context, request| {
            Box::pin(async move {
                let client = access::taken_linked_client(db, context, request.provider, request.organization, Action::ProviderClientsRename).await?;
                if client.name() == request.name.as_str() {
                    return Ok(());
                }
                store::clients::rename(db, request.provider, client.organization(), &request.name).await?;
                let detail = format!("Name from \"{}\" to \"{}\"", client.name(), request.name);
                events::record(db, context, NewEvent::in_linked_client(&client, EventKind::OrganizationUpdated).detail(detail)).await
            })
        })
        .await
}

pub async fn set_seats(context: &Context, request: SetSeatsRequest) -> Result<()> {
    context
        .command(request, |db, context, request| {
            Box::pin(async move {
                let client = access::taken_linked_client(db, context, request.provider, request.organization, Action::ProviderClientsSeats).await?;
                check_seats(request.seats)?;
                let held = store::clients::lock_seats(db, request.provider, client.organization()).await?.ok_or_else(Error::not_found)?;
                if held.seats == request.seats {
                    return Ok(());
                }
                if !store::clients::set_seats(db, request.provider, client.organization(), held.seats, request.seats).await? {
                    return Err(Error::conflict(format!("{} seats are in use. Set at least as many, or remove or revoke members first.", held.occupied)));
                }
                let bought = if request.seats > held.seats {
                    pools::draw(db, client.by(), held.plan, request.seats - held.seats, request.buying).await?
                } else {
                    store::pools::give_back(db, request.provider, held.plan, held.seats - request.seats).await?;
                    0
                };
                let detail = format!("from {} to {}{}", held.seats, request.seats, pools::bought_words(bought));
                events::record(db, context, NewEvent::in_linked_client(&client, EventKind::ClientSeatsChanged).detail(detail)).await
            })
        })
        .await
}

/// Returns the tags that the client has then.
pub async fn change_tags(context: &Context, request: ChangeTagsRequest) -> Result<Vec<Tag>> {
    context
        .command(request, |db, context, request| {
            Box::pin(async move {
                let client = access::taken_linked_client(db, context, request.provider, request.organization, Action::ProviderClientsTag).await?;
                let before = store::clients::lock_tags(db, request.provider, client.organization()).await?;
                let tags = tags::changed(&before, &request.add, &request.remove)?;
                if tags == before {
                    return Ok(tags);
                }
                store::clients::set_tags(db, request.provider, client.organization(), &tags).await?;
                let words = tags.iter().map(Tag::as_str).collect::<Vec<_>>().join(", ");
                let detail = if words.is_empty() { "Tags: none".to_owned() } else { format!("Tags: {words}") };
                // Tags are the provider's own words about a client: it is the provider's event, of the one among its people who chose them.
                let event = NewEvent::in_linked_client(&client, EventKind::OrganizationUpdated).person(client.by().person());
                events::record(db, context, event.detail(detail)).await?;
                Ok(tags)
            })
        })
        .await
}

pub async fn suspend(context: &Context, request: ClientRequest) -> Result<()> {
    context
        .command(request, |db, context, request| {
            Box::pin(async move {
                let client = access::taken_linked_client(db, context, request.provider, request.organization, Action::ProviderClientsSuspend).await?;
                if !store::clients::suspend(db, request.provider, client.organization(), context.now()).await? {
                    return Err(Error::conflict(format!("{} is suspended already.", client.name())));
                }
                events::record(db, context, NewEvent::in_linked_client(&client, EventKind::ClientSuspended)).await
            })
        })
        .await
}

pub async fn resume(context: &Context, request: ClientRequest) -> Result<()> {
    context
        .command(request, |db, context, request| {
            Box::pin(async move {
                let client = access::taken_linked_client(db, context, request.provider, request.organization, Action::ProviderClientsSuspend).await?;
                if !store::clients::resume(db, request.provider, client.organization()).await? {
                    return Err(Error::conflict(format!("{} is not suspended.", client.name())));
                }
                events::record(db, context, NewEvent::in_linked_client(&client, EventKind::ClientResumed)).await
            })
        })
        .await
}

pub(super) fn check_seats(seats: u32) -> Result<()> {
    if (1..=SEATS_MAX).contains(&seats) { Ok(()) } else { Err(Error::field("seats", format!("Enter a number of seats from 1 to {SEATS_MAX}."))) }
}
