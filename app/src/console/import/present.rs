//! The collections of an organization that its own people may import into.

use server::{
    api::vault::vault_organizations,
    model::{
        access::{Action, Relation, Verdict},
        id::OrganizationId,
        item::VaultCollection,
    },
};
use vault::fold;
use worker::{Request, Response};

use super::key::forget_key;
use crate::{
    failure::failure_text,
    i18n::t,
    import::key_text,
    session::{KeyError, Session, ask},
    ui::Choice,
};

/// Whether the person imports into collections that he manages, and nowhere else.
pub(super) fn is_limited(relation: Relation) -> bool {
    Action::ClientImport.verdict(relation) == Verdict::Grant
}

/// Fetches them, by their ids and names. `Ok(None)`: the person declined to unlock.
pub(super) async fn fetch(session: Session, organization: OrganizationId, relation: Relation) -> Result<Option<Vec<Choice>>, String> {
    if !session.unlock().await {
        return Ok(None);
    }
    let open = session.call(vault_organizations).await.map_err(|error| failure_text(&error))?;
    let Some(this) = open.into_iter().find(|one| one.id == organization) else { return Ok(Some(Vec::new())) };
    let may_import = |collection: &VaultCollection| if is_limited(relation) { collection.may_manage } else { collection.may_edit };
    let collections: Vec<VaultCollection> = this.collections.into_iter().filter(may_import).collect();
    let names = names(organization, this.key.into(), collections.iter().map(|collection| collection.name.as_str().to_owned()).collect()).await;
    forget_key(organization).await;
    let names = names.map_err(key_text)?;
    let choice = |(collection, name): (&VaultCollection, Option<String>)| {
        Choice::new(collection.id.to_string(), name.unwrap_or_else(|| t().vault.unreadable.to_owned()))
    };
    let mut choices: Vec<Choice> = collections.iter().zip(names).map(choice).collect();
    choices.sort_by_cached_key(|choice| fold(&choice.label));
    Ok(Some(choices))
}

async fn names(organization: OrganizationId, key: String, names: Vec<String>) -> Result<Vec<Option<String>>, KeyError> {
    let organization_id = organization.to_string();
    ask(Request::OpenOrganizationKey { organization_id: organization_id.clone(), key, via: None }).await?;
    match ask(Request::Decrypt { organization_id, texts: names }).await? {
        Response::Decrypted(names) => Ok(names),
        _ => Err(KeyError::Gone),
    }
}
