//! Who lets people in besides archivists: the heads to whom they have handed it, for their own unit and what is below.

use bridge::organisation::DelegateAdmission;
use ledger::statement::RosterStatement;

use super::appoint::post;
use crate::{
    Result,
    api::Api,
    platform::Platform,
    remote::Remote,
    session::{Session, agreed},
};

/// Hands admission to a post of heads, with the pairs that it takes; or takes it back, and replaces what they have by it.
pub(crate) async fn delegate<R: Remote, P: Platform>(
    session: &mut Session<P>,
    api: &Api<R>,
    platform: &P,
    request: &DelegateAdmission,
) -> Result<()> {
    let post = post(&request.unit, &request.role)?;
    if !request.on {
        let back = RosterStatement::Undelegate(post);
        return session.take_away(api, platform, &back, &agreed).await;
    }
    session
        .state(api, platform, |draft, letting, keyring| {
            letting.rotate(platform, draft, keyring)?;
            letting.delegate(draft, post)
        })
        .await
}
