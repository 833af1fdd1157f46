use server::model::provider::Pool;

use crate::i18n::t;

/// What changing a client's seats means for the pool of its plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct SeatSum {
    unassigned: u32,
    /// Seats that must be bought.
    pub(super) buying: u32,
    /// Seats that go back to the pool.
    returned: u32,
}

impl SeatSum {
    /// From the seats that a client has to those it shall have.
    pub(super) const fn of(pool: Pool, has: u32, wanted: u32) -> Self {
        Self { unassigned: pool.unassigned(), buying: pool.to_buy(wanted.saturating_sub(has)), returned: has.saturating_sub(wanted) }
    }

    /// The sum in words.
    pub(super) fn words(self) -> String {
        let texts = &t().portal_clients;
        let available = texts.available(self.unassigned);
        match (self.buying, self.returned) {
            (0, 0) => texts.nothing_bought(&available),
            (0, returned) => texts.go_back(returned),
            (buying, _) => texts.will_be_bought(buying, &available),
        }
    }
}

#[cfg(test)]
mod tests {
    use server::model::{provider::Pool, role::Plan};

    use super::SeatSum;

    const POOL: Pool = Pool { plan: Plan::Teams, purchased: 100, assigned: 88 };

    #[test]
    fn only_what_the_pool_lacks_is_bought() {
        assert_eq!(SeatSum::of(POOL, 0, 15).words(), "12 unassigned seats available · 3 will be bought");
        assert_eq!(SeatSum::of(POOL, 0, 12).words(), "12 unassigned seats available · nothing is bought");
        assert_eq!(SeatSum::of(POOL, 10, 15).buying, 0);
    }

    #[test]
    fn fewer_seats_go_back_to_the_pool() {
        assert_eq!(SeatSum::of(POOL, 20, 15).words(), "5 seats go back to your unassigned seats");
    }
}
