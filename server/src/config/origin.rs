use axum::http::Uri;
use std::{fmt, net::IpAddr, str::FromStr};

/// The address under which people reach the server: scheme, host and perhaps a port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl {
    is_https: bool,
    authority: String,
    host: String,
}

impl PublicUrl {
    /// This machine, at the port the server listens on.
    pub fn local(port: u16) -> Self {
        Self { is_https: false, authority: format!("localhost:{port}"), host: "localhost".to_owned() }
    }

    /// The same over TLS.
    pub fn local_over_tls(port: u16) -> Self {
        Self { is_https: true, ..Self::local(port) }
    }

    /// Whether people come over TLS.
    pub const fn is_https(&self) -> bool {
        self.is_https
    }

    /// Host and port, as in the header `Host`.
    pub fn authority(&self) -> &str {
        &self.authority
    }

    /// The host alone.
    pub fn host(&self) -> &str {
        &self.host
    }
}

impl FromStr for PublicUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let form = || "must look like https://vault.example.com".to_owned();
        let uri = text.trim_end_matches('/').parse::<Uri>().map_err(|_| form())?;
        let is_https = match uri.scheme_str() {
            Some("https") => true,
            Some("http") => false,
            _ => return Err(form()),
        };
        let authority = uri.authority().ok_or_else(form)?;
        if uri.path().len() > 1 || uri.query().is_some() || authority.as_str().contains('@') {
            return Err("must be scheme, host and port alone, such as https://vault.example.com".to_owned());
        }
        if !is_https && !is_this_machine(authority.host()) {
            return Err(format!("must begin with https:// because {} is not this machine: browsers keep the sign-in cookie over TLS only", authority.host()));
        }
        // What a browser leaves out of `Origin` and `Host`.
        let usual = if is_https { ":443" } else { ":80" };
        let name = authority.as_str().to_ascii_lowercase();
        let host = authority.host().to_ascii_lowercase();
        Ok(Self { is_https, authority: name.strip_suffix(usual).unwrap_or(&name).to_owned(), host })
    }
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}", if self.is_https { "https" } else { "http" }, self.authority)
    }
}

/// Whether a host name or address means the machine itself.
pub(super) fn is_this_machine(host: &str) -> bool {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost") || host.to_ascii_lowercase().ends_with(".localhost") || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_is_for_this_machine_alone() {
        for good in ["http://localhost:8080", "http://127.0.0.1:9", "http://[::1]:8080/", "https://vault.example.com", "https://vault.example.com:8443/"] {
            assert_eq!(good.parse::<PublicUrl>().map(|url| url.to_string()), Ok(good.trim_end_matches('/').to_owned()));
        }
        for bad in [
            "http://vault.example.com",
            "http://localhost.example.com",
            "vault.example.com",
            "https://a.example/path",
            "https://u:p@a.example",
            "ftp://localhost",
            "",
        ] {
            assert!(bad.parse::<PublicUrl>().is_err(), "{bad}");
        }
    }

    #[test]
    fn the_usual_port_is_left_out() {
        assert_eq!("https://Vault.Example.com:443".parse::<PublicUrl>().map(|url| url.to_string()), Ok("https://vault.example.com".to_owned()));
    }
}
