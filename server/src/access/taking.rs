//! Proofs for commands that have a tenant to themselves until they are done.
//!
//! Whoever takes a tenant may wait for somebody who just then takes away his right to it: a provider that is being unlinked, a person
//! who is being demoted or removed. So it is asked before whether he may at all, which keeps strangers from making others wait,
//! and the proof that counts is made afterwards.

use super::{
    client::{ClientAccess, client},
    imports::{ImportGrant, import},
    items::{ItemAccess, ItemAnswer, items},
    provider::{LinkedClient, ProviderAccess, linked_client, provider},
};
use crate::{
    domain::{Context, Result},
    model::{
        access::Action,
        id::{OrganizationId, ProviderId},
    },
    store::{self, Transaction},
};

/// Takes the organization for this transaction, for whoever may do the action in it at all: others that take it wait, so that what is
/// read afterwards stays as it was read. The proof is the business of whoever calls.
pub async fn take(db: &mut Transaction, context: &Context, organization: OrganizationId, action: Action) -> Result<()> {
    client(db, context, organization, action).await?;
    Ok(store::organizations::take_unproved(db, organization).await?)
}

/// As [`client`], with the organization taken.
pub async fn taken_client(db: &mut Transaction, context: &Context, organization: OrganizationId, action: Action) -> Result<ClientAccess> {
    take(db, context, organization, action).await?;
    client(db, context, organization, action).await
}

/// As [`import`], with the organization taken.
pub async fn taken_import(db: &mut Transaction, context: &Context, organization: OrganizationId) -> Result<ImportGrant> {
    import(db, context, organization).await?;
    store::organizations::take_unproved(db, organization).await?;
    import(db, context, organization).await
}

/// The same proof once more, with the organization taken.
pub async fn taken_items(db: &mut Transaction, context: &Context, access: &ItemAccess, action: Action) -> Result<ItemAccess> {
    store::organizations::take_unproved(db, access.organization()).await?;
    match items(db, context, access.organization(), action).await? {
        ItemAnswer::Granted(access) => Ok(access),
        ItemAnswer::Restricted { error, .. } => Err(error),
    }
}

/// As [`linked_client`], with the client taken.
pub async fn taken_linked_client(
    db: &mut Transaction,
    context: &Context,
    by: ProviderId,
    organization: OrganizationId,
    action: Action,
) -> Result<LinkedClient> {
    linked_client(db, context, by, organization, action).await?;
    store::organizations::take_unproved(db, organization).await?;
    linked_client(db, context, by, organization, action).await
}

/// As [`provider`], with the provider taken.
pub async fn taken_provider(db: &mut Transaction, context: &Context, id: ProviderId, action: Action) -> Result<ProviderAccess> {
    provider(db, context, id, action).await?;
    store::providers::take_unproved(db, id).await?;
    provider(db, context, id, action).await
}
