#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::{
    io::{ErrorKind, Read, Write},
    net::TcpStream,
    sync::Arc,
    time::Instant,
};

use axum::routing::get;
use rustls::{
    ClientConfig, ClientConnection, RootCertStore, StreamOwned,
    pki_types::{CertificateDer, pem::PemObject},
};

use super::*;

const CERT: &[u8] = include_bytes!("../../tests/tls/cert.pem");
const KEY: &[u8] = include_bytes!("../../tests/tls/key.pem");

const SHORT: Duration = Duration::from_millis(400);
/// What is longer than any patience of the server under test.
const LONG: Duration = Duration::from_secs(10);

/// More than a test takes.
const LONG_FOR_ALL: Patience = Patience {
    handshake: LONG,
    first_request: LONG,
    head: LONG,
    ping: LONG,
};

const ONE: &[u8] = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
const HALF: &[u8] = b"GET / HTTP/1.1\r\nHost: loc";

/// A server that answers "here", until it is dropped.
struct Running {
    address: SocketAddr,
    handle: Handle<SocketAddr>,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.handle.shutdown();
    }
}

fn start(tls: bool, patience: Patience) -> Running {
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let handle = Handle::new();
    let stops = handle.clone();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async move {
            let router = Router::new().route("/", get(async || "here"));
            let service = router.into_make_service_with_connect_info::<SocketAddr>();
            let config = match tls {
                true => Some(
                    RustlsConfig::from_pem(CERT.to_vec(), KEY.to_vec())
                        .await
                        .unwrap(),
                ),
                false => None,
            };
            listen(listener, config, service, stops, patience)
                .await
                .unwrap();
        });
    });
    Running { address, handle }
}

fn connect(server: &Running) -> TcpStream {
    let stream = TcpStream::connect(server.address).unwrap();
    stream.set_read_timeout(Some(LONG / 2)).unwrap();
    stream
}

/// Through the handshake.
fn secure(server: &Running) -> StreamOwned<ClientConnection, TcpStream> {
    let mut roots = RootCertStore::empty();
    roots
        .add(CertificateDer::from_pem_slice(CERT).unwrap())
        .unwrap();
    let config = ClientConfig::builder()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = "localhost".try_into().unwrap();
    let session = ClientConnection::new(Arc::new(config), name).unwrap();
    let mut stream = StreamOwned::new(session, connect(server));
    while stream.conn.is_handshaking() {
        stream.conn.complete_io(&mut stream.sock).unwrap();
    }
    stream
}

/// Asks, and reads the whole answer.
fn ask(stream: &mut (impl Read + Write)) {
    stream.write_all(ONE).unwrap();
    let mut answer = Vec::new();
    while !answer.ends_with(b"here") {
        let mut byte = [0];
        stream.read_exact(&mut byte).unwrap();
        answer.push(byte[0]);
    }
}

/// The other end closes, soon, without a word or with one.
#[track_caller]
fn is_closed_soon(stream: &mut impl Read) {
    let began = Instant::now();
    let mut rest = [0; 1024];
    loop {
        match stream.read(&mut rest) {
            Ok(0) => break,
            Ok(_) => {}
            Err(error) => {
                let kind = error.kind();
                assert!(
                    !matches!(kind, ErrorKind::WouldBlock | ErrorKind::TimedOut),
                    "still open after {:?}",
                    began.elapsed()
                );
                break;
            }
        }
    }
}

#[test]
fn a_handshake_that_never_comes_ends() {
    let server = start(
        true,
        Patience {
            handshake: SHORT,
            ..LONG_FOR_ALL
        },
    );
    is_closed_soon(&mut connect(&server));
}

#[test]
fn a_connection_that_asks_nothing_ends() {
    let patience = Patience {
        first_request: SHORT,
        ..LONG_FOR_ALL
    };
    let plain = start(false, patience);
    is_closed_soon(&mut connect(&plain));
    let mut half = connect(&plain);
    half.write_all(HALF).unwrap();
    is_closed_soon(&mut half);

    let tls = start(true, patience);
    is_closed_soon(&mut secure(&tls));
    let mut half = secure(&tls);
    half.write_all(HALF).unwrap();
    is_closed_soon(&mut half);
}

/// Whoever was answered once may not hold the connection with half a question for ever.
#[test]
fn a_second_request_that_is_half_sent_ends() {
    let patience = Patience {
        head: SHORT,
        ..LONG_FOR_ALL
    };
    let server = start(false, patience);
    let mut plain = connect(&server);
    ask(&mut plain);
    plain.write_all(HALF).unwrap();
    is_closed_soon(&mut plain);

    let server = start(true, patience);
    let mut tls = secure(&server);
    ask(&mut tls);
    tls.write_all(HALF).unwrap();
    is_closed_soon(&mut tls);
}

/// HTTP/2 has no limit for a head; an end that answers no ping is given up.
#[test]
fn an_http_2_connection_whose_other_end_is_gone_ends() {
    let server = start(
        false,
        Patience {
            ping: SHORT,
            ..LONG_FOR_ALL
        },
    );
    let mut stream = connect(&server);
    stream
        .write_all(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
        .unwrap();
    // Settings: none. Then the headers of `GET /`, out of the static table, as the first stream, whole.
    stream.write_all(&[0, 0, 0, 4, 0, 0, 0, 0, 0]).unwrap();
    stream
        .write_all(&[0, 0, 3, 1, 5, 0, 0, 0, 1, 0x82, 0x84, 0x86])
        .unwrap();
    is_closed_soon(&mut stream);
}

#[test]
fn whoever_asks_in_time_is_answered_again_and_again() {
    // The first request's limit is for the first request alone.
    let patience = Patience {
        first_request: SHORT,
        ..LONG_FOR_ALL
    };
    let servers = (start(false, patience), start(true, patience));
    let (mut plain, mut tls) = (connect(&servers.0), secure(&servers.1));
    for _ in 0..3 {
        ask(&mut plain);
        ask(&mut tls);
        std::thread::sleep(SHORT);
    }
}
