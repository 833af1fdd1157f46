//! The file that was chosen: where its bytes come from, and how it is to be read.

use js_sys::{Array, ArrayBuffer};
use vault::{
    import::{Format, Limits, Target},
    item::Secret,
};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::File;
use worker::{Failure, ImportAnswer, ImportCall, Request, Response, Summary};

use super::words::key_text;
use crate::{
    i18n::t,
    session::{KeyError, ask_with},
};

/// A file of the person's computer, or a text that was pasted. Its bytes are fetched whenever the worker needs them.
#[derive(Clone, Debug)]
pub struct Source {
    pub name: String,
    pub file: File,
    pub key_file: Option<File>,
}

/// How to read it.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    pub format: Option<Format>,
    pub password: Option<Secret>,
    pub columns: Option<Vec<Target>>,
}

/// Why it was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unread {
    Keys(KeyError),
    /// The browser did not give its bytes.
    Browser,
    TooLarge,
}

impl Unread {
    pub fn message(&self) -> String {
        match self {
            Self::Keys(error) => key_text(*error),
            Self::Browser => t().imports.unreadable.to_owned(),
            Self::TooLarge => t().imports.too_large(most_megabytes()),
        }
    }
}

/// The size that a file may have, in megabytes.
pub fn most_megabytes() -> u64 {
    (Limits::default().file >> 20) as u64
}

impl Source {
    pub fn of_file(file: File) -> Self {
        Self { name: file.name(), file, key_file: None }
    }

    pub fn of_text(text: &str) -> Option<Self> {
        let name = t().imports.pasted;
        let file = File::new_with_str_sequence(&Array::of1(&JsValue::from_str(text)), name).ok()?;
        Some(Self { name: name.to_owned(), file, key_file: None })
    }

    /// Hands the bytes to the worker and has them read.
    pub async fn read(&self, reading: Reading) -> Result<Summary, Unread> {
        #[expect(clippy::cast_precision_loss, reason = "the limit is far below what a double holds exactly")]
        if self.file.size() > Limits::default().file as f64 {
            return Err(Unread::TooLarge);
        }
        let mut beside = vec![bytes_of(&self.file).await.ok_or(Unread::Browser)?];
        if let Some(key_file) = &self.key_file {
            beside.push(bytes_of(key_file).await.ok_or(Unread::Browser)?);
        }
        ask_read(reading, &beside).await
    }
}

/// Has the file read that the worker has. Reads it anew where the worker has it no longer.
pub async fn read_again(source: &Source, reading: Reading) -> Result<Summary, Unread> {
    match ask_read(reading.clone(), &[]).await {
        Err(Unread::Keys(KeyError::Failed(Failure::NoFile))) => source.read(reading).await,
        answer => answer,
    }
}

async fn ask_read(reading: Reading, beside: &[ArrayBuffer]) -> Result<Summary, Unread> {
    let Reading { format, password, columns } = reading;
    match ask_with(Request::Import(ImportCall::Read { format, password, columns }), beside).await {
        Ok(Response::Import(ImportAnswer::Read(summary))) => Ok(summary),
        Ok(_) => Err(Unread::Keys(KeyError::Gone)),
        Err(error) => Err(Unread::Keys(error)),
    }
}

async fn bytes_of(file: &File) -> Option<ArrayBuffer> {
    JsFuture::from(file.array_buffer()).await.ok()?.dyn_into().ok()
}
