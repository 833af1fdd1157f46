//! A key with which command line clients and scripts sign in. It opens a session, never a vault: for that the master password is needed.

use crate::{
    access,
    domain::{
        Context, Result,
        outbox::{self, Mail},
        secrets,
    },
    model::{access::Action, account::ApiKey},
    store,
};

/// Makes a key and tells it, once. The one of before ends.
pub async fn make_api_key(context: &Context, (): ()) -> Result<ApiKey> {
    let user = access::account(context, Action::AccountApiKey)?.user_id;
    let secret = secrets::make_token()?;
    let hash = secrets::hash_token(&secret);
    context
        .command(hash, |db, context, hash| {
            Box::pin(async move {
                let session = access::account(context, Action::AccountApiKey)?;
                store::users::set_api_key(db, session.user_id, Some((hash.clone(), context.now()))).await?;
                outbox::send(db, context, &[Mail::ApiKeyMade { email: session.email.clone() }]).await
            })
        })
        .await?;
    Ok(ApiKey { client_id: format!("user.{user}"), client_secret: secret.to_string(), made_at: context.now() })
}

/// Ends the key.
pub async fn end_api_key(context: &Context, (): ()) -> Result<()> {
    context
        .command((), |db, context, ()| {
            Box::pin(async move {
                let session = access::account(context, Action::AccountApiKey)?;
                Ok(store::users::set_api_key(db, session.user_id, None).await?)
            })
        })
        .await
}
