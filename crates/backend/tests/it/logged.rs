use axum::{
    body::Body,
    http::{Method, Request, header},
};
use backend::Config;
use ledger::{Journal, id::FileId, rights::Section, templates::ShippedRole};
use wire::{
    Code,
    account::SignIn,
    operation::{Act, Operation, Operations},
    path,
    roster::Appended,
};

use crate::{
    app::{Answer, App},
    company::{Company, Writing, random},
};

async fn log(company: &mut Company) -> Vec<Operation> {
    company
        .founder
        .client
        .get(path::OPERATIONS)
        .await
        .ok::<Operations>()
        .operations
}

#[tokio::test]
async fn what_people_do_is_kept() {
    let mut company = Company::found().await;
    let lines = log(&mut company).await;
    assert!(
        lines.iter().any(|line| line.act == Act::SetUp
            && line.person == Some(company.founder.person.id.to_string()))
    );

    let unit = company.unit("销售一组").await;
    let mut anna = company.hire("anna").await;
    let lines = log(&mut company).await;
    let me = Some(anna.person.id.to_string());
    assert_eq!(
        (lines[0].act, lines[0].person.clone()),
        (Act::SignIn, me.clone())
    );
    assert_eq!(
        (lines[1].act, lines[1].object.clone()),
        (Act::Organise, me.clone()),
        "enrolled"
    );
    assert_eq!((lines[2].act, lines[2].person.clone()), (Act::Join, None));
    assert_eq!(lines[3].act, Act::Invite);
    assert!(
        lines
            .iter()
            .all(|line| line.address.as_deref() == Some("192.0.2.1"))
    );
    assert!(lines.is_sorted_by(|newer, older| newer.number > older.number && newer.at >= older.at));

    company
        .place(&anna, ShippedRole::SalesRepresentative, unit)
        .await;
    let journal = Journal::new(unit);
    let draft = Writing {
        company: &company,
        staff: &company.founder,
        journal: &journal,
    }
    .create(&[Section::Card]);
    let _: Appended = company
        .founder
        .client
        .post(&path::journal(&unit.to_string()), &draft.body)
        .await
        .ok();
    let file = Some(draft.file.to_string());
    let line = log(&mut company).await.remove(0);
    assert_eq!((line.act, line.object), (Act::Edit, file.clone()));
    assert_eq!(
        anna.client
            .get(&path::file(&draft.file.to_string()))
            .await
            .status,
        200
    );
    let line = log(&mut company).await.remove(0);
    assert_eq!(
        (line.act, line.person, line.object),
        (Act::View, me.clone(), file)
    );

    let foreign = FileId(random());
    anna.client
        .get(&path::file(&foreign.to_string()))
        .await
        .fails(404, Code::NotFound);
    let line = log(&mut company).await.remove(0);
    assert_eq!(
        (line.act, line.person, line.object),
        (Act::Refused, me.clone(), Some(foreign.to_string()))
    );
    anna.client
        .get(path::OPERATIONS)
        .await
        .fails(403, Code::NotAllowed);
    let line = log(&mut company).await.remove(0);
    assert_eq!(
        (line.act, line.person, line.object),
        (Act::Refused, me.clone(), Some(path::OPERATIONS.to_owned()))
    );

    let wrong = SignIn {
        sign_in_name: "anna".to_owned(),
        secret: random::<32>().into(),
        by_code: false,
    };
    anna.client
        .post(path::SIGN_IN, &wrong)
        .await
        .fails(401, Code::WrongCredentials);
    let line = log(&mut company).await.remove(0);
    assert_eq!((line.act, line.person), (Act::SignInFailed, me.clone()));
    anna.client.post(path::SIGN_OUT, &()).await.done();
    let line = log(&mut company).await.remove(0);
    assert_eq!((line.act, line.person), (Act::SignOut, me));
}

#[tokio::test]
async fn the_log_is_read_in_pages() {
    let mut company = Company::found().await;
    for _ in 0..5 {
        company.unit(&FileId(random()).to_string()).await;
    }
    let all = log(&mut company).await;
    let mut read = Vec::new();
    let mut url = format!("{}?limit=4", path::OPERATIONS);
    loop {
        let page: Operations = company.founder.client.get(&url).await.ok();
        assert!(page.operations.len() <= 4);
        let Some(last) = page.operations.last() else {
            break;
        };
        url = format!("{}?limit=4&before={}", path::OPERATIONS, last.number);
        read.extend(page.operations);
    }
    assert_eq!(read, all);
    for bad in ["limit=0", "limit=501", "limit=x", "before=-1", "other=1"] {
        company
            .founder
            .client
            .get(&format!("{}?{bad}", path::OPERATIONS))
            .await
            .fails(400, Code::BadRequest);
    }
}

#[tokio::test]
async fn health_and_metrics_answer() {
    let mut company = Company::found().await;
    company.founder.client.get(path::ROSTER).await;
    let health = company.app.client().get("/health").await;
    assert_eq!(
        (health.status.as_u16(), health.bytes.as_slice()),
        (200, br#"{"status":"ok"}"#.as_slice())
    );
    let answer = metrics(&company.app, "127.0.0.1", &[]).await;
    assert_eq!(answer.status, 200);
    let metrics = String::from_utf8(answer.bytes).unwrap();
    assert!(
        metrics
            .contains(r#"http_requests_total{route="/api/v1/roster",method="GET",status="200"}"#),
        "{metrics}"
    );
    assert!(metrics.contains("entries_appended_total"));
    assert!(!metrics.contains(&company.founder.person.id.to_string()));
}

/// Asks for the metrics over one connection.
async fn metrics(app: &App, from: &str, headers: &[(&str, &str)]) -> Answer {
    let mut client = app.client();
    client.address.set_ip(from.parse().unwrap());
    let mut request = Request::builder().method(Method::GET).uri("/metrics");
    if !headers.iter().any(|(name, _)| *name == "host") {
        request = request.header(header::HOST, "localhost:3000");
    }
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    client.raw(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn metrics_are_for_this_machine_alone() {
    let app = App::with(Config {
        db: Some("mem://".to_owned()),
        trusted_proxies: vec!["127.0.0.1".parse().unwrap()],
        ..Config::default()
    })
    .await;
    for from in ["127.0.0.1", "::1", "::ffff:127.0.0.1"] {
        assert_eq!(metrics(&app, from, &[]).await.status, 200, "{from}");
    }
    for from in ["192.0.2.1", "10.0.0.1", "2001:db8::1"] {
        metrics(&app, from, &[]).await.fails(404, Code::NotFound);
    }
    // Through a proxy on this machine, trusted or not, whatever the client claims to be.
    for header in [
        ("x-forwarded-for", "203.0.113.9"),
        ("x-forwarded-for", "127.0.0.1"),
        ("x-forwarded-for", "127.0.0.1, 203.0.113.9"),
        ("forwarded", "for=127.0.0.1"),
        ("via", "1.1 proxy"),
        ("host", "archive.test"),
    ] {
        for from in ["127.0.0.1", "::1"] {
            metrics(&app, from, &[header])
                .await
                .fails(404, Code::NotFound);
        }
    }
}

#[tokio::test]
async fn the_log_tells_which_statement_and_where_it_stands() {
    let mut company = Company::found().await;
    let unit = company.unit("销售一组").await;
    let anna = company.hire("anna").await;
    company
        .place(&anna, ShippedRole::SalesRepresentative, unit)
        .await;
    let end = company.roster.len();
    let person = Some(anna.person.id.to_string());
    let me = Some(company.founder.person.id.to_string());
    let unit = Some(unit.to_string());
    let told: Vec<_> = log(&mut company)
        .await
        .into_iter()
        .filter(|line| line.act == Act::Organise)
        .map(|line| (line.detail.unwrap(), line.object, line.seq.unwrap()))
        .collect();
    let expected = [
        ("admit", &person),
        ("appoint", &person),
        ("enrol", &person),
        ("open_epochs", &None),
        ("admit", &me),
        ("define_unit", &unit),
    ];
    for ((told, (kind, object)), back) in told.iter().zip(expected).zip(1..) {
        assert_eq!(*told, (kind.to_owned(), object.clone(), end - back));
    }
    // Every statement of the roster has its line, those of the set-up too.
    let seqs: Vec<u64> = told.iter().map(|(_, _, seq)| *seq).collect();
    assert_eq!(seqs, (0..end).rev().collect::<Vec<_>>());
    assert_eq!(told.last().unwrap().0, "genesis");
    // A refusal says why.
    let mut anna = anna;
    anna.client
        .get(path::OPERATIONS)
        .await
        .fails(403, Code::NotAllowed);
    let line = log(&mut company).await.remove(0);
    assert_eq!(line.detail.as_deref(), Some("not_allowed"));
}

/// A newcomer's session is enough to ask without end for what it may not have; each line is a write to the disk.
#[tokio::test]
async fn nobody_fills_the_log_with_refusals() {
    let mut company = Company::found().await;
    let mut anna = company.hire("anna").await;
    let before = log(&mut company).await.len();
    for _ in 0..50 {
        let file = path::file(&FileId(random()).to_string());
        anna.client.get(&file).await.fails(404, Code::NotFound);
    }
    let lines = log(&mut company).await;
    assert_eq!(lines.len() - before, 31);
    let more = &lines[0];
    let me = Some(anna.person.id.to_string());
    assert_eq!((more.act, &more.person), (Act::Refused, &me));
    assert_eq!(
        (more.detail.as_deref(), &more.object),
        (Some("more_left_out"), &None)
    );
    // Others are still heard.
    let mut ben = company.hire("ben").await;
    ben.client
        .get(path::OPERATIONS)
        .await
        .fails(403, Code::NotAllowed);
    let line = log(&mut company).await.remove(0);
    assert_eq!(line.person, Some(ben.person.id.to_string()));
    assert_eq!(line.detail.as_deref(), Some("not_allowed"));
}
