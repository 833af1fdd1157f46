use leptos::{prelude::*, task::spawn_local};
use server::{
    api::clients::change_client_tags,
    model::{
        client::{ChangeTagsRequest, ClientView, TAGS_MAX},
        error::ApiError,
        id::OrganizationId,
        text::Tag,
    },
};

use super::state::Clients;
use crate::{
    failure::{Failure, failure_text, refused_list},
    i18n::t,
    patience::patiently,
    portal::asking::Opened,
    ui::{Button, ButtonKind, Dialog, Field, Progress, SubmitButton, Toasts},
    undo::Done,
};

/// A client that could not be tagged, and why.
#[derive(Clone, PartialEq, Eq)]
struct Refused {
    client: OrganizationId,
    name: String,
    reason: String,
}

/// One run over the selected clients, row by row; those that failed can be tried again alone.
#[derive(Clone, Copy)]
struct Run {
    clients: Clients,
    total: RwSignal<u64>,
    done: RwSignal<u64>,
    refused: RwSignal<Vec<Refused>>,
    running: RwSignal<bool>,
    stop: RwSignal<bool>,
}

pub(super) fn dialog(clients: Clients, opened: Opened) -> AnyView {
    let texts = &t().portal_clients;
    let toasts = Toasts::get();
    let failure = Failure::new();
    let word = RwSignal::new(String::new());
    let run = Run {
        clients,
        total: RwSignal::new(0),
        done: RwSignal::new(0),
        refused: RwSignal::new(Vec::new()),
        running: RwSignal::new(false),
        stop: RwSignal::new(false),
    };
    let ids = clients.selection.ids().iter().filter_map(|id| id.parse::<OrganizationId>().ok()).collect::<Vec<_>>();
    let title = texts.add_tag_title(ids.len());
    let start = move |over: Vec<OrganizationId>| {
        let tag = match word.get_untracked().parse::<Tag>() {
            Ok(tag) => tag,
            Err(error) => return failure.show_fields(vec![("tag", error.to_string())]),
        };
        failure.clear();
        spawn_local(async move {
            let changed = run.over(over, &tag).await;
            if run.refused.try_with_untracked(Vec::is_empty) == Some(true) {
                opened.close();
                let said = t().portal_clients.tagged(changed.len(), tag.as_str());
                let done = if changed.is_empty() { said.into() } else { Done::or_back(said, move || take_back(clients, changed.clone(), tag.clone())) };
                done.tell(toasts);
            }
        });
    };
    let submit = move |()| {
        if run.running.get_untracked() {
            return;
        }
        let again = run.refused.with_untracked(|refused| refused.iter().map(|one| one.client).collect::<Vec<_>>());
        start(if again.is_empty() { ids.clone() } else { again });
    };
    let close = move |()| {
        run.stop.set(true);
        opened.close();
    };
    let footer = move || {
        let words = move || if run.refused.read().is_empty() { texts.add_tag } else { t().forms.retry_failed };
        view! {
            <Button kind=ButtonKind::Plain on_press=close>{t().ui.close}</Button>
            <SubmitButton busy=run.running>{words}</SubmitButton>
        }
    };
    let progress = move || {
        (run.total.get() > 0)
            .then(|| view! { <Progress label=texts.tagging done=run.done total=run.total on_cancel=Callback::new(move |()| run.stop.set(true)) /> })
    };
    let refusals = move || {
        let refused = run.refused.get();
        (!refused.is_empty()).then(move || {
            let count = texts.failed_count(refused.len());
            refused_list(count, refused.into_iter().map(|one| (one.name, one.reason)))
        })
    };
    view! {
        <Dialog open=opened.is_open() on_close=close title=title on_submit=submit footer=footer>
            {failure.rest(&["tag"])}
            <Field label=texts.tag value=word error=failure.field_of("tag", word) />
            {progress}
            {refusals}
        </Dialog>
    }
    .into_any()
}

impl Run {
    /// Tags one client after the other. Returns those that had the tag not yet.
    async fn over(self, ids: Vec<OrganizationId>, tag: &Tag) -> Vec<OrganizationId> {
        self.running.set(true);
        self.stop.set(false);
        self.refused.set(Vec::new());
        self.done.set(0);
        self.total.set(ids.len() as u64);
        let mut changed = Vec::new();
        for id in ids {
            if self.is_stopped() {
                break;
            }
            match self.one(id, tag).await {
                Ok(has_changed) => changed.extend(has_changed.then_some(id)),
                // Whoever stops while it waits for its turn has refused nothing.
                Err(_) if self.is_stopped() => break,
                Err(refused) => self.refused.try_update(|all| all.push(refused)).unwrap_or_default(),
            }
            self.done.try_update(|done| *done += 1);
        }
        self.running.try_set(false);
        changed
    }

    fn is_stopped(self) -> bool {
        self.stop.try_get_untracked() != Some(false)
    }

    /// Whether the client did not have this tag before.
    async fn one(self, id: OrganizationId, tag: &Tag) -> Result<bool, Refused> {
        let texts = &t().portal_clients;
        let row = self.clients.list.rows().try_with_untracked(|rows| rows.iter().find(|row| row.id == id).cloned()).flatten();
        let Some(ClientView { name, tags, .. }) = row else {
            return Err(Refused { client: id, name: id.to_string(), reason: texts.not_loaded.to_owned() });
        };
        if tags.contains(tag) {
            return Ok(false);
        }
        if tags.len() >= TAGS_MAX {
            return Err(Refused { client: id, name, reason: texts.has_max_tags.to_owned() });
        }
        let answer = change(self.clients, id, vec![tag.clone()], Vec::new(), || self.is_stopped()).await;
        answer.map(|()| true).map_err(|error| Refused { client: id, name, reason: failure_text(&error) })
    }
}

/// Of many clients each has its own command; the server is not asked more often than it wants to be.
async fn change(clients: Clients, id: OrganizationId, add: Vec<Tag>, remove: Vec<Tag>, is_stopped: impl Fn() -> bool) -> Result<(), ApiError> {
    let request = ChangeTagsRequest { provider: clients.current.id, organization: id, add, remove };
    let tags = patiently(|| clients.write(id, || change_client_tags(request.clone())), is_stopped, |_| ()).await?;
    clients.list.rows().try_update(|rows| {
        if let Some(row) = rows.iter_mut().find(|row| row.id == id) {
            row.tags = tags;
        }
    });
    Ok(())
}

/// Takes the tag from the clients again. What they were tagged with since stays. A refusal keeps no other from losing it.
async fn take_back(clients: Clients, changed: Vec<OrganizationId>, tag: Tag) -> Result<String, ApiError> {
    let (count, mut refused) = (changed.len(), None);
    for id in changed {
        refused = change(clients, id, Vec::new(), vec![tag.clone()], || false).await.err().or(refused);
    }
    refused.map_or_else(|| Ok(t().portal_clients.untagged(count, tag.as_str())), Err)
}
