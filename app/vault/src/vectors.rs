//! The binding test vectors of the protocol note. Append only: a vector that fails means that accounts out there no
//! longer open.

use base64::{Engine, engine::general_purpose::STANDARD};

use crate::{Encrypted, Host, Kdf, MasterKey, PublicKey, SymmetricKey, symmetric_key::to_hex};

const EMAIL: &str = "alice@example.test";
const PASSWORD: &str = "correct horse battery staple";

const WRAPPED_USER_KEY: &str = "2.oKGio6SlpqeoqaqrrK2urw==|F+h1B4YVV/Fn8QSSc1w145+LOfxK/fK8nu+tiW0pzH3c7liAyEnMwD1tJMWwVGn4ubHOtZZZp50PL3NhEl6k2dEKHBJeuxiABjjnz1a/i70=|HEo2eVRLYXrw4F5lbiK/Myc0xJznkHtLXyI6QxzYaaA=";
const GITHUB: &str = "2.oKGio6SlpqeoqaqrrK2urw==|3ELLtfoiEXKrXDRJ9bfr/Q==|ZyqynBPdYm7KenbDpGq0T3voFFWaOLP6hri2KteC3Xg=";

const SUBJECT: &str = "14117b46-cfbd-410e-96c6-a9f369965608";
const PUBLIC_KEY: &str = "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA0OoYpe0c29mBdpXbUJgd5nueeVXMiiRNq95MGdRNxW5TTZ+98pF6joNWmNY5FjFjvHDQ4BgynAWHotim3jdQ3xsvpZ4XMmSk9rhouh4lAxJ9Cs1L8xl84oG0fNR+AJOvvrtZJk8IMcDg51dIVdBjy9dHgJtrqUIljBm8ppD9gvjqbjQQ1d4ndiPyIzybMUKFe89dDMxJosbRlVPxINMWeEB98ymVjD37Uojtl6KMwP2fX9FDmStZouO+3+Rdu1jCDsNIZX1FeY4swT1d/279jeW7g+SQMAMLctDaz2iQ7tiSaMa6RuR+eeOcgLSwv8A14hCgEJ9su4tFvvDbzpLwHQIDAQAB";

async fn derive(kdf: Kdf) -> MasterKey {
    kdf.derive_master_key(&Host, EMAIL, PASSWORD).await.unwrap()
}

fn user_key() -> SymmetricKey {
    let bytes: Vec<u8> = (0..64).collect();
    SymmetricKey::from_bytes(&bytes).unwrap()
}

fn iv() -> [u8; 16] {
    std::array::from_fn(|index| 0xa0 + u8::try_from(index).unwrap())
}

#[tokio::test]
async fn pbkdf2_with_600000_iterations() {
    let master_key = derive(Kdf::DEFAULT_PBKDF2).await;
    assert_eq!(to_hex(master_key.bytes()), "60360b4beb8ce1da10d58c9065db7b979b742cd44570b0076e240c6c27e854b1");
    assert_eq!(
        master_key.derive_auth_hash(&Host, PASSWORD).await.unwrap(),
        "Uwc0jO90hjnvtZpu0XDVZu6gOOHouG5+9gh2s/HwaY0="
    );

    let stretched = master_key.derive_stretched_key().unwrap();
    assert_eq!(
        to_hex(stretched.key().encryption_half()),
        "efd0d0d1c6e8344a4e2d836ec4fd6ae8648c836fdf95e4c2ecfd84ba5806170c"
    );
    assert_eq!(
        to_hex(stretched.key().authentication_half()),
        "3c820d71d89bea44d51c1ee8f07291fc3f55c37a71f469232eb7651e880ca196"
    );

    let wrapped = Encrypted::with_iv(stretched.key(), iv(), user_key().bytes()).unwrap();
    assert_eq!(wrapped.to_string(), WRAPPED_USER_KEY);
    assert_eq!(stretched.open(WRAPPED_USER_KEY).unwrap().bytes(), user_key().bytes());
}

#[tokio::test]
async fn argon2id_t3_m64_p4() {
    let master_key = derive(Kdf::DEFAULT_ARGON2ID).await;
    assert_eq!(to_hex(master_key.bytes()), "088d7a75d64c08f15ee8b8c0df8a6695f96c584ee9ebadf2133ab26a0dd9fa74");
    assert_eq!(
        master_key.derive_auth_hash(&Host, PASSWORD).await.unwrap(),
        "AGlYAtb/XC9VOoMjqNa/a7xJhRiZtMH2nQfatkKwpl4="
    );
}

#[tokio::test]
async fn argon2id_t6_m32_p4() {
    let master_key = derive(Kdf::Argon2id { iterations: 6, memory_mib: 32, parallelism: 4 }).await;
    assert_eq!(to_hex(master_key.bytes()), "58b8d3a84a2130c6b5bdd5a745e96870457dce6d85d30949d407ef5bc4a0a7ff");
    assert_eq!(
        master_key.derive_auth_hash(&Host, PASSWORD).await.unwrap(),
        "keafjJcjZaEqIRILTHDRmcihvcmqFk8Q9pj5z0cuRQM="
    );
}

#[test]
fn text_under_the_user_key() {
    let encrypted = Encrypted::with_iv(&user_key(), iv(), b"GitHub").unwrap();
    assert_eq!(encrypted.to_string(), GITHUB);
    assert_eq!(user_key().decrypt_text(GITHUB).unwrap().as_str(), "GitHub");
}

#[test]
fn key_id() {
    assert_eq!(user_key().id(), "ac4ecffb2e087a59180d1dd19950b8e9");
}

#[test]
fn fingerprint_phrase() {
    let key = PublicKey::parse(PUBLIC_KEY).unwrap();
    assert_eq!(key.derive_phrase(SUBJECT).unwrap(), "crabmeat-persuaded-evacuee-radiance-sycamore");
    assert_eq!(key.to_base64(), PUBLIC_KEY);
    assert_eq!(STANDARD.decode(PUBLIC_KEY).unwrap(), key.spki());
}
