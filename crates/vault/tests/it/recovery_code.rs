//! A person's own recovery code: access without anybody's help, the same keys, a new password, once.

use bridge::{
    Event, Reason, Secret,
    account::{ChangePassword, Kit, MakeCode, Recover, RehearseKits, SessionView, SignIn, Start},
    failure::Alarm,
};
use testkit::client::{Client, Fate};
use vault::Method;
use wire::{
    account::SignedIn,
    body::{from_cbor, to_cbor},
    path,
};

use crate::company::{Company, PASSWORD, create, name, open, secret};

const NEW: &str = "Nine-herons-over-9-quiet-lakes";
const GROUP: &str = "销售一组";

fn typed(code: &Kit) -> Secret {
    let groups: Vec<&str> = code.groups.iter().map(Secret::expose).collect();
    Secret::new(groups.join(" ").to_lowercase())
}

async fn make(client: &mut Client) -> Secret {
    let call = MakeCode {
        present: secret(PASSWORD),
    };
    typed(&client.call(call).await.unwrap())
}

fn recover(code: &Secret, sign_in_name: &str) -> Recover {
    Recover {
        kits: vec![code.clone()],
        sign_in_name: sign_in_name.to_owned(),
        password: secret(NEW),
    }
}

async fn by_code(company: &Company, code: &Secret, sign_in_name: &str) -> Result<Client, Reason> {
    let mut client = Client::new(&company.server.url());
    match client.call(recover(code, sign_in_name)).await {
        Ok(_) => Ok(client),
        Err(failure) => Err(failure.reason),
    }
}

async fn by_password(company: &Company, password: &str) -> Result<Client, Reason> {
    let mut client = Client::new(&company.server.url());
    let credentials = SignIn {
        sign_in_name: "liqiang".to_owned(),
        password: secret(password),
    };
    match client.call(credentials).await {
        Ok(_) => Ok(client),
        Err(failure) => Err(failure.reason),
    }
}

async fn me(client: &mut Client) -> SessionView {
    client.call(Start).await.unwrap().session.unwrap()
}

/// A salesman of a company with a file, and their browser.
async fn staffed() -> (Company, Client, String) {
    let mut company = Company::found().await;
    let sales = company.hire("李强", "liqiang", GROUP, "销售代表").await;
    let file = create(&mut company, GROUP, "张雨桐").await;
    (company, sales, file)
}

#[tokio::test]
async fn who_forgot_their_password_is_back_without_anybodys_help() {
    let (mut company, mut sales, file) = staffed().await;
    let before = me(&mut sales).await;
    assert!(!before.has_code);
    let code = make(&mut sales).await;
    assert!(me(&mut sales).await.has_code);
    // The page goes on with the blob that has it, and so does the next one.
    open(&mut sales, &file).await.unwrap();
    assert!(
        me(&mut by_password(&company, PASSWORD).await.unwrap())
            .await
            .has_code
    );

    let mut back = by_code(&company, &code, "LiQiang ").await.unwrap();
    let view = open(&mut back, &file).await.unwrap();
    assert_eq!(name(&view), "张雨桐");
    let after = me(&mut back).await;
    assert_eq!(
        (after.fingerprint, after.posts),
        (before.fingerprint, before.posts)
    );
    assert!(!after.has_code);
    // Whoever had the page open is out, the old password as well, and the code was good once.
    assert_eq!(
        open(&mut sales, &file).await.unwrap_err().reason,
        Reason::Locked
    );
    let old = by_password(&company, PASSWORD).await;
    assert_eq!(old.err(), Some(Reason::WrongCredentials));
    by_password(&company, NEW).await.unwrap();
    let again = recover(&code, "liqiang");
    let again = Recover {
        password: secret("Eleven-otters-under-1-pier"),
        ..again
    };
    let mut thief = Client::new(&company.server.url());
    let refused = thief.call(again).await.unwrap_err();
    assert_eq!(refused.reason, Reason::WrongCode);
    // Nobody was asked, and nothing was stated.
    let founder = &mut company.founder;
    open(founder, &file).await.unwrap();
    let alarms = [founder.events(), back.events()].concat();
    assert!(!alarms.iter().any(|event| matches!(event, Event::Alarm(_))));
}

/// Whoever knew the password could have made the code.
#[tokio::test]
async fn it_ends_with_another_code_and_with_another_password() {
    let (company, mut sales, _) = staffed().await;
    let first = make(&mut sales).await;
    let second = make(&mut sales).await;
    let refused = by_code(&company, &first, "liqiang").await;
    assert_eq!(refused.err(), Some(Reason::WrongCode));
    let change = ChangePassword {
        present: secret(PASSWORD),
        password: secret("Eleven-otters-under-1-pier"),
    };
    sales.call(change).await.unwrap();
    assert!(!me(&mut sales).await.has_code);
    let refused = by_code(&company, &second, "liqiang").await;
    assert_eq!(refused.err(), Some(Reason::WrongCode));
}

#[tokio::test]
async fn it_is_its_owners_and_nobody_elses() {
    let (mut company, mut sales, _) = staffed().await;
    let code = make(&mut sales).await;
    for other in ["wangmin", "nobody"] {
        let refused = by_code(&company, &code, other).await;
        assert_eq!(refused.err(), Some(Reason::WrongCode));
    }
    // A rehearsal tells it from a kit, and a wrong password makes none.
    let kits = vec![code.clone()];
    let rehearsed = company.founder.call(RehearseKits { kits }).await;
    assert_eq!(rehearsed.unwrap_err().reason, Reason::PersonalCode);
    let guess = MakeCode {
        present: secret("not-my-password-at-all"),
    };
    let refused = sales.call(guess).await.unwrap_err();
    assert_eq!(refused.reason, Reason::WrongCredentials);
    by_code(&company, &code, "liqiang").await.unwrap();
}

/// Every answer is lost, and the reader presses the button again.
#[tokio::test]
async fn lost_answers_cost_a_second_try() {
    let (company, mut sales, file) = staffed().await;
    let lose = |client: &Client| {
        client.network(|request| {
            match request.method == Method::Put && request.path == path::PASSWORD {
                true => Fate::AnswerLost,
                false => Fate::Arrives,
            }
        });
    };
    lose(&sales);
    let call = || MakeCode {
        present: secret(PASSWORD),
    };
    let offline = sales.call(call()).await.unwrap_err();
    assert_eq!(offline.reason, Reason::Offline);
    sales.mend_network();
    let code = typed(&sales.call(call()).await.unwrap());
    open(&mut sales, &file).await.unwrap();

    let mut back = Client::new(&company.server.url());
    lose(&back);
    let offline = back.call(recover(&code, "liqiang")).await.unwrap_err();
    assert_eq!(offline.reason, Reason::Offline);
    back.mend_network();
    // It was used, and the page says that the new password may be there already.
    let again = back.call(recover(&code, "liqiang")).await.unwrap_err();
    assert_eq!(again.reason, Reason::WrongCode);
    let mut there = by_password(&company, NEW).await.unwrap();
    open(&mut there, &file).await.unwrap();
}

/// The right password is not called wrong, though the server holds another blob than the page knows of.
#[tokio::test]
async fn a_password_is_changed_after_a_code_whose_answer_got_lost() {
    let (company, mut sales, file) = staffed().await;
    sales.network(|request| {
        match request.method == Method::Put && request.path == path::PASSWORD {
            true => Fate::AnswerLost,
            false => Fate::Arrives,
        }
    });
    let call = MakeCode {
        present: secret(PASSWORD),
    };
    sales.call(call).await.unwrap_err();
    sales.mend_network();
    let change = ChangePassword {
        present: secret(PASSWORD),
        password: secret(NEW),
    };
    sales.call(change).await.unwrap();
    open(&mut sales, &file).await.unwrap();
    by_password(&company, NEW).await.unwrap();
}

/// A server that takes the code's slot off the blob, or alters it, is found out.
#[tokio::test]
async fn a_blob_that_the_code_does_not_open_is_an_alarm() {
    let (company, mut sales, _) = staffed().await;
    let code = make(&mut sales).await;
    let without_slot = |blob: &mut Vec<u8>| {
        let (front, slot) = (10, 1 + 12 + 32 + 32 + 16);
        blob[9] = 1;
        blob.drain(front + slot..front + 2 * slot);
    };
    let turned = |blob: &mut Vec<u8>| *blob.last_mut().unwrap() ^= 1;
    for alter in [without_slot as fn(&mut Vec<u8>), turned] {
        let mut back = Client::new(&company.server.url());
        back.lie(move |path, mut response| {
            if path == path::SIGN_IN && response.status == 200 {
                let mut signed_in: SignedIn = from_cbor(&response.body).unwrap();
                alter(&mut signed_in.blob.0);
                response.body = to_cbor(&signed_in).unwrap();
            }
            response
        });
        let caught = back.call(recover(&code, "liqiang")).await.unwrap_err();
        assert_eq!(caught.reason, Reason::Integrity(Alarm::Blob));
    }
    // The control.
    by_code(&company, &code, "liqiang").await.unwrap();
}
