//! Calls about imports. Every client has one that is held; where it must be the caller's, it is made his.

use crate::{calls::Case, cases, csv::Column, principals::pin, support::WRAPPED};
use serde_json::{Value, json};
use server::{model::id::ImportId, store::sql};

/// States as the store has them.
const SENDING: i64 = 0;
const HELD: i64 = 1;

/// An import of the caller's that has not arrived yet.
async fn empty(stage: &crate::principals::Stage<'_>) {
    stage.send_import(SENDING).await;
    for table in ["DELETE FROM import_items WHERE import_id = $1", "DELETE FROM import_parts WHERE import_id = $1"] {
        stage.world.execute(sql(table).bind(stage.import)).await;
    }
}

/// What is sent for a provider goes into a new collection.
fn into(stage: &crate::principals::Stage<'_>) -> Value {
    if matches!(stage.column, Column::ProviderAdmin | Column::ServiceUser) { json!({"New": WRAPPED}) } else { json!({"Existing": stage.collection}) }
}

fn item() -> Value {
    let content = json!({"type": 1, "key": WRAPPED, "name": WRAPPED, "login": {"username": WRAPPED, "password": WRAPPED}});
    json!({"collections": [0], "content": content.to_string()})
}

pub const CASES: &[Case] = cases! {
    "client.import" "/rpc/imports/key_ticket" Nobody |s, role| json!({"organization": s.client});
    "client.import" "/rpc/imports/app_ticket" Nobody |s, role| json!({"organization": s.client});
    "client.import" "/rpc/imports/begin" Nobody |s, role| {
        s.manage().await;
        json!({
            "organization": s.client, "import": ImportId::make(), "ticket": s.import_ticket().await, "format": "bitwarden-json", "file_hash": pin(),
            "counts": {"rows_read": 1, "not_understood": 0, "twice": 0, "left_out": 0}, "items": 1, "parts": 1,
            "collections": [into(s)], "reference": ""
        })
    };
    "client.import" "/rpc/imports/send" Nobody |s, role| {
        empty(s).await;
        json!({"organization": s.client, "import": s.import, "part": 0, "items": [item()]})
    };
    "client.import" "/rpc/imports/finish" Nobody |s, role| {
        s.send_import(SENDING).await;
        json!({"organization": s.client, "import": s.import})
    };
    "client.import.list" "/rpc/imports/list" Nobody |s, role| json!({"organization": s.client});
    "client.import.withdraw" "/rpc/imports/withdraw" Nobody |s, role| {
        s.send_import(HELD).await;
        json!({"organization": s.client, "import": s.import})
    };
    // Half sent, too.
    "client.import.withdraw" "/rpc/imports/withdraw" Nobody |s, role| {
        s.send_import(SENDING).await;
        json!({"organization": s.client, "import": s.import})
    };
    "client.import.accept" "/rpc/imports/items" Nobody |s, role| json!({"organization": s.client, "import": s.import});
    "client.import.accept" "/rpc/imports/accept" Nobody |s, role| json!({"organization": s.client, "import": s.import, "duplicates": []});
};
