use super::ConfigError;
use std::{
    fs,
    io::Write as _,
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _},
    path::Path,
};
use zeroize::Zeroizing;

const SETUP_TOKEN_FILE: &str = "setup-token";

/// Reads the secret of this installation; makes one when there is none.
pub fn load_or_make_secret(path: &Path) -> Result<Zeroizing<[u8; 32]>, ConfigError> {
    let bytes = match fs::read(path) {
        Ok(bytes) => Zeroizing::new(bytes),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let secret = make_random()?;
            write_private(path, secret.as_slice())?;
            return Ok(secret);
        }
        Err(cause) => return Err(ConfigError::Unreadable { path: path.to_owned(), cause }),
    };
    if let Ok(about) = fs::metadata(path)
        && about.permissions().mode() & 0o004 != 0
    {
        tracing::warn!(path = %path.display(), "the secret's file can be read by everybody on this machine");
    }
    let secret = <[u8; 32]>::try_from(bytes.as_slice())
        .map_err(|_| ConfigError::Value { name: "secret_file", problem: format!("{} must hold exactly 32 random bytes", path.display()) })?;
    Ok(secret.into())
}

/// Reads the token that the first admin needs; makes one when there is none, so that a restart shows the same.
pub fn load_or_make_setup_token(data_dir: &Path) -> Result<Zeroizing<String>, ConfigError> {
    let path = data_dir.join(SETUP_TOKEN_FILE);
    match fs::read_to_string(&path) {
        Ok(text) if text.trim().len() >= 32 => return Ok(Zeroizing::new(text.trim().to_owned())),
        // Cut short by a crash while it was written.
        Ok(_) => fs::remove_file(&path).map_err(|cause| ConfigError::Unreadable { path: path.clone(), cause })?,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(cause) => return Err(ConfigError::Unreadable { path, cause }),
    }
    let random = make_random()?;
    let token = Zeroizing::new(random.iter().take(20).fold(String::new(), |text, byte| text + &format!("{byte:02x}")));
    write_private(&path, token.as_bytes())?;
    Ok(token)
}

/// Removes the token after the set-up, when it is worth nothing any more.
pub fn forget_setup_token(data_dir: &Path) {
    // Nothing depends on it: a set-up that is done cannot be done again.
    let _ = fs::remove_file(data_dir.join(SETUP_TOKEN_FILE));
}

/// Makes a folder for the owner alone.
pub(super) fn make_private_dir(path: &Path) -> Result<(), ConfigError> {
    fs::DirBuilder::new().recursive(true).mode(0o700).create(path).map_err(|cause| ConfigError::Unreadable { path: path.to_owned(), cause })
}

/// Makes an empty file for the owner alone, unless there is one. What the database engine puts beside it gets the same mode.
pub fn make_private_file(path: &Path) -> Result<(), ConfigError> {
    let open = fs::OpenOptions::new().append(true).create(true).mode(0o600).open(path);
    open.map(|_| ()).map_err(|cause| ConfigError::Unreadable { path: path.to_owned(), cause })
}

fn make_random() -> Result<Zeroizing<[u8; 32]>, ConfigError> {
    let mut bytes = Zeroizing::new([0; 32]);
    getrandom::fill(bytes.as_mut_slice()).map_err(|error| ConfigError::Other(format!("the system gives no random bytes: {error}")))?;
    Ok(bytes)
}

/// Writes a new file for the owner alone; never replaces one.
fn write_private(path: &Path, bytes: &[u8]) -> Result<(), ConfigError> {
    let unreadable = |cause| ConfigError::Unreadable { path: path.to_owned(), cause };
    let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(unreadable)?;
    file.write_all(bytes).map_err(unreadable)?;
    file.sync_all().map_err(unreadable)
}
