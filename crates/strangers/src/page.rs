//! The engine as the page calls it, before anybody is signed in: with a server that notes what it is asked.

use std::{
    cell::RefCell,
    future::Future,
    pin::pin,
    rc::Rc,
    task::{Context, Poll, Waker},
};

use async_trait::async_trait;
use bridge::{Failure, Reply, Request};
use seal::identity::WrappingPublic;
use vault::{
    Engine, NewWrappingKey, Platform, Remote, Store,
    platform::Fault,
    remote::{Request as Asked, Response, Unreachable},
    store::Unavailable,
};
use wire::{
    Code,
    account::RecoveryChallenge,
    body::to_cbor,
    invitation::{InvitationState, State},
    path,
};
use zeroize::Zeroizing;

use crate::numbers::Numbers;

/// What the recovery root is challenged with.
pub(crate) const CHALLENGE: [u8; 32] = [5; 32];

/// What the engine answers, and what it asked the server for it.
pub(crate) fn call(request: Request) -> (Result<Reply, Failure>, Vec<Asked>) {
    let asked = Rc::<RefCell<Vec<Asked>>>::default();
    let server = Server(Rc::clone(&asked));
    let mut engine = Engine::new(server, Machine, Device, |_| {});
    let answer = {
        let mut answering = pin!(engine.answer(request));
        // This server and this machine are never waited for.
        match answering
            .as_mut()
            .poll(&mut Context::from_waker(Waker::noop()))
        {
            Poll::Ready(answer) => answer,
            Poll::Pending => panic!("the engine waits for nobody"),
        }
    };
    (answer, asked.take())
}

/// Has an open invitation of every id; knows no recovery root.
struct Server(Rc<RefCell<Vec<Asked>>>);

#[async_trait(?Send)]
impl Remote for Server {
    async fn send(&self, request: Asked) -> Result<Response, Unreachable> {
        let invitation = InvitationState {
            state: State::Open,
            expires: 1,
            greeting: None,
        };
        let challenge = RecoveryChallenge {
            challenge: CHALLENGE.to_vec().into(),
        };
        let (status, body) = match request.path.as_str() {
            path::RECOVERY_CHALLENGE => (200, to_cbor(&challenge)),
            path::RECOVERY_SIGN_IN => {
                let error = wire::Error::new(Code::WrongCredentials, "no such root");
                (401, to_cbor(&error))
            }
            _ => (200, to_cbor(&invitation)),
        };
        self.0.borrow_mut().push(request);
        let body = body.unwrap();
        Ok(Response { status, body })
    }
}

struct Machine;

#[async_trait(?Send)]
impl Platform for Machine {
    type WrappingKey = ();
    type Rng = Numbers;

    fn now(&self) -> u64 {
        0
    }

    fn rng(&self) -> Numbers {
        Numbers::from(0)
    }

    async fn make_wrapping_key(&self) -> Result<NewWrappingKey, Fault> {
        Err(Fault)
    }

    async fn load_wrapping_key(&self, _: &[u8]) -> Result<(), Fault> {
        Err(Fault)
    }

    async fn wrap(&self, _: &WrappingPublic, _: &[u8], _: &[u8]) -> Result<Vec<u8>, Fault> {
        Err(Fault)
    }

    async fn unwrap(&self, (): &(), _: &[u8], _: &[u8]) -> Result<Zeroizing<Vec<u8>>, Fault> {
        Err(Fault)
    }
}

struct Device;

#[async_trait(?Send)]
impl Store for Device {
    async fn get(&self, _: &str) -> Result<Option<Vec<u8>>, Unavailable> {
        Err(Unavailable)
    }

    async fn put(&self, _: &str, _: Vec<u8>) -> Result<(), Unavailable> {
        Err(Unavailable)
    }

    async fn remove(&self, _: &str) -> Result<(), Unavailable> {
        Err(Unavailable)
    }

    async fn names(&self, _: &str) -> Result<Vec<String>, Unavailable> {
        Err(Unavailable)
    }
}
