use leptos::{prelude::*, task::spawn_local};
use server::{
    api::collections::find_grantees,
    model::collection::{FindGranteesRequest, GranteeView},
};

use crate::{
    i18n::t,
    session::Session,
    shell::CurrentOrganization,
    ui::{Choice, Combobox, Found},
};

/// Finds a member or a group by a part of the name, and hands in what was picked.
#[component]
pub(in crate::console) fn GranteeField(
    label: &'static str,
    session: Session,
    organization: CurrentOrganization,
    /// Whether one is offered. Tracks.
    #[prop(into)]
    offers: Callback<GranteeView, bool>,
    #[prop(into)] on_pick: Callback<GranteeView>,
) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let found = RwSignal::new(Found::Pending);
    let grantees = RwSignal::new(Vec::<GranteeView>::new());
    let asked = StoredValue::new(0_u32);
    let search = move |typed: String| {
        let number = asked.get_value().wrapping_add(1);
        asked.set_value(number);
        found.set(Found::Pending);
        let request = FindGranteesRequest { organization: organization.id, search: typed };
        spawn_local(async move {
            let answer = session.call(|| find_grantees(request.clone())).await;
            // The dialog is closed, or other letters were typed.
            if asked.try_get_value() != Some(number) {
                return;
            }
            if let Ok(views) = answer {
                grantees.set(views);
            } else {
                grantees.set(Vec::new());
                found.set(Found::Failed);
            }
        });
    };
    search(String::new());
    Effect::new(move |before: Option<()>| {
        let offered = grantees.get().into_iter().filter(|view| offers.run(view.clone())).map(|view| Choice::new(id_of(&view), said(&view))).collect();
        if before.is_some() {
            found.set(Found::Choices(offered));
        }
    });
    let pick = move |choice: Choice| {
        text.set(String::new());
        let picked = grantees.with_untracked(|views| views.iter().find(|view| id_of(view) == choice.value).cloned());
        if let Some(view) = picked {
            on_pick.run(view);
        }
        search(String::new());
    };
    view! {
        <Combobox label=label text=text found=found on_search=search on_pick=pick placeholder=t().collections.find_hint.to_owned() />
    }
}

fn id_of(view: &GranteeView) -> String {
    match view {
        GranteeView::Group { group, .. } => group.to_string(),
        GranteeView::Member { member, .. } => member.to_string(),
    }
}

fn said(view: &GranteeView) -> String {
    match view {
        GranteeView::Group { name, members, .. } => t().collections.group_said(*members, name),
        GranteeView::Member { name, email, .. } if name.is_empty() => email.clone(),
        GranteeView::Member { name, email, .. } => format!("{name} · {email}"),
    }
}
