//! Whether the time of an answer tells that an address has an account: known and unknown addresses in turns, and a second
//! group of unknown ones that shows how much of a difference is chance.

use super::{
    Outcome, folder,
    numbers::Times,
    seed::{self, Failure, Seeded},
    start,
    wire::{Wire, call},
};
use serde_json::json;
use server::{
    model::{
        id::{MemberId, OrganizationId, UserId},
        role::{Rights, Role, Status},
        time::Micros,
    },
    store::sql,
};
use std::time::{Duration, Instant};

/// Of each group. Every guess is at an account of its own and from an address of its own, so that no limit is met.
const REQUESTS: usize = 200;
const GROUPS: [&str; 3] = ["known", "unknown", "unknown again"];

pub async fn measure() -> Outcome<()> {
    let folder = folder()?;
    let seeded = seed::lay_down(folder.path(), 100).await?;
    people(&seeded).await?;
    seeded.instance.store.clone().close().await;
    let castellan = start("serve", folder.path())?;
    let mut wire = Wire::open(&castellan.address).await?;

    println!("known and unknown addresses: {REQUESTS} requests of each group in turns, SQLite; members of one client are the known ones");
    for (path, wanted) in [("/rpc/session/prelogin", 200), ("/rpc/session/sign_in", 401)] {
        let mut times = [const { Vec::<Duration>::new() }; 3];
        for n in 0..REQUESTS {
            // Each group is first, second and third as often.
            for turn in 0..3 {
                let group = (n + turn) % 3;
                let email = format!("person{n}@{}.example", ["known", "unknown", "again"][group]);
                let from = format!("198.51.{group}.{}", n % 256);
                let from = if n < 256 { from } else { format!("203.0.{group}.{}", n % 256) };
                let body = match path {
                    "/rpc/session/prelogin" => json!({ "email": email }),
                    _ => json!({ "email": email, "auth_hash": format!("{}=", "A".repeat(43)) }),
                };
                let request = call(path, &from, None, &body);
                let begun = Instant::now();
                let (status, answer) = wire.send(&request).await?;
                times[group].push(begun.elapsed());
                if status != wanted {
                    return Err(format!("{path} answered with {status}: {}", String::from_utf8_lossy(&answer)).into());
                }
            }
        }
        let times = times.map(Times::from);
        println!("  {path}");
        for (name, times) in GROUPS.iter().zip(&times) {
            let (low, high) = times.quartiles();
            println!("    {name:14} median {:7.3} ms  half of them between {low:7.3} and {high:7.3} ms", times.median());
        }
        let [known, unknown, again] = times.each_ref().map(Times::median);
        println!("    known − unknown {:+.3} ms; unknown − unknown again {:+.3} ms", known - unknown, unknown - again);
    }
    Ok(castellan.stop()?)
}

/// People with an account, each a confirmed member of one client. Their passwords are hashed at the cost of today.
async fn people(seeded: &Seeded) -> Outcome<()> {
    let client: OrganizationId = *seeded.clients.first().ok_or("no client")?;
    let write = seeded.instance.store.write((seeded.admin.user_id, client), |db, (admin, client)| {
        Box::pin(async move {
            let now = Micros::now();
            for n in 0..REQUESTS {
                let (user, email) = (UserId::make(), format!("person{n}@known.example"));
                let account = sql("INSERT INTO users (id, email, name, password_hash, kdf_kind, kdf_iterations, kdf_memory_mib, kdf_parallelism, user_key,
                        public_key, private_key, created_at, password_changed_at)
                    SELECT $1, $2, 'Somebody', password_hash, kdf_kind, kdf_iterations, kdf_memory_mib, kdf_parallelism, user_key,
                        public_key, private_key, created_at, password_changed_at FROM users WHERE id = $3");
                db.execute(account.bind(user).bind(&email).bind(*admin)).await?;
                let member = sql("INSERT INTO members (organization_id, id, user_id, email, name_key, role, rights, status, key, invited_at, created_at)
                    VALUES ($1, $2, $3, $4, $4, $5, $6, $7, 'none', $8, $8)");
                let member = member.bind(*client).bind(MemberId::make()).bind(user).bind(&email).bind(Role::User);
                db.execute(member.bind(Rights::NONE).bind(Status::Confirmed).bind(now)).await?;
            }
            Ok::<_, Failure>(())
        })
    });
    Ok(write.await.map_err(|Failure(error)| error)?)
}
