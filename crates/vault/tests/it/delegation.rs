//! Heads to whom an archivist handed it let their own people in, and nobody else's.

use bridge::{
    Reason,
    client::Sync,
    organisation::{Admit, DelegateAdmission, GetOrganisation, OrganisationView},
};
use testkit::client::Client;

use crate::company::{Company, create, name, open, role, unit, waiting};

const GROUP: &str = "销售一组";
const OTHER: &str = "销售二组";
const HEAD: &str = "部门负责人";
const SALES: &str = "销售代表";

fn hand(organisation: &OrganisationView, on: bool) -> DelegateAdmission {
    DelegateAdmission {
        unit: unit(organisation, GROUP),
        role: role(organisation, HEAD),
        on,
    }
}

/// A company with a head and a salesman at one group and a salesman at another, and somebody new at each.
async fn waited_for() -> (Company, Client, Client, Client, String) {
    let mut company = Company::found().await;
    company.hire("李强", "liqiang", GROUP, SALES).await;
    company.hire("赵倩", "zhaoqian", OTHER, SALES).await;
    let head = company.hire("何芳", "hefang", GROUP, HEAD).await;
    let file = create(&mut company, GROUP, "张雨桐").await;
    let here = company.enrol("孙悦", "sunyue").await;
    company.appoint("孙悦", GROUP, SALES).await;
    let there = company.enrol("钱进", "qianjin").await;
    company.appoint("钱进", OTHER, SALES).await;
    (company, head, here, there, file)
}

async fn seen(client: &mut Client) -> OrganisationView {
    client.call(Sync).await.unwrap();
    client.call(GetOrganisation).await.unwrap()
}

#[tokio::test]
async fn a_head_lets_their_own_people_in_once_an_archivist_has_handed_it_over() {
    let (mut company, mut head, mut here, mut there, file) = waited_for().await;
    let before = seen(&mut head).await;
    assert!(before.waiting.iter().all(|line| !line.mine));
    let admit = |line| Admit { seen: vec![line] };
    let refused = head.call(admit(waiting(&before, "孙悦"))).await;
    assert_eq!(refused.unwrap_err().reason, Reason::NotAllowed);
    // It is not theirs to take.
    let taken = head.call(hand(&before, true)).await;
    assert_eq!(taken.unwrap_err().reason, Reason::NotAllowed);

    let handed = company.founder.call(hand(&before, true)).await.unwrap();
    assert_eq!(
        handed.delegated,
        [(unit(&before, GROUP), role(&before, HEAD))]
    );
    let now = seen(&mut head).await;
    assert!(waiting(&now, "孙悦").mine && !waiting(&now, "钱进").mine);
    let beyond = head.call(admit(waiting(&now, "钱进"))).await;
    assert_eq!(beyond.unwrap_err().reason, Reason::NotAllowed);
    head.call(admit(waiting(&now, "孙悦"))).await.unwrap();
    let view = open(&mut here, &file).await.unwrap();
    assert_eq!(name(&view), "张雨桐");
    assert!(open(&mut there, &file).await.is_err());
    // A head that starts afresh has the pair out of its box.
    let mut fresh = company.sign_in("hefang").await.unwrap();
    company.enrol("吴珊", "wushan").await;
    company.appoint("吴珊", GROUP, SALES).await;
    let now = seen(&mut fresh).await;
    fresh.call(admit(waiting(&now, "吴珊"))).await.unwrap();
    let mut fourth = company.sign_in("wushan").await.unwrap();
    open(&mut fourth, &file).await.unwrap();
}

#[tokio::test]
async fn what_was_taken_back_is_gone_and_its_keys_are_replaced() {
    let (mut company, mut head, mut here, _, file) = waited_for().await;
    let before = seen(&mut head).await;
    company.founder.call(hand(&before, true)).await.unwrap();
    let now = seen(&mut head).await;
    let back = company.founder.call(hand(&now, false)).await.unwrap();
    assert_eq!((back.delegated.len(), back.stale), (0, 0));
    let later = seen(&mut head).await;
    assert!(later.waiting.iter().all(|line| !line.mine));
    let seen = vec![waiting(&later, "孙悦")];
    let refused = head.call(Admit { seen }).await.unwrap_err();
    assert_eq!(refused.reason, Reason::NotAllowed);
    // Work goes on, and archivists admit as before.
    let seen = vec![waiting(&back, "孙悦")];
    company.founder.call(Admit { seen }).await.unwrap();
    open(&mut here, &file).await.unwrap();
    let mut sales = company.sign_in("liqiang").await.unwrap();
    open(&mut sales, &file).await.unwrap();
}

/// A pair that nobody has opened is an archivist's to open.
#[tokio::test]
async fn the_first_at_a_post_waits_for_an_archivist() {
    let mut company = Company::found().await;
    let mut head = company.hire("何芳", "hefang", GROUP, HEAD).await;
    company.enrol("孙悦", "sunyue").await;
    company.appoint("孙悦", GROUP, SALES).await;
    let organisation = seen(&mut head).await;
    let handed = company.founder.call(hand(&organisation, true)).await;
    assert!(waiting(&handed.unwrap(), "孙悦").mine);
    assert!(!waiting(&seen(&mut head).await, "孙悦").mine);
}
