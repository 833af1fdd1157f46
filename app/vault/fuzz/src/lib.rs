//! What the targets share.

use std::{
    pin::pin,
    task::{Context, Poll, Waker},
};

use vault::{
    Host, SymmetricKey,
    import::{Format, Options, import as import_file},
    item::Secret,
};

/// The format that a target is named after.
pub fn format(target: &str) -> Option<Format> {
    let id = target.strip_prefix("import_")?.replace('_', "-");
    Format::ALL.iter().copied().find(|format| format.id() == id)
}

/// Imports bytes; what comes out must be possible to encrypt and to open again.
pub fn import(target: &str, bytes: &[u8]) {
    let format = format(target);
    assert!(format.is_some(), "no format is called {target}");
    // What the sample files of the importers' tests are sealed with: with anything else no try would get behind it.
    let key: Vec<u8> = (0..64).collect();
    let owner = SymmetricKey::from_bytes(&key).expect("64 bytes are a key");
    let password = if format == Some(Format::KeePassKdbx) { "correct horse" } else { "correct horse battery staple" };
    let options = Options { format, password: Some(Secret::from(password)), owners: vec![&owner], ..Options::default() };
    if let Ok(report) = now(import_file(&Host, bytes, &options)) {
        let batch = report.encrypt(&owner).expect("items can be encrypted");
        for (encrypted, imported) in batch.items.iter().zip(&report.items).take(4) {
            assert!(encrypted.decrypt(&owner).expect("items open again") == imported.item);
        }
    }
}

/// The futures of the test host are ready at once.
fn now<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => unreachable!("the host never waits"),
    }
}
