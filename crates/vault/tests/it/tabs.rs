//! Two tabs of one browser: one cookie, two engines.

use bridge::{
    Event, Reason,
    account::{SignIn, SignOut},
    client::Sync,
};
use testkit::client::Client;

use crate::company::{Company, PASSWORD, create, open, secret};

async fn sign_in(tab: &mut Client, sign_in_name: &str) {
    tab.call(SignIn {
        sign_in_name: sign_in_name.to_owned(),
        password: secret(PASSWORD),
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn a_tab_does_not_act_under_the_session_of_somebody_who_signed_in_in_another() {
    let mut company = Company::found().await;
    let file = create(&mut company, "销售一组", "张雨桐").await;
    let mut first = company
        .hire("李强", "liqiang", "销售一组", "销售代表")
        .await;
    open(&mut first, &file).await.unwrap();
    first.events();

    let mut second = first.tab();
    sign_in(&mut second, "wangmin").await;
    // The first tab's view would be written down as the other's.
    let failure = open(&mut first, &file).await.unwrap_err();
    assert_eq!(failure.reason, Reason::AnotherActor);
    assert_eq!(first.events(), [Event::SignedOut]);
    assert_eq!(first.call(Sync).await.unwrap_err().reason, Reason::Locked);
    // Nor does it end the other's session.
    first.call(SignOut).await.unwrap();
    second.call(Sync).await.unwrap();

    sign_in(&mut first, "liqiang").await;
    open(&mut first, &file).await.unwrap();
    assert_eq!(
        second.call(Sync).await.unwrap_err().reason,
        Reason::AnotherActor
    );
}

#[tokio::test]
async fn one_person_works_in_two_tabs() {
    let company = Company::found().await;
    let mut first = company.founder.tab();
    sign_in(&mut first, "wangmin").await;
    let mut second = first.tab();
    sign_in(&mut second, "wangmin").await;
    first.call(Sync).await.unwrap();
    second.call(Sync).await.unwrap();
}
