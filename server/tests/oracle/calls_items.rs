//! Calls about items: an organization's, where a member who calls has a grant to edit, and everybody's own.

use crate::{calls::Case, cases, principals::Stage, support::WRAPPED};
use serde_json::{Value, json};
use server::{
    model::id::{FolderId, ItemId},
    store::sql,
};

/// As a page sends it.
pub fn content() -> String {
    json!({"type": 1, "key": WRAPPED, "name": WRAPPED, "login": {"username": WRAPPED, "password": WRAPPED}}).to_string()
}

/// The client's item under another key, with its file encrypted anew.
fn with_file(stage: &Stage<'_>) -> String {
    let file = json!({"id": stage.attachment, "fileName": WRAPPED, "key": WRAPPED});
    json!({"type": 1, "key": WRAPPED, "name": WRAPPED, "login": {"username": WRAPPED, "password": WRAPPED}, "attachments": [file]}).to_string()
}

/// An item of the caller's own.
pub async fn own_item(stage: &Stage<'_>) -> ItemId {
    let id = ItemId::make();
    if let Some(caller) = &stage.caller {
        let query = sql("INSERT INTO own_items (user_id, id, kind, data, is_favorite, created_at, revised_at) VALUES ($1, $2, 1, $3, 0, 0, 0)");
        stage.world.execute(query.bind(caller.id).bind(id).bind(content())).await;
    }
    id
}

/// A folder of the caller's.
pub async fn folder(stage: &Stage<'_>) -> FolderId {
    let id = FolderId::make();
    if let Some(caller) = &stage.caller {
        let query = sql("INSERT INTO folders (user_id, id, name, revised_at) VALUES ($1, $2, $3, 0)");
        stage.world.execute(query.bind(caller.id).bind(id).bind(WRAPPED)).await;
    }
    id
}

/// What the caller knows of an item of the client when he changes it.
async fn known_at(stage: &Stage<'_>) -> i64 {
    stage.world.number(sql("SELECT revised_at AS n FROM items WHERE id = $1").bind(stage.item)).await
}

pub const CASES: &[Case] = cases! {
    "client.items.list" "/rpc/items/list" Nobody |s, role| json!({"organization": s.client});
    "client.items.read" "/rpc/items/read" Nobody |s, role| json!({"organization": s.client, "item": s.item});
    "client.items.read" "/rpc/items/mark" Nobody |s, role| json!({
        "organization": s.client, "item": s.item, "folder": folder(s).await, "is_favorite": true
    });
    "client.items.read" "/rpc/items/tell" Nobody |s, role| json!({"organization": s.client, "item": s.item, "kind": 1107});
    "client.items.create" "/rpc/items/create" Nobody |s, role| json!({
        "organization": s.client, "collections": [s.collection], "content": content()
    });
    "client.items.update" "/rpc/items/update" Nobody |s, role| json!({
        "organization": s.client, "item": s.item, "content": with_file(s), "known_at": known_at(s).await
    });
    "client.items.collections" "/rpc/items/collections" Nobody |s, role| json!({"organization": s.client, "item": s.item, "collections": [s.collection]});
    "client.items.share" "/rpc/items/share" Nobody |s, role| json!({
        "organization": s.client, "item": own_item(s).await, "collections": [s.collection], "content": content(), "known_at": 0
    });
    "client.items.delete" "/rpc/items/trash" Nobody |s, role| json!({"organization": s.client, "items": [s.item]});
    "client.items.delete" "/rpc/items/destroy" Nobody |s, role| json!({"organization": s.client, "items": [s.item]});
    "client.items.restore" "/rpc/items/restore" Nobody |s, role| json!({"organization": s.client, "items": [s.item]});
    "account.vault.read" "/rpc/vault/begin_export" Nobody |s, role| Value::Null;
    "account.vault.read" "/rpc/vault/organizations" Nobody |s, role| Value::Null;
    "account.vault.read" "/rpc/vault/folders" Nobody |s, role| json!({});
    "account.vault.read" "/rpc/vault/list" Nobody |s, role| json!({});
    "account.vault.read" "/rpc/vault/read" Nobody |s, role| json!({"item": own_item(s).await});
    "account.vault.write" "/rpc/vault/create" Nobody |s, role| json!({"content": content(), "folder": folder(s).await});
    "account.vault.write" "/rpc/vault/import" Nobody |s, role| json!({
        "idempotency_key": ItemId::make(), "part": 0, "parts": 1, "folders": [{"Present": folder(s).await}, {"New": WRAPPED}],
        "items": [{"folder": 0, "is_favorite": true, "content": content()}, {"folder": 1, "is_favorite": false, "content": content()}]
    });
    "account.vault.write" "/rpc/vault/update" Nobody |s, role| json!({
        "item": own_item(s).await, "content": content(), "folder": folder(s).await, "known_at": 0
    });
    "account.vault.write" "/rpc/vault/mark" Nobody |s, role| json!({"item": own_item(s).await, "folder": folder(s).await, "is_favorite": true});
    "account.vault.write" "/rpc/vault/trash" Nobody |s, role| json!({"items": [own_item(s).await]});
    "account.vault.write" "/rpc/vault/restore" Nobody |s, role| json!({"items": [own_item(s).await]});
    "account.vault.write" "/rpc/vault/destroy" Nobody |s, role| json!({"items": [own_item(s).await]});
    "account.vault.write" "/rpc/vault/create_folder" Nobody |s, role| json!({"name": WRAPPED});
    "account.vault.write" "/rpc/vault/rename_folder" Nobody |s, role| json!({"folder": folder(s).await, "name": WRAPPED});
    "account.vault.write" "/rpc/vault/delete_folder" Nobody |s, role| json!({"folder": folder(s).await});
};
