//! Word from process to process, over PostgreSQL's own channel and outside of the transactions of commands. On SQLite there is one process.

use super::{Store, StoreError};
use sqlx::postgres::PgListener;

const CHANNEL: &str = "castellan";

/// What other processes tell, and this one too.
pub struct Notices(PgListener);

/// Something was heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    Word(String),
    /// The connection was lost for a while, and what was told meanwhile with it.
    Gap,
}

impl Notices {
    /// What comes next.
    pub async fn next(&mut self) -> Result<Heard, StoreError> {
        Ok(self.0.try_recv().await?.map_or(Heard::Gap, |notice| Heard::Word(notice.payload().to_owned())))
    }
}

impl Store {
    /// Tells the processes that listen; less than 8,000 bytes. Does nothing on SQLite.
    pub async fn tell(&self, word: &str) -> Result<(), StoreError> {
        if let Some(pool) = self.postgres() {
            sqlx::query("SELECT pg_notify($1, $2)").bind(CHANNEL).bind(word).execute(pool).await?;
        }
        Ok(())
    }

    /// Listens, over a connection of its own; none on SQLite.
    pub async fn listen(&self) -> Result<Option<Notices>, StoreError> {
        let Some(pool) = self.postgres() else { return Ok(None) };
        let mut listener = PgListener::connect_with(pool).await?;
        listener.listen(CHANNEL).await?;
        Ok(Some(Notices(listener)))
    }
}
