//! From the doors to the rooms: another module takes over the page once somebody is let in.

use std::{future::Future, pin::Pin, rc::Rc};

use send_wrapper::SendWrapper;

/// Gives the page to the rooms. Where it returns, the doors are gone.
pub type TakeOver = Box<dyn FnOnce()>;

/// The rooms on their way; nothing if they did not come.
pub type Coming = Pin<Box<dyn Future<Output = Option<TakeOver>>>>;

/// Brings the rooms. The browser's side provides it as context to the doors.
///
/// Bringing and taking over are two steps: whoever locks in between may be typing a password again, and keeps the page under their hands.
#[derive(Clone)]
pub struct Handover(SendWrapper<Rc<dyn Fn() -> Coming>>);

impl Handover {
    /// Through `bring`, as often as it is asked.
    pub fn new(bring: impl Fn() -> Coming + 'static) -> Self {
        Self(SendWrapper::new(Rc::new(bring)))
    }

    /// Brings the rooms.
    pub fn bring(&self) -> Coming {
        (self.0)()
    }
}
