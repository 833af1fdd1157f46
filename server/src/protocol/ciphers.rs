//! Items one by one.

use super::{
    call::{Answer, Call, empty},
    cipher::{self, Sent},
    refused::{Refused, text_response},
};
use crate::{
    domain::{accounts, items},
    model::id::{CollectionId, FolderId, ItemId},
};
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::Value;

/// How many items one call may name.
const MANY: usize = 500;

async fn details(call: &Call, item: ItemId) -> Result<String, Refused> {
    let mut text = String::new();
    cipher::write(&mut text, &call.context.instance().public_url, &items::one(&call.context, item).await?);
    Ok(text)
}

async fn answer(call: &Call, item: ItemId) -> Answer {
    Ok(text_response(StatusCode::OK, details(call, item).await?))
}

async fn sent(call: &Call, cipher: Value) -> Result<Sent, Refused> {
    Sent::parse(cipher, &accounts::own_keys(&call.context).await?)
}

/// An item.
pub(super) async fn read(call: Call) -> Answer {
    let item = call.id("id")?;
    answer(&call, item).await
}

/// A new item of one's own.
pub(super) async fn create(call: Call) -> Answer {
    let sent = sent(&call, call.json()?).await?;
    let item = items::create_item(&call.context, sent.new_item(Vec::new())?).await?;
    answer(&call, item).await
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct InCollections {
    cipher: Value,
    collection_ids: Vec<CollectionId>,
}

/// A new item in collections.
pub(super) async fn create_in_collections(call: Call) -> Answer {
    let InCollections { cipher, collection_ids } = call.json()?;
    let sent = sent(&call, cipher).await?;
    let item = items::create_item(&call.context, sent.new_item(collection_ids)?).await?;
    answer(&call, item).await
}

/// New content.
pub(super) async fn update(call: Call) -> Answer {
    let (item, sent) = (call.id("id")?, sent(&call, call.json()?).await?);
    items::update(&call.context, item, sent.change()?).await?;
    answer(&call, item).await
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Partial {
    folder_id: Option<FolderId>,
    #[serde(default)]
    favorite: bool,
}

/// The folder and the favourite mark alone: also for those who may only view the item.
pub(super) async fn update_partial(call: Call) -> Answer {
    let item = call.id("id")?;
    let Partial { folder_id, favorite } = call.json()?;
    items::mark(&call.context, item, move |marks| crate::store::items::Marks { folder: folder_id, is_favorite: favorite, ..marks }).await?;
    answer(&call, item).await
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Collections {
    collection_ids: Vec<CollectionId>,
}

/// Which collections an item is in.
pub(super) async fn collections(call: Call) -> Answer {
    let item = call.id("id")?;
    let Collections { collection_ids } = call.json()?;
    items::change_collections(&call.context, item, collection_ids).await?;
    let details = details(&call, item).await?;
    Ok(text_response(StatusCode::OK, format!("{{\"unavailable\":false,\"cipher\":{details},\"object\":\"optionalCipherDetails\"}}")))
}

/// From one's own vault into an organization.
pub(super) async fn share(call: Call) -> Answer {
    let item = call.id("id")?;
    let InCollections { cipher, collection_ids } = call.json()?;
    let sent = sent(&call, cipher).await?;
    let organization = sent.organization()?.ok_or_else(|| Refused::malformed("Choose an organization."))?;
    items::share(&call.context, item, organization, sent.change()?, collection_ids).await?;
    answer(&call, item).await
}

/// Into the trash.
pub(super) async fn trash(call: Call) -> Answer {
    items::trash(&call.context, vec![call.id("id")?]).await?;
    Ok(empty())
}

/// Out of the trash.
pub(super) async fn restore(call: Call) -> Answer {
    let item = call.id("id")?;
    items::restore(&call.context, vec![item]).await?;
    answer(&call, item).await
}

/// Gone for good.
pub(super) async fn destroy(call: Call) -> Answer {
    items::destroy(&call.context, vec![call.id("id")?]).await?;
    Ok(empty())
}

#[derive(Deserialize)]
struct Many {
    ids: Vec<ItemId>,
}

impl Many {
    fn of(call: &Call) -> Result<Vec<ItemId>, Refused> {
        let Self { ids } = call.json()?;
        if ids.len() > MANY { Err(Refused::malformed("These are too many items at once. Choose at most 500.")) } else { Ok(ids) }
    }
}

/// Each item by itself: what was marked before one that is gone stays so.
pub(super) async fn archive(call: Call) -> Answer {
    let at = Some(call.context.now());
    mark_many(call, move |marks| crate::store::items::Marks { archived_at: at, ..marks }).await
}

/// Out of the archive.
pub(super) async fn unarchive(call: Call) -> Answer {
    mark_many(call, |marks| crate::store::items::Marks { archived_at: None, ..marks }).await
}

async fn mark_many(call: Call, marks: impl Fn(crate::store::items::Marks) -> crate::store::items::Marks + Clone + Send + Sync + 'static) -> Answer {
    let items = Many::of(&call)?;
    for item in &items {
        items::mark(&call.context, *item, marks.clone()).await?;
    }
    answer_many(&call, items).await
}

async fn answer_many(call: &Call, items: Vec<ItemId>) -> Answer {
    let mut list = String::from("{\"data\":[");
    for (index, item) in items.into_iter().enumerate() {
        if index > 0 {
            list.push(',');
        }
        list.push_str(&details(call, item).await?);
    }
    list.push_str("],\"continuationToken\":null,\"object\":\"list\"}");
    Ok(text_response(StatusCode::OK, list))
}

/// Several into the trash.
pub(super) async fn trash_many(call: Call) -> Answer {
    items::trash(&call.context, Many::of(&call)?).await?;
    Ok(empty())
}

/// Several out of the trash.
pub(super) async fn restore_many(call: Call) -> Answer {
    let items = Many::of(&call)?;
    items::restore(&call.context, items.clone()).await?;
    answer_many(&call, items).await
}

/// Several gone for good.
pub(super) async fn destroy_many(call: Call) -> Answer {
    items::destroy(&call.context, Many::of(&call)?).await?;
    Ok(empty())
}
