//! Calls about collections. A member who calls manages the one that is there; nobody else has access to it.

use crate::{calls::Case, cases, principals::Stage, support::WRAPPED};
use serde_json::json;
use server::{
    model::{
        id::{IdempotencyKey, SessionId},
        role::{Role, Status},
    },
    store::sql,
};

/// Another well-formed name.
pub const RENAMED: &str = "2.AKGio6SlpqeoqaqrrK2urw==|3ELLtfoiEXKrXDRJ9bfr/Q==|ZyqynBPdYm7KenbDpGq0T3voFFWaOLP6hri2KteC3Xg=";

pub fn idempotency_key() -> IdempotencyKey {
    IdempotencyKey::new(SessionId::make().uuid())
}

/// Without items, so that it is nobody's business but of those who decide about collections.
pub async fn empty(s: &Stage<'_>) {
    s.world.execute(sql("DELETE FROM collection_items WHERE collection_id = $1").bind(s.collection)).await;
}

pub const CASES: &[Case] = cases! {
    "client.collections.list" "/rpc/collections/key_ticket" Nobody |s, role| json!({"organization": s.client});
    "client.collections.list" "/rpc/collections/list" Nobody |s, role| json!({"organization": s.client});
    "client.collections.create" "/rpc/collections/create" Nobody |s, role| json!({
        "organization": s.client, "idempotency_key": idempotency_key(), "ticket": s.names_ticket().await, "name": WRAPPED,
        "access": [{"member": s.anchor, "level": "Manage"}], "groups": [{"group": s.group, "level": "View"}]
    });
    "client.collections.update" "/rpc/collections/rename" Nobody |s, role| {
        s.manage().await;
        json!({"organization": s.client, "ticket": s.names_ticket().await, "renames": [{"collection": s.collection, "was": WRAPPED, "name": RENAMED}]})
    };
    "client.collections.access" "/rpc/collections/people" Nobody |s, role| {
        s.manage().await;
        json!({"organization": s.client, "collection": s.collection})
    };
    "client.collections.access" "/rpc/collections/set_access" Nobody |s, role| {
        s.manage().await;
        let member = s.other_member(Role::User, Status::Confirmed).await;
        json!({"organization": s.client, "collection": s.collection, "changes": [{"member": member, "level": "ViewHidden"}],
            "groups": [{"group": s.group, "level": "Edit"}]})
    };
    "client.collections.grantees" "/rpc/collections/grantees" Nobody |s, role| json!({"organization": s.client, "search": "f"});
    "client.collections.delete" "/rpc/collections/delete" Nobody |s, role| {
        s.manage().await;
        empty(s).await;
        json!({"organization": s.client, "collection": s.collection})
    };
};
