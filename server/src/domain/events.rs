use super::{Context, Error, Result};
use crate::{
    access::{ClientAccess, LinkedClient, ProviderAccess},
    model::{
        event::{EventKind, EventView, OrganizationEventsRequest, ProviderEventsRequest},
        id::{CollectionId, ItemId, MemberId, OrganizationId, ProviderId, ProviderUserId, UserId},
        page::{Page, TextFile},
    },
    store::{self, Transaction},
};

/// An event that is about to be written.
#[derive(Clone, Debug)]
pub struct NewEvent {
    pub kind: EventKind,
    pub organization: Option<OrganizationId>,
    pub provider: Option<ProviderId>,
    pub actor: Option<UserId>,
    pub acting_provider: Option<ProviderId>,
    pub member: Option<MemberId>,
    pub person: Option<ProviderUserId>,
    pub item: Option<ItemId>,
    pub collection: Option<CollectionId>,
    /// Whom or what it concerned, in words.
    pub subject: String,
    /// More, in words.
    pub detail: String,
}

impl NewEvent {
    /// An event of nobody's log; give it an organization or a provider.
    pub fn new(kind: EventKind, subject: impl Into<String>) -> Self {
        Self {
            kind,
            organization: None,
            provider: None,
            actor: None,
            acting_provider: None,
            member: None,
            person: None,
            item: None,
            collection: None,
            subject: subject.into(),
            detail: String::new(),
        }
    }

    /// In the log of a provider, done by one of its users.
    pub fn in_provider(access: &ProviderAccess, kind: EventKind, subject: impl Into<String>) -> Self {
        Self { provider: Some(access.provider()), actor: Some(access.user()), acting_provider: Some(access.provider()), ..Self::new(kind, subject) }
    }

    /// In the logs of a client and its provider, done from the Provider Portal.
    pub fn in_linked_client(client: &LinkedClient, kind: EventKind) -> Self {
        Self { organization: Some(client.organization()), ..Self::in_provider(client.by(), kind, client.name()) }
    }

    /// In the log of an organization, and of the provider if one of its users did it.
    pub fn in_client(access: &ClientAccess, kind: EventKind, subject: impl Into<String>) -> Self {
        Self {
            organization: Some(access.organization()),
            provider: access.acting_provider(),
            actor: Some(access.user()),
            acting_provider: access.acting_provider(),
            ..Self::new(kind, subject)
        }
    }

    #[must_use]
    pub fn member(self, member: MemberId) -> Self {
        Self { member: Some(member), ..self }
    }

    #[must_use]
    pub fn person(self, person: ProviderUserId) -> Self {
        Self { person: Some(person), ..self }
    }

    #[must_use]
    pub fn detail(self, detail: impl Into<String>) -> Self {
        Self { detail: detail.into(), ..self }
    }
}

/// Writes an event in the transaction of its effect.
pub async fn record(db: &mut Transaction, context: &Context, event: NewEvent) -> Result<()> {
    record_all(db, context, vec![event]).await
}

/// Writes several events in the transaction of their effect. The organizations concerned count as active now.
pub async fn record_all(db: &mut Transaction, context: &Context, events: Vec<NewEvent>) -> Result<()> {
    store::events::insert(db, &events, context.now(), context.device()).await.map_err(Error::from)
}

pub async fn of_provider(_context: &Context, _request: ProviderEventsRequest) -> Result<Page<EventView>> {
    Err(Error::Internal("not built"))
}

pub async fn of_organization(_context: &Context, _request: OrganizationEventsRequest) -> Result<Page<EventView>> {
    Err(Error::Internal("not built"))
}

pub async fn export_csv(_context: &Context, _request: OrganizationEventsRequest) -> Result<TextFile> {
    Err(Error::Internal("not built"))
}
