use leptos::prelude::*;

use super::Skeleton;

/// The words that stand for a public key, one box each so that they are easy to read out over the phone.
#[component]
pub fn FingerprintPhrase(
    #[prop(into)] label: String,
    /// Words joined by hyphens; nothing while it is computed.
    #[prop(into)]
    phrase: Signal<Option<String>>,
) -> impl IntoView {
    view! {
        <div class="phrase-box">
            <span class="label">{label}</span>
            {move || match phrase.get() {
                None => view! { <Skeleton /> }.into_any(),
                Some(phrase) => {
                    let words = phrase.split('-').map(|word| view! { <li>{word.to_owned()}</li> }).collect_view();
                    view! { <ol class="phrase">{words}</ol> }.into_any()
                }
            }}
        </div>
    }
}
