//! Talking with the worker about the vault.

use server::model::item::ItemView;
use worker::{Failure, Request, Response, ShelfItem, VaultAnswer, VaultCall};

use crate::{
    i18n::t,
    session::{KeyError, SignInError, ask, tell},
};

pub(super) async fn ask_vault(call: VaultCall) -> Result<VaultAnswer, KeyError> {
    match ask(Request::Vault(call)).await? {
        Response::Vault(answer) => Ok(answer),
        _ => Err(KeyError::Gone),
    }
}

/// Has the worker do something whose answer nobody needs, if it still runs.
pub(super) async fn tell_vault(call: VaultCall) {
    tell(Request::Vault(call)).await;
}

/// An item of the server for the worker.
pub(super) fn shelf_item(item: ItemView) -> ShelfItem {
    ShelfItem {
        id: item.id.to_string(),
        organization: item.organization.map(|id| id.to_string()),
        collections: item.collections.iter().map(ToString::to_string).collect(),
        folder: item.folder.map(|id| id.to_string()),
        is_favorite: item.is_favorite,
        is_trashed: item.deleted_at.is_some(),
        hides_passwords: item.hides_passwords,
        may_edit: item.may_edit,
        revised_at: item.revised_at.0,
        content: item.content,
    }
}

/// A sentence for the person.
pub(super) fn key_text(error: KeyError) -> String {
    match error {
        KeyError::Failed(Failure::Locked | Failure::NoItem) => t().forms.needs_unlock.to_owned(),
        KeyError::Failed(Failure::Unopened) => t().vault.unopened.to_owned(),
        KeyError::Failed(Failure::Guarded) => t().vault.guarded_short.to_owned(),
        KeyError::Failed(Failure::NoSshKey) => t().vault.no_ssh_key.to_owned(),
        other => SignInError::Keys(other).message(),
    }
}
