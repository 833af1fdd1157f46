//! Attached files: one byte 2, 16 of iv, 32 of mac, then AES-256-CBC with PKCS#7 padding; the mac is HMAC-SHA-256 over iv and
//! ciphertext. The form is that of the protocol's clients.

use aes::Aes256;
use cbc::cipher::{BlockModeDecrypt, BlockModeEncrypt, KeyIvInit, block_padding::Pkcs7};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use crate::{
    Error, SymmetricKey,
    encrypted::{BLOCK, authenticate},
    random,
};

const KIND: u8 = 2;
const MAC: usize = 32;
/// What stands before the ciphertext.
const HEAD: usize = 1 + BLOCK + MAC;

/// Encrypts a file under a key of its own.
pub fn encrypt(key: &SymmetricKey, plain: &[u8]) -> Result<Vec<u8>, Error> {
    encrypt_with(key, *random::make_bytes()?, plain)
}

fn encrypt_with(key: &SymmetricKey, iv: [u8; BLOCK], plain: &[u8]) -> Result<Vec<u8>, Error> {
    let padded = (plain.len() / BLOCK + 1) * BLOCK;
    let mut file = Vec::with_capacity(HEAD + padded);
    file.push(KIND);
    file.extend(iv);
    file.extend([0; MAC]);
    file.extend(plain);
    file.resize(HEAD + padded, 0);
    let (head, body) = file.split_at_mut_checked(HEAD).ok_or(Error::BadInput)?;
    cbc::Encryptor::<Aes256>::new_from_slices(key.encryption_half(), &iv)
        .map_err(|_| Error::BadInput)?
        .encrypt_padded::<Pkcs7>(body, plain.len())
        .map_err(|_| Error::BadInput)?;
    let mac = authenticate(key, &iv, body)?;
    if let Some(place) = head.last_chunk_mut::<MAC>() {
        *place = mac;
    }
    Ok(file)
}

/// Checks the mac in constant time, and only then decrypts.
pub fn decrypt(key: &SymmetricKey, mut file: Zeroizing<Vec<u8>>) -> Result<Zeroizing<Vec<u8>>, Error> {
    let (head, body) = file.split_at_mut_checked(HEAD).ok_or(Error::Unopened)?;
    let (Some((&KIND, _)), Some(mac)) = (head.split_first(), head.last_chunk::<MAC>()) else { return Err(Error::Unopened) };
    let iv: [u8; BLOCK] = head.get(1..=BLOCK).and_then(|iv| iv.try_into().ok()).ok_or(Error::Unopened)?;
    if !bool::from(authenticate(key, &iv, body)?.ct_eq(mac)) {
        return Err(Error::Unopened);
    }
    let length = cbc::Decryptor::<Aes256>::new_from_slices(key.encryption_half(), &iv)
        .map_err(|_| Error::Unopened)?
        .decrypt_padded::<Pkcs7>(body)
        .map_err(|_| Error::Unopened)?
        .len();
    file.drain(..HEAD);
    file.truncate(length);
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(first: u8) -> SymmetricKey {
        SymmetricKey::from_bytes(&[first; SymmetricKey::LEN]).expect("a key")
    }

    #[test]
    fn a_file_comes_out_as_it_went_in_whatever_its_length() {
        for length in [0_u8, 1, 15, 16, 17, 255] {
            let plain = (0..length).collect::<Vec<_>>();
            let sealed = encrypt(&key(1), &plain).expect("encrypted");
            assert_eq!(sealed.len(), HEAD + (usize::from(length) / BLOCK + 1) * BLOCK);
            assert_eq!(decrypt(&key(1), sealed.into()).expect("decrypted").as_slice(), plain);
        }
    }

    #[test]
    fn the_bytes_are_those_of_the_text_form() {
        let file = encrypt_with(&key(7), [9; BLOCK], b"the key is under the mat").expect("encrypted");
        let text = crate::Encrypted::with_iv(&key(7), [9; BLOCK], b"the key is under the mat").expect("encrypted").to_string();
        let parts =
            text.trim_start_matches("2.").split('|').map(|part| base64::Engine::decode(&base64::engine::general_purpose::STANDARD, part).expect("base64"));
        let parts = parts.collect::<Vec<_>>();
        let [iv, body, mac] = parts.as_slice() else { panic!("three parts") };
        assert_eq!(file, [&[KIND][..], iv, mac, body].concat());
    }

    #[test]
    fn what_was_changed_or_belongs_to_another_key_does_not_open() {
        let sealed = encrypt(&key(1), b"contract").expect("encrypted");
        assert!(decrypt(&key(2), sealed.clone().into()).is_err());
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(decrypt(&key(1), changed.into()).is_err(), "byte {at}");
        }
        for length in [0, 1, HEAD, sealed.len() - 1] {
            assert!(decrypt(&key(1), sealed[..length].to_vec().into()).is_err(), "{length} bytes");
        }
    }
}
