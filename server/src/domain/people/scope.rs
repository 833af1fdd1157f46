use crate::{
    domain::{Error, Result},
    model::{
        id::{OrganizationId, ProviderId, ProviderUserId},
        person::Scope,
        role::ProviderRole,
    },
    store::{self, Connection, Transaction, people::Placed},
};

/// The scope that goes with a role: an admin sees all clients. Each client is named once.
pub(super) fn for_role(role: ProviderRole, scope: &Scope) -> Scope {
    match (role, scope) {
        (ProviderRole::ServiceUser, Scope::Clients(clients)) => {
            let mut clients = clients.clone();
            clients.sort_unstable();
            clients.dedup();
            Scope::Clients(clients)
        }
        _ => Scope::AllClients,
    }
}

/// Refuses a scope with something in it that is not a client of the provider.
pub(super) async fn check(db: &mut Connection, provider: ProviderId, scope: &Scope) -> Result<()> {
    match scope {
        Scope::AllClients => Ok(()),
        Scope::Clients(clients) => demand_all(clients.len(), store::clients::count_linked(db, provider, clients).await?),
    }
}

/// Sets a person's scope.
pub(super) async fn set(db: &mut Transaction, provider: ProviderId, person: ProviderUserId, scope: &Scope) -> Result<()> {
    let given = store::people::set_scope(db, provider, person, scope).await?;
    match scope {
        Scope::AllClients => Ok(()),
        Scope::Clients(clients) => demand_all(clients.len(), given),
    }
}

/// A person's role, and the scope that goes with it.
#[derive(PartialEq, Eq)]
pub(super) struct Place {
    pub(super) role: ProviderRole,
    pub(super) scope: Scope,
}

/// A person's present scope.
pub(super) async fn of(db: &mut Connection, provider: ProviderId, person: &Placed) -> Result<Scope> {
    if person.sees_all_clients {
        return Ok(for_role(person.role, &Scope::AllClients));
    }
    let clients = store::people::chosen(db, provider, person.id).await?.into_iter().map(|client| client.id).collect();
    Ok(for_role(person.role, &Scope::Clients(clients)))
}

/// The most clients that an event names.
const NAMED: usize = 10;

/// A change of role and scope as an event's detail says it.
pub(super) async fn what_changed(db: &mut Connection, provider: ProviderId, before: &Place, after: &Place) -> Result<String> {
    let mut changes = Vec::new();
    if before.role != after.role {
        changes.push(format!("role from {} to {}", role(before.role), role(after.role)));
    }
    match (&before.scope, &after.scope) {
        (Scope::AllClients, Scope::AllClients) => {}
        (Scope::Clients(_), Scope::AllClients) => changes.push("sees all clients".to_owned()),
        (Scope::AllClients, Scope::Clients(clients)) if clients.is_empty() => changes.push("sees no client".to_owned()),
        (Scope::AllClients, Scope::Clients(clients)) => changes.push(format!("sees only {}", names(db, provider, clients).await?)),
        (Scope::Clients(before), Scope::Clients(after)) => {
            for (what, some, others) in [("added", after, before), ("taken away", before, after)] {
                let some = some.iter().filter(|client| !others.contains(client)).copied().collect::<Vec<_>>();
                if !some.is_empty() {
                    changes.push(format!("{what}: {}", names(db, provider, &some).await?));
                }
            }
        }
    }
    Ok(changes.join("; "))
}

/// The first of the clients by name, and how many more there are.
async fn names(db: &mut Connection, provider: ProviderId, clients: &[OrganizationId]) -> Result<String> {
    let mut names = store::clients::names(db, provider, clients).await?;
    let more = names.len().saturating_sub(NAMED);
    names.truncate(NAMED);
    Ok(format!("{}{}", names.join(", "), if more > 0 { format!(" and {more} more") } else { String::new() }))
}

const fn role(role: ProviderRole) -> &'static str {
    match role {
        ProviderRole::Admin => "Provider admin",
        ProviderRole::ServiceUser => "Service user",
    }
}

/// Role and scope of somebody who is invited, as the event's detail says them.
pub(super) fn words(role: ProviderRole, scope: &Scope) -> String {
    match (role, scope) {
        (ProviderRole::Admin, _) => "Provider admin".to_owned(),
        (ProviderRole::ServiceUser, Scope::AllClients) => "Service user, all clients".to_owned(),
        (ProviderRole::ServiceUser, Scope::Clients(clients)) => match clients.len() {
            1 => "Service user, 1 client".to_owned(),
            n => format!("Service user, {n} clients"),
        },
    }
}

fn demand_all(named: usize, found: u64) -> Result<()> {
    if u64::try_from(named) == Ok(found) {
        Ok(())
    } else {
        Err(Error::field("scope", "One of the chosen clients is no longer there. Reload the page and choose again."))
    }
}
