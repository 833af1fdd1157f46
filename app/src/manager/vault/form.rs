use leptos::{prelude::*, task::spawn_local};
use server::{
    api::{
        items::{create_item, update_item},
        vault::{create_own_item, update_own_item},
    },
    model::{
        error::{ApiError, ErrorCode},
        item::{CreateItemRequest, CreateOwnItemRequest, ItemMarks, ItemView, UpdateItemRequest, UpdateOwnItemRequest},
        time::Micros,
    },
};
use std::sync::Arc;
use vault::item::{Form, ItemKind};
use worker::{SealTarget, ShelfPart, ShelfRow, VaultAnswer, VaultCall};

use super::{
    form_fields::{Typing, fields_view},
    opened::{Held, open},
    place::{EDIT, ITEM, NEW, shown},
    state::{Vault, folder_of, ids_of},
    words::kind_of,
    worker::{ask_vault, key_text},
};
use crate::{
    address::{Address, Step},
    failure::failure_text,
    i18n::t,
    session::{KeyError, showing},
    ui::{Button, ButtonKind, Callout, Dialog, SubmitButton, Tone},
};

/// What a form begins with.
#[derive(Clone)]
pub(super) struct Begun {
    pub(super) form: Form,
    pub(super) marks: ItemMarks,
    /// What is changed, and which state of it; none for a new item.
    pub(super) before: Option<(ShelfRow, Micros)>,
    /// Where a new item goes: nothing for one's own vault.
    pub(super) organization: String,
    pub(super) collection: String,
}

/// The form of a new item, or of one that is changed.
#[component]
pub(super) fn ItemForm(vault: Vault) -> impl IntoView {
    let address = Address::of_page();
    let begun = RwSignal::new(None::<Arc<Begun>>);
    let held = StoredValue::new_local(None::<Held>);
    let anew = RwSignal::new(0_u32);
    let let_go = move || {
        if let Some(held) = held.try_update_value(Option::take).flatten() {
            spawn_local(held.close());
        }
    };
    // A new item of a type, or the item that is changed.
    let wanted = Memo::new(move |_| {
        let new = address.parse::<u8>(NEW).filter(|kind| kind_of(*kind).is_editable);
        let changed = (!address.get(EDIT).is_empty()).then(|| address.get(ITEM)).filter(|id| !id.is_empty());
        (new, changed)
    });
    // The item may be on a page that is still to come.
    let is_there = Memo::new(move |_| vault.changes.get());
    Effect::new(move |before: Option<(_, u32)>| {
        let now = (wanted.get(), anew.get());
        let is_new_question = before.as_ref() != Some(&now);
        if is_new_question {
            begun.set(None);
        }
        if before.as_ref().map(|before| &before.0) != Some(&now.0) {
            let_go();
        }
        match &now.0 {
            (Some(kind), _) if is_new_question => begun.set(Some(Arc::new(begin_new(vault, address, *kind)))),
            (None, Some(id)) => {
                is_there.track();
                if begun.with_untracked(Option::is_none) {
                    let id = id.clone();
                    spawn_local(async move {
                        let Some(row) = vault.find(&id).await else { return };
                        match begin_change(vault, row).await {
                            Ok((change, now)) if begun.try_with_untracked(Option::is_none) == Some(true) => {
                                let before = held.try_update_value(|held| held.replace(now)).flatten();
                                begun.try_set(Some(Arc::new(change)));
                                if let Some(before) = before {
                                    before.close().await;
                                }
                            }
                            Ok((_, now)) => now.close().await,
                            Err(reason) => {
                                vault.toasts.error(reason);
                                address.change(Step::Replace, &[(EDIT, "")]);
                            }
                        }
                    });
                }
            }
            _ => {}
        }
        now
    });
    on_cleanup(let_go);
    move || begun.get().map(|begun| view! { <FormDialog vault=vault address=address begun=begun anew=anew /> })
}

/// A new item lies where the person is looking.
fn begin_new(vault: Vault, address: Address, kind: u8) -> Begun {
    let part = untrack(|| shown(address));
    let of_collection = |id: &str| {
        vault.organizations.with_untracked(|all| {
            let one = all.iter().find(|one| !one.is_suspended && one.collections.iter().any(|collection| collection.id == id && collection.may_edit));
            one.map(|one| (one.id.to_string(), id.to_owned()))
        })
    };
    let (organization, collection) = match &part {
        ShelfPart::Organization(id) => (id.clone(), String::new()),
        ShelfPart::Collection(id) => of_collection(id).unwrap_or_default(),
        _ => Default::default(),
    };
    let folder = match &part {
        ShelfPart::Folder(id) => id.parse().ok(),
        _ => None,
    };
    let marks = ItemMarks { folder, is_favorite: part == ShelfPart::Favorites };
    Begun { form: Form { kind: ItemKind::from(kind), ..Form::default() }, marks, before: None, organization, collection }
}

async fn begin_change(vault: Vault, row: ShelfRow) -> Result<(Begun, Held), String> {
    // The guard of an item that is open is lifted or not: opening it anew would put it up again.
    let held = match Held::join(&row.id) {
        Some(held) => held,
        None => open(vault, &row).await?.2,
    };
    match ask_vault(VaultCall::Edit { item: row.id.clone() }).await {
        Ok(VaultAnswer::Form { form, revised_at }) => {
            let marks = ItemMarks { folder: folder_of(&row), is_favorite: row.is_favorite };
            let before = Some((row, Micros(revised_at)));
            Ok((Begun { form, marks, before, organization: String::new(), collection: String::new() }, held))
        }
        answer => {
            held.close().await;
            Err(key_text(answer.err().unwrap_or(KeyError::Gone)))
        }
    }
}

#[component]
fn FormDialog(vault: Vault, address: Address, begun: Arc<Begun>, anew: RwSignal<u32>) -> impl IntoView {
    let words = &t().vault_item;
    let typing = Typing::new(&begun);
    let begun = StoredValue::new(begun);
    let is_open = RwSignal::new(true);
    let asks_to_discard = RwSignal::new(false);
    let problem = RwSignal::new(None::<String>);
    let is_stale = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let leave = move || {
        // Closed first: the browser gives the focus back to where it was.
        is_open.set(false);
        request_animation_frame(move || address.change(Step::Push, &[(NEW, ""), (EDIT, "")]));
    };
    let close = move |()| {
        if untrack(|| typing.is_changed()) && !busy.get_untracked() { asks_to_discard.set(true) } else { leave() }
    };
    let submit = move |()| {
        if busy.get_untracked() || !untrack(|| typing.check()) {
            return;
        }
        asks_to_discard.set(false);
        problem.set(None);
        busy.set(true);
        let sent = untrack(|| (typing.form(), typing.marks(), typing.organization.get(), typing.collection.get()));
        spawn_local(async move {
            let Some(begun) = begun.try_get_value() else { return };
            let answer = save(vault, &begun, sent).await;
            busy.try_set(false);
            match answer {
                Ok((view, name)) => {
                    let told = if begun.before.is_some() { words.saved(&name) } else { words.created_item(&name) };
                    vault.put(view).await;
                    vault.toasts.done(told);
                    if is_open.try_get_untracked() == Some(true) {
                        leave();
                    }
                }
                Err(Unsaved::Stale) => drop(is_stale.try_set(true)),
                Err(Unsaved::Failed(reason)) => drop(problem.try_set(Some(reason))),
            }
        });
    };
    let load_current = move |()| {
        let Some(begun) = begun.try_get_value() else { return };
        spawn_local(async move {
            let Some((row, _)) = &begun.before else { return };
            match open(vault, row).await {
                Ok((view, opened, held)) => {
                    if !opened.is_guarded || vault.session.confirm().await {
                        vault.put(view).await;
                        anew.try_update(|anew| *anew = anew.wrapping_add(1));
                    }
                    held.close().await;
                }
                Err(reason) => drop(problem.try_set(Some(reason))),
            }
        });
    };
    let title = begun.with_value(|begun| match &begun.before {
        Some(_) => words.edit_title(begun.form.name.as_str()),
        None => words.new_title(kind_of(begun.form.kind.into()).word),
    });
    let footer = move || {
        // Each in a place of its own: a button that becomes another while it is pressed would send the form.
        let question = move || {
            asks_to_discard.get().then(|| {
                view! {
                    <span class="form-question" role="alert">{words.discard_question}</span>
                    <Button on_press=move |()| asks_to_discard.set(false)>{words.keep_editing}</Button>
                    <Button kind=ButtonKind::Danger on_press=move |()| leave()>{words.discard}</Button>
                }
            })
        };
        let actions = move || {
            (!asks_to_discard.get()).then(|| {
                view! {
                    <Button on_press=close>{t().ui.cancel}</Button>
                    <SubmitButton busy=busy>{words.save}</SubmitButton>
                }
            })
        };
        view! {
            {question}
            {actions}
        }
    };
    view! {
        <Dialog open=is_open on_close=close title=Signal::stored(title) on_submit=submit footer=footer>
            {move || {
                is_stale
                    .get()
                    .then(|| {
                        let actions = move || view! { <Button icon="refresh" on_press=load_current>{words.load_current}</Button> };
                        view! { <Callout tone=Tone::Warn actions=ViewFnOnce::from(actions)>{words.conflict}</Callout> }
                    })
            }}
            {move || problem.get().map(|text| view! { <Callout tone=Tone::Bad>{text}</Callout> })}
            {begun.with_value(|begun| fields_view(vault, typing, begun))}
        </Dialog>
    }
}

/// Why something was not saved. Nothing that was typed is lost.
enum Unsaved {
    /// Somebody changed the item meanwhile.
    Stale,
    Failed(String),
}

impl From<ApiError> for Unsaved {
    fn from(error: ApiError) -> Self {
        Self::Failed(failure_text(&error))
    }
}

type Sent = (Form, ItemMarks, String, String);

/// Encrypts it and hands it to the server. Answers with the item and its name.
async fn save(vault: Vault, begun: &Begun, (form, marks, organization, collection): Sent) -> Result<(ItemView, String), Unsaved> {
    let session = vault.session;
    let name = form.name.as_str().to_owned();
    let target = match &begun.before {
        Some((row, _)) => SealTarget::Open(row.id.clone()),
        None if organization.is_empty() => SealTarget::NewOwn,
        None => SealTarget::NewOf(organization.clone()),
    };
    let now = String::from(js_sys::Date::new_0().to_iso_string());
    let content = match ask_vault(VaultCall::Seal { form, now, target }).await {
        Ok(VaultAnswer::Sealed(content)) => content,
        Ok(_) => return Err(Unsaved::Failed(key_text(KeyError::Gone))),
        Err(error) => return Err(Unsaved::Failed(key_text(error))),
    };
    let gone = || Unsaved::Failed(t().vault.gone.to_owned());
    let saved = match &begun.before {
        Some((row, known_at)) => {
            let (item, organization) = ids_of(row)?;
            let known_at = *known_at;
            let answer = if let Some(organization) = organization {
                let request = UpdateItemRequest { organization, item, content, marks, known_at };
                showing(organization, session.call(|| update_item(request.clone()))).await
            } else {
                let request = UpdateOwnItemRequest { item, content, marks, known_at };
                session.call(|| update_own_item(request.clone())).await
            };
            answer.map_err(|error| if error.code == ErrorCode::Conflict { Unsaved::Stale } else { error.into() })?
        }
        None if organization.is_empty() => {
            let request = CreateOwnItemRequest { content, marks };
            session.call(|| create_own_item(request.clone())).await?
        }
        None => {
            let organization = organization.parse().map_err(|_| gone())?;
            let collections = vec![collection.parse().map_err(|_| gone())?];
            let request = CreateItemRequest { organization, collections, content, marks };
            showing(organization, session.call(|| create_item(request.clone()))).await?
        }
    };
    Ok((saved, name))
}
