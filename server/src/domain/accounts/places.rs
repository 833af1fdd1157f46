use crate::{
    domain::{
        Context, Result,
        events::{self, NewEvent},
    },
    model::{event::EventKind, id::UserId, text::Email},
    store::{self, Transaction},
};

/// Writes what concerns an account into the log of each organization and provider in which its owner is confirmed.
pub(in crate::domain) async fn record_everywhere(
    db: &mut Transaction,
    context: &Context,
    (user, email): (UserId, &Email),
    kind: EventKind,
    detail: &str,
) -> Result<()> {
    let (organizations, providers) = store::accounts::confirmed_places(db, user).await?;
    let event = NewEvent { actor: Some(user), ..NewEvent::new(kind, email.as_str()) }.detail(detail);
    let in_organizations = organizations.into_iter().map(|id| NewEvent { organization: Some(id), ..event.clone() });
    let in_providers = providers.into_iter().map(|id| NewEvent { provider: Some(id), ..event.clone() });
    events::record_all(db, context, in_organizations.chain(in_providers).collect()).await
}
