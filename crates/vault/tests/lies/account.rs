//! Lies about who somebody is: invitations, passwords, their own blob, their own kit.

use std::{cell::RefCell, collections::HashMap, rc::Rc};

use bridge::{
    Reason,
    account::{Join, Recover, RenewAccess},
    client::Sync,
    failure::Alarm,
    organisation::{
        AddUnit, ConfirmNewcomer, GetOrganisation, InvitationStatus, Invite, OrganisationView,
        Renew, UnitKind,
    },
};
use ledger::{
    entry::{Author, Chain, Entry, SignedEntry, VERSION},
    hash::Hash,
    id::{Intent, OrgId, PersonId, RoleId, UnitId},
    statement::{Genesis, Person, Policy, RecoveryKeys, RosterStatement, Unit},
    templates::{ShippedRole, shipped_roles},
};
use seal::recovery::{Kit, Seed};
use testkit::client::Client;
use vault::{Method, remote::Response};
use wire::{
    Code,
    account::{BlobHeld, SignInParameters, SignedIn},
    body::{from_cbor, to_cbor},
    files::{JournalHead, Journals},
    path,
    roster::Boxes,
};

use crate::{
    company::{Company, PASSWORD, create, person, secret, unit},
    stage::{
        Fork, Held, Outcome, Tap, believed, judged, page, rewrite, roster_of, servers_keys,
        servers_signing, sign_in,
    },
};

/// The server answers an invitation itself. It has all of the link but the secret.
pub(crate) async fn answered_by_the_server() -> Outcome {
    let mut company = Company::found().await;
    let invite = Invite {
        note: "给李强".to_owned(),
    };
    let link = company.founder.call(invite).await.unwrap();
    let mut parts: Vec<&str> = link.fragment.expose().split('.').collect();
    let guessed = "0".repeat(64);
    parts[2] = &guessed;
    let join = Join {
        fragment: secret(&parts.join(".")),
        name: "李强".to_owned(),
        sign_in_name: "liqiang".to_owned(),
        password: secret(PASSWORD),
    };
    let mut server = Client::new(&company.server.url());
    server.call(join).await.unwrap();

    let organisation = company.founder.call(GetOrganisation).await.unwrap();
    let line = &organisation.invitations[0];
    let confirm = ConfirmNewcomer {
        id: line.id.clone(),
    };
    let tap = Tap::on(&company.founder);
    let confirmed = company.founder.call(confirm).await;
    if line.status == InvitationStatus::Forged {
        assert_eq!(confirmed.unwrap_err().reason, Reason::BadInvitation);
        assert!(!tap.saw(Method::Post, path::ROSTER));
        return Err(Held("shown as forged, nobody is enrolled".into()));
    }
    assert_eq!(line.status, InvitationStatus::Answered);
    confirmed.unwrap();
    let organisation = company.founder.call(GetOrganisation).await.unwrap();
    person(&organisation, "李强");
    Ok("the server is a colleague".into())
}

/// The server answers in the name of somebody who has lost their password. It has all of the link but the secret.
pub(crate) async fn renewed_by_the_server() -> Outcome {
    let mut company = Company::found().await;
    company
        .hire("李强", "liqiang", "销售一组", "销售代表")
        .await;
    let organisation = company.founder.call(GetOrganisation).await.unwrap();
    let renew = Renew {
        person: person(&organisation, "李强"),
    };
    let link = company.founder.call(renew).await.unwrap();
    let mut parts: Vec<&str> = link.fragment.expose().split('.').collect();
    let guessed = "0".repeat(64);
    parts[2] = &guessed;
    let renewed = RenewAccess {
        fragment: secret(&parts.join(".")),
        password: secret("Nine-cranes-over-9-old-bridges"),
    };
    let mut server = Client::new(&company.server.url());
    server.call(renewed).await.unwrap();

    let organisation = company.founder.call(GetOrganisation).await.unwrap();
    let line = &organisation.invitations[0];
    let confirm = ConfirmNewcomer {
        id: line.id.clone(),
    };
    let tap = Tap::on(&company.founder);
    let confirmed = company.founder.call(confirm).await;
    if line.status == InvitationStatus::Forged {
        assert_eq!(confirmed.unwrap_err().reason, Reason::BadInvitation);
        assert!(!tap.saw(Method::Post, path::ROSTER));
        return Err(Held("shown as forged, no key is replaced".into()));
    }
    assert_eq!(line.status, InvitationStatus::Answered);
    confirmed.unwrap();
    let before = fingerprint_of(&organisation, "李强");
    let after = company.founder.call(GetOrganisation).await.unwrap();
    assert_ne!(fingerprint_of(&after, "李强"), before);
    Ok("the server is 李强".into())
}

fn fingerprint_of(organisation: &OrganisationView, name: &str) -> String {
    let mut people = organisation.people.iter();
    let person = people.find(|person| person.name == name).unwrap();
    person.fingerprint.digits.clone()
}

/// An administrator and the server give somebody's name to a puppet, and the server goes on serving the one whose name it was.
pub(crate) async fn keys_replaced() -> Outcome {
    let mut company = Company::found().await;
    company
        .hire("李强", "liqiang", "销售一组", "销售代表")
        .await;
    let mut theirs = Client::new(&company.server.url());
    // What they are answered by a server that has not ended their session.
    let answers: Rc<RefCell<HashMap<String, Response>>> = Rc::default();
    let into = Rc::clone(&answers);
    theirs.lie(move |path, response| {
        into.borrow_mut().insert(path.to_owned(), response.clone());
        response
    });
    sign_in(&mut theirs, "liqiang").await.unwrap();
    let organisation = company.founder.call(GetOrganisation).await.unwrap();
    let renew = Renew {
        person: person(&organisation, "李强"),
    };
    let link = company.founder.call(renew).await.unwrap();
    let puppet = RenewAccess {
        fragment: link.fragment,
        password: secret("Nine-cranes-over-9-old-bridges"),
    };
    Client::new(&company.server.url())
        .call(puppet)
        .await
        .unwrap();
    company
        .founder
        .call(ConfirmNewcomer { id: link.id })
        .await
        .unwrap();
    let entries = roster_of(&company).await;
    let tap = Tap::on(&theirs);
    let answers = answers.take();
    theirs.lie(move |path, response| {
        let body = match path.strip_prefix("/api/v1/roster?after=") {
            Some(after) => page(&entries, after.parse().unwrap()),
            None => return answers.get(path).cloned().unwrap_or(response),
        };
        Response { status: 200, body }
    });
    if let Err(failure) = theirs.call(Sync).await {
        assert_eq!(failure.reason, Reason::KeysReplaced);
        theirs.stop_lying();
        let again = theirs.call(GetOrganisation).await.unwrap_err();
        assert_eq!(again.reason, Reason::Locked);
        assert!(!tap.saw(Method::Put, path::BLOB), "its memory has changed");
        return Err(Held("locked, and told that the keys are others now".into()));
    }
    Ok("somebody else acts in 李强's name, and 李强 works on".into())
}

pub(crate) async fn weak_stretching() -> Outcome {
    let company = Company::found().await;
    let mut founder = Client::new(&company.server.url());
    let tap = Tap::on(&founder);
    rewrite(
        &founder,
        path::PRE_SIGN_IN,
        |parameters: &mut SignInParameters| {
            parameters.stretch.passes = 1;
            parameters.stretch.memory_kib = 1024;
        },
    );
    let answer = match sign_in(&mut founder, "wangmin").await {
        // It is not the secret that the account was made with.
        Err(failure) if failure.reason == Reason::WrongCredentials => Ok(()),
        answer => answer.map(|_| ()),
    };
    let answer = believed(&mut founder, &tap, answer, Alarm::Downgrade).await;
    assert_eq!(answer.is_ok(), tap.saw(Method::Post, path::SIGN_IN));
    answer?;
    Ok("the server can guess the password a hundred times faster".into())
}

fn conflict() -> Response {
    let error = wire::Error::new(Code::Conflict, "the stored blob has another counter");
    Response {
        status: 409,
        body: to_cbor(&error).unwrap(),
    }
}

pub(crate) async fn older_blob() -> Outcome {
    let mut company = Company::found().await;
    let kept: Rc<RefCell<Option<SignedIn>>> = Rc::default();
    let into = Rc::clone(&kept);
    let mut founder = Client::new(&company.server.url());
    founder.lie(move |path, response| {
        if path == path::SIGN_IN {
            *into.borrow_mut() = from_cbor(&response.body).ok();
        }
        response
    });
    sign_in(&mut founder, "wangmin").await.unwrap();
    founder.stop_lying();
    company.founder = founder;
    create(&mut company, "销售一组", "张雨桐").await;
    // From now on the server says that another device came first, and shows what was there before.
    let older = kept.take().unwrap().blob;
    let organisation = company.founder.call(GetOrganisation).await.unwrap();
    let founder = &mut company.founder;
    founder.lie(move |path, response| match response.status {
        _ if path != path::BLOB => response,
        200 => Response {
            status: 200,
            body: to_cbor(&BlobHeld {
                blob: older.clone(),
                counter: 99,
            })
            .unwrap(),
        },
        _ => conflict(),
    });
    let add = AddUnit {
        parent: unit(&organisation, "风控部"),
        name: "风控一组".to_owned(),
        kind: UnitKind::Group,
    };
    let answer = founder.call(add).await;
    // Its memory was sent before it saw the lie, and refused.
    believed(founder, &Tap::default(), answer, Alarm::BlobRolledBack).await?;
    Ok("an older memory is taken for the present one".into())
}

/// Two devices of one person, each on a roster of its own.
pub(crate) async fn two_devices() -> Outcome {
    let mut company = Company::found().await;
    let mut other = company.sign_in("wangmin").await.unwrap();
    let organisation = company.founder.call(GetOrganisation).await.unwrap();
    let add = |name: &str| AddUnit {
        parent: unit(&organisation, "风控部"),
        name: name.to_owned(),
        kind: UnitKind::Group,
    };
    let entries = roster_of(&company).await;
    company.founder.call(add("风控一组")).await.unwrap();
    let tap = Tap::on(&other);
    Fork::serve(&other, &tap, entries);
    let answer = other.call(add("风控二组")).await;
    // The memory that it sends is refused: the first device's is there already.
    believed(&mut other, &Tap::default(), answer, Alarm::RosterRolledBack).await?;
    let seen = |organisation: &OrganisationView, name| {
        let mut units = organisation.units.iter();
        units.any(|unit| unit.name == name)
    };
    let theirs = other.call(GetOrganisation).await.unwrap();
    assert!(seen(&theirs, "风控二组") && !seen(&theirs, "风控一组"));
    Ok("each device has a roster of its own".into())
}

/// All that the server needs for an organisation around somebody's kit is public: the root's public halves, the founder's sign-in name.
pub(crate) async fn made_up_organisation() -> Outcome {
    let company = Company::found().await;
    let Kit::Whole(seed) = Kit::parse(&company.kit).unwrap() else {
        panic!("a share")
    };
    let entries = made_up(&seed).await;
    // By itself it is a roster like any other: only what recovery demands beyond can tell.
    judged(&entries);
    let mut founder = Client::new(&company.server.url());
    let tap = Tap::on(&founder);
    Fork::serve_with(&founder, &tap, entries, |path| match path {
        path::BOXES => to_cbor(&Boxes::default()).ok(),
        path::JOURNAL_ENDS => to_cbor(&empty_journals()).ok(),
        _ => None,
    });
    let recover = Recover {
        kits: vec![secret(&company.kit)],
        sign_in_name: "wangmin".to_owned(),
        password: secret("Nine-cranes-over-9-old-bridges"),
    };
    let answer = founder.call(recover).await;
    let Err(failure) = answer else {
        panic!("the honest server does not take it")
    };
    if tap.saw(Method::Put, path::RECOVERY_ACCOUNT) {
        return Ok("the kit vouches for the server's organisation".into());
    }
    believed::<()>(&mut founder, &tap, Err(failure), Alarm::Genesis).await?;
    Err(Held(String::new()))
}

const MADE_UP: [UnitId; 2] = [UnitId([9; 16]), UnitId([8; 16])];

fn empty_journals() -> Journals {
    let end = |unit: UnitId| JournalHead {
        unit: unit.to_string(),
        head: None,
        files: None,
    };
    Journals {
        journals: MADE_UP.map(end).into(),
    }
}

async fn made_up(seed: &Seed) -> Vec<SignedEntry> {
    let keys = servers_keys().await.public;
    let signing = servers_signing();
    let person = PersonId([1; 16]);
    let mut ids = 0;
    let roles = shipped_roles(|| {
        ids += 1;
        RoleId([ids; 16])
    });
    let [root, department] = MADE_UP;
    let genesis = RosterStatement::Genesis(Genesis {
        root: Unit {
            id: root,
            parent: None,
            name: "晨光商贸".to_owned(),
            kind: ledger::statement::UnitKind::Company,
        },
        founder: Person {
            id: person,
            name: "王敏".to_owned(),
            sign_in_name: "wangmin".to_owned(),
            keys,
        },
        recovery: RecoveryKeys {
            verifying: seed.signing().verifying(),
            wrapping: seed.wrapping().public(),
        },
        founder_roles: ShippedRole::FOUNDER
            .map(|role| roles[role.index()].id)
            .to_vec(),
        roles,
        policy: Policy::default(),
    });
    let below = RosterStatement::DefineUnit(Unit {
        id: department,
        parent: Some(root),
        name: "销售部".to_owned(),
        kind: ledger::statement::UnitKind::Department,
    });
    let mut prev = Hash::ZERO;
    let mut signed = |(statement, number): (RosterStatement, u8)| {
        let entry = Entry {
            version: VERSION,
            org: OrgId([3; 16]),
            chain: Chain::Roster,
            seq: u64::from(number),
            prev,
            author: Author::Person(person),
            at: 1_700_000_000_000,
            intent: Intent([number + 1; 16]),
            statement,
        };
        let entry = SignedEntry::sign(&entry, |message| signing.sign(message));
        prev = entry.hash();
        entry
    };
    [(genesis, 0), (below, 1)]
        .into_iter()
        .map(&mut signed)
        .collect()
}
