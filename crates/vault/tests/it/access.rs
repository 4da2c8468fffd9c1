//! 谁能看: who may open what, now and as of a date.

use bridge::{
    Failure, Reason,
    access::{About, Access, AccessLine, GetAccess},
    organisation::{GetOrganisation, Leave, Leaving},
};
use testkit::client::Client;

use crate::company::{Company, create, person, unit};

const GROUP: &str = "销售一组";
const SALES: &str = "销售代表";

async fn ask(client: &mut Client, about: &About, at: Option<u64>) -> Result<Access, Failure> {
    let about = about.clone();
    client.call(GetAccess { about, at }).await
}

fn of<'a>(access: &'a Access, name: &str) -> Vec<&'a AccessLine> {
    let lines = access.lines.iter();
    lines.filter(|line| line.name == name).collect()
}

#[tokio::test]
async fn who_reads_a_unit_a_file_and_what_a_person_reads_is_told_for_now_and_for_before() {
    let mut company = Company::found().await;
    let mut colleague = company.hire("李强", "liqiang", GROUP, SALES).await;
    let file = create(&mut company, GROUP, "张雨桐").await;
    create(&mut company, GROUP, "章子安").await;
    let seen = company.founder.call(GetOrganisation).await.unwrap();
    let (group, service) = (unit(&seen, GROUP), unit(&seen, "客服部"));
    let his = About::Person(person(&seen, "李强"));
    let founder = &mut company.founder;

    let now = ask(founder, &About::Unit(group.clone()), None)
        .await
        .unwrap();
    assert_eq!(now.statements, seen.statements);
    let [line] = of(&now, "李强")[..] else {
        panic!("{now:?}");
    };
    assert_eq!(
        (line.post_unit.as_str(), line.post_role.as_str()),
        (GROUP, SALES)
    );
    assert_eq!(line.sections, [1, 2, 3, 4, 5, 6]);
    assert_eq!((line.until, line.files), (None, None));
    assert!(line.since <= now.at && line.statement <= now.statements);
    assert_eq!(of(&now, "王敏").len(), 1, "the archivist reads everywhere");
    let since = line.since;
    let elsewhere = ask(founder, &About::Unit(service), None).await.unwrap();
    assert!(of(&elsewhere, "李强").is_empty());

    // Of a file: what is written in it, and not from before it was there.
    let read = ask(founder, &About::File(file.clone()), None)
        .await
        .unwrap();
    let [line] = of(&read, "李强")[..] else {
        panic!("{read:?}");
    };
    assert!(line.since > since);
    assert!(!line.sections.contains(&6) && line.sections.contains(&1));
    let before = ask(founder, &About::File(file.clone()), Some(since))
        .await
        .unwrap();
    assert!(before.lines.is_empty() && before.statements > 0);

    let own = ask(founder, &his, None).await.unwrap();
    let units = |access: &Access| -> Vec<(String, Option<u64>)> {
        let lines = access.lines.iter();
        lines.map(|line| (line.unit.clone(), line.files)).collect()
    };
    assert_eq!(units(&own), [(GROUP.to_owned(), Some(2))]);
    let then = ask(founder, &his, Some(since)).await.unwrap();
    assert_eq!(units(&then), [(GROUP.to_owned(), Some(0))]);
    // Everybody may ask: it follows from what everybody has.
    colleague.call(bridge::client::Sync).await.unwrap();
    let asked = ask(&mut colleague, &About::Unit(group.clone()), None)
        .await
        .unwrap();
    assert_eq!(asked.lines, now.lines);

    let leaving = Leaving::ForNow {
        person: person(&seen, "李强"),
    };
    let founder = &mut company.founder;
    founder.call(Leave { leaving }).await.unwrap();
    let after = ask(founder, &About::Unit(group.clone()), None)
        .await
        .unwrap();
    assert!(of(&after, "李强").is_empty());
    assert!(ask(founder, &his, None).await.unwrap().lines.is_empty());
    let then = ask(founder, &his, Some(now.at)).await.unwrap();
    let [line] = &then.lines[..] else {
        panic!("{then:?}");
    };
    assert_eq!(line.since, since);
    assert!(
        line.until
            .is_some_and(|until| until > now.at && until <= after.at)
    );

    let never = ask(founder, &his, Some(0)).await.unwrap();
    assert_eq!((never.statements, never.lines.len()), (0, 0));
    for about in [
        About::Unit("nonsense".to_owned()),
        About::Person(group.clone()),
        About::File(group),
    ] {
        let refused = ask(founder, &about, None).await;
        assert_eq!(refused.unwrap_err().reason, Reason::NotFound);
    }
}
