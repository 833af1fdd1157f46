use crate::{
    access,
    domain::{Context, Error, RefreshCookie, Result, Session, secrets},
    model::{
        access::Action,
        account::{EndSessionRequest, SessionView, UnlockKeys},
        time::Micros,
    },
    store::{self, Connection},
};

/// The session of an access token, if both are in force. Rights are never in a token: they are read for each call.
pub async fn load(db: &mut Connection, token: &str, now: Micros) -> Result<Option<Session>> {
    Ok(store::sessions::by_access(db, secrets::hash_token(token), now).await?)
}

/// The sessions of the person signed in.
pub async fn list(context: &Context, (): ()) -> Result<Vec<SessionView>> {
    let session = access::account(context, Action::AccountSessions)?;
    let mut db = context.read().await?;
    Ok(store::sessions::list(&mut db, session.user_id, session.id, context.now()).await?)
}

/// Ends one of the own sessions.
pub async fn end(context: &Context, request: EndSessionRequest) -> Result<()> {
    let is_current = context.session()?.id == request.session;
    context
        .command(request, |db, context, request| {
            Box::pin(async move {
                let user = access::account(context, Action::AccountSessionsEnd)?.user_id;
                if store::sessions::end(db, user, request.session).await? == 0 {
                    return Err(Error::not_found());
                }
                Ok(())
            })
        })
        .await?;
    if is_current {
        context.set_refresh_cookie(RefreshCookie::Clear);
    }
    Ok(())
}

/// Ends the session of the call: that of the cookie, and that of the access token. Signing out twice is no error.
pub async fn sign_out(context: &Context, (): ()) -> Result<()> {
    context
        .command((), |db, context, ()| {
            Box::pin(async move {
                if let Some(token) = context.refresh_token() {
                    store::sessions::end_by_refresh(db, secrets::hash_token(token)).await?;
                }
                if let Some(session) = context.session_if_any() {
                    store::sessions::end(db, session.user_id, session.id).await?;
                }
                Ok(())
            })
        })
        .await?;
    context.set_refresh_cookie(RefreshCookie::Clear);
    Ok(())
}

/// The wrapped keys of the person signed in: the own ones, and those of providers in which he is confirmed.
pub async fn unlock_keys(context: &Context, (): ()) -> Result<UnlockKeys> {
    let session = access::account(context, Action::AccountRead)?;
    let mut db = context.read().await?;
    let user = store::users::by_id(&mut db, session.user_id).await?.ok_or_else(Error::not_found)?;
    let provider_keys = store::accounts::provider_keys(&mut db, user.id).await?;
    Ok(UnlockKeys { user_id: user.id, email: user.email, kdf: user.kdf, user_key: user.user_key, private_key: user.private_key, provider_keys })
}
