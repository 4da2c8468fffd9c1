//! Which cipher new envelopes use: the signed policy says it, never the server.

use bridge::{Reason, organisation::Suite};
use ledger::statement::{Policy, RosterStatement};

use crate::{Result, api::Api, platform::Platform, remote::Remote, session::Session};

/// Has everybody write with a suite from now on. Those that were written with before stay listed, for pages that have not heard of it yet.
pub(crate) async fn choose_suite<R: Remote, P: Platform>(
    session: &mut Session<P>,
    api: &Api<R>,
    platform: &P,
    suite: Suite,
) -> Result<()> {
    let number = number(suite).ok_or(Reason::Newer)?;
    session
        .state(api, platform, |draft, _, _| {
            let present = draft.view().policy();
            if present.suite == number {
                return Ok(());
            }
            let mut opens = present.opens.clone();
            if !opens.contains(&number) {
                opens.push(number);
            }
            let policy = Policy {
                suite: number,
                opens,
                ..present.clone()
            };
            draft.state(RosterStatement::SetPolicy(policy))
        })
        .await
}

/// The suite of a number.
pub(super) fn suite(number: u8) -> Suite {
    match seal::Suite::from_number(number) {
        Some(seal::Suite::Aes256Gcm) => Suite::Aes256Gcm,
        Some(seal::Suite::ChaCha20Poly1305) => Suite::ChaCha20Poly1305,
        Some(seal::Suite::Sm4Gcm) => Suite::Sm4Gcm,
        None => Suite::Newer,
    }
}

fn number(suite: Suite) -> Option<u8> {
    let suite = match suite {
        Suite::Aes256Gcm => seal::Suite::Aes256Gcm,
        Suite::ChaCha20Poly1305 => seal::Suite::ChaCha20Poly1305,
        Suite::Sm4Gcm => seal::Suite::Sm4Gcm,
        Suite::Newer => return None,
    };
    Some(suite.number())
}
