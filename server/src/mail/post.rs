use super::Letter;
use crate::config::{MailRoute, PublicUrl, SmtpSecurity, SmtpUrl};
use lettre::{
    Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, MultiPart},
    transport::smtp::authentication::Credentials,
};
use std::{io, path::PathBuf, time::Duration};
use thiserror::Error;
use tokio::{fs, io::AsyncWriteExt as _};
use uuid::Uuid;

/// Where letters are handed in.
pub struct Post {
    from: Mailbox,
    way: Way,
}

enum Way {
    Smtp(Box<AsyncSmtpTransport<Tokio1Executor>>),
    Folder(PathBuf),
}

/// Why a letter was not taken. Its words are kept in the database, so they quote neither a password nor a letter.
#[derive(Debug, Error)]
pub enum PostError {
    #[error("the sender's address is not understood: {0}")]
    Sender(String),
    #[error("the mail server's TLS cannot be set up")]
    Tls,
    #[error("the letter cannot be written")]
    Letter,
    #[error("the mail server refused it ({0})")]
    Refused(u16),
    #[error("the mail server did not answer in time")]
    Timeout,
    #[error("the mail server cannot be reached, or its certificate is not valid")]
    Unreachable,
    #[error("the mail folder cannot be written: {0}")]
    Folder(io::Error),
}

const TIMEOUT: Duration = Duration::from_secs(20);

impl Post {
    /// A way as configured.
    pub fn new(route: &MailRoute, from: Option<&str>, public: &PublicUrl) -> Result<Self, PostError> {
        let from = match from {
            Some(from) => from.parse::<Mailbox>().map_err(|_| PostError::Sender(from.to_owned()))?,
            None => Mailbox::new(Some("Castellan".to_owned()), usual_sender(public)?),
        };
        let way = match route {
            MailRoute::Folder(folder) => Way::Folder(folder.clone()),
            MailRoute::Smtp(SmtpUrl { host, port, security, user }) => {
                let builder = match security {
                    SmtpSecurity::Tls => AsyncSmtpTransport::<Tokio1Executor>::relay(host).map_err(|_| PostError::Tls)?,
                    SmtpSecurity::StartTls => AsyncSmtpTransport::<Tokio1Executor>::starttls_relay(host).map_err(|_| PostError::Tls)?,
                    // The configuration allows it for this machine alone.
                    SmtpSecurity::Plain => AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host),
                };
                let builder = builder.port(*port).timeout(Some(TIMEOUT));
                let builder = match user {
                    Some((name, password)) => builder.credentials(Credentials::new(name.clone(), password.as_str().to_owned())),
                    None => builder,
                };
                Way::Smtp(Box::new(builder.build()))
            }
        };
        Ok(Self { from, way })
    }

    /// Hands a letter in.
    pub async fn send(&self, letter: &Letter) -> Result<(), PostError> {
        let to = letter.to.as_str().parse::<Address>().map_err(|_| PostError::Letter)?;
        let message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(letter.subject.as_str())
            // Out-of-office answers help nobody here.
            .header(AutoSubmitted)
            .message_id(None)
            .multipart(MultiPart::alternative_plain_html(letter.text(), letter.html()))
            .map_err(|_| PostError::Letter)?;
        match &self.way {
            Way::Smtp(transport) => transport.send(message).await.map(|_| ()).map_err(|error| smtp_error(&error)),
            Way::Folder(folder) => write(folder, &message.formatted()).await.map_err(PostError::Folder),
        }
    }
}

/// Tells other mail servers not to answer by themselves.
#[derive(Clone)]
struct AutoSubmitted;

impl lettre::message::header::Header for AutoSubmitted {
    fn name() -> lettre::message::header::HeaderName {
        lettre::message::header::HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> lettre::message::header::HeaderValue {
        lettre::message::header::HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

fn usual_sender(public: &PublicUrl) -> Result<Address, PostError> {
    // An address by number is no domain for mail.
    Address::new("castellan", public.host()).or_else(|_| Address::new("castellan", "localhost")).map_err(|_| PostError::Sender(public.host().to_owned()))
}

fn smtp_error(error: &lettre::transport::smtp::Error) -> PostError {
    match error.status() {
        Some(code) => PostError::Refused(code.into()),
        None if error.is_timeout() => PostError::Timeout,
        None => PostError::Unreachable,
    }
}

/// Writes a letter for the owner alone, under a name that orders by time; never half of one.
async fn write(folder: &PathBuf, bytes: &[u8]) -> io::Result<()> {
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder).await?;
    let path = folder.join(format!("{}.eml", Uuid::now_v7()));
    let unfinished = path.with_extension("part");
    let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&unfinished).await?;
    file.write_all(bytes).await?;
    file.sync_all().await?;
    fs::rename(&unfinished, &path).await?;
    tracing::info!(path = %path.display(), "a mail was written to a file, because no mail server is set");
    Ok(())
}
