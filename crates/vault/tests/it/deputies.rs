//! Deputies: named by whoever is away, let in by an archivist, and over by themselves.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bridge::{
    Failure, Reason,
    client::Sync,
    organisation::{Admit, Deputize, GetOrganisation, OrganisationView},
};
use testkit::client::Client;

use crate::company::{Company, create, open, person, role, unit};

const DEPARTMENT: &str = "销售部";
const GROUP: &str = "销售一组";
const HEAD: &str = "部门负责人";

fn now() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    u64::try_from(now.as_millis()).unwrap()
}

async fn deputize(
    client: &mut Client,
    (absent, deputy): (&str, &str),
    seconds: u64,
) -> Result<OrganisationView, Failure> {
    let seen = client.call(GetOrganisation).await.unwrap();
    let call = Deputize {
        absent: person(&seen, absent),
        deputy: person(&seen, deputy),
        unit: unit(&seen, DEPARTMENT),
        role: role(&seen, HEAD),
        until: now() + seconds * 1000,
    };
    client.call(call).await
}

fn posts(seen: &OrganisationView, name: &str) -> usize {
    let mut people = seen.people.iter();
    people.find(|one| one.name == name).unwrap().posts.len()
}

#[tokio::test]
async fn a_head_names_a_deputy_who_reads_until_the_date_and_the_keys_are_replaced_by_itself() {
    let mut company = Company::found().await;
    let mut head = company.hire("周明", "zhouming", DEPARTMENT, HEAD).await;
    let mut deputy = company.hire("何静", "hejing", "销售二组", "销售代表").await;
    let mut other = company.hire("李强", "liqiang", GROUP, "销售代表").await;
    let file = create(&mut company, GROUP, "张雨桐").await;
    for client in [&mut head, &mut deputy, &mut other] {
        client.call(Sync).await.unwrap();
    }

    assert!(open(&mut deputy, &file).await.is_err());
    // Neither a colleague nor the deputy, not for somebody who does not hold the post, not for ever.
    for (client, who) in [
        (&mut other, ("周明", "何静")),
        (&mut deputy, ("周明", "何静")),
    ] {
        let refused = deputize(client, who, 60).await.unwrap_err();
        assert_eq!(refused.reason, Reason::NotAllowed);
    }
    let long = deputize(&mut head, ("周明", "何静"), 400 * 86_400).await;
    let wrong = vec![("until".to_owned(), "period".to_owned())];
    assert_eq!(long.unwrap_err().fields, wrong);

    let began = now();
    let seen = deputize(&mut head, ("周明", "何静"), 8).await.unwrap();
    assert_eq!(posts(&seen, "何静"), 2);
    company.founder.call(Sync).await.unwrap();
    let seen = company.founder.call(GetOrganisation).await.unwrap();
    assert_eq!(seen.waiting.len(), 1);
    let admit = Admit { seen: seen.waiting };
    company.founder.call(admit).await.unwrap();
    deputy.call(Sync).await.unwrap();
    assert!(open(&mut deputy, &file).await.is_ok());
    let seen = deputy.call(GetOrganisation).await.unwrap();
    let mut all = seen.people.iter().flat_map(|person| &person.posts);
    let stands_in = all.find_map(|post| post.deputy.clone()).unwrap();
    assert_eq!(stands_in.absent, "周明");

    let left = (began + 9_000).saturating_sub(now());
    tokio::time::sleep(Duration::from_millis(left)).await;
    // A colleague's page may end nothing. Whatever the deputy does finds that it is over, and ends it.
    other.call(Sync).await.unwrap();
    let seen = other.call(GetOrganisation).await.unwrap();
    assert_eq!(posts(&seen, "何静"), 2);
    let refused = open(&mut deputy, &file).await.unwrap_err();
    assert!(
        matches!(refused.reason, Reason::NotAllowed | Reason::NotFound),
        "{refused:?}"
    );
    head.call(Sync).await.unwrap();
    let seen = head.call(GetOrganisation).await.unwrap();
    assert_eq!(posts(&seen, "何静"), 1);
    assert!(
        seen.people
            .iter()
            .flat_map(|one| &one.posts)
            .all(|post| post.deputy.is_none())
    );
    company.founder.call(Sync).await.unwrap();
    company
        .founder
        .call(bridge::organisation::RotateKeys)
        .await
        .unwrap();
    let seen = company.founder.call(GetOrganisation).await.unwrap();
    assert_eq!((posts(&seen, "何静"), seen.stale), (1, 0));
    create(&mut company, GROUP, "章子安").await;
    head.call(Sync).await.unwrap();
    assert!(open(&mut head, &file).await.is_ok());
}
