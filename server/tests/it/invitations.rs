//! What mailed links prove, and that nobody but this installation makes them.

use crate::{caller::*, on_both_engines, support::World};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use server::{
    domain::{
        Instance, accounts,
        invitations::{self, INVITATION_LIFE, Proof, REGISTRATION_LIFE},
        members, people,
    },
    model::{
        account::{ProofRequest, RegistrationProof},
        error::ErrorCode,
        id::{MemberId, OrganizationId, ProviderId, ProviderUserId},
        member::MembersRequest,
        person::PersonRequest,
        role::ProviderRole,
        time::Micros,
    },
};

fn proofs() -> [Proof; 3] {
    let at = Micros(1_700_000_000_000_000);
    [
        Proof::Registration { email: email("amara@hartwell.example"), asked_at: at },
        Proof::Member { organization: OrganizationId::make(), member: MemberId::make(), invited_at: at },
        Proof::ProviderUser { provider: ProviderId::make(), person: ProviderUserId::make(), invited_at: at },
    ]
}

async fn instance() -> (World, Micros) {
    (World::sqlite().await, Micros(1_700_000_000_000_000))
}

#[tokio::test]
async fn a_link_proves_what_it_was_made_for_until_it_expires() {
    let (world, at) = instance().await;
    for proof in proofs() {
        let life = if matches!(proof, Proof::Registration { .. }) { REGISTRATION_LIFE } else { INVITATION_LIFE };
        let token = invitations::make(&world.instance, &proof).unwrap();
        assert_eq!(invitations::parse(&world.instance, &token, at.plus(life - 1)).unwrap(), proof);
        assert_eq!(code(invitations::parse(&world.instance, &token, at.plus(life))), ErrorCode::Expired);
    }
}

#[tokio::test]
async fn an_altered_link_proves_nothing() {
    let (world, at) = instance().await;
    for proof in proofs() {
        let token = invitations::make(&world.instance, &proof).unwrap();
        let (body, tag) = token.split_once('.').unwrap();
        let longer = String::from_utf8(URL_SAFE_NO_PAD.decode(body).unwrap()).unwrap().replace("1700000000000000", "1900000000000000");
        let mut altered = vec![format!("{}.{tag}", URL_SAFE_NO_PAD.encode(longer)), format!("{body}."), body.to_owned(), format!(".{tag}"), String::new()];
        altered.extend((0..token.len()).filter_map(|at| {
            let other = if token.as_bytes()[at] == b'A' { 'B' } else { 'A' };
            let changed = format!("{}{other}{}", &token[..at], &token[at + 1..]);
            // The last letter of an unpadded base64 text has bits that mean nothing; decoding refuses them.
            (changed != token).then_some(changed)
        }));
        altered.push(format!("{body}.{}", &tag[..tag.len() - 2]));
        for token in altered {
            assert_eq!(code(invitations::parse(&world.instance, &token, at)), ErrorCode::Expired, "{token}");
        }
    }
}

#[tokio::test]
async fn a_link_of_another_installation_proves_nothing() {
    let (world, at) = instance().await;
    let other = Instance::bare(world.instance.store.clone(), [8; 32].into());
    for proof in proofs() {
        let token = invitations::make(&other, &proof).unwrap();
        assert_eq!(code(invitations::parse(&world.instance, &token, at)), ErrorCode::Expired);
    }
}

on_both_engines! {
    async fn a_link_of_one_kind_does_not_do_for_the_other(world) {
        let now = Micros::now();
        let registration = invitations::make(&world.instance, &Proof::Registration { email: email("amara@hartwell.example"), asked_at: now }).unwrap();
        let organization = world.organization(None, "Hartwell Dental", 5).await;
        let (member, invited_at) = world.invited_member(organization, "amara@hartwell.example").await;
        let invitation = invitations::make(&world.instance, &Proof::Member { organization, member, invited_at }).unwrap();
        let ask = async |proof| accounts::proof(&world.nobody(), ProofRequest { proof }).await;
        assert!(ask(RegistrationProof::Email { token: registration.clone() }).await.is_ok());
        assert!(ask(RegistrationProof::Invitation { token: invitation.clone() }).await.is_ok());
        assert_eq!(code(ask(RegistrationProof::Invitation { token: registration }).await), ErrorCode::Expired);
        assert_eq!(code(ask(RegistrationProof::Email { token: invitation }).await), ErrorCode::Expired);
    }

    async fn an_invitation_names_a_row_of_its_own_tenant(world) {
        let (mine, other) = (world.organization(None, "Hartwell Dental", 5).await, world.organization(None, "Lakeside Law", 5).await);
        let (member, invited_at) = world.invited_member(mine, "amara@hartwell.example").await;
        let token = invitations::make(&world.instance, &Proof::Member { organization: other, member, invited_at }).unwrap();
        let proof = RegistrationProof::Invitation { token };
        assert_eq!(code(accounts::proof(&world.nobody(), ProofRequest { proof }).await), ErrorCode::Expired);
    }

    async fn a_revoked_invitation_stays_ended_when_it_is_restored(world) {
        let provider = world.provider("Northgate IT", 10).await;
        let (admin, _) = world.staff(provider, "dana@northgate.example", ProviderRole::Admin).await;
        let client = world.organization(Some(provider), "Hartwell Dental", 5).await;
        let by = world.by(&admin, Some(client));
        let (member, invited_at) = world.invited_member(client, "amara@hartwell.example").await;
        let (person, asked_at) = world.invited_person(provider, "tom@northgate.example").await;
        let proofs = [Proof::Member { organization: client, member, invited_at }, Proof::ProviderUser { provider, person, invited_at: asked_at }];
        let tokens = proofs.map(|proof| invitations::make(&world.instance, &proof).unwrap());
        let ask = async |token: &String| accounts::proof(&world.nobody(), ProofRequest { proof: RegistrationProof::Invitation { token: token.clone() } }).await;
        for token in &tokens {
            assert!(ask(token).await.is_ok());
        }
        let members_request = MembersRequest { organization: client, members: vec![member] };
        let person_request = PersonRequest { provider, person };
        members::revoke(&by, members_request.clone()).await.unwrap();
        people::revoke(&by, person_request.clone()).await.unwrap();
        assert_eq!(members::restore(&by, members_request).await.unwrap()[0].refused, None);
        people::restore(&by, person_request).await.unwrap();
        for token in &tokens {
            assert_eq!(code(ask(token).await), ErrorCode::Expired);
        }
        assert_eq!((world.mails_of_kind("MemberInvitation").await, world.mails_of_kind("ProviderInvitation").await), (1, 1));
    }
}
