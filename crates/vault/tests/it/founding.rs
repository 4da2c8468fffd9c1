//! What a set-up sends.

use std::{cell::Cell, rc::Rc};

use bridge::account::{MakeKits, SetUp, Template};
use testkit::{
    client::{Client, Fate},
    server::TestServer,
};
use wire::path;

use crate::company::{PASSWORD, secret};

/// The server reads so much of a set-up before it knows who sends it, in JSON too, which is a third longer.
const READ: usize = 256 * 1024;

/// A template that outgrows the server's limit could not be set up by anybody: this fails before.
#[tokio::test]
async fn a_set_up_takes_less_than_half_of_what_the_server_reads() {
    let server = TestServer::in_memory().await;
    let mut founder = Client::new(&server.url());
    founder.call(MakeKits { split: false }).await.unwrap();
    let sent = Rc::new(Cell::new(0));
    let seen = Rc::clone(&sent);
    founder.network(move |request| {
        if request.path == path::SET_UP {
            seen.set(request.body.as_ref().map_or(0, Vec::len));
        }
        Fate::Arrives
    });
    founder
        .call(SetUp {
            token: secret(&server.setup_token.clone().unwrap()),
            company: "档".repeat(64),
            name: "缄".repeat(64),
            sign_in_name: "名".repeat(64),
            password: secret(PASSWORD),
            template: Template::Sales,
        })
        .await
        .unwrap();
    let json = sent.get() * 4 / 3;
    assert!((1..READ / 2).contains(&json), "{json} bytes");
}
