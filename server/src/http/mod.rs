//! What answers on the network: connections with limits, the way to the server functions, and the browser's files.

mod address;
mod answer;
mod assets;
mod connections;
mod cookie;
mod device;
mod dist;
mod frame;
mod gate;
mod health;
mod html;
mod patience;
mod places;
mod protocol;
mod rate;
mod router;
mod rpc;
mod security;
mod site;
mod tls;

pub use address::Peer;
pub use connections::{Draining, Listener, Patience};
pub use dist::{Dist, DistError};
pub use rate::RateLimits;
pub use router::{router, router_with};
pub use site::{Site, Times};
pub use tls::{Tls, TlsError, TlsFiles};
