//! Numbers that stand in another file: found by their blind tags, named as far as the reader may know.

use bridge::client::{Duplicate, FindDuplicates};
use dossier::client::{ClientForm, Field, IdKind, Kind};
use testkit::client::Client;
use wire::{
    body::{from_cbor, to_cbor},
    files::JournalAppend,
    look_up::{Found, Hit},
    path,
};

use crate::{
    company::{Company, company_form, create, create_from, edited, open},
    recovery::recover,
};

async fn found(client: &mut Client, form: ClientForm, file: Option<&str>) -> Vec<Duplicate> {
    client
        .call(FindDuplicates {
            form,
            fields: Field::ALL.to_vec(),
            file: file.map(str::to_owned),
        })
        .await
        .unwrap()
        .duplicates
}

fn with(field: Field, text: &str) -> ClientForm {
    ClientForm::new(Kind::Person).with(field, text)
}

#[tokio::test]
async fn a_number_that_exists_is_found_where_the_reader_may_know() {
    let mut company = Company::found().await;
    let mut sales = company
        .hire("李强", "liqiang", "销售一组", "销售代表")
        .await;
    let mut other = company
        .hire("赵倩", "zhaoqian", "销售二组", "销售代表")
        .await;
    let file = create(&mut company, "销售一组", "张雨桐").await;
    open(&mut sales, &file).await.unwrap();

    // In whatever spelling.
    let typed =
        with(Field::Mobile, "+86 138-1234-4471").with(Field::IdNumber, "11010519491231002x");
    let duplicates = found(&mut sales, typed.clone(), None).await;
    let fields: Vec<Field> = duplicates.iter().map(|one| one.field).collect();
    assert!(fields.contains(&Field::Mobile) && fields.contains(&Field::IdNumber));
    let known = duplicates[0].known.as_ref().unwrap();
    assert_eq!(
        (known.name.as_str(), known.unit.as_str()),
        ("张雨桐", "销售一组")
    );
    assert_eq!(known.file, file);
    // The file itself is no duplicate.
    assert!(
        found(&mut sales, typed.clone(), Some(&file))
            .await
            .is_empty()
    );

    // Who may not see it learns that it exists, and nothing else.
    let hidden = found(&mut other, typed, None).await;
    assert_eq!(hidden.len(), 2);
    assert!(hidden.iter().all(|one| one.known.is_none()));

    // Another number, another kind of document with the same number, half a number: nothing.
    assert!(
        found(&mut sales, with(Field::Mobile, "13812344472"), None)
            .await
            .is_empty()
    );
    let passport =
        with(Field::IdNumber, "11010519491231002X").with(Field::IdKind, IdKind::Passport.name());
    assert!(found(&mut sales, passport, None).await.is_empty());
    assert!(
        found(&mut sales, with(Field::Mobile, "138"), None)
            .await
            .is_empty()
    );
}

#[tokio::test]
async fn a_changed_number_is_found_and_the_old_one_is_not() {
    let mut company = Company::found().await;
    let file = create(&mut company, "销售一组", "张雨桐").await;
    open(&mut company.founder, &file).await.unwrap();
    let save = edited(&mut company.founder, &file, |form| {
        form.set(Field::Mobile, "13912340000");
    })
    .await;
    company.founder.call(save).await.unwrap();
    let mut asks = async |number: &str| {
        let form = with(Field::Mobile, number);
        found(&mut company.founder, form, None).await.len()
    };
    assert_eq!(asks("13812344471").await, 0);
    assert_eq!(asks("13912340000").await, 1);
    // What has nothing to do with the numbers leaves them findable.
    let save = edited(&mut company.founder, &file, |form| {
        form.set(Field::Remarks, "改过");
    })
    .await;
    company.founder.call(save).await.unwrap();
    let form = with(Field::Mobile, "13912340000");
    assert_eq!(found(&mut company.founder, form, None).await.len(), 1);
}

#[tokio::test]
async fn companies_are_found_by_code_and_telephone() {
    let mut company = Company::found().await;
    create_from(&mut company, "销售一组", company_form("晨光有限公司")).await;
    let typed = ClientForm::new(Kind::Company)
        .with(Field::CreditCode, "91440300708461136t")
        .with(Field::Phone, "(0571) 2506 3883 转 9");
    let duplicates = found(&mut company.founder, typed, None).await;
    let mut fields: Vec<Field> = duplicates.iter().map(|one| one.field).collect();
    fields.sort_unstable();
    assert_eq!(fields, [Field::CreditCode, Field::Phone]);
}

#[tokio::test]
async fn a_recovered_archivist_still_looks_up() {
    let mut company = Company::found().await;
    create(&mut company, "销售一组", "张雨桐").await;
    // A fresh browser has the key out of its box, not out of memory.
    let mut fresh = company.sign_in("wangmin").await.unwrap();
    let form = with(Field::Mobile, "13812344471");
    assert_eq!(found(&mut fresh, form.clone(), None).await.len(), 1);
    let mut recovered = Client::new(&company.server.url());
    recovered.call(recover(&company)).await.unwrap();
    assert_eq!(found(&mut recovered, form, None).await.len(), 1);
}

#[tokio::test]
async fn a_server_that_names_what_was_not_asked_for_is_not_believed() {
    let mut company = Company::found().await;
    let file = create(&mut company, "销售一组", "张雨桐").await;
    let made_up = file.clone();
    company.founder.lie(move |path, mut response| {
        if path == path::LOOK_UP {
            let hit = |value: [u8; 16]| Hit {
                value: value.to_vec().into(),
                file: Some(made_up.clone()),
            };
            let hits = vec![hit([7; 16])];
            response.status = 200;
            response.body = to_cbor(&Found { hits }).unwrap();
        }
        response
    });
    let form = with(Field::Mobile, "13812344472");
    assert!(found(&mut company.founder, form, None).await.is_empty());
}

#[tokio::test]
async fn nothing_of_a_number_is_in_its_tags() {
    let mut company = Company::found().await;
    let file = create(&mut company, "销售一组", "张雨桐").await;
    open(&mut company.founder, &file).await.unwrap();
    let save = edited(&mut company.founder, &file, |form| {
        form.set(Field::Mobile, "13912340000");
    })
    .await;
    let kept = std::rc::Rc::new(std::cell::RefCell::new(None::<Vec<u8>>));
    let keep = std::rc::Rc::clone(&kept);
    company.founder.network(move |request| {
        if request.path.starts_with("/api/v1/journals/") && request.body.is_some() {
            *keep.borrow_mut() = request.body.clone();
            return testkit::client::Fate::Lost;
        }
        testkit::client::Fate::Arrives
    });
    company.founder.call(save).await.unwrap_err();
    company.founder.mend_network();
    let body = kept.borrow_mut().take().unwrap();
    let sent: JournalAppend = from_cbor(&body).unwrap();
    // An HMAC and nothing of the number.
    let number = b"13912340000";
    assert!(!body.windows(number.len()).any(|window| window == number));
    assert_eq!(sent.tags.len(), 1);
    assert_eq!(sent.tags[0].tags.len(), 2);
    assert!(sent.tags[0].tags.iter().all(|tag| tag.value.0.len() == 16));
}
