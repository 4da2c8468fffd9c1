//! The real client engine on this machine: the `rsa` crate for private operations, `reqwest` for the server.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    time::{SystemTime, UNIX_EPOCH},
};

use async_trait::async_trait;
use bridge::{Call, Event, Failure, Reason};
use getrandom::SysRng;
use seal::{identity::WrappingKey, rand_core::UnwrapErr};
use vault::{
    Engine, Method, NewWrappingKey, Platform, Remote,
    platform::Fault,
    remote::{Request, Response, Unreachable},
};
use zeroize::Zeroizing;

/// This machine.
pub struct NativePlatform;

#[async_trait(?Send)]
impl Platform for NativePlatform {
    type WrappingKey = WrappingKey;
    type Rng = UnwrapErr<SysRng>;

    fn now(&self) -> u64 {
        SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |since| {
                u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
            })
    }

    fn rng(&self) -> Self::Rng {
        UnwrapErr(SysRng)
    }

    async fn make_wrapping_key(&self) -> Result<NewWrappingKey, Fault> {
        let key = WrappingKey::generate(&mut self.rng()).map_err(|_| Fault)?;
        Ok(NewWrappingKey {
            pkcs8: key.to_pkcs8().map_err(|_| Fault)?,
            spki: key.public_spki(),
        })
    }

    async fn load_wrapping_key(&self, pkcs8: &[u8]) -> Result<WrappingKey, Fault> {
        WrappingKey::from_pkcs8(pkcs8).map_err(|_| Fault)
    }

    async fn unwrap(
        &self,
        key: &WrappingKey,
        label: &[u8],
        ciphertext: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, Fault> {
        key.unwrap(label, ciphertext).map_err(|_| Fault)
    }
}

/// Changes an answer on its way: a server that lies. Gets the path and the answer.
pub type Lie = Box<dyn Fn(&str, Response) -> Response>;

/// A server over HTTP, with a cookie jar of its own, and room for lies.
pub struct HttpRemote {
    origin: String,
    http: reqwest::Client,
    lie: Rc<RefCell<Option<Lie>>>,
    requests: Rc<Cell<u32>>,
}

#[async_trait(?Send)]
impl Remote for HttpRemote {
    async fn send(&self, request: Request) -> Result<Response, Unreachable> {
        self.requests.set(self.requests.get() + 1);
        let url = format!("{}{}", self.origin, request.path);
        let method = match request.method {
            Method::Get => reqwest::Method::GET,
            Method::Post => reqwest::Method::POST,
            Method::Put => reqwest::Method::PUT,
            Method::Delete => reqwest::Method::DELETE,
        };
        let mut sent = self
            .http
            .request(method, url)
            .header("origin", &self.origin)
            .header("accept", "application/cbor");
        if let Some(body) = request.body {
            sent = sent.header("content-type", "application/cbor").body(body);
        }
        let answer = sent.send().await.map_err(|_| Unreachable)?;
        let status = answer.status().as_u16();
        let body = answer.bytes().await.map_err(|_| Unreachable)?.to_vec();
        let response = Response { status, body };
        Ok(match &*self.lie.borrow() {
            Some(lie) => lie(&request.path, response),
            None => response,
        })
    }
}

/// A person at a browser, without the browser.
pub struct Client {
    engine: Engine<HttpRemote, NativePlatform>,
    lie: Rc<RefCell<Option<Lie>>>,
    requests: Rc<Cell<u32>>,
    events: Rc<RefCell<Vec<Event>>>,
}

impl Client {
    /// A fresh browser at a server's origin (`http://127.0.0.1:1234`).
    ///
    /// # Panics
    /// If no HTTP client can be made here.
    pub fn new(origin: &str) -> Self {
        let http = reqwest::Client::builder().cookie_store(true).build();
        #[allow(clippy::expect_used, reason = "a test kit may stop the test")]
        let http = http.expect("an HTTP client");
        let (lie, requests, events) = (
            Rc::default(),
            Rc::default(),
            Rc::new(RefCell::new(Vec::new())),
        );
        let remote = HttpRemote {
            origin: origin.to_owned(),
            http,
            lie: Rc::clone(&lie),
            requests: Rc::clone(&requests),
        };
        let heard = Rc::clone(&events);
        let engine = Engine::new(remote, NativePlatform, move |event| {
            heard.borrow_mut().push(event)
        });
        Self {
            engine,
            lie,
            requests,
            events,
        }
    }

    /// Calls the engine as a page does.
    ///
    /// # Errors
    /// The engine's.
    pub async fn call<C: Call>(&mut self, call: C) -> Result<C::Reply, Failure> {
        let reply = self.engine.answer(call.into()).await?;
        C::reply(reply).ok_or_else(|| Reason::Fault.into())
    }

    /// From now on the server lies to this client.
    pub fn lie(&self, lie: impl Fn(&str, Response) -> Response + 'static) {
        *self.lie.borrow_mut() = Some(Box::new(lie));
    }

    /// The server is honest again.
    pub fn stop_lying(&self) {
        *self.lie.borrow_mut() = None;
    }

    /// How many requests were sent.
    pub fn requests(&self) -> u32 {
        self.requests.get()
    }

    /// Takes the events heard so far.
    pub fn events(&self) -> Vec<Event> {
        self.events.borrow_mut().drain(..).collect()
    }
}
