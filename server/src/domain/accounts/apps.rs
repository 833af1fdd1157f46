//! What a person's own apps need of his account.

use crate::{
    access,
    domain::{Context, Error, Result, secrets},
    model::{access::Action, account::Access, id::UserId, key::PublicKey},
    store::{self, accounts::MembershipRow, users::UserRow},
};
use uuid::Uuid;

/// The keys of whoever has just been given access.
pub async fn keys_of(context: &Context, access: &Access) -> Result<UserRow> {
    let mut db = context.read().await?;
    store::users::by_id(&mut db, access.user_id).await?.ok_or_else(Error::not_found)
}

/// The keys of the person signed in.
pub async fn own_keys(context: &Context) -> Result<UserRow> {
    let user = access::account(context, Action::AccountVaultRead)?.user_id;
    let mut db = context.read().await?;
    store::users::by_id(&mut db, user).await?.ok_or_else(Error::not_found)
}

/// The memberships of the person signed in.
pub async fn memberships(context: &Context) -> Result<Vec<MembershipRow>> {
    let user = access::account(context, Action::AccountVaultRead)?.user_id;
    let mut db = context.read().await?;
    Ok(store::accounts::memberships(&mut db, user).await?)
}

/// Changes when the password does: an app that sees another one than before signs itself out.
pub fn security_stamp(context: &Context, user: &UserRow) -> Result<String> {
    let about = format!("{} {}", user.id, user.password_changed_at.0);
    let stamp = secrets::derive(context.instance(), "castellan security stamp 1", &about)?;
    Ok(Uuid::from_bytes(stamp.first_chunk().copied().unwrap_or_default()).to_string())
}

/// Names the user key, once.
pub async fn set_key_id(context: &Context, key_id: String) -> Result<()> {
    if key_id.len() != 32 || !key_id.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')) {
        return Err(Error::field("userKeyId", "The key id is not in the expected form. Update your app."));
    }
    context
        .command(key_id, |db, context, key_id| {
            Box::pin(async move {
                let user = access::account(context, Action::AccountVaultWrite)?.user_id;
                if store::users::set_key_id(db, user, key_id).await? { Ok(()) } else { Err(Error::conflict("User key id is already set.")) }
            })
        })
        .await
}

/// The public key of somebody with whom the caller shares an organization.
pub async fn public_key_of(context: &Context, of: UserId) -> Result<PublicKey> {
    let user = access::account(context, Action::AccountRead)?.user_id;
    let mut db = context.read().await?;
    store::users::public_key_of(&mut db, user, of).await?.ok_or_else(Error::not_found)
}
