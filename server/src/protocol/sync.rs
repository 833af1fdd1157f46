//! Everything that an app keeps a copy of. Items are read and sent page by page, so that memory does not grow with the vault.

use super::{
    call::{Answer, Call},
    cipher, folders,
    identity::{account_keys, numbers},
    moment,
    organizations::{granted, lent_view, profile_view, provider_view},
    refused::Refused,
};
use crate::{
    domain::{
        Context, Error, accounts, imports,
        items::{self, OwnedItem, SYNC_ROWS},
    },
    model::id::{ItemId, OrganizationId},
    store::accounts::MembershipRow,
};
use axum::{
    body::Body,
    http::{HeaderValue, header},
    response::Response,
};
use futures_util::{StreamExt as _, stream};
use serde_json::{Value, json};
use std::collections::{BTreeSet, VecDeque};

/// The whole of it.
pub(super) async fn sync(call: Call) -> Answer {
    let context = call.context;
    let keys = accounts::own_keys(&context).await?;
    let memberships = accounts::memberships(&context).await?;
    let (kind, iterations, memory, parallelism) = numbers(keys.kdf);

    let lent = imports::lent_keys(&context).await?;
    let mut seen = BTreeSet::new();
    let providers = lent.iter().filter(|lent| seen.insert(lent.provider)).map(|lent| provider_view(lent, keys.id)).collect::<Vec<_>>();
    let collections = granted(&context, &memberships).await?;
    let profile = json!({
        "id": keys.id, "name": keys.name, "email": keys.email, "emailVerified": true, "premium": true, "premiumFromOrganization": false,
        "culture": "en-US", "twoFactorEnabled": false, "key": keys.user_key, "privateKey": keys.private_key,
        "accountKeys": account_keys(keys.private_key.as_str(), keys.public_key.as_str()),
        "securityStamp": accounts::security_stamp(&context, &keys)?, "forcePasswordReset": false, "usesKeyConnector": false, "avatarColor": null,
        "creationDate": moment::text(keys.created_at), "verifyDevices": false,
        "organizations": memberships.iter().map(profile_view).collect::<Vec<_>>(),
        // A client's key reaches a provider user by a ticket for one purpose: he has lent these to his app in the portal.
        "providers": providers, "providerOrganizations": lent.iter().map(|lent| lent_view(lent, keys.id)).collect::<Vec<_>>(), "object": "profile",
    });
    let decryption = json!({
        "masterPasswordUnlock": {
            "kdf": { "kdfType": kind, "iterations": iterations, "memory": memory, "parallelism": parallelism },
            "masterKeyEncryptedUserKey": keys.user_key, "masterKeyWrappedUserKey": keys.user_key, "salt": keys.email, "containedKeyId": keys.key_id,
        },
        "userKeyId": keys.key_id, "webAuthnPrfOptions": null, "v2UpgradeToken": null,
    });
    let head = format!(
        "{{\"object\":\"sync\",\"profile\":{profile},\"collections\":{},\"domains\":null,\"policies\":[],\"sends\":[],\"userDecryption\":{decryption},\"folders\":[",
        Value::Array(collections)
    );
    let parts = Parts { context, head: Some(head), todo: todo(&memberships), separator: "" };
    let body = stream::unfold(Some(parts), async |parts| {
        let mut parts = parts?;
        match parts.next().await {
            Ok(Some(text)) => Some((Ok(text), Some(parts))),
            Ok(None) => None,
            Err(error) => {
                tracing::error!(?error, "a sync broke off");
                // The answer ends in the middle: the app sees that it is not whole.
                Some((Err(std::io::Error::other("the sync broke off")), None))
            }
        }
    });
    let mut response = Response::new(Body::from_stream(body.boxed()));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json; charset=utf-8"));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// What is still to be sent.
enum Todo {
    Folders(Option<crate::model::id::FolderId>),
    Text(&'static str),
    Own(Option<ItemId>),
    Of(OrganizationId, Option<ItemId>),
}

fn todo(memberships: &[MembershipRow]) -> VecDeque<Todo> {
    let mut todo = VecDeque::from([Todo::Folders(None), Todo::Text("],\"ciphers\":["), Todo::Own(None)]);
    todo.extend(memberships.iter().filter(|membership| membership.is_open()).map(|membership| Todo::Of(membership.organization, None)));
    todo.push_back(Todo::Text("]}"));
    todo
}

struct Parts {
    context: Context,
    head: Option<String>,
    todo: VecDeque<Todo>,
    separator: &'static str,
}

impl Parts {
    /// The next piece of the answer; empty pieces are left out.
    async fn next(&mut self) -> Result<Option<String>, Refused> {
        if let Some(head) = self.head.take() {
            return Ok(Some(head));
        }
        while let Some(todo) = self.todo.pop_front() {
            let text = match todo {
                Todo::Text(text) => {
                    self.separator = "";
                    text.to_owned()
                }
                Todo::Folders(after) => {
                    let found = items::folders_after(&self.context, after).await?;
                    if let Some(last) = full(&found) {
                        self.todo.push_front(Todo::Folders(Some(last.id)));
                    }
                    let mut text = String::new();
                    for folder in &found {
                        self.separate(&mut text);
                        text.push_str(&folders::view(folder).to_string());
                    }
                    text
                }
                Todo::Own(after) => {
                    let found = items::own_after(&self.context, after).await?;
                    if let Some(last) = full(&found) {
                        self.todo.push_front(Todo::Own(Some(last.row.id)));
                    }
                    self.items(&found)
                }
                Todo::Of(organization, after) => {
                    let found = match items::reached_after(&self.context, organization, after).await {
                        Ok(found) => found,
                        // The membership ended while the answer was under way.
                        Err(Error::Refused(_)) => Vec::new(),
                        Err(error) => return Err(error.into()),
                    };
                    if let Some(last) = full(&found) {
                        self.todo.push_front(Todo::Of(organization, Some(last.row.id)));
                    }
                    self.items(&found)
                }
            };
            if !text.is_empty() {
                return Ok(Some(text));
            }
        }
        Ok(None)
    }

    fn items(&mut self, items: &[OwnedItem]) -> String {
        let mut text = String::new();
        for item in items {
            self.separate(&mut text);
            cipher::write(&mut text, &self.context.instance().public_url, item);
        }
        text
    }

    fn separate(&mut self, text: &mut String) {
        text.push_str(self.separator);
        self.separator = ",";
    }
}

/// The last row of a page that may have a next one.
fn full<T>(rows: &[T]) -> Option<&T> {
    if rows.len() < SYNC_ROWS as usize { None } else { rows.last() }
}
