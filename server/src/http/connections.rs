use super::{
    Peer,
    address::household,
    patience::{Answering, Patient},
    places::{Place, Places},
    tls::Tls,
};
use crate::config::{Limits, Network};
use axum::{Router, http::Request};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::{GracefulShutdown, Watcher},
};
use std::{
    io,
    net::{IpAddr, SocketAddr},
    sync::Arc,
    time::Duration,
};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::{TcpListener, TcpStream},
    time::{sleep, timeout},
};
use tower::ServiceExt as _;

/// How long connections may take.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// For the head of a request.
    pub head: Duration,
    /// Between two requests.
    pub idle: Duration,
    /// For the other end to take some of an answer.
    pub stalled: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { head: Duration::from_secs(10), idle: Duration::from_mins(1), stalled: Duration::from_secs(30) }
    }
}

const HEADERS: usize = 64;
const HEAD_BYTES: usize = 16 * 1024;

/// A socket that listens, with TLS or without. HTTP/1.1 alone: HTTP/2 is a proxy's.
pub struct Listener {
    socket: TcpListener,
    limits: Limits,
    trusted_proxies: Vec<Network>,
    patience: Patience,
    tls: Option<Tls>,
}

/// Connections that are still open after the listener has stopped.
pub struct Draining(GracefulShutdown);

impl Draining {
    /// Waits until they are done, but not longer than this.
    pub async fn finish(self, longest: Duration) {
        if timeout(longest, self.0.shutdown()).await.is_err() {
            tracing::warn!("some connections were still open and are cut");
        }
    }
}

impl Listener {
    /// Opens the socket.
    pub async fn bind(address: SocketAddr, limits: Limits, trusted_proxies: Vec<Network>) -> io::Result<Self> {
        Ok(Self { socket: TcpListener::bind(address).await?, limits, trusted_proxies, patience: Patience::default(), tls: None })
    }

    /// With other times.
    #[must_use]
    pub fn with_patience(self, patience: Patience) -> Self {
        Self { patience, ..self }
    }

    /// Over TLS.
    #[must_use]
    pub fn with_tls(self, tls: Option<Tls>) -> Self {
        Self { tls, ..self }
    }

    /// Where it listens.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.socket.local_addr()
    }

    /// Answers with the router until the signal comes.
    pub async fn serve(self, router: Router, stop: impl Future<Output = ()>) -> Draining {
        let open = Arc::new(Places::default());
        let graceful = GracefulShutdown::new();
        let mut stop = std::pin::pin!(stop);
        loop {
            let accepted = tokio::select! {
                accepted = self.socket.accept() => accepted,
                () = &mut stop => break,
            };
            match accepted {
                Ok((stream, peer)) => {
                    let limit = if self.is_proxy(peer.ip()) { self.limits.connections } else { self.limits.connections_per_address };
                    match enter(&open, peer.ip(), self.limits.connections, limit) {
                        Some(place) => self.answer(stream, peer, router.clone(), &graceful, place),
                        // Dropping it closes it; the log would only help who floods it.
                        None => drop(stream),
                    }
                }
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be accepted");
                    // Out of file descriptors, most likely: some will be free again soon.
                    sleep(Duration::from_millis(50)).await;
                }
            }
        }
        Draining(graceful)
    }

    fn is_proxy(&self, address: IpAddr) -> bool {
        self.trusted_proxies.iter().any(|network| network.contains(address))
    }

    fn answer(&self, stream: TcpStream, peer: SocketAddr, router: Router, graceful: &GracefulShutdown, place: Place<IpAddr>) {
        // Answers are written in one piece; waiting for more to fill a packet would only delay them.
        let _ = stream.set_nodelay(true);
        let (patience, watcher) = (self.patience, graceful.watcher());
        let Some(tls) = self.tls.clone() else {
            tokio::spawn(speak(stream, peer, router, patience, watcher, place));
            return;
        };
        tokio::spawn(async move {
            match tls.accept(stream).await {
                Ok(stream) => speak(stream, peer, router, patience, watcher, place).await,
                Err(error) => tracing::trace!(%error, "no TLS was agreed on"),
            }
        });
    }
}

/// Counts a connection for the household that it comes from.
fn enter(open: &Arc<Places<IpAddr>>, address: IpAddr, most: usize, most_of_household: usize) -> Option<Place<IpAddr>> {
    Places::enter(open, household(address), most, most_of_household)
}

/// Answers what comes over a connection until it ends.
async fn speak<S>(stream: S, peer: SocketAddr, router: Router, patience: Patience, watcher: Watcher, place: Place<IpAddr>)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let _place = place;
    let answering = Answering::default();
    let io = TokioIo::new(Patient::new(stream, answering.clone(), patience));
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(Peer(peer));
        let guard = answering.begin();
        let answer = router.clone().oneshot(request);
        async move {
            let _guard = guard;
            answer.await
        }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(patience.idle)
        .max_headers(HEADERS)
        .max_buf_size(HEAD_BYTES)
        .serve_connection(io, service);
    if let Err(error) = watcher.watch(connection).await {
        tracing::trace!(%error, "a connection ended early");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_household_has_the_places_of_one_address() {
        let open = Arc::new(Places::default());
        let enter = |address: &str| enter(&open, address.parse().expect("address"), 9, 1);
        let _first = enter("2001:db8::1").expect("free");
        assert!(enter("2001:db8::2").is_none(), "it has more addresses than the server has places");
        assert!(enter("2001:db8:0:1::1").is_some());
        let _mapped = enter("::ffff:192.0.2.1").expect("free");
        assert!(enter("192.0.2.1").is_none());
    }
}
