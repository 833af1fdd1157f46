use serde_json::Value;

use super::object::{self, otpauth};
use crate::import::{
    ImportError, Reason, Target,
    draft::Draft,
    input::Input,
    run::Run,
    text::{json_text, list},
};

const MAP: &[(&str, Target)] = &[
    ("label", Target::Name),
    ("description", Target::Notes),
    ("username", Target::Username),
    ("email", Target::Email),
    ("password", Target::Password),
    ("url", Target::Uri),
    ("tags", Target::Ignore),
    ("custom_fields", Target::Ignore),
    ("otp", Target::Ignore),
    ("files", Target::Ignore),
    ("id", Target::Ignore),
    ("credential_id", Target::Ignore),
    ("guid", Target::Ignore),
    ("user_id", Target::Ignore),
    ("vault_id", Target::Ignore),
    ("created", Target::Ignore),
    ("changed", Target::Ignore),
    ("icon", Target::Ignore),
    ("favicon", Target::Ignore),
    ("renew_interval", Target::Ignore),
    ("expire_time", Target::Ignore),
    ("delete_time", Target::Ignore),
    ("hidden", Target::Ignore),
    ("shared_key", Target::Ignore),
    ("acl", Target::Ignore),
    ("compromised", Target::Ignore),
    ("password_repeat", Target::Ignore),
    ("tags_raw", Target::Ignore),
    ("description_html", Target::Ignore),
];

pub(crate) fn detect(input: &Input) -> bool {
    input.json().any(|json| list(Some(json.value())).iter().any(|entry| entry.get("label").is_some() && entry.get("vault_id").is_some()))
}

pub(crate) fn read(run: &mut Run<'_>, input: &Input) -> Result<(), ImportError> {
    let json = input.json().next().ok_or(ImportError::Malformed)?;
    for (index, entry) in list(Some(json.value())).iter().enumerate() {
        let row = index + 1;
        if !entry.is_object() {
            run.skip(row, Reason::Unreadable);
            continue;
        }
        if entry.get("delete_time").and_then(Value::as_i64).is_some_and(|time| time != 0) {
            run.skip(row, Reason::Trashed);
            continue;
        }
        let mut draft = Draft::new(row);
        object::fill(&mut draft, entry, MAP);
        list(entry.get("tags")).iter().filter_map(|tag| json_text(tag.get("text"))).for_each(|tag| draft.tag(&tag));
        for field in list(entry.get("custom_fields")) {
            let (label, value) = (json_text(field.get("label")).unwrap_or_default(), json_text(field.get("value")).unwrap_or_default());
            let masked = field.get("secret").and_then(Value::as_bool) == Some(true) || field.get("field_type").and_then(Value::as_str) == Some("password");
            if masked { draft.hidden(&label, &value) } else { draft.field(&label, &value) }
        }
        if let Some(secret) = json_text(entry.pointer("/otp/secret")) {
            let [algorithm, digits, period] = ["algorithm", "digits", "period"].map(|name| json_text(entry.get("otp").and_then(|otp| otp.get(name))));
            draft.totp("OTP", &otpauth(&secret, algorithm.as_deref(), digits.as_deref(), period.as_deref()));
        }
        if !list(entry.get("files")).is_empty() {
            run.skip(row, Reason::Attachments);
        }
        run.keep(draft)?;
    }
    Ok(())
}
