use super::keys::Keys;
use crate::{
    domain::{Context, Device, Error, Instance, Result, Session, accounts},
    model::{
        id::{OrganizationId, SessionId, UserId},
        text::{Email, Name},
        time::Micros,
    },
};
use std::sync::Arc;

const DEVICES: [&str; 5] = ["Firefox on Linux", "Chrome on Windows", "Edge on Windows", "Safari on macOS", "Safari on iPhone"];

/// Somebody with an account.
#[derive(Clone)]
pub(super) struct Actor {
    pub user: UserId,
    pub email: Email,
    pub name: Name,
}

/// Where and when the sample takes place.
pub(super) struct Scene {
    pub instance: Arc<Instance>,
    pub keys: Keys,
    /// The present, from which the past is counted.
    pub present: Micros,
}

impl Scene {
    /// A call by somebody, so many seconds ago, on the page of a client.
    pub fn by(&self, actor: &Actor, shown: Option<OrganizationId>, ago: i64) -> Context {
        let now = self.moment(ago);
        let session =
            Session { id: SessionId::make(), user_id: actor.user, email: actor.email.clone(), name: actor.name.as_str().to_owned(), step_up_at: Some(now) };
        Context::at(now, self.instance.clone(), Some(session), shown, device(&actor.email))
    }

    /// A call by somebody who is not signed in.
    pub fn by_nobody(&self, email: &Email, ago: i64) -> Context {
        Context::at(self.moment(ago), self.instance.clone(), None, None, device(email))
    }

    /// Makes somebody's account.
    pub async fn register(&self, email: &Email, name: &Name, ago: i64) -> Result<Actor> {
        let keys = self.keys.account(email).ok_or_else(lacking)?;
        let user = accounts::make_proved(&self.by_nobody(email, ago), email.clone(), name.clone(), keys).await?;
        Ok(Actor { user, email: email.clone(), name: name.clone() })
    }

    fn moment(&self, ago: i64) -> Micros {
        self.present.plus(-ago * Micros::SECOND)
    }
}

/// The error for something that the sample should have.
pub(super) fn lacking() -> Error {
    Error::Internal("the sample lacks somebody or a key; run the example demo_keys again")
}

/// Each address has a browser and a network of its own.
fn device(email: &Email) -> Device {
    let sum = email.as_str().bytes().fold(7_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte)));
    let label = usize::try_from(sum).ok().and_then(|sum| DEVICES.get(sum % DEVICES.len())).copied().unwrap_or_default();
    let network = if email.as_str().ends_with("@northgate.example") { "192.0.2" } else { "198.51.100" };
    Device { address: format!("{network}.{}", 1 + sum / 8 % 254), label: label.to_owned() }
}
