use super::{Relay, spread};
use crate::{
    domain::{Instance, items::sweep, sessions::housekeep},
    http::Site,
    model::time::Micros,
};
use std::{sync::Arc, time::Duration};
use tokio::{
    sync::{Notify, watch},
    task::JoinSet,
    time::{MissedTickBehavior, interval, timeout},
};

/// Jobs in the background of a running server.
pub struct Jobs {
    tasks: JoinSet<()>,
    stop: watch::Sender<bool>,
}

/// How often the outbox is looked at when nobody rings: for retries, and for what other processes left.
const POLL: Duration = Duration::from_secs(5);
const CLEANING: Duration = Duration::from_mins(10);

impl Jobs {
    /// Starts them. The bell says that there may be something in the outbox.
    pub fn start(instance: Arc<Instance>, relay: Relay, site: Arc<Site>, bell: Arc<Notify>) -> Self {
        let (stop, stopped) = watch::channel(false);
        let mut tasks = JoinSet::new();
        tasks.spawn(send(relay, bell, stopped.clone()));
        let mut spreading = stopped.clone();
        tasks.spawn(spread(instance.clone(), async move { drop(spreading.changed().await) }));
        tasks.spawn(tidy(instance, site, stopped));
        Self { tasks, stop }
    }

    /// Lets them finish what they are at, but not longer than this.
    pub async fn stop(mut self, longest: Duration) {
        // Nobody listens any more: they have ended already.
        let _ = self.stop.send(true);
        let all = async { while self.tasks.join_next().await.is_some() {} };
        if timeout(longest, all).await.is_err() {
            tracing::warn!("a job did not end in time and is cut");
        }
    }
}

async fn send(relay: Relay, bell: Arc<Notify>, mut stopped: watch::Receiver<bool>) {
    let mut poll = interval(POLL);
    poll.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = poll.tick() => {}
            () = bell.notified() => {}
            _ = stopped.changed() => return,
        }
        if let Err(error) = relay.send_due(Micros::now()).await {
            tracing::error!(%error, cause = ?std::error::Error::source(&error), "the outbox could not be worked on");
        }
    }
}

async fn tidy(instance: Arc<Instance>, site: Arc<Site>, mut stopped: watch::Receiver<bool>) {
    let mut clock = interval(CLEANING);
    clock.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = clock.tick() => {}
            _ = stopped.changed() => return,
        }
        site.tidy();
        match housekeep(&instance.store, Micros::now()).await {
            Ok(deleted) => tracing::debug!(?deleted, "expired rows were deleted"),
            Err(error) => tracing::error!(%error, cause = ?std::error::Error::source(&error), "expired rows could not be deleted"),
        }
        match sweep(&instance, Micros::now()).await {
            Ok(deleted) => tracing::debug!(deleted, "files without an attachment were deleted"),
            Err(error) => tracing::error!(%error, cause = ?std::error::Error::source(&error), "files without an attachment could not be deleted"),
        }
    }
}
