use leptos::{prelude::*, task::spawn_local};

use crate::{
    i18n::t,
    session::Session,
    ui::{Button, ButtonKind, EmptyState},
};

/// What stands in the place of what cannot be shown without the keys.
pub(super) fn locked(session: Session, text: &'static str) -> AnyView {
    let words = &t().vault;
    let unlock = move |()| {
        spawn_local(async move {
            // Whether it worked, the page sees by itself.
            let _ = session.unlock().await;
        });
    };
    view! {
        <EmptyState icon="lock" title=words.locked_title text=text.to_owned()>
            <Button kind=ButtonKind::Primary icon="unlock" on_press=unlock>{words.unlock}</Button>
        </EmptyState>
    }
    .into_any()
}
