//! How much of something there is at once, in all and of one holder: connections of a household, calls of an account.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex, PoisonError},
};

/// The places that are taken.
pub(super) struct Places<K> {
    taken: Mutex<Counts<K>>,
}

struct Counts<K> {
    all: usize,
    of: HashMap<K, usize>,
}

/// Is taken while this lives.
pub(super) struct Place<K: Eq + Hash> {
    places: Arc<Places<K>>,
    holder: K,
}

impl<K> Default for Places<K> {
    fn default() -> Self {
        Self { taken: Mutex::new(Counts { all: 0, of: HashMap::new() }) }
    }
}

impl<K: Eq + Hash + Copy> Places<K> {
    /// Takes a place, unless so many are taken in all or by that holder.
    pub(super) fn enter(places: &Arc<Self>, holder: K, most: usize, most_of_holder: usize) -> Option<Place<K>> {
        let mut counts = places.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.all >= most || counts.of.get(&holder).is_some_and(|count| *count >= most_of_holder) {
            return None;
        }
        counts.all += 1;
        *counts.of.entry(holder).or_default() += 1;
        Some(Place { places: places.clone(), holder })
    }
}

impl<K: Eq + Hash> Drop for Place<K> {
    fn drop(&mut self) {
        let mut counts = self.places.taken.lock().unwrap_or_else(PoisonError::into_inner);
        counts.all = counts.all.saturating_sub(1);
        if let Some(count) = counts.of.get_mut(&self.holder) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                counts.of.remove(&self.holder);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_free_again_when_its_holder_leaves() {
        let places = Arc::new(Places::default());
        let enter = |holder| Places::enter(&places, holder, 3, 2);
        let first = enter("one").expect("free");
        let _second = enter("one").expect("free");
        assert!(enter("one").is_none(), "two of one holder");
        let _third = enter("two").expect("another holder");
        assert!(enter("two").is_none(), "three in all");
        drop(first);
        assert!(enter("one").is_some());
    }
}
