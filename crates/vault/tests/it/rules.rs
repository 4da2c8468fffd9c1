//! The signed settings: who sets them, and what they come to.

use bridge::{
    Failure, Reason,
    account::{ChangePassword, PasswordState, SignIn, Start},
    change::Duty,
    client::Sync,
    device::{EndSession, GetDevices, GetLocks, LoseDevice, Unlock},
    organisation::GetOrganisation,
    settings::{
        AnswerRelease, ChangeSettings, GetSettings, Settings, SettingsView, Several, Subject,
    },
};
use testkit::client::Client;

use crate::{
    company::{Company, PASSWORD, secret},
    leaving,
};

const DAY: i64 = 86_400_000;

async fn set(
    client: &mut Client,
    change: impl FnOnce(&mut Settings),
) -> Result<SettingsView, Failure> {
    let told = client.call(GetSettings).await?;
    let (seen, release) = (told.settings, told.release.map(|release| release.seq));
    let mut settings = seen.clone();
    change(&mut settings);
    let call = ChangeSettings {
        settings,
        seen,
        release,
    };
    client.call(call).await
}

async fn password_of(client: &mut Client) -> PasswordState {
    client.call(Start).await.unwrap().session.unwrap().password
}

fn change(present: &str, password: &str) -> ChangePassword {
    ChangePassword {
        present: secret(present),
        password: secret(password),
    }
}

#[tokio::test]
async fn settings_are_signed_and_tell_who_changed_them() {
    let mut company = Company::found().await;
    let mut colleague = company
        .hire("李强", "liqiang", "销售一组", "销售代表")
        .await;
    let before = company.founder.call(GetSettings).await.unwrap();
    assert_eq!(before.changes, [], "nobody has set anything yet");
    assert_eq!((before.settings.days, before.settings.failures), (90, 5));
    let after = set(&mut company.founder, |settings| settings.failures = 3).await;
    let after = after.unwrap();
    assert_eq!(after.settings.failures, 3);
    let changes: Vec<_> = after
        .changes
        .iter()
        .map(|change| (change.subject, change.by.as_str()))
        .collect();
    assert_eq!(changes, [(Subject::LockOut, "王敏")]);

    colleague.call(Sync).await.unwrap();
    let theirs = colleague.call(GetSettings).await.unwrap();
    assert_eq!(
        (theirs.settings, theirs.changes),
        (after.settings, after.changes)
    );
    let refused = set(&mut colleague, |settings| settings.failures = 20).await;
    assert_eq!(refused.unwrap_err().reason, Reason::NotAllowed);
    let out_of_range = set(&mut company.founder, |settings| settings.length = 3).await;
    assert_eq!(out_of_range.unwrap_err().reason, Reason::Invalid);
    // The form was filled before somebody else set something.
    let stale = ChangeSettings {
        settings: before.settings.clone(),
        seen: before.settings,
        release: None,
    };
    let refused = company.founder.call(stale).await.unwrap_err();
    assert_eq!(refused.reason, Reason::Outdated);
}

/// The founder bears two administrations: the policy can begin only once somebody else has one of them.
#[tokio::test]
async fn duties_are_kept_apart_once_nobody_bears_two() {
    let mut company = Company::found().await;
    let told = company.founder.call(GetSettings).await.unwrap();
    let founder = Several {
        name: "王敏".to_owned(),
        duties: vec![Duty::System, Duty::Archive],
    };
    assert_eq!(told.several, [founder]);
    let refused = set(&mut company.founder, |settings| {
        settings.separate_duties = true
    })
    .await;
    assert_eq!(refused.unwrap_err().reason, Reason::Separation);
}

/// One person alone does not end the separation: it takes somebody who bears another duty, and whoever administers may take it back meanwhile.
#[tokio::test]
async fn duties_are_kept_apart_until_two_people_say_otherwise() {
    let mut company = Company::found().await;
    let mut system = company
        .hire("周敏", "zhoumin", "晨光商贸", "系统管理员")
        .await;
    let mut audit = company
        .hire("孙悦", "sunyue", "晨光商贸", "审计管理员")
        .await;
    let organisation = company.founder.call(GetOrganisation).await.unwrap();
    let leave = leaving::post(&organisation, "王敏", "晨光商贸", "系统管理员");
    company.founder.call(leave).await.unwrap();
    system.call(Sync).await.unwrap();
    let on = set(&mut system, |settings| settings.separate_duties = true).await;
    let on = on.unwrap();
    assert_eq!((on.several, on.release), (vec![], None));

    let off = |settings: &mut Settings| {
        settings.separate_duties = false;
        settings.failures = 4;
    };
    let asked = set(&mut system, off).await.unwrap();
    // What else was saved with it holds.
    assert_eq!(asked.settings.failures, 4);
    assert!(asked.settings.separate_duties);
    let own = asked.release.unwrap();
    // Whoever has not seen it takes nothing back.
    let unseen = ChangeSettings {
        settings: Settings {
            failures: 6,
            ..asked.settings.clone()
        },
        seen: asked.settings,
        release: None,
    };
    let refused = system.call(unseen).await.unwrap_err();
    assert_eq!(refused.reason, Reason::Outdated);
    assert_eq!(own.by, "周敏");
    assert!(!own.may_agree && own.may_refuse);
    let agree = |seq, agree| AnswerRelease { seq, agree };
    let alone = system.call(agree(own.seq, true)).await.unwrap_err();
    assert_eq!(alone.reason, Reason::NotAllowed);

    audit.call(Sync).await.unwrap();
    let seen = audit.call(GetOrganisation).await.unwrap().release.unwrap();
    assert!(seen.may_agree && !seen.may_refuse);
    let refused = audit.call(agree(seen.seq, false)).await.unwrap_err();
    assert_eq!(refused.reason, Reason::NotAllowed);
    // It is taken back before they agree.
    let kept = system.call(agree(own.seq, false)).await.unwrap();
    assert_eq!(kept.release, None);
    let late = audit.call(agree(seen.seq, true)).await.unwrap_err();
    assert_eq!(late.reason, Reason::Outdated);

    let again = set(&mut system, off).await.unwrap().release.unwrap();
    audit.call(Sync).await.unwrap();
    let done = audit.call(agree(again.seq, true)).await.unwrap();
    assert!(!done.settings.separate_duties && done.release.is_none());
    let duties = done
        .changes
        .iter()
        .find(|one| one.subject == Subject::Duties);
    assert_eq!(duties.unwrap().by, "孙悦");
    system.call(Sync).await.unwrap();
    assert!(
        !set(&mut system, |_| {})
            .await
            .unwrap()
            .settings
            .separate_duties
    );
}

/// A password ends for its owner alone, by what their own blob remembers; and not for ever at once.
#[tokio::test]
async fn a_password_ends_and_another_one_begins_anew() {
    let mut company = Company::found().await;
    let mut colleague = company
        .hire("李强", "liqiang", "销售一组", "销售代表")
        .await;
    assert_eq!(password_of(&mut colleague).await, PasswordState::Fine);
    set(&mut company.founder, |settings| settings.days = 30)
        .await
        .unwrap();
    colleague.set_clock_ahead(20 * DAY);
    colleague.call(Sync).await.unwrap();
    assert_eq!(password_of(&mut colleague).await, PasswordState::Ends(10));
    colleague.set_clock_ahead(31 * DAY);
    colleague.call(Sync).await.unwrap();
    assert_eq!(password_of(&mut colleague).await, PasswordState::Over);
    let new = "Nine-herons-over-9-quiet-lakes";
    colleague.call(change(PASSWORD, new)).await.unwrap();
    assert_eq!(password_of(&mut colleague).await, PasswordState::Fine);
    // Another device of theirs knows it as well, and which ones they had.
    let mut other = Client::new(&company.server.url());
    other.set_clock_ahead(31 * DAY);
    let sign_in = SignIn {
        sign_in_name: "liqiang".to_owned(),
        password: secret(new),
    };
    let session = other.call(sign_in).await.unwrap();
    assert_eq!(session.password, PasswordState::Fine);
    let back = other.call(change(new, PASSWORD)).await.unwrap_err();
    let fields = [("password".to_owned(), "used_before".to_owned())];
    assert_eq!(back.fields, fields);
    set(&mut company.founder, |settings| settings.history = 0)
        .await
        .unwrap();
    other.call(Sync).await.unwrap();
    other.call(change(new, PASSWORD)).await.unwrap();
}

/// Stricter rules: who signs in with a password that is not what they ask for has to change it, and who is signed in is not disturbed.
#[tokio::test]
async fn a_password_that_no_longer_fits_is_found_out_at_sign_in() {
    let mut company = Company::found().await;
    let mut colleague = company
        .hire("李强", "liqiang", "销售一组", "销售代表")
        .await;
    set(&mut company.founder, |settings| settings.length = 40)
        .await
        .unwrap();
    colleague.call(Sync).await.unwrap();
    assert_eq!(password_of(&mut colleague).await, PasswordState::Fine);
    let mut again = company.sign_in("liqiang").await.unwrap();
    assert_eq!(password_of(&mut again).await, PasswordState::Unfit);
    let short = again
        .call(change(PASSWORD, "Nine-herons-over-9-quiet-lakes"))
        .await;
    let fields = [("password".to_owned(), "too_short".to_owned())];
    assert_eq!(short.unwrap_err().fields, fields);
    let long = "Nine-herons-over-9-quiet-lakes-and-4-hills";
    again.call(change(PASSWORD, long)).await.unwrap();
    assert_eq!(password_of(&mut again).await, PasswordState::Fine);
}

#[tokio::test]
async fn a_locked_account_is_told_why_and_an_administrator_unlocks_it() {
    let mut company = Company::found().await;
    company
        .hire("李强", "liqiang", "销售一组", "销售代表")
        .await;
    let guess = || SignIn {
        sign_in_name: "liqiang".to_owned(),
        password: secret("not-my-password-at-all"),
    };
    let mut stranger = Client::new(&company.server.url());
    for _ in 0..5 {
        let wrong = stranger.call(guess()).await.unwrap_err();
        assert_eq!(wrong.reason, Reason::WrongCredentials);
    }
    let locked = company.sign_in("liqiang").await.map(|_| ()).unwrap_err();
    assert!(
        matches!(locked.reason, Reason::LockedOut(1700..=1800)),
        "{locked:?}"
    );
    let locks = company.founder.call(GetLocks).await.unwrap().locks;
    let person = locks[0].person.clone();
    let locks = company.founder.call(Unlock { person }).await.unwrap().locks;
    assert_eq!(locks, []);
    assert!(company.sign_in("liqiang").await.is_ok());
}

/// 报失: the lost browser is let in no more, and forgets what it keeps as soon as it asks for anything.
#[tokio::test]
async fn a_lost_browser_is_shut_out_and_forgets_what_it_keeps() {
    let mut company = Company::found().await;
    company
        .hire("李强", "liqiang", "销售一组", "销售代表")
        .await;
    let mut mine = company.sign_in("liqiang").await.unwrap();
    let mut lost = company.sign_in("liqiang").await.unwrap();
    let org = "draft/0";
    let person = mine.call(Start).await.unwrap().session.unwrap().person;
    lost.store().plant(&format!("{org}/{person}/new"), vec![1]);
    // Somebody else uses that browser as well.
    lost.store().plant(&format!("{org}/another/new"), vec![1]);
    let devices = lost.call(GetDevices).await.unwrap().devices;
    assert_eq!(devices.iter().filter(|device| device.here).count(), 1);
    let id = devices
        .iter()
        .find(|device| device.here)
        .unwrap()
        .id
        .clone();
    let lose = |password: &str, lost| LoseDevice {
        id: id.clone(),
        password: secret(password),
        lost,
    };
    let guess = mine.call(lose("not-my-password-at-all", true)).await;
    assert_eq!(guess.unwrap_err().reason, Reason::WrongCredentials);
    let after = mine.call(lose(PASSWORD, true)).await.unwrap().devices;
    assert_eq!(after.iter().filter(|device| device.lost).count(), 1);
    let over = lost.call(Sync).await.unwrap_err();
    assert_eq!(over.reason, Reason::Locked);
    lost.call(Start).await.unwrap();
    let kept: Vec<String> = lost.store().found().into_keys().collect();
    assert_eq!(kept, ["draft/0/another/new"]);
    let sign_in = || SignIn {
        sign_in_name: "liqiang".to_owned(),
        password: secret(PASSWORD),
    };
    let refused = lost.call(sign_in()).await.unwrap_err();
    assert_eq!(refused.reason, Reason::DeviceLost);
    mine.call(lose(PASSWORD, false)).await.unwrap();
    lost.call(sign_in()).await.unwrap();
    mine.call(Sync).await.unwrap();
    // All others, in one act.
    let after = mine.call(EndSession { id: None }).await.unwrap().devices;
    let alive: usize = after.iter().map(|device| device.sessions.len()).sum();
    assert_eq!(alive, 1);
}
