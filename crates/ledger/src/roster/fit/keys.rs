//! Whether a key may have this epoch next.

use super::{people::stands, units::is_open};
use crate::{
    hash::Hash,
    refusal::{Refusal, Subject},
    roster::{
        facts::Facts,
        shape::{distinct, ensure},
        view::View,
    },
    statement::{KeyName, Opening},
};

pub(super) fn open_epochs(
    facts: &Facts,
    view: View<'_>,
    openings: &[Opening],
) -> Result<(), Refusal> {
    ensure(!openings.is_empty(), Refusal::Unfit(Subject::List))?;
    let keys = sorted::set(openings.iter().map(|opening| opening.key));
    ensure(
        keys.len() == openings.len(),
        Refusal::Duplicate(Subject::Key),
    )?;
    // A key that was there before would come back to whoever lost it.
    let halves = openings
        .iter()
        .flat_map(|opening| [Some(opening.commitment), opening.public])
        .flatten();
    let halves: Vec<Hash> = halves.collect();
    let new = halves.iter().all(|half| !facts.used_epochs.contains(half));
    ensure(new && distinct(&halves), Refusal::Duplicate(Subject::Key))?;
    openings
        .iter()
        .try_for_each(|opening| open_epoch(view, opening))?;
    // A new key that went to a pair which somebody lost would be known to them at once.
    let fresh = keys
        .iter()
        .all(|key| view.goes_to_fresh_pairs(key, |pair| keys.contains(pair)));
    ensure(fresh, Refusal::Stale)
}

fn open_epoch(view: View<'_>, opening: &Opening) -> Result<(), Refusal> {
    match opening.key {
        KeyName::Post(post) => stands(view, post)?,
        KeyName::Unit(unit, _) => is_open(view, unit)?,
        KeyName::Index => {}
    }
    let is_post = matches!(opening.key, KeyName::Post(_));
    let has_half = opening.public.is_some_and(|half| half != Hash::ZERO);
    ensure(
        if is_post {
            has_half
        } else {
            opening.public.is_none()
        },
        Refusal::PublicHalf,
    )?;
    let present = view.epoch(&opening.key).map(|present| present.epoch);
    let expected = present.unwrap_or(0).saturating_add(1);
    ensure(
        opening.epoch == expected,
        Refusal::Epoch {
            expected,
            found: opening.epoch,
        },
    )?;
    let before = opening.replaces;
    let known = before.is_some_and(|epoch| view.epoch_at(&opening.key, epoch).is_some());
    ensure(before.is_none() == present.is_none(), Refusal::Replaces)?;
    ensure(before.is_none() || known, Refusal::Replaces)
}
