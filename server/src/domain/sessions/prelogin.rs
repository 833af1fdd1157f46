use crate::{
    domain::{Context, Instance, Result, secrets},
    model::{
        account::{PreloginRequest, PreloginResponse},
        key::Kdf,
        text::Email,
    },
    store,
};

/// How an account derives its keys. Unknown accounts have parameters too, always the same, spread as those of real accounts are.
pub async fn prelogin(context: &Context, request: PreloginRequest) -> Result<PreloginResponse> {
    // Made for known accounts too, and answered by the same row of the same statement: both answers take the same time.
    let fake = make_believable(context.instance(), &request.email)?;
    let mut db = context.read().await?;
    Ok(PreloginResponse { kdf: store::users::kdf_or(&mut db, &request.email, fake).await? })
}

fn make_believable(instance: &Instance, email: &Email) -> Result<Kdf> {
    let [first, second, ..] = secrets::derive(instance, "castellan prelogin 1", email.as_str())?;
    Ok(match u16::from_be_bytes([first, second]) % 100 {
        0..88 => Kdf::DEFAULT,
        88..95 => Kdf::Argon2id { iterations: 3, memory_mib: 64, parallelism: 4 },
        95..98 => Kdf::Pbkdf2 { iterations: 1_000_000 },
        98 => Kdf::Argon2id { iterations: 4, memory_mib: 128, parallelism: 4 },
        _ => Kdf::Pbkdf2 { iterations: 650_000 },
    })
}
