//! Lies about who is who and who may what.

use bridge::{
    client::Sync,
    failure::Alarm,
    organisation::{AddUnit, Admit, GetOrganisation, Leave, Leaving, OrganisationView, UnitKind},
};
use ledger::{
    entry::{Author, SignedEntry},
    id::PersonId,
    statement::{KeyName, Post, RosterStatement},
};
use seal::post::PostPair;
use testkit::client::Client;

use crate::{
    company::{Company, create, name, open, person, role, unit, waiting},
    stage::{
        Fork, Held, Outcome, Tap, believed, judged, rewritten, roster_of, servers_keys, sign_in,
        statement,
    },
};

const GROUP: &str = "销售一组";
const SALES: &str = "销售代表";
const ROOT: &str = "晨光商贸";

fn group(organisation: &OrganisationView, name: &str) -> AddUnit {
    AddUnit {
        parent: unit(organisation, "销售部"),
        name: name.to_owned(),
        kind: UnitKind::Group,
    }
}

fn has_unit(organisation: &OrganisationView, name: &str) -> bool {
    organisation.units.iter().any(|unit| unit.name == name)
}

/// A colleague adds two units: statements that the founder has not seen.
async fn two_units_later() -> (Company, Vec<SignedEntry>) {
    let mut company = Company::found().await;
    let mut colleague = company.hire("赵倩", "zhaoqian", ROOT, "系统管理员").await;
    // A clock that is behind dates both as the entry before them: their dates tell nothing of their order.
    colleague.set_clock_ahead(-5 * 60 * 1000);
    let organisation = colleague.call(GetOrganisation).await.unwrap();
    for name in ["销售三组", "销售四组"] {
        colleague.call(group(&organisation, name)).await.unwrap();
    }
    let entries = roster_of(&company).await;
    (company, entries)
}

/// The organisation as somebody sees it who signs in and is served these entries.
async fn shown(
    company: &Company,
    who: &str,
    entries: Vec<SignedEntry>,
    alarm: Alarm,
) -> Result<OrganisationView, Held> {
    let mut client = Client::new(&company.server.url());
    let tap = Tap::on(&client);
    Fork::serve(&client, &tap, entries);
    let answer = sign_in(&mut client, who).await;
    believed(&mut client, &tap, answer, alarm).await?;
    Ok(client.call(GetOrganisation).await.unwrap())
}

pub(crate) async fn rewritten_statement() -> Outcome {
    let (company, entries) = two_units_later().await;
    let forged = rewritten(&entries, entries.len() - 1, |statement| {
        if let RosterStatement::DefineUnit(unit) = statement {
            unit.name = "服务器的组".to_owned();
        }
    });
    let organisation = shown(&company, "wangmin", forged, Alarm::RosterForged).await?;
    assert!(has_unit(&organisation, "服务器的组"));
    Ok("a unit is called what the server likes".into())
}

pub(crate) async fn places_traded() -> Outcome {
    let (company, mut entries) = two_units_later().await;
    let last = entries.len() - 1;
    entries.swap(last - 1, last);
    let organisation = shown(&company, "wangmin", entries, Alarm::RosterForged).await?;
    assert!(has_unit(&organisation, "销售四组"));
    Ok("what came last comes first".into())
}

/// Two people state at once. The one who comes second states again; the server has put their second statement behind the first of the other.
pub(crate) async fn other_past() -> Outcome {
    let mut company = Company::found().await;
    let mut administrator = company.hire("钱坤", "qiankun", ROOT, "系统管理员").await;
    company.hire("孙悦", "sunyue", ROOT, "系统管理员").await;
    let entries = roster_of(&company).await;
    let organisation = company.founder.call(GetOrganisation).await.unwrap();
    let add = group(&organisation, "销售三组");
    company.founder.call(add).await.unwrap();
    let mut truth = roster_of(&company).await;
    truth.truncate(entries.len() + 1);

    let fork = Fork::serve(&administrator, &Tap::on(&administrator), entries);
    administrator.call(Sync).await.unwrap();
    administrator.set_clock_ahead(60 * 1000);
    for name in ["客服一组", "客服二组"] {
        let add = group(&organisation, name);
        administrator.call(add).await.unwrap();
    }
    truth.push(fork.entries()[truth.len()].clone());
    let organisation = shown(&company, "sunyue", truth, Alarm::RosterForged).await?;
    assert!(has_unit(&organisation, "客服二组") && !has_unit(&organisation, "客服一组"));
    Ok("a statement follows what its author never saw".into())
}

pub(crate) async fn cut_short() -> Outcome {
    let (company, mut entries) = two_units_later().await;
    // Seen once, and remembered.
    let mut founder = company.sign_in("wangmin").await.unwrap();
    let seen = founder.call(GetOrganisation).await.unwrap();
    assert!(has_unit(&seen, "销售四组"));
    entries.pop();
    let organisation = shown(&company, "wangmin", entries, Alarm::RosterRolledBack).await?;
    assert!(!has_unit(&organisation, "销售四组"));
    Ok("what was stated has never been".into())
}

/// Somebody's browser has not seen that 李强 was enrolled, and gets to know it from the server.
pub(crate) async fn swapped_at_a_grant() -> Outcome {
    let mut company = Company::found().await;
    company.hire("周敏", "zhoumin", ROOT, "档案管理员").await;
    company.enrol("李强", "liqiang").await;
    company.appoint("李强", GROUP, SALES).await;

    let entries = roster_of(&company).await;
    let servers = servers_keys().await;
    let enrolled = enrolment(&entries, "liqiang");
    let forged = rewritten(&entries, enrolled, |statement| {
        if let RosterStatement::Enrol(person, _) = statement {
            person.keys = servers.public.clone();
        }
    });
    let mut archivist = Client::new(&company.server.url());
    let tap = Tap::on(&archivist);
    let fork = Fork::serve(&archivist, &tap, forged);
    let answer = sign_in(&mut archivist, "zhoumin").await;
    believed(&mut archivist, &tap, answer, Alarm::RosterForged).await?;
    let organisation = archivist.call(GetOrganisation).await.unwrap();
    let seen = waiting(&organisation, "李强");
    archivist.call(Admit { seen: vec![seen] }).await.unwrap();

    let roster = judged(&fork.entries());
    let view = roster.view();
    let maker = view.by_sign_in_name("zhoumin").unwrap().keys.verifying;
    let boxes = fork.boxes_for(&servers.public);
    let pair = boxes[0].verify(&maker).unwrap();
    let pair = PostPair::from_private(*pair.open_with_person(&servers.wrapping).unwrap());
    let post = person_posts(&entries, "liqiang");
    let opening = view.epoch(&KeyName::Post(post[0])).unwrap();
    assert_eq!(Some(pair.public()), opening.public.map(|public| public.0));
    Ok("the server opens the post's pair".into())
}

fn enrolment(entries: &[SignedEntry], who: &str) -> usize {
    let enrols = |entry: &SignedEntry| match statement(entry).statement {
        RosterStatement::Enrol(person, _) => person.sign_in_name == who,
        _ => false,
    };
    entries.iter().position(enrols).unwrap()
}

fn id(entries: &[SignedEntry], who: &str) -> PersonId {
    judged(entries).view().by_sign_in_name(who).unwrap().id
}

fn person_posts(entries: &[SignedEntry], who: &str) -> Vec<Post> {
    let roster = judged(entries);
    roster.view().posts_of(id(entries, who)).collect()
}

/// Two representatives who were admitted, and a third one who was only appointed.
async fn with_a_puppet() -> Company {
    let mut company = Company::found().await;
    company.hire("李强", "liqiang", GROUP, SALES).await;
    company.hire("赵倩", "zhaoqian", GROUP, SALES).await;
    company.enrol("孙悦", "sunyue").await;
    company.appoint("孙悦", GROUP, SALES).await;
    company
}

/// The founder, who is served these entries, dismisses one of the two: the post gets a new pair.
async fn dismissed(founder: &mut Client) {
    let organisation = founder.call(GetOrganisation).await.unwrap();
    let leave = Leave {
        leaving: Leaving::Post {
            person: person(&organisation, "李强"),
            unit: unit(&organisation, GROUP),
            role: role(&organisation, SALES),
        },
    };
    founder.call(leave).await.unwrap();
}

/// What the puppet got from a dismissal; whoever stays has to have got theirs.
fn puppets(fork: &Fork) -> Outcome {
    let roster = judged(&fork.entries());
    let keys = |who| roster.view().by_sign_in_name(who).unwrap().keys.clone();
    assert_eq!(fork.boxes_for(&keys("liqiang")).len(), 0);
    assert_eq!(fork.boxes_for(&keys("zhaoqian")).len(), 1);
    match fork.boxes_for(&keys("sunyue")).len() {
        0 => Err(Held("nothing is boxed to them".into())),
        _ => Ok("the puppet gets the post's new pair".into()),
    }
}

pub(crate) async fn ghost() -> Outcome {
    let mut company = with_a_puppet().await;
    company.hire("钱坤", "qiankun", ROOT, "系统管理员").await;
    let mut entries = roster_of(&company).await;
    let roster = judged(&entries);
    let view = roster.view();
    let (puppet, post) = (id(&entries, "sunyue"), person_posts(&entries, "sunyue")[0]);
    let mut entry = statement(entries.last().unwrap());
    entry.seq += 1;
    entry.prev = entries.last().unwrap().hash();
    entry.author = Author::Person(id(&entries, "qiankun"));
    entry.intent.0 = [7; 16];
    entry.statement = RosterStatement::Admit {
        person: puppet,
        fingerprint: view.fingerprint_of(puppet).unwrap(),
        post,
        covers: view.entitlements(post),
    };
    entries.push(SignedEntry::sign(&entry, |_| [0; 64]));

    let mut founder = Client::new(&company.server.url());
    let tap = Tap::on(&founder);
    let fork = Fork::serve(&founder, &tap, entries);
    let answer = sign_in(&mut founder, "wangmin").await;
    believed(&mut founder, &tap, answer, Alarm::RosterForged).await?;
    dismissed(&mut founder).await;
    puppets(&fork)
}

pub(crate) async fn puppet() -> Outcome {
    let company = with_a_puppet().await;
    let mut founder = Client::new(&company.server.url());
    let tap = Tap::on(&founder);
    let fork = Fork::serve(&founder, &tap, roster_of(&company).await);
    sign_in(&mut founder, "wangmin").await.unwrap();
    dismissed(&mut founder).await;
    puppets(&fork)
}

/// Two people are shown different rosters, each honestly signed. A file that one of them writes gives it away.
pub(crate) async fn two_rosters() -> Outcome {
    let mut company = Company::found().await;
    let mut administrator = company.hire("钱坤", "qiankun", ROOT, "系统管理员").await;
    let mut reader = company.hire("赵倩", "zhaoqian", GROUP, SALES).await;
    let entries = roster_of(&company).await;
    let organisation = company.founder.call(GetOrganisation).await.unwrap();
    let add = group(&organisation, "销售三组");
    company.founder.call(add).await.unwrap();
    let file = create(&mut company, GROUP, "张雨桐").await;

    let fork = Fork::serve(&administrator, &Tap::on(&administrator), entries);
    administrator.call(Sync).await.unwrap();
    // As long as the true one, so that the file's entry names a place on it.
    for number in 4..9 {
        let add = group(&organisation, &format!("销售{number}组"));
        administrator.call(add).await.unwrap();
    }

    let tap = Tap::on(&reader);
    Fork::serve(&reader, &tap, fork.entries());
    let answer = reader.call(Sync).await;
    believed(&mut reader, &tap, answer, Alarm::JournalForged).await?;
    let view = open(&mut reader, &file).await.unwrap();
    assert_eq!(name(&view), "张雨桐");
    Ok("both go on, each with another roster".into())
}
