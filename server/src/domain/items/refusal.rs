use crate::{
    access,
    domain::{
        Context, Error, Result,
        events::{self, NewEvent},
        limits::{self, Limit},
    },
    model::{
        event::EventKind,
        id::{ItemId, OrganizationId, ProviderId, UserId},
    },
    store::Transaction,
};

/// A provider user's attempt at items.
pub(super) struct Refusal {
    pub(super) organization: OrganizationId,
    pub(super) organization_name: String,
    pub(super) provider: ProviderId,
    /// What he wanted, in words for the log.
    pub(super) action: &'static str,
    /// The items that he named, whether there are such or not.
    pub(super) items: Vec<ItemId>,
}

impl Refusal {
    /// Writes the attempt to the logs of the organization and the provider, in a command of its own so that the refusal
    /// does not take it back. Answers with the error for the caller.
    pub(super) async fn record(self, context: &Context, error: Error) -> Error {
        let recorded = context
            .command(self, |db, context, refusal| {
                Box::pin(async move {
                    let user = context.session()?.user_id;
                    let asked = refusal.not_told_yet(db, context, user).await?;
                    let named = asked.iter().flatten().copied().collect::<Vec<_>>();
                    // An event names an item of the organization and no other. How many events there are depends on what was asked alone,
                    // so that the provider's log does not tell which ids are items.
                    let present = access::items_among(db, refusal.organization, &named).await?;
                    let event = |asked: Option<ItemId>| {
                        let event = NewEvent {
                            organization: Some(refusal.organization),
                            provider: Some(refusal.provider),
                            actor: Some(user),
                            acting_provider: Some(refusal.provider),
                            item: asked.filter(|item| present.contains(item)),
                            ..NewEvent::new(EventKind::ItemsRefused, &refusal.organization_name)
                        };
                        event.detail(refusal.action)
                    };
                    events::record_all(db, context, asked.into_iter().map(event).collect()).await
                })
            })
            .await;
        recorded.err().unwrap_or(error)
    }

    /// What of it was not written down a moment ago, as far as there is room for it in this minute: an item each, or none if none was named.
    async fn not_told_yet(&self, db: &mut Transaction, context: &Context, user: UserId) -> Result<Vec<Option<ItemId>>> {
        // All in one order, and the counter that they share at last: else two calls at once would wait for each other.
        let mut asked = self.items.iter().copied().map(Some).collect::<Vec<_>>();
        asked.sort_unstable();
        asked.dedup();
        if asked.is_empty() {
            asked.push(None);
        }
        let mut new = Vec::new();
        for item in asked.into_iter().take(limits::REFUSALS_PER_MINUTE as usize) {
            if limits::is_within(db, context, &Limit::refused_once(self.organization, user, self.action, item)).await? {
                new.push(item);
            }
        }
        let all = Limit::refused(self.organization, user);
        let mut room = Vec::new();
        for item in new {
            if !limits::is_within(db, context, &all).await? {
                break;
            }
            room.push(item);
        }
        Ok(room)
    }
}
