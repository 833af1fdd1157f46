use js_sys::{Array, ArrayBuffer, Object, Promise, Reflect, Uint8Array};
use vault::{Error, Platform, RsaPair, Zeroizing};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, CryptoKeyPair, SubtleCrypto, WorkerGlobalScope};

/// The browser's own cryptography. A private key is a handle that cannot be exported.
pub struct WebCrypto;

impl Platform for WebCrypto {
    type PrivateKey = CryptoKey;

    async fn pbkdf2_sha256(&self, password: &[u8], salt: &[u8], iterations: u32) -> Result<Zeroizing<[u8; 32]>, Error> {
        let subtle = subtle()?;
        let raw = Uint8Array::from(password);
        let key = subtle.import_key_with_str("raw", &raw, "PBKDF2", false, &usages(["deriveBits"]));
        // The browser has copied the bytes when the call returns.
        raw.fill(0, 0, raw.length());
        let key: CryptoKey = settle(key, Error::Platform).await?;

        let algorithm =
            object([("name", "PBKDF2".into()), ("hash", "SHA-256".into()), ("salt", Uint8Array::from(salt).into()), ("iterations", iterations.into())])?;
        let bits = settle(subtle.derive_bits_with_object(&algorithm, &key, 256), Error::Platform).await?;
        let bits = take_bytes(&bits);
        let mut derived = Zeroizing::new([0; 32]);
        if bits.len() != derived.len() {
            return Err(Error::Platform);
        }
        derived.copy_from_slice(&bits);
        Ok(derived)
    }

    async fn make_rsa_pair(&self) -> Result<RsaPair, Error> {
        let subtle = subtle()?;
        let algorithm = object([
            ("name", "RSA-OAEP".into()),
            ("hash", "SHA-1".into()),
            ("modulusLength", 2048.into()),
            ("publicExponent", Uint8Array::from([1, 0, 1].as_slice()).into()),
        ])?;
        let pair = subtle.generate_key_with_object(&algorithm, true, &usages(["encrypt", "decrypt"]));
        let pair: CryptoKeyPair = settle_object(pair, Error::Platform).await?;
        let spki = settle(subtle.export_key("spki", &pair.get_public_key()), Error::Platform).await?;
        let pkcs8 = settle(subtle.export_key("pkcs8", &pair.get_private_key()), Error::Platform).await?;
        Ok(RsaPair { spki: take_bytes(&spki).to_vec(), pkcs8: take_bytes(&pkcs8) })
    }

    async fn import_private_key(&self, pkcs8: &[u8]) -> Result<CryptoKey, Error> {
        import_rsa("pkcs8", pkcs8, "decrypt", Error::Unopened).await
    }

    async fn rsa_seal(&self, spki: &[u8], plain: &[u8]) -> Result<Vec<u8>, Error> {
        let key = import_rsa("spki", spki, "encrypt", Error::BadInput).await?;
        let sealed = subtle()?.encrypt_with_str_and_u8_array("RSA-OAEP", &key, plain);
        Ok(take_bytes(&settle(sealed, Error::BadInput).await?).to_vec())
    }

    async fn rsa_open(&self, key: &CryptoKey, ciphertext: &[u8]) -> Result<Zeroizing<Vec<u8>>, Error> {
        let opened = subtle()?.decrypt_with_str_and_u8_array("RSA-OAEP", key, ciphertext);
        Ok(take_bytes(&settle(opened, Error::Unopened).await?))
    }
}

/// Absent without a secure context.
fn subtle() -> Result<SubtleCrypto, Error> {
    let scope: WorkerGlobalScope = js_sys::global().dyn_into().map_err(|_| Error::Platform)?;
    let subtle = scope.crypto().map_err(|_| Error::Platform)?.subtle();
    if subtle.is_undefined() { Err(Error::Platform) } else { Ok(subtle) }
}

async fn import_rsa(format: &str, der: &[u8], usage: &str, error: Error) -> Result<CryptoKey, Error> {
    let algorithm = object([("name", "RSA-OAEP".into()), ("hash", "SHA-1".into())])?;
    let bytes = Uint8Array::from(der);
    let key = subtle()?.import_key_with_object(format, &bytes, &algorithm, false, &usages([usage]));
    bytes.fill(0, 0, bytes.length());
    settle(key, error).await
}

async fn settle<T: JsCast>(promise: Result<Promise, JsValue>, error: Error) -> Result<T, Error> {
    let value = JsFuture::from(promise.map_err(|_| error)?).await.map_err(|_| error)?;
    value.dyn_into().map_err(|_| error)
}

/// For what the browser returns as a plain object that belongs to no class.
async fn settle_object<T: JsCast>(promise: Result<Promise, JsValue>, error: Error) -> Result<T, Error> {
    settle::<Object>(promise, error).await.map(JsCast::unchecked_into)
}

/// Copies bytes out of the browser's hands and wipes what it held.
pub fn take_bytes(buffer: &ArrayBuffer) -> Zeroizing<Vec<u8>> {
    let view = Uint8Array::new(buffer);
    let bytes = Zeroizing::new(view.to_vec());
    view.fill(0, 0, view.length());
    bytes
}

fn usages<const N: usize>(names: [&str; N]) -> JsValue {
    names.into_iter().map(JsValue::from_str).collect::<Array>().into()
}

fn object<const N: usize>(entries: [(&str, JsValue); N]) -> Result<Object, Error> {
    let object = Object::new();
    for (name, value) in entries {
        Reflect::set(&object, &name.into(), &value).map_err(|_| Error::Platform)?;
    }
    Ok(object)
}
