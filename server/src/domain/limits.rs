//! Guessing limits per account and per address. They are counted before the work is done, survive a restart,
//! and count for unknown accounts as for known ones.

use super::{Context, Error, Result, secrets};
use crate::{
    model::{
        error::{ApiError, ErrorCode},
        event::EventKind,
        id::{ItemId, MemberId, OrganizationId, UserId},
        text::Email,
        time::Micros,
    },
    store::{
        self, Transaction,
        attempts::{ONCE_PREFIX, Pace, Taken},
        events::Log,
    },
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use std::net::IpAddr;

/// Five guesses, then a pause of 2, 4, 8, … seconds after each, up to a quarter of an hour.
const GUESSES: Pace = Pace::Doubling { free: 5, longest: 15 * Micros::MINUTE };
/// Failed guesses from one address, at whatever account.
const GUESSES_FROM: Pace = Pace::Window { most: 10, length: Micros::MINUTE };
/// Registration mails to one mailbox.
const MAILS_TO: Pace = Pace::Window { most: 3, length: Micros::HOUR };
/// Registration mails asked for from one address, behind which there may be an office.
const MAILS_FROM: Pace = Pace::Window { most: 20, length: Micros::HOUR };

/// Invitations to one mailbox for one place, the first and those sent again.
const INVITATIONS_TO: Pace = Pace::Window { most: 3, length: Micros::HOUR };

/// Invitations by one organization or provider within an hour: each is a mail to an address that somebody typed.
pub const INVITATIONS_PER_HOUR: usize = 1_000;

/// The same of the same is written down once within this time: what somebody tells of an item, and attempts at items that were refused.
const ONCE: Pace = Pace::Window { most: 1, length: Micros::MINUTE };
/// What one member tells within an hour of what he does with an organization's items. A busy person does a few things a minute.
pub const TOLD_PER_HOUR: u32 = 1_000;
/// Refused attempts of one person at the items of one organization that are written down within a minute, each item one.
pub const REFUSALS_PER_MINUTE: u32 = 30;

/// What is said of a mailbox that cannot get another invitation yet.
pub const INVITED_OFTEN: &str = "Three invitations went to this address within the hour. Wait a while before the next one.";

/// One counter.
#[derive(Clone, Debug)]
pub(super) struct Limit {
    subject: String,
    pace: Pace,
}

impl Limit {
    /// Guesses at the password of an account.
    pub(super) fn sign_in(context: &Context, email: &Email) -> Result<Self> {
        Ok(Self { subject: format!("sign-in:{}", mailbox(context, email)?), pace: GUESSES })
    }

    /// Guesses at passwords from where the call comes from.
    pub(super) fn sign_in_from(context: &Context) -> Self {
        Self { subject: format!("sign-in-from:{}", network(context)), pace: GUESSES_FROM }
    }

    /// Guesses at the password of an account by somebody who holds one of its sessions.
    /// A counter of its own: a stranger at the sign-in page cannot block it.
    pub(super) fn step_up(user: UserId) -> Self {
        Self { subject: format!("step-up:{user}"), pace: GUESSES }
    }

    /// Guesses at the set-up token.
    pub(super) fn setup_from(context: &Context) -> Self {
        Self { subject: format!("setup-from:{}", network(context)), pace: GUESSES_FROM }
    }

    /// Invitations to a mailbox, by one organization or provider: others cannot use them up.
    pub(super) fn invitation(context: &Context, place: impl std::fmt::Display, email: &str) -> Result<Self> {
        Ok(Self { subject: format!("invitation:{place}:{}", mailbox_of(context, email)?), pace: INVITATIONS_TO })
    }

    /// The same told of the same item.
    pub(super) fn told_once(member: MemberId, kind: EventKind, item: ItemId) -> Self {
        Self { subject: format!("{ONCE_PREFIX}told:{member}:{}:{item}", kind.number()), pace: ONCE }
    }

    /// All that a member tells of items.
    pub(super) fn told(member: MemberId) -> Self {
        Self { subject: format!("told:{member}"), pace: Pace::Window { most: TOLD_PER_HOUR, length: Micros::HOUR } }
    }

    /// The same attempt at the same item, or at none in particular.
    pub(super) fn refused_once(organization: OrganizationId, user: UserId, action: &str, item: Option<ItemId>) -> Self {
        let item = item.map(|item| item.to_string()).unwrap_or_default();
        Self { subject: format!("{ONCE_PREFIX}refused:{organization}:{user}:{action}:{item}"), pace: ONCE }
    }

    /// All refused attempts of a person at an organization's items.
    pub(super) fn refused(organization: OrganizationId, user: UserId) -> Self {
        Self { subject: format!("refused:{organization}:{user}"), pace: Pace::Window { most: REFUSALS_PER_MINUTE, length: Micros::MINUTE } }
    }

    /// Registration mails to a mailbox.
    pub(super) fn mail(context: &Context, email: &Email) -> Result<Self> {
        Ok(Self { subject: format!("mail:{}", mailbox(context, email)?), pace: MAILS_TO })
    }

    /// Registration mails asked for from where the call comes from.
    pub(super) fn mail_from(context: &Context) -> Self {
        Self { subject: format!("mail-from:{}", network(context)), pace: MAILS_FROM }
    }
}

/// Counts one more on each limit, in this order and in a transaction of its own, or refuses at the first that is blocked.
pub(super) async fn take(context: &Context, limits: &[&Limit]) -> Result<()> {
    let limits = limits.iter().map(|limit| (*limit).clone()).collect::<Vec<_>>();
    let taken = context.command(limits, |db, context, limits| {
        Box::pin(async move {
            for limit in limits {
                if let Taken::Blocked { until } = store::attempts::take(db, &limit.subject, limit.pace, context.now()).await? {
                    // What was counted before stays counted, so this is no error here.
                    return Ok(Taken::Blocked { until });
                }
            }
            Ok(Taken::Granted)
        })
    });
    match taken.await? {
        Taken::Granted => Ok(()),
        Taken::Blocked { until } => Err(too_many(until.since(context.now()))),
    }
}

/// Counts one more in the transaction of what is limited. `false`: that would be too many.
pub(super) async fn is_within(db: &mut Transaction, context: &Context, limit: &Limit) -> Result<bool> {
    Ok(store::attempts::take(db, &limit.subject, limit.pace, context.now()).await? == Taken::Granted)
}

/// Refuses more invitations than an organization or provider may send within an hour. The caller has taken it.
pub(super) async fn demand_invitations(db: &mut Transaction, context: &Context, log: Log, more: usize) -> Result<()> {
    let kinds: &[EventKind] = match log {
        Log::Organization(_) => &[EventKind::MemberInvited],
        // Each new client has a first owner, whom the provider invites.
        Log::Provider(_) => &[EventKind::ProviderUserInvited, EventKind::ClientCreated],
    };
    let mut sent = 0;
    for kind in kinds {
        sent += store::events::count_since(db, log, *kind, context.now().plus(-Micros::HOUR)).await? as usize;
    }
    if sent + more > INVITATIONS_PER_HOUR {
        let left = INVITATIONS_PER_HOUR.saturating_sub(sent);
        let message = format!("At most {INVITATIONS_PER_HOUR} people are invited within an hour, and {left} are left. Nobody was invited; try the rest later.");
        return Err(Error::refused(ErrorCode::TooMany, message));
    }
    Ok(())
}

/// Forgets a limit after a success.
pub(super) async fn clear(db: &mut Transaction, limit: &Limit) -> Result<()> {
    Ok(store::attempts::clear(db, &limit.subject).await?)
}

/// Takes back what was counted for a guess that was right.
pub(super) async fn give_back(db: &mut Transaction, limit: &Limit) -> Result<()> {
    Ok(store::attempts::give_back(db, &limit.subject).await?)
}

/// Writes something on a limit, so that a failure for an unknown account takes a transaction as well.
pub(super) async fn touch(db: &mut Transaction, context: &Context, limit: &Limit) -> Result<()> {
    Ok(store::attempts::touch(db, &limit.subject, context.now()).await?)
}

fn too_many(wait: i64) -> Error {
    let seconds = u32::try_from(wait.max(1).unsigned_abs().div_ceil(Micros::SECOND.unsigned_abs())).unwrap_or(u32::MAX);
    let span = match seconds {
        1 => "1 second".to_owned(),
        2..=90 => format!("{seconds} seconds"),
        _ => format!("{} minutes", seconds.div_ceil(60)),
    };
    let message = format!("Too many attempts. Wait {span}, then try again.");
    Error::Refused(ApiError { retry_after: Some(seconds), ..ApiError::new(ErrorCode::TooMany, message) })
}

/// What is stored instead of an address: the table must not tell who tried to sign in.
fn mailbox(context: &Context, email: &Email) -> Result<String> {
    mailbox_of(context, email.as_str())
}

fn mailbox_of(context: &Context, email: &str) -> Result<String> {
    Ok(URL_SAFE_NO_PAD.encode(secrets::derive(context.instance(), "castellan limit 1", email)?))
}

/// An address, or for IPv6 the network of 64 bits that one subscriber has.
fn network(context: &Context) -> String {
    let address = &context.device().address;
    match address.parse::<IpAddr>().map(|address| address.to_canonical()) {
        Ok(IpAddr::V4(address)) => address.to_string(),
        Ok(IpAddr::V6(address)) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
        Err(_) => address.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(wait: i64) -> (Option<u32>, String) {
        match too_many(wait) {
            Error::Refused(error) => (error.retry_after, error.message),
            other => (None, other.to_string()),
        }
    }

    #[test]
    fn the_wait_is_rounded_up_and_said_in_words() {
        assert_eq!(said(1), (Some(1), "Too many attempts. Wait 1 second, then try again.".to_owned()));
        assert_eq!(said(2 * Micros::SECOND), (Some(2), "Too many attempts. Wait 2 seconds, then try again.".to_owned()));
        assert_eq!(said(15 * Micros::MINUTE), (Some(900), "Too many attempts. Wait 15 minutes, then try again.".to_owned()));
    }
}
