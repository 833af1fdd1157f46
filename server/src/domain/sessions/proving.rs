use super::tokens::{SESSION_LIFE, Tokens};
use crate::{
    access,
    access::STEP_UP,
    domain::{
        Context, Error, Result, accounts,
        limits::{self, Limit},
        passwords,
    },
    model::{
        access::Action,
        account::{Access, SignInRequest, StepUpRequest, StepUpResponse},
        error::ErrorCode,
        event::EventKind,
        id::{SessionId, UserId},
        text::Email,
    },
    store::{
        self, Transaction,
        sessions::{NewAccess, NewSession},
    },
};
use std::time::Duration;
use tokio::time::{Instant, sleep_until};

/// Sessions that one account can have. The next one ends the one not used for longest.
pub(super) const SESSIONS: u32 = 50;

/// How long writing down a refusal takes at least. What is written for a known account takes longer than for an unknown one,
/// and longer the more places its owner has: the wait covers the difference.
const REFUSAL: Duration = Duration::from_millis(250);

/// Signs in. A wrong password and an unknown address have the same answer, the same limits and the same work.
pub async fn sign_in(context: &Context, request: SignInRequest) -> Result<Access> {
    let from = Limit::sign_in_from(context);
    let account = Limit::sign_in(context, &request.email)?;
    limits::take(context, &[&from, &account]).await?;
    let user = {
        let mut db = context.read().await?;
        store::users::by_email(&mut db, &request.email).await?
    };
    let is_right = passwords::verify(&request.auth_hash, user.as_ref().map(|user| user.password_hash.as_str())).await?;
    let Some(user) = user.as_ref().filter(|_| is_right) else {
        let begun = Instant::now();
        let refused = refuse(context, account, user.map(|user| user.id), request.email).await;
        sleep_until(begun + REFUSAL).await;
        refused?;
        return Err(bad_credentials());
    };
    let id = SessionId::make();
    let tokens = Tokens::make(context, id)?;
    let user_id = user.id;
    let expires_at = context.now().plus(SESSION_LIFE);
    let session = NewSession { id, user_id, refresh_hash: tokens.refresh_hash(), expires_at, step_up_at: Some(context.now()) };
    let start = Start { session, access: tokens.access(), email: user.email.clone(), password_hash: user.password_hash.clone(), from, account };
    context.command(start, |db, context, start| Box::pin(begin(db, context, start))).await?;
    Ok(tokens.give(context, user_id, expires_at))
}

struct Start {
    session: NewSession,
    access: NewAccess,
    email: Email,
    password_hash: String,
    from: Limit,
    account: Limit,
}

async fn begin(db: &mut Transaction, context: &Context, start: &Start) -> Result<()> {
    let user = start.session.user_id;
    if !store::users::hold_password(db, user, &start.password_hash).await? {
        return Err(bad_credentials());
    }
    limits::clear(db, &start.account).await?;
    limits::give_back(db, &start.from).await?;
    store::sessions::insert(db, &start.session, &start.access, context.device(), SESSIONS, context.now()).await?;
    accounts::record_everywhere(db, context, (user, &start.email), EventKind::SignedIn, "").await
}

/// Writes down a failed sign-in: a transaction for unknown accounts too, but an event only for known ones.
async fn refuse(context: &Context, account: Limit, user: Option<UserId>, email: Email) -> Result<()> {
    context
        .command((account, user, email), |db, context, (account, user, email)| {
            Box::pin(async move {
                limits::touch(db, context, account).await?;
                match user {
                    Some(user) => accounts::record_everywhere(db, context, (*user, email), EventKind::SignInFailed, "").await,
                    None => Ok(()),
                }
            })
        })
        .await
}

fn bad_credentials() -> Error {
    Error::refused(ErrorCode::BadCredentials, "The e-mail address or master password does not match.")
}

/// Proves the identity of the person signed in again.
pub async fn step_up(context: &Context, request: StepUpRequest) -> Result<StepUpResponse> {
    let session = access::account(context, Action::AccountRead)?;
    let limit = Limit::step_up(session.user_id);
    limits::take(context, &[&limit]).await?;
    let user = {
        let mut db = context.read().await?;
        store::users::by_id(&mut db, session.user_id).await?.ok_or_else(ended)?
    };
    if !passwords::verify(&request.auth_hash, Some(&user.password_hash)).await? {
        refuse(context, limit, Some(user.id), user.email).await?;
        return Err(Error::refused(ErrorCode::BadCredentials, "The master password does not match."));
    }
    context
        .command((limit, session.id, user), |db, context, (limit, session, user)| {
            Box::pin(async move {
                let is_current = store::users::hold_password(db, user.id, &user.password_hash).await?;
                if !is_current || store::sessions::step_up(db, user.id, *session, context.now()).await? == 0 {
                    return Err(ended());
                }
                limits::clear(db, limit).await
            })
        })
        .await?;
    Ok(StepUpResponse { until: context.now().plus(STEP_UP) })
}

fn ended() -> Error {
    Error::refused(ErrorCode::SignedOut, "Your session has ended. Sign in to continue.")
}
