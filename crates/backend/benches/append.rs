//! A single durable append through HTTP, against a bare create of the database beneath, in the same run.
//!
//! Ours: one journal entry with one envelope over a kept-alive connection to the real router: session, judgement by the
//! ledger, one transaction with head, entry, file, envelope and log line, synced. Theirs: one record of as many bytes
//! created on the same engine, synced. Prints one line of JSON.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    missing_docs,
    dead_code
)]

#[path = "../tests/it/app.rs"]
mod app;
#[path = "../tests/it/company.rs"]
mod company;

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use ledger::{Journal, entry::SignedEntry, rights::Section};
use surrealdb::{
    Surreal,
    engine::any::{Any, connect},
    types::{Bytes, RecordId, object},
};
use wire::path;

use crate::{
    app::{App, ORIGIN},
    company::{Company, Writing},
};

const WARM_UP: usize = 30;
const ROUNDS: usize = 300;
const BAR: f64 = 4.0;

fn main() {
    // The database's parser is deeply recursive.
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .thread_stack_size(10 << 20)
        .build()
        .unwrap();
    runtime.block_on(run());
}

async fn run() {
    let mut company = Company::found_on(App::durable().await).await;
    let unit = company.unit("销售一组").await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!(
        "http://{}{}",
        listener.local_addr().unwrap(),
        path::journal(&unit.to_string())
    );
    let service = company
        .app
        .router
        .clone()
        .into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, service).await });
    let http = reqwest::Client::new();
    let mut journal = Journal::new(unit);

    let dir = tempfile::tempdir().unwrap();
    let bare = connect(format!("surrealkv://{}", dir.path().display()))
        .await
        .unwrap();
    bare.query("DEFINE NAMESPACE a; USE NS a; DEFINE DATABASE b")
        .await
        .unwrap()
        .check()
        .unwrap();
    bare.use_ns("a").use_db("b").await.unwrap();

    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for round in 0..WARM_UP + ROUNDS {
        let draft = Writing {
            company: &company,
            staff: &company.founder,
            journal: &journal,
        }
        .create(&[Section::Card]);
        let body = wire::body::to_cbor(&draft.body).unwrap();
        let size = body.len();
        let append = append(&http, &company, &url, body).await;
        let entry = SignedEntry::from_bytes(draft.body.entry.0).unwrap();
        journal
            .apply(&entry, &company.roster, company::now())
            .unwrap();
        let create = create(&bare, round, size).await;
        if round >= WARM_UP {
            ours.push(append);
            theirs.push(create);
        }
    }
    let (ours, theirs) = (median(ours), median(theirs));
    let ratio = ours / theirs;
    let holds = ratio <= BAR;
    println!(
        r#"{{"name":"single durable append through HTTP","issue":"first-line","ours":{ours:.3},"unit":"ms","against":"bare SurrealDB create","theirs":{theirs:.3},"ratio":{ratio:.2},"bar":"<= {BAR} x","holds":{holds}}}"#
    );
}

async fn append(http: &reqwest::Client, company: &Company, url: &str, body: Vec<u8>) -> Duration {
    let request = http
        .post(url)
        .header("origin", ORIGIN)
        .header("host", ORIGIN.rsplit('/').next().unwrap())
        .header("cookie", company.founder.client.cookie.as_deref().unwrap())
        .header(
            wire::actor::HEADER,
            company.founder.client.actor.as_deref().unwrap(),
        )
        .header("content-type", "application/cbor")
        .body(body);
    let begun = Instant::now();
    let response = request.send().await.unwrap();
    let status = response.status();
    let answer = response.bytes().await.unwrap();
    let took = begun.elapsed();
    assert_eq!(status, 200, "{answer:?}");
    took
}

async fn create(bare: &Surreal<Any>, round: usize, size: usize) -> Duration {
    let id = RecordId::new("record", i64::try_from(round).unwrap());
    let bindings = object! { id: id, content: object! { bytes: Bytes::from(vec![7; size]) } };
    let begun = Instant::now();
    bare.query("CREATE $id CONTENT $content RETURN NONE")
        .bind(bindings)
        .await
        .unwrap()
        .check()
        .unwrap();
    begun.elapsed()
}

/// In milliseconds.
fn median(mut times: Vec<Duration>) -> f64 {
    times.sort_unstable();
    times[times.len() / 2].as_secs_f64() * 1000.0
}
