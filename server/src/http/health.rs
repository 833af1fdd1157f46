use super::{Site, frame::Route};
use crate::store::sql;
use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use std::sync::Arc;

/// The process answers.
pub(super) async fn live() -> Response {
    plain(StatusCode::OK, "live\n")
}

/// The process and its database answer.
pub(super) async fn ready(State(site): State<Arc<Site>>) -> Response {
    let read = async { site.instance.store.read().await?.one(sql("SELECT COUNT(*) AS n FROM installation")).await };
    match read.await {
        Ok(_) => plain(StatusCode::OK, "ready\n"),
        Err(error) => {
            tracing::warn!(%error, cause = ?std::error::Error::source(&error), "the database does not answer");
            plain(StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n")
        }
    }
}

fn plain(status: StatusCode, text: &'static str) -> Response {
    let mut response = (status, [(header::CACHE_CONTROL, "no-store")], text).into_response();
    response.extensions_mut().insert(Route("health"));
    response
}
