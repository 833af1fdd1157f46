//! The clients visited last, kept in this browser for the person signed in: names and times, nothing else.

use leptos::prelude::window;
use serde::{Deserialize, Serialize};
use server::model::{
    id::{OrganizationId, ProviderId, UserId},
    time::Micros,
};

use crate::ui::now_micros;

const MOST: usize = 6;

/// A client that was open in the Admin Console.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct RecentClient {
    pub(super) id: OrganizationId,
    pub(super) name: String,
    pub(super) provider: ProviderId,
    pub(super) at: Micros,
}

fn key(user: UserId) -> String {
    format!("castellan.recent.{user}")
}

/// Newest first.
pub(super) fn recent_clients(user: UserId) -> Vec<RecentClient> {
    let storage = window().local_storage().ok().flatten();
    let text = storage.and_then(|storage| storage.get_item(&key(user)).ok().flatten());
    text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

/// Puts a client first.
pub(super) fn remember_client(user: UserId, id: OrganizationId, name: String, provider: ProviderId) {
    write(user, &with_first(recent_clients(user), RecentClient { id, name, provider, at: Micros(now_micros()) }));
}

/// Takes a client off the list: it is not there for the person any more.
pub(super) fn forget_client(user: UserId, id: OrganizationId) {
    let mut list = recent_clients(user);
    list.retain(|client| client.id != id);
    write(user, &list);
}

fn with_first(mut list: Vec<RecentClient>, client: RecentClient) -> Vec<RecentClient> {
    list.retain(|other| other.id != client.id);
    list.insert(0, client);
    list.truncate(MOST);
    list
}

fn write(user: UserId, list: &[RecentClient]) {
    if let (Ok(Some(storage)), Ok(text)) = (window().local_storage(), serde_json::to_string(list)) {
        // A full or forbidden store only means that the browser forgets.
        let _ = storage.set_item(&key(user), &text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(number: u128) -> RecentClient {
        let id = uuid::Uuid::from_u128(number);
        RecentClient { id: OrganizationId::new(id), name: number.to_string(), provider: ProviderId::new(id), at: Micros(0) }
    }

    #[test]
    fn a_client_visited_again_moves_to_the_front_and_is_listed_once() {
        let list = (1..=3).fold(Vec::new(), |list, number| with_first(list, client(number)));
        let names: Vec<_> = with_first(list, client(1)).into_iter().map(|client| client.name).collect();
        assert_eq!(names, ["1", "3", "2"]);
    }

    #[test]
    fn only_the_last_six_are_kept() {
        let list = (1..=9).fold(Vec::new(), |list, number| with_first(list, client(number)));
        assert_eq!(list.len(), MOST);
        assert_eq!(list.first().map(|client| client.name.as_str()), Some("9"));
    }
}
