use super::client::ApiClient;
use crate::model::{
    error::ApiError,
    group::{CreateGroupRequest, GroupDetails, GroupMemberView, GroupMembersRequest, GroupRequest, GroupView, ListGroupsRequest, UpdateGroupRequest},
    id::GroupId,
    page::Page,
};
use server_fn::codec::Json;
use server_fn_macro_default::server;

/// The groups of an organization, by name.
#[server(prefix = "/rpc", endpoint = "groups/list", input = Json, output = Json, client = ApiClient)]
pub async fn list_groups(request: ListGroupsRequest) -> Result<Page<GroupView>, ApiError> {
    serve!(crate::domain::groups::list, request)
}

/// A group, and what it gives access to.
#[server(prefix = "/rpc", endpoint = "groups/get", input = Json, output = Json, client = ApiClient)]
pub async fn get_group(request: GroupRequest) -> Result<GroupDetails, ApiError> {
    serve!(crate::domain::groups::get, request)
}

/// Who is in a group.
#[server(prefix = "/rpc", endpoint = "groups/members", input = Json, output = Json, client = ApiClient)]
pub async fn group_members(request: GroupMembersRequest) -> Result<Page<GroupMemberView>, ApiError> {
    serve!(crate::domain::groups::members, request)
}

/// Makes a group.
#[server(prefix = "/rpc", endpoint = "groups/create", input = Json, output = Json, client = ApiClient)]
pub async fn create_group(request: CreateGroupRequest) -> Result<GroupId, ApiError> {
    serve!(crate::domain::groups::create, request)
}

/// Renames a group, changes who is in it, and what it gives access to.
#[server(prefix = "/rpc", endpoint = "groups/update", input = Json, output = Json, client = ApiClient)]
pub async fn update_group(request: UpdateGroupRequest) -> Result<(), ApiError> {
    serve!(crate::domain::groups::update, request)
}

/// Deletes a group. Who is in it stays a member.
#[server(prefix = "/rpc", endpoint = "groups/delete", input = Json, output = Json, client = ApiClient)]
pub async fn delete_group(request: GroupRequest) -> Result<(), ApiError> {
    serve!(crate::domain::groups::delete, request)
}
