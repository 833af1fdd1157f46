//! The account of whoever is signed in.

use super::{
    call::{Answer, Call, empty, json},
    refused::Refused,
};
use crate::{
    domain::{accounts, items, sessions},
    model::{account::StepUpRequest, id::UserId, key::AuthHash},
};
use serde::Deserialize;
use serde_json::json;

/// When whatever the app keeps was last changed: milliseconds since 1970.
pub(super) async fn revision_date(call: Call) -> Answer {
    let at = items::revision(&call.context).await?;
    // Rounded up: the app compares with the moment of its last sync.
    Ok(json(&json!(at.0.div_euclid(1_000) + i64::from(at.0.rem_euclid(1_000) > 0))))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct KeyId {
    user_key_id: String,
}

/// The name of the user key, told once by the account's own app.
pub(super) async fn set_key_id(call: Call) -> Answer {
    let KeyId { user_key_id } = call.json()?;
    accounts::set_key_id(&call.context, user_key_id).await?;
    Ok(empty())
}

/// Accounts have their key pair from the start; another one would make every organization's key unreadable.
pub(super) async fn set_keys(call: Call) -> Answer {
    call.context.session()?;
    Err(Refused::malformed("User has existing keypair"))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Password {
    master_password_hash: String,
}

/// Proves the identity again. Apps ask for it when they unlock after a sign-in without a password.
pub(super) async fn verify_password(call: Call) -> Answer {
    let Password { master_password_hash } = call.json()?;
    let auth_hash = AuthHash::try_from(master_password_hash).map_err(|_| Refused::malformed("This is no password hash."))?;
    sessions::step_up(&call.context, StepUpRequest { auth_hash }).await?;
    Ok(json(&json!({ "object": "masterPasswordPolicy" })))
}

/// The public key of somebody with whom the caller shares an organization.
pub(super) async fn public_key(call: Call) -> Answer {
    let user: UserId = call.id("id")?;
    let key = accounts::public_key_of(&call.context, user).await?;
    Ok(json(&json!({ "userId": user, "publicKey": key, "object": "userKey" })))
}
