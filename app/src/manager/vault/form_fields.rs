//! What is typed of an item: the values, and the fields that show them.

use leptos::prelude::*;
use server::model::item::ItemMarks;
use vault::item::{Form, Item, ItemKind, Reprompt, Secret, is_guarded};

use super::{
    form::Begun,
    form_rows::{FieldRows, UriRows, field_rows, uri_rows},
    generator::Generator,
    page::name_or,
    state::Vault,
    words::label_of,
};
use crate::{
    i18n::t,
    ui::{Button, ButtonKind, Callout, Checkbox, Choice, Field, PasswordField, Select, TextArea},
};

/// The texts of an identity in the order in which people know them.
const IDENTITY: [&str; 18] = [
    "title",
    "first_name",
    "middle_name",
    "last_name",
    "username",
    "company",
    "ssn",
    "passport_number",
    "license_number",
    "email",
    "phone",
    "address1",
    "address2",
    "address3",
    "city",
    "state",
    "postal_code",
    "country",
];

/// The texts that are typed, in the order of the form.
fn names_of(kind: ItemKind) -> Vec<&'static str> {
    match kind {
        ItemKind::Identity => IDENTITY.to_vec(),
        // The public half is read from it.
        ItemKind::SshKey => vec!["private_key"],
        _ => Item::text_names(kind),
    }
}

/// The values of the form, while it is open.
#[derive(Clone, Copy)]
pub(super) struct Typing {
    kind: ItemKind,
    name: RwSignal<String>,
    name_error: RwSignal<Option<String>>,
    notes: RwSignal<String>,
    asks_again: RwSignal<bool>,
    is_favorite: RwSignal<bool>,
    folder: RwSignal<String>,
    pub(super) organization: RwSignal<String>,
    pub(super) collection: RwSignal<String>,
    collection_error: RwSignal<Option<String>>,
    texts: StoredValue<Vec<(&'static str, RwSignal<String>)>>,
    uris: UriRows,
    fields: FieldRows,
    begun_with: StoredValue<(Form, ItemMarks)>,
    is_new: bool,
}

impl Typing {
    pub(super) fn new(begun: &Begun) -> Self {
        let form = &begun.form;
        let text = |name: &str| form.texts.iter().find(|(known, _)| known == name).map(|(_, text)| text.as_str().to_owned()).unwrap_or_default();
        let texts = names_of(form.kind).into_iter().map(|name| (name, RwSignal::new(text(name)))).collect();
        let typing = Self {
            kind: form.kind,
            name: RwSignal::new(form.name.as_str().to_owned()),
            name_error: RwSignal::new(None),
            notes: RwSignal::new(form.notes.as_str().to_owned()),
            asks_again: RwSignal::new(form.reprompt != Reprompt::None),
            is_favorite: RwSignal::new(begun.marks.is_favorite),
            folder: RwSignal::new(begun.marks.folder.map(|id| id.to_string()).unwrap_or_default()),
            organization: RwSignal::new(begun.organization.clone()),
            collection: RwSignal::new(begun.collection.clone()),
            collection_error: RwSignal::new(None),
            texts: StoredValue::new(texts),
            uris: UriRows::new(&form.uris),
            fields: FieldRows::new(&form.fields),
            begun_with: StoredValue::new((Form::default(), ItemMarks::default())),
            is_new: begun.before.is_none(),
        };
        typing.begun_with.set_value(untrack(|| (typing.form(), typing.marks())));
        typing
    }

    /// What was typed so far. Tracks.
    pub(super) fn form(self) -> Form {
        let secret = |value: RwSignal<String>| value.with(|value| Secret::from(value.as_str()));
        Form {
            kind: self.kind,
            name: self.name.with(|name| name.trim().into()),
            notes: secret(self.notes),
            reprompt: if self.asks_again.get() { Reprompt::Password } else { Reprompt::None },
            texts: self.texts.with_value(|texts| texts.iter().map(|(name, value)| ((*name).to_owned(), secret(*value))).collect()),
            uris: self.uris.typed(),
            fields: self.fields.typed(),
        }
    }

    /// The person's own marks. Tracks.
    pub(super) fn marks(self) -> ItemMarks {
        ItemMarks { folder: self.folder.with(|id| id.parse().ok()), is_favorite: self.is_favorite.get() }
    }

    /// Whether anything was typed. Tracks.
    pub(super) fn is_changed(self) -> bool {
        let now = (self.form(), self.marks());
        self.begun_with.with_value(|before| *before != now)
    }

    /// Whether it can be saved; says beside the fields what is missing.
    pub(super) fn check(self) -> bool {
        let words = &t().vault_item;
        let no_name = self.name.with(|name| name.trim().is_empty());
        let no_collection = self.is_new && self.organization.with(|id| !id.is_empty()) && self.collection.with(String::is_empty);
        self.name_error.set(no_name.then(|| words.name_missing.to_owned()));
        self.collection_error.set(no_collection.then(|| words.collection_missing.to_owned()));
        !no_name && !no_collection
    }
}

pub(super) fn fields_view(vault: Vault, typing: Typing, begun: &Begun) -> AnyView {
    let words = &t().vault_item;
    let hides = begun.before.as_ref().is_some_and(|(row, _)| row.hides_passwords);
    let texts = typing.texts.with_value(|texts| {
        let shown = texts.iter().filter(|(name, _)| !(hides && is_guarded(name)));
        shown.map(|(name, value)| text_view(name, *value)).collect::<Vec<_>>()
    });
    let error = typing.name_error;
    view! {
        {hides.then(|| view! { <Callout>{words.hidden_kept}</Callout> })}
        <Field label=words.name value=typing.name error=error on_input=move |_: String| error.set(None) />
        {texts}
        {(typing.kind == ItemKind::Login).then(|| uri_rows(typing.uris))}
        <TextArea label=words.notes value=typing.notes optional=true rows=4_u32 />
        {field_rows(typing.fields)}
        {typing.is_new.then(|| owner_view(vault, typing))}
        {folder_view(vault, typing)}
        <Checkbox label=words.favorite checked=typing.is_favorite />
        <Checkbox label=words.reprompt checked=typing.asks_again />
    }
    .into_any()
}

fn text_view(name: &'static str, value: RwSignal<String>) -> AnyView {
    let words = &t().vault_item;
    let label = label_of(name);
    match name {
        "password" => password_view(value),
        "totp" => view! { <PasswordField label=label value=value autocomplete="off" hint=words.totp_hint.to_owned() /> }.into_any(),
        "private_key" => view! { <TextArea label=label value=value rows=6_u32 hint=words.ssh_hint.to_owned() /> }.into_any(),
        _ if is_guarded(name) => view! { <PasswordField label=label value=value autocomplete="off" /> }.into_any(),
        _ => view! { <Field label=label value=value optional=true /> }.into_any(),
    }
}

/// The password, with the generator under it when it is wanted.
fn password_view(value: RwSignal<String>) -> AnyView {
    let generates = RwSignal::new(false);
    let take = move |text: String| {
        value.set(text);
        generates.set(false);
    };
    view! {
        <div class="stack tight">
            <PasswordField label=t().vault_item.password value=value autocomplete="new-password" />
            {move || {
                if generates.get() {
                    view! { <div class="card pad"><Generator on_use=take /></div> }.into_any()
                } else {
                    view! {
                        <div class="actions">
                            <Button kind=ButtonKind::Quiet icon="refresh" on_press=move |()| generates.set(true)>{t().vault_tools.generate}</Button>
                        </div>
                    }
                        .into_any()
                }
            }}
        </div>
    }
    .into_any()
}

fn folder_view(vault: Vault, typing: Typing) -> AnyView {
    let words = &t().vault_item;
    let choices = Signal::derive(move || {
        let folders = vault.folders.get().into_iter().map(|folder| Choice::new(folder.id, name_or(folder.name, t().vault.unnamed_folder)));
        std::iter::once(Choice::new("", words.no_folder)).chain(folders).collect::<Vec<_>>()
    });
    view! { <Select label=words.folder value=typing.folder choices=choices /> }.into_any()
}

/// Where a new item belongs.
fn owner_view(vault: Vault, typing: Typing) -> AnyView {
    let words = &t().vault_item;
    // Those in which the person may add something.
    let open = Memo::new(move |_| vault.organizations.with(|all| all.iter().filter(|one| one.takes_items()).cloned().collect::<Vec<_>>()));
    let owners = Signal::derive(move || {
        let organizations = open.get().into_iter().map(|one| Choice::new(one.id.to_string(), one.name));
        std::iter::once(Choice::new("", words.owner_you)).chain(organizations).collect::<Vec<_>>()
    });
    let collections = Signal::derive(move || {
        let id = typing.organization.get();
        let of = open.get().into_iter().find(|one| one.id.to_string() == id).map(|one| one.collections).unwrap_or_default();
        let choices = of.into_iter().filter(|one| one.may_edit).map(|one| Choice::new(one.id, name_or(one.name, t().vault.unnamed_collection)));
        std::iter::once(Choice::new("", words.collection_missing)).chain(choices).collect::<Vec<_>>()
    });
    let (organization, collection, error) = (typing.organization, typing.collection, typing.collection_error);
    let has_owner = Memo::new(move |_| !organization.read().is_empty());
    let is_of_one = Memo::new(move |_| open.read().is_empty());
    move_owner_home(organization, open);
    (move || {
        if is_of_one.get() {
            return ().into_any();
        }
        view! {
            <Select label=words.owner value=organization choices=owners on_change=move |_: String| collection.set(String::new()) />
            {move || {
                has_owner
                    .get()
                    .then(|| {
                        view! { <Select label=words.collection value=collection choices=collections error=error on_change=move |_: String| error.set(None) /> }
                    })
            }}
        }
        .into_any()
    })
    .into_any()
}

/// An organization in which nothing can be added is no owner to begin with.
fn move_owner_home(organization: RwSignal<String>, open: Memo<Vec<super::state::Organization>>) {
    let is_open = untrack(|| organization.with(|id| open.read().iter().any(|one| one.id.to_string() == *id)));
    if !is_open {
        organization.set(String::new());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_of_an_identity_is_in_the_form() {
        let sorted = |mut names: Vec<&'static str>| {
            names.sort_unstable();
            names
        };
        assert_eq!(sorted(names_of(ItemKind::Identity)), sorted(Item::text_names(ItemKind::Identity)));
    }
}
