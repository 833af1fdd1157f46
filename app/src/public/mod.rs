//! Pages without a session.

mod accept;
mod account_form;
mod derivation;
mod fragment;
mod new_password;
mod notice;
mod register;
mod setup;
mod setup_form;
mod sign_in;
mod sign_in_form;

pub use accept::AcceptPage;
pub use derivation::{DerivationForm, DerivationParameters, DerivationPicker};
pub use new_password::{NewPassword, NewPasswordFields};
pub use notice::Notice;
pub use register::RegisterPage;
pub use setup::SetupPage;
pub use sign_in::SignInPage;
