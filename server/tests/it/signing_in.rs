use crate::{caller::*, on_both_engines};
use server::{
    domain::sessions,
    model::{
        account::{PreloginRequest, SignInRequest, StepUpRequest},
        error::ErrorCode,
        key::Kdf,
        role::{ProviderRole, Rights, Role, Status},
        time::Micros,
    },
    store::sql,
};
use std::time::{Duration, Instant};

on_both_engines! {
    async fn a_wrong_password_and_an_unknown_address_look_the_same(world) {
        world.account("amara@hartwell.example", 'A').await;
        // The same answers, attempt by attempt, until both are blocked.
        for attempt in 0..6 {
            let from = format!("192.0.2.{attempt}");
            // What is written for a known account alone is hidden in a wait that both have.
            let refused = async |address: &str| {
                let begun = Instant::now();
                let refusal = refusal(world.try_sign_in(address, 'B', &from).await);
                assert!(attempt == 5 || begun.elapsed() >= Duration::from_millis(250), "{address}");
                refusal
            };
            let known = refused("amara@hartwell.example").await;
            let unknown = refused("nobody@hartwell.example").await;
            assert_eq!(serde_json::to_string(&known).unwrap(), serde_json::to_string(&unknown).unwrap());
            assert_eq!(known.code, if attempt < 5 { ErrorCode::BadCredentials } else { ErrorCode::TooMany });
        }
    }

    async fn unknown_addresses_have_stable_key_derivation_settings(world) {
        let id = world.account("amara@hartwell.example", 'A').await;
        world.execute(sql("UPDATE users SET kdf_kind = 1, kdf_iterations = 5, kdf_memory_mib = 32, kdf_parallelism = 2 WHERE id = $1").bind(id)).await;
        let ask = async |address: &str| sessions::prelogin(&world.nobody(), PreloginRequest { email: email(address) }).await.unwrap().kdf;
        assert_eq!(ask("amara@hartwell.example").await, Kdf::Argon2id { iterations: 5, memory_mib: 32, parallelism: 2 });
        let mut usual = 0;
        for n in 0..100 {
            let address = format!("nobody{n}@hartwell.example");
            let kdf = ask(&address).await;
            assert!(kdf.is_accepted());
            assert_eq!(ask(&address).await, kdf);
            usual += i32::from(kdf == Kdf::DEFAULT);
        }
        assert!((70..100).contains(&usual), "{usual} of 100 have the usual settings");
    }

    async fn five_wrong_passwords_block_an_account_until_the_pause_is_over(world) {
        world.account("amara@hartwell.example", 'A').await;
        for attempt in 0..5 {
            assert_eq!(code(world.try_sign_in("amara@hartwell.example", 'B', &format!("192.0.2.{attempt}")).await), ErrorCode::BadCredentials);
        }
        let blocked = refusal(world.try_sign_in("amara@hartwell.example", 'A', "192.0.2.9").await);
        assert_eq!(blocked.code, ErrorCode::TooMany);
        assert!(blocked.retry_after.is_some_and(|seconds| (1..=2).contains(&seconds)));
        assert!(blocked.message.contains("Wait"));
        world.execute(sql("UPDATE attempts SET blocked_until = 1")).await;
        world.sign_in("amara@hartwell.example", 'A').await;
        // The success begins the count anew.
        for attempt in 0..5 {
            assert_eq!(code(world.try_sign_in("amara@hartwell.example", 'B', &format!("192.0.2.{attempt}")).await), ErrorCode::BadCredentials);
        }
    }

    async fn the_pause_doubles_up_to_a_quarter_of_an_hour(world) {
        let mut pauses = vec![];
        for attempt in 0..16 {
            world.execute(sql("UPDATE attempts SET blocked_until = 1")).await;
            let _ = world.try_sign_in("amara@hartwell.example", 'B', &format!("192.0.2.{attempt}")).await;
            if attempt >= 4 {
                let pause = sql("SELECT blocked_until - last_at AS n FROM attempts WHERE subject LIKE 'sign-in:%'");
                pauses.push(world.number(pause).await / Micros::SECOND);
            }
        }
        assert_eq!(pauses, [2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]);
    }

    async fn a_quiet_day_makes_old_failures_forgotten(world) {
        world.account("amara@hartwell.example", 'A').await;
        for attempt in 0..5 {
            let _ = world.try_sign_in("amara@hartwell.example", 'B', &format!("192.0.2.{attempt}")).await;
        }
        world.execute(sql("UPDATE attempts SET blocked_until = 1, last_at = $1").bind(Micros::now().plus(-Micros::DAY - Micros::MINUTE))).await;
        let _ = world.try_sign_in("amara@hartwell.example", 'B', "192.0.2.1").await;
        assert_eq!(world.number(sql("SELECT failures AS n FROM attempts WHERE subject LIKE 'sign-in:%'")).await, 1);
    }

    async fn of_many_guesses_at_once_only_five_are_heard(world) {
        world.account("amara@hartwell.example", 'A').await;
        let guesses = (0..40).map(|n| {
            let context = world.nobody_at(&format!("192.0.2.{n}"));
            let request = SignInRequest { email: email("amara@hartwell.example"), auth_hash: auth_hash('B') };
            tokio::spawn(async move { code(sessions::sign_in(&context, request).await) })
        }).collect::<Vec<_>>();
        let mut heard = 0;
        for guess in guesses {
            match guess.await.unwrap() {
                ErrorCode::BadCredentials => heard += 1,
                other => assert_eq!(other, ErrorCode::TooMany),
            }
        }
        assert_eq!(heard, 5);
    }

    async fn ten_wrong_passwords_block_an_address_at_all_accounts(world) {
        world.account("amara@hartwell.example", 'A').await;
        // What is right does not count.
        for _ in 0..12 {
            world.try_sign_in("amara@hartwell.example", 'A', "198.51.100.7").await.unwrap();
        }
        for n in 0..10 {
            assert_eq!(code(world.try_sign_in(&format!("nobody{n}@hartwell.example"), 'B', "198.51.100.7").await), ErrorCode::BadCredentials);
        }
        assert_eq!(code(world.try_sign_in("amara@hartwell.example", 'A', "198.51.100.7").await), ErrorCode::TooMany);
        // A refused address does not count against the account, and others are not concerned.
        assert_eq!(world.number(sql("SELECT COUNT(*) AS n FROM attempts WHERE subject LIKE 'sign-in:%'")).await, 10);
        world.try_sign_in("amara@hartwell.example", 'A', "198.51.100.8").await.unwrap();
        world.execute(sql("UPDATE attempts SET blocked_until = 1 WHERE subject LIKE 'sign-in-from:%'")).await;
        world.try_sign_in("amara@hartwell.example", 'A', "198.51.100.7").await.unwrap();
    }

    async fn one_subscriber_of_ipv6_is_one_address(world) {
        for n in 0..10 {
            assert_eq!(code(world.try_sign_in(&format!("nobody{n}@hartwell.example"), 'B', &format!("2001:db8:1:2::{n}")).await), ErrorCode::BadCredentials);
        }
        assert_eq!(code(world.try_sign_in("nobody@hartwell.example", 'B', "2001:db8:1:2:ffff::1").await), ErrorCode::TooMany);
        assert_eq!(code(world.try_sign_in("nobody@hartwell.example", 'B', "2001:db8:1:3::1").await), ErrorCode::BadCredentials);
    }

    async fn signing_in_is_in_the_logs_of_the_places_where_one_is_confirmed(world) {
        let provider = world.provider("Northgate IT", 100).await;
        let (mara, _) = world.staff(provider, "mara@northgate.example", ProviderRole::Admin).await;
        let confirmed = world.organization(Some(provider), "Hartwell Dental", 10).await;
        let accepted = world.organization(Some(provider), "Lakeside Law", 10).await;
        world.member(confirmed, &mara, Role::Owner, Rights::NONE, Status::Confirmed).await;
        world.member(accepted, &mara, Role::Owner, Rights::NONE, Status::Accepted).await;
        let real = world.account("other@northgate.example", 'A').await;
        let hash = "UPDATE users SET password_hash = (SELECT password_hash FROM users WHERE id = $1) WHERE id = $2";
        world.execute(sql(hash).bind(real).bind(mara.id)).await;
        world.sign_in("mara@northgate.example", 'A').await;
        assert_eq!(code(world.try_sign_in("mara@northgate.example", 'B', "192.0.2.1").await), ErrorCode::BadCredentials);
        assert_eq!(code(world.try_sign_in("nobody@northgate.example", 'B', "192.0.2.1").await), ErrorCode::BadCredentials);
        for kind in [1000_u16, 1005] {
            let here = sql("SELECT COUNT(*) AS n FROM events WHERE kind = $1 AND actor_id = $2 AND (organization_id = $3 OR provider_id = $4)");
            assert_eq!(world.number(here.bind(kind).bind(mara.id).bind(confirmed).bind(provider)).await, 2);
            assert_eq!(world.count_events(kind).await, 2);
        }
    }

    async fn a_stranger_who_fails_is_no_activity_of_the_client(world) {
        let id = world.account("amara@hartwell.example", 'A').await;
        let organization = world.organization(None, "Hartwell Dental", 10).await;
        let amara = crate::support::Person { id, email: email("amara@hartwell.example") };
        world.member(organization, &amara, Role::User, Rights::NONE, Status::Confirmed).await;
        world.execute(sql("UPDATE organizations SET last_activity_at = 1")).await;
        assert_eq!(code(world.try_sign_in("amara@hartwell.example", 'B', "192.0.2.1").await), ErrorCode::BadCredentials);
        assert_eq!(world.number(sql("SELECT COUNT(*) AS n FROM events WHERE kind = 1005 AND organization_id = $1").bind(organization)).await, 1);
        assert_eq!(world.number(sql("SELECT last_activity_at AS n FROM organizations")).await, 1);
        world.sign_in("amara@hartwell.example", 'A').await;
        assert!(world.number(sql("SELECT last_activity_at AS n FROM organizations")).await > 1);
    }

    async fn tokens_are_stored_as_hashes_and_hold_for_their_time(world) {
        world.account("amara@hartwell.example", 'A').await;
        let browser = world.sign_in("amara@hartwell.example", 'A').await;
        let session = world.session(&browser.access.access_token).await.unwrap();
        assert_eq!(session.email, email("amara@hartwell.example"));
        assert!(session.step_up_at.is_some(), "whoever has just given his password has proved his identity");
        assert!(world.session(&browser.refresh).await.is_none());
        assert!(world.session("").await.is_none());
        for token in [&browser.access.access_token, &browser.refresh] {
            let plain = sql("SELECT (SELECT COUNT(*) FROM sessions WHERE refresh_hash = $1) + (SELECT COUNT(*) FROM access_tokens WHERE hash = $1) AS n");
            assert_eq!(world.number(plain.bind(token.as_bytes())).await, 0);
        }
        let life = browser.access.expires_at.since(Micros::now()) / Micros::SECOND;
        assert!((590..=600).contains(&life), "{life} s");
        world.execute(sql("UPDATE access_tokens SET expires_at = $1").bind(Micros::now())).await;
        assert!(world.session(&browser.access.access_token).await.is_none());
    }

    async fn an_account_keeps_its_fifty_last_sessions(world) {
        world.account("amara@hartwell.example", 'A').await;
        let first = world.sign_in("amara@hartwell.example", 'A').await;
        for _ in 0..50 {
            world.sign_in("amara@hartwell.example", 'A').await;
        }
        assert_eq!(world.number(sql("SELECT COUNT(*) AS n FROM sessions")).await, 50);
        assert!(world.session(&first.access.access_token).await.is_none());
    }

    async fn proving_the_identity_again_needs_the_password_and_is_limited(world) {
        world.account("amara@hartwell.example", 'A').await;
        let browser = world.sign_in("amara@hartwell.example", 'A').await;
        world.execute(sql("UPDATE sessions SET step_up_at = NULL")).await;
        let context = world.in_browser(&browser).await;
        let until = sessions::step_up(&context, StepUpRequest { auth_hash: auth_hash('A') }).await.unwrap().until;
        assert_eq!(until, context.now().plus(5 * Micros::MINUTE));
        assert_eq!(world.session(&browser.access.access_token).await.unwrap().step_up_at, Some(context.now()));
        for _ in 0..5 {
            assert_eq!(code(sessions::step_up(&context, StepUpRequest { auth_hash: auth_hash('B') }).await), ErrorCode::BadCredentials);
        }
        assert_eq!(code(sessions::step_up(&context, StepUpRequest { auth_hash: auth_hash('A') }).await), ErrorCode::TooMany);
        // It is a counter of its own: signing in goes on.
        world.sign_in("amara@hartwell.example", 'A').await;
        assert_eq!(code(sessions::step_up(&world.nobody(), StepUpRequest { auth_hash: auth_hash('A') }).await), ErrorCode::SignedOut);
    }

    async fn what_is_blocked_stays_blocked_after_a_restart(world) {
        // So often that the pause is longer than this test.
        for n in 0..10 {
            world.execute(sql("UPDATE attempts SET blocked_until = 1")).await;
            assert_eq!(code(world.try_sign_in("amara@hartwell.example", 'B', &format!("192.0.2.{n}")).await), ErrorCode::BadCredentials);
        }
        for n in 0..10 {
            assert_eq!(code(world.try_sign_in(&format!("nobody{n}@hartwell.example"), 'B', "198.51.100.7").await), ErrorCode::BadCredentials);
        }
        let world = world.restarted().await;
        assert_eq!(code(world.try_sign_in("amara@hartwell.example", 'B', "192.0.2.9").await), ErrorCode::TooMany, "the account");
        assert_eq!(code(world.try_sign_in("chloe@hartwell.example", 'B', "198.51.100.7").await), ErrorCode::TooMany, "the address");
        assert_eq!(code(world.try_sign_in("chloe@hartwell.example", 'B', "198.51.100.8").await), ErrorCode::BadCredentials, "nobody else");
    }
}
