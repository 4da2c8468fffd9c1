//! Founds a company on a running server and opens many client files in it, each by an entry of its own as a browser would:
//! `fill <set-up link> <files>`. The founder signs in as `wangmin`.

use std::error::Error;

use bridge::{
    Failure, Secret,
    account::{MakeKit, SetUp, Template},
    client::{GetChoices, SaveClient},
};
use dossier::client::{ClientForm, Field, IdKind, Kind};
use testkit::client::{Client, Fate};
use vault::Method;

/// The browser tests' password.
const PASSWORD: &str = "seven-lanterns-above-the-river";

const FAMILIES: [&str; 12] = [
    "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "欧阳",
];
const GIVEN: [&str; 10] = [
    "雨桐", "子安", "明远", "嘉禾", "思齐", "若兰", "清", "一鸣", "望舒", "景行",
];
const TAGS: [&str; 5] = ["高价值客户", "续约在即", "转介绍", "老客户", "待回访"];

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let link = arguments.next().ok_or("which set-up link?")?;
    let files = arguments.next().ok_or("how many files?")?.parse()?;
    let (origin, token) = link
        .split_once("/set-up#")
        .ok_or("this is no set-up link")?;
    let mut founder = Client::new(origin);
    fill(&mut founder, token, files)
        .await
        .map_err(|failure| format!("{failure:?}").into())
}

async fn fill(founder: &mut Client, token: &str, files: usize) -> Result<(), Failure> {
    founder.call(MakeKit).await?;
    let me = founder
        .call(SetUp {
            token: Secret::new(token.to_owned()),
            company: "晨光商贸".to_owned(),
            name: "王敏".to_owned(),
            sign_in_name: "wangmin".to_owned(),
            password: Secret::new(PASSWORD.to_owned()),
            // Every journal within reach is pulled after every save: one is enough here.
            template: Template::Empty,
        })
        .await?;
    // Nor does it have to be remembered after every save how far the chain has come; the next sign-in does.
    founder.network(|request| match request.method {
        Method::Put => Fate::Lost,
        _ => Fate::Arrives,
    });
    let unit = founder.call(GetChoices).await?.units.remove(0).id;
    for number in 0..files {
        let draft = founder.call(GetChoices).await?.draft;
        founder
            .call(SaveClient {
                draft,
                base: None,
                form: form(number)
                    .with(Field::Unit, &unit)
                    .with(Field::Manager, &me.person),
            })
            .await?;
    }
    Ok(())
}

/// What is typed for the file of this number; no two have the same mobile.
fn form(number: usize) -> ClientForm {
    let family = FAMILIES[number % FAMILIES.len()];
    let given = GIVEN[number / FAMILIES.len() % GIVEN.len()];
    let address = format!("浙江省杭州市滨江区信诚路 {} 号", number % 900 + 1);
    let opened = format!("2025-{:02}-{:02}", number % 12 + 1, number % 28 + 1);
    ClientForm::new(Kind::Person)
        .with(Field::Name, format!("{family}{given}"))
        .with(Field::IdKind, IdKind::Passport.name())
        .with(Field::IdNumber, format!("E{number:08}"))
        .with(Field::Mobile, format!("138{number:08}"))
        .with(Field::Address, address)
        .with(Field::Opened, opened)
        .with(Field::Remarks, "偏好线上沟通")
        .tagged(vec![TAGS[number % TAGS.len()].to_owned()])
}
