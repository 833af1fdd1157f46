//! The key graph from a password to an item, as the app walks it.

use proptest::{prelude::*, sample::Index};
use tokio::runtime::Builder;
use vault::{Error, Host, Kdf, Platform, PrivateKey, PublicKey, SymmetricKey, account, organization, seal};

const QUICK: Kdf = Kdf::Argon2id { iterations: 2, memory_mib: 19, parallelism: 1 };
const EMAIL: &str = "alice@example.test";

#[tokio::test]
async fn an_account_opens_with_its_password_only() {
    let new = account::make(&Host, EMAIL, "password", &QUICK).await.unwrap();
    assert_eq!(new.user_key.len(), 180);
    assert_eq!(new.public_key.to_base64().len(), 392);

    let master_key = QUICK.derive_master_key(&Host, EMAIL, "password").await.unwrap();
    assert_eq!(master_key.derive_auth_hash(&Host, "password").await.unwrap(), new.auth_hash);
    let open = account::open(&Host, &master_key, &new.user_key, &new.private_key).await.unwrap();
    assert_eq!(open.private_key.public(), &new.public_key);

    let wrong = QUICK.derive_master_key(&Host, EMAIL, "Password").await.unwrap();
    let refused = account::open(&Host, &wrong, &new.user_key, &new.private_key).await;
    assert_eq!(refused.map(|_| ()), Err(Error::Unopened));
}

#[tokio::test]
async fn a_changed_password_opens_the_same_keys() {
    let new = account::make(&Host, EMAIL, "old", &QUICK).await.unwrap();
    let old_master = QUICK.derive_master_key(&Host, EMAIL, "old").await.unwrap();
    let open = account::open(&Host, &old_master, &new.user_key, &new.private_key).await.unwrap();

    let changed = account::change_password(&Host, &open.user_key, EMAIL, "new", &QUICK).await.unwrap();
    assert_ne!(changed.auth_hash, new.auth_hash);
    let new_master = QUICK.derive_master_key(&Host, EMAIL, "new").await.unwrap();
    let again = account::open(&Host, &new_master, &changed.user_key, &new.private_key).await.unwrap();
    assert_eq!(again.user_key.id(), open.user_key.id());
    assert!(account::open(&Host, &old_master, &changed.user_key, &new.private_key).await.is_err());
}

#[tokio::test]
async fn a_provider_user_reaches_a_client_and_shares_it_with_a_member() {
    let user_key = SymmetricKey::make().unwrap();
    let (admin_public, wrapped) = PrivateKey::make_wrapped(&Host, &user_key).await.unwrap();
    let admin = PrivateKey::open(&Host, &user_key, &wrapped).await.unwrap();

    let provider_key = SymmetricKey::make().unwrap();
    let sealed_provider_key = seal::seal(&Host, &admin_public, &provider_key).await.unwrap();
    assert_eq!(sealed_provider_key.len(), 346);
    let client = organization::make(&Host).await.unwrap();
    let link_key = provider_key.wrap(&client.key).unwrap();

    let opened_provider_key = seal::open(&Host, &admin, &sealed_provider_key).await.unwrap();
    let organization_key = opened_provider_key.open(&link_key).unwrap();
    assert_eq!(organization_key.id(), client.key.id());

    let member_user_key = SymmetricKey::make().unwrap();
    let (member_public, member_wrapped) = PrivateKey::make_wrapped(&Host, &member_user_key).await.unwrap();
    let for_member = seal::seal(&Host, &member_public, &organization_key).await.unwrap();
    let member = PrivateKey::open(&Host, &member_user_key, &member_wrapped).await.unwrap();
    assert_eq!(seal::open(&Host, &member, &for_member).await.unwrap().id(), client.key.id());
    assert_eq!(seal::open(&Host, &admin, &for_member).await.map(|_| ()), Err(Error::Unopened));

    let organization_pair = PrivateKey::open(&Host, &client.key, &client.private_key).await.unwrap();
    assert_eq!(organization_pair.public(), &client.public_key);
}

#[tokio::test]
async fn a_sealed_key_of_another_length_is_not_a_key() {
    let user_key = SymmetricKey::make().unwrap();
    let (public, wrapped) = PrivateKey::make_wrapped(&Host, &user_key).await.unwrap();
    let private = PrivateKey::open(&Host, &user_key, &wrapped).await.unwrap();
    let short = vault::Sealed::from_bytes(Host.rsa_seal(public.spki(), &[1; 32]).await.unwrap()).unwrap();
    assert_eq!(seal::open(&Host, &private, &short.to_string()).await.map(|_| ()), Err(Error::Unopened));
}

#[tokio::test]
async fn a_wrapped_private_key_must_be_one() {
    let key = SymmetricKey::make().unwrap();
    let pair = Host.make_rsa_pair().await.unwrap();
    let mut another_exponent = pair.pkcs8.to_vec();
    another_exponent[38 + 256 + 4] = 3;
    for bytes in [Vec::new(), vec![0; 1217], pair.spki.clone(), pair.pkcs8[..300].to_vec(), another_exponent] {
        let wrapped = key.encrypt(&bytes).unwrap();
        let opened = PrivateKey::open(&Host, &key, &wrapped).await;
        assert_eq!(opened.map(|_| ()), Err(Error::Unopened));
    }
}

#[tokio::test]
async fn a_public_key_of_another_shape_is_refused() {
    let pair = Host.make_rsa_pair().await.unwrap();
    assert!(PublicKey::from_spki(pair.spki.clone()).is_ok());

    let mut exponent_1 = pair.spki.clone();
    let len = exponent_1.len();
    exponent_1[len - 3] = 0;
    let mut small_modulus = pair.spki.clone();
    small_modulus[33] = 0;
    let mut even_modulus = pair.spki.clone();
    even_modulus[33 + 255] &= 0xfe;
    let longer = [pair.spki.as_slice(), &[0]].concat();
    for spki in [exponent_1, small_modulus, even_modulus, longer, pair.pkcs8.to_vec(), Vec::new()] {
        assert_eq!(PublicKey::from_spki(spki), Err(Error::BadInput));
    }
    assert_eq!(PublicKey::parse("not base64"), Err(Error::BadInput));
}

proptest! {
    // RSA is slow: one key pair, few rounds.
    #![proptest_config(ProptestConfig::with_cases(4))]
    #[test]
    fn a_change_of_any_character_of_a_sealed_key_is_noticed(places: [Index; 8], replacement in 0x20_u8..0x7f) {
        let runtime = Builder::new_current_thread().build().unwrap();
        let (private, sealed) = runtime.block_on(async {
            let key = SymmetricKey::make().unwrap();
            let (public, wrapped) = PrivateKey::make_wrapped(&Host, &key).await.unwrap();
            let private = PrivateKey::open(&Host, &key, &wrapped).await.unwrap();
            (private, seal::seal(&Host, &public, &key).await.unwrap())
        });
        for place in places {
            let mut text = sealed.clone().into_bytes();
            let at = place.index(text.len());
            if text[at] == replacement {
                continue;
            }
            text[at] = replacement;
            let text = String::from_utf8(text).unwrap();
            let opened = runtime.block_on(seal::open(&Host, &private, &text));
            prop_assert_eq!(opened.map(|_| ()), Err(Error::Unopened));
        }
    }
}
