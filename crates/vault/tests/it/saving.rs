//! Saving under a network that loses answers, and beside others who save.

use bridge::{
    Reason,
    client::{GetChoices, ListClients, SaveClient, Sync},
    organisation::GetOrganisation,
};
use dossier::client::Field;
use testkit::client::{Client, Fate};
use vault::Method;

use crate::company::{Company, create, edited, form, open, remarks, unit};

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
        form: form("张雨桐")
            .with(Field::Unit, unit(&organisation, "销售一组"))
            .with(Field::Manager, &organisation.people[0].id),
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
        ..ListClients::default()
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
    save.form.set(Field::Unit, unit(&organisation, "销售二组"));
    save.form.set(Field::Remarks, "改过一次");
    saved_in_vain(&mut company.founder, &save).await;
    save.form.set(Field::Remarks, "改过两次");
    company.founder.mend_network();
    let saved = company.founder.call(save).await.unwrap();
    assert_eq!(
        found(&company).await,
        [(saved.file.clone(), "销售一组".to_owned())]
    );
    let view = open(&mut company.founder, &saved.file).await.unwrap();
    assert_eq!(remarks(&view), "改过两次");
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
    save.form.set(Field::Unit, unit(&organisation, "销售二组"));
    let saved = company.founder.call(save).await.unwrap();
    assert_eq!(found(&company).await, [(saved.file, "销售二组".to_owned())]);
}

#[tokio::test]
async fn a_change_whose_answers_got_lost_is_made_once() {
    let mut company = Company::found().await;
    let file = create(&mut company, "销售一组", "张雨桐").await;
    let save = edited(&mut company.founder, &file, |form| {
        form.set(Field::Remarks, "改过一次");
    })
    .await;
    lose_answers(&company.founder);
    saved_in_vain(&mut company.founder, &save).await;
    company.founder.mend_network();
    company.founder.call(save.clone()).await.unwrap();
    company.founder.call(save).await.unwrap();
    let view = open(&mut company.founder, &file).await.unwrap();
    assert_eq!(remarks(&view), "改过一次");
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
        form.set(Field::Remarks, "没有回音");
    })
    .await;
    lose_answers(&company.founder);
    saved_in_vain(&mut company.founder, &save).await;
    company.founder.mend_network();
    open(&mut sales, &file).await.unwrap();
    let theirs = edited(&mut sales, &file, |form| form.set(Field::Remarks, "后来者")).await;
    sales.call(theirs).await.unwrap();
    save.form.set(Field::Remarks, "又改了");
    let failure = company.founder.call(save).await.unwrap_err();
    assert_eq!(failure.reason, Reason::Conflict);
    let view = open(&mut company.founder, &file).await.unwrap();
    assert_eq!(remarks(&view), "后来者");
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
        form.set(Field::Remarks, "我先保存");
    })
    .await;
    let theirs = edited(&mut sales, &file, |form| form.set(Field::Remarks, "后来者")).await;
    company.founder.call(mine).await.unwrap();
    let refused = sales.call(theirs.clone()).await.unwrap_err();
    assert_eq!(refused.reason, Reason::Conflict);
    sales.call(Sync).await.unwrap();
    let refused = sales.call(theirs.clone()).await.unwrap_err();
    assert_eq!(refused.reason, Reason::Conflict);
    // Looking at what the other one saved does not make the old form newer.
    let view = open(&mut sales, &file).await.unwrap();
    assert_eq!(remarks(&view), "我先保存");
    let refused = sales.call(theirs).await.unwrap_err();
    assert_eq!(refused.reason, Reason::Conflict);

    let anew = edited(&mut sales, &file, |form| {
        form.set(
            Field::Remarks,
            format!("{}；后来者", form.get(Field::Remarks)),
        );
    })
    .await;
    sales.call(anew).await.unwrap();
    let view = open(&mut company.founder, &file).await.unwrap();
    assert_eq!(remarks(&view), "我先保存；后来者");
}
