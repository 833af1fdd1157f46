//! Starts Castellan in the browser.

use leptos::prelude::{document, mount_to_body};

fn main() {
    console_error_panic_hook::set_once();
    mount_to_body(app::App);
    if let Some(body) = document().body() {
        // Tests and the loading screen wait for this mark. The attribute name is valid, so it cannot fail.
        let _ = body.set_attribute("data-ready", "");
    }
    app::parts::prefetch();
}
