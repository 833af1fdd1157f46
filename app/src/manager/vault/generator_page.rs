use leptos::prelude::*;

use super::generator::Generator;
use crate::{i18n::t, shell::PageTitle};

/// `/vault/generator`
#[component]
pub fn GeneratorPage() -> impl IntoView {
    let words = &t().vault_tools;
    view! {
        <PageTitle text=words.generator />
        <div class="page-head"><h1>{words.generator}</h1></div>
        <section class="card pad narrow"><Generator /></section>
    }
}
