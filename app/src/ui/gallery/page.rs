use leptos::prelude::*;

use super::{choices, fields, layers, marks, messages, rows};
use crate::{i18n::t, ui::ThemePicker};

/// The gallery page.
#[component]
pub fn Gallery() -> impl IntoView {
    let words = &t().gallery;
    view! {
        <main class="page stack bare">
            <header class="page-head">
                <div>
                    <h1>{words.title}</h1>
                    <p class="muted">{words.intro}</p>
                </div>
                <span class="spring"></span>
                <ThemePicker />
            </header>
            {section(words.buttons, marks::buttons())}
            {section(words.marks, marks::marks())}
            {section(words.measures, marks::measures())}
            {section(words.fields, fields::fields())}
            {section(words.choices, choices::choices())}
            {section(words.parts, choices::parts())}
            {section(words.messages, messages::messages())}
            {section(words.waiting, messages::waiting())}
            {section(words.empty, messages::empty())}
            {section(words.times, marks::times())}
            {section(words.charts, marks::charts())}
            {section(words.layers, layers::layers())}
            {section(words.table, rows::many())}
            {section(words.table_states, rows::none())}
        </main>
    }
}

fn section(title: &'static str, inside: AnyView) -> impl IntoView {
    view! {
        <section class="stack tight">
            <h2>{title}</h2>
            {inside}
        </section>
    }
}
