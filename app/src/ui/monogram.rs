use leptos::prelude::*;

/// How many colours `style/30-monogram.css` has.
pub const COLOURS: u32 = 12;

/// Square for organizations, round for people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MonogramShape {
    #[default]
    Square,
    Round,
}

/// Two letters in a colour that belongs to the id, so that a client looks the same everywhere and after renaming.
#[component]
pub fn Monogram(#[prop(into)] id: String, #[prop(into)] name: String, #[prop(optional)] shape: MonogramShape) -> impl IntoView {
    let shape = match shape {
        MonogramShape::Square => "",
        MonogramShape::Round => " round",
    };
    view! {
        <span class=format!("monogram {}{shape}", monogram_class(&id)) aria-hidden="true">
            {initials_of(&name)}
        </span>
    }
}

/// Class that sets `--mono-colour` (and, on a monogram, its background): also for banners in the client's colour.
pub fn monogram_class(id: &str) -> String {
    format!("mono-{}", colour_of(id))
}

/// Number of the colour that belongs to an id, below [`COLOURS`].
pub fn colour_of(id: &str) -> u32 {
    // FNV-1a: spreads ids that differ in their last characters only.
    let hash = id.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    (hash ^ (hash >> 16)) % COLOURS
}

/// First letters of the first and the last word; one letter for an e-mail address or a single word.
pub fn initials_of(name: &str) -> String {
    let name = name.split('@').next().unwrap_or(name);
    let mut letters = name.split_whitespace().filter_map(|word| word.chars().find(|letter| letter.is_alphanumeric()));
    let first = letters.next();
    let last = letters.next_back();
    first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{COLOURS, colour_of, initials_of};

    const CSS: &str = include_str!("../../../style/30-monogram.css");

    fn colours() -> Vec<[f64; 3]> {
        CSS.lines()
            .filter_map(|line| line.split_once("--mono-colour: #"))
            .map(|(_, rest)| [0, 2, 4].map(|at| f64::from(u8::from_str_radix(&rest[at..at + 2], 16).expect("two hex digits")) / 255.0))
            .collect()
    }

    fn contrast_with_white(rgb: [f64; 3]) -> f64 {
        let [r, g, b] = rgb.map(|c| if c <= 0.03928 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) });
        1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05)
    }

    #[test]
    fn every_colour_carries_white_text() {
        assert_eq!(colours().len(), COLOURS as usize);
        for colour in colours() {
            assert!(contrast_with_white(colour) >= 4.5, "{colour:?}");
        }
    }

    #[test]
    fn an_id_keeps_its_colour_and_ids_in_a_row_spread_over_all() {
        assert_eq!(colour_of("0190-aa"), colour_of("0190-aa"));
        let used: BTreeSet<_> = (0..200).map(|n| colour_of(&format!("01922f5c-0000-7000-8000-{n:012x}"))).collect();
        assert_eq!(used.len(), COLOURS as usize);
    }

    #[test]
    fn initials_are_short_and_upper_case() {
        assert_eq!(initials_of("Hartwell Dental"), "HD");
        assert_eq!(initials_of("Orchard Lane Primary"), "OP");
        assert_eq!(initials_of("élodie"), "É");
        assert_eq!(initials_of("frank.muster@hartwell.example"), "F");
        assert_eq!(initials_of("  "), "");
    }
}
