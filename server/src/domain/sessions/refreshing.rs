use super::tokens::Tokens;
use crate::{
    domain::{Context, Error, RefreshCookie, Result, secrets},
    model::{
        account::Access,
        error::{ApiError, ErrorCode},
        id::{SessionId, UserId},
        time::Micros,
    },
    store::{
        self,
        sessions::{NewAccess, TokenHash},
    },
};

/// For this long after an exchange, a token of before it is taken for that of another tab that asked at the same time.
/// That tab is told to try again: the browser then sends the new cookie, which all tabs share.
const SAME_MOMENT: i64 = 10 * Micros::SECOND;

/// Exchanges the refresh token of the cookie for a new one and an access token.
/// Access tokens given out before stay in force until they expire, so that tabs do not sign each other out.
///
/// Whoever shows a token that was exchanged a while ago is a thief or was stolen from: the session ends for both.
pub async fn refresh(context: &Context, (): ()) -> Result<Access> {
    let Some(old) = context.refresh_token() else { return Err(signed_out()) };
    let Some(session) = secrets::session_of(context.instance(), old) else {
        context.set_refresh_cookie(RefreshCookie::Clear);
        return Err(signed_out());
    };
    let tokens = Tokens::make(context, session)?;
    let exchange = Exchange { session, old: secrets::hash_token(old), new: tokens.refresh_hash(), access: tokens.access() };
    match context.command(exchange, |db, context, exchange| Box::pin(exchanged(db, context, exchange))).await? {
        Outcome::Refreshed { user_id, expires_at } => Ok(tokens.give(context, user_id, expires_at)),
        Outcome::SameMoment => Err(Error::Refused(ApiError {
            retry_after: Some(1),
            ..ApiError::new(ErrorCode::Unavailable, "Another tab renews this session right now. Try again in a moment.")
        })),
        Outcome::Over => {
            context.set_refresh_cookie(RefreshCookie::Clear);
            Err(signed_out())
        }
    }
}

struct Exchange {
    session: SessionId,
    old: TokenHash,
    new: TokenHash,
    access: NewAccess,
}

enum Outcome {
    Refreshed { user_id: UserId, expires_at: Micros },
    SameMoment,
    Over,
}

/// No error when the token is not in force: ending the session must be committed.
async fn exchanged(db: &mut store::Transaction, context: &Context, exchange: &Exchange) -> Result<Outcome> {
    let now = context.now();
    if let Some(done) = store::sessions::refresh(db, &exchange.old, &exchange.new, &exchange.access, context.device(), now).await? {
        return Ok(Outcome::Refreshed { user_id: done.user_id, expires_at: done.expires_at });
    }
    // The token is ours but not the present one of its session: it was exchanged before, however often since.
    let Some(refreshed_at) = store::sessions::refreshed_at(db, exchange.session, now).await? else { return Ok(Outcome::Over) };
    if now.since(refreshed_at) < SAME_MOMENT {
        return Ok(Outcome::SameMoment);
    }
    store::sessions::end_reused(db, exchange.session, refreshed_at).await?;
    tracing::warn!(session = %exchange.session, address = context.device().address, "a refresh token was used twice; the session was ended");
    Ok(Outcome::Over)
}

fn signed_out() -> Error {
    Error::refused(ErrorCode::SignedOut, "Your session has ended. Sign in to continue.")
}
