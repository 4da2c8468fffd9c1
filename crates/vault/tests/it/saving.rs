//! Saving under a network that loses answers, and beside others who save.

use bridge::{
    Reason,
    client::{GetChoices, ListClients, Part, SaveClient, Sync},
    organisation::GetOrganisation,
};
use testkit::client::{Client, Fate};
use vault::Method;

use crate::company::{Company, create, edited, form, open, unit};

/// The answers to appends of journals get lost, those that the engine sends again as well.
fn lose_answers(client: &Client) {
    client.network(|request| {
        if request.method == Method::Post && request.path.starts_with("/api/v1/journals/") {
            Fate::AnswerLost
        } else {
            Fate::Arrives
        }
    });
}

/// A form for a new file, as the page begins one.
async fn begun(company: &mut Company) -> SaveClient {
    let organisation = company.founder.call(GetOrganisation).await.unwrap();
    SaveClient {
        draft: company.founder.call(GetChoices).await.unwrap().draft,
        base: None,
        unit: unit(&organisation, "销售一组"),
        manager: organisation.people[0].id.clone(),
        form: form("张雨桐"),
    }
}

/// The files that a fresh browser finds, each with its unit.
async fn found(company: &Company) -> Vec<(String, String)> {
    let mut fresh = company.sign_in("wangmin").await.unwrap();
    fresh.call(Sync).await.unwrap();
    let query = ListClients {
        text: String::new(),
        from: 0,
        count: 10,
    };
    let list = fresh.call(query).await.unwrap();
    list.rows
        .into_iter()
        .map(|row| (row.file, row.unit))
        .collect()
}

async fn saved_in_vain(client: &mut Client, save: &SaveClient) {
    let failure = client.call(save.clone()).await.unwrap_err();
    assert_eq!(failure.reason, Reason::Offline);
}

#[tokio::test]
async fn a_draft_whose_answers_got_lost_becomes_one_file() {
    let mut company = Company::found().await;
    let save = begun(&mut company).await;
    lose_answers(&company.founder);
    saved_in_vain(&mut company.founder, &save).await;
    // Again while nothing at all comes back, again when all is well.
    company.founder.network(|_| Fate::AnswerLost);
    saved_in_vain(&mut company.founder, &save).await;
    company.founder.mend_network();
    let saved = company.founder.call(save.clone()).await.unwrap();
    let again = company.founder.call(save).await.unwrap();
    assert_eq!(saved.file, again.file);
    assert_eq!(
        found(&company).await,
        [(saved.file.clone(), "销售一组".to_owned())]
    );
    let view = open(&mut company.founder, &saved.file).await.unwrap();
    assert_eq!(view.history.len(), 1);
}

#[tokio::test]
async fn what_was_typed_after_a_lost_answer_changes_the_one_file() {
    let mut company = Company::found().await;
    let mut save = begun(&mut company).await;
    let organisation = company.founder.call(GetOrganisation).await.unwrap();
    lose_answers(&company.founder);
    saved_in_vain(&mut company.founder, &save).await;
    // Another unit can't make it another file: it stays where it came to be.
    save.unit = unit(&organisation, "销售二组");
    save.form.remarks = "改过一次".to_owned();
    saved_in_vain(&mut company.founder, &save).await;
    save.form.remarks = "改过两次".to_owned();
    company.founder.mend_network();
    let saved = company.founder.call(save).await.unwrap();
    assert_eq!(
        found(&company).await,
        [(saved.file.clone(), "销售一组".to_owned())]
    );
    let view = open(&mut company.founder, &saved.file).await.unwrap();
    assert_eq!(view.remarks, Part::Open("改过两次".to_owned()));
    assert_eq!(view.history.len(), 3);
}

#[tokio::test]
async fn a_draft_that_never_arrived_is_saved_like_any_other() {
    let mut company = Company::found().await;
    let mut save = begun(&mut company).await;
    let organisation = company.founder.call(GetOrganisation).await.unwrap();
    company.founder.network(|_| Fate::Lost);
    saved_in_vain(&mut company.founder, &save).await;
    company.founder.mend_network();
    save.unit = unit(&organisation, "销售二组");
    let saved = company.founder.call(save).await.unwrap();
    assert_eq!(found(&company).await, [(saved.file, "销售二组".to_owned())]);
}

#[tokio::test]
async fn a_change_whose_answers_got_lost_is_made_once() {
    let mut company = Company::found().await;
    let file = create(&mut company, "销售一组", "张雨桐").await;
    let save = edited(&mut company.founder, &file, |form| {
        form.remarks = "改过一次".to_owned();
    })
    .await;
    lose_answers(&company.founder);
    saved_in_vain(&mut company.founder, &save).await;
    company.founder.mend_network();
    company.founder.call(save.clone()).await.unwrap();
    company.founder.call(save).await.unwrap();
    let view = open(&mut company.founder, &file).await.unwrap();
    assert_eq!(view.remarks, Part::Open("改过一次".to_owned()));
    assert_eq!(view.history.len(), 2);
}

#[tokio::test]
async fn a_lost_answer_excuses_no_overwriting() {
    let mut company = Company::found().await;
    let mut sales = company
        .hire("李强", "liqiang", "销售一组", "销售代表")
        .await;
    let file = create(&mut company, "销售一组", "张雨桐").await;
    let mut save = edited(&mut company.founder, &file, |form| {
        form.remarks = "没有回音".to_owned();
    })
    .await;
    lose_answers(&company.founder);
    saved_in_vain(&mut company.founder, &save).await;
    company.founder.mend_network();
    open(&mut sales, &file).await.unwrap();
    let theirs = edited(&mut sales, &file, |form| form.remarks = "后来者".to_owned()).await;
    sales.call(theirs).await.unwrap();
    save.form.remarks = "又改了".to_owned();
    let failure = company.founder.call(save).await.unwrap_err();
    assert_eq!(failure.reason, Reason::Conflict);
    let view = open(&mut company.founder, &file).await.unwrap();
    assert_eq!(view.remarks, Part::Open("后来者".to_owned()));
}

#[tokio::test]
async fn a_form_that_others_have_overtaken_overwrites_nothing_however_often_it_is_saved() {
    let mut company = Company::found().await;
    let mut sales = company
        .hire("李强", "liqiang", "销售一组", "销售代表")
        .await;
    let file = create(&mut company, "销售一组", "张雨桐").await;
    open(&mut sales, &file).await.unwrap();
    let mine = edited(&mut company.founder, &file, |form| {
        form.remarks = "我先保存".to_owned();
    })
    .await;
    let theirs = edited(&mut sales, &file, |form| form.remarks = "后来者".to_owned()).await;
    company.founder.call(mine).await.unwrap();
    let refused = sales.call(theirs.clone()).await.unwrap_err();
    assert_eq!(refused.reason, Reason::Conflict);
    sales.call(Sync).await.unwrap();
    let refused = sales.call(theirs.clone()).await.unwrap_err();
    assert_eq!(refused.reason, Reason::Conflict);
    // Looking at what the other one saved does not make the old form newer.
    let view = open(&mut sales, &file).await.unwrap();
    assert_eq!(view.remarks, Part::Open("我先保存".to_owned()));
    let refused = sales.call(theirs).await.unwrap_err();
    assert_eq!(refused.reason, Reason::Conflict);

    let anew = edited(&mut sales, &file, |form| form.remarks.push_str("；后来者")).await;
    sales.call(anew).await.unwrap();
    let view = open(&mut company.founder, &file).await.unwrap();
    assert_eq!(view.remarks, Part::Open("我先保存；后来者".to_owned()));
}
