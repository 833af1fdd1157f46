//! The table of settings. `docs/configuration.md` is checked against it.

/// One setting, under both of its names.
#[derive(Debug)]
pub struct Setting {
    /// In the file.
    pub key: &'static str,
    /// In the environment; wins over the file.
    pub variable: &'static str,
    /// What holds when it is not given, in words or as a value.
    pub default: &'static str,
    pub meaning: &'static str,
}

const fn setting(key: &'static str, variable: &'static str, default: &'static str, meaning: &'static str) -> Setting {
    Setting { key, variable, default, meaning }
}

/// Names the file with settings. The only variable without a key in it.
pub const CONFIG_VARIABLE: &str = "CASTELLAN_CONFIG";

/// Every setting there is.
pub const SETTINGS: &[Setting] = &[
    setting("data_dir", "CASTELLAN_DATA_DIR", "./data", "Folder of the database, the secret and unsent mail. Made when missing, for the owner alone."),
    setting("listen", "CASTELLAN_LISTEN", "127.0.0.1:8080", "Address and port to listen on. Port 0 takes a free one."),
    setting(
        "public_url",
        "CASTELLAN_PUBLIC_URL",
        "http://localhost:<port>, or https:// with a certificate",
        "Where people reach this server. Links in mails begin with it. Must be https:// unless the host is this machine: the sign-in cookie travels over TLS only.",
    ),
    setting(
        "tls_certificate",
        "CASTELLAN_TLS_CERTIFICATE",
        "none",
        "PEM file with the certificate and those that lead to its authority. With it the server speaks TLS itself, without a proxy; read again when it changes.",
    ),
    setting("tls_key", "CASTELLAN_TLS_KEY", "none", "PEM file with the certificate's key."),
    setting("database", "CASTELLAN_DATABASE", "<data_dir>/castellan.db", "`sqlite:PATH` or `postgres://USER:PASSWORD@HOST/NAME` (PostgreSQL 15 or newer)."),
    setting("database_file", "CASTELLAN_DATABASE_FILE", "none", "File that holds the value of `database`, so that a password is not in the environment."),
    setting(
        "files",
        "CASTELLAN_FILES",
        "<data_dir>/files",
        "Where attached files are kept, encrypted by the apps: a folder, or `s3://BUCKET/PREFIX`. Several servers need the same place.",
    ),
    setting("s3_endpoint", "CASTELLAN_S3_ENDPOINT", "Amazon's", "Address of another store that speaks S3, such as `https://minio.example:9000`."),
    setting("s3_region", "CASTELLAN_S3_REGION", "us-east-1", "Region of the bucket."),
    setting("s3_access_key", "CASTELLAN_S3_ACCESS_KEY", "none", "Id of the key to the bucket. Without it, what the machine is entitled to by itself."),
    setting("s3_secret_key", "CASTELLAN_S3_SECRET_KEY", "none", "The key to the bucket."),
    setting("s3_secret_key_file", "CASTELLAN_S3_SECRET_KEY_FILE", "none", "File that holds the value of `s3_secret_key`."),
    setting("attachment_megabytes", "CASTELLAN_ATTACHMENT_MEGABYTES", "100", "The largest file that can be attached to an item, at most 500."),
    setting("vault_megabytes", "CASTELLAN_VAULT_MEGABYTES", "1024", "All files of one organization, or of one person's own vault."),
    setting("dist", "CASTELLAN_DIST", "./dist", "Folder of the browser's part, as `make dist` builds it."),
    setting(
        "smtp_url",
        "CASTELLAN_SMTP_URL",
        "none",
        "Mail server: `smtps://USER:PASSWORD@HOST:PORT`, or `smtp://…`, which demands STARTTLS unless the host is this machine.",
    ),
    setting("smtp_url_file", "CASTELLAN_SMTP_URL_FILE", "none", "File that holds the value of `smtp_url`."),
    setting("mail_from", "CASTELLAN_MAIL_FROM", "Castellan <castellan@HOST of the public URL>", "Sender of mails."),
    setting("mail_dir", "CASTELLAN_MAIL_DIR", "<data_dir>/mail", "Without a mail server, mails are written here as .eml files."),
    setting(
        "secret_file",
        "CASTELLAN_SECRET_FILE",
        "<data_dir>/secret",
        "32 bytes with which mailed links and refresh tokens are signed. Made at the first start. Several servers on one PostgreSQL need the same file; a server with another one does not start.",
    ),
    setting(
        "trusted_proxies",
        "CASTELLAN_TRUSTED_PROXIES",
        "none",
        "Addresses or networks, separated by commas, whose X-Forwarded-For is believed, such as `127.0.0.1, 10.0.0.0/8`.",
    ),
    setting("log", "CASTELLAN_LOG", "info", "What is logged: `error`, `warn`, `info`, `debug`, or a filter such as `info,server::http=debug`."),
    setting("log_format", "CASTELLAN_LOG_FORMAT", "text", "`text` or `json`, one line for each entry, on standard error."),
    setting("max_connections", "CASTELLAN_MAX_CONNECTIONS", "4096", "Connections open at once."),
    setting(
        "max_connections_per_address",
        "CASTELLAN_MAX_CONNECTIONS_PER_ADDRESS",
        "100",
        "Connections open at once from one address; trusted proxies are exempt.",
    ),
    setting("reads_per_minute", "CASTELLAN_READS_PER_MINUTE", "300", "Queries of one session. An address may make ten times as many."),
    setting("writes_per_minute", "CASTELLAN_WRITES_PER_MINUTE", "60", "Commands of one session. An address may make ten times as many."),
    setting(
        "guesses_per_minute",
        "CASTELLAN_GUESSES_PER_MINUTE",
        "10",
        "Calls of one address to each function that takes a password, a code or a mail address. Each account has its own limits beside.",
    ),
];

/// The whole of `docs/configuration.md`.
pub fn document() -> String {
    let mut text = String::from(
        "# Configuration\n\n\
         Everything has a default: `castellan serve` runs without any setting.\n\n\
         A setting comes from the environment, or from a TOML file named by `--config` or `CASTELLAN_CONFIG`; the environment wins.\n\
         Names that are not in this table are refused, in the file as well as among variables that begin with `CASTELLAN_`,\n\
         so that a misspelt limit is not a missing one. Secrets are never printed.\n\n\
         | In the file | In the environment | Default | Meaning |\n|---|---|---|---|\n",
    );
    for Setting { key, variable, default, meaning } in SETTINGS {
        text.push_str(&format_row(key, variable, default, meaning));
    }
    text.push_str(
        "\nVariables of the build and test scripts (`CASTELLAN_TEST_…`, `CASTELLAN_BIN`, `CASTELLAN_CACHE`, `CASTELLAN_CHROMIUM`, `CASTELLAN_TRACE`,\n\
         `CASTELLAN_WEB_COMPILER`) are ignored by the server.\n",
    );
    text
}

fn format_row(key: &str, variable: &str, default: &str, meaning: &str) -> String {
    let default = if default == "none" { "none".to_owned() } else { format!("`{default}`") };
    format!("| `{key}` | `{variable}` | {default} | {meaning} |\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_document_says_what_the_table_says() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/configuration.md");
        if std::env::var_os("CASTELLAN_TEST_WRITE").is_some() {
            std::fs::write(path, document()).expect("docs/ is there");
        }
        let written = std::fs::read_to_string(path).expect("docs/configuration.md is there");
        assert_eq!(written, document(), "run this test once with CASTELLAN_TEST_WRITE=1");
    }

    #[test]
    fn a_variable_is_its_key_in_capitals() {
        for setting in SETTINGS {
            assert_eq!(setting.variable, format!("CASTELLAN_{}", setting.key.to_uppercase()));
        }
    }
}
