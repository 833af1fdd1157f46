//! Commands: one transaction each on PostgreSQL, batches of them in one durable transaction on SQLite, in a thread of their own.

use super::{Connection, StoreError, Transaction, connection::Engine, sql};
use futures_util::future::{BoxFuture, FutureExt};
use std::{panic::AssertUnwindSafe, sync::Arc, thread};
use tokio::sync::{mpsc, oneshot};

/// The future of a command.
pub type CommandFuture<'t, T, E> = BoxFuture<'t, Result<T, E>>;

/// A command over an input. It may run more than once before it is committed, so it must do nothing but statements; one that waits
/// for something else does not get past the writer of SQLite.
pub trait Command<I, T, E>: for<'t> Fn(&'t mut Transaction, &'t I) -> CommandFuture<'t, T, E> + Send + Sync + 'static {}

impl<I, T, E, F> Command<I, T, E> for F where F: for<'t> Fn(&'t mut Transaction, &'t I) -> CommandFuture<'t, T, E> + Send + Sync + 'static {}

/// The most commands that share a transaction, unless the store was opened with another number.
pub(super) const BATCH: usize = 512;
/// How often a command that lost against another transaction is tried on PostgreSQL.
const TRIES: usize = 5;

/// A command that waits for the writer.
trait Waiting: Send {
    /// Runs it and keeps its result. Tells whether it succeeded.
    fn run(&mut self, transaction: &mut Transaction) -> bool;
    /// Gives its result to the caller, after the commit.
    fn answer(self: Box<Self>);
    /// Gives the caller an error instead.
    fn fail(self: Box<Self>, error: StoreError);
}

struct Job<I, T, E, F> {
    input: Arc<I>,
    command: F,
    result: Option<Result<T, E>>,
    reply: oneshot::Sender<Result<T, E>>,
}

impl<I, T, E, F> Waiting for Job<I, T, E, F>
where
    I: Send + Sync + 'static,
    T: Send + 'static,
    E: From<StoreError> + Send + 'static,
    F: Command<I, T, E>,
{
    fn run(&mut self, transaction: &mut Transaction) -> bool {
        // A defect in one command must not take the others of the batch with it.
        let result = AssertUnwindSafe((self.command)(transaction, &self.input)).catch_unwind().now_or_never();
        let result = result.and_then(Result::ok).unwrap_or_else(|| Err(StoreError::Stopped.into()));
        let succeeded = result.is_ok();
        self.result = Some(result);
        succeeded
    }

    fn answer(self: Box<Self>) {
        let result = self.result.unwrap_or_else(|| Err(StoreError::Stopped.into()));
        // The caller may have gone; the effect stays.
        let _ = self.reply.send(result);
    }

    fn fail(self: Box<Self>, error: StoreError) {
        let _ = self.reply.send(Err(error.into()));
    }
}

/// The way to the thread that owns SQLite's only writing connection.
#[derive(Clone)]
pub(super) struct Writer {
    queue: mpsc::Sender<Box<dyn Waiting>>,
}

impl Writer {
    pub(super) fn start(connection: rusqlite::Connection, most: usize) -> Result<Self, StoreError> {
        let (queue, waiting) = mpsc::channel(BATCH * 4);
        thread::Builder::new().name("store-writer".to_owned()).spawn(move || serve(connection, waiting, most)).map_err(StoreError::Thread)?;
        Ok(Self { queue })
    }

    pub(super) async fn run<I, T, E, F>(&self, input: I, command: F) -> Result<T, E>
    where
        I: Send + Sync + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: Command<I, T, E>,
    {
        let (reply, answer) = oneshot::channel();
        let job = Job { input: Arc::new(input), command, result: None, reply };
        self.queue.send(Box::new(job)).await.map_err(|_| StoreError::Stopped)?;
        answer.await.map_err(|_| StoreError::Stopped)?
    }
}

fn serve(connection: rusqlite::Connection, mut waiting: mpsc::Receiver<Box<dyn Waiting>>, most: usize) {
    let mut transaction = Transaction { connection: Connection::new(Engine::SqliteWriter(connection)) };
    let mut batch = Vec::with_capacity(most);
    while waiting.blocking_recv_many(&mut batch, most) > 0 {
        gather(&mut waiting, &mut batch, most);
        let outcome = match commit_together(&mut transaction, &mut batch) {
            // A command failed after it had written: its writes are undone together with the batch,
            // and the batch runs again with a savepoint around each command.
            Ok(false) => commit_apart(&mut transaction, &mut batch),
            other => other.map(|_| ()),
        };
        match outcome {
            Ok(()) => batch.drain(..).for_each(Waiting::answer),
            Err(error) => {
                tracing::error!(%error, cause = ?std::error::Error::source(&error), commands = batch.len(), "a batch of commands was not committed");
                let _ = transaction.now("ROLLBACK");
                batch.drain(..).for_each(|job| job.fail(StoreError::Conflict));
            }
        }
    }
}

/// Takes what is about to be sent as well. Callers that were answered together ask again together, but the first of them wakes the
/// writer: without this it would commit that one alone, and the others would wait for a transaction more.
fn gather(waiting: &mut mpsc::Receiver<Box<dyn Waiting>>, batch: &mut Vec<Box<dyn Waiting>>, most: usize) {
    loop {
        let before = batch.len();
        thread::yield_now();
        while batch.len() < most
            && let Ok(job) = waiting.try_recv()
        {
            batch.push(job);
        }
        if batch.len() == before {
            return;
        }
    }
}

/// Runs all commands without savepoints. `false`: one failed after writing, and nothing was committed.
fn commit_together(transaction: &mut Transaction, batch: &mut [Box<dyn Waiting>]) -> Result<bool, StoreError> {
    transaction.now("BEGIN IMMEDIATE")?;
    for job in batch.iter_mut() {
        let before = transaction.connection.writes;
        if !job.run(transaction) && transaction.connection.writes != before {
            transaction.now("ROLLBACK")?;
            return Ok(false);
        }
    }
    transaction.now("COMMIT")?;
    Ok(true)
}

/// Runs each command in a savepoint of its own, so that a failed one takes back only its own writes.
fn commit_apart(transaction: &mut Transaction, batch: &mut [Box<dyn Waiting>]) -> Result<(), StoreError> {
    transaction.now("BEGIN IMMEDIATE")?;
    for job in batch.iter_mut() {
        transaction.now("SAVEPOINT command")?;
        if !job.run(transaction) {
            transaction.now("ROLLBACK TO command")?;
        }
        transaction.now("RELEASE command")?;
    }
    transaction.now("COMMIT")?;
    Ok(())
}

impl Transaction {
    /// Runs a statement of the writer's own.
    fn now(&mut self, statement: &'static str) -> Result<u64, StoreError> {
        self.execute(sql(statement)).now_or_never().unwrap_or(Err(StoreError::Stopped))
    }
}

/// One transaction on PostgreSQL, tried again when it lost against another.
pub(super) async fn run_on_postgres<I, T, E, F>(pool: &sqlx::PgPool, input: I, command: F) -> Result<T, E>
where
    I: Send + Sync + 'static,
    T: Send + 'static,
    E: From<StoreError> + AsStoreError + Send + 'static,
    F: Command<I, T, E>,
{
    let mut tries = 1;
    loop {
        let inner = pool.begin().await.map_err(StoreError::from)?;
        let mut transaction = Transaction { connection: Connection::new(Engine::PostgresTransaction(inner)) };
        let result = command(&mut transaction, &input).await;
        let Engine::PostgresTransaction(inner) = transaction.connection.engine else { return Err(StoreError::Stopped.into()) };
        let result = match result {
            Ok(value) => inner.commit().await.map(|()| value).map_err(|error| not_committed(error).into()),
            Err(error) => {
                inner.rollback().await.map_err(StoreError::from)?;
                Err(error)
            }
        };
        match result {
            Err(error) if tries < TRIES && error.as_store_error().is_some_and(|error| matches!(error, StoreError::Conflict)) => tries += 1,
            result => return result,
        }
    }
}

/// The database's own refusal is certain; anything else leaves open what became of the transaction.
fn not_committed(error: sqlx::Error) -> StoreError {
    if matches!(error, sqlx::Error::Database(_)) { error.into() } else { StoreError::Unknown(error.into()) }
}

/// Lets the store see whether a command failed because of it.
pub trait AsStoreError {
    /// The store's error inside, if that is what it is.
    fn as_store_error(&self) -> Option<&StoreError>;
}
