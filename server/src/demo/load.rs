use super::{
    cast::{Cast, PASSWORD, Stage, cast},
    error::DemoError,
    keys::Keys,
    play::{Stage as Shared, play},
    scene::Scene,
    staff,
};
use crate::{
    config::{Config, load_or_make_secret},
    domain::{Context, Device, Error, Instance, Result, setup},
    http::Dist,
    model::{
        id::OrganizationId,
        role::{ProviderRole, Role},
        time::Micros,
    },
    store::{self, Store},
};
use std::{
    fmt::Write as _,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Instant,
};
use tokio::task::JoinSet;

/// Clients that are laid down at the same time. Most of the work is the hashing of passwords, which has a limit of its own.
const AT_ONCE: usize = 8;
/// Lies in the data folder while the sample is not complete.
const MARKER: &str = "demo-unfinished";

/// Lays the sample down in an empty database and prints how to sign in. A database with a provider is left as it is.
pub async fn load(config: &Config, store: &Store) -> std::result::Result<(), DemoError> {
    // What would keep the server from starting is said before the work, not after it.
    Dist::load(&config.dist)?;
    let marker = config.data_dir.join(MARKER);
    if marker.exists() {
        return Err(DemoError::Unfinished(marker));
    }
    let secret = load_or_make_secret(&config.secret_file)?;
    let instance = Arc::new(Instance::bare(store.clone(), secret));
    let cast = cast()?;
    if is_needed(&instance).await.map_err(|cause| DemoError::Refused("The provider".to_owned(), cause))? {
        mark(&marker, |path| std::fs::write(path, "The sample data are being laid down, or this was interrupted.\n"))?;
        println!("Laying down the sample data. This is done once and takes up to a minute.");
        let begun = Instant::now();
        fill(instance).await?;
        mark(&marker, |path| std::fs::remove_file(path))?;
        println!("  done in {} s", begun.elapsed().as_secs());
    } else {
        let mut db = store.read().await.map_err(refused_by_store)?;
        let first = cast.staff.first().map(|person| &person.email);
        let is_sample = match first {
            Some(email) => store::users::exists(&mut db, email).await.map_err(refused_by_store)?,
            None => false,
        };
        println!("There is a provider in the database already, so nothing is added.");
        if !is_sample {
            return Ok(());
        }
    }
    print!("{}", sign_ins(&cast));
    Ok(())
}

/// Lays the sample down, and drops the mails that were due to it: they would go to people who do not exist.
pub async fn fill(instance: Arc<Instance>) -> std::result::Result<(), DemoError> {
    let cast = Arc::new(cast()?);
    let scene = Scene { instance: instance.clone(), keys: Keys::load()?, present: Micros::now() };
    let provider_failed = |cause| DemoError::Refused(cast.provider_name.to_string(), cause);
    let (provider, staff) = staff::begin(&scene, &cast).await.map_err(provider_failed)?;
    let joining = |client: &super::SampleClient| client.members.iter().filter(|member| member.stage != Stage::Invited).count();
    let people = cast.clients.iter().map(joining).sum();
    let shared = Arc::new(Shared { scene, provider, staff, joined: AtomicUsize::new(0), people });
    let clients = clients(&cast, &shared).await?;
    staff::go_on(&shared.scene, &cast, provider, &shared.staff, &clients).await.map_err(provider_failed)?;
    drop_mails(&instance).await.map_err(provider_failed)
}

/// Several at a time, the largest first; answers in the order of the cast.
async fn clients(cast: &Arc<Cast>, shared: &Arc<Shared>) -> std::result::Result<Vec<OrganizationId>, DemoError> {
    let mut order = cast.clients.iter().enumerate().map(|(index, client)| (client.members.len(), index)).collect::<Vec<_>>();
    order.sort_unstable();
    let order = Arc::new(order);
    let left = Arc::new(AtomicUsize::new(order.len()));
    let mut running = JoinSet::new();
    for _ in 0..AT_ONCE {
        let (cast, shared, order, left) = (cast.clone(), shared.clone(), order.clone(), left.clone());
        running.spawn(async move {
            let mut done = Vec::new();
            while let Ok(before) = left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)) {
                let Some((index, client)) = order.get(before - 1).and_then(|(_, index)| Some((*index, cast.clients.get(*index)?))) else { continue };
                let id = play(shared.clone(), client, index).await.map_err(|cause| DemoError::Refused(client.name.to_string(), cause))?;
                done.push((index, id));
            }
            Ok::<_, DemoError>(done)
        });
    }
    let mut done = Vec::new();
    while let Some(part) = running.join_next().await {
        done.extend(part.map_err(|_| DemoError::Interrupted)??);
    }
    done.sort_unstable();
    Ok(done.into_iter().map(|(_, id)| id).collect())
}

async fn is_needed(instance: &Arc<Instance>) -> Result<bool> {
    let context = Context::new(instance.clone(), None, None, None, Device::default());
    Ok(setup::status(&context, ()).await?.is_needed)
}

async fn drop_mails(instance: &Arc<Instance>) -> Result<()> {
    let context = Context::new(instance.clone(), None, None, None, Device::default());
    context.command((), |db, _, ()| Box::pin(async move { Ok(store::outbox::delete_all(db, "mail").await.map(drop)?) })).await
}

fn mark(path: &Path, change: impl FnOnce(&Path) -> std::io::Result<()>) -> std::result::Result<(), DemoError> {
    change(path).map_err(|cause| DemoError::Mark { path: path.to_owned(), cause })
}

fn refused_by_store(cause: store::StoreError) -> DemoError {
    DemoError::Refused("The provider".to_owned(), Error::Store(cause))
}

/// Whom to sign in as: all of the staff, and the people of the first clients who have a key pair of their own.
fn sign_ins(cast: &Cast) -> String {
    let state = |stage| match stage {
        Stage::Accepted => ", waits for confirmation",
        Stage::Revoked => ", revoked",
        Stage::Invited | Stage::Confirmed => "",
    };
    let staff = cast.staff.iter().enumerate().filter(|(_, person)| person.stage != Stage::Invited).map(|(at, person)| {
        let role = match person.role {
            ProviderRole::Admin => "Provider admin",
            ProviderRole::ServiceUser => "Service user",
        };
        let scope = if at == staff::LIMITED { format!(", sees {} clients", staff::SCOPE) } else { String::new() };
        (person.email.as_str(), format!("{role}, {}{scope}{}", cast.provider_name, state(person.stage)))
    });
    let members = cast.clients.iter().flat_map(|client| client.members.iter().map(move |member| (client, member)));
    let members = members.filter(|(_, member)| member.pair == super::PairUse::Own && member.stage != Stage::Invited).map(|(client, member)| {
        let role = match member.role {
            Role::Owner => "Owner",
            Role::Admin => "Admin",
            Role::User => "User",
            Role::Custom => "Custom, 4 rights",
        };
        (member.email.as_str(), format!("{role}, {}{}", client.name, state(member.stage)))
    });
    let rows = staff.chain(members).collect::<Vec<_>>();
    let widest = |width: fn(&(&str, String)) -> usize| rows.iter().map(width).max().unwrap_or(0);
    let (emails, roles) = (widest(|(email, _)| email.chars().count()), widest(|(_, role)| role.chars().count()));
    let mut text = format!("\n  {:emails$}  {:roles$}  Master password\n", "E-mail", "Role");
    for (email, role) in &rows {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "  {email:emails$}  {role:roles$}  {PASSWORD}");
    }
    text.push_str("\nEverybody in the sample has this password. It is for looking at: keep no real secrets here.\n\n");
    text
}
