//! Password Manager.

texts! {
    Manager {
        title = "Password Manager",
    }
}
