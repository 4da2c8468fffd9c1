//! A second factor, as its owner's page sees it: set up, asked for, lost, demanded.

use bridge::{
    Failure, Reason, Secret,
    account::{Lock, MakeCode, Recover, SessionView, SignIn, Start},
    client::{ListClients, Sync},
    device::GetLocks,
    second_factor::{
        Change, ChangeSecondFactor, GetSecondFactor, GiveCode, Method, Offer, OfferSecondFactor,
        OneTimeCodes, RemoveSecondFactor,
    },
    settings::{ChangeSettings, GetSettings, Subject},
};
use testkit::{
    authenticator,
    client::{Client, Fate},
};
use wire::path;

use crate::company::{Company, PASSWORD, create, secret};

const GROUP: &str = "销售一组";

/// A phone.
struct Phone(Vec<u8>);

impl Phone {
    fn takes(offer: &Offer) -> Self {
        let typed: Vec<&str> = offer.groups.iter().map(Secret::expose).collect();
        assert_eq!(typed.len(), 8);
        let typed = typed.join(" ");
        let scanned = offer.address.expose();
        assert!(scanned.contains(&format!("secret={}&", typed.replace(' ', ""))));
        Self(authenticator::key(&typed).unwrap())
    }

    fn shows(&self, steps: i64) -> Secret {
        Secret::new(authenticator::shows(
            &self.0,
            authenticator::unhurried(),
            steps,
        ))
    }
}

fn set_up(code: Secret) -> ChangeSecondFactor {
    ChangeSecondFactor {
        change: Change::SetUp,
        password: secret(PASSWORD),
        code,
    }
}

/// Sets one up with the code before the present one: two more are left to be used at once.
async fn guard(client: &mut Client) -> (Phone, OneTimeCodes) {
    let phone = Phone::takes(&client.call(OfferSecondFactor).await.unwrap());
    let codes = client.call(set_up(phone.shows(-1))).await.unwrap();
    (phone, codes)
}

fn credentials(name: &str) -> SignIn {
    SignIn {
        sign_in_name: name.to_owned(),
        password: secret(PASSWORD),
    }
}

async fn give(client: &mut Client, code: Secret) -> Result<SessionView, Failure> {
    client.call(GiveCode { code }).await
}

/// The password, in a fresh browser.
async fn asked(company: &Company, name: &str) -> Client {
    let mut client = Client::new(&company.server.url());
    let failure = client.call(credentials(name)).await.unwrap_err();
    assert_eq!(failure.reason, Reason::CodeNeeded);
    client
}

#[tokio::test]
async fn the_vault_opens_by_password_and_code() {
    let mut company = Company::found().await;
    create(&mut company, GROUP, "张雨桐").await;
    let before = company.founder.call(GetSecondFactor).await.unwrap();
    assert_eq!((before.method, before.since), (None, 0));
    let (phone, codes) = guard(&mut company.founder).await;
    let after = company.founder.call(GetSecondFactor).await.unwrap();
    assert_eq!((after.method, after.codes_left), (Some(Method::Totp), 10));
    assert_eq!(codes.codes.len(), 10);

    let mut client = asked(&company, "wangmin").await;
    // Nothing is open, and what can't be a code is not even sent.
    let locked = client.call(Sync).await.unwrap_err();
    assert_eq!(locked.reason, Reason::Locked);
    let before = client.requests();
    let nonsense = give(&mut client, secret("12345")).await.unwrap_err();
    assert_eq!(
        nonsense.fields,
        [("code".to_owned(), "malformed".to_owned())]
    );
    assert_eq!(client.requests(), before);
    let wrong = give(&mut client, phone.shows(9)).await.unwrap_err();
    assert_eq!(wrong.reason, Reason::WrongSecondFactor);
    // As a Chinese keyboard types it.
    let full_width = phone.shows(0);
    let full_width: String = full_width
        .expose()
        .chars()
        .map(|digit| char::from_u32(u32::from(digit) + 0xfee0).unwrap())
        .collect();
    let session = give(&mut client, Secret::new(full_width)).await.unwrap();
    assert_eq!(session.name, "王敏");
    assert!(!session.must_set_up);
    let list = client.call(ListClients::default()).await.unwrap();
    assert_eq!(list.total, 1);

    // The same code is none any more; a one-time code is one, once.
    let mut other = asked(&company, "wangmin").await;
    let used = give(&mut other, phone.shows(0)).await.unwrap_err();
    assert_eq!(used.reason, Reason::WrongSecondFactor);
    let one = codes.codes[4].clone();
    give(&mut other, one.clone()).await.unwrap();
    let mut third = asked(&company, "wangmin").await;
    let used = give(&mut third, one).await.unwrap_err();
    assert_eq!(used.reason, Reason::WrongSecondFactor);
}

#[tokio::test]
async fn a_locked_page_opens_by_the_password_alone() {
    let mut company = Company::found().await;
    let (phone, _) = guard(&mut company.founder).await;
    let mut client = asked(&company, "wangmin").await;
    give(&mut client, phone.shows(0)).await.unwrap();
    client.call(Lock).await.unwrap();
    client.call(credentials("wangmin")).await.unwrap();
    // Whoever locks a page that waits for a code begins anew.
    let mut waiting = asked(&company, "wangmin").await;
    waiting.call(Lock).await.unwrap();
    let over = give(&mut waiting, phone.shows(1)).await.unwrap_err();
    assert_eq!(over.reason, Reason::SignInEnded);
}

#[tokio::test]
async fn lost_answers_come_to_the_same_codes_or_to_another_try() {
    let mut company = Company::found().await;
    let founder = &mut company.founder;
    let phone = Phone::takes(&founder.call(OfferSecondFactor).await.unwrap());
    founder.network(|request| match request.path.as_str() {
        path::SECOND_FACTOR => Fate::AnswerLost,
        _ => Fate::Arrives,
    });
    let lost = founder.call(set_up(phone.shows(-1))).await.unwrap_err();
    assert_eq!(lost.reason, Reason::Offline);
    founder.mend_network();
    // It stands already, and whoever asks once more sees the codes that came with it.
    let codes = founder.call(set_up(phone.shows(-1))).await.unwrap();
    let mut client = asked(&company, "wangmin").await;
    give(&mut client, codes.codes[0].clone()).await.unwrap();
    let founder = &mut company.founder;
    let again = founder.call(OfferSecondFactor).await.unwrap();
    let other = Phone::takes(&again);
    let refused = founder.call(set_up(other.shows(0))).await.unwrap_err();
    assert_eq!(refused.reason, Reason::Conflict);
}

#[tokio::test]
async fn codes_are_replaced_and_it_is_ended_by_password_and_code() {
    let mut company = Company::found().await;
    let (phone, codes) = guard(&mut company.founder).await;
    let founder = &mut company.founder;
    let new = |password: &str, code| ChangeSecondFactor {
        change: Change::Codes,
        password: secret(password),
        code,
    };
    let requests = founder.requests();
    let wrong = founder.call(new("not it", phone.shows(0))).await;
    assert_eq!(wrong.unwrap_err().reason, Reason::WrongCredentials);
    assert!(founder.requests() > requests);
    let wrong = founder.call(new(PASSWORD, phone.shows(6))).await;
    assert_eq!(wrong.unwrap_err().reason, Reason::WrongSecondFactor);
    let others = founder.call(new(PASSWORD, phone.shows(0))).await.unwrap();
    assert!(others.codes.iter().all(|code| !codes.codes.contains(code)));
    let end = |code: &Secret| ChangeSecondFactor {
        change: Change::End,
        password: secret(PASSWORD),
        code: code.clone(),
    };
    let void = founder.call(end(&codes.codes[0])).await.unwrap_err();
    assert_eq!(void.reason, Reason::WrongSecondFactor);
    let none = founder.call(end(&others.codes[0])).await.unwrap();
    assert_eq!(none.codes, []);
    let state = founder.call(GetSecondFactor).await.unwrap();
    assert_eq!(state.method, None);
    company.sign_in("wangmin").await.unwrap();
}

/// The paper stands for the password; the phone is asked for as well.
#[tokio::test]
async fn a_recovery_code_needs_the_phone() {
    let mut company = Company::found().await;
    let made = MakeCode {
        present: secret(PASSWORD),
    };
    let code = company.founder.call(made).await.unwrap();
    let groups: Vec<&str> = code.groups.iter().map(Secret::expose).collect();
    let (phone, _) = guard(&mut company.founder).await;
    let recover = Recover {
        kits: vec![Secret::new(groups.join(" "))],
        sign_in_name: "wangmin".to_owned(),
        password: secret("Nine-herons-over-9-quiet-lakes"),
    };
    let mut client = Client::new(&company.server.url());
    let failure = client.call(recover).await.unwrap_err();
    assert_eq!(failure.reason, Reason::CodeNeeded);
    let wrong = give(&mut client, phone.shows(5)).await.unwrap_err();
    assert_eq!(wrong.reason, Reason::WrongSecondFactor);
    let session = give(&mut client, phone.shows(0)).await.unwrap();
    assert_eq!(session.sign_in_name, "wangmin");
    client.call(Sync).await.unwrap();
}

#[tokio::test]
async fn the_kit_opens_without_a_phone() {
    let mut company = Company::found().await;
    guard(&mut company.founder).await;
    let recover = Recover {
        kits: vec![Secret::new(company.kit.clone())],
        sign_in_name: "wangmin".to_owned(),
        password: secret("Nine-herons-over-9-quiet-lakes"),
    };
    let mut client = Client::new(&company.server.url());
    client.call(recover).await.unwrap();
    let state = client.call(GetSecondFactor).await.unwrap();
    assert_eq!(state.method, None);
}

#[tokio::test]
async fn an_administrator_helps_whoever_lost_their_phone() {
    let mut company = Company::found().await;
    let mut sales = company.hire("李强", "liqiang", GROUP, "销售代表").await;
    guard(&mut sales).await;
    let refused = sales.call(GetLocks).await.unwrap_err();
    assert_eq!(refused.reason, Reason::NotAllowed);
    let person = sales.call(Start).await.unwrap().session.unwrap().person;
    let have = company.founder.call(GetLocks).await.unwrap();
    assert_eq!(have.guarded, std::slice::from_ref(&person));
    let call = RemoveSecondFactor { person };
    let have = company.founder.call(call).await.unwrap();
    assert_eq!(have.guarded, [""; 0]);
    assert_eq!(sales.call(Sync).await.unwrap_err().reason, Reason::Locked);
    company.sign_in("liqiang").await.unwrap();
}

/// The policy is signed by an administrator, told with whom it concerns, and leads whoever it concerns to a second factor before anything else.
#[tokio::test]
async fn who_has_to_have_one_sets_it_up_first() {
    let mut company = Company::found().await;
    let mut sales = company.hire("李强", "liqiang", GROUP, "销售代表").await;
    let seen = company.founder.call(GetSettings).await.unwrap();
    let role = seen.roles.iter().find(|role| role.name == "销售代表");
    let role = role.unwrap().clone();
    assert_eq!(role.holders, 1);
    assert_eq!(role.without, Some(vec!["李强".to_owned()]));
    let mut settings = seen.settings.clone();
    settings.second_factor = vec![role.id.clone()];
    let call = ChangeSettings {
        settings,
        seen: seen.settings,
        release: None,
    };
    let set = company.founder.call(call).await.unwrap();
    assert_eq!(set.settings.second_factor, [role.id]);
    assert!(
        set.changes
            .iter()
            .any(|change| change.subject == Subject::SecondFactor)
    );

    // The open page finds out by what it asks next.
    let refused = sales.call(Sync).await.unwrap_err();
    assert_eq!(refused.reason, Reason::SecondFactorRequired);
    let told = sales.call(Start).await.unwrap().session.unwrap();
    assert!(told.must_set_up);
    // A fresh one by signing in.
    let mut fresh = company.sign_in("liqiang").await.unwrap();
    let told = fresh.call(Start).await.unwrap().session.unwrap();
    assert!(told.must_set_up);
    let (phone, _) = guard(&mut fresh).await;
    let told = fresh.call(Start).await.unwrap().session.unwrap();
    assert!(!told.must_set_up);
    assert!(told.abilities.read_clients);
    fresh.call(Sync).await.unwrap();
    let mut other = asked(&company, "liqiang").await;
    let session = give(&mut other, phone.shows(0)).await.unwrap();
    assert!(!session.must_set_up);
    let seen = company.founder.call(GetSettings).await.unwrap();
    let role = seen.roles.iter().find(|role| role.name == "销售代表");
    assert_eq!(role.unwrap().without, Some(Vec::new()));
}

/// Whom it concerns no more goes on by themselves.
#[tokio::test]
async fn a_policy_that_asks_no_more_lets_go() {
    let mut company = Company::found().await;
    let mut sales = company.hire("李强", "liqiang", GROUP, "销售代表").await;
    for asks in [true, false] {
        let seen = company.founder.call(GetSettings).await.unwrap();
        let role = seen.roles.iter().find(|role| role.name == "销售代表");
        let mut settings = seen.settings.clone();
        settings.second_factor = match asks {
            true => vec![role.unwrap().id.clone()],
            false => Vec::new(),
        };
        let call = ChangeSettings {
            settings,
            seen: seen.settings,
            release: None,
        };
        company.founder.call(call).await.unwrap();
        assert_eq!(sales.call(Sync).await.is_err(), asks);
        let told = sales.call(Start).await.unwrap().session.unwrap();
        assert_eq!(told.must_set_up, asks);
    }
}

/// A method that is younger than this program is told apart from a wrong code.
#[tokio::test]
async fn an_unknown_method_asks_for_a_newer_page() {
    let mut company = Company::found().await;
    guard(&mut company.founder).await;
    let mut client = Client::new(&company.server.url());
    client.lie(|at, mut response| {
        if at == path::SIGN_IN {
            let place = response.body.windows(4).position(|four| four == b"totp");
            let place = place.unwrap();
            response.body[place..place + 4].copy_from_slice(b"rune");
        }
        response
    });
    let failure = client.call(credentials("wangmin")).await.unwrap_err();
    assert_eq!(failure.reason, Reason::UnknownMethod);
}

#[test]
fn nothing_of_it_is_printed() {
    let code = GiveCode {
        code: secret("042137"),
    };
    let body = wire::second_factor::Given {
        source: wire::second_factor::Source::Totp,
        code: "042137".to_owned(),
    };
    assert!(!format!("{code:?} {body:?}").contains("042137"));
}
