#![allow(clippy::unwrap_used)]

use ledger::{rights::Sections, statement::RosterStatement, templates::ShippedRole};

use super::*;
use crate::{
    draft::Draft,
    testing::{COLLEAGUE, FOUNDER, Machine, ROOT, founded, post, signing},
};

fn admit(draft: &mut Draft<'_, Machine>, person: PersonId, at: Post) {
    let view = draft.roster.view();
    let (fingerprint, covers) = (view.fingerprint_of(person).unwrap(), view.entitlements(at));
    let statement = RosterStatement::Admit {
        person,
        fingerprint,
        post: at,
        covers,
    };
    draft.state(statement).unwrap();
}

/// Who may be sealed to: the post's pair to its holder, its pair to an archivist's post, the root's card to the post.
async fn made(
    draft: &Draft<'_, Machine>,
    keyring: &Keyring,
    person: PersonId,
    at: Post,
    archive: Post,
) -> [bool; 3] {
    let signing = signing(FOUNDER);
    let maker = BoxMaker {
        platform: &Machine,
        org: draft.roster.org().unwrap(),
        maker: FOUNDER.0,
        signing: &signing,
        view: draft.roster.view(),
        head: draft.head().unwrap(),
    };
    let pair = keyring.post(at, 1).unwrap();
    let card = keyring.unit(ROOT, Section::Card, 1).unwrap();
    [
        maker.post_to_person(at, 1, pair, person).await.map(|_| ()),
        maker.post_to_post(at, 1, pair, archive).map(|_| ()),
        maker
            .unit_to_post(ROOT, Section::Card, 1, card, at)
            .map(|_| ()),
    ]
    .map(|made| match made {
        Ok(()) => true,
        Err(failure) => {
            assert_eq!(failure.reason, Reason::Fault);
            false
        }
    })
}

#[tokio::test]
async fn a_box_is_made_for_whom_the_ledger_names_and_nobody_else() {
    let signing = signing(FOUNDER);
    let (mut draft, keyring) = founded(&Machine, &signing);
    let [archive, sales, system] = [
        ShippedRole::Archivist,
        ShippedRole::SalesRepresentative,
        ShippedRole::SystemAdministrator,
    ]
    .map(post);
    // Appointed, but not admitted.
    let before = made(&draft, &keyring, COLLEAGUE, sales, archive).await;
    assert_eq!(before, [false, true, false]);
    admit(&mut draft, COLLEAGUE, sales);
    let after = made(&draft, &keyring, COLLEAGUE, sales, archive).await;
    assert_eq!(after, [true, true, true]);
    // Not everybody, not to posts without the duty or with less to read, and no post's own pair to itself.
    assert!(!made(&draft, &keyring, FOUNDER, sales, archive).await[0]);
    assert!(!made(&draft, &keyring, COLLEAGUE, sales, system).await[1]);
    assert_eq!(
        made(&draft, &keyring, COLLEAGUE, archive, sales).await,
        [false, false, true]
    );
    assert!(!made(&draft, &keyring, FOUNDER, archive, archive).await[1]);
    // Who views nothing gets no unit's key.
    assert!(!made(&draft, &keyring, FOUNDER, system, archive).await[2]);
    assert!(draft.roster.view().entitled(system, ROOT) == Sections::NONE);
}
