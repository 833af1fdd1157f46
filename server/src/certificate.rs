//! `castellan cert self-signed`: a certificate for trying things out. Real ones come from a certificate authority.

use crate::http::TlsFiles;
use std::{
    fs, io,
    io::Write as _,
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
};
use thiserror::Error;

/// Why no certificate was made.
#[derive(Debug, Error)]
pub enum CertificateError {
    #[error("{0} is not a name or address that a certificate can have")]
    Name(String),
    #[error("{path} cannot be written: {cause}")]
    Write { path: PathBuf, cause: io::Error },
}

/// Makes a key and a certificate that it signs itself, for those names and addresses. Files that exist are not replaced.
pub fn make_self_signed(folder: &Path, names: &[String]) -> Result<TlsFiles, CertificateError> {
    let made = rcgen::generate_simple_self_signed(names.to_vec()).map_err(|_| CertificateError::Name(names.join(", ")))?;
    let files = TlsFiles { certificate: folder.join("cert.pem"), key: folder.join("key.pem") };
    fs::create_dir_all(folder).map_err(|cause| CertificateError::Write { path: folder.to_owned(), cause })?;
    write(&files.key, 0o600, &made.signing_key.serialize_pem())?;
    write(&files.certificate, 0o644, &made.cert.pem())?;
    Ok(files)
}

fn write(path: &Path, mode: u32, text: &str) -> Result<(), CertificateError> {
    let open = fs::OpenOptions::new().write(true).create_new(true).mode(mode).open(path);
    open.and_then(|mut file| file.write_all(text.as_bytes())).map_err(|cause| CertificateError::Write { path: path.to_owned(), cause })
}
