use super::call::{Answer, Call, json};
use crate::domain::setup;
use serde_json::json;

/// The version of the protocol that this server speaks, in the numbers of its makers.
const VERSION: &str = "2026.6.0";

/// What this server is and can do.
pub(super) async fn config(call: Call) -> Answer {
    // Answers before the set-up too, as long as the store does.
    setup::status(&call.context, ()).await?;
    let base = &call.client.base;
    Ok(json(&json!({
        "version": VERSION, "gitHash": "", "server": { "name": "Castellan", "url": base },
        "settings": { "disableUserRegistration": true, "suppressOnboardingInterstitials": true },
        "environment": {
            "vault": base, "api": format!("{base}/api"), "identity": format!("{base}/identity"), "notifications": format!("{base}/notifications"),
            "sso": "", "cloudRegion": null, "fillAssistRules": null,
        },
        "push": { "pushTechnology": 0, "vapidPublicKey": null },
        // Each item has a key of its own.
        "featureStates": { "cipher-key-encryption": true },
        "communication": null, "object": "config",
    })))
}
