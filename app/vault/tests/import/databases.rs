//! KDBX databases, written by another implementation of the format.

use proptest::{prelude::*, sample::Index};
use serde_json::json;
use vault::{
    Zeroizing,
    import::{Format, ImportError, Limits, Options, Report, preview},
    item::{FieldKind, Secret},
};

use crate::support::{find, read, read_with, sample, with_password};

const PASSWORD: &str = "correct horse";

fn with_key_file(password: Option<&str>, key_file: &str) -> Options<'static> {
    Options { password: password.map(Secret::from), key_file: Some(Zeroizing::new(sample(key_file))), ..Options::default() }
}

fn check(report: &Report) {
    let item = find(report, "Example portal");
    let login = item.login.as_ref().unwrap();
    assert_eq!(login.username.as_ref().unwrap(), &"alice");
    assert_eq!(login.password.as_ref().unwrap(), &"CANARY-kdbx-2");
    assert_eq!(login.uris[0].uri.as_ref().unwrap(), &"https://portal.example.test");
    assert_eq!(login.totp.as_ref().unwrap(), &"otpauth://totp/Example:alice?secret=JBSWY3DPEHPK3PXP&issuer=Example");
    assert_eq!(item.notes.as_ref().unwrap(), &"line 1\nline 2");
    assert_eq!(item.password_history[0].password.as_ref().unwrap(), &"CANARY-kdbx-1");
    assert!(item.password_history[0].last_used_date.as_ref().unwrap().starts_with("20"));
    let field = |name: &str| item.fields.iter().find(|field| field.name.as_ref().is_some_and(|found| *found == name)).unwrap();
    assert_eq!(field("Recovery code").value.as_ref().unwrap(), &"CANARY-recovery");
    assert_eq!(field("Recovery code").kind, FieldKind::Hidden);
    assert_eq!(field("Customer").value.as_ref().unwrap(), &"4711");
    assert_eq!(find(report, "Größe").login.as_ref().unwrap().password.as_ref().unwrap(), &"pässwörd €");
    let folders: Vec<_> = report.items.iter().map(|imported| (imported.item.name.as_str(), imported.folder.as_deref())).collect();
    assert_eq!(folders, [("At the root", None), ("Example portal", Some("Work")), ("Größe", Some("Work/Servers-Linux"))]);
    assert_eq!(report.problems.len(), 1, "{:?}", report.problems);
    assert!(report.problems[0].to_string().contains("trash"));
}

#[test]
fn every_cipher_and_key_derivation_opens() {
    for path in ["kdbx/argon2-aes.kdbx", "kdbx/argon2id-chacha20.kdbx", "kdbx/aes-kdf.kdbx", "kdbx/version-3.kdbx"] {
        assert_eq!(preview(&sample(path), &Limits::default()).unwrap().format, Some(Format::KeePassKdbx));
        check(&read_with(&sample(path), &with_password(PASSWORD)).unwrap_or_else(|error| panic!("{path}: {error}")));
    }
}

#[test]
fn key_files_open() {
    check(&read_with(&sample("kdbx/keyfile.kdbx"), &with_key_file(Some(PASSWORD), "kdbx/key.keyx")).unwrap());
    check(&read_with(&sample("kdbx/keyfile-only.kdbx"), &with_key_file(None, "kdbx/any.key")).unwrap());
}

#[test]
fn what_does_not_open_says_so() {
    let wrong = Err(ImportError::WrongPassword);
    assert_eq!(read(&sample("kdbx/argon2-aes.kdbx")), Err(ImportError::PasswordNeeded));
    assert_eq!(read_with(&sample("kdbx/argon2-aes.kdbx"), &with_password("wrong")), wrong);
    assert_eq!(read_with(&sample("kdbx/keyfile.kdbx"), &with_password(PASSWORD)), wrong);
    assert_eq!(read_with(&sample("kdbx/keyfile.kdbx"), &with_key_file(Some(PASSWORD), "kdbx/any.key")), wrong);
    assert_eq!(read_with(&sample("kdbx/keyfile.kdbx"), &with_key_file(Some("wrong"), "kdbx/key.keyx")), wrong);
}

#[test]
fn another_version_is_not_supported() {
    let mut bytes = sample("kdbx/argon2-aes.kdbx");
    bytes[10] = 5;
    assert_eq!(read_with(&bytes, &with_password(PASSWORD)), Err(ImportError::Unsupported));
}

#[test]
fn a_key_derivation_beyond_the_ceiling_is_refused_before_it_runs() {
    let mut bytes = sample("kdbx/argon2-aes.kdbx");
    let name = b"\x05\x01\x00\x00\x00M\x08\x00\x00\x00";
    let at = bytes.windows(name.len()).position(|window| window == name).unwrap() + name.len();
    bytes[at..at + 8].copy_from_slice(&(1_u64 << 40).to_le_bytes());
    assert_eq!(read_with(&bytes, &with_password(PASSWORD)), Err(ImportError::Unsupported));
}

#[test]
fn a_bomb_within_is_noticed() {
    let options = Options { limits: Limits { inflated: 100, ..Limits::default() }, ..with_password(PASSWORD) };
    assert_eq!(read_with(&sample("kdbx/argon2-aes.kdbx"), &options), Err(ImportError::Bomb));
}

#[test]
fn a_version_3_database_needs_its_password() {
    assert_eq!(read_with(&sample("kdbx/version-3.kdbx"), &with_password("wrong")), Err(ImportError::WrongPassword));
}

/// A key that was made for this test.
const PASSKEY_PEM: &str = "-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgZhz0MXu5w3diSawHTrgQUHV93f/2va2YazKCoSBOtcyhRANCAAQlJCjZ3kvFZmFoQVDGWzvAr2yc6fRkSn3xNyvp81GzybS4kiHZhpxZnImInAF6SPhbAOx4kvZ3KIXQhyGaNWiR\n-----END PRIVATE KEY-----\n";
const PASSKEY_BASE64URL: &str = "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgZhz0MXu5w3diSawHTrgQUHV93f_2va2YazKCoSBOtcyhRANCAAQlJCjZ3kvFZmFoQVDGWzvAr2yc6fRkSn3xNyvp81GzybS4kiHZhpxZnImInAF6SPhbAOx4kvZ3KIXQhyGaNWiR";

fn entry_with_passkey(pem: &str) -> String {
    let string = |key: &str, value: &str| format!("<String><Key>{key}</Key><Value ProtectInMemory=\"True\">{value}</Value></String>");
    let strings = [
        string("Title", "With a passkey"),
        string("KPEX_PASSKEY_CREDENTIAL_ID", "Y3JlZA"),
        string("KPEX_PASSKEY_PRIVATE_KEY_PEM", pem),
        string("KPEX_PASSKEY_RELYING_PARTY", "example.test"),
        string("KPEX_PASSKEY_USERNAME", "alice"),
        string("KPEX_PASSKEY_USER_HANDLE", "aGFuZGxl"),
    ]
    .concat();
    let times = "<Times><CreationTime>2024-01-02T03:04:05Z</CreationTime></Times>";
    format!("<KeePassFile><Root><Group><Entry>{times}{strings}</Entry></Group></Root></KeePassFile>")
}

#[test]
fn a_passkey_comes_along() {
    let report = read(entry_with_passkey(PASSKEY_PEM).as_bytes()).unwrap();
    let item = find(&report, "With a passkey");
    let passkey = serde_json::to_value(&item.login.as_ref().unwrap().fido2_credentials[0]).unwrap();
    let expected = json!({
        "creationDate": "2024-01-02T03:04:05Z", "credentialId": "b64.Y3JlZA", "keyType": "public-key", "keyAlgorithm": "ECDSA", "keyCurve": "P-256",
        "keyValue": PASSKEY_BASE64URL, "rpId": "example.test", "rpName": "example.test", "userHandle": "aGFuZGxl", "userName": "alice",
        "userDisplayName": "alice", "counter": "0", "discoverable": "true",
    });
    assert_eq!(passkey, expected);
    assert!(item.fields.is_empty());
}

#[test]
fn a_passkey_of_another_kind_is_kept_as_masked_fields() {
    let report = read(entry_with_passkey("-----BEGIN PRIVATE KEY-----QUJD-----END PRIVATE KEY-----").as_bytes()).unwrap();
    let item = find(&report, "With a passkey");
    assert!(item.login.is_none());
    assert_eq!(item.fields.iter().filter(|field| field.kind == FieldKind::Hidden).count(), 5);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn a_changed_version_3_database_is_survived(at: Index, bit in 0_u32..8) {
        let mut bytes = sample("kdbx/version-3.kdbx");
        let at = at.index(bytes.len());
        // The rounds of its key derivation apart, which could take long.
        prop_assume!(!(108..120).contains(&at));
        bytes[at] ^= 1 << bit;
        let _ = read_with(&bytes, &with_password(PASSWORD));
    }

    #[test]
    fn every_change_is_noticed(at: Index, bit in 0_u32..8) {
        let mut bytes = sample("kdbx/argon2-aes.kdbx");
        // The name of the format and its minor version apart.
        let at = 10 + at.index(bytes.len() - 10);
        bytes[at] ^= 1 << bit;
        prop_assert!(read_with(&bytes, &with_password(PASSWORD)).is_err());
    }

    #[test]
    fn every_cut_is_noticed(at: Index) {
        let bytes = sample("kdbx/argon2id-chacha20.kdbx");
        prop_assert!(read_with(&bytes[..at.index(bytes.len())], &with_password(PASSWORD)).is_err());
    }
}
