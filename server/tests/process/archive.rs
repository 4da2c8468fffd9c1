//! An archive on the real binary: founded, written to, read again after its end.

use std::collections::BTreeSet;

use bridge::{
    Failure, Secret,
    account::{MakeKits, SetUp, SignIn, Template},
    client::{GetChoices, ListClients, SaveClient, Sync},
};
use dossier::client::{ClientForm, Field, Kind};
use testkit::client::Client;

use crate::binary::Binary;

const PASSWORD: &str = "Seven-lanterns-above-7-rivers";

fn form(number: usize) -> ClientForm {
    ClientForm::new(Kind::Person)
        .with(Field::Name, format!("客户{number}"))
        .with(Field::IdNumber, "11010519491231002X")
        .with(Field::Mobile, "13812344471")
        .with(Field::Address, "浙江省杭州市滨江区信诚路 57 号")
        .with(Field::Opened, "2026-11-02")
}

/// Founds a company; its founder signs in as `wangmin`.
pub(crate) async fn found(server: &Binary) -> Client {
    let mut client = Client::new(&server.origin);
    client.call(MakeKits { split: false }).await.unwrap();
    client
        .call(SetUp {
            token: Secret::new(server.token.clone().unwrap()),
            company: "晨光商贸".to_owned(),
            name: "王敏".to_owned(),
            sign_in_name: "wangmin".to_owned(),
            password: Secret::new(PASSWORD.to_owned()),
            template: Template::Sales,
        })
        .await
        .unwrap();
    client
}

/// Signs in: that pulls the roster and every journal and verifies them entry by entry.
pub(crate) async fn sign_in(server: &Binary) -> Client {
    let mut client = Client::new(&server.origin);
    let password = Secret::new(PASSWORD.to_owned());
    client
        .call(SignIn {
            sign_in_name: "wangmin".to_owned(),
            password,
        })
        .await
        .expect("every chain verifies");
    client
}

/// Creates a file; its id once it is acknowledged.
pub(crate) async fn save(client: &mut Client, number: usize) -> Result<String, Failure> {
    let choices = client.call(GetChoices).await?;
    let save = SaveClient {
        draft: choices.draft,
        base: None,
        form: form(number)
            .with(Field::Unit, &choices.units[1].id)
            .with(Field::Manager, &choices.managers[0].id),
    };
    client.call(save).await.map(|saved| saved.file)
}

/// Every file whose card opens.
pub(crate) async fn files(client: &mut Client) -> BTreeSet<String> {
    client.call(Sync).await.unwrap();
    let mut files = BTreeSet::new();
    for from in (0..).step_by(500) {
        let query = ListClients {
            text: String::new(),
            from,
            count: 500,
            ..ListClients::default()
        };
        let list = client.call(query).await.unwrap();
        let open = list.rows.iter().filter(|row| row.card.open().is_some());
        files.extend(open.map(|row| row.file.clone()));
        if list.rows.len() < 500 {
            break;
        }
    }
    files
}
