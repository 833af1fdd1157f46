//! What apps tell of their users.

use super::call::{Answer, Call, empty};
use crate::{
    domain::items::{self, Viewed},
    model::{
        event::EventKind,
        id::{ItemId, OrganizationId},
    },
};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Told {
    #[serde(rename = "type")]
    kind: u16,
    cipher_id: Option<ItemId>,
    organization_id: Option<OrganizationId>,
}

/// Takes what an app tells. Kinds that this server does not keep are passed over.
pub(super) async fn collect(call: Call) -> Answer {
    let told = call.json::<Vec<Told>>()?;
    // Apps say it of no organization: it is everybody's business who trusts the person.
    if told.iter().any(|told| told.kind == EventKind::OwnVaultExported.number()) {
        items::begin_own_export(&call.context, ()).await?;
    }
    let viewed =
        told.into_iter().filter_map(|told| Some(Viewed { kind: EventKind::parse(told.kind)?, organization: told.organization_id?, item: told.cipher_id }));
    items::record_views(&call.context, viewed.collect()).await?;
    Ok(empty())
}
