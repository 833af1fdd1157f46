use crate::{caller::*, on_both_engines, support::World};
use server::{
    domain::{
        Context, Result, accounts,
        invitations::{self, Proof},
    },
    model::{
        account::{AcceptRequest, Accepted},
        error::ErrorCode,
        id::{MemberId, OrganizationId},
        role::Status,
        time::Micros,
    },
    store::sql,
};

fn member_token(world: &World, organization: OrganizationId, member: MemberId, invited_at: Micros) -> String {
    invitations::make(&world.instance, &Proof::Member { organization, member, invited_at }).unwrap()
}

async fn accept(context: &Context, token: &str) -> Result<Accepted> {
    accounts::accept(context, AcceptRequest { token: token.to_owned() }).await
}

async fn counters(world: &World, organization: OrganizationId) -> (i64, i64, i64) {
    (
        world.number(sql("SELECT occupied AS n FROM organizations WHERE id = $1").bind(organization)).await,
        world.number(sql("SELECT invited AS n FROM organizations WHERE id = $1").bind(organization)).await,
        world.number(sql("SELECT to_confirm AS n FROM organizations WHERE id = $1").bind(organization)).await,
    )
}

on_both_engines! {
    async fn an_invited_person_becomes_an_accepted_member(world) {
        let organization = world.organization(None, "Hartwell Dental", 5).await;
        let (member, at) = world.invited_member(organization, "amara@hartwell.example").await;
        let amara = world.person("amara@hartwell.example").await;
        assert_eq!(counters(&world, organization).await, (1, 1, 0));
        let accepted = accept(&world.by(&amara, None), &member_token(&world, organization, member, at)).await.unwrap();
        assert_eq!(accepted, Accepted::Organization { id: organization, name: "Hartwell Dental".to_owned() });
        assert_eq!(counters(&world, organization).await, (1, 0, 1));
        let me = accounts::me(&world.by(&amara, None), ()).await.unwrap();
        assert_eq!(me.organizations.iter().map(|one| (one.id, one.status)).collect::<Vec<_>>(), [(organization, Status::Accepted)]);
        let event = sql("SELECT COUNT(*) AS n FROM events WHERE kind = 9010 AND organization_id = $1 AND member_id = $2 AND actor_id = $3 AND provider_id IS NULL");
        assert_eq!(world.number(event.bind(organization).bind(member).bind(amara.id)).await, 1);
        let named = sql("SELECT COUNT(*) AS n FROM members WHERE id = $1 AND name_key = 'amara@hartwell.example' AND key IS NULL");
        assert_eq!(world.number(named.bind(member)).await, 1);
    }

    async fn an_invited_person_becomes_an_accepted_provider_user(world) {
        let provider = world.provider("Northgate IT", 100).await;
        let (person, invited_at) = world.invited_person(provider, "mara@northgate.example").await;
        let mara = world.person("mara@northgate.example").await;
        let token = invitations::make(&world.instance, &Proof::ProviderUser { provider, person, invited_at }).unwrap();
        let accepted = accept(&world.by(&mara, None), &token).await.unwrap();
        assert_eq!(accepted, Accepted::Provider { id: provider, name: "Northgate IT".to_owned() });
        let me = accounts::me(&world.by(&mara, None), ()).await.unwrap();
        assert_eq!(me.providers.iter().map(|one| (one.id, one.status)).collect::<Vec<_>>(), [(provider, Status::Accepted)]);
        let event = sql("SELECT COUNT(*) AS n FROM events WHERE kind = 9011 AND provider_id = $1 AND provider_user_id = $2");
        assert_eq!(world.number(event.bind(provider).bind(person)).await, 1);
        assert_eq!(code(accept(&world.by(&mara, None), &token).await), ErrorCode::Conflict);
    }

    async fn an_invitation_works_once(world) {
        let organization = world.organization(None, "Hartwell Dental", 5).await;
        let (member, at) = world.invited_member(organization, "amara@hartwell.example").await;
        let amara = world.person("amara@hartwell.example").await;
        let token = member_token(&world, organization, member, at);
        let tries = (0..32).map(|_| {
            let (context, token) = (world.by(&amara, None), token.clone());
            tokio::spawn(async move { accept(&context, &token).await })
        }).collect::<Vec<_>>();
        let mut done = 0;
        for one in tries {
            match one.await.unwrap() {
                Ok(_) => done += 1,
                other => {
                    let refused = refusal(other);
                    assert_eq!(refused.code, ErrorCode::Conflict);
                    assert!(refused.message.contains("already"));
                }
            }
        }
        assert_eq!((done, counters(&world, organization).await, world.count_events(9010).await), (1, (1, 0, 1), 1));
    }

    async fn somebody_else_cannot_accept_an_invitation(world) {
        let organization = world.organization(None, "Hartwell Dental", 5).await;
        let (member, at) = world.invited_member(organization, "amara@hartwell.example").await;
        let stranger = world.person("stranger@elsewhere.example").await;
        let token = member_token(&world, organization, member, at);
        assert_eq!(code(accept(&world.by(&stranger, None), &token).await), ErrorCode::Forbidden);
        assert_eq!(code(accept(&world.nobody(), &token).await), ErrorCode::SignedOut);
        let provider = world.provider("Northgate IT", 100).await;
        let (person, invited_at) = world.invited_person(provider, "mara@northgate.example").await;
        let token = invitations::make(&world.instance, &Proof::ProviderUser { provider, person, invited_at }).unwrap();
        assert_eq!(code(accept(&world.by(&stranger, None), &token).await), ErrorCode::Forbidden);
        assert_eq!(counters(&world, organization).await, (1, 1, 0));
        assert_eq!(world.count_events(9010).await + world.count_events(9011).await, 0);
        assert_eq!(world.number(sql("SELECT COUNT(*) AS n FROM members WHERE user_id IS NOT NULL")).await, 0);
    }

    async fn a_newer_invitation_replaces_the_one_before(world) {
        let organization = world.organization(None, "Hartwell Dental", 5).await;
        let (member, at) = world.invited_member(organization, "amara@hartwell.example").await;
        let amara = world.person("amara@hartwell.example").await;
        let newer = at.plus(Micros::SECOND);
        world.execute(sql("UPDATE members SET invited_at = $2 WHERE id = $1").bind(member).bind(newer)).await;
        assert_eq!(code(accept(&world.by(&amara, None), &member_token(&world, organization, member, at)).await), ErrorCode::Expired);
        accept(&world.by(&amara, None), &member_token(&world, organization, member, newer)).await.unwrap();
    }

    async fn a_withdrawn_or_old_invitation_is_dead(world) {
        let organization = world.organization(None, "Hartwell Dental", 5).await;
        let (member, at) = world.invited_member(organization, "amara@hartwell.example").await;
        let amara = world.person("amara@hartwell.example").await;
        let token = member_token(&world, organization, member, at);
        let old = at.plus(-6 * Micros::DAY);
        world.execute(sql("UPDATE members SET invited_at = $2 WHERE id = $1").bind(member).bind(old)).await;
        assert_eq!(code(accept(&world.by(&amara, None), &member_token(&world, organization, member, old)).await), ErrorCode::Expired);
        world.execute(sql("UPDATE members SET invited_at = $2, status = -1 WHERE id = $1").bind(member).bind(at)).await;
        assert_eq!(code(accept(&world.by(&amara, None), &token).await), ErrorCode::Expired);
        world.execute(sql("DELETE FROM members WHERE id = $1").bind(member)).await;
        assert_eq!(code(accept(&world.by(&amara, None), &token).await), ErrorCode::Expired);
        let registration = Proof::Registration { email: amara.email.clone(), asked_at: Micros::now() };
        let registration = invitations::make(&world.instance, &registration).unwrap();
        assert_eq!(code(accept(&world.by(&amara, None), &registration).await), ErrorCode::Expired);
    }

    async fn nobody_accepts_into_a_suspended_place(world) {
        let provider = world.provider("Northgate IT", 100).await;
        let organization = world.organization(Some(provider), "Hartwell Dental", 5).await;
        let (member, at) = world.invited_member(organization, "amara@hartwell.example").await;
        let amara = world.person("amara@hartwell.example").await;
        let token = member_token(&world, organization, member, at);
        world.execute(sql("UPDATE providers SET suspended_at = 1")).await;
        assert_eq!(code(accept(&world.by(&amara, None), &token).await), ErrorCode::Suspended);
        world.execute(sql("UPDATE providers SET suspended_at = NULL")).await;
        world.execute(sql("UPDATE organizations SET suspended_at = 1")).await;
        assert_eq!(code(accept(&world.by(&amara, None), &token).await), ErrorCode::Suspended);
        assert_eq!(counters(&world, organization).await, (1, 1, 0));
    }
}
