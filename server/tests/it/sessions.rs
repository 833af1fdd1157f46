use crate::{caller::*, on_both_engines};
use server::{
    domain::{RefreshCookie, sessions},
    model::{
        account::EndSessionRequest,
        error::ErrorCode,
        id::SessionId,
        role::{ProviderRole, Status},
        time::Micros,
    },
    store::sql,
};

on_both_engines! {
    async fn a_refresh_exchanges_the_cookie_and_keeps_the_end_of_the_session(world) {
        world.account("amara@hartwell.example", 'A').await;
        let before = world.sign_in("amara@hartwell.example", 'A').await;
        let ends = world.number(sql("SELECT expires_at AS n FROM sessions")).await;
        let context = world.with_cookie(&before.refresh);
        let access = sessions::refresh(&context, ()).await.unwrap();
        let RefreshCookie::Set { token, expires_at } = context.refresh_cookie() else { panic!("no cookie was set") };
        assert_eq!(expires_at, Micros(ends));
        assert_ne!(token, before.refresh);
        assert_ne!(access.access_token, before.access.access_token);
        // The other tab goes on with the access token that it has.
        assert!(world.session(&access.access_token).await.is_some());
        assert!(world.session(&before.access.access_token).await.is_some());
        sessions::refresh(&world.with_cookie(&token), ()).await.unwrap();
    }

    async fn of_many_refreshes_at_once_one_wins_and_the_session_goes_on(world) {
        world.account("amara@hartwell.example", 'A').await;
        let browser = world.sign_in("amara@hartwell.example", 'A').await;
        let tabs = (0..32).map(|_| {
            let context = world.with_cookie(&browser.refresh);
            tokio::spawn(async move {
                let result = sessions::refresh(&context, ()).await;
                (result, context.refresh_cookie())
            })
        }).collect::<Vec<_>>();
        let mut next = vec![];
        for tab in tabs {
            match tab.await.unwrap() {
                (Ok(_), RefreshCookie::Set { token, .. }) => next.push(token),
                (result, cookie) => {
                    let refused = refusal(result);
                    assert_eq!((refused.code, refused.retry_after, cookie), (ErrorCode::Unavailable, Some(1), RefreshCookie::Keep));
                }
            }
        }
        assert_eq!(next.len(), 1);
        sessions::refresh(&world.with_cookie(&next[0]), ()).await.unwrap();
    }

    async fn a_refresh_token_shown_again_ends_the_session_for_thief_and_victim(world) {
        world.account("amara@hartwell.example", 'A').await;
        let browser = world.sign_in("amara@hartwell.example", 'A').await;
        let other = world.sign_in("amara@hartwell.example", 'A').await;
        let context = world.with_cookie(&browser.refresh);
        let access = sessions::refresh(&context, ()).await.unwrap();
        let next = cookie(&context);
        world.execute(sql("UPDATE sessions SET refreshed_at = refreshed_at - $1").bind(11 * Micros::SECOND)).await;
        let thief = world.with_cookie(&browser.refresh);
        assert_eq!(code(sessions::refresh(&thief, ()).await), ErrorCode::SignedOut);
        assert_eq!(thief.refresh_cookie(), RefreshCookie::Clear);
        assert!(world.session(&access.access_token).await.is_none());
        assert_eq!(code(sessions::refresh(&world.with_cookie(&next), ()).await), ErrorCode::SignedOut);
        assert!(world.session(&other.access.access_token).await.is_some(), "another session is not concerned");
    }

    async fn a_token_exchanged_several_times_over_ends_the_session_too(world) {
        world.account("amara@hartwell.example", 'A').await;
        let browser = world.sign_in("amara@hartwell.example", 'A').await;
        let mut stolen = browser.refresh.clone();
        // The thief is quick, and goes on while the victim's machine sleeps.
        for _ in 0..3 {
            let thief = world.with_cookie(&stolen);
            sessions::refresh(&thief, ()).await.unwrap();
            stolen = cookie(&thief);
        }
        let tab = world.with_cookie(&browser.refresh);
        assert_eq!((code(sessions::refresh(&tab, ()).await), tab.refresh_cookie()), (ErrorCode::Unavailable, RefreshCookie::Keep), "three tabs wake at once");
        world.execute(sql("UPDATE sessions SET refreshed_at = refreshed_at - $1").bind(11 * Micros::SECOND)).await;
        assert_eq!(code(sessions::refresh(&world.with_cookie(&browser.refresh), ()).await), ErrorCode::SignedOut);
        assert_eq!(code(sessions::refresh(&world.with_cookie(&stolen), ()).await), ErrorCode::SignedOut, "the thief's token is worth nothing now");
    }

    async fn nobody_ends_a_session_with_a_token_of_his_own_making(world) {
        world.account("amara@hartwell.example", 'A').await;
        let browser = world.sign_in("amara@hartwell.example", 'A').await;
        world.execute(sql("UPDATE sessions SET refreshed_at = refreshed_at - $1").bind(11 * Micros::SECOND)).await;
        let (session, rest) = browser.refresh.split_once('.').unwrap();
        let (_, tag) = rest.split_once('.').unwrap();
        for made_up in [format!("{session}.made-up.{tag}"), format!("{session}.made-up."), format!("{session}.{rest}x")] {
            assert_eq!(code(sessions::refresh(&world.with_cookie(&made_up), ()).await), ErrorCode::SignedOut);
        }
        sessions::refresh(&world.with_cookie(&browser.refresh), ()).await.unwrap();
    }

    async fn nothing_refreshes_without_a_token_in_force(world) {
        world.account("amara@hartwell.example", 'A').await;
        let browser = world.sign_in("amara@hartwell.example", 'A').await;
        assert_eq!(code(sessions::refresh(&world.nobody(), ()).await), ErrorCode::SignedOut);
        assert_eq!(code(sessions::refresh(&world.with_cookie("made up"), ()).await), ErrorCode::SignedOut);
        assert_eq!(code(sessions::refresh(&world.with_cookie(&browser.access.access_token), ()).await), ErrorCode::SignedOut);
        world.execute(sql("UPDATE sessions SET expires_at = $1").bind(Micros::now())).await;
        assert_eq!(code(sessions::refresh(&world.with_cookie(&browser.refresh), ()).await), ErrorCode::SignedOut);
        assert!(world.session(&browser.access.access_token).await.is_none(), "an access token does not outlive its session");
    }

    async fn signing_out_ends_the_session_and_clears_the_cookie(world) {
        world.account("amara@hartwell.example", 'A').await;
        let browser = world.sign_in("amara@hartwell.example", 'A').await;
        // The access token may have expired: the cookie alone is enough.
        let context = world.with_cookie(&browser.refresh);
        sessions::sign_out(&context, ()).await.unwrap();
        assert_eq!(context.refresh_cookie(), RefreshCookie::Clear);
        assert!(world.session(&browser.access.access_token).await.is_none());
        assert_eq!(code(sessions::refresh(&world.with_cookie(&browser.refresh), ()).await), ErrorCode::SignedOut);
        sessions::sign_out(&world.with_cookie(&browser.refresh), ()).await.unwrap();
        sessions::sign_out(&world.nobody(), ()).await.unwrap();
    }

    async fn one_sees_and_ends_only_ones_own_sessions(world) {
        world.account("amara@hartwell.example", 'A').await;
        world.account("stranger@elsewhere.example", 'A').await;
        let (here, there) = (world.sign_in("amara@hartwell.example", 'A').await, world.sign_in("amara@hartwell.example", 'A').await);
        let stranger = world.sign_in("stranger@elsewhere.example", 'A').await;
        let context = world.in_browser(&here).await;
        let listed = sessions::list(&context, ()).await.unwrap();
        assert_eq!(listed.len(), 2);
        assert_eq!(listed.iter().filter(|session| session.is_current).count(), 1);
        assert!(listed.iter().all(|session| session.device == "Firefox on Linux" && session.address == "192.0.2.1"));
        let foreign = world.session(&stranger.access.access_token).await.unwrap().id;
        for id in [foreign, SessionId::make()] {
            assert_eq!(code(sessions::end(&context, EndSessionRequest { session: id }).await), ErrorCode::NotFound);
        }
        assert!(world.session(&stranger.access.access_token).await.is_some());
        let other = listed.iter().find(|session| !session.is_current).unwrap().id;
        sessions::end(&context, EndSessionRequest { session: other }).await.unwrap();
        assert_eq!(context.refresh_cookie(), RefreshCookie::Keep);
        assert!(world.session(&there.access.access_token).await.is_none());
        let own = context.session().unwrap().id;
        sessions::end(&context, EndSessionRequest { session: own }).await.unwrap();
        assert_eq!(context.refresh_cookie(), RefreshCookie::Clear);
        assert!(world.session(&here.access.access_token).await.is_none());
        assert_eq!(code(sessions::list(&world.nobody(), ()).await), ErrorCode::SignedOut);
    }

    async fn provider_keys_come_with_a_confirmed_row_only(world) {
        let provider = world.provider("Northgate IT", 100).await;
        let (mara, row) = world.staff(provider, "mara@northgate.example", ProviderRole::ServiceUser).await;
        let unlock = sessions::unlock_keys(&world.by(&mara, None), ()).await.unwrap();
        assert_eq!((unlock.user_id, unlock.provider_keys.len(), unlock.provider_keys[0].provider), (mara.id, 1, provider));
        for status in [Status::Revoked, Status::Accepted] {
            world.execute(sql("UPDATE provider_users SET status = $2 WHERE id = $1").bind(row).bind(status)).await;
            assert!(sessions::unlock_keys(&world.by(&mara, None), ()).await.unwrap().provider_keys.is_empty());
        }
        assert_eq!(code(sessions::unlock_keys(&world.nobody(), ()).await), ErrorCode::SignedOut);
    }

    async fn housekeeping_deletes_what_is_over_and_nothing_else(world) {
        world.account("amara@hartwell.example", 'A').await;
        let kept = world.sign_in("amara@hartwell.example", 'A').await;
        let over = world.sign_in("amara@hartwell.example", 'A').await;
        let _ = world.try_sign_in("nobody@hartwell.example", 'B', "192.0.2.1").await;
        let id = world.session(&over.access.access_token).await.unwrap().id;
        let now = Micros::now();
        world.execute(sql("UPDATE sessions SET expires_at = $2 WHERE id = $1").bind(id).bind(now)).await;
        let organization = world.organization(None, "Hartwell Dental", 1).await;
        let ticket = "INSERT INTO key_tickets (organization_id, id, user_id, purpose, expires_at) VALUES ($1, $2, $2, 'import', $3)";
        for expires_at in [now, now.plus(Micros::MINUTE)] {
            world.execute(sql(ticket).bind(organization).bind(SessionId::make()).bind(expires_at)).await;
        }
        let done = sessions::housekeep(&world.instance.store, now).await.unwrap();
        assert_eq!((done.sessions, done.attempts, done.key_tickets, done.answers), (1, 0, 1, 0));
        assert!(world.session(&kept.access.access_token).await.is_some());
        let later = sessions::housekeep(&world.instance.store, now.plus(31 * Micros::DAY)).await.unwrap();
        assert!(later.sessions >= 1 && later.attempts >= 1 && later.key_tickets == 1);
        for table in ["SELECT COUNT(*) AS n FROM sessions", "SELECT COUNT(*) AS n FROM access_tokens", "SELECT COUNT(*) AS n FROM attempts"] {
            assert_eq!(world.number(sql(table)).await, 0);
        }
    }
}
