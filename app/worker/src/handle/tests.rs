//! The worker's messages in the order in which the app sends them, on the test platform.

use vault::Host;
use worker::RotationCall;

use super::*;

const QUICK: Kdf = Kdf::Argon2id { iterations: 2, memory_mib: 19, parallelism: 1 };
const EMAIL: &str = "alice@example.test";

async fn done(ring: &mut Ring<Host>, request: Request) {
    assert_eq!(handle(&Host, ring, request).await, Ok(Response::Done));
}

async fn derive(ring: &mut Ring<Host>, password: &str) -> String {
    let request = Request::DeriveAuthHash { email: EMAIL.into(), password: password.into(), kdf: QUICK };
    let Ok(Response::AuthHash(hash)) = handle(&Host, ring, request).await else { panic!("no hash") };
    hash
}

fn unlock(account: &AccountKeys) -> Request {
    Request::Unlock { user_id: "u".into(), user_key: account.user_key.clone(), private_key: account.private_key.clone() }
}

/// A ring with an open account and its provider key `p`.
async fn first_admin() -> (Ring<Host>, AccountKeys) {
    let mut ring = Ring::new();
    let request = Request::MakeFirstAdmin { email: EMAIL.into(), password: "password".into(), kdf: QUICK };
    let Ok(Response::FirstAdmin { account, provider_key }) = handle(&Host, &mut ring, request).await else { panic!("no account") };
    assert_eq!(derive(&mut ring, "password").await, account.auth_hash);
    done(&mut ring, unlock(&account)).await;
    done(&mut ring, Request::OpenProviderKey { provider_id: "p".into(), key: provider_key, revision: 1 }).await;
    (ring, account)
}

async fn make_client(ring: &mut Ring<Host>) -> ClientKeys {
    let request = Request::MakeClient { provider_id: "p".into(), collection_name: "Shared".into() };
    let Ok(Response::Client { keys: client, revision: 1 }) = handle(&Host, ring, request).await else { panic!("no client") };
    client
}

fn open_client(client: &ClientKeys) -> Request {
    Request::OpenOrganizationKey { organization_id: "o".into(), key: client.link_key.clone(), via: Some("p".into()) }
}

#[tokio::test]
async fn a_client_made_by_the_provider_is_handed_to_a_member() {
    let (mut ring, account) = first_admin().await;
    let client = make_client(&mut ring).await;
    done(&mut ring, open_client(&client)).await;

    let decrypt = Request::Decrypt { organization_id: "o".into(), texts: vec![client.collection_name.clone(), client.link_key.clone(), "0.x|y".into()] };
    let decrypted = handle(&Host, &mut ring, decrypt).await;
    assert_eq!(decrypted, Ok(Response::Decrypted(vec![Some("Shared".into()), None, None])));

    let request = Request::SealOrganizationKey { organization_id: "o".into(), public_key: account.public_key.clone() };
    let Ok(Response::Sealed { key, pin }) = handle(&Host, &mut ring, request).await else { panic!("not sealed") };
    let request = Request::Fingerprint { subject_id: "u".into(), public_key: account.public_key.clone() };
    let Ok(Response::Fingerprint(fingerprint)) = handle(&Host, &mut ring, request).await else { panic!("no phrase") };
    assert_eq!(fingerprint.pin, pin);
    assert_eq!(fingerprint.phrase.split('-').count(), 5);
    // What the member sees of himself is what the admin sees of him.
    let own = handle(&Host, &mut ring, Request::OwnFingerprint { subject_id: "u".into() }).await;
    assert_eq!(own, Ok(Response::Fingerprint(fingerprint)));

    // The member's own way to the same key.
    done(&mut ring, Request::OpenOrganizationKey { organization_id: "same".into(), key, via: None }).await;
    let request = Request::Encrypt { organization_id: "same".into(), texts: vec!["text".into()] };
    let Ok(Response::Encrypted(texts)) = handle(&Host, &mut ring, request).await else { panic!("not encrypted") };
    let decrypted = handle(&Host, &mut ring, Request::Decrypt { organization_id: "o".into(), texts }).await;
    assert_eq!(decrypted, Ok(Response::Decrypted(vec![Some("text".into())])));
}

#[tokio::test]
async fn an_organization_is_linked_by_a_key_that_the_provider_opens() {
    let (mut ring, _) = first_admin().await;
    let client = make_client(&mut ring).await;
    done(&mut ring, open_client(&client)).await;
    let request = Request::LinkOrganization { organization_id: "o".into(), provider_id: "p".into() };
    let Ok(Response::Link { key, revision: 1 }) = handle(&Host, &mut ring, request).await else { panic!("not linked") };
    assert_ne!(key, client.link_key);
    done(&mut ring, Request::OpenOrganizationKey { organization_id: "o2".into(), key, via: Some("p".into()) }).await;
}

#[tokio::test]
async fn a_made_client_key_is_not_kept() {
    let (mut ring, _) = first_admin().await;
    make_client(&mut ring).await;
    assert!(ring.organization_key("o").is_err());
}

#[tokio::test]
async fn a_forgotten_organization_key_is_gone() {
    let (mut ring, _) = first_admin().await;
    let client = make_client(&mut ring).await;
    done(&mut ring, open_client(&client)).await;
    done(&mut ring, Request::ForgetOrganizationKey { organization_id: "o".into() }).await;
    let request = Request::Encrypt { organization_id: "o".into(), texts: vec![] };
    assert_eq!(handle(&Host, &mut ring, request).await, Err(Failure::Locked));
}

#[tokio::test]
async fn nothing_opens_after_locking() {
    let (mut ring, account) = first_admin().await;
    let client = make_client(&mut ring).await;
    done(&mut ring, open_client(&client)).await;
    derive(&mut ring, "password").await;
    done(&mut ring, Request::Lock).await;

    let refused = [
        unlock(&account),
        open_client(&client),
        Request::ChangePassword { email: EMAIL.into(), password: "new".into(), kdf: QUICK },
        Request::OpenProviderKey { provider_id: "p".into(), key: String::new(), revision: 1 },
        Request::OpenOrganizationKey { organization_id: "o".into(), key: String::new(), via: None },
        Request::MakeClient { provider_id: "p".into(), collection_name: String::new() },
        Request::LinkOrganization { organization_id: "o".into(), provider_id: "p".into() },
        Request::SealProviderKey { provider_id: "p".into(), user_id: "u".into(), public_key: account.public_key.clone() },
        Request::SealOrganizationKey { organization_id: "o".into(), public_key: account.public_key.clone() },
        Request::Encrypt { organization_id: "o".into(), texts: vec![] },
        Request::Decrypt { organization_id: "o".into(), texts: vec![] },
    ];
    for request in refused {
        let name = serde_json::to_string(&request).unwrap();
        assert_eq!(handle(&Host, &mut ring, request).await, Err(Failure::Locked), "{name}");
    }
}

#[tokio::test]
async fn the_master_key_serves_one_unlock() {
    let (mut ring, account) = first_admin().await;
    assert_eq!(handle(&Host, &mut ring, unlock(&account)).await, Err(Failure::Locked));
    derive(&mut ring, "wrong").await;
    assert_eq!(handle(&Host, &mut ring, unlock(&account)).await, Err(Failure::Unopened));
    assert_eq!(handle(&Host, &mut ring, unlock(&account)).await, Err(Failure::Locked));
}

#[tokio::test]
async fn another_unlock_drops_what_the_first_account_opened() {
    let (mut ring, _) = first_admin().await;
    let request = Request::MakeAccount { email: EMAIL.into(), password: "other".into(), kdf: QUICK };
    let Ok(Response::Account(other)) = handle(&Host, &mut ring, request).await else { panic!("no account") };
    derive(&mut ring, "other").await;
    done(&mut ring, unlock(&other)).await;
    assert!(ring.provider("p").is_err());
}

#[tokio::test]
async fn a_changed_password_keeps_the_keys() {
    let (mut ring, account) = first_admin().await;
    let request = Request::ChangePassword { email: EMAIL.into(), password: "new".into(), kdf: QUICK };
    let Ok(Response::Account(changed)) = handle(&Host, &mut ring, request).await else { panic!("not changed") };
    assert_eq!((&changed.public_key, &changed.private_key), (&account.public_key, &account.private_key));
    assert_ne!(changed.user_key, account.user_key);

    done(&mut ring, Request::Lock).await;
    assert_eq!(derive(&mut ring, "new").await, changed.auth_hash);
    done(&mut ring, unlock(&changed)).await;
}

#[tokio::test]
async fn weak_parameters_are_refused_before_anything_is_derived() {
    let mut ring = Ring::new();
    let kdf = Kdf::Pbkdf2 { iterations: 5000 };
    let requests = [
        Request::DeriveAuthHash { email: EMAIL.into(), password: "p".into(), kdf },
        Request::MakeAccount { email: EMAIL.into(), password: "p".into(), kdf },
        Request::MakeFirstAdmin { email: EMAIL.into(), password: "p".into(), kdf },
    ];
    for request in requests {
        assert_eq!(handle(&Host, &mut ring, request).await, Err(Failure::KdfOutOfRange));
    }
    assert!(ring.take_master_key().is_err());
}

#[tokio::test]
async fn a_key_is_not_sealed_to_something_that_is_no_public_key() {
    let (mut ring, _) = first_admin().await;
    let request = Request::SealProviderKey { provider_id: "p".into(), user_id: "u".into(), public_key: "AAAA".into() };
    assert_eq!(handle(&Host, &mut ring, request).await, Err(Failure::BadInput));
}

const USER: &str = "u";

fn next_key(ring: &Ring<Host>) -> &SymmetricKey {
    ring.provider("p").unwrap().next().unwrap()
}

async fn make_next(ring: &mut Ring<Host>) -> (String, String) {
    let request = Request::Rotation(RotationCall::Make { provider_id: "p".into(), user_id: USER.into() });
    let Ok(Response::SealedProviderKey { key, revision: 1, record, .. }) = handle(&Host, ring, request).await else { panic!("no next key") };
    (key, record)
}

fn seal_next(user_id: &str, public_key: &str, record: Option<String>, compared: bool) -> Request {
    let (provider_id, user_id, public_key) = ("p".into(), user_id.into(), public_key.into());
    Request::Rotation(RotationCall::Seal { provider_id, user_id, public_key, record, compared })
}

#[tokio::test]
async fn a_changed_provider_key_opens_the_links_that_were_wrapped_anew() {
    let (mut ring, _) = first_admin().await;
    let client = make_client(&mut ring).await;
    let (key, _) = make_next(&mut ring).await;
    let rewrap = Request::Rotation(RotationCall::Rewrap { provider_id: "p".into(), keys: vec![client.link_key.clone()] });
    let Ok(Response::Rewrapped(links)) = handle(&Host, &mut ring, rewrap).await else { panic!("not wrapped") };

    // Until the change is finished the old key holds.
    done(&mut ring, open_client(&client)).await;
    done(&mut ring, Request::OpenProviderKey { provider_id: "p".into(), key, revision: 2 }).await;
    assert_eq!(handle(&Host, &mut ring, open_client(&client)).await, Err(Failure::Unopened));
    done(&mut ring, open_client(&ClientKeys { link_key: links[0].clone(), ..client.clone() })).await;
    let decrypt = Request::Decrypt { organization_id: "o".into(), texts: vec![client.collection_name] };
    assert_eq!(handle(&Host, &mut ring, decrypt).await, Ok(Response::Decrypted(vec![Some("Shared".into())])));
    assert!(ring.provider("p").unwrap().next().is_err());
}

#[tokio::test]
async fn an_interrupted_change_goes_on_with_the_key_that_was_made() {
    let (mut ring, account) = first_admin().await;
    let (key, _) = make_next(&mut ring).await;
    let id = next_key(&ring).id();
    let (present, revision) = {
        let provider = ring.provider("p").unwrap();
        (seal::seal(&Host, &PublicKey::parse(&account.public_key).unwrap(), &provider.key).await.unwrap(), provider.revision)
    };
    done(&mut ring, Request::Lock).await;
    derive(&mut ring, "password").await;
    done(&mut ring, unlock(&account)).await;
    done(&mut ring, Request::OpenProviderKey { provider_id: "p".into(), key: present, revision }).await;
    let rewrap = || Request::Rotation(RotationCall::Rewrap { provider_id: "p".into(), keys: vec![] });
    assert_eq!(handle(&Host, &mut ring, rewrap()).await, Err(Failure::Locked));
    done(&mut ring, Request::Rotation(RotationCall::Open { provider_id: "p".into(), key })).await;
    assert_eq!(next_key(&ring).id(), id);
    assert_eq!(handle(&Host, &mut ring, rewrap()).await, Ok(Response::Rewrapped(vec![])));
}

#[tokio::test]
async fn the_next_key_goes_to_pinned_keys_and_to_those_compared_just_now() {
    let (mut ring, account) = first_admin().await;
    let request = Request::MakeAccount { email: "bob@example.test".into(), password: "password".into(), kdf: QUICK };
    let Ok(Response::Account(other)) = handle(&Host, &mut ring, request).await else { panic!("no account") };
    // Confirmed once, which pins the key under the present provider key.
    let confirm = Request::SealProviderKey { provider_id: "p".into(), user_id: USER.into(), public_key: account.public_key.clone() };
    let Ok(Response::SealedProviderKey { record, .. }) = handle(&Host, &mut ring, confirm).await else { panic!("not sealed") };
    let (_, under_next) = make_next(&mut ring).await;

    let sealed = handle(&Host, &mut ring, seal_next(USER, &account.public_key, Some(record.clone()), false)).await;
    assert!(matches!(sealed, Ok(Response::SealedProviderKey { .. })));
    for refused in [
        seal_next(USER, &account.public_key, None, false),
        // The key of somebody else, or the pin of somebody else.
        seal_next(USER, &other.public_key, Some(record.clone()), false),
        seal_next("v", &account.public_key, Some(record.clone()), false),
        // A pin that was not made under the present key.
        seal_next(USER, &account.public_key, Some(under_next), false),
    ] {
        assert_eq!(handle(&Host, &mut ring, refused).await, Err(Failure::NotCompared));
    }
    let Ok(Response::SealedProviderKey { pin, .. }) = handle(&Host, &mut ring, seal_next("v", &other.public_key, None, true)).await else {
        panic!("not sealed")
    };
    assert_eq!(pin, PublicKey::parse(&other.public_key).unwrap().pin());
}
