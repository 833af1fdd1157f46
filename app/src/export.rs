//! The button that has the server make a table, and saves it as a file.

use leptos::{prelude::*, task::spawn_local};
use server::model::{error::ApiError, page::TextFile};

use crate::{
    failure::failure_text,
    i18n::t,
    ui::{Button, Toasts, save_text},
};

/// `ask` calls the server; the button is disabled while there is a reason in `blocked`.
pub fn export_csv_button<A>(ask: impl Fn() -> A + Send + Sync + 'static, blocked: Signal<Option<String>>) -> AnyView
where
    A: Future<Output = Result<TextFile, ApiError>> + 'static,
{
    let toasts = Toasts::get();
    let busy = RwSignal::new(false);
    let press = move |()| {
        busy.set(true);
        let answer = ask();
        spawn_local(async move {
            let answer = answer.await;
            busy.try_set(false);
            match answer {
                Ok(file) => {
                    save_text(&file.name, "text/csv;charset=utf-8", &file.content);
                    toasts.done(t().ui.exported(&file.name));
                }
                Err(error) => toasts.error(failure_text(&error)),
            }
        });
    };
    view! { <Button icon="download" busy=busy disabled_because=blocked on_press=press>{t().ui.export_csv}</Button> }.into_any()
}
