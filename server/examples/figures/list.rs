//! The client list under load: requests come at a fixed rate whether or not the ones before were answered.

use super::{
    Outcome, folder,
    numbers::Times,
    process::Castellan,
    seed::{self, CLIENTS, Seeded},
    start,
    wire::{Wire, call},
};
use serde_json::{Value, json};
use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};
use tokio::time::{Instant, sleep_until};

const CONNECTIONS: usize = 64;
const WARM_UP: Duration = Duration::from_secs(2);
const LONG: Duration = Duration::from_secs(20);

pub async fn measure() -> Outcome<()> {
    let folder = folder()?;
    let seeded = seed::lay_down(folder.path(), CLIENTS).await?;
    seeded.instance.store.clone().close().await;
    let castellan = start("serve", folder.path())?;
    let bearer = sign_in(&castellan, &seeded).await?;

    println!(
        "client list: 50 of {CLIENTS} clients, SQLite, {CONNECTIONS} kept connections, {} s each, time counted from when a request was due",
        LONG.as_secs()
    );
    let first = json!({ "provider": seeded.provider, "filter": {}, "cursor": null, "rows": 50 });
    let page = one(&castellan, &bearer, &first).await?;
    let next = json!({ "provider": seeded.provider, "filter": {}, "cursor": page["next"], "rows": 50 });
    let found = json!({ "provider": seeded.provider, "filter": { "search": "hartwell" }, "cursor": null, "rows": 50 });
    let pressing = json!({ "provider": seeded.provider, "filter": { "sort": "attention" }, "cursor": null, "rows": 50 });
    for (name, body, rate) in
        [("first page, by name", &first, 500), ("second page, by name", &next, 500), ("search", &found, 50), ("by attention", &pressing, 20)]
    {
        let request = Arc::new(call("/rpc/clients/list", "192.0.2.1", Some(&bearer), body));
        at_rate(&castellan, &request, rate, WARM_UP).await?;
        let times = at_rate(&castellan, &request, rate, LONG).await?;
        let [p50, p95, p99, most] = [50, 95, 99, 100].map(|part| times.percentile(part));
        println!("  {name:22} {rate:4}/s  p50 {p50:6.1} ms  p95 {p95:6.1} ms  p99 {p99:6.1} ms  longest {most:6.1} ms");
    }
    println!("  resident after it: {:.1} MB", castellan.memory("VmRSS")?);
    Ok(castellan.stop()?)
}

/// Signs the admin in as his browser would: an access token.
pub async fn sign_in(castellan: &Castellan, seeded: &Seeded) -> Outcome<String> {
    let body = json!({ "email": seeded.admin.email, "auth_hash": seeded.auth_hash });
    let (status, answer) = Wire::open(&castellan.address).await?.send(&call("/rpc/session/sign_in", "192.0.2.1", None, &body)).await?;
    let answer: Value = serde_json::from_slice(&answer)?;
    Ok(answer["access_token"].as_str().ok_or_else(|| format!("not signed in: {status} {answer}"))?.to_owned())
}

async fn one(castellan: &Castellan, bearer: &str, body: &Value) -> Outcome<Value> {
    let request = call("/rpc/clients/list", "192.0.2.1", Some(bearer), body);
    let (status, answer) = Wire::open(&castellan.address).await?.send(&request).await?;
    let answer: Value = serde_json::from_slice(&answer)?;
    match answer["rows"].as_array() {
        Some(rows) if rows.len() == 50 => Ok(answer),
        _ => Err(format!("not a page of 50: {status} {answer}").into()),
    }
}

async fn at_rate(castellan: &Castellan, request: &Arc<Vec<u8>>, rate: u32, long: Duration) -> Outcome<Times> {
    let all = usize::try_from(u128::from(rate) * long.as_millis() / 1000)?;
    let (next, start) = (Arc::new(AtomicUsize::new(0)), Instant::now() + Duration::from_millis(50));
    let mut workers = Vec::new();
    for _ in 0..CONNECTIONS {
        let mut wire = Wire::open(&castellan.address).await?;
        let (next, request) = (next.clone(), request.clone());
        workers.push(tokio::spawn(async move {
            let mut times = Vec::new();
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= all {
                    return Ok::<_, Box<dyn std::error::Error + Send + Sync>>(times);
                }
                let due = start + Duration::from_secs(1) / rate * u32::try_from(number)?;
                sleep_until(due).await;
                let (status, _) = wire.send(&request).await?;
                if status != 200 {
                    return Err(format!("answered with {status}").into());
                }
                times.push(due.elapsed());
            }
        }));
    }
    let mut times = Vec::new();
    for worker in workers {
        times.extend(worker.await??);
    }
    Ok(times.into())
}
