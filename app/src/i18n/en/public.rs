//! Pages without a session.

texts! {
    Public {
        sign_in = "Sign in",
    }
}
