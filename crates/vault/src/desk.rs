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

use crate::{engine::Engine, platform::Platform, remote::Remote};

/// Answers `calls` until there are no more, each with the number that it came with.
///
/// Locking or signing out breaks off the call under way, which is answered with [`Reason::Locked`]: a server that keeps silent keeps no
/// key in memory.
pub async fn serve<R: Remote, P: Platform>(
    mut engine: Engine<R, P>,
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
        let urgent = leaves(&request);
        let mut answer = pin!(engine.answer(request));
        let answer = loop {
            match select(answer.as_mut(), calls.next()).await {
                Either::Left((answer, _)) => break answer,
                Either::Right((Some(call), _)) if leaves(&call.request) && !urgent => {
                    waiting.push_front(call);
                    break Err(Reason::Locked.into());
                }
                Either::Right((Some(call), _)) => waiting.push_back(call),
                Either::Right((None, _)) => return,
            }
        };
        say(Downward::Answer(id, answer));
    }
}

/// Waits for the next call, and lets the engine finish what it owes the server meanwhile.
async fn rest<R: Remote, P: Platform>(
    engine: &mut Engine<R, P>,
    calls: &mut (impl Stream<Item = Upward> + Unpin),
) -> Option<Upward> {
    match select(pin!(engine.rest()), calls.next()).await {
        Either::Left(((), next)) => next.await,
        Either::Right((call, _)) => call,
    }
}

fn leaves(request: &Request) -> bool {
    matches!(request, Request::Lock(_) | Request::SignOut(_))
}
