//! Files attached to items. An app announces one, sends it, and asks for a link to read it: what passes is ciphertext all the way.

use super::{
    ItemContent,
    content::own_key,
    guard::{self, Of, Wish},
    own, shared,
    write::{demand_fresh, is_own},
};
use crate::{
    access::{self, ItemAccess},
    domain::{Context, Error, Instance, Result, secrets},
    files::FilesError,
    model::{
        access::Action,
        event::EventKind,
        id::{AttachmentId, FileId, ItemId},
        key::Ciphertext,
        time::Micros,
    },
    store::{
        self, Connection, Transaction,
        attachments::{AttachmentRow, Owner},
        items::ItemRow,
    },
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use bytes::Bytes;
use futures_util::{Stream, future::BoxFuture, stream::BoxStream};
use serde::Deserialize;

/// A file about to be attached.
#[derive(Clone)]
pub struct NewAttachment {
    /// Under the item's key, like the attachment's key.
    pub file_name: Ciphertext,
    pub key: Ciphertext,
    /// Bytes of the encrypted file.
    pub size: u64,
    /// Which state of the item the app saw, if it says so: a file under a key that the item had before would spoil the item.
    pub known_at: Option<Micros>,
}

/// What is encrypted under an item's key, when that key is another one.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Rewrapped {
    pub id: AttachmentId,
    pub file_name: Ciphertext,
    pub key: Ciphertext,
}

/// How much may be attached, in bytes of encrypted files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileLimits {
    pub one: u64,
    /// To all items of one organization, or of one person.
    pub vault: u64,
}

/// A file as it is sent: its length and its bytes.
pub type Sending = (u64, BoxStream<'static, std::result::Result<Bytes, FilesError>>);

const MEGABYTE: u64 = 1024 * 1024;
/// Files of one item: more than anybody attaches.
const FILES_MAX: usize = 100;
/// How long a link to a file is good: an app follows it at once.
const LINK: i64 = Micros::MINUTE;
/// How long an announced file is waited for: longer than one may take to arrive.
const EXPECTED: i64 = 2 * Micros::HOUR;
/// How long a file is kept that nothing refers to, so that a database can be restored from a backup of these days and finds its files.
const ORPHANED: i64 = 7 * Micros::DAY;
/// Bytes of an encrypted name or key.
const TEXT_MAX: usize = 2_000;
const LINK_PURPOSE: &str = "castellan attachment 1";

impl Default for FileLimits {
    fn default() -> Self {
        Self { one: 100 * MEGABYTE, vault: 1024 * MEGABYTE }
    }
}

/// Announces a file. It is not part of the item before it has arrived.
pub async fn attach(context: &Context, item: ItemId, new: NewAttachment) -> Result<AttachmentRow> {
    let most = context.instance().file_limits.one;
    let size = u32::try_from(new.size).ok().filter(|size| *size > 0 && u64::from(*size) <= most);
    let size = size.ok_or_else(|| Error::field("fileSize", format!("A file may have at most {} MB here. Attach a smaller one.", most / MEGABYTE)))?;
    let row = AttachmentRow { id: AttachmentId::make(), file_name: new.file_name, key: new.key, size, file: None };
    demand_short(&row.file_name, &row.key)?;
    change(context, item, "attach a file", (row, new.known_at), |db, context, owner, item, (row, known_at)| {
        Box::pin(async move {
            demand_fresh(&found_again(db, owner, item).await?, *known_at)?;
            demand_room(db, context.instance().file_limits.vault, owner, item, row.size).await?;
            store::attachments::insert(db, owner, item, row, context.now()).await?;
            Ok(row.clone())
        })
    })
    .await
}

/// The item as it stands in this transaction; that the person may change it was looked at before.
async fn found_again(db: &mut Transaction, owner: Owner<'_>, item: ItemId) -> Result<ItemRow> {
    match owner {
        Owner::Person(user) => store::own_items::find(db, user, item).await?.ok_or_else(Error::not_found),
        Owner::Organization(access) => Ok(shared::found(db, access, item).await?),
    }
}

/// A file that was announced by somebody who may change its item.
pub struct Expected {
    item: ItemId,
    id: AttachmentId,
    size: u64,
}

impl Expected {
    /// The bytes that were announced.
    pub fn size(&self) -> u64 {
        self.size
    }
}

/// Whether an announced file is still to come.
pub async fn expect(context: &Context, item: ItemId, id: AttachmentId) -> Result<Expected> {
    let row = find(context, item, id, Reach::Change).await?;
    if row.is_there() {
        return Err(Error::conflict("This file has already arrived. Sync, then attach it again if it is another one."));
    }
    Ok(Expected { item, id, size: u64::from(row.size) })
}

/// Takes in an announced file. Until all of it is kept, nothing has changed, and it may be sent again.
pub async fn receive<E>(context: &Context, expected: Expected, parts: impl Stream<Item = std::result::Result<Bytes, E>> + Send) -> Result<()> {
    let Expected { item, id, size } = expected;
    // A name of its own: whatever becomes of this call, nobody else's file is touched, and nothing is kept that nobody knows of.
    let file = FileId::make();
    let begun = context.now();
    let on_its_way = context.command((file, begun), |db, _, (file, begun)| Box::pin(async move { Ok(store::attachments::begin(db, *file, *begun).await?) }));
    on_its_way.await?;
    context.instance().files.keep(file, size, parts).await.map_err(|error| not_kept(&error))?;
    // It may have taken long. Other apps of the person have asked meanwhile what is new.
    let arrived = change(&context.by_now(), item, "attach a file", (id, file), |db, context, owner, item, (id, file)| {
        Box::pin(async move {
            let arrived = store::attachments::arrive(db, owner, item, *id, *file).await?;
            if arrived {
                note(db, context, owner, item, EventKind::AttachmentCreated).await?;
            }
            Ok(arrived)
        })
    })
    .await?;
    if arrived { Ok(()) } else { Err(Error::not_found()) }
}

/// What is known of a file, and a word by which it can be fetched for a minute.
pub async fn link(context: &Context, item: ItemId, id: AttachmentId) -> Result<(AttachmentRow, String)> {
    let row = find(context, item, id, Reach::Read).await?;
    if !row.is_there() {
        return Err(Error::not_found());
    }
    let until = context.now().plus(LINK).0;
    Ok((row, format!("{until}.{}", tag(context.instance(), item, id, until)?)))
}

/// The file that a link's word stands for.
pub async fn follow(context: &Context, item: ItemId, id: AttachmentId, word: &str) -> Result<Sending> {
    let (until, sent) = word.split_once('.').ok_or_else(Error::not_found)?;
    let until = until.parse().map_err(|_| Error::not_found())?;
    if !secrets::are_equal(&tag(context.instance(), item, id, until)?, sent) || context.now() > Micros(until) {
        return Err(Error::not_found());
    }
    // Whoever took it off its item since the link was made wants it to be read no more.
    let file = store::attachments::file_of(&mut context.read().await?, item, id).await?.ok_or_else(Error::not_found)?;
    let found = context.instance().files.read(file).await.map_err(|error| {
        tracing::error!(%error, cause = ?std::error::Error::source(&error), "a file could not be read");
        unavailable()
    })?;
    found.ok_or(Error::Internal("a file that the store of files does not have"))
}

/// Takes a file off an item.
pub async fn detach(context: &Context, item: ItemId, id: AttachmentId) -> Result<()> {
    change(context, item, "delete an attached file", id, |db, context, owner, item, id| {
        Box::pin(async move {
            let present = store::attachments::list(db, owner, &[item]).await?.into_iter().find(|(_, row)| row.id == *id);
            let (_, row) = present.ok_or_else(Error::not_found)?;
            store::attachments::delete(db, owner, item, *id).await?;
            // What never arrived was never there.
            if !row.is_there() {
                return Ok(());
            }
            note(db, context, owner, item, EventKind::AttachmentDeleted).await
        })
    })
    .await
}

impl Rewrapped {
    /// What a page says of an item's files, in the text of the item.
    pub(super) fn of_page(content: &str) -> Result<Vec<Self>> {
        #[derive(Deserialize)]
        struct Files {
            #[serde(default)]
            attachments: Vec<Rewrapped>,
        }
        let files = serde_json::from_str::<Files>(content);
        Ok(files.map_err(|_| Error::field("content", "This item could not be read. Reload the page and try again."))?.attachments)
    }
}

/// Keeps what an app has encrypted anew with an item. Files that are not there any more are left out.
pub(super) async fn rewrap(db: &mut Transaction, owner: Owner<'_>, before: &ItemRow, content: &ItemContent, anew: &[Rewrapped]) -> Result<()> {
    // With another key of the item, a file that was left out could not be read by anybody, ever again.
    if own_key(&before.data)? != own_key(content.json())? {
        demand_all(before, anew)?;
        store::attachments::give_up(db, owner, before.id).await?;
    }
    put_anew(db, owner, before.id, anew).await
}

async fn put_anew(db: &mut Transaction, owner: Owner<'_>, item: ItemId, anew: &[Rewrapped]) -> Result<()> {
    for Rewrapped { id, file_name, key } in anew.iter().take(FILES_MAX) {
        demand_short(file_name, key)?;
        store::attachments::rewrap(db, owner, item, *id, file_name, key).await?;
    }
    Ok(())
}

/// Demands that everything that is known of an item's files comes anew.
fn demand_all(before: &ItemRow, anew: &[Rewrapped]) -> Result<()> {
    if before.attachments.iter().all(|file| anew.iter().any(|one| one.id == file.id)) {
        return Ok(());
    }
    Err(Error::conflict("Files are attached to this item that your app has not encrypted again. Sync, then try again."))
}

/// Gives the files of a person's own item to the organization that the item was given to. All must have been encrypted anew, or nobody
/// there could read them.
pub(super) async fn give(db: &mut Transaction, context: &Context, access: &ItemAccess, row: &ItemRow, anew: &[Rewrapped]) -> Result<()> {
    demand_all(row, anew)?;
    let more = row.attachments.iter().map(|file| u64::from(file.size)).sum();
    demand_bytes(db, context.instance().file_limits.vault, Owner::Organization(access), more).await?;
    put_anew(db, Owner::Person(access.user()), row.id, anew).await?;
    Ok(store::attachments::give(db, access, row.id).await?)
}

/// Deletes files that nothing has referred to for a while; how many.
pub async fn sweep(instance: &Instance, now: Micros) -> Result<usize> {
    const AT_ONCE: u32 = 500;
    let Instance { store, files, .. } = instance;
    let give_up =
        store.write::<_, _, Error, _>(now.plus(-EXPECTED), |db, before| Box::pin(async move { Ok(store::attachments::delete_expected(db, *before).await?) }));
    give_up.await?;
    let (mut swept, mut after) = (0, None);
    loop {
        let orphans = store::attachments::orphans(&mut store.read().await?, now.plus(-ORPHANED), after, AT_ONCE).await?;
        let mut gone = Vec::new();
        for orphan in &orphans {
            match files.delete(*orphan).await {
                Ok(()) => gone.push(*orphan),
                Err(error) => tracing::warn!(%error, cause = ?std::error::Error::source(&error), "a file could not be deleted; it is tried again later"),
            }
        }
        swept += gone.len();
        let forget = store.write::<_, _, Error, _>(gone, |db, gone| Box::pin(async move { Ok(store::attachments::forget_orphans(db, gone).await?) }));
        forget.await?;
        after = orphans.last().copied();
        if orphans.len() < AT_ONCE as usize {
            return Ok(swept);
        }
    }
}

/// What the person wants with a file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    Read,
    Change,
}

/// One file of an item that the person reaches.
async fn find(context: &Context, item: ItemId, id: AttachmentId, reach: Reach) -> Result<AttachmentRow> {
    let found = if is_own(context, item).await? {
        let user = access::account(context, Action::AccountVaultRead)?.user_id;
        store::attachments::list(&mut context.read().await?, Owner::Person(user), &[item]).await?
    } else {
        let (action, words) = match reach {
            Reach::Read => (Action::ClientItemsRead, "read an attached file"),
            Reach::Change => (Action::ClientItemsAttachments, "attach a file"),
        };
        let (mut db, access) = guard::query(context, Wish { of: Of::Item(item), action, words }).await?;
        match reach {
            Reach::Read => shared::found(&mut db, &access, item).await?,
            Reach::Change => shared::editable(&mut db, &access, item).await?,
        };
        store::attachments::list(&mut db, Owner::Organization(&access), &[item]).await?
    };
    found.into_iter().map(|(_, row)| row).find(|row| row.id == id).ok_or_else(Error::not_found)
}

type Done<R, T> = for<'t> fn(&'t mut Transaction, &'t Context, Owner<'t>, ItemId, &'t R) -> BoxFuture<'t, Result<T>>;

/// Runs a command over the files of an item that the person may change.
async fn change<R, T>(context: &Context, item: ItemId, words: &'static str, request: R, done: Done<R, T>) -> Result<T>
where
    R: Send + Sync + 'static,
    T: Send + 'static,
{
    if is_own(context, item).await? {
        let command = context.command((item, request), move |db, context, (item, request)| {
            Box::pin(async move {
                let user = own::begin(db, context).await?;
                own::demand_present(db, user, *item).await?;
                done(db, context, Owner::Person(user), *item, request).await
            })
        });
        return command.await;
    }
    let wish = Wish { of: Of::Item(item), action: Action::ClientItemsAttachments, words };
    guard::command(context, wish, (item, request), move |db, context, access, (item, request)| {
        Box::pin(async move {
            // One after the other: they count against one limit, and go with the item's key.
            let access = &access::taken_items(db, context, access, Action::ClientItemsAttachments).await?;
            shared::editable(db, access, *item).await?;
            done(db, context, Owner::Organization(access), *item, request).await
        })
    })
    .await
}

async fn note(db: &mut Transaction, context: &Context, owner: Owner<'_>, item: ItemId, kind: EventKind) -> Result<()> {
    match owner {
        // The own vault's revision was changed when the command began, and it has no log.
        Owner::Person(_) => Ok(()),
        Owner::Organization(access) => shared::note(db, context, access, item, kind).await,
    }
}

fn demand_short(file_name: &Ciphertext, key: &Ciphertext) -> Result<()> {
    if [file_name, key].into_iter().any(|text| text.is_sealed() || text.as_str().len() > TEXT_MAX) {
        return Err(Error::field("fileName", "The name of this file is too long. Give it a shorter one, then attach it again."));
    }
    Ok(())
}

async fn demand_room(db: &mut Connection, most: u64, owner: Owner<'_>, item: ItemId, more: u32) -> Result<()> {
    if store::attachments::list(db, owner, &[item]).await?.len() >= FILES_MAX {
        return Err(Error::conflict(format!("An item may have at most {FILES_MAX} files. Delete some that you no longer need.")));
    }
    demand_bytes(db, most, owner, u64::from(more)).await
}

async fn demand_bytes(db: &mut Connection, most: u64, owner: Owner<'_>, more: u64) -> Result<()> {
    let present = u64::try_from(store::attachments::bytes(db, owner).await?).unwrap_or(u64::MAX);
    if present.saturating_add(more) > most {
        return Err(Error::conflict(format!("All attached files together may have at most {} MB. Delete some that you no longer need.", most / MEGABYTE)));
    }
    Ok(())
}

fn tag(instance: &Instance, item: ItemId, id: AttachmentId, until: i64) -> Result<String> {
    Ok(URL_SAFE_NO_PAD.encode(secrets::derive(instance, LINK_PURPOSE, &format!("{item} {id} {until}"))?))
}

fn not_kept(error: &FilesError) -> Error {
    match error {
        FilesError::Length => Error::field("data", "The file is not as long as was announced. Attach it again."),
        FilesError::Sender => Error::field("data", "The file did not arrive as a whole. Send it again."),
        FilesError::Store(_) | FilesError::Folder(_) => {
            tracing::error!(%error, cause = ?std::error::Error::source(error), "a file could not be kept");
            unavailable()
        }
    }
}

fn unavailable() -> Error {
    Error::refused(crate::model::error::ErrorCode::Unavailable, "Attached files cannot be reached at the moment. Try again later.")
}
