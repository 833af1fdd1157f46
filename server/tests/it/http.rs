//! The real router: what it lets through, how it refuses, what it tells browsers to keep.

use crate::support::World;
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
    response::Response,
    routing::get,
};
use serde_json::{Value, json};
use server::{
    config::Limits,
    http::{Times, router, router_with},
};
use std::{
    io,
    sync::{Arc, Mutex},
    time::Duration,
};
use tower::ServiceExt as _;
use tracing::instrument::WithSubscriber as _;

async fn text(response: Response) -> String {
    String::from_utf8(to_bytes(response.into_body(), usize::MAX).await.unwrap().to_vec()).unwrap()
}

async fn error(response: Response) -> Value {
    serde_json::from_str(&text(response).await).expect("an error in JSON")
}

pub fn header_of<'r>(response: &'r Response, name: &str) -> &'r str {
    response.headers().get(name).map_or("", |value| value.to_str().unwrap())
}

/// A call as our page makes it, to be changed by a test.
pub fn call(path: &str) -> axum::http::request::Builder {
    Request::post(path).header("content-type", "application/json").header("origin", "https://castellan.example").header("sec-fetch-site", "same-origin")
}

fn page(path: &str) -> Request<Body> {
    Request::get(path).header("accept", "text/html,application/xhtml+xml").body(Body::empty()).unwrap()
}

async fn send(world: &World, request: Request<Body>) -> Response {
    world.router().oneshot(request).await.unwrap()
}

#[tokio::test]
async fn a_call_of_our_page_is_answered() {
    let world = World::sqlite().await;
    let response = send(&world, call("/rpc/setup/status").body("{}".into()).unwrap()).await;
    assert_eq!((response.status(), header_of(&response, "cache-control")), (StatusCode::OK, "no-store"));
    assert_eq!(text(response).await, r#"{"is_needed":true}"#);
}

#[tokio::test]
async fn only_json_is_accepted() {
    let world = World::sqlite().await;
    for media_type in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/jsonp", ""] {
        let request = Request::post("/rpc/setup/status").header("content-type", media_type).body("{}".into()).unwrap();
        let response = send(&world, request).await;
        assert_eq!(response.status(), StatusCode::UNSUPPORTED_MEDIA_TYPE, "{media_type}");
        assert_eq!(error(response).await["code"], "invalid");
    }
    let without = Request::post("/rpc/setup/status").body("{}".into()).unwrap();
    assert_eq!(send(&world, without).await.status(), StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let with_charset = Request::post("/rpc/setup/status").header("content-type", "application/json; charset=utf-8").body("{}".into()).unwrap();
    assert_eq!(send(&world, with_charset).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn only_post_reaches_a_function() {
    let world = World::sqlite().await;
    for method in ["GET", "PUT", "DELETE", "OPTIONS"] {
        let request = Request::builder().method(method).uri("/rpc/setup/status").header("content-type", "application/json").body("{}".into()).unwrap();
        let response = send(&world, request).await;
        assert_eq!((response.status(), header_of(&response, "allow")), (StatusCode::METHOD_NOT_ALLOWED, "POST"), "{method}");
    }
}

#[tokio::test]
async fn calls_from_other_sites_are_refused() {
    let world = World::sqlite().await;
    let from = |name: &'static str, value: &'static str| {
        let request = Request::post("/rpc/setup/status").header("content-type", "application/json").header("host", "127.0.0.1:8080").header(name, value);
        send(&world, request.body("{}".into()).unwrap())
    };
    for (name, value) in [
        ("origin", "https://evil.example"),
        ("origin", "https://castellan.example.evil.example"),
        ("origin", "https://castellan.example:444"),
        ("origin", "null"),
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
    ] {
        let response = from(name, value).await;
        assert_eq!(response.status(), StatusCode::FORBIDDEN, "{name}: {value}");
        assert_eq!(error(response).await["code"], "forbidden");
    }
    for (name, value) in
        [("origin", "https://castellan.example"), ("origin", "http://127.0.0.1:8080"), ("sec-fetch-site", "same-origin"), ("sec-fetch-site", "none")]
    {
        assert_eq!(from(name, value).await.status(), StatusCode::OK, "{name}: {value}");
    }
}

#[tokio::test]
async fn an_unknown_function_is_our_404_and_shows_nothing_of_the_framework() {
    let world = World::sqlite().await;
    for path in ["/rpc/setup/nothing", "/rpc/", "/rpc", "/rpc/../etc/passwd", "/rpc/setup/status/", "/RPC/setup/status"] {
        let response = send(&world, call(path).body("{}".into()).unwrap()).await;
        let status = response.status();
        if path == "/RPC/setup/status" {
            assert_eq!(status, StatusCode::METHOD_NOT_ALLOWED);
            continue;
        }
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
        let body = text(response).await;
        assert!(!body.contains("server function") && !body.contains("macro"), "{path}: {body}");
        assert_eq!(serde_json::from_str::<Value>(&body).unwrap()["code"], "not_found");
    }
}

#[tokio::test]
async fn a_body_that_is_nested_too_deeply_is_refused() {
    let world = World::sqlite().await;
    let nested = |levels: usize| Body::from(format!("{}{}", "[".repeat(levels), "]".repeat(levels)));
    for (path, levels, is_refused) in [("/rpc/session/prelogin", 32, false), ("/rpc/session/prelogin", 33, true), ("/events/collect", 33, true)] {
        let response = send(&world, call(path).body(nested(levels)).unwrap()).await;
        let status = response.status();
        let is_told = text(response).await.contains("nested too deeply");
        assert_eq!((status == StatusCode::BAD_REQUEST && is_told, is_told), (is_refused, is_refused), "{path}: {status}");
    }
}

#[tokio::test]
async fn a_body_that_is_not_understood_is_422_without_the_parsers_words() {
    let world = World::sqlite().await;
    for body in ["", "{", "[]", r#"{"request":{"email":7}}"#, r#"{"request":{"email":"not an address"}}"#, r#"{"requst":{}}"#] {
        let response = send(&world, call("/rpc/session/prelogin").body(body.into()).unwrap()).await;
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY, "{body}");
        let error = error(response).await;
        assert_eq!((&error["code"], &error["message"]), (&json!("invalid"), &json!("The request is not in the expected form. Reload the page and try again.")));
    }
}

#[tokio::test]
async fn an_error_has_the_status_of_its_code_and_the_request_id() {
    let world = World::sqlite().await;
    let response = send(&world, call("/rpc/account/me").body("{}".into()).unwrap()).await;
    // Nobody is signed in.
    assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
    assert!(response.headers().get("serverfnerror").is_none() && response.headers().get("location").is_none());
    let id = header_of(&response, "x-request-id").to_owned();
    let error = error(response).await;
    assert_eq!((&error["code"], &error["request_id"]), (&json!("signed_out"), &json!(id)));
}

#[tokio::test]
async fn a_bad_client_header_is_refused_and_not_ignored() {
    let world = World::sqlite().await;
    let response = send(&world, call("/rpc/setup/status").header("x-castellan-client", "nonsense").body("{}".into()).unwrap()).await;
    assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_body_has_a_limit() {
    let world = World::sqlite().await;
    let body = |bytes: usize| format!("{}{{}}", " ".repeat(bytes - 2));
    assert_eq!(send(&world, call("/rpc/setup/status").body(body(256 * 1024).into()).unwrap()).await.status(), StatusCode::OK);
    for request in [
        call("/rpc/setup/status").body(body(256 * 1024 + 1).into()).unwrap(),
        call("/rpc/setup/status").header("content-length", "262145").body("{}".into()).unwrap(),
    ] {
        let response = send(&world, request).await;
        assert_eq!(response.status(), StatusCode::PAYLOAD_TOO_LARGE);
        assert_eq!(error(response).await["code"], "invalid");
    }
}

#[tokio::test]
async fn a_call_may_take_its_time_and_no_longer() {
    let world = World::sqlite().await;
    let person = world.person("amara@hartwell.example").await;
    let token = format!("Bearer {}", world.bearer(&person).await);
    let times = Times { usual: Duration::from_millis(100), import: Duration::from_secs(20), ..Times::default() };
    let site = Arc::new(Arc::into_inner(world.site()).unwrap().with_times(times));
    let router = router_with(site, Router::new().route("/slow", get(std::future::pending::<&str>)));
    let ask = |request| router.clone().oneshot(request);

    let never = || Body::from_stream(futures_util::stream::pending::<Result<String, io::Error>>());
    let refused = ask(call("/rpc/setup/status").body(never()).unwrap()).await.unwrap();
    assert_eq!(refused.status(), StatusCode::REQUEST_TIMEOUT);
    assert!(error(refused).await["message"].as_str().unwrap().starts_with("The request did not arrive in time."));

    let refused = ask(page("/slow")).await.unwrap();
    assert_eq!(refused.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(error(refused).await["message"].as_str().unwrap().starts_with("The server took too long."));

    let protocol = |path: &str, body| Request::post(path).header("authorization", &token).header("content-type", "application/json").body(body).unwrap();
    let item = ask(protocol("/api/ciphers", never())).await.unwrap();
    assert_eq!(item.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(error(item).await["message"].as_str().unwrap().starts_with("The request did not arrive in time."));
    let slowly = futures_util::stream::once(async {
        tokio::time::sleep(Duration::from_millis(400)).await;
        Ok::<_, io::Error>("not an import")
    });
    let import = ask(protocol("/api/ciphers/import", Body::from_stream(slowly))).await.unwrap();
    assert_eq!(import.status(), StatusCode::BAD_REQUEST, "read to its end");
}

#[tokio::test]
async fn too_many_guesses_have_to_wait() {
    let world = World::sqlite().await;
    let router = router(world.site_with(Limits { guesses_per_minute: 2, ..Limits::default() }));
    let guess = || router.clone().oneshot(call("/rpc/session/prelogin").body(Body::from("{}")).unwrap());
    assert_eq!(guess().await.unwrap().status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(guess().await.unwrap().status(), StatusCode::UNPROCESSABLE_ENTITY);
    let refused = guess().await.unwrap();
    assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);
    let seconds = header_of(&refused, "retry-after").parse::<u32>().unwrap();
    assert!((1..=30).contains(&seconds), "{seconds}");
    let error = error(refused).await;
    assert_eq!((&error["code"], &error["retry_after"]), (&json!("too_many"), &json!(seconds)));
    let other = router.oneshot(call("/rpc/setup/status").body(Body::from("{}")).unwrap()).await.unwrap();
    assert_eq!(other.status(), StatusCode::OK, "another function has its own count");
}

#[tokio::test]
async fn a_session_has_its_own_limit() {
    let world = World::sqlite().await;
    let person = world.person("amara@hartwell.example").await;
    let token = world.bearer(&person).await;
    let router = router(world.site_with(Limits { reads_per_minute: 1, ..Limits::default() }));
    let read = |token: &str| {
        let request = call("/rpc/setup/status").header("authorization", format!("Bearer {token}")).body(Body::from("{}")).unwrap();
        router.clone().oneshot(request)
    };
    let mut refused = 0;
    for _ in 0..40 {
        refused += u32::from(read(&token).await.unwrap().status() == StatusCode::TOO_MANY_REQUESTS);
    }
    assert_eq!(refused, 10, "a burst of 30 and no more");
    assert_eq!(read("of nobody").await.unwrap().status(), StatusCode::OK, "the address may still");
}

#[tokio::test]
async fn every_answer_carries_the_headers_of_the_site() {
    let world = World::sqlite().await;
    for request in [
        page("/"),
        page("/nothing.js"),
        call("/rpc/setup/status").body("{}".into()).unwrap(),
        call("/rpc/nothing").body("{}".into()).unwrap(),
        page("/health/live"),
    ] {
        let path = request.uri().to_string();
        let response = send(&world, request).await;
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("x-frame-options", "DENY"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            ("origin-agent-cluster", "?1"),
            ("strict-transport-security", "max-age=63072000; includeSubDomains"),
        ] {
            assert_eq!(header_of(&response, name), value, "{path}: {name}");
        }
        assert!(header_of(&response, "permissions-policy").contains("camera=()"), "{path}");
        assert!(!header_of(&response, "x-request-id").is_empty(), "{path}");
    }
}

#[tokio::test]
async fn the_content_policy_allows_the_inline_script_of_the_document_by_its_hash_alone() {
    let world = World::sqlite().await;
    let response = send(&world, page("/")).await;
    // printf 'start();' | openssl dgst -sha256 -binary | base64
    assert_eq!(
        header_of(&response, "content-security-policy"),
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' 'sha256-E6jQvrT2ZivWG9GJ4AAEZf4MhI7l3QkLroW4hgvUT4c='; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; \
         connect-src 'self' wss://castellan.example; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-src 'none'; \
         object-src 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types castellan"
    );
}

#[tokio::test]
async fn files_are_kept_by_browsers_as_long_as_their_names_allow() {
    let world = World::sqlite().await;
    for (path, cache, media_type) in [
        ("/app-0123456789abcdef.js", "public, max-age=31536000, immutable", "text/javascript; charset=utf-8"),
        ("/app-0123456789abcdef_bg.wasm", "public, max-age=31536000, immutable", "application/wasm"),
        ("/favicon.svg", "public, max-age=3600", "image/svg+xml"),
        ("/", "no-cache", "text/html; charset=utf-8"),
    ] {
        let first = send(&world, page(path)).await;
        assert_eq!((first.status(), header_of(&first, "cache-control"), header_of(&first, "content-type")), (StatusCode::OK, cache, media_type), "{path}");
        let etag = header_of(&first, "etag").to_owned();
        assert!(etag.starts_with('"'), "{path}: a strong tag");
        let again = Request::get(path).header("accept", "text/html").header("if-none-match", format!("\"other\", {etag}")).body(Body::empty()).unwrap();
        let again = send(&world, again).await;
        assert_eq!((again.status(), header_of(&again, "etag")), (StatusCode::NOT_MODIFIED, etag.as_str()), "{path}");
        assert!(text(again).await.is_empty());
        let other = Request::get(path).header("accept", "text/html").header("if-none-match", "\"other\"").body(Body::empty()).unwrap();
        assert_eq!(send(&world, other).await.status(), StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn a_file_comes_in_the_smallest_form_the_browser_takes() {
    let world = World::sqlite().await;
    let get = |encodings: &'static str| {
        let request = Request::get("/app-0123456789abcdef.js").header("accept-encoding", encodings).body(Body::empty()).unwrap();
        send(&world, request)
    };
    for (encodings, encoding, body) in
        [("gzip, deflate, br", "br", "brotli script"), ("gzip", "gzip", "gzip script"), ("", "", "plain script"), ("br;q=0", "", "plain script")]
    {
        let response = get(encodings).await;
        assert_eq!((header_of(&response, "content-encoding"), header_of(&response, "vary")), (encoding, "accept-encoding"), "{encodings}");
        assert_eq!(text(response).await, body);
    }
    let (brotli, plain) = (get("br").await, get("").await);
    assert_ne!(brotli.headers()[header::ETAG], plain.headers()[header::ETAG]);
    assert_eq!(send(&world, page("/app-0123456789abcdef.js.br")).await.status(), StatusCode::NOT_FOUND, "not a file of its own");
}

#[tokio::test]
async fn a_file_that_is_another_one_since_the_start_is_not_sent_under_its_old_name() {
    let world = World::sqlite().await;
    let site = world.site();
    let plain = async || {
        let request = Request::get("/app-0123456789abcdef.js").body(Body::empty()).unwrap();
        router(site.clone()).oneshot(request).await.unwrap()
    };
    assert_eq!(text(plain().await).await, "plain script");
    let path = world.dist_folder().join("app-0123456789abcdef.js");
    std::fs::write(&path, "other script").unwrap();
    assert_eq!(plain().await.status(), StatusCode::NOT_FOUND);
    std::fs::remove_file(&path).unwrap();
    assert_eq!(plain().await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn head_says_the_length_and_sends_nothing() {
    let world = World::sqlite().await;
    let request = Request::head("/favicon.svg").body(Body::empty()).unwrap();
    let response = send(&world, request).await;
    assert_eq!((response.status(), header_of(&response, "content-length")), (StatusCode::OK, "6"));
    assert!(text(response).await.is_empty());
}

#[tokio::test]
async fn the_document_answers_views_and_nothing_else() {
    let world = World::sqlite().await;
    for view in ["/", "/login", "/providers/0190/clients?search=a.b", "/accept", "/index.html"] {
        let response = send(&world, page(view)).await;
        assert_eq!(response.status(), StatusCode::OK, "{view}");
        assert!(text(response).await.contains("<!doctype html>"), "{view}");
    }
    for nothing in [
        "/app-ffffffffffffffff.js",
        "/clients/logo.png",
        "/api/nothing",
        "/identity/nothing",
        "/health",
        "/health/other",
        "/events/x",
        "/..%2f..%2fetc/passwd.txt",
    ] {
        assert_eq!(send(&world, page(nothing)).await.status(), StatusCode::NOT_FOUND, "{nothing}");
    }
    let script = Request::get("/login").header("accept", "*/*").body(Body::empty()).unwrap();
    assert_eq!(send(&world, script).await.status(), StatusCode::NOT_FOUND, "only who wants HTML gets HTML");
    let post = Request::post("/login").header("accept", "text/html").body(Body::empty()).unwrap();
    assert_eq!(send(&world, post).await.status(), StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn the_document_says_whether_the_setup_is_needed() {
    let world = World::sqlite().await;
    let before = send(&world, page("/")).await;
    let tag = header_of(&before, "etag").to_owned();
    assert!(text(before).await.contains(r#"name="castellan-setup" content="needed""#));
    let provider = world.provider("Northgate IT", 10).await;
    world.staff(provider, "mara@northgate.example", server::model::role::ProviderRole::Admin).await;
    let request = Request::get("/").header("accept", "text/html").header("if-none-match", tag).body(Body::empty()).unwrap();
    let after = send(&world, request).await;
    assert_eq!(after.status(), StatusCode::OK, "the old document is not kept");
    assert!(text(after).await.contains(r#"name="castellan-setup" content="done""#));
}

#[tokio::test]
async fn health_answers_without_telling_anything() {
    let world = World::sqlite().await;
    assert_eq!(text(send(&world, page("/health/live")).await).await, "live\n");
    assert_eq!(send(&world, page("/health/ready")).await.status(), StatusCode::OK);
    world.instance.store.clone().close().await;
    let response = send(&world, page("/health/ready")).await;
    assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(text(response).await, "the database does not answer\n");
    assert_eq!(send(&world, page("/health/live")).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_panic_is_a_500_with_the_request_id_and_without_its_text() {
    let world = World::sqlite().await;
    let more = Router::new().route(
        "/panic",
        // Always false, and the compiler does not know.
        get(|| async { assert!(std::env::args().count() == 0, "hunter2") }),
    );
    let router = router_with(world.site(), more);
    let (log, response) = logged(router.oneshot(page("/panic"))).await;
    let response = response.unwrap();
    assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
    let id = header_of(&response, "x-request-id").to_owned();
    let error = error(response).await;
    assert_eq!((&error["code"], &error["request_id"]), (&json!("internal"), &json!(id)));
    assert!(!error.to_string().contains("hunter2"));
    assert!(log.contains("a request ended in a panic") && log.contains(&id) && !log.contains("hunter2"), "{log}");
}

#[tokio::test]
async fn the_log_of_a_request_names_no_secret_and_no_person() {
    let world = World::sqlite().await;
    let person = world.person("amara@hartwell.example").await;
    let token = world.bearer(&person).await;
    let request = call("/rpc/session/prelogin?code=query-secret")
        .header("authorization", format!("Bearer {token}"))
        .header("cookie", "__Host-castellan=cookie-secret")
        .body(r#"{"request":{"email":"amara@hartwell.example"}}"#.into())
        .unwrap();
    let (log, response) = logged(send(&world, request)).await;
    assert!(log.contains("/rpc/session/prelogin") && log.contains(header_of(&response, "x-request-id")), "{log}");
    assert!(log.contains("session"), "who was signed in: {log}");
    for secret in [token.as_str(), "cookie-secret", "query-secret", "amara", "hartwell"] {
        assert!(!log.contains(secret), "{secret}: {log}");
    }
    let (log, _) = logged(send(&world, page("/accept/link-secret?token=link-secret"))).await;
    assert!(log.contains("page") && !log.contains("link-secret"), "{log}");
}

/// What a future logs, down to the last detail of our own code.
async fn logged<T>(future: impl Future<Output = T>) -> (String, T) {
    let lines = Lines::default();
    let writer = lines.clone();
    let subscriber = tracing_subscriber::fmt().json().with_env_filter("trace").with_writer(move || writer.clone()).finish();
    let output = future.with_subscriber(subscriber).await;
    let text = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
    (text, output)
}

#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn a_service_user_lists_clients_over_http_and_a_stranger_does_not() {
    let world = World::sqlite().await;
    let provider = world.provider("Northgate IT", 10).await;
    let (sam, _) = world.staff(provider, "sam@northgate.example", server::model::role::ProviderRole::ServiceUser).await;
    let stranger = world.person("stranger@elsewhere.example").await;
    let request = serde_json::json!({ "request": { "provider": provider, "cursor": null, "rows": null } });
    let (status, page) = world.call(&sam, "/rpc/clients/list", request.clone()).await;
    assert_eq!((status, page["rows"].as_array().map(Vec::len)), (StatusCode::OK, Some(0)));
    let (status, error) = world.call(&stranger, "/rpc/clients/list", request).await;
    assert_eq!((status, error["code"].as_str()), (StatusCode::NOT_FOUND, Some("not_found")));
}
