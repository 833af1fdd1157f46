//! Files travel by the client protocol: a server function takes no more than fits in memory at once.

use js_sys::{Array, ArrayBuffer};
use leptos::prelude::window;
use serde_json::{Value, json};
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
}

/// Announces a file: its id.
pub(super) async fn announce(item: String, file: Sealed) -> Result<String, ApiError> {
    let body = json!({ "fileName": file.name, "key": file.key, "fileSize": file.bytes.byte_length() });
    let answer = send("POST", &format!("/api/ciphers/{item}/attachment/v2"), Body::Json(body)).await?;
    text_of(&answer, "attachmentId").await
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
    let link = text_of(&known, "url").await?;
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
    Json(Value),
    Form(FormData),
}

async fn send(method: &str, path: &str, body: Body) -> Result<Response, ApiError> {
    let (init, mut bearer) = (RequestInit::new(), None);
    init.set_method(method);
    let is_json = matches!(body, Body::Json(_));
    match body {
        Body::None => {}
        Body::Json(value) => init.set_body(&JsValue::from_str(&value.to_string())),
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

async fn text_of(response: &Response, field: &str) -> Result<String, ApiError> {
    let value = parsed(response).await.unwrap_or_default();
    value.get(field).and_then(Value::as_str).map(str::to_owned).ok_or_else(|| ApiError::new(ErrorCode::Internal, t().vault_item.file_unanswered))
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
    let said = parsed(response).await.unwrap_or_default();
    ApiError::new(code, said.get("message").and_then(Value::as_str).unwrap_or(t().vault_item.file_unanswered))
}

async fn parsed(response: &Response) -> Option<Value> {
    let text = JsFuture::from(response.text().ok()?).await.ok()?.as_string()?;
    serde_json::from_str(&text).ok()
}

/// What never got through.
fn lost(_: JsValue) -> ApiError {
    ApiError::new(ErrorCode::Unreachable, "")
}
