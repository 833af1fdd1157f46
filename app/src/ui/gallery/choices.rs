use leptos::prelude::*;

use crate::ui::{Checkbox, Chip, Chips, RadioCard, RadioCards, Steps, Switch, Tab, Tabs};

pub(super) fn choices() -> AnyView {
    let on = RwSignal::new(true);
    let cards = vec![
        RadioCard::new("owner", "Owner", "Everything, including billing and deletion.")
            .disabled_because(Some("Only an owner can name another owner.".to_owned())),
        RadioCard::new("admin", "Admin", "Members, groups, collections, policies, reports."),
        RadioCard::new("user", "User", "Own items and the collections granted to them."),
    ];
    view! {
        <div class="card pad columns">
            <div class="stack tight">
                <Checkbox label="Require two-step login" checked=RwSignal::new(true) hint="Members without it cannot unlock after 14 days." />
                <Checkbox label="Send a summary each Monday" checked=RwSignal::new(false) />
                <Checkbox label="All collections" checked=RwSignal::new(false) mixed=true />
                <Checkbox label="Account recovery" checked=RwSignal::new(true) disabled_because="Set by the provider." />
                <Checkbox label="Remove individual vault export" checked=RwSignal::new(false) disabled_because="Needs the plan Enterprise." />
                <Switch label="Allow members to import" hint="From the extension and the web." on=on on_change=move |next| on.set(next) />
                <Switch label="Suspend this client" on=false on_change=|_| () disabled_because="Two imports are still running." />
                <Switch label="Saving" on=true on_change=|_| () busy=true />
            </div>
            <RadioCards label="Role" value=RwSignal::new("user".to_owned()) cards=cards />
        </div>
    }
    .into_any()
}

pub(super) fn parts() -> AnyView {
    let pressed = RwSignal::new(vec!["all".to_owned()]);
    let chips = vec![
        Chip::new("all", "All").count(1_042),
        Chip::new("attention", "Needs attention").count(6),
        Chip::new("full", "Seats full").count(2),
        Chip::new("tier-1", "Tier 1"),
    ];
    let tab = RwSignal::new("role".to_owned());
    let tabs = vec![Tab::new("role", "Role"), Tab::new("groups", "Groups"), Tab::new("collections", "Collections"), Tab::new("activity", "Activity")];
    let steps = ["Choose file", "Check", "Encrypt and send", "Receipt"].map(str::to_owned).to_vec();
    view! {
        <div class="card pad stack">
            <Chips label="Filters" chips=chips pressed=pressed on_press=move |id| pressed.set(vec![id]) />
            <Steps label="Import" steps=steps current=1_usize />
            <div>
                <Tabs label="Member" tabs=tabs current=tab on_change=move |id| tab.set(id)>
                    <p>{move || format!("Panel of the tab “{}”.", tab.get())}</p>
                </Tabs>
            </div>
        </div>
    }
    .into_any()
}
