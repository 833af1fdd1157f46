use super::{
    guard::{self, Of, Wish},
    sync::OwnedItem,
};
use crate::{
    access::{self, ItemAccess},
    domain::{
        Context, Result, accounts,
        events::{self, NewEvent},
    },
    model::{
        access::Action,
        event::EventKind,
        id::{ItemId, OrganizationId},
        role::{Right, Role},
    },
    store::{self, items::ExportScope},
};

/// Rows that the making of an export reads at a time.
const ROWS: u32 = 500;

const fn wish(organization: OrganizationId) -> Wish {
    Wish { of: Of::Named(organization), action: Action::ClientExport, words: "export the vault" }
}

/// The whole vault for whoever may export it, else what the member manages himself.
fn scope(access: &ItemAccess) -> ExportScope {
    let membership = access.membership();
    match membership.role() {
        Role::Owner | Role::Admin => ExportScope::Whole,
        Role::Custom if membership.rights().holds(Right::AccessImportExport) => ExportScope::Whole,
        Role::Custom | Role::User => ExportScope::Managed,
    }
}

/// Begins an export: writes it to the log, and says how much of the vault it covers.
pub async fn begin_export(context: &Context, organization: OrganizationId) -> Result<ExportScope> {
    guard::command(context, wish(organization), (), |db, context, access, ()| {
        Box::pin(async move {
            let event =
                NewEvent { organization: Some(access.organization()), actor: Some(access.user()), ..NewEvent::new(EventKind::OrganizationExported, "Vault") };
            events::record(db, context, event.member(access.member())).await?;
            Ok(scope(access))
        })
    })
    .await
}

/// Begins an export of the person's own vault: his organizations and providers see it, since what they trusted him with may be in it as well.
pub async fn begin_own_export(context: &Context, (): ()) -> Result<()> {
    access::account(context, Action::AccountVaultRead)?;
    context
        .command((), |db, context, ()| {
            Box::pin(async move {
                let session = access::account(context, Action::AccountVaultRead)?;
                accounts::record_everywhere_once(db, context, (session.user_id, &session.email), EventKind::OwnVaultExported).await
            })
        })
        .await
}

/// Items of an export after one; fewer than a page is the end.
pub async fn export_after(context: &Context, organization: OrganizationId, after: Option<ItemId>) -> Result<(Vec<OwnedItem>, Option<ItemId>)> {
    let (mut db, access) = guard::query(context, wish(organization)).await?;
    let rows = store::items::exported(&mut db, &access, scope(&access), after, ROWS).await?;
    let next = if rows.len() < ROWS as usize { None } else { rows.last().map(|(row, _)| row.id) };
    Ok((rows.into_iter().map(|(row, collections)| OwnedItem { row, collections }).collect(), next))
}
