//! What our client accepts as key derivation, whatever the server proposes.

use vault::{Error, Host, Kdf};

const QUICK: Kdf = Kdf::Argon2id { iterations: 2, memory_mib: 19, parallelism: 1 };

const fn pbkdf2(iterations: u32) -> Kdf {
    Kdf::Pbkdf2 { iterations }
}

const fn argon2id(iterations: u32, memory_mib: u32, parallelism: u32) -> Kdf {
    Kdf::Argon2id { iterations, memory_mib, parallelism }
}

#[test]
fn floors_and_ceilings() {
    let accepted = [pbkdf2(600_000), pbkdf2(2_000_000), argon2id(2, 19, 1), argon2id(10, 1024, 16), Kdf::DEFAULT_PBKDF2, Kdf::DEFAULT_ARGON2ID];
    let refused = [
        pbkdf2(0),
        pbkdf2(5_000),
        pbkdf2(599_999),
        pbkdf2(2_000_001),
        pbkdf2(u32::MAX),
        argon2id(1, 64, 4),
        argon2id(11, 64, 4),
        argon2id(3, 18, 4),
        argon2id(3, 1025, 4),
        argon2id(3, 64, 0),
        argon2id(3, 64, 17),
        argon2id(u32::MAX, u32::MAX, u32::MAX),
    ];
    for kdf in accepted {
        assert_eq!(kdf.check(), Ok(()), "{kdf:?}");
    }
    for kdf in refused {
        assert_eq!(kdf.check(), Err(Error::KdfOutOfRange), "{kdf:?}");
    }
}

#[tokio::test]
async fn nothing_is_derived_below_the_floor() {
    for kdf in [pbkdf2(1), argon2id(1, 8, 1)] {
        let derived = kdf.derive_master_key(&Host, "alice@example.test", "password").await;
        assert_eq!(derived.map(|_| ()), Err(Error::KdfOutOfRange));
    }
}

#[test]
fn a_decrease_against_the_last_seen_parameters_is_weaker() {
    let weaker = [
        (pbkdf2(600_000), pbkdf2(600_001)),
        (pbkdf2(2_000_000), argon2id(2, 19, 1)),
        (argon2id(3, 63, 4), argon2id(3, 64, 4)),
        (argon2id(2, 1024, 4), argon2id(3, 64, 4)),
    ];
    let not_weaker = [
        (pbkdf2(600_000), pbkdf2(600_000)),
        (pbkdf2(700_000), pbkdf2(600_000)),
        (argon2id(2, 19, 1), pbkdf2(2_000_000)),
        (argon2id(3, 64, 1), argon2id(3, 64, 4)),
    ];
    for (now, seen) in weaker {
        assert!(now.is_weaker_than(&seen), "{now:?} {seen:?}");
    }
    for (now, seen) in not_weaker {
        assert!(!now.is_weaker_than(&seen), "{now:?} {seen:?}");
    }
}

#[tokio::test]
async fn the_email_address_is_trimmed_and_lower_cased_before_it_salts() {
    let mut hashes = Vec::new();
    for email in ["alice@example.test", "  Alice@Example.TEST\n", "bob@example.test"] {
        let key = QUICK.derive_master_key(&Host, email, "password").await.unwrap();
        hashes.push(key.derive_auth_hash(&Host, "password").await.unwrap());
    }
    assert_eq!(hashes[0], hashes[1]);
    assert_ne!(hashes[0], hashes[2]);
}

#[test]
fn parameters_travel_under_readable_names() {
    let json = serde_json::to_string(&[Kdf::DEFAULT_PBKDF2, Kdf::DEFAULT_ARGON2ID]).unwrap();
    assert_eq!(json, r#"[{"Pbkdf2":{"iterations":600000}},{"Argon2id":{"iterations":3,"memory_mib":64,"parallelism":4}}]"#);
}
