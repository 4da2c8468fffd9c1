//! Client files: finding, opening, saving.

mod append;
mod choices;
pub(crate) mod drafts;
mod facets;
mod index;
mod list;
mod open;
pub(crate) mod reseal;
mod save;
mod sorting;
mod tags;
mod text;

pub(crate) use choices::choices;
pub(crate) use index::Index;
pub(crate) use list::list;
pub(crate) use open::{Opened, edit, open, overtaken, reveal};
pub(crate) use reseal::{Due, Spoilt, reseal};
pub(crate) use save::save;
pub(crate) use tags::duplicates;
pub(crate) use text::text;

use bridge::client::Kind;
use chrono::NaiveDate;
use dossier::date;
use ledger::statement::ClientKind;

/// The date in the time zone that is furthest ahead: what is today anywhere is not in the future.
fn today(now: u64) -> NaiveDate {
    const DAY: u64 = 86_400_000;
    const AHEAD: u64 = 14 * 3_600_000;
    i32::try_from((now + AHEAD) / DAY)
        .ok()
        .and_then(date::from_days)
        .unwrap_or(NaiveDate::MAX)
}

fn kind(kind: ClientKind) -> Kind {
    match kind {
        ClientKind::Person => Kind::Person,
        ClientKind::Company => Kind::Company,
    }
}

fn day(days: i32) -> String {
    date::from_days(days).map(date::format).unwrap_or_default()
}
