use leptos::prelude::*;
use server::model::error::ApiError;

use crate::{
    i18n::t,
    ui::{Button, EmptyState},
};

pub use crate::failure::failure_text as problem_text;

/// In place of a page that could not be loaded.
#[component]
pub fn Problem(error: ApiError, #[prop(into)] on_retry: Callback<()>) -> impl IntoView {
    view! {
        <EmptyState icon="error" title=t().shell.not_loaded text=problem_text(&error)>
            <Button icon="refresh" on_press=on_retry>{t().ui.try_again}</Button>
        </EmptyState>
    }
}
