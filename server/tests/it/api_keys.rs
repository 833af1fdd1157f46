//! Signing in with a key instead of a password.

use crate::{caller::*, on_both_engines, support::World};
use server::{
    domain::{Error, accounts, outbox::Mail, sessions},
    model::{
        account::{Access, ApiKey, ChangePasswordRequest},
        error::ErrorCode,
        id::UserId,
        role::{Rights, Role, Status},
    },
    store::sql,
};

async fn amara(world: &World) -> (UserId, Browser) {
    let id = world.account("amara@hartwell.example", 'A').await;
    (id, world.sign_in("amara@hartwell.example", 'A').await)
}

async fn make(world: &World, browser: &Browser) -> ApiKey {
    accounts::make_api_key(&world.in_browser(browser).await, ()).await.unwrap()
}

async fn try_key(world: &World, user: UserId, secret: &str, from: &str) -> Result<Access, Error> {
    sessions::sign_in_by_key(&world.nobody_at(from), user, secret).await
}

on_both_engines! {
    async fn a_key_opens_a_session_until_it_is_replaced_or_ended(world) {
        let (id, browser) = amara(&world).await;
        let first = make(&world, &browser).await;
        assert_eq!(first.client_id, format!("user.{id}"));
        let access = try_key(&world, id, &first.client_secret, "192.0.2.7").await.unwrap();
        let session = world.session(&access.access_token).await.unwrap();
        assert_eq!((session.user_id, session.step_up_at), (id, None));

        let second = make(&world, &browser).await;
        assert_eq!(code(try_key(&world, id, &first.client_secret, "192.0.2.7").await), ErrorCode::BadCredentials);
        try_key(&world, id, &second.client_secret, "192.0.2.7").await.unwrap();
        let me = accounts::me(&world.in_browser(&browser).await, ()).await.unwrap();
        assert_eq!(me.api_key_at, Some(second.made_at));

        accounts::end_api_key(&world.in_browser(&browser).await, ()).await.unwrap();
        assert_eq!(code(try_key(&world, id, &second.client_secret, "192.0.2.7").await), ErrorCode::BadCredentials);
        assert_eq!(accounts::me(&world.in_browser(&browser).await, ()).await.unwrap().api_key_at, None);
        assert_eq!(world.mails().await, [(); 2].map(|()| Mail::ApiKeyMade { email: email("amara@hartwell.example") }));
    }

    async fn a_key_is_for_its_own_account_and_what_is_stored_is_none(world) {
        let (id, browser) = amara(&world).await;
        let other = world.account("stranger@elsewhere.example", 'A').await;
        let key = make(&world, &browser).await;
        let kept = world.instance.store.read().await.unwrap().one(sql("SELECT api_key_hash FROM users WHERE id = $1").bind(id)).await.unwrap();
        let kept = kept.get::<Vec<u8>>("api_key_hash").unwrap();
        assert!(!String::from_utf8_lossy(&kept).contains(&key.client_secret));
        // An account without a key is not opened by an empty one either.
        for (user, secret) in [(other, key.client_secret.as_str()), (other, ""), (id, ""), (UserId::make(), key.client_secret.as_str())] {
            assert_eq!(code(try_key(&world, user, secret, "192.0.2.7").await), ErrorCode::BadCredentials);
        }
    }

    async fn a_session_of_a_key_has_proved_nothing_and_is_not_renewed(world) {
        let (id, browser) = amara(&world).await;
        let key = make(&world, &browser).await;
        let nobody = world.nobody_at("192.0.2.7");
        let access = sessions::sign_in_by_key(&nobody, id, &key.client_secret).await.unwrap();
        assert!(matches!(nobody.refresh_cookie(), server::domain::RefreshCookie::Keep), "a token that renews was given out");
        let by_key = world.in_browser(&Browser { access, refresh: String::new() }).await;
        assert_eq!(code(accounts::make_api_key(&by_key, ()).await), ErrorCode::StepUpRequired);
        assert_eq!(code(accounts::end_api_key(&by_key, ()).await), ErrorCode::StepUpRequired);
        let request = ChangePasswordRequest { kdf: keys('B').kdf, auth_hash: auth_hash('B'), user_key: wrapped() };
        assert_eq!(code(accounts::change_password(&by_key, request).await), ErrorCode::StepUpRequired);
    }

    async fn wrong_keys_are_few_and_right_ones_are_not_counted(world) {
        let (id, browser) = amara(&world).await;
        let organization = world.organization(None, "Hartwell Dental", 10).await;
        let person = crate::support::Person { id, email: email("amara@hartwell.example") };
        world.member(organization, &person, Role::User, Rights::NONE, Status::Confirmed).await;
        let key = make(&world, &browser).await;
        for _ in 0..12 {
            try_key(&world, id, &key.client_secret, "192.0.2.8").await.unwrap();
        }
        let signed_in = sql("SELECT COUNT(*) AS n FROM events WHERE kind = 1000 AND organization_id = $1 AND detail = 'With an API key'").bind(organization);
        assert_eq!(world.number(signed_in).await, 12);
        for _ in 0..10 {
            assert_eq!(code(try_key(&world, id, "wrong", "192.0.2.9").await), ErrorCode::BadCredentials);
        }
        assert_eq!(code(try_key(&world, id, &key.client_secret, "192.0.2.9").await), ErrorCode::TooMany);
    }
}
