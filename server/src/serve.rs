//! The running server: what `castellan serve` starts, and what it stops again in order.

use crate::{
    config::{Config, ConfigError, demand_shared_secret, forget_setup_token, load_or_make_secret, load_or_make_setup_token, make_private_file},
    domain::{Context, Device, Instance, imports, setup},
    files::{Files, FilesError},
    http::{Dist, DistError, Listener, Site, Tls, TlsError, router},
    jobs::{Jobs, Relay},
    mail::{Post, PostError},
    store::{Database, Store, StoreError},
};
use std::{io, net::SocketAddr, path::Path, sync::Arc, time::Duration};
use thiserror::Error;
use tokio::sync::Notify;
use zeroize::Zeroizing;

/// Why the server does not start.
#[derive(Debug, Error)]
pub enum ServeError {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Dist(#[from] DistError),
    #[error("CASTELLAN_TLS_CERTIFICATE or CASTELLAN_TLS_KEY: {0}")]
    Tls(#[from] TlsError),
    #[error("CASTELLAN_SMTP_URL or CASTELLAN_MAIL_FROM: {0}")]
    Mail(#[from] PostError),
    #[error("CASTELLAN_FILES: {0}")]
    Files(#[from] FilesError),
    #[error("the database cannot be opened")]
    Store(#[from] StoreError),
    #[error("{address} cannot be listened on: {cause}")]
    Listen { address: SocketAddr, cause: io::Error },
    #[error("signals cannot be received: {0}")]
    Signal(io::Error),
    #[error("the state of the set-up cannot be read")]
    Setup(#[source] crate::domain::Error),
    #[error("the key of the receipts cannot be made")]
    Receipts(#[source] crate::domain::Error),
}

const DRAIN: Duration = Duration::from_secs(10);

/// Opens the store as configured.
pub async fn open_store(config: &Config) -> Result<Store, ServeError> {
    config.make_data_dir()?;
    if let Database::Sqlite(path) = &config.database {
        make_private_file(path)?;
    }
    Ok(Store::open(&config.database).await?)
}

/// Serves until the signal comes, then ends what was begun.
pub async fn serve(config: Config, store: Store, stop: impl Future<Output = ()>) -> Result<(), ServeError> {
    let dist = Dist::load(&config.dist)?;
    let tls = config.tls.clone().map(Tls::load).transpose()?;
    let secret = secret(&config, &store).await?;
    let listener = Listener::bind(config.listen, config.limits, config.trusted_proxies.clone())
        .await
        .map_err(|cause| ServeError::Listen { address: config.listen, cause })?
        .with_tls(tls.clone());
    let address = listener.address().map_err(|cause| ServeError::Listen { address: config.listen, cause })?;
    let public = config.public_url_at(address.port());

    let setup_token = setup_token(&store, &config.data_dir).await?;
    let setup = setup_token.as_ref().map_or_else(String::new, |token| format!("Setup token: {}\nOpen {public}/setup to begin.\n", token.as_str()));
    let greeting = Zeroizing::new(format!("{setup}Castellan is ready at {public}\n"));
    let instance = Arc::new(Instance {
        files: Files::open(config.files)?,
        file_limits: config.file_limits,
        public_url: public.to_string(),
        setup_token,
        ..Instance::bare(store.clone(), secret)
    });

    let bell = Arc::new(Notify::new());
    let site = Arc::new(Site::new(instance.clone(), dist, public.clone(), config.trusted_proxies, config.limits, bell.clone()));
    let post = Post::new(&config.mail, config.mail_from.as_deref(), &public)?;
    let jobs = Jobs::start(instance.clone(), Relay::new(instance.clone(), post), site.clone(), bell);
    // Connections wait in the socket's queue until the loop below takes them, so this is true.
    print!("{}", greeting.as_str());
    tracing::info!(%address, %public, "ready");

    let following = tls.map(|tls| tokio::spawn(tls.follow()));
    let draining = listener.serve(router(site), stop).await;
    tracing::info!("stopping");
    if let Some(following) = following {
        following.abort();
    }
    // Calls that wait for a change would be waited for.
    instance.live.close();
    draining.finish(DRAIN).await;
    jobs.stop(DRAIN).await;
    store.close().await;
    tracing::info!("stopped");
    Ok(())
}

/// The key with which receipts of imports are verified, in base64.
pub async fn receipt_key(config: &Config, store: Store) -> Result<String, ServeError> {
    let secret = secret(config, &store).await?;
    imports::receipt_key(&Instance::bare(store, secret)).map_err(ServeError::Receipts)
}

async fn secret(config: &Config, store: &Store) -> Result<Zeroizing<[u8; 32]>, ServeError> {
    let secret = load_or_make_secret(&config.secret_file)?;
    // A file of SQLite belongs to one server, and may be restored without its secret at the price of dead links and ended sessions.
    if matches!(config.database, Database::Postgres(_)) {
        demand_shared_secret(store, &secret).await?;
    }
    Ok(secret)
}

/// The token for the first admin, while there is none.
async fn setup_token(store: &Store, data_dir: &Path) -> Result<Option<Zeroizing<String>>, ServeError> {
    let instance = Instance::bare(store.clone(), [0; 32].into());
    let context = Context::new(Arc::new(instance), None, None, None, Device::default());
    if setup::status(&context, ()).await.map_err(ServeError::Setup)?.is_needed {
        return Ok(Some(load_or_make_setup_token(data_dir)?));
    }
    forget_setup_token(data_dir);
    Ok(None)
}
