use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    panic::{self, PanicHookInfo},
};

use js_sys::{Array, ArrayBuffer, Uint8Array};
use serde::Deserialize;
use vault::Zeroizing;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::spawn_local;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};
use worker::{Call, Failure, Reply, Response};

use crate::{
    handle::handle,
    platform::{WebCrypto, take_bytes},
    ring::Ring,
};

/// What the worker posts once it listens.
const READY: &str = "ready";

thread_local! {
    /// Calls in the order of their arrival. A key derivation may still run when the next one comes in.
    static WAITING: RefCell<VecDeque<Letter>> = const { RefCell::new(VecDeque::new()) };
    /// Absent while calls are being worked off.
    static RING: Cell<Option<Ring<WebCrypto>>> = Cell::new(Some(Ring::new()));
    /// The call in work, for the panic hook.
    static CURRENT: Cell<Option<u32>> = const { Cell::new(None) };
    /// Set by a panic: what was in memory is gone.
    static BROKEN: Cell<bool> = const { Cell::new(false) };
}

/// A call as text, and the bytes beside it: a text, or a list of the text and buffers.
struct Letter {
    text: Zeroizing<String>,
    beside: Vec<Zeroizing<Vec<u8>>>,
}

impl Letter {
    fn open(data: &JsValue) -> Option<Self> {
        if let Some(text) = data.as_string() {
            return Some(Self { text: Zeroizing::new(text), beside: Vec::new() });
        }
        let list = data.dyn_ref::<Array>()?;
        let beside = list.iter().skip(1).filter_map(|buffer| buffer.dyn_into::<ArrayBuffer>().ok()).map(|buffer| take_bytes(&buffer)).collect();
        Some(Self { text: Zeroizing::new(list.get(0).as_string()?), beside })
    }
}

/// Every call must carry its number, even one that says nothing else we understand.
#[derive(Deserialize)]
struct Numbered {
    id: u32,
}

/// Takes calls from the page for as long as the worker lives.
pub fn listen() {
    panic::set_hook(Box::new(report_panic));
    let receive = Closure::<dyn FnMut(MessageEvent)>::new(|event: MessageEvent| {
        if let Some(letter) = Letter::open(&event.data()) {
            receive(letter);
        }
    });
    if let Some(scope) = scope() {
        scope.set_onmessage(Some(receive.as_ref().unchecked_ref()));
        receive.forget();
    }
    post(READY);
}

fn receive(letter: Letter) {
    if BROKEN.get() {
        return refuse(&letter.text);
    }
    WAITING.with_borrow_mut(|waiting| waiting.push_back(letter));
    if let Some(ring) = RING.take() {
        spawn_local(work(ring));
    }
}

async fn work(mut ring: Ring<WebCrypto>) {
    while let Some(letter) = next() {
        answer(&mut ring, letter).await;
    }
    RING.set(Some(ring));
}

fn next() -> Option<Letter> {
    WAITING.with_borrow_mut(VecDeque::pop_front)
}

async fn answer(ring: &mut Ring<WebCrypto>, letter: Letter) {
    let Letter { text, beside } = letter;
    let Ok(Numbered { id }) = serde_json::from_str(&text) else { return };
    CURRENT.set(Some(id));
    ring.desk.lay(beside);
    let result = match serde_json::from_str::<Call>(&text) {
        Ok(call) => handle(&WebCrypto, ring, call.request).await,
        Err(_) => Err(Failure::BadInput),
    };
    reply(id, result, ring.beside.take());
    CURRENT.set(None);
}

fn reply(id: u32, result: Result<Response, Failure>, beside: Option<Zeroizing<Vec<u8>>>) {
    let Ok(text) = serde_json::to_string(&Reply { id, result }).map(Zeroizing::new) else { return };
    match beside {
        None => post(&text),
        Some(bytes) => {
            let buffer = Uint8Array::from(bytes.as_slice()).buffer();
            let message = Array::of2(&JsValue::from_str(&text), &buffer);
            // As below; the bytes are handed over, not copied.
            let _ = scope().map(|scope| scope.post_message_with_transfer(&message, &Array::of1(&buffer)));
        }
    }
}

fn refuse(text: &str) {
    if let Ok(Numbered { id }) = serde_json::from_str(text) {
        reply(id, Err(Failure::Platform), None);
    }
}

fn post(text: &str) {
    // Posting a string to one's own page can fail only when the page is gone.
    let _ = scope().map(|scope| scope.post_message(&JsValue::from_str(text)));
}

fn scope() -> Option<DedicatedWorkerGlobalScope> {
    js_sys::global().dyn_into().ok()
}

/// A panic ends the module. The call in work, those that wait and those that follow must not wait for ever.
/// The console gets the place and not the words: those can hold what was being decrypted.
fn report_panic(info: &PanicHookInfo<'_>) {
    if let Some(place) = info.location() {
        web_sys::console::error_1(&format!("the key worker stopped at {place}").into());
    }
    BROKEN.set(true);
    if let Some(id) = CURRENT.take() {
        reply(id, Err(Failure::Platform), None);
    }
    while let Some(letter) = next() {
        refuse(&letter.text);
    }
}
