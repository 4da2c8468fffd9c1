//! From the doors to the rooms: another module takes over the page once somebody is let in.

use std::{future::Future, pin::Pin, rc::Rc};

use send_wrapper::SendWrapper;

/// Whether the rooms came.
pub type Came = Pin<Box<dyn Future<Output = bool>>>;

/// Hands the page over. The browser's side provides it as context to the doors.
#[derive(Clone)]
pub struct Handover(SendWrapper<Rc<dyn Fn() -> Came>>);

impl Handover {
    /// Through `begin`. Where it resolves to true, the doors are gone.
    pub fn new(begin: impl Fn() -> Came + 'static) -> Self {
        Self(SendWrapper::new(Rc::new(begin)))
    }

    /// Begins.
    pub fn begin(&self) -> Came {
        (self.0)()
    }
}
