//! Who has lost password or keys gets new ones: an administrator's link, the person's answer, a confirmation, and an archivist.

use bridge::{
    Failure, Reason,
    account::{InvitationView, Join, OpenInvitation, Recover, RenewAccess, ReplaceKeys, SignIn},
    client::Sync,
    organisation::{
        Admit, ConfirmNewcomer, GetOrganisation, InvitationLink, InvitationStatus,
        OrganisationView, Renew, WithdrawInvitation,
    },
};
use testkit::{
    client::{Client, Fate},
    server::TestServer,
};

use crate::company::{Company, PASSWORD, create, name, open, person, secret, waiting};

const NEW: &str = "Nine-cranes-over-9-old-bridges";

async fn link(company: &mut Company, name: &str) -> Result<InvitationLink, Failure> {
    let organisation = company.founder.call(GetOrganisation).await?;
    let renew = Renew {
        person: person(&organisation, name),
    };
    company.founder.call(renew).await
}

async fn answer(company: &Company, link: &InvitationLink, password: &str) -> Result<(), Failure> {
    let renew = RenewAccess {
        fragment: link.fragment.clone(),
        password: secret(password),
    };
    let mut browser = Client::new(&company.server.url());
    browser.call(renew).await.map(|_| ())
}

async fn confirm(
    company: &mut Company,
    link: &InvitationLink,
) -> Result<OrganisationView, Failure> {
    let confirm = ConfirmNewcomer {
        id: link.id.clone(),
    };
    company.founder.call(confirm).await
}

async fn sign_in(company: &Company, name: &str, password: &str) -> Result<Client, Failure> {
    let mut client = Client::new(&company.server.url());
    let credentials = SignIn {
        sign_in_name: name.to_owned(),
        password: secret(password),
    };
    client.call(credentials).await?;
    Ok(client)
}

/// 李强 of 销售一组, and a file there.
async fn one() -> (Company, Client, String) {
    let mut company = Company::found().await;
    let theirs = company
        .hire("李强", "liqiang", "销售一组", "销售代表")
        .await;
    let file = create(&mut company, "销售一组", "张雨桐").await;
    (company, theirs, file)
}

#[tokio::test]
async fn whoever_forgot_their_password_gets_new_keys_and_an_archivist_lets_them_in() {
    let (mut company, mut theirs, file) = one().await;
    let link = link(&mut company, "李强").await.unwrap();
    let fragment = link.fragment.clone();
    let mut browser = Client::new(&company.server.url());
    let InvitationView { renews, .. } = browser.call(OpenInvitation { fragment }).await.unwrap();
    assert_eq!(renews.as_deref(), Some("liqiang"));
    answer(&company, &link, NEW).await.unwrap();

    // Nothing has changed yet, for them or for who uses their name.
    open(&mut theirs, &file).await.unwrap();
    sign_in(&company, "liqiang", PASSWORD).await.unwrap();
    let early = sign_in(&company, "liqiang", NEW).await.err().unwrap();
    assert_eq!(early.reason, Reason::WrongCredentials);
    let before = company.founder.call(GetOrganisation).await.unwrap();
    let line = before.invitations.iter().find(|line| line.id == link.id);
    let line = line.unwrap();
    assert_eq!(line.status, InvitationStatus::Answered);
    assert_eq!(line.renews, Some(person(&before, "李强")));
    assert_eq!(line.name.as_deref(), Some("李强"));

    let after = confirm(&mut company, &link).await.unwrap();
    let line = after.invitations.iter().find(|line| line.id == link.id);
    assert_eq!(line.unwrap().status, InvitationStatus::Used);
    // Whoever has the old password, or sits at the old page, is out.
    let ended = theirs.call(Sync).await.unwrap_err();
    assert_eq!(ended.reason, Reason::Locked);
    let old = sign_in(&company, "liqiang", PASSWORD).await.err().unwrap();
    assert_eq!(old.reason, Reason::WrongCredentials);
    // The person is in, and waits for their files.
    let mut theirs = sign_in(&company, "liqiang", NEW).await.unwrap();
    let waits = open(&mut theirs, &file).await.unwrap_err();
    assert_eq!(waits.reason, Reason::NotFound);
    assert!(waiting(&after, "李强").rekeyed);
    let seen = vec![waiting(&after, "李强")];
    company.founder.call(Admit { seen }).await.unwrap();
    let opened = open(&mut theirs, &file).await.unwrap();
    assert_eq!(name(&opened), "张雨桐");
    // A second device, and the files that come later.
    let later = create(&mut company, "销售一组", "章子安").await;
    let mut second = sign_in(&company, "liqiang", NEW).await.unwrap();
    assert_eq!(name(&open(&mut second, &later).await.unwrap()), "章子安");
}

#[tokio::test]
async fn a_link_is_for_one_person_and_ends() {
    let (mut company, _theirs, _) = one().await;
    let link = link(&mut company, "李强").await.unwrap();
    // It makes no newcomer.
    let join = Join {
        fragment: link.fragment.clone(),
        name: "赵倩".to_owned(),
        sign_in_name: "zhaoqian".to_owned(),
        password: secret(PASSWORD),
    };
    let refused = Client::new(&company.server.url()).call(join).await;
    assert_eq!(refused.unwrap_err().reason, Reason::BadInvitation);
    // A password that is easy to guess is no better here than elsewhere.
    let weak = answer(&company, &link, "liqiang-liqiang")
        .await
        .unwrap_err();
    assert_eq!(weak.reason, Reason::Invalid);
    answer(&company, &link, NEW).await.unwrap();
    let second = answer(&company, &link, PASSWORD).await.unwrap_err();
    assert_eq!(second.reason, Reason::Answered);
    let id = link.id.clone();
    let after = company.founder.call(WithdrawInvitation { id }).await;
    let after = after.unwrap();
    let line = after.invitations.iter().find(|line| line.id == link.id);
    assert_eq!(line.unwrap().status, InvitationStatus::Withdrawn);
    let ended = answer(&company, &link, NEW).await.unwrap_err();
    assert_eq!(ended.reason, Reason::InvitationEnded);
    let late = confirm(&mut company, &link).await.unwrap_err();
    assert_eq!(late.reason, Reason::InvitationEnded);
    sign_in(&company, "liqiang", PASSWORD).await.unwrap();
}

/// Whoever lost their telephone twice in a week has two links; what the first was answered with is void once the second is confirmed.
#[tokio::test]
async fn the_answer_that_is_confirmed_ends_the_others() {
    let (mut company, _theirs, _) = one().await;
    let first = link(&mut company, "李强").await.unwrap();
    let second = link(&mut company, "李强").await.unwrap();
    answer(&company, &first, "Six-herons-on-2-frozen-lakes")
        .await
        .unwrap();
    answer(&company, &second, NEW).await.unwrap();
    let after = confirm(&mut company, &second).await.unwrap();
    let status = |id: &str| {
        let mut lines = after.invitations.iter();
        lines.find(|line| line.id == id).unwrap().status
    };
    assert_eq!(status(&second.id), InvitationStatus::Used);
    assert_eq!(status(&first.id), InvitationStatus::Withdrawn);
    sign_in(&company, "liqiang", NEW).await.unwrap();
}

/// New keys bear no duty until an archivist admits them: where there is no other, the kits are the way, and that is said at once.
#[tokio::test]
async fn the_last_archivist_is_told_to_use_the_kits() {
    let (mut company, _theirs, _) = one().await;
    company
        .hire("赵倩", "zhaoqian", "晨光商贸", "系统管理员")
        .await;
    let mut administrator = company.sign_in("zhaoqian").await.unwrap();
    let organisation = administrator.call(GetOrganisation).await.unwrap();
    let renew = Renew {
        person: person(&organisation, "王敏"),
    };
    let refused = administrator.call(renew.clone()).await.unwrap_err();
    assert_eq!(refused.reason, Reason::OnlyKits);
    company
        .hire("孙芳", "sunfang", "晨光商贸", "档案管理员")
        .await;
    administrator.call(Sync).await.unwrap();
    administrator.call(renew).await.unwrap();
    // Nobody renews their own access so: whoever has it has no need to, and whoever found their page open must not.
    let renew = Renew {
        person: person(&organisation, "赵倩"),
    };
    let own = administrator.call(renew).await.unwrap_err();
    assert_eq!(own.reason, Reason::NotAllowed);
}

/// Whoever suspects a thief needs nobody to shut them out; only to be let in again.
#[tokio::test]
async fn whoever_suspects_a_thief_replaces_their_own_keys() {
    let (mut company, mut theirs, file) = one().await;
    let mut thief = sign_in(&company, "liqiang", PASSWORD).await.unwrap();
    let replace = |present: &str| ReplaceKeys {
        present: secret(present),
        password: secret(NEW),
    };
    let wrong = theirs.call(replace(NEW)).await.unwrap_err();
    assert_eq!(wrong.reason, Reason::WrongCredentials);
    theirs.call(replace(PASSWORD)).await.unwrap();
    for out in [&mut theirs, &mut thief] {
        assert_eq!(out.call(Sync).await.unwrap_err().reason, Reason::Locked);
    }
    let old = sign_in(&company, "liqiang", PASSWORD).await.err().unwrap();
    assert_eq!(old.reason, Reason::WrongCredentials);
    // The same page signs in again, and remembers nothing against it.
    let credentials = SignIn {
        sign_in_name: "liqiang".to_owned(),
        password: secret(NEW),
    };
    theirs.call(credentials).await.unwrap();
    let waits = open(&mut theirs, &file).await.unwrap_err();
    assert_eq!(waits.reason, Reason::NotFound);
    company.founder.call(Sync).await.unwrap();
    let organisation = company.founder.call(GetOrganisation).await.unwrap();
    let seen = vec![waiting(&organisation, "李强")];
    company.founder.call(Admit { seen }).await.unwrap();
    assert_eq!(name(&open(&mut theirs, &file).await.unwrap()), "张雨桐");
    // What is written from now on, the stolen keys do not open: their post has another pair.
    let later = create(&mut company, "销售一组", "章子安").await;
    assert_eq!(name(&open(&mut theirs, &later).await.unwrap()), "章子安");
    // Who alone admits others can't do it: nobody could let them in.
    let replace = replace(PASSWORD);
    let refused = company.founder.call(replace).await.unwrap_err();
    assert_eq!(refused.reason, Reason::OnlyKits);
}

/// What was made under the server secret is worth nothing without it: passwords, blobs. The recovery root brings one administrator back, who
/// brings back the others; nothing of the archive is lost.
#[tokio::test]
async fn a_lost_server_secret_costs_everybody_a_new_password_and_nobody_a_file() {
    let (mut company, _) = Company::found_on(TestServer::start().await, false).await;
    company
        .hire("李强", "liqiang", "销售一组", "销售代表")
        .await;
    let file = create(&mut company, "销售一组", "张雨桐").await;
    company.server.lose_secret().await;
    for name in ["wangmin", "liqiang"] {
        let refused = sign_in(&company, name, PASSWORD).await.err().unwrap();
        assert_eq!(refused.reason, Reason::WrongCredentials);
    }
    let mut founder = Client::new(&company.server.url());
    let recover = Recover {
        kits: vec![secret(&company.kit)],
        sign_in_name: "wangmin".to_owned(),
        password: secret(NEW),
    };
    founder.call(recover).await.unwrap();
    company.founder = founder;
    let link = link(&mut company, "李强").await.unwrap();
    answer(&company, &link, NEW).await.unwrap();
    let after = confirm(&mut company, &link).await.unwrap();
    let seen = vec![waiting(&after, "李强")];
    company.founder.call(Admit { seen }).await.unwrap();
    let mut theirs = sign_in(&company, "liqiang", NEW).await.unwrap();
    assert_eq!(name(&open(&mut theirs, &file).await.unwrap()), "张雨桐");
    open(&mut company.founder, &file).await.unwrap();
}

/// A link is for the keys that it was made to replace. Whoever finds an older one, or has answered it before the person got other keys, gets
/// nothing by it, and nobody is asked to confirm them.
#[tokio::test]
async fn a_link_from_before_is_void_once_the_keys_are_others() {
    let (mut company, mut theirs, _) = one().await;
    let [open, answered, confirmed] = [
        link(&mut company, "李强").await.unwrap(),
        link(&mut company, "李强").await.unwrap(),
        link(&mut company, "李强").await.unwrap(),
    ];
    answer(&company, &answered, "Six-herons-on-2-frozen-lakes")
        .await
        .unwrap();
    let replace = ReplaceKeys {
        present: secret(PASSWORD),
        password: secret(NEW),
    };
    theirs.call(replace).await.unwrap();
    answer(&company, &open, "Six-herons-on-2-frozen-lakes")
        .await
        .unwrap();
    company.founder.call(Sync).await.unwrap();
    let organisation = company.founder.call(GetOrganisation).await.unwrap();
    let status = |id: &str| {
        let mut lines = organisation.invitations.iter();
        lines.find(|line| line.id == id).unwrap().status
    };
    // One that was answered before ended with the keys; one that is answered later, and one that nobody answers, are void.
    assert_eq!(status(&answered.id), InvitationStatus::Withdrawn);
    assert_eq!(status(&open.id), InvitationStatus::Overtaken);
    assert_eq!(status(&confirmed.id), InvitationStatus::Overtaken);
    let refused = confirm(&mut company, &open).await.unwrap_err();
    assert_eq!(refused.reason, Reason::BadInvitation);
    sign_in(&company, "liqiang", NEW).await.unwrap();
}

/// Two tabs of one browser share a session: what one does to the keys, the other is told, and no lie is cried.
#[tokio::test]
async fn another_tab_is_told_that_the_keys_are_others() {
    let (company, mut theirs, _) = one().await;
    let mut tab = theirs.tab();
    let credentials = |password: &str| SignIn {
        sign_in_name: "liqiang".to_owned(),
        password: secret(password),
    };
    tab.call(credentials(PASSWORD)).await.unwrap();
    let replace = ReplaceKeys {
        present: secret(PASSWORD),
        password: secret(NEW),
    };
    tab.call(replace).await.unwrap();
    tab.call(credentials(NEW)).await.unwrap();
    let told = theirs.call(Sync).await.unwrap_err();
    assert_eq!(told.reason, Reason::KeysReplaced);
    assert_eq!(theirs.call(Sync).await.unwrap_err().reason, Reason::Locked);
    theirs.call(credentials(NEW)).await.unwrap();
    drop(company);
}

#[tokio::test]
async fn new_keys_whose_answer_was_lost_are_there() {
    let (company, mut theirs, _) = one().await;
    theirs.network(|request| match request.path.as_str() {
        "/api/v1/account/keys" => Fate::AnswerLost,
        _ => Fate::Arrives,
    });
    let replace = ReplaceKeys {
        present: secret(PASSWORD),
        password: secret(NEW),
    };
    theirs.call(replace).await.unwrap();
    sign_in(&company, "liqiang", NEW).await.unwrap();
}
