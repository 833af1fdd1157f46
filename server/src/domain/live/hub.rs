use super::Topic;
use crate::model::time::Micros;
use std::{
    collections::BTreeSet,
    hash::{BuildHasher as _, RandomState},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, AtomicI64, Ordering},
    },
    time::Duration,
};
use tokio::{
    sync::Notify,
    time::{Instant, timeout_at},
};

/// Lists of all tenants share so many places. Two that share one are told of each other's changes, which costs a reading too many; which
/// they are nobody can choose.
const PLACES: usize = 4096;

/// The versions of all lists in this process, and who waits for them.
pub struct Hub {
    places: Box<[Place]>,
    hasher: RandomState,
    /// What commands have changed and nobody was told yet.
    news: Mutex<BTreeSet<Topic>>,
    bell: Notify,
    is_closed: AtomicBool,
}

struct Place {
    version: AtomicI64,
    changed: Notify,
}

impl Place {
    /// Gives it a version that none of the callers has: the present moment, and at least that one, whatever the clock says.
    fn change(&self, at_least: Micros) -> Micros {
        let at = at_least.max(Micros::now()).0;
        let next = |version: i64| Some(at.max(version.saturating_add(1)));
        let before = self.version.fetch_update(Ordering::AcqRel, Ordering::Acquire, next).unwrap_or(at);
        self.changed.notify_waiters();
        Micros(at.max(before.saturating_add(1)))
    }
}

impl Default for Hub {
    fn default() -> Self {
        // What changed before this process began, nobody knows: whoever has an older version reads again.
        let began = Micros::now().0;
        let place = || Place { version: AtomicI64::new(began), changed: Notify::new() };
        let places = std::iter::repeat_with(place).take(PLACES).collect();
        Self { places, hasher: RandomState::new(), news: Mutex::default(), bell: Notify::new(), is_closed: AtomicBool::new(false) }
    }
}

impl Hub {
    /// Leaves word of what was changed.
    pub fn leave(&self, topics: BTreeSet<Topic>) {
        if topics.is_empty() {
            return;
        }
        self.news.lock().unwrap_or_else(PoisonError::into_inner).extend(topics);
        self.bell.notify_one();
    }

    /// Waits until there is word.
    pub async fn word(&self) {
        self.bell.notified().await;
    }

    /// All that there is word of.
    pub fn take(&self) -> BTreeSet<Topic> {
        std::mem::take(&mut *self.news.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Gives a list that changed a new version, and wakes who waits for it.
    pub fn change(&self, topic: &Topic) -> Micros {
        self.place(topic).change(Micros(0))
    }

    /// Another process has given a list a version. Clocks differ: it is a change even if this process has given a later one before.
    pub fn hear(&self, topic: &Topic, version: Micros) {
        self.place(topic).change(version);
    }

    /// Any list may have changed: word from other processes was missed.
    pub fn change_all(&self) {
        for place in &self.places {
            place.change(Micros(0));
        }
    }

    /// Ends all waiting, now and later.
    pub fn close(&self) {
        self.is_closed.store(true, Ordering::Release);
        self.places.iter().for_each(|place| place.changed.notify_waiters());
    }

    /// The version of a list, as soon as it is newer than the one that was seen, or that one when the time is over.
    pub async fn wait(&self, topic: &Topic, seen: Micros, longest: Duration) -> Micros {
        let (place, end) = (self.place(topic), Instant::now() + longest);
        loop {
            // Listening before looking: no change falls between the two.
            let mut changed = std::pin::pin!(place.changed.notified());
            changed.as_mut().enable();
            let version = Micros(place.version.load(Ordering::Acquire));
            if version > seen {
                return version;
            }
            if self.is_closed.load(Ordering::Acquire) || timeout_at(end, changed).await.is_err() {
                return seen;
            }
        }
    }

    #[expect(clippy::indexing_slicing, reason = "a remainder is below the number of places")]
    fn place(&self, topic: &Topic) -> &Place {
        let at = usize::try_from(self.hasher.hash_one(topic) % PLACES as u64).unwrap_or_default();
        &self.places[at]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        id::OrganizationId,
        live::OrganizationList::{Groups, Members},
    };
    use std::sync::Arc;

    /// No test takes so long: what waits so long is woken.
    const LONG: Duration = Duration::from_hours(1);
    const SHORT: Duration = Duration::from_millis(30);

    /// Two lists that share no place.
    fn lists(hub: &Hub) -> (Topic, Topic) {
        loop {
            let organization = OrganizationId::make();
            let (members, groups) = (Topic::Organization(organization, Members), Topic::Organization(organization, Groups));
            if !std::ptr::eq(hub.place(&members), hub.place(&groups)) {
                return (members, groups);
            }
        }
    }

    #[tokio::test]
    async fn a_change_ends_the_waiting_for_it_and_for_nothing_else() {
        let hub = Arc::new(Hub::default());
        let ((members, groups), seen) = (lists(&hub), Micros::now());
        let wait = |topic, longest| {
            let hub = hub.clone();
            tokio::spawn(async move { hub.wait(&topic, seen, longest).await })
        };
        let (for_members, for_groups) = (wait(members, LONG), wait(groups, SHORT));
        tokio::task::yield_now().await;
        let first = hub.change(&members);
        assert_eq!(for_members.await.unwrap(), first);
        assert!(first > seen);
        assert!(hub.change(&members) > first, "two changes within a microsecond are two versions");
        assert_eq!(for_groups.await.unwrap(), seen);
    }

    #[tokio::test]
    async fn what_changed_before_is_told_at_once_and_without_a_change_the_time_passes() {
        let hub = Hub::default();
        let ((members, _), began, seen) = (lists(&hub), Instant::now(), Micros::now());
        let version = hub.change(&members);
        assert_eq!(hub.wait(&members, seen, LONG).await, version);
        assert_eq!(hub.wait(&members, version, SHORT).await, version);
        assert!(began.elapsed() >= SHORT);
    }

    #[tokio::test]
    async fn a_change_elsewhere_is_told_whatever_the_clocks_say() {
        let hub = Hub::default();
        let (members, _) = lists(&hub);
        let version = hub.change(&members);
        hub.hear(&members, version.plus(-Micros::MINUTE));
        let behind = hub.wait(&members, version, LONG).await;
        assert!(behind > version);
        let ahead = behind.plus(Micros::MINUTE);
        hub.hear(&members, ahead);
        assert_eq!(hub.wait(&members, behind, LONG).await, ahead);
        assert!(hub.change(&members) > ahead);
        hub.change_all();
        assert!(hub.wait(&members, ahead.plus(1), LONG).await > ahead.plus(1));
    }

    #[tokio::test]
    async fn a_server_that_stops_lets_nobody_wait() {
        let hub = Arc::new(Hub::default());
        let ((members, _), seen) = (lists(&hub), Micros::now());
        let waiting = tokio::spawn({
            let hub = hub.clone();
            async move { hub.wait(&members, seen, LONG).await }
        });
        tokio::task::yield_now().await;
        hub.close();
        assert_eq!(waiting.await.unwrap(), seen);
        assert_eq!(hub.wait(&members, seen, LONG).await, seen);
    }

    #[tokio::test]
    async fn whoever_has_a_version_from_before_the_server_began_is_told() {
        let hub = Hub::default();
        let (members, _) = lists(&hub);
        let seen = Micros::now().plus(-Micros::HOUR);
        assert!(hub.wait(&members, seen, LONG).await > seen);
    }

    #[tokio::test]
    async fn word_is_taken_once() {
        let hub = Hub::default();
        let (members, groups) = lists(&hub);
        hub.leave([members].into());
        hub.leave([members, groups].into());
        hub.word().await;
        assert_eq!(hub.take(), [members, groups].into());
        assert!(tokio::time::timeout(SHORT, hub.word()).await.is_err());
    }
}
