//! Journals: what happened to the files of each unit.

pub(crate) mod append;
pub(crate) mod ends;
pub(crate) mod envelopes;
pub(crate) mod list;
pub(crate) mod read;

use ledger::{
    id::UnitId,
    rights::{Operation, Section, Sections},
};

use crate::{error::Failure, session::Member};

/// The sections of a unit that the person may view. Whoever does not reach the card there does not learn whether the
/// unit has files.
fn reach(member: &Member, unit: UnitId) -> Result<Sections, Failure> {
    let viewed = member.view().allowed(member.person, Operation::View, unit);
    if viewed.contains(Section::Card) {
        Ok(viewed)
    } else {
        Err(Failure::hidden(unit))
    }
}
