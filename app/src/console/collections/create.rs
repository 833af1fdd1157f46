use leptos::{prelude::*, task::spawn_local};
use server::{
    api::collections::create_collection,
    model::{
        access::Relation,
        collection::{AccessGrant, CreateCollectionRequest, GroupAccessGrant},
    },
};

use super::{
    grants::{Granted, Grantee, GrantsEditor, has_manager},
    names,
    place::{Place, place_fields},
    state::Collections,
};
use crate::{
    failure::failure_text,
    i18n::t,
    session::new_idempotency_key,
    ui::{Button, Callout, Dialog, SubmitButton, Tone},
};

/// Makes a collection. `inside`: the path of the one it is to lie in, while the dialog is open.
#[component]
pub(super) fn CreateDialog(#[prop(into)] inside: Signal<Option<String>>, #[prop(into)] on_close: Callback<()>, list: Collections) -> impl IntoView {
    let words = &t().collections;
    let place = Place::new();
    let granted = RwSignal::new(Vec::<Granted>::new());
    let problem = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    Effect::new(move |_| {
        if let Some(inside) = inside.get() {
            place.name.set(String::new());
            place.inside.set(inside);
            granted.set(Vec::new());
            problem.set(None);
        }
    });
    let is_provider_user = move || matches!(list.organization.relation(), Relation::Provider(_));
    let blocked = Signal::derive(move || {
        place.blocked().or_else(|| {
            let granted = granted.read();
            let is_missing = !has_manager(&granted) && (is_provider_user() || !granted.is_empty());
            is_missing.then(|| t().collections.manager_missing.to_owned())
        })
    });
    let submit = move |()| {
        if blocked.with_untracked(Option::is_some) || busy.get_untracked() {
            return;
        }
        busy.set(true);
        problem.set(None);
        let path = untrack(|| place.path());
        let access = granted.get_untracked();
        spawn_local(async move {
            let answer = create(list, path.clone(), access).await;
            busy.try_set(false);
            match answer {
                Ok(true) => {
                    list.toasts.done(t().collections.created(&path));
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
            <SubmitButton busy=busy disabled_because=blocked>{t().collections.create}</SubmitButton>
        }
    };
    view! {
        <Dialog open=Signal::derive(move || inside.read().is_some()) on_close=on_close title=words.create_title.to_owned() on_submit=submit footer=footer>
            {move || problem.get().map(|text| view! { <Callout tone=Tone::Bad>{text}</Callout> })}
            {place_fields(place, list, Signal::stored(None))}
            {move || (!is_provider_user()).then(|| view! { <p class="hint">{t().collections.you_manage}</p> })}
            <GrantsEditor list=list granted=granted />
        </Dialog>
    }
}

/// `Ok(false)`: the person declined to unlock.
async fn create(list: Collections, path: String, granted: Vec<Granted>) -> Result<bool, String> {
    let organization = list.organization.id;
    let Some((ticket, names)) = names::write(list.session, organization, vec![path.clone()]).await? else { return Ok(false) };
    let [name] = <[_; 1]>::try_from(names).map_err(|_| t().console.key_unusable.to_owned())?;
    let idempotency_key = new_idempotency_key().ok_or_else(|| t().console.key_unusable.to_owned())?;
    let (mut access, mut groups) = (Vec::new(), Vec::new());
    for Granted { grantee, level, .. } in granted {
        match grantee {
            Grantee::Member(member) => access.push(AccessGrant { member, level }),
            Grantee::Group(group) => groups.push(GroupAccessGrant { group, level }),
        }
    }
    let request = CreateCollectionRequest { organization, idempotency_key, ticket, name, access, groups };
    list.session.call(|| create_collection(request.clone())).await.map_err(|error| failure_text(&error))?;
    list.keep(&request.name, path);
    Ok(true)
}
