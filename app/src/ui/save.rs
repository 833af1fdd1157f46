use js_sys::{Array, ArrayBuffer};
use leptos::prelude::{document, set_timeout};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// Hands a text to the browser as a file to keep.
pub fn save_text(name: &str, kind: &str, content: &str) {
    // Each step fails only without a document or without memory; then there is nothing to save to.
    let _ = try_save(name, kind, &JsValue::from_str(content));
}

/// Hands bytes to the browser as a file to keep. It is not told what they are: nothing of them is ever shown as a page.
pub fn save_bytes(name: &str, content: &ArrayBuffer) {
    let _ = try_save(name, "application/octet-stream", content);
}

fn try_save(name: &str, kind: &str, content: &JsValue) -> Result<(), JsValue> {
    /// Long enough for the browser to have begun reading.
    const KEEP: std::time::Duration = std::time::Duration::from_secs(30);
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(content), &options)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&address);
    link.set_download(name);
    link.click();
    set_timeout(move || drop(Url::revoke_object_url(&address)), KEEP);
    Ok(())
}
