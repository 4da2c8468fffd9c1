//! What guessing at one account costs everybody else: 200 wrong passwords a second for a minute, from as many addresses, before a real server on
//! its disk. And whether the time of an answer tells whose name it was. Prints rows of the bench's table.

use std::{
    error::Error,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::{Duration, Instant},
};

use seal::password::{self, ServerSalt, Stretch};
use testkit::{crowd, demo::PASSWORD, server::TestServer};
use tokio::time::{self, MissedTickBehavior};
use wire::{
    account::{PreSignIn, SignIn, SignInParameters},
    body, path,
};

type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

const GUESSES_A_SECOND: u64 = 200;
const ATTACK: Duration = Duration::from_secs(60);
/// Sign-ins without anybody guessing.
const IDLE: usize = 200;
/// Who signs in meanwhile, each with a browser of their own.
const OTHERS: usize = 5;
const VICTIM: &str = "user50";

#[tokio::main]
async fn main() -> Outcome<()> {
    let server = TestServer::behind_proxy().await;
    let token = server.setup_token.clone().ok_or("no set-up link")?;
    let founded = crowd::crowd(&server.url(), &token, 0).await;
    drop(founded.map_err(|failure| format!("{failure:?}"))?);
    let mut others = Vec::new();
    for number in 1..=OTHERS {
        others.push(Visitor::new(&server.url(), &format!("user{number}")).await?);
    }
    let [known, unknown] = strangers(&server.url())
        .await?
        .map(|mut took| median(&mut took));
    let ratio = known / unknown;
    row(
        "a wrong password for a name that is somebody's, median",
        known,
        "ms",
        Some(("for one that is nobody's", unknown)),
        "0.9 to 1.1 x",
        (0.9..=1.1).contains(&ratio),
    );
    let idle = p95(&mut sign_ins(&others, |done| done < IDLE).await?);

    let (sent, locked) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicU32::new(0)));
    let attack = tokio::spawn(guess(server.url(), Arc::clone(&sent), Arc::clone(&locked)));
    let until = Instant::now() + ATTACK;
    let busy = p95(&mut sign_ins(&others, |_| Instant::now() < until).await?);
    attack.await??;
    let [sent, locked] = [sent, locked].map(|count| count.load(Ordering::Relaxed));
    let victim = Visitor::new(&server.url(), VICTIM).await;
    let shut = victim.is_err() && sent - locked == 5;
    row(
        "sign-in of others while one account is guessed at, p95",
        busy,
        "ms",
        Some(("the same while nobody guesses", idle)),
        "<= 2 x",
        busy <= 2.0 * idle,
    );
    let least = GUESSES_A_SECOND * ATTACK.as_secs() * 9 / 10;
    row(
        "guesses meanwhile, all but five at a locked account",
        f64::from(sent),
        "guesses",
        None,
        &format!(">= {least}, locked"),
        shut && u64::from(sent) >= least,
    );
    Ok(())
}

/// Somebody with a browser.
struct Visitor {
    origin: String,
    http: reqwest::Client,
    body: Vec<u8>,
}

impl Visitor {
    /// Signs in for the first time: from then on the browser is known.
    async fn new(origin: &str, name: &str) -> Outcome<Self> {
        let http = reqwest::Client::builder().cookie_store(true).build()?;
        let ask = PreSignIn {
            sign_in_name: name.to_owned(),
        };
        let answer = post(&http, origin, path::PRE_SIGN_IN, body::to_cbor(&ask)?, None).await?;
        let told: SignInParameters = body::from_cbor(&answer.bytes().await?)?;
        let salt = ServerSalt(told.salt.array().ok_or("no salt")?).of_person(name);
        let (secret, _) = password::stretch(PASSWORD, &salt, &Stretch::DEFAULT)?;
        let sign_in = SignIn {
            sign_in_name: name.to_owned(),
            secret: secret.expose().to_vec().into(),
            by_code: false,
        };
        let visitor = Self {
            origin: origin.to_owned(),
            http,
            body: body::to_cbor(&sign_in)?,
        };
        visitor.signs_in().await?;
        Ok(visitor)
    }

    /// How long it takes, in milliseconds.
    async fn signs_in(&self) -> Outcome<f64> {
        let began = Instant::now();
        let body = self.body.clone();
        let answer = post(&self.http, &self.origin, path::SIGN_IN, body, None).await?;
        match answer.status().as_u16() {
            200 => Ok(began.elapsed().as_secs_f64() * 1e3),
            status => Err(format!("not let in: {status}").into()),
        }
    }
}

async fn post(
    http: &reqwest::Client,
    origin: &str,
    path: &str,
    body: Vec<u8>,
    from: Option<String>,
) -> Outcome<reqwest::Response> {
    let request = http
        .post(format!("{origin}{path}"))
        .header("origin", origin)
        .header("accept", "application/cbor")
        .header("content-type", "application/cbor")
        .body(body);
    let request = match from {
        Some(address) => request.header("x-forwarded-for", address),
        None => request,
    };
    Ok(request.send().await?)
}

/// The others sign in one after the other, as long as it is said.
async fn sign_ins(others: &[Visitor], goes_on: impl Fn(usize) -> bool) -> Outcome<Vec<f64>> {
    let mut took = Vec::new();
    while goes_on(took.len()) {
        for visitor in others {
            took.push(visitor.signs_in().await?);
        }
    }
    Ok(took)
}

/// How long wrong passwords take, from strangers: for names that are people's and for names that are nobody's, in turn. Three for each name,
/// from an address of its own each: nothing locks.
async fn strangers(origin: &str) -> Outcome<[Vec<f64>; 2]> {
    let http = reqwest::Client::new();
    let mut took = [Vec::new(), Vec::new()];
    let names = (OTHERS + 1..crowd::PEOPLE).flat_map(|number| [number; 3]);
    for (round, number) in names.enumerate() {
        let names = ["user", "nobody"].map(|name| format!("{name}{number}"));
        for (which, (name, took)) in names.into_iter().zip(&mut took).enumerate() {
            let guess = body::to_cbor(&SignIn {
                sign_in_name: name,
                secret: [7; 32].into(),
                by_code: false,
            })?;
            let from = format!("203.{}.{}.{}", 10 + which, round / 200, round % 200);
            let began = Instant::now();
            let answer = post(&http, origin, path::SIGN_IN, guess, Some(from)).await?;
            if answer.status().as_u16() != 401 {
                return Err(format!("not refused as wrong: {}", answer.status()).into());
            }
            took.push(began.elapsed().as_secs_f64() * 1e3);
        }
    }
    Ok(took)
}

/// Counts the guesses, and those that a locked account or address answered.
async fn guess(origin: String, sent: Arc<AtomicU32>, locked: Arc<AtomicU32>) -> Outcome<()> {
    let guess = SignIn {
        sign_in_name: VICTIM.to_owned(),
        secret: [7; 32].into(),
        by_code: false,
    };
    let guess = body::to_cbor(&guess)?;
    let http = reqwest::Client::new();
    let mut ticks = time::interval(Duration::from_millis(1000 / GUESSES_A_SECOND));
    ticks.set_missed_tick_behavior(MissedTickBehavior::Burst);
    let until = Instant::now() + ATTACK;
    let mut tasks = tokio::task::JoinSet::new();
    let mut number = 0_u32;
    while Instant::now() < until {
        ticks.tick().await;
        let [_, b, c, d] = number.to_be_bytes();
        number += 1;
        let from = format!("198.{}.{c}.{d}", 18 + (b & 1));
        let (http, origin, guess) = (http.clone(), origin.clone(), guess.clone());
        let (sent, locked) = (Arc::clone(&sent), Arc::clone(&locked));
        tasks.spawn(async move {
            let answer = post(&http, &origin, path::SIGN_IN, guess, Some(from)).await?;
            sent.fetch_add(1, Ordering::Relaxed);
            if answer.status().as_u16() == 429 {
                locked.fetch_add(1, Ordering::Relaxed);
            }
            Outcome::Ok(())
        });
    }
    while let Some(done) = tasks.join_next().await {
        done??;
    }
    Ok(())
}

fn median(took: &mut [f64]) -> f64 {
    took.sort_by(f64::total_cmp);
    took.get(took.len() / 2).copied().unwrap_or(f64::NAN)
}

fn p95(took: &mut [f64]) -> f64 {
    took.sort_by(f64::total_cmp);
    took.get(took.len() * 95 / 100).copied().unwrap_or(f64::NAN)
}

#[allow(clippy::print_stdout, reason = "the bench reads it")]
fn row(name: &str, ours: f64, unit: &str, against: Option<(&str, f64)>, bar: &str, holds: bool) {
    let row = serde_json::json!({
        "name": name,
        "issue": "organisation",
        "ours": ours,
        "unit": unit,
        "against": against.map(|(name, _)| name),
        "theirs": against.map(|(_, theirs)| theirs),
        "ratio": against.map(|(_, theirs)| ours / theirs),
        "bar": bar,
        "holds": holds,
    });
    println!("{row}");
}
