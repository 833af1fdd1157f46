//! KDBX 3.1, what KeePass wrote by default for long: AES key derivation, no HMAC but a hash for each block, and the
//! key of protected values in the header.

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use super::{
    kdbx::{Bytes, Cipher, InnerStream, Reader, inflate, read_text},
    kdbx_key::Parameters,
};
use crate::import::{ImportError, Limits, text::Node};

/// Opens a database; `reader` is behind the version, `file` is its length.
pub(super) fn open(reader: &mut Reader<'_>, file: usize, composite: &[u8; 32], limits: &Limits) -> Result<Node, ImportError> {
    let header = Header::read(reader)?;
    let transformed = header.kdf.derive(composite)?;
    let key = Zeroizing::new(<[u8; 32]>::from(Sha256::new().chain_update(header.master_seed).chain_update(transformed.as_slice()).finalize()));
    // Wrong keys show in the padding already.
    let payload = header.cipher.decrypt(&key, header.iv, reader.0.to_vec()).map_err(|_| ImportError::WrongPassword)?;
    let mut payload = Reader(&payload);
    if !bool::from(payload.take(header.start.len())?.ct_eq(header.start)) || header.start.len() < 32 {
        return Err(ImportError::WrongPassword);
    }
    let data = read_blocks(&mut payload)?;
    let data = if header.gzip { inflate(&data, file, limits)? } else { data };
    read_text(&data, InnerStream::new(header.stream, header.stream_key)?, limits)
}

struct Header<'a> {
    cipher: Cipher,
    gzip: bool,
    master_seed: &'a [u8],
    iv: &'a [u8],
    start: &'a [u8],
    stream: u8,
    stream_key: &'a [u8],
    kdf: Parameters,
}

impl<'a> Header<'a> {
    fn read(reader: &mut Reader<'a>) -> Result<Self, ImportError> {
        let mut fields: [Option<&[u8]>; 11] = [None; 11];
        loop {
            let id = reader.u8()?;
            let len = reader.u16()?;
            let data = reader.take(usize::from(len))?;
            if id == 0 {
                break;
            }
            if let Some(field) = fields.get_mut(usize::from(id)) {
                *field = Some(data);
            }
        }
        let [_, _, Some(cipher), gzip, Some(master_seed), Some(seed), Some(rounds), Some(iv), Some(stream_key), Some(start), Some(stream)] = fields else {
            return Err(ImportError::Malformed);
        };
        let rounds = u64::from_le_bytes(rounds.try_into().map_err(|_| ImportError::Malformed)?);
        Ok(Self {
            cipher: Cipher::from_id(cipher)?,
            gzip: gzip.and_then(|flags| flags.first()) == Some(&1),
            master_seed,
            iv,
            start,
            stream: stream.first().copied().unwrap_or_default(),
            stream_key,
            kdf: Parameters::aes(seed, rounds)?,
        })
    }
}

/// Blocks of a number, a hash, a length and so many bytes; the last one is empty.
fn read_blocks(reader: &mut Reader<'_>) -> Result<Bytes, ImportError> {
    let mut data = Zeroizing::new(Vec::with_capacity(reader.0.len()));
    loop {
        let _number = reader.u32()?;
        let hash = reader.take(32)?;
        let len = reader.u32()?;
        if len == 0 {
            return Ok(data);
        }
        let block = reader.take(len)?;
        if Sha256::digest(block).as_slice() != hash {
            return Err(ImportError::Malformed);
        }
        data.extend_from_slice(block);
    }
}
