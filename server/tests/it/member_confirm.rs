//! Confirming a member: the ticket, the key that was compared, and what it leaves behind.

use crate::{
    members::{Client, client, code, demand_true_counters, events, status},
    on_both_engines,
    support::{Person, WRAPPED, World, sealed},
};
use server::{
    domain::{Error, members, organizations},
    model::{
        error::{ApiError, ErrorCode},
        id::{KeyTicketId, MemberId, OrganizationId},
        key::Pin,
        member::{ConfirmMemberRequest, MemberRequest},
        organization::{KeyPurpose, KeyTicket, KeyTicketRequest},
        role::{Right, Rights, Role, Status},
        time::Micros,
    },
    store::sql,
};

/// SHA-256 of the 294 zero bytes that `support::public_key` stands for.
pub const PIN: &str = "07707846d42ad8a9f058f197f570ca0f762bb47f7bb27bf97532604c0d376517";

pub async fn ticket(world: &World, by: &Person, organization: OrganizationId) -> Result<KeyTicket, Error> {
    organizations::key_ticket(&world.by(by, Some(organization)), KeyTicketRequest { organization, purpose: KeyPurpose::ConfirmMembers }).await
}

pub fn request(organization: OrganizationId, member: MemberId, ticket: KeyTicketId) -> ConfirmMemberRequest {
    ConfirmMemberRequest { organization, member, ticket, key: sealed().try_into().unwrap(), pin: Pin::try_from(PIN.to_owned()).unwrap(), replaces: None }
}

async fn confirm(world: &World, by: &Person, client: &Client, member: MemberId) -> Result<(), Error> {
    let ticket = ticket(world, by, client.id).await?;
    members::confirm(&world.by(by, Some(client.id)), request(client.id, member, ticket.id)).await
}

on_both_engines! {
    async fn a_provider_user_confirms_and_the_key_is_pinned_and_the_person_told(world) {
        let client = client(&world, 5).await;
        let (person, member) = client.member(&world, "new@hartwell.example", Role::User, Status::Accepted).await;
        let shown = members::public_key(&world.by(&client.mara, None), MemberRequest { organization: client.id, member }).await.unwrap();
        assert_eq!((shown.user_id, shown.pinned), (person.id, None));
        confirm(&world, &client.mara, &client, member).await.unwrap();
        assert_eq!(status(&world, member).await, 2);
        assert_eq!(world.number(sql("SELECT COUNT(*) AS n FROM members WHERE id = $1 AND key = $2").bind(member).bind(sealed())).await, 1);
        assert_eq!((events(&world, client.id, 1501).await, events(&world, client.id, 9001).await), (1, 1));
        assert_eq!(world.number(sql("SELECT COUNT(*) AS n FROM outbox WHERE payload LIKE '%MemberConfirmed%'")).await, 1);
        let shown = members::public_key(&world.by(&client.mara, None), MemberRequest { organization: client.id, member }).await.unwrap();
        assert_eq!(shown.pinned.unwrap().as_str(), PIN);
        demand_true_counters(&world, client.id).await;
    }

    async fn a_ticket_serves_once_one_person_one_organization_and_120_seconds(world) {
        let client = client(&world, 9).await;
        let (_, first) = client.member(&world, "a@hartwell.example", Role::User, Status::Accepted).await;
        let (_, second) = client.member(&world, "b@hartwell.example", Role::User, Status::Accepted).await;
        let used = ticket(&world, &client.mara, client.id).await.unwrap();
        assert_eq!((used.via, used.key.as_str()), (Some(client.provider), WRAPPED));
        assert!((used.expires_at.0 - Micros::now().0) <= 120 * Micros::SECOND);
        let mara = world.by(&client.mara, Some(client.id));
        members::confirm(&mara, request(client.id, first, used.id)).await.unwrap();
        assert_eq!(code(members::confirm(&mara, request(client.id, second, used.id)).await), ErrorCode::Expired);
        // Another person's ticket.
        let hers = ticket(&world, &client.amara, client.id).await.unwrap();
        assert!(hers.via.is_none() && hers.key.is_sealed());
        assert_eq!(code(members::confirm(&mara, request(client.id, second, hers.id)).await), ErrorCode::Expired);
        // Another organization's.
        let elsewhere = world.organization(Some(client.provider), "Bluewater", 5).await;
        let foreign = ticket(&world, &client.mara, elsewhere).await.unwrap();
        assert_eq!(code(members::confirm(&mara, request(client.id, second, foreign.id)).await), ErrorCode::Expired);
        // One that is too old.
        let old = ticket(&world, &client.mara, client.id).await.unwrap();
        world.execute(sql("UPDATE key_tickets SET expires_at = $2 WHERE id = $1").bind(old.id).bind(Micros::now())).await;
        assert_eq!(code(members::confirm(&world.by(&client.mara, Some(client.id)), request(client.id, second, old.id)).await), ErrorCode::Expired);
        assert_eq!(status(&world, second).await, 1);
    }

    async fn a_refused_confirmation_leaves_the_ticket_usable(world) {
        let client = client(&world, 9).await;
        let (_, member) = client.member(&world, "a@hartwell.example", Role::User, Status::Accepted).await;
        let ticket = ticket(&world, &client.mara, client.id).await.unwrap();
        let mara = world.by(&client.mara, Some(client.id));
        let wrong = ConfirmMemberRequest { pin: Pin::try_from("0".repeat(64)).unwrap(), ..request(client.id, member, ticket.id) };
        assert_eq!(code(members::confirm(&mara, wrong).await), ErrorCode::KeyChanged);
        members::confirm(&mara, request(client.id, member, ticket.id)).await.unwrap();
    }

    async fn a_key_that_changed_after_it_was_shown_is_not_sealed_to(world) {
        let client = client(&world, 9).await;
        let (person, member) = client.member(&world, "a@hartwell.example", Role::User, Status::Accepted).await;
        world.execute(sql("UPDATE users SET public_key = $2 WHERE id = $1").bind(person.id).bind("B".repeat(392))).await;
        assert_eq!(code(confirm(&world, &client.mara, &client, member).await), ErrorCode::KeyChanged);
        assert_eq!(status(&world, member).await, 1);
        assert_eq!(world.number(sql("SELECT COUNT(*) AS n FROM key_pins")).await, 0);
    }

    async fn a_changed_key_blocks_until_it_was_compared_again(world) {
        let client = client(&world, 9).await;
        let (person, member) = client.member(&world, "a@hartwell.example", Role::User, Status::Accepted).await;
        let old = Pin::try_from("0".repeat(64)).unwrap();
        let pinned = sql("INSERT INTO key_pins (tenant_id, user_id, pin, pinned_by, pinned_at) VALUES ($1, $2, $3, $2, 0)");
        world.execute(pinned.bind(client.id).bind(person.id).bind(&old)).await;
        let ticket = ticket(&world, &client.mara, client.id).await.unwrap();
        let mara = world.by(&client.mara, Some(client.id));
        let unsaid = request(client.id, member, ticket.id);
        // Naming another pin than the one on record says nothing about it.
        let stale = ConfirmMemberRequest { replaces: Some(Pin::try_from("1".repeat(64)).unwrap()), ..unsaid.clone() };
        for refused in [unsaid.clone(), stale] {
            let error = ApiError::from(&members::confirm(&mara, refused).await.unwrap_err());
            assert_eq!(error.code, ErrorCode::KeyChanged);
            assert!(error.message.contains("Compare the new phrase"), "{}", error.message);
        }
        assert_eq!(status(&world, member).await, 1);
        members::confirm(&mara, ConfirmMemberRequest { replaces: Some(old), ..unsaid }).await.unwrap();
        assert_eq!(status(&world, member).await, 2);
        let shown = members::public_key(&mara, MemberRequest { organization: client.id, member }).await.unwrap();
        assert_eq!(shown.pinned.unwrap().as_str(), PIN);
    }

    async fn a_key_that_is_not_sealed_is_refused(world) {
        let client = client(&world, 9).await;
        let (_, member) = client.member(&world, "a@hartwell.example", Role::User, Status::Accepted).await;
        let ticket = ticket(&world, &client.mara, client.id).await.unwrap();
        let wrapped = ConfirmMemberRequest { key: WRAPPED.to_owned().try_into().unwrap(), ..request(client.id, member, ticket.id) };
        assert_eq!(code(members::confirm(&world.by(&client.mara, Some(client.id)), wrapped).await), ErrorCode::Invalid);
    }

    async fn only_who_accepted_is_confirmed(world) {
        let client = client(&world, 9).await;
        for state in [Status::Invited, Status::Confirmed, Status::Revoked] {
            let (_, member) = client.member(&world, &format!("{state:?}@hartwell.example"), Role::User, state).await;
            assert_eq!(code(confirm(&world, &client.mara, &client, member).await), ErrorCode::Conflict, "{state:?}");
        }
        assert_eq!(code(confirm(&world, &client.mara, &client, MemberId::make()).await), ErrorCode::NotFound);
        demand_true_counters(&world, client.id).await;
    }

    async fn nobody_confirms_above_his_rank_or_himself(world) {
        let client = client(&world, 9).await;
        let (admin, _) = client.member(&world, "admin@hartwell.example", Role::Admin, Status::Confirmed).await;
        let (_, owner) = client.member(&world, "owner2@hartwell.example", Role::Owner, Status::Accepted).await;
        assert_eq!(code(confirm(&world, &admin, &client, owner).await), ErrorCode::Forbidden);
        let own = world.member(client.id, &client.mara, Role::User, Rights::NONE, Status::Accepted).await;
        assert_eq!(code(confirm(&world, &client.mara, &client, own).await), ErrorCode::Forbidden);
        confirm(&world, &client.amara, &client, own).await.unwrap();
    }

    async fn a_key_ticket_is_for_those_who_may_confirm_and_hold_the_key(world) {
        let client = client(&world, 9).await;
        let (user, _) = client.member(&world, "user@hartwell.example", Role::User, Status::Confirmed).await;
        let groups = client.custom(&world, "groups@hartwell.example", vec![Right::ManageGroups]).await;
        let clerk = client.custom(&world, "clerk@hartwell.example", vec![Right::ManageUsers]).await;
        assert_eq!(code(ticket(&world, &user, client.id).await.map(drop)), ErrorCode::Forbidden);
        assert_eq!(code(ticket(&world, &groups, client.id).await.map(drop)), ErrorCode::Forbidden);
        assert!(ticket(&world, &clerk, client.id).await.is_ok());
        world.execute(sql("UPDATE members SET key = NULL WHERE user_id = $1").bind(clerk.id)).await;
        assert_eq!(code(ticket(&world, &clerk, client.id).await.map(drop)), ErrorCode::Conflict);
        let detail = sql("SELECT COUNT(*) AS n FROM events WHERE kind = 9001 AND detail = 'to confirm members' AND provider_id IS NULL");
        assert_eq!(world.number(detail).await, 1);
    }

    async fn an_invited_person_has_no_key_to_show(world) {
        let client = client(&world, 9).await;
        let (_, member) = client.member(&world, "a@hartwell.example", Role::User, Status::Invited).await;
        world.execute(sql("UPDATE members SET user_id = NULL WHERE id = $1").bind(member)).await;
        let key = members::public_key(&world.by(&client.mara, None), MemberRequest { organization: client.id, member }).await;
        assert_eq!(code(key), ErrorCode::Conflict);
        let elsewhere = world.organization(Some(client.provider), "Bluewater", 5).await;
        let foreign = members::public_key(&world.by(&client.mara, None), MemberRequest { organization: elsewhere, member: client.amara_member }).await;
        assert_eq!(code(foreign), ErrorCode::NotFound);
    }
}
