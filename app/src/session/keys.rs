//! The key worker: started when a key is first needed, ended when the keys must go.

use std::{cell::RefCell, collections::HashMap};

use futures_channel::oneshot;
use js_sys::{Array, ArrayBuffer};
use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};
use worker::{Call, Failure, Reply, Request, Response};

/// Why something could not be done with keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyError {
    /// The worker could not do it.
    Failed(Failure),
    /// The worker could not be started, or was ended meanwhile.
    Gone,
}

/// An answer, and the bytes beside it.
type Answer = (Result<Response, Failure>, Option<ArrayBuffer>);

struct Running {
    worker: Worker,
    next: u32,
    waiting: HashMap<u32, oneshot::Sender<Answer>>,
    /// Calls made before the worker listens.
    unsent: Option<Vec<Letter>>,
    _receive: Closure<dyn FnMut(MessageEvent)>,
    _fail: Closure<dyn FnMut()>,
}

/// A call, and the bytes that are handed over with it.
struct Letter {
    data: JsValue,
    beside: Array,
}

thread_local! {
    static RUNNING: RefCell<Option<Running>> = const { RefCell::new(None) };
}

/// Asks the key worker.
pub async fn ask(request: Request) -> Result<Response, KeyError> {
    ask_with(request, &[]).await
}

/// Asks the key worker and hands bytes over to it: afterwards they are in the worker only.
pub async fn ask_with(request: Request, beside: &[ArrayBuffer]) -> Result<Response, KeyError> {
    exchange(request, beside).await.map(|(response, _)| response)
}

/// The same, where bytes come back beside the answer.
pub async fn ask_for_bytes(request: Request, beside: ArrayBuffer) -> Result<(Response, Option<ArrayBuffer>), KeyError> {
    exchange(request, &[beside]).await
}

async fn exchange(request: Request, beside: &[ArrayBuffer]) -> Result<(Response, Option<ArrayBuffer>), KeyError> {
    let answer = RUNNING.with_borrow_mut(|slot| {
        if slot.is_none() {
            *slot = Some(start().map_err(|_| KeyError::Gone)?);
        }
        slot.as_mut().ok_or(KeyError::Gone)?.send(request, beside)
    })?;
    let (result, bytes) = answer.await.map_err(|_| KeyError::Gone)?;
    result.map(|response| (response, bytes)).map_err(KeyError::Failed)
}

/// Tells the worker something that it need not know when it does not run: without it, nothing is left to be wiped.
pub async fn tell(request: Request) {
    if RUNNING.with_borrow(Option::is_some) {
        // Whatever came of it.
        let _ = ask(request).await;
    }
}

/// Ends the worker; its memory, and every key in it, is gone.
pub(super) fn stop() {
    if let Some(running) = RUNNING.take() {
        running.worker.terminate();
    }
}

impl Running {
    fn send(&mut self, request: Request, beside: &[ArrayBuffer]) -> Result<oneshot::Receiver<Answer>, KeyError> {
        let id = self.next;
        self.next = self.next.wrapping_add(1);
        let text = serde_json::to_string(&Call { id, request }).map_err(|_| KeyError::Failed(Failure::BadInput))?;
        let text = JsValue::from_str(&text);
        let beside = beside.iter().collect::<Array>();
        // A plain text unless there are bytes; then a list that begins with it.
        let data = if beside.length() == 0 { text } else { Array::of1(&text).concat(&beside).into() };
        let (done, answer) = oneshot::channel();
        self.waiting.insert(id, done);
        let letter = Letter { data, beside };
        match &mut self.unsent {
            Some(unsent) => unsent.push(letter),
            None => self.post(&letter),
        }
        Ok(answer)
    }

    fn post(&self, letter: &Letter) {
        // A string can always be cloned to the worker, and bytes that nobody else has can be handed over.
        let _ = self.worker.post_message_with_transfer(&letter.data, &letter.beside);
    }

    fn receive(&mut self, text: &str, beside: Option<ArrayBuffer>) {
        match serde_json::from_str::<Reply>(text) {
            Ok(reply) => {
                if let Some(done) = self.waiting.remove(&reply.id) {
                    // Whoever asked may have left the page.
                    let _ = done.send((reply.result, beside));
                }
            }
            // The one message that is no reply: the worker listens now.
            Err(_) => {
                for letter in self.unsent.take().unwrap_or_default() {
                    self.post(&letter);
                }
            }
        }
    }
}

/// A text, or a list of a text and bytes.
fn opened(data: &JsValue) -> Option<(String, Option<ArrayBuffer>)> {
    if let Some(text) = data.as_string() {
        return Some((text, None));
    }
    let list = data.dyn_ref::<Array>()?;
    Some((list.get(0).as_string()?, list.get(1).dyn_into().ok()))
}

fn start() -> Result<Running, JsValue> {
    let address = document()
        .query_selector("meta[name=castellan-worker]")?
        .and_then(|meta| meta.get_attribute("content"))
        .ok_or_else(|| JsValue::from_str("the page does not name the worker"))?;
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    let worker = Worker::new_with_options(&address, &options)?;
    let receive = Closure::<dyn FnMut(MessageEvent)>::new(|event: MessageEvent| {
        let Some((text, beside)) = opened(&event.data()) else { return };
        RUNNING.with_borrow_mut(|slot| {
            if let Some(running) = slot {
                running.receive(&text, beside);
            }
        });
    });
    // A worker that cannot be loaded: whoever waits is told by the dropped channel, and the next call tries again.
    let fail = Closure::<dyn FnMut()>::new(stop);
    worker.set_onmessage(Some(receive.as_ref().unchecked_ref()));
    worker.set_onerror(Some(fail.as_ref().unchecked_ref()));
    Ok(Running { worker, next: 0, waiting: HashMap::new(), unsent: Some(Vec::new()), _receive: receive, _fail: fail })
}
