//! The counters of an organization, kept in step with its members by one conditional statement.

use super::{StoreError, Transaction, sql};
use crate::model::{
    id::OrganizationId,
    role::{Role, Status},
};

/// A change of the counters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shift {
    pub occupied: i64,
    pub invited: i64,
    pub to_confirm: i64,
    pub confirmed_owners: i64,
}

/// A member's role and status, as far as they count. `None`: no such row.
pub type Place = Option<(Role, Status)>;

impl Shift {
    /// What changes when one member moves from one place to another.
    pub fn of(from: Place, to: Place) -> Self {
        let mut shift = Self::default();
        for (place, sign) in [(from, -1), (to, 1)] {
            let Some((role, status)) = place else { continue };
            shift.occupied += sign * i64::from(status.occupies_seat());
            shift.invited += sign * i64::from(status == Status::Invited);
            shift.to_confirm += sign * i64::from(status == Status::Accepted);
            shift.confirmed_owners += sign * i64::from(role == Role::Owner && status == Status::Confirmed);
        }
        shift
    }

    /// Both changes together.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self {
            occupied: self.occupied + other.occupied,
            invited: self.invited + other.invited,
            to_confirm: self.to_confirm + other.to_confirm,
            confirmed_owners: self.confirmed_owners + other.confirmed_owners,
        }
    }
}

/// Whether a shift was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shifted {
    Done,
    /// It would take more seats than there are.
    NoSeats,
    /// It would leave the organization without its last confirmed owner.
    LastOwner,
}

/// Changes the counters, unless that would oversell seats or take the last confirmed owner.
pub async fn shift(db: &mut Transaction, organization: OrganizationId, shift: Shift) -> Result<Shifted, StoreError> {
    let query =
        sql("UPDATE organizations SET occupied = occupied + $2, invited = invited + $3, to_confirm = to_confirm + $4, confirmed_owners = confirmed_owners + $5
        WHERE id = $1 AND ($2 <= 0 OR occupied + $2 <= seats) AND ($5 >= 0 OR confirmed_owners + $5 >= 1)")
        .bind(organization)
        .bind(shift.occupied)
        .bind(shift.invited)
        .bind(shift.to_confirm)
        .bind(shift.confirmed_owners);
    if db.execute(query).await? == 1 {
        return Ok(Shifted::Done);
    }
    let row = db.one(sql("SELECT seats - occupied AS free FROM organizations WHERE id = $1").bind(organization)).await?;
    let free: i64 = row.get("free")?;
    Ok(if shift.occupied > free { Shifted::NoSeats } else { Shifted::LastOwner })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_move_changes_only_what_it_touches() {
        let shift = Shift::of(Some((Role::Owner, Status::Accepted)), Some((Role::Owner, Status::Confirmed)));
        assert_eq!(shift, Shift { occupied: 0, invited: 0, to_confirm: -1, confirmed_owners: 1 });
        assert_eq!(Shift::of(None, Some((Role::User, Status::Invited))), Shift { occupied: 1, invited: 1, ..Shift::default() });
        assert_eq!(Shift::of(Some((Role::User, Status::Confirmed)), Some((Role::User, Status::Revoked))), Shift { occupied: -1, ..Shift::default() });
    }
}
