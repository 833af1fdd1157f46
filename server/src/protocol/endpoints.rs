use super::{
    accounts,
    call::{Answer, Call},
    ciphers, collections, config, events, folders, identity, import, organizations, sync,
};
use crate::{api::paths::RateClass, model::access::Action};
use futures_util::{FutureExt as _, future::BoxFuture};

/// A place of the protocol: what stands for which action, how often and how large, and what answers.
pub struct Endpoint {
    pub method: &'static str,
    pub path: &'static str,
    pub action: Action,
    pub class: RateClass,
    /// The most bytes of a body.
    pub body: usize,
    pub answer: fn(Call) -> BoxFuture<'static, Answer>,
}

use Action as A;
use RateClass::{Guess, Read, Write};

const SMALL: usize = 64 * 1024;
const ITEM: usize = 1024 * 1024;
const IMPORT: usize = 64 * 1024 * 1024;

macro_rules! endpoints {
    ($($method:literal $path:literal $action:ident $class:ident $body:ident $answer:path;)*) => {
        /// Every place of the protocol. The server answers no other.
        pub const ENDPOINTS: &[Endpoint] = &[$(Endpoint {
            method: $method, path: $path, action: A::$action, class: $class, body: $body, answer: |call| $answer(call).boxed(),
        },)*];
    };
}

endpoints! {
    "GET" "/api/config" Open Read SMALL config::config;
    "POST" "/identity/accounts/prelogin" Open Guess SMALL identity::prelogin;
    "POST" "/identity/accounts/prelogin/password" Open Guess SMALL identity::prelogin;
    "POST" "/identity/connect/token" Open Guess SMALL identity::token;
    "GET" "/api/accounts/revision-date" AccountVaultRead Read SMALL accounts::revision_date;
    "POST" "/api/accounts/key-management/user-key-id" AccountVaultWrite Write SMALL accounts::set_key_id;
    "POST" "/api/accounts/keys" Open Write SMALL accounts::set_keys;
    "POST" "/api/accounts/verify-password" AccountRead Guess SMALL accounts::verify_password;
    "GET" "/api/users/{id}/public-key" AccountRead Read SMALL accounts::public_key;
    "GET" "/api/sync" AccountVaultRead Read SMALL sync::sync;
    "POST" "/api/folders" AccountVaultWrite Write SMALL folders::create;
    "GET" "/api/folders/{id}" AccountVaultRead Read SMALL folders::read;
    "PUT" "/api/folders/{id}" AccountVaultWrite Write SMALL folders::rename;
    "DELETE" "/api/folders/{id}" AccountVaultWrite Write SMALL folders::delete;
    "POST" "/api/ciphers" AccountVaultWrite Write ITEM ciphers::create;
    "POST" "/api/ciphers/create" ClientItemsCreate Write ITEM ciphers::create_in_collections;
    "GET" "/api/ciphers/{id}" ClientItemsRead Read SMALL ciphers::read;
    "GET" "/api/ciphers/{id}/details" ClientItemsRead Read SMALL ciphers::read;
    "PUT" "/api/ciphers/{id}" ClientItemsUpdate Write ITEM ciphers::update;
    "PUT" "/api/ciphers/{id}/partial" ClientItemsRead Write SMALL ciphers::update_partial;
    "PUT" "/api/ciphers/{id}/collections" ClientItemsCollections Write SMALL ciphers::collections;
    "PUT" "/api/ciphers/{id}/collections_v2" ClientItemsCollections Write SMALL ciphers::collections;
    "PUT" "/api/ciphers/{id}/share" ClientItemsShare Write ITEM ciphers::share;
    "PUT" "/api/ciphers/{id}/delete" ClientItemsDelete Write SMALL ciphers::trash;
    "PUT" "/api/ciphers/{id}/restore" ClientItemsRestore Write SMALL ciphers::restore;
    "DELETE" "/api/ciphers/{id}" ClientItemsDelete Write SMALL ciphers::destroy;
    "PUT" "/api/ciphers/archive" ClientItemsRead Write SMALL ciphers::archive;
    "PUT" "/api/ciphers/unarchive" ClientItemsRead Write SMALL ciphers::unarchive;
    "PUT" "/api/ciphers/delete" ClientItemsDelete Write SMALL ciphers::trash_many;
    "DELETE" "/api/ciphers" ClientItemsDelete Write SMALL ciphers::destroy_many;
    "POST" "/api/ciphers/import" AccountVaultWrite Write IMPORT import::import;
    "GET" "/api/organizations/{organization}/collections" ClientCollectionsList Read SMALL organizations::collections;
    "POST" "/api/organizations/{organization}/collections" ClientCollectionsCreate Write SMALL collections::create;
    "PUT" "/api/organizations/{organization}/collections/{collection}" ClientCollectionsUpdate Write SMALL collections::replace;
    "DELETE" "/api/organizations/{organization}/collections/{collection}" ClientCollectionsDelete Write SMALL collections::delete;
    "GET" "/api/organizations/{organization}/collections/{collection}/details" ClientCollectionsAccess Read SMALL collections::details;
    "GET" "/api/organizations/{organization}/export" ClientExport Read SMALL organizations::export;
    "GET" "/api/organizations/{organization}/users" ClientMembersList Read SMALL organizations::members;
    "GET" "/api/organizations/{organization}/users/{member}" ClientMembersPublicKeys Read SMALL organizations::member;
    "POST" "/api/organizations/{organization}/users/{member}/confirm" ClientMembersConfirm Write SMALL organizations::confirm;
    "POST" "/events/collect" AccountVaultWrite Write SMALL events::collect;
}
