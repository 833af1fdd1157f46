use super::client::{ClientAccess, client};
use crate::{
    domain::{Context, Result},
    model::{
        access::{Action, Verdict},
        id::{MemberId, OrganizationId, ProviderId, UserId},
    },
    store::Connection,
};

/// Proof: the caller may send an import to this organization. It writes and never reads: what was sent waits beside the vault,
/// and neither the vault nor what waits can be read with it.
///
/// ```
/// use server::access::ImportGrant;
/// fn of(grant: &ImportGrant) -> server::model::id::OrganizationId { grant.organization() }
/// ```
///
/// It never becomes the proof for items:
/// ```compile_fail
/// use server::access::{ImportGrant, ItemAccess};
/// fn of(grant: ImportGrant) -> ItemAccess { grant.into() }
/// ```
///
/// Outside of `access` it is not made from administering an organization:
/// ```compile_fail
/// use server::access::{ClientAccess, ImportGrant};
/// fn of(client: ClientAccess) -> ImportGrant { ImportGrant { client } }
/// ```
///
/// What waits is read with the proof for items, and not with this one:
/// ```
/// use server::{access::ItemAccess, model::id::ImportId, store::{Connection, imports::held}};
/// async fn read(db: &mut Connection, access: &ItemAccess, import: ImportId) { let _ = held(db, access, import, None).await; }
/// ```
/// ```compile_fail
/// use server::{access::ImportGrant, model::id::ImportId, store::{Connection, imports::held}};
/// async fn read(db: &mut Connection, access: &ImportGrant, import: ImportId) { let _ = held(db, access, import, None).await; }
/// ```
///
/// Nor is it moved into the vault with it:
/// ```
/// use server::{access::ItemAccess, model::{id::ImportId, time::Micros}, store::{Transaction, imports::move_items}};
/// async fn accept(db: &mut Transaction, access: &ItemAccess, import: ImportId) { let _ = move_items(db, access, import, Micros(0)).await; }
/// ```
/// ```compile_fail
/// use server::{access::ImportGrant, model::{id::ImportId, time::Micros}, store::{Transaction, imports::move_items}};
/// async fn accept(db: &mut Transaction, access: &ImportGrant, import: ImportId) { let _ = move_items(db, access, import, Micros(0)).await; }
/// ```
#[derive(Clone, Debug)]
pub struct ImportGrant {
    client: ClientAccess,
}

impl ImportGrant {
    /// The organization.
    pub fn organization(&self) -> OrganizationId {
        self.client.organization()
    }

    /// The caller.
    pub fn user(&self) -> UserId {
        self.client.user()
    }

    /// The provider for which the caller sends; none for the organization's own people.
    pub fn provider(&self) -> Option<ProviderId> {
        self.client.acting_provider()
    }

    /// What the caller may do in the organization besides.
    pub fn client(&self) -> &ClientAccess {
        &self.client
    }

    /// The caller's membership, by whose grants he reaches collections; none for the provider users who are no members besides.
    pub fn member(&self) -> Option<MemberId> {
        self.client.membership().map(super::MemberOf::member)
    }

    /// The member whose grants limit where the items may go; none for those who may send them anywhere.
    pub fn limited_to(&self) -> Option<MemberId> {
        let is_limited = Action::ClientImport.verdict(self.client.relation()) == Verdict::Grant;
        self.client.membership().filter(|_| is_limited).map(super::MemberOf::member)
    }
}

/// Loads the caller's standing in an organization and checks that he may send imports to it.
pub async fn import(db: &mut Connection, context: &Context, organization: OrganizationId) -> Result<ImportGrant> {
    Ok(ImportGrant { client: client(db, context, organization, Action::ClientImport).await? })
}
