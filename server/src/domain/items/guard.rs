use super::refusal::Refusal;
use crate::{
    access::{self, ItemAccess, ItemAnswer},
    domain::{Context, Error, Result},
    model::{
        access::Action,
        id::{ItemId, OrganizationId},
    },
    store::{Connection, Transaction},
};
use futures_util::future::BoxFuture;
use std::sync::Arc;

/// Whose items are meant.
#[derive(Clone, Copy, Debug)]
pub(in crate::domain) enum Of {
    /// Of the organization whose page the person saw.
    Shown(OrganizationId),
    /// Of the organization that a client names which shows no page.
    Named(OrganizationId),
    /// Of the organization of this item.
    Item(ItemId),
}

/// A wish about an organization's items.
#[derive(Clone, Copy, Debug)]
pub(in crate::domain) struct Wish {
    pub(in crate::domain) of: Of,
    pub(in crate::domain) action: Action,
    /// For the log, if a provider user had it.
    pub(in crate::domain) words: &'static str,
}

/// What became of a wish. A refusal is not an error of a command: it has nothing to take back.
enum Answered<T> {
    Done(T),
    Refused(Refusal, Error),
}

/// Runs a command over items behind the proof that the caller may. A provider user's wish is recorded and refused.
pub(in crate::domain) async fn command<R, T, F>(context: &Context, wish: Wish, request: R, done: F) -> Result<T>
where
    R: Send + Sync + 'static,
    T: Send + 'static,
    F: for<'t> Fn(&'t mut Transaction, &'t Context, &'t ItemAccess, &'t R) -> BoxFuture<'t, Result<T>> + Send + Sync + 'static,
{
    let done = Arc::new(done);
    let answered = context
        .command((wish, request, done), |db, context, (wish, request, done)| {
            Box::pin(async move {
                let (context, answer) = ask(db, context, *wish).await?;
                Ok(match answer {
                    Answered::Done(access) => Answered::Done(done(db, &context, &access, request).await?),
                    Answered::Refused(refusal, error) => Answered::Refused(refusal, error),
                })
            })
        })
        .await?;
    finish(context, answered).await
}

/// The proof that the caller may query items. A provider user's wish is recorded and refused.
pub(in crate::domain) async fn query(context: &Context, wish: Wish) -> Result<(Connection, ItemAccess)> {
    let mut db = context.read().await?;
    let (_, answer) = ask(&mut db, context, wish).await?;
    match answer {
        Answered::Done(access) => Ok((db, access)),
        refused @ Answered::Refused(..) => {
            drop(db);
            finish(context, refused).await.and(Err(Error::Internal("a refusal that was none")))
        }
    }
}

async fn ask(db: &mut Connection, context: &Context, wish: Wish) -> Result<(Context, Answered<ItemAccess>)> {
    let (organization, context) = match wish.of {
        Of::Shown(organization) => (organization, context.clone()),
        Of::Named(organization) => (organization, context.showing(organization)),
        Of::Item(item) => {
            let organization = access::organization_of(db, context, item).await?.ok_or_else(Error::not_found)?;
            (organization, context.showing(organization))
        }
    };
    let answer = match access::items(db, &context, organization, wish.action).await? {
        ItemAnswer::Granted(access) => Answered::Done(access),
        ItemAnswer::Restricted { organization_name, provider, error } => {
            Answered::Refused(Refusal { organization, organization_name, provider, action: wish.words }, error)
        }
    };
    Ok((context, answer))
}

async fn finish<T>(context: &Context, answered: Answered<T>) -> Result<T> {
    match answered {
        Answered::Done(done) => Ok(done),
        Answered::Refused(refusal, error) => Err(refusal.record(context, error).await),
    }
}
