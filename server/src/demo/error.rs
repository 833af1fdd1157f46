use crate::{config::ConfigError, http::DistError, model::text::TextError};
use std::{io, path::PathBuf};
use thiserror::Error;

/// Why the sample was not laid down.
#[derive(Debug, Error)]
pub enum DemoError {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Dist(#[from] DistError),
    #[error("the keys of the sample cannot be read")]
    Keys(#[from] serde_json::Error),
    #[error("a name in the sample: {0}")]
    Text(#[from] TextError),
    #[error("the sample data were not finished the last time; remove {} and the database, and start again", .0.display())]
    Unfinished(PathBuf),
    #[error("{path} cannot be written: {cause}")]
    Mark { path: PathBuf, cause: io::Error },
    #[error("{0}: this part of the sample cannot be laid down")]
    Refused(String, #[source] crate::domain::Error),
    #[error("laying down the sample was interrupted")]
    Interrupted,
}
