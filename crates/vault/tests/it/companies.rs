//! A company's file, from the form to what its readers see.

use bridge::{
    Reason,
    client::{EditClient, Kind, ListClients, Reveal, Sync},
};
use dossier::client::{ClientForm, Field};

use crate::company::{Company, company_form, create_from, edited, form, open};

#[tokio::test]
async fn a_company_s_file_is_kept_like_a_person_s() {
    let mut company = Company::found().await;
    let mut sales = company
        .hire("李强", "liqiang", "销售一组", "销售代表")
        .await;
    let name = "张北晨光医疗器械有限公司";
    let file = create_from(&mut company, "销售一组", company_form(name)).await;

    sales.call(Sync).await.unwrap();
    for text in ["晨光", "708461136", "3883", ""] {
        let query = ListClients {
            text: text.to_owned(),
            from: 0,
            count: 10,
            ..ListClients::default()
        };
        let list = sales.call(query).await.unwrap();
        assert_eq!(list.total, 1, "{text}");
        assert_eq!(list.rows[0].kind, Kind::Company);
    }

    let view = open(&mut sales, &file).await.unwrap();
    let card = view.card.open().unwrap();
    assert_eq!(card.short_name, "张北晨光医疗器械");
    assert_eq!(card.contact, "0571 **** 3883");
    assert_eq!(card.credit_code, "91440300708461136T");
    assert_eq!(card.industry, "C358");
    let covered = &view.sensitive.open().unwrap().covered;
    let masked: Vec<(Field, &str)> = covered
        .iter()
        .map(|(field, masked)| (*field, masked.as_str()))
        .collect();
    assert_eq!(
        masked,
        [
            (Field::Representative, "刘 **"),
            (Field::Phone, "0571 **** 3883"),
            (Field::Address, "浙江省杭州市***"),
        ]
    );
    assert_eq!(
        view.notes.open().unwrap().scope,
        "医疗器械的研发、生产和销售。"
    );
    let mut reveal = async |field| {
        let file = file.clone();
        sales.call(Reveal { file, field }).await
    };
    let phone = reveal(Field::Phone).await.unwrap();
    assert_eq!(phone.value.expose(), "0571-25063883 转 801");
    let representative = reveal(Field::Representative).await.unwrap();
    assert_eq!(representative.value.expose(), "刘婷婷");
    // What a company does not have can't be shown.
    let failure = reveal(Field::IdNumber).await.unwrap_err();
    assert_eq!(failure.reason, Reason::Fault);

    let save = edited(&mut sales, &file, |form| {
        form.set(Field::Representative, "周敏");
        form.set(Field::Industry, "软件开发");
    })
    .await;
    sales.call(save).await.unwrap();
    let view = open(&mut company.founder, &file).await.unwrap();
    assert_eq!(view.card.open().unwrap().industry, "I651");
    assert_eq!(
        view.sensitive.open().unwrap().covered[0],
        (Field::Representative, "周 **".to_owned())
    );
}

#[tokio::test]
async fn nobody_makes_a_person_of_a_company() {
    let mut company = Company::found().await;
    let file = create_from(&mut company, "销售一组", company_form("晨光有限公司")).await;
    open(&mut company.founder, &file).await.unwrap();
    let edit = EditClient { file: file.clone() };
    let filled: ClientForm = company.founder.call(edit).await.unwrap().form;
    let mut save = edited(&mut company.founder, &file, |_| {}).await;
    save.form = form("张雨桐")
        .with(Field::Unit, filled.get(Field::Unit))
        .with(Field::Manager, filled.get(Field::Manager));
    let failure = company.founder.call(save).await.unwrap_err();
    assert_eq!(failure.reason, Reason::Fault);
    let view = open(&mut company.founder, &file).await.unwrap();
    assert_eq!(view.kind, Kind::Company);
    assert_eq!(view.history.len(), 1);
}

#[tokio::test]
async fn what_a_company_s_form_lacks_is_named() {
    let mut company = Company::found().await;
    let file = create_from(&mut company, "销售一组", company_form("晨光有限公司")).await;
    let save = edited(&mut company.founder, &file, |form| {
        form.set(Field::CreditCode, "91440300708461136U");
        form.set(Field::Phone, "25063883");
        form.set(Field::Industry, "");
    })
    .await;
    let failure = company.founder.call(save).await.unwrap_err();
    let fields: Vec<(&str, &str)> = failure
        .fields
        .iter()
        .map(|(field, problem)| (field.as_str(), problem.as_str()))
        .collect();
    assert_eq!(
        fields,
        [
            ("credit_code", "credit_check"),
            ("phone", "phone"),
            ("industry", "missing"),
        ]
    );
}
