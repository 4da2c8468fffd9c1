//! `/explanations`: why somebody opens more files than is usual, in words that only those read who stand above them.

use axum::{extract::State, http::StatusCode};
use ledger::statement::{KeyName, Post};
use wire::{
    explanation::{Explanation, Explanations, MAX_WORD, NewExplanation, WordToPost},
    operation::Act,
    path,
};

use crate::{
    body::{Body, Id, Reply},
    clock,
    device::ShortId,
    error::Failure,
    log::Line,
    random, reading,
    session::Member,
    state::AppState,
    store::{self, CHANGED, Transaction, explanation::Written},
};

/// An explanation that was written so long ago, in milliseconds, is none of today. A clock may lag.
const LATE: u64 = clock::days(1);

/// Explains it. As many files pass as did before.
#[utoipa::path(post, path = path::EXPLANATIONS, request_body = NewExplanation,
    security(("session" = [], "actor" = [])), responses(
    (status = 204, description = "Told; or there was nothing to explain, or nobody to tell, or it was explained before."),
    (status = 409, description = "Others are to be told by now: pull, seal again."),
    (status = 422, description = "The asker's clock is ahead."),
))]
pub(crate) async fn post(
    State(state): State<AppState>,
    member: Member,
    Body(body): Body<NewExplanation>,
) -> Result<StatusCode, Failure> {
    let now = clock::now();
    let day = store::reading::day(&state.db, member.person, now).await?;
    let due = reading::limit(&member)
        .zip(day)
        .filter(|(most, day)| day.is_full(*most));
    let overseers = member.view().overseers(member.person);
    let Some((_, day)) = due.filter(|_| !overseers.is_empty()) else {
        return Ok(StatusCode::NO_CONTENT);
    };
    clock::check_fresh(body.at, 0, now)?;
    if body.at.saturating_add(LATE) < now {
        return Err(Failure::field("at", "out_of_range"));
    }
    let posts = body.words.iter().map(|word| addressee(&member, word));
    let mut posts = posts.collect::<Result<Vec<Post>, _>>()?;
    posts.sort_unstable();
    if posts != overseers {
        return Err(Failure::stale());
    }
    let id = store::hex(&random::bytes::<16>()?);
    let written = Written {
        id: &id,
        person: member.person,
        at: body.at,
        files: day.files,
    };
    let mut transaction = Transaction::new();
    store::reading::explain(&mut transaction, member.person, day);
    store::explanation::tell(&mut transaction, &written, body.words);
    line(&member, &id)
        .why(&day.files.to_string())
        .within(&mut transaction);
    match transaction.persist(&state.db).await {
        // From another page of the same person.
        Err(error) if error.is_guard(CHANGED) => Ok(StatusCode::NO_CONTENT),
        done => Ok(done.map(|()| StatusCode::NO_CONTENT)?),
    }
}

/// To which post a word is, whose pair has that epoch now.
fn addressee(member: &Member, word: &WordToPost) -> Result<Post, Failure> {
    let malformed = |field| move |_| Failure::field(field, "malformed");
    let post = Post {
        unit: word.unit.parse().map_err(malformed("words.unit"))?,
        role: word.role.parse().map_err(malformed("words.role"))?,
    };
    if word.sealed.0.is_empty() || word.sealed.0.len() > MAX_WORD {
        return Err(Failure::field("words.sealed", "out_of_range"));
    }
    let present = member.view().epoch(&KeyName::Post(post));
    match present {
        Some(present) if present.epoch == word.epoch => Ok(post),
        _ => Err(Failure::stale()),
    }
}

/// What was told to posts of the asker, and not taken note of there yet.
#[utoipa::path(get, path = path::EXPLANATIONS,
    security(("session" = [], "actor" = [])), responses(
    (status = 200, description = "Them, the newest first, at most 100 of a post.", body = Explanations),
))]
pub(crate) async fn get(
    State(state): State<AppState>,
    member: Member,
) -> Result<Reply<Explanations>, Failure> {
    let mut explanations: Vec<Explanation> = Vec::new();
    for told in told(&state, &member).await? {
        // Once, to whoever holds several of the posts.
        if !explanations.iter().any(|known| known.id == told.id) {
            explanations.push(told);
        }
    }
    explanations.sort_by_key(|explanation| std::cmp::Reverse(explanation.at));
    Ok(Reply(Explanations { explanations }))
}

/// Takes note of one for the asker's posts: its words to these are forgotten. The operation log keeps that there was one, and who took note.
#[utoipa::path(delete, path = path::EXPLANATION, params(("explanation" = String, Path, description = "Its id.")),
    security(("session" = [], "actor" = [])), responses(
    (status = 204, description = "Noted."),
    (status = 404, description = "No such explanation to a post of the asker, or it was taken note of there."),
))]
pub(crate) async fn delete(
    State(state): State<AppState>,
    member: Member,
    Id(ShortId(id)): Id<ShortId>,
) -> Result<StatusCode, Failure> {
    let mut mine = told(&state, &member).await?;
    mine.retain(|told| told.id == id);
    if mine.is_empty() {
        return Err(Failure::not_found());
    }
    let mut transaction = Transaction::new();
    for told in &mine {
        store::explanation::forget(&mut transaction, told);
    }
    line(&member, &id).why("noted").within(&mut transaction);
    match transaction.persist(&state.db).await {
        Err(error) if error.is_guard(CHANGED) => Err(Failure::not_found()),
        done => Ok(done.map(|()| StatusCode::NO_CONTENT)?),
    }
}

/// What was told to the posts at which the asker is admitted, but for what they wrote themselves.
async fn told(state: &AppState, member: &Member) -> Result<Vec<Explanation>, Failure> {
    let (view, person) = (member.view(), member.person);
    let posts = view.posts_of(person);
    let posts: Vec<Post> = posts
        .filter(|post| view.is_admitted(person, *post))
        .collect();
    let me = person.to_string();
    let mut all = Vec::new();
    for post in posts {
        let told = store::explanation::to(&state.db, post).await?;
        all.extend(told.into_iter().filter(|told| told.person != me));
    }
    Ok(all)
}

fn line(member: &Member, id: &str) -> Line {
    Line::new(Act::Explain, &member.session.peer)
        .by(member.person)
        .on(id)
}
