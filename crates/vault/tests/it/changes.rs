//! Changes of units and roles: what was shown before they are signed is what becomes of them.

use bridge::{
    Failure, Reason,
    change::{
        Change, Difference, Duty, MakeChange, Operation, PersonDifference, PreviewChange, RoleForm,
    },
    organisation::{Admit, GetOrganisation, OrganisationView, Reach},
};
use testkit::client::Client;

use crate::{
    company::{Company, create, open, person, role, unit, waiting},
    leaving::post,
};

const GROUP: &str = "销售一组";
const SALES: &str = "销售代表";

async fn preview(client: &mut Client, change: &Change) -> Result<Difference, Failure> {
    let change = change.clone();
    client.call(PreviewChange { change }).await
}

/// Looks at a change and signs it.
async fn make(client: &mut Client, change: &Change) -> Result<OrganisationView, Failure> {
    let (change, seen) = (change.clone(), preview(client, change).await?);
    client.call(MakeChange { change, seen }).await
}

async fn organisation(company: &mut Company) -> OrganisationView {
    company.founder.call(GetOrganisation).await.unwrap()
}

/// Names with the units that they would read, more or less.
fn told(people: &[PersonDifference]) -> Vec<(String, Vec<String>)> {
    let told = people.iter().map(|person| {
        let units = person.reads.iter().map(|read| read.name.clone());
        (person.name.clone(), units.collect())
    });
    told.collect()
}

fn one(name: &str, units: &[&str]) -> Vec<(String, Vec<String>)> {
    let units = units.iter().map(|unit| (*unit).to_owned()).collect();
    vec![(name.to_owned(), units)]
}

/// The form of a role as it is.
fn form(organisation: &OrganisationView, name: &str) -> RoleForm {
    let mut roles = organisation.roles.iter();
    let role = roles.find(|role| role.name == name).unwrap();
    RoleForm {
        name: role.name.clone(),
        rights: role.rights,
        duties: role.duties.clone(),
    }
}

/// A role that views more.
async fn widened(company: &mut Company, reach: Reach) -> Change {
    let organisation = organisation(company).await;
    let before = form(&organisation, SALES);
    let mut form = before.clone();
    form.rights[0] = [Some(reach); 6];
    Change::ChangeRole {
        role: role(&organisation, SALES),
        before,
        form,
    }
}

#[tokio::test]
async fn another_name_is_nobodys_loss_and_everybody_sees_it() {
    let mut company = Company::found().await;
    let mut colleague = company.hire("李强", "liqiang", GROUP, SALES).await;
    let group = unit(&organisation(&mut company).await, GROUP);
    let rename = |name: &str| Change::RenameUnit {
        unit: group.clone(),
        name: name.to_owned(),
    };
    let change = rename("华东组");
    let seen = preview(&mut company.founder, &change).await.unwrap();
    assert_eq!(seen, Difference::default());
    make(&mut company.founder, &change).await.unwrap();
    colleague.call(bridge::client::Sync).await.unwrap();
    let seen = colleague.call(GetOrganisation).await.unwrap();
    assert_eq!(unit(&seen, "华东组"), group);

    let taken = preview(&mut company.founder, &rename("销售二组")).await;
    let wrong = vec![("unit".to_owned(), "duplicate".to_owned())];
    assert_eq!(taken.unwrap_err().fields, wrong);
    let refused = preview(&mut colleague, &rename("我的组")).await;
    assert_eq!(refused.unwrap_err().reason, Reason::NotAllowed);
}

/// A group that comes under another department: its director loses it at once and the keys are replaced; the other department's waits for
/// an archivist.
#[tokio::test]
async fn a_unit_that_moves_takes_its_readers_along_as_it_was_shown() {
    let mut company = Company::found().await;
    let mut director = company.hire("周明", "zhouming", "销售部", "销售总监").await;
    let mut other = company.hire("何静", "hejing", "客服部", "销售总监").await;
    let file = create(&mut company, GROUP, "张雨桐").await;
    create(&mut company, GROUP, "章子安").await;
    assert!(open(&mut director, &file).await.is_ok());
    let seen = organisation(&mut company).await;
    let change = Change::MoveUnit {
        unit: unit(&seen, GROUP),
        parent: unit(&seen, "客服部"),
    };
    let difference = preview(&mut company.founder, &change).await.unwrap();
    assert_eq!(told(&difference.gains), one("何静", &[GROUP]));
    assert_eq!(told(&difference.losses), one("周明", &[GROUP]));
    assert_eq!(difference.gains[0].files, Some(2));
    assert_eq!(difference.gains[0].reads[0].sections, [1, 2, 3, 4, 5, 6]);

    let after = make(&mut company.founder, &change).await.unwrap();
    assert_eq!(after.stale, 0, "replaced together with the move");
    let lost = open(&mut director, &file).await.unwrap_err();
    assert_eq!(lost.reason, Reason::NotFound);
    let early = open(&mut other, &file).await.unwrap_err();
    assert_eq!(
        early.reason,
        Reason::NotFound,
        "an archivist has not agreed yet"
    );
    let seen = vec![waiting(&after, "何静")];
    company.founder.call(Admit { seen }).await.unwrap();
    assert!(open(&mut other, &file).await.is_ok());

    // Back where it was it comes under nobody's wider eyes than before, and not below itself.
    let seen = organisation(&mut company).await;
    let below_itself = Change::MoveUnit {
        unit: unit(&seen, "客服部"),
        parent: unit(&seen, GROUP),
    };
    let refused = preview(&mut company.founder, &below_itself).await;
    assert_eq!(refused.unwrap_err().reason, Reason::TooDeep);
}

#[tokio::test]
async fn a_role_that_reads_more_gives_nothing_before_an_archivist_agrees() {
    let mut company = Company::found().await;
    let mut colleague = company.hire("李强", "liqiang", GROUP, SALES).await;
    let file = create(&mut company, "销售二组", "张雨桐").await;
    let change = widened(&mut company, Reach::Department).await;
    let difference = preview(&mut company.founder, &change).await.unwrap();
    assert_eq!(
        told(&difference.gains),
        one("李强", &["销售部", "销售二组"])
    );
    assert!(difference.losses.is_empty());
    let after = make(&mut company.founder, &change).await.unwrap();
    assert!(open(&mut colleague, &file).await.is_err());
    let seen = vec![waiting(&after, "李强")];
    company.founder.call(Admit { seen }).await.unwrap();
    assert!(open(&mut colleague, &file).await.is_ok());

    // Taken back it is lost at once.
    let back = widened(&mut company, Reach::OwnUnit).await;
    let difference = preview(&mut company.founder, &back).await.unwrap();
    assert_eq!(
        told(&difference.losses),
        one("李强", &["销售部", "销售二组"])
    );
    let after = make(&mut company.founder, &back).await.unwrap();
    assert_eq!(after.stale, 0);
    assert!(open(&mut colleague, &file).await.is_err());
}

/// What is signed is what was seen: somebody who got the role meanwhile was not in the list.
#[tokio::test]
async fn a_change_that_would_come_to_something_else_by_now_is_not_signed() {
    let mut company = Company::found().await;
    company.hire("李强", "liqiang", GROUP, SALES).await;
    company.enrol("赵倩", "zhaoqian").await;
    let change = widened(&mut company, Reach::Everything).await;
    let seen = preview(&mut company.founder, &change).await.unwrap();
    company.place("赵倩", GROUP, SALES).await;
    let before = organisation(&mut company).await.statements;
    let refused = company.founder.call(MakeChange { change, seen }).await;
    assert_eq!(refused.unwrap_err().reason, Reason::Outdated);
    assert_eq!(organisation(&mut company).await.statements, before);

    // More files are no other change.
    let change = widened(&mut company, Reach::Everything).await;
    let seen = preview(&mut company.founder, &change).await.unwrap();
    create(&mut company, "销售二组", "张雨桐").await;
    assert!(
        company
            .founder
            .call(MakeChange { change, seen })
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn a_unit_ends_empty_and_its_files_stay_readable() {
    let mut company = Company::found().await;
    company.hire("李强", "liqiang", GROUP, SALES).await;
    let file = create(&mut company, GROUP, "张雨桐").await;
    let seen = organisation(&mut company).await;
    let close = Change::CloseUnit {
        unit: unit(&seen, GROUP),
    };
    let occupied = preview(&mut company.founder, &close).await.unwrap_err();
    assert_eq!(occupied.reason, Reason::Occupied);
    let end = post(&seen, "李强", GROUP, SALES);
    company.founder.call(end).await.unwrap();
    let seen_before = preview(&mut company.founder, &close).await.unwrap();
    assert_eq!(seen_before.ends.as_deref(), Some(GROUP));
    let after = make(&mut company.founder, &close).await.unwrap();
    let closed = |view: &OrganisationView| {
        let mut units = view.units.iter();
        units.find(|unit| unit.name == GROUP).unwrap().closed
    };
    assert!(closed(&after) && !closed(&seen));
    let view = open(&mut company.founder, &file).await.unwrap();
    assert!(!view.editable);
    let choices = company
        .founder
        .call(bridge::client::GetChoices)
        .await
        .unwrap();
    assert!(
        choices
            .units
            .iter()
            .all(|unit| unit.id != self::unit(&seen, GROUP))
    );
}

/// An own role by copying: who has it may do what it says, and duties are told like files.
#[tokio::test]
async fn a_role_of_ones_own_is_a_copy_with_something_changed() {
    let mut company = Company::found().await;
    let seen = organisation(&mut company).await;
    let mut own = form(&seen, SALES);
    own.name = "前台".to_owned();
    // Reads cards and labels only, and opens new files.
    own.rights[0] = [None; 6];
    own.rights[0][0] = Some(Reach::OwnUnit);
    own.rights[0][1] = Some(Reach::OwnUnit);
    own.rights[1] = [None; 6];
    let add = Change::AddRole(own.clone());
    let after = make(&mut company.founder, &add).await.unwrap();
    assert_eq!(form(&after, "前台"), own);
    let twice = preview(&mut company.founder, &add).await.unwrap_err();
    assert_eq!(twice.fields, [("role".to_owned(), "duplicate".to_owned())]);

    let mut desk = company.hire("孙悦", "sunyue", GROUP, "前台").await;
    let file = create(&mut company, GROUP, "张雨桐").await;
    let view = open(&mut desk, &file).await.unwrap();
    assert!(view.card.open().is_some() && view.notes.open().is_none());

    let before = own.clone();
    own.duties = vec![Duty::Archive];
    let change = Change::ChangeRole {
        role: role(&after, "前台"),
        before,
        form: own,
    };
    let difference = preview(&mut company.founder, &change).await.unwrap();
    assert_eq!(difference.gains[0].name, "孙悦");
    assert_eq!(difference.gains[0].duties, [Duty::Archive]);
    assert!(difference.gains[0].reads.is_empty());
}

/// Who administers without any key sees how many files it is about, by the server's word.
#[tokio::test]
async fn an_administrator_without_keys_is_told_how_many_files_it_is_about() {
    let mut company = Company::found().await;
    let mut plain = company
        .hire("钱进", "qianjin", "晨光商贸", "系统管理员")
        .await;
    company.hire("李强", "liqiang", GROUP, SALES).await;
    for name in ["张雨桐", "章子安", "周子涵"] {
        create(&mut company, "销售二组", name).await;
    }
    let change = widened(&mut company, Reach::Department).await;
    plain.call(bridge::client::Sync).await.unwrap();
    let difference = preview(&mut plain, &change).await.unwrap();
    assert_eq!(difference.gains[0].files, Some(3));
    let after = make(&mut plain, &change).await.unwrap();
    assert_eq!(person(&after, "李强"), waiting(&after, "李强").person);
}

/// What somebody may do where they read already counts as soon as it is signed: it is shown like reading.
#[tokio::test]
async fn rights_other_than_reading_are_shown_as_well() {
    let mut company = Company::found().await;
    company.hire("李强", "liqiang", GROUP, SALES).await;
    let seen = organisation(&mut company).await;
    let before = form(&seen, SALES);
    let mut after = before.clone();
    after.rights[Operation::Delete as usize] = [Some(Reach::OwnUnit); 6];
    after.rights[Operation::Edit as usize][2] = None;
    let change = Change::ChangeRole {
        role: role(&seen, SALES),
        before,
        form: after,
    };
    let difference = preview(&mut company.founder, &change).await.unwrap();
    let told = |people: &[PersonDifference]| {
        let [person] = people else {
            panic!("{people:?}");
        };
        assert_eq!((person.name.as_str(), person.reads.len()), ("李强", 0));
        let acts = person.acts.iter();
        let acts = acts.map(|act| (act.operation, act.places[0].sections.clone()));
        acts.collect::<Vec<_>>()
    };
    let all = vec![1, 2, 3, 4, 5, 6];
    assert_eq!(told(&difference.gains), [(Operation::Delete, all)]);
    assert_eq!(told(&difference.losses), [(Operation::Edit, vec![3])]);
}

/// A form that was opened before somebody else changed the role takes nothing of theirs back.
#[tokio::test]
async fn an_old_form_of_a_role_is_not_signed() {
    let mut company = Company::found().await;
    let seen = organisation(&mut company).await;
    let before = form(&seen, SALES);
    let renamed = |before: &RoleForm, name: &str| Change::ChangeRole {
        role: role(&seen, SALES),
        before: before.clone(),
        form: RoleForm {
            name: name.to_owned(),
            ..before.clone()
        },
    };
    make(&mut company.founder, &renamed(&before, "客户经理"))
        .await
        .unwrap();
    let old = preview(&mut company.founder, &renamed(&before, "业务代表")).await;
    assert_eq!(old.unwrap_err().reason, Reason::Outdated);
}
