//! A backend in this process, and a client that keeps its cookie.

use std::{convert::Infallible, net::SocketAddr, path::Path};

use axum::{
    Router,
    body::Body,
    extract::ConnectInfo,
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use backend::{Backend, Config};
use http_body_util::BodyExt;
use serde::{Serialize, de::DeserializeOwned};
use tempfile::TempDir;
use tokio::{sync::oneshot, task::JoinHandle};
use tower::ServiceExt;
use wire::{Code, Encoding, account::SignedIn, actor};

pub(crate) const ORIGIN: &str = "http://archive.test";

pub(crate) struct App {
    pub(crate) backend: Backend,
    pub(crate) router: Router,
    dir: TempDir,
    config: Config,
}

impl App {
    /// In memory.
    pub(crate) async fn start() -> Self {
        Self::with(Config {
            db: Some("mem://".to_owned()),
            ..Config::default()
        })
        .await
    }

    /// On disk, to be restarted.
    pub(crate) async fn durable() -> Self {
        Self::with(Config::default()).await
    }

    pub(crate) async fn with(config: Config) -> Self {
        Self::unnamed(Config {
            public_origin: Some(ORIGIN.to_owned()),
            ..config
        })
        .await
    }

    /// Without a configured origin.
    pub(crate) async fn unnamed(config: Config) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let config = Config {
            data_dir: dir.path().to_owned(),
            ..config
        };
        let backend = Backend::open(config.clone()).await.unwrap();
        Self {
            router: backend.router(),
            backend,
            dir,
            config,
        }
    }

    pub(crate) async fn restart(self) -> Self {
        self.restart_after(|_| ()).await
    }

    /// Does something to the data folder meanwhile.
    pub(crate) async fn restart_after(self, meanwhile: impl FnOnce(&Path)) -> Self {
        let Self {
            backend,
            router,
            dir,
            config,
        } = self;
        drop(router);
        backend.close().await;
        meanwhile(dir.path());
        // Whoever took the data may put any secret beside it.
        let opened = Config {
            new_secret: true,
            ..config.clone()
        };
        let backend = Backend::open(opened).await.unwrap();
        Self {
            router: backend.router(),
            backend,
            dir,
            config,
        }
    }

    /// Another instance on the same files as this one, where the engine allows it; here: the same backend's router.
    pub(crate) fn client(&self) -> Client {
        Client {
            router: self.router.clone(),
            cookie: None,
            device: None,
            actor: None,
            encoding: Encoding::Json,
            address: SocketAddr::from(([192, 0, 2, 1], 5000)),
        }
    }
}

#[derive(Clone)]
pub(crate) struct Client {
    router: Router,
    /// Of the session.
    pub(crate) cookie: Option<String>,
    /// The one that names the browser.
    pub(crate) device: Option<String>,
    /// Whose session its requests mean.
    pub(crate) actor: Option<String>,
    pub(crate) encoding: Encoding,
    pub(crate) address: SocketAddr,
}

impl Client {
    pub(crate) async fn get(&mut self, path: &str) -> Answer {
        self.send::<()>(Method::GET, path, None).await
    }

    pub(crate) async fn post<T: Serialize>(&mut self, path: &str, body: &T) -> Answer {
        self.send(Method::POST, path, Some(body)).await
    }

    pub(crate) async fn put<T: Serialize>(&mut self, path: &str, body: &T) -> Answer {
        self.send(Method::PUT, path, Some(body)).await
    }

    pub(crate) async fn delete(&mut self, path: &str) -> Answer {
        self.send::<()>(Method::DELETE, path, None).await
    }

    pub(crate) async fn send<T: Serialize>(
        &mut self,
        method: Method,
        path: &str,
        body: Option<&T>,
    ) -> Answer {
        let mut request = self
            .request(method, path)
            .header(header::ACCEPT, self.encoding.media_type());
        let body = match body {
            None => Body::empty(),
            Some(body) => {
                request = request.header(header::CONTENT_TYPE, self.encoding.media_type());
                Body::from(match self.encoding {
                    Encoding::Json => serde_json::to_vec(body).unwrap(),
                    Encoding::Cbor => wire::body::to_cbor(body).unwrap(),
                })
            }
        };
        let answer = self.raw(request.body(body).unwrap()).await;
        for cookie in answer.headers.get_all(header::SET_COOKIE) {
            let pair = cookie
                .to_str()
                .unwrap()
                .split(';')
                .next()
                .unwrap()
                .to_owned();
            if pair.contains("jiandang_device=") {
                self.device = Some(pair);
                continue;
            }
            self.cookie = (!pair.ends_with('=')).then_some(pair);
            let signed_in: Option<SignedIn> = answer.parse();
            self.actor = Some(signed_in.map_or_else(|| actor::RECOVERY.to_owned(), |it| it.person));
        }
        answer
    }

    /// A request with origin, host and cookie.
    pub(crate) fn request(&self, method: Method, path: &str) -> axum::http::request::Builder {
        let builder = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "archive.test")
            .header(header::ORIGIN, ORIGIN);
        let builder = match &self.actor {
            Some(actor) => builder.header(actor::HEADER, actor),
            None => builder,
        };
        let cookies = self.cookie.iter().chain(&self.device);
        let cookies: Vec<&str> = cookies.map(String::as_str).collect();
        match cookies.is_empty() {
            true => builder,
            false => builder.header(header::COOKIE, cookies.join("; ")),
        }
    }

    /// Sends a request whose body stays on its way until it is told to arrive. Returns once the server waits for it: whoever asks
    /// was let in before.
    pub(crate) async fn hang<T: Serialize>(&self, method: Method, path: &str, body: &T) -> Hanging {
        let (open, gate) = oneshot::channel();
        let (let_in, waits) = oneshot::channel();
        let bytes = serde_json::to_vec(body).unwrap();
        let body = futures::stream::once(async move {
            let_in.send(()).unwrap();
            gate.await.unwrap();
            Ok::<_, Infallible>(bytes)
        });
        let request = self
            .request(method, path)
            .header(header::CONTENT_TYPE, Encoding::Json.media_type());
        let request = request.body(Body::from_stream(body)).unwrap();
        let client = self.clone();
        let answer = tokio::spawn(async move { client.raw(request).await });
        waits.await.unwrap();
        Hanging { open, answer }
    }

    pub(crate) async fn raw(&self, mut request: Request<Body>) -> Answer {
        request.extensions_mut().insert(ConnectInfo(self.address));
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        Answer {
            status: parts.status,
            headers: parts.headers,
            bytes: body.collect().await.unwrap().to_bytes().to_vec(),
        }
    }
}

/// See [`Client::hang`].
pub(crate) struct Hanging {
    open: oneshot::Sender<()>,
    answer: JoinHandle<Answer>,
}

impl Hanging {
    /// The body arrives.
    pub(crate) async fn arrives(self) -> Answer {
        self.open.send(()).unwrap();
        self.answer.await.unwrap()
    }
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
}

impl Answer {
    /// The body, of an answer that must be 200.
    #[track_caller]
    pub(crate) fn ok<T: DeserializeOwned>(&self) -> T {
        assert_eq!(
            self.status,
            StatusCode::OK,
            "{}",
            String::from_utf8_lossy(&self.bytes)
        );
        self.parse().expect("a body of the described type")
    }

    #[track_caller]
    pub(crate) fn done(&self) {
        assert_eq!(
            self.status,
            StatusCode::NO_CONTENT,
            "{}",
            String::from_utf8_lossy(&self.bytes)
        );
    }

    /// The error body, of an answer that must have this status and code.
    #[track_caller]
    pub(crate) fn fails(&self, status: u16, code: Code) -> wire::Error {
        let error: wire::Error = self
            .parse()
            .unwrap_or_else(|| panic!("no error body: {}", String::from_utf8_lossy(&self.bytes)));
        assert_eq!(
            (self.status.as_u16(), error.code),
            (status, code),
            "{error:?}"
        );
        error
    }

    pub(crate) fn parse<T: DeserializeOwned>(&self) -> Option<T> {
        match self.headers.get(header::CONTENT_TYPE)?.to_str().ok()? {
            "application/json" => serde_json::from_slice(&self.bytes).ok(),
            "application/cbor" => wire::body::from_cbor(&self.bytes).ok(),
            _ => None,
        }
    }
}
