//! Somebody leaves: what they had opened is told, and what they had begun ends with them.

use bridge::{
    Reason,
    account::OpenInvitation,
    client::{OpenClient, Sync},
    device::GetViews,
    organisation::{GetOrganisation, Invite, Leave, Leaving},
};
use testkit::client::Client;

use crate::company::{Company, create, person};

#[tokio::test]
async fn what_somebody_opened_is_told_to_administrators_by_file_the_last_one_first() {
    let mut company = Company::found().await;
    let mut colleague = company
        .hire("李强", "liqiang", "销售一组", "销售代表")
        .await;
    let one = create(&mut company, "销售一组", "张雨桐").await;
    let other = create(&mut company, "销售一组", "章子安").await;
    colleague.call(Sync).await.unwrap();
    for file in [&one, &other, &one] {
        let file = file.clone();
        colleague.call(OpenClient { file }).await.unwrap();
    }
    let seen = company.founder.call(GetOrganisation).await.unwrap();
    let his = || GetViews {
        person: person(&seen, "李强"),
    };
    let told = company.founder.call(his()).await.unwrap();
    let lines = told.files.iter().map(|file| {
        let name = file.name.as_deref().unwrap_or_default();
        (name, file.unit.as_deref().unwrap_or_default(), file.times)
    });
    let lines: Vec<_> = lines.collect();
    assert_eq!(
        lines,
        [("张雨桐", "销售一组", 2), ("章子安", "销售一组", 1)]
    );
    assert!(!told.more);
    assert_eq!(told.days, 90);
    // Nobody looks after a colleague.
    let refused = colleague.call(his()).await.unwrap_err();
    assert_eq!(refused.reason, Reason::NotAllowed);
}

#[tokio::test]
async fn the_invitations_of_an_administrator_who_leaves_are_withdrawn() {
    let mut company = Company::found().await;
    let mut second = company
        .hire("周凯", "zhoukai", "晨光商贸", "系统管理员")
        .await;
    let note = "给新同事".to_owned();
    let link = second.call(Invite { note }).await.unwrap();
    let open = || OpenInvitation {
        fragment: link.fragment.clone(),
    };
    let mut newcomer = Client::new(&company.server.url());
    assert!(newcomer.call(open()).await.is_ok());
    let seen = company.founder.call(GetOrganisation).await.unwrap();
    let leaving = Leaving::ForGood {
        person: person(&seen, "周凯"),
    };
    company.founder.call(Leave { leaving }).await.unwrap();
    let ended = newcomer.call(open()).await.unwrap_err();
    assert_eq!(ended.reason, Reason::InvitationEnded);
    let gone = second.call(Sync).await.unwrap_err();
    assert_eq!(gone.reason, Reason::Locked);
}
