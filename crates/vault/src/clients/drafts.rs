//! What was typed and not saved. It lies on this device, sealed under a key that only my own keys give: it outlives a lock, a closed tab
//! and a crash, and nobody else who finds the device can read it.

use bridge::{
    Reason,
    client::{DraftLine, Drafts, Kept, KeptDraft},
};
use dossier::client::Field;
use ledger::id::FileId;
use seal::note::{open_from_self, seal_to_self};
use wire::body::from_cbor;

use crate::{
    Result,
    platform::Platform,
    session::Session,
    store::{Store, Unavailable},
};

/// The version of what is sealed.
const VERSION: u8 = 1;

/// So long a draft is kept, in milliseconds: thirty days.
const LIFETIME: u64 = 30 * 86_400_000;

/// Drafts of this person's, of this organisation's.
fn beginning<P: Platform>(session: &Session<P>) -> String {
    format!("draft/{}/{}/", session.me.org, session.me.person)
}

/// Where the draft of a file lies, or of a new one: an id, which tells nothing of what is in it.
fn name<P: Platform>(session: &Session<P>, file: Option<&str>) -> Result<String> {
    let file = match file {
        Some(file) => {
            let file: FileId = file.parse().map_err(|_| Reason::NotFound)?;
            file.to_string()
        }
        None => "new".to_owned(),
    };
    Ok(beginning(session) + &file)
}

/// Keeps a draft, in place of an earlier one for the same file. Says whether the device has taken it.
pub(crate) async fn keep<S: Store, P: Platform>(
    session: &Session<P>,
    store: &S,
    platform: &P,
    mut draft: KeptDraft,
) -> Result<Kept> {
    let name = name(session, draft.base.as_ref().map(|base| base.file.as_str()))?;
    draft.at = platform.now();
    let mut plain = vec![VERSION];
    ciborium::into_writer(&draft, &mut plain).map_err(|_| Reason::Fault)?;
    let plain = zeroize::Zeroizing::new(plain);
    let sealed = seal_to_self(
        &session.me.signing,
        name.as_bytes(),
        &plain,
        &mut platform.rng(),
    );
    // Longer than anything that can be saved: what is typed stays on the page alone.
    let Ok(sealed) = sealed else {
        return Ok(Kept { kept: false });
    };
    let kept = store.put(&name, sealed).await.is_ok();
    Ok(Kept { kept })
}

/// The draft of a file, or of a new one.
pub(crate) async fn read<S: Store, P: Platform>(
    session: &Session<P>,
    store: &S,
    file: Option<&str>,
) -> Result<Option<KeptDraft>> {
    let name = name(session, file)?;
    let Ok(Some(sealed)) = store.get(&name).await else {
        return Ok(None);
    };
    Ok(opened(session, &name, &sealed))
}

/// Takes a draft away: it was saved, or is not wanted any more.
pub(crate) async fn discard<S: Store, P: Platform>(
    session: &Session<P>,
    store: &S,
    file: Option<&str>,
) -> Result<()> {
    let name = name(session, file)?;
    // What a device without room would not take is not there.
    let _ = store.remove(&name).await;
    Ok(())
}

/// All drafts, the newest first. What is too old, or was sealed with keys that I no longer have, is taken away.
pub(crate) async fn all<S: Store, P: Platform>(
    session: &Session<P>,
    store: &S,
    platform: &P,
) -> Result<Drafts> {
    let mut drafts = lines(session, store, platform.now())
        .await
        .unwrap_or_default();
    sorted::by_key(&mut drafts, |draft| core::cmp::Reverse(draft.at));
    Ok(Drafts { drafts })
}

async fn lines<S: Store, P: Platform>(
    session: &Session<P>,
    store: &S,
    now: u64,
) -> core::result::Result<Vec<DraftLine>, Unavailable> {
    let mut lines = Vec::new();
    for name in store.names(&beginning(session)).await? {
        let Some(sealed) = store.get(&name).await? else {
            continue;
        };
        let draft =
            opened(session, &name, &sealed).filter(|draft| now.saturating_sub(draft.at) < LIFETIME);
        match draft {
            Some(draft) => lines.push(DraftLine {
                name: draft.form.get(Field::Name).to_owned(),
                file: draft.base.map(|base| base.file),
                at: draft.at,
            }),
            None => store.remove(&name).await?,
        }
    }
    Ok(lines)
}

fn opened<P: Platform>(session: &Session<P>, name: &str, sealed: &[u8]) -> Option<KeptDraft> {
    let plain = open_from_self(&session.me.signing, name.as_bytes(), sealed).ok()?;
    let (version, body) = plain.split_first()?;
    if *version != VERSION {
        return None;
    }
    from_cbor(body).ok()
}
