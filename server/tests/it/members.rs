//! Who is in an organization, and how people come in, change and go.

use crate::{
    on_both_engines,
    support::{Person, World},
};
use server::{
    domain::{Error, members},
    model::{
        error::ErrorCode,
        id::{MemberId, OrganizationId, ProviderId},
        member::{InviteMembersRequest, ListMembersRequest, MemberFilter, MemberRequest, MemberResult, MemberSort, MembersRequest, UpdateMemberRequest},
        organization::OrganizationRequest,
        page::Direction,
        role::{ProviderRole, Right, Rights, Role, Status},
        time::Micros,
    },
    store::sql,
};

pub const ALL_BULK: [&str; 4] = ["reinvite", "revoke", "restore", "remove"];

/// A client with an owner, and a service user of its provider.
pub struct Client {
    pub provider: ProviderId,
    pub id: OrganizationId,
    pub mara: Person,
    pub amara: Person,
    pub amara_member: MemberId,
}

pub async fn client(world: &World, seats: u32) -> Client {
    let provider = world.provider("Northgate IT", 10_000).await;
    let (mara, _) = world.staff(provider, "mara@northgate.example", ProviderRole::ServiceUser).await;
    let id = world.organization(Some(provider), "Hartwell Dental", seats).await;
    let amara = world.person("amara@hartwell.example").await;
    let amara_member = world.member(id, &amara, Role::Owner, Rights::NONE, Status::Confirmed).await;
    Client { provider, id, mara, amara, amara_member }
}

impl Client {
    pub async fn member(&self, world: &World, email: &str, role: Role, status: Status) -> (Person, MemberId) {
        let person = world.person(email).await;
        let member = world.member(self.id, &person, role, Rights::NONE, status).await;
        (person, member)
    }

    pub async fn custom(&self, world: &World, email: &str, rights: Vec<Right>) -> Person {
        let person = world.person(email).await;
        world.member(self.id, &person, Role::Custom, rights.into(), Status::Confirmed).await;
        person
    }
}

pub fn code<T: std::fmt::Debug>(result: Result<T, Error>) -> ErrorCode {
    match result {
        Err(Error::Refused(error)) => error.code,
        other => panic!("not refused: {other:?}"),
    }
}

pub async fn invite(world: &World, by: &Person, client: OrganizationId, emails: &[&str], role: Role) -> Result<Vec<Option<String>>, Error> {
    let request = InviteMembersRequest { organization: client, emails: emails.iter().map(ToString::to_string).collect(), role, rights: Rights::NONE };
    Ok(members::invite(&world.by(by, Some(client)), request).await?.into_iter().map(|result| result.refused).collect())
}

pub async fn bulk(world: &World, by: &Person, client: OrganizationId, what: &str, ids: &[MemberId]) -> Result<Vec<MemberResult>, Error> {
    let context = world.by(by, Some(client));
    let request = MembersRequest { organization: client, members: ids.to_vec() };
    match what {
        "reinvite" => members::reinvite(&context, request).await,
        "revoke" => members::revoke(&context, request).await,
        "restore" => members::restore(&context, request).await,
        "remove" => members::remove(&context, request).await,
        other => panic!("{other}"),
    }
}

pub async fn one(world: &World, by: &Person, client: OrganizationId, what: &str, id: MemberId) -> Option<String> {
    bulk(world, by, client, what, &[id]).await.unwrap().remove(0).refused
}

pub async fn update(world: &World, by: &Person, client: OrganizationId, member: MemberId, role: Role, rights: Rights) -> Result<(), Error> {
    members::update(&world.by(by, Some(client)), UpdateMemberRequest { organization: client, member, role, rights }).await
}

pub async fn status(world: &World, member: MemberId) -> i64 {
    world.number(sql("SELECT status AS n FROM members WHERE id = $1").bind(member)).await
}

pub async fn events(world: &World, client: OrganizationId, kind: i64) -> i64 {
    world.number(sql("SELECT COUNT(*) AS n FROM events WHERE organization_id = $1 AND kind = $2").bind(client).bind(kind)).await
}

/// The counters of the organization must say what its members' rows say.
pub async fn demand_true_counters(world: &World, client: OrganizationId) {
    for (counter, condition) in
        [("occupied", "status >= 0"), ("invited", "status = 0"), ("to_confirm", "status = 1"), ("confirmed_owners", "status = 2 AND role = 0")]
    {
        let mut query = sql("SELECT o.");
        query
            .push(counter)
            .push(" - (SELECT COUNT(*) FROM members WHERE organization_id = o.id AND ")
            .push(condition)
            .push(") AS n FROM organizations o WHERE o.id = ");
        query.push_bind(client);
        assert_eq!(world.number(query).await, 0, "{counter}");
    }
}

fn list_of(client: OrganizationId, filter: MemberFilter) -> ListMembersRequest {
    ListMembersRequest { organization: client, filter, cursor: None, rows: None }
}

on_both_engines! {
    async fn a_provider_user_without_a_membership_does_everything_to_members(world) {
        let client = client(&world, 10).await;
        let mara = &client.mara;
        assert_eq!(invite(&world, mara, client.id, &["new@hartwell.example"], Role::Owner).await.unwrap(), [None]);
        let view = members::list(&world.by(mara, None), list_of(client.id, MemberFilter::default())).await.unwrap();
        assert_eq!((view.counts.all, view.seats.seats, view.seats.occupied), (2, 10, 2));
        let new = view.page.rows.iter().find(|row| row.email == "new@hartwell.example").unwrap().id;
        assert_eq!(one(&world, mara, client.id, "reinvite", new).await, None);
        update(&world, mara, client.id, new, Role::Custom, vec![Right::ManageUsers].into()).await.unwrap();
        assert_eq!(one(&world, mara, client.id, "revoke", new).await, None);
        assert_eq!(status(&world, new).await, -1);
        assert_eq!(one(&world, mara, client.id, "restore", new).await, None);
        assert_eq!(status(&world, new).await, 0);
        assert_eq!(one(&world, mara, client.id, "remove", new).await, None);
        for kind in [1500, 9012, 1502, 1511, 1512, 1503] {
            assert_eq!(events(&world, client.id, kind).await, 1, "{kind}");
        }
        let acting = sql("SELECT COUNT(*) AS n FROM events WHERE acting_provider_id = $1 AND provider_id = $1 AND actor_id = $2").bind(client.provider).bind(mara.id);
        assert_eq!(world.number(acting).await, 6);
        // Invited, invited again, and invited anew after having been revoked.
        assert_eq!(world.mails_of_kind("MemberInvitation").await, 3);
        demand_true_counters(&world, client.id).await;
    }

    async fn each_address_of_an_invitation_has_its_own_result(world) {
        let client = client(&world, 10).await;
        let (_, revoked) = client.member(&world, "gone@hartwell.example", Role::User, Status::Revoked).await;
        let emails = ["a@hartwell.example", "nonsense", "AMARA@hartwell.example", "a@hartwell.example ", "gone@hartwell.example", "b@hartwell.example"];
        let refused = invite(&world, &client.mara, client.id, &emails, Role::User).await.unwrap();
        assert_eq!(refused.iter().map(Option::is_some).collect::<Vec<_>>(), [false, true, true, true, true, false]);
        assert!(refused[2].as_ref().unwrap().contains("Already a member"));
        assert!(refused[3].as_ref().unwrap().contains("twice"));
        assert!(refused[4].as_ref().unwrap().contains("Restore"));
        assert_eq!(status(&world, revoked).await, -1);
        assert!(invite(&world, &client.mara, client.id, &["b@hartwell.example"], Role::User).await.unwrap()[0].as_ref().unwrap().contains("Already invited"));
        demand_true_counters(&world, client.id).await;
    }

    async fn an_account_that_is_a_member_under_another_address_is_not_invited_again(world) {
        let client = client(&world, 10).await;
        world.execute(sql("UPDATE members SET email = 'former@hartwell.example' WHERE id = $1").bind(client.amara_member)).await;
        let refused = invite(&world, &client.mara, client.id, &["amara@hartwell.example", "former@hartwell.example"], Role::User).await.unwrap();
        assert!(refused.iter().all(Option::is_some));
    }

    async fn if_the_seats_do_not_cover_all_nobody_is_invited_and_the_answer_says_how_many_are_free(world) {
        let client = client(&world, 4).await;
        let emails = ["a@x.example", "b@x.example", "c@x.example", "d@x.example", "amara@hartwell.example"];
        for (person, sentence) in [(&client.mara, "Only 3 of 4 seats are free. Raise the seats first."), (&client.amara, "Only 3 of 4 seats are free. Ask your provider for more.")] {
            let Err(Error::Refused(error)) = invite(&world, person, client.id, &emails, Role::User).await else { panic!("not refused") };
            assert_eq!((error.code, error.message.as_str()), (ErrorCode::SeatsExhausted, sentence));
        }
        assert_eq!(world.number(sql("SELECT COUNT(*) AS n FROM members")).await, 1);
        assert_eq!(events(&world, client.id, 1500).await, 0);
        assert_eq!(world.number(sql("SELECT COUNT(*) AS n FROM outbox")).await, 0);
        // An existing member takes no second seat.
        assert!(invite(&world, &client.mara, client.id, &emails[1..], Role::User).await.is_ok());
        demand_true_counters(&world, client.id).await;
    }

    async fn an_invitation_of_nobody_or_of_too_many_is_refused(world) {
        let client = client(&world, 600).await;
        assert_eq!(code(invite(&world, &client.mara, client.id, &[], Role::User).await), ErrorCode::Invalid);
        let many = (0..501).map(|n| format!("p{n}@x.example")).collect::<Vec<_>>();
        let many = many.iter().map(String::as_str).collect::<Vec<_>>();
        assert_eq!(code(invite(&world, &client.mara, client.id, &many, Role::User).await), ErrorCode::Invalid);
        assert!(invite(&world, &client.mara, client.id, &many[..500], Role::User).await.unwrap().iter().all(Option::is_none));
        assert_eq!(events(&world, client.id, 1500).await, 500);
        demand_true_counters(&world, client.id).await;
    }

    async fn a_thousand_people_are_invited_within_an_hour(world) {
        let client = client(&world, 1_600).await;
        let other = world.organization(None, "Fernhill School", 10).await;
        world.member(other, &client.amara, Role::Owner, Rights::NONE, Status::Confirmed).await;
        let emails = (0..1_001).map(|n| format!("p{n}@x.example")).collect::<Vec<_>>();
        let emails = emails.iter().map(String::as_str).collect::<Vec<_>>();
        for some in emails[..1_000].chunks(500) {
            invite(&world, &client.mara, client.id, some, Role::User).await.unwrap();
        }
        assert_eq!(code(invite(&world, &client.mara, client.id, &emails[1_000..], Role::User).await), ErrorCode::TooMany);
        assert_eq!(events(&world, client.id, 1500).await, 1_000);
        // Those who are there already cost nothing, and others use up nothing of this one's.
        assert!(invite(&world, &client.mara, client.id, &emails[..1], Role::User).await.unwrap()[0].is_some());
        invite(&world, &client.amara, other, &["new@x.example"], Role::User).await.unwrap();
        an_hour_later(&world, client.id).await;
        assert_eq!(invite(&world, &client.mara, client.id, &emails[1_000..], Role::User).await.unwrap(), [None]);
        demand_true_counters(&world, client.id).await;
    }

    async fn nobody_invites_above_his_rank_or_grants_rights_he_lacks(world) {
        let client = client(&world, 20).await;
        let (admin, _) = client.member(&world, "admin@hartwell.example", Role::Admin, Status::Confirmed).await;
        let (user, _) = client.member(&world, "user@hartwell.example", Role::User, Status::Confirmed).await;
        let clerk = client.custom(&world, "clerk@hartwell.example", vec![Right::ManageUsers, Right::ManageGroups]).await;
        let other = client.custom(&world, "other@hartwell.example", vec![Right::ManageGroups]).await;
        for (who, role, allowed) in [(&admin, Role::Owner, false), (&admin, Role::Admin, true), (&clerk, Role::Admin, false), (&clerk, Role::User, true), (&user, Role::User, false), (&other, Role::User, false)] {
            let email = format!("{:?}-{}@x.example", role, world.number(sql("SELECT COUNT(*) AS n FROM members")).await);
            let result = invite(&world, who, client.id, &[&email], role).await;
            if allowed { assert!(result.is_ok(), "{who:?} {role:?}") } else { assert_eq!(code(result), ErrorCode::Forbidden, "{who:?} {role:?}") }
        }
        let with = |role, rights: Vec<Right>, email: &str| InviteMembersRequest { organization: client.id, emails: vec![email.to_owned()], role, rights: rights.into() };
        let by_clerk = world.by(&clerk, Some(client.id));
        assert_eq!(code(members::invite(&by_clerk, with(Role::Custom, vec![Right::ManagePolicies], "e@x.example")).await), ErrorCode::Forbidden);
        assert!(members::invite(&by_clerk, with(Role::Custom, vec![Right::ManageGroups], "e@x.example")).await.is_ok());
        assert_eq!(code(members::invite(&by_clerk, with(Role::User, vec![Right::ManageGroups], "f@x.example")).await), ErrorCode::Invalid);
    }

    async fn a_custom_member_does_not_grant_by_an_update_what_he_lacks(world) {
        let client = client(&world, 20).await;
        let clerk = client.custom(&world, "clerk@hartwell.example", vec![Right::ManageUsers]).await;
        let (_, user) = client.member(&world, "user@hartwell.example", Role::User, Status::Confirmed).await;
        assert_eq!(code(update(&world, &clerk, client.id, user, Role::Custom, vec![Right::ManageSso].into()).await), ErrorCode::Forbidden);
        assert_eq!(code(update(&world, &clerk, client.id, user, Role::Admin, Rights::NONE).await), ErrorCode::Forbidden);
        assert_eq!(code(update(&world, &clerk, client.id, client.amara_member, Role::User, Rights::NONE).await), ErrorCode::Forbidden);
        assert_eq!(code(update(&world, &client.mara, client.id, user, Role::Admin, vec![Right::ManageSso].into()).await), ErrorCode::Invalid);
        update(&world, &clerk, client.id, user, Role::Custom, vec![Right::ManageUsers].into()).await.unwrap();
        let detail = sql("SELECT COUNT(*) AS n FROM events WHERE kind = 1502 AND detail = 'role from User to Custom; rights: manage users'");
        assert_eq!(world.number(detail).await, 1);
    }

    async fn an_admin_does_nothing_to_an_owner_and_the_others_of_a_bulk_are_done(world) {
        let client = client(&world, 20).await;
        let (admin, _) = client.member(&world, "admin@hartwell.example", Role::Admin, Status::Confirmed).await;
        let (_, owner) = client.member(&world, "owner2@hartwell.example", Role::Owner, Status::Confirmed).await;
        let (_, user) = client.member(&world, "user@hartwell.example", Role::User, Status::Confirmed).await;
        assert_eq!(code(update(&world, &admin, client.id, owner, Role::User, Rights::NONE).await), ErrorCode::Forbidden);
        assert_eq!(code(update(&world, &admin, client.id, user, Role::Owner, Rights::NONE).await), ErrorCode::Forbidden);
        let results = bulk(&world, &admin, client.id, "revoke", &[owner, user, MemberId::make(), user]).await.unwrap();
        assert_eq!(results.iter().map(|result| result.refused.is_some()).collect::<Vec<_>>(), [true, false, true]);
        assert_eq!((status(&world, owner).await, status(&world, user).await), (2, -1));
        demand_true_counters(&world, client.id).await;
    }

    async fn nobody_changes_revokes_or_removes_himself(world) {
        let client = client(&world, 20).await;
        let (owner, member) = client.member(&world, "owner2@hartwell.example", Role::Owner, Status::Confirmed).await;
        assert_eq!(code(update(&world, &owner, client.id, member, Role::User, Rights::NONE).await), ErrorCode::Forbidden);
        for what in ["revoke", "remove"] {
            assert!(one(&world, &owner, client.id, what, member).await.is_some(), "{what}");
        }
        assert_eq!(status(&world, member).await, 2);
        // A provider user whose membership the client has revoked does not take it back by himself.
        let own = world.member(client.id, &client.mara, Role::User, Rights::NONE, Status::Revoked).await;
        assert!(one(&world, &client.mara, client.id, "restore", own).await.is_some());
        assert_eq!(one(&world, &client.amara, client.id, "restore", own).await, None);
    }

    async fn the_last_confirmed_owner_stays_whoever_asks(world) {
        let client = client(&world, 20).await;
        let (_, invited) = client.member(&world, "invited@hartwell.example", Role::Owner, Status::Invited).await;
        assert_eq!(code(update(&world, &client.mara, client.id, client.amara_member, Role::Admin, Rights::NONE).await), ErrorCode::Conflict);
        for what in ["revoke", "remove"] {
            assert!(one(&world, &client.mara, client.id, what, client.amara_member).await.unwrap().contains("confirmed owner"), "{what}");
        }
        assert_eq!(code(members::leave(&world.by(&client.amara, Some(client.id)), OrganizationRequest { organization: client.id }).await), ErrorCode::Conflict);
        assert_eq!(one(&world, &client.mara, client.id, "remove", invited).await, None);
        // With a second one the first may go.
        client.member(&world, "second@hartwell.example", Role::Owner, Status::Confirmed).await;
        assert_eq!(one(&world, &client.mara, client.id, "remove", client.amara_member).await, None);
        demand_true_counters(&world, client.id).await;
    }

    async fn an_organization_without_a_confirmed_owner_can_still_be_worked_on(world) {
        let provider = world.provider("Northgate IT", 100).await;
        let (mara, _) = world.staff(provider, "mara@northgate.example", ProviderRole::ServiceUser).await;
        let id = world.organization(Some(provider), "Hartwell Dental", 5).await;
        invite(&world, &mara, id, &["owner@hartwell.example", "user@hartwell.example"], Role::Owner).await.unwrap();
        let view = members::list(&world.by(&mara, None), list_of(id, MemberFilter::default())).await.unwrap();
        for row in view.page.rows {
            assert_eq!(one(&world, &mara, id, "remove", row.id).await, None);
        }
        demand_true_counters(&world, id).await;
    }

    async fn restoring_brings_the_former_state_back_and_needs_a_seat(world) {
        let client = client(&world, 2).await;
        let (_, accepted) = client.member(&world, "a@hartwell.example", Role::User, Status::Accepted).await;
        assert_eq!(one(&world, &client.mara, client.id, "revoke", accepted).await, None);
        assert!(one(&world, &client.mara, client.id, "revoke", accepted).await.is_some());
        let (_, other) = client.member(&world, "b@hartwell.example", Role::User, Status::Confirmed).await;
        assert!(one(&world, &client.mara, client.id, "restore", accepted).await.unwrap().contains("None of the 2 seats is free. Raise"));
        assert_eq!(status(&world, accepted).await, -1);
        assert_eq!(one(&world, &client.mara, client.id, "remove", other).await, None);
        assert_eq!(one(&world, &client.mara, client.id, "restore", accepted).await, None);
        assert_eq!(status(&world, accepted).await, 1);
        assert!(one(&world, &client.mara, client.id, "restore", accepted).await.is_some());
        demand_true_counters(&world, client.id).await;
    }

    async fn only_an_open_invitation_is_sent_again_and_gets_a_new_moment(world) {
        let client = client(&world, 5).await;
        let (_, invited) = client.member(&world, "a@hartwell.example", Role::User, Status::Invited).await;
        let (_, confirmed) = client.member(&world, "b@hartwell.example", Role::User, Status::Confirmed).await;
        world.execute(sql("UPDATE members SET invited_at = 1")).await;
        let results = bulk(&world, &client.mara, client.id, "reinvite", &[invited, confirmed]).await.unwrap();
        assert_eq!(results.iter().map(|result| result.refused.is_some()).collect::<Vec<_>>(), [false, true]);
        assert_eq!(world.number(sql("SELECT COUNT(*) AS n FROM members WHERE invited_at > 1")).await, 1);
        assert_eq!(world.number(sql("SELECT COUNT(*) AS n FROM outbox")).await, 1);
    }

    async fn members_of_another_organization_are_out_of_reach(world) {
        let client = client(&world, 5).await;
        let elsewhere = world.organization(Some(client.provider), "Bluewater", 5).await;
        let owner = world.person("owner@bluewater.example").await;
        let foreign = world.member(elsewhere, &owner, Role::User, Rights::NONE, Status::Invited).await;
        for what in ALL_BULK {
            assert!(one(&world, &client.mara, client.id, what, foreign).await.is_some(), "{what}");
            assert_eq!(code(bulk(&world, &client.amara, elsewhere, what, &[foreign]).await), ErrorCode::NotFound, "{what}");
        }
        assert_eq!(code(update(&world, &client.mara, client.id, foreign, Role::User, Rights::NONE).await), ErrorCode::NotFound);
        assert_eq!(code(invite(&world, &client.amara, elsewhere, &["x@x.example"], Role::User).await), ErrorCode::NotFound);
        assert_eq!(code(members::list(&world.by(&client.amara, None), list_of(elsewhere, MemberFilter::default())).await), ErrorCode::NotFound);
        assert_eq!(status(&world, foreign).await, 0);
    }

    async fn one_member_is_read_by_whoever_sees_the_list(world) {
        let client = client(&world, 9).await;
        let (user, id) = client.member(&world, "user@hartwell.example", Role::User, Status::Confirmed).await;
        let get = async |person: &Person, organization, member| members::get(&world.by(person, None), MemberRequest { organization, member }).await;
        let listed = members::list(&world.by(&client.mara, None), list_of(client.id, MemberFilter::default())).await.unwrap().page.rows;
        assert_eq!(Some(&get(&client.mara, client.id, id).await.unwrap()), listed.iter().find(|row| row.id == id));
        assert_eq!(code(get(&user, client.id, id).await), ErrorCode::Forbidden);
        // Of the list he sees nobody who is not enrolled in account recovery.
        let recovery = client.custom(&world, "recovery@hartwell.example", vec![Right::ManageResetPassword]).await;
        assert_eq!(code(get(&recovery, client.id, id).await), ErrorCode::NotFound);
        let elsewhere = world.organization(Some(client.provider), "Bluewater", 5).await;
        assert_eq!(code(get(&client.mara, elsewhere, id).await), ErrorCode::NotFound);
    }

    async fn a_command_on_the_page_of_another_client_is_refused(world) {
        let client = client(&world, 5).await;
        let elsewhere = world.organization(Some(client.provider), "Bluewater", 5).await;
        let request = MembersRequest { organization: client.id, members: vec![client.amara_member] };
        assert_eq!(code(members::remove(&world.by(&client.mara, Some(elsewhere)), request).await), ErrorCode::WrongClient);
    }

    async fn a_member_leaves_and_a_provider_user_has_nothing_to_leave(world) {
        let client = client(&world, 5).await;
        let (user, _) = client.member(&world, "user@hartwell.example", Role::User, Status::Confirmed).await;
        let leave = |person: &Person| {
            let context = world.by(person, Some(client.id));
            async move { members::leave(&context, OrganizationRequest { organization: client.id }).await }
        };
        assert_eq!(code(leave(&client.mara).await), ErrorCode::NotFound);
        leave(&user).await.unwrap();
        assert_eq!(code(leave(&user).await), ErrorCode::NotFound);
        // A provider user who is a member too leaves as a member.
        world.member(client.id, &client.mara, Role::User, Rights::NONE, Status::Confirmed).await;
        leave(&client.mara).await.unwrap();
        assert_eq!(events(&world, client.id, 1516).await, 2);
        demand_true_counters(&world, client.id).await;
    }

    async fn a_list_is_searched_filtered_and_paged_in_both_directions(world) {
        let client = client(&world, 50).await;
        for n in 0..11 {
            let role = if n % 2 == 0 { Role::User } else { Role::Admin };
            let state = if n % 3 == 0 { Status::Invited } else { Status::Confirmed };
            client.member(&world, &format!("p{n:02}_x@hartwell.example"), role, state).await;
        }
        for sort in [MemberSort::Name, MemberSort::Status, MemberSort::Role] {
            let mut both = Vec::new();
            for direction in [Direction::Ascending, Direction::Descending] {
                let filter = MemberFilter { sort, direction, ..MemberFilter::default() };
                let (mut seen, mut cursor) = (Vec::new(), None);
                loop {
                    let request = ListMembersRequest { organization: client.id, filter: filter.clone(), cursor, rows: Some(5) };
                    let page = members::list(&world.by(&client.mara, None), request).await.unwrap().page;
                    seen.extend(page.rows.into_iter().map(|row| row.id));
                    cursor = page.next;
                    if cursor.is_none() { break }
                }
                both.push(seen);
            }
            both[1].reverse();
            assert_eq!(both[0].len(), 12, "{sort:?}");
            assert_eq!(both[0], both[1], "{sort:?}");
        }
        let found = |search: &'static str, status| members_found(&world, &client, search, status);
        assert_eq!(found("P0", None).await, 10);
        assert_eq!(found("_x@", None).await, 11);
        assert_eq!(found("p__", None).await, 0);
        assert_eq!(found("%", None).await, 0);
        assert_eq!(found("", Some(Status::Invited)).await, 4);
    }

    async fn who_may_only_recover_accounts_sees_enrolled_members_only(world) {
        let client = client(&world, 5).await;
        let helper = client.custom(&world, "helper@hartwell.example", vec![Right::ManageResetPassword]).await;
        let (user, _) = client.member(&world, "user@hartwell.example", Role::User, Status::Confirmed).await;
        let view = members::list(&world.by(&helper, None), list_of(client.id, MemberFilter::default())).await.unwrap();
        assert_eq!((view.page.rows.len(), view.counts.all, view.seats.seats), (0, 0, 0));
        assert_eq!(code(members::list(&world.by(&user, None), list_of(client.id, MemberFilter::default())).await), ErrorCode::Forbidden);
        let export = |person: &Person| {
            let context = world.by(person, None);
            async move { members::export_csv(&context, OrganizationRequest { organization: client.id }).await }
        };
        assert_eq!(code(export(&helper).await), ErrorCode::Forbidden);
        assert_eq!(code(export(&user).await), ErrorCode::Forbidden);
    }

    async fn a_file_of_the_members_holds_all_of_them_and_no_formula(world) {
        let client = client(&world, 5_000).await;
        let emails = (0..1_100).map(|n| format!("p{n}@x.example")).collect::<Vec<_>>();
        for some in emails.chunks(500) {
            invite(&world, &client.mara, client.id, &some.iter().map(String::as_str).collect::<Vec<_>>(), Role::User).await.unwrap();
            an_hour_later(&world, client.id).await;
        }
        world.execute(sql("UPDATE users SET name = '=HYPERLINK(\"x\",\"y\")' WHERE id = $1").bind(client.amara.id)).await;
        let file = members::export_csv(&world.by(&client.mara, None), OrganizationRequest { organization: client.id }).await.unwrap();
        let mut reader = csv::Reader::from_reader(file.content.as_bytes());
        let rows = reader.records().map(Result::unwrap).collect::<Vec<_>>();
        assert_eq!(rows.len(), 1_101);
        let amara = rows.iter().find(|row| &row[1] == "amara@hartwell.example").unwrap();
        assert_eq!((&amara[0], &amara[2], &amara[4]), ("'=HYPERLINK(\"x\",\"y\")", "Owner", "Confirmed"));
    }
}

/// Lets an hour pass for the events of an organization.
pub async fn an_hour_later(world: &World, organization: OrganizationId) {
    world.execute(sql("UPDATE events SET at = at - $2 WHERE organization_id = $1").bind(organization).bind(Micros::HOUR)).await;
    world.execute(sql("DELETE FROM attempts WHERE subject LIKE 'invitation:%'")).await;
}

async fn members_found(world: &World, client: &Client, search: &str, status: Option<Status>) -> usize {
    let filter = MemberFilter { search: search.to_owned(), status, ..MemberFilter::default() };
    members::list(&world.by(&client.mara, None), list_of(client.id, filter)).await.unwrap().page.rows.len()
}
