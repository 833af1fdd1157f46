use crate::{
    access,
    domain::{
        Context, Error, Result,
        events::{self, NewEvent},
        pools, rotation,
    },
    model::{
        access::Action,
        client::{AddExistingRequest, AddableKeyView, AddablePage, ClientRequest, ClientView, ListAddableRequest},
        event::EventKind,
        id::LinkId,
        page::{PAGE_ROWS, Page},
    },
    store::{self, cursor},
};

pub async fn addable(context: &Context, request: ListAddableRequest) -> Result<AddablePage> {
    let mut db = context.read().await?;
    let access = access::provider(&mut db, context, request.provider, Action::ProviderClientsAddable).await?;
    let list = ("addable", access.user(), &request.search);
    let after = request.cursor.as_ref().map(|at| cursor::parse(&list, at)).transpose()?;
    let found = store::clients::addable(&mut db, access.user(), &request.search, after, PAGE_ROWS + 1).await?;
    let page = cursor::page(found, PAGE_ROWS, |last| cursor::make(&list, &(&last.name_key, last.view.id)))?;
    Ok(Page { rows: page.rows.into_iter().map(|row| row.view).collect(), next: page.next })
}

/// The key of one of them, as it is sealed to the caller himself. Lists carry none.
pub async fn addable_key(context: &Context, request: ClientRequest) -> Result<AddableKeyView> {
    let mut db = context.read().await?;
    let access = access::provider(&mut db, context, request.provider, Action::ProviderClientsAddable).await?;
    let key = store::clients::addable_key(&mut db, access.user(), request.organization).await?.ok_or_else(Error::not_found)?;
    Ok(AddableKeyView { key })
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
