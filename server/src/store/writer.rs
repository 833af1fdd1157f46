//! Commands: one transaction each on PostgreSQL, batches of them in one durable transaction on SQLite.

use super::{Connection, StoreError, Transaction, connection::Engine, sql};
use futures_util::future::{BoxFuture, FutureExt};
use sqlx::sqlite::SqliteConnection;
use std::{panic::AssertUnwindSafe, sync::Arc};
use tokio::sync::{mpsc, oneshot};

/// The future of a command.
pub type CommandFuture<'t, T, E> = BoxFuture<'t, Result<T, E>>;

/// A command over an input. It may run more than once before it is committed, so it must do nothing but statements.
pub trait Command<I, T, E>: for<'t> Fn(&'t mut Transaction, &'t I) -> CommandFuture<'t, T, E> + Send + Sync + 'static {}

impl<I, T, E, F> Command<I, T, E> for F where F: for<'t> Fn(&'t mut Transaction, &'t I) -> CommandFuture<'t, T, E> + Send + Sync + 'static {}

/// The most commands that share a transaction, unless the store was opened with another number.
pub(super) const BATCH: usize = 512;
/// How often a command that lost against another transaction is tried on PostgreSQL.
const TRIES: usize = 5;

/// A command that waits for the writer.
trait Waiting: Send {
    /// Runs it and keeps its result. Tells whether it succeeded.
    fn run<'a>(&'a mut self, transaction: &'a mut Transaction) -> BoxFuture<'a, bool>;
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
    fn run<'a>(&'a mut self, transaction: &'a mut Transaction) -> BoxFuture<'a, bool> {
        async move {
            // A defect in one command must not take the others of the batch with it.
            let result = AssertUnwindSafe((self.command)(transaction, &self.input)).catch_unwind().await.unwrap_or_else(|_| Err(StoreError::Stopped.into()));
            let succeeded = result.is_ok();
            self.result = Some(result);
            succeeded
        }
        .boxed()
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

/// The way to the task that owns SQLite's only writing connection.
#[derive(Clone)]
pub(super) struct Writer {
    queue: mpsc::Sender<Box<dyn Waiting>>,
}

impl Writer {
    pub(super) fn start(connection: SqliteConnection, most: usize) -> Self {
        let (queue, waiting) = mpsc::channel(BATCH * 4);
        tokio::spawn(serve(connection, waiting, most));
        Self { queue }
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

async fn serve(connection: SqliteConnection, mut waiting: mpsc::Receiver<Box<dyn Waiting>>, most: usize) {
    let mut transaction = Transaction { connection: Connection::new(Engine::SqliteWriter(connection)) };
    let mut batch = Vec::with_capacity(most);
    while waiting.recv_many(&mut batch, most).await > 0 {
        gather(&mut waiting, &mut batch, most).await;
        let outcome = match commit_together(&mut transaction, &mut batch).await {
            // A command failed after it had written: its writes are undone together with the batch,
            // and the batch runs again with a savepoint around each command.
            Ok(false) => commit_apart(&mut transaction, &mut batch).await,
            other => other.map(|_| ()),
        };
        match outcome {
            Ok(()) => batch.drain(..).for_each(Waiting::answer),
            Err(error) => {
                tracing::error!(%error, cause = ?std::error::Error::source(&error), commands = batch.len(), "a batch of commands was not committed");
                let _ = transaction.execute(sql("ROLLBACK")).await;
                batch.drain(..).for_each(|job| job.fail(StoreError::Conflict));
            }
        }
    }
}

/// Takes what is about to be sent as well. Callers that were answered together ask again together, but the first of them wakes the
/// writer: without this it would commit that one alone, and the others would wait for a transaction more.
async fn gather(waiting: &mut mpsc::Receiver<Box<dyn Waiting>>, batch: &mut Vec<Box<dyn Waiting>>, most: usize) {
    loop {
        let before = batch.len();
        tokio::task::yield_now().await;
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
async fn commit_together(transaction: &mut Transaction, batch: &mut [Box<dyn Waiting>]) -> Result<bool, StoreError> {
    transaction.execute(sql("BEGIN IMMEDIATE")).await?;
    for job in batch.iter_mut() {
        let before = transaction.connection.writes;
        if !job.run(transaction).await && transaction.connection.writes != before {
            transaction.execute(sql("ROLLBACK")).await?;
            return Ok(false);
        }
    }
    transaction.execute(sql("COMMIT")).await?;
    Ok(true)
}

/// Runs each command in a savepoint of its own, so that a failed one takes back only its own writes.
async fn commit_apart(transaction: &mut Transaction, batch: &mut [Box<dyn Waiting>]) -> Result<(), StoreError> {
    transaction.execute(sql("BEGIN IMMEDIATE")).await?;
    for job in batch.iter_mut() {
        transaction.execute(sql("SAVEPOINT command")).await?;
        if !job.run(transaction).await {
            transaction.execute(sql("ROLLBACK TO command")).await?;
        }
        transaction.execute(sql("RELEASE command")).await?;
    }
    transaction.execute(sql("COMMIT")).await?;
    Ok(())
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
    if matches!(error, sqlx::Error::Database(_)) { error.into() } else { StoreError::Unknown(error) }
}

/// Lets the store see whether a command failed because of it.
pub trait AsStoreError {
    /// The store's error inside, if that is what it is.
    fn as_store_error(&self) -> Option<&StoreError>;
}
