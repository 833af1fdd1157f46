//! Files travel by the client protocol: a server function takes no more than fits in memory at once.

use js_sys::{Array, ArrayBuffer};
use leptos::prelude::window;
use serde::{Deserialize, Serialize};
use server::{
    api::client::set_headers,
    model::error::{ApiError, ErrorCode},
};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, FormData, Request, RequestInit, Response};

use crate::i18n::t;

/// A file as it is to be attached: all of it encrypted.
#[derive(Clone)]
pub(super) struct Sealed {
    pub(super) name: String,
    pub(super) key: String,
    pub(super) bytes: ArrayBuffer,
    /// Which state of the item its key was taken from, ISO 8601.
    pub(super) known_at: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Announcement<'f> {
    file_name: &'f str,
    key: &'f str,
    file_size: u32,
    last_known_revision_date: Option<&'f str>,
}

/// What the answers say that is used here.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Said {
    attachment_id: Option<String>,
    url: Option<String>,
    message: Option<String>,
}

/// Announces a file: its id.
pub(super) async fn announce(item: String, file: Sealed) -> Result<String, ApiError> {
    let announcement =
        Announcement { file_name: &file.name, key: &file.key, file_size: file.bytes.byte_length(), last_known_revision_date: file.known_at.as_deref() };
    let body = serde_json::to_string(&announcement).map_err(|_| unanswered())?;
    let answer = send("POST", &format!("/api/ciphers/{item}/attachment/v2"), Body::Json(body)).await?;
    said(&answer).await.attachment_id.ok_or_else(unanswered)
}

/// Sends an announced file.
pub(super) async fn upload(item: String, id: String, file: Sealed) -> Result<(), ApiError> {
    let form = FormData::new().map_err(lost)?;
    let blob = Blob::new_with_buffer_source_sequence(&Array::of1(&file.bytes)).map_err(lost)?;
    form.append_with_blob_and_filename("data", &blob, &id).map_err(lost)?;
    send("POST", &format!("/api/ciphers/{item}/attachment/{id}"), Body::Form(form)).await.map(drop)
}

/// Fetches an attached file, encrypted as it is.
pub(super) async fn download(item: String, id: String) -> Result<ArrayBuffer, ApiError> {
    let known = send("GET", &format!("/api/ciphers/{item}/attachment/{id}"), Body::None).await?;
    let link = said(&known).await.url.ok_or_else(unanswered)?;
    // Whatever name the server gives itself: this page came from there.
    let path = web_sys::Url::new(&link).map_err(lost)?.pathname();
    let file = send("GET", &path, Body::None).await?;
    JsFuture::from(file.array_buffer().map_err(lost)?).await.map_err(lost)?.dyn_into().map_err(lost)
}

/// Takes a file off its item.
pub(super) async fn remove(item: String, id: String) -> Result<(), ApiError> {
    send("DELETE", &format!("/api/ciphers/{item}/attachment/{id}"), Body::None).await.map(drop)
}

enum Body {
    None,
    Json(String),
    Form(FormData),
}

async fn send(method: &str, path: &str, body: Body) -> Result<Response, ApiError> {
    let (init, mut bearer) = (RequestInit::new(), None);
    init.set_method(method);
    let is_json = matches!(body, Body::Json(_));
    match body {
        Body::None => {}
        Body::Json(text) => init.set_body(&JsValue::from_str(&text)),
        Body::Form(form) => init.set_body(&form),
    }
    let request = Request::new_with_str_and_init(path, &init).map_err(lost)?;
    set_headers(|headers| bearer.clone_from(&headers.bearer));
    if let Some(token) = bearer {
        request.headers().set("authorization", &format!("Bearer {token}")).map_err(lost)?;
    }
    if is_json {
        request.headers().set("content-type", "application/json").map_err(lost)?;
    }
    let response: Response = JsFuture::from(window().fetch_with_request(&request)).await.map_err(lost)?.dyn_into().map_err(lost)?;
    if response.ok() { Ok(response) } else { Err(refusal(&response).await) }
}

async fn refusal(response: &Response) -> ApiError {
    let code = match response.status() {
        400 | 413 => ErrorCode::Invalid,
        401 => ErrorCode::SignedOut,
        404 => return ApiError::new(ErrorCode::NotFound, t().vault_item.file_gone),
        429 => ErrorCode::TooMany,
        503 => ErrorCode::Unavailable,
        _ => ErrorCode::Internal,
    };
    match said(response).await.message {
        Some(message) => ApiError::new(code, message),
        None => ApiError::new(code, t().vault_item.file_unanswered),
    }
}

async fn said(response: &Response) -> Said {
    let text = async { JsFuture::from(response.text().ok()?).await.ok()?.as_string() };
    text.await.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

fn unanswered() -> ApiError {
    ApiError::new(ErrorCode::Internal, t().vault_item.file_unanswered)
}

/// What never got through.
fn lost(_: JsValue) -> ApiError {
    ApiError::new(ErrorCode::Unreachable, "")
}
