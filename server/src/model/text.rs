//! Short texts with a shape: parsed once at the border, by the same code in the form and on the server.

use serde::{Deserialize, Deserializer, Serialize, de::Error as _};
use std::{fmt, str::FromStr};

/// Why a text is not accepted; a sentence for the field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextError(pub &'static str);

impl fmt::Display for TextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for TextError {}

macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident, $parse:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = TextError;

            fn from_str(text: &str) -> Result<Self, TextError> {
                let parse: fn(&str) -> Result<String, TextError> = $parse;
                parse(text).map(Self)
            }
        }

        impl TryFrom<String> for $name {
            type Error = TextError;

            fn try_from(text: String) -> Result<Self, TextError> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(text: $name) -> String {
                text.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

texts! {
    /// An e-mail address: trimmed, lower case, at most 256 characters, one `@`, no spaces.
    Email, parse_email;
    /// The name of a provider, an organization or a person: 1 to 50 characters on one line.
    Name, |text| parse_line(text, 1, 50, "Enter a name.", "Use at most 50 characters.");
    /// The name of a group of members: 1 to 100 characters on one line.
    GroupName, |text| parse_line(text, 1, 100, "Enter a name.", "Use at most 100 characters.");
    /// A tag of a client: 1 to 24 characters on one line, no comma.
    Tag, |text| {
        let tag = parse_line(text, 1, 24, "Enter a tag.", "Use at most 24 characters for a tag.")?;
        if tag.contains(',') { Err(TextError("A tag cannot contain a comma.")) } else { Ok(tag) }
    };
    /// A line about how to reach the provider's support; may be empty, at most 200 characters.
    ContactLine, |text| parse_line(text, 0, 200, "", "Use at most 200 characters.");
}

/// The most characters of a search.
const SEARCH_MAX: usize = 200;

/// Reads what somebody searches for: a database may refuse texts that are longer, or have a zero in them.
pub(super) fn search<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    let text = String::deserialize(from)?;
    if text.chars().count() > SEARCH_MAX || text.contains('\0') {
        return Err(D::Error::custom("a search that is too long"));
    }
    Ok(text)
}

fn parse_line(text: &str, min: usize, max: usize, too_short: &'static str, too_long: &'static str) -> Result<String, TextError> {
    let text = text.trim();
    let length = text.chars().count();
    if length < min {
        return Err(TextError(too_short));
    }
    if length > max {
        return Err(TextError(too_long));
    }
    if text.chars().any(|c| c.is_control() || is_unseen(c)) {
        return Err(TextError("Use one line without control characters."));
    }
    Ok(text.to_owned())
}

/// Whether a character changes how the others look or ends a line, and is not seen itself: two names that look alike
/// would be different, and a name could be shown in another order than it is compared in. The joiners that
/// some scripts and emoji need are no such characters.
const fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

fn parse_email(text: &str) -> Result<String, TextError> {
    const SHAPE: TextError = TextError("Enter an e-mail address like name@example.com.");
    let text = text.trim().to_lowercase();
    if text.len() > 256 {
        return Err(TextError("Use at most 256 characters for an e-mail address."));
    }
    let (local, domain) = text.split_once('@').ok_or(SHAPE)?;
    let plain = |part: &str| {
        !part.is_empty()
            && part
                .chars()
                .all(|c| !c.is_whitespace() && !c.is_control() && !is_unseen(c) && !matches!(c, '@' | ',' | ';' | '<' | '>' | '"' | '(' | ')' | '\\'))
    };
    let dotted = domain.contains('.') && domain.split('.').all(|label| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-'));
    if plain(local) && local.len() <= 64 && plain(domain) && dotted && !local.starts_with('.') && !local.ends_with('.') { Ok(text) } else { Err(SHAPE) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_email_is_trimmed_and_lowered() {
        assert_eq!(" Mara.Kent@Northgate.Example ".parse::<Email>().map(|e| e.to_string()), Ok("mara.kent@northgate.example".to_owned()));
    }

    #[test]
    fn texts_that_are_no_email_are_refused() {
        for text in ["", "a", "a@", "@b.c", "a@b", "a b@c.d", "a@b..c", "a@b@c.d", "<a@b.c>", "a,b@c.d", "a@-b.c"] {
            assert!(text.parse::<Email>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_name_has_a_length_and_one_line() {
        assert!("".parse::<Name>().is_err());
        assert!("x".repeat(51).parse::<Name>().is_err());
        assert!("a\nb".parse::<Name>().is_err());
        assert_eq!(" Hartwell Dental ".parse::<Name>().map(String::from), Ok("Hartwell Dental".to_owned()));
    }

    #[test]
    fn characters_that_cannot_be_seen_are_refused() {
        for text in ["\u{200b}", "Hart\u{200b}well", "abc\u{202e}latneD", "a\u{2066}b", "two\u{2028}lines", "\u{feff}Hartwell", "a\u{ad}b"] {
            assert!(text.parse::<Name>().is_err(), "{text:?}");
        }
        assert!("amara\u{200b}@hartwell.example".parse::<Email>().is_err());
        for text in ["می\u{200c}خواهم", "👩\u{200d}🔧 Repairs", "Zahnärzte Groß"] {
            assert!(text.parse::<Name>().is_ok(), "{text:?}");
        }
    }
}
