//! Who has lost password or keys gets new ones: an administrator's link, the person's answer, a confirmation, and an archivist.

use bridge::{
    Failure, Reason,
    account::{InvitationView, Join, OpenInvitation, RenewAccess, SignIn},
    client::Sync,
    organisation::{
        Admit, ConfirmNewcomer, GetOrganisation, InvitationLink, InvitationStatus,
        OrganisationView, Renew, WithdrawInvitation,
    },
};
use testkit::client::Client;

use crate::company::{Company, PASSWORD, create, name, open, person, secret, waiting};

const NEW: &str = "nine-cranes-over-the-old-bridge";

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
    open(&mut theirs, &file).await.unwrap_err();
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
    assert_eq!(second.reason, Reason::Conflict);
    let id = link.id.clone();
    let after = company.founder.call(WithdrawInvitation { id }).await;
    let after = after.unwrap();
    let line = after.invitations.iter().find(|line| line.id == link.id);
    assert_eq!(line.unwrap().status, InvitationStatus::Withdrawn);
    let ended = answer(&company, &link, NEW).await.unwrap_err();
    assert_eq!(ended.reason, Reason::InvitationEnded);
    confirm(&mut company, &link).await.unwrap_err();
    sign_in(&company, "liqiang", PASSWORD).await.unwrap();
}

/// Whoever lost their telephone twice in a week has two links; what the first was answered with is void once the second is confirmed.
#[tokio::test]
async fn the_answer_that_is_confirmed_ends_the_others() {
    let (mut company, _theirs, _) = one().await;
    let first = link(&mut company, "李强").await.unwrap();
    let second = link(&mut company, "李强").await.unwrap();
    answer(&company, &first, "six-herons-on-a-frozen-lake")
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
    assert_eq!(refused.reason, Reason::LastOne);
    company
        .hire("孙芳", "sunfang", "晨光商贸", "档案管理员")
        .await;
    administrator.call(Sync).await.unwrap();
    administrator.call(renew).await.unwrap();
    // Nobody renews their own access so: whoever has it has no need to, and whoever found their page open must not.
    let renew = Renew {
        person: person(&organisation, "赵倩"),
    };
    administrator.call(renew).await.unwrap_err();
}
