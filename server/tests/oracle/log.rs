//! The log of a whole test, searched for items.

use crate::{leak::CANARY, support::World};
use std::{
    io,
    sync::{Mutex, Once, PoisonError},
};
use tracing_subscriber::EnvFilter;

/// What the log said while the tests ran, line by line; of the lines only their number and those with a piece of an item are kept.
#[derive(Default)]
struct Log {
    requests: usize,
    statements: usize,
    leaks: Vec<String>,
}

static LOG: Mutex<Log> = Mutex::new(Log { requests: 0, statements: 0, leaks: Vec::new() });

struct Listener;

impl io::Write for Listener {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(line);
        let mut log = LOG.lock().unwrap_or_else(PoisonError::into_inner);
        log.requests += usize::from(text.contains("server::http::frame"));
        log.statements += usize::from(text.contains("sqlx"));
        if CANARY.find(line).is_some() {
            log.leaks.push(text.into_owned());
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Listens to far more than an operator would let into the log.
pub fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let filter = EnvFilter::new("trace,hyper=info,sqlx=debug");
        tracing_subscriber::fmt().with_env_filter(filter).with_ansi(false).with_writer(|| Listener).init();
    });
}

/// Fails when the log holds anything of an item, or was not heard.
pub async fn demand_clean(world: &World) {
    // Only the driver of PostgreSQL writes of each statement.
    let expected = if world.instance.store.read().await.unwrap().is_postgres() { 100 } else { 0 };
    let log = LOG.lock().unwrap_or_else(PoisonError::into_inner);
    assert!(log.requests > 100 && log.statements >= expected, "the log was not heard: {} {}", log.requests, log.statements);
    assert!(log.leaks.is_empty(), "the log holds a piece of an item: {:?}", log.leaks.first());
}
