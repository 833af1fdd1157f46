//! Connections: how long they may take, how many there are, and how they end.

use crate::{
    http::{call, header_of},
    support::World,
};
use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode},
    routing::get,
};
use server::{
    config::Limits,
    http::{Listener, Patience, router_with},
};
use std::{
    io,
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    sync::oneshot,
};
use tower::ServiceExt as _;

#[tokio::test]
async fn a_connection_that_sends_no_head_is_closed() {
    let world = World::sqlite().await;
    let patience = Patience { head: Duration::from_millis(60), idle: Duration::from_secs(20), ..Patience::default() };
    let server = Server::start(&world, Limits::default(), patience).await;
    for start in ["", "GET / HTTP/1.1\r\nhost: a\r\nx-slow:"] {
        let mut stream = server.connect().await;
        stream.write_all(start.as_bytes()).await.unwrap();
        assert_eq!(until_closed(&mut stream).await, "", "{start}");
    }
    // A second request on a connection that has been quiet for longer than that is welcome, but must come at once.
    let mut stream = server.connect().await;
    exchange(&mut stream).await;
    assert!(tokio::time::timeout(patience.head * 3, stream.read_u8()).await.is_err(), "between two requests it stays open");
    exchange(&mut stream).await;
    stream.write_all(b"GET / HT").await.unwrap();
    assert_eq!(until_closed(&mut stream).await, "");
    server.stop().await;
}

#[tokio::test]
async fn a_head_has_only_so_much_room() {
    let world = World::sqlite().await;
    let server = Server::start(&world, Limits::default(), Patience::default()).await;
    let many = "x-many: 1\r\n".repeat(65);
    let long = format!("x-long: {}\r\n", "a".repeat(20 * 1024));
    for (path, headers, expected) in [("/".to_owned(), many, "431"), ("/".to_owned(), long, "431"), (format!("/{}", "a".repeat(5_000)), String::new(), "414")] {
        let mut stream = server.connect().await;
        stream.write_all(format!("GET {path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n{headers}\r\n").as_bytes()).await.unwrap();
        let answer = until_closed(&mut stream).await;
        assert_eq!(answer.split(' ').nth(1), Some(expected), "{answer}");
    }
    server.stop().await;
}

#[tokio::test]
async fn a_stranger_is_not_listened_to_for_long() {
    let world = World::sqlite().await;
    let router = world.router();
    // No more of it comes than what is announced, and that is waited for only from somebody who is signed in.
    let import = |token: Option<String>, announced: usize| {
        let builder = Request::post("/api/ciphers/import").header("content-type", "application/json").header("content-length", announced);
        let builder = if let Some(token) = token { builder.header("authorization", format!("Bearer x.y.{token}")) } else { builder };
        let body = Body::from_stream(futures_util::stream::pending::<Result<String, io::Error>>());
        tokio::time::timeout(Duration::from_secs(5), router.clone().oneshot(builder.body(body).unwrap()))
    };
    let person = world.person("amara@hartwell.example").await;
    let token = world.bearer(&person).await;
    for (token, announced) in [(None, 64 * 1024 + 1), (Some("nonsense".to_owned()), 64 * 1024 + 1), (Some(token.clone()), 16 * 1024 * 1024 + 1)] {
        let refused = import(token, announced).await.expect("it does not wait for the rest").unwrap();
        assert_eq!(refused.status(), StatusCode::BAD_REQUEST, "{announced}");
    }
    assert!(import(Some(token), 16 * 1024 * 1024).await.is_err(), "it waits for what it lets in");
}

#[tokio::test]
async fn an_idle_connection_is_closed() {
    let world = World::sqlite().await;
    let server =
        Server::start(&world, Limits::default(), Patience { head: Duration::from_secs(20), idle: Duration::from_millis(60), ..Patience::default() }).await;
    let mut stream = server.connect().await;
    exchange(&mut stream).await;
    assert_eq!(until_closed(&mut stream).await, "");
    server.stop().await;
}

#[tokio::test]
async fn a_connection_that_takes_nothing_of_its_answer_is_closed() {
    let world = World::sqlite().await;
    // More than the system keeps for a reader that does not read.
    let router = router_with(world.site(), Router::new().route("/large", get(|| async { vec![b'x'; 64 * 1024 * 1024] })));
    let patience = Patience { stalled: Duration::from_millis(60), ..Patience::default() };
    let server = Server::start_router(router, Limits { connections_per_address: 1, ..Limits::default() }, patience).await;
    let mut stream = server.connect().await;
    stream.write_all(b"GET /large HTTP/1.1\r\nhost: a\r\n\r\n").await.unwrap();
    stream.readable().await.unwrap();
    // Its place is free again, although it was never closed from here.
    let next = async {
        loop {
            let mut next = server.connect().await;
            let _ = next.write_all(b"GET /health/live HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n").await;
            let mut answer = Vec::new();
            let _ = next.read_to_end(&mut answer).await;
            if answer.ends_with(b"live\n") {
                return;
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(10), next).await.expect("the place of the reader that does not read must become free");
    drop(stream);
    server.stop().await;
}

#[tokio::test]
async fn an_address_has_only_so_many_connections() {
    let world = World::sqlite().await;
    let server = Server::start(&world, Limits { connections_per_address: 2, ..Limits::default() }, Patience::default()).await;
    let (mut first, mut second) = (server.connect().await, server.connect().await);
    exchange(&mut first).await;
    exchange(&mut second).await;
    let mut third = server.connect().await;
    assert_eq!(until_closed(&mut third).await, "");
    exchange(&mut first).await;
    server.stop().await;
}

#[tokio::test]
async fn an_account_has_only_so_many_calls_at_once() {
    let world = World::sqlite().await;
    let (one, other) = (world.person("amara@hartwell.example").await, world.person("ben@hartwell.example").await);
    let (mine, theirs) = (world.bearer(&one).await, world.bearer(&other).await);
    let router = world.router();
    let with = |token: &str, body: Body| router.clone().oneshot(call("/rpc/account/me").header("authorization", format!("Bearer {token}")).body(body).unwrap());
    let whole = || Body::from("{}");

    // Their bodies never end: each keeps its place, and the one that found none is answered.
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..=32 {
        calls.spawn(with(&mine, Body::from_stream(futures_util::stream::pending::<Result<String, io::Error>>())));
    }
    let refused = tokio::time::timeout(Duration::from_secs(10), calls.join_next()).await.expect("one is too many").unwrap().unwrap().unwrap();
    assert_eq!((refused.status(), header_of(&refused, "retry-after")), (StatusCode::TOO_MANY_REQUESTS, "1"));
    assert_eq!(with(&theirs, whole()).await.unwrap().status(), StatusCode::OK, "another account has places of its own");
    assert_eq!(with(&mine, whole()).await.unwrap().status(), StatusCode::TOO_MANY_REQUESTS);
    calls.shutdown().await;
    assert_eq!(with(&mine, whole()).await.unwrap().status(), StatusCode::OK);
}

#[tokio::test]
async fn stopping_lets_a_request_finish() {
    let world = World::sqlite().await;
    let (arrived, is_there) = oneshot::channel::<()>();
    let (go, may_go) = oneshot::channel::<()>();
    let gates = Arc::new(Mutex::new(Some((arrived, may_go))));
    let slow = move || {
        let gates = gates.lock().unwrap().take();
        async move {
            let (arrived, may_go) = gates.unwrap();
            arrived.send(()).unwrap();
            may_go.await.unwrap();
            "done"
        }
    };
    let router = router_with(world.site(), Router::new().route("/slow", get(slow)));
    let server = Server::start_router(router, Limits::default(), Patience::default()).await;
    let mut stream = server.connect().await;
    stream.write_all(b"GET /slow HTTP/1.1\r\nhost: a\r\n\r\n").await.unwrap();
    is_there.await.unwrap();
    let Server { stop, task, address } = server;
    stop.send(()).unwrap();
    go.send(()).unwrap();
    assert!(until_closed(&mut stream).await.ends_with("done"));
    task.await.unwrap();
    assert!(TcpStream::connect(address).await.is_err(), "nobody listens any more");
}

struct Server {
    address: std::net::SocketAddr,
    stop: oneshot::Sender<()>,
    task: tokio::task::JoinHandle<()>,
}

impl Server {
    async fn start(world: &World, limits: Limits, patience: Patience) -> Self {
        Self::start_router(world.router(), limits, patience).await
    }

    async fn start_router(router: Router, limits: Limits, patience: Patience) -> Self {
        let listener = Listener::bind("127.0.0.1:0".parse().unwrap(), limits, Vec::new()).await.unwrap().with_patience(patience);
        let address = listener.address().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let task = tokio::spawn(async move {
            let draining = listener.serve(router, async { drop(stopped.await) }).await;
            draining.finish(Duration::from_secs(5)).await;
        });
        Self { address, stop, task }
    }

    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    async fn stop(self) {
        self.stop.send(()).unwrap();
        self.task.await.unwrap();
    }
}

/// Asks for something small and reads all of the answer.
async fn exchange(stream: &mut TcpStream) {
    stream.write_all(b"GET /health/live HTTP/1.1\r\nhost: a\r\n\r\n").await.unwrap();
    let mut answer = Vec::new();
    while !answer.ends_with(b"live\n") {
        assert_ne!(stream.read_buf(&mut answer).await.unwrap(), 0, "closed instead of answered: {}", String::from_utf8_lossy(&answer));
    }
}

/// What comes until the other end closes; fails when it does not.
async fn until_closed(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    match tokio::time::timeout(Duration::from_secs(10), stream.read_to_end(&mut answer)).await.expect("the server must close the connection") {
        Ok(_) => {}
        Err(error) => assert_eq!(error.kind(), io::ErrorKind::ConnectionReset),
    }
    String::from_utf8(answer).unwrap()
}
