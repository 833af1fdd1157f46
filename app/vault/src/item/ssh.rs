use base64::{
    Engine,
    engine::general_purpose::{STANDARD, STANDARD_NO_PAD},
};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

const BEGIN: &str = "-----BEGIN OPENSSH PRIVATE KEY-----";
const END: &str = "-----END OPENSSH PRIVATE KEY-----";
const MAGIC: &[u8] = b"openssh-key-v1\0";

/// The public half of an SSH key, read from the private one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SshPublicKey {
    /// As in an `authorized_keys` file, without a comment.
    pub line: String,
    /// `SHA256:` and base64 without padding.
    pub fingerprint: String,
}

impl SshPublicKey {
    /// Reads the public half out of OpenSSH's form of a private key without a passphrase, where it stands in the clear
    /// (PROTOCOL.key of OpenSSH). None for every other form.
    pub fn parse(private: &str) -> Option<Self> {
        let inside = private.trim().strip_prefix(BEGIN)?.strip_suffix(END)?;
        let text = Zeroizing::new(inside.split_whitespace().collect::<String>());
        let bytes = Zeroizing::new(STANDARD.decode(text.as_bytes()).ok()?);
        let mut rest = bytes.strip_prefix(MAGIC)?;
        let cipher = take(&mut rest)?;
        let _derivation = take(&mut rest)?;
        let _options = take(&mut rest)?;
        let count = take_number(&mut rest)?;
        let public = take(&mut rest)?;
        if cipher != b"none" || count != 1 {
            return None;
        }
        let mut inner = public;
        let kind = std::str::from_utf8(take(&mut inner)?).ok()?;
        let fingerprint = format!("SHA256:{}", STANDARD_NO_PAD.encode(Sha256::digest(public)));
        Some(Self { line: format!("{kind} {}", STANDARD.encode(public)), fingerprint })
    }
}

fn take_number(from: &mut &[u8]) -> Option<usize> {
    let (number, rest) = from.split_first_chunk::<4>()?;
    *from = rest;
    usize::try_from(u32::from_be_bytes(*number)).ok()
}

fn take<'a>(from: &mut &'a [u8]) -> Option<&'a [u8]> {
    let length = take_number(from)?;
    let (taken, rest) = from.split_at_checked(length)?;
    *from = rest;
    Some(taken)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Public half and fingerprint as `ssh-keygen` writes them.
    const PUBLIC: &str = "AAAAC3NzaC1lZDI1NTE5AAAAIDPQkw2AvgJW/4GohJPXLvuuhuOVW6WvShEkoZNY50AN";
    const FINGERPRINT: &str = "SHA256:6iMJr97WQv6Am7F8NrfpjK0DBQ16T3Sij+2WMIZvnyk";

    fn container(cipher: &str) -> String {
        let field = |bytes: &[u8]| [&u32::try_from(bytes.len()).unwrap().to_be_bytes(), bytes].concat();
        let public = STANDARD.decode(PUBLIC).unwrap();
        let parts = [MAGIC, &field(cipher.as_bytes()), &field(b"none"), &field(b""), &[0, 0, 0, 1], &field(&public), &field(&[7; 136])].concat();
        let text = STANDARD.encode(parts);
        let lines: Vec<&str> = text.as_bytes().chunks(70).map(|line| std::str::from_utf8(line).unwrap()).collect();
        format!("{BEGIN}\n{}\n{END}\n", lines.join("\n"))
    }

    #[test]
    fn the_public_half_is_that_of_ssh_keygen() {
        let key = SshPublicKey::parse(&container("none")).unwrap();
        assert_eq!(key.line, format!("ssh-ed25519 {PUBLIC}"));
        assert_eq!(key.fingerprint, FINGERPRINT);
    }

    #[test]
    fn a_key_with_a_passphrase_is_not_taken() {
        assert_eq!(SshPublicKey::parse(&container("aes256-ctr")), None);
    }

    #[test]
    fn what_is_no_such_key_is_none() {
        for text in ["", "ssh-ed25519 AAAA", "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----"] {
            assert_eq!(SshPublicKey::parse(text), None);
        }
    }
}
