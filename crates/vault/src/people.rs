//! Letting people at keys: opening epochs, admitting, and making the boxes that follow. What an archivist's engine does in one batch.

use bridge::{Failure, Reason};
use ledger::{
    entry::Author,
    hash::Hash,
    id::PersonId,
    statement::{Cover, KeyName, Opening, Post, RosterStatement},
};
use seal::{identity::SigningKey, post::PostPair, unit::UnitKey};
use wire::roster::BoxRecord;

use crate::{
    Result,
    boxes::BoxMaker,
    draft::Draft,
    keyring::{Keyring, RECOVERY_MAKER},
    platform::Platform,
};

/// Keys opened and people admitted in one draft; the boxes are made at its end, when the head that they name is known.
#[derive(Default)]
pub(crate) struct Letting {
    opened: Vec<Opening>,
    to_people: Vec<(Post, PersonId)>,
    to_posts: Vec<(Cover, Post)>,
    to_archives: Vec<(Post, Post)>,
    /// Whether a unit's key that is not there is passed over.
    what_is_left: bool,
}

impl Letting {
    /// For the recovery root, which gives people back to posts that have their boxes already: a unit's key that the root lacks, since the box
    /// for it was spoiled, stops nothing.
    pub(crate) fn of_what_is_left() -> Self {
        Self {
            what_is_left: true,
            ..Self::default()
        }
    }

    /// Opens the first epoch of a post's pair, if it has none.
    pub(crate) fn open_post<P: Platform>(
        &mut self,
        platform: &P,
        draft: &mut Draft<'_, P>,
        keyring: &mut Keyring,
        post: Post,
    ) -> Result<()> {
        if draft.roster.view().epoch(&KeyName::Post(post)).is_some() {
            return Ok(());
        }
        let pair = PostPair::generate(&mut platform.rng());
        let opening = first(
            KeyName::Post(post),
            Hash(pair.commitment()),
            Some(Hash(pair.public())),
        );
        keyring.keep_post(post, 1, pair);
        self.open(draft, vec![opening])?;
        let view = draft.roster.view();
        self.to_archives.extend(
            view.posts()
                .filter(|archive| view.keeps(*archive, post))
                .map(|archive| (post, archive)),
        );
        Ok(())
    }

    /// Opens the first epochs of all unit keys that have none and that the author may open.
    pub(crate) fn open_units<P: Platform>(
        &mut self,
        platform: &P,
        draft: &mut Draft<'_, P>,
        keyring: &mut Keyring,
    ) -> Result<()> {
        let openings: Vec<Opening> = draft
            .roster
            .view()
            .unopened()
            .into_iter()
            .filter_map(|name| {
                let KeyName::Unit(unit, section) = name else {
                    return None;
                };
                let key = UnitKey::generate(&mut platform.rng());
                let opening = first(name, Hash(key.commitment()), None);
                keyring.keep_unit(unit, section, 1, key);
                Some(opening)
            })
            .collect();
        if openings.is_empty() {
            Ok(())
        } else {
            self.open(draft, openings)
        }
    }

    fn open<P: Platform>(
        &mut self,
        draft: &mut Draft<'_, P>,
        openings: Vec<Opening>,
    ) -> Result<()> {
        self.opened.extend(&openings);
        draft.state(RosterStatement::OpenEpochs(openings))
    }

    /// Admits a holder of a post for all that the post may view and the holder lacks.
    pub(crate) fn admit<P: Platform>(
        &mut self,
        draft: &mut Draft<'_, P>,
        person: PersonId,
        post: Post,
        covers: Vec<Cover>,
    ) -> Result<()> {
        let view = draft.roster.view();
        let fingerprint = view
            .person(person)
            .ok_or(Reason::NotFound)?
            .keys
            .fingerprint();
        if !view.is_live(post) {
            self.to_archives.extend(
                view.posts()
                    .filter(|other| view.may_keep(post, *other))
                    .map(|other| (other, post)),
            );
        }
        self.to_people.push((post, person));
        self.to_posts
            .extend(covers.iter().map(|cover| (*cover, post)));
        draft.state(RosterStatement::Admit {
            person,
            fingerprint,
            post,
            covers,
        })
    }

    /// The founder's own posts: genesis admitted them at the root; what lies below is admitted here. The boxes are for all of it.
    pub(crate) fn found<P: Platform>(
        &mut self,
        draft: &mut Draft<'_, P>,
        person: PersonId,
        post: Post,
        missing: Vec<Cover>,
    ) -> Result<()> {
        let view = draft.roster.view();
        let covers = view.covers_of(person, post);
        self.to_posts
            .extend(covers.iter().map(|cover| (*cover, post)));
        if missing.is_empty() {
            self.to_people.push((post, person));
            return Ok(());
        }
        self.admit(draft, person, post, missing)
    }

    /// Admits everyone who is admitted already and lacks only keys that were opened just now.
    pub(crate) fn widen<P: Platform>(&mut self, draft: &mut Draft<'_, P>) -> Result<()> {
        let waiting = draft.roster.view().waiting();
        for waiting in waiting {
            if draft
                .roster
                .view()
                .is_admitted(waiting.person, waiting.post)
            {
                self.admit(draft, waiting.person, waiting.post, waiting.missing)?;
            }
        }
        Ok(())
    }

    /// The boxes that follow. A key that the keyring lacks can't be boxed: whoever has it will.
    pub(crate) fn boxes<P: Platform>(
        &self,
        platform: &P,
        draft: &Draft<'_, P>,
        author: Author,
        signing: &SigningKey,
        keyring: &Keyring,
    ) -> Result<Vec<BoxRecord>> {
        let view = draft.roster.view();
        let maker = BoxMaker {
            platform,
            org: draft.roster.org().ok_or_else(fault)?,
            maker: match author {
                Author::Person(person) => person.0,
                Author::Recovery => RECOVERY_MAKER,
            },
            signing,
            view,
            head: draft.head().ok_or_else(fault)?,
        };
        let mut boxes = Vec::new();
        for opening in &self.opened {
            boxes.push(maker.to_recovery(opening, keyring)?);
        }
        // An admission without its box would look done and open nothing: whoever lacks the key can't admit.
        let missing = || Failure::from(Reason::KeyWaiting);
        for (post, person) in &self.to_people {
            let opening = view.epoch(&KeyName::Post(*post)).ok_or_else(missing)?;
            let pair = keyring.post(*post, opening.epoch).ok_or_else(missing)?;
            boxes.push(maker.post_to_person(*post, opening.epoch, pair, *person)?);
        }
        for (post, archive) in &self.to_archives {
            let Some(opening) = view.epoch(&KeyName::Post(*post)) else {
                continue;
            };
            // Another archivist may have opened it and not shared it with me: theirs to box.
            if let Some(pair) = keyring.post(*post, opening.epoch) {
                boxes.push(maker.post_to_post(*post, opening.epoch, pair, *archive)?);
            }
        }
        for (cover, post) in &self.to_posts {
            for section in cover.sections.iter() {
                let name = KeyName::Unit(cover.unit, section);
                let Some(opening) = view.epoch(&name) else {
                    continue;
                };
                let Some(key) = keyring.unit(cover.unit, section, opening.epoch) else {
                    if self.what_is_left {
                        continue;
                    }
                    return Err(missing());
                };
                boxes.push(maker.unit_to_post(cover.unit, section, opening.epoch, key, *post)?);
            }
        }
        Ok(boxes)
    }
}

fn first(key: KeyName, commitment: Hash, public: Option<Hash>) -> Opening {
    Opening {
        key,
        epoch: 1,
        commitment,
        public,
        replaces: None,
    }
}

fn fault() -> Failure {
    Reason::Fault.into()
}
