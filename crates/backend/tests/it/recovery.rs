use ed25519_dalek::{Signer, SigningKey};
use ledger::{
    entry::Author,
    hash::Hash,
    rights::Sections,
    statement::{Cover, JournalHead, KeyName, Opening, Post, PublicKeys, RosterStatement},
    templates::ShippedRole,
};
use wire::{
    Code,
    account::{RecoveryAccount, RecoveryChallenge, RecoverySignIn, Session, SignIn, SignedIn},
    boxes::Addressee,
    path,
    roster::{Appended, Boxes, RosterPage},
};

use crate::{
    app::Client,
    company::{Company, boxed, by_recovery, bytes, entry, new_account, new_keys, now},
};

async fn challenge(client: &mut Client) -> Vec<u8> {
    client
        .post::<()>(path::RECOVERY_CHALLENGE, &())
        .await
        .ok::<RecoveryChallenge>()
        .challenge
        .0
}

fn answer(company: &Company, challenge: &[u8]) -> RecoverySignIn {
    let signature = company
        .recovery
        .sign(&RecoverySignIn::message(challenge))
        .to_bytes();
    RecoverySignIn {
        challenge: challenge.into(),
        signature: signature.into(),
    }
}

/// The recovery root begins a session.
pub(crate) async fn sign_in(company: &Company, client: &mut Client) {
    let challenge = challenge(client).await;
    client
        .post(path::RECOVERY_SIGN_IN, &answer(company, &challenge))
        .await
        .done();
}

/// What the recovery root sends to give the founder new keys and a new account; and the new signing key.
pub(crate) fn rekeyed(company: &Company) -> (RecoveryAccount, SigningKey, PublicKeys) {
    let (signing, keys) = new_keys();
    let founder = company.founder.person.id;
    let post = Post {
        unit: company.root,
        role: company.role(ShippedRole::Archivist),
    };
    let covers = vec![Cover {
        unit: company.root,
        sections: Sections::ALL,
    }];
    let mut ahead = company.roster.clone();
    let mut entries = Vec::new();
    let rekey = RosterStatement::Rekey(founder, keys.clone(), Vec::new());
    let units = ahead.view().journals_fixed_by(&rekey);
    let ends = units
        .into_iter()
        .map(|unit| JournalHead { unit, head: None });
    let mut statements = vec![rekey.with_journals(ends.collect())];
    // Whoever has the old keys knows what the founder knew: the pair of the post is replaced before anybody is admitted.
    let pair = KeyName::Post(post);
    statements.extend(ahead.view().epoch(&pair).map(|opened| {
        RosterStatement::OpenEpochs(vec![Opening {
            epoch: opened.epoch + 1,
            replaces: Some(opened.epoch),
            commitment: Hash::of(b"another pair"),
            public: Some(Hash::of(b"another public half")),
            ..opened
        }])
    }));
    statements.push(RosterStatement::Admit {
        person: founder,
        fingerprint: keys.fingerprint(),
        post,
        covers,
    });
    for statement in statements {
        let entry = entry(
            company.org,
            &ahead,
            Author::Recovery,
            &company.recovery,
            statement,
        );
        ahead.apply(&entry, now()).unwrap();
        entries.push(bytes(&entry));
    }
    let body = RecoveryAccount {
        person: founder.to_string(),
        entries,
        boxes: Vec::new(),
        account: new_account(),
    };
    (body, signing, keys)
}

#[tokio::test]
async fn the_recovery_root_gives_the_founder_a_new_account() {
    let mut company = Company::found().await;
    let archivist = Post {
        unit: company.root,
        role: company.role(ShippedRole::Archivist),
    };
    company.open_post(archivist).await;
    let pair = KeyName::Post(archivist);
    let to_root = boxed(&company.label(Addressee::Recovery, &pair, [9; 32]));
    let _: Appended = company.send_boxes(vec![to_root.clone()]).await.ok();
    company.pull().await;

    let mut client = company.app.client();
    sign_in(&company, &mut client).await;
    let session: Session = client.get(path::SESSION).await.ok();
    assert_eq!(session.person, None);
    let boxes: Boxes = client.get(path::BOXES).await.ok();
    assert_eq!(boxes.boxes, [to_root]);
    let _: RosterPage = client.get(path::ROSTER).await.ok();
    client
        .get(path::JOURNALS)
        .await
        .fails(403, Code::NotAllowed);

    let founder = company.founder.person.id;
    let (body, signing, keys) = rekeyed(&company);
    let account = body.account.clone();
    let label = company.label(Addressee::Person, &pair, keys.fingerprint().0);
    let to_founder = boxed(&by_recovery(label));
    let body = RecoveryAccount {
        boxes: vec![to_founder.clone()],
        ..body
    };
    let without = RecoveryAccount {
        entries: body.entries[1..].to_vec(),
        ..body.clone()
    };
    client
        .put(path::RECOVERY_ACCOUNT, &without)
        .await
        .fails(422, Code::Refused);
    let as_root = client.cookie.clone();
    let signed_in: SignedIn = client.put(path::RECOVERY_ACCOUNT, &body).await.ok();
    assert_eq!(
        (signed_in.person, signed_in.blob),
        (founder.to_string(), account.blob.clone())
    );
    let session: Session = client.get(path::SESSION).await.ok();
    assert_eq!(session.person, Some(founder.to_string()));
    let boxes: Boxes = client.get(path::BOXES).await.ok();
    assert_eq!(boxes.boxes, [to_founder]);

    // The root's session has become the founder's; sessions of the old keys and the old password are over.
    let mut old = company.app.client();
    old.cookie = as_root;
    old.get(path::SESSION).await.fails(401, Code::NotSignedIn);
    company
        .founder
        .client
        .get(path::SESSION)
        .await
        .fails(401, Code::NotSignedIn);
    company
        .founder
        .sign_in()
        .await
        .fails(401, Code::WrongCredentials);
    company.founder.account = account;
    company.founder.signing = signing;
    let _: SignedIn = company.founder.sign_in().await.ok();
}

/// Somebody typed a forgotten password until they were shut out, then fetched the kit: the new password opens at once.
#[tokio::test]
async fn recovery_forgets_the_guesses_that_came_before_it() {
    let mut company = Company::found().await;
    let guess = SignIn {
        secret: [7; 32].into(),
        ..company.founder.credentials()
    };
    for code in [Code::WrongCredentials; 5]
        .into_iter()
        .chain([Code::LockedOut])
    {
        let mut client = company.app.client();
        let status = if code == Code::LockedOut { 429 } else { 401 };
        client.post(path::SIGN_IN, &guess).await.fails(status, code);
    }
    let mut client = company.app.client();
    sign_in(&company, &mut client).await;
    let (body, ..) = rekeyed(&company);
    let _: SignedIn = client.put(path::RECOVERY_ACCOUNT, &body).await.ok();
    company.founder.account = body.account;
    let _: SignedIn = company.founder.sign_in().await.ok();
}

#[tokio::test]
async fn a_challenge_is_good_once_and_for_the_recovery_root_only() {
    let company = Company::found().await;
    let mut client = company.app.client();
    let first = challenge(&mut client).await;
    let good = answer(&company, &first);
    let by_founder = RecoverySignIn {
        signature: company
            .founder
            .signing
            .sign(&RecoverySignIn::message(&first))
            .to_bytes()
            .into(),
        ..good.clone()
    };
    client
        .post(path::RECOVERY_SIGN_IN, &by_founder)
        .await
        .fails(401, Code::WrongCredentials);
    let made_up = answer(&company, &[5; 32]);
    client
        .post(path::RECOVERY_SIGN_IN, &made_up)
        .await
        .fails(401, Code::WrongCredentials);
    assert_eq!(client.cookie, None);
    client.post(path::RECOVERY_SIGN_IN, &good).await.done();
    company
        .app
        .client()
        .post(path::RECOVERY_SIGN_IN, &good)
        .await
        .fails(401, Code::WrongCredentials);
}

#[tokio::test]
async fn people_have_no_way_into_recovery() {
    let mut company = Company::found().await;
    let body = RecoveryAccount {
        person: company.founder.person.id.to_string(),
        entries: Vec::new(),
        boxes: Vec::new(),
        account: new_account(),
    };
    company
        .founder
        .client
        .put(path::RECOVERY_ACCOUNT, &body)
        .await
        .fails(403, Code::NotAllowed);
    company
        .app
        .client()
        .put(path::RECOVERY_ACCOUNT, &body)
        .await
        .fails(401, Code::NotSignedIn);
}
