//! How an app signs in.

use super::{
    bearer,
    call::{Answer, Call, json},
    refused::Refused,
};
use crate::{
    domain::{Context, Error, RefreshCookie, accounts, sessions},
    model::{
        account::{Access, PreloginRequest, SignInRequest},
        error::ErrorCode,
        id::UserId,
        key::{AuthHash, Kdf},
        text::Email,
        time::Micros,
    },
    store::users::UserRow,
};
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

#[derive(Deserialize)]
struct Prelogin {
    email: String,
}

/// How an account derives its keys.
pub(super) async fn prelogin(call: Call) -> Answer {
    let Prelogin { email } = call.json()?;
    let email = Email::try_from(email).map_err(|_| Refused::malformed("This is not an e-mail address."))?;
    let kdf = sessions::prelogin(&call.context, PreloginRequest { email: email.clone() }).await?.kdf;
    let (kind, iterations, memory, parallelism) = numbers(kdf);
    Ok(json(&json!({
        "kdf": kind, "kdfIterations": iterations, "kdfMemory": memory, "kdfParallelism": parallelism,
        "kdfSettings": { "kdfType": kind, "iterations": iterations, "memory": memory, "parallelism": parallelism },
        "salt": email,
    })))
}

/// The protocol's numbers for a key derivation.
pub(super) const fn numbers(kdf: Kdf) -> (u8, u32, Option<u32>, Option<u32>) {
    match kdf {
        Kdf::Pbkdf2 { iterations } => (0, iterations, None, None),
        Kdf::Argon2id { iterations, memory_mib, parallelism } => (1, iterations, Some(memory_mib), Some(parallelism)),
    }
}

/// Exchanges a password or a refresh token for tokens.
pub(super) async fn token(call: Call) -> Answer {
    let mut form = call.form();
    match form.get("granttype").map(String::as_str) {
        Some("password") => {
            let (email, password) = (form.remove("username").unwrap_or_default(), form.remove("password").unwrap_or_default());
            password_grant(call, email, password).await
        }
        Some("refresh_token") => refresh_grant(call, &form.remove("refreshtoken").unwrap_or_default()).await,
        Some("client_credentials") => {
            let (id, secret) = (form.remove("clientid").unwrap_or_default(), form.remove("clientsecret").unwrap_or_default());
            key_grant(call, &id, &secret).await
        }
        _ => Err(Refused::Token(json!({ "error": "unsupported_grant_type" }))),
    }
}

fn bad_credentials() -> Refused {
    Refused::Token(json!({
        "error": "invalid_grant", "error_description": "invalid_username_or_password",
        "ErrorModel": { "Message": "Username or password is incorrect. Try again.", "Object": "error" },
    }))
}

async fn password_grant(call: Call, email: String, password: String) -> Answer {
    let (Ok(email), Ok(auth_hash)) = (Email::try_from(email), AuthHash::try_from(password)) else { return Err(bad_credentials()) };
    let access = match sessions::sign_in(&call.context, SignInRequest { email, auth_hash }).await {
        Ok(access) => access,
        Err(Error::Refused(error)) if error.code == ErrorCode::BadCredentials => return Err(bad_credentials()),
        Err(error) => return Err(error.into()),
    };
    let keys = accounts::keys_of(&call.context, &access).await?;
    Ok(json(&with_keys(tokens(&call.context, &access, &keys)?, &keys)))
}

/// With an API key, of which the client's id names the account. Such a session is not renewed: the client shows the key again.
async fn key_grant(call: Call, client_id: &str, secret: &str) -> Answer {
    let wrong = || Refused::Token(json!({ "error": "invalid_client" }));
    let user = client_id.strip_prefix("user.").and_then(|id| Uuid::parse_str(id).ok()).map(UserId::new).ok_or_else(wrong)?;
    let access = match sessions::sign_in_by_key(&call.context, user, secret).await {
        Ok(access) => access,
        Err(Error::Refused(error)) if error.code == ErrorCode::BadCredentials => return Err(wrong()),
        Err(error) => return Err(error.into()),
    };
    let keys = accounts::keys_of(&call.context, &access).await?;
    Ok(json(&with_keys(access_alone(&call.context, &access, &keys, "api"), &keys)))
}

/// Tokens, and what an app needs to unlock with the master password.
fn with_keys(mut body: Value, keys: &UserRow) -> Value {
    let (kind, iterations, memory, parallelism) = numbers(keys.kdf);
    let more = json!({
        "Key": keys.user_key, "PrivateKey": keys.private_key,
        "Kdf": kind, "KdfIterations": iterations, "KdfMemory": memory, "KdfParallelism": parallelism,
        "ForcePasswordReset": false, "ResetMasterPassword": false, "MasterPasswordPolicy": { "Object": "masterPasswordPolicy" },
        "AccountKeys": account_keys(keys.private_key.as_str(), keys.public_key.as_str()),
        "UserDecryptionOptions": {
            "HasMasterPassword": true,
            "MasterPasswordUnlock": {
                "Kdf": { "KdfType": kind, "Iterations": iterations, "Memory": memory, "Parallelism": parallelism },
                "MasterKeyEncryptedUserKey": keys.user_key, "MasterKeyWrappedUserKey": keys.user_key, "Salt": keys.email,
            },
            "Object": "userDecryptionOptions",
        },
    });
    if let (Some(body), Value::Object(more)) = (body.as_object_mut(), more) {
        body.extend(more);
    }
    body
}

/// The key pair in the form that newer apps want it.
pub(super) fn account_keys(private_key: &str, public_key: &str) -> Value {
    json!({
        "publicKeyEncryptionKeyPair": {
            "wrappedPrivateKey": private_key, "publicKey": public_key, "signedPublicKey": null, "Object": "publicKeyEncryptionKeyPair",
        },
        "signatureKeyPair": null, "securityState": null, "Object": "privateKeys",
    })
}

async fn refresh_grant(call: Call, refresh_token: &str) -> Answer {
    let context = call.context.refreshing(refresh_token);
    let access = match sessions::refresh(&context, ()).await {
        Ok(access) => access,
        Err(Error::Refused(error)) if error.code == ErrorCode::SignedOut => return Err(Refused::Token(json!({ "error": "invalid_grant" }))),
        Err(error) => return Err(error.into()),
    };
    let keys = accounts::keys_of(&context, &access).await?;
    Ok(json(&tokens(&context, &access, &keys)?))
}

/// The tokens of an answer. Apps have no cookies: they get the refresh token in the body.
fn tokens(context: &Context, access: &Access, keys: &UserRow) -> Result<Value, Refused> {
    let RefreshCookie::Set { token, .. } = context.refresh_cookie() else {
        return Err(Error::Internal("a session without a refresh token").into());
    };
    let mut body = access_alone(context, access, keys, "api offline_access");
    if let Some(body) = body.as_object_mut() {
        body.insert("refresh_token".to_owned(), Value::String(token));
    }
    Ok(body)
}

fn access_alone(context: &Context, access: &Access, keys: &UserRow, scope: &str) -> Value {
    let seconds = access.expires_at.since(context.now()) / Micros::SECOND;
    json!({
        "access_token": bearer::wrap(access, keys.email.as_str(), &keys.name, context.now()),
        "expires_in": seconds, "token_type": "Bearer", "scope": scope,
    })
}
