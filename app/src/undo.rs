//! The way back from what was done.

use std::pin::Pin;

use leptos::task::spawn_local;
use server::model::error::ApiError;

use crate::{
    failure::failure_text,
    session::{as_shown, shown_client},
    ui::Toasts,
};

/// Of a command: what the person is told.
type Answer = Pin<Box<dyn Future<Output = Result<String, ApiError>>>>;

type Back = Box<dyn Fn() -> Answer + Send + Sync>;

/// What was done, in words, and the command that undoes it where there is one.
pub struct Done {
    said: String,
    /// What the page showed then: undone from the page of another client, it is still about this one.
    shown: Option<String>,
    back: Option<Back>,
}

impl From<String> for Done {
    fn from(said: String) -> Self {
        Self { said, shown: None, back: None }
    }
}

impl Done {
    /// The way back is an ordinary command, whose answer is what the person is told of it.
    pub fn or_back<F>(said: String, back: impl Fn() -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Result<String, ApiError>> + 'static,
    {
        Self { said, shown: shown_client(), back: Some(Box::new(move || Box::pin(back()))) }
    }

    /// Without a way back: a mail went out, or something was bought.
    pub fn for_good(self) -> Self {
        Self { back: None, ..self }
    }

    /// Tells the person, who may be on another page when he takes it back. A refusal is told like any other.
    pub fn tell(self, toasts: Toasts) {
        let Some(back) = self.back else { return toasts.done(self.said) };
        toasts.done_with_undo(self.said, move || {
            let answer = as_shown(self.shown.clone(), back());
            spawn_local(async move {
                match answer.await {
                    Ok(said) => toasts.done(said),
                    Err(error) => toasts.error(failure_text(&error)),
                }
            });
        });
    }
}

/// Runs a command with the new value; undone, the same command runs with the old one.
pub fn replace<V, F>(before: V, after: V, command: impl Fn(V) -> F + Send + Sync + 'static) -> impl Future<Output = Result<Done, ApiError>> + 'static
where
    V: Clone + PartialEq + Send + Sync + 'static,
    F: Future<Output = Result<String, ApiError>> + 'static,
{
    let is_same = before == after;
    let there = command(after);
    let back: Back = Box::new(move || Box::pin(command(before.clone())));
    finish(shown_client(), Box::pin(there), (!is_same).then_some(back))
}

/// Apart from what calls it, so that it is compiled once.
async fn finish(shown: Option<String>, there: Answer, back: Option<Back>) -> Result<Done, ApiError> {
    Ok(Done { said: there.await?, shown, back })
}

#[cfg(test)]
mod tests {
    use std::{
        pin::pin,
        sync::{Arc, Mutex},
        task::{Context, Poll, Waker},
    };

    use server::model::error::{ApiError, ErrorCode};

    use super::replace;

    fn at_once<T>(work: impl Future<Output = T>) -> T {
        match pin!(work).poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(answer) => answer,
            Poll::Pending => panic!("nothing here waits"),
        }
    }

    /// A command that notes the values with which it ran.
    fn noting(ran: &Arc<Mutex<Vec<u32>>>) -> impl Fn(u32) -> std::future::Ready<Result<String, ApiError>> + Send + Sync + 'static {
        let ran = ran.clone();
        move |value| {
            ran.lock().unwrap().push(value);
            std::future::ready(Ok(format!("{value} seats")))
        }
    }

    #[test]
    fn the_way_back_is_the_same_command_with_the_value_before() {
        let ran = Arc::new(Mutex::new(Vec::new()));
        let done = at_once(replace(40, 50, noting(&ran))).unwrap();
        assert_eq!((done.said.as_str(), ran.lock().unwrap().as_slice()), ("50 seats", [50].as_slice()));
        assert_eq!(at_once(done.back.unwrap()()).unwrap(), "40 seats");
        assert_eq!(*ran.lock().unwrap(), [50, 40]);
    }

    #[test]
    fn what_changed_nothing_or_was_refused_has_no_way_back() {
        let done = at_once(replace(40, 40, noting(&Arc::default()))).unwrap();
        assert!(done.back.is_none());
        let refused = |_| std::future::ready(Err(ApiError::new(ErrorCode::Conflict, "48 seats are in use.")));
        assert!(at_once(replace(50, 40, refused)).is_err());
    }

    #[test]
    fn what_was_done_for_good_has_no_way_back() {
        assert!(at_once(replace(40, 50, noting(&Arc::default()))).unwrap().for_good().back.is_none());
    }
}
