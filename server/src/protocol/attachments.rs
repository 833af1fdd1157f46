//! Files attached to items: announced, then sent as a form; read by a link that needs no header.

use super::{
    call::{Answer, Call, empty, json},
    cipher,
    refused::{Refused, text_response},
};
use crate::{
    domain::items::{self, NewAttachment},
    model::{
        id::{AttachmentId, ItemId},
        key::Ciphertext,
        time::Micros,
    },
    store::attachments::AttachmentRow,
};
use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::atomic::Ordering;

/// The part of the form that is the file.
const DATA: &str = "data";
/// What a form may have around the file.
const AROUND: u64 = 256 * 1024;

/// An attachment in the protocol's form. With a word, its address is a link that can be followed.
pub(super) fn view(base: &str, item: ItemId, file: &AttachmentRow, word: Option<&str>) -> Value {
    let place = format!("{base}/api/ciphers/{item}/attachment/{}", file.id);
    let url = word.map_or_else(|| place.clone(), |word| format!("{place}/file/{word}"));
    json!({
        "id": file.id, "url": url, "fileName": file.file_name, "key": file.key, "size": file.size.to_string(), "sizeName": size_name(file.size),
        "object": "attachment",
    })
}

/// A size in words that people read.
fn size_name(size: u32) -> String {
    const UNITS: [&str; 3] = ["KB", "MB", "GB"];
    let mut number = f64::from(size);
    let mut name = "Bytes";
    for unit in UNITS {
        if number < 1024.0 {
            break;
        }
        number /= 1024.0;
        name = unit;
    }
    if name == "Bytes" { format!("{size} Bytes") } else { format!("{number:.2} {name}") }
}

fn details(call: &Call, item: &items::OwnedItem) -> String {
    let mut text = String::new();
    cipher::write(&mut text, &call.context.instance().public_url, item);
    text
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Announced {
    key: Ciphertext,
    file_name: Ciphertext,
    /// Older clients send a text.
    file_size: Value,
    last_known_revision_date: Option<String>,
}

/// Announces a file.
pub(super) async fn announce(call: Call) -> Answer {
    let item = call.id("id")?;
    let Announced { key, file_name, file_size, last_known_revision_date } = call.json()?;
    let size = file_size.as_u64().or_else(|| file_size.as_str()?.parse().ok());
    let size = size.ok_or_else(|| Refused::malformed("The size of the file is missing. Update your app."))?;
    let known_at = last_known_revision_date.as_deref().and_then(Micros::parse);
    let row = items::attach(&call.context, item, NewAttachment { file_name, key, size, known_at }).await?;
    let (id, base) = (row.id, &call.context.instance().public_url);
    // The client keeps this answer as the item that it will be once the file has arrived.
    let mut after = items::one(&call.context, item).await?;
    after.row.attachments.push(row);
    let details = details(&call, &after);
    let text = format!(
        "{{\"attachmentId\":\"{id}\",\"url\":\"{base}/api/ciphers/{item}/attachment/{id}\",\"fileUploadType\":0,\"cipherResponse\":{details},\"cipherMiniResponse\":null,\"object\":\"attachment-fileUpload\"}}"
    );
    Ok(text_response(StatusCode::OK, text))
}

/// Takes in an announced file.
pub(super) async fn upload(mut call: Call) -> Answer {
    let (item, id) = (call.id("id")?, call.id::<AttachmentId>("attachment")?);
    let expected = items::expect(&call.context, item, id).await?;
    let form = || Refused::malformed("The file was expected as a form. Update your app.");
    let (mut parts, begun) = call.incoming.take().and_then(|incoming| incoming.form(expected.size(), AROUND)).ok_or_else(form)?;
    while let Some(part) = parts.next_field().await.map_err(|_| form())? {
        if part.name() == Some(DATA) {
            begun.store(true, Ordering::Relaxed);
            items::receive(&call.context, expected, part).await?;
            return Ok(empty());
        }
    }
    Err(form())
}

/// What is known of a file, with a link to it.
pub(super) async fn read(call: Call) -> Answer {
    let item = call.id("id")?;
    let (file, word) = items::link(&call.context, item, call.id("attachment")?).await?;
    Ok(json(&view(&call.context.instance().public_url, item, &file, Some(&word))))
}

/// The file itself, for whoever has the link.
pub(super) async fn download(call: Call) -> Answer {
    let word = call.path.get("word").map(String::as_str).unwrap_or_default();
    let (size, bytes) = items::follow(&call.context, call.id("id")?, call.id("attachment")?, word).await?;
    let mut response = Response::new(Body::from_stream(bytes));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_LENGTH, size.into());
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// Takes a file off an item.
pub(super) async fn delete(call: Call) -> Answer {
    let item = call.id("id")?;
    items::detach(&call.context, item, call.id("attachment")?).await?;
    let details = details(&call, &items::one(&call.context, item).await?);
    Ok(text_response(StatusCode::OK, format!("{{\"cipher\":{details}}}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_read_well() {
        assert_eq!([0, 81, 1023, 1024, 1_572_864, 4_294_967_295].map(size_name), ["0 Bytes", "81 Bytes", "1023 Bytes", "1.00 KB", "1.50 MB", "4.00 GB"]);
    }
}
