use leptos::prelude::*;
use web_sys::File;

use super::{
    file::{Source, most_megabytes},
    mapping::FormatSelect,
    wizard::Wizard,
};
use crate::{
    i18n::t,
    ui::{Button, ButtonKind, Callout, FileDrop, PasswordField, Skeleton, SubmitButton, TextArea, Tone},
};

const ACCEPT: &str = ".csv,.txt,.json,.xml,.zip,.1pux,.kdbx,text/csv,application/json,text/xml,application/zip";

/// The first step: a file, or a text. A file that is protected asks for its password here.
#[component]
pub fn ChooseStep(
    wizard: Wizard,
    /// What happens at the end.
    #[prop(into)]
    end: Signal<String>,
    /// What was left unfinished.
    children: Children,
) -> impl IntoView {
    let inside = move || {
        if wizard.busy.get() {
            view! { <div class="card pad"><p class="muted">{t().imports.reading}</p><Skeleton lines=5 /></div> }.into_any()
        } else if wizard.is_protected.get() {
            protected(wizard)
        } else {
            chooser(wizard)
        }
    };
    view! {
        <div class="split">
            <div class="stack">
                {children()}
                {inside}
            </div>
            <div class="card pad">
                <h2>{t().imports.how_title}</h2>
                {how(end)}
            </div>
        </div>
    }
}

fn how(end: Signal<String>) -> AnyView {
    let words = &t().imports;
    view! {
        <ol class="import-how">
            <li>{words.how_read}</li>
            <li>{words.how_check}</li>
            <li>{words.how_seal}</li>
            <li>{move || end.get()}</li>
        </ol>
    }
    .into_any()
}

fn chooser(wizard: Wizard) -> AnyView {
    let words = &t().imports;
    let text = RwSignal::new(String::new());
    let failed = move || {
        let problem = wizard.problem.get()?;
        let again = wizard.source.with(Option::is_some).then(|| view! { <FormatSelect wizard=wizard /> });
        Some(view! {
            <Callout tone=Tone::Bad>{problem}</Callout>
            {again}
        })
    };
    let blocked = Signal::derive(move || text.read().trim().is_empty().then(|| t().imports.paste_none.to_owned()));
    let read = move |()| {
        let source = text.with_untracked(|text| Source::of_text(text));
        text.set(String::new());
        match source {
            Some(source) => wizard.take(source),
            None => wizard.problem.set(Some(t().imports.unreadable.to_owned())),
        }
    };
    view! {
        {failed}
        <FileDrop
            label=words.drop_label
            hint=words.drop_hint(most_megabytes())
            accept=ACCEPT
            on_file=move |file: File| wizard.take(Source::of_file(file))
        />
        <details class="card pad import-paste">
            <summary>{words.or_paste}</summary>
            <div class="stack">
                <TextArea label=words.paste_label value=text rows=8 hint=Some(words.paste_hint.to_owned()) />
                <div class="actions">
                    <Button disabled_because=blocked on_press=read>{words.paste_read}</Button>
                </div>
            </div>
        </details>
    }
    .into_any()
}

fn protected(wizard: Wizard) -> AnyView {
    let words = &t().imports;
    let name = wizard.source.with_untracked(|source| source.as_ref().map(|source| source.name.clone()).unwrap_or_default());
    let key_file = RwSignal::new_local(None::<File>);
    let has_key_file = RwSignal::new(false);
    let empty = Signal::derive(move || (wizard.password.read().is_empty() && !has_key_file.get()).then(|| t().imports.password_missing.to_owned()));
    let submit = move || {
        if empty.with_untracked(Option::is_some) {
            return;
        }
        wizard.source.update(|source| {
            if let Some(source) = source {
                source.key_file = key_file.get_untracked();
            }
        });
        wizard.unlock_file();
    };
    let take_key = move |file: File| {
        key_file.set(Some(file));
        has_key_file.set(true);
    };
    view! {
        <form
            class="card pad stack"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                submit();
            }
        >
            <div>
                <h2>{words.protected_title(&name)}</h2>
                <p class="muted">{words.protected_text}</p>
            </div>
            <PasswordField label=words.file_password value=wizard.password autocomplete="off" error=wizard.problem />
            <FileDrop label=words.key_file hint=words.key_file_hint.to_owned() on_file=take_key />
            <div class="actions">
                <Button on_press=move |()| wizard.restart()>{words.another_file}</Button>
                <SubmitButton kind=ButtonKind::Primary disabled_because=empty>{words.open_file}</SubmitButton>
            </div>
        </form>
    }
    .into_any()
}
