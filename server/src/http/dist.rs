use super::html;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use bytes::Bytes;
use sha2::{Digest, Sha256};
use std::{
    collections::HashMap,
    fs, io,
    path::{Path, PathBuf},
};
use thiserror::Error;

/// The browser's part, read once at the start. What browsers ask for stays in memory, a few megabytes; what lies there compressed
/// as well is fetched from the disk for those who want it plain.
pub struct Dist {
    files: HashMap<String, File>,
    document: Document,
    script_hashes: Vec<String>,
}

/// A file under its name, in up to three forms.
pub(super) struct File {
    pub media_type: &'static str,
    /// Its name carries its content: it never changes.
    pub is_hashed: bool,
    pub plain: Form,
    pub brotli: Option<Form>,
    pub gzip: Option<Form>,
}

/// Bytes and what names them.
pub(super) struct Form {
    content: Content,
    /// In bytes.
    pub length: usize,
    /// With its quotes.
    pub etag: String,
}

enum Content {
    Held(Bytes),
    Left(PathBuf),
}

/// The document, for each state of the set-up.
pub(super) struct Document {
    pub unknown: Form,
    pub needed: Form,
    pub done: Form,
}

/// Why the browser's part cannot be served.
#[derive(Debug, Error)]
pub enum DistError {
    #[error("{0} is missing: run `make dist`, or name the folder with CASTELLAN_DIST")]
    NoDocument(PathBuf),
    #[error("{path} cannot be read: {cause}")]
    Unreadable { path: PathBuf, cause: io::Error },
}

const DOCUMENT: &str = "index.html";
/// Deeper than any build; a loop of links ends here.
const DEPTH: usize = 8;

impl Dist {
    /// Reads a folder.
    pub fn load(folder: &Path) -> Result<Self, DistError> {
        let path = folder.join(DOCUMENT);
        let text = fs::read_to_string(&path).map_err(|cause| match cause.kind() {
            io::ErrorKind::NotFound => DistError::NoDocument(path.clone()),
            _ => DistError::Unreadable { path: path.clone(), cause },
        })?;
        let mut found = HashMap::new();
        read_into(&mut found, folder, "", DEPTH)?;
        let mut files = HashMap::new();
        for (name, bytes) in &found {
            if name == DOCUMENT || packed_of(name).is_some_and(|plain| found.contains_key(plain)) {
                continue;
            }
            let packed = |end: &str| found.get(&format!("{name}{end}")).cloned().map(Form::held);
            let (brotli, gzip) = (packed(".br"), packed(".gz"));
            let plain = if gzip.is_some() { Form::left(folder.join(name), bytes) } else { Form::held(bytes.clone()) };
            files.insert(format!("/{name}"), File { media_type: media_type(name), is_hashed: is_hashed(name), plain, brotli, gzip });
        }
        let script_hashes = html::script_hashes(&text);
        let with = |state| Form::held(html::with_setup_state(&text, state).unwrap_or_else(|| text.clone()).into());
        let document = Document { needed: with("needed"), done: with("done"), unknown: Form::held(text.clone().into()) };
        Ok(Self { files, document, script_hashes })
    }

    pub(super) fn file(&self, path: &str) -> Option<&File> {
        self.files.get(path)
    }

    pub(super) const fn document(&self) -> &Document {
        &self.document
    }

    pub(super) fn script_hashes(&self) -> &[String] {
        &self.script_hashes
    }
}

impl Form {
    fn held(bytes: Bytes) -> Self {
        Self { length: bytes.len(), etag: etag_of(&bytes), content: Content::Held(bytes) }
    }

    fn left(path: PathBuf, bytes: &[u8]) -> Self {
        Self { length: bytes.len(), etag: etag_of(bytes), content: Content::Left(path) }
    }

    /// `None`: the file is gone from the disk, or is another one since.
    pub async fn bytes(&self) -> Option<Bytes> {
        match &self.content {
            Content::Held(bytes) => Some(bytes.clone()),
            Content::Left(path) => {
                let read = tokio::fs::read(path).await;
                let bytes = read.inspect_err(|error| tracing::error!(path = %path.display(), %error, "a file of the browser's part cannot be read")).ok()?;
                (etag_of(&bytes) == self.etag).then(|| bytes.into())
            }
        }
    }
}

fn etag_of(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    format!("\"{}\"", URL_SAFE_NO_PAD.encode(digest.get(..16).unwrap_or(&digest)))
}

fn read_into(found: &mut HashMap<String, Bytes>, folder: &Path, prefix: &str, depth: usize) -> Result<(), DistError> {
    let unreadable = |path: &Path| {
        let path = path.to_owned();
        move |cause| DistError::Unreadable { path, cause }
    };
    for entry in fs::read_dir(folder).map_err(unreadable(folder))? {
        let path = entry.map_err(unreadable(folder))?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
        // Hidden files are leavings of tools.
        if name.starts_with('.') && name != ".well-known" {
            continue;
        }
        let name = format!("{prefix}{name}");
        if path.is_dir() {
            if depth > 0 {
                read_into(found, &path, &format!("{name}/"), depth - 1)?;
            }
        } else {
            found.insert(name, fs::read(&path).map_err(unreadable(&path))?.into());
        }
    }
    Ok(())
}

fn packed_of(name: &str) -> Option<&str> {
    name.strip_suffix(".br").or_else(|| name.strip_suffix(".gz"))
}

/// Whether a part of the file's own name, between `-`, `_` and `.`, is the hash of its content:
/// 12 or more hexadecimal digits. The build tool drops zeros at the front of its 16.
fn is_hashed(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or(name);
    file.split(['-', '_', '.']).skip(1).any(|part| part.len() >= 12 && part.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte)))
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, end)| end) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("webp") => "image/webp",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("json") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("txt") => "text/plain; charset=utf-8",
        Some("xml") => "application/xml",
        Some("pdf") => "application/pdf",
        Some("vtt") => "text/vtt; charset=utf-8",
        Some("mp4") => "video/mp4",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_hash_in_the_files_own_name_makes_it_immutable() {
        for hashed in [
            "app-1a2b3c4d5e6f7a8b.js",
            "app-1a2b3c4d5e6f7a8b_bg.wasm",
            "worker-glue-0123456789abcdef.js",
            "castellan-4e6c8de083b339.css",
            "fonts/inter-0123456789abcdef0123.woff2",
        ] {
            assert!(is_hashed(hashed), "{hashed}");
        }
        for plain in
            ["index.html", "favicon.svg", "embed.js", "app-123.js", "snippets/name-0123456789abcdef/inline0.js", "0123456789abcdef.js", "a-ZZ23456789abcdef.js"]
        {
            assert!(!is_hashed(plain), "{plain}");
        }
    }

    #[test]
    fn a_missing_document_says_what_to_do() {
        let folder = tempfile::tempdir().expect("folder");
        let sentence = Dist::load(folder.path()).err().expect("must fail").to_string();
        assert!(sentence.contains("make dist"), "{sentence}");
    }
}
