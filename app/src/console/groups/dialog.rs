use leptos::{prelude::*, task::spawn_local};
use server::{
    api::groups::{create_group, get_group, update_group},
    model::{
        access::Action,
        group::GroupRequest,
        id::{GroupId, OrganizationId},
    },
};

use super::{collections::CollectionsPart, form::GroupForm, members::MembersPart, state::Groups};
use crate::{
    console::collections::Collections,
    failure::failure_text,
    i18n::t,
    session::new_idempotency_key,
    ui::{Button, Callout, Dialog, Field, Skeleton, SubmitButton, Tone},
};

/// What the dialog is open for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opened {
    New,
    One(GroupId),
}

/// Makes a group, or changes one: its name, who is in it, and what it gives access to. All of it is saved at once.
#[component]
pub(super) fn GroupDialog(#[prop(into)] opened: Signal<Option<Opened>>, #[prop(into)] on_close: Callback<()>, list: Groups) -> impl IntoView {
    let words = &t().groups;
    let form = GroupForm::new();
    let problem = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    // What the parts of the dialog are built for; nothing while it is on its way.
    let ready = RwSignal::new(None::<Opened>);
    let opened = Memo::new(move |_| opened.get());
    let collections = Collections::new(Signal::derive(move || opened.read().is_some()));
    Effect::new(move |_| {
        problem.set(None);
        ready.set(None);
        match opened.get() {
            None => {}
            Some(Opened::New) => {
                form.begin(None);
                ready.set(Some(Opened::New));
            }
            Some(wanted @ Opened::One(group)) => {
                let request = GroupRequest { organization: list.organization.id, group };
                spawn_local(async move {
                    let answer = list.session.call(|| get_group(request.clone())).await;
                    // Another one was opened meanwhile, or the page is gone.
                    if opened.try_get_untracked().flatten() != Some(wanted) {
                        return;
                    }
                    match answer {
                        Ok(details) => {
                            form.begin(Some(details));
                            ready.set(Some(wanted));
                        }
                        Err(error) => problem.set(Some(failure_text(&error))),
                    }
                });
            }
        }
    });
    let closed = Signal::derive(move || list.organization.why_not(Action::ClientGroupsWrite));
    let fixed = Signal::derive(move || closed.get().or_else(|| form.access_fixed(list.organization.relation()).map(str::to_owned)));
    let organization = list.organization.id;
    let blocked = Signal::derive(move || {
        if let Some(reason) = closed.get() {
            return Some(reason);
        }
        if form.name.read().trim().is_empty() {
            return Some(t().groups.name_missing.to_owned());
        }
        form.name_error().or_else(|| match ready.get() {
            Some(Opened::New) => None,
            Some(Opened::One(group)) => form.update(organization, group).is_none().then(|| t().groups.nothing_changed.to_owned()),
            None => Some(t().ui.loading.to_owned()),
        })
    });
    let submit = move |()| {
        let (Some(wanted), None, false) = (ready.get_untracked(), blocked.get_untracked(), busy.get_untracked()) else { return };
        busy.set(true);
        problem.set(None);
        let name = form.name.read_untracked().trim().to_owned();
        spawn_local(async move {
            let answer = save(list, form, organization, wanted).await;
            busy.try_set(false);
            match answer {
                Ok(()) => {
                    list.toasts.done(if wanted == Opened::New { t().groups.created(&name) } else { t().groups.saved(&name) });
                    list.load();
                    on_close.run(());
                }
                Err(text) => {
                    problem.try_set(Some(text));
                }
            }
        });
    };
    let footer = move || {
        view! {
            <Button on_press=on_close>{t().ui.cancel}</Button>
            <SubmitButton busy=busy disabled_because=blocked>
                {move || if opened.get() == Some(Opened::New) { t().groups.create } else { t().console.save }}
            </SubmitButton>
        }
    };
    let title = Signal::derive(move || match (opened.get(), form.before.read().as_ref()) {
        (Some(Opened::New), _) => words.new_title.to_owned(),
        (_, Some(details)) => details.group.name.clone(),
        (_, None) => words.group.to_owned(),
    });
    let parts = move || {
        let Some(wanted) = ready.get() else {
            return if problem.with(Option::is_some) { ().into_any() } else { view! { <Skeleton lines=4 /> }.into_any() };
        };
        let group = match wanted {
            Opened::New => None,
            Opened::One(group) => Some(group),
        };
        view! {
            <Field label=words.name value=form.name error=Signal::derive(move || form.name_error()) disabled_because=closed />
            <MembersPart form=form list=list group=group fixed=closed />
            {move || form.access_fixed(list.organization.relation()).map(|text| view! { <Callout>{text}</Callout> })}
            <CollectionsPart form=form list=collections fixed=fixed />
        }
        .into_any()
    };
    view! {
        <Dialog open=Signal::derive(move || opened.read().is_some()) on_close=on_close title=title on_submit=submit footer=footer>
            {move || problem.get().map(|text| view! { <Callout tone=Tone::Bad>{text}</Callout> })}
            {parts}
        </Dialog>
    }
}

async fn save(list: Groups, form: GroupForm, organization: OrganizationId, wanted: Opened) -> Result<(), String> {
    let answer = match wanted {
        Opened::New => {
            let key = new_idempotency_key().ok_or_else(|| t().console.key_unusable.to_owned())?;
            let Some(request) = form.create(organization, key) else { return Ok(()) };
            list.session.call(|| create_group(request.clone())).await.map(|_| ())
        }
        Opened::One(group) => {
            let Some(request) = untrack(|| form.update(organization, group)) else { return Ok(()) };
            list.session.call(|| update_group(request.clone())).await
        }
    };
    answer.map_err(|error| failure_text(&error))
}
