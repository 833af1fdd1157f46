use crate::{
    domain::{Error, Result},
    model::{
        id::{ProviderId, ProviderUserId},
        person::Scope,
        role::ProviderRole,
    },
    store::{self, Connection, Transaction},
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

/// Role and scope as an event's detail says them.
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
