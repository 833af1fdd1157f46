use super::Topic;
use crate::{
    access,
    domain::{Context, Result},
    model::{
        access::Action,
        live::{OrganizationList, ProviderList, Version, WAIT_SECONDS_MAX, WaitForOrganizationRequest, WaitForProviderRequest},
        time::Micros,
    },
};
use std::time::Duration;

/// A caller that has just read a list may have done so before a change that is this old. He is told once too often rather than never.
const JUST: i64 = 5 * Micros::SECOND;

/// Waits for a change of an organization's list that the caller may read.
pub async fn wait_for_organization(context: &Context, request: WaitForOrganizationRequest) -> Result<Version> {
    let WaitForOrganizationRequest { organization, list, version, seconds } = request;
    let action = match list {
        OrganizationList::Members => Action::ClientMembersList,
        OrganizationList::Groups => Action::ClientGroupsList,
        OrganizationList::Imports => Action::ClientImportList,
        OrganizationList::Events => Action::ClientEventsRead,
    };
    // Others need the connection while this waits.
    access::client(&mut context.read().await?, context, organization, action).await?;
    Ok(wait(context, &Topic::Organization(organization, list), version, seconds).await)
}

/// Waits for a change of a provider's list that the caller may read.
pub async fn wait_for_provider(context: &Context, request: WaitForProviderRequest) -> Result<Version> {
    let WaitForProviderRequest { provider, list, version, seconds } = request;
    let action = match list {
        ProviderList::Clients => Action::ProviderClientsList,
        ProviderList::People => Action::ProviderUsersList,
        ProviderList::Events => Action::ProviderEventsRead,
    };
    access::provider(&mut context.read().await?, context, provider, action).await?;
    Ok(wait(context, &Topic::Provider(provider, list), version, seconds).await)
}

async fn wait(context: &Context, topic: &Topic, seen: Option<Micros>, seconds: u32) -> Version {
    let Some(seen) = seen else { return Version { version: context.now().plus(-JUST), is_changed: false } };
    let longest = Duration::from_secs(seconds.min(WAIT_SECONDS_MAX).into());
    let version = context.instance().live.wait(topic, seen, longest).await;
    Version { version, is_changed: version != seen }
}
