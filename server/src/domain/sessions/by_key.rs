use super::{proving::SESSIONS, tokens::Tokens};
use crate::{
    domain::{
        Context, Error, Result, accounts,
        limits::{self, Limit},
        secrets,
    },
    model::{
        account::Access,
        error::ErrorCode,
        event::EventKind,
        id::{SessionId, UserId},
    },
    store::{
        self,
        sessions::{NewAccess, NewSession, TokenHash},
    },
};

/// Signs in with an API key: a session that ends with its access token, and that has proved nothing where proof is asked for again.
pub async fn sign_in_by_key(context: &Context, user: UserId, secret: &str) -> Result<Access> {
    let from = Limit::sign_in_from(context);
    limits::take(context, &[&from]).await?;
    let id = SessionId::make();
    let tokens = Tokens::make(context, id)?;
    let access = tokens.access();
    let session = NewSession { id, user_id: user, refresh_hash: tokens.refresh_hash(), expires_at: access.expires_at, step_up_at: None };
    let start = Start { session, access, key_hash: secrets::hash_token(secret), from };
    context
        .command(start, |db, context, start| {
            Box::pin(async move {
                let user = store::users::by_api_key(db, start.session.user_id, &start.key_hash).await?.ok_or_else(wrong_key)?;
                limits::give_back(db, &start.from).await?;
                store::sessions::insert(db, &start.session, &start.access, context.device(), SESSIONS, context.now()).await?;
                accounts::record_everywhere(db, context, (user.id, &user.email), EventKind::SignedIn, "With an API key").await
            })
        })
        .await?;
    Ok(tokens.give_access(user))
}

struct Start {
    session: NewSession,
    access: NewAccess,
    key_hash: TokenHash,
    from: Limit,
}

fn wrong_key() -> Error {
    Error::refused(ErrorCode::BadCredentials, "The client id or the client secret is not right.")
}
