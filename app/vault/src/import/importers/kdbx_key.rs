//! From password and key file to the key of a KDBX database.

use aes::{
    Aes256,
    cipher::{Array, BlockCipherEncrypt, KeyInit},
};
use argon2::{Algorithm, AssociatedData, ParamsBuilder, Version};
use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::kdbx::Reader;
use crate::{
    import::{
        ImportError, Limits,
        text::{decode, parse_xml},
    },
    kdf::derive_argon2,
};

const ARGON2D: [u8; 16] = [0xef, 0x63, 0x6d, 0xdf, 0x8c, 0x29, 0x44, 0x4b, 0x91, 0xf7, 0xa9, 0xa4, 0x03, 0xe3, 0x0a, 0x0c];
const ARGON2ID: [u8; 16] = [0x9e, 0x29, 0x8b, 0x19, 0x56, 0xdb, 0x47, 0x73, 0xb2, 0x3d, 0xfc, 0x3e, 0xc6, 0xf0, 0xa1, 0xe6];
const AES_KDF: [u8; 16] = [0xc9, 0xd9, 0xf3, 0x9a, 0x62, 0x8a, 0x44, 0x60, 0xbf, 0x74, 0x0d, 0x08, 0xc1, 0x8a, 0x4f, 0xea];
const AES_KDF_OF_4: [u8; 16] = [0x7c, 0x02, 0xbb, 0x82, 0x79, 0xa7, 0x4a, 0xc0, 0x92, 0x7d, 0x11, 0x4a, 0x00, 0x64, 0x82, 0x38];

/// Ceilings: a file must not freeze the browser or take all its memory.
const MEMORY_KIB: u64 = 1 << 20;
const WORK_KIB: u64 = 32 << 20;
const ROUNDS: u64 = 100_000_000;
const LANES: u32 = 64;

/// How the key is derived, as the header says.
pub(super) enum Parameters {
    Argon2 { algorithm: Algorithm, version: Version, salt: Vec<u8>, iterations: u32, memory_kib: u32, lanes: u32 },
    Aes { seed: [u8; 32], rounds: u64 },
}

impl Parameters {
    /// Reads the dictionary of the header.
    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, ImportError> {
        if reader.u16()? >> 8 != 1 {
            return Err(ImportError::Unsupported);
        }
        let mut entries: Vec<(&[u8], &[u8])> = Vec::new();
        while reader.u8()? != 0 {
            let len = reader.u32()?;
            let name = reader.take(len)?;
            let len = reader.u32()?;
            entries.push((name, reader.take(len)?));
        }
        let get = |name: &[u8]| entries.iter().find(|(found, _)| *found == name).map(|(_, value)| *value);
        let number = |name: &[u8]| get(name).map(|value| value.iter().rev().fold(0_u64, |number, byte| (number << 8) | u64::from(*byte)));
        let id = get(b"$UUID").ok_or(ImportError::Malformed)?;
        if *id == AES_KDF || *id == AES_KDF_OF_4 {
            return Self::aes(get(b"S").ok_or(ImportError::Malformed)?, number(b"R").ok_or(ImportError::Malformed)?);
        }
        let algorithm = match id {
            id if *id == ARGON2D => Algorithm::Argon2d,
            id if *id == ARGON2ID => Algorithm::Argon2id,
            _ => return Err(ImportError::Unsupported),
        };
        let version = match number(b"V") {
            Some(0x10) => Version::V0x10,
            Some(0x13) => Version::V0x13,
            _ => return Err(ImportError::Unsupported),
        };
        let (iterations, memory, lanes) = (number(b"I"), number(b"M"), number(b"P"));
        let (Some(iterations), Some(memory), Some(lanes)) = (iterations, memory, lanes) else { return Err(ImportError::Malformed) };
        let memory_kib = memory / 1024;
        if memory_kib > MEMORY_KIB || memory_kib.saturating_mul(iterations) > WORK_KIB || lanes > u64::from(LANES) || get(b"K").is_some() {
            return Err(ImportError::Unsupported);
        }
        let narrow = |number: u64| u32::try_from(number).map_err(|_| ImportError::Unsupported);
        Ok(Self::Argon2 {
            algorithm,
            version,
            salt: get(b"S").ok_or(ImportError::Malformed)?.to_vec(),
            iterations: narrow(iterations)?,
            memory_kib: narrow(memory_kib)?,
            lanes: narrow(lanes)?,
        })
    }

    /// The key derivation that version 3 has, and version 4 may have.
    pub(super) fn aes(seed: &[u8], rounds: u64) -> Result<Self, ImportError> {
        let seed = seed.try_into().map_err(|_| ImportError::Malformed)?;
        if rounds <= ROUNDS { Ok(Self::Aes { seed, rounds }) } else { Err(ImportError::Unsupported) }
    }

    /// Derives the transformed key.
    pub(super) fn derive(&self, composite: &[u8; 32]) -> Result<Zeroizing<[u8; 32]>, ImportError> {
        match self {
            Self::Argon2 { algorithm, version, salt, iterations, memory_kib, lanes } => {
                let mut builder = ParamsBuilder::new();
                builder.m_cost(*memory_kib).t_cost(*iterations).p_cost(*lanes).output_len(32).data(AssociatedData::EMPTY);
                let params = builder.build().map_err(|_| ImportError::Unsupported)?;
                derive_argon2(*algorithm, *version, params, salt, composite).map_err(ImportError::from)
            }
            Self::Aes { seed, rounds } => {
                let cipher = Aes256::new(&Array::from(*seed));
                let mut halves = Zeroizing::new(*composite);
                let (blocks, _) = Array::slice_as_chunks_mut(halves.as_mut_slice());
                for _ in 0..*rounds {
                    cipher.encrypt_blocks(blocks);
                }
                Ok(Zeroizing::new(Sha256::digest(halves.as_slice()).into()))
            }
        }
    }
}

/// The hash of the hashes of what is there: password, key file.
pub(super) fn composite_key(password: Option<&[u8]>, key_file: Option<&[u8]>, limits: &Limits) -> Result<Zeroizing<[u8; 32]>, ImportError> {
    let mut composite = Sha256::new();
    if let Some(password) = password {
        composite.update(Sha256::digest(password));
    }
    if let Some(file) = key_file {
        composite.update(read_key_file(file, limits)?.as_slice());
    }
    Ok(Zeroizing::new(composite.finalize().into()))
}

/// XML of either version, 32 bytes, 64 hex digits, or any file at all by its hash.
fn read_key_file(file: &[u8], limits: &Limits) -> Result<Zeroizing<[u8; 32]>, ImportError> {
    if file.len() > limits.file {
        return Err(ImportError::TooLarge);
    }
    if let Ok(key) = <[u8; 32]>::try_from(file) {
        return Ok(Zeroizing::new(key));
    }
    let (text, _) = decode(file);
    if text.trim().len() == 64
        && let Some(key) = from_hex(&text).and_then(|key| key.try_into().ok())
    {
        return Ok(Zeroizing::new(key));
    }
    if text.contains("<KeyFile")
        && let Ok(document) = parse_xml(text.trim_start(), limits)
        && let Some(data) = document.child("Key").map(|key| key.text_of("Data"))
    {
        let version_2 = document.child("Meta").is_some_and(|meta| meta.text_of("Version").starts_with('2'));
        let key = if version_2 { from_hex(data) } else { STANDARD.decode(data.trim()).ok() };
        let key = key.and_then(|key| key.try_into().ok()).ok_or(ImportError::WrongPassword)?;
        return Ok(Zeroizing::new(key));
    }
    Ok(Zeroizing::new(Sha256::digest(file).into()))
}

/// Hex digits, with blanks anywhere.
pub(super) fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digits: Vec<u8> = text
        .chars()
        .filter(|character| !character.is_whitespace())
        .map(|digit| digit.to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
        .collect::<Option<_>>()?;
    let (pairs, rest) = digits.as_chunks::<2>();
    rest.is_empty().then(|| pairs.iter().map(|[high, low]| high << 4 | low).collect())
}
