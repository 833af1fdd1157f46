//! KDBX databases, written by another implementation of the format.

use proptest::{prelude::*, sample::Index};
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
    for path in ["kdbx/argon2-aes.kdbx", "kdbx/argon2id-chacha20.kdbx", "kdbx/aes-kdf.kdbx"] {
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
    bytes[10] = 3;
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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
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
