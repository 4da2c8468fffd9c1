//! What browsers are told about https.

use std::{
    io::{Read, Write},
    net::TcpStream,
};

use crate::binary::Binary;

/// The head of the answer to a request, in lower case.
fn head(server: &Binary, path: &str, forwarded: &str) -> String {
    let address = server.origin.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(address).unwrap();
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: archive.test\r\n{forwarded}Connection: close\r\n\r\n"
    )
    .unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let answer = String::from_utf8_lossy(&answer).to_lowercase();
    answer.split("\r\n\r\n").next().unwrap().to_owned()
}

/// For this host alone: what runs on names below it is not ours.
const LINE: &str = "strict-transport-security: max-age=63072000\r\n";
const BY_HTTPS: &str = "X-Forwarded-Proto: https\r\n";

#[test]
fn whoever_came_by_https_is_bound_to_it() {
    let folder = tempfile::tempdir().unwrap();
    let paths = ["/sign-in", "/nothing", "/api/v1/status", "/main.css"];
    {
        let server = Binary::start_with(folder.path(), &["--trusted-proxy", "127.0.0.1"]);
        for path in paths {
            let answer = head(&server, path, BY_HTTPS) + "\r\n";
            assert!(answer.contains(LINE), "{path}: {answer}");
            let plain = head(&server, path, "X-Forwarded-Proto: http\r\n");
            assert!(!plain.contains("strict-transport"), "{path}: {plain}");
        }
    }
    // Anybody can write the header.
    let server = Binary::start(folder.path());
    for path in paths {
        let answer = head(&server, path, BY_HTTPS);
        assert!(!answer.contains("strict-transport"), "{path}: {answer}");
    }
}
