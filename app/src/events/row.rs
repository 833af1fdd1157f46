use leptos::prelude::*;
use server::model::event::{EventClient, EventKind, EventView};

use super::{
    EventSource,
    sentence::{Naming, sentence},
};
use crate::{
    i18n::t,
    ui::{DateTime, Icon},
};

/// One entry: what happened, and below it for whom, when and from where.
pub(super) fn row_view(event: EventView, source: EventSource) -> AnyView {
    let naming = match source {
        EventSource::Provider(_) => Naming::Client,
        EventSource::Organization(_) => Naming::Nothing,
    };
    let said = sentence(&event, naming);
    let EventView { at, kind, actor, detail, client, address, device, .. } = event;
    let provider = actor.and_then(|actor| actor.provider).filter(|_| naming == Naming::Nothing);
    let said = match client.filter(|_| naming == Naming::Client) {
        Some(client) => linked(&said, &client),
        None => said.into_any(),
    };
    let mark = if is_alarming(kind) { "event-mark warn" } else { "event-mark" };
    let notes = [provider.map(|name| t().events.for_provider(&name)), Some(detail), Some(device), Some(address)];
    let notes = notes.into_iter().flatten().filter(|note| !note.is_empty()).map(|note| view! { <span>{note}</span> }).collect_view();
    view! {
        <li class="event">
            <span class=mark><Icon name=icon_of(kind) /></span>
            <div class="event-text">
                <p>{said}</p>
                <div class="event-notes">
                    {notes}
                </div>
            </div>
            <DateTime at=at.0 />
        </li>
    }
    .into_any()
}

/// The sentence, with the client's name as a link to it.
fn linked(said: &str, client: &EventClient) -> AnyView {
    let link = |name: &str| view! { <a href=format!("/organizations/{}/members", client.id)>{name.to_owned()}</a> };
    match said.rsplit_once(&client.name).filter(|_| !client.name.is_empty()) {
        Some((before, after)) => view! { {before.to_owned()}{link(&client.name)}{after.to_owned()} }.into_any(),
        None => said.to_owned().into_any(),
    }
}

const fn is_alarming(kind: EventKind) -> bool {
    matches!(kind, EventKind::ItemsRefused | EventKind::SignInFailed)
}

const fn icon_of(kind: EventKind) -> &'static str {
    use EventKind as K;
    match kind {
        K::SignedIn | K::ChangedPassword | K::OrganizationKeyUsed | K::OrganizationKeyRewrapped | K::ProviderKeyRotated => "key",
        K::SignInFailed => "warning",
        K::ItemsRefused => "shield",
        K::ItemCreated
        | K::AttachmentCreated
        | K::ItemUpdated
        | K::ItemShared
        | K::ItemCollectionsChanged
        | K::ItemRestored
        | K::ItemFilled
        | K::OrganizationExported
        | K::OwnVaultExported
        | K::ImportReceived => "file",
        K::GroupCreated | K::GroupUpdated | K::GroupDeleted | K::MemberGroupsChanged => "groups",
        K::CollectionCreated | K::CollectionUpdated | K::CollectionDeleted => "folder",
        K::MemberInvited | K::MemberReinvited | K::ProviderUserInvited | K::ProviderUserReinvited => "mail",
        K::MemberConfirmed
        | K::MemberAccepted
        | K::MemberRestored
        | K::ProviderUserConfirmed
        | K::ProviderUserAccepted
        | K::ProviderUserRestored
        | K::ImportAccepted => "check",
        K::MemberUpdated | K::ProviderUserUpdated => "person",
        K::MemberRemoved | K::MemberRevoked | K::MemberLeft | K::ProviderUserRemoved | K::ProviderUserRevoked | K::ImportDiscarded | K::ImportWithdrawn => {
            "minus"
        }
        K::OrganizationUpdated | K::ProviderUpdated => "gear",
        K::ItemViewed
        | K::ItemPasswordRevealed
        | K::ItemFieldRevealed
        | K::ItemCardCodeRevealed
        | K::ItemCardNumberRevealed
        | K::ItemTotpSeedRevealed
        | K::ItemAccountNumberCopied
        | K::ItemPinCopied
        | K::ItemAccountNumberRevealed
        | K::ItemPinRevealed
        | K::ItemLicenseNumberCopied
        | K::ItemLicenseNumberRevealed
        | K::ItemPassportNumberCopied
        | K::ItemPassportNumberRevealed
        | K::ItemSwiftCodeCopied
        | K::ItemSwiftCodeRevealed
        | K::ItemIbanCopied
        | K::ItemIbanRevealed
        | K::ItemNationalIdCopied
        | K::ItemNationalIdRevealed
        | K::ItemPasswordCopied
        | K::ItemFieldCopied
        | K::ItemCardCodeCopied
        | K::OrganizationAccessedByProvider
        | K::ClientAccessed => "eye",
        K::ClientCreated | K::ClientAdded | K::ClientResumed => "building",
        K::ItemDeleted | K::ItemTrashed | K::AttachmentDeleted | K::ClientRemoved | K::OrganizationDeleted => "trash",
        K::ClientSuspended => "lock",
        K::ClientSeatsChanged | K::PlanUpdated => "card",
    }
}
