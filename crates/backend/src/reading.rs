//! The guard on unusual reading: more different files in a day than the rules let pass have to be explained, to those who stand above the reader.
//!
//! It counts what is opened, file by file. Sealing anew fetches many at once; that is logged as such, and not counted.

use ledger::id::FileId;
use wire::Code;

use crate::{clock, error::Failure, session::Member, state::AppState, store};

/// What nobody has taken note of is forgotten after so many days.
const FORGOTTEN: u64 = 90;

/// So many files a day pass, at first and after each explanation; none where the rules set no limit.
pub(crate) fn limit(member: &Member) -> Option<u64> {
    let most = member.view().policy().rules().views_a_day;
    (most > 0).then(|| u64::from(most))
}

/// Counts a file that is about to be opened.
///
/// # Errors
/// 403 where it has to be explained first. Where there is nobody to be told, nothing has to be.
pub(crate) async fn permit(state: &AppState, member: &Member, file: FileId) -> Result<(), Failure> {
    let Some(most) = limit(member) else {
        return Ok(());
    };
    let (person, now) = (member.person, clock::now());
    if store::reading::count(&state.db, person, file, most, now).await? {
        return Ok(());
    }
    if member.view().overseers(person).is_empty() {
        store::reading::count(&state.db, person, file, u64::MAX, now).await?;
        return Ok(());
    }
    let failure = Failure::new(
        Code::ExplanationNeeded,
        "so many files a day have to be explained first",
    );
    Err(failure.about(file))
}

/// Forgets days that are over, and what was explained long ago.
///
/// # Errors
/// The database's.
pub(crate) async fn sweep(state: &AppState, now: u64) -> Result<(), Failure> {
    store::reading::sweep(&state.db, now).await?;
    let before = now.saturating_sub(clock::days(FORGOTTEN));
    Ok(store::explanation::sweep(&state.db, before).await?)
}
