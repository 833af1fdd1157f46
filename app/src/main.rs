//! Starts Castellan in the browser.

use leptos::prelude::{document, mount_to_body};

fn main() {
    // Where it stopped, and not with which words: those may come from what somebody typed or decrypted.
    std::panic::set_hook(Box::new(|panic| {
        if let Some(place) = panic.location() {
            leptos::logging::error!("Castellan stopped at {place}");
        }
    }));
    mount_to_body(app::App);
    if let Some(body) = document().body() {
        // Tests and the loading screen wait for this mark. The attribute name is valid, so it cannot fail.
        let _ = body.set_attribute("data-ready", "");
    }
    app::parts::prefetch();
}
