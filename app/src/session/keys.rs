//! The key worker: started when a key is first needed, ended when the keys must go.

use std::{cell::RefCell, collections::HashMap};

use futures_channel::oneshot;
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

type Answer = Result<Response, Failure>;

struct Running {
    worker: Worker,
    next: u32,
    waiting: HashMap<u32, oneshot::Sender<Answer>>,
    /// Calls made before the worker listens.
    unsent: Option<Vec<String>>,
    _receive: Closure<dyn FnMut(MessageEvent)>,
    _fail: Closure<dyn FnMut()>,
}

thread_local! {
    static RUNNING: RefCell<Option<Running>> = const { RefCell::new(None) };
}

/// Asks the key worker.
pub async fn ask(request: Request) -> Result<Response, KeyError> {
    let answer = RUNNING.with_borrow_mut(|slot| {
        if slot.is_none() {
            *slot = Some(start().map_err(|_| KeyError::Gone)?);
        }
        slot.as_mut().ok_or(KeyError::Gone)?.send(request)
    })?;
    answer.await.map_err(|_| KeyError::Gone)?.map_err(KeyError::Failed)
}

/// Ends the worker; its memory, and every key in it, is gone.
pub(super) fn stop() {
    if let Some(running) = RUNNING.take() {
        running.worker.terminate();
    }
}

impl Running {
    fn send(&mut self, request: Request) -> Result<oneshot::Receiver<Answer>, KeyError> {
        let id = self.next;
        self.next = self.next.wrapping_add(1);
        let text = serde_json::to_string(&Call { id, request }).map_err(|_| KeyError::Failed(Failure::BadInput))?;
        let (done, answer) = oneshot::channel();
        self.waiting.insert(id, done);
        match &mut self.unsent {
            Some(unsent) => unsent.push(text),
            None => self.post(&text),
        }
        Ok(answer)
    }

    fn post(&self, text: &str) {
        // A string can always be cloned to the worker.
        let _ = self.worker.post_message(&JsValue::from_str(text));
    }

    fn receive(&mut self, text: &str) {
        match serde_json::from_str::<Reply>(text) {
            Ok(reply) => {
                if let Some(done) = self.waiting.remove(&reply.id) {
                    // Whoever asked may have left the page.
                    let _ = done.send(reply.result);
                }
            }
            // The one message that is no reply: the worker listens now.
            Err(_) => {
                for text in self.unsent.take().unwrap_or_default() {
                    self.post(&text);
                }
            }
        }
    }
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
        if let Some(text) = event.data().as_string() {
            RUNNING.with_borrow_mut(|slot| {
                if let Some(running) = slot {
                    running.receive(&text);
                }
            });
        }
    });
    // A worker that cannot be loaded: whoever waits is told by the dropped channel, and the next call tries again.
    let fail = Closure::<dyn FnMut()>::new(stop);
    worker.set_onmessage(Some(receive.as_ref().unchecked_ref()));
    worker.set_onerror(Some(fail.as_ref().unchecked_ref()));
    Ok(Running { worker, next: 0, waiting: HashMap::new(), unsent: Some(Vec::new()), _receive: receive, _fail: fail })
}
