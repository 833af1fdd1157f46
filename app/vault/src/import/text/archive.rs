use std::io::{Cursor, Read};

use zeroize::Zeroizing;
use zip::ZipArchive;

use crate::import::{ImportError, Limits};

/// Tells whether this is a ZIP archive.
pub(crate) fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// Inflates the files that can hold items; pictures and attachments stay where they are. Names are only compared,
/// never used as paths, so it does not matter where they point.
pub(crate) fn open(bytes: &[u8], limits: &Limits) -> Result<Vec<Zeroizing<Vec<u8>>>, ImportError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ImportError::Malformed)?;
    if archive.len() > limits.entries {
        return Err(ImportError::TooMany);
    }
    let ceiling = limits.inflated.min(u64::try_from(bytes.len()).unwrap_or(u64::MAX).saturating_mul(limits.ratio));
    let mut left = ceiling;
    let mut entries = Vec::new();
    for index in 0..archive.len() {
        let file = archive.by_index(index).map_err(|_| ImportError::Malformed)?;
        let name = String::from_utf8_lossy(file.name_raw()).into_owned();
        if file.is_dir() || !holds_items(&name) {
            continue;
        }
        // What the archive says about sizes is not asked: the bytes are counted as they come.
        let mut inflated = Zeroizing::new(Vec::new());
        let read = file.take(left.saturating_add(1)).read_to_end(&mut inflated).map_err(|_| ImportError::Malformed)?;
        left = left.checked_sub(u64::try_from(read).unwrap_or(u64::MAX)).ok_or(ImportError::Bomb)?;
        entries.push(inflated);
    }
    Ok(entries)
}

fn holds_items(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let base = name.rsplit(['/', '\\']).next().unwrap_or_default();
    !base.starts_with("._") && (base == "export.data" || [".json", ".csv", ".xml"].iter().any(|end| base.ends_with(end)))
}
