use leptos::prelude::*;

use crate::ui::{
    Badge, Button, ButtonKind, Checkbox, ConfirmByName, Dialog, Drawer, Field, FingerprintPhrase, Menu, MenuItem, Monogram, MonogramShape, Popover, RadioCard,
    RadioCards, SubmitButton, Toasts, Tone,
};

pub(super) fn layers() -> AnyView {
    let (dialog, drawer, confirm) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    view! {
        <div class="card pad line">
            <Button on_press=move |()| dialog.set(true)>"Dialog"</Button>
            <Button on_press=move |()| drawer.set(true)>"Drawer"</Button>
            <Button kind=ButtonKind::Danger on_press=move |()| confirm.set(true)>"Delete client"</Button>
            <Menu label="Client actions" items=move |()| items()>"Menu"</Menu>
            <Menu label="More actions" items=move |()| items() />
            <Popover label="Columns" icon="columns">
                <Checkbox label="Seats" checked=RwSignal::new(true) />
                <Checkbox label="Health" checked=RwSignal::new(true) />
                <Checkbox label="Plan" checked=RwSignal::new(false) />
            </Popover>
        </div>
        {sample_dialog(dialog)}
        {sample_drawer(drawer)}
        <ConfirmByName
            open=confirm
            on_close=move |()| confirm.set(false)
            on_confirm=move |_: String| confirm.set(false)
            title="Delete Hartwell Dental?"
            name="Hartwell Dental"
            action="Delete client"
        >
            <p>"Its 48 members lose access at once. The vault is kept for 30 days, then erased."</p>
        </ConfirmByName>
    }
    .into_any()
}

fn items() -> Vec<MenuItem> {
    let toasts = Toasts::get();
    vec![
        MenuItem::link("Open", "/_gallery").icon("arrow-right"),
        MenuItem::run("Adjust seats", move || toasts.done("Seats of Hartwell Dental: 55")).icon("card"),
        MenuItem::run("Resend invitations", || ()).icon("mail").disabled_because(Some("Nobody is waiting.".to_owned())),
        MenuItem::divider(),
        MenuItem::run("Suspend", || ()).icon("lock").danger(),
    ]
}

fn sample_dialog(open: RwSignal<bool>) -> impl IntoView {
    let toasts = Toasts::get();
    let name = RwSignal::new(String::new());
    let close = move |()| open.set(false);
    let footer = move || {
        view! {
            <Button on_press=move |()| toasts.error("No seat is free.")>"Message"</Button>
            <Button on_press=close>"Cancel"</Button>
            <SubmitButton>"Add client"</SubmitButton>
        }
    };
    view! {
        <Dialog open=open on_close=close on_submit=close title="Add client" footer=footer>
            <Field label="Name" value=name hint="As it stands on your invoices." />
            <Field label="Seats" value=RwSignal::new("10".to_owned()) />
        </Dialog>
    }
}

fn sample_drawer(open: RwSignal<bool>) -> impl IntoView {
    let role = RwSignal::new("user".to_owned());
    let close = move |()| open.set(false);
    let lead = || view! { <Monogram id="chloe" name="Chloe Winters" shape=MonogramShape::Round /> };
    let aside = || view! { <Badge tone=Tone::Warn>"Needs confirmation"</Badge> };
    let footer = move || {
        view! {
            <Button kind=ButtonKind::Danger>"Remove"</Button>
            <Button on_press=close>"Cancel"</Button>
            <Button kind=ButtonKind::Primary>"Confirm member"</Button>
        }
    };
    let cards = || {
        vec![
            RadioCard::new("owner", "Owner", "Everything, including billing and deletion."),
            RadioCard::new("admin", "Admin", "Members, groups, collections, policies, reports."),
            RadioCard::new("user", "User", "Own items and the collections granted to them."),
            RadioCard::new("custom", "Custom", "Choose single rights."),
        ]
    };
    view! {
        <Drawer open=open on_close=close title="Chloe Winters" subtitle="chloe@hartwell.example" lead=lead aside=aside footer=footer>
            <FingerprintPhrase label="Compare this phrase with Chloe over a call you started" phrase="harbor-unlinked-visor-drizzle-canopy".to_owned() />
            <RadioCards label="Role" value=role cards=cards() />
        </Drawer>
    }
}
