//! The pools of seats: what a provider bought of each plan, and what its clients hold of it.
//!
//! Whoever changes an organization and a pool touches the organization first. One order for all keeps them from blocking each other.

use super::{Connection, Row, StoreError, Transaction, sql};
use crate::model::{client::SEATS_MAX, id::ProviderId, provider::Pool, role::Plan};

/// What became of a wish for seats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawn {
    /// They are given; so many had to be bought.
    Done { bought: u32 },
    /// More would have to be bought than was agreed to. The pool as it is.
    Short(Pool),
    /// The pool would grow beyond what a plan may hold.
    TooMany,
}

/// The pools of a provider in the order of the plans.
pub async fn list(db: &mut Connection, provider: ProviderId) -> Result<Vec<Pool>, StoreError> {
    let rows = db.rows(sql("SELECT plan, purchased, assigned FROM provider_plans WHERE provider_id = $1 ORDER BY plan").bind(provider)).await?;
    rows.iter().map(pool).collect()
}

/// A pool, held by this transaction until its end.
pub async fn lock(db: &mut Transaction, provider: ProviderId, plan: Plan) -> Result<Pool, StoreError> {
    let query = sql("UPDATE provider_plans SET assigned = assigned WHERE provider_id = $1 AND plan = $2 RETURNING plan, purchased, assigned");
    let row = db.execute_returning(query.bind(provider).bind(plan)).await?.ok_or(StoreError::Column("provider_plans.plan"))?;
    pool(&row)
}

/// Gives seats of a pool to a client, and buys what the pool lacks as long as that is at most `buying`.
pub async fn draw(db: &mut Transaction, provider: ProviderId, plan: Plan, seats: u32, buying: u32) -> Result<Drawn, StoreError> {
    let before = lock(db, provider, plan).await?;
    let query = sql("UPDATE provider_plans
        SET assigned = assigned + $3, purchased = CASE WHEN assigned + $3 > purchased THEN assigned + $3 ELSE purchased END
        WHERE provider_id = $1 AND plan = $2 AND assigned + $3 - purchased <= $4 AND assigned + $3 <= $5")
    .bind(provider)
    .bind(plan)
    .bind(seats)
    .bind(buying)
    .bind(SEATS_MAX);
    if db.execute(query).await? == 1 {
        return Ok(Drawn::Done { bought: before.to_buy(seats) });
    }
    Ok(if before.assigned.saturating_add(seats) > SEATS_MAX { Drawn::TooMany } else { Drawn::Short(before) })
}

/// Takes seats back from a client. They stay bought.
pub async fn give_back(db: &mut Transaction, provider: ProviderId, plan: Plan, seats: u32) -> Result<(), StoreError> {
    let query = sql("UPDATE provider_plans SET assigned = assigned - $3 WHERE provider_id = $1 AND plan = $2 AND assigned >= $3");
    match db.execute(query.bind(provider).bind(plan).bind(seats)).await? {
        1 => Ok(()),
        _ => Err(StoreError::Column("provider_plans.assigned")),
    }
}

/// Sets the seats bought. `false`: clients hold more than that.
pub async fn set_purchased(db: &mut Transaction, provider: ProviderId, plan: Plan, purchased: u32) -> Result<bool, StoreError> {
    let query = sql("UPDATE provider_plans SET purchased = $3 WHERE provider_id = $1 AND plan = $2 AND assigned <= $3");
    Ok(db.execute(query.bind(provider).bind(plan).bind(purchased)).await? == 1)
}

fn pool(row: &Row) -> Result<Pool, StoreError> {
    Ok(Pool { plan: row.get("plan")?, purchased: row.get("purchased")?, assigned: row.get("assigned")? })
}
