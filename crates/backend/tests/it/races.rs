//! What happens at once.

use std::net::SocketAddr;

use tokio::task::JoinSet;
use wire::{Code, account::SignedIn, path};

use crate::{company::Company, recovery};

/// Sign-ins with the old password read the account, and wait for their turn to be hashed; meanwhile the account gets another
/// password, and its sessions end. None of them may have one afterwards.
#[tokio::test]
async fn no_sign_in_with_the_old_password_outlives_recovery() {
    const SIGN_INS: u8 = 24;
    let mut company = Company::found().await;
    let mut client = company.app.client();
    recovery::sign_in(&company, &mut client).await;
    let (body, ..) = recovery::rekeyed(&company);
    let old = company.founder.credentials();

    let mut tasks = JoinSet::new();
    let mut sign_ins = |from: u8, to: u8| {
        for number in from..to {
            let (mut client, old) = (company.app.client(), old.clone());
            client.address = SocketAddr::from(([198, 51, 100, number], 1));
            tasks.spawn(async move {
                client.post(path::SIGN_IN, &old).await;
                client
            });
        }
    };
    sign_ins(0, SIGN_INS / 3);
    tokio::task::yield_now().await;
    let recovering = {
        let body = body.clone();
        tokio::spawn(async move { client.put(path::RECOVERY_ACCOUNT, &body).await })
    };
    tokio::task::yield_now().await;
    sign_ins(SIGN_INS / 3, SIGN_INS);
    let _: SignedIn = recovering.await.unwrap().ok();
    for mut client in tasks.join_all().await {
        client
            .get(path::SESSION)
            .await
            .fails(401, Code::NotSignedIn);
    }
    company.founder.account = body.account;
    let _: SignedIn = company.founder.sign_in().await.ok();
}
