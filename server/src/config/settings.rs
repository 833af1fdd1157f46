use super::{ConfigError, Network, PublicUrl, Source, files, origin::is_this_machine, secret::make_private_dir, table::SETTINGS};
use crate::{domain::items::FileLimits, files::FilesPlace, http::TlsFiles, store::Database};
use std::{net::SocketAddr, path::PathBuf, str::FromStr};
use zeroize::Zeroizing;

const MEGABYTE: u64 = 1024 * 1024;
/// What the real apps can carry in one piece.
const ATTACHMENT_MEGABYTES: u64 = 500;

/// Everything an operator decides. Not printable: the database's address may hold a password.
pub struct Config {
    pub data_dir: PathBuf,
    pub listen: SocketAddr,
    /// None: this machine, at the port that is listened on.
    pub public_url: Option<PublicUrl>,
    pub database: Database,
    /// Where attached files are kept, and how much of them.
    pub files: FilesPlace,
    pub file_limits: FileLimits,
    /// None: a proxy in front speaks TLS.
    pub tls: Option<TlsFiles>,
    pub dist: PathBuf,
    pub mail: MailRoute,
    pub mail_from: Option<String>,
    pub secret_file: PathBuf,
    pub trusted_proxies: Vec<Network>,
    pub log: String,
    pub log_format: LogFormat,
    pub limits: Limits,
}

/// Where mails go.
pub enum MailRoute {
    Smtp(SmtpUrl),
    /// Into files.
    Folder(PathBuf),
}

/// The address of a mail server, with a password perhaps.
pub struct SmtpUrl {
    pub host: String,
    pub port: u16,
    pub security: SmtpSecurity,
    pub user: Option<(String, Zeroizing<String>)>,
}

/// How the way to a mail server is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SmtpSecurity {
    /// TLS from the first byte.
    Tls,
    /// TLS after a plain greeting; without it nothing is sent.
    StartTls,
    /// None, on this machine alone.
    Plain,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    Text,
    Json,
}

/// How much one caller may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    pub connections: usize,
    pub connections_per_address: usize,
    pub reads_per_minute: u32,
    pub writes_per_minute: u32,
    pub guesses_per_minute: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { connections: 4096, connections_per_address: 100, reads_per_minute: 300, writes_per_minute: 60, guesses_per_minute: 10 }
    }
}

impl Config {
    /// The settings of a source, with defaults. Changes nothing on the disk.
    pub fn parse(source: &Source) -> Result<Self, ConfigError> {
        let data_dir = PathBuf::from(source.get("data_dir").unwrap_or("./data"));
        let database = match source.secret("database", "database_file")? {
            Some(text) => text.parse().map_err(|_| wrong("database", "must be sqlite:PATH or postgres://USER@HOST/NAME"))?,
            None => Database::Sqlite(data_dir.join("castellan.db")),
        };
        let mail = match source.secret("smtp_url", "smtp_url_file")? {
            Some(url) => MailRoute::Smtp(url.parse().map_err(|problem: String| wrong("smtp_url", problem))?),
            None => MailRoute::Folder(source.get("mail_dir").map_or_else(|| data_dir.join("mail"), PathBuf::from)),
        };
        let tls = match (source.get("tls_certificate"), source.get("tls_key")) {
            (Some(certificate), Some(key)) => Some(TlsFiles { certificate: certificate.into(), key: key.into() }),
            (None, None) => None,
            (Some(_), None) => return Err(wrong("tls_key", "is needed with tls_certificate")),
            (None, Some(_)) => return Err(wrong("tls_certificate", "is needed with tls_key")),
        };
        let trusted_proxies = source.get("trusted_proxies").unwrap_or_default().split(',').map(str::trim).filter(|part| !part.is_empty());
        let usual = Limits::default();
        let files = files::place(source, &data_dir)?;
        Ok(Self {
            listen: parse(source, "listen", "must be an address and a port, such as 127.0.0.1:8080")?
                .unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 8080))),
            public_url: source.get("public_url").map(|text| text.parse().map_err(|problem: String| wrong("public_url", problem))).transpose()?,
            dist: PathBuf::from(source.get("dist").unwrap_or("./dist")),
            mail_from: source.get("mail_from").map(str::to_owned),
            secret_file: source.get("secret_file").map_or_else(|| data_dir.join("secret"), PathBuf::from),
            trusted_proxies: trusted_proxies.map(str::parse).collect::<Result<_, String>>().map_err(|problem| wrong("trusted_proxies", problem))?,
            log: source.get("log").unwrap_or("info").to_owned(),
            log_format: match source.get("log_format") {
                None | Some("text") => LogFormat::Text,
                Some("json") => LogFormat::Json,
                Some(_) => return Err(wrong("log_format", "must be text or json")),
            },
            limits: Limits {
                connections: number(source, "max_connections", usual.connections)?,
                connections_per_address: number(source, "max_connections_per_address", usual.connections_per_address)?,
                reads_per_minute: number(source, "reads_per_minute", usual.reads_per_minute)?,
                writes_per_minute: number(source, "writes_per_minute", usual.writes_per_minute)?,
                guesses_per_minute: number(source, "guesses_per_minute", usual.guesses_per_minute)?,
            },
            file_limits: FileLimits {
                one: number::<u64>(source, "attachment_megabytes", 100)?.min(ATTACHMENT_MEGABYTES) * MEGABYTE,
                vault: number::<u64>(source, "vault_megabytes", 1024)?.saturating_mul(MEGABYTE),
            },
            data_dir,
            database,
            files,
            tls,
            mail,
        })
    }

    /// Makes the folder for data.
    pub fn make_data_dir(&self) -> Result<(), ConfigError> {
        make_private_dir(&self.data_dir)
    }

    /// The public address, given the port that is listened on.
    pub fn public_url_at(&self, port: u16) -> PublicUrl {
        self.public_url.clone().unwrap_or_else(|| if self.tls.is_some() { PublicUrl::local_over_tls(port) } else { PublicUrl::local(port) })
    }
}

impl FromStr for SmtpUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        // None of these sentences repeats the value: it may hold a password.
        let form = || "must look like smtps://USER:PASSWORD@HOST:465 or smtp://HOST:587".to_owned();
        let (scheme, rest) = text.trim_end_matches('/').split_once("://").ok_or_else(form)?;
        let (user, place) = match rest.rsplit_once('@') {
            Some((user, place)) => (Some(user), place),
            None => (None, rest),
        };
        let user = match user.map(|user| user.split_once(':').ok_or_else(form)) {
            Some(pair) => {
                let (name, password) = pair?;
                Some((decode(name).ok_or_else(form)?, Zeroizing::new(decode(password).ok_or_else(form)?)))
            }
            None => None,
        };
        let (host, port) = match place.rsplit_once(':') {
            Some((host, port)) if !port.ends_with(']') => (host, Some(port.parse::<u16>().map_err(|_| form())?)),
            _ => (place, None),
        };
        if host.is_empty() || host.contains(['/', '?', '#']) {
            return Err(form());
        }
        let (security, usual) = match scheme {
            "smtps" => (SmtpSecurity::Tls, 465),
            "smtp" if is_this_machine(host) => (SmtpSecurity::Plain, 25),
            "smtp" => (SmtpSecurity::StartTls, 587),
            _ => return Err(form()),
        };
        Ok(Self { host: host.trim_start_matches('[').trim_end_matches(']').to_owned(), port: port.unwrap_or(usual), security, user })
    }
}

/// Undoes percent encoding, so that a password may hold an `@`.
fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        if *first == b'%' {
            let (pair, after) = after.split_at_checked(2)?;
            bytes.push(u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?);
            rest = after;
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8(bytes).ok()
}

pub(super) fn wrong(key: &'static str, problem: impl Into<String>) -> ConfigError {
    // People who set a variable look for its name.
    let name = SETTINGS.iter().find(|setting| setting.key == key).map_or(key, |setting| setting.variable);
    ConfigError::Value { name, problem: problem.into() }
}

fn parse<T: FromStr>(source: &Source, key: &'static str, problem: &str) -> Result<Option<T>, ConfigError> {
    source.get(key).map(|text| text.parse().map_err(|_| wrong(key, problem))).transpose()
}

fn number<T: FromStr + Default + PartialEq>(source: &Source, key: &'static str, usual: T) -> Result<T, ConfigError> {
    match parse(source, key, "must be a whole number above 0")? {
        Some(number) if number == T::default() => Err(wrong(key, "must be a whole number above 0")),
        found => Ok(found.unwrap_or(usual)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ffi::OsString;

    fn load(variables: &[(&str, &str)], file: Option<&str>) -> Result<Config, String> {
        let variables = variables.iter().map(|(name, value)| (OsString::from(name), OsString::from(value))).collect();
        let file = file.map(|text| (PathBuf::from("castellan.toml"), Zeroizing::new(text.to_owned())));
        Source::new(variables, file).and_then(|source| source.config()).map_err(|error| error.to_string())
    }

    fn refusal(variables: &[(&str, &str)], file: Option<&str>) -> String {
        match load(variables, file) {
            Ok(_) => panic!("{variables:?} must be refused"),
            Err(sentence) => sentence,
        }
    }

    #[test]
    fn nothing_needs_to_be_set() {
        let config = load(&[], None).expect("defaults");
        assert_eq!(config.database, Database::Sqlite(PathBuf::from("./data/castellan.db")));
        assert_eq!(config.listen.to_string(), "127.0.0.1:8080");
        assert_eq!(config.public_url_at(8080).to_string(), "http://localhost:8080");
        assert_eq!(config.limits, Limits::default());
    }

    #[test]
    fn the_defaults_in_the_table_are_the_defaults_in_the_code() {
        let limits = Limits::default();
        let numbers = [
            ("max_connections", limits.connections.to_string()),
            ("max_connections_per_address", limits.connections_per_address.to_string()),
            ("reads_per_minute", limits.reads_per_minute.to_string()),
            ("writes_per_minute", limits.writes_per_minute.to_string()),
            ("guesses_per_minute", limits.guesses_per_minute.to_string()),
            ("listen", load(&[], None).expect("defaults").listen.to_string()),
        ];
        for (key, value) in numbers {
            assert!(SETTINGS.iter().any(|setting| setting.key == key && setting.default == value), "{key}");
        }
    }

    #[test]
    fn the_environment_wins_over_the_file() {
        let file = "listen = \"127.0.0.1:1\"\nreads_per_minute = 7\ntrusted_proxies = [\"127.0.0.1\", \"10.0.0.0/8\"]";
        let config = load(&[("CASTELLAN_LISTEN", "127.0.0.1:2")], Some(file)).expect("config");
        assert_eq!((config.listen.port(), config.limits.reads_per_minute, config.trusted_proxies.len()), (2, 7, 2));
    }

    #[test]
    fn unknown_names_are_refused() {
        assert!(refusal(&[("CASTELLAN_LISTN", "x")], None).contains("CASTELLAN_LISTN is not a setting"));
        assert!(refusal(&[], Some("listn = \"x\"")).contains("listn is not a setting"));
        assert!(load(&[("CASTELLAN_TEST_POSTGRES", "x"), ("CASTELLAN_BIN", "x"), ("PATH", "x")], None).is_ok());
    }

    #[test]
    fn a_refusal_does_not_repeat_a_secret() {
        for sentence in [
            refusal(&[("CASTELLAN_DATABASE", "mysql://castellan:hunter2@db")], None),
            refusal(&[("CASTELLAN_SMTP_URL", "http://castellan:hunter2@mail")], None),
            refusal(&[], Some("smtp_url = \"smtp://castellan:hunter2@mail\nx")),
            refusal(&[("CASTELLAN_DATABASE", "postgres://castellan:hunter2@db/x"), ("CASTELLAN_DATABASE_FILE", "/run/db")], None),
        ] {
            assert!(!sentence.contains("hunter2"), "{sentence}");
        }
    }

    #[test]
    fn a_public_http_address_is_refused_unless_it_is_this_machine() {
        assert!(refusal(&[("CASTELLAN_PUBLIC_URL", "http://vault.example.com")], None).contains("https://"));
        assert!(load(&[("CASTELLAN_PUBLIC_URL", "http://localhost:8080")], None).is_ok());
    }

    #[test]
    fn mail_without_tls_stays_on_this_machine() {
        let security = |text: &str| text.parse::<SmtpUrl>().map(|url| url.security);
        assert_eq!(security("smtp://127.0.0.1:2525"), Ok(SmtpSecurity::Plain));
        assert_eq!(security("smtp://mail.example.com"), Ok(SmtpSecurity::StartTls));
        assert_eq!(security("smtps://u:p%40ss@mail.example.com"), Ok(SmtpSecurity::Tls));
        let url = "smtps://u:p%40ss@mail.example.com".parse::<SmtpUrl>().expect("url");
        assert_eq!((url.host.as_str(), url.port, url.user.as_ref().map(|(_, password)| password.as_str())), ("mail.example.com", 465, Some("p@ss")));
        for wrong in ["mail.example.com", "smtp://", "http://mail", "smtps://u@mail", "smtp://mail:port", "smtp://mail/?tls=none"] {
            assert!(security(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_bucket_is_described_whole_or_refused() {
        let keys = [("CASTELLAN_S3_ACCESS_KEY", "id"), ("CASTELLAN_S3_SECRET_KEY", "hunter2")];
        let with = |more: &[(&'static str, &'static str)]| [&keys[..], more].concat();
        let config = load(&with(&[("CASTELLAN_FILES", "s3://files/of/us/"), ("CASTELLAN_S3_ENDPOINT", "https://s3.example")]), None).expect("config");
        let FilesPlace::Bucket(bucket) = config.files else { panic!("not a bucket") };
        assert_eq!((bucket.name.as_str(), bucket.prefix.as_str(), bucket.region.as_str()), ("files", "of/us", "us-east-1"));
        assert_eq!(bucket.endpoint.as_deref(), Some("https://s3.example"));
        assert!(bucket.access.is_some_and(|(id, key)| id == "id" && *key == "hunter2"));
        for (given, told) in [
            (with(&[]), "s3://BUCKET"),
            (with(&[("CASTELLAN_FILES", "s3:///of")]), "s3://BUCKET"),
            (with(&[("CASTELLAN_FILES", "s3://files"), ("CASTELLAN_S3_ENDPOINT", "s3.example")]), "https://"),
            (vec![keys[0], ("CASTELLAN_FILES", "s3://files")], "CASTELLAN_S3_SECRET_KEY"),
            (vec![keys[1], ("CASTELLAN_FILES", "s3://files")], "CASTELLAN_S3_ACCESS_KEY"),
        ] {
            let sentence = refusal(&given, None);
            assert!(sentence.contains(told) && !sentence.contains("hunter2"), "{sentence}");
        }
    }

    #[test]
    fn limits_are_numbers_above_zero() {
        for wrong in ["0", "-1", "many", ""] {
            let given = load(&[("CASTELLAN_MAX_CONNECTIONS", wrong)], None);
            assert_eq!(given.is_ok(), wrong.is_empty(), "{wrong}");
        }
    }
}
