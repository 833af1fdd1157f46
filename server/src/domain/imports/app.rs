//! A client's key in the app of a provider user. No profile has it, so he lends it from the portal: for one client, one import and
//! as long as every ticket lasts. His app finds it in what it fetches meanwhile.

use crate::{
    access,
    domain::{Context, Error, Result, organizations},
    model::{
        access::{Action, Relation},
        id::{OrganizationId, ProviderId},
        import::AppTicket,
        key::Ciphertext,
        organization::{KeyPurpose, OrganizationRequest},
        role::ProviderRole,
    },
    store,
};

/// Lends a client's key to the caller's own app. Those of the organization's own people have it anyway.
pub async fn lend_to_app(context: &Context, request: OrganizationRequest) -> Result<AppTicket> {
    context
        .command(request, |db, context, request| {
            Box::pin(async move {
                let grant = access::taken_import(db, context, request.organization).await?;
                if grant.provider().is_none() {
                    return Ok(AppTicket { expires_at: None });
                }
                let ticket = organizations::hand_out(db, context, grant.client(), (KeyPurpose::ImportWithApp, "to import with an app")).await?;
                // Else the app would see no reason to fetch anything.
                store::revisions::touch_user(db, grant.user(), context.now()).await?;
                Ok(AppTicket { expires_at: Some(ticket.expires_at) })
            })
        })
        .await
}

/// A client's key on its way to an app.
pub struct LentKey {
    pub organization: OrganizationId,
    pub name: String,
    /// Under the provider key.
    pub key: Ciphertext,
    pub provider: ProviderId,
    pub provider_name: String,
    /// Sealed to the caller.
    pub provider_key: Ciphertext,
    pub role: ProviderRole,
}

/// What the caller has lent to his apps, and may still import into.
pub async fn lent_keys(context: &Context) -> Result<Vec<LentKey>> {
    let user = access::account(context, Action::AccountVaultRead)?.user_id;
    let mut db = context.read().await?;
    let mut lent = Vec::new();
    for organization in store::key_tickets::usable(&mut db, (user, KeyPurpose::ImportWithApp), context.now()).await? {
        let grant = match access::import(&mut db, &context.showing(organization), organization).await {
            Ok(grant) => grant,
            // He may not import there any longer.
            Err(Error::Refused(_)) => continue,
            Err(error) => return Err(error),
        };
        let (Some(provider), Relation::Provider(role)) = (grant.provider(), grant.client().relation()) else { continue };
        let key = store::key_tickets::link_key(&mut db, provider, organization).await?;
        let provider_key = store::accounts::provider_keys(&mut db, user).await?.into_iter().find(|key| key.provider == provider);
        let found = store::organizations::find(&mut db, organization).await?.and_then(|row| row.provider.map(|provider| (row.name, provider.name)));
        if let (Some(key), Some(provider_key), Some((name, provider_name))) = (key, provider_key, found) {
            lent.push(LentKey { organization, name, key, provider, provider_name, provider_key: provider_key.key, role });
        }
    }
    Ok(lent)
}
