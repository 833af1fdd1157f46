use zeroize::Zeroizing;

/// Decodes base32 (RFC 4648) as people type it: any case, blanks and hyphens in between, padding or none.
pub(super) fn decode(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    // Room for all: growing would leave copies behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(text.len()));
    let (mut bits, mut count) = (0_u32, 0_u32);
    for character in text.trim_end_matches('=').bytes() {
        let value = match character {
            b'A'..=b'Z' => character - b'A',
            b'a'..=b'z' => character - b'a',
            b'2'..=b'7' => character - b'2' + 26,
            b' ' | b'-' => continue,
            _ => return None,
        };
        bits = ((bits << 5) | u32::from(value)) & 0xfff;
        count += 5;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from((bits >> count) & 0xff).ok()?);
        }
    }
    if bytes.is_empty() { None } else { Some(bytes) }
}
