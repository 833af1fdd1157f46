//! As little of HTTP/1.1 as our own server needs: what loads it should not load the machine. Some tests use this too.

use serde_json::Value;
use std::io;
use tokio::{
    io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader},
    net::TcpStream,
};

/// A connection that is kept open.
pub struct Wire {
    stream: BufReader<TcpStream>,
}

impl Wire {
    pub async fn open(address: &str) -> io::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream: BufReader::new(stream) })
    }

    /// Sends [`PAGE`] or what [`call`] made: status and body of the answer.
    pub async fn send(&mut self, request: &[u8]) -> io::Result<(u16, Vec<u8>)> {
        self.stream.get_mut().write_all(request).await?;
        let (mut status, mut length) = (None, 0);
        loop {
            let mut line = String::new();
            if self.stream.read_line(&mut line).await? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            let line = line.trim_end();
            if line.is_empty() {
                break;
            }
            if status.is_none() {
                status = line.split(' ').nth(1).and_then(|status| status.parse().ok());
            } else if let Some((name, value)) = line.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse().map_err(io::Error::other)?;
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body).await?;
        Ok((status.ok_or(io::ErrorKind::InvalidData)?, body))
    }
}

/// Asks for the document.
pub const PAGE: &[u8] = b"GET / HTTP/1.1\r\nhost: localhost\r\naccept: text/html\r\n\r\n";

/// A call of a server function, from an address, with an access token if there is one.
pub fn call(path: &str, from: &str, bearer: Option<&str>, request: &Value) -> Vec<u8> {
    let bearer = bearer.map_or_else(String::new, |token| format!("authorization: Bearer {token}\r\n"));
    let body = serde_json::json!({ "request": request }).to_string();
    let length = body.len();
    format!(
        "POST {path} HTTP/1.1\r\nhost: localhost\r\nx-forwarded-for: {from}\r\ncontent-type: application/json\r\n{bearer}content-length: {length}\r\n\r\n{body}"
    )
    .into_bytes()
}

/// A call of the protocol's face that only reads.
pub fn get(path: &str, bearer: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nhost: localhost\r\naccept: application/json\r\nauthorization: Bearer {bearer}\r\n\r\n").into_bytes()
}

/// A call of the protocol's face with a body.
pub fn post(path: &str, bearer: &str, body: &Value) -> Vec<u8> {
    let body = body.to_string();
    let length = body.len();
    format!(
        "POST {path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\nauthorization: Bearer {bearer}\r\ncontent-length: {length}\r\n\r\n{body}"
    )
    .into_bytes()
}
