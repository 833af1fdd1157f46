use super::{Site, assets, frame, health, protocol, rpc};
use axum::{
    Router,
    middleware::from_fn_with_state,
    routing::{any, get},
};
use std::sync::Arc;

/// Every route of the server.
pub fn router(site: Arc<Site>) -> Router {
    router_with(site, Router::new())
}

/// Every route of the server and some more, in the same frame.
pub fn router_with(site: Arc<Site>, more: Router<Arc<Site>>) -> Router {
    Router::new()
        .route("/rpc/{*path}", any(rpc::answer))
        .route("/health/live", get(health::live))
        .route("/health/ready", get(health::ready))
        .merge(protocol::routes())
        .merge(more)
        .fallback(assets::answer)
        .layer(from_fn_with_state(site.clone(), frame::around))
        .with_state(site)
}
