use leptos::{prelude::*, task::spawn_local};
use server::{api::collections::delete_collection, model::access::Relation, model::collection::CollectionRequest};

use super::{
    state::{Collection, Collections},
    tree::{below, leaf},
};
use crate::{
    failure::failure_text,
    i18n::t,
    ui::{Callout, ConfirmByName, Tone},
};

/// Asks before a collection goes, and says what stays.
#[component]
pub(super) fn DeleteDialog(doomed: RwSignal<Option<Collection>>, list: Collections) -> impl IntoView {
    let problem = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let name = Signal::derive(move || doomed.with(|doomed| doomed.as_ref().map(|one| name_of(one).to_owned()).unwrap_or_default()));
    Effect::new(move |_| {
        doomed.track();
        problem.set(None);
    });
    let confirm = move |_: String| {
        let Some(one) = doomed.get_untracked() else { return };
        busy.set(true);
        problem.set(None);
        let request = CollectionRequest { organization: list.organization.id, collection: one.view.id };
        spawn_local(async move {
            let answer = list.session.call(|| delete_collection(request.clone())).await;
            busy.try_set(false);
            match answer {
                Ok(()) => {
                    list.toasts.done(t().collections.deleted(name_of(&one)));
                    list.drop(one.view.id);
                    list.load();
                    doomed.try_set(None);
                }
                Err(error) => {
                    problem.try_set(Some(failure_text(&error)));
                }
            }
        });
    };
    let has_inner = move || {
        let path = doomed.with(|doomed| doomed.as_ref().and_then(|one| one.path.clone()));
        path.is_some_and(|path| list.all.with(|all| all.iter().any(|one| one.path.as_ref().is_some_and(|other| below(other, &path).is_some()))))
    };
    let what = move || match list.organization.relation() {
        Relation::Provider(_) => t().collections.delete_text_provider,
        Relation::Member(..) => t().collections.delete_text,
    };
    view! {
        <ConfirmByName
            open=Signal::derive(move || doomed.read().is_some())
            on_close=move |()| doomed.set(None)
            on_confirm=confirm
            title=Signal::derive(move || t().collections.delete_title(&name.read()))
            name=name
            action=t().collections.delete.to_owned()
            busy=busy
        >
            {move || problem.get().map(|text| view! { <Callout tone=Tone::Bad>{text}</Callout> })}
            <p>{what}</p>
            {move || has_inner().then(|| view! { <p>{t().collections.delete_inner}</p> })}
        </ConfirmByName>
    }
}

fn name_of(one: &Collection) -> &str {
    one.path.as_deref().map_or(t().collections.unreadable, leaf)
}
