//! Deputies: naming one, and ending what a deputy holds whose time is over.
//!
//! A deputy's rights end by the clock, the keys that they know by a statement. So every open page looks, and the first one that may ends
//! it: an administrator's, that of whoever is back, or the deputy's own.

use bridge::{Reason, organisation::Deputize};
use ledger::{entry::Author, id::PersonId, statement::RosterStatement};

use super::appoint::post;
use crate::{
    Result,
    api::Api,
    platform::Platform,
    remote::Remote,
    session::{Session, agreed},
};

/// Names a deputy at a post. It counts once somebody has admitted them.
pub(crate) async fn deputize<R: Remote, P: Platform>(
    session: &mut Session<P>,
    api: &Api<R>,
    platform: &P,
    request: &Deputize,
) -> Result<()> {
    let person = |id: &str| id.parse::<PersonId>().map_err(|_| Reason::NotFound);
    let statement = RosterStatement::Deputize {
        absent: person(&request.absent)?,
        deputy: person(&request.deputy)?,
        post: post(&request.unit, &request.role)?,
        until: request.until,
    };
    session
        .state(api, platform, |draft, _, _| draft.state(statement.clone()))
        .await
}

/// Ends the posts of deputies whose time is over, as far as I may, and replaces the keys. Whether it ended any.
pub(crate) async fn end_lapsed<R: Remote, P: Platform>(
    session: &mut Session<P>,
    api: &Api<R>,
    platform: &P,
) -> Result<bool> {
    let me = Author::Person(session.me.person);
    let view = session.roster.view().when(platform.now());
    let mine = view
        .lapsed()
        .map(|(person, post)| RosterStatement::Dismiss(person, post, Vec::new()));
    let mine: Vec<_> = mine
        .filter(|statement| view.may_state(me, statement))
        .collect();
    for statement in &mine {
        match session.take_away(api, platform, statement, &agreed).await {
            // Somebody else's page was first.
            Err(failure) if failure.reason == Reason::Outdated => {}
            answer => answer?,
        }
    }
    Ok(!mine.is_empty())
}
