use super::{Error, Result};
use crate::{
    access::ProviderAccess,
    model::{
        client::SEATS_MAX,
        error::ErrorCode,
        role::{Plan, ProviderRole},
    },
    store::{self, Transaction, pools::Drawn},
};

/// A plan's name in sentences.
pub(super) const fn plan_name(plan: Plan) -> &'static str {
    match plan {
        Plan::Teams => "Teams",
        Plan::Enterprise => "Enterprise",
    }
}

/// Gives seats of the provider's pool to a client. Buys what the pool lacks, if the caller may buy and agreed to as many.
/// Answers how many were bought.
pub(super) async fn draw(db: &mut Transaction, by: &ProviderAccess, plan: Plan, seats: u32, buying: u32) -> Result<u32> {
    let (buying, may_buy) = match by.role() {
        ProviderRole::Admin => (buying, true),
        ProviderRole::ServiceUser => (0, false),
    };
    match store::pools::draw(db, by.provider(), plan, seats, buying).await? {
        Drawn::Done { bought } => Ok(bought),
        Drawn::Short(pool) if may_buy => Err(Error::conflict(format!(
            "The pool has changed: {} of {} {} seats are free now, so {} would have to be bought. Check the numbers and try again.",
            pool.unassigned(),
            pool.purchased,
            plan_name(plan),
            pool.to_buy(seats)
        ))),
        Drawn::Short(pool) => Err(Error::refused(
            ErrorCode::SeatsPurchaseNeedsAdmin,
            format!(
                "{} {} seats are free, and {} more are needed than that. Buying seats needs a provider admin; ask one to do it.",
                pool.unassigned(),
                plan_name(plan),
                pool.to_buy(seats)
            ),
        )),
        Drawn::TooMany => Err(Error::field("seats", format!("A plan holds at most {SEATS_MAX} seats over all clients."))),
    }
}

/// How a purchase reads at the end of an event's detail.
pub(super) fn bought_words(bought: u32) -> String {
    match bought {
        0 => String::new(),
        1 => "; 1 seat bought".to_owned(),
        n => format!("; {n} seats bought"),
    }
}
