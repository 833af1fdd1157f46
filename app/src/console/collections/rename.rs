use leptos::{prelude::*, task::spawn_local};
use server::{
    api::collections::rename_collections,
    model::collection::{Rename, RenameCollectionsRequest},
};

use super::{
    names,
    place::{Place, place_fields},
    state::{Collection, Collections},
    tree::{below, join, leaf, parent},
};
use crate::{
    failure::failure_text,
    i18n::t,
    ui::{Button, Callout, Dialog, SubmitButton, Tone},
};

/// Renames a collection or moves it into another one. What lies in it goes along.
#[component]
pub(super) fn RenameDialog(#[prop(into)] renamed: Signal<Option<Collection>>, #[prop(into)] on_close: Callback<()>, list: Collections) -> impl IntoView {
    let place = Place::new();
    let problem = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let before = Signal::derive(move || renamed.read().as_ref().and_then(|one| one.path.clone()));
    Effect::new(move |_| {
        if let Some(path) = before.get() {
            place.name.set(leaf(&path).to_owned());
            place.inside.set(parent(&path).to_owned());
            problem.set(None);
        }
    });
    // The collection itself first.
    let affected = Memo::new(move |_| {
        let (Some(own), Some(path)) = (renamed.get(), before.get()) else { return Vec::new() };
        let is_below = |one: &&Collection| one.path.as_ref().is_some_and(|other| below(other, &path).is_some());
        let inner = list.all.with(|all| all.iter().filter(is_below).cloned().collect::<Vec<_>>());
        std::iter::once(own).chain(inner).collect::<Vec<_>>()
    });
    let blocked = Signal::derive(move || {
        place.blocked().or_else(|| {
            let has_closed = affected.read().iter().any(|one| !one.view.may_update);
            has_closed.then(|| t().collections.inner_not_yours.to_owned())
        })
    });
    let submit = move |()| {
        let Some(old) = before.get_untracked() else { return };
        if blocked.with_untracked(Option::is_some) || busy.get_untracked() {
            return;
        }
        let new = untrack(|| place.path());
        if new == old {
            return on_close.run(());
        }
        busy.set(true);
        problem.set(None);
        let affected = affected.get_untracked();
        spawn_local(async move {
            let answer = rename(list, &affected, &old, &new).await;
            busy.try_set(false);
            match answer {
                Ok(true) => {
                    list.toasts.done(t().collections.renamed(&old, &new));
                    list.load();
                    on_close.run(());
                }
                Ok(false) => {}
                Err(text) => {
                    problem.try_set(Some(text));
                }
            }
        });
    };
    let footer = move || {
        view! {
            <Button on_press=on_close>{t().ui.cancel}</Button>
            <SubmitButton busy=busy disabled_because=blocked>{t().console.save}</SubmitButton>
        }
    };
    let title = Signal::derive(move || t().collections.rename_title(before.get().as_deref().map(leaf).unwrap_or_default()));
    view! {
        <Dialog open=Signal::derive(move || before.read().is_some()) on_close=on_close title=title on_submit=submit footer=footer>
            {move || problem.get().map(|text| view! { <Callout tone=Tone::Bad>{text}</Callout> })}
            {place_fields(place, list, before)}
            {move || {
                let inner = affected.read().len().saturating_sub(1);
                (inner > 0).then(|| view! { <p class="hint">{t().collections.inner_too(inner)}</p> })
            }}
        </Dialog>
    }
}

/// `Ok(false)`: the person declined to unlock.
async fn rename(list: Collections, affected: &[Collection], old: &str, new: &str) -> Result<bool, String> {
    let path = |one: &Collection| one.path.as_deref().and_then(|path| below(path, old)).map_or_else(|| new.to_owned(), |inner| join(new, inner));
    let paths = affected.iter().map(path).collect::<Vec<_>>();
    let organization = list.organization.id;
    let Some((ticket, names)) = names::write(list.session, organization, paths.clone()).await? else { return Ok(false) };
    let one = |(one, name): (&Collection, _)| Rename { collection: one.view.id, was: one.view.name.clone(), name };
    let request = RenameCollectionsRequest { organization, ticket, renames: affected.iter().zip(names).map(one).collect() };
    list.session.call(|| rename_collections(request.clone())).await.map_err(|error| failure_text(&error))?;
    for (rename, path) in request.renames.iter().zip(paths) {
        list.keep(&rename.name, path);
    }
    Ok(true)
}
