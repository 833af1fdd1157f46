use serde_json::Value;

use crate::import::{
    Target,
    draft::Draft,
    spill,
    text::{json_text, members},
};

/// Puts the members of a JSON object where they belong; those that are not named become custom fields.
pub(super) fn fill(draft: &mut Draft, object: &Value, map: &[(&str, Target)]) {
    for (name, value) in members(Some(object)) {
        let label = spill::words(name);
        match map.iter().find(|(known, _)| known == name) {
            Some((_, Target::Ignore)) => {}
            Some((_, target)) => match value.as_array() {
                Some(values) => values.iter().filter_map(|value| json_text(Some(value))).for_each(|value| draft.set(*target, &label, &value)),
                None => draft.maybe(*target, &label, json_text(Some(value)).as_deref()),
            },
            None => spill::leaf(draft, &label, value),
        }
    }
}

/// The address of an authenticator from its parts; the bare secret where they are the usual ones.
pub(super) fn otpauth(secret: &str, algorithm: Option<&str>, digits: Option<&str>, period: Option<&str>) -> String {
    let secret: String = secret.chars().filter(|character| !character.is_whitespace()).collect();
    let algorithm = algorithm.map(|name| name.to_uppercase().replace("HMAC", "").replace('-', "")).filter(|name| !name.is_empty() && name != "SHA1");
    let digits = digits.filter(|digits| *digits != "6" && !digits.is_empty());
    let period = period.filter(|period| *period != "30" && !period.is_empty());
    if secret.contains("://") || (algorithm.is_none() && digits.is_none() && period.is_none()) {
        return secret;
    }
    let mut address = format!("otpauth://totp/?secret={secret}");
    for (name, value) in [("algorithm", algorithm.as_deref()), ("digits", digits), ("period", period)] {
        if let Some(value) = value {
            address.extend(["&", name, "=", value]);
        }
    }
    address
}
