//! Provider Portal.

texts! {
    Portal {
        title = "Provider Portal",
    }
}
