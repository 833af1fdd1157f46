//! Addresses of logins as links.

/// The address to open for what a login has as its URI. Only the web's own kinds: anybody who may write an item decides what is in
/// it, and a link must not run anything here.
pub(super) fn safe_link(uri: &str) -> Option<String> {
    let uri = uri.trim();
    if uri.is_empty() || uri.chars().any(|character| character.is_control() || character.is_whitespace()) {
        return None;
    }
    match uri.split_once("://") {
        Some((scheme, rest)) if ["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) && !rest.is_empty() => Some(uri.to_owned()),
        Some(_) => None,
        // As people type it: a host with a dot in it, and perhaps a path.
        None => {
            let host = uri.split(['/', '?', '#']).next().unwrap_or_default();
            let name = host.split(':').next().unwrap_or_default();
            let is_host = name.contains('.') && name.chars().all(|character| character.is_alphanumeric() || matches!(character, '.' | '-'));
            let port_is_number = host.split_once(':').is_none_or(|(_, port)| !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()));
            (is_host && port_is_number).then(|| format!("https://{uri}"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::safe_link;

    #[test]
    fn only_the_webs_own_addresses_become_links() {
        assert_eq!(safe_link("https://bank.example/login").as_deref(), Some("https://bank.example/login"));
        assert_eq!(safe_link("HTTP://bank.example").as_deref(), Some("HTTP://bank.example"));
        assert_eq!(safe_link("bank.example/login").as_deref(), Some("https://bank.example/login"));
        assert_eq!(safe_link("bank.example:8443").as_deref(), Some("https://bank.example:8443"));
        for uri in [
            "javascript:alert(1)",
            "JavaScript://%0aalert(1)",
            "data:text/html,x",
            "androidapp://com.bank",
            "file:///etc/passwd",
            "",
            "bank",
            "a b.example",
            "java\nscript:x",
            "x.example:y",
        ] {
            assert_eq!(safe_link(uri), None, "{uri}");
        }
    }
}
