//! TLS without a proxy: a certificate from files, read again when they change.

use rustls::{
    ServerConfig,
    crypto::{CryptoProvider, ring},
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject as _},
    server::{ClientHello, ResolvesServerCert},
    sign::CertifiedKey,
};
use std::{
    fmt, fs, io,
    path::{Path, PathBuf},
    sync::{Arc, PoisonError, RwLock},
    time::{Duration, SystemTime},
};
use thiserror::Error;
use tokio::{net::TcpStream, time::timeout};
use tokio_rustls::{TlsAcceptor, server::TlsStream};

/// Where certificate and key are, as PEM.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TlsFiles {
    /// The server's certificate first, then those that lead to one that browsers know.
    pub certificate: PathBuf,
    pub key: PathBuf,
}

/// Why TLS cannot be spoken.
#[derive(Debug, Error)]
pub enum TlsError {
    #[error("{path}: {problem}")]
    File { path: PathBuf, problem: String },
    #[error("the key in {key} does not belong to the certificate in {certificate}, or is of a kind that is not supported")]
    Mismatch { certificate: PathBuf, key: PathBuf },
    #[error("TLS cannot be set up")]
    Config(#[from] rustls::Error),
}

/// Takes connections over TLS.
#[derive(Clone)]
pub struct Tls {
    acceptor: TlsAcceptor,
    present: Arc<Present>,
}

/// How often the files are looked at.
const LOOK: Duration = Duration::from_secs(30);
/// How long a client may take to agree on keys.
const HANDSHAKE: Duration = Duration::from_secs(10);

impl Tls {
    /// Reads the files. HTTP/1.1 alone is offered.
    pub fn load(files: TlsFiles) -> Result<Self, TlsError> {
        let provider = Arc::new(ring::default_provider());
        let changed = changed(&files);
        let key = read(&files, &provider)?;
        let present = Arc::new(Present { files, provider: provider.clone(), key: RwLock::new(Read { key: Arc::new(key), changed }) });
        let mut config =
            ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?.with_no_client_auth().with_cert_resolver(present.clone());
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Self { acceptor: TlsAcceptor::from(Arc::new(config)), present })
    }

    /// Agrees on keys with a client.
    pub(super) async fn accept(&self, stream: TcpStream) -> io::Result<TlsStream<TcpStream>> {
        timeout(HANDSHAKE, self.acceptor.accept(stream)).await.map_err(|_| io::Error::from(io::ErrorKind::TimedOut))?
    }

    /// Reads the files again whenever they change, for as long as this runs. Files that are no good leave what is in force.
    pub async fn follow(self) {
        loop {
            tokio::time::sleep(LOOK).await;
            match self.present.refresh() {
                Ok(true) => tracing::info!("the certificate was read again"),
                Ok(false) => {}
                Err(error) => tracing::error!(%error, "the certificate could not be read again; the one before stays in force"),
            }
        }
    }
}

/// The certificate in force.
struct Present {
    files: TlsFiles,
    provider: Arc<CryptoProvider>,
    key: RwLock<Read>,
}

struct Read {
    key: Arc<CertifiedKey>,
    changed: Option<(SystemTime, SystemTime)>,
}

impl Present {
    fn refresh(&self) -> Result<bool, TlsError> {
        let changed = changed(&self.files);
        if changed == self.key.read().unwrap_or_else(PoisonError::into_inner).changed {
            return Ok(false);
        }
        let key = Arc::new(read(&self.files, &self.provider)?);
        *self.key.write().unwrap_or_else(PoisonError::into_inner) = Read { key, changed };
        Ok(true)
    }
}

impl fmt::Debug for Present {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Present")
    }
}

impl ResolvesServerCert for Present {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.key.read().unwrap_or_else(PoisonError::into_inner).key.clone())
    }
}

fn changed(files: &TlsFiles) -> Option<(SystemTime, SystemTime)> {
    let of = |path: &Path| fs::metadata(path).and_then(|about| about.modified()).ok();
    Some((of(&files.certificate)?, of(&files.key)?))
}

fn read(files: &TlsFiles, provider: &CryptoProvider) -> Result<CertifiedKey, TlsError> {
    let wrong = |path: &Path, problem: &dyn fmt::Display| TlsError::File { path: path.to_owned(), problem: problem.to_string() };
    let chain = CertificateDer::pem_file_iter(&files.certificate)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(|error| wrong(&files.certificate, &error))?;
    if chain.is_empty() {
        return Err(wrong(&files.certificate, &"there is no certificate in it (PEM is expected)"));
    }
    let key = PrivateKeyDer::from_pem_file(&files.key).map_err(|error| wrong(&files.key, &error))?;
    CertifiedKey::from_der(chain, key, provider).map_err(|_| TlsError::Mismatch { certificate: files.certificate.clone(), key: files.key.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(folder: &Path, name: &str) -> TlsFiles {
        let made = rcgen::generate_simple_self_signed(vec![name.to_owned()]).expect("certificate");
        let files = TlsFiles { certificate: folder.join("cert.pem"), key: folder.join("key.pem") };
        fs::write(&files.certificate, made.cert.pem()).expect("written");
        fs::write(&files.key, made.signing_key.serialize_pem()).expect("written");
        files
    }

    fn leaf(tls: &Tls) -> Vec<u8> {
        tls.present.key.read().expect("lock").key.cert.first().expect("leaf").to_vec()
    }

    #[test]
    fn a_renewed_certificate_takes_effect_and_a_broken_one_does_not() {
        let folder = tempfile::tempdir().expect("folder");
        let files = write(folder.path(), "one.example");
        let tls = Tls::load(files.clone()).expect("loaded");
        let first = leaf(&tls);
        assert!(!tls.present.refresh().expect("unchanged"));

        write(folder.path(), "two.example");
        let later = SystemTime::now() + Duration::from_secs(5);
        fs::File::open(&files.key).and_then(|file| file.set_modified(later)).expect("touched");
        assert!(tls.present.refresh().expect("renewed"));
        let second = leaf(&tls);
        assert_ne!(first, second);

        fs::write(&files.certificate, "nonsense").expect("written");
        fs::File::open(&files.key).and_then(|file| file.set_modified(later + Duration::from_secs(5))).expect("touched");
        assert!(tls.present.refresh().is_err());
        assert_eq!(leaf(&tls), second);
    }

    #[test]
    fn a_key_of_another_certificate_is_refused() {
        let (one, two) = (tempfile::tempdir().expect("folder"), tempfile::tempdir().expect("folder"));
        let (one, two) = (write(one.path(), "one.example"), write(two.path(), "two.example"));
        let mixed = Tls::load(TlsFiles { certificate: one.certificate.clone(), key: two.key.clone() });
        assert!(matches!(mixed, Err(TlsError::Mismatch { .. } | TlsError::File { .. })));
    }
}
