//! Imports into an organization's vault.

use super::{Context, Error, Result};
use crate::model::{import::*, organization::*, page::Page};

pub async fn key_ticket(_context: &Context, _request: OrganizationRequest) -> Result<KeyTicket> {
    Err(Error::Internal("not built"))
}
pub async fn begin(_context: &Context, _request: BeginImportRequest) -> Result<ImportProgress> {
    Err(Error::Internal("not built"))
}
pub async fn send(_context: &Context, _request: SendImportPartRequest) -> Result<()> {
    Err(Error::Internal("not built"))
}
pub async fn finish(_context: &Context, _request: ImportRequest) -> Result<ImportView> {
    Err(Error::Internal("not built"))
}
pub async fn list(_context: &Context, _request: ListImportsRequest) -> Result<Page<ImportView>> {
    Err(Error::Internal("not built"))
}
pub async fn withdraw(_context: &Context, _request: ImportRequest) -> Result<ImportView> {
    Err(Error::Internal("not built"))
}
pub async fn items(_context: &Context, _request: HeldItemsRequest) -> Result<HeldItems> {
    Err(Error::Internal("not built"))
}
pub async fn accept(_context: &Context, _request: AcceptImportRequest) -> Result<ImportView> {
    Err(Error::Internal("not built"))
}
