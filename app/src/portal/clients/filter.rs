use server::model::{
    client::{ClientChip, ClientFilter, ClientSort, ClientSummary, ClientView},
    page,
};

use crate::{
    address::Address,
    i18n::t,
    ui::{Chip, Direction, Sort},
};

pub(super) const SEARCH: &str = "search";
pub(super) const CHIP: &str = "chip";
pub(super) const SORT: &str = "sort";

const CHIPS: [(&str, ClientChip); 5] = [
    ("all", ClientChip::All),
    ("attention", ClientChip::NeedsAttention),
    ("full", ClientChip::SeatsFull),
    ("setting-up", ClientChip::SettingUp),
    ("suspended", ClientChip::Suspended),
];

const SORTS: [(&str, ClientSort); 6] = [
    ("client", ClientSort::Name),
    ("status", ClientSort::Status),
    ("seats", ClientSort::Seats),
    ("attention", ClientSort::Attention),
    ("plan", ClientSort::Plan),
    ("activity", ClientSort::LastActivity),
];

/// The filter as the URL says it. Tracks changes.
pub(super) fn filter_of(address: Address) -> ClientFilter {
    let sort = sort_of(address);
    ClientFilter {
        search: address.get(SEARCH),
        chip: chip_of(&address.get(CHIP)),
        sort: SORTS.iter().find(|(id, _)| *id == sort.column).map(|(_, sort)| *sort).unwrap_or_default(),
        direction: match sort.direction {
            Direction::Ascending => page::Direction::Ascending,
            Direction::Descending => page::Direction::Descending,
        },
    }
}

/// The order as the URL says it. Tracks changes.
pub(super) fn sort_of(address: Address) -> Sort {
    Sort::parse(&address.get(SORT)).unwrap_or_else(|| Sort::ascending("client"))
}

fn chip_of(id: &str) -> ClientChip {
    CHIPS.iter().find(|(known, _)| *known == id).map(|(_, chip)| *chip).unwrap_or_default()
}

/// The id of the chip that is pressed.
pub(super) fn chip_id(chip: ClientChip) -> &'static str {
    CHIPS.iter().find(|(_, known)| *known == chip).map_or("all", |(id, _)| id)
}

pub(super) fn chips(summary: Option<&ClientSummary>) -> Vec<Chip> {
    let texts = &t().portal_clients;
    CHIPS
        .iter()
        .map(|(id, chip)| {
            let label = match chip {
                ClientChip::All => t().ui.all,
                ClientChip::NeedsAttention => texts.needs_attention,
                ClientChip::SeatsFull => texts.seats_full,
                ClientChip::SettingUp => texts.setting_up,
                ClientChip::Suspended => texts.suspended,
            };
            let made = Chip::new(*id, label);
            match summary {
                Some(summary) => made.count(u64::from(count(summary, *chip))),
                None => made,
            }
        })
        .collect()
}

/// How many clients a chip shows.
pub(super) const fn count(summary: &ClientSummary, chip: ClientChip) -> u32 {
    match chip {
        ClientChip::All => summary.all,
        ClientChip::NeedsAttention => summary.needs_attention,
        ClientChip::SeatsFull => summary.seats_full,
        ClientChip::SettingUp => summary.setting_up,
        ClientChip::Suspended => summary.suspended,
    }
}

/// Tells whether a loaded row stays in sight while the server searches.
pub(super) fn matching(search: &str) -> impl Fn(&ClientView) -> bool + use<> {
    let search = search.trim().to_lowercase();
    move |client| has(&client.name, &search) || client.tags.iter().any(|tag| has(tag.as_str(), &search))
}

/// Whether a text has the small letters in it, be they large there. Each key looks at thousands of texts: most need no copy for it.
fn has(text: &str, letters: &str) -> bool {
    if letters.is_empty() || !text.is_ascii() {
        return text.to_lowercase().contains(letters);
    }
    text.as_bytes().windows(letters.len()).any(|part| part.eq_ignore_ascii_case(letters.as_bytes()))
}

#[cfg(test)]
mod tests {
    use server::model::client::{ClientChip, ClientSort};

    use super::{CHIPS, SORTS, chip_id, chip_of, has};

    #[test]
    fn a_chip_survives_the_url_and_an_unknown_one_shows_all() {
        for (id, chip) in CHIPS {
            assert_eq!((chip_of(id), chip_id(chip)), (chip, id));
        }
        assert_eq!(chip_of("nonsense"), ClientChip::All);
    }

    #[test]
    fn letters_are_found_in_any_case_and_alphabet() {
        assert!(has("Hartwell Foods", "well f"));
        assert!(has("Hartwell", "hartwell") && !has("Hartwell", "hartwells"));
        assert!(has("Ärzte am Rüd", "ärzte") && has("ÉCOLE", "é") && !has("Ecole", "é"));
        assert!(has("Hartwell", "") && has("", "") && !has("", "a"));
    }

    #[test]
    fn the_default_order_is_that_of_the_server() {
        assert_eq!(SORTS.first().map(|(_, sort)| *sort), Some(ClientSort::default()));
    }
}
