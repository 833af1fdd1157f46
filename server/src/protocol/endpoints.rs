use super::{
    accounts, attachments,
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
    pub intake: Intake,
    pub answer: fn(Call) -> BoxFuture<'static, Answer>,
}

/// How a body is taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Intake {
    /// Before the call begins, up to so many bytes.
    Whole(usize),
    /// By the call itself, while it comes.
    Streamed,
}

use Action as A;
use RateClass::{Guess, Read, Write};

const SMALL: Intake = Intake::Whole(64 * 1024);
const ITEM: Intake = Intake::Whole(1024 * 1024);
const IMPORT: Intake = Intake::Whole(16 * 1024 * 1024);
const FILE: Intake = Intake::Streamed;

macro_rules! endpoints {
    ($($method:literal $path:literal $action:ident $class:ident $intake:ident $answer:path;)*) => {
        /// Every place of the protocol. The server answers no other.
        pub const ENDPOINTS: &[Endpoint] = &[$(Endpoint {
            method: $method, path: $path, action: A::$action, class: $class, intake: $intake, answer: |call| $answer(call).boxed(),
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
    "PUT" "/api/ciphers/restore" ClientItemsRestore Write SMALL ciphers::restore_many;
    "DELETE" "/api/ciphers" ClientItemsDelete Write SMALL ciphers::destroy_many;
    "POST" "/api/ciphers/{id}/attachment/v2" ClientItemsAttachments Write SMALL attachments::announce;
    "POST" "/api/ciphers/{id}/attachment/{attachment}" ClientItemsAttachments Write FILE attachments::upload;
    "GET" "/api/ciphers/{id}/attachment/{attachment}" ClientItemsRead Read SMALL attachments::read;
    "GET" "/api/ciphers/{id}/attachment/{attachment}/file/{word}" Open Read SMALL attachments::download;
    "DELETE" "/api/ciphers/{id}/attachment/{attachment}" ClientItemsAttachments Write SMALL attachments::delete;
    "POST" "/api/ciphers/import" AccountVaultWrite Write IMPORT import::import;
    "POST" "/api/ciphers/import-organization" ClientImport Write IMPORT import::import_organization;
    "GET" "/api/collections" AccountVaultRead Read SMALL organizations::granted_collections;
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

/// How long a request may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    Usual,
    Import,
    Upload,
}

impl Intake {
    /// How long what is taken in like this may take.
    pub fn pace(self) -> Pace {
        match self {
            Self::Streamed => Pace::Upload,
            IMPORT => Pace::Import,
            Self::Whole(_) => Pace::Usual,
        }
    }
}

/// How long a request may take, by what it carries.
pub fn pace(method: &str, path: &str) -> Pace {
    let fits = |pattern: &str| {
        let (mut pattern, mut path) = (pattern.split('/'), path.split('/'));
        loop {
            match (pattern.next(), path.next()) {
                (None, None) => return true,
                (Some(part), Some(sent)) if part == sent || part.starts_with('{') => {}
                _ => return false,
            }
        }
    };
    // The one with the fewest places that fit anything is the one that answers.
    let fitting = ENDPOINTS.iter().filter(|endpoint| endpoint.method == method && fits(endpoint.path));
    fitting.min_by_key(|endpoint| endpoint.path.matches('{').count()).map_or(Pace::Usual, |endpoint| endpoint.intake.pace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_and_imports_may_take_their_time() {
        for (method, path, expected) in [
            ("POST", "/api/ciphers/1/attachment/2", Pace::Upload),
            ("GET", "/api/ciphers/1/attachment/2", Pace::Usual),
            ("POST", "/api/ciphers/1/attachment/v2", Pace::Usual),
            ("POST", "/api/ciphers/1/attachment/2/file", Pace::Usual),
            ("POST", "/api/ciphers/1/attachments/2", Pace::Usual),
            ("POST", "/api/ciphers/import", Pace::Import),
            ("GET", "/api/ciphers/import", Pace::Usual),
            ("POST", "/rpc/items/create", Pace::Usual),
        ] {
            assert_eq!(pace(method, path), expected, "{method} {path}");
        }
    }
}
