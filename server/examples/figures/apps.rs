//! What an app of a person asks of the server: imports into her vault, and the sync that fetches all of it. The processor time
//! of the server is what compares with other servers; it has steps of 10 ms, so that many calls are counted together.

use super::{
    Outcome, folder,
    list::sign_in,
    numbers::Times,
    process::Castellan,
    seed, start,
    wire::{Wire, get, post},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

/// Items of an import, and imports until the vault is full.
const ITEMS: usize = 1_000;
const IMPORTS: usize = 10;
const FOLDERS: usize = 10;
const SYNCS: usize = 40;
const CALLERS: usize = 8;

pub async fn measure() -> Outcome<()> {
    let folder = folder()?;
    let seeded = seed::lay_down(folder.path(), 1).await?;
    seeded.instance.store.clone().close().await;
    let castellan = start("serve", folder.path())?;
    let bearer = sign_in(&castellan, &seeded).await?;
    println!("apps: imports of {ITEMS} logins in {FOLDERS} folders, and syncs of them; SQLite, one connection");

    import(&castellan, &bearer, 1).await?;
    sync(&castellan, &bearer, SYNCS).await?;
    import(&castellan, &bearer, IMPORTS - 1).await?;
    sync(&castellan, &bearer, SYNCS / 4).await?;

    castellan.forget_peak()?;
    let before = castellan.memory("VmRSS")?;
    let calls = (0..CALLERS).map(|_| fetch(&castellan, &bearer));
    futures_util::future::try_join_all(calls).await?;
    println!(
        "  {CALLERS} syncs of {} items at once: {before:.1} MB resident before, {:.1} MB at most, {:.1} MB after",
        ITEMS * IMPORTS,
        castellan.memory("VmHWM")?,
        castellan.memory("VmRSS")?
    );
    Ok(castellan.stop()?)
}

async fn import(castellan: &Castellan, bearer: &str, times: usize) -> Outcome<()> {
    let request = post("/api/ciphers/import", bearer, &file());
    let mut wire = Wire::open(&castellan.address).await?;
    let (mut took, cpu) = (Vec::new(), castellan.cpu()?);
    for _ in 0..times {
        let begun = Instant::now();
        let (status, answer) = wire.send(&request).await?;
        took.push(begun.elapsed());
        if status != 200 {
            return Err(format!("the import was answered with {status}: {}", String::from_utf8_lossy(&answer)).into());
        }
    }
    let (cpu, took) = (castellan.cpu()?.saturating_sub(cpu), Times::from(took));
    println!("  {times} imports: median {:.0} ms, processor {:.1} ms each", took.median(), each(cpu, times));
    Ok(())
}

async fn sync(castellan: &Castellan, bearer: &str, times: usize) -> Outcome<()> {
    castellan.forget_peak()?;
    let (mut first, mut whole, mut length, cpu) = (Vec::new(), Vec::new(), 0, castellan.cpu()?);
    for _ in 0..times {
        let answer = fetch(castellan, bearer).await?;
        first.push(answer.first);
        whole.push(answer.whole);
        length = answer.length;
    }
    let (cpu, first, whole) = (castellan.cpu()?.saturating_sub(cpu), Times::from(first), Times::from(whole));
    println!(
        "  {times} syncs of {length} bytes: first byte {:.1} ms (longest {:.1}), whole {:.1} ms (longest {:.1}), processor {:.1} ms each, {:.1} MB resident at most",
        first.median(),
        first.percentile(100),
        whole.median(),
        whole.percentile(100),
        each(cpu, times),
        castellan.memory("VmHWM")?
    );
    Ok(())
}

/// Milliseconds for each of so many.
fn each(cpu: Duration, times: usize) -> f64 {
    cpu.as_secs_f64() * 1000.0 / f64::from(u32::try_from(times).unwrap_or(u32::MAX))
}

struct Fetched {
    /// From the request to the first byte of the answer, and to the last.
    first: Duration,
    whole: Duration,
    length: usize,
}

/// One sync. The answer comes in pieces whose end its head does not tell.
async fn fetch(castellan: &Castellan, bearer: &str) -> Outcome<Fetched> {
    let mut stream = TcpStream::connect(&castellan.address).await?;
    let begun = Instant::now();
    stream.write_all(&get("/api/sync", bearer)).await?;
    let (mut piece, mut tail, mut length, mut first) = (vec![0; 64 * 1024], Vec::new(), 0, None);
    while !tail.ends_with(b"\r\n0\r\n\r\n") {
        let read = stream.read(&mut piece).await?;
        if read == 0 {
            return Err("the sync broke off".into());
        }
        if first.is_none() && !piece.starts_with(b"HTTP/1.1 200") {
            return Err(format!("the sync was answered with {}", String::from_utf8_lossy(&piece[..read.min(200)])).into());
        }
        first.get_or_insert_with(|| begun.elapsed());
        length += read;
        tail.extend_from_slice(&piece[..read]);
        tail.drain(..tail.len().saturating_sub(7));
    }
    Ok(Fetched { first: first.ok_or("no answer")?, whole: begun.elapsed(), length })
}

/// Logins in the form of real ones; nothing opens them.
fn file() -> Value {
    let login = json!({
        "type": 1, "name": text(48), "notes": null, "favorite": false, "reprompt": 0, "key": text(80),
        "login": { "username": text(32), "password": text(32), "totp": null, "uris": [{ "uri": text(48), "uriChecksum": text(48), "match": null }] },
        "fields": [],
    });
    json!({
        "ciphers": vec![login; ITEMS],
        "folders": vec![json!({ "name": text(32) }); FOLDERS],
        "folderRelationships": (0..ITEMS).map(|item| json!({ "key": item, "value": item % FOLDERS })).collect::<Vec<_>>(),
    })
}

/// An encrypted string of so many bytes.
fn text(bytes: usize) -> String {
    let part = |length| STANDARD.encode(vec![0xA7; length]);
    format!("2.{}|{}|{}", part(16), part(bytes), part(32))
}
