use crate::{
    domain::{
        Context, Error,
        events::{self, NewEvent},
    },
    model::{
        event::EventKind,
        id::{OrganizationId, ProviderId},
        time::Micros,
    },
    store,
};

/// Refusals of the same wish of the same person in the same client within this time are one event.
const REFUSAL: i64 = Micros::MINUTE;

/// A provider user's attempt at items.
pub(super) struct Refusal {
    pub(super) organization: OrganizationId,
    pub(super) organization_name: String,
    pub(super) provider: ProviderId,
    /// What he wanted, in words for the log.
    pub(super) action: &'static str,
}

impl Refusal {
    /// Writes the attempt to the logs of the organization and the provider, in a command of its own so that the refusal
    /// does not take it back. Answers with the error for the caller.
    pub(super) async fn record(self, context: &Context, error: Error) -> Error {
        let recorded = context
            .command(self, |db, context, refusal| {
                Box::pin(async move {
                    let user = context.session()?.user_id;
                    store::organizations::take_unproved(db, refusal.organization).await?;
                    if store::events::has_recent(db, refusal.organization, (EventKind::ItemsRefused, refusal.action), user, context.now().plus(-REFUSAL))
                        .await?
                    {
                        return Ok(());
                    }
                    let event = NewEvent {
                        organization: Some(refusal.organization),
                        provider: Some(refusal.provider),
                        actor: Some(user),
                        acting_provider: Some(refusal.provider),
                        ..NewEvent::new(EventKind::ItemsRefused, &refusal.organization_name)
                    };
                    events::record(db, context, event.detail(refusal.action)).await
                })
            })
            .await;
        recorded.err().unwrap_or(error)
    }
}
