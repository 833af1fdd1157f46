use leptos::prelude::window;
use wasm_bindgen::JsValue;

/// The token of a mailed link. It stands in the fragment, which never reaches a server, and leaves the address bar at once.
pub(super) fn take_token() -> Option<String> {
    let location = window().location();
    let fragment = location.hash().ok()?;
    let token = fragment.trim_start_matches('#').trim_start_matches("token=").trim().to_owned();
    if token.is_empty() {
        return None;
    }
    let path = format!("{}{}", location.pathname().unwrap_or_default(), location.search().unwrap_or_default());
    // Without a history the address keeps the token; it works only once anyway.
    if let Ok(history) = window().history() {
        let state = history.state().unwrap_or(JsValue::NULL);
        let _ = history.replace_state_with_url(&state, "", Some(&path));
    }
    Some(token)
}
