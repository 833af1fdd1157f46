use super::client::ApiClient;
use crate::model::{
    error::ApiError,
    member::{
        ConfirmMemberRequest, InviteMembersRequest, ListMembersRequest, MemberRequest, MemberResult, MemberView, MembersRequest, MembersView,
        UpdateMemberRequest,
    },
    organization::OrganizationRequest,
    page::TextFile,
    person::{InviteResult, PublicKeyView},
};
use server_fn::codec::Json;
use server_fn_macro_default::server;

/// The members of an organization.
#[server(prefix = "/rpc", endpoint = "members/list", input = Json, output = Json, client = ApiClient)]
pub async fn list_members(request: ListMembersRequest) -> Result<MembersView, ApiError> {
    serve!(crate::domain::members::list, request)
}

/// One member, as the list shows him.
#[server(prefix = "/rpc", endpoint = "members/get", input = Json, output = Json, client = ApiClient)]
pub async fn member(request: MemberRequest) -> Result<MemberView, ApiError> {
    serve!(crate::domain::members::get, request)
}

/// All members as CSV, safe to open in a spreadsheet.
#[server(prefix = "/rpc", endpoint = "members/export_csv", input = Json, output = Json, client = ApiClient)]
pub async fn export_members(request: OrganizationRequest) -> Result<TextFile, ApiError> {
    serve!(crate::domain::members::export_csv, request)
}

/// Invites members; each address has its own result.
#[server(prefix = "/rpc", endpoint = "members/invite", input = Json, output = Json, client = ApiClient)]
pub async fn invite_members(request: InviteMembersRequest) -> Result<Vec<InviteResult>, ApiError> {
    serve!(crate::domain::members::invite, request)
}

/// Sends invitations again; the old links end.
#[server(prefix = "/rpc", endpoint = "members/reinvite", input = Json, output = Json, client = ApiClient)]
pub async fn reinvite_members(request: MembersRequest) -> Result<Vec<MemberResult>, ApiError> {
    serve!(crate::domain::members::reinvite, request)
}

/// The public key of a member.
#[server(prefix = "/rpc", endpoint = "members/public_key", input = Json, output = Json, client = ApiClient)]
pub async fn member_public_key(request: MemberRequest) -> Result<PublicKeyView, ApiError> {
    serve!(crate::domain::members::public_key, request)
}

/// Confirms a member with the organization key sealed to him.
#[server(prefix = "/rpc", endpoint = "members/confirm", input = Json, output = Json, client = ApiClient)]
pub async fn confirm_member(request: ConfirmMemberRequest) -> Result<(), ApiError> {
    serve!(crate::domain::members::confirm, request)
}

/// Changes role and rights.
#[server(prefix = "/rpc", endpoint = "members/update", input = Json, output = Json, client = ApiClient)]
pub async fn update_member(request: UpdateMemberRequest) -> Result<(), ApiError> {
    serve!(crate::domain::members::update, request)
}

/// Takes access away until restored; frees the seats.
#[server(prefix = "/rpc", endpoint = "members/revoke", input = Json, output = Json, client = ApiClient)]
pub async fn revoke_members(request: MembersRequest) -> Result<Vec<MemberResult>, ApiError> {
    serve!(crate::domain::members::revoke, request)
}

/// Gives revoked access back, if seats are free.
#[server(prefix = "/rpc", endpoint = "members/restore", input = Json, output = Json, client = ApiClient)]
pub async fn restore_members(request: MembersRequest) -> Result<Vec<MemberResult>, ApiError> {
    serve!(crate::domain::members::restore, request)
}

/// Removes members from the organization.
#[server(prefix = "/rpc", endpoint = "members/remove", input = Json, output = Json, client = ApiClient)]
pub async fn remove_members(request: MembersRequest) -> Result<Vec<MemberResult>, ApiError> {
    serve!(crate::domain::members::remove, request)
}

/// Ends the own membership.
#[server(prefix = "/rpc", endpoint = "members/leave", input = Json, output = Json, client = ApiClient)]
pub async fn leave_organization(request: OrganizationRequest) -> Result<(), ApiError> {
    serve!(crate::domain::members::leave, request)
}
