use leptos::prelude::*;

/// A score from 0 to 100 as a ring, with the base it was computed from: "46 of 48".
#[component]
pub fn Ring(
    #[prop(into)] label: String,
    #[prop(into)] score: Signal<u8>,
    /// What the number is based on.
    #[prop(into, optional)]
    base: Option<Signal<String>>,
) -> impl IntoView {
    let value = move || score.get().min(100);
    view! {
        <div class="score">
            <svg
                class=move || format!("ring {}", level_of(value()))
                viewBox="0 0 36 36"
                role="img"
                aria-label=move || format!("{label}: {}", value())
            >
                <circle class="track" cx="18" cy="18" r="15.9"></circle>
                <circle class="arc" cx="18" cy="18" r="15.9" pathLength="100" stroke-dasharray=move || format!("{} 100", value())></circle>
                <text x="18" y="18">{value}</text>
            </svg>
            {base.map(|base| view! { <small>{move || base.get()}</small> })}
        </div>
    }
}

const fn level_of(score: u8) -> &'static str {
    match score {
        80.. => "good",
        50..80 => "warn",
        0..50 => "bad",
    }
}
