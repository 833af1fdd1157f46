use leptos::prelude::*;
use server::model::{client::TAGS_MAX, text::Tag};

use crate::{
    i18n::{said, t},
    ui::{Icon, unique_id},
};

/// The tags of a form, and the letters of one that is being typed.
#[derive(Clone, Copy)]
pub(super) struct TagsField {
    tags: RwSignal<Vec<Tag>>,
    typed: RwSignal<String>,
    error: RwSignal<Option<String>>,
}

impl TagsField {
    pub(super) fn new(tags: Vec<Tag>) -> Self {
        Self { tags: RwSignal::new(tags), typed: RwSignal::new(String::new()), error: RwSignal::new(None) }
    }

    /// All tags, with the one that is being typed. `None` when that one cannot be used: the field says why.
    pub(super) fn finish(self) -> Option<Vec<Tag>> {
        self.take_typed().then(|| self.tags.get_untracked())
    }

    fn take_typed(self) -> bool {
        let typed = self.typed.get_untracked();
        if typed.trim().is_empty() {
            self.error.set(None);
            return true;
        }
        let answer = match typed.parse::<Tag>() {
            Err(error) => Err(said(&error.to_string())),
            Ok(_) if self.tags.read_untracked().len() >= TAGS_MAX => Err(t().portal_clients.tags_many.to_owned()),
            Ok(tag) => Ok(tag),
        };
        match answer {
            Ok(tag) => {
                self.tags.update(|tags| {
                    if !tags.contains(&tag) {
                        tags.push(tag);
                    }
                });
                self.typed.set(String::new());
                self.error.set(None);
                true
            }
            Err(reason) => {
                self.error.set(Some(reason));
                false
            }
        }
    }

    fn drop_last(self) {
        self.tags.update(|tags| {
            tags.pop();
        });
    }

    pub(super) fn view(self) -> AnyView {
        let texts = &t().portal_clients;
        let id = unique_id("tags");
        let note = format!("{id}-note");
        let described = note.clone();
        let chosen = move || {
            self.tags
                .get()
                .into_iter()
                .map(|tag| {
                    let label = texts.tag_remove(tag.as_str());
                    let words = tag.to_string();
                    let remove = move |_| self.tags.update(|tags| tags.retain(|known| *known != tag));
                    view! { <button type="button" class="tag-pick" aria-label=label on:click=remove>{words}<Icon name="close" /></button> }
                })
                .collect_view()
        };
        view! {
            <div class="field" class:invalid=move || self.error.read().is_some()>
                <label class="label" for=id.clone()>{texts.tags}<span class="label-note">{t().ui.optional}</span></label>
                <div class="tags-field">
                    {chosen}
                    <input
                        type="text"
                        id=id
                        autocomplete="off"
                        aria-describedby=described
                        aria-invalid=move || self.error.read().is_some().then_some("true")
                        prop:value=move || self.typed.get()
                        on:input=move |event| self.typed.set(event_target_value(&event))
                        on:keydown=move |event| match event.key().as_str() {
                            "Enter" | "," if !self.typed.read_untracked().trim().is_empty() => {
                                event.prevent_default();
                                self.take_typed();
                            }
                            "," => event.prevent_default(),
                            "Backspace" if self.typed.read_untracked().is_empty() => self.drop_last(),
                            _ => {}
                        }
                    />
                </div>
                <div class="field-note" id=note aria-live="polite">
                    {move || match self.error.get() {
                        Some(error) => view! { <span class="error">{error}</span> }.into_any(),
                        None => view! { <span>{texts.tags_hint}</span> }.into_any(),
                    }}
                </div>
            </div>
        }
        .into_any()
    }
}
