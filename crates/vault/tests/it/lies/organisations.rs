//! A lie about which organisation it is.

use bridge::{account::SignIn, failure::Alarm};
use testkit::client::Client;
use wire::{body::from_cbor, roster::RosterPage};

use super::sign_in;
use crate::company::{Company, PASSWORD, secret};

#[tokio::test]
async fn another_organisation_is_not_mistaken_for_mine() {
    let company = Company::found().await;
    let foreign = Company::found().await;
    let page = std::rc::Rc::new(std::cell::RefCell::new(None));
    let kept = std::rc::Rc::clone(&page);
    let mut spy = Client::new(&foreign.server.url());
    spy.lie(move |path, response| {
        if path.starts_with("/api/v1/roster") {
            kept.borrow_mut()
                .get_or_insert_with(|| response.body.clone());
        }
        response
    });
    spy.call(SignIn {
        sign_in_name: "wangmin".to_owned(),
        password: secret(PASSWORD),
    })
    .await
    .unwrap();
    let foreign: RosterPage = from_cbor(page.borrow().as_ref().unwrap()).unwrap();
    let alarm = sign_in::<RosterPage>(&company, "/api/v1/roster", move |page| {
        *page = foreign.clone()
    })
    .await;
    assert_eq!(alarm, Some(Alarm::Blob));
}
