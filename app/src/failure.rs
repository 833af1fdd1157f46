//! What a form or a list says when the server refuses.

use leptos::prelude::*;
use server::model::error::{ApiError, ErrorCode, FieldError};

use crate::{
    i18n::{said, t},
    ui::{Callout, Tone},
};

/// The sentence of an error, and the id that finds the call in the server's log when it was no fault of the person.
pub fn failure_text(error: &ApiError) -> String {
    let sentence = match error.code {
        ErrorCode::Unreachable => t().forms.unreachable.to_owned(),
        _ => said(&error.message),
    };
    // What the person can mend by himself needs no search in the log.
    let is_ours = matches!(error.code, ErrorCode::Internal | ErrorCode::Unavailable);
    match &error.request_id {
        Some(id) if is_ours => t().forms.with_request(&sentence, id),
        _ => sentence,
    }
}

/// What was refused of many, told at once: how much in a sentence, and each by name with its reason.
pub fn refused_list(sentence: String, refused: impl IntoIterator<Item = (String, String)>) -> AnyView {
    let rows = refused.into_iter().map(|(name, reason)| view! { <li><b>{name}</b><small>{reason}</small></li> }).collect_view();
    view! { <div role="alert"><p>{sentence}</p><ul class="row-results">{rows}</ul></div> }.into_any()
}

/// What is wrong with a form: beside its fields by name, the rest in a callout.
#[derive(Clone, Copy)]
pub struct Failure(RwSignal<Option<ApiError>>);

impl Failure {
    pub fn new() -> Self {
        Self(RwSignal::new(None))
    }

    pub fn clear(self) {
        self.0.set(None);
    }

    /// Shows what the server answered.
    pub fn show(self, error: ApiError) {
        // The form may be gone when the answer comes.
        self.0.try_set(Some(error));
    }

    /// Shows a sentence that belongs to no field.
    pub fn say(self, sentence: impl Into<String>) {
        self.show(ApiError::new(ErrorCode::Invalid, sentence));
    }

    /// Shows what the form itself found, each with the name of its field.
    pub fn show_fields(self, fields: Vec<(&'static str, String)>) {
        let fields = fields.into_iter().map(|(field, message)| FieldError { field: field.to_owned(), message }).collect();
        self.show(ApiError { fields, ..ApiError::new(ErrorCode::Invalid, "") });
    }

    /// What is wrong with the field of that name.
    pub fn field(self, name: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || self.0.read().as_ref()?.fields.iter().find(|field| field.field == name).map(|field| said(&field.message)))
    }

    /// The same for a field whose value is at hand: what was wrong is forgotten when the person changes it.
    pub fn field_of(self, name: &'static str, value: RwSignal<String>) -> Signal<Option<String>> {
        Effect::new(move |before: Option<()>| {
            value.track();
            let shown =
                before.is_some() && self.0.with_untracked(|error| error.as_ref().is_some_and(|error| error.fields.iter().any(|field| field.field == name)));
            if shown {
                self.0.update(|error| {
                    if let Some(refused) = error {
                        refused.fields.retain(|field| field.field != name);
                    }
                    // Without its last field the error has nothing left to say.
                    if error.as_ref().is_some_and(|refused| refused.fields.is_empty()) {
                        *error = None;
                    }
                });
            }
        });
        self.field(name)
    }

    /// Whatever belongs to none of the fields shown.
    pub fn rest(self, shown: &'static [&'static str]) -> AnyView {
        let rest = Memo::new(move |_| {
            let error = self.0.get()?;
            let others = error.fields.iter().filter(|field| !shown.contains(&field.field.as_str())).map(|field| said(&field.message)).collect::<Vec<_>>();
            match (error.fields.is_empty(), others.is_empty()) {
                (true, _) => Some(failure_text(&error)),
                (false, true) => None,
                (false, false) => Some(others.join(" ")),
            }
        });
        (move || rest.get().map(|text| view! { <Callout tone=Tone::Bad>{text}</Callout> })).into_any()
    }
}

impl Default for Failure {
    fn default() -> Self {
        Self::new()
    }
}
