//! Admin Console.

texts! {
    Console {
        title = "Admin Console",
    }
}
