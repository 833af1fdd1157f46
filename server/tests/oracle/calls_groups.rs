//! Calls about groups. A member who calls manages the collection that is there, so that he may let a group into it.

use crate::{calls::Case, calls_collections::idempotency_key, cases};
use serde_json::json;
use server::model::role::{Role, Status};

pub const CASES: &[Case] = cases! {
    "client.groups.list" "/rpc/groups/list" Nobody |s, role| json!({"organization": s.client});
    "client.groups.list" "/rpc/groups/get" Nobody |s, role| json!({"organization": s.client, "group": s.group});
    "client.groups.list" "/rpc/groups/members" Nobody |s, role| {
        s.put_into_group(s.anchor).await;
        json!({"organization": s.client, "group": s.group})
    };
    "client.groups.write" "/rpc/groups/create" Nobody |s, role| {
        s.manage().await;
        json!({
            "organization": s.client, "idempotency_key": idempotency_key(), "name": "Nursing", "members": [s.anchor],
            "collections": [{"collection": s.collection, "level": "Edit"}]
        })
    };
    "client.groups.write" "/rpc/groups/update" Nobody |s, role| {
        s.manage().await;
        s.put_into_group(s.anchor).await;
        let member = s.other_member(Role::User, Status::Confirmed).await;
        json!({
            "organization": s.client, "group": s.group, "name": "Reception", "add": [member], "remove": [s.anchor],
            "collections": [{"collection": s.collection, "level": "ViewHidden"}]
        })
    };
    "client.groups.write" "/rpc/groups/delete" Nobody |s, role| json!({"organization": s.client, "group": s.group});
};
