//! Which boxes are taken, and who gets them.

use ledger::{
    rights::Section,
    statement::{KeyName, Policy, Post, RosterStatement},
    templates::ShippedRole,
};
use wire::{
    Code,
    boxes::{Addressee, Label},
    path,
    roster::{Appended, BoxRecord, Boxes, RosterAppend},
};

use crate::company::{Company, Staff, boxed, by_recovery, bytes, entry, random, sealed};

/// A company with a second archivist, whose post's pair is open: she, the post, its public half.
async fn with_archivist() -> (Company, Staff, Post, [u8; 32]) {
    let mut company = Company::found().await;
    let anna = company.hire("anna").await;
    let root = company.root;
    company.place(&anna, ShippedRole::Archivist, root).await;
    let post = Post {
        unit: root,
        role: company.role(ShippedRole::Archivist),
    };
    let public = company.open_post(post).await;
    (company, anna, post, public)
}

#[tokio::test]
async fn boxes_reach_their_recipients_and_nobody_else() {
    let (mut company, mut anna, post, public) = with_archivist().await;
    let key = KeyName::Post(post);
    let to_anna = anna.person.keys.fingerprint().0;
    let to_anna = company.label(Addressee::Person, &key, to_anna);
    let first = boxed(&to_anna);
    let other = boxed(&company.label(Addressee::Recovery, &key, [9; 32]));
    let boxes = vec![first.clone(), other];
    let _: Appended = company.send_boxes(boxes.clone()).await.ok();
    let _: Appended = company.send_boxes(boxes).await.ok();
    let found: Boxes = anna.client.get(path::BOXES).await.ok();
    assert_eq!(found.boxes, vec![first.clone()]);
    // A second box for the same key does not hide the first; nor does a third, which comes in place of the second.
    for _ in 0..2 {
        let next = boxed(&to_anna);
        let _: Appended = company.send_boxes(vec![next.clone()]).await.ok();
        let found: Boxes = anna.client.get(path::BOXES).await.ok();
        assert_eq!(found.boxes, vec![first.clone(), next]);
    }
    let found: Boxes = company.founder.client.get(path::BOXES).await.ok();
    assert!(found.boxes.is_empty());
    // Both hold the post.
    let key = KeyName::Unit(company.root, Section::Card);
    let to_both = boxed(&company.label(Addressee::Post, &key, public));
    let _: Appended = company.send_boxes(vec![to_both.clone()]).await.ok();
    for staff in [&mut anna, &mut company.founder] {
        let found: Boxes = staff.client.get(path::BOXES).await.ok();
        assert!(found.boxes.contains(&to_both));
    }

    let long = BoxRecord {
        sealed: [0; 4097].into(),
        ..first.clone()
    };
    let short = BoxRecord {
        key: [3; 15].into(),
        ..first.clone()
    };
    let many = vec![first; 5_001];
    for wrong in [vec![long], vec![short], many] {
        company.send_boxes(wrong).await.fails(400, Code::BadRequest);
    }
}

/// What no browser of anybody could open is not kept: an archivist would fill colleagues' lockers until they find no key in them.
#[tokio::test]
async fn boxes_that_nobody_can_open_are_refused() {
    let (mut company, mut anna, post, public) = with_archivist().await;
    let ben = company.hire("ben").await;
    let pair = KeyName::Post(post);
    let key = KeyName::Unit(company.root, Section::Card);
    let fingerprint = anna.person.keys.fingerprint().0;
    let to_person = company.label(Addressee::Person, &pair, fingerprint);
    let to_post = company.label(Addressee::Post, &key, public);
    let to_root = company.label(Addressee::Recovery, &key, [9; 32]);
    let unopened = Post {
        unit: company.root,
        role: company.role(ShippedRole::SystemAdministrator),
    };
    let wrong = [
        // Keys that there are not: made up, of a post that has no pair, of an epoch to come.
        Label {
            key: random(),
            ..to_person
        },
        Label {
            key: KeyName::Post(unopened).id(),
            ..to_person
        },
        Label {
            epoch: 2,
            ..to_post
        },
        // A unit's key to a person, a post's to somebody who does not hold it, and to nobody.
        Label {
            key: key.id(),
            ..to_person
        },
        Label {
            recipient: ben.person.keys.fingerprint().0,
            ..to_person
        },
        Label {
            recipient: random(),
            ..to_person
        },
        // A post that there is not, a person's key in its place, another's root.
        Label {
            recipient: random(),
            ..to_post
        },
        Label {
            recipient: fingerprint,
            ..to_post
        },
        Label {
            recipient: random(),
            ..to_root
        },
        Label {
            recipient: public,
            ..to_root
        },
        // Longer than what they are sealed with makes them.
        Label {
            ciphertext: 423,
            ..to_person
        },
        Label {
            ciphertext: 81,
            ..to_post
        },
        Label {
            ciphertext: 79,
            ..to_root
        },
        // In another's name, of another organisation, at a place of the roster that there is not.
        Label {
            maker: anna.person.id.0,
            ..to_post
        },
        by_recovery(to_post),
        Label {
            org: random(),
            ..to_root
        },
        Label {
            head_hash: random(),
            ..to_root
        },
        Label {
            head_seq: 1_000,
            ..to_root
        },
    ];
    for (number, label) in wrong.iter().enumerate() {
        let boxes = vec![boxed(&to_post), boxed(label)];
        let error = company.send_boxes(boxes).await.fails(422, Code::Refused);
        assert_eq!(error.detail.as_deref(), Some("box"), "{number}");
    }
    // What the record says is what the box says, and the box says something.
    let good = boxed(&to_post);
    let unlike = [
        BoxRecord {
            key: key.id().into(),
            sealed: sealed(&to_person).into(),
            ..good.clone()
        },
        BoxRecord {
            recipient: fingerprint.into(),
            ..good.clone()
        },
        BoxRecord {
            epoch: 2,
            ..good.clone()
        },
        BoxRecord {
            sealed: [7; 287].into(),
            ..good.clone()
        },
        BoxRecord {
            sealed: good.sealed.0[..206].into(),
            ..good.clone()
        },
    ];
    for (number, record) in unlike.into_iter().enumerate() {
        let error = company
            .send_boxes(vec![record])
            .await
            .fails(422, Code::Refused);
        assert_eq!(error.detail.as_deref(), Some("box"), "{number}");
    }
    let found: Boxes = anna.client.get(path::BOXES).await.ok();
    assert!(found.boxes.is_empty(), "{found:?}");
    let good = [to_person, to_post, to_root].iter().map(boxed).collect();
    let _: Appended = company.send_boxes(good).await.ok();
}

fn policy(idle_minutes: u16) -> RosterStatement {
    RosterStatement::SetPolicy(Policy {
        idle_minutes,
        ..Policy::default()
    })
}

#[tokio::test]
async fn who_has_no_key_puts_no_boxes() {
    let mut company = Company::found().await;
    let mut anna = company.hire("anna").await;
    let root = company.root;
    company
        .place(&anna, ShippedRole::SystemAdministrator, root)
        .await;
    let put = |boxes| RosterAppend {
        entries: vec![bytes(&entry(
            company.org,
            &company.roster,
            anna.author(),
            &anna.signing,
            policy(20),
        ))],
        boxes,
    };
    let card = KeyName::Unit(root, Section::Card);
    let label = company.label(Addressee::Recovery, &card, [9; 32]);
    let of_anna = boxed(&Label {
        maker: anna.person.id.0,
        ..label
    });
    let (with, without) = (put(vec![of_anna]), put(Vec::new()));
    let refused = anna.client.post(path::ROSTER, &with).await;
    let error = refused.fails(422, Code::Refused);
    assert_eq!(error.detail.as_deref(), Some("box"));
    let found: Boxes = anna.client.get(path::BOXES).await.ok();
    assert!(found.boxes.is_empty());
    // It was the box.
    let _: Appended = anna.client.post(path::ROSTER, &without).await.ok();
}
