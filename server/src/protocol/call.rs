use super::refused::{Refused, json_response};
use crate::domain::Context;
use axum::{body::Body, http::StatusCode, response::Response};
use bytes::Bytes;
use futures_util::{StreamExt as _, stream::BoxStream};
use multer::{Constraints, Multipart, SizeLimit};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::{
    collections::BTreeMap,
    io,
    str::FromStr,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

/// What the app that calls says of itself.
#[derive(Clone, Debug, Default)]
pub struct Client {
    /// The public address of this server as the app knows it, without a slash at the end.
    pub base: String,
}

/// A call of the protocol.
pub struct Call {
    pub context: Context,
    /// The named parts of the path.
    pub path: BTreeMap<String, String>,
    /// What follows the path, as it was sent.
    pub query: String,
    pub client: Client,
    pub body: Bytes,
    /// The body where it is not read beforehand.
    pub incoming: Option<Incoming>,
}

/// A body that is taken in while it comes.
pub struct Incoming {
    content_type: Option<String>,
    // A call is lent to several threads; what reads it takes it out.
    bytes: Mutex<BoxStream<'static, io::Result<Bytes>>>,
}

impl Incoming {
    /// A body of that content type.
    pub fn new(content_type: Option<String>, bytes: BoxStream<'static, io::Result<Bytes>>) -> Self {
        Self { content_type, bytes: Mutex::new(bytes) }
    }

    /// As a form with a file of so many bytes and some more around it. None: it is none. Whoever reads it says when the file begins:
    /// what comes before is kept in memory as a whole, so it may only be what belongs around a file.
    pub(super) fn form(self, file: u64, around: u64) -> Option<(Multipart<'static>, Arc<AtomicBool>)> {
        let boundary = multer::parse_boundary(self.content_type?).ok()?;
        let begun = Arc::new(AtomicBool::new(false));
        let (is_begun, mut before) = (begun.clone(), 0_u64);
        let bytes = self.bytes.into_inner().unwrap_or_else(PoisonError::into_inner).map(move |some| {
            let some = some?;
            if !is_begun.load(Ordering::Relaxed) {
                before = before.saturating_add(some.len() as u64);
                if before > around {
                    return Err(io::Error::from(io::ErrorKind::FileTooLarge));
                }
            }
            Ok(some)
        });
        let limit = Constraints::new().size_limit(SizeLimit::new().whole_stream(file.saturating_add(around)));
        Some((Multipart::with_constraints(bytes, boundary, limit), begun))
    }
}

pub(super) type Answer = Result<Response, Refused>;

impl Call {
    /// An id in the path. One that is none names nothing.
    pub(super) fn id<T: FromStr>(&self, name: &str) -> Result<T, Refused> {
        self.path.get(name).and_then(|text| text.parse().ok()).ok_or_else(|| Refused::Domain(crate::domain::Error::not_found()))
    }

    /// An id in what follows the path.
    pub(super) fn query<T: FromStr>(&self, name: &str) -> Result<T, Refused> {
        let value = form_urlencoded::parse(self.query.as_bytes()).find(|(known, _)| known.eq_ignore_ascii_case(name)).and_then(|(_, value)| value.parse().ok());
        value.ok_or_else(|| Refused::Domain(crate::domain::Error::not_found()))
    }

    /// The body as JSON.
    pub(super) fn json<T: DeserializeOwned>(&self) -> Result<T, Refused> {
        serde_json::from_slice(&self.body).map_err(|_| Refused::malformed("The request is not in the form of this server's protocol. Update your app."))
    }

    /// The body as a form. Names are in lower case without underscores: clients write them in several ways.
    pub(super) fn form(&self) -> BTreeMap<String, String> {
        form(&self.body)
    }
}

fn form(text: &[u8]) -> BTreeMap<String, String> {
    form_urlencoded::parse(text).map(|(name, value)| (name.replace('_', "").to_ascii_lowercase(), value.into_owned())).collect()
}

pub(super) fn json(body: &Value) -> Response {
    json_response(StatusCode::OK, body)
}

pub(super) fn empty() -> Response {
    Response::new(Body::empty())
}
