//! Where somebody is signed in, which browsers they have signed in with, and what becomes of one that they have lost.

use wire::{
    Code,
    account::{LossPut, SignedIn, Status},
    device::{Devices, OpenedFiles},
    operation::{Act, Operations},
    path,
};

use crate::{
    app::Client,
    company::{Company, Staff},
};

async fn devices(client: &mut Client) -> Devices {
    client.get(path::DEVICES).await.ok()
}

/// The same person with another browser.
async fn elsewhere(company: &Company, staff: &Staff) -> Client {
    let mut other = company.app.client();
    let _: SignedIn = other.post(path::SIGN_IN, &staff.credentials()).await.ok();
    other
}

#[tokio::test]
async fn each_browser_is_a_device_and_each_sign_in_a_session_of_it() {
    let mut company = Company::found().await;
    let mut anna = company.hire("anna").await;
    let _: SignedIn = anna.sign_in().await.ok();
    let mut other = elsewhere(&company, &anna).await;
    let seen = devices(&mut anna.client).await;
    assert_eq!(seen.devices.len(), 2);
    assert_eq!(seen.sessions.len(), 2);
    let here = |devices: &Devices| {
        let device = devices.devices.iter().find(|one| one.here).unwrap();
        let session = devices.sessions.iter().find(|one| one.here).unwrap();
        assert_eq!(session.device.as_ref(), Some(&device.id));
        device.id.clone()
    };
    assert_ne!(here(&seen), here(&devices(&mut other).await));
    // The same browser again is the same device, and the session before has ended with it.
    let _: SignedIn = anna.sign_in().await.ok();
    let again = devices(&mut anna.client).await;
    assert_eq!((again.devices.len(), again.sessions.len()), (2, 2));
    assert_eq!(here(&again), here(&seen));

    // Nobody sees, or ends, what is another's.
    let founder = devices(&mut company.founder.client).await;
    let mine = |id: &str| seen.sessions.iter().any(|one| one.id == id);
    assert!(founder.sessions.iter().all(|one| !mine(&one.id)));
    for session in &seen.sessions {
        let end = path::one_session(&session.id);
        let answer = company.founder.client.delete(&end).await;
        answer.fails(404, Code::NotFound);
    }
    assert_eq!(devices(&mut other).await.sessions.len(), 2);
}

#[tokio::test]
async fn a_session_is_ended_from_another_one_alone_or_with_all_others() {
    let mut company = Company::found().await;
    let mut anna = company.hire("anna").await;
    let _: SignedIn = anna.sign_in().await.ok();
    let mut one = elsewhere(&company, &anna).await;
    let mut two = elsewhere(&company, &anna).await;
    let there = devices(&mut one).await;
    let there = there.sessions.iter().find(|one| one.here).unwrap();
    anna.client
        .delete(&path::one_session(&there.id))
        .await
        .done();
    one.get(path::SESSION).await.fails(401, Code::NotSignedIn);
    let _: wire::account::Session = two.get(path::SESSION).await.ok();
    anna.client.delete(path::SESSIONS).await.done();
    two.get(path::SESSION).await.fails(401, Code::NotSignedIn);
    assert_eq!(devices(&mut anna.client).await.sessions.len(), 1);
}

/// 报失: its sessions are over, the right password does not help there, and it is told when it asks next.
#[tokio::test]
async fn a_lost_device_is_let_in_no_more() {
    let mut company = Company::found().await;
    let mut anna = company.hire("anna").await;
    let _: SignedIn = anna.sign_in().await.ok();
    let mut lost = elsewhere(&company, &anna).await;
    let seen = devices(&mut lost).await;
    let id = seen.devices.iter().find(|one| one.here).unwrap().id.clone();
    let status: Status = lost.get(path::STATUS).await.ok();
    assert_eq!(status.lost, [] as [String; 0]);

    let loss = |staff: &Staff, lost| LossPut {
        secret: staff.account.secret.clone(),
        lost,
    };
    let path = path::device_loss(&id);
    let founders = loss(&company.founder, true);
    let stranger = company.founder.client.put(&path, &founders).await;
    stranger.fails(404, Code::NotFound);
    // Whoever finds a page open does not shut its owner out.
    let guess = anna.client.put(&path, &founders).await;
    guess.fails(401, Code::WrongCredentials);
    let own = loss(&anna, true);
    anna.client.put(&path, &own).await.done();
    lost.get(path::SESSION).await.fails(401, Code::NotSignedIn);
    let status: Status = lost.get(path::STATUS).await.ok();
    assert_eq!(status.lost, [anna.person.id.to_string()]);
    let refused = lost.post(path::SIGN_IN, &anna.credentials()).await;
    refused.fails(403, Code::DeviceLost);
    // Elsewhere everything goes on, and the line of it stays.
    let _: SignedIn = anna.sign_in().await.ok();
    let seen = devices(&mut anna.client).await;
    let line = seen.devices.iter().find(|one| one.id == id).unwrap();
    assert!(line.lost);
    // Whoever else uses that browser is not shut out.
    lost.cookie = None;
    let other = lost
        .post(path::SIGN_IN, &company.founder.credentials())
        .await;
    let _: SignedIn = other.ok();
    // It was under the sofa.
    let found = loss(&anna, false);
    anna.client.put(&path, &found).await.done();
    lost.cookie = None;
    let _: SignedIn = lost.post(path::SIGN_IN, &anna.credentials()).await.ok();
}

/// A name that nobody was given counts for nothing: somebody could have planted it in the browser of who signs in next.
#[tokio::test]
async fn a_planted_device_becomes_nobodys() {
    let mut company = Company::found().await;
    let mut anna = company.hire("anna").await;
    for planted in ["planted", ""] {
        let name = format!("__Host-jiandang_device={planted}");
        anna.client.device = Some(name.clone());
        let _: SignedIn = anna.sign_in().await.ok();
        assert_ne!(anna.client.device, Some(name));
    }
    // The one that was given stays, and is sent again to be kept for longer.
    let given = anna.client.device.take();
    anna.client.device.clone_from(&given);
    let answer = anna.sign_in().await;
    assert_eq!(anna.client.device, given);
    let cookies = answer.headers.get_all(axum::http::header::SET_COOKIE);
    assert_eq!(cookies.iter().count(), 2);
}

#[tokio::test]
async fn an_office_that_guesses_shuts_nobody_out_of_their_own_browser() {
    let mut company = Company::found().await;
    let mut anna = company.hire("anna").await;
    let _: SignedIn = anna.sign_in().await.ok();
    let mut insider = company.app.client();
    insider.address = anna.client.address;
    for number in 0..60 {
        let guess = wire::account::SignIn {
            sign_in_name: format!("name {number}"),
            secret: [1; 32].into(),
            by_code: false,
        };
        insider.post(path::SIGN_IN, &guess).await;
    }
    let mut stranger = company.app.client();
    stranger.address = anna.client.address;
    let refused = stranger.post(path::SIGN_IN, &anna.credentials()).await;
    refused.fails(429, Code::TooManyTries);
    let _: SignedIn = anna.sign_in().await.ok();
}

#[tokio::test]
async fn what_was_opened_with_a_device_is_told_to_its_owner() {
    let mut company = Company::found().await;
    let _: SignedIn = company.founder.sign_in().await.ok();
    let seen = devices(&mut company.founder.client).await;
    let id = seen.devices.iter().find(|one| one.here).unwrap().id.clone();
    let views = path::device_views(&id);
    let opened: OpenedFiles = company.founder.client.get(&views).await.ok();
    assert_eq!(opened.opened, []);
    let unknown = path::device_views("0123456789abcdef0123456789abcdef");
    let answer = company.founder.client.get(&unknown).await;
    answer.fails(404, Code::NotFound);
    let answer = company.founder.client.get(&path::device_views("x")).await;
    answer.fails(400, Code::BadRequest);
}

#[tokio::test]
async fn losses_and_ends_are_in_the_operation_log() {
    let mut company = Company::found().await;
    let mut anna = company.hire("anna").await;
    let _: SignedIn = anna.sign_in().await.ok();
    let seen = devices(&mut anna.client).await;
    anna.client.delete(path::SESSIONS).await.done();
    let id = &seen.devices[0].id;
    let loss = LossPut {
        secret: anna.account.secret.clone(),
        lost: true,
    };
    anna.client.put(&path::device_loss(id), &loss).await.done();
    let log: Operations = company.founder.client.get(path::OPERATIONS).await.ok();
    let told = log.operations.iter().filter(|line| line.act == Act::Device);
    let told: Vec<_> = told.map(|line| line.detail.as_deref()).collect();
    assert_eq!(told, [Some("lost"), Some("end_others")]);
}
