//! The recovery kit gives access back, with new keys, and nothing to whoever has no kit.

use bridge::{
    Reason,
    account::{Recover, SignIn},
    organisation::GetOrganisation,
};
use testkit::client::Client;

use crate::company::{Company, PASSWORD, create, name, open, secret};

const NEW: &str = "nine-cranes-over-the-old-bridge";

#[tokio::test]
async fn the_kit_restores_the_founder() {
    let mut company = Company::found().await;
    let file = create(&mut company, "销售一组", "张雨桐").await;
    let mut fresh = Client::new(&company.server.url());
    let typed = company.kit.to_lowercase().replace('-', " ");
    let recover = Recover {
        kit: secret(&typed),
        sign_in_name: "wangmin".to_owned(),
        password: secret(NEW),
    };
    let session = fresh.call(recover).await.unwrap();
    assert!(session.abilities.administer && session.abilities.admit);
    assert_eq!(name(&open(&mut fresh, &file).await.unwrap()), "张雨桐");
    fresh.call(GetOrganisation).await.unwrap();

    // The old password is over, the new one stays good; work goes on with the new keys.
    let mut again = Client::new(&company.server.url());
    let old = SignIn {
        sign_in_name: "wangmin".to_owned(),
        password: secret(PASSWORD),
    };
    assert_eq!(
        again.call(old).await.unwrap_err().reason,
        Reason::WrongCredentials
    );
    again
        .call(SignIn {
            sign_in_name: "wangmin".to_owned(),
            password: secret(NEW),
        })
        .await
        .unwrap();
    company.founder = again;
    let second = create(&mut company, "销售二组", "章子安").await;
    assert!(open(&mut company.founder, &second).await.is_ok());
    // The founder's old browser can go on with nothing: its session is over.
    assert!(open(&mut fresh, &file).await.is_ok());
}

#[tokio::test]
async fn a_wrong_kit_is_told_from_a_mistyped_one() {
    let company = Company::found().await;
    let other = Company::found().await;
    let mut fresh = Client::new(&company.server.url());
    let recover = |kit: &str| Recover {
        kit: secret(kit),
        sign_in_name: "wangmin".to_owned(),
        password: secret(NEW),
    };
    assert_eq!(
        fresh.call(recover(&other.kit)).await.unwrap_err().reason,
        Reason::WrongKit
    );
    let mut symbols: Vec<char> = company.kit.chars().collect();
    symbols[7] = if symbols[7] == 'A' { 'B' } else { 'A' };
    let mistyped: String = symbols.into_iter().collect();
    assert_eq!(
        fresh.call(recover(&mistyped)).await.unwrap_err().reason,
        Reason::BadKit(Some(2))
    );
    assert_eq!(
        fresh.call(recover("abc")).await.unwrap_err().reason,
        Reason::BadKit(None)
    );
}
