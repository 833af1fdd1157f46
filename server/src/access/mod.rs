//! Loading and authorizing in one step. Each function answers with a proof: a value that only it can make,
//! and that `domain` and `store` demand before they hand out or change a row.

mod client;
mod collections;
mod groups;
mod imports;
mod items;
mod provider;
mod taking;

pub use client::{ClientAccess, MemberOf, client};
pub use collections::{CollectionAccess, CollectionStanding, collection, collections, may_with_collection, sees_all_collections};
pub use groups::{GroupAccess, group};
pub use imports::{ImportGrant, import};
pub use items::{ItemAccess, ItemAnswer, items, items_among, organization_of};
pub use provider::{LinkedClient, ProviderAccess, linked_client, provider};
pub use taking::{take, taken_client, taken_import, taken_items, taken_linked_client, taken_provider};

use crate::{
    domain::{Context, Error, Result, Session},
    model::{
        access::{Action, Kind, Rule},
        error::ErrorCode,
        id::OrganizationId,
        time::Micros,
    },
};

/// How long a proved identity holds.
pub const STEP_UP: i64 = 5 * Micros::MINUTE;

/// The session of a call to an action on one's own account.
pub fn account(context: &Context, action: Action) -> Result<&Session> {
    let session = context.session()?;
    let rule = action.rule().ok_or(Error::Internal("an action without a rule"))?;
    demand_step_up(context, session, rule)?;
    Ok(session)
}

/// A command is about the client that the page shows, or nothing happens.
fn demand_shown(context: &Context, rule: &Rule, organization: OrganizationId) -> Result<()> {
    if rule.kind == Kind::Command && context.shown_client() != Some(organization) {
        return Err(Error::refused(ErrorCode::WrongClient, "This page shows another client than the one you are changing. Reload the page and try again."));
    }
    Ok(())
}

fn demand_step_up(context: &Context, session: &Session, rule: &Rule) -> Result<()> {
    let fresh = session.step_up_at.is_some_and(|at| context.now().since(at) < STEP_UP);
    if rule.step_up && !fresh {
        return Err(Error::refused(ErrorCode::StepUpRequired, "Confirm that it is you, then try again."));
    }
    Ok(())
}

fn demand_not_suspended(rule: &Rule, is_suspended: bool, who: &str) -> Result<()> {
    if is_suspended && rule.action.rests_while_suspended() {
        return Err(Error::refused(ErrorCode::Suspended, format!("This {who} is suspended: you can read, but not change anything.")));
    }
    Ok(())
}

fn forbidden() -> Error {
    Error::refused(ErrorCode::Forbidden, "Your role does not allow this. Ask an admin or owner.")
}
