//! What takes something from somebody: a post that ends, a person who is suspended or leaves. The keys that they lose are
//! replaced in the same batch, as far as I may.

use bridge::{Reason, organisation::Leaving};
use ledger::{id::PersonId, statement::RosterStatement};

use super::appoint::post;
use crate::{
    Result,
    api::Api,
    platform::Platform,
    remote::Remote,
    session::{Session, agreed},
};

/// Ends what is said.
pub(crate) async fn leave<R: Remote, P: Platform>(
    session: &mut Session<P>,
    api: &Api<R>,
    platform: &P,
    leaving: &Leaving,
) -> Result<()> {
    let statement = statement(leaving)?;
    session.take_away(api, platform, &statement, &agreed).await
}

/// Lets somebody back in.
pub(crate) async fn reinstate<R: Remote, P: Platform>(
    session: &mut Session<P>,
    api: &Api<R>,
    platform: &P,
    person: &str,
) -> Result<()> {
    let person = self::person(person)?;
    session
        .state(api, platform, |draft, _, _| {
            draft.state(RosterStatement::Reinstate(person))
        })
        .await
}

fn statement(leaving: &Leaving) -> Result<RosterStatement> {
    let none = Vec::new();
    Ok(match leaving {
        Leaving::Post { person, unit, role } => {
            RosterStatement::Dismiss(self::person(person)?, post(unit, role)?, none)
        }
        Leaving::ForNow { person } => RosterStatement::Suspend(self::person(person)?, none),
        Leaving::ForGood { person } => RosterStatement::Retire(self::person(person)?, none),
    })
}

fn person(id: &str) -> Result<PersonId> {
    id.parse().map_err(|_| Reason::NotFound.into())
}
