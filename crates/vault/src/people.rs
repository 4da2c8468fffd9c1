//! Letting people at keys: opening epochs, admitting, and making the boxes that follow. What an archivist's engine does in one batch.

use std::collections::BTreeSet;

use bridge::{Failure, Reason};
use futures::future::try_join_all;
use ledger::{
    entry::Author,
    hash::Hash,
    id::{PersonId, UnitId},
    rights::Section,
    roster::{Recipients, View},
    statement::{Cover, KeyName, Opening, Post, RosterStatement},
};
use seal::{identity::SigningKey, index::IndexKey, post::PostPair, unit::UnitKey};
use wire::roster::BoxRecord;

use crate::{
    Result,
    boxes::BoxMaker,
    draft::Draft,
    keyring::{Keyring, RECOVERY_MAKER},
    platform::Platform,
};

/// Boxes in one append, at most: the server takes 5,000.
pub(crate) const MOST_BOXES: usize = 4_000;

/// Keys opened and people admitted in one draft; the boxes are made at its end, when the head that they name is known.
#[derive(Default)]
pub(crate) struct Letting {
    opened: Vec<Opening>,
    to_people: BTreeSet<(Post, PersonId)>,
    to_posts: BTreeSet<(UnitId, Section, Post)>,
    to_keepers: BTreeSet<(Post, Post)>,
    /// Posts that get the index key.
    to_look_up: BTreeSet<Post>,
    /// Who waited for an archivist before the first key was opened here: they go on waiting for a look.
    waited: Option<BTreeSet<(PersonId, Post)>>,
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

    /// How many boxes this comes to, or a few less.
    pub(crate) fn weight(&self, view: View<'_>) -> usize {
        let opened = self.opened.iter().map(|opening| {
            2 + view.recipients(&opening.key).len() + view.sealed_to(&opening.key).len()
        });
        let shared = self.to_people.len() + self.to_posts.len() + self.to_keepers.len();
        opened.sum::<usize>() + shared + self.to_look_up.len()
    }

    /// Opens the first epoch of a post's pair, if it has none, or the next, if somebody lost the present one.
    pub(crate) fn open_post<P: Platform>(
        &mut self,
        platform: &P,
        draft: &mut Draft<'_, P>,
        keyring: &mut Keyring,
        post: Post,
    ) -> Result<()> {
        let key = KeyName::Post(post);
        let view = draft.view();
        if view.epoch(&key).is_some() && !view.is_stale(&key) {
            return Ok(());
        }
        let opening = next(platform, view, keyring, key).ok_or(Reason::KeyWaiting)?;
        self.open(draft, vec![opening])
    }

    /// Opens the first epochs of all unit keys that have none and that the author may open.
    pub(crate) fn open_units<P: Platform>(
        &mut self,
        platform: &P,
        draft: &mut Draft<'_, P>,
        keyring: &mut Keyring,
    ) -> Result<()> {
        let view = draft.view();
        let waits = || {
            let waiting = view.waiting().into_iter();
            waiting.map(|waiting| (waiting.person, waiting.post))
        };
        self.waited.get_or_insert_with(|| sorted::set(waits()));
        let author = draft.author();
        let keys = view.unopened().into_iter();
        let keys = keys
            .filter(|key| view.may_rotate(author, key) && view.goes_to_fresh_pairs(key, |_| false));
        let openings = keys.filter_map(|key| next(platform, view, keyring, key));
        let openings: Vec<Opening> = openings.collect();
        self.open(draft, openings)
    }

    /// Opens the first epoch of the index key, if it has none.
    pub(crate) fn open_index<P: Platform>(
        &mut self,
        platform: &P,
        draft: &mut Draft<'_, P>,
        keyring: &mut Keyring,
    ) -> Result<()> {
        let view = draft.view();
        let goes = view.may_rotate(draft.author(), &KeyName::Index)
            && view.goes_to_fresh_pairs(&KeyName::Index, |_| false);
        if view.epoch(&KeyName::Index).is_some() || !goes {
            return Ok(());
        }
        self.replace_index(platform, draft, keyring)
    }

    /// Opens the next epoch of the index key, or the first.
    pub(crate) fn replace_index<P: Platform>(
        &mut self,
        platform: &P,
        draft: &mut Draft<'_, P>,
        keyring: &mut Keyring,
    ) -> Result<()> {
        let view = draft.view();
        if !view.goes_to_fresh_pairs(&KeyName::Index, |_| false) {
            return Err(Reason::KeyWaiting.into());
        }
        let opening = next(platform, view, keyring, KeyName::Index).ok_or(Reason::KeyWaiting)?;
        self.open(draft, vec![opening])
    }

    /// Opens the next epochs of the keys that somebody lost, as many as one append takes: those that the author may open
    /// and has. Whatever is left waits for the next append, or for somebody who has it.
    pub(crate) fn rotate<P: Platform>(
        &mut self,
        platform: &P,
        draft: &mut Draft<'_, P>,
        keyring: &mut Keyring,
    ) -> Result<()> {
        let view = draft.view();
        let due = |key: &KeyName| {
            view.may_rotate(draft.author(), key) && keyring.latest(view, key).is_some()
        };
        let (posts, units): (Vec<KeyName>, Vec<KeyName>) = view
            .stale()
            .into_iter()
            .filter(due)
            .partition(|key| matches!(key, KeyName::Post(_)));
        let mut weight = self.weight(view);
        let mut keys: BTreeSet<KeyName> = BTreeSet::new();
        for key in posts.into_iter().chain(units) {
            let boxes = 2 + view.recipients(&key).len() + view.sealed_to(&key).len();
            if weight + boxes <= MOST_BOXES {
                weight += boxes;
                keys.insert(key);
            }
        }
        // Those whose pairs are not among them wait; what waits may be a pair that others go to.
        loop {
            let before = keys.len();
            let kept = keys.clone();
            keys.retain(|key| view.goes_to_fresh_pairs(key, |pair| kept.contains(pair)));
            if keys.len() == before {
                break;
            }
        }
        let openings = keys
            .into_iter()
            .filter_map(|key| next(platform, view, keyring, key));
        let openings: Vec<Opening> = openings.collect();
        self.open(draft, openings)
    }

    fn open<P: Platform>(
        &mut self,
        draft: &mut Draft<'_, P>,
        openings: Vec<Opening>,
    ) -> Result<()> {
        if openings.is_empty() {
            return Ok(());
        }
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
        let view = draft.view();
        let fingerprint = view
            .person(person)
            .ok_or(Reason::NotFound)?
            .keys
            .fingerprint();
        let looked_up = view.looks_up(post);
        let kept = kept_by(view, post);
        self.to_people.insert((post, person));
        self.cover(&covers, post);
        draft.state(RosterStatement::Admit {
            person,
            fingerprint,
            post,
            covers,
        })?;
        let view = draft.view();
        if view.looks_up(post) && !looked_up {
            self.to_look_up.insert(post);
        }
        self.keep(draft, post, &kept);
        Ok(())
    }

    /// Lets the heads of a post let people in, with the pairs that it takes.
    pub(crate) fn delegate<P: Platform>(
        &mut self,
        draft: &mut Draft<'_, P>,
        post: Post,
    ) -> Result<()> {
        let kept = kept_by(draft.view(), post);
        draft.state(RosterStatement::Delegate(post))?;
        self.keep(draft, post, &kept);
        Ok(())
    }

    /// A post gets the pairs that it keeps by now and did not before.
    fn keep<P: Platform>(&mut self, draft: &Draft<'_, P>, keeper: Post, before: &BTreeSet<Post>) {
        let now = kept_by(draft.view(), keeper);
        let new = now.difference(before);
        self.to_keepers.extend(new.map(|post| (*post, keeper)));
    }

    fn cover(&mut self, covers: &[Cover], post: Post) {
        let keys = covers
            .iter()
            .flat_map(|cover| cover.sections.iter().map(|section| (cover.unit, section)));
        self.to_posts
            .extend(keys.map(|(unit, section)| (unit, section, post)));
    }

    /// The founder's own posts: genesis admitted them at the root; what lies below is admitted here. The boxes are for all of it.
    pub(crate) fn found<P: Platform>(
        &mut self,
        draft: &mut Draft<'_, P>,
        person: PersonId,
        post: Post,
        missing: Vec<Cover>,
    ) -> Result<()> {
        let covers = draft.view().covers_of(person, post);
        self.cover(&covers, post);
        if missing.is_empty() {
            self.to_people.insert((post, person));
            return Ok(());
        }
        self.admit(draft, person, post, missing)
    }

    /// Admits everyone who is admitted already and lacks only keys that were opened just now. Who lacked something before, or has another
    /// role than the one that was admitted, is for an archivist to look at: a click on somebody else is no yes to them.
    pub(crate) fn widen<P: Platform>(&mut self, draft: &mut Draft<'_, P>) -> Result<()> {
        let waited = self.waited.clone().unwrap_or_default();
        for waiting in draft.view().waiting() {
            let view = draft.view();
            let pair = KeyName::Post(waiting.post);
            let (person, post) = (waiting.person, waiting.post);
            let lacks_only_these =
                view.is_as_admitted(person, post) && !waited.contains(&(person, post));
            if lacks_only_these && !view.is_stale(&pair) {
                self.admit(draft, waiting.person, waiting.post, waiting.missing)?;
            }
        }
        Ok(())
    }

    /// The boxes that follow. A key that the keyring lacks can't be boxed: whoever has it will.
    pub(crate) async fn boxes<P: Platform>(
        mut self,
        platform: &P,
        draft: &Draft<'_, P>,
        signing: &SigningKey,
        keyring: &Keyring,
    ) -> Result<Vec<BoxRecord>> {
        let view = draft.view();
        let maker = BoxMaker {
            platform,
            org: draft.roster.org().ok_or_else(fault)?,
            maker: match draft.author() {
                Author::Person(person) => person.0,
                Author::Recovery => RECOVERY_MAKER,
            },
            signing,
            view,
            head: draft.head().ok_or_else(fault)?,
        };
        let mut boxes = Vec::new();
        for opening in core::mem::take(&mut self.opened) {
            boxes.push(maker.to_recovery(&opening, keyring)?);
            boxes.extend(maker.to_successor(&opening, keyring)?);
            self.share(view, &opening.key);
        }
        // An admission without its box would look done and open nothing: whoever lacks the key can't admit.
        let missing = || Failure::from(Reason::KeyWaiting);
        let to_people = self.to_people.iter().map(async |(post, person)| {
            let opening = view.epoch(&KeyName::Post(*post)).ok_or_else(missing)?;
            let pair = keyring.post(*post, opening.epoch).ok_or_else(missing)?;
            maker
                .post_to_person(*post, opening.epoch, pair, *person)
                .await
        });
        // All at once: the browser spreads RSA over its own threads.
        boxes.extend(try_join_all(to_people).await?);
        for (post, keeper) in &self.to_keepers {
            let Some(opening) = view.epoch(&KeyName::Post(*post)) else {
                continue;
            };
            // Another archivist may have opened it and not shared it with me: theirs to box.
            let pair = keyring.post(*post, opening.epoch);
            if let Some(pair) = pair.filter(|_| maker.can_seal_to(*keeper)) {
                boxes.push(maker.post_to_post(*post, opening.epoch, pair, *keeper)?);
            }
        }
        if let Some(opening) = view.epoch(&KeyName::Index)
            && let Some(key) = keyring.index(opening.epoch)
        {
            for post in self
                .to_look_up
                .iter()
                .filter(|post| maker.can_seal_to(**post))
            {
                boxes.push(maker.index_to_post(opening.epoch, key, *post)?);
            }
        }
        for (unit, section, post) in &self.to_posts {
            let Some(opening) = view.epoch(&KeyName::Unit(*unit, *section)) else {
                continue;
            };
            let Some(key) = keyring.unit(*unit, *section, opening.epoch) else {
                if self.what_is_left {
                    continue;
                }
                return Err(missing());
            };
            if maker.can_seal_to(*post) {
                boxes.push(maker.unit_to_post(*unit, *section, opening.epoch, key, *post)?);
            }
        }
        Ok(boxes)
    }

    /// A key that was opened goes to all that get it, and a pair to those who keep it.
    fn share(&mut self, view: View<'_>, key: &KeyName) {
        match (key, view.recipients(key)) {
            (KeyName::Post(post), Recipients::People(people)) => {
                self.to_people
                    .extend(people.into_iter().map(|person| (*post, person)));
                let keepers = view.posts().filter(|keeper| view.keeps(*keeper, *post));
                self.to_keepers
                    .extend(keepers.map(|keeper| (*post, keeper)));
            }
            (KeyName::Unit(unit, section), Recipients::Posts(posts)) => {
                self.to_posts
                    .extend(posts.into_iter().map(|post| (*unit, *section, post)));
            }
            (KeyName::Index, Recipients::Posts(posts)) => self.to_look_up.extend(posts),
            _ => {}
        }
    }
}

/// The posts whose pairs are boxed to a post.
fn kept_by(view: View<'_>, keeper: Post) -> BTreeSet<Post> {
    let posts = view.posts();
    sorted::set(posts.filter(|post| view.keeps(keeper, *post)))
}

/// Makes the key of a next epoch and keeps it. None where there is one already and the keyring has none of its epochs: the new
/// one could not open what was sealed before.
fn next<P: Platform>(
    platform: &P,
    view: View<'_>,
    keyring: &mut Keyring,
    key: KeyName,
) -> Option<Opening> {
    let present = view.epoch(&key).map(|opening| opening.epoch);
    let replaces = keyring.latest(view, &key);
    if replaces.is_none() && present.is_some() {
        return None;
    }
    let epoch = present.unwrap_or(0).saturating_add(1);
    let rng = &mut platform.rng();
    let (commitment, public) = match key {
        KeyName::Post(post) => {
            let pair = PostPair::generate(rng);
            let halves = (pair.commitment(), Some(Hash(pair.public())));
            keyring.keep_post(post, epoch, pair);
            halves
        }
        KeyName::Unit(unit, section) => {
            let key = UnitKey::generate(rng);
            let commitment = key.commitment();
            keyring.keep_unit(unit, section, epoch, key);
            (commitment, None)
        }
        KeyName::Index => {
            let key = IndexKey::generate(rng);
            let commitment = key.commitment();
            keyring.keep_index(epoch, key);
            (commitment, None)
        }
    };
    Some(Opening {
        key,
        epoch,
        commitment: Hash(commitment),
        public,
        replaces,
    })
}

fn fault() -> Failure {
    Reason::Fault.into()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use ledger::{
        id::UnitId,
        rights::{Operation, Reach},
        statement::{Unit, UnitKind},
        templates::ShippedRole,
    };

    use super::*;
    use crate::{
        journals::End,
        testing::{COLLEAGUE, FOUNDER, Machine, ROOT, founded, post, signing},
    };

    /// Whom a click that opens a new unit's keys lets in to them, once the colleague's role was widened or not.
    fn widened(role_grows: bool) -> Vec<Cover> {
        let signing = signing(FOUNDER);
        let (mut draft, mut keyring) = founded(&Machine, &signing);
        let sales = post(ShippedRole::SalesRepresentative);
        let mut letting = Letting::default();
        let mut role = draft.view().role(sales.role).unwrap().clone();
        for right in &mut role.rights {
            right.reach = Reach::Below;
        }
        let change = RosterStatement::ChangeRole(role.clone(), vec![]);
        draft.state(change).unwrap();
        for (person, at) in [(FOUNDER, post(ShippedRole::Archivist)), (COLLEAGUE, sales)] {
            let covers = draft.view().entitlements(at);
            letting.admit(&mut draft, person, at, covers).unwrap();
        }
        if role_grows {
            for right in &mut role.rights {
                right.reach = Reach::Everything;
            }
            let more = role.rights[0];
            role.rights.push(ledger::rights::Right {
                operation: Operation::ExportFull,
                ..more
            });
            let change = RosterStatement::ChangeRole(role, vec![]);
            let ends = draft.view().journals_fixed_by(&change);
            let ends = ends
                .into_iter()
                .map(|unit| (unit, End::default()))
                .collect();
            draft.state_with_ends(change, &ends).unwrap();
        }
        let unit = UnitId([9; 16]);
        let added = RosterStatement::DefineUnit(Unit {
            id: unit,
            parent: Some(ROOT),
            name: "销售三组".to_owned(),
            kind: UnitKind::Group,
        });
        draft.state(added).unwrap();
        letting
            .open_units(&Machine, &mut draft, &mut keyring)
            .unwrap();
        letting.widen(&mut draft).unwrap();
        let mut covers = draft.view().covers_of(COLLEAGUE, sales);
        covers.retain(|cover| cover.unit == unit);
        covers
    }

    /// T24: an administrator widens a role, and an archivist clicks on something else.
    #[test]
    fn a_role_that_grew_is_not_let_in_along_with_a_new_unit() {
        assert_eq!(widened(true), []);
        assert_eq!(widened(false)[0].sections, ledger::rights::Sections::ALL);
    }
}
