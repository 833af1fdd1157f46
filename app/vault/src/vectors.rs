//! The binding test vectors of the protocol note. Append only: a vector that fails means that accounts out there no
//! longer open.

use base64::{Engine, engine::general_purpose::STANDARD};

use crate::{Encrypted, Host, Kdf, MasterKey, PublicKey, SymmetricKey, account, seal, symmetric_key::to_hex};

const EMAIL: &str = "alice@example.test";
const PASSWORD: &str = "correct horse battery staple";

const WRAPPED_USER_KEY: &str = "2.oKGio6SlpqeoqaqrrK2urw==|F+h1B4YVV/Fn8QSSc1w145+LOfxK/fK8nu+tiW0pzH3c7liAyEnMwD1tJMWwVGn4ubHOtZZZp50PL3NhEl6k2dEKHBJeuxiABjjnz1a/i70=|HEo2eVRLYXrw4F5lbiK/Myc0xJznkHtLXyI6QxzYaaA=";
const GITHUB: &str = "2.oKGio6SlpqeoqaqrrK2urw==|3ELLtfoiEXKrXDRJ9bfr/Q==|ZyqynBPdYm7KenbDpGq0T3voFFWaOLP6hri2KteC3Xg=";

const SUBJECT: &str = "14117b46-cfbd-410e-96c6-a9f369965608";
const PUBLIC_KEY: &str = "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA0OoYpe0c29mBdpXbUJgd5nueeVXMiiRNq95MGdRNxW5TTZ+98pF6joNWmNY5FjFjvHDQ4BgynAWHotim3jdQ3xsvpZ4XMmSk9rhouh4lAxJ9Cs1L8xl84oG0fNR+AJOvvrtZJk8IMcDg51dIVdBjy9dHgJtrqUIljBm8ppD9gvjqbjQQ1d4ndiPyIzybMUKFe89dDMxJosbRlVPxINMWeEB98ymVjD37Uojtl6KMwP2fX9FDmStZouO+3+Rdu1jCDsNIZX1FeY4swT1d/279jeW7g+SQMAMLctDaz2iQ7tiSaMa6RuR+eeOcgLSwv8A14hCgEJ9su4tFvvDbzpLwHQIDAQAB";

const BROWSER_USER_KEY: &str = "2.NSTOebzZxa/OG/JxgTMPKQ==|ki0mW6ILIJHYYGyGcYgt6BAT/nXlanATBiliWtzXgsDiPa0seFTxY1AEVb7Wnsu0y+eV6HjLbmQxZ1aY+NH0kDthR0Oxf5bEhfa5i+8uybg=|9lZoTPvkFMQzUL29kohYB5uN+RDwayQRi/a1Av3xFaI=";
const BROWSER_PUBLIC_KEY: &str = "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEApyED0KuaWJbzty2APrB+TrxgchMkQXqfUgtjisN4wmN1y/FPJi+PQZuww9VrRST9N6ZayDH+ChgseYhNWj3OmQbcYwDsJylOUZI+P90kqfqL34TP1VG4ObbrC7zFUN8gWL6GK1f5Qn7p9pdnLuo/h/2uqpu6JZBBkIQAeRDPBw6BQKrSlo16RkJq0R63wpWNKaUlVEUqOdhlML97d34tGnoAqNTZ/FvOXNS2p5iyPMIckXra6ktXAbiMNPocl592S3ucSwTDlJ0TwP7+adqQ4PyF9epwPkOZXCYnNhgzjS8mZP4oxBvTk204Q3J80MOgYnodFlu7ZlR7Qe+NM4umIwIDAQAB";
const BROWSER_PRIVATE_KEY: &str = "2.R6Jq7quted47uRQcic+TVw==|5IaVlu0u4/I0sW6j7gQ+PG1mg/ef1nfl3u+OyC/6+oiUVDyDF5rqOiNOUske9O5uaOmmpHC5KipY+w6bw+kQ4ZkMqfzqKud1FA6a0xsvcjf0v6UUTQYSArHsY95vJGbTF4WBxDL22/IOVB3DrmSrFtXz87FNXF4LzQqHxpTu8dFTsw8tNMOpdprTjnATAHraYTNjILA22MpHE4wk+6ab4WLY7QLxTDSQMberC6QOG9/3XmB3/qpBBzlEN2LDNOSl+vyosovYQgLJ/nf8GCA5yc/rptg+oLoDc3yOtYkpFenCl3mTyOlnLJ7qp4ay7bYzPCVfQ1waGkofysA2kUFaqB3L+y81QyTU4FpdhziYmJcgtPuT/sijYfc+HxL473G1POYZA4+xX+YtSZieRXs9JV4ylEvw4PB0GB8pibOQ7zBPBewG2PxeUwGGv6bj2/7OFBu9PHcI/+OWo7OBbgEn0Rq9PgvDApT8MMjI2JFylr2QzEAt9v4jTvEUGvLrA7ns6V3sO/Mc5mkuvkRhvHPaaGRKYM68EtEOUlygwiId2wsocUOLsaHpXl3a4BmDpadz6iQmxFecn/11NB+ni5ERbDt7tHYE9bLZeHXmeepuPfaZfkUJoKJ5bJFJ+4j7oBCVDE4TsPH2iP0kAtP/KeczMSR1hiFrGAouh329h1Ou4ZU+Xcsqtih6+8ftbRHl+p88DA7welaewgfUxQ1xD6KlTNvV7CGfUpAYKf/P6i7GE0UOFYoAmsSEF26/+3MmAGO4E8ziqE52MjIbaLOg77SlCtsUJgGXLLvILhxjdVAsrBgonXoehZMDPbSikZM2xeoXKC/qydscXF0ynqnxym0bYzHedQ/DSrdlShChjws8W194IK4rvCjm020HnhRaihQHBQr3GFJJdZw3Hn1T5b1FxCSU6NbrOItrbrwuZSOdrVN/LCrvnmPy5VlTCnZtkLsSYEK3H/RH7fB7sU9KNSjJiMDW4dVBHkAmzYs/xfrVvmSrqJHv8HvoPLci9Lrf74EITvAjm5Pcog7hxpCSMAWDmoHFxZasT4ghJOenwVOFICqxADYpfwKpPmDDk5dMU0wOOiFQloYlIAXXvCJJNwFcsMc56VVhVLSp0dSCzZ6N5YZFCLGrQApx1Lk+qoUJ8lJK+3SWzElpTXhYZZAWDjHW62mPS0L1glpD5nv2hbmfbTSOqt6Es4rtRoMDPxYgngiyiyAWig+YIZessGt/apdYFDwLQvVxAk6Jl72uhddSZW49f2L/Zqvv3NT8NcbSaVqF3Si4y68TKeFq8LC7CpkZ21eTu1gysK+Qa2xgGNZTb0lasBqW5jzb1Sl3v0FpT+PT/nHg1BcLQ+f6JFnVsrpmgQN3d+HqSByLKrkJ1MrftcNAFREvWwf18DFEyAux+diGwDAeeVm59MY6vgLCG5heRQHLB3WU3KnIHRj245xBpmXmw1sfx1/O9rHegu/h+HR9b2HWDfGKSopRv4UIwwaSczXi+jdWWy7h9smHzpuXafPnP8mbkM9fXUHlsOZ3NQBcWeb2fZolZqpKej2ahDozonxrCfVGPpLRhpHwzFOnZfm7061bigoTwFa/ktOhYwtL7o5M7htFkbWgAo1yf/DAkqTVZ9EhUmvVUkfAZU7w6zg=|ZCsJ0nnLBi4/4U9N/eC234zkOVcyZ0kNvyVZbEt5nl4=";
const BROWSER_SEALED_KEY: &str = "4.BZLgGmH1KLg57undrewndsxjLrX2fpeSRSNPc2RI1QDgEjFVr9D4gIA1TN7LW0e3HWQge535C+wtCXi72Coz6H2cnefPeb0BI7ZzYHgOB/jZ5/t6NcF3XESOBshG6mGN9unFi5vJxKhgaR3pxWJ9pgo6m6Q/7lzVCHXO3H+SM9+rW2L6cUmKEOXN/UgtPvUtfb37+2xzWYa+fCA+8+++LDxOIHAIgBqIZFo8c6Seu67sQkYVl/1qCK1Xm3vXgWzaTFHPys2I5wfoT4JbPyRKDOIKd9zhdcnUo8YN+MV55meuKNfllSgnNvHXup1UOF/Od/yk1eLAYrw8f/FuuMuHhQ==";

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
    assert_eq!(master_key.derive_auth_hash(&Host, PASSWORD).await.unwrap(), "Uwc0jO90hjnvtZpu0XDVZu6gOOHouG5+9gh2s/HwaY0=");

    let stretched = master_key.derive_stretched_key().unwrap();
    assert_eq!(to_hex(stretched.key().encryption_half()), "efd0d0d1c6e8344a4e2d836ec4fd6ae8648c836fdf95e4c2ecfd84ba5806170c");
    assert_eq!(to_hex(stretched.key().authentication_half()), "3c820d71d89bea44d51c1ee8f07291fc3f55c37a71f469232eb7651e880ca196");

    let wrapped = Encrypted::with_iv(stretched.key(), iv(), user_key().bytes()).unwrap();
    assert_eq!(wrapped.to_string(), WRAPPED_USER_KEY);
    assert_eq!(stretched.open(WRAPPED_USER_KEY).unwrap().bytes(), user_key().bytes());
}

#[tokio::test]
async fn argon2id_t3_m64_p4() {
    let master_key = derive(Kdf::DEFAULT_ARGON2ID).await;
    assert_eq!(to_hex(master_key.bytes()), "088d7a75d64c08f15ee8b8c0df8a6695f96c584ee9ebadf2133ab26a0dd9fa74");
    assert_eq!(master_key.derive_auth_hash(&Host, PASSWORD).await.unwrap(), "AGlYAtb/XC9VOoMjqNa/a7xJhRiZtMH2nQfatkKwpl4=");
}

#[tokio::test]
async fn argon2id_t6_m32_p4() {
    let master_key = derive(Kdf::Argon2id { iterations: 6, memory_mib: 32, parallelism: 4 }).await;
    assert_eq!(to_hex(master_key.bytes()), "58b8d3a84a2130c6b5bdd5a745e96870457dce6d85d30949d407ef5bc4a0a7ff");
    assert_eq!(master_key.derive_auth_hash(&Host, PASSWORD).await.unwrap(), "keafjJcjZaEqIRILTHDRmcihvcmqFk8Q9pj5z0cuRQM=");
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

/// Made by the worker in Chromium, with its `WebCrypto`.
#[tokio::test]
async fn an_account_made_in_a_browser() {
    let kdf = Kdf::Argon2id { iterations: 2, memory_mib: 19, parallelism: 1 };
    let master_key = derive(kdf).await;
    assert_eq!(master_key.derive_auth_hash(&Host, PASSWORD).await.unwrap(), "6H/6M4VaJigyaZRwdfHGvmVVrbxw6XwBSCCESTpwEBg=");
    let account = account::open(&Host, &master_key, BROWSER_USER_KEY, BROWSER_PRIVATE_KEY).await.unwrap();
    assert_eq!(account.private_key.public().to_base64(), BROWSER_PUBLIC_KEY);
    seal::open(&Host, &account.private_key, BROWSER_SEALED_KEY).await.unwrap();
}
