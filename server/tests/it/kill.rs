//! What the server has acknowledged survives its sudden end, and every chain still verifies.

use std::{collections::BTreeSet, time::Duration};

use bridge::{
    Secret,
    account::{MakeKit, SetUp, SignIn, Template},
    client::{GetChoices, ListClients, SaveClient, Sync},
    organisation::{AddUnit, GetOrganisation, UnitKind},
};
use dossier::client::{ClientForm, Field, Kind};
use testkit::client::Client;

use crate::binary::Binary;

const ROUNDS: u64 = 50;
const PASSWORD: &str = "seven-lanterns-above-the-river";

fn form(number: usize) -> ClientForm {
    ClientForm::new(Kind::Person)
        .with(Field::Name, format!("客户{number}"))
        .with(Field::IdNumber, "11010519491231002X")
        .with(Field::Mobile, "13812344471")
        .with(Field::Address, "浙江省杭州市滨江区信诚路 57 号")
        .with(Field::Opened, "2026-11-02")
}

async fn sign_in(server: &Binary) -> Client {
    let mut client = Client::new(&server.origin);
    let password = Secret::new(PASSWORD.to_owned());
    // Signing in pulls the roster and every journal and verifies them entry by entry.
    client
        .call(SignIn {
            sign_in_name: "wangmin".to_owned(),
            password,
        })
        .await
        .expect("every chain verifies");
    client
}

#[tokio::test]
async fn nothing_acknowledged_is_lost_in_fifty_sudden_ends() {
    let data = tempfile::tempdir().unwrap();
    let mut server = Binary::start(data.path());
    let mut client = Client::new(&server.origin);
    client.call(MakeKit).await.unwrap();
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
    let unit = client.call(GetChoices).await.unwrap().units[1].id.clone();
    let manager = client.call(GetChoices).await.unwrap().managers[0]
        .id
        .clone();
    let parent = client.call(GetOrganisation).await.unwrap().units[0]
        .id
        .clone();

    let mut files = BTreeSet::new();
    let mut units = BTreeSet::new();
    let mut written = 0;
    for round in 0..ROUNDS {
        // Writes go on until one is not answered; the end comes at another moment of a write each time.
        let writer = async {
            loop {
                written += 1;
                let draft = client.call(GetChoices).await.unwrap().draft;
                let save = SaveClient {
                    draft,
                    base: None,
                    form: form(written)
                        .with(Field::Unit, &unit)
                        .with(Field::Manager, &manager),
                };
                match client.call(save).await {
                    Ok(saved) => files.insert(saved.file),
                    Err(_) => break,
                };
                if written % 5 == 0 {
                    let name = format!("新组 {written}");
                    let add = AddUnit {
                        parent: parent.clone(),
                        name: name.clone(),
                        kind: UnitKind::Group,
                    };
                    match client.call(add).await {
                        Ok(_) => units.insert(name),
                        Err(_) => break,
                    };
                }
            }
        };
        let end = async {
            tokio::time::sleep(Duration::from_micros(40_000 + round * 3_371)).await;
            server.kill();
        };
        futures::join!(writer, end);

        server = Binary::start(data.path());
        client = sign_in(&server).await;
        client.call(Sync).await.unwrap();
        let mut listed = BTreeSet::new();
        for from in (0..).step_by(500) {
            let list = client
                .call(ListClients {
                    text: String::new(),
                    from,
                    count: 500,
                })
                .await
                .unwrap();
            listed.extend(
                list.rows
                    .iter()
                    .filter(|row| row.card.open().is_some())
                    .map(|row| row.file.clone()),
            );
            if list.rows.len() < 500 {
                break;
            }
        }
        let lost: Vec<_> = files.difference(&listed).collect();
        assert!(
            lost.is_empty(),
            "round {round}: acknowledged and lost: {lost:?}"
        );
        let organisation = client.call(GetOrganisation).await.unwrap();
        let names: BTreeSet<String> = organisation
            .units
            .into_iter()
            .map(|unit| unit.name)
            .collect();
        let lost: Vec<_> = units.difference(&names).collect();
        assert!(
            lost.is_empty(),
            "round {round}: acknowledged and lost: {lost:?}"
        );
    }
    assert!(
        files.len() as u64 > ROUNDS,
        "the rounds hardly wrote: {} files",
        files.len()
    );
}
