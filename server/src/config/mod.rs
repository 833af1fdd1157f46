//! What an operator decides: one table of settings, read from the environment and a file. What is not understood is refused at the start.

mod agreement;
mod files;
mod network;
mod origin;
mod secret;
mod settings;
mod source;
mod table;

pub use agreement::demand_shared_secret;
pub use network::Network;
pub use origin::PublicUrl;
pub use secret::{forget_setup_token, load_or_make_secret, load_or_make_setup_token, make_private_file};
pub use settings::{Config, Limits, LogFormat, MailRoute, SmtpSecurity, SmtpUrl};
pub use source::{ConfigError, Source};
pub use table::{SETTINGS, Setting, document};
