//! The store of files: what is attached to items, encrypted by the apps. A folder, or a bucket of a store that speaks S3.

use crate::model::id::FileId;
use bytes::Bytes;
use futures_util::{Stream, StreamExt as _, TryStreamExt as _, stream::BoxStream};
use object_store::{
    ClientOptions, Error as StoreError, ObjectStore, ObjectStoreExt as _, WriteMultipart, aws::AmazonS3Builder, local::LocalFileSystem, memory::InMemory,
    path::Path,
};
use std::{fmt, io, path::PathBuf, pin::pin, sync::Arc, time::Duration};
use thiserror::Error;
use zeroize::Zeroizing;

/// Where files are kept.
#[derive(Clone)]
pub enum FilesPlace {
    Folder(PathBuf),
    Bucket(Bucket),
}

/// A bucket of a store that speaks S3.
#[derive(Clone)]
pub struct Bucket {
    pub name: String,
    /// Before the names of files, without slashes at the ends; may be empty.
    pub prefix: String,
    /// None: Amazon's.
    pub endpoint: Option<String>,
    pub region: String,
    /// None: what the machine is entitled to by itself.
    pub access: Option<(String, Zeroizing<String>)>,
}

impl fmt::Debug for FilesPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(path) => f.debug_tuple("Folder").field(path).finish(),
            Self::Bucket(bucket) => f.debug_tuple("Bucket").field(&bucket.name).finish(),
        }
    }
}

/// Why files are not kept or found.
#[derive(Debug, Error)]
pub enum FilesError {
    #[error("the folder of files cannot be made")]
    Folder(#[source] io::Error),
    #[error("the store of files does not answer as it should")]
    Store(#[from] StoreError),
    #[error("what arrived of a file is not as long as was said")]
    Length,
    #[error("a file broke off while it arrived")]
    Sender,
}

/// Parts in which a file is handed on; a bucket takes none that are smaller, but for the last.
const PART: usize = 5 * 1024 * 1024;
/// Parts of one file on their way at once.
const PARTS_AT_ONCE: usize = 2;

/// The store of files.
#[derive(Clone)]
pub struct Files {
    store: Arc<dyn ObjectStore>,
    prefix: Path,
}

impl Files {
    /// Opens the store; makes its folder, for the owner alone, when it is missing.
    pub fn open(place: FilesPlace) -> Result<Self, FilesError> {
        match place {
            FilesPlace::Folder(folder) => {
                make_private_folder(&folder).map_err(FilesError::Folder)?;
                let store = LocalFileSystem::new_with_prefix(folder)?.with_fsync(true);
                Ok(Self { store: Arc::new(store), prefix: Path::default() })
            }
            FilesPlace::Bucket(Bucket { name, prefix, endpoint, region, access }) => {
                // Whoever was first has chosen the same.
                let _ = rustls::crypto::ring::default_provider().install_default();
                // A large file may take its reader a while, and not every such store deletes several at once.
                let patient = ClientOptions::new().with_timeout(Duration::from_hours(1));
                let mut builder = AmazonS3Builder::new().with_bucket_name(name).with_region(region).with_client_options(patient).with_disable_bulk_delete(true);
                if let Some(endpoint) = endpoint {
                    builder = builder.with_allow_http(endpoint.starts_with("http://")).with_endpoint(endpoint);
                }
                if let Some((id, key)) = access {
                    builder = builder.with_access_key_id(id).with_secret_access_key(key.as_str());
                }
                Ok(Self { store: Arc::new(builder.build()?), prefix: Path::from(prefix) })
            }
        }
    }

    /// A store that forgets everything with the process, for installations that are made to be looked at.
    pub fn in_memory() -> Self {
        Self { store: Arc::new(InMemory::new()), prefix: Path::default() }
    }

    /// Keeps a file of exactly that many bytes. When this returns, all of it is where it belongs; after an error, nothing is.
    pub async fn keep<E>(&self, id: FileId, size: u64, parts: impl Stream<Item = Result<Bytes, E>>) -> Result<(), FilesError> {
        let mut writer = WriteMultipart::new_with_chunk_size(self.store.put_multipart(&self.path(id)).await?, PART);
        match hand_on(&mut writer, size, parts).await {
            Ok(()) => writer.finish().await.map(|_| ()).map_err(FilesError::from),
            Err(error) => {
                if let Err(problem) = writer.abort().await {
                    tracing::warn!(%problem, "a part of a file may have been left in the store of files");
                }
                Err(error)
            }
        }
    }

    /// Reads a file. None: there is none.
    pub async fn read(&self, id: FileId) -> Result<Option<(u64, BoxStream<'static, Result<Bytes, FilesError>>)>, FilesError> {
        match self.store.get(&self.path(id)).await {
            Ok(found) => Ok(Some((found.meta.size, found.into_stream().map_err(FilesError::from).boxed()))),
            Err(StoreError::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Deletes a file. One that is not there is no error.
    pub async fn delete(&self, id: FileId) -> Result<(), FilesError> {
        match self.store.delete(&self.path(id)).await {
            Ok(()) | Err(StoreError::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    fn path(&self, id: FileId) -> Path {
        self.prefix.clone().join(id.to_string())
    }
}

async fn hand_on<E>(writer: &mut WriteMultipart, size: u64, parts: impl Stream<Item = Result<Bytes, E>>) -> Result<(), FilesError> {
    let mut parts = pin!(parts);
    let mut missing = size;
    while let Some(part) = parts.next().await {
        let part = part.map_err(|_| FilesError::Sender)?;
        missing = missing.checked_sub(part.len() as u64).ok_or(FilesError::Length)?;
        writer.wait_for_capacity(PARTS_AT_ONCE).await?;
        // Copied together: parts may be as small as their sender likes.
        writer.write(&part);
    }
    if missing == 0 { Ok(()) } else { Err(FilesError::Length) }
}

fn make_private_folder(folder: &std::path::Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

#[cfg(test)]
mod tests;
