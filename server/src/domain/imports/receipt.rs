use crate::{
    domain::{Error, Instance, Result, secrets},
    model::id::OrganizationId,
    store::imports::ImportRow,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use ring::signature::{Ed25519KeyPair, KeyPair as _};
use std::fmt::Write as _;

/// Signs the receipt of a complete import with the key of this installation, which is made from its secret:
/// so all servers on a database have the same, and it stays the same. The text form names the key to verify with.
pub(super) fn sign(instance: &Instance, organization: OrganizationId, import: &ImportRow) -> Result<String> {
    let key = key(instance)?;
    let signature = key.sign(text(organization, import).as_bytes());
    Ok(format!("ed25519:{}:{}", STANDARD.encode(key.public_key()), STANDARD.encode(signature)))
}

/// The key with which receipts of this installation are verified, in base64: a receipt that names another is not from here.
pub fn receipt_key(instance: &Instance) -> Result<String> {
    Ok(STANDARD.encode(key(instance)?.public_key()))
}

fn key(instance: &Instance) -> Result<Ed25519KeyPair> {
    let seed = secrets::derive(instance, "castellan import receipt key 1", "")?;
    Ed25519KeyPair::from_seed_unchecked(&seed).map_err(|_| Error::Internal("no key can be made from the secret"))
}

/// What is signed: a line for each field. No value has a line feed in it.
fn text(organization: OrganizationId, import: &ImportRow) -> String {
    let number = |at: Option<crate::model::time::Micros>| at.map_or(0, |at| at.0).to_string();
    let kinds = import.kinds.iter().map(|(kind, count)| format!("{kind}:{count}")).collect::<Vec<_>>().join(" ");
    let counts = import.counts;
    let lines = [
        ("organization", organization.to_string()),
        ("import", import.id.to_string()),
        ("sender", import.sender.clone()),
        ("provider", import.provider.clone().unwrap_or_default()),
        ("begun_at", number(Some(import.begun_at))),
        ("completed_at", number(import.completed_at)),
        ("format", import.format.clone()),
        ("file_hash", import.file_hash.as_str().to_owned()),
        ("rows_read", counts.rows_read.to_string()),
        ("not_understood", counts.not_understood.to_string()),
        ("twice", counts.twice.to_string()),
        ("left_out", counts.left_out.to_string()),
        ("items", import.items.to_string()),
        ("kinds", kinds),
        ("collections", import.collections.to_string()),
        ("reference", import.reference.clone()),
    ];
    let mut text = "castellan import receipt 1\n".to_owned();
    for (name, value) in lines {
        // Writing to a String does not fail.
        let _ = writeln!(text, "{name} {value}");
    }
    text
}
