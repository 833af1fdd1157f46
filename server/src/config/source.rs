use super::{
    Config,
    table::{CONFIG_VARIABLE, SETTINGS},
};
use std::{
    collections::BTreeMap,
    ffi::OsString,
    path::{Path, PathBuf},
};
use thiserror::Error;
use zeroize::Zeroizing;

/// Why the server does not start with these settings. A sentence for the operator, without values that may be secret.
#[derive(Debug, Error)]
pub enum ConfigError {
    #[error("{name}: {problem}")]
    Value { name: &'static str, problem: String },
    #[error("{0} is not a setting; docs/configuration.md has the list")]
    Unknown(String),
    #[error("{path} cannot be read: {cause}")]
    Unreadable { path: PathBuf, cause: std::io::Error },
    #[error("{path} is not a TOML file of settings: {problem}")]
    File { path: PathBuf, problem: String },
    #[error("{0}")]
    Other(String),
}

/// Values by key, from the environment and the file together.
#[derive(Default)]
pub struct Source {
    values: BTreeMap<&'static str, Zeroizing<String>>,
}

/// Variables of the build and test scripts.
const SCRIPTS: &[&str] = &["CASTELLAN_BIN", "CASTELLAN_CACHE", "CASTELLAN_CHROMIUM", "CASTELLAN_TRACE", "CASTELLAN_WEB_COMPILER"];

impl Source {
    /// Reads the environment of the process and the file it or the command line names.
    pub fn of_process(file: Option<PathBuf>) -> Result<Self, ConfigError> {
        let variables = std::env::vars_os().collect::<Vec<_>>();
        let file = file.or_else(|| std::env::var_os(CONFIG_VARIABLE).map(PathBuf::from));
        let text = file.map(|path| read(&path).map(|text| (path, text))).transpose()?;
        Self::new(variables, text)
    }

    /// Puts variables and the text of a file together.
    pub fn new(variables: Vec<(OsString, OsString)>, file: Option<(PathBuf, Zeroizing<String>)>) -> Result<Self, ConfigError> {
        let mut source = Self::default();
        if let Some((path, text)) = file {
            source.add_file(&path, &text)?;
        }
        let mut environment = BTreeMap::new();
        for (name, value) in variables {
            let Some(name) = name.to_str() else { continue };
            if !name.starts_with("CASTELLAN_") || name == CONFIG_VARIABLE || name.starts_with("CASTELLAN_TEST_") || SCRIPTS.contains(&name) {
                continue;
            }
            let setting = SETTINGS.iter().find(|setting| setting.variable == name).ok_or_else(|| ConfigError::Unknown(name.to_owned()))?;
            let value = value.into_string().map_err(|_| ConfigError::Value { name: setting.variable, problem: "is not UTF-8".to_owned() })?;
            // `X=` in a service file means: as if it were not there.
            if !value.is_empty() {
                environment.insert(setting.key, Zeroizing::new(value));
            }
        }
        for key in environment.keys() {
            // A secret from the environment wins over the file that the configuration file names for it, and the other way round.
            if let Some(twin) = twin(key) {
                source.values.remove(twin);
            }
        }
        source.values.extend(environment);
        Ok(source)
    }

    /// The settings these values stand for.
    pub fn config(&self) -> Result<Config, ConfigError> {
        Config::parse(self)
    }

    fn add_file(&mut self, path: &Path, text: &str) -> Result<(), ConfigError> {
        // The parser's own message quotes the line, which may hold a password.
        let table = text.parse::<toml::Table>().map_err(|error| {
            let line = error.span().map_or(0, |span| text.get(..span.start).map_or(0, |before| before.matches('\n').count() + 1));
            ConfigError::File { path: path.to_owned(), problem: format!("line {line} is not understood") }
        })?;
        for (key, value) in table {
            let setting = SETTINGS.iter().find(|setting| setting.key == key).ok_or_else(|| ConfigError::Unknown(key.clone()))?;
            let value =
                plain(&value).ok_or_else(|| ConfigError::Value { name: setting.key, problem: "must be a text, a number or a list of texts".to_owned() })?;
            self.values.insert(setting.key, Zeroizing::new(value));
        }
        Ok(())
    }

    /// The value of a key.
    pub(super) fn get(&self, key: &'static str) -> Option<&str> {
        self.values.get(key).map(|value| value.as_str())
    }

    /// The value of a key that may also be in a file of its own.
    pub(super) fn secret(&self, key: &'static str, file_key: &'static str) -> Result<Option<Zeroizing<String>>, ConfigError> {
        match (self.values.get(key), self.get(file_key)) {
            (Some(_), Some(_)) => Err(ConfigError::Value { name: file_key, problem: format!("is given beside {key}; keep one of them") }),
            (Some(value), None) => Ok(Some(value.clone())),
            (None, Some(path)) => {
                let text = read(Path::new(path))?;
                Ok(Some(Zeroizing::new(text.trim().to_owned())))
            }
            (None, None) => Ok(None),
        }
    }
}

fn twin(key: &str) -> Option<&'static str> {
    Some(match key {
        "database" => "database_file",
        "database_file" => "database",
        "smtp_url" => "smtp_url_file",
        "smtp_url_file" => "smtp_url",
        _ => return None,
    })
}

fn plain(value: &toml::Value) -> Option<String> {
    match value {
        toml::Value::String(text) => Some(text.clone()),
        toml::Value::Integer(number) => Some(number.to_string()),
        toml::Value::Array(values) => Some(values.iter().map(plain).collect::<Option<Vec<_>>>()?.join(",")),
        _ => None,
    }
}

fn read(path: &Path) -> Result<Zeroizing<String>, ConfigError> {
    std::fs::read_to_string(path).map(Zeroizing::new).map_err(|cause| ConfigError::Unreadable { path: path.to_owned(), cause })
}
