//! Being a provider user, or administering a client, never yields access to items.

use server::access::{ClientAccess, ItemAccess, LinkedClient, ProviderAccess};

fn from_provider(provider: ProviderAccess) -> ItemAccess {
    provider.into()
}

fn from_linked_client(client: LinkedClient) -> ItemAccess {
    client.into()
}

fn from_administration(client: ClientAccess) -> ItemAccess {
    ItemAccess::from(client)
}

fn main() {}
