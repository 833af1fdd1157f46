use super::{ConfigError, Source, settings::wrong};
use crate::files::{Bucket, FilesPlace};
use std::path::{Path, PathBuf};

const S3: &str = "s3://";

/// Where attached files are kept.
pub(super) fn place(source: &Source, data_dir: &Path) -> Result<FilesPlace, ConfigError> {
    let access = match (source.get("s3_access_key"), source.secret("s3_secret_key", "s3_secret_key_file")?) {
        (Some(id), Some(key)) => Some((id.to_owned(), key)),
        (None, None) => None,
        (Some(_), None) => return Err(wrong("s3_secret_key", "is needed with s3_access_key")),
        (None, Some(_)) => return Err(wrong("s3_access_key", "is needed with s3_secret_key")),
    };
    let (endpoint, region) = (source.get("s3_endpoint").map(str::to_owned), source.get("s3_region").map(str::to_owned));
    let Some(bucket) = source.get("files").and_then(|text| text.strip_prefix(S3)) else {
        if access.is_some() || endpoint.is_some() || region.is_some() {
            return Err(wrong("files", "must be s3://BUCKET when there are settings of a bucket"));
        }
        return Ok(FilesPlace::Folder(source.get("files").map_or_else(|| data_dir.join("files"), PathBuf::from)));
    };
    if endpoint.as_ref().is_some_and(|url| !url.starts_with("https://") && !url.starts_with("http://")) {
        return Err(wrong("s3_endpoint", "must begin with https:// or http://"));
    }
    let (name, prefix) = bucket.split_once('/').unwrap_or((bucket, ""));
    if name.is_empty() {
        return Err(wrong("files", "must be a folder, or s3://BUCKET or s3://BUCKET/PREFIX"));
    }
    let bucket = Bucket {
        name: name.to_owned(),
        prefix: prefix.trim_matches('/').to_owned(),
        endpoint,
        region: region.unwrap_or_else(|| "us-east-1".to_owned()),
        access,
    };
    Ok(FilesPlace::Bucket(bucket))
}
