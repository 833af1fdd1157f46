//! The few things the server must know about the browser's document.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};

/// SHA-256 of every inline script, in the form of a content security policy.
pub(super) fn script_hashes(html: &str) -> Vec<String> {
    let mut hashes = Vec::new();
    let mut rest = html;
    while let Some((attributes, body, after)) = next_script(rest) {
        if !has_attribute(attributes, "src") && !body.is_empty() {
            hashes.push(STANDARD.encode(Sha256::digest(body)));
        }
        rest = after;
    }
    hashes
}

/// Puts the state of the set-up where the document has a place for it. None when it has no such place.
pub(super) fn with_setup_state(html: &str, state: &str) -> Option<String> {
    let marker = r#"<meta name="castellan-setup" content=""#;
    let (before, after) = html.split_once(marker)?;
    // The place must be empty, or a build has put something else there.
    let after = after.strip_prefix('"')?;
    Some(format!("{before}{marker}{state}\"{after}"))
}

/// The attributes and the text of the first script element, and what follows it.
fn next_script(html: &str) -> Option<(&str, &str, &str)> {
    let lower = html.to_ascii_lowercase();
    let mut from = 0;
    loop {
        let start = from + lower.get(from..)?.find("<script")? + "<script".len();
        from = start;
        // `<scripting>` is no script.
        if !lower.get(start..)?.starts_with(|next: char| next.is_ascii_whitespace() || next == '>' || next == '/') {
            continue;
        }
        let open_end = start + lower.get(start..)?.find('>')?;
        let body_start = open_end + 1;
        let body_end = body_start + lower.get(body_start..)?.find("</script")?;
        return Some((html.get(start..open_end)?, html.get(body_start..body_end)?, html.get(body_end..)?));
    }
}

fn has_attribute(attributes: &str, name: &str) -> bool {
    let mut rest = attributes;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if rest.is_empty() {
            return false;
        }
        let end = rest.find(|c: char| c.is_ascii_whitespace() || c == '=').unwrap_or(rest.len());
        let (found, after) = rest.split_at(end);
        if found.eq_ignore_ascii_case(name) {
            return true;
        }
        rest = after.trim_start();
        if let Some(value) = rest.strip_prefix('=') {
            let value = value.trim_start();
            rest = match value.chars().next() {
                Some(quote @ ('"' | '\'')) => value.get(1..).and_then(|inside| inside.split_once(quote)).map_or("", |(_, after)| after),
                _ => value.find(|c: char| c.is_ascii_whitespace()).and_then(|end| value.get(end..)).unwrap_or(""),
            };
        } else if found.is_empty() {
            return false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash(text: &str) -> String {
        STANDARD.encode(Sha256::digest(text))
    }

    #[test]
    fn inline_scripts_are_hashed_as_they_are_and_others_are_not() {
        let html = r#"<head><script type="module" nonce=x>
import init from '/app.js';
init();</script><script src="/a.js"></script><SCRIPT data-src="x">b()</SCRIPT><scripting>no</scripting><script type=module src=/c.js>no</script></head>"#;
        assert_eq!(script_hashes(html), [hash("\nimport init from '/app.js';\ninit();"), hash("b()")]);
        assert!(script_hashes("<p>nothing</p>").is_empty());
        assert!(script_hashes("<script>never closed").is_empty());
    }

    #[test]
    fn the_setup_state_goes_into_its_empty_place_alone() {
        let place = r#"<meta name="castellan-setup" content="">"#;
        assert_eq!(with_setup_state(place, "needed").as_deref(), Some(r#"<meta name="castellan-setup" content="needed">"#));
        assert_eq!(with_setup_state(r#"<meta name="castellan-setup" content="x">"#, "needed"), None);
        assert_eq!(with_setup_state("<p></p>", "needed"), None);
    }
}
