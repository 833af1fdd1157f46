//! Durable commands of many callers: in shared transactions; each in a transaction of its own over a connection of a pool, as a server
//! without a writer would; and each in a transaction of its own, one after the other by the writer, which spares them to wait for
//! each other's locks. The same commands on the same disk, in turns.

use super::{
    Outcome, folder,
    seed::{self, Seeded, said},
};
use server::{
    domain::{
        Context, clients,
        events::{self, NewEvent},
    },
    model::{client::RenameClientRequest, event::EventKind, id::OrganizationId},
    store::{Database, Store},
};
use std::{
    fs,
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

const CALLERS: usize = 64;
/// Connections of the pool that has no writer before it.
const POOL: usize = 10;
const ROUNDS: usize = 5;
const LONG: Duration = Duration::from_secs(2);

#[derive(Clone, Copy)]
enum Work {
    /// Reads who the caller is and what the client is, changes a row, writes an event, marks the client as active.
    Rename,
    /// Writes an event.
    Record,
}

pub async fn measure() -> Outcome<()> {
    let folder = folder()?;
    let shared = over(&folder.path().join("shared"), None, 1).await?;
    let pooled = over(&folder.path().join("pooled"), Some(1), POOL).await?;
    let queued = over(&folder.path().join("queued"), Some(1), 1).await?;

    println!("durable commands: {CALLERS} callers, SQLite, synchronous=FULL, {ROUNDS} rounds of {} s each in turns; medians", LONG.as_secs());
    for (name, work) in [("rename a client", Work::Rename), ("record an event", Work::Record)] {
        let (mut to_pooled, mut to_queued) = (Vec::new(), Vec::new());
        let mut rates = [const { Vec::new() }; 3];
        for _ in 0..ROUNDS {
            let round = [rate(&shared, work).await?, rate(&pooled, work).await?, rate(&queued, work).await?];
            to_pooled.push(round[0] / round[1]);
            to_queued.push(round[0] / round[2]);
            rates.iter_mut().zip(round).for_each(|(rates, rate)| rates.push(rate));
        }
        let [shared, pooled, queued] = rates.map(middle);
        println!("  {name:16} shared {shared:7.0}/s");
        println!("  {:16} a transaction each, {POOL} connections {pooled:7.0}/s  ratio {:5.1}", "", middle(to_pooled));
        println!("  {:16} a transaction each, one by one     {queued:7.0}/s  ratio {:5.1}", "", middle(to_queued));
    }
    println!("  one fdatasync of a page there: {:.2} ms (median of 200)", sync(folder.path())?);
    Ok(())
}

/// A database of its own, open so many times, with writers that put at most so many commands into one transaction.
async fn over(folder: &Path, most: Option<usize>, times: usize) -> Outcome<Vec<Arc<Seeded>>> {
    let seeded = seed::lay_down(folder, CALLERS).await?;
    let database = Database::Sqlite(folder.join("castellan.db"));
    let mut open = Vec::new();
    for _ in 0..times {
        let store = match most {
            Some(most) => Store::open_in_batches(&database, most).await?,
            None => Store::open(&database).await?,
        };
        open.push(Arc::new(seeded.over(store)));
    }
    Ok(open)
}

/// Commands in a second.
async fn rate(open: &[Arc<Seeded>], work: Work) -> Outcome<f64> {
    let begun = Instant::now();
    let callers = (0..CALLERS).map(|caller| {
        let seeded = open[caller % open.len()].clone();
        let client = seeded.clients[caller];
        tokio::spawn(async move {
            let mut done = 0_u32;
            while begun.elapsed() < LONG {
                let context = seeded.by_admin();
                match work {
                    Work::Rename => {
                        let request = RenameClientRequest { provider: seeded.provider, organization: client, name: format!("Client {done}").parse()? };
                        clients::rename(&context.showing(client), request).await.map_err(said)?;
                    }
                    Work::Record => record(&context, client).await?,
                }
                done += 1;
            }
            Ok::<_, Box<dyn std::error::Error + Send + Sync>>(done)
        })
    });
    let mut done = 0;
    for caller in callers.collect::<Vec<_>>() {
        done += caller.await??;
    }
    Ok(f64::from(done) / begun.elapsed().as_secs_f64())
}

async fn record(context: &Context, client: OrganizationId) -> Result<(), String> {
    let event = NewEvent { organization: Some(client), ..NewEvent::new(EventKind::OrganizationUpdated, "Hartwell Dental") };
    let command = context.command(event, |db, context, event| Box::pin(events::record(db, context, event.clone())));
    command.await.map_err(said)
}

fn middle(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied().unwrap_or(f64::NAN)
}

/// What the disk takes to keep a page.
fn sync(folder: &Path) -> Outcome<f64> {
    use std::io::Write as _;
    let mut file = fs::File::create(folder.join("page"))?;
    let mut times = Vec::new();
    for _ in 0..200 {
        let begun = Instant::now();
        file.write_all(&[1; 4096])?;
        file.sync_data()?;
        times.push(begun.elapsed().as_secs_f64() * 1000.0);
    }
    Ok(middle(times))
}
