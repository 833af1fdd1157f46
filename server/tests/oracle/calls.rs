//! A call for every path of the rule table, with the smallest body that succeeds for whoever may make it.

use crate::{calls_client, calls_collections, calls_groups, calls_imports, calls_items, calls_provider, leak::demand_clean_answer, principals::Stage};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request},
};
use futures_util::future::BoxFuture;
use serde_json::{Value, json};
use server::model::role::Role;
use std::sync::LazyLock;
use tower::ServiceExt as _;

/// What a call does to people: whom its rank rule is about, and how a higher one is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Toward {
    Nobody,
    /// The whole call is refused.
    One,
    /// That row is refused, with a sentence.
    Each,
}

pub type Prepare = for<'s> fn(&'s Stage<'_>, Role) -> BoxFuture<'s, Value>;

pub struct Case {
    pub action: &'static str,
    pub path: &'static str,
    pub toward: Toward,
    pub prepare: Prepare,
}

/// Declares cases: action, path, whom it concerns, and the body of a call on a stage.
#[macro_export]
macro_rules! cases {
    ($($action:literal $path:literal $toward:ident |$stage:ident, $role:ident| $body:expr;)*) => {
        &[$($crate::calls::Case {
            action: $action,
            path: $path,
            toward: $crate::calls::Toward::$toward,
            prepare: |$stage, $role| Box::pin(async move { let _ = ($stage, $role); $body }),
        },)*]
    };
}

/// All cases. A path can have several.
pub static CASES: LazyLock<Vec<&'static Case>> = LazyLock::new(|| {
    [calls_provider::CASES, calls_client::CASES, calls_client::ACCOUNT, calls_collections::CASES, calls_groups::CASES, calls_imports::CASES, calls_items::CASES]
        .into_iter()
        .flatten()
        .collect()
});

/// An answer, with all that came with it.
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or(Value::Null)
    }

    pub fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }

    /// Head and body as one text.
    pub fn all(&self) -> Vec<u8> {
        format!("{} {:?}\n{}", self.status, self.headers, self.text).into_bytes()
    }
}

/// Posts a body as our pages do: with the organization it names as the one shown.
pub async fn post(router: &Router, path: &str, token: Option<&str>, request: &Value) -> Answer {
    post_showing(router, path, token, request, request["organization"].as_str()).await
}

pub async fn post_showing(router: &Router, path: &str, token: Option<&str>, request: &Value, shown: Option<&str>) -> Answer {
    let mut builder = Request::post(path)
        .header("content-type", "application/json")
        .header("origin", "https://castellan.example")
        .header("sec-fetch-site", "same-origin")
        .header("user-agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
    if let Some(token) = token {
        builder = builder.header("authorization", format!("Bearer {token}"));
    }
    if let Some(shown) = shown {
        builder = builder.header("x-castellan-client", shown);
    }
    let body = if request.is_null() { json!({}) } else { json!({ "request": request }) };
    let response = router.clone().oneshot(builder.body(Body::from(body.to_string())).unwrap()).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.unwrap();
    let answer = Answer { status: parts.status.as_u16(), headers: parts.headers, text: String::from_utf8(bytes.to_vec()).expect("answers are text") };
    demand_clean_answer(token, path, &answer);
    answer
}
