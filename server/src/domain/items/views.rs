use crate::{
    access::{self, ItemAccess, ItemAnswer},
    domain::{
        Context, Result,
        events::{self, NewEvent},
        limits::{self, Limit},
    },
    model::{
        access::Action,
        event::EventKind,
        id::{ItemId, OrganizationId},
    },
    store::{self, Transaction, items::Which},
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
                    done.push((access, *kind, *item));
                }
                record(db, context, done).await
            })
        })
        .await
}

/// Writes down what people did with items that they reach: the same of the same item once a minute, and of each member so much an hour.
/// What is beyond is dropped: it is what somebody tells of himself, and who wants to hide something tells nothing.
pub(super) async fn record(db: &mut Transaction, context: &Context, mut told: Vec<(ItemAccess, EventKind, ItemId)>) -> Result<()> {
    // All in one order, and the counter that they share at last: else two calls at once would wait for each other.
    told.sort_by_key(|(access, kind, item)| (access.member(), kind.number(), *item));
    let mut new = Vec::with_capacity(told.len());
    for (access, kind, item) in told {
        if limits::is_within(db, context, &Limit::told_once(access.member(), kind, item)).await? {
            new.push((access, kind, item));
        }
    }
    let mut done = Vec::with_capacity(new.len());
    for (access, kind, item) in new {
        if limits::is_within(db, context, &Limit::told(access.member())).await? {
            let event = NewEvent { organization: Some(access.organization()), actor: Some(access.user()), item: Some(item), ..NewEvent::new(kind, "Item") };
            done.push(event.member(access.member()));
        }
    }
    events::record_all(db, context, done).await
}
