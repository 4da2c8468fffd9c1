//! Founds a company of one unit on a running server and opens the demo company's clients in it, each by an entry of its own as a browser
//! would: `fill <set-up link> <files>`. The founder signs in as `wangmin`, with the browser tests' password.

use std::error::Error;

use bridge::{
    Failure, Secret,
    account::{MakeKits, SetUp, Template},
    client::{GetChoices, SaveClient},
};
use dossier::client::{Field, Kind};
use testkit::{
    client::{Client, Fate},
    demo::{Clients, NewFile, PASSWORD, today},
};
use vault::Method;

/// The same clients every time.
const SEED: u64 = 2026;

/// Whom the browser's bench looks for: every hundredth of the clients, if a person.
const NAME: &str = "张雨桐";

/// What the bench waits for when it opens a file.
const REMARKS: &str = "偏好线上沟通";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let link = arguments.next().ok_or("which set-up link?")?;
    let files: usize = arguments.next().ok_or("how many files?")?.parse()?;
    let (origin, token) = link
        .split_once("/set-up#")
        .ok_or("this is no set-up link")?;
    let mut founder = Client::new(origin);
    let clients = Clients::new(SEED, today())?.take(files);
    fill(&mut founder, token, clients)
        .await
        .map_err(|failure| format!("{failure:?}").into())
}

async fn fill(
    founder: &mut Client,
    token: &str,
    clients: impl Iterator<Item = NewFile>,
) -> Result<(), Failure> {
    founder.call(MakeKits { split: false }).await?;
    let me = founder
        .call(SetUp {
            token: Secret::new(token.to_owned()),
            company: "晨光商贸".to_owned(),
            name: "王敏".to_owned(),
            sign_in_name: "wangmin".to_owned(),
            password: Secret::new(PASSWORD.to_owned()),
            // One journal is enough: the list is as long.
            template: Template::Empty,
        })
        .await?;
    // It need not be remembered after every save how far the chain has come; the next sign-in does.
    founder.network(|request| match request.method {
        Method::Put => Fate::Lost,
        _ => Fate::Arrives,
    });
    let unit = founder.call(GetChoices).await?.units.remove(0).id;
    for (number, NewFile { mut form, .. }) in clients.enumerate() {
        if number.is_multiple_of(100) && form.kind() == Kind::Person {
            form.set(Field::Name, NAME);
        }
        let draft = founder.call(GetChoices).await?.draft;
        founder
            .call(SaveClient {
                draft,
                base: None,
                form: form
                    .with(Field::Unit, &unit)
                    .with(Field::Manager, &me.person)
                    .with(Field::Remarks, REMARKS),
            })
            .await?;
    }
    Ok(())
}
