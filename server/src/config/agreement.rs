use super::ConfigError;
use crate::{
    domain::Error,
    store::{Store, installation},
};
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;

const NAME: &str = "secret_fingerprint";

/// Demands that every server on a shared database has the same secret: with another one, links of one would be dead on the other.
/// The database keeps a hash of the first one's.
pub async fn demand_shared_secret(store: &Store, secret: &[u8; 32]) -> Result<(), ConfigError> {
    let digest = Sha256::new().chain_update(b"castellan secret fingerprint 1\0").chain_update(secret).finalize();
    let ours = digest.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    });
    let kept = store.write::<_, _, Error, _>(ours.clone(), |db, ours| Box::pin(async move { Ok(installation::keep(db, NAME, ours).await?) })).await;
    match kept {
        Ok(kept) if kept == ours => Ok(()),
        Ok(_) => {
            let problem = "is not the secret that the other servers on this database have; give all of them the same file".to_owned();
            Err(ConfigError::Value { name: "CASTELLAN_SECRET_FILE", problem })
        }
        Err(error) => Err(ConfigError::Other(format!("the secret cannot be compared with the database: {error}"))),
    }
}
