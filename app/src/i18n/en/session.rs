//! Signing in, locking and unlocking.

texts! {
    Session {
        locked = "Locked",
    }
}
