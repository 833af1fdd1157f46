//! One pool of seats, many callers over HTTP, and servers that are processes of their own: three on one PostgreSQL, one on SQLite.
//! The last test shows that the check of the first sees an oversold pool.

use crate::{
    on_both_engines,
    portal::new_client_of_another,
    process::Castellan,
    support::{Person, World},
    wire::{Wire, call},
};
use serde_json::{Value, json};
use server::{
    model::{
        id::{OrganizationId, ProviderId},
        role::{Plan, ProviderRole},
    },
    store::{Database, sql},
};
use std::{path::Path, sync::Arc};
use tokio::sync::Barrier;

const CALLERS: usize = 64;
const ROUNDS: usize = 50;
/// There are 100 seats, and everybody wants 5.
const SERVED: usize = 20;

struct Servers {
    running: Vec<Castellan>,
    _folder: tempfile::TempDir,
}

/// Somebody who calls one of the servers, over a connection that stays open.
struct Caller {
    wire: Wire,
    bearer: String,
}

impl Servers {
    fn start(world: &World) -> Self {
        let (database, count) = match &world.database {
            Database::Sqlite(path) => (format!("sqlite:{}", path.display()), 1),
            Database::Postgres(url) => (url.clone(), 3),
        };
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("index.html"), "<!doctype html>").unwrap();
        let secret = folder.path().join("secret");
        let settings = [
            ("CASTELLAN_DATABASE", database.as_str()),
            ("CASTELLAN_DIST", folder.path().to_str().unwrap()),
            ("CASTELLAN_SECRET_FILE", secret.to_str().unwrap()),
        ];
        let running = (0..count).map(|number| {
            let data = folder.path().join(format!("server{number}"));
            std::fs::create_dir(&data).unwrap();
            Castellan::start(Path::new(env!("CARGO_BIN_EXE_castellan")), "serve", &data, &settings).unwrap()
        });
        Self { running: running.collect(), _folder: folder }
    }

    /// Callers in the name of two people, as a server answers half of them at once in one name; the same number at each server.
    async fn callers(&self, world: &World, people: &[Person; 2]) -> Vec<Caller> {
        let mut callers = Vec::new();
        for (server, person) in self.running.iter().cycle().zip(people.iter().cycle()).take(CALLERS) {
            callers.push(Caller { wire: Wire::open(&server.address).await.unwrap(), bearer: world.bearer(person).await });
        }
        callers
    }
}

impl Caller {
    async fn call(&mut self, path: &str, request: &Value) -> (u16, Value) {
        let (status, body) = self.wire.send(&call(path, "192.0.2.1", Some(&self.bearer), request)).await.unwrap();
        (status, serde_json::from_slice(&body).unwrap())
    }

    /// Creates a client. `false`: the pool is used up. While the server, not a rule, refuses it, the same command is sent again.
    async fn create(&mut self, provider: ProviderId, name: &str) -> bool {
        let request = serde_json::to_value(new_client_of_another(provider, name)).unwrap();
        loop {
            let (status, answer) = self.call("/rpc/clients/create", &request).await;
            match (status, answer["code"].as_str()) {
                (200, None) => return true,
                // An admin could buy, and did not offer to.
                (409, Some("conflict")) if answer["message"].as_str().unwrap().starts_with("The pool has changed: 0 of 100") => return false,
                (503, Some("unavailable")) => {}
                _ => panic!("{status} {answer}"),
            }
        }
    }

    /// What everybody writes first: look, decide, then change. Everybody looks before anybody changes.
    async fn take_naively(&mut self, world: &World, provider: ProviderId, client: OrganizationId, all_have_looked: &Barrier) {
        let (status, plan) = self.call("/rpc/providers/plan", &json!({ "provider": provider })).await;
        all_have_looked.wait().await;
        assert_eq!(status, 200, "{plan}");
        let pool = plan["pools"].as_array().unwrap().iter().find(|pool| pool["plan"] == "Teams").unwrap();
        let (purchased, assigned) = (pool["purchased"].as_i64().unwrap(), pool["assigned"].as_i64().unwrap());
        if assigned + 5 <= purchased {
            world.execute(sql("UPDATE organizations SET seats = seats + 5 WHERE id = $1").bind(client)).await;
            let take = sql("UPDATE provider_plans SET assigned = $3 WHERE provider_id = $1 AND plan = $2");
            world.execute(take.bind(provider).bind(Plan::Teams).bind(assigned + 5)).await;
        }
    }
}

async fn admins(world: &World, provider: ProviderId) -> [Person; 2] {
    let admin = async |email| world.staff(provider, email, ProviderRole::Admin).await.0;
    [admin("dana@northgate.example").await, admin("mara@northgate.example").await]
}

/// Seats bought, counted as assigned, and really given: a full pool, neither more nor less.
const FULL: (i64, i64, i64) = (100, 100, 100);

on_both_engines! {
    async fn servers_that_share_a_pool_fill_it_exactly(world) {
        let servers = Servers::start(&world);
        let admins = admins(&world, world.provider("Northgate IT", 100).await).await;
        let mut callers = servers.callers(&world, &admins).await;
        for round in 0..ROUNDS {
            let provider = world.provider(&format!("Northgate {round}"), 100).await;
            for admin in &admins {
                world.join(provider, admin, ProviderRole::Admin).await;
            }
            let start = Arc::new(Barrier::new(CALLERS));
            let calling = callers.into_iter().enumerate().map(|(n, mut caller)| {
                let start = start.clone();
                tokio::spawn(async move {
                    start.wait().await;
                    (caller.create(provider, &format!("Client {n}")).await, caller)
                })
            }).collect::<Vec<_>>();
            callers = Vec::new();
            let mut served = 0;
            for call in calling {
                let (is_served, caller) = call.await.unwrap();
                served += usize::from(is_served);
                callers.push(caller);
            }
            assert_eq!((served, world.pool(provider, Plan::Teams).await), (SERVED, FULL), "round {round}");
        }
    }

    async fn a_change_at_one_server_is_told_at_another(world) {
        let servers = Servers::start(&world);
        let provider = world.provider("Northgate IT", 100).await;
        let mut callers = servers.callers(&world, &admins(&world, provider).await).await;
        let (mut first, mut last) = (callers.remove(0), callers.remove(1));
        let wait = |version: &Value, seconds| json!({"provider": provider, "list": "Clients", "version": version, "seconds": seconds});
        let (_, mut seen) = last.call("/rpc/live/provider", &wait(&Value::Null, 0)).await;
        // A server that has just begun to listen tells that anything may have changed before.
        loop {
            (_, seen) = last.call("/rpc/live/provider", &wait(&seen["version"], 3)).await;
            if seen["is_changed"] == json!(false) {
                break;
            }
        }

        assert!(first.create(provider, "Hartwell Dental").await);
        let (status, told) = last.call("/rpc/live/provider", &wait(&seen["version"], 20)).await;
        assert_eq!((status, &told["is_changed"]), (200, &json!(true)), "{told}");
        assert!(told["version"].as_i64() > seen["version"].as_i64());
    }

    async fn callers_who_look_first_and_change_then_oversell_it(world) {
        let servers = Servers::start(&world);
        let provider = world.provider("Northgate IT", 100).await;
        let admins = admins(&world, provider).await;
        let world = Arc::new(world);
        let all_have_looked = Arc::new(Barrier::new(CALLERS));
        let mut calling = Vec::new();
        for (n, mut caller) in servers.callers(&world, &admins).await.into_iter().enumerate() {
            // Without seats of its own: all that it has comes from the pool.
            let client = world.organization(Some(provider), &format!("Client {n}"), 0).await;
            let (world, all_have_looked) = (world.clone(), all_have_looked.clone());
            calling.push(tokio::spawn(async move { caller.take_naively(&world, provider, client, &all_have_looked).await }));
        }
        for call in calling {
            call.await.unwrap();
        }
        assert_ne!(world.pool(provider, Plan::Teams).await, FULL);
    }
}
