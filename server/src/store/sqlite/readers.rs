use super::{super::StoreError, connect};
use rusqlite::Connection;
use std::{
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};

/// Connections that read, opened when they are first needed.
#[derive(Clone)]
pub(crate) struct Readers {
    path: Arc<PathBuf>,
    idle: Arc<Mutex<Vec<Connection>>>,
    places: Arc<Semaphore>,
    most: u32,
}

/// A reading connection until it is dropped.
pub(crate) struct Lease {
    // Empty only while it is being dropped.
    connection: Option<Connection>,
    idle: Arc<Mutex<Vec<Connection>>>,
    _place: OwnedSemaphorePermit,
}

impl Readers {
    pub(crate) fn new(path: PathBuf, most: u32) -> Self {
        Self { path: Arc::new(path), idle: Arc::default(), places: Arc::new(Semaphore::new(most as usize)), most }
    }

    /// A connection, as soon as one is free.
    pub(crate) async fn lease(&self, patience: Duration) -> Result<Lease, StoreError> {
        let place = timeout(patience, self.places.clone().acquire_owned()).await.map_err(|_| StoreError::Busy)?.map_err(|_| StoreError::Stopped)?;
        let idle = lock(&self.idle).pop();
        let connection = match idle {
            Some(connection) => connection,
            None => connect::reader(&self.path)?,
        };
        Ok(Lease { connection: Some(connection), idle: self.idle.clone(), _place: place })
    }

    /// Lends no more, waits until all are back, and closes them.
    pub(crate) async fn close(self) {
        let _all = self.places.acquire_many(self.most).await;
        self.places.close();
        lock(&self.idle).clear();
    }
}

impl Lease {
    /// Lets the work have the connection on a thread where waiting for the disk holds nobody up, and gives the lease back with its
    /// result. Nothing is lost when the caller stops waiting: the connection goes back when the work is done.
    pub(crate) async fn run<T: Send + 'static>(
        self,
        work: impl FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<(Self, Result<T, StoreError>), StoreError> {
        let run = move || {
            let result = self.connection.as_ref().ok_or(StoreError::Stopped).and_then(work);
            (self, result)
        };
        tokio::task::spawn_blocking(run).await.map_err(|_| StoreError::Stopped)
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        if let Some(connection) = self.connection.take() {
            lock(&self.idle).push(connection);
        }
    }
}

/// A thread that panicked while it held the list left a whole list behind: it only pushes and pops.
fn lock(idle: &Mutex<Vec<Connection>>) -> std::sync::MutexGuard<'_, Vec<Connection>> {
    idle.lock().unwrap_or_else(PoisonError::into_inner)
}
