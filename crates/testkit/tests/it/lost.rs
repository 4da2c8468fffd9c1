//! Answers that get lost on the way to the real engine: what was done is not told as a failure, nor done twice.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use bridge::{
    Secret,
    account::{MakeKits, Recover, SetUp, Template},
    organisation::{AddUnit, GetOrganisation, UnitKind},
};
use testkit::{
    client::{Client, Fate},
    server::TestServer,
};

fn secret(text: &str) -> Secret {
    Secret::new(text.to_owned())
}

/// The first answer from this path gets lost.
fn lose_one(client: &Client, path: &'static str) -> Rc<Cell<bool>> {
    let lost = Rc::new(Cell::new(false));
    let told = Rc::clone(&lost);
    client.network(move |request| {
        if request.path == path && !lost.replace(true) {
            Fate::AnswerLost
        } else {
            Fate::Arrives
        }
    });
    told
}

/// A client, and the recovery kit of the company that it founds.
async fn found(server: &TestServer, lossy: bool) -> (Client, String) {
    let mut founder = Client::new(&server.url());
    let made = founder.call(MakeKits { split: false }).await;
    let kit = &made.unwrap().kits[0];
    let kit: Vec<&str> = kit.groups.iter().map(|group| group.expose()).collect();
    let kit = kit.join("-");
    let lost = lossy.then(|| lose_one(&founder, "/api/v1/set-up"));
    let token = server.setup_token.clone().unwrap();
    founder
        .call(SetUp {
            token: Secret::new(token),
            company: "晨光商贸".to_owned(),
            name: "王敏".to_owned(),
            sign_in_name: "wangmin".to_owned(),
            password: secret("Seven-lanterns-above-7-rivers"),
            template: Template::Sales,
        })
        .await
        .unwrap();
    assert!(lost.is_none_or(|lost| lost.get()));
    (founder, kit)
}

/// Works with the session that came.
async fn add_a_unit(client: &mut Client) {
    let organisation = client.call(GetOrganisation).await.unwrap();
    let parent = organisation.units[0].id.clone();
    let name = "新部".to_owned();
    let kind = UnitKind::Department;
    client.call(AddUnit { parent, name, kind }).await.unwrap();
}

#[tokio::test]
async fn a_set_up_whose_answer_was_lost_is_set_up() {
    let server = TestServer::in_memory().await;
    let (mut founder, _) = found(&server, true).await;
    add_a_unit(&mut founder).await;
}

#[tokio::test]
async fn a_recovery_whose_answer_was_lost_has_recovered() {
    let server = TestServer::in_memory().await;
    let (_, kit) = found(&server, false).await;
    let mut client = Client::new(&server.url());
    let lost = lose_one(&client, "/api/v1/recovery/account");
    // How the server takes the blobs that the engine writes from then on.
    let writes: Rc<RefCell<Vec<u16>>> = Rc::default();
    let told = Rc::clone(&writes);
    client.lie(move |path, response| {
        if path == "/api/v1/account/blob" {
            told.borrow_mut().push(response.status);
        }
        response
    });
    client
        .call(Recover {
            kits: vec![secret(&kit)],
            sign_in_name: "wangmin".to_owned(),
            password: secret("Nine-cranes-over-9-old-bridges"),
        })
        .await
        .unwrap();
    assert!(lost.get());
    add_a_unit(&mut client).await;
    // A blob says its own counter, and the new one's begins anew: the server has to go by it, or nothing is remembered any more.
    let writes = writes.borrow();
    assert!(
        !writes.is_empty() && writes.iter().all(|status| *status == 204),
        "{writes:?}"
    );
}
