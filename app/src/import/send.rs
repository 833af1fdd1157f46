//! Encrypting and sending in parts. What was interrupted goes on with the parts that are missing, as long as the tab lives.

use leptos::{prelude::*, task::spawn_local};
use server::model::{
    error::ApiError,
    id::{OrganizationId, UserId},
};
use worker::{Failure, Home, ImportAnswer, ImportCall, Into, SealedItem};

use super::{
    ask::{ask_import, clear_desk},
    file::{Reading, Source},
    wizard::{Step, Wizard},
    words::key_text,
};
use crate::{failure::failure_text, i18n::t, patience, session::KeyError};

/// Why the sending ended before its end.
pub enum Stop {
    /// The person did not unlock.
    Declined,
    /// The person does not want it any more.
    Cancelled,
    /// The page is gone.
    Left,
    /// It can go on.
    Interrupted(String),
    /// Nothing was sent; what is wrong can be set right in the second step.
    Refused(String),
}

impl From<ApiError> for Stop {
    fn from(error: ApiError) -> Self {
        Self::Interrupted(failure_text(&error))
    }
}

impl From<KeyError> for Stop {
    fn from(error: KeyError) -> Self {
        Self::Interrupted(key_text(error))
    }
}

impl Stop {
    /// The same of what can go on later.
    pub fn or_interrupted(self) -> Self {
        match self {
            Self::Declined => Self::Interrupted(t().forms.needs_unlock.to_owned()),
            Self::Refused(reason) => Self::Interrupted(reason),
            other => other,
        }
    }
}

/// What is to be sent: everything that is needed to go on, also when the keys were locked meanwhile and the worker has nothing left.
#[derive(Clone)]
pub struct Prepared {
    pub user: UserId,
    /// None: the person.
    pub owner: Option<OrganizationId>,
    pub source: Source,
    pub reading: Reading,
    /// SHA-256 of the file.
    pub hash: String,
    /// Positions of the items in the file.
    pub chosen: Vec<u32>,
    pub into: Into,
    /// Items of each part.
    pub parts: Vec<u32>,
    /// Items that have arrived.
    pub sent: u32,
}

impl Prepared {
    /// How many items go.
    pub fn items(&self) -> u32 {
        count(self.chosen.len())
    }
}

/// Does what is to be done, and shows how it ended.
pub fn start<T: 'static>(wizard: Wizard, work: impl Future<Output = Result<T, Stop>> + 'static, done: impl FnOnce(T) + 'static) {
    let progress = wizard.progress;
    progress.is_running.set(true);
    progress.is_cancelled.set(false);
    progress.stopped.set(None);
    progress.note.set(None);
    wizard.problem.set(None);
    spawn_local(async move {
        let end = work.await;
        // The signals are gone when the person has left meanwhile.
        if progress.is_running.try_set(false).is_some() {
            return;
        }
        progress.note.set(None);
        match end {
            Ok(result) => {
                done(result);
                wizard.step.set(Step::Done);
                clear_desk().await;
            }
            Err(Stop::Declined) => wizard.toasts.note(t().forms.needs_unlock),
            Err(Stop::Cancelled) => {
                let has_file = wizard.summary.with_untracked(Option::is_some);
                wizard.step.set(if has_file { Step::Check } else { Step::Choose });
            }
            Err(Stop::Left) => {}
            Err(Stop::Interrupted(reason)) => {
                progress.stopped.set(Some(reason));
                wizard.step.set(Step::Send);
            }
            Err(Stop::Refused(reason)) => wizard.problem.set(Some(reason)),
        }
    });
}

/// Has what is chosen cut into parts: these, and where the items go.
pub async fn prepare(wizard: Wizard, owner: Option<OrganizationId>, into: Into) -> Result<(Prepared, Vec<Home>), Stop> {
    let (Some(source), Some(summary), Some(user)) = (wizard.source.get_untracked(), wizard.summary.get_untracked(), wizard.user()) else {
        return Err(Stop::Refused(t().imports.fail_gone.to_owned()));
    };
    let (reading, chosen) = (wizard.reading(), wizard.chosen());
    let mut prepared = Prepared { user, owner, source, reading, hash: summary.hash.clone(), chosen, into, parts: Vec::new(), sent: 0 };
    match plan(&prepared).await {
        Ok((homes, parts)) => {
            prepared.parts = parts;
            Ok((prepared, homes))
        }
        Err(Stop::Interrupted(reason)) => Err(Stop::Refused(reason)),
        Err(stop) => Err(stop),
    }
}

/// Has the parts cut anew, the same as before.
pub async fn cut_again(prepared: &Prepared) -> Result<(), Stop> {
    let (_, parts) = plan(prepared).await?;
    if parts == prepared.parts { Ok(()) } else { Err(Stop::Interrupted(t().imports.unreadable.to_owned())) }
}

/// Has the worker cut the parts; where it has no file any more, it reads it again first.
async fn plan(prepared: &Prepared) -> Result<(Vec<Home>, Vec<u32>), Stop> {
    let Prepared { owner, hash, chosen, into, .. } = prepared;
    let call = ImportCall::Plan { owner: owner.map(|id| id.to_string()), hash: hash.clone(), items: chosen.clone(), into: into.clone() };
    let answer = match ask_import(call.clone()).await {
        // A file that was read for something else, or not at all.
        Err(KeyError::Failed(Failure::NoFile | Failure::BadInput)) => {
            prepared.source.read(prepared.reading.clone()).await.map_err(|unread| Stop::Interrupted(unread.message()))?;
            ask_import(call).await?
        }
        answer => answer?,
    };
    match answer {
        ImportAnswer::Planned { homes, parts } => Ok((homes, parts)),
        _ => Err(KeyError::Gone.into()),
    }
}

/// Encrypts one part.
pub async fn seal(prepared: &Prepared, part: u32) -> Result<Vec<SealedItem>, Stop> {
    match ask_import(ImportCall::Encrypt { owner: prepared.owner.map(|id| id.to_string()), part }).await? {
        ImportAnswer::Encrypted(sealed) => Ok(sealed),
        _ => Err(KeyError::Gone.into()),
    }
}

/// Asks the server, and waits where it says that it was asked too often.
pub async fn patiently<T, F>(wizard: Wizard, request: impl Fn() -> F) -> Result<T, Stop>
where
    F: Future<Output = Result<T, ApiError>>,
{
    let on_wait = |seconds: Option<u32>| drop(wizard.progress.note.try_set(seconds.map(|seconds| t().imports.waiting(seconds))));
    let answer = patience::patiently(|| wizard.session.call(&request), || wizard.demand_wanted().is_err(), on_wait).await;
    answer.or_else(|error| {
        wizard.demand_wanted()?;
        Err(error.into())
    })
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
