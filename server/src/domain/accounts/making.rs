use crate::{
    domain::{Context, Error, Result, passwords},
    model::{
        id::UserId,
        key::{AccountKeys, Ciphertext, Kdf},
        text::{Email, Name},
    },
    store::{self, Transaction},
};

/// An account about to be made: checked, and its password hashed. Who may make it is not checked here.
pub struct NewAccount {
    id: UserId,
    email: Email,
    name: Name,
    keys: AccountKeys,
    password_hash: String,
}

impl NewAccount {
    /// Checks the keys and hashes the password. Not inside a transaction: it takes long.
    pub async fn prepare(email: Email, name: Name, keys: AccountKeys) -> Result<Self> {
        demand_accepted(keys.kdf)?;
        demand_wrapped("user_key", &keys.user_key)?;
        demand_wrapped("private_key", &keys.private_key)?;
        let password_hash = passwords::hash(&keys.auth_hash).await?;
        Ok(Self { id: UserId::make(), email, name, keys, password_hash })
    }

    /// The account's id.
    pub fn id(&self) -> UserId {
        self.id
    }

    /// The account's address.
    pub fn email(&self) -> &Email {
        &self.email
    }
}

/// Makes an account, unless the address has one.
pub async fn make(db: &mut Transaction, context: &Context, new: &NewAccount) -> Result<()> {
    let made = store::users::insert(db, new.id, (&new.email, &new.name), (&new.keys, &new.password_hash), context.now()).await?;
    if made { Ok(()) } else { Err(has_account()) }
}

/// Makes an account for somebody whose address is known to be his, as when demonstration data are laid down.
pub async fn make_proved(context: &Context, email: Email, name: Name, keys: AccountKeys) -> Result<UserId> {
    let new = NewAccount::prepare(email, name, keys).await?;
    let id = new.id;
    context.command(new, |db, context, new| Box::pin(make(db, context, new))).await?;
    Ok(id)
}

pub(super) fn has_account() -> Error {
    Error::conflict("This e-mail address has an account already. Sign in instead.")
}

pub(super) fn demand_accepted(kdf: Kdf) -> Result<()> {
    if kdf.is_accepted() {
        return Ok(());
    }
    Err(Error::field(
        "kdf",
        "These key derivation settings are not accepted. Use 600,000 to 2,000,000 iterations of PBKDF2, or Argon2id with 2 to 10 iterations, 19 to 1,024 MiB and 1 to 16 lanes.",
    ))
}

pub(super) fn demand_wrapped(field: &str, key: &Ciphertext) -> Result<()> {
    if key.is_sealed() { Err(Error::field(field, "This key is not in the expected form. Reload the page and try again.")) } else { Ok(()) }
}
