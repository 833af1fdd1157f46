use crate::{
    domain::{Error, Instance, Result, outbox::Mail},
    mail::{Post, compose},
    model::time::Micros,
    store::{
        Transaction,
        outbox::{self, OutboxEntry},
    },
};
use futures_util::{StreamExt as _, future::BoxFuture, stream};
use std::sync::Arc;

/// Sends the mails that wait in the outbox.
pub struct Relay {
    instance: Arc<Instance>,
    post: Post,
}

/// How long one who took a mail has to send it, before another may.
const LEASE: i64 = 2 * Micros::MINUTE;
/// Entries read at once, and letters on their way at once.
const BATCH: u32 = 40;
const AT_ONCE: usize = 4;
/// Pauses after each failed try; after the last one it is given up.
const PAUSES: &[i64] = &[30 * Micros::SECOND, 2 * Micros::MINUTE, 10 * Micros::MINUTE, 30 * Micros::MINUTE, Micros::HOUR, 3 * Micros::HOUR, 6 * Micros::HOUR];

impl Relay {
    /// A relay that sends by that way.
    pub const fn new(instance: Arc<Instance>, post: Post) -> Self {
        Self { instance, post }
    }

    /// Sends what is due at that time; the number of entries it took.
    pub async fn send_due(&self, now: Micros) -> Result<usize> {
        let mut taken = 0;
        loop {
            let entries = outbox::due(&mut self.instance.store.read().await?, "mail", now, BATCH).await?;
            let batch = entries.len();
            let sent = stream::iter(entries).map(|entry| self.send_one(entry, now)).buffer_unordered(AT_ONCE).collect::<Vec<_>>().await;
            for one in sent {
                taken += usize::from(one?);
            }
            // What was taken is not due any more, so a full batch means that there may be others.
            if batch < BATCH as usize {
                return Ok(taken);
            }
        }
    }

    async fn send_one(&self, entry: OutboxEntry, now: Micros) -> Result<bool> {
        let OutboxEntry { id, payload, attempts, next_at } = entry;
        if !self.write(move |db| Box::pin(async move { Ok(outbox::claim(db, id, next_at, now.plus(LEASE)).await?) })).await? {
            return Ok(false);
        }
        let Err(problem) = self.deliver(&payload).await else {
            self.write(move |db| Box::pin(async move { Ok(outbox::finish(db, id).await?) })).await?;
            return Ok(true);
        };
        let pause = usize::try_from(attempts).ok().and_then(|tries| PAUSES.get(tries)).copied();
        tracing::warn!(%id, attempts, problem, is_given_up = pause.is_none(), "a mail was not sent");
        self.write(move |db| {
            let problem = problem.clone();
            Box::pin(async move {
                match pause {
                    Some(pause) => outbox::postpone(db, id, now.plus(pause), &problem).await?,
                    None => outbox::give_up(db, id, now, &problem).await?,
                }
                Ok(())
            })
        })
        .await?;
        Ok(true)
    }

    /// Writes and sends one mail. The error is a sentence without secrets.
    async fn deliver(&self, payload: &str) -> std::result::Result<(), String> {
        let mail = serde_json::from_str::<Mail>(payload).map_err(|_| "the entry is not understood".to_owned())?;
        let letter = {
            let mut db = self.instance.store.read().await.map_err(|error| error.to_string())?;
            compose(&mut db, &self.instance, mail).await.map_err(|error| error.to_string())?
        };
        match letter {
            Some(letter) => self.post.send(&letter).await.map_err(|error| error.to_string()),
            None => Ok(()),
        }
    }

    async fn write<T, F>(&self, command: F) -> Result<T>
    where
        T: Send + 'static,
        F: for<'t> Fn(&'t mut Transaction) -> BoxFuture<'t, Result<T>> + Send + Sync + 'static,
    {
        self.instance.store.write::<_, T, Error, _>((), move |db: &mut Transaction, (): &()| command(db)).await
    }
}
