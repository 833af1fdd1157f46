//! The file that is being imported and the imports that are being reviewed: in the clear, so they stay here.

mod held;
mod open_file;
mod plan;

use vault::{Platform, Zeroizing};
use worker::{Failure, ImportAnswer, ImportCall};

use crate::ring::Ring;
use held::Held;
use open_file::{OpenFile, Reading};
pub use open_file::{number, site_of};

/// Dropping it wipes what was in it.
#[derive(Default)]
pub struct Desk {
    /// What came beside the message in work.
    beside: Vec<Zeroizing<Vec<u8>>>,
    file: Option<OpenFile>,
    held: Held,
}

impl Desk {
    /// Lays down what came beside a message; what an earlier message did not take is dropped.
    pub fn lay(&mut self, beside: Vec<Zeroizing<Vec<u8>>>) {
        self.beside = beside;
    }

    /// The first of what came beside the message in work.
    pub fn take_beside(&mut self) -> Option<Zeroizing<Vec<u8>>> {
        std::mem::take(&mut self.beside).into_iter().next()
    }

    fn file(&mut self) -> Result<&mut OpenFile, Failure> {
        self.file.as_mut().ok_or(Failure::NoFile)
    }
}

/// Does what a call about imports asks for.
pub async fn handle<P: Platform>(platform: &P, ring: &mut Ring<P>, call: ImportCall) -> Result<ImportAnswer, Failure> {
    match call {
        ImportCall::Read { format, password, columns } => {
            let mut beside = std::mem::take(&mut ring.desk.beside).into_iter();
            if let Some(bytes) = beside.next() {
                ring.desk.file = Some(OpenFile::new(bytes, beside.next()));
            }
            // Taken out while it is read: a reading may take a while, and uses the account's keys.
            let mut file = ring.desk.file.take().ok_or(Failure::NoFile)?;
            let owners = ring.owner_keys();
            let answer = file.read(platform, Reading { format, password, columns, owners }).await;
            ring.desk.file = Some(file);
            Ok(ImportAnswer::Read(answer?))
        }
        ImportCall::Rows { search, from, count } => Ok(ring.desk.file()?.rows(&search, from, count)),
        ImportCall::Plan { owner, hash, items, into } => {
            let mut file = ring.desk.file.take().ok_or(Failure::NoFile)?;
            if file.hash() != hash {
                // Another file was read since.
                return Err(Failure::NoFile);
            }
            let answer = ring.owner_key(owner.as_deref()).and_then(|key| file.plan(key, &items, &into));
            ring.desk.file = Some(file);
            answer
        }
        ImportCall::Encrypt { owner, part } => {
            let key = ring.owner_key(owner.as_deref())?;
            let file = ring.desk.file.as_ref().ok_or(Failure::NoFile)?;
            file.encrypt(key, part).map(ImportAnswer::Encrypted)
        }
        ImportCall::Forget => {
            ring.desk = Desk::default();
            Ok(ImportAnswer::Done)
        }
        ImportCall::Review { organization_id, items } => {
            let mut held = std::mem::take(&mut ring.desk.held);
            let answer = ring.organization_key(&organization_id).map(|key| held.review(key, &items));
            ring.desk.held = held;
            answer.map(ImportAnswer::Reviewed)
        }
        ImportCall::Known { owner, items } => {
            let mut held = std::mem::take(&mut ring.desk.held);
            let answer = ring.owner_key(owner.as_deref()).map(|key| held.learn(key, &items));
            ring.desk.held = held;
            answer.map(|()| ImportAnswer::Done)
        }
        ImportCall::Duplicates => Ok(ImportAnswer::Duplicates(ring.desk.held.duplicates())),
        ImportCall::Here => {
            let file = ring.desk.file.as_ref().ok_or(Failure::NoFile)?;
            Ok(ImportAnswer::Here(ring.desk.held.known().map(|known| file.among(known))))
        }
    }
}

#[cfg(test)]
mod tests;
