//! Items on the shelf, one open, one changed, on the test platform.

use vault::{
    Host, Kdf,
    generator::{CharacterKind, PasswordRecipe, Recipe},
    item::{Field, FieldKind, Form, FormField, FormUri, ItemKind, Reprompt, Secret, Uri},
};
use worker::{Place, Request, Response, ShelfPart, ShelfRow, ShownFile, Wanted};

use super::*;

const QUICK: Kdf = Kdf::Argon2id { iterations: 2, memory_mib: 19, parallelism: 1 };
const NOW: &str = "2026-01-02T03:04:05.000Z";

async fn send(ring: &mut Ring<Host>, request: Request) -> Response {
    crate::handle::handle(&Host, ring, request).await.unwrap()
}

async fn enter_password(ring: &mut Ring<Host>, user_key: &str, private_key: &str) {
    send(ring, Request::DeriveAuthHash { email: "ann@example.test".into(), password: "password".into(), kdf: QUICK }).await;
    send(ring, Request::Unlock { user_id: "ann".into(), user_key: user_key.into(), private_key: private_key.into() }).await;
}

/// A ring with an open account and the key of the organization `o`; and how to enter the password once more.
async fn unlocked() -> (Ring<Host>, (String, String), SymmetricKey) {
    let mut ring = Ring::new();
    let request = Request::MakeAccount { email: "ann@example.test".into(), password: "password".into(), kdf: QUICK };
    let Response::Account(account) = send(&mut ring, request).await else { panic!("no account") };
    enter_password(&mut ring, &account.user_key, &account.private_key).await;
    let bytes: Vec<u8> = (0..64).collect();
    let key = || SymmetricKey::from_bytes(&bytes).unwrap();
    let sealed = seal::seal(&Host, ring.account().unwrap().keys.private_key.public(), &key()).await.unwrap();
    let organizations = ["o", "broken"].map(|id| OrganizationKey { organization: id.into(), key: if id == "o" { sealed.clone() } else { "4.AAAA".into() } });
    let begun = ask(&mut ring, VaultCall::Begin { organizations: organizations.to_vec() }).await;
    assert_eq!(begun, Ok(VaultAnswer::Begun(vec!["broken".into()])));
    (ring, (account.user_key, account.private_key), key())
}

/// Calls and answers travel as text.
fn as_text<T: serde::Serialize + serde::de::DeserializeOwned>(message: &T) -> T {
    serde_json::from_str(&serde_json::to_string(message).unwrap()).unwrap()
}

async fn ask(ring: &mut Ring<Host>, call: VaultCall) -> Result<VaultAnswer, Failure> {
    let request = as_text(&Request::Vault(call));
    match as_text(&crate::handle::handle(&Host, ring, request).await)? {
        Response::Vault(answer) => Ok(answer),
        other => panic!("{other:?}"),
    }
}

fn shelved(id: &str, owner: &SymmetricKey, item: &Item) -> ShelfItem {
    let content = serde_json::to_string(&item.encrypt(owner).unwrap()).unwrap();
    ShelfItem { id: id.into(), organization: Some("o".into()), collections: vec!["c".into()], may_edit: true, content, ..ShelfItem::default() }
}

fn login(name: &str, username: &str, uri: &str) -> Item {
    let mut item = Item::make_login(name, username, "CANARY-password");
    if let Some(login) = &mut item.login {
        login.uris = vec![Uri::new(uri)];
        login.totp = Some("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ".into());
    }
    item
}

async fn rows(ring: &mut Ring<Host>, shelf: ShelfPart, search: &str) -> Vec<ShelfRow> {
    match ask(ring, VaultCall::Rows { wanted: Wanted { shelf, search: search.into() }, from: 0, count: 100 }).await {
        Ok(VaultAnswer::Rows { rows, total, .. }) => {
            assert_eq!(rows.len(), total as usize);
            rows
        }
        other => panic!("{other:?}"),
    }
}

fn names(rows: &[ShelfRow]) -> Vec<&str> {
    rows.iter().map(|row| row.name.as_ref().map_or("?", Secret::as_str)).collect()
}

#[tokio::test]
async fn the_shelf_is_ordered_narrowed_and_searched() {
    let (mut ring, _, key) = unlocked().await;
    let trains = shelved("1", &key, &login("trains", "ann@rail.test", "https://ann:secret@trains.example/x"));
    let bank = ShelfItem { is_favorite: true, folder: Some("f".into()), ..shelved("2", &key, &login("Bank", "ann", "https://bank.example")) };
    let gone = ShelfItem { is_trashed: true, ..shelved("3", &key, &login("Gone", "", "")) };
    let foreign = ShelfItem { organization: Some("broken".into()), ..shelved("4", &key, &login("Foreign", "", "")) };
    let note = ShelfItem { collections: vec![], ..shelved("5", &key, &Item { name: "Älarm".into(), ..Item::blank(ItemKind::SecureNote) }) };
    ask(&mut ring, VaultCall::Put { items: vec![trains, bank, gone, foreign, note] }).await.unwrap();

    let all = rows(&mut ring, ShelfPart::All, "").await;
    assert_eq!(names(&all), ["Älarm", "Bank", "trains", "?"]);
    assert_eq!((all[2].note.as_str(), all[2].site.as_str()), ("ann@rail.test", "trains.example"));
    assert_eq!(names(&rows(&mut ring, ShelfPart::All, "EXAMPLE ann").await), ["Bank", "trains"]);
    assert!(rows(&mut ring, ShelfPart::All, "CANARY").await.is_empty());
    assert_eq!(names(&rows(&mut ring, ShelfPart::Trash, "").await), ["Gone"]);
    assert_eq!(names(&rows(&mut ring, ShelfPart::Favorites, "").await), ["Bank"]);
    assert_eq!(names(&rows(&mut ring, ShelfPart::Folder("f".into()), "").await), ["Bank"]);
    assert_eq!(names(&rows(&mut ring, ShelfPart::Kind(2), "").await), ["Älarm"]);
    assert_eq!(names(&rows(&mut ring, ShelfPart::All, "alarm").await), ["Älarm"], "marks do not keep from finding");
    assert_eq!(names(&rows(&mut ring, ShelfPart::Collection("c".into()), "").await), ["Bank", "trains", "?"]);

    assert_eq!(ask(&mut ring, VaultCall::WarmUp).await, Ok(VaultAnswer::Done));
    assert_eq!(rows(&mut ring, ShelfPart::All, "").await, all, "made-up items stay on no shelf");

    ask(&mut ring, VaultCall::Take { items: vec!["2".into()] }).await.unwrap();
    ask(&mut ring, VaultCall::Put { items: vec![shelved("1", &key, &login("Aardvark", "", ""))] }).await.unwrap();
    assert_eq!(names(&rows(&mut ring, ShelfPart::All, "").await), ["Aardvark", "Älarm", "?"]);
    let ids = ask(&mut ring, VaultCall::Ids { wanted: Wanted::default() }).await;
    assert_eq!(ids, Ok(VaultAnswer::Ids(vec!["1".into(), "5".into(), "4".into()])));
}

#[tokio::test]
async fn of_an_open_item_only_what_is_asked_for_leaves_the_worker() {
    let (mut ring, _, key) = unlocked().await;
    let mut item = login("Bank", "ann", "https://bank.example");
    item.fields = vec![Field { kind: FieldKind::Hidden, name: Some("pin".into()), value: Some("CANARY-pin".into()), ..Field::default() }];
    let Ok(VaultAnswer::Opened(opened)) = ask(&mut ring, VaultCall::Open { item: shelved("1", &key, &item) }).await else { panic!("not opened") };
    let told = serde_json::to_string(&opened).unwrap();
    assert!(!told.contains("CANARY") && !told.contains("GEZDG") && told.contains("ann"), "{told}");
    assert!(opened.has_code);
    let text = |text: &str| Ok(VaultAnswer::Text(text.into()));
    assert_eq!(ask(&mut ring, VaultCall::Reveal { item: "1".into(), place: Place::Text("password".into()) }).await, text("CANARY-password"));
    assert_eq!(ask(&mut ring, VaultCall::Reveal { item: "1".into(), place: Place::Field(0) }).await, text("CANARY-pin"));
    assert_eq!(ask(&mut ring, VaultCall::Reveal { item: "1".into(), place: Place::Past(0) }).await, Err(Failure::BadInput));
    // RFC 6238, appendix B, with 6 digits.
    let Ok(VaultAnswer::Code(code)) = ask(&mut ring, VaultCall::Code { item: "1".into(), at: 59 }).await else { panic!("no code") };
    assert_eq!((code.code.as_str(), code.remaining, code.period), ("287082", 1, 30));
    ask(&mut ring, VaultCall::Close { item: "1".into() }).await.unwrap();
    assert_eq!(ask(&mut ring, VaultCall::Show { item: "1".into() }).await, Err(Failure::NoItem));
}

#[tokio::test]
async fn fetching_everything_again_leaves_an_open_item_open() {
    let (mut ring, _, key) = unlocked().await;
    ask(&mut ring, VaultCall::Open { item: shelved("1", &key, &login("Bank", "ann", "")) }).await.unwrap();
    let reveal = VaultCall::Reveal { item: "1".into(), place: Place::Text("password".into()) };
    ask(&mut ring, VaultCall::Begin { organizations: vec![] }).await.unwrap();
    assert!(ask(&mut ring, reveal.clone()).await.is_ok());
    ask(&mut ring, VaultCall::Wipe).await.unwrap();
    assert_eq!(ask(&mut ring, reveal).await, Err(Failure::NoItem));
}

#[tokio::test]
async fn an_older_answer_does_not_take_the_place_of_a_newer_one() {
    let (mut ring, _, key) = unlocked().await;
    let state = |revised_at, password: &str| {
        let mut item = login("Bank", "ann", "");
        item.set_text("password", password.into());
        VaultCall::Open { item: ShelfItem { revised_at, ..shelved("1", &key, &item) } }
    };
    for (revised_at, password, expected) in [(2, "second", "second"), (1, "first", "second"), (3, "third", "third")] {
        ask(&mut ring, state(revised_at, password)).await.unwrap();
        let reveal = VaultCall::Reveal { item: "1".into(), place: Place::Text("password".into()) };
        assert_eq!(ask(&mut ring, reveal).await, Ok(VaultAnswer::Text(expected.into())));
    }
}

#[tokio::test]
async fn a_guarded_item_shows_its_name_until_the_password_is_entered_again() {
    let (mut ring, (user_key, private_key), key) = unlocked().await;
    let guarded = Item { reprompt: Reprompt::Password, notes: Some("CANARY".into()), ..login("Bank", "ann", "") };
    let open = VaultCall::Open { item: shelved("1", &key, &guarded) };
    let reveal = VaultCall::Reveal { item: "1".into(), place: Place::Text("password".into()) };
    let Ok(VaultAnswer::Opened(opened)) = ask(&mut ring, open.clone()).await else { panic!("not opened") };
    assert!(opened.is_guarded && opened.texts.is_empty() && opened.notes.is_empty());
    let give = VaultCall::Give { item: "1".into(), organization: "o".into() };
    for call in [reveal.clone(), VaultCall::Code { item: "1".into(), at: 0 }, VaultCall::Edit { item: "1".into() }, seal_as_it_is(Form::of(&guarded)), give] {
        assert_eq!(ask(&mut ring, call).await, Err(Failure::Guarded));
    }
    enter_password(&mut ring, &user_key, &private_key).await;
    assert_eq!(ask(&mut ring, reveal.clone()).await, Ok(VaultAnswer::Text("CANARY-password".into())));
    // Once it was closed, it asks again.
    ask(&mut ring, VaultCall::Close { item: "1".into() }).await.unwrap();
    ask(&mut ring, open).await.unwrap();
    assert_eq!(ask(&mut ring, reveal).await, Err(Failure::Guarded));
}

fn seal_as_it_is(form: Form) -> VaultCall {
    VaultCall::Seal { form, now: NOW.into(), target: SealTarget::Open("1".into()) }
}

async fn sealed(ring: &mut Ring<Host>, call: VaultCall) -> EncryptedItem {
    match ask(ring, call).await {
        Ok(VaultAnswer::Sealed(content)) => serde_json::from_str(&content).unwrap(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_change_keeps_what_the_form_does_not_know() {
    let (mut ring, _, key) = unlocked().await;
    let item = login("Bank", "ann", "https://bank.example");
    let mut before = item.encrypt(&key).unwrap();
    let mut json = serde_json::to_value(&before).unwrap();
    json["login"]["later"] = serde_json::json!("2.something");
    before = serde_json::from_value(json.clone()).unwrap();
    let on_shelf = ShelfItem { content: json.to_string(), ..shelved("1", &key, &item) };
    ask(&mut ring, VaultCall::Open { item: on_shelf.clone() }).await.unwrap();
    let Ok(VaultAnswer::Form { mut form, .. }) = ask(&mut ring, VaultCall::Edit { item: "1".into() }).await else { panic!("no form") };
    form.name = "Another bank".into();
    form.texts = vec![("password".into(), "new".into()), ("username".into(), Secret::default())];
    form.uris.push(FormUri { from: None, uri: "https://two.example".into(), matching: None });
    form.fields.push(FormField { from: None, kind: FieldKind::Text, name: "branch".into(), value: "7".into() });
    let after = sealed(&mut ring, seal_as_it_is(form)).await;
    assert_eq!(after.key, before.key);
    assert_eq!(serde_json::to_value(&after).unwrap()["login"]["later"], "2.something");
    let plain = after.decrypt(&key).unwrap();
    let login = plain.login.as_ref().unwrap();
    assert_eq!((plain.name.as_str(), plain.text("password").unwrap().as_str(), login.username.is_none()), ("Another bank", "new", true));
    assert_eq!(login.totp, item.login.unwrap().totp);
    assert_eq!(login.uris.len(), 2);
    assert_eq!((plain.fields.len(), login.password_revision_date.as_deref()), (1, Some(NOW)));
    let past = &plain.password_history[0];
    assert_eq!((past.password.as_ref().unwrap().as_str(), past.last_used_date.as_deref()), ("CANARY-password", Some(NOW)));
}

#[tokio::test]
async fn each_kind_is_made_shown_and_changed_with_all_its_texts() {
    let (mut ring, _, key) = unlocked().await;
    let kinds: [(u8, &str, &[&str], &str); 6] = [
        (1, "login", &["password"], "a username"),
        (3, "card", &["number", "code"], "a brand"),
        (4, "identity", &["ssn", "passport_number", "license_number"], "a first_name a last_name"),
        (6, "bankAccount", &["account_number", "pin", "swift_code", "iban"], "a bank_name"),
        (7, "driversLicense", &["license_number"], "a first_name a last_name"),
        (8, "passport", &["passport_number", "national_identification_number"], "a given_name a surname"),
    ];
    for (number, part, masked, note) in kinds {
        let kind = ItemKind::from(number);
        let texts = |word: &str| -> Vec<(String, Secret)> {
            Item::text_names(kind).into_iter().map(|name| (name.to_owned(), format!("{word} {name}").as_str().into())).collect()
        };
        let form = Form { kind, name: "New".into(), texts: texts("a"), ..Form::default() };
        let made = sealed(&mut ring, VaultCall::Seal { form, now: NOW.into(), target: SealTarget::NewOf("o".into()) }).await;
        let mut json = serde_json::to_value(&made).unwrap();
        json[part]["later"] = "2.something".into();
        let item = ShelfItem { content: json.to_string(), ..shelved(part, &key, &Item::default()) };

        ask(&mut ring, VaultCall::Put { items: vec![item.clone()] }).await.unwrap();
        assert_eq!(rows(&mut ring, ShelfPart::Kind(number), note).await[0].note, note);
        let Ok(VaultAnswer::Opened(opened)) = ask(&mut ring, VaultCall::Open { item }).await else { panic!("not opened") };
        assert_eq!(opened.texts.len() + usize::from(opened.has_code), texts("a").len());
        let without_value = opened.texts.iter().filter(|text| text.value.is_none());
        assert_eq!(without_value.map(|text| text.name.as_str()).collect::<Vec<_>>(), masked);

        let Ok(VaultAnswer::Form { mut form, .. }) = ask(&mut ring, VaultCall::Edit { item: part.into() }).await else { panic!("no form") };
        assert_eq!(form.texts, texts("a"));
        form.texts = texts("another");
        let after = sealed(&mut ring, VaultCall::Seal { form, now: NOW.into(), target: SealTarget::Open(part.into()) }).await;
        assert_eq!(serde_json::to_value(&after).unwrap()[part]["later"], "2.something");
        assert_eq!(Form::of(&after.decrypt(&key).unwrap()).texts, texts("another"));
    }
}

#[tokio::test]
async fn a_new_ssh_key_gets_its_public_half() {
    let (mut ring, _, key) = unlocked().await;
    // Only as much of a key as is read of it.
    let private = "-----BEGIN OPENSSH PRIVATE KEY-----
        b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZWQyNTUxOQAAACAz0JMNgL4CVv+BqIST1y77robjlVulr0oRJKGTWOdADQ==
        -----END OPENSSH PRIVATE KEY-----";
    let form = Form { kind: ItemKind::SshKey, name: "Server".into(), texts: vec![("private_key".into(), private.into())], ..Form::default() };
    let made = sealed(&mut ring, VaultCall::Seal { form, now: NOW.into(), target: SealTarget::NewOf("o".into()) }).await;
    let texts = Form::of(&made.decrypt(&key).unwrap()).texts;
    let expected = [
        ("private_key", private),
        ("public_key", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDPQkw2AvgJW/4GohJPXLvuuhuOVW6WvShEkoZNY50AN"),
        ("key_fingerprint", "SHA256:6iMJr97WQv6Am7F8NrfpjK0DBQ16T3Sij+2WMIZvnyk"),
    ];
    assert_eq!(texts, expected.map(|(name, text)| (name.to_owned(), text.into())));
}

#[tokio::test]
async fn whoever_does_not_see_all_of_an_item_leaves_its_key_alone() {
    let (mut ring, _, key) = unlocked().await;
    let bare = serde_json::json!({ "type": 1, "name": key.encrypt_text("Bank").unwrap(), "login": { "username": key.encrypt_text("ann").unwrap() } });
    let hidden = ShelfItem { content: bare.to_string(), hides_passwords: true, ..shelved("1", &key, &Item::default()) };
    for (hides_passwords, has_key) in [(true, false), (false, true)] {
        ask(&mut ring, VaultCall::Open { item: ShelfItem { hides_passwords, ..hidden.clone() } }).await.unwrap();
        let Ok(VaultAnswer::Form { form, .. }) = ask(&mut ring, VaultCall::Edit { item: "1".into() }).await else { panic!("no form") };
        let after = sealed(&mut ring, seal_as_it_is(form)).await;
        assert_eq!(after.key.is_some(), has_key);
        assert_eq!(after.decrypt(&key).unwrap().name, "Bank");
    }
}

#[tokio::test]
async fn the_files_of_an_item_stay_readable_when_it_gets_a_key_of_its_own() {
    let (mut ring, _, key) = unlocked().await;
    let file_key = SymmetricKey::make().unwrap();
    let file = serde_json::json!({ "id": "f", "fileName": key.encrypt_text("contract.pdf").unwrap(), "key": key.wrap(&file_key).unwrap(), "size": "81" });
    let bare = serde_json::json!({ "type": 1, "name": key.encrypt_text("Bank").unwrap(), "login": {}, "attachments": [file] });
    let item = ShelfItem { content: bare.to_string(), ..shelved("1", &key, &Item::default()) };
    let Ok(VaultAnswer::Opened(opened)) = ask(&mut ring, VaultCall::Open { item }).await else { panic!("not opened") };
    assert_eq!(opened.files, [ShownFile { id: "f".into(), name: "contract.pdf".into(), size: 81 }]);
    let Ok(VaultAnswer::Form { form, .. }) = ask(&mut ring, VaultCall::Edit { item: "1".into() }).await else { panic!("no form") };
    let after = sealed(&mut ring, seal_as_it_is(form)).await;
    let own = after.open_key(&key).unwrap().expect("a key of its own");
    let kept = &after.attachments[0];
    assert_eq!(kept.id.as_deref(), Some("f"));
    let sample = file_key.encrypt_text("sample").unwrap();
    assert_eq!(own.open(kept.key.as_ref().unwrap()).unwrap().decrypt_text(&sample).unwrap().as_str(), "sample");
    assert_eq!(own.decrypt_text(kept.file_name.as_ref().unwrap()).unwrap().as_str(), "contract.pdf");
}

#[tokio::test]
async fn an_item_is_given_to_an_organization_with_its_files() {
    let (mut ring, _, key) = unlocked().await;
    let file_key = SymmetricKey::make().unwrap();
    for has_key in [true, false] {
        let own = &ring.account().unwrap().keys.user_key;
        let own_key = SymmetricKey::make().unwrap();
        let above = if has_key { &own_key } else { own };
        let text = |text: &str| above.encrypt_text(text).unwrap();
        let file = serde_json::json!({ "id": "f", "fileName": text("contract.pdf"), "key": above.wrap(&file_key).unwrap(), "size": "81" });
        let mut item = serde_json::json!({ "type": 1, "name": text("Bank"), "login": { "password": text("hunter2") }, "attachments": [file] });
        if has_key {
            item["key"] = own.wrap(&own_key).unwrap().into();
        }
        let item = ShelfItem { organization: None, revised_at: 7, content: item.to_string(), ..shelved("1", &key, &Item::default()) };
        ask(&mut ring, VaultCall::Open { item }).await.unwrap();
        let give = |organization: &str| VaultCall::Give { item: "1".into(), organization: organization.into() };
        assert_eq!(ask(&mut ring, give("broken")).await, Err(Failure::Unopened));
        let Ok(VaultAnswer::Given { content, revised_at: 7 }) = ask(&mut ring, give("o")).await else { panic!("not given") };
        let given: EncryptedItem = serde_json::from_str(&content).unwrap();
        let plain = given.decrypt(&key).unwrap();
        assert_eq!((plain.name, plain.attachments[0].file_name.clone()), ("Bank".into(), Some("contract.pdf".into())));
        let sample = file_key.encrypt_text("sample").unwrap();
        let above = given.open_key(&key).unwrap().expect("a key of its own");
        assert_eq!(above.open(given.attachments[0].key.as_ref().unwrap()).unwrap().decrypt_text(&sample).unwrap().as_str(), "sample");
        assert!(given.decrypt(&ring.account().unwrap().keys.user_key).is_err());
    }
    // What a later version added under the person's key would be lost to everybody.
    let own = &ring.account().unwrap().keys.user_key;
    let strange = serde_json::json!({ "type": 1, "name": own.encrypt_text("Bank").unwrap(), "novelty": own.encrypt_text("x").unwrap() });
    ask(&mut ring, VaultCall::Open { item: ShelfItem { id: "2".into(), content: strange.to_string(), ..ShelfItem::default() } }).await.unwrap();
    assert_eq!(ask(&mut ring, VaultCall::Give { item: "2".into(), organization: "o".into() }).await, Err(Failure::BadInput));
}

#[tokio::test]
async fn each_new_item_has_a_key_of_its_own() {
    let (mut ring, _, key) = unlocked().await;
    let form = |kind| Form { kind, name: "New".into(), texts: vec![("number".into(), "4111".into())], ..Form::default() };
    for target in [SealTarget::NewOwn, SealTarget::NewOf("o".into())] {
        let call = |kind| VaultCall::Seal { form: form(kind), now: NOW.into(), target: target.clone() };
        let (one, other) = (sealed(&mut ring, call(ItemKind::Card)).await, sealed(&mut ring, call(ItemKind::SecureNote)).await);
        assert!(one.key.is_some() && one.key != other.key && other.secure_note.is_some());
        let owner = if target == SealTarget::NewOwn { &ring.account().unwrap().keys.user_key } else { &key };
        assert_eq!(one.decrypt(owner).unwrap().text("number").unwrap(), &"4111");
    }
    let unknown = VaultCall::Seal { form: form(ItemKind::Card), now: NOW.into(), target: SealTarget::NewOf("broken".into()) };
    assert_eq!(ask(&mut ring, unknown).await, Err(Failure::Unopened));
    let ssh = Form { kind: ItemKind::SshKey, texts: vec![("private_key".into(), "no key".into())], ..Form::default() };
    assert_eq!(ask(&mut ring, VaultCall::Seal { form: ssh, now: NOW.into(), target: SealTarget::NewOwn }).await, Err(Failure::NoSshKey));
}

#[tokio::test]
async fn an_export_needs_the_password_and_is_read_by_the_import() {
    use vault::import::{Limits, Options, import};

    let (mut ring, (user_key, private_key), key) = unlocked().await;
    let own = {
        let user_key = &ring.account().unwrap().keys.user_key;
        ShelfItem { organization: None, folder: Some("f".into()), is_favorite: true, ..shelved("1", user_key, &login("Bank", "ann", "https://bank.example")) }
    };
    let take = VaultCall::Export { items: vec![own] };
    let write = |password: Option<&str>| VaultCall::WriteExport { folders: vec![("f".into(), "Money".into())], password: password.map(Secret::from) };
    for password in [None, Some("another password")] {
        assert_eq!(ask(&mut ring, take.clone()).await, Err(Failure::Guarded));
        assert_eq!(ask(&mut ring, write(password)).await, Err(Failure::Guarded));
        enter_password(&mut ring, &user_key, &private_key).await;
        ask(&mut ring, take.clone()).await.unwrap();
        let Ok(VaultAnswer::Written(text)) = ask(&mut ring, write(password)).await else { panic!("not written") };
        assert_eq!(text.as_str().contains("CANARY"), password.is_none());
        let options =
            Options { format: None, password: password.map(Secret::from), key_file: None, owners: Vec::new(), columns: None, limits: Limits::default() };
        let read = import(&Host, text.as_str().as_bytes(), &options).await.unwrap();
        let one = &read.items[0];
        assert_eq!((read.items.len(), one.folder.as_deref(), one.item.favorite), (1, Some("Money"), true));
        assert_eq!(one.item.text("password").unwrap(), &"CANARY-password");
    }
    drop(key);
}

#[tokio::test]
async fn only_the_generator_and_the_warm_up_work_without_keys() {
    let (mut ring, ..) = unlocked().await;
    send(&mut ring, Request::Lock).await;
    for call in
        [VaultCall::Show { item: "1".into() }, VaultCall::Rows { wanted: Wanted::default(), from: 0, count: 1 }, VaultCall::SealName { name: "x".into() }]
    {
        assert_eq!(ask(&mut ring, call).await, Err(Failure::Locked));
    }
    assert_eq!(ask(&mut ring, VaultCall::WarmUp).await, Ok(VaultAnswer::Done));
    let recipe = Recipe::Password(PasswordRecipe { length: 20, kinds: CharacterKind::ALL.to_vec(), is_legible: false });
    let Ok(VaultAnswer::Text(text)) = ask(&mut ring, VaultCall::Generate(recipe)).await else { panic!("nothing made") };
    assert_eq!(text.len(), 20);
}

/// What a file is called, and a client's file under the item's own key.
async fn attach(ring: &mut Ring<Host>, name: &str, bytes: &[u8]) -> Result<(VaultAnswer, Zeroizing<Vec<u8>>), Failure> {
    ring.desk.lay(vec![bytes.to_vec().into()]);
    let answer = ask(ring, VaultCall::SealFile { item: "1".into(), name: name.into() }).await?;
    Ok((answer, ring.beside.take().expect("bytes beside the answer")))
}

#[tokio::test]
async fn a_file_goes_through_the_worker_and_back_and_only_with_its_item() {
    let (mut ring, _, key) = unlocked().await;
    let item = shelved("1", &key, &login("Contract", "ann", ""));
    assert_eq!(attach(&mut ring, "scan.pdf", b"x").await.map(|_| ()), Err(Failure::NoItem));
    ask(&mut ring, VaultCall::Open { item: item.clone() }).await.unwrap();
    let (VaultAnswer::SealedFile { name, key: wrapped }, sealed) = attach(&mut ring, "scan.pdf", b"CANARY-scan").await.unwrap() else { panic!("no file") };
    assert!(!sealed.windows(6).any(|part| part == b"CANARY"));

    let mut content: serde_json::Value = serde_json::from_str(&item.content).unwrap();
    content["attachments"] = serde_json::json!([{"id": "f", "fileName": name, "key": wrapped, "size": "64"}]);
    let attached = ShelfItem { content: content.to_string(), ..item };
    let Ok(VaultAnswer::Opened(opened)) = ask(&mut ring, VaultCall::Open { item: attached }).await else { panic!("not opened") };
    assert_eq!(opened.files, [ShownFile { id: "f".into(), name: "scan.pdf".into(), size: 64 }]);
    let read = async |ring: &mut Ring<Host>, file: &str, bytes: &[u8]| {
        ring.desk.lay(vec![bytes.to_vec().into()]);
        let answer = ask(ring, VaultCall::OpenFile { item: "1".into(), file: file.into() }).await;
        (answer, ring.beside.take())
    };
    let (answer, plain) = read(&mut ring, "f", &sealed).await;
    assert_eq!((answer, plain.unwrap().as_slice()), (Ok(VaultAnswer::Done), b"CANARY-scan".as_slice()));
    assert!(matches!(read(&mut ring, "f", b"another file").await, (Err(Failure::Unopened), None)));
    assert!(matches!(read(&mut ring, "none", &sealed).await, (Err(Failure::NoItem), None)));
    ring.desk.lay(Vec::new());
    assert_eq!(ask(&mut ring, VaultCall::OpenFile { item: "1".into(), file: "f".into() }).await, Err(Failure::BadInput));
}

#[tokio::test]
async fn files_of_a_guarded_item_wait_for_the_password() {
    let (mut ring, (user_key, private_key), key) = unlocked().await;
    let guarded = Item { reprompt: Reprompt::Password, ..login("Bank", "ann", "") };
    ask(&mut ring, VaultCall::Open { item: shelved("1", &key, &guarded) }).await.unwrap();
    assert_eq!(attach(&mut ring, "scan.pdf", b"x").await.map(|_| ()), Err(Failure::Guarded));
    assert!(ring.beside.is_none());
    enter_password(&mut ring, &user_key, &private_key).await;
    assert!(attach(&mut ring, "scan.pdf", b"x").await.is_ok());

    // With the files that it has now, it is opened again; the password was entered already.
    let again = ask(&mut ring, VaultCall::Open { item: shelved("1", &key, &guarded) }).await;
    assert!(matches!(again, Ok(VaultAnswer::Opened(shown)) if !shown.is_guarded));
    ask(&mut ring, VaultCall::Close { item: "1".into() }).await.unwrap();
    let anew = ask(&mut ring, VaultCall::Open { item: shelved("1", &key, &guarded) }).await;
    assert!(matches!(anew, Ok(VaultAnswer::Opened(shown)) if shown.is_guarded));
    // An item that began to ask since it was opened asks.
    let plain = Item { reprompt: Reprompt::None, ..guarded.clone() };
    ask(&mut ring, VaultCall::Open { item: shelved("2", &key, &plain) }).await.unwrap();
    let asks = ask(&mut ring, VaultCall::Open { item: shelved("2", &key, &guarded) }).await;
    assert!(matches!(asks, Ok(VaultAnswer::Opened(shown)) if shown.is_guarded));
}
