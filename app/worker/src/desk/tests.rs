//! From a file to encrypted parts, and back to names, on the test platform.

use vault::{
    Host, PrivateKey, SymmetricKey,
    account::Account,
    import::{Format, ImportError, Target},
    item::{EncryptedItem, Item},
};
use worker::{HeldText, Home, ImportAnswer, ImportCall, Into, Request, Response, SealedItem, Summary};

use super::*;
use crate::ring::OpenAccount;

const LASTPASS: &str = "url,username,password,totp,extra,name,grouping,fav\n\
    https://ann:secret@app.example.test/login,ann,CANARY-one,,,Mail,Work\\Mail,1\n\
    https://app.example.test/login,ann,CANARY-one,,,Mail,,0\n\
    https://app.example.test/login,ann,CANARY-one,,other note,Mail,,0\n\
    https://ann:secret@app.example.test/login,ann,CANARY-one,,,Mail,Other,0\n";

/// A file with 600 rows.
fn lines(row: impl Fn(usize) -> String) -> String {
    let header = "url,username,password,totp,extra,name,grouping,fav".to_owned();
    std::iter::once(header).chain((0..600).map(row)).collect::<Vec<_>>().join("\n")
}

async fn read(ring: &mut Ring<Host>, file: &[u8]) -> Result<Summary, Failure> {
    ring.desk.lay(vec![Zeroizing::new(file.to_vec())]);
    read_again(ring, None, None).await
}

async fn read_again(ring: &mut Ring<Host>, format: Option<Format>, columns: Option<Vec<Target>>) -> Result<Summary, Failure> {
    match ask(ring, ImportCall::Read { format, password: None, columns }).await? {
        ImportAnswer::Read(summary) => Ok(summary),
        other => panic!("{other:?}"),
    }
}

async fn ask(ring: &mut Ring<Host>, call: ImportCall) -> Result<ImportAnswer, Failure> {
    match crate::handle::handle(&Host, ring, Request::Import(call)).await? {
        Response::Import(answer) => Ok(answer),
        other => panic!("{other:?}"),
    }
}

/// A ring that holds the key of the organization `o`, and the same key to open with.
fn with_key() -> (Ring<Host>, SymmetricKey) {
    let bytes: Vec<u8> = (0..64).collect();
    let key = || SymmetricKey::from_bytes(&bytes).unwrap();
    let mut ring = Ring::new();
    ring.keep_organization_key("o".into(), key());
    (ring, key())
}

async fn plan(ring: &mut Ring<Host>, items: &[u32], into: Into) -> Result<(Vec<Home>, Vec<u32>), Failure> {
    plan_for(ring, Some("o"), items, into).await
}

async fn plan_for(ring: &mut Ring<Host>, owner: Option<&str>, items: &[u32], into: Into) -> Result<(Vec<Home>, Vec<u32>), Failure> {
    let hash = ring.desk.file.as_ref().map(OpenFile::hash).unwrap_or_default();
    match ask(ring, ImportCall::Plan { owner: owner.map(str::to_owned), hash, items: items.to_vec(), into }).await? {
        ImportAnswer::Planned { homes, parts } => Ok((homes, parts)),
        other => panic!("{other:?}"),
    }
}

async fn encrypt(ring: &mut Ring<Host>, part: u32) -> Vec<SealedItem> {
    encrypt_for(ring, Some("o"), part).await
}

async fn encrypt_for(ring: &mut Ring<Host>, owner: Option<&str>, part: u32) -> Vec<SealedItem> {
    match ask(ring, ImportCall::Encrypt { owner: owner.map(str::to_owned), part }).await {
        Ok(ImportAnswer::Encrypted(items)) => items,
        other => panic!("{other:?}"),
    }
}

/// The name of what is new.
fn name_of(key: &SymmetricKey, home: &Home) -> String {
    match home {
        Home::New(name) => key.decrypt_text(name).unwrap().to_string(),
        Home::Present(id) => panic!("{id} is there already"),
    }
}

/// A ring with an open account, and a key that opens what the account's own opens.
async fn unlocked() -> (Ring<Host>, SymmetricKey) {
    let (mut ring, key) = with_key();
    let (_, wrapped_private_key) = PrivateKey::make_wrapped(&Host, &key).await.unwrap();
    let private_key = PrivateKey::open(&Host, &key, &wrapped_private_key).await.unwrap();
    let keys = Account { user_key: with_key().1, private_key };
    ring.keep_account(OpenAccount { user_id: "ann".into(), keys, wrapped_private_key });
    (ring, key)
}

fn open(key: &SymmetricKey, sealed: &SealedItem) -> Item {
    serde_json::from_str::<EncryptedItem>(&sealed.content).unwrap().decrypt(key).unwrap()
}

#[tokio::test]
async fn an_export_that_is_restricted_opens_with_any_key_that_is_here() {
    let file = include_bytes!("../../../vault/tests/import/encrypted/account.json");
    // The sample is sealed with the key that the ring holds for the organization.
    let (mut ring, _) = with_key();
    assert_eq!(read(&mut ring, file).await.map(|summary| summary.items), Ok(2));
    assert_eq!(read(&mut Ring::new(), file).await, Err(Failure::File(ImportError::KeyNeeded)));
}

#[tokio::test]
async fn a_file_is_told_in_numbers_and_its_rows_by_name() {
    let (mut ring, _) = with_key();
    let summary = read(&mut ring, LASTPASS.as_bytes()).await.unwrap();
    assert_eq!((summary.format, summary.items, summary.rows_read, summary.not_understood), (Some(Format::LastPass), 4, 4, 0));
    assert_eq!(summary.kinds, [(1, 4)]);
    assert_eq!(summary.hash, vault::import::file_hash(LASTPASS.as_bytes()));
    // The second differs in its address, the third in its note; the last is the first in another folder.
    assert_eq!(summary.twice, [3]);

    let Ok(ImportAnswer::Rows { rows, matching }) = ask(&mut ring, ImportCall::Rows { search: "WORK".into(), from: 0, count: 10 }).await else {
        panic!("no rows")
    };
    assert_eq!(matching, Some(vec![0]));
    assert_eq!(rows[0].face.site, "app.example.test");
    let shown = serde_json::to_string(&(&summary, &rows)).unwrap();
    assert!(!shown.contains("CANARY") && !shown.contains("secret"), "{shown}");
}

#[tokio::test]
async fn rows_come_in_pages() {
    let (mut ring, _) = with_key();
    read(&mut ring, LASTPASS.as_bytes()).await.unwrap();
    let Ok(ImportAnswer::Rows { rows, matching }) = ask(&mut ring, ImportCall::Rows { search: String::new(), from: 3, count: 2 }).await else {
        panic!("no rows")
    };
    assert_eq!((rows.len(), rows[0].at, rows[0].twice, matching), (1, 3, true, None));
}

#[tokio::test]
async fn chosen_items_are_encrypted_under_keys_of_their_own() {
    let (mut ring, key) = with_key();
    read(&mut ring, LASTPASS.as_bytes()).await.unwrap();
    let (collections, parts) = plan(&mut ring, &[0, 2], Into::Folders("Rest".into())).await.unwrap();
    let names: Vec<String> = collections.iter().map(|home| name_of(&key, home)).collect();
    assert_eq!(names, ["Rest", "Work", "Work/Mail"]);
    assert_eq!(parts, [2]);

    let sealed = encrypt(&mut ring, 0).await;
    assert_eq!(sealed.iter().map(|item| item.homes.clone()).collect::<Vec<_>>(), [vec![2], vec![0]]);
    assert!(!serde_json::to_string(&sealed).unwrap().contains("CANARY"));
    let items: Vec<Item> = sealed.iter().map(|item| open(&key, item)).collect();
    assert_eq!(items[0].login.as_ref().unwrap().password.as_ref().unwrap(), &"CANARY-one");
    // A favourite is a person's, not an organization's.
    assert!(!items[0].favorite);
    let keys: Vec<EncryptedItem> = sealed.iter().map(|item| serde_json::from_str(&item.content).unwrap()).collect();
    assert!(keys[0].key.is_some() && keys[0].key != keys[1].key);
}

#[tokio::test]
async fn many_items_go_in_parts_that_are_cut_the_same_each_time() {
    let (mut ring, _) = with_key();
    let file = lines(|at| format!("https://x.example.test,u{at},p{at},,,n{at},,0"));
    read(&mut ring, file.as_bytes()).await.unwrap();
    let items: Vec<u32> = (0..600).collect();
    let (collections, parts) = plan(&mut ring, &items, Into::One("Imported".into())).await.unwrap();
    assert_eq!((collections.len(), parts.as_slice()), (1, [500, 100].as_slice()));
    assert_eq!(encrypt(&mut ring, 1).await.len(), 100);
    // After an interruption.
    read(&mut ring, file.as_bytes()).await.unwrap();
    assert_eq!(plan(&mut ring, &items, Into::One("Imported".into())).await.unwrap().1, parts);
    let beyond = ask(&mut ring, ImportCall::Encrypt { owner: Some("o".into()), part: 2 }).await;
    assert_eq!(beyond, Err(Failure::BadInput));
}

#[tokio::test]
async fn large_items_make_smaller_parts() {
    let (mut ring, _) = with_key();
    let note = "x".repeat(7_000);
    let file = lines(|at| format!("http://sn,,,,{note},n{at},,0"));
    read(&mut ring, file.as_bytes()).await.unwrap();
    let items: Vec<u32> = (0..600).collect();
    let (_, parts) = plan(&mut ring, &items, Into::One("Imported".into())).await.unwrap();
    assert_eq!(parts.iter().sum::<u32>(), 600);
    for part in 0..u32::try_from(parts.len()).unwrap() {
        let bytes: usize = encrypt(&mut ring, part).await.iter().map(|item| item.content.len()).sum();
        assert!(bytes < 5 << 20, "{bytes}");
    }
}

#[tokio::test]
async fn an_unknown_table_is_read_once_its_columns_are_named() {
    let (mut ring, _) = with_key();
    let table = b"where,who,geheim\nMail,ann,CANARY-two\n";
    let summary = read(&mut ring, table).await.unwrap();
    assert_eq!((summary.format, summary.items), (None, 0));
    let shown = summary.table.unwrap();
    assert_eq!(shown.columns.len(), 3);
    assert_eq!(shown.samples[0][0], "Mail");

    let columns = vec![Target::Name, Target::Username, Target::Password];
    let summary = read_again(&mut ring, Some(Format::GenericCsv), Some(columns)).await.unwrap();
    assert_eq!((summary.format, summary.items, summary.kinds), (Some(Format::GenericCsv), 1, vec![(1, 1)]));
}

#[tokio::test]
async fn a_table_without_names_of_columns_loses_no_row() {
    let (mut ring, _) = with_key();
    let table = b"https://mail.example,ann,CANARY-four,otpauth://totp/a?secret=CANARY\nhttps://bank.example,bob,CANARY-five,\n";
    let shown = read(&mut ring, table).await.unwrap().table.unwrap();
    assert_eq!((shown.columns[1].as_str(), shown.samples[0][0].as_str()), ("Column 2", "https://mail.example"));
    assert!(!serde_json::to_string(&shown).unwrap().contains("CANARY"));
    let tricky = b"Bank,ann,P@CANARY.2024\nShop,bob,https://bob:CANARY@shop.example\n";
    assert!(!serde_json::to_string(&read(&mut ring, tricky).await.unwrap().table).unwrap().contains("CANARY"));
    read(&mut ring, table).await.unwrap();
    let columns = vec![Target::Uri, Target::Username, Target::Password, Target::Totp];
    let summary = read_again(&mut ring, Some(Format::GenericCsv), Some(columns)).await.unwrap();
    assert_eq!((summary.items, summary.kinds), (2, vec![(1, 2)]));
}

#[tokio::test]
async fn a_name_of_a_column_may_have_an_address_in_it() {
    let (mut ring, _) = with_key();
    let summary = read(&mut ring, b"Name,Username,Password,URL (https://...)\nMail,ann,CANARY-six,https://mail.example\n").await.unwrap();
    assert_eq!((summary.items, summary.kinds), (1, vec![(1, 1)]));
}

#[tokio::test]
async fn samples_of_a_table_leave_out_what_seems_secret() {
    let (mut ring, _) = with_key();
    let summary = read(&mut ring, b"Title,Login,Password\nMail,ann,CANARY-three\n").await.unwrap();
    assert!(!serde_json::to_string(&summary.table).unwrap().contains("CANARY"));
}

#[tokio::test]
async fn what_cannot_be_read_says_why() {
    let (mut ring, _) = with_key();
    assert_eq!(read(&mut ring, b"").await, Err(Failure::File(ImportError::Empty)));
    assert_eq!(read(&mut ring, b"{}").await, Err(Failure::File(ImportError::Unrecognized)));
}

#[tokio::test]
async fn without_a_file_or_a_key_nothing_is_done() {
    let (mut ring, _) = with_key();
    assert_eq!(read_again(&mut ring, None, None).await, Err(Failure::NoFile));
    read(&mut ring, LASTPASS.as_bytes()).await.unwrap();
    plan(&mut ring, &[0], Into::One("n".into())).await.unwrap();
    ring.forget_organization_key("o");
    let encrypted = ask(&mut ring, ImportCall::Encrypt { owner: Some("o".into()), part: 0 }).await;
    assert_eq!(encrypted, Err(Failure::Locked));
    assert_eq!(plan(&mut ring, &[0], Into::One("n".into())).await, Err(Failure::Locked));
    // The file is still there for another try.
    assert!(ask(&mut ring, ImportCall::Rows { search: String::new(), from: 0, count: 1 }).await.is_ok());
    assert_eq!(plan(&mut ring, &[9], Into::One("n".into())).await, Err(Failure::Locked));

    ask(&mut ring, ImportCall::Forget).await.unwrap();
    assert_eq!(ask(&mut ring, ImportCall::Rows { search: String::new(), from: 0, count: 1 }).await, Err(Failure::NoFile));
}

#[tokio::test]
async fn another_file_is_not_sent_in_place_of_the_one_that_is_meant() {
    let (mut ring, _) = with_key();
    let hash = read(&mut ring, LASTPASS.as_bytes()).await.unwrap().hash;
    read(&mut ring, format!("{LASTPASS}\n").as_bytes()).await.unwrap();
    let call = ImportCall::Plan { owner: Some("o".into()), hash, items: vec![0], into: Into::One("n".into()) };
    assert_eq!(ask(&mut ring, call).await, Err(Failure::NoFile));
}

#[tokio::test]
async fn a_file_goes_with_the_keys() {
    let (mut ring, _) = with_key();
    read(&mut ring, LASTPASS.as_bytes()).await.unwrap();
    ring.lock();
    assert_eq!(ask(&mut ring, ImportCall::Rows { search: String::new(), from: 0, count: 1 }).await, Err(Failure::NoFile));
}

#[tokio::test]
async fn what_waits_is_compared_with_the_logins_of_the_vault() {
    let (mut ring, key) = with_key();
    let content = |item: &Item| serde_json::to_string(&item.encrypt(&key).unwrap()).unwrap();
    let held = |id: &str, content: String| HeldText { id: id.to_owned(), content };
    let (there, new) = (Item::make_login("Mail", "ann", "one"), Item::make_login("Mail", "ann", "two"));
    // The server says null where there is nothing.
    let as_kept = |content: String| {
        let mut kept: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&content).unwrap();
        kept.insert("card".to_owned(), serde_json::Value::Null);
        serde_json::to_string(&kept).unwrap()
    };
    let items = vec![held("a", as_kept(content(&there))), held("b", content(&new)), held("c", "{}".into())];
    let Ok(ImportAnswer::Reviewed(reviewed)) = ask(&mut ring, ImportCall::Review { organization_id: "o".into(), items }).await else { panic!("closed") };
    assert_eq!(reviewed[0].face.as_ref().unwrap().name, "Mail");
    assert_eq!(reviewed[2].face, None);

    let known = as_kept(content(&there));
    ask(&mut ring, ImportCall::Known { owner: Some("o".into()), items: vec![known.clone(), known.replace("2.", "2.x"), "{}".into()] }).await.unwrap();
    assert_eq!(ask(&mut ring, ImportCall::Duplicates).await, Ok(ImportAnswer::Duplicates(vec!["a".into()])));
}

#[tokio::test]
async fn all_goes_into_a_collection_that_is_there() {
    let (mut ring, _) = with_key();
    read(&mut ring, LASTPASS.as_bytes()).await.unwrap();
    let (homes, parts) = plan(&mut ring, &[0, 1, 2], Into::Present("c".into())).await.unwrap();
    assert_eq!((homes, parts), (vec![Home::Present("c".into())], vec![3]));
    assert!(encrypt(&mut ring, 0).await.iter().all(|item| item.homes == [0]));
}

#[tokio::test]
async fn a_person_imports_into_folders_of_her_own() {
    let (mut ring, key) = unlocked().await;
    read(&mut ring, LASTPASS.as_bytes()).await.unwrap();
    let sealed = |name: &str| key.encrypt_text(name).unwrap();
    // Two of the same name, and one that does not open.
    let there = [("f1", sealed("Other")), ("f2", sealed("Other")), ("f3", "2.x".into()), ("f4", sealed("Elsewhere"))];
    let there = Into::OwnFolders(there.map(|(id, name)| (id.to_owned(), name)).to_vec());
    let (homes, parts) = plan_for(&mut ring, None, &[0, 1, 3], there).await.unwrap();
    assert_eq!((homes.len(), parts.as_slice()), (2, [3].as_slice()));
    assert_eq!(homes[0], Home::Present("f1".into()));
    assert_eq!(name_of(&key, &homes[1]), "Work/Mail");

    let sealed = encrypt_for(&mut ring, None, 0).await;
    assert_eq!(sealed.iter().map(|item| (item.homes.as_slice(), item.is_favorite)).collect::<Vec<_>>(), [([1].as_slice(), true), (&[], false), (&[0], false)]);
    assert_eq!(open(&key, &sealed[0]).login.unwrap().password.unwrap(), "CANARY-one");
    assert!(!serde_json::to_string(&sealed).unwrap().contains("CANARY"));

    let (homes, _) = plan_for(&mut ring, None, &[0, 1], Into::Nowhere).await.unwrap();
    assert_eq!(homes, []);
    assert!(encrypt_for(&mut ring, None, 0).await.iter().all(|item| item.homes.is_empty()));
    ring.lock();
    assert_eq!(ask(&mut ring, ImportCall::Encrypt { owner: None, part: 0 }).await, Err(Failure::Locked));
}

#[tokio::test]
async fn a_file_is_compared_with_what_the_person_has() {
    let (mut ring, key) = unlocked().await;
    let file = "url,username,password,totp,extra,name,grouping,fav\n\
        https://app.example.test,ann,CANARY-one,,,Mail,Work,1\n\
        https://app.example.test,ann,CANARY-two,,,Mail,,0\n\
        http://sn,,,,CANARY-note,Note,,0\n\
        http://sn,,,,CANARY-other,Note,,0\n";
    read(&mut ring, file.as_bytes()).await.unwrap();
    let here = async |ring: &mut Ring<Host>| match ask(ring, ImportCall::Here).await {
        Ok(ImportAnswer::Here(here)) => here,
        other => panic!("{other:?}"),
    };
    assert_eq!(here(&mut ring).await, None);

    // A note as it was imported before, and the login with another address and in another place.
    plan_for(&mut ring, None, &[2], Into::Nowhere).await.unwrap();
    let note = encrypt_for(&mut ring, None, 0).await.remove(0).content;
    let mut kept: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&note).unwrap();
    kept.extend(["login", "card", "fields", "passwordHistory"].map(|name| (name.to_owned(), serde_json::Value::Null)));
    let note = serde_json::to_string(&kept).unwrap();
    let login = serde_json::to_string(&Item::make_login("Mail", "ann", "CANARY-one").encrypt(&key).unwrap()).unwrap();
    ask(&mut ring, ImportCall::Known { owner: None, items: vec![login, "{}".into()] }).await.unwrap();
    assert_eq!(here(&mut ring).await, Some(vec![0]));
    ask(&mut ring, ImportCall::Known { owner: None, items: vec![note] }).await.unwrap();
    assert_eq!(here(&mut ring).await, Some(vec![0, 2]));
    // It is known for the next reading too, until the keys are locked.
    read(&mut ring, file.as_bytes()).await.unwrap();
    assert_eq!(here(&mut ring).await, Some(vec![0, 2]));
    ring.lock();
    assert_eq!(ask(&mut ring, ImportCall::Here).await, Err(Failure::NoFile));
}
