use crate::{
    access::{self, ItemAnswer},
    domain::{
        Context, Result,
        events::{self, NewEvent},
    },
    model::{
        access::Action,
        event::EventKind,
        id::{ItemId, OrganizationId},
    },
    store::{self, items::Which},
};

/// What a client says that its user did with an item.
#[derive(Clone, Copy, Debug)]
pub struct Viewed {
    pub kind: EventKind,
    pub organization: OrganizationId,
    pub item: Option<ItemId>,
}

/// Kinds that a client may tell of. Everything else the server knows by itself.
pub const TOLD: &[EventKind] = &[
    EventKind::ItemViewed,
    EventKind::ItemPasswordRevealed,
    EventKind::ItemFieldRevealed,
    EventKind::ItemCardCodeRevealed,
    EventKind::ItemPasswordCopied,
    EventKind::ItemFieldCopied,
    EventKind::ItemCardCodeCopied,
    EventKind::ItemFilled,
    EventKind::ItemCardNumberRevealed,
    EventKind::ItemTotpSeedRevealed,
    EventKind::ItemAccountNumberCopied,
    EventKind::ItemPinCopied,
    EventKind::ItemAccountNumberRevealed,
    EventKind::ItemPinRevealed,
    EventKind::ItemLicenseNumberCopied,
    EventKind::ItemLicenseNumberRevealed,
    EventKind::ItemPassportNumberCopied,
    EventKind::ItemPassportNumberRevealed,
    EventKind::ItemSwiftCodeCopied,
    EventKind::ItemSwiftCodeRevealed,
    EventKind::ItemIbanCopied,
    EventKind::ItemIbanRevealed,
    EventKind::ItemNationalIdCopied,
    EventKind::ItemNationalIdRevealed,
];

/// The most that one call tells of.
pub const VIEWS_MAX: usize = 500;

/// Writes down what clients tell, as far as the items are within the member's reach. The rest is dropped without a word:
/// an answer would only tell who does not see an item that it is there.
pub async fn record_views(context: &Context, told: Vec<Viewed>) -> Result<()> {
    let told = told.into_iter().filter(|viewed| TOLD.contains(&viewed.kind)).take(VIEWS_MAX).collect::<Vec<_>>();
    context.session()?;
    if told.is_empty() {
        return Ok(());
    }
    context
        .command(told, |db, context, told| {
            Box::pin(async move {
                let mut done = Vec::new();
                for Viewed { kind, organization, item } in told {
                    let context = context.showing(*organization);
                    let Ok(ItemAnswer::Granted(access)) = access::items(db, &context, *organization, Action::ClientItemsRead).await else { continue };
                    let Some(item) = item else { continue };
                    if store::items::reached(db, &access, Which::One(*item), 1).await?.is_empty() {
                        continue;
                    }
                    let event = NewEvent { organization: Some(*organization), actor: Some(access.user()), item: Some(*item), ..NewEvent::new(*kind, "Item") };
                    done.push(event.member(access.member()));
                }
                events::record_all(db, context, done).await
            })
        })
        .await
}
