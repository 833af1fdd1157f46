//! What items promise: every kind comes back field by field, nothing unknown is lost, and nothing of it leaves in the clear.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests say what they expect")]

use serde_json::{Value, json};
use vault::{
    Error, SymmetricKey,
    item::{Attachment, EncryptedItem, Field, FieldKind, Item, ItemKind, PastPassword, Reprompt, Secret, Uri, UriMatch},
};

fn key() -> SymmetricKey {
    SymmetricKey::make().unwrap()
}

/// One item of each kind with every field that it can have.
fn every_kind() -> Vec<Value> {
    let with = |kind: u8, name: &str, object: Value| {
        let mut item = json!({
            "type": kind, "name": format!("A {name}"), "notes": "line 1\nline 2", "favorite": true, "reprompt": 1,
            "folderId": "f-1", "organizationId": "o-1", "collectionIds": ["c-1", "c-2"],
            "creationDate": "2024-01-02T03:04:05.000Z", "revisionDate": "2024-02-02T03:04:05.000Z",
            "deletedDate": null, "archivedDate": "2024-03-02T03:04:05.000Z",
            "fields": [
                {"type": 0, "name": "text", "value": "shown"},
                {"type": 1, "name": "hidden", "value": "CANARY-hidden"},
                {"type": 2, "name": "flag", "value": "true"},
                {"type": 3, "name": "linked", "linkedId": 100},
            ],
            "passwordHistory": [{"lastUsedDate": "2023-01-01T00:00:00.000Z", "password": "CANARY-old"}],
        });
        item[name] = object;
        item
    };
    vec![
        with(
            1,
            "login",
            json!({
                "username": "alice", "password": "CANARY-password", "passwordRevisionDate": "2024-01-01T00:00:00.000Z",
                "totp": "GEZDGNBVGY3TQOJQ", "autofillOnPageLoad": true,
                "uris": [{"uri": "https://example.test/a", "match": 3}, {"uri": "https://example.test/b"}],
                "fido2Credentials": [{
                    "creationDate": "2024-01-01T00:00:00.000Z", "credentialId": "CANARY-credential", "keyType": "public-key",
                    "keyAlgorithm": "ECDSA", "keyCurve": "P-256", "keyValue": "CANARY-key", "rpId": "example.test", "userHandle": "CANARY-handle",
                    "userName": "alice", "counter": "0", "rpName": "Example", "userDisplayName": "Alice", "discoverable": "true",
                }],
            }),
        ),
        with(2, "secureNote", json!({"type": 0})),
        with(
            3,
            "card",
            json!({"cardholderName": "A. Example", "brand": "Visa", "number": "4111111111111111", "expMonth": "4", "expYear": "2031", "code": "CANARY-code"}),
        ),
        with(
            4,
            "identity",
            json!({
                "title": "Dr", "firstName": "A", "middleName": "B", "lastName": "C", "address1": "1 Street", "address2": "2", "address3": "3", "city": "Town",
                "state": "State", "postalCode": "12345", "country": "XX", "company": "Co", "email": "a@example.test", "phone": "1", "ssn": "CANARY-ssn",
                "username": "u", "passportNumber": "CANARY-passport", "licenseNumber": "CANARY-licence",
            }),
        ),
        with(5, "sshKey", json!({"privateKey": "CANARY-private", "publicKey": "ssh-ed25519 AAAA", "keyFingerprint": "SHA256:x"})),
        with(
            6,
            "bankAccount",
            json!({
                "bankName": "Bank", "nameOnAccount": "A", "accountType": "checking", "accountNumber": "CANARY-account", "routingNumber": "r",
                "branchNumber": "b", "pin": "CANARY-pin", "swiftCode": "s", "iban": "CANARY-iban", "bankContactPhone": "p",
            }),
        ),
        with(
            7,
            "driversLicense",
            json!({
                "firstName": "A", "middleName": "B", "lastName": "C", "dateOfBirth": "2000-01-01", "licenseNumber": "CANARY-n", "issuingCountry": "XX",
                "issuingState": "S", "issueDate": "2020-01-01", "expirationDate": "2030-01-01", "issuingAuthority": "X", "licenseClass": "B",
            }),
        ),
        with(
            8,
            "passport",
            json!({
                "surname": "C", "givenName": "A", "dateOfBirth": "2000-01-01", "sex": "X", "birthPlace": "Town", "nationality": "XX",
                "issuingCountry": "XX", "passportNumber": "CANARY-n", "passportType": "P", "nationalIdentificationNumber": "CANARY-id",
                "issuingAuthority": "X", "issueDate": "2020-01-01", "expirationDate": "2030-01-01",
            }),
        ),
    ]
}

#[test]
fn every_kind_comes_back_with_every_field() {
    let owner = key();
    for json in every_kind() {
        let item: Item = serde_json::from_value(json.clone()).unwrap();
        assert_eq!(serde_json::to_value(&item).unwrap(), json);

        let encrypted = item.encrypt(&owner).unwrap();
        let wire = serde_json::to_string(&encrypted).unwrap();
        assert!(!wire.contains("CANARY"), "{wire}");
        let read: EncryptedItem = serde_json::from_str(&wire).unwrap();
        assert_eq!(read, encrypted);
        let opened = read.decrypt(&owner).unwrap();
        assert_eq!(opened, item);
    }
}

#[test]
fn every_text_is_encrypted() {
    let owner = key();
    for json in every_kind() {
        let item: Item = serde_json::from_value(json).unwrap();
        let wire = serde_json::to_value(item.encrypt(&owner).unwrap()).unwrap();
        let clear = [
            "folderId",
            "organizationId",
            "collectionIds",
            "creationDate",
            "revisionDate",
            "archivedDate",
            "lastUsedDate",
            "passwordRevisionDate",
            "deletedDate",
        ];
        check_encrypted(&wire, &clear);
    }
}

fn check_encrypted(value: &Value, clear: &[&str]) {
    match value {
        Value::String(text) => assert!(text.starts_with("2."), "{text}"),
        Value::Array(values) => values.iter().for_each(|value| check_encrypted(value, clear)),
        Value::Object(map) => map.iter().filter(|(name, _)| !clear.contains(&name.as_str())).for_each(|(_, value)| check_encrypted(value, clear)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[test]
fn an_item_has_its_own_key() {
    let owner = key();
    let item = Item::make_login("GitHub", "alice", "CANARY-1");
    let encrypted = item.encrypt(&owner).unwrap();
    assert_eq!(encrypted.decrypt(&owner).unwrap(), item);
    assert_eq!(owner.decrypt_text(&encrypted.name).map(|_| ()), Err(Error::Unopened));

    let other = item.encrypt(&owner).unwrap();
    let mixed = EncryptedItem { name: other.name, ..encrypted.clone() };
    assert_eq!(mixed.decrypt(&owner).map(|_| ()), Err(Error::Unopened));
    assert!(encrypted.decrypt(&key()).is_err());
}

#[test]
fn an_item_without_a_key_opens_under_its_owner() {
    let owner = key();
    let encrypt = |text: &str| owner.encrypt_text(text).unwrap();
    let cipher = json!({
        "id": "i", "type": 1, "name": encrypt("Old"), "notes": null, "key": null, "fields": null, "passwordHistory": null, "attachments": null, "collectionIds": null,
        "login": {"username": encrypt("alice"), "password": encrypt("pw"), "totp": null, "uris": [{"uri": encrypt("https://old.test"), "match": null}], "fido2Credentials": null},
        "card": null, "favorite": null, "reprompt": 0, "deletedDate": null,
    });
    let encrypted: EncryptedItem = serde_json::from_value(cipher).unwrap();
    let item = encrypted.decrypt(&owner).unwrap();
    assert_eq!(item.name, "Old");
    let login = item.login.as_ref().unwrap();
    assert_eq!(login.uris[0].uri.as_ref().unwrap(), &"https://old.test");

    // Saving it gives it a key of its own.
    let again = item.encrypt_again(&owner, &encrypted).unwrap();
    assert!(again.key.is_some());
    assert_eq!(again.id.as_deref(), Some("i"));
    assert_eq!(again.decrypt(&owner).unwrap(), item);
}

#[test]
fn an_empty_text_is_no_ciphertext_to_open() {
    let owner = key();
    let cipher = json!({"type": 1, "name": owner.encrypt_text("n").unwrap(), "notes": "", "login": {"username": ""}});
    let item = serde_json::from_value::<EncryptedItem>(cipher).unwrap().decrypt(&owner).unwrap();
    assert!(item.notes.unwrap().is_empty());
    let cipher = json!({"type": 1, "name": "n in the clear"});
    assert_eq!(serde_json::from_value::<EncryptedItem>(cipher).unwrap().decrypt(&owner).map(|_| ()), Err(Error::Unopened));
}

#[test]
fn what_is_unknown_survives_a_change() {
    let owner = key();
    let own = key();
    let encrypt = |text: &str| own.encrypt_text(text).unwrap();
    let cipher = json!({
        "type": 1, "key": owner.wrap(&own).unwrap(), "name": encrypt("Name"), "deletedDate": null, "data": "{\"name\":\"2.stale\"}",
        "novelty": {"deep": [encrypt("for later")]}, "permissions": {"delete": true},
        "login": {"username": encrypt("alice"), "uris": [{"uri": encrypt("https://a.test"), "shiny": 7}], "hologram": encrypt("h")},
        "fields": [{"type": 9, "name": encrypt("n"), "value": encrypt("v"), "colour": "red"}],
    });
    let before: EncryptedItem = serde_json::from_value(cipher.clone()).unwrap();
    let mut item = before.decrypt(&owner).unwrap();
    assert_eq!(item.fields[0].kind, FieldKind::Other(9));
    item.name = Secret::new("Changed");
    let after = item.encrypt_again(&owner, &before).unwrap();
    assert_eq!(after.key, before.key);
    let after = serde_json::to_value(&after).unwrap();
    assert_eq!(after["novelty"], cipher["novelty"]);
    assert_eq!(after["permissions"], cipher["permissions"]);
    assert_eq!(after["login"]["hologram"], cipher["login"]["hologram"]);
    assert_eq!(after["login"]["uris"][0]["shiny"], 7);
    assert_eq!(after["fields"][0]["colour"], "red");
    assert_eq!(after["fields"][0]["type"], 9);
    assert!(after.get("data").is_none());
    assert_eq!(own.decrypt_text(after["name"].as_str().unwrap()).unwrap().as_str(), "Changed");
}

#[test]
fn ciphertext_that_is_not_understood_keeps_the_shared_key() {
    let owner = key();
    let cipher = json!({"type": 1, "name": owner.encrypt_text("n").unwrap(), "novelty": owner.encrypt_text("x").unwrap()});
    let before: EncryptedItem = serde_json::from_value(cipher).unwrap();
    let after = before.decrypt(&owner).unwrap().encrypt_again(&owner, &before).unwrap();
    assert_eq!(after.key, None);
    assert_eq!(owner.decrypt_text(&after.name).unwrap().as_str(), "n");
}

#[test]
fn a_kind_of_the_future_survives() {
    let owner = key();
    let cipher = json!({"type": 42, "name": owner.encrypt_text("n").unwrap(), "crystalBall": {"a": owner.encrypt_text("x").unwrap()}});
    let before: EncryptedItem = serde_json::from_value(cipher.clone()).unwrap();
    assert_eq!(before.kind, ItemKind::Other(42));
    let after = serde_json::to_value(before.decrypt(&owner).unwrap().encrypt_again(&owner, &before).unwrap()).unwrap();
    assert_eq!(after["type"], 42);
    assert_eq!(after["crystalBall"], cipher["crystalBall"]);
}

#[test]
fn nothing_unknown_of_a_new_item_leaves_in_the_clear() {
    let json = json!({"type": 1, "name": "n", "novelty": "CANARY-1", "login": {"hologram": "CANARY-2", "uris": [{"uri": "u", "x": "CANARY-3"}]},
        "fields": [{"name": "f", "y": "CANARY-4"}], "attachments": [{"id": "a", "fileName": "CANARY-5"}], "secureNote": {"type": 0, "z": "CANARY-6"}});
    let item: Item = serde_json::from_value(json).unwrap();
    let wire = serde_json::to_string(&item.encrypt(&key()).unwrap()).unwrap();
    assert!(!wire.contains("CANARY"), "{wire}");
}

#[test]
fn attachments_keep_their_key_when_the_item_gets_one() {
    let owner = key();
    let file_key = key();
    let before = EncryptedItem {
        name: owner.encrypt_text("n").unwrap(),
        attachments: vec![Attachment {
            id: Some("a".to_owned()),
            key: Some(owner.wrap(&file_key).unwrap()),
            file_name: Some(owner.encrypt_text("report.pdf").unwrap()),
            size: Some(json!("81")),
            ..Attachment::default()
        }],
        ..EncryptedItem::default()
    };
    let item = before.decrypt(&owner).unwrap();
    assert_eq!(item.attachments[0].file_name.as_ref().unwrap(), &"report.pdf");
    let after = item.encrypt_again(&owner, &before).unwrap();
    let item_key = after.open_key(&owner).unwrap().unwrap();
    assert_eq!(item_key.open(after.attachments[0].key.as_deref().unwrap()).unwrap().id(), file_key.id());
}

#[test]
fn a_uri_that_its_checksum_does_not_confirm_is_left_out() {
    let owner = key();
    let mut item = Item::make_login("n", "u", "https://evil.test");
    item.login.as_mut().unwrap().uris = vec![Uri { matching: Some(UriMatch::Host), ..Uri::new("https://good.test") }, Uri::new("https://other.test")];
    let mut encrypted = item.encrypt(&owner).unwrap();
    assert_eq!(encrypted.decrypt(&owner).unwrap(), item);
    let login = encrypted.login.as_mut().unwrap();
    login.uris[1].uri = login.password.clone();
    let uris = encrypted.decrypt(&owner).unwrap().login.unwrap().uris;
    assert_eq!(uris.len(), 1);
    assert_eq!(uris[0].matching, Some(UriMatch::Host));
}

#[test]
fn nothing_prints() {
    let mut item = Item::make_login("CANARY-1", "CANARY-2", "CANARY-3");
    item.fields.push(Field { name: Some("CANARY-4".into()), ..Field::default() });
    item.password_history.push(PastPassword { password: Some("CANARY-5".into()), ..PastPassword::default() });
    item.reprompt = Reprompt::Password;
    let text = format!("{item:?} {:?} {:?} {:?} {:?}", item.name, item.login, item.fields, item.password_history);
    assert!(!text.contains("CANARY"), "{text}");
}

#[test]
fn numbers_and_flags_of_exports_are_text() {
    let item: Item = serde_json::from_value(json!({
        "type": 3, "name": 7, "card": {"expMonth": 4, "expYear": 2031}, "fields": [{"type": 2, "name": "b", "value": true}]
    }))
    .unwrap();
    assert_eq!(item.card.unwrap().exp_month.unwrap(), "4");
    assert_eq!(item.fields[0].value.as_ref().unwrap(), &"true");
    assert_eq!(item.name, "7");
}
