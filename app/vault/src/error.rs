/// Why the core could not do it. Carries no detail: what an attacker could vary must not be told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Something did not open: wrong key, altered text, refused type or malformed text alike.
    #[error("it did not open")]
    Unopened,
    /// Key derivation parameters outside the accepted range.
    #[error("key derivation parameters are outside the accepted range")]
    KdfOutOfRange,
    /// Input that is not what it claims to be, such as a public key of the wrong shape.
    #[error("the input is not usable")]
    BadInput,
    /// The platform refused: no randomness, no memory, no cryptography.
    #[error("the platform cannot do this")]
    Platform,
}
