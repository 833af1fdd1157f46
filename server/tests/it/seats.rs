//! Many callers and one pool. The first test shows that the others would see an oversold one.

use crate::{
    on_both_engines,
    portal::{new_client_of_another, seats},
    support::World,
};
use server::{
    domain::clients,
    model::{
        client::CreateClientRequest,
        id::{OrganizationId, ProviderId},
        role::{Plan, ProviderRole, Role, Status},
    },
    store::sql,
};
use std::sync::Arc;
use tokio::sync::Barrier;

const CALLERS: usize = 64;
const ROUNDS: u32 = 50;

/// What everybody writes first: look, decide, then change. Everybody looks before anybody changes.
async fn set_seats_naively(world: Arc<World>, provider: ProviderId, organization: OrganizationId, more: i64, all_have_looked: Arc<Barrier>) -> bool {
    let (purchased, assigned, _) = world.pool(provider, Plan::Teams).await;
    all_have_looked.wait().await;
    if assigned + more > purchased {
        return false;
    }
    world.execute(sql("UPDATE organizations SET seats = seats + $2 WHERE id = $1").bind(organization).bind(more)).await;
    world
        .execute(sql("UPDATE provider_plans SET assigned = $3 WHERE provider_id = $1 AND plan = $2").bind(provider).bind(Plan::Teams).bind(assigned + more))
        .await;
    true
}

async fn clients_of_one_seat(world: &World, provider: ProviderId, count: usize) -> Vec<OrganizationId> {
    let mut clients = Vec::new();
    for n in 0..count {
        clients.push(world.organization(Some(provider), &format!("Client {n}"), 1).await);
    }
    clients
}

on_both_engines! {
    async fn looking_before_changing_oversells(world) {
        let world = Arc::new(world);
        let provider = world.provider("Northgate IT", 100).await;
        let clients = clients_of_one_seat(&world, provider, CALLERS).await;
        let all_have_looked = Arc::new(Barrier::new(CALLERS));
        let tasks = clients.into_iter().map(|client| tokio::spawn(set_seats_naively(world.clone(), provider, client, 5, all_have_looked.clone())));
        for task in tasks.collect::<Vec<_>>() {
            task.await.unwrap();
        }
        let (purchased, assigned, given) = world.pool(provider, Plan::Teams).await;
        assert!(given > purchased && given != assigned, "{given} of {purchased} given, {assigned} counted");
    }

    async fn a_pool_is_never_oversold_by_those_who_share_it(world) {
        for round in 0..ROUNDS {
            let provider = world.provider(&format!("Northgate {round}"), 100).await;
            let (admin, _) = world.staff(provider, &format!("dana{round}@northgate.example"), ProviderRole::Admin).await;
            let (service, _) = world.staff(provider, &format!("mara{round}@northgate.example"), ProviderRole::ServiceUser).await;
            let clients = clients_of_one_seat(&world, provider, 8).await;
            let tasks = (0..CALLERS).map(|n| {
                let client = clients[n * 5 % 8];
                let (by_admin, by_service) = (world.by(&admin, Some(client)), world.by(&service, Some(client)));
                // Growing and shrinking meet at the same clients.
                let wanted = 1 + (round + u32::try_from(n).unwrap()) * 7 % 23;
                tokio::spawn(async move {
                    match n % 4 {
                        0 | 1 => clients::set_seats(&by_service, seats(provider, client, wanted, 0)).await.is_ok(),
                        2 => clients::set_seats(&by_admin, seats(provider, client, wanted, 0)).await.is_ok(),
                        _ => clients::create(&by_admin, CreateClientRequest { seats: 3, ..new_client_of_another(provider, &format!("New {n}")) }).await.is_ok(),
                    }
                })
            });
            let mut done = 0;
            for task in tasks.collect::<Vec<_>>() {
                done += u32::from(task.await.unwrap());
            }
            let (purchased, assigned, given) = world.pool(provider, Plan::Teams).await;
            assert_eq!((purchased, assigned), (100, given), "round {round}");
            assert!(given <= 100 && done > 0, "round {round}: {given} given by {done} calls");
        }
    }

    async fn callers_who_together_want_more_than_there_is_fill_the_pool_exactly(world) {
        for round in 0..ROUNDS {
            let provider = world.provider(&format!("Northgate {round}"), 100).await;
            let (admin, _) = world.staff(provider, &format!("dana{round}@northgate.example"), ProviderRole::Admin).await;
            let tasks = (0..CALLERS).map(|n| {
                let by = world.by(&admin, None);
                tokio::spawn(async move { clients::create(&by, new_client_of_another(provider, &format!("Client {n}"))).await.is_ok() })
            });
            let mut done = 0;
            for task in tasks.collect::<Vec<_>>() {
                done += i64::from(task.await.unwrap());
            }
            assert_eq!((done, world.pool(provider, Plan::Teams).await), (20, (100, 100, 100)), "round {round}");
        }
    }

    async fn callers_who_buy_pay_for_exactly_what_was_given(world) {
        let provider = world.provider("Northgate IT", 100).await;
        let (admin, _) = world.staff(provider, "dana@northgate.example", ProviderRole::Admin).await;
        let tasks = (0..CALLERS).map(|n| {
            let by = world.by(&admin, None);
            tokio::spawn(async move {
                clients::create(&by, CreateClientRequest { buying: 5, ..new_client_of_another(provider, &format!("Client {n}")) }).await.is_ok()
            })
        });
        for task in tasks.collect::<Vec<_>>() {
            assert!(task.await.unwrap());
        }
        let all = i64::try_from(CALLERS).unwrap() * 5;
        assert_eq!(world.pool(provider, Plan::Teams).await, (all, all, all));
    }

    async fn seats_are_not_taken_from_members_who_come_at_the_same_time(world) {
        let provider = world.provider("Northgate IT", 200).await;
        let (admin, _) = world.staff(provider, "dana@northgate.example", ProviderRole::Admin).await;
        let client = world.organization(Some(provider), "Hartwell Dental", 40).await;
        let mut tasks = Vec::new();
        for n in 0..32_u32 {
            let by = world.by(&admin, Some(client));
            tasks.push(tokio::spawn(async move { clients::set_seats(&by, seats(provider, client, 1 + n, 0)).await.is_ok() }));
            let store = world.instance.store.clone();
            tasks.push(tokio::spawn(async move {
                let shift = server::store::counters::Shift::of(None, Some((Role::User, Status::Invited)));
                let result = store.write(shift, move |db, shift| Box::pin(async move { server::store::counters::shift(db, client, *shift).await.map_err(crate::support::Failure) })).await;
                result.unwrap() == server::store::counters::Shifted::Done
            }));
        }
        for task in tasks {
            task.await.unwrap();
        }
        let (_, assigned, given) = world.pool(provider, Plan::Teams).await;
        let occupied = world.number(sql("SELECT occupied AS n FROM organizations WHERE id = $1").bind(client)).await;
        assert!(assigned == given && occupied <= given && occupied > 0, "{occupied} of {given}, {assigned} counted");
    }
}
