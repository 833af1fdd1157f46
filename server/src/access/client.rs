use super::{demand_not_suspended, demand_shown, demand_step_up, forbidden};
use crate::{
    domain::{Context, Error, Result},
    model::{
        access::{Action, Relation, Verdict, reaches},
        error::ErrorCode,
        id::{MemberId, OrganizationId, ProviderId, UserId},
        role::{ProviderRole, Rights, Role, Status},
    },
    store::{Connection, Row, sql},
};

/// Proof: the caller may do the action in this organization, as a provider user of its provider or as a confirmed member.
#[derive(Clone, Debug)]
pub struct ClientAccess {
    organization: OrganizationId,
    name: String,
    user: UserId,
    action: Action,
    relation: Relation,
    /// Set when the caller acts as a provider user.
    acting_provider: Option<ProviderId>,
    linked_provider: Option<ProviderId>,
    membership: Option<MemberOf>,
    is_suspended: bool,
}

/// Proof: the caller is a confirmed member of this organization.
#[derive(Clone, Debug)]
pub struct MemberOf {
    organization: OrganizationId,
    user: UserId,
    member: MemberId,
    role: Role,
    rights: Rights,
}

impl MemberOf {
    /// The organization.
    pub fn organization(&self) -> OrganizationId {
        self.organization
    }

    /// The caller.
    pub fn user(&self) -> UserId {
        self.user
    }

    /// The caller's row in it.
    pub fn member(&self) -> MemberId {
        self.member
    }

    /// The caller's role.
    pub fn role(&self) -> Role {
        self.role
    }

    /// The caller's rights, if he has the Custom role.
    pub fn rights(&self) -> Rights {
        self.rights
    }
}

impl ClientAccess {
    /// The organization.
    pub fn organization(&self) -> OrganizationId {
        self.organization
    }

    /// The organization's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The caller.
    pub fn user(&self) -> UserId {
        self.user
    }

    /// In what capacity the caller acts.
    pub fn relation(&self) -> Relation {
        self.relation
    }

    /// The provider for which the caller acts; none for the organization's own people.
    pub fn acting_provider(&self) -> Option<ProviderId> {
        self.acting_provider
    }

    /// The provider of which the organization is a client.
    pub fn linked_provider(&self) -> Option<ProviderId> {
        self.linked_provider
    }

    /// The caller's own confirmed membership, if he has one, in whatever capacity he acts.
    pub fn membership(&self) -> Option<&MemberOf> {
        self.membership.as_ref()
    }

    /// Whether the organization or its provider is suspended: then commands are refused.
    pub fn is_suspended(&self) -> bool {
        self.is_suspended
    }

    /// Refuses a target of a higher rank than the caller may act toward.
    pub fn demand_reach(&self, target: Role) -> Result<()> {
        if reaches(self.action, self.relation, target) {
            Ok(())
        } else {
            Err(Error::refused(ErrorCode::Forbidden, "You can only do this to people whose role is not above yours."))
        }
    }

    /// Refuses to give rights that a Custom caller does not hold himself.
    pub fn demand_grantable(&self, rights: Rights) -> Result<()> {
        match self.relation {
            Relation::Member(Role::Custom, own) if !own.covers(rights) => {
                Err(Error::refused(ErrorCode::Forbidden, "You can only give rights that you hold yourself."))
            }
            _ => Ok(()),
        }
    }
}

/// What the store knows of the caller in an organization.
pub(super) struct Standing {
    pub(super) name: String,
    pub(super) is_suspended: bool,
    pub(super) linked_provider: Option<ProviderId>,
    pub(super) provider_role: Option<ProviderRole>,
    pub(super) membership: Option<MemberOf>,
}

/// Loads the caller's standing in an organization and checks the action.
pub async fn client(db: &mut Connection, context: &Context, organization: OrganizationId, action: Action) -> Result<ClientAccess> {
    let session = context.session()?;
    let standing = standing(db, session.user_id, organization).await?.ok_or_else(Error::not_found)?;
    let rule = action.rule().ok_or(Error::Internal("an action without a rule"))?;
    let relation = match (standing.provider_role, &standing.membership) {
        // Administration rights of a provider user who is also a member stay those of a provider user,
        // except for what only a membership can do.
        (Some(role), member) => match (action.verdict(Relation::Provider(role)), member) {
            (Verdict::Hidden, Some(member)) => Relation::Member(member.role, member.rights),
            _ => Relation::Provider(role),
        },
        (None, Some(member)) => Relation::Member(member.role, member.rights),
        (None, None) => return Err(Error::not_found()),
    };
    if !action.is_open_to(relation) {
        return Err(if action.verdict(relation) == Verdict::Hidden { Error::not_found() } else { forbidden() });
    }
    demand_shown(context, rule, organization)?;
    demand_not_suspended(rule, standing.is_suspended, "organization")?;
    demand_step_up(context, session, rule)?;
    let acting_provider = if matches!(relation, Relation::Provider(_)) { standing.linked_provider } else { None };
    Ok(ClientAccess {
        organization,
        name: standing.name,
        user: session.user_id,
        action,
        relation,
        acting_provider,
        linked_provider: standing.linked_provider,
        membership: standing.membership,
        is_suspended: standing.is_suspended,
    })
}

pub(super) async fn standing(db: &mut Connection, user: UserId, organization: OrganizationId) -> Result<Option<Standing>> {
    let query = sql("SELECT o.name, o.suspended_at, o.provider_id, p.suspended_at AS provider_suspended_at,
            u.role AS provider_role, u.sees_all_clients,
            (SELECT COUNT(*) FROM provider_user_clients s WHERE s.provider_id = u.provider_id AND s.provider_user_id = u.id AND s.organization_id = o.id) AS in_scope,
            m.id AS member, m.role AS member_role, m.rights AS member_rights
        FROM organizations o
        LEFT JOIN providers p ON p.id = o.provider_id
        LEFT JOIN provider_users u ON u.provider_id = o.provider_id AND u.user_id = $2 AND u.status = $3
        LEFT JOIN members m ON m.organization_id = o.id AND m.user_id = $2 AND m.status = $3
        WHERE o.id = $1")
    .bind(organization)
    .bind(user)
    .bind(Status::Confirmed);
    let Some(row) = db.row(query).await? else { return Ok(None) };
    Ok(Some(Standing {
        name: row.get("name")?,
        is_suspended: row.get::<Option<i64>>("suspended_at")?.is_some() || row.get::<Option<i64>>("provider_suspended_at")?.is_some(),
        linked_provider: row.get("provider_id")?,
        provider_role: provider_role(&row)?,
        membership: membership(&row, organization, user)?,
    }))
}

fn provider_role(row: &Row) -> Result<Option<ProviderRole>> {
    let Some(role) = row.get::<Option<i64>>("provider_role")?.and_then(ProviderRole::parse) else { return Ok(None) };
    let in_scope = role == ProviderRole::Admin || row.get::<Option<i64>>("sees_all_clients")? == Some(1) || row.get::<i64>("in_scope")? > 0;
    Ok(in_scope.then_some(role))
}

fn membership(row: &Row, organization: OrganizationId, user: UserId) -> Result<Option<MemberOf>> {
    let Some(member) = row.get::<Option<MemberId>>("member")? else { return Ok(None) };
    let role = row.get::<Option<i64>>("member_role")?.and_then(Role::parse).ok_or(Error::Internal("a member without a role"))?;
    let rights = Rights::parse(row.get::<Option<i64>>("member_rights")?.unwrap_or(0));
    Ok(Some(MemberOf { organization, user, member, role, rights }))
}
