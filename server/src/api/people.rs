use super::client::ApiClient;
use crate::model::{
    error::ApiError,
    person::{
        ConfirmPersonRequest, InvitePeopleRequest, InviteResult, ListPeopleRequest, PeopleView, PersonDetails, PersonRequest, PublicKeyView,
        UpdatePersonRequest,
    },
};
use server_fn::codec::Json;
use server_fn_macro_default::server;

/// The people of a provider.
#[server(prefix = "/rpc", endpoint = "people/list", input = Json, output = Json, client = ApiClient)]
pub async fn list_people(request: ListPeopleRequest) -> Result<PeopleView, ApiError> {
    serve!(crate::domain::people::list, request)
}

/// One person, with the clients that were chosen.
#[server(prefix = "/rpc", endpoint = "people/get", input = Json, output = Json, client = ApiClient)]
pub async fn person(request: PersonRequest) -> Result<PersonDetails, ApiError> {
    serve!(crate::domain::people::get, request)
}

/// Invites people; each address has its own result.
#[server(prefix = "/rpc", endpoint = "people/invite", input = Json, output = Json, client = ApiClient)]
pub async fn invite_people(request: InvitePeopleRequest) -> Result<Vec<InviteResult>, ApiError> {
    serve!(crate::domain::people::invite, request)
}

/// Sends the invitation again; the old link ends.
#[server(prefix = "/rpc", endpoint = "people/reinvite", input = Json, output = Json, client = ApiClient)]
pub async fn reinvite_person(request: PersonRequest) -> Result<(), ApiError> {
    serve!(crate::domain::people::reinvite, request)
}

/// The public key of a person that waits for confirmation.
#[server(prefix = "/rpc", endpoint = "people/public_key", input = Json, output = Json, client = ApiClient)]
pub async fn person_public_key(request: PersonRequest) -> Result<PublicKeyView, ApiError> {
    serve!(crate::domain::people::public_key, request)
}

/// Confirms a person with the provider key sealed to him.
#[server(prefix = "/rpc", endpoint = "people/confirm", input = Json, output = Json, client = ApiClient)]
pub async fn confirm_person(request: ConfirmPersonRequest) -> Result<(), ApiError> {
    serve!(crate::domain::people::confirm, request)
}

/// Changes role and client scope.
#[server(prefix = "/rpc", endpoint = "people/update", input = Json, output = Json, client = ApiClient)]
pub async fn update_person(request: UpdatePersonRequest) -> Result<(), ApiError> {
    serve!(crate::domain::people::update, request)
}

/// Takes access away until restored.
#[server(prefix = "/rpc", endpoint = "people/revoke", input = Json, output = Json, client = ApiClient)]
pub async fn revoke_person(request: PersonRequest) -> Result<(), ApiError> {
    serve!(crate::domain::people::revoke, request)
}

/// Gives revoked access back.
#[server(prefix = "/rpc", endpoint = "people/restore", input = Json, output = Json, client = ApiClient)]
pub async fn restore_person(request: PersonRequest) -> Result<(), ApiError> {
    serve!(crate::domain::people::restore, request)
}

/// Removes a person from the provider.
#[server(prefix = "/rpc", endpoint = "people/remove", input = Json, output = Json, client = ApiClient)]
pub async fn remove_person(request: PersonRequest) -> Result<(), ApiError> {
    serve!(crate::domain::people::remove, request)
}
