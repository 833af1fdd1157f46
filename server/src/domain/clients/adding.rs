use crate::{
    access,
    domain::{
        Context, Error, Result,
        events::{self, NewEvent},
        pools, rotation,
    },
    model::{
        access::Action,
        client::{AddExistingRequest, AddableView, ClientView},
        event::EventKind,
        id::LinkId,
        provider::ProviderRequest,
    },
    store,
};

pub async fn addable(context: &Context, request: ProviderRequest) -> Result<Vec<AddableView>> {
    let mut db = context.read().await?;
    let access = access::provider(&mut db, context, request.provider, Action::ProviderClientsAddable).await?;
    Ok(store::clients::addable(&mut db, access.user()).await?)
}

pub async fn add_existing(context: &Context, request: AddExistingRequest) -> Result<ClientView> {
    context
        .command(request, |db, context, request| {
            Box::pin(async move {
                let access = access::provider(db, context, request.provider, Action::ProviderClientsAddExisting).await?;
                if request.link_key.is_sealed() {
                    return Err(Error::field("link_key", "The key of the organization is not in the expected form. Reload the page and try again."));
                }
                rotation::demand_revision(db, &access, request.key_revision).await?;
                let claimed = store::clients::claim(db, access.provider(), request.organization, access.user()).await?.ok_or_else(Error::not_found)?;
                store::clients::insert_link(db, access.provider(), LinkId::make(), request.organization, &request.link_key, context.now()).await?;
                let bought = pools::draw(db, &access, claimed.plan, claimed.seats, request.buying).await?;
                let plan = pools::plan_name(claimed.plan);
                let event = NewEvent { organization: Some(request.organization), ..NewEvent::in_provider(&access, EventKind::ClientAdded, claimed.name) };
                events::record(db, context, event.detail(format!("{plan}, {} seats{}", claimed.seats, pools::bought_words(bought)))).await?;
                let row = store::clients::find(db, access.provider(), request.organization).await?;
                row.map(|row| row.view).ok_or(Error::Internal("a client that was just added is not there"))
            })
        })
        .await
}
