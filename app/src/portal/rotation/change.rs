//! The change itself, step by step. Each step can be done again, so that what was interrupted goes on where it stopped.

use leptos::prelude::*;
use server::{
    api::rotation::{begin_rotation, finish_rotation, links_to_rewrap, resume_rotation, rewrap_links, seal_next_key, unsealed_people},
    model::{
        error::{ApiError, ErrorCode},
        id::{ProviderId, ProviderUserId, RotationId, UserId},
        provider::ProviderRequest,
        rotation::{
            BeginRotationRequest, FinishRotationRequest, LinkKey, RewrapRequest, RotationRequest, RotationView, SealPeopleRequest, SealedPerson,
            UnsealedPeopleRequest, UnsealedPerson,
        },
    },
};
use worker::{Failure, Fingerprint, Request, Response, RotationCall};

use crate::{
    i18n::t,
    patience::patiently,
    portal::form::{unexpected, with_keys},
    session::{KeyError, Session, ask},
};

/// How far it is.
#[derive(Clone, Copy)]
pub(super) struct Progress {
    pub(super) done: RwSignal<u64>,
    pub(super) total: RwSignal<u64>,
    /// The person wants to stop, and may go on later.
    pub(super) is_stopped: RwSignal<bool>,
}

/// A change that is under way.
#[derive(Clone, Copy)]
pub(super) struct Change {
    session: Session,
    provider: ProviderId,
    rotation: RotationId,
}

/// Somebody whose key nobody has compared under the present provider key.
#[derive(Clone)]
pub(super) struct ToCompare {
    pub(super) person: UnsealedPerson,
    pub(super) fingerprint: Fingerprint,
}

/// Begins a change, or goes on with the one that was begun if this person can.
pub(super) async fn begin(
    session: Session,
    (provider, user): (ProviderId, UserId),
    revision: u32,
    has_begun: bool,
) -> Result<(Change, RotationView), ApiError> {
    // The present key must be the one in memory before anything is opened with it.
    if !session.unlock().await {
        return Err(ApiError::new(ErrorCode::Forbidden, t().forms.needs_unlock));
    }
    session.reopen_provider_keys().await.map_err(|error| ApiError::new(ErrorCode::Internal, error.message()))?;
    let provider_id = provider.to_string();
    let begun = if has_begun { resume(session, provider).await? } else { None };
    let view = if let Some((view, key)) = begun {
        let open = || Request::Rotation(RotationCall::Open { provider_id: provider_id.clone(), key: key.clone() });
        with_keys(session, open).await?;
        view
    } else {
        let make = || Request::Rotation(RotationCall::Make { provider_id: provider_id.clone(), user_id: user.to_string() });
        let Response::SealedProviderKey { key, record, .. } = with_keys(session, make).await? else { return Err(unexpected(())) };
        let request = BeginRotationRequest { provider, revision, key: key.try_into().map_err(unexpected)?, record: record.try_into().map_err(unexpected)? };
        session.call(|| begin_rotation(request.clone())).await?
    };
    Ok((Change { session, provider, rotation: view.rotation }, view))
}

/// The change that was begun, and its key, if it is sealed to this person.
async fn resume(session: Session, provider: ProviderId) -> Result<Option<(RotationView, String)>, ApiError> {
    match session.call(|| resume_rotation(ProviderRequest { provider })).await {
        Ok(view) => Ok(view.key.clone().map(|key| (view, key.into()))),
        Err(error) if error.code == ErrorCode::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

impl Change {
    /// Wraps what links are left by the new key. `false`: the person stopped it.
    pub(super) async fn rewrap(self, progress: Progress) -> Result<bool, ApiError> {
        let request = RotationRequest { provider: self.provider, rotation: self.rotation };
        loop {
            if progress.is_stopped.try_get_untracked() != Some(false) {
                return Ok(false);
            }
            let links = self.patiently(|| links_to_rewrap(request.clone())).await?;
            if links.is_empty() {
                return Ok(true);
            }
            let keys = links.iter().map(|link| link.key.as_str().to_owned()).collect::<Vec<_>>();
            let rewrap = RotationCall::Rewrap { provider_id: self.provider.to_string(), keys };
            let keys = match ask(Request::Rotation(rewrap)).await {
                Ok(Response::Rewrapped(keys)) => keys,
                Err(KeyError::Failed(Failure::Unopened)) => return Err(ApiError::new(ErrorCode::Internal, t().rotation.link_unopened)),
                other => return Err(unexpected(other)),
            };
            let links = links.into_iter().zip(keys).map(|(link, key)| Ok(LinkKey { client: link.client, key: key.try_into().map_err(unexpected)? }));
            let request = RewrapRequest { provider: self.provider, rotation: self.rotation, links: links.collect::<Result<_, ApiError>>()? };
            let view = self.patiently(|| rewrap_links(request.clone())).await?;
            progress.done.try_set(view.links_done.into());
            progress.total.try_set(view.links.into());
        }
    }

    /// Seals the new key to everybody whose public key is the pinned one. Answers the others, whose phrases must be compared.
    pub(super) async fn seal_pinned(self) -> Result<Vec<ToCompare>, ApiError> {
        let mut others = Vec::new();
        let mut after = None;
        loop {
            let request = UnsealedPeopleRequest { provider: self.provider, rotation: self.rotation, after };
            let people = self.patiently(|| unsealed_people(request.clone())).await?;
            let Some(last) = people.last() else { return Ok(others) };
            after = Some(last.person);
            let mut sealed = Vec::new();
            for person in people {
                match self.seal(&person, false).await? {
                    Some(done) => sealed.push(done),
                    None => others.push(ToCompare { fingerprint: fingerprint(&person).await?, person }),
                }
            }
            self.send(sealed).await?;
        }
    }

    /// Seals the new key to people whose phrases were compared just now.
    pub(super) async fn seal_compared(self, people: Vec<ToCompare>) -> Result<(), ApiError> {
        for some in people.chunks(server::model::rotation::UNSEALED_MAX) {
            let mut sealed = Vec::new();
            for ToCompare { person, fingerprint } in some {
                let done = self.seal(person, true).await?.ok_or_else(|| unexpected(()))?;
                if done.pin.as_str() != fingerprint.pin {
                    return Err(ApiError::new(ErrorCode::KeyChanged, t().portal_people.other_key));
                }
                sealed.push(done);
            }
            self.send(sealed).await?;
        }
        Ok(())
    }

    /// Puts the new key in the place of the old one, and opens it.
    pub(super) async fn finish(self, without: Vec<ProviderUserId>) -> Result<(), ApiError> {
        let request = FinishRotationRequest { provider: self.provider, rotation: self.rotation, without };
        self.patiently(|| finish_rotation(request.clone())).await?;
        // When that does not work now, the key is opened where it is needed next.
        let _ = self.session.reopen_provider_keys().await;
        Ok(())
    }

    async fn seal(self, person: &UnsealedPerson, compared: bool) -> Result<Option<SealedPerson>, ApiError> {
        let call = RotationCall::Seal {
            provider_id: self.provider.to_string(),
            user_id: person.user.to_string(),
            public_key: person.public_key.as_str().to_owned(),
            record: person.record.clone().map(String::from),
            compared,
        };
        match ask(Request::Rotation(call)).await {
            Ok(Response::SealedProviderKey { key, pin, record, .. }) => Ok(Some(SealedPerson {
                person: person.person,
                key: key.try_into().map_err(unexpected)?,
                pin: pin.try_into().map_err(unexpected)?,
                record: record.try_into().map_err(unexpected)?,
            })),
            Err(KeyError::Failed(Failure::NotCompared)) => Ok(None),
            other => Err(unexpected(other)),
        }
    }

    async fn send(self, people: Vec<SealedPerson>) -> Result<(), ApiError> {
        if people.is_empty() {
            return Ok(());
        }
        let request = SealPeopleRequest { provider: self.provider, rotation: self.rotation, people };
        self.patiently(|| seal_next_key(request.clone())).await
    }

    /// Asks the server, and asks again when it wants to be asked less often.
    async fn patiently<T, F: Future<Output = Result<T, ApiError>>>(self, request: impl Fn() -> F) -> Result<T, ApiError> {
        patiently(|| self.session.call(&request), || false, |_| ()).await
    }
}

async fn fingerprint(person: &UnsealedPerson) -> Result<Fingerprint, ApiError> {
    let question = Request::Fingerprint { subject_id: person.user.to_string(), public_key: person.public_key.as_str().to_owned() };
    match ask(question).await {
        Ok(Response::Fingerprint(fingerprint)) => Ok(fingerprint),
        other => Err(unexpected(other)),
    }
}
