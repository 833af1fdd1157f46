use super::{demand_not_suspended, demand_shown, demand_step_up, forbidden};
use crate::{
    domain::{Context, Error, Result, Session},
    model::{
        access::{Action, Relation, Verdict},
        id::{LinkId, OrganizationId, ProviderId, ProviderUserId, UserId},
        role::{Plan, ProviderRole, Status},
    },
    store::{Connection, sql},
};

/// Proof: the caller is a confirmed user of this provider, and his role allows the action.
#[derive(Clone, Debug)]
pub struct ProviderAccess {
    provider: ProviderId,
    provider_name: String,
    person: ProviderUserId,
    user: UserId,
    role: ProviderRole,
    sees_all_clients: bool,
}

impl ProviderAccess {
    /// The provider.
    pub fn provider(&self) -> ProviderId {
        self.provider
    }

    /// The provider's name.
    pub fn provider_name(&self) -> &str {
        &self.provider_name
    }

    /// The caller's row in it.
    pub fn person(&self) -> ProviderUserId {
        self.person
    }

    /// The caller.
    pub fn user(&self) -> UserId {
        self.user
    }

    /// The caller's role.
    pub fn role(&self) -> ProviderRole {
        self.role
    }

    /// Whether the caller's scope is all clients. If not, lists must be joined with `provider_user_clients`.
    pub fn sees_all_clients(&self) -> bool {
        self.sees_all_clients
    }
}

/// Loads the caller's place in a provider and checks the action.
pub async fn provider(db: &mut Connection, context: &Context, provider: ProviderId, action: Action) -> Result<ProviderAccess> {
    let session = context.session()?;
    let (access, is_suspended) = load(db, session, provider).await?.ok_or_else(Error::not_found)?;
    let rule = action.rule().ok_or(Error::Internal("an action without a rule"))?;
    match action.verdict(Relation::Provider(access.role)) {
        Verdict::Yes => {}
        Verdict::No => return Err(forbidden()),
        _ => return Err(Error::not_found()),
    }
    demand_not_suspended(rule, is_suspended, "provider")?;
    demand_step_up(context, session, rule)?;
    Ok(access)
}

async fn load(db: &mut Connection, session: &Session, provider: ProviderId) -> Result<Option<(ProviderAccess, bool)>> {
    let query = sql("SELECT u.id, u.role, u.sees_all_clients, p.name, p.suspended_at FROM provider_users u JOIN providers p ON p.id = u.provider_id
        WHERE u.provider_id = $1 AND u.user_id = $2 AND u.status = $3")
    .bind(provider)
    .bind(session.user_id)
    .bind(Status::Confirmed);
    let Some(row) = db.row(query).await? else { return Ok(None) };
    let role: ProviderRole = row.get("role")?;
    let access = ProviderAccess {
        provider,
        provider_name: row.get("name")?,
        person: row.get("id")?,
        user: session.user_id,
        role,
        // A provider admin sees all, whatever his row says.
        sees_all_clients: role == ProviderRole::Admin || row.get("sees_all_clients")?,
    };
    Ok(Some((access, row.get::<Option<i64>>("suspended_at")?.is_some())))
}

/// Proof: the organization is a client of the caller's provider and in his scope, and his role allows the action.
#[derive(Clone, Debug)]
pub struct LinkedClient {
    by: ProviderAccess,
    organization: OrganizationId,
    link: LinkId,
    name: String,
    plan: Plan,
    is_suspended: bool,
}

impl LinkedClient {
    /// The caller's place in the provider.
    pub fn by(&self) -> &ProviderAccess {
        &self.by
    }

    /// The client.
    pub fn organization(&self) -> OrganizationId {
        self.organization
    }

    /// The link to it.
    pub fn link(&self) -> LinkId {
        self.link
    }

    /// The client's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The client's plan.
    pub fn plan(&self) -> Plan {
        self.plan
    }

    /// Whether the client is suspended.
    pub fn is_suspended(&self) -> bool {
        self.is_suspended
    }
}

/// Loads a client through its provider and checks the action.
pub async fn linked_client(db: &mut Connection, context: &Context, provider: ProviderId, organization: OrganizationId, action: Action) -> Result<LinkedClient> {
    let session = context.session()?;
    let (by, provider_suspended) = load(db, session, provider).await?.ok_or_else(Error::not_found)?;
    let rule = action.rule().ok_or(Error::Internal("an action without a rule"))?;
    // The role comes before the client: what it never allows is refused alike for every client, in scope or not, there or not.
    match action.verdict(Relation::Provider(by.role)) {
        Verdict::Yes => {}
        Verdict::No => return Err(forbidden()),
        _ => return Err(Error::not_found()),
    }
    let query = sql("SELECT c.id AS link, o.name, o.plan, o.suspended_at,
        (SELECT COUNT(*) FROM provider_user_clients s WHERE s.provider_id = c.provider_id AND s.provider_user_id = $3 AND s.organization_id = c.organization_id) AS in_scope
        FROM provider_clients c JOIN organizations o ON o.id = c.organization_id WHERE c.provider_id = $1 AND c.organization_id = $2");
    let row = db.row(query.bind(provider).bind(organization).bind(by.person)).await?.ok_or_else(Error::not_found)?;
    if !by.sees_all_clients && !row.get::<bool>("in_scope")? {
        return Err(Error::not_found());
    }
    demand_shown(context, rule, organization)?;
    let is_suspended = row.get::<Option<i64>>("suspended_at")?.is_some();
    demand_not_suspended(rule, provider_suspended, "provider")?;
    demand_not_suspended(rule, is_suspended, "client")?;
    demand_step_up(context, session, rule)?;
    Ok(LinkedClient { by, organization, link: row.get("link")?, name: row.get("name")?, plan: row.get("plan")?, is_suspended })
}
