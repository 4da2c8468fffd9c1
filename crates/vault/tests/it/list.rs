//! The list: conditions combine, choices are counted, orders are stable, and nobody sees choices beyond their reach.

use bridge::{
    client::{GetChoices, Kind, ListClients, SaveClient, Sync},
    list::{ClientList, Column, Facet, Filter, Sort, Span},
    organisation::{GetOrganisation, OrganisationView},
};
use dossier::{
    client::{ClientForm, Field},
    date,
};
use testkit::client::Client;

use crate::company::{Company, company_form, form, person, unit};

const UNREACHED: &str = "00000000000000000000000000000000";

/// The company of these tests, and its people and units.
struct Sales {
    company: Company,
    organisation: OrganisationView,
}

impl Sales {
    /// 李强 and 赵倩 sell in a group each, and manage the files of the founder, who is archivist.
    async fn found() -> Self {
        let mut company = Company::found().await;
        company
            .hire("李强", "liqiang", "销售一组", "销售代表")
            .await;
        company
            .hire("赵倩", "zhaoqian", "销售二组", "销售代表")
            .await;
        let organisation = company.founder.call(GetOrganisation).await.unwrap();
        let mut sales = Self {
            company,
            organisation,
        };
        let tagged = |name: &str, tags: &[&str]| {
            form(name).tagged(tags.iter().map(|tag| (*tag).to_owned()).collect())
        };
        let of = |form: ClientForm, opened: &str| form.with(Field::Opened, opened);
        for (unit, manager, form) in [
            (
                "销售一组",
                "李强",
                of(tagged("张雨桐", &["高价值客户"]), "2026-11-02"),
            ),
            (
                "销售一组",
                "李强",
                of(company_form("阿里山茶业有限公司"), "2025-06-30"),
            ),
            (
                "销售一组",
                "王敏",
                of(tagged("曾子安", &["潜在客户", "续约"]), "2026-11-02"),
            ),
            (
                "销售二组",
                "赵倩",
                of(tagged("陈志远", &["续约"]), "2024-01-01"),
            ),
            (
                "销售二组",
                "李强",
                of(company_form("张北晨光医疗器械有限公司"), "2026-03-05"),
            ),
        ] {
            sales.file(unit, manager, form).await;
        }
        sales
    }

    async fn file(&mut self, unit: &str, manager: &str, form: ClientForm) {
        let draft = self.company.founder.call(GetChoices).await.unwrap().draft;
        let form = form
            .with(Field::Unit, self.unit(unit))
            .with(Field::Manager, self.person(manager));
        let save = SaveClient {
            draft,
            base: None,
            form,
        };
        self.company.founder.call(save).await.unwrap();
    }

    fn unit(&self, name: &str) -> String {
        unit(&self.organisation, name)
    }

    fn person(&self, name: &str) -> String {
        person(&self.organisation, name)
    }

    async fn list(&mut self, query: ListClients) -> ClientList {
        ask(&mut self.company.founder, query).await
    }

    async fn names(&mut self, filter: Filter) -> Vec<String> {
        let query = ListClients {
            filter,
            count: 50,
            ..ListClients::default()
        };
        names(&self.list(query).await)
    }

    async fn sorted(&mut self, by: Column, descending: bool) -> Vec<String> {
        let query = ListClients {
            sort: Sort { by, descending },
            count: 50,
            ..ListClients::default()
        };
        names(&self.list(query).await)
    }
}

async fn ask(client: &mut Client, query: ListClients) -> ClientList {
    client.call(Sync).await.unwrap();
    client.call(query).await.unwrap()
}

fn names(list: &ClientList) -> Vec<String> {
    let name = |row: &bridge::client::ClientRow| row.card.open().unwrap().name.clone();
    list.rows.iter().map(name).collect()
}

fn counted(facets: &[Facet]) -> Vec<(&str, u32)> {
    facets
        .iter()
        .map(|facet| (facet.label.as_str(), facet.count))
        .collect()
}

fn day(text: &str) -> Option<i32> {
    Some(date::to_days(date::parse(text).unwrap()))
}

#[tokio::test]
async fn conditions_combine_with_each_other_and_with_the_text() {
    let mut sales = Sales::found().await;
    let li = sales.person("李强");
    let only = |managers: Vec<String>| Filter {
        managers,
        ..Filter::default()
    };
    assert_eq!(sales.names(Filter::default()).await.len(), 5);
    assert_eq!(
        sales.names(only(vec![li.clone()])).await,
        ["张雨桐", "张北晨光医疗器械有限公司", "阿里山茶业有限公司"]
    );
    let both = only(vec![li.clone(), sales.person("赵倩")]);
    assert_eq!(sales.names(both.clone()).await.len(), 4);
    let companies = Filter {
        kind: Some(Kind::Company),
        ..both.clone()
    };
    assert_eq!(sales.names(companies.clone()).await.len(), 2);
    // A department has its groups in it.
    let mut within = companies.clone();
    within.units = vec![sales.unit("销售部")];
    assert_eq!(sales.names(within.clone()).await.len(), 2);
    within.units = vec![sales.unit("销售二组")];
    assert_eq!(
        sales.names(within.clone()).await,
        ["张北晨光医疗器械有限公司"]
    );
    // Any of the tags is enough.
    let tags = Filter {
        tags: vec!["续约".to_owned(), "高价值客户".to_owned()],
        ..Filter::default()
    };
    assert_eq!(sales.names(tags).await, ["曾子安", "张雨桐", "陈志远"]);
    // Both ends of a span are in it.
    let opened = |from, to| Filter {
        opened: Span { from, to },
        ..Filter::default()
    };
    assert_eq!(
        sales
            .names(opened(day("2024-01-01"), day("2025-06-30")))
            .await,
        ["阿里山茶业有限公司", "陈志远"]
    );
    assert_eq!(sales.names(opened(day("2024-01-02"), None)).await.len(), 4);
    assert!(
        sales
            .names(opened(None, day("2023-12-31")))
            .await
            .is_empty()
    );
    // And the text with all of them; one character is enough.
    for (text, filter, found) in [
        ("张", Filter::default(), 2),
        ("张", companies.clone(), 1),
        ("山", companies, 1),
        ("雨", within, 0),
    ] {
        let query = ListClients {
            text: text.to_owned(),
            filter,
            ..ListClients::default()
        };
        assert_eq!(sales.list(query).await.total, found, "{text}");
    }
    // Ids that nobody has, or that are none, leave nothing.
    for id in [UNREACHED, "", "张"] {
        assert!(sales.names(only(vec![id.to_owned()])).await.is_empty());
    }
}

#[tokio::test]
async fn each_choice_is_counted_over_what_the_others_leave() {
    let mut sales = Sales::found().await;
    let span = |from, to| Span { from, to };
    let query = ListClients {
        filter: Filter {
            managers: vec![sales.person("李强"), UNREACHED.to_owned()],
            kind: Some(Kind::Company),
            ..Filter::default()
        },
        spans: vec![
            span(day("2026-01-01"), day("2026-12-31")),
            span(None, None),
            span(day("2027-01-01"), None),
        ],
        ..ListClients::default()
    };
    let list = sales.list(query.clone()).await;
    assert_eq!(list.total, 2);
    let facets = &list.facets;
    // Managers of companies, whoever is chosen; by pinyin, what nobody knows last.
    assert_eq!(
        counted(&facets.managers),
        [("李强", 2), ("王敏", 0), ("赵倩", 0), ("", 0)]
    );
    // Files of 李强, whatever their kind.
    assert_eq!(facets.kinds, [1, 2]);
    let units: Vec<_> = facets
        .units
        .iter()
        .map(|unit| (unit.label.as_str(), unit.depth, unit.count))
        .collect();
    assert_eq!(
        units,
        [("销售部", 0, 2), ("销售一组", 1, 1), ("销售二组", 1, 1)]
    );
    assert_eq!(facets.spans, [1, 2, 0]);
    // Tags of those two companies: none. What there is stays in its place, the most frequent first.
    assert_eq!(
        counted(&facets.tags),
        [("续约", 0), ("潜在客户", 0), ("高价值客户", 0)]
    );
    let list = sales
        .list(ListClients {
            text: "续约".to_owned(),
            filter: Filter::default(),
            ..query
        })
        .await;
    assert_eq!(
        counted(&list.facets.tags),
        [("续约", 2), ("潜在客户", 1), ("高价值客户", 0)]
    );
}

#[tokio::test]
async fn every_column_sorts_both_ways_and_ties_are_broken_by_the_newest() {
    let mut sales = Sales::found().await;
    let (zhang, ali, zeng, chen, bei) = (
        "张雨桐",
        "阿里山茶业有限公司",
        "曾子安",
        "陈志远",
        "张北晨光医疗器械有限公司",
    );
    // By pinyin; 曾 is read zēng.
    let by_name = [ali, chen, zeng, bei, zhang];
    assert_eq!(sales.sorted(Column::Name, false).await, by_name);
    let mut reversed = by_name;
    reversed.reverse();
    assert_eq!(sales.sorted(Column::Name, true).await, reversed);
    // Opened on the same day, the one created last comes first, in either direction.
    let newest = [zeng, zhang, bei, ali, chen];
    assert_eq!(sales.sorted(Column::Opened, true).await, newest);
    let oldest = [chen, ali, bei, zeng, zhang];
    assert_eq!(sales.sorted(Column::Opened, false).await, oldest);
    let persons = [zeng, zhang, chen, bei, ali];
    assert_eq!(sales.sorted(Column::Kind, false).await, persons);
    let companies = [bei, ali, zeng, zhang, chen];
    assert_eq!(sales.sorted(Column::Kind, true).await, companies);
    // 李强, 王敏, 赵倩.
    let managers = [zhang, bei, ali, zeng, chen];
    assert_eq!(sales.sorted(Column::Manager, false).await, managers);
    let managers = [chen, zeng, zhang, bei, ali];
    assert_eq!(sales.sorted(Column::Manager, true).await, managers);
    // 销售二组, 销售一组.
    let units = [bei, chen, zeng, zhang, ali];
    assert_eq!(sales.sorted(Column::Unit, false).await, units);

    // Page by page it is the same order, and a new file finds its place in it.
    let page = |from| ListClients {
        sort: Sort::natural(Column::Name),
        from,
        count: 2,
        ..ListClients::default()
    };
    assert_eq!(names(&sales.list(page(2)).await), [zeng, bei]);
    sales
        .file(
            "销售一组",
            "王敏",
            form("安然").with(Field::Opened, "2026-01-01"),
        )
        .await;
    assert_eq!(names(&sales.list(page(2)).await), [chen, zeng]);
    assert_eq!(sales.list(page(9)).await.rows, []);
}

#[tokio::test]
async fn nobody_is_offered_what_they_do_not_reach() {
    let sales = Sales::found().await;
    let mut li = sales.company.sign_in("liqiang").await.unwrap();
    let list = ask(&mut li, ListClients::default()).await;
    assert_eq!(list.total, 3);
    let facets = &list.facets;
    assert_eq!(counted(&facets.managers), [("李强", 2), ("王敏", 1)]);
    assert_eq!(counted(&facets.units), [("销售一组", 3)]);
    assert_eq!(facets.kinds, [2, 1]);
    assert_eq!(
        counted(&facets.tags),
        [("潜在客户", 1), ("续约", 1), ("高价值客户", 1)]
    );
    // The whole department by its id is what they reach of it; the other group is nothing.
    let mut within = async |name| {
        let filter = Filter {
            units: vec![sales.unit(name)],
            ..Filter::default()
        };
        let query = ListClients {
            filter,
            ..ListClients::default()
        };
        ask(&mut li, query).await.total
    };
    assert_eq!(within("销售部").await, 3);
    assert_eq!(within("销售二组").await, 0);
}
