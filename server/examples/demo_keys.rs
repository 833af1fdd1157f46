//! Makes the key material of `castellan demo`: writes `server/src/demo/keys.json` from the people in `server/src/demo`.
//!
//! Run it after that list of people has changed; it derives from a password for each of them on all processors, which takes two minutes:
//!
//! ```text
//! cargo run --release -p server --features backend --example demo_keys
//! ```
//!
//! Keys are new in each run, in the same order. The server itself can make none of this: only here, and in tests, is it linked with `vault`.

use server::{
    demo::{AccountFixture, ClientFixture, Keys, PASSWORD, Pair, PairUse, Stage, cast},
    model::{key::ClientKeys, text::Email},
};
use std::{
    collections::{BTreeMap, btree_map::Entry},
    error::Error,
    path::Path,
    thread,
};
use vault::{Host, Kdf, PrivateKey, PublicKey, SymmetricKey, account, organization, seal};

type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// A pair, and the user key that goes with it.
struct OpenPair {
    user_key: SymmetricKey,
    public: PublicKey,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let cast = cast()?;
    let mut keys = Keys::default();
    let mut open = Vec::new();
    let mut people: Vec<(Email, PairUse)> =
        cast.staff.iter().filter(|person| person.stage != Stage::Invited).map(|person| (person.email.clone(), PairUse::Own)).collect();
    people.extend(
        cast.clients
            .iter()
            .flat_map(|client| &client.members)
            .filter(|member| member.stage != Stage::Invited)
            .map(|member| (member.email.clone(), member.pair)),
    );
    let shared = people.iter().map(|(_, pair)| if let PairUse::Shared(number) = pair { number + 1 } else { 0 }).max().unwrap_or(0);
    for _ in 0..shared {
        make_pair(&mut keys, &mut open).await?;
    }
    let mut pairs = Vec::new();
    for (email, pair) in people {
        let number = match pair {
            PairUse::Shared(number) => number,
            PairUse::Own => make_pair(&mut keys, &mut open).await?,
        };
        pairs.push((email, number));
    }
    println!("{} pairs, {} accounts", open.len(), pairs.len());

    let processors = thread::available_parallelism()?.get();
    let parts = thread::scope(|scope| {
        let running = pairs.chunks(pairs.len().div_ceil(processors)).map(|some| scope.spawn(|| make_accounts(some, &open))).collect::<Vec<_>>();
        running.into_iter().map(|part| part.join().map_err(|_| "a thread failed")).collect::<std::result::Result<Vec<_>, _>>()
    })?;
    for part in parts {
        keys.accounts.extend(part?);
    }

    let provider_key = SymmetricKey::make()?;
    for person in cast.staff.iter().filter(|person| matches!(person.stage, Stage::Confirmed | Stage::Revoked)) {
        let to = open.get(pair_number(&keys, &person.email)?).ok_or("no pair")?;
        keys.provider_keys.insert(person.email.clone(), seal::seal(&Host, &to.public, &provider_key).await?.try_into()?);
    }
    for client in &cast.clients {
        let made = organization::make(&Host).await?;
        let client_keys = ClientKeys {
            link_key: provider_key.wrap(&made.key)?.try_into()?,
            public_key: made.public_key.to_base64().try_into()?,
            private_key: made.private_key.try_into()?,
            collection_name: made.key.encrypt_text("Shared logins")?.try_into()?,
        };
        let mut fixture = ClientFixture { keys: client_keys, members: BTreeMap::new() };
        // Those who wait get theirs from whoever confirms them.
        for member in client.members.iter().filter(|member| matches!(member.stage, Stage::Confirmed | Stage::Revoked)) {
            let number = pair_number(&keys, &member.email)?;
            if let Entry::Vacant(place) = fixture.members.entry(number) {
                let to = open.get(number).ok_or("no pair")?;
                place.insert(seal::seal(&Host, &to.public, &made.key).await?.try_into()?);
            }
        }
        keys.clients.insert(client.domain.clone(), fixture);
    }

    // One entry on a line: quotes are in no key, so these can only be the ends of entries.
    let text = serde_json::to_string(&keys)?.replace("],\"", "],\n\"").replace("},\"", "},\n\"").replace("},{", "},\n{");
    std::fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/demo/keys.json"), text + "\n")?;
    Ok(())
}

async fn make_pair(keys: &mut Keys, open: &mut Vec<OpenPair>) -> Result<usize> {
    let user_key = SymmetricKey::make()?;
    let (public, private_key) = PrivateKey::make_wrapped(&Host, &user_key).await?;
    keys.pairs.push(Pair { public_key: public.to_base64().try_into()?, private_key: private_key.try_into()?, pin: public.pin().try_into()? });
    open.push(OpenPair { user_key, public });
    Ok(open.len() - 1)
}

fn make_accounts(some: &[(Email, usize)], open: &[OpenPair]) -> Result<Vec<(Email, AccountFixture)>> {
    // The host's derivation is ready at once; the runtime is only there to ask it.
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let make = |(email, number): &(Email, usize)| {
        let pair = open.get(*number).ok_or("no pair")?;
        let own = runtime.block_on(account::change_password(&Host, &pair.user_key, email.as_str(), PASSWORD, &Kdf::DEFAULT_PBKDF2))?;
        Ok((email.clone(), AccountFixture(own.auth_hash.try_into()?, own.user_key.try_into()?, *number)))
    };
    some.iter().map(make).collect()
}

fn pair_number(keys: &Keys, email: &Email) -> Result<usize> {
    Ok(keys.accounts.get(email).ok_or("no account")?.2)
}
