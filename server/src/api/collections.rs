use super::client::ApiClient;
use crate::model::{
    collection::{
        CollectionAccessView, CollectionRequest, CollectionView, CreateCollectionRequest, FindGranteesRequest, GranteeView, ListCollectionsRequest,
        RenameCollectionsRequest, SetCollectionAccessRequest,
    },
    error::ApiError,
    id::CollectionId,
    organization::{KeyTicket, OrganizationRequest},
    page::Page,
};
use server_fn::codec::Json;
use server_fn_macro_default::server;

/// Hands out the wrapped organization key to read or write names with. The owners see it in their event log when a provider user has it.
#[server(prefix = "/rpc", endpoint = "collections/key_ticket", input = Json, output = Json, client = ApiClient)]
pub async fn issue_names_ticket(request: OrganizationRequest) -> Result<KeyTicket, ApiError> {
    serve!(crate::domain::collections::key_ticket, request)
}

/// The collections of an organization, or those of them that the caller has access to.
#[server(prefix = "/rpc", endpoint = "collections/list", input = Json, output = Json, client = ApiClient)]
pub async fn list_collections(request: ListCollectionsRequest) -> Result<Page<CollectionView>, ApiError> {
    serve!(crate::domain::collections::list, request)
}

/// Makes a collection.
#[server(prefix = "/rpc", endpoint = "collections/create", input = Json, output = Json, client = ApiClient)]
pub async fn create_collection(request: CreateCollectionRequest) -> Result<CollectionId, ApiError> {
    serve!(crate::domain::collections::create, request)
}

/// Renames a collection and those below it.
#[server(prefix = "/rpc", endpoint = "collections/rename", input = Json, output = Json, client = ApiClient)]
pub async fn rename_collections(request: RenameCollectionsRequest) -> Result<(), ApiError> {
    serve!(crate::domain::collections::rename, request)
}

/// Who has access to a collection.
#[server(prefix = "/rpc", endpoint = "collections/people", input = Json, output = Json, client = ApiClient)]
pub async fn collection_people(request: CollectionRequest) -> Result<CollectionAccessView, ApiError> {
    serve!(crate::domain::collections::people, request)
}

/// Groups and members who can be given access, found by a part of a name or e-mail: the first of each.
#[server(prefix = "/rpc", endpoint = "collections/grantees", input = Json, output = Json, client = ApiClient)]
pub async fn find_grantees(request: FindGranteesRequest) -> Result<Vec<GranteeView>, ApiError> {
    serve!(crate::domain::collections::grantees, request)
}

/// Changes who has access to a collection.
#[server(prefix = "/rpc", endpoint = "collections/set_access", input = Json, output = Json, client = ApiClient)]
pub async fn set_collection_access(request: SetCollectionAccessRequest) -> Result<(), ApiError> {
    serve!(crate::domain::collections::set_access, request)
}

/// Deletes a collection. Its items stay.
#[server(prefix = "/rpc", endpoint = "collections/delete", input = Json, output = Json, client = ApiClient)]
pub async fn delete_collection(request: CollectionRequest) -> Result<(), ApiError> {
    serve!(crate::domain::collections::delete, request)
}
