//! An item made of real ciphertext, and a search that finds 16 bytes of it in whatever form.

use crate::calls::Answer;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use std::{
    collections::{BTreeSet, HashSet},
    sync::{LazyLock, Mutex},
};
use vault::{SymmetricKey, item::Item};

const WINDOW: usize = 16;
/// Unlike anything else in a test, and longer than a window.
pub const NAME: &str = "canary-name-7f3a91c2d4";
pub const USERNAME: &str = "canary-username-51be0c";
pub const PASSWORD: &str = "canary-password-e92d77";

/// The item that every client of these tests has in its vault.
pub struct Canary {
    /// As the store keeps it.
    pub data: String,
    windows: HashSet<[u8; WINDOW]>,
}

pub static CANARY: LazyLock<Canary> = LazyLock::new(|| {
    let organization_key = SymmetricKey::make().unwrap();
    let item = Item::make_login(NAME, USERNAME, PASSWORD);
    let sealed = item.encrypt(&organization_key).unwrap();
    assert_eq!(sealed.decrypt(&organization_key).unwrap(), item, "a canary is real ciphertext");
    let login = sealed.login.as_ref().unwrap();
    let mut canary = Canary { data: serde_json::to_string(&sealed).unwrap(), windows: HashSet::new() };
    for plain in [NAME, USERNAME, PASSWORD] {
        canary.learn_bytes(plain.as_bytes());
    }
    for text in [sealed.key.as_ref(), Some(&sealed.name), login.username.as_ref(), login.password.as_ref()].into_iter().flatten() {
        canary.learn(text.as_bytes());
        for part in text.trim_start_matches("2.").split('|') {
            canary.learn_bytes(&STANDARD.decode(part).unwrap());
        }
    }
    canary
});

impl Canary {
    fn learn(&mut self, bytes: &[u8]) {
        self.windows.extend(bytes.windows(WINDOW).map(|window| <[u8; WINDOW]>::try_from(window).unwrap()));
    }

    /// Bytes as they are, as hex in both cases, and as base64 in both alphabets at each of the three places in a group.
    fn learn_bytes(&mut self, bytes: &[u8]) {
        self.learn(bytes);
        let hex = hex(bytes);
        self.learn(hex.as_bytes());
        self.learn(hex.to_uppercase().as_bytes());
        for skipped in 0..3 {
            // Whole groups only: what stands at the ends depends on the neighbours.
            let whole = (bytes.len() - skipped) / 3 * 3;
            let text = STANDARD.encode(&bytes[skipped..skipped + whole]);
            self.learn(text.as_bytes());
            self.learn(text.replace('+', "-").replace('/', "_").as_bytes());
        }
    }

    /// The name as the store keeps it.
    pub fn name(&self) -> String {
        let item: serde_json::Value = serde_json::from_str(&self.data).unwrap();
        item["name"].as_str().unwrap().to_owned()
    }

    /// Where 16 bytes of the item begin in what somebody got.
    pub fn find(&self, got: &[u8]) -> Option<usize> {
        got.windows(WINDOW).position(|window| self.windows.contains(window))
    }
}

/// Lower-case hex.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).filter_map(|digit| char::from_digit(u32::from(digit), 16)).collect()
}

/// Tokens of provider users: every answer to one of them is searched.
static WATCHED: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

pub fn watch(token: &str) {
    WATCHED.lock().unwrap().insert(token.to_owned());
}

/// For a provider user who becomes a member, and may read as such.
pub fn unwatch(token: &str) {
    WATCHED.lock().unwrap().remove(token);
}

/// Fails when anything of the item is in an answer to a provider user.
pub fn demand_clean_answer(token: Option<&str>, what: &str, answer: &Answer) {
    if token.is_some_and(|token| WATCHED.lock().unwrap().contains(token)) {
        demand_clean(what, &answer.all());
    }
}

/// Fails when anything of the item is in what somebody got.
pub fn demand_clean(what: &str, got: &[u8]) {
    if let Some(at) = CANARY.find(got) {
        let around = &got[at.saturating_sub(40)..got.len().min(at + 60)];
        panic!("{what} holds a piece of an item: …{}…", String::from_utf8_lossy(around));
    }
}

#[test]
fn a_piece_of_an_item_is_found_in_every_form() {
    assert_eq!(CANARY.find(b"an answer without any secret in it, of some length"), None);
    assert!(CANARY.find(CANARY.data.as_bytes()).is_some());
    assert!(CANARY.find(format!("xx{}xx", &NAME[3..20]).as_bytes()).is_some());
    let sealed = serde_json::from_str::<serde_json::Value>(&CANARY.data).unwrap();
    let body = sealed["login"]["password"].as_str().and_then(|password| password.split('|').nth(1)).unwrap();
    let bytes = STANDARD.decode(body).unwrap();
    assert!(CANARY.find(&bytes[3..25]).is_some());
    let shifted = STANDARD.encode([&[1, 2], bytes.as_slice()].concat());
    assert!(CANARY.find(shifted.as_bytes()).is_some());
    assert!(CANARY.find(hex(&bytes).to_uppercase().as_bytes()).is_some());
}
