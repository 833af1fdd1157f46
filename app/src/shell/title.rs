use leptos::prelude::*;

use super::{CurrentOrganization, CurrentProvider};
use crate::i18n::t;

/// Names the page in the browser's tab, the client first: "Hartwell Dental · Members".
#[component]
pub fn PageTitle(#[prop(into)] text: Signal<String>) -> impl IntoView {
    let organization = use_context::<CurrentOrganization>();
    let provider = use_context::<CurrentProvider>();
    Effect::new(move |_| {
        let of = match (organization, provider) {
            (Some(organization), _) => Some(organization.view().name.clone()),
            (None, Some(provider)) => provider.view().map(|view| view.name.clone()),
            (None, None) => None,
        };
        let last = of.unwrap_or_else(|| t().shell.product.to_owned());
        let title = if organization.is_some() { format!("{last} · {}", text.get()) } else { format!("{} · {last}", text.get()) };
        document().set_title(&title);
    });
}
