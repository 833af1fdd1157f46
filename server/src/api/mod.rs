//! Server functions: the signatures are compiled for browser and server, the bodies for the server alone.
//! They translate and decide nothing; each body names the domain function that answers.

/// Names the domain function that answers. Used as the one line of each body.
#[cfg(feature = "backend")]
macro_rules! serve {
    ($answer:path, $request:expr) => {{
        let context = crate::api::context::current()?;
        crate::api::context::answer($answer(&context, $request).await)
    }};
}

pub mod account;
pub mod client;
pub mod clients;
pub mod collections;
pub mod events;
pub mod groups;
pub mod imports;
pub mod items;
pub mod live;
pub mod members;
pub mod organizations;
pub mod people;
pub mod providers;
pub mod registration;
pub mod rotation;
pub mod session;
pub mod setup;
pub mod vault;
mod wire;

#[cfg(feature = "backend")]
pub mod context;
#[cfg(feature = "backend")]
pub mod paths;
