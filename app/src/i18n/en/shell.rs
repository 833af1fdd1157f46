//! The frame of every page.

texts! {
    Shell {
        product = "Castellan",
        page_not_found = "There is no page at this address",
        page_not_found_hint = "The link may be old, or mistyped.",
    }
}
