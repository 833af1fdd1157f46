use hkdf::Hkdf;
use sha2::{Digest, Sha256};

use crate::Error;

/// The EFF long word list (CC BY 3.0 US), one word a line. 7776 words, `abacus` to `zoom`.
pub(crate) const WORDS: &str = include_str!("../data/eff-long.txt");
const WORD_COUNT: u16 = 7776;
const PHRASE_WORDS: usize = 5;

/// Derives the phrase: HKDF-Expand of the key's hash with the subject's id as info, read as one big number, whose
/// remainders pick words. Five words hold 64 bits.
pub(crate) fn derive_phrase(subject_id: &str, spki: &[u8]) -> Result<String, Error> {
    let hkdf = Hkdf::<Sha256>::from_prk(&Sha256::digest(spki)).map_err(|_| Error::BadInput)?;
    let mut number = [0; 32];
    hkdf.expand(subject_id.as_bytes(), &mut number).map_err(|_| Error::BadInput)?;
    let words: Option<Vec<&str>> = (0..PHRASE_WORDS).map(|_| WORDS.lines().nth(usize::from(divide(&mut number)))).collect();
    Ok(words.ok_or(Error::BadInput)?.join("-"))
}

/// Divides a big-endian number by the word count in place and returns the remainder.
fn divide(number: &mut [u8; 32]) -> u16 {
    let divisor = u32::from(WORD_COUNT);
    let mut rest = 0;
    for byte in number {
        let part = rest << 8 | u32::from(*byte);
        // Both fit: the remainder is below 7776, so the quotient of remainder * 256 + byte is below 256.
        *byte = u8::try_from(part / divisor).unwrap_or_default();
        rest = part % divisor;
    }
    u16::try_from(rest).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::symmetric_key::to_hex;

    #[test]
    fn the_word_list_is_the_one_every_client_has() {
        let words: Vec<&str> = WORDS.lines().collect();
        assert_eq!(words.len(), usize::from(WORD_COUNT));
        assert_eq!(to_hex(&Sha256::digest(words.join("\n"))), "abae49761b88f3f1ba31ef944bea1f61b795a3cd7e1cfb7d276ed45bf77967ba");
    }

    #[test]
    fn division_carries_over_bytes() {
        let mut number = [0; 32];
        number[30..].copy_from_slice(&(7776_u16 * 3 + 5).to_be_bytes());
        assert_eq!(divide(&mut number), 5);
        assert_eq!(number[31], 3);
        assert_eq!(divide(&mut number), 3);
        assert_eq!(number, [0; 32]);
    }
}
