use leptos::{prelude::*, task::spawn_local};
use server::{
    api::account::load_me,
    model::{
        error::{ApiError, ErrorCode},
        id::IdempotencyKey,
    },
};

use super::{Phase, Session, access, prompt::Purpose, remembered};

/// The key of a command that is done once, however often it is sent. None where the browser has no random numbers.
pub fn new_idempotency_key() -> Option<IdempotencyKey> {
    window().crypto().ok()?.random_uuid().parse().ok()
}

impl Session {
    /// Asks the server. Renews the token when it must, asks the person to prove his identity when the server wants it,
    /// and ends the session when the server no longer knows it.
    ///
    /// `request` makes the call and may be called again: `session.call(|| list_clients(request.clone())).await`.
    pub async fn call<T, F>(self, request: impl Fn() -> F) -> Result<T, ApiError>
    where
        F: Future<Output = Result<T, ApiError>>,
    {
        let (mut renewed, mut proved) = (false, false);
        self.end_if_gone(access::keep_fresh().await)?;
        loop {
            let error = match request().await {
                Ok(answer) => return Ok(answer),
                Err(error) => error,
            };
            match error.code {
                ErrorCode::SignedOut if !renewed => {
                    renewed = true;
                    self.end_if_gone(access::renew().await)?;
                }
                ErrorCode::StepUpRequired if !proved && self.prompt(Purpose::StepUp).await => proved = true,
                _ => {
                    self.end_if_gone::<()>(Err(error.clone())).ok();
                    return Err(error);
                }
            }
        }
    }

    fn end_if_gone<T>(self, result: Result<T, ApiError>) -> Result<T, ApiError> {
        if let Err(error) = &result
            && error.code == ErrorCode::SignedOut
        {
            self.forget();
        }
        result
    }

    /// Reads the person, his providers and his organizations again: after accepting an invitation, for instance.
    pub async fn reload_me(self) -> Result<(), ApiError> {
        let me = self.call(load_me).await?;
        self.me.set(Some(me.into()));
        Ok(())
    }

    /// Continues the session of this browser, if there is one.
    pub(super) fn restore(self) {
        if remembered::has_session() == remembered::HasSession::No {
            self.phase.set(Phase::SignedOut);
            return;
        }
        spawn_local(async move {
            let restored = match access::renew().await {
                Ok(()) => self.reload_me().await,
                Err(error) => Err(error),
            };
            match restored {
                Ok(()) => self.phase.set(Phase::SignedIn),
                // Without a connection the session may still be good: keep the memory of it for the next try.
                Err(error) if error.code == ErrorCode::Unreachable => self.phase.set(Phase::SignedOut),
                Err(_) => self.forget(),
            }
        });
    }
}
