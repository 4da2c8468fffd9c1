//! The demo company, founded and looked at.

use std::collections::BTreeMap;

use bridge::{
    Secret,
    account::{SessionView, SignIn},
    client::{ListClients, OpenClient, Sync},
};
use chrono::NaiveDate;
use testkit::{
    client::Client,
    demo::{Clients, HIRED, NewFile, PASSWORD, Progress, found},
    server::TestServer,
};

const FILES: usize = 60;

/// A browser in which somebody has signed in and pulled everything.
async fn sign_in(server: &TestServer, sign_in_name: &str) -> (Client, SessionView) {
    let mut browser = Client::new(&server.url());
    let sign_in = SignIn {
        sign_in_name: sign_in_name.to_owned(),
        password: Secret::new(PASSWORD.to_owned()),
    };
    let session = browser.call(sign_in).await.unwrap();
    browser.call(Sync).await.unwrap();
    (browser, session)
}

/// How many files somebody lists in which unit, and one of them.
async fn listed(browser: &mut Client) -> (BTreeMap<String, usize>, Option<String>) {
    let list = ListClients {
        count: 500,
        ..ListClients::default()
    };
    let list = browser.call(list).await.unwrap();
    assert_eq!(list.total as usize, list.rows.len());
    let mut units = BTreeMap::new();
    for row in &list.rows {
        assert!(row.card.open().is_some());
        *units.entry(row.unit.clone()).or_insert(0) += 1;
    }
    (units, list.rows.first().map(|row| row.file.clone()))
}

#[tokio::test]
async fn everybody_works_there_and_sees_what_their_post_reaches() {
    let server = TestServer::in_memory().await;
    let token = server.setup_token.clone().unwrap();
    // Not this year's: engines must take it whatever the clock says.
    let today = NaiveDate::from_ymd_opt(2026, 6, 30).unwrap();
    let files: Vec<NewFile> = Clients::new(2026, today).unwrap().take(FILES).collect();
    let mut all = BTreeMap::new();
    for file in &files {
        *all.entry(file.unit.to_owned()).or_insert(0) += 1;
    }
    let mut told = Vec::new();
    let tell = |progress| told.push(progress);
    found(&server.url(), &token, files.into_iter(), tell)
        .await
        .unwrap();
    let whole = Progress {
        units: 11,
        people: 1 + HIRED.len(),
        files: FILES,
    };
    assert_eq!(told.last(), Some(&whole));

    for employee in HIRED {
        let (_, session) = sign_in(&server, employee.sign_in_name).await;
        assert_eq!(session.name, employee.name);
        let posts: Vec<_> = session
            .posts
            .iter()
            .map(|post| (post.unit.as_str(), post.role.as_str(), post.admitted))
            .collect();
        assert_eq!(posts, [(employee.unit, employee.roles[0].name_zh(), true)]);
    }

    let (mut representative, session) = sign_in(&server, "liqiang").await;
    assert!(session.abilities.read_clients && !session.abilities.create_clients);
    let (units, file) = listed(&mut representative).await;
    assert_eq!(
        units,
        BTreeMap::from([("销售一组".to_owned(), all["销售一组"])])
    );
    let open = OpenClient {
        file: file.unwrap(),
    };
    let view = representative.call(open).await.unwrap();
    assert!(view.editable && view.sensitive.open().is_some());

    let (mut supervisor, _) = sign_in(&server, "xuhui").await;
    assert_eq!(listed(&mut supervisor).await.0, all);

    let (mut administrator, session) = sign_in(&server, "zhoukai").await;
    assert!(session.abilities.administer && !session.abilities.read_clients);
    assert_eq!(listed(&mut administrator).await.0, BTreeMap::new());
}
