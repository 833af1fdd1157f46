use leptos::prelude::*;

use crate::ui::{Choice, Combobox, Field, FieldKind, FileDrop, Found, PasswordField, PasswordStrength, Select, TextArea};

fn text(value: &str) -> RwSignal<String> {
    RwSignal::new(value.to_owned())
}

fn strength(score: u8, advice: Option<&'static str>) -> PasswordStrength {
    PasswordStrength { score, advice }
}

pub(super) fn fields() -> AnyView {
    let names = ["Hartwell Dental", "Orchard Lane Primary", "Brackwater Freight", "Kestrel Solicitors"];
    let found = RwSignal::new(Found::Choices(names.map(|name| Choice::new(name, name)).to_vec()));
    let search = move |typed: String| {
        let typed = typed.to_lowercase();
        let matching = names.into_iter().filter(|name| name.to_lowercase().contains(&typed));
        found.set(Found::Choices(matching.map(|name| Choice::new(name, name)).collect()));
    };
    let roles = vec![Choice::new("owner", "Owner"), Choice::new("admin", "Admin"), Choice::new("user", "User")];
    view! {
        <div class="card pad columns">
            <Field label="Client name" value=text("Hartwell Dental") hint="As it stands on your invoices." />
            <Field label="Billing e-mail" kind=FieldKind::Email value=text("") placeholder="name@company.example" optional=true />
            <Field label="Seats" kind=FieldKind::Number value=text("50") error="Your plan has 12 seats left.".to_owned() />
            <Field label="Domain" value=text("hartwell.example") disabled_because="Verified domains cannot be changed." />
            <Field label="Code from your app" kind=FieldKind::Code value=text("482913") autocomplete="one-time-code" />
            <PasswordField label="Master password" value=text("correct horse") autocomplete="current-password" />
            <PasswordField
                label="New master password"
                value=text("summer24")
                autocomplete="new-password"
                strength=strength(1, Some("Add two uncommon words."))
            />
            <PasswordField label="New master password" value=text("otter-quilt-9") autocomplete="new-password" strength=strength(2, None) />
            <PasswordField label="New master password" value=text("otter-quilt-brass-lamp") autocomplete="new-password" strength=strength(4, None) />
            <PasswordField label="Master password" value=text("x") autocomplete="current-password" error="This password does not open your vault.".to_owned() />
            <Select label="Role" value=text("user") choices=roles.clone() hint="Owners can delete the organization." />
            <Select label="Plan" value=text("owner") choices=roles disabled_because="Only provider admins change the plan." />
            <Combobox label="Client" text=text("") found=found on_search=search on_pick=|_| () placeholder="Type a name" />
            <Combobox label="Member" text=text("am") found=Found::Failed on_search=|_| () on_pick=|_| () hint="The search of this one always fails." />
            <TextArea label="Note" value=text("Calls only before noon.") hint="Visible to your colleagues." optional=true />
            <TextArea label="E-mail addresses" value=text("ann@example") error="One address a line. Line 1 has no domain.".to_owned() />
            <FileDrop label="Choose an export file" hint="CSV or JSON, up to 10 MB" accept=".csv,.json" on_file=|_| () />
            <FileDrop label="Choose an export file" error="This file is a picture. Choose a CSV or JSON file.".to_owned() on_file=|_| () />
        </div>
    }
    .into_any()
}
