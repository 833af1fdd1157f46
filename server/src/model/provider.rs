//! A provider: its settings and its plan.

use super::{
    id::ProviderId,
    role::{Plan, ProviderRole},
    rotation::KeyState,
    text::{ContactLine, Email, Name},
    time::Micros,
};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ProviderRequest {
    pub provider: ProviderId,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProviderView {
    pub id: ProviderId,
    pub name: String,
    pub billing_email: String,
    pub support: Support,
    pub role: ProviderRole,
    pub created_at: Micros,
    /// People that wait for confirmation; 0 for service users, who cannot confirm.
    pub people_to_confirm: u32,
    /// Of the provider key; none for service users, who cannot change it.
    pub key: Option<KeyState>,
}

/// How the provider's own support is reached; shown to its clients.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Support {
    pub email: ContactLine,
    pub phone: ContactLine,
    pub url: ContactLine,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct UpdateProviderRequest {
    pub provider: ProviderId,
    pub name: Name,
    pub billing_email: Email,
    pub support: Support,
}

/// The pool of seats of one plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pool {
    pub plan: Plan,
    /// Seats bought.
    pub purchased: u32,
    /// Seats given to clients.
    pub assigned: u32,
}

impl Pool {
    /// Seats bought and not given to a client.
    pub const fn unassigned(self) -> u32 {
        self.purchased.saturating_sub(self.assigned)
    }

    /// Seats that must be bought to give `more` seats to clients.
    pub const fn to_buy(self, more: u32) -> u32 {
        more.saturating_sub(self.unassigned())
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanView {
    pub pools: Vec<Pool>,
}

/// Sets the seats bought; never below what is assigned.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct UpdatePlanRequest {
    pub provider: ProviderId,
    pub teams_seats: u32,
    pub enterprise_seats: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_pool_lacks_is_bought() {
        let pool = Pool { plan: Plan::Teams, purchased: 10, assigned: 7 };
        assert_eq!((pool.unassigned(), pool.to_buy(3), pool.to_buy(5)), (3, 0, 2));
    }
}
