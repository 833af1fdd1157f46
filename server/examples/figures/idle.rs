//! A server at rest on the sample data: how soon it answers, and what it holds in memory.

use super::{
    Outcome, folder,
    numbers::Times,
    process::Castellan,
    start,
    wire::{PAGE, Wire, call},
};
use serde_json::json;
use std::time::{Duration, Instant};
use tokio::time::sleep;

const STARTS: usize = 11;
const REST: Duration = Duration::from_secs(5);
const GUESSES: usize = 200;
const CALLERS: usize = 8;

pub async fn measure() -> Outcome<()> {
    let folder = folder()?;
    println!("at rest: `castellan serve` on the sample data, SQLite");
    start("demo", folder.path())?.stop()?;

    let mut times = Vec::new();
    for _ in 0..STARTS {
        let begun = Instant::now();
        let castellan = start("serve", folder.path())?;
        let (status, _) = Wire::open(&castellan.address).await?.send(PAGE).await?;
        times.push(begun.elapsed());
        if status != 200 {
            return Err(format!("the document was answered with {status}").into());
        }
        castellan.stop()?;
    }
    let times = Times::from(times);
    println!("  from the start of the process to the first answer: median {:.0} ms, longest of {STARTS} {:.0} ms", times.median(), times.percentile(100));

    let castellan = start("serve", folder.path())?;
    Wire::open(&castellan.address).await?.send(PAGE).await?;
    sleep(REST).await;
    println!("  resident {} s after the first answer: {:.1} MB", REST.as_secs(), castellan.memory("VmRSS")?);
    guess(&castellan).await?;
    let at_once = castellan.memory("VmRSS")?;
    sleep(REST * 3).await;
    let most = castellan.memory("VmHWM")?;
    println!(
        "  after {GUESSES} sign-ins by {CALLERS} at once: {at_once:.1} MB, {} s later {:.1} MB, most ever {most:.1} MB",
        (REST * 3).as_secs(),
        castellan.memory("VmRSS")?
    );
    Ok(castellan.stop()?)
}

/// Failing sign-ins, which hash a password each. Each is at an account and from an address of its own, so that no limit is met.
async fn guess(castellan: &Castellan) -> Outcome<()> {
    let mut callers = Vec::new();
    for caller in 0..CALLERS {
        let mut wire = Wire::open(&castellan.address).await?;
        callers.push(tokio::spawn(async move {
            for n in 0..GUESSES / CALLERS {
                let body = json!({ "email": format!("nobody{n}@caller{caller}.example"), "auth_hash": format!("{}=", "A".repeat(43)) });
                let (status, _) = wire.send(&call("/rpc/session/sign_in", &format!("198.51.{caller}.{n}"), None, &body)).await?;
                if status != 401 {
                    return Err(format!("answered with {status}").into());
                }
            }
            Ok::<_, Box<dyn std::error::Error + Send + Sync>>(())
        }));
    }
    for caller in callers {
        caller.await??;
    }
    Ok(())
}
