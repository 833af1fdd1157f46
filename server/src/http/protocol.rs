//! The way to the Bitwarden client protocol.

use super::{
    Peer, Site, address, device,
    frame::{RequestId, Route, Signed},
    places::Place,
    rpc::{self, Limited},
};
use crate::{
    api::paths::RateClass,
    domain::{Context, Device, Error},
    model::{
        error::{ApiError, ErrorCode},
        id::{SessionId, UserId},
    },
    protocol::{self, Call, Client, ENDPOINTS, Endpoint, Incoming, Intake, Pace, Refused},
};
use axum::{
    Router,
    body::{Body, HttpBody as _},
    extract::{RawPathParams, State},
    http::{Request, header},
    response::{IntoResponse as _, Response},
    routing::{MethodFilter, on},
};
use bytes::Bytes;
use futures_util::{Stream, StreamExt as _, stream};
use std::{error::Error as _, io, sync::Arc, time::Duration};
use tokio::time::timeout;

/// The most bytes of a body whose sender is not known: they are not listened to for long.
const STRANGERS_BODY: usize = 64 * 1024;

/// A route for each place of the protocol.
pub(super) fn routes() -> Router<Arc<Site>> {
    ENDPOINTS.iter().fold(Router::new(), |router, endpoint| {
        let filter = match endpoint.method {
            "GET" => MethodFilter::GET,
            "PUT" => MethodFilter::PUT,
            "DELETE" => MethodFilter::DELETE,
            _ => MethodFilter::POST,
        };
        let answer = move |State(site): State<Arc<Site>>, path: RawPathParams, request: Request<Body>| async move {
            let mut signed = None;
            let mut response = match call(&site, endpoint, &path, request, &mut signed).await {
                Ok(response) => response,
                Err(refused) => refused.into_response(),
            };
            response.extensions_mut().insert(Route(endpoint.path));
            if let Some(session) = signed {
                response.extensions_mut().insert(Signed(session));
            }
            response
        };
        router.route(endpoint.path, on(filter, answer))
    })
}

async fn call(
    site: &Site,
    endpoint: &'static Endpoint,
    path: &RawPathParams,
    request: Request<Body>,
    signed: &mut Option<SessionId>,
) -> Result<Response, Refused> {
    let (parts, body) = request.into_parts();
    let address = address::client(parts.extensions.get::<Peer>().copied(), &parts.headers, &site.trusted_proxies);
    site.rates.take_for_address(address, endpoint.class, endpoint.path).map_err(too_many)?;
    let bearer = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).and_then(|value| value.strip_prefix("Bearer "));
    let session = rpc::session_of(site, bearer.map(protocol::access_token)).await.map_err(refused)?;
    let place = match &session {
        Some(session) => {
            *signed = Some(session.id);
            site.rates.take_for_session(session.id, endpoint.class).map_err(too_many)?;
            Some(site.enter(session.user_id).map_err(too_many)?)
        }
        None => None,
    };
    let (body, incoming) = match endpoint.intake {
        Intake::Whole(most) => {
            let most = if session.is_some() { most } else { most.min(STRANGERS_BODY) };
            let within = if endpoint.intake.pace() == Pace::Import { site.times.import } else { site.times.usual };
            (Limited { most, within }.read(&parts.headers, body).await.map_err(refused)?, None)
        }
        // What takes it in asks first who sends it.
        Intake::Streamed => {
            let content_type = parts.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).map(str::to_owned);
            (Bytes::new(), Some(Incoming::new(content_type, patient(body, site.times.usual).boxed())))
        }
    };
    let label = device::label(parts.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default());
    let context = Context::new(site.instance.clone(), session, None, None, Device { address: address.to_string(), label });
    let call = Call {
        context,
        path: path.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
        query: parts.uri.query().unwrap_or_default().to_owned(),
        // As configured: what a client says of it is not believed.
        client: Client { base: site.public.to_string() },
        body,
        incoming,
    };
    let answer = (endpoint.answer)(call).await;
    if endpoint.class != RateClass::Read && answer.is_ok() {
        site.bell.notify_one();
    }
    if let Err(Refused::Domain(error)) = &answer
        && !matches!(error, Error::Refused(_))
    {
        let request_id = parts.extensions.get::<RequestId>().map(|RequestId(id)| id.as_str());
        tracing::error!(request_id, %error, cause = ?error.source(), "a call failed");
    }
    Ok(answer?.map(|body| holding(body, place)))
}

/// An answer that is written while it is read keeps its place among the account's calls until its end.
fn holding(body: Body, place: Option<Place<UserId>>) -> Body {
    if body.size_hint().exact().is_some() {
        return body;
    }
    Body::from_stream(body.into_data_stream().inspect(move |_| {
        let _held = &place;
    }))
}

/// A body that ends with an error when nothing of it comes for a while.
fn patient(body: Body, longest: Duration) -> impl Stream<Item = io::Result<Bytes>> {
    stream::unfold(Some(body.into_data_stream()), move |bytes| async move {
        let mut bytes = bytes?;
        match timeout(longest, bytes.next()).await {
            Ok(Some(Ok(some))) => Some((Ok(some), Some(bytes))),
            Ok(Some(Err(error))) => Some((Err(io::Error::other(error)), None)),
            Ok(None) => None,
            Err(_) => Some((Err(io::ErrorKind::TimedOut.into()), None)),
        }
    })
}

fn refused(refused: super::answer::Refused) -> Refused {
    Refused::Domain(Error::Refused(refused.into_error()))
}

fn too_many(seconds: u32) -> Refused {
    let error = ApiError { retry_after: Some(seconds), ..ApiError::new(ErrorCode::TooMany, "Rate limit exceeded. Try again later.") };
    Refused::Domain(Error::Refused(error))
}
