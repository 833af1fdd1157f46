use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// How the bytes of a file became text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Encoding {
    Utf8,
    Utf16LittleEndian,
    Utf16BigEndian,
    /// Windows-1252, which holds all printable characters of Latin-1: what is left when nothing else fits.
    Latin1,
}

/// Decodes by the byte order mark, else by what the bytes allow. Never fails: there is always Latin-1.
pub(crate) fn decode(bytes: &[u8]) -> (Zeroizing<String>, Encoding) {
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => decode_8bit(rest),
        [0xff, 0xfe, rest @ ..] => (decode_utf16(rest, u16::from_le_bytes), Encoding::Utf16LittleEndian),
        [0xfe, 0xff, rest @ ..] => (decode_utf16(rest, u16::from_be_bytes), Encoding::Utf16BigEndian),
        _ => match guess_utf16(bytes) {
            Some(Encoding::Utf16LittleEndian) => (decode_utf16(bytes, u16::from_le_bytes), Encoding::Utf16LittleEndian),
            Some(_) => (decode_utf16(bytes, u16::from_be_bytes), Encoding::Utf16BigEndian),
            None => decode_8bit(bytes),
        },
    }
}

fn decode_8bit(bytes: &[u8]) -> (Zeroizing<String>, Encoding) {
    match std::str::from_utf8(bytes) {
        Ok(text) => (Zeroizing::new(text.to_owned()), Encoding::Utf8),
        // The file ends in the middle of a character: it was cut off, which is no reason to misread the rest.
        Err(error) if error.error_len().is_none() => {
            let whole = bytes.get(..error.valid_up_to()).unwrap_or_default();
            (Zeroizing::new(String::from_utf8_lossy(whole).into_owned()), Encoding::Utf8)
        }
        Err(_) => (Zeroizing::new(bytes.iter().copied().map(from_windows_1252).collect()), Encoding::Latin1),
    }
}

/// Text without a mark whose first characters are all ASCII has a zero in every second byte.
fn guess_utf16(bytes: &[u8]) -> Option<Encoding> {
    let (pairs, _) = bytes.get(..bytes.len().min(64))?.as_chunks::<2>();
    if pairs.len() < 2 {
        return None;
    }
    if pairs.iter().all(|[low, high]| *low != 0 && *high == 0) {
        Some(Encoding::Utf16LittleEndian)
    } else if pairs.iter().all(|[high, low]| *low != 0 && *high == 0) {
        Some(Encoding::Utf16BigEndian)
    } else {
        None
    }
}

fn decode_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Zeroizing<String> {
    let (pairs, _) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|pair| unit(*pair));
    Zeroizing::new(char::decode_utf16(units).map(|character| character.unwrap_or(char::REPLACEMENT_CHARACTER)).collect())
}

fn from_windows_1252(byte: u8) -> char {
    const UPPER: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™',
        'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9f => UPPER.get(usize::from(byte - 0x80)).copied().unwrap_or(char::REPLACEMENT_CHARACTER),
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8]) -> (String, Encoding) {
        let (text, encoding) = decode(bytes);
        (text.to_string(), encoding)
    }

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn every_encoding_is_read() {
        let text = "name,Größe\n";
        assert_eq!(decoded(text.as_bytes()), (text.to_owned(), Encoding::Utf8));
        assert_eq!(decoded(&[b"\xef\xbb\xbf", text.as_bytes()].concat()), (text.to_owned(), Encoding::Utf8));
        assert_eq!(decoded(&[b"\xff\xfe".to_vec(), utf16(text, u16::to_le_bytes)].concat()), (text.to_owned(), Encoding::Utf16LittleEndian));
        assert_eq!(decoded(&[b"\xfe\xff".to_vec(), utf16(text, u16::to_be_bytes)].concat()), (text.to_owned(), Encoding::Utf16BigEndian));
        assert_eq!(decoded(&utf16(text, u16::to_le_bytes)), (text.to_owned(), Encoding::Utf16LittleEndian));
        assert_eq!(decoded(&utf16(text, u16::to_be_bytes)), (text.to_owned(), Encoding::Utf16BigEndian));
        assert_eq!(decoded(b"name,Gr\xf6\xdfe \x80\n"), ("name,Größe €\n".to_owned(), Encoding::Latin1));
    }

    #[test]
    fn a_file_cut_within_a_character_stays_utf8() {
        assert_eq!(decoded("naïve é".as_bytes().split_last().unwrap().1), ("naïve ".to_owned(), Encoding::Utf8));
        assert_eq!(decoded(b""), (String::new(), Encoding::Utf8));
        assert_eq!(decoded(b"\xff\xfea").0, "");
        assert_eq!(decoded(b"\xff\xfe\x00\xd8x\x00").0, "\u{fffd}x");
    }
}
