//! Accounts: how they begin, what they belong to, and how their owners change them.

mod accepting;
mod api_key;
mod apps;
mod making;
mod own;
mod password;
mod places;
mod proof;
mod registration;

pub use accepting::accept;
pub use api_key::{end_api_key, make_api_key};
pub use apps::{keys_of, memberships, own_keys, public_key_of, security_stamp, set_key_id};
pub use making::{NewAccount, make, make_proved};
pub use own::{me, update};
pub use password::{change_kdf, change_password};
pub(super) use places::{record_everywhere, record_everywhere_once};
pub use registration::{finish_registration, proof, start_registration};
