//! The real client engine on this machine: the `rsa` crate for private operations, `reqwest` for the server.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    rc::Rc,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use async_trait::async_trait;
use bridge::{Call, Event, Failure, Reason};
use getrandom::SysRng;
use seal::{
    identity::{WrappingKey, WrappingPublic},
    password::{Salt, ServerSalt, SignInSecret, Stretch, StretchError, UnlockKey},
    rand_core::UnwrapErr,
};
use vault::{
    Engine, Method, NewWrappingKey, Platform, Remote,
    platform::Fault,
    remote::{Request, Response, Unreachable},
    store::{Store, Unavailable},
};
use zeroize::Zeroizing;

use crate::{pairs, passwords};

/// This machine, with a clock that a test may put forward or back.
#[derive(Clone, Default)]
pub struct NativePlatform {
    /// Milliseconds that its clock is ahead of the true time; negative where it is behind.
    ahead: Rc<Cell<i64>>,
    /// Whether what it wraps is nonsense: somebody who means harm.
    spoils: Rc<Cell<bool>>,
}

#[async_trait(?Send)]
impl Platform for NativePlatform {
    type WrappingKey = WrappingKey;
    type Rng = UnwrapErr<SysRng>;

    fn now(&self) -> u64 {
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |since| {
                u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
            });
        now.saturating_add_signed(self.ahead.get())
    }

    fn rng(&self) -> Self::Rng {
        UnwrapErr(SysRng)
    }

    async fn make_wrapping_key(&self) -> Result<NewWrappingKey, Fault> {
        pairs::next()
    }

    async fn load_wrapping_key(&self, pkcs8: &[u8]) -> Result<WrappingKey, Fault> {
        WrappingKey::from_pkcs8(pkcs8).map_err(|_| Fault)
    }

    async fn wrap(
        &self,
        public: &WrappingPublic,
        label: &[u8],
        plaintext: &[u8],
    ) -> Result<Vec<u8>, Fault> {
        let nonsense = vec![7; plaintext.len()];
        let plaintext = match self.spoils.get() {
            true => &nonsense,
            false => plaintext,
        };
        let wrapped = public.wrap(label, plaintext, &mut self.rng());
        wrapped.map_err(|_| Fault)
    }

    async fn unwrap(
        &self,
        key: &WrappingKey,
        label: &[u8],
        ciphertext: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, Fault> {
        key.unwrap(label, ciphertext).map_err(|_| Fault)
    }

    fn salt(&self) -> ServerSalt {
        passwords::salt()
    }

    fn stretch(
        &self,
        password: &str,
        salt: &Salt,
        cost: &Stretch,
    ) -> Result<(SignInSecret, UnlockKey), StretchError> {
        passwords::stretch(password, salt, cost)
    }
}

/// Changes an answer on its way: a server that lies. Gets the path and the answer.
pub type Lie = Box<dyn Fn(&str, Response) -> Response>;

/// What becomes of a request on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It arrives, and its answer comes back.
    Arrives,
    /// It gets lost, and that is noticed.
    Lost,
    /// It arrives and is acted on; the answer gets lost.
    AnswerLost,
    /// It is never answered.
    Silence,
}

/// Decides about each request.
pub type Network = Box<dyn Fn(&Request) -> Fate>;

/// What a test does to a client's connection.
#[derive(Clone, Default)]
struct Tampering {
    lie: Rc<RefCell<Option<Lie>>>,
    network: Rc<RefCell<Option<Network>>>,
    requests: Rc<Cell<u32>>,
    waited: Rc<Cell<Duration>>,
}

/// A server over HTTP, with a cookie jar of its own, and room for lies.
pub struct HttpRemote {
    origin: String,
    http: reqwest::Client,
    tampering: Tampering,
}

#[async_trait(?Send)]
impl Remote for HttpRemote {
    async fn send(&self, request: Request) -> Result<Response, Unreachable> {
        let requests = &self.tampering.requests;
        requests.set(requests.get() + 1);
        let fate = match &*self.tampering.network.borrow() {
            Some(network) => network(&request),
            None => Fate::Arrives,
        };
        match fate {
            Fate::Lost => return Err(Unreachable),
            Fate::Silence => std::future::pending().await,
            Fate::Arrives | Fate::AnswerLost => {}
        }
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
        if let Some(actor) = request.actor {
            sent = sent.header(wire::actor::HEADER, actor);
        }
        if let Some(body) = request.body {
            sent = sent.header("content-type", "application/cbor").body(body);
        }
        let began = Instant::now();
        let answer = sent.send().await.map_err(|_| Unreachable)?;
        let status = answer.status().as_u16();
        let body = answer.bytes().await.map_err(|_| Unreachable)?.to_vec();
        let waited = &self.tampering.waited;
        waited.set(waited.get() + began.elapsed());
        if fate == Fate::AnswerLost {
            return Err(Unreachable);
        }
        let response = Response { status, body };
        Ok(match &*self.tampering.lie.borrow() {
            Some(lie) => lie(&request.path, response),
            None => response,
        })
    }
}

/// A device that keeps things as long as somebody has it in hand.
#[derive(Clone, Default)]
pub struct MemoryStore(Rc<RefCell<BTreeMap<String, Vec<u8>>>>);

#[async_trait(?Send)]
impl Store for MemoryStore {
    async fn get(&self, name: &str) -> Result<Option<Vec<u8>>, Unavailable> {
        Ok(self.0.borrow().get(name).cloned())
    }

    async fn put(&self, name: &str, bytes: Vec<u8>) -> Result<(), Unavailable> {
        self.0.borrow_mut().insert(name.to_owned(), bytes);
        Ok(())
    }

    async fn remove(&self, name: &str) -> Result<(), Unavailable> {
        self.0.borrow_mut().remove(name);
        Ok(())
    }

    async fn names(&self, beginning: &str) -> Result<Vec<String>, Unavailable> {
        let kept = self.0.borrow();
        let names = kept.keys().filter(|name| name.starts_with(beginning));
        Ok(names.cloned().collect())
    }
}

impl MemoryStore {
    /// Everything that lies there, by name: what a thief of the device finds.
    pub fn found(&self) -> BTreeMap<String, Vec<u8>> {
        self.0.borrow().clone()
    }

    /// Puts something there behind the engine's back.
    pub fn plant(&self, name: &str, bytes: Vec<u8>) {
        self.0.borrow_mut().insert(name.to_owned(), bytes);
    }
}

/// A person at a browser, without the browser.
pub struct Client {
    origin: String,
    http: reqwest::Client,
    engine: Engine<HttpRemote, NativePlatform, MemoryStore>,
    store: MemoryStore,
    platform: NativePlatform,
    tampering: Tampering,
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
        Self::with(origin.to_owned(), http, MemoryStore::default())
    }

    fn with(origin: String, http: reqwest::Client, store: MemoryStore) -> Self {
        let tampering = Tampering::default();
        let platform = NativePlatform::default();
        let events: Rc<RefCell<Vec<Event>>> = Rc::default();
        let remote = HttpRemote {
            origin: origin.clone(),
            http: http.clone(),
            tampering: tampering.clone(),
        };
        let heard = Rc::clone(&events);
        let engine = Engine::new(remote, platform.clone(), store.clone(), move |event| {
            heard.borrow_mut().push(event)
        });
        Self {
            origin,
            http,
            engine,
            store,
            platform,
            tampering,
            events,
        }
    }

    /// Another tab of the same browser: an engine of its own, and the same cookies.
    #[must_use]
    pub fn tab(&self) -> Self {
        Self::with(self.origin.clone(), self.http.clone(), self.store.clone())
    }

    /// Calls the engine as a page does.
    ///
    /// # Errors
    /// The engine's.
    pub async fn call<C: Call>(&mut self, call: C) -> Result<C::Reply, Failure> {
        let reply = self.engine.answer(call.into()).await?;
        C::reply(reply).ok_or_else(|| Reason::Fault.into())
    }

    /// The engine, to be driven as a worker drives it; lies and network stay as they were set.
    pub fn into_engine(self) -> Engine<HttpRemote, NativePlatform, MemoryStore> {
        self.engine
    }

    /// From now on the server lies to this client.
    pub fn lie(&self, lie: impl Fn(&str, Response) -> Response + 'static) {
        *self.tampering.lie.borrow_mut() = Some(Box::new(lie));
    }

    /// The server is honest again.
    pub fn stop_lying(&self) {
        *self.tampering.lie.borrow_mut() = None;
    }

    /// From now on the network does to this client's requests as it is told.
    pub fn network(&self, network: impl Fn(&Request) -> Fate + 'static) {
        *self.tampering.network.borrow_mut() = Some(Box::new(network));
    }

    /// Every request arrives again.
    pub fn mend_network(&self) {
        *self.tampering.network.borrow_mut() = None;
    }

    /// Sets this client's clock so many milliseconds ahead of the true time; behind it where negative.
    pub fn set_clock_ahead(&self, milliseconds: i64) {
        self.platform.ahead.set(milliseconds);
    }

    /// From now on whatever this client wraps for people is nonsense, well signed.
    pub fn spoil_boxes(&self) {
        self.platform.spoils.set(true);
    }

    /// What this client's device keeps.
    pub fn store(&self) -> &MemoryStore {
        &self.store
    }

    /// How many requests were sent.
    pub fn requests(&self) -> u32 {
        self.tampering.requests.get()
    }

    /// How long this client has waited for answers.
    pub fn waited(&self) -> Duration {
        self.tampering.waited.get()
    }

    /// Counts from now on the requests to exactly this path.
    pub fn count(&self, path: &'static str) -> Rc<Cell<u32>> {
        let counted: Rc<Cell<u32>> = Rc::default();
        let counts = Rc::clone(&counted);
        self.network(move |request| {
            if request.path == path {
                counts.set(counts.get() + 1);
            }
            Fate::Arrives
        });
        counted
    }

    /// Takes the events heard so far.
    pub fn events(&self) -> Vec<Event> {
        self.events.borrow_mut().drain(..).collect()
    }
}
