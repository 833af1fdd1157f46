//! Pages without a session.

mod accept;
mod register;
mod setup;
mod sign_in;

pub use accept::AcceptPage;
pub use register::RegisterPage;
pub use setup::SetupPage;
pub use sign_in::SignInPage;
