//! How the texts of a file become those of an item.

/// Levels of a path; what is deeper is left out of it.
const DEPTH: usize = 32;

/// A path of folders with `/` between them and nothing empty. None if nothing is left.
pub(crate) fn path(text: &str) -> Option<String> {
    let names: Vec<String> = text.split(['/', '\\']).map(one_line).filter(|name| !name.is_empty()).take(DEPTH).collect();
    if names.is_empty() { None } else { Some(names.join("/")) }
}

/// A path of nested folders whose names may hold a separator themselves.
pub(crate) fn nested<'a>(names: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let names: Vec<String> = names.into_iter().map(|name| one_line(&name.replace(['/', '\\'], "-"))).filter(|name| !name.is_empty()).take(DEPTH).collect();
    if names.is_empty() { None } else { Some(names.join("/")) }
}

/// One line without controls.
pub(crate) fn one_line(text: &str) -> String {
    text.split(char::is_control).map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// What products write for yes.
pub(crate) fn is_true(text: &str) -> bool {
    !matches!(text.trim().to_lowercase().as_str(), "" | "0" | "no" | "false" | "off" | "n" | "f")
}

/// Names of fields that hold what nobody should read over a shoulder.
pub(crate) fn speaks_of_secret(label: &str) -> bool {
    let label = label.to_lowercase();
    let parts = [
        "password",
        "passwort",
        "kennwort",
        "passphrase",
        "secret",
        "cvv",
        "card code",
        "cvc",
        "private",
        "token",
        "security code",
        "security_code",
        "securitycode",
        "mot de passe",
        "contraseña",
    ];
    let words = ["pin", "pass", "pwd", "ssn", "key", "otp", "totp", "puk"];
    parts.iter().any(|part| label.contains(part)) || label.split(|character: char| !character.is_alphanumeric()).any(|word| words.contains(&word))
}

/// What was typed without a scheme is a web address if it has a dot; what Android browsers write is an app.
pub(crate) fn to_uri(text: &str) -> String {
    if let Some(app) = text.strip_prefix("android://").and_then(|rest| rest.rsplit('@').next()) {
        return format!("androidapp://{}", app.trim_end_matches('/'));
    }
    if text.contains("://") || !text.contains('.') || text.contains(char::is_whitespace) { text.to_owned() } else { format!("https://{text}") }
}

/// `4/2031`, `04/31`, `2031-04`, `042031`, `2031-04-01` and the like.
pub(crate) fn month_and_year(text: &str) -> Option<(String, String)> {
    let parts: Vec<&str> = text.trim().split(|character: char| !character.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let (month, year) = match parts.as_slice() {
        [joined] if joined.len() == 6 && (joined.starts_with("19") || joined.starts_with("20")) => (joined.get(4..)?, joined.get(..4)?),
        [joined] if joined.len() == 6 => (joined.get(..2)?, joined.get(2..)?),
        [joined] if joined.len() == 4 => (joined.get(..2)?, joined.get(2..)?),
        [year, month] | [year, month, _] if year.len() == 4 => (*month, *year),
        [month, year] => (*month, *year),
        _ => return None,
    };
    let month = month.parse::<u8>().ok().filter(|month| (1..=12).contains(month))?;
    let year = match year.len() {
        2 => format!("20{year}"),
        4 => year.to_owned(),
        _ => return None,
    };
    Some((month.to_string(), year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths() {
        assert_eq!(path("A / B\\C//").unwrap(), "A/B/C");
        assert_eq!(path(" / "), None);
        assert_eq!(nested(["A/B", "", "C\n"]).unwrap(), "A-B/C");
        assert_eq!(path(&"a/".repeat(100)).unwrap().len(), 2 * DEPTH - 1);
    }

    #[test]
    fn addresses() {
        let addresses = [
            ("example.test/login", "https://example.test/login"),
            ("http://example.test", "http://example.test"),
            ("android://hash==@com.example.app/", "androidapp://com.example.app"),
            ("localhost", "localhost"),
            ("not an address.", "not an address."),
        ];
        for (from, to) in addresses {
            assert_eq!(to_uri(from), to);
        }
    }

    #[test]
    fn months_and_years() {
        for text in ["4/2031", "04/31", "2031-04", "042031", "203104", "0431", "2031-04-01", " 4 / 2031 ", "2031/4"] {
            assert_eq!(month_and_year(text), Some(("4".to_owned(), "2031".to_owned())), "{text}");
        }
        for text in ["", "13/2031", "0/2031", "2031", "April", "4/2031/1/1", "4/031", "04-01-2031"] {
            assert_eq!(month_and_year(text), None, "{text}");
        }
    }

    #[test]
    fn names_that_speak_of_secrets() {
        for label in ["Password", "old passwort", "PIN", "Security Code", "API key", "CVV2", "my-pin", "Client Secret", "PUK"] {
            assert!(speaks_of_secret(label), "{label}");
        }
        for label in ["Spinning", "Customer", "keyboard", "Name", "compass"] {
            assert!(!speaks_of_secret(label), "{label}");
        }
    }

    #[test]
    fn yes_and_no() {
        assert!(["1", "true", "Yes", "x"].into_iter().all(is_true));
        assert!(!["", "0", "No", "FALSE", " "].into_iter().any(is_true));
    }
}
