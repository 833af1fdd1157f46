//! Who is signed in, what the server is asked, and whether the keys are in memory.
//!
//! Two levels: *signed in* (an access token is in memory) and *unlocked* (the key worker holds the keys).
//! Pages ask through [`Session::call`], which keeps the token fresh and asks the person to prove his identity where the
//! server wants it, and through [`Session::unlock`], which asks for the master password only when a key is needed.

mod access;
mod call;
mod idle;
mod keys;
mod keys_of_account;
mod organization_key;
mod prompt;
mod remembered;
mod sign_in;
mod state;

pub use call::new_idempotency_key;
pub use keys::{KeyError, ask, ask_for_bytes, ask_with, tell};
pub use keys_of_account::{Rewrap, make_account, make_first_admin, prewarm};
pub use prompt::PasswordPrompt;
pub use remembered::{IdleMinutes, last_email};
pub use sign_in::{SignInError, worker_kdf};
pub use state::{Lock, Phase, Session, as_shown, show_client, showing, shown_client};
