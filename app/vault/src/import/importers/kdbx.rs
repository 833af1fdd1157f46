//! KDBX, the database of KeePass 2 and KeePassXC. Version 4: a header, then blocks with an HMAC each, then a cipher,
//! then gzip, then XML in which protected values are encrypted once more.

use std::io::Read;

use aes::Aes256;
use base64::{Engine, engine::general_purpose::STANDARD};
use cbc::cipher::{BlockModeDecrypt, KeyIvInit, StreamCipher, block_padding::Pkcs7};
use chacha20::ChaCha20;
use flate2::read::GzDecoder;
use hmac::{Hmac, KeyInit, Mac};
use salsa20::Salsa20;
use sha2::{Digest, Sha256, Sha512};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use super::{
    kdbx_key::{Parameters, composite_key},
    kdbx3,
    keepass_xml::read_document,
};
use crate::import::{
    ImportError, Limits,
    input::Input,
    run::Run,
    text::{Node, decode, parse_xml},
};

const SIGNATURE: [u8; 8] = [0x03, 0xd9, 0xa2, 0x9a, 0x67, 0xfb, 0x4b, 0xb5];
const AES_256: [u8; 16] = [0x31, 0xc1, 0xf2, 0xe6, 0xbf, 0x71, 0x43, 0x50, 0xbe, 0x58, 0x05, 0x21, 0x6a, 0xfc, 0x5a, 0xff];
const CHACHA20: [u8; 16] = [0xd6, 0x03, 0x8a, 0x2b, 0x8b, 0x6f, 0x4c, 0xb5, 0xa5, 0x24, 0x33, 0x9a, 0x31, 0xdb, 0xb5, 0x9a];
const SALSA20_NONCE: [u8; 8] = [0xe8, 0x30, 0x09, 0x4b, 0x97, 0x20, 0x5d, 0x2a];

pub(super) type Bytes = Zeroizing<Vec<u8>>;

/// Tells whether this is a database of any version.
pub(crate) fn is_database(bytes: &[u8]) -> bool {
    bytes.starts_with(&SIGNATURE)
}

pub(crate) fn detect(input: &Input) -> bool {
    input.kdbx().is_some()
}

pub(crate) fn read(run: &mut Run<'_>, input: &Input) -> Result<(), ImportError> {
    let bytes = input.kdbx().ok_or(ImportError::Malformed)?;
    let password = run.options.password.as_ref().map(|password| password.as_str().as_bytes());
    let key_file = run.options.key_file.as_ref().map(|file| file.as_slice());
    if password.is_none() && key_file.is_none() {
        return Err(ImportError::PasswordNeeded);
    }
    let composite = composite_key(password, key_file, &run.options.limits)?;
    let document = open(bytes, &composite, &run.options.limits)?;
    read_document(run, &document)
}

fn open(bytes: &[u8], composite: &[u8; 32], limits: &Limits) -> Result<Node, ImportError> {
    let mut reader = Reader(bytes.get(SIGNATURE.len()..).ok_or(ImportError::Malformed)?);
    let _minor = reader.u16()?;
    match reader.u16()? {
        3 => return kdbx3::open(&mut reader, bytes.len(), composite, limits),
        4 => {}
        _ => return Err(ImportError::Unsupported),
    }
    let header = Header::read(&mut reader)?;
    let header_len = bytes.len() - reader.0.len();
    let header_bytes = bytes.get(..header_len).ok_or(ImportError::Malformed)?;
    let header_hash = reader.take(32)?;
    if Sha256::digest(header_bytes).as_slice() != header_hash {
        return Err(ImportError::Malformed);
    }

    let transformed = header.kdf.derive(composite)?;
    let keys = Keys::derive(&header.master_seed, &transformed);
    if !keys.authenticates(u64::MAX, &[header_bytes], reader.take(32)?)? {
        return Err(ImportError::WrongPassword);
    }
    let ciphertext = read_blocks(&mut reader, &keys)?;
    let payload = header.cipher.decrypt(&keys.cipher, &header.iv, ciphertext)?;
    let payload = if header.gzip { inflate(&payload, bytes.len(), limits)? } else { payload };

    let mut inner = Reader(&payload);
    let stream = InnerStream::read(&mut inner)?;
    read_text(inner.0, stream, limits)
}

/// Parses the XML and puts protected values in the clear.
pub(super) fn read_text(bytes: &[u8], mut stream: InnerStream, limits: &Limits) -> Result<Node, ImportError> {
    let (text, _) = decode(bytes);
    let mut document = parse_xml(&text, limits)?;
    unprotect(&mut document, &mut stream)?;
    Ok(document)
}

/// The outer cipher.
#[derive(Clone, Copy)]
pub(super) enum Cipher {
    Aes256,
    ChaCha20,
}

impl Cipher {
    pub(super) fn from_id(id: &[u8]) -> Result<Self, ImportError> {
        match id {
            id if *id == AES_256 => Ok(Self::Aes256),
            id if *id == CHACHA20 => Ok(Self::ChaCha20),
            _ => Err(ImportError::Unsupported),
        }
    }

    pub(super) fn decrypt(self, key: &[u8; 32], iv: &[u8], mut ciphertext: Vec<u8>) -> Result<Bytes, ImportError> {
        match self {
            Self::ChaCha20 => {
                let mut cipher = ChaCha20::new_from_slices(key, iv).map_err(|_| ImportError::Malformed)?;
                cipher.try_apply_keystream(&mut ciphertext).map_err(|_| ImportError::Malformed)?;
                Ok(Zeroizing::new(ciphertext))
            }
            Self::Aes256 => cbc::Decryptor::<Aes256>::new_from_slices(key, iv)
                .map_err(|_| ImportError::Malformed)?
                .decrypt_padded_vec::<Pkcs7>(&ciphertext)
                .map(Zeroizing::new)
                .map_err(|_| ImportError::Malformed),
        }
    }
}

struct Header {
    cipher: Cipher,
    gzip: bool,
    master_seed: Vec<u8>,
    iv: Vec<u8>,
    kdf: Parameters,
}

impl Header {
    fn read(reader: &mut Reader<'_>) -> Result<Self, ImportError> {
        let (mut cipher, mut gzip, mut seed, mut iv, mut kdf) = (None, true, None, None, None);
        loop {
            let id = reader.u8()?;
            let len = reader.u32()?;
            let data = reader.take(len)?;
            match id {
                0 => break,
                2 => cipher = Some(data),
                3 => gzip = data.first() == Some(&1),
                4 => seed = Some(data.to_vec()),
                7 => iv = Some(data.to_vec()),
                11 => kdf = Some(Parameters::read(&mut Reader(data))?),
                _ => {}
            }
        }
        let cipher = Cipher::from_id(cipher.ok_or(ImportError::Malformed)?)?;
        let (Some(master_seed), Some(iv), Some(kdf)) = (seed, iv, kdf) else { return Err(ImportError::Malformed) };
        Ok(Self { cipher, gzip, master_seed, iv, kdf })
    }
}

struct Keys {
    cipher: Zeroizing<[u8; 32]>,
    authenticity: Zeroizing<[u8; 64]>,
}

impl Keys {
    fn derive(seed: &[u8], transformed: &[u8; 32]) -> Self {
        let cipher = Sha256::new().chain_update(seed).chain_update(transformed).finalize().into();
        let authenticity = Sha512::new().chain_update(seed).chain_update(transformed).chain_update([1]).finalize().into();
        Self { cipher: Zeroizing::new(cipher), authenticity: Zeroizing::new(authenticity) }
    }

    fn authenticates(&self, index: u64, parts: &[&[u8]], expected: &[u8]) -> Result<bool, ImportError> {
        let key = Sha512::new().chain_update(index.to_le_bytes()).chain_update(self.authenticity.as_slice()).finalize();
        let mut mac = Hmac::<Sha256>::new_from_slice(&key).map_err(|_| ImportError::Malformed)?;
        for part in parts {
            mac.update(part);
        }
        Ok(mac.finalize().into_bytes().ct_eq(expected).into())
    }
}

/// Blocks of an HMAC, a length and so many bytes; the last one is empty.
fn read_blocks(reader: &mut Reader<'_>, keys: &Keys) -> Result<Vec<u8>, ImportError> {
    let mut ciphertext = Vec::new();
    for index in 0.. {
        let mac = reader.take(32)?;
        let len = reader.u32()?;
        let data = reader.take(len)?;
        let size = u32::try_from(len).map_err(|_| ImportError::Malformed)?;
        if !keys.authenticates(index, &[&index.to_le_bytes(), &size.to_le_bytes(), data], mac)? {
            return Err(ImportError::Malformed);
        }
        if data.is_empty() {
            break;
        }
        ciphertext.extend_from_slice(data);
    }
    Ok(ciphertext)
}

/// Whoever knows the password may still have made a bomb.
pub(super) fn inflate(bytes: &[u8], file: usize, limits: &Limits) -> Result<Bytes, ImportError> {
    let ceiling = limits.inflated.min(u64::try_from(file).unwrap_or(u64::MAX).saturating_mul(limits.ratio));
    let mut inflated = Zeroizing::new(Vec::new());
    let read = GzDecoder::new(bytes).take(ceiling.saturating_add(1)).read_to_end(&mut inflated).map_err(|_| ImportError::Malformed)?;
    if u64::try_from(read).unwrap_or(u64::MAX) > ceiling {
        return Err(ImportError::Bomb);
    }
    Ok(inflated)
}

/// The cipher of protected values: one stream over all of them, in the order of the document.
pub(super) enum InnerStream {
    ChaCha20(Box<ChaCha20>),
    Salsa20(Box<Salsa20>),
}

impl InnerStream {
    fn read(reader: &mut Reader<'_>) -> Result<Self, ImportError> {
        let (mut kind, mut key) = (None, None);
        loop {
            let id = reader.u8()?;
            let len = reader.u32()?;
            let data = reader.take(len)?;
            match id {
                0 => break,
                1 => kind = data.first().copied(),
                2 => key = Some(data),
                _ => {}
            }
        }
        Self::new(kind.ok_or(ImportError::Malformed)?, key.ok_or(ImportError::Malformed)?)
    }

    pub(super) fn new(kind: u8, key: &[u8]) -> Result<Self, ImportError> {
        match kind {
            3 => {
                let hash = Zeroizing::new(<[u8; 64]>::from(Sha512::digest(key)));
                let (key, rest) = hash.split_at(32);
                let cipher = ChaCha20::new_from_slices(key, rest.get(..12).ok_or(ImportError::Malformed)?);
                Ok(Self::ChaCha20(Box::new(cipher.map_err(|_| ImportError::Malformed)?)))
            }
            2 => {
                let key = Zeroizing::new(<[u8; 32]>::from(Sha256::digest(key)));
                let cipher = Salsa20::new_from_slices(key.as_slice(), &SALSA20_NONCE);
                Ok(Self::Salsa20(Box::new(cipher.map_err(|_| ImportError::Malformed)?)))
            }
            _ => Err(ImportError::Unsupported),
        }
    }

    fn apply(&mut self, bytes: &mut [u8]) -> Result<(), ImportError> {
        match self {
            Self::ChaCha20(cipher) => cipher.try_apply_keystream(bytes),
            Self::Salsa20(cipher) => cipher.try_apply_keystream(bytes),
        }
        .map_err(|_| ImportError::Malformed)
    }
}

fn unprotect(node: &mut Node, stream: &mut InnerStream) -> Result<(), ImportError> {
    if node.name == "Value" && node.attribute("Protected").eq_ignore_ascii_case("true") {
        let mut bytes = Zeroizing::new(STANDARD.decode(node.text.trim()).map_err(|_| ImportError::Malformed)?);
        stream.apply(&mut bytes)?;
        node.text = String::from_utf8_lossy(&bytes).into_owned();
    }
    node.children.iter_mut().try_for_each(|child| unprotect(child, stream))
}

/// Reads little-endian values off the front.
pub(super) struct Reader<'a>(pub(super) &'a [u8]);

impl<'a> Reader<'a> {
    pub(super) fn take(&mut self, len: usize) -> Result<&'a [u8], ImportError> {
        let (taken, rest) = self.0.split_at_checked(len).ok_or(ImportError::Malformed)?;
        self.0 = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], ImportError> {
        self.take(N)?.try_into().map_err(|_| ImportError::Malformed)
    }

    pub(super) fn u8(&mut self) -> Result<u8, ImportError> {
        self.array().map(u8::from_le_bytes)
    }

    pub(super) fn u16(&mut self) -> Result<u16, ImportError> {
        self.array().map(u16::from_le_bytes)
    }

    /// A length.
    pub(super) fn u32(&mut self) -> Result<usize, ImportError> {
        usize::try_from(self.array().map(u32::from_le_bytes)?).map_err(|_| ImportError::Malformed)
    }
}
