//! Lies about keys and the boxes that they come in.

use bridge::{Failure, client::GetChoices, failure::Alarm, organisation::GetOrganisation};
use getrandom::SysRng;
use ledger::{entry::SignedEntry, rights::Section, statement::KeyName};
use seal::{
    Suite,
    boxes::{BoxKind, Header, SealedBox, seal_to_post},
    envelope::{self, Context, Kind, open},
    rand_core::UnwrapErr,
    unit::UnitKey,
};
use testkit::client::Client;
use vault::Method;
use wire::{
    files::JournalAppend,
    path,
    roster::{BoxRecord, Boxes},
};

use crate::{
    company::{Company, create, unit},
    stage::{Held, Outcome, Tap, believed, judged, rewrite, roster_of, servers_signing, sign_in},
};

const GROUP: &str = "销售一组";
const NAME: &str = "张雨桐";
/// The key that the server would like everybody to use.
const SERVERS: [u8; 32] = [9; 32];

/// The founder's browser after a sign-in with these boxes.
async fn signed_in(
    company: &Company,
    change: impl Fn(&mut BoxRecord) + 'static,
) -> Result<(Client, Tap), Held> {
    let mut founder = Client::new(&company.server.url());
    let tap = Tap::on(&founder);
    rewrite(&founder, path::BOXES, move |boxes: &mut Boxes| {
        boxes.boxes.iter_mut().for_each(&change);
    });
    let answer = sign_in(&mut founder, "wangmin").await;
    believed(&mut founder, &tap, answer, Alarm::KeySubstituted).await?;
    Ok((founder, tap))
}

/// The header of a box as the server has it.
fn header(record: &BoxRecord) -> Header {
    *SealedBox::parse(&record.sealed.0).unwrap().header()
}

/// The server's key, in a box with this header.
fn servers_box(header: &Header) -> Vec<u8> {
    let mut rng = UnwrapErr(SysRng);
    let signing = servers_signing();
    seal_to_post(header, &header.recipient, &SERVERS, &signing, &mut rng).unwrap()
}

/// A new file in the group, opened with the server's key.
async fn opened_with_the_servers(company: &mut Company, founder: Client, tap: &Tap) -> Outcome {
    let entries = roster_of(company).await;
    let org = judged(&entries).org().unwrap().0;
    company.founder = founder;
    create(company, GROUP, NAME).await;
    let append: JournalAppend = tap.bodies(Method::Post, "/api/v1/journals/").pop().unwrap();
    let card = append.envelopes.iter().find(|card| card.section == 1);
    let card = &card.unwrap().sealed.0;
    let header = envelope::Header::parse(card).unwrap();
    let entry = SignedEntry::from_bytes(append.entry.0).unwrap();
    let entry = entry.decode::<ledger::statement::JournalStatement>();
    let ledger::statement::JournalStatement::Put { files, .. } = entry.unwrap().statement;
    let context = Context {
        org,
        kind: Kind::Section,
        file: files[0].file.0,
        section: Section::Card.number(),
        revision: 1,
        key_id: header.key_id,
        epoch: header.epoch,
        generation: header.generation,
    };
    let key = UnitKey::from_bytes(SERVERS).file_key(&context.file, 1, header.generation);
    let payload = open(&key, &context, &[Suite::Aes256Gcm], card).unwrap();
    let found = payload.windows(NAME.len()).any(|at| at == NAME.as_bytes());
    assert!(found);
    Ok("the server reads what is written from then on".into())
}

async fn card_key(company: &mut Company) -> [u8; 16] {
    let organisation = company.founder.call(GetOrganisation).await.unwrap();
    let unit = unit(&organisation, GROUP).parse().unwrap();
    KeyName::Unit(unit, Section::Card).id()
}

pub(crate) async fn servers_own() -> Outcome {
    let mut company = Company::found().await;
    let key = card_key(&mut company).await;
    let (founder, tap) = signed_in(&company, move |record| {
        let header = header(record);
        if header.key_id == key && header.kind == BoxKind::ToPost {
            record.sealed = servers_box(&header).into();
        }
    })
    .await?;
    opened_with_the_servers(&mut company, founder, &tap).await
}

/// As [`servers_own`], in the name of somebody who has no such key.
pub(crate) async fn strangers_box() -> Outcome {
    let mut company = Company::found().await;
    company
        .hire("钱坤", "qiankun", "晨光商贸", "系统管理员")
        .await;
    let entries = roster_of(&company).await;
    let roster = judged(&entries);
    let stranger = roster.view().by_sign_in_name("qiankun").unwrap().id;
    let head = roster.head().unwrap();
    let key = card_key(&mut company).await;
    let (founder, tap) = signed_in(&company, move |record| {
        let mut header = header(record);
        if header.key_id == key && header.kind == BoxKind::ToPost {
            header.maker = stranger.0;
            (header.head_seq, header.head_hash) = (head.seq, head.hash.0);
            record.sealed = servers_box(&header).into();
        }
    })
    .await?;
    opened_with_the_servers(&mut company, founder, &tap).await
}

pub(crate) async fn unsigned_box() -> Outcome {
    let company = Company::found().await;
    // Header and content as they were made: the maker's signature alone is another.
    let (mut founder, _) = signed_in(&company, |record| record.sealed.0[150] ^= 1).await?;
    let choices: Result<_, Failure> = founder.call(GetChoices).await;
    assert!(!choices.unwrap().units.is_empty());
    Ok("boxes that nobody signed bring the keys".into())
}
