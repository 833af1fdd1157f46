//! Exports that are encrypted: by a password, or under the key of an account.

use vault::{
    SymmetricKey,
    import::{Format, ImportError, Limits, Options, preview},
};

use crate::support::{find, read, read_with, sample, summary, with_password};

const PASSWORD: &str = "correct horse battery staple";
const FILES: [&str; 3] = ["encrypted/password-pbkdf2.json", "encrypted/password-argon2.json", "encrypted/account.json"];

fn user_key() -> SymmetricKey {
    let bytes: Vec<u8> = (0..64).collect();
    SymmetricKey::from_bytes(&bytes).unwrap()
}

#[test]
fn they_are_recognized() {
    for path in FILES {
        assert_eq!(preview(&sample(path), &Limits::default()).unwrap().format, Some(Format::BitwardenEncryptedJson), "{path}");
    }
}

#[test]
fn a_password_opens_what_it_protects() {
    for (path, plain) in [(FILES[0], "bitwarden/organization.json"), (FILES[1], "bitwarden/individual.json")] {
        let inside = summary(&read_with(&sample(path), &with_password(PASSWORD)).unwrap());
        let outside = summary(&read(&sample(plain)).unwrap());
        assert_eq!(inside["items"], outside["items"]);
        assert_eq!(inside["problems"], outside["problems"]);
        assert_eq!(inside["format"], "bitwarden-encrypted-json");
    }
}

#[test]
fn a_missing_and_a_wrong_password_are_told_apart() {
    for path in &FILES[..2] {
        assert_eq!(read(&sample(path)), Err(ImportError::PasswordNeeded));
        assert_eq!(read_with(&sample(path), &with_password("wrong")), Err(ImportError::WrongPassword));
    }
}

#[test]
fn a_key_derivation_beyond_the_ceiling_is_refused_before_it_runs() {
    let costly = [
        (FILES[0], "\"kdfIterations\": 100000", "\"kdfIterations\": 2000001"),
        (FILES[1], "\"kdfMemory\": 16", "\"kdfMemory\": 4000"),
        (FILES[1], "\"kdfIterations\": 2", "\"kdfIterations\": 4000000000"),
        (FILES[1], "\"kdfParallelism\": 1", "\"kdfParallelism\": 17"),
    ];
    for (path, from, to) in costly {
        let text = String::from_utf8(sample(path)).unwrap();
        assert!(text.contains(from));
        assert_eq!(read_with(text.replace(from, to).as_bytes(), &with_password(PASSWORD)), Err(ImportError::Unsupported), "{to}");
    }
}

#[test]
fn an_account_restricted_export_opens_with_the_key_of_its_account() {
    let owner = user_key();
    let other = SymmetricKey::make().unwrap();
    let options = Options { owners: vec![&other, &owner], ..Options::default() };
    let report = read_with(&sample(FILES[2]), &options).unwrap();
    let item = find(&report, "Example");
    assert_eq!(item.login.as_ref().unwrap().password.as_ref().unwrap(), &"CANARY-ar-1");
    assert_eq!(item.login.as_ref().unwrap().uris[0].uri.as_ref().unwrap(), &"https://example.test");
    assert!(item.favorite && item.fields.is_empty());
    assert_eq!(report.items[0].folder.as_deref(), Some("Work/Mail"));
    assert_eq!(find(&report, "With its own key").notes.as_ref().unwrap(), &"CANARY-ar-2");
    assert_eq!(report.problems.iter().map(ToString::to_string).collect::<Vec<_>>(), ["row 3: it does not open with this key"]);
}

#[test]
fn another_key_and_no_key_are_told_apart() {
    let other = SymmetricKey::make().unwrap();
    assert_eq!(read(&sample(FILES[2])), Err(ImportError::KeyNeeded));
    assert_eq!(read_with(&sample(FILES[2]), &Options { owners: vec![&other], ..Options::default() }), Err(ImportError::WrongPassword));
}
