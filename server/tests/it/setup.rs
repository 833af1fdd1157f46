use crate::{caller::*, on_both_engines, support::World};
use server::{
    domain::setup,
    model::{error::ErrorCode, key::Kdf, setup::SetupRequest},
    store::sql,
};

fn request(address: &str) -> SetupRequest {
    SetupRequest {
        setup_token: "setup-token".to_owned(),
        email: email(address),
        name: name("Mara Kent"),
        keys: keys('A'),
        provider_name: name("Northgate IT"),
        billing_email: email("billing@northgate.example"),
        teams_seats: 200,
        enterprise_seats: 0,
        provider_key: sealed(),
    }
}

async fn rows(world: &World) -> (i64, i64, i64, i64) {
    (
        world.number(sql("SELECT COUNT(*) AS n FROM users")).await,
        world.number(sql("SELECT COUNT(*) AS n FROM providers")).await,
        world.number(sql("SELECT COUNT(*) AS n FROM installation")).await,
        world.number(sql("SELECT COUNT(*) AS n FROM events")).await,
    )
}

on_both_engines! {
    async fn the_first_admin_sets_up_and_signs_in(world) {
        assert!(setup::status(&world.nobody(), ()).await.unwrap().is_needed);
        setup::create(&world.nobody(), request("mara@northgate.example")).await.unwrap();
        assert!(!setup::status(&world.nobody(), ()).await.unwrap().is_needed);
        let mara = world.sign_in("mara@northgate.example", 'A').await;
        let context = world.in_browser(&mara).await;
        let me = server::domain::accounts::me(&context, ()).await.unwrap();
        assert_eq!(me.providers.len(), 1);
        assert_eq!((me.providers[0].role, me.providers[0].status), (server::model::role::ProviderRole::Admin, server::model::role::Status::Confirmed));
        let unlock = server::domain::sessions::unlock_keys(&context, ()).await.unwrap();
        assert_eq!(unlock.provider_keys.iter().map(|key| key.key.clone()).collect::<Vec<_>>(), [sealed()]);
        assert_eq!(world.number(sql("SELECT purchased AS n FROM provider_plans WHERE plan = 17")).await, 200);
        assert_eq!(world.number(sql("SELECT purchased AS n FROM provider_plans WHERE plan = 19")).await, 0);
        assert_eq!(world.number(sql("SELECT confirmed_admins AS n FROM providers")).await, 1);
        assert_eq!((world.count_events(1801).await, world.count_events(9007).await), (1, 1));
    }

    async fn of_many_set_ups_at_once_one_wins(world) {
        let tries = (0..32).map(|n| {
            let context = world.nobody_at(&format!("192.0.2.{n}"));
            tokio::spawn(async move { setup::create(&context, request(&format!("admin{n}@northgate.example"))).await })
        }).collect::<Vec<_>>();
        let mut won = 0;
        for one in tries {
            match one.await.unwrap() {
                Ok(()) => won += 1,
                other => assert_eq!(code(other), ErrorCode::Conflict),
            }
        }
        assert_eq!(won, 1);
        let (users, providers, installation, _) = rows(&world).await;
        assert_eq!((users, providers, installation), (1, 1, 1));
    }

    async fn a_set_up_token_works_once(world) {
        setup::create(&world.nobody(), request("mara@northgate.example")).await.unwrap();
        assert_eq!(code(setup::create(&world.nobody(), request("other@northgate.example")).await), ErrorCode::Conflict);
        assert_eq!(code(setup::install(&world.nobody(), request("other@northgate.example")).await), ErrorCode::Conflict);
    }

    async fn a_wrong_token_is_refused_and_guessing_is_limited(world) {
        for guess in 0..10 {
            let wrong = SetupRequest { setup_token: format!("setup-toke{guess}"), ..request("mara@northgate.example") };
            let refused = refusal(setup::create(&world.nobody(), wrong).await);
            assert_eq!((refused.code, refused.fields[0].field.as_str()), (ErrorCode::Invalid, "setup_token"));
        }
        let refused = refusal(setup::create(&world.nobody(), request("mara@northgate.example")).await);
        assert_eq!(refused.code, ErrorCode::TooMany);
        assert!(refused.retry_after.is_some_and(|seconds| (1..=60).contains(&seconds)));
        assert_eq!(rows(&world).await, (0, 0, 0, 0));
        setup::create(&world.nobody_at("192.0.2.77"), request("mara@northgate.example")).await.unwrap();
    }

    async fn what_cannot_be_set_up_leaves_nothing_behind(world) {
        let good = || request("mara@northgate.example");
        let bad = [
            ("teams_seats", SetupRequest { teams_seats: 100_001, ..good() }),
            ("enterprise_seats", SetupRequest { enterprise_seats: 100_001, ..good() }),
            ("provider_key", SetupRequest { provider_key: wrapped(), ..good() }),
            ("kdf", SetupRequest { keys: server::model::key::AccountKeys { kdf: Kdf::Pbkdf2 { iterations: 5000 }, ..keys('A') }, ..good() }),
            ("user_key", SetupRequest { keys: server::model::key::AccountKeys { user_key: sealed(), ..keys('A') }, ..good() }),
        ];
        for (field, bad) in bad {
            let refused = refusal(setup::create(&world.nobody(), bad).await);
            assert_eq!((refused.code, refused.fields[0].field.as_str()), (ErrorCode::Invalid, field));
        }
        assert_eq!(rows(&world).await, (0, 0, 0, 0));
        world.account("mara@northgate.example", 'B').await;
        assert_eq!(code(setup::create(&world.nobody(), good()).await), ErrorCode::Conflict);
        assert_eq!(rows(&world).await, (1, 0, 0, 0));
        assert!(setup::status(&world.nobody(), ()).await.unwrap().is_needed);
    }
}
