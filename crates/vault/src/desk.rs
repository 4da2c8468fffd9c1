//! The desk: calls are answered one after the other. Leaving does not wait for its turn.

use std::{collections::VecDeque, pin::pin};

use bridge::{
    Reason, Request,
    message::{Downward, Upward},
};
use futures::{
    Stream, StreamExt,
    future::{Either, select},
};

use crate::{engine::Engine, platform::Platform, remote::Remote, store::Store};

/// Answers `calls` until there are no more, each with the number that it came with.
///
/// Locking or signing out breaks off the call under way, which is answered with [`Reason::Locked`]: a server that keeps silent keeps no
/// key in memory. What was typed is put away first, which takes no server.
pub async fn serve<R: Remote, P: Platform, S: Store>(
    mut engine: Engine<R, P, S>,
    mut calls: impl Stream<Item = Upward> + Unpin,
    say: impl Fn(Downward),
) {
    let mut waiting = VecDeque::new();
    loop {
        let next = match waiting.pop_front() {
            Some(call) => Some(call),
            None => rest(&mut engine, &mut calls).await,
        };
        let Some(Upward { id, request }) = next else {
            return;
        };
        let urgent = leaves(&request) || keeps(&request);
        let mut answer = pin!(engine.answer(request));
        let answer = loop {
            match select(answer.as_mut(), calls.next()).await {
                Either::Left((answer, _)) => break answer,
                Either::Right((Some(call), _)) if leaves(&call.request) => {
                    go_first(&mut waiting, call);
                    if !urgent {
                        break Err(Reason::Locked.into());
                    }
                }
                Either::Right((Some(call), _)) => waiting.push_back(call),
                Either::Right((None, _)) => return,
            }
        };
        say(Downward::Answer(id, answer));
    }
}

/// Waits for the next call, and lets the engine finish what it owes the server meanwhile.
async fn rest<R: Remote, P: Platform, S: Store>(
    engine: &mut Engine<R, P, S>,
    calls: &mut (impl Stream<Item = Upward> + Unpin),
) -> Option<Upward> {
    match select(pin!(engine.rest()), calls.next()).await {
        Either::Left(((), next)) => next.await,
        Either::Right((call, _)) => call,
    }
}

/// A call that does not wait for its turn, but for drafts that are to be kept before it.
fn go_first(waiting: &mut VecDeque<Upward>, call: Upward) {
    let (drafts, others): (Vec<_>, Vec<_>) =
        waiting.drain(..).partition(|call| keeps(&call.request));
    waiting.extend(drafts);
    waiting.push_back(call);
    waiting.extend(others);
}

fn keeps(request: &Request) -> bool {
    matches!(request, Request::KeepDraft(_))
}

fn leaves(request: &Request) -> bool {
    matches!(request, Request::Lock(_) | Request::SignOut(_))
}
