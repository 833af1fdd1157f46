use crate::{
    access,
    domain::{Context, Error, Result},
    model::{
        access::Action,
        account::{Me, UpdateAccountRequest},
    },
    store,
};

/// The person signed in, with providers and organizations.
pub async fn me(context: &Context, (): ()) -> Result<Me> {
    let session = access::account(context, Action::AccountRead)?;
    let mut db = context.read().await?;
    let user = store::users::by_id(&mut db, session.user_id).await?.ok_or_else(Error::not_found)?;
    Ok(Me {
        providers: store::accounts::providers(&mut db, user.id).await?,
        organizations: store::accounts::memberships(&mut db, user.id).await?.into_iter().map(Into::into).collect(),
        id: user.id,
        email: user.email,
        name: user.name,
        kdf: user.kdf,
        created_at: user.created_at,
        api_key_at: user.api_key_at,
    })
}

/// Changes the own name.
pub async fn update(context: &Context, request: UpdateAccountRequest) -> Result<()> {
    context
        .command(request, |db, context, request| {
            Box::pin(async move {
                let session = access::account(context, Action::AccountUpdate)?;
                Ok(store::users::rename(db, session.user_id, &request.name).await?)
            })
        })
        .await
}
