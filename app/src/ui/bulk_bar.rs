use leptos::prelude::*;

use super::{Button, ButtonKind, Selection};
use crate::i18n::t;

/// Floats over the table while rows are selected. Its children are the actions.
#[component]
pub fn BulkBar(selection: Selection, children: ChildrenFn) -> impl IntoView {
    let any = Memo::new(move |_| selection.count() > 0);
    view! {
        {move || {
            any.get()
                .then(|| {
                    view! {
                        <div class="bulk-bar" role="region" aria-label=t().ui.actions>
                            <strong aria-live="polite">{move || t().ui.selected(selection.count())}</strong>
                            {children()}
                            <Button kind=ButtonKind::Quiet on_press=move |()| selection.clear()>
                                {t().ui.clear}
                            </Button>
                        </div>
                    }
                })
        }}
    }
}
