use super::{Context, Error, Result};
#[allow(unused_imports)]
use crate::model::{
    member::{ConfirmMemberRequest, InviteMembersRequest, ListMembersRequest, MemberRequest, MemberResult, MembersRequest, MembersView, UpdateMemberRequest},
    organization::OrganizationRequest,
    page::TextFile,
    person::{InviteResult, PublicKeyView},
};

pub async fn list(_context: &Context, _request: ListMembersRequest) -> Result<MembersView> {
    Err(Error::Internal("not built"))
}

pub async fn export_csv(_context: &Context, _request: OrganizationRequest) -> Result<TextFile> {
    Err(Error::Internal("not built"))
}

pub async fn invite(_context: &Context, _request: InviteMembersRequest) -> Result<Vec<InviteResult>> {
    Err(Error::Internal("not built"))
}

pub async fn reinvite(_context: &Context, _request: MembersRequest) -> Result<Vec<MemberResult>> {
    Err(Error::Internal("not built"))
}

pub async fn public_key(_context: &Context, _request: MemberRequest) -> Result<PublicKeyView> {
    Err(Error::Internal("not built"))
}

pub async fn confirm(_context: &Context, _request: ConfirmMemberRequest) -> Result<()> {
    Err(Error::Internal("not built"))
}

pub async fn update(_context: &Context, _request: UpdateMemberRequest) -> Result<()> {
    Err(Error::Internal("not built"))
}

pub async fn revoke(_context: &Context, _request: MembersRequest) -> Result<Vec<MemberResult>> {
    Err(Error::Internal("not built"))
}

pub async fn restore(_context: &Context, _request: MembersRequest) -> Result<Vec<MemberResult>> {
    Err(Error::Internal("not built"))
}

pub async fn remove(_context: &Context, _request: MembersRequest) -> Result<Vec<MemberResult>> {
    Err(Error::Internal("not built"))
}

pub async fn leave(_context: &Context, _request: OrganizationRequest) -> Result<()> {
    Err(Error::Internal("not built"))
}
