use crate::{caller::*, on_both_engines, support::World};
use server::{
    domain::{
        accounts,
        invitations::{self, Proof},
        outbox::Mail,
    },
    model::{
        account::{FinishRegistrationRequest, ProofRequest, ProofView, RegistrationProof, StartRegistrationRequest},
        error::ErrorCode,
        key::{AccountKeys, Kdf},
        time::Micros,
    },
    store::sql,
};

fn link(world: &World, address: &str, asked_at: Micros) -> RegistrationProof {
    RegistrationProof::Email { token: invitations::make(&world.instance, &Proof::Registration { email: email(address), asked_at }).unwrap() }
}

fn finish(proof: RegistrationProof, address: &str) -> FinishRegistrationRequest {
    FinishRegistrationRequest { proof, email: email(address), name: name("Amara Hartwell"), keys: keys('A') }
}

on_both_engines! {
    async fn the_answer_does_not_tell_whether_an_address_has_an_account(world) {
        world.account("amara@hartwell.example", 'A').await;
        for address in ["amara@hartwell.example", "new@hartwell.example"] {
            accounts::start_registration(&world.nobody(), StartRegistrationRequest { email: email(address) }).await.unwrap();
        }
        let mails = world.mails().await;
        assert_eq!(mails[0], Mail::AccountExists { email: email("amara@hartwell.example") });
        assert!(matches!(&mails[1], Mail::Registration { email: to, .. } if *to == email("new@hartwell.example")));
        assert_eq!(mails.len(), 2);
    }

    async fn a_mailbox_gets_three_mails_an_hour_with_or_without_an_account(world) {
        world.account("amara@hartwell.example", 'A').await;
        let ask = async |address: &str, from: &str| {
            accounts::start_registration(&world.nobody_at(from), StartRegistrationRequest { email: email(address) }).await
        };
        for address in ["amara@hartwell.example", "new@hartwell.example"] {
            for n in 0..3 {
                ask(address, &format!("192.0.2.{n}")).await.unwrap();
            }
            let refused = refusal(ask(address, "192.0.2.9").await);
            assert_eq!(refused.code, ErrorCode::TooMany);
            assert!(refused.retry_after.is_some_and(|seconds| seconds > 3500));
        }
        assert_eq!(world.mails().await.len(), 6);
        world.execute(sql("UPDATE attempts SET blocked_until = 1")).await;
        ask("new@hartwell.example", "192.0.2.9").await.unwrap();
    }

    async fn an_address_asks_for_twenty_mails_an_hour(world) {
        for n in 0..21 {
            let request = StartRegistrationRequest { email: email(&format!("new{n}@hartwell.example")) };
            let result = accounts::start_registration(&world.nobody(), request).await;
            assert_eq!(result.is_ok(), n < 20, "{n}");
        }
        assert_eq!(world.mails().await.len(), 20);
    }

    async fn a_proved_mailbox_becomes_an_account_once(world) {
        let proof = link(&world, "amara@hartwell.example", Micros::now());
        let view = accounts::proof(&world.nobody(), ProofRequest { proof: proof.clone() }).await.unwrap();
        assert_eq!(view, ProofView { email: email("amara@hartwell.example"), invited_by: None, has_account: false });
        accounts::finish_registration(&world.nobody(), finish(proof.clone(), "amara@hartwell.example")).await.unwrap();
        world.sign_in("amara@hartwell.example", 'A').await;
        assert!(accounts::proof(&world.nobody(), ProofRequest { proof: proof.clone() }).await.unwrap().has_account);
        let again = refusal(accounts::finish_registration(&world.nobody(), finish(proof, "amara@hartwell.example")).await);
        assert_eq!(again.code, ErrorCode::Conflict);
        assert!(again.message.contains("Sign in"));
        let made = accounts::make_proved(&world.nobody(), email("amara@hartwell.example"), name("Other"), keys('B')).await;
        assert_eq!(code(made), ErrorCode::Conflict);
        world.sign_in("amara@hartwell.example", 'A').await;
    }

    async fn of_many_registrations_with_one_link_one_wins(world) {
        let proof = link(&world, "amara@hartwell.example", Micros::now());
        let tries = (0..32).map(|_| {
            let (context, request) = (world.nobody(), finish(proof.clone(), "amara@hartwell.example"));
            tokio::spawn(async move { accounts::finish_registration(&context, request).await })
        }).collect::<Vec<_>>();
        let mut won = 0;
        for one in tries {
            match one.await.unwrap() {
                Ok(()) => won += 1,
                other => assert_eq!(code(other), ErrorCode::Conflict),
            }
        }
        assert_eq!((won, world.number(sql("SELECT COUNT(*) AS n FROM users")).await), (1, 1));
    }

    async fn the_account_is_made_for_the_proved_address_alone(world) {
        let proof = link(&world, "amara@hartwell.example", Micros::now());
        let refused = refusal(accounts::finish_registration(&world.nobody(), finish(proof, "victim@hartwell.example")).await);
        assert_eq!((refused.code, refused.fields[0].field.as_str()), (ErrorCode::Invalid, "email"));
        let old = link(&world, "amara@hartwell.example", Micros::now().plus(-Micros::DAY));
        assert_eq!(code(accounts::finish_registration(&world.nobody(), finish(old, "amara@hartwell.example")).await), ErrorCode::Expired);
        let forged = RegistrationProof::Email { token: "e30.e30".to_owned() };
        assert_eq!(code(accounts::finish_registration(&world.nobody(), finish(forged, "amara@hartwell.example")).await), ErrorCode::Expired);
        assert_eq!(world.number(sql("SELECT COUNT(*) AS n FROM users")).await, 0);
    }

    async fn keys_of_a_wrong_kind_or_too_weak_are_refused(world) {
        let weak = Kdf::Argon2id { iterations: 1, memory_mib: 64, parallelism: 4 };
        let bad = [
            ("kdf", AccountKeys { kdf: Kdf::Pbkdf2 { iterations: 599_999 }, ..keys('A') }),
            ("kdf", AccountKeys { kdf: Kdf::Pbkdf2 { iterations: 2_000_001 }, ..keys('A') }),
            ("kdf", AccountKeys { kdf: weak, ..keys('A') }),
            ("user_key", AccountKeys { user_key: sealed(), ..keys('A') }),
            ("private_key", AccountKeys { private_key: sealed(), ..keys('A') }),
        ];
        for (field, keys) in bad {
            let proof = link(&world, "amara@hartwell.example", Micros::now());
            let request = FinishRegistrationRequest { keys, ..finish(proof, "amara@hartwell.example") };
            let refused = refusal(accounts::finish_registration(&world.nobody(), request).await);
            assert_eq!((refused.code, refused.fields[0].field.as_str()), (ErrorCode::Invalid, field));
        }
    }

    async fn an_invitation_proves_a_mailbox_while_it_waits(world) {
        let provider = world.provider("Northgate IT", 100).await;
        let (person, invited_at) = world.invited_person(provider, "mara@northgate.example").await;
        let token = invitations::make(&world.instance, &Proof::ProviderUser { provider, person, invited_at }).unwrap();
        let proof = RegistrationProof::Invitation { token };
        let view = accounts::proof(&world.nobody(), ProofRequest { proof: proof.clone() }).await.unwrap();
        assert_eq!(view, ProofView { email: email("mara@northgate.example"), invited_by: Some("Northgate IT".to_owned()), has_account: false });
        let wrong = accounts::finish_registration(&world.nobody(), finish(proof.clone(), "victim@northgate.example")).await;
        assert_eq!(code(wrong), ErrorCode::Invalid);
        world.execute(sql("UPDATE provider_users SET status = -1 WHERE id = $1").bind(person)).await;
        let revoked = accounts::finish_registration(&world.nobody(), finish(proof.clone(), "mara@northgate.example")).await;
        assert_eq!(code(revoked), ErrorCode::Expired);
        world.execute(sql("UPDATE provider_users SET status = 0 WHERE id = $1").bind(person)).await;
        accounts::finish_registration(&world.nobody(), finish(proof, "mara@northgate.example")).await.unwrap();
        // Accepting is a step of its own.
        assert_eq!(world.number(sql("SELECT status AS n FROM provider_users WHERE id = $1").bind(person)).await, 0);
    }
}
