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

/// A wish, and the items that it names.
#[derive(Clone, Debug)]
pub(in crate::domain) struct Asked {
    wish: Wish,
    items: Vec<ItemId>,
}

impl From<Wish> for Asked {
    fn from(wish: Wish) -> Self {
        let items = match wish.of {
            Of::Item(item) => vec![item],
            Of::Shown(_) | Of::Named(_) => Vec::new(),
        };
        Self { wish, items }
    }
}

impl Wish {
    /// The wish for these items. If it is refused, the log names those that are the organization's.
    pub(in crate::domain) fn for_items(self, items: &[ItemId]) -> Asked {
        Asked { wish: self, items: items.to_vec() }
    }
}

/// What became of a wish. A refusal is not an error of a command: it has nothing to take back.
enum Answered<T> {
    Done(T),
    Refused(Refusal, Error),
}

/// Runs a command over items behind the proof that the caller may. A provider user's wish is recorded and refused.
pub(in crate::domain) async fn command<R, T, F>(context: &Context, asked: impl Into<Asked>, request: R, done: F) -> Result<T>
where
    R: Send + Sync + 'static,
    T: Send + 'static,
    F: for<'t> Fn(&'t mut Transaction, &'t Context, &'t ItemAccess, &'t R) -> BoxFuture<'t, Result<T>> + Send + Sync + 'static,
{
    let done = Arc::new(done);
    let answered = context
        .command((asked.into(), request, done), |db, context, (asked, request, done)| {
            Box::pin(async move {
                let (context, answer) = ask(db, context, asked).await?;
                Ok(match answer {
                    Answered::Done(access) => Answered::Done(done(db, &context, &access, request).await?),
                    Answered::Refused(refusal, error) => Answered::Refused(refusal, error),
                })
            })
        })
        .await?;
    finish(context, answered).await
}

/// Runs a command over items of several organizations behind the proof for each that the caller may. A provider user's wishes are recorded and
/// refused, and nothing is done in any of them.
pub(in crate::domain) async fn command_in_each<R, F>(context: &Context, asked: Vec<Asked>, request: R, done: F) -> Result<()>
where
    R: Send + Sync + 'static,
    F: for<'t> Fn(&'t mut Transaction, &'t Context, &'t [(Context, ItemAccess)], &'t R) -> BoxFuture<'t, Result<()>> + Send + Sync + 'static,
{
    let done = Arc::new(done);
    let refused = context
        .command((asked, request, done), |db, context, (asked, request, done)| {
            Box::pin(async move {
                let (mut granted, mut refused) = (Vec::new(), Vec::new());
                for asked in asked {
                    match ask(db, context, asked).await? {
                        (context, Answered::Done(access)) => granted.push((context, access)),
                        (_, Answered::Refused(refusal, error)) => refused.push((refusal, error)),
                    }
                }
                if refused.is_empty() {
                    done(db, context, &granted, request).await?;
                }
                Ok(refused)
            })
        })
        .await?;
    let mut answer = Ok(());
    for (refusal, error) in refused {
        answer = Err(refusal.record(context, error).await);
    }
    answer
}

/// The proof that the caller may query items. A provider user's wish is recorded and refused.
pub(in crate::domain) async fn query(context: &Context, asked: impl Into<Asked>) -> Result<(Connection, ItemAccess)> {
    let asked = asked.into();
    let mut db = context.read().await?;
    let (_, answer) = ask(&mut db, context, &asked).await?;
    match answer {
        Answered::Done(access) => Ok((db, access)),
        refused @ Answered::Refused(..) => {
            drop(db);
            finish(context, refused).await.and(Err(Error::Internal("a refusal that was none")))
        }
    }
}

async fn ask(db: &mut Connection, context: &Context, Asked { wish, items }: &Asked) -> Result<(Context, Answered<ItemAccess>)> {
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
            Answered::Refused(Refusal { organization, organization_name, provider, action: wish.words, items: items.clone() }, error)
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
