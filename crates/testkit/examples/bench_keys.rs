//! What keys cost natively, with the real engine before a real server; the time that the engine waits for the server is left out. Prints rows
//! of the bench's table.

use std::{
    error::Error,
    time::{Duration, Instant},
};

use bridge::{
    Call, Failure, Reason,
    organisation::{GetOrganisation, Leave, Leaving, Reseal},
};
use testkit::{
    client::Client,
    crowd::{self, DEPARTMENT, PEOPLE, ROLE},
    server::TestServer,
};
use wire::{files::MOST_FILES, path};

const FILES: usize = 4_000;
const ROUNDS: usize = 5;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let server = TestServer::in_memory().await;
    let token = server.setup_token.clone().ok_or("no set-up link")?;
    measure(&server, &token)
        .await
        .map_err(|failure| format!("{failure:?}").into())
}

async fn measure(server: &TestServer, token: &str) -> Result<(), Failure> {
    let mut founder = crowd::crowd(&server.url(), token, FILES).await?;
    let appends = founder.count(path::ROSTER);
    let mut took = Vec::new();
    for number in 0..ROUNDS {
        let leave = dismissal(&mut founder, PEOPLE - number).await?;
        took.push(work(&mut founder, leave).await?.1);
    }
    took.sort_unstable();
    let dismissal = took[ROUNDS / 2].as_secs_f64() * 1e3;
    row(
        "dismissing one of 50 at a post that reaches 20 units, natively",
        dismissal,
        "ms",
        "<= 1000 ms",
        dismissal <= 1e3,
    );
    let requests = appends.get() as f64 / ROUNDS as f64;
    row(
        "appends that it takes",
        requests,
        "requests",
        "= 1",
        appends.get() == ROUNDS as u32,
    );

    let mut spent = Duration::ZERO;
    let mut sealed = 0;
    loop {
        let reseal = Reseal {
            most: u32::try_from(MOST_FILES).unwrap_or(u32::MAX),
            keys_alone: true,
        };
        let (resealed, took) = work(&mut founder, reseal).await?;
        spent += took;
        sealed += resealed.done;
        if resealed.done == 0 {
            break;
        }
    }
    if sealed as usize != FILES {
        return Err(Reason::Fault.into());
    }
    let speed = f64::from(sealed) / spent.as_secs_f64();
    row(
        "files sealed anew, natively",
        speed,
        "files/s",
        ">= 5000 files/s",
        speed >= 5e3,
    );
    Ok(())
}

async fn dismissal(founder: &mut Client, number: usize) -> Result<Leave, Failure> {
    let organisation = founder.call(GetOrganisation).await?;
    let mut roles = organisation.roles.iter();
    let role = roles.find(|role| role.name == ROLE);
    Ok(Leave {
        leaving: Leaving::Post {
            person: crowd::person(&organisation, &format!("同事{number}"))?,
            unit: crowd::unit(&organisation, DEPARTMENT)?,
            role: role.ok_or(Reason::NotFound)?.id.clone(),
        },
    })
}

/// What the call brought, and how long the engine worked for it.
async fn work<C: Call>(client: &mut Client, call: C) -> Result<(C::Reply, Duration), Failure> {
    let (began, waited) = (Instant::now(), client.waited());
    let reply = client.call(call).await?;
    let waited = client.waited().saturating_sub(waited);
    Ok((reply, began.elapsed().saturating_sub(waited)))
}

#[allow(clippy::print_stdout, reason = "the bench reads it")]
fn row(name: &str, ours: f64, unit: &str, bar: &str, holds: bool) {
    let row = serde_json::json!({ "name": name, "issue": "keys", "ours": ours, "unit": unit, "bar": bar, "holds": holds });
    println!("{row}");
}
