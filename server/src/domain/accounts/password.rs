use super::{
    making::{demand_accepted, demand_wrapped},
    places::record_everywhere,
};
use crate::{
    access,
    domain::{
        Context, Error, Result,
        outbox::{self, Mail},
        passwords,
    },
    model::{access::Action, account::ChangePasswordRequest, event::EventKind},
    store,
};

/// Changes the master password.
pub async fn change_password(context: &Context, request: ChangePasswordRequest) -> Result<()> {
    change(context, request, Action::AccountChangePassword, "").await
}

/// Changes the key derivation. The server cannot see that the password stayed; for it, all that depends on the password is new.
pub async fn change_kdf(context: &Context, request: ChangePasswordRequest) -> Result<()> {
    change(context, request, Action::AccountChangeKdf, "Key derivation settings").await
}

async fn change(context: &Context, request: ChangePasswordRequest, action: Action, detail: &'static str) -> Result<()> {
    access::account(context, action)?;
    demand_accepted(request.kdf)?;
    demand_wrapped("user_key", &request.user_key)?;
    let change = Change { password_hash: passwords::hash(&request.auth_hash).await?, request, action, detail };
    context
        .command(change, |db, context, change| {
            Box::pin(async move {
                let session = access::account(context, change.action)?;
                // It may have been ended from elsewhere while the password was hashed.
                store::sessions::refreshed_at(db, session.id, context.now()).await?.ok_or_else(Error::signed_out)?;
                let ChangePasswordRequest { kdf, user_key, .. } = &change.request;
                store::users::change_password(db, session.user_id, &change.password_hash, *kdf, user_key, context.now()).await?;
                store::sessions::end_others(db, session.user_id, session.id).await?;
                record_everywhere(db, context, (session.user_id, &session.email), EventKind::ChangedPassword, change.detail).await?;
                outbox::send(db, context, &[Mail::PasswordChanged { email: session.email.clone() }]).await
            })
        })
        .await
}

struct Change {
    request: ChangePasswordRequest,
    password_hash: String,
    action: Action,
    detail: &'static str,
}
