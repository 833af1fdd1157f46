use crate::{
    domain::{Context, RefreshCookie, Result, secrets},
    model::{
        account::Access,
        id::{SessionId, UserId},
        time::Micros,
    },
    store::sessions::{NewAccess, TokenHash},
};
use zeroize::Zeroizing;

/// How long an access token holds.
const ACCESS_LIFE: i64 = 10 * Micros::MINUTE;
/// How long a session lasts, however often it is refreshed.
pub(super) const SESSION_LIFE: i64 = 30 * Micros::DAY;

/// The tokens of one answer. The store gets their hashes.
pub(super) struct Tokens {
    access: Zeroizing<String>,
    access_expires_at: Micros,
    refresh: Zeroizing<String>,
}

impl Tokens {
    pub(super) fn make(context: &Context, session: SessionId) -> Result<Self> {
        let refresh = secrets::make_refresh_token(context.instance(), session)?;
        Ok(Self { access: secrets::make_token()?, access_expires_at: context.now().plus(ACCESS_LIFE), refresh })
    }

    pub(super) fn refresh_hash(&self) -> TokenHash {
        secrets::hash_token(&self.refresh)
    }

    pub(super) fn access(&self) -> NewAccess {
        NewAccess { hash: secrets::hash_token(&self.access), expires_at: self.access_expires_at }
    }

    /// Gives the tokens out: one in the cookie, one in the answer.
    pub(super) fn give(&self, context: &Context, user_id: UserId, session_expires_at: Micros) -> Access {
        context.set_refresh_cookie(RefreshCookie::Set { token: (*self.refresh).clone(), expires_at: session_expires_at });
        self.give_access(user_id)
    }

    /// Gives out the access token alone: nothing renews the session.
    pub(super) fn give_access(&self, user_id: UserId) -> Access {
        Access { access_token: (*self.access).clone(), expires_at: self.access_expires_at, user_id }
    }
}
