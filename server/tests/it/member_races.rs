//! Limits under many callers at once.

use crate::{
    member_confirm::{request, ticket},
    members::{an_hour_later, client, demand_true_counters, events, status},
    on_both_engines,
};
use server::{
    domain::{Context, Error, members},
    model::{
        error::ErrorCode,
        id::{MemberId, OrganizationId},
        member::{InviteMembersRequest, MembersRequest, UpdateMemberRequest},
        organization::OrganizationRequest,
        role::{Rights, Role, Status},
    },
    store::{StoreError, sql},
};
use std::{future::Future, sync::Arc};
use tokio::sync::Barrier;

const CALLERS: usize = 64;
const ROUNDS: usize = 50;
const SEATS: u32 = 100;

/// Repeats a call while the machine, not a rule, refuses it.
async fn stubborn<T, F: Future<Output = Result<T, Error>>>(call: impl Fn() -> F) -> Result<T, Error> {
    loop {
        match call().await {
            Err(Error::Store(StoreError::Conflict | StoreError::Busy)) => {}
            result => return result,
        }
    }
}

fn is_full(result: &Result<usize, Error>) -> bool {
    match result {
        Ok(_) => false,
        Err(Error::Refused(error)) if error.code == ErrorCode::SeatsExhausted => true,
        Err(error) => panic!("{error:?}"),
    }
}

async fn invite(context: &Context, organization: OrganizationId, caller: usize, count: usize) -> Result<usize, Error> {
    stubborn(|| {
        let emails = (0..count).map(|n| format!("c{caller}-{count}-{n}@x.example")).collect();
        members::invite(context, InviteMembersRequest { organization, emails, role: Role::User, rights: Rights::NONE })
    })
    .await
    .map(|results| results.len())
}

on_both_engines! {
    async fn seats_are_never_oversold_and_all_of_them_can_be_taken(world) {
        let world = Arc::new(world);
        let client = client(&world, SEATS).await;
        for round in 0..ROUNDS {
            let start = Arc::new(Barrier::new(CALLERS));
            let callers = (0..CALLERS).map(|caller| {
                let (start, context, organization) = (start.clone(), world.by(&client.mara, Some(client.id)), client.id);
                tokio::spawn(async move {
                    start.wait().await;
                    // Whoever gets no three takes two, or one: together they want more than there is.
                    for count in (1..=1 + caller % 3).rev() {
                        let result = invite(&context, organization, caller, count).await;
                        if !is_full(&result) { return result.unwrap() }
                    }
                    0
                })
            }).collect::<Vec<_>>();
            let mut invited = 0;
            for caller in callers {
                invited += caller.await.unwrap();
            }
            assert_eq!(invited, SEATS as usize - 1, "round {round}");
            assert_eq!(world.number(sql("SELECT COUNT(*) AS n FROM members WHERE organization_id = $1").bind(client.id)).await, i64::from(SEATS));
            demand_true_counters(&world, client.id).await;
            world.execute(sql("DELETE FROM members WHERE organization_id = $1 AND status = 0").bind(client.id)).await;
            world.execute(sql("UPDATE organizations SET occupied = 1, invited = 0 WHERE id = $1").bind(client.id)).await;
            // Only so many are invited within an hour.
            an_hour_later(&world, client.id).await;
        }
    }

    /// Shows that the test above can fail: the same callers, with a look at the free seats before the invitation.
    async fn looking_before_inviting_would_oversell(world) {
        let world = Arc::new(world);
        let client = client(&world, SEATS).await;
        let start = Arc::new(Barrier::new(CALLERS));
        let callers = (0..CALLERS).map(|caller| {
            let (start, world, organization, count) = (start.clone(), world.clone(), client.id, 1 + caller % 3);
            tokio::spawn(async move {
                let taken = world.number(sql("SELECT COUNT(*) AS n FROM members WHERE organization_id = $1").bind(organization)).await;
                start.wait().await;
                if taken + i64::try_from(count).unwrap() <= i64::from(SEATS) {
                    for n in 0..count {
                        let query = sql("INSERT INTO members (organization_id, id, email, name_key, role, rights, status, invited_at, created_at) VALUES ($1, $2, $3, $3, 2, 0, 0, 0, 0)");
                        world.execute(query.bind(organization).bind(MemberId::make()).bind(format!("c{caller}-{n}@x.example"))).await;
                    }
                }
            })
        }).collect::<Vec<_>>();
        for caller in callers {
            caller.await.unwrap();
        }
        assert!(world.number(sql("SELECT COUNT(*) AS n FROM members WHERE organization_id = $1").bind(client.id)).await > i64::from(SEATS));
    }

    async fn of_many_owners_that_go_at_once_one_remains(world) {
        let client = client(&world, 100).await;
        let mut owners = vec![(client.amara.clone(), client.amara_member)];
        for n in 1..32 {
            owners.push(client.member(&world, &format!("owner{n}@hartwell.example"), Role::Owner, Status::Confirmed).await);
        }
        let start = Arc::new(Barrier::new(owners.len()));
        let goers = owners.iter().enumerate().map(|(n, (person, member))| {
            let (start, organization, member) = (start.clone(), client.id, *member);
            let context = world.by(if n % 4 == 2 { person } else { &client.mara }, Some(client.id));
            tokio::spawn(async move {
                start.wait().await;
                let bulk = || MembersRequest { organization, members: vec![member] };
                match n % 4 {
                    0 => stubborn(|| members::remove(&context, bulk())).await.unwrap().remove(0).refused.is_none(),
                    1 => stubborn(|| members::update(&context, UpdateMemberRequest { organization, member, role: Role::User, rights: Rights::NONE })).await.is_ok(),
                    2 => stubborn(|| members::leave(&context, OrganizationRequest { organization })).await.is_ok(),
                    _ => stubborn(|| members::revoke(&context, bulk())).await.unwrap().remove(0).refused.is_none(),
                }
            })
        }).collect::<Vec<_>>();
        let mut gone = 0;
        for goer in goers {
            gone += usize::from(goer.await.unwrap());
        }
        assert_eq!(gone, owners.len() - 1);
        assert_eq!(world.number(sql("SELECT COUNT(*) AS n FROM members WHERE organization_id = $1 AND role = 0 AND status = 2").bind(client.id)).await, 1);
        demand_true_counters(&world, client.id).await;
    }

    async fn many_confirmations_of_one_member_are_one(world) {
        let client = client(&world, 9).await;
        let (_, member) = client.member(&world, "a@hartwell.example", Role::User, Status::Accepted).await;
        let mut tickets = Vec::new();
        for _ in 0..25 {
            tickets.push(ticket(&world, &client.mara, client.id).await.unwrap().id);
        }
        // Each ticket twice: neither the ticket nor the member serves two.
        let start = Arc::new(Barrier::new(50));
        let callers = (0..50).map(|n| {
            let (start, context, request) = (start.clone(), world.by(&client.mara, Some(client.id)), request(client.id, member, tickets[n / 2]));
            tokio::spawn(async move {
                start.wait().await;
                stubborn(|| members::confirm(&context, request.clone())).await.is_ok()
            })
        }).collect::<Vec<_>>();
        let mut done = 0;
        for caller in callers {
            done += usize::from(caller.await.unwrap());
        }
        assert_eq!((done, events(&world, client.id, 1501).await), (1, 1));
        assert_eq!(world.number(sql("SELECT COUNT(*) AS n FROM outbox")).await, 1);
        assert_eq!(world.number(sql("SELECT COUNT(*) AS n FROM key_tickets WHERE used_at IS NOT NULL")).await, 1);
        demand_true_counters(&world, client.id).await;
    }

    /// A confirmation that comes second finds a revoked member and is refused; one that comes first is revoked with all it gave.
    async fn a_member_who_is_confirmed_and_revoked_at_once_ends_revoked(world) {
        let client = client(&world, 99).await;
        for round in 0..ROUNDS {
            let (_, member) = client.member(&world, &format!("p{round}@hartwell.example"), Role::User, Status::Accepted).await;
            let ticket = ticket(&world, &client.mara, client.id).await.unwrap().id;
            let start = Arc::new(Barrier::new(2));
            let (by_mara, by_amara, organization) = (world.by(&client.mara, Some(client.id)), world.by(&client.amara, Some(client.id)), client.id);
            let confirming = tokio::spawn({
                let start = start.clone();
                async move {
                    start.wait().await;
                    stubborn(|| members::confirm(&by_mara, request(organization, member, ticket))).await.is_ok()
                }
            });
            let revoking = tokio::spawn(async move {
                start.wait().await;
                stubborn(|| members::revoke(&by_amara, MembersRequest { organization, members: vec![member] })).await.unwrap().remove(0).refused
            });
            let (confirmed, refused) = (confirming.await.unwrap(), revoking.await.unwrap());
            assert_eq!(refused, None);
            assert_eq!(status(&world, member).await, Status::Revoked.number());
            let came_first = sql("SELECT COUNT(*) AS n FROM members WHERE id = $1 AND prior_status = 2 AND key IS NOT NULL").bind(member);
            assert_eq!(world.number(came_first).await == 1, confirmed);
            let logged = sql("SELECT COUNT(*) AS n FROM events WHERE member_id = $1 AND kind = 1501").bind(member);
            assert_eq!(world.number(logged).await == 1, confirmed);
            demand_true_counters(&world, client.id).await;
        }
    }
}
