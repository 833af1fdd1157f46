#![no_main]

use libfuzzer_sys::fuzz_target;
use vault::EncryptedString;

fuzz_target!(|text: &str| {
    if let Ok(parsed) = EncryptedString::parse(text) {
        let again = match parsed {
            EncryptedString::Encrypted(encrypted) => encrypted.to_string(),
            EncryptedString::Sealed(sealed) => sealed.to_string(),
        };
        assert_eq!(again, text);
    }
});
