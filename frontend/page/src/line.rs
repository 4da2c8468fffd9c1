//! The line between page and worker: numbered calls up, answers and events down, each a `Uint8Array` of bytes of `bridge::message`.
//!
//! Strings on the same wire are the boot script's; they are none of ours.

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    rc::Rc,
};

use app::engine::Engine;
use bridge::{
    Failure, Reason, Reply, Request,
    message::{self, Downward, Upward},
};
use futures::channel::oneshot;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{MessageEvent, Worker};

type Answer = Result<Reply, Failure>;

/// The calls without an answer yet.
struct Calls {
    waiting: RefCell<HashMap<u32, oneshot::Sender<Answer>>>,
    last: Cell<u32>,
}

impl Calls {
    fn open(&self) -> (u32, oneshot::Receiver<Answer>) {
        let id = self.last.get().wrapping_add(1);
        self.last.set(id);
        let (caller, answer) = oneshot::channel();
        self.waiting.borrow_mut().insert(id, caller);
        (id, answer)
    }

    fn close(&self, id: u32, answer: Answer) {
        let caller = self.waiting.borrow_mut().remove(&id);
        if let Some(caller) = caller {
            // The caller may have been dropped with its page; then nobody wants the answer.
            let _ = caller.send(answer);
        }
    }

    /// Every caller wakes with a failure.
    fn abandon(&self) {
        self.waiting.borrow_mut().clear();
    }
}

const MESSAGE: &str = "message";
const ERROR: &str = "error";

/// The engine behind this worker. It hears the worker for as long as the document lives.
#[must_use]
pub(crate) fn connect(worker: Worker) -> Engine {
    let calls = Rc::new(Calls {
        waiting: RefCell::default(),
        last: Cell::new(0),
    });
    let engine = {
        let (worker, calls) = (worker.clone(), Rc::clone(&calls));
        Engine::new(move |request| Box::pin(call(worker.clone(), Rc::clone(&calls), request)))
    };
    let heard = {
        let (calls, engine) = (Rc::clone(&calls), engine.clone());
        Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            match decode(&event.data()) {
                Some(Downward::Answer(id, answer)) => calls.close(id, answer),
                Some(Downward::Event(event)) => engine.dispatch(event),
                None => {}
            }
        })
    };
    // No call waits for a worker that has died.
    let died = Closure::<dyn Fn(JsValue)>::new(move |_| calls.abandon());
    listen(&worker, MESSAGE, heard.into_js_value());
    listen(&worker, ERROR, died.into_js_value());
    engine
}

fn listen(worker: &Worker, to: &str, heard: JsValue) {
    // It fails only for a callback that is no function. `onmessage` is left alone: the boot script listens too.
    let _ = worker.add_event_listener_with_callback(to, heard.unchecked_ref());
}

async fn call(worker: Worker, calls: Rc<Calls>, request: Request) -> Answer {
    let (id, answer) = calls.open();
    if send(&worker, &Upward { id, request }).is_none() {
        calls.close(id, Err(Reason::Fault.into()));
    }
    answer.await.unwrap_or_else(|_| Err(Reason::Fault.into()))
}

/// Hands the buffer over instead of copying it: what is in it does not stay behind on this side.
fn send(worker: &Worker, message: &Upward) -> Option<()> {
    let mut bytes = message::write(message).ok()?;
    let array = Uint8Array::from(bytes.as_slice());
    bytes.fill(0);
    worker
        .post_message_with_transfer(&array, &Array::of1(&array.buffer()))
        .ok()
}

fn decode(data: &JsValue) -> Option<Downward> {
    message::read(&data.dyn_ref::<Uint8Array>()?.to_vec()).ok()
}
