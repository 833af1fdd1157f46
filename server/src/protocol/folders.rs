//! One's own folders.

use super::{
    call::{Answer, Call, empty, json},
    moment,
};
use crate::{domain::items, model::key::Ciphertext, store::folders::FolderRow};
use serde::Deserialize;
use serde_json::{Value, json};

pub(super) fn view(folder: &FolderRow) -> Value {
    json!({ "id": folder.id, "name": folder.name, "revisionDate": moment::text(folder.revised_at), "object": "folder" })
}

#[derive(Deserialize)]
struct Named {
    name: Ciphertext,
}

pub(super) async fn read(call: Call) -> Answer {
    Ok(json(&view(&items::read_folder(&call.context, call.id("id")?).await?)))
}

pub(super) async fn create(call: Call) -> Answer {
    let Named { name } = call.json()?;
    Ok(json(&view(&items::create_folder(&call.context, name).await?)))
}

pub(super) async fn rename(call: Call) -> Answer {
    let Named { name } = call.json()?;
    Ok(json(&view(&items::rename_folder(&call.context, call.id("id")?, name).await?)))
}

pub(super) async fn delete(call: Call) -> Answer {
    items::delete_folder(&call.context, call.id("id")?).await?;
    Ok(empty())
}
