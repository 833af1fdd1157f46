use super::Language;

/// A whole number with its groups marked: `1,184`.
pub fn number(value: u64) -> String {
    let digits = value.to_string();
    let mut shown = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            shown.push(Language::current().group_mark());
        }
        shown.push(digit);
    }
    shown
}

/// A number with one digit behind the mark: `2.5`.
pub fn tenths(value: f64) -> String {
    format!("{value:.1}").replace('.', Language::current().decimal_mark().encode_utf8(&mut [0; 4]))
}

/// How a value is written inside a text.
pub trait Shown {
    type Text: std::fmt::Display;
    fn shown(self) -> Self::Text;
}

impl Shown for u64 {
    type Text = String;
    fn shown(self) -> String {
        number(self)
    }
}

impl Shown for u32 {
    type Text = String;
    fn shown(self) -> String {
        number(u64::from(self))
    }
}

impl Shown for usize {
    type Text = String;
    fn shown(self) -> String {
        number(self as u64)
    }
}

impl<'a> Shown for &'a str {
    type Text = &'a str;
    fn shown(self) -> &'a str {
        self
    }
}

#[cfg(test)]
mod tests {
    use super::{number, tenths};
    use crate::i18n::Language;

    texts! {
        Sample {
            plain = "Close",
            seats(used: u64, total: u64) = "{used} of {total} used",
            clients(n: usize, provider: &str) = "{n} client of {provider}" | "{n} clients of {provider}",
        }
    }

    mod german {
        texts! {
            for Sample {
                plain = "Schließen",
                seats(used: u64, total: u64) = "{used} von {total} belegt",
                clients(n: usize, provider: &str) = "{n} Kunde von {provider}" | "{n} Kunden von {provider}",
            }
        }
    }

    #[test]
    fn digits_are_grouped_by_three() {
        assert_eq!(number(0), "0");
        assert_eq!(number(999), "999");
        assert_eq!(number(1_000), "1,000");
        assert_eq!(number(1_234_567), "1,234,567");
    }

    #[test]
    fn the_marks_are_those_of_the_language() {
        assert_eq!(Language::German.during(|| number(1_234_567)), "1.234.567");
        assert_eq!(Language::German.during(|| tenths(2.46)), "2,5");
        assert_eq!(tenths(2.46), "2.5");
    }

    #[test]
    fn what_is_written_can_be_listed() {
        assert_eq!(WRITTEN.first(), Some(&("plain", &["Close"][..])));
        assert_eq!(german::WRITTEN.last(), Some(&("clients", &["{n} Kunde von {provider}", "{n} Kunden von {provider}"][..])));
    }

    #[test]
    fn a_text_shows_its_values_with_groups() {
        assert_eq!(TEXTS.plain, "Close");
        assert_eq!(TEXTS.seats(1_184, 1_350), "1,184 of 1,350 used");
    }

    #[test]
    fn the_first_value_chooses_singular_or_plural() {
        assert_eq!(TEXTS.clients(1, "Northgate"), "1 client of Northgate");
        assert_eq!(TEXTS.clients(0, "Northgate"), "0 clients of Northgate");
        assert_eq!(TEXTS.clients(1_200, "Northgate"), "1,200 clients of Northgate");
    }

    #[test]
    fn a_second_language_fills_the_same_keys() {
        assert_eq!(german::TEXTS.plain, "Schließen");
        assert_eq!(german::TEXTS.seats(1, 2), "1 von 2 belegt");
        assert_eq!(german::TEXTS.clients(2, "N"), "2 Kunden von N");
    }
}
