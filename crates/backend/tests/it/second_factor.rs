//! Second factors at the server: set up, asked for, used up, removed, and demanded by the policy.

use axum::http::Method as Http;
use ledger::{
    rules::Rules,
    statement::{Policy, RosterStatement},
    templates::ShippedRole,
};
use wire::{
    Code,
    account::{NewAccount, PasswordPut, Session, SignIn, SignedIn},
    operation::{Act, Operations},
    path,
    second_factor::{
        Asked, CodesPut, Given, Method, SecondFactor, SecondFactorEnd, SecondFactorPut,
        SecondFactors, SignInCode, Source,
    },
};

use crate::{
    app::{Answer, Client},
    authenticator::{shows, unhurried},
    company::{Company, Staff, new_account, new_keys, now, random},
    described, recovery, renewal,
};

const KEY: &[u8; 20] = b"12345678901234567890";

/// Ten one-time codes, which begin so.
pub(crate) fn codes(begin: char) -> Vec<String> {
    (0..10).map(|n| format!("{begin}BCDEFGHJ{n}")).collect()
}

pub(crate) fn one_time(code: &str) -> Given {
    Given {
        source: Source::OneTime,
        code: code.to_owned(),
    }
}

/// What the authenticator shows, so many steps from now.
fn totp(steps: i64) -> Given {
    Given {
        source: Source::Totp,
        code: shows(KEY, unhurried(), steps),
    }
}

pub(crate) fn set_up(staff: &Staff, steps: i64) -> SecondFactorPut {
    SecondFactorPut {
        secret: staff.account.secret.clone(),
        method: Method::Totp,
        key: KEY.to_vec().into(),
        code: totp(steps).code,
        codes: codes('A'),
    }
}

impl Staff {
    /// Sets a second factor up, with the code of the step before this one: two are left to be used.
    async fn guard(&mut self) {
        let body = set_up(self, -1);
        self.client.put(path::SECOND_FACTOR, &body).await.done();
    }

    async fn factor(&mut self) -> SecondFactor {
        self.client.get(path::SECOND_FACTOR).await.ok()
    }
}

/// The first step in a browser: the ticket.
async fn asked(client: &mut Client, credentials: &SignIn) -> Asked {
    let answer = client.post(path::SIGN_IN, credentials).await;
    assert_eq!(answer.status, 202, "{answer:?}");
    assert_eq!(client.cookie, None);
    answer.parse().unwrap()
}

async fn give(client: &mut Client, asked: &Asked, given: Given) -> Answer {
    let body = SignInCode {
        ticket: asked.ticket.clone(),
        given,
    };
    client.post(path::SIGN_IN_CODE, &body).await
}

#[tokio::test]
async fn a_sign_in_takes_a_code_and_gives_nothing_before() {
    let mut company = Company::found().await;
    let mut anna = company.hire("anna").await;
    assert_eq!(anna.factor().await.method, None);
    let mut elsewhere = company.app.client();
    let credentials = anna.credentials();
    let _: SignedIn = elsewhere.post(path::SIGN_IN, &credentials).await.ok();
    anna.guard().await;
    let seen = anna.factor().await;
    assert_eq!((seen.method, seen.codes_left), (Some(Method::Totp), 10));
    assert!(seen.since.unwrap() <= now());
    // What began without it is over; the session that set it up goes on.
    let gone = elsewhere.get(path::SESSION).await;
    gone.fails(401, Code::NotSignedIn);

    let mut browser = company.app.client();
    let ticket = asked(&mut browser, &credentials).await;
    assert_eq!(ticket.method, Method::Totp);
    // A ticket is no session, and no cookie of one.
    browser.cookie = Some(format!("jiandang_session={}", named(&ticket)));
    browser.actor = Some(anna.person.id.to_string());
    let refused = browser.get(path::BLOB).await;
    refused.fails(401, Code::NotSignedIn);
    browser.cookie = None;
    give(&mut browser, &ticket, totp(5))
        .await
        .fails(401, Code::WrongCode);
    let signed_in: SignedIn = give(&mut browser, &ticket, totp(0)).await.ok();
    assert_eq!(signed_in.blob, anna.account.blob);
    let session: Session = browser.get(path::SESSION).await.ok();
    assert_eq!(session.person, Some(anna.person.id.to_string()));
}

fn named(asked: &Asked) -> String {
    serde_json::to_value(&asked.ticket)
        .unwrap()
        .as_str()
        .unwrap()
        .to_owned()
}

#[tokio::test]
async fn no_code_is_taken_twice_nor_one_from_before_it() {
    let mut company = Company::found().await;
    let mut anna = company.hire("anna").await;
    anna.guard().await;
    let credentials = anna.credentials();
    let mut browser = company.app.client();
    let ticket = asked(&mut browser, &credentials).await;
    // The one that it was set up with.
    let used = give(&mut browser, &ticket, totp(-1)).await;
    used.fails(401, Code::WrongCode);
    let ahead = totp(1);
    let _: SignedIn = give(&mut browser, &ticket, ahead.clone()).await.ok();
    for again in [ahead, totp(0)] {
        let mut browser = company.app.client();
        let ticket = asked(&mut browser, &credentials).await;
        give(&mut browser, &ticket, again)
            .await
            .fails(401, Code::WrongCode);
    }
    // Nor a one-time code.
    let one = one_time(&codes('A')[3]);
    let mut browser = company.app.client();
    let ticket = asked(&mut browser, &credentials).await;
    let _: SignedIn = give(&mut browser, &ticket, one.clone()).await.ok();
    assert_eq!(anna.factor().await.codes_left, 9);
    let mut browser = company.app.client();
    let ticket = asked(&mut browser, &credentials).await;
    give(&mut browser, &ticket, one)
        .await
        .fails(401, Code::WrongCode);
}

#[tokio::test]
async fn of_many_at_once_with_one_code_one_gets_in() {
    let mut company = Company::found().await;
    let mut anna = company.hire("anna").await;
    anna.guard().await;
    let credentials = anna.credentials();
    let mut first = company.app.client();
    let ticket = asked(&mut first, &credentials).await;
    let given = totp(0);
    let tries = (0..4).map(|_| {
        let (mut client, ticket, given) = (company.app.client(), ticket.clone(), given.clone());
        async move { give(&mut client, &ticket, given).await.status.as_u16() }
    });
    let mut statuses = futures::future::join_all(tries).await;
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 401, 401, 401]);
}

/// Whoever knows the password guesses no more codes than passwords, and a right password in between forgets nothing.
#[tokio::test]
async fn wrong_codes_lock_the_account_as_wrong_passwords_do() {
    let mut company = Company::found().await;
    let mut anna = company.hire("anna").await;
    anna.guard().await;
    let credentials = anna.credentials();
    let mut thief = company.app.client();
    for _ in 0..5 {
        let ticket = asked(&mut thief, &credentials).await;
        give(&mut thief, &ticket, totp(7))
            .await
            .fails(401, Code::WrongCode);
    }
    let locked = thief.post(path::SIGN_IN, &credentials).await;
    locked.fails(429, Code::LockedOut);
    // The owner's own browser is not shut out by it; there the password alone is enough, for the page was only locked.
    let _: SignedIn = anna.sign_in().await.ok();
    anna.client.post(path::SIGN_OUT, &()).await.done();
    let ticket = asked(&mut anna.client, &credentials).await;
    let _: SignedIn = give(&mut anna.client, &ticket, totp(0)).await.ok();
}

/// Asking for a code is no failure, however often somebody changes their mind.
#[tokio::test]
async fn a_right_password_without_a_code_locks_nobody() {
    let mut company = Company::found().await;
    let mut anna = company.hire("anna").await;
    anna.guard().await;
    let mut browser = company.app.client();
    let credentials = anna.credentials();
    for _ in 0..8 {
        asked(&mut browser, &credentials).await;
    }
    let ticket = asked(&mut browser, &credentials).await;
    let _: SignedIn = give(&mut browser, &ticket, totp(0)).await.ok();
}

/// Of whoever does not know the password nobody learns whether there is a second factor, nor whether there is an account.
#[tokio::test]
async fn a_stranger_sees_no_difference() {
    let mut company = Company::found().await;
    let mut anna = company.hire("anna").await;
    let ben = company.hire("ben").await;
    anna.guard().await;
    let mut answers = Vec::new();
    for name in ["anna", "ben", "nobody"] {
        let guess = SignIn {
            sign_in_name: name.to_owned(),
            secret: random::<32>().into(),
            by_code: false,
        };
        let answer = company.app.client().post(path::SIGN_IN, &guess).await;
        answer.fails(401, Code::WrongCredentials);
        answers.push(answer.bytes);
    }
    assert!(answers.iter().all(|answer| *answer == answers[0]));
    drop(ben);
}

#[tokio::test]
async fn a_ticket_is_void_once_the_password_is_another_or_the_factor_is_gone() {
    let mut company = Company::found().await;
    let mut anna = company.hire("anna").await;
    anna.guard().await;
    let mut browser = company.app.client();
    let old = asked(&mut browser, &anna.credentials()).await;
    let account = new_account();
    let body = PasswordPut {
        person: anna.person.id.to_string(),
        secret: anna.account.secret.clone(),
        by_code: false,
        replaces: 1,
        account: account.clone(),
    };
    anna.client.put(path::PASSWORD, &body).await.done();
    anna.account = account;
    give(&mut browser, &old, totp(0))
        .await
        .fails(410, Code::TicketEnded);
    let ticket = asked(&mut browser, &anna.credentials()).await;
    let end = SecondFactorEnd {
        secret: anna.account.secret.clone(),
        given: totp(0),
    };
    anna.client.put(path::SECOND_FACTOR_END, &end).await.done();
    // Sent again because the answer was lost.
    anna.client.put(path::SECOND_FACTOR_END, &end).await.done();
    give(&mut browser, &ticket, totp(1))
        .await
        .fails(410, Code::TicketEnded);
    let _: SignedIn = browser.post(path::SIGN_IN, &anna.credentials()).await.ok();
    // A made-up one.
    let made_up = Asked {
        ticket: random::<85>().into(),
        method: Method::Totp,
    };
    give(&mut browser, &made_up, totp(1))
        .await
        .fails(410, Code::TicketEnded);
}

#[tokio::test]
async fn it_is_set_up_changed_and_ended_by_its_owner_alone() {
    let mut company = Company::found().await;
    let mut anna = company.hire("anna").await;
    let wrong_password = SecondFactorPut {
        secret: random::<32>().into(),
        ..set_up(&anna, 0)
    };
    let wrong_code = SecondFactorPut {
        code: totp(9).code,
        ..set_up(&anna, 0)
    };
    let unknown = SecondFactorPut {
        method: Method::Unknown,
        ..set_up(&anna, 0)
    };
    let few = SecondFactorPut {
        codes: codes('A')[1..].to_vec(),
        ..set_up(&anna, 0)
    };
    let twice = SecondFactorPut {
        codes: vec![codes('A')[0].clone(); 10],
        ..set_up(&anna, 0)
    };
    for (body, status, code) in [
        (wrong_password, 401, Code::WrongCredentials),
        (wrong_code, 401, Code::WrongCode),
        (unknown, 400, Code::BadRequest),
        (few, 400, Code::BadRequest),
        (twice, 400, Code::BadRequest),
    ] {
        let answer = anna.client.put(path::SECOND_FACTOR, &body).await;
        answer.fails(status, code);
    }
    assert_eq!(anna.factor().await.method, None);
    let body = set_up(&anna, -1);
    anna.client.put(path::SECOND_FACTOR, &body).await.done();
    // Its answer was lost; another one does not take its place.
    anna.client.put(path::SECOND_FACTOR, &body).await.done();
    let other = SecondFactorPut {
        codes: codes('B'),
        ..body
    };
    let answer = anna.client.put(path::SECOND_FACTOR, &other).await;
    answer.fails(409, Code::Conflict);

    let new = |given, secret| CodesPut {
        secret,
        given,
        codes: codes('B'),
    };
    let secret = anna.account.secret.clone();
    let guess = new(totp(0), random::<32>().into());
    let answer = anna.client.put(path::SECOND_FACTOR_CODES, &guess).await;
    answer.fails(401, Code::WrongCredentials);
    let guess = new(totp(8), secret.clone());
    let answer = anna.client.put(path::SECOND_FACTOR_CODES, &guess).await;
    answer.fails(401, Code::WrongCode);
    let right = new(totp(0), secret.clone());
    for _ in 0..2 {
        let answer = anna.client.put(path::SECOND_FACTOR_CODES, &right).await;
        answer.done();
    }
    let end = |given| SecondFactorEnd {
        secret: secret.clone(),
        given,
    };
    // One of the void ones; then a new one.
    let void = end(one_time(&codes('A')[0]));
    let answer = anna.client.put(path::SECOND_FACTOR_END, &void).await;
    answer.fails(401, Code::WrongCode);
    let good = end(one_time(&codes('B')[0]));
    anna.client.put(path::SECOND_FACTOR_END, &good).await.done();
    assert_eq!(anna.factor().await.method, None);

    let log: Operations = company.founder.client.get(path::OPERATIONS).await.ok();
    let lines = log.operations.iter().rev();
    let lines = lines.filter(|line| line.act == Act::SecondFactor);
    let details: Vec<_> = lines.map(|line| line.detail.as_deref().unwrap()).collect();
    assert_eq!(
        details,
        [
            "wrong",
            "set_up",
            "wrong",
            "wrong",
            "new_codes",
            "wrong",
            "end"
        ]
    );
    let text = serde_json::to_string(&log).unwrap();
    assert!(
        codes('A')
            .iter()
            .chain(&codes('B'))
            .all(|code| !text.contains(code))
    );
}

/// A locked page is opened by the password alone, in its own browser and while its session lives; the code then counts no longer than a session.
#[tokio::test]
async fn whoever_locked_the_page_is_not_asked_for_a_code() {
    let mut company = Company::found().await;
    let mut anna = company.hire("anna").await;
    anna.guard().await;
    let _: SignedIn = anna.sign_in().await.ok();
    let _: SignedIn = anna.sign_in().await.ok();
    // The cookie of the session in a browser that is another's, or none.
    for device in [None, company.founder.client.device.clone()] {
        let mut thief = anna.client.clone();
        thief.device = device;
        let answer = thief.post(path::SIGN_IN, &anna.credentials()).await;
        assert_eq!(answer.status, 202);
    }
    // The session of somebody else in the same browser.
    let mut shared = company.founder.client.clone();
    shared.device = anna.client.device.clone();
    let answer = shared.post(path::SIGN_IN, &anna.credentials()).await;
    assert_eq!(answer.status, 202);
    // One that has ended.
    let cookie = anna.client.cookie.clone();
    anna.client.post(path::SIGN_OUT, &()).await.done();
    anna.client.cookie = cookie;
    let answer = anna.sign_in().await;
    assert_eq!(answer.status, 202);
}

/// The paper with the recovery code stands for the password, not for the phone.
#[tokio::test]
async fn a_recovery_code_needs_the_second_factor_as_well() {
    let mut company = Company::found().await;
    let mut anna = company.hire("anna").await;
    let code: wire::Bytes = random::<32>().into();
    let account = NewAccount {
        code: Some(code.clone()),
        ..new_account()
    };
    let body = PasswordPut {
        person: anna.person.id.to_string(),
        secret: anna.account.secret.clone(),
        by_code: false,
        replaces: 1,
        account: account.clone(),
    };
    anna.client.put(path::PASSWORD, &body).await.done();
    anna.account = account;
    anna.guard().await;
    let by_code = SignIn {
        secret: code.clone(),
        by_code: true,
        ..anna.credentials()
    };
    // Not even in their own browser.
    let answer = anna.client.clone().post(path::SIGN_IN, &by_code).await;
    assert_eq!(answer.status, 202);
    let mut browser = company.app.client();
    let ticket = asked(&mut browser, &by_code).await;
    let _: SignedIn = give(&mut browser, &ticket, one_time(&codes('A')[0]))
        .await
        .ok();
    // Good for another password, and for nothing else.
    let refused = browser.get(path::SESSION).await;
    refused.fails(403, Code::NotAllowed);
    let body = PasswordPut {
        secret: code,
        by_code: true,
        replaces: 2,
        account: new_account(),
        ..body
    };
    browser.put(path::PASSWORD, &body).await.done();
    let _: Session = browser.get(path::SESSION).await.ok();
}

#[tokio::test]
async fn an_administrator_removes_anothers_and_not_their_own() {
    let mut company = Company::found().await;
    let mut anna = company.hire("anna").await;
    let mut ben = company.hire("ben").await;
    anna.guard().await;
    company.founder.guard().await;
    let (founder, id) = (company.founder.person.id, anna.person.id);
    let at = |person| path::ones_second_factor(&format!("{person}"));
    let refused = ben.client.delete(&at(id)).await;
    refused.fails(403, Code::NotAllowed);
    let refused = ben.client.get(path::SECOND_FACTORS).await;
    refused.fails(403, Code::NotAllowed);
    let mut seen: SecondFactors = company.founder.client.get(path::SECOND_FACTORS).await.ok();
    seen.people.sort_unstable();
    let mut both = [founder.to_string(), id.to_string()];
    both.sort_unstable();
    assert_eq!(seen.people, both);
    let client = &mut company.founder.client;
    let own = client.delete(&at(founder)).await;
    own.fails(403, Code::NotAllowed);
    client.delete(&at(id)).await.done();
    client.delete(&at(id)).await.done();
    let over = anna.client.get(path::SESSION).await;
    over.fails(401, Code::NotSignedIn);
    let _: SignedIn = anna.sign_in().await.ok();

    let log: Operations = company.founder.client.get(path::OPERATIONS).await.ok();
    let removed = log
        .operations
        .iter()
        .filter(|line| line.act == Act::SecondFactor && line.detail.as_deref() == Some("remove"));
    let removed: Vec<_> = removed.collect();
    assert_eq!(removed.len(), 1);
    assert_eq!(removed[0].object, Some(id.to_string()));
    assert_eq!(removed[0].person, Some(founder.to_string()));
}

/// Whoever confirmed the new keys, or holds the kit, has vouched for the person: the phone may be as lost as the password.
#[tokio::test]
async fn new_keys_by_others_come_without_the_second_factor_and_ones_own_keep_it() {
    let mut company = Company::found().await;
    let mut anna = company.hire("anna").await;
    anna.guard().await;
    let (link, made) = company.link(Some(anna.person.id)).await;
    made.done();
    let keys = new_keys().1;
    let renewed = renewal::renewal(&keys);
    let path = path::renewal(&link.to_string());
    let answer = company.app.client().post(&path, &renewed).await;
    answer.done();
    asked(&mut company.app.client(), &anna.credentials()).await;
    let rekey = RosterStatement::Rekey(anna.person.id, keys, Vec::new());
    company.state(rekey).await;
    anna.account = renewed.account;
    anna.client = company.app.client();
    let _: SignedIn = anna.sign_in().await.ok();
    assert_eq!(anna.factor().await.method, None);

    company.founder.guard().await;
    let mut kit = company.app.client();
    recovery::sign_in(&company, &mut kit).await;
    let (body, ..) = recovery::rekeyed(&company);
    let _: SignedIn = kit.put(path::RECOVERY_ACCOUNT, &body).await.ok();
    let now: SecondFactor = kit.get(path::SECOND_FACTOR).await.ok();
    assert_eq!(now.method, None);
}

/// Whom the policy asks for a second factor does nothing without one.
#[tokio::test]
async fn the_policy_lets_nobody_go_on_without_one() {
    let mut company = Company::found_on(described::patient().await).await;
    let mut anna = company.hire("anna").await;
    let mut ben = company.hire("ben").await;
    let unit = company.unit("销售一组").await;
    let role = ShippedRole::SalesRepresentative;
    company.place(&anna, role, unit).await;
    let rules = Rules {
        second_factor: vec![company.role(role)],
        ..Rules::default()
    };
    let policy = Policy {
        rules: Some(rules),
        ..Policy::default()
    };
    company.state(RosterStatement::SetPolicy(policy)).await;

    let description = described::description(&mut company.founder.client).await;
    let mut open = Vec::new();
    for endpoint in described::endpoints(&description) {
        if !endpoint.needs_session || endpoint.template == path::SIGN_OUT {
            continue;
        }
        let sent = (endpoint.method.clone(), endpoint.path.as_str());
        let answer = anna.client.send::<()>(sent.0, sent.1, None).await;
        let error: Option<wire::Error> = answer.parse();
        if error.is_none_or(|error| error.code != Code::SecondFactorRequired) {
            open.push(format!("{} {}", endpoint.method, endpoint.template));
        }
    }
    // The recovery root's own, and what leads to a second factor.
    let mut expected = [
        (Http::GET, path::BLOB),
        (Http::GET, path::ROSTER),
        (Http::GET, path::SECOND_FACTOR),
        (Http::PUT, path::SECOND_FACTOR),
        (Http::PUT, path::PASSWORD),
        (Http::PUT, path::RECOVERY_ACCOUNT),
    ]
    .map(|(method, path)| format!("{method} {path}"));
    expected.sort_unstable();
    open.sort_unstable();
    assert_eq!(open, expected);
    // It asks nobody else.
    let _: Session = ben.client.get(path::SESSION).await.ok();
    let _: Session = company.founder.client.get(path::SESSION).await.ok();
    // A new session is no better, and its refusals are no lines of the log.
    let _: SignedIn = anna.sign_in().await.ok();
    let refused = anna.client.get(path::JOURNALS).await;
    refused.fails(403, Code::SecondFactorRequired);
    let log: Operations = company.founder.client.get(path::OPERATIONS).await.ok();
    let kept = log
        .operations
        .iter()
        .find(|line| line.act == Act::Refused && line.person == Some(anna.person.id.to_string()));
    assert!(kept.is_none_or(|line| line.detail.as_deref() != Some("second_factor_required")));

    anna.guard().await;
    let _: Session = anna.client.get(path::SESSION).await.ok();
    // Ended again, and every session is bare again.
    let mut other = company.app.client();
    let ticket = asked(&mut other, &anna.credentials()).await;
    let _: SignedIn = give(&mut other, &ticket, totp(0)).await.ok();
    let end = SecondFactorEnd {
        secret: anna.account.secret.clone(),
        given: totp(1),
    };
    anna.client.put(path::SECOND_FACTOR_END, &end).await.done();
    for client in [&mut anna.client, &mut other] {
        let refused = client.get(path::SESSION).await;
        refused.fails(403, Code::SecondFactorRequired);
    }
}

/// Nothing that a thief of the database could use: neither the key nor a code lies there as it is.
#[tokio::test]
async fn what_is_stored_is_sealed_or_hashed() {
    use crate::app::App;

    let mut company = Company::found_on(App::durable().await).await;
    company.founder.guard().await;
    let mut found = Vec::new();
    let Company { app, founder, .. } = company;
    let id = founder.person.id.to_string();
    // Its browser holds the database open.
    drop(founder);
    app.restart_after(|dir| {
        let mut folders = vec![dir.to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                match path.is_dir() {
                    true => folders.push(path),
                    false => found.push(std::fs::read(path).unwrap()),
                }
            }
        }
    })
    .await;
    let there = |mark: &[u8]| {
        let mut files = found.iter();
        files.any(|file| file.windows(mark.len()).any(|window| window == mark))
    };
    // That it would be found: the founder's id lies there in the clear.
    assert!(there(id.as_bytes()));
    assert!(!there(KEY));
    for code in codes('A') {
        assert!(!there(code.as_bytes()), "{code}");
    }
}
