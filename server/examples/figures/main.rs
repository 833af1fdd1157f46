//! Measures what docs/performance.md says of the server; `make bench` runs it.
//!
//! ```text
//! cargo run --release -p server --features backend --example figures [list|writes|idle|guesses|apps]
//! cargo run --release -p server --features backend --example figures seed FOLDER
//! ```
//!
//! All but `writes` call the release binary beside it, a process of its own, over HTTP on this machine. What loads it takes
//! its time from the same processors.

#![expect(clippy::indexing_slicing, reason = "a measurement may fail loudly")]

mod apps;
mod guesses;
mod idle;
mod list;
mod numbers;
mod process;
mod seed;
mod wire;
mod writes;

use process::Castellan;
use std::{
    env,
    error::Error,
    fs,
    path::{Path, PathBuf},
};

type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() -> Outcome<()> {
    // Whoever reads the figures must know whether the machine had something else to do.
    println!("load of the last minute before the measurement: {}", fs::read_to_string("/proc/loadavg")?.split(' ').next().unwrap_or_default());
    let arguments = env::args().skip(1).collect::<Vec<_>>();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => {
            idle::measure().await?;
            writes::measure().await?;
            list::measure().await?;
            guesses::measure().await?;
            apps::measure().await
        }
        ["idle"] => idle::measure().await,
        ["writes"] => writes::measure().await,
        ["list"] => list::measure().await,
        ["guesses"] => guesses::measure().await,
        ["apps"] => apps::measure().await,
        ["seed", folder] => seed::lay_down(&PathBuf::from(folder), seed::CLIENTS).await.map(drop),
        _ => Err("usage: figures [idle|writes|list|guesses|apps|seed FOLDER]".into()),
    }
}

/// A folder on a real disk, beside what was compiled: a temporary folder of the system may be in memory.
fn folder() -> Outcome<tempfile::TempDir> {
    let beside = env::current_exe()?;
    Ok(tempfile::tempdir_in(beside.parent().ok_or("the program lies nowhere")?)?)
}

/// The binary that was compiled with this program, as a process of its own.
fn start(command: &str, data: &Path) -> Outcome<Castellan> {
    let me = env::current_exe()?;
    let binary = me.parent().and_then(Path::parent).ok_or("the program lies nowhere")?.join("castellan");
    Ok(Castellan::start(&binary, command, data, &[])?)
}
