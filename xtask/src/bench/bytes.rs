//! What a browser has to fetch, counted from the built site and a page of the running server. 1 KB is 1,000 bytes.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    path::Path,
    process::{Child, Stdio},
};

use super::row::Row;
use crate::{Outcome, place, run, site};

/// What the sign-in page needs before it can be typed into; the engine loads beside it. A browser test holds the engine back, types, and
/// compares what was fetched with this list.
const FIRST: &[&str] = &["main.css", "boot.js", "page.js", "page.wasm"];

/// Both rows.
///
/// # Errors
/// The server does not start or does not answer.
pub(super) fn rows(binary: &Path) -> Outcome<Vec<Row>> {
    let html = sign_in_page(binary)? as f64;
    let entries = site::manifest()?;
    let sum = |wanted: &dyn Fn(&str) -> bool| -> f64 {
        entries
            .iter()
            .filter(|entry| wanted(&entry.name))
            .map(|entry| entry.brotli as f64)
            .sum()
    };
    let first = html + sum(&|name| FIRST.contains(&name));
    let all = html + sum(&|_| true);
    Ok(vec![
        Row::at_most(
            "brotli bytes before sign-in can be typed into",
            "first-line",
            first / 1000.0,
            250.0,
            "KB",
        ),
        Row::at_most(
            "brotli bytes of the whole app",
            "first-line",
            all / 1000.0,
            1000.0,
            "KB",
        ),
    ])
}

/// The bytes of the sign-in page as sent (pages are not compressed: they carry a nonce).
fn sign_in_page(binary: &Path) -> Outcome<usize> {
    let data = place::bench().join("data");
    std::fs::create_dir_all(&data)?;
    let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let mut command = run::command(binary);
    command
        .args(["serve", "--listen", &format!("127.0.0.1:{port}"), "--data"])
        .arg(&data);
    let mut server = Ended(
        command
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?,
    );
    // It prints where it is; an empty line says that it listens. Its output stays open: it may print more.
    let mut printed = BufReader::new(server.0.stdout.take().ok_or("the server has no output")?);
    let mut line = String::new();
    while printed.read_line(&mut line)? > 1 {
        line.clear();
    }

    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    write!(
        stream,
        "GET /sign-in HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n"
    )?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    if !answer.starts_with(b"HTTP/1.1 200") {
        return Err("the sign-in page was not served".into());
    }
    Ok(answer.len())
}

/// A server that ends with its measurement.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        // Nothing is left to do if it is gone already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
