//! Much reading is explained, to those who stand above the reader and to nobody else.

use bridge::{
    Failure, Reason,
    client::{ClientView, OpenClient, Sync},
    explanation::{Explain, Explanations, GetExplanations, Said, TakeNote},
    settings::{ChangeSettings, GetSettings},
};
use testkit::client::Client;

use crate::company::{Company, create};

const GROUP: &str = "销售一组";
const WHY: &str = "季度核对名单";

/// A company where ten files a day pass, with twelve of them.
async fn watchful() -> (Company, Vec<String>) {
    let mut company = Company::found().await;
    let told = company.founder.call(GetSettings).await.unwrap();
    let mut settings = told.settings.clone();
    settings.views_a_day = 10;
    let change = ChangeSettings {
        settings,
        seen: told.settings,
        release: None,
    };
    company.founder.call(change).await.unwrap();
    let mut files = Vec::new();
    for number in 0..12 {
        files.push(create(&mut company, GROUP, &format!("张雨桐{number}")).await);
    }
    (company, files)
}

async fn open(client: &mut Client, file: &str) -> Result<ClientView, Failure> {
    let file = file.to_owned();
    client.call(OpenClient { file }).await
}

async fn explain(client: &mut Client, text: &str) -> Result<(), Failure> {
    let text = text.to_owned();
    client.call(Explain { text }).await.map(drop)
}

async fn told(client: &mut Client) -> Explanations {
    client.call(Sync).await.unwrap();
    client.call(GetExplanations).await.unwrap()
}

#[tokio::test]
async fn whoever_opens_more_than_is_usual_tells_their_head_why() {
    let (mut company, files) = watchful().await;
    let mut reader = company.hire("李强", "liqiang", GROUP, "销售代表").await;
    let mut head = company
        .hire("陈静", "chenjing", "销售部", "部门负责人")
        .await;
    reader.call(Sync).await.unwrap();
    // What is explained before it has to be is told to nobody.
    explain(&mut reader, WHY).await.unwrap();
    for file in &files[..10] {
        open(&mut reader, file).await.unwrap();
    }
    assert!(told(&mut head).await.explanations.is_empty());
    open(&mut reader, &files[3]).await.unwrap();
    let refused = open(&mut reader, &files[10]).await.unwrap_err();
    assert_eq!(refused.reason, Reason::ExplanationNeeded);

    let nothing = explain(&mut reader, " \n ").await.unwrap_err();
    assert_eq!(nothing.reason, Reason::Invalid);
    explain(&mut reader, WHY).await.unwrap();
    explain(&mut reader, "再说一遍").await.unwrap();
    open(&mut reader, &files[10]).await.unwrap();

    let Explanations { explanations } = told(&mut head).await;
    let [one] = &explanations[..] else {
        panic!("{explanations:?}");
    };
    assert_eq!(
        (one.name.as_str(), one.files, &one.said),
        ("李强", 10, &Said::Words(WHY.to_owned()))
    );
    for other in [&mut company.founder, &mut reader] {
        assert!(told(other).await.explanations.is_empty());
        let id = one.id.clone();
        other.call(TakeNote { id }).await.unwrap();
    }
    assert_eq!(told(&mut head).await.explanations.len(), 1);
    let id = one.id.clone();
    let left = head.call(TakeNote { id }).await.unwrap();
    assert!(left.explanations.is_empty());
    assert!(told(&mut head).await.explanations.is_empty());
}

#[tokio::test]
async fn an_archivist_alone_has_nobody_to_tell_and_an_auditor_is_told_of_one() {
    let (mut company, files) = watchful().await;
    for file in &files {
        open(&mut company.founder, file).await.unwrap();
    }
    let mut audit = company
        .hire("孙悦", "sunyue", "晨光商贸", "审计管理员")
        .await;
    company.founder.call(Sync).await.unwrap();
    let one_more = create(&mut company, GROUP, "李四").await;
    let refused = open(&mut company.founder, &one_more).await.unwrap_err();
    assert_eq!(refused.reason, Reason::ExplanationNeeded);
    explain(&mut company.founder, WHY).await.unwrap();
    open(&mut company.founder, &one_more).await.unwrap();
    let Explanations { explanations } = told(&mut audit).await;
    assert_eq!(explanations[0].name, "王敏");
    assert_eq!(explanations[0].said, Said::Words(WHY.to_owned()));
}
