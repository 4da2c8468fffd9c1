//! Why somebody opens more files than is usual: sealed to the posts that the roster names for them, and read there. The server counts and
//! hands on; it reads no word of it.

use bridge::{
    Failure, Reason,
    explanation::{self, Explain, ExplanationView, Explanations, Said, TakeNote},
};
use ledger::{
    id::PersonId,
    rights::Duty,
    statement::{KeyName, Person, Post},
};
use seal::{
    post::PostPair,
    word::{self, Context},
};
use wire::{
    Code,
    explanation::{self as sent, NewExplanation, WordToPost},
    path,
};

use super::appoint::post;
use crate::{
    Result,
    api::Api,
    platform::Platform,
    remote::{Method, Remote},
    session::Session,
};

/// How often it is sealed anew while posts change.
const TRIES: usize = 3;

/// Explains why I open so many, to everybody who stands above me.
pub(crate) async fn explain<R: Remote, P: Platform>(
    session: &mut Session<P>,
    api: &Api<R>,
    platform: &P,
    request: &Explain,
) -> Result<()> {
    let text = explanation::parse(&request.text).map_err(|_| Failure {
        reason: Reason::Invalid,
        fields: vec![("explanation".to_owned(), "malformed".to_owned())],
    })?;
    for _ in 0..TRIES {
        session.pull(api, platform).await?;
        let words = words(session, platform, &text)?;
        match api.tell(Method::Post, path::EXPLANATIONS, &words).await {
            Err(error) if error.code() == Some(Code::StaleHead) => {}
            told => return Ok(told.map(|_| ())?),
        }
    }
    Err(Reason::Conflict.into())
}

fn words<P: Platform>(session: &Session<P>, platform: &P, text: &str) -> Result<NewExplanation> {
    let view = session.view();
    let (me, at) = (session.me.person, platform.now());
    let to = |post: Post| -> Result<WordToPost> {
        let pair = KeyName::Post(post);
        let opening = view.epoch(&pair).ok_or(Reason::Fault)?;
        let public = opening.public.ok_or(Reason::Fault)?;
        let context = context(session, me, at, post, opening.epoch);
        let signing = &session.me.signing;
        let sealed = word::seal(&context, &public.0, signing, text, &mut platform.rng());
        Ok(WordToPost {
            unit: post.unit.to_string(),
            role: post.role.to_string(),
            epoch: opening.epoch,
            sealed: sealed.map_err(|_| Reason::Fault)?.into(),
        })
    };
    let words = view.overseers(me).into_iter().map(to);
    Ok(NewExplanation {
        at,
        words: words.collect::<Result<_>>()?,
    })
}

fn context<P: Platform>(
    session: &Session<P>,
    author: PersonId,
    at: u64,
    post: Post,
    epoch: u32,
) -> Context {
    Context {
        org: session.me.org.0,
        author: author.0,
        at,
        key_id: KeyName::Post(post).id(),
        epoch,
    }
}

/// What was explained to my posts.
pub(crate) async fn explanations<R: Remote, P: Platform>(
    session: &mut Session<P>,
    api: &Api<R>,
    platform: &P,
) -> Result<Explanations> {
    let told = [Duty::Head, Duty::Audit, Duty::Archive];
    if !told.into_iter().any(|duty| session.has_duty(duty)) {
        return Ok(Explanations::default());
    }
    let told: sent::Explanations = api.get(path::EXPLANATIONS).await?;
    let told = told.explanations;
    // Its author may be new, and so may the pair be: of a post that I was let into just now, or that was replaced.
    if told.iter().any(|told| seen(session, told).is_none()) {
        session.pull(api, platform).await?;
    }
    let explanations = told.iter().filter_map(|told| {
        let author = session.view().person(told.person.parse().ok()?)?;
        Some(ExplanationView {
            id: told.id.clone(),
            name: author.name.clone(),
            at: told.at,
            files: told.files,
            said: match seen(session, told) {
                Some((author, pair)) => {
                    read(session, author, pair, told).map_or(Said::Unverified, Said::Words)
                }
                None => Said::KeyWaiting,
            },
        })
    });
    Ok(Explanations {
        explanations: explanations.collect(),
    })
}

/// Whose words they are, and the pair that opens them, where I know both.
fn seen<'a, P: Platform>(
    session: &'a Session<P>,
    told: &sent::Explanation,
) -> Option<(&'a Person, &'a PostPair)> {
    let author = session.view().person(told.person.parse().ok()?)?;
    let post = post(&told.word.unit, &told.word.role).ok()?;
    Some((author, session.keyring.post(post, told.word.epoch)?))
}

/// The words, if they are what the author signed for this post. Whoever was meant to read them is told where they are not: somebody wrote
/// badly, or the server did.
fn read<P: Platform>(
    session: &Session<P>,
    author: &Person,
    pair: &PostPair,
    told: &sent::Explanation,
) -> Option<String> {
    let word = &told.word;
    let post = post(&word.unit, &word.role).ok()?;
    let context = context(session, author.id, told.at, post, word.epoch);
    let text = word::open(&context, pair, &author.keys.verifying, &word.sealed.0).ok()?;
    explanation::parse(&text).ok()
}

/// Takes note of one; what is left.
pub(crate) async fn take_note<R: Remote, P: Platform>(
    session: &mut Session<P>,
    api: &Api<R>,
    platform: &P,
    request: &TakeNote,
) -> Result<Explanations> {
    match api
        .act(Method::Delete, &path::explanation(&request.id))
        .await
    {
        // Somebody else at the same post has.
        Err(error) if error.code() == Some(Code::NotFound) => {}
        noted => drop(noted?),
    }
    explanations(session, api, platform).await
}
