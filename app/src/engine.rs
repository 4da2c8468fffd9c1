//! The page's one handle on the vault engine: typed calls out, events in.

use std::{cell::RefCell, collections::VecDeque, future::Future, pin::Pin, rc::Rc};

use bridge::{Call, Event, Failure, Reason, Reply, Request};
use send_wrapper::SendWrapper;

/// A reply on its way.
pub type Answer = Pin<Box<dyn Future<Output = Result<Reply, Failure>>>>;

type Listener = Rc<dyn Fn(Event)>;

struct Inner {
    send: Box<dyn Fn(Request) -> Answer>,
    listener: RefCell<Option<Listener>>,
    early: RefCell<VecDeque<Event>>,
}

/// The vault engine, wherever it runs. Cheap to clone; bound to the thread that made it.
#[derive(Clone)]
pub struct Engine(SendWrapper<Rc<Inner>>);

impl Engine {
    /// An engine reached through `send`, which carries one request and resolves to its reply.
    pub fn new(send: impl Fn(Request) -> Answer + 'static) -> Self {
        Self(SendWrapper::new(Rc::new(Inner {
            send: Box::new(send),
            listener: RefCell::new(None),
            early: RefCell::new(VecDeque::new()),
        })))
    }

    /// Makes a call.
    ///
    /// # Errors
    /// What the engine answered; [`Reason::Fault`] if it answered another call's reply.
    pub async fn call<C: Call>(&self, call: C) -> Result<C::Reply, Failure> {
        let reply = self.send(call.into()).await?;
        C::reply(reply).ok_or_else(|| Reason::Fault.into())
    }

    /// Sends a request whose type is known at run time only.
    pub(crate) fn send(&self, request: Request) -> Answer {
        (self.0.send)(request)
    }

    /// Hands in an event. Those that come before anybody listens are kept in order.
    pub fn dispatch(&self, event: Event) {
        let listener = self.0.listener.borrow().clone();
        match listener {
            Some(listener) => listener(event),
            None => self.0.early.borrow_mut().push_back(event),
        }
    }

    /// Sets who hears the events.
    pub fn listen(&self, listener: impl Fn(Event) + 'static) {
        let listener: Listener = Rc::new(listener);
        *self.0.listener.borrow_mut() = Some(listener.clone());
        let early = std::mem::take(&mut *self.0.early.borrow_mut());
        for event in early {
            listener(event);
        }
    }
}
