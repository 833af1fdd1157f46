use crate::{caller::*, on_both_engines};
use server::{
    domain::{Context, accounts, outbox::Mail, sessions},
    model::{
        account::{ChangePasswordRequest, UpdateAccountRequest},
        error::ErrorCode,
        key::{Ciphertext, Kdf},
        role::{ProviderRole, Rights, Role, Status},
    },
    store::sql,
};

const OTHER_WRAPPED: &str = "2.AAAAAAAAAAAAAAAAAAAAAA==|3ELLtfoiEXKrXDRJ9bfr/Q==|ZyqynBPdYm7KenbDpGq0T3voFFWaOLP6hri2KteC3Xg=";

fn to(letter: char) -> ChangePasswordRequest {
    ChangePasswordRequest { kdf: Kdf::DEFAULT, auth_hash: auth_hash(letter), user_key: Ciphertext::try_from(OTHER_WRAPPED.to_owned()).unwrap() }
}

on_both_engines! {
    async fn a_person_sees_his_places_but_not_those_that_revoked_him(world) {
        let provider = world.provider("Northgate IT", 100).await;
        let (mara, row) = world.staff(provider, "mara@northgate.example", ProviderRole::ServiceUser).await;
        let client = world.organization(Some(provider), "Hartwell Dental", 10).await;
        let own = world.organization(None, "Acme", 10).await;
        let revoked = world.organization(None, "Lakeside Law", 10).await;
        world.organization(Some(provider), "Not a member here", 10).await;
        world.member(client, &mara, Role::User, Rights::NONE, Status::Confirmed).await;
        world.member(own, &mara, Role::Owner, Rights::NONE, Status::Accepted).await;
        world.member(revoked, &mara, Role::Owner, Rights::NONE, Status::Revoked).await;
        world.execute(sql("UPDATE organizations SET suspended_at = 1 WHERE id = $1").bind(own)).await;
        let me = accounts::me(&world.by(&mara, None), ()).await.unwrap();
        assert_eq!((me.id, me.email, me.kdf), (mara.id, mara.email.clone(), Kdf::DEFAULT));
        assert_eq!(me.providers.iter().map(|one| (one.id, one.role, one.status)).collect::<Vec<_>>(), [(provider, ProviderRole::ServiceUser, Status::Confirmed)]);
        let seen = me.organizations.iter().map(|one| (one.id, one.role, one.status, one.provider_name.as_deref(), one.is_suspended)).collect::<Vec<_>>();
        assert_eq!(seen, [(own, Role::Owner, Status::Accepted, None, true), (client, Role::User, Status::Confirmed, Some("Northgate IT"), false)]);
        world.execute(sql("UPDATE provider_users SET status = -1 WHERE id = $1").bind(row)).await;
        assert!(accounts::me(&world.by(&mara, None), ()).await.unwrap().providers.is_empty());
        assert_eq!(code(accounts::me(&world.nobody(), ()).await), ErrorCode::SignedOut);
    }

    async fn a_new_name_is_also_the_one_that_lists_are_ordered_by(world) {
        let organization = world.organization(None, "Hartwell Dental", 10).await;
        let (amara, other) = (world.person("amara@hartwell.example").await, world.person("other@hartwell.example").await);
        world.member(organization, &amara, Role::User, Rights::NONE, Status::Confirmed).await;
        world.member(organization, &other, Role::User, Rights::NONE, Status::Confirmed).await;
        accounts::update(&world.by(&amara, None), UpdateAccountRequest { name: name("Amara HARTWELL") }).await.unwrap();
        assert_eq!(accounts::me(&world.by(&amara, None), ()).await.unwrap().name, "Amara HARTWELL");
        let changed = sql("SELECT COUNT(*) AS n FROM members WHERE name_key = 'amara hartwell' AND user_id = $1").bind(amara.id);
        assert_eq!(world.number(changed).await, 1);
        assert_eq!(world.number(sql("SELECT COUNT(*) AS n FROM members WHERE name_key = 'amara hartwell'")).await, 1);
        let request = UpdateAccountRequest { name: name("Nobody") };
        assert_eq!(code(accounts::update(&world.nobody(), request).await), ErrorCode::SignedOut);
    }

    async fn a_new_password_ends_all_other_sessions(world) {
        let id = world.account("amara@hartwell.example", 'A').await;
        world.account("stranger@elsewhere.example", 'A').await;
        let organization = world.organization(None, "Hartwell Dental", 10).await;
        let amara = crate::support::Person { id, email: email("amara@hartwell.example") };
        world.member(organization, &amara, Role::User, Rights::NONE, Status::Confirmed).await;
        let (here, there) = (world.sign_in("amara@hartwell.example", 'A').await, world.sign_in("amara@hartwell.example", 'A').await);
        let stranger = world.sign_in("stranger@elsewhere.example", 'A').await;
        accounts::change_password(&world.in_browser(&here).await, to('B')).await.unwrap();
        assert!(world.session(&here.access.access_token).await.is_some());
        assert!(world.session(&there.access.access_token).await.is_none());
        assert_eq!(code(sessions::refresh(&world.with_cookie(&there.refresh), ()).await), ErrorCode::SignedOut);
        assert!(world.session(&stranger.access.access_token).await.is_some());
        assert_eq!(code(world.try_sign_in("amara@hartwell.example", 'A', "192.0.2.1").await), ErrorCode::BadCredentials);
        let again = world.sign_in("amara@hartwell.example", 'B').await;
        let unlock = sessions::unlock_keys(&world.in_browser(&again).await, ()).await.unwrap();
        assert_eq!((unlock.user_key.as_str(), unlock.private_key), (OTHER_WRAPPED, wrapped()));
        assert_eq!(world.mails().await, [Mail::PasswordChanged { email: amara.email }]);
        let event = sql("SELECT COUNT(*) AS n FROM events WHERE kind = 1001 AND organization_id = $1 AND actor_id = $2").bind(organization).bind(id);
        assert_eq!(world.number(event).await, 1);
    }

    async fn new_key_derivation_settings_are_told_at_the_next_sign_in(world) {
        world.account("amara@hartwell.example", 'A').await;
        let here = world.sign_in("amara@hartwell.example", 'A').await;
        let kdf = Kdf::Argon2id { iterations: 3, memory_mib: 64, parallelism: 4 };
        accounts::change_kdf(&world.in_browser(&here).await, ChangePasswordRequest { kdf, ..to('B') }).await.unwrap();
        let request = server::model::account::PreloginRequest { email: email("amara@hartwell.example") };
        assert_eq!(sessions::prelogin(&world.nobody(), request).await.unwrap().kdf, kdf);
        world.sign_in("amara@hartwell.example", 'B').await;
    }

    async fn a_password_is_not_changed_without_proving_the_identity_or_with_bad_keys(world) {
        let amara = world.person("amara@hartwell.example").await;
        let stale = world.by_without_step_up(&amara, None);
        let fresh = world.by(&amara, None);
        let both = async |context: &Context, request: ChangePasswordRequest| {
            let one = refusal(accounts::change_password(context, request.clone()).await);
            assert_eq!(refusal(accounts::change_kdf(context, request).await), one);
            one
        };
        assert_eq!(both(&stale, to('B')).await.code, ErrorCode::StepUpRequired);
        assert_eq!(both(&world.nobody(), to('B')).await.code, ErrorCode::SignedOut);
        let weak = ChangePasswordRequest { kdf: Kdf::Pbkdf2 { iterations: 100_000 }, ..to('B') };
        assert_eq!(both(&fresh, weak).await.fields[0].field, "kdf");
        let mistaken = ChangePasswordRequest { user_key: sealed(), ..to('B') };
        assert_eq!(both(&fresh, mistaken).await.fields[0].field, "user_key");
        assert_eq!(world.number(sql("SELECT COUNT(*) AS n FROM users WHERE password_hash = 'none'")).await, 1);
        assert!(world.mails().await.is_empty());
    }

    async fn a_session_that_was_ended_meanwhile_changes_no_password(world) {
        world.account("amara@hartwell.example", 'A').await;
        let context = world.in_browser(&world.sign_in("amara@hartwell.example", 'A').await).await;
        world.execute(sql("DELETE FROM sessions")).await;
        assert_eq!(code(accounts::change_password(&context, to('B')).await), ErrorCode::SignedOut);
        world.sign_in("amara@hartwell.example", 'A').await;
    }

    async fn no_session_begins_with_a_password_that_is_being_changed(world) {
        world.account("amara@hartwell.example", 'A').await;
        let here = world.sign_in("amara@hartwell.example", 'A').await;
        let context = world.in_browser(&here).await;
        let sign_ins = (0..16).map(|n| {
            let context = world.nobody_at(&format!("192.0.2.{n}"));
            let request = server::model::account::SignInRequest { email: email("amara@hartwell.example"), auth_hash: auth_hash('A') };
            tokio::spawn(async move { sessions::sign_in(&context, request).await })
        }).collect::<Vec<_>>();
        let change = tokio::spawn(async move { accounts::change_password(&context, to('B')).await });
        for sign_in in sign_ins {
            let _ = sign_in.await.unwrap();
        }
        change.await.unwrap().unwrap();
        assert_eq!(world.number(sql("SELECT COUNT(*) AS n FROM sessions")).await, 1);
    }
}
