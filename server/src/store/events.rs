use super::{StoreError, Transaction, sql};
use crate::{
    domain::{Device, events::NewEvent},
    model::{id::EventId, time::Micros},
};

/// Writes events, and marks their organizations as active at that time.
pub async fn insert(db: &mut Transaction, events: &[NewEvent], at: Micros, device: &Device) -> Result<(), StoreError> {
    for some in events.chunks(50) {
        let mut query = sql(
            "INSERT INTO events (id, at, kind, organization_id, provider_id, actor_id, acting_provider_id, member_id, provider_user_id, item_id, collection_id, subject, detail, address, device) VALUES ",
        );
        for (index, event) in some.iter().enumerate() {
            query.push(if index == 0 { "(" } else { ", (" });
            query.push_bind(EventId::make()).push(", ").push_bind(at).push(", ").push_bind(event.kind.number()).push(", ");
            query.push_bind(event.organization).push(", ").push_bind(event.provider).push(", ");
            query.push_bind(event.actor).push(", ").push_bind(event.acting_provider).push(", ");
            query.push_bind(event.member).push(", ").push_bind(event.person).push(", ");
            query.push_bind(event.item).push(", ").push_bind(event.collection).push(", ");
            query.push_bind(&event.subject).push(", ").push_bind(&event.detail).push(", ");
            query.push_bind(&device.address).push(", ").push_bind(&device.label).push(")");
        }
        db.execute(query).await?;
    }
    let mut organizations = events.iter().filter_map(|event| event.organization).collect::<Vec<_>>();
    organizations.sort_unstable();
    organizations.dedup();
    for organization in organizations {
        db.execute(sql("UPDATE organizations SET last_activity_at = $2 WHERE id = $1 AND last_activity_at < $2").bind(organization).bind(at)).await?;
    }
    Ok(())
}
