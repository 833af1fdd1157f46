//! The component gallery.

texts! {
    Gallery {
        title = "Components",
    }
}
