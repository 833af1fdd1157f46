//! The `castellan` command.

use clap::{Parser, Subcommand};
use server::{
    certificate::make_self_signed,
    config::{Config, LogFormat, Source},
    demo,
    serve::{ServeError, open_store, receipt_key, serve},
};
use std::{error::Error, path::PathBuf, process::ExitCode};
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::EnvFilter;

/// A self-hosted portal for providers of password vaults that never sees a secret.
#[derive(Parser)]
#[command(version, after_help = "Settings come from CASTELLAN_* variables or a file; docs/configuration.md has the list.")]
struct Arguments {
    /// TOML file with settings
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Answer requests until stopped
    Serve,
    /// Lay down a sample provider with clients and people in an empty database, print how to sign in, and serve it
    Demo,
    /// Certificates for TLS without a proxy
    #[command(subcommand)]
    Cert(Cert),
    /// Bring the database's schema up to date, and end
    Migrate,
    /// Print the key with which receipts of imports are verified
    ReceiptKey,
}

#[derive(Subcommand)]
enum Cert {
    /// Make a certificate that no authority vouches for, to try things out; existing files are not replaced
    SelfSigned {
        /// Folder for cert.pem and key.pem
        #[arg(long, value_name = "FOLDER", default_value = "data/tls")]
        folder: PathBuf,
        /// Names and addresses under which the server is reached
        #[arg(value_name = "NAME", default_values = ["localhost", "127.0.0.1"])]
        names: Vec<String>,
    },
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("castellan: {}", with_causes(error.as_ref()));
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    if let Command::Cert(Cert::SelfSigned { folder, names }) = &arguments.command {
        let files = make_self_signed(folder, names)?;
        println!("CASTELLAN_TLS_CERTIFICATE={}\nCASTELLAN_TLS_KEY={}", files.certificate.display(), files.key.display());
        return Ok(());
    }
    let config = Source::of_process(arguments.config)?.config()?;
    start_log(&config)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).max_blocking_threads(32).enable_all().build()?;
    runtime.block_on(async {
        match arguments.command {
            Command::Serve => {
                let stop = stop_signal()?;
                let store = open_store(&config).await?;
                serve(config, store, stop).await?;
            }
            Command::Demo => {
                let store = open_store(&config).await?;
                demo::load(&config, &store).await?;
                serve(config, store, stop_signal()?).await?;
            }
            // Done above, without a configuration.
            Command::Cert(_) => {}
            Command::Migrate => {
                open_store(&config).await?.close().await;
                println!("The database is up to date.");
            }
            Command::ReceiptKey => {
                let store = open_store(&config).await?;
                println!("{}", receipt_key(&config, store.clone()).await?);
                store.close().await;
            }
        }
        Ok::<_, Box<dyn Error>>(())
    })
}

/// Ends when the process is asked to stop.
fn stop_signal() -> Result<impl Future<Output = ()>, ServeError> {
    let on = |kind| signal(kind).map_err(ServeError::Signal);
    let (mut terminate, mut interrupt) = (on(SignalKind::terminate())?, on(SignalKind::interrupt())?);
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

fn start_log(config: &Config) -> Result<(), Box<dyn Error>> {
    let filter = EnvFilter::try_new(&config.log).map_err(|_| "CASTELLAN_LOG: must be a level or a filter, such as info or info,server::http=debug")?;
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match config.log_format {
        LogFormat::Json => log.json().flatten_event(true).init(),
        LogFormat::Text => log.with_ansi(std::io::IsTerminal::is_terminal(&std::io::stderr())).init(),
    }
    // A panic's text may quote data; where it happened is enough to find it.
    std::panic::set_hook(Box::new(|panic| {
        tracing::error!(location = panic.location().map(tracing::field::display), "panicked");
    }));
    Ok(())
}

fn with_causes(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}
