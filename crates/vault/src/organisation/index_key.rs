//! The key for blind tags, replaced: by an archivist's word alone, since it opens nothing that somebody could lose.

use ledger::statement::KeyName;

use crate::{Result, api::Api, platform::Platform, remote::Remote, session::Session};

/// Opens the next epoch of the index key. Files get their tags under it when they are saved, or sealed anew.
pub(crate) async fn replace_index_key<R: Remote, P: Platform>(
    session: &mut Session<P>,
    api: &Api<R>,
    platform: &P,
    seen: u32,
) -> Result<()> {
    // It goes to no pair that somebody lost.
    session.rotate(api, platform).await?;
    session
        .state(api, platform, |draft, letting, keyring| {
            let present = draft.view().epoch(&KeyName::Index);
            // Somebody else's click, or one of mine whose answer got lost.
            if present.map_or(0, |opening| opening.epoch) != seen {
                return Ok(());
            }
            letting.replace_index(platform, draft, keyring)
        })
        .await
}
