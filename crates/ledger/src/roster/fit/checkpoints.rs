//! What two people vouch for.

use crate::{
    entry::{Author, Position},
    refusal::{Refusal, Subject},
    roster::{
        facts::Facts,
        shape::{self, ensure},
        view::View,
    },
    statement::Snapshot,
};

pub(super) fn checkpoint(view: View<'_>, snapshots: &[Snapshot]) -> Result<(), Refusal> {
    ensure(!snapshots.is_empty(), Refusal::Unfit(Subject::List))?;
    let units: Vec<_> = snapshots.iter().map(|snapshot| snapshot.unit).collect();
    ensure(
        shape::distinct(&units),
        Refusal::Duplicate(Subject::Journal),
    )?;
    snapshots.iter().try_for_each(|snapshot| {
        ensure(
            view.unit(snapshot.unit).is_some(),
            Refusal::Unknown(Subject::Unit),
        )?;
        let on = view
            .snapshot(snapshot.unit)
            .is_none_or(|before| before.head.seq < snapshot.head.seq);
        ensure(on, Refusal::Nothing)
    })
}

/// The second signature is another person's, and there is one.
pub(super) fn countersign(
    facts: &Facts,
    view: View<'_>,
    author: Author,
    position: Position,
) -> Result<(), Refusal> {
    if let Some(release) = view.release().filter(|release| release.at == position) {
        return ensure(release.author != author, Refusal::SameSigner);
    }
    let checkpoint = facts
        .checkpoints
        .get(&position.seq)
        .filter(|checkpoint| checkpoint.hash == position.hash)
        .ok_or(Refusal::Unknown(Subject::Checkpoint))?;
    ensure(checkpoint.author != author, Refusal::SameSigner)?;
    ensure(
        checkpoint.countersigned.last(u64::MAX).is_none(),
        Refusal::Duplicate(Subject::Checkpoint),
    )
}
