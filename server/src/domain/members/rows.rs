//! What the commands over many members have in common.

use crate::{
    access::ClientAccess,
    domain::{Error, Result},
    model::{
        error::ErrorCode,
        id::MemberId,
        member::{MEMBERS_MAX, MemberResult, SeatsView},
        page::RowResult,
    },
    store::{self, Connection, Transaction, counters::Shifted, members::MemberRow},
};
use std::collections::{HashMap, HashSet};

/// Why a row was not done, as a sentence for people.
pub(super) type Refusal = String;

/// The members named in a call, each once, in the order of the call.
pub(super) struct Named {
    /// The row, or none if the organization has no such member.
    pub rows: Vec<(MemberId, Option<MemberRow>)>,
}

impl Named {
    /// Loads the members through their organization, which the caller has taken.
    pub async fn load(db: &mut Transaction, client: &ClientAccess, ids: &[MemberId]) -> Result<Self> {
        demand_some(ids.len(), "members", "Choose at least one member.", "Choose at most 500 members at once.")?;
        let found = store::members::some(db, client.organization(), ids).await?;
        let mut found = found.into_iter().map(|row| (row.id, row)).collect::<HashMap<_, _>>();
        let mut seen = HashSet::new();
        let rows = ids.iter().filter(|id| seen.insert(**id)).map(|id| (*id, found.remove(id))).collect();
        Ok(Self { rows })
    }
}

/// The members, if each is one of the organization and named once.
pub(in crate::domain) async fn demand_members(db: &mut Connection, client: &ClientAccess, field: &str, named: &[MemberId]) -> Result<Vec<MemberRow>> {
    let mut ids = named.to_vec();
    ids.sort_unstable();
    ids.dedup();
    if ids.len() != named.len() {
        return Err(Error::field(field, "A member is named twice. Name each once."));
    }
    let found = store::members::some(db, client.organization(), &ids).await?;
    if found.len() == ids.len() { Ok(found) } else { Err(Error::not_found()) }
}

/// Refuses a call over nothing or over too much.
pub(super) fn demand_some(length: usize, field: &str, none: &str, many: &str) -> Result<()> {
    match length {
        0 => Err(Error::field(field, none)),
        1..=MEMBERS_MAX => Ok(()),
        _ => Err(Error::field(field, many)),
    }
}

/// The member, if the caller may act toward him. The rank comes first: what follows would tell about people above the caller.
pub(super) fn reached<'r>(client: &ClientAccess, row: Option<&'r MemberRow>) -> std::result::Result<&'r MemberRow, Refusal> {
    let row = row.ok_or("This person is no longer a member.")?;
    client.demand_reach(row.role).map_err(|error| sentence(&error))?;
    Ok(row)
}

/// Whether the member is the caller himself.
pub(super) fn is_self(client: &ClientAccess, row: &MemberRow) -> bool {
    row.user == Some(client.user())
}

pub(super) fn result(id: MemberId, done: std::result::Result<(), Refusal>) -> MemberResult {
    RowResult { row: id, refused: done.err() }
}

/// The sentence of a refusal.
pub(super) fn sentence(error: &Error) -> String {
    crate::model::error::ApiError::from(error).message
}

/// Why a change of the counters was refused.
pub(super) fn not_shifted(shifted: Shifted) -> std::result::Result<(), &'static str> {
    match shifted {
        Shifted::Done => Ok(()),
        Shifted::NoSeats => Err("No seat is free."),
        Shifted::LastOwner => Err(LAST_OWNER),
    }
}

/// The refusal that keeps the last confirmed owner.
pub(super) const LAST_OWNER: &str = "An organization keeps at least one confirmed owner. Make another member an owner first.";

/// The refusal of a change to somebody who was changed a moment before.
pub(super) const CHANGED: &str = "This member was changed a moment ago. Reload the page and try again.";

/// Refuses what needs more seats than are free, and says how many are.
pub(super) fn no_seats(client: &ClientAccess, seats: SeatsView) -> Error {
    let free = match seats.seats.saturating_sub(seats.occupied) {
        0 => format!("None of the {} seats is free.", seats.seats),
        1 => format!("Only 1 of {} seats is free.", seats.seats),
        free => format!("Only {free} of {} seats are free.", seats.seats),
    };
    let advice = match (client.acting_provider(), client.linked_provider()) {
        (Some(_), _) => "Raise the seats first.",
        (None, Some(_)) => "Ask your provider for more.",
        (None, None) => "Revoke or remove somebody first.",
    };
    Error::refused(ErrorCode::SeatsExhausted, format!("{free} {advice}"))
}
