//! What the server has acknowledged survives its sudden end, and every chain still verifies.

use std::{collections::BTreeSet, time::Duration};

use bridge::organisation::{AddUnit, GetOrganisation, UnitKind};
use tokio::sync::Notify;

use crate::{
    archive::{files, found, save, sign_in},
    binary::Binary,
};

const ROUNDS: u64 = 50;

#[tokio::test]
async fn nothing_acknowledged_is_lost_in_fifty_sudden_ends() {
    let data = tempfile::tempdir().unwrap();
    let mut server = Binary::start(data.path());
    let mut client = found(&server).await;
    let parent = client.call(GetOrganisation).await.unwrap().units[0]
        .id
        .clone();

    let mut saved = BTreeSet::new();
    let mut units = BTreeSet::new();
    let mut written = 0;
    for round in 0..ROUNDS {
        // Writes go on until one is not answered; the end comes at another moment of a write each time, once there is something to lose.
        let acknowledged = Notify::new();
        let writer = async {
            loop {
                written += 1;
                match save(&mut client, written).await {
                    Ok(file) => saved.insert(file),
                    Err(_) => break,
                };
                acknowledged.notify_one();
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
            acknowledged.notified().await;
            tokio::time::sleep(Duration::from_micros(round * 3_371)).await;
            server.kill();
        };
        futures::join!(writer, end);

        server = Binary::start(data.path());
        client = sign_in(&server).await;
        let there = files(&mut client).await;
        let lost: Vec<_> = saved.difference(&there).collect();
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
        saved.len() as u64 >= ROUNDS,
        "the rounds hardly wrote: {} files",
        saved.len()
    );
}
