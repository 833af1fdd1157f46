use serde::{Deserialize, Serialize};
use vault::{Kdf, import::ImportError};

use crate::{ImportAnswer, ImportCall, VaultAnswer, VaultCall};

/// A request to the worker, with the number under which it answers.
#[derive(Clone, Serialize, Deserialize)]
pub struct Call {
    pub id: u32,
    pub request: Request,
}

/// The worker's answer to the call of that number.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Reply {
    pub id: u32,
    pub result: Result<Response, Failure>,
}

/// What the worker can be asked for. Ids are UUIDs in text form; key material is text as it goes over the wire.
#[derive(Clone, Serialize, Deserialize)]
pub enum Request {
    /// Measures a password. `known` are words an attacker would try first: e-mail, name, company.
    Strength { password: String, known: Vec<String> },
    /// Makes the keys of a new account. The worker forgets them; signing in opens them again.
    MakeAccount { email: String, password: String, kdf: Kdf },
    /// Like `MakeAccount`, and makes a provider key sealed to that account.
    MakeFirstAdmin { email: String, password: String, kdf: Kdf },
    /// Derives the authentication hash and keeps the master key for the `Unlock` that follows.
    /// Refuses parameters below the floor or above the ceiling before anything is derived.
    DeriveAuthHash { email: String, password: String, kdf: Kdf },
    /// Opens the account's keys with the master key kept by `DeriveAuthHash`.
    Unlock { user_id: String, user_key: String, private_key: String },
    /// Drops every key.
    Lock,
    /// Wraps the user key again under a new password or new parameters. The account must be unlocked.
    ChangePassword { email: String, password: String, kdf: Kdf },
    /// The five words that stand for a public key, and the hash by which the key is pinned. Needs no unlock.
    Fingerprint { subject_id: String, public_key: String },
    /// The same of the account's own public key. The account must be unlocked.
    OwnFingerprint { subject_id: String },
    /// Opens a provider key with the account's private key and keeps it with its number.
    OpenProviderKey { provider_id: String, key: String, revision: u32 },
    /// Opens an organization key with a provider key (`via`) or, without one, with the account's private key, and keeps it.
    OpenOrganizationKey { organization_id: String, key: String, via: Option<String> },
    /// Drops one organization key.
    ForgetOrganizationKey { organization_id: String },
    /// Makes the keys of a new client: organization key wrapped by the provider key, key pair, name of the first collection.
    MakeClient { provider_id: String, collection_name: String },
    /// Wraps a kept organization key by a kept provider key.
    LinkOrganization { organization_id: String, provider_id: String },
    /// Seals a kept provider key to a person's public key whose phrase was compared.
    SealProviderKey { provider_id: String, user_id: String, public_key: String },
    /// Changing a provider's key.
    Rotation(RotationCall),
    /// Seals a kept organization key to a person's public key.
    SealOrganizationKey { organization_id: String, public_key: String },
    /// Encrypts texts under a kept organization key, one encrypted string each.
    Encrypt { organization_id: String, texts: Vec<String> },
    /// Decrypts strings under a kept organization key; a string that does not open is `None`.
    Decrypt { organization_id: String, texts: Vec<String> },
    /// Files of other products, and imports that wait to be accepted.
    Import(ImportCall),
    /// The vaults that are open to the person.
    Vault(VaultCall),
}

/// Steps of changing a provider's key.
#[derive(Clone, Serialize, Deserialize)]
pub enum RotationCall {
    /// Makes the next key of a provider, keeps it beside the present one and seals it to the account itself.
    Make { provider_id: String, user_id: String },
    /// Opens a next key that was made before, and keeps it.
    Open { provider_id: String, key: String },
    /// Opens keys that the present key wrapped and wraps them by the next one.
    Rewrap { provider_id: String, keys: Vec<String> },
    /// Seals the next key to a person's public key. It must be the one that `record` pins, or one whose phrase was `compared` just now.
    Seal { provider_id: String, user_id: String, public_key: String, record: Option<String>, compared: bool },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Response {
    Done,
    Strength(Strength),
    Account(AccountKeys),
    FirstAdmin {
        account: AccountKeys,
        provider_key: String,
    },
    AuthHash(String),
    Fingerprint(Fingerprint),
    /// Keys of a new client, and the number of the provider key that wraps them.
    Client {
        keys: ClientKeys,
        revision: u32,
    },
    /// An organization key wrapped by a provider key, and that key's number.
    Link {
        key: String,
        revision: u32,
    },
    /// A sealed key, and the pin of the public key it was sealed to.
    Sealed {
        key: String,
        pin: String,
    },
    /// A sealed provider key, its number, the pin of the public key it was sealed to, and that pin as a record under the key itself.
    SealedProviderKey {
        key: String,
        revision: u32,
        pin: String,
        record: String,
    },
    /// Keys wrapped anew, in the order of the question.
    Rewrapped(Vec<String>),
    Encrypted(Vec<String>),
    Decrypted(Vec<Option<String>>),
    Import(ImportAnswer),
    Vault(VaultAnswer),
}

/// How hard a password is to guess.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Strength {
    /// 0 (worst) to 4 (best).
    pub score: u8,
    pub advice: Option<Advice>,
}

/// What makes a password easy to guess, or what would make it harder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Advice {
    Keyboard,
    Repeats,
    Common,
    AlmostCommon,
    Sequence,
    Date,
    SingleWord,
    Name,
    Capitals,
    Reversed,
    Substitutions,
    MoreWords,
}

/// What the server keeps of an account's keys.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AccountKeys {
    /// Base64 of 32 bytes.
    pub auth_hash: String,
    /// User key, encrypted (type 2) under the stretched master key.
    pub user_key: String,
    /// Base64 of the SPKI form.
    pub public_key: String,
    /// PKCS#8 form, encrypted (type 2) under the user key.
    pub private_key: String,
}

/// What the server keeps of a new client's keys.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClientKeys {
    /// Organization key, encrypted (type 2) under the provider key.
    pub link_key: String,
    /// Base64 of the SPKI form.
    pub public_key: String,
    /// PKCS#8 form, encrypted (type 2) under the organization key.
    pub private_key: String,
    /// Encrypted (type 2) under the organization key.
    pub collection_name: String,
}

/// A public key in a form that people and rows can compare.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fingerprint {
    /// Five words joined by hyphens.
    pub phrase: String,
    /// Lower-case hex SHA-256 of the SPKI form.
    pub pin: String,
}

/// Why the worker could not do it. All failures to open something look the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Failure {
    /// The key is not in memory: unlock first.
    Locked,
    /// Something did not open, or was not what it claims to be.
    Unopened,
    /// The public key is not the one that was compared: its phrase must be compared again.
    NotCompared,
    /// The server proposed key derivation parameters outside the accepted range.
    KdfOutOfRange,
    /// Input that the worker cannot use.
    BadInput,
    /// The browser refused: no secure context, or no memory for the key derivation.
    Platform,
    /// The file to import could not be read.
    File(ImportError),
    /// There is no file: none was read yet, or it went when the keys were locked.
    NoFile,
    /// The item is not open.
    NoItem,
    /// The master password has to be entered once more.
    Guarded,
    /// The text is no private key that this version can read.
    NoSshKey,
}
