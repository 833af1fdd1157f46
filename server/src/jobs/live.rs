use crate::{
    domain::{Instance, Result, live::Topic},
    model::{
        id::{OrganizationId, SessionId},
        live::ProviderList,
        time::Micros,
    },
    store::{Heard, organizations},
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeSet, future::pending, sync::Arc, time::Duration};
use tokio::time::{sleep, timeout};
use uuid::Uuid;

/// How long word is gathered: a command over many rows, or many in a row, make a page read once.
const GATHER: Duration = Duration::from_millis(100);
/// Before something is tried again that did not work.
const AGAIN: Duration = Duration::from_secs(5);
/// The most lists of a notice, which has to have less than 8,000 bytes.
const NOTICE: usize = 50;
/// Each process says so often that it is there, and listens anew when it has not even heard itself for so long: a connection can end
/// without a sign.
const BEAT: Duration = Duration::from_secs(30);
const SILENCE: Duration = Duration::from_secs(100);

/// What processes tell each other.
#[derive(Serialize, Deserialize)]
struct Notice {
    /// Which process it is from.
    from: Uuid,
    told: Vec<(Topic, Micros)>,
}

/// Both sides of the word between processes. There is one for each process.
#[derive(Clone)]
struct Post {
    instance: Arc<Instance>,
    name: Uuid,
}

/// Tells who waits, here and at the other processes, which lists commands of this process have changed; until it is to stop, and then
/// what is left.
pub async fn spread(instance: Arc<Instance>, stop: impl Future<Output = ()>) {
    let post = Post { instance, name: SessionId::make().uuid() };
    let hearing = tokio::spawn(hear(post.clone()));
    let mut stop = std::pin::pin!(stop);
    loop {
        let is_last = tokio::select! {
            () = post.instance.live.word() => false,
            () = sleep(BEAT) => false,
            () = &mut stop => true,
        };
        if !is_last {
            sleep(GATHER).await;
        }
        post.tell().await;
        if is_last {
            hearing.abort();
            return;
        }
    }
}

impl Post {
    /// Tells all that there is word of. What could not be told to others is told again later.
    async fn tell(&self) {
        let Instance { live, store, .. } = &*self.instance;
        let (mut lists, mut rows) = (BTreeSet::new(), Vec::<OrganizationId>::new());
        for topic in live.take() {
            match topic {
                Topic::RowOf(organization) => rows.push(organization),
                list => drop(lists.insert(list)),
            }
        }
        match self.providers_of(&rows).await {
            Ok(providers) => lists.extend(providers),
            Err(error) => {
                tracing::warn!(%error, "who waits for a change of a client is told of it later");
                self.later(rows.into_iter().map(Topic::RowOf).collect());
            }
        }
        let told = lists.iter().map(|topic| (*topic, live.change(topic))).collect::<Vec<_>>();
        // Also with nothing to say: it is the sign that this process is there.
        for some in std::iter::once(told.as_slice()).filter(|told| told.is_empty()).chain(told.chunks(NOTICE)) {
            let Ok(word) = serde_json::to_string(&Notice { from: self.name, told: some.to_vec() }) else { continue };
            if let Err(error) = store.tell(&word).await {
                tracing::warn!(%error, "other processes are told of a change later");
                self.later(some.iter().map(|(topic, _)| *topic).collect());
            }
        }
    }

    /// The rows of organizations as lists of their providers.
    async fn providers_of(&self, rows: &[OrganizationId]) -> Result<Vec<Topic>> {
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let providers = organizations::providers_of(&mut self.instance.store.read().await?, rows).await?;
        Ok(providers.into_iter().map(|provider| Topic::Provider(provider, ProviderList::Clients)).collect())
    }

    fn later(&self, topics: BTreeSet<Topic>) {
        let instance = self.instance.clone();
        tokio::spawn(async move {
            sleep(AGAIN).await;
            instance.live.leave(topics);
        });
    }

    async fn listen(&self) -> Result<()> {
        let Instance { live, store, .. } = &*self.instance;
        let Some(mut notices) = store.listen().await? else { return pending().await };
        // Whatever was told before nobody heard.
        live.change_all();
        loop {
            let Ok(heard) = timeout(SILENCE, notices.next()).await else {
                tracing::warn!("nothing was heard of this or other processes for a while: listening anew");
                return Ok(());
            };
            let Heard::Word(word) = heard? else {
                live.change_all();
                continue;
            };
            match serde_json::from_str::<Notice>(&word) {
                Ok(Notice { from, .. }) if from == self.name => {}
                Ok(Notice { told, .. }) => told.iter().for_each(|(topic, version)| live.hear(topic, *version)),
                // From another version of the program, while the processes are replaced one by one.
                Err(_) => live.change_all(),
            }
        }
    }
}

/// Takes over what other processes tell.
async fn hear(post: Post) {
    loop {
        if let Err(error) = post.listen().await {
            tracing::warn!(%error, "changes at other processes are not heard");
            sleep(AGAIN).await;
        }
    }
}
