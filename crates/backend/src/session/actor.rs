//! Who is asking: authentication is a handler's argument.
//!
//! A handler that takes a [`Member`] runs for signed-in people of the roster only, one that takes a
//! [`RecoverySession`] for the recovery root only, one that takes an [`Actor`] for either. What somebody needs who
//! signed in by a recovery code, to get to a password, takes [`Arriving`]; nothing else runs for them. What somebody needs whom the policy asks
//! for a second factor, to get to one, takes [`Bare`].

use std::sync::Arc;

use axum::{extract::FromRequestParts, http::request::Parts};
use ledger::{
    Roster, View,
    entry::{Author, Position},
    hash::Hash,
    id::PersonId,
    rights::Duty,
};
use wire::{Code, actor};

use super::{Asker, Session, TOUCH, is_live, key, nobody, token};
use crate::{
    clock,
    error::Failure,
    peer::Peer,
    second_factor,
    state::AppState,
    store::{self, session::SessionRow},
    visitors::visit,
};

/// A signed-in person who is on the roster, and neither suspended nor gone.
pub(crate) struct Member {
    pub(crate) person: PersonId,
    /// The roster as it stood when the request came.
    pub(crate) roster: Arc<Roster>,
    pub(crate) session: Session,
}

/// The recovery root; or, where an answer got lost, whoever asks for it again.
pub(crate) struct RecoverySession {
    /// The session was answered with a person's, or is that person's: it states nothing any more.
    pub(crate) answered: bool,
    pub(crate) roster: Arc<Roster>,
    pub(crate) session: Session,
}

/// Either.
pub(crate) enum Actor {
    Member(Member),
    Recovery(RecoverySession),
}

impl Member {
    pub(crate) fn view(&self) -> View<'_> {
        self.roster.view().when(clock::now())
    }

    /// 403 for who does not bear the duty.
    pub(crate) fn needs(&self, duty: Duty) -> Result<(), Failure> {
        if self.view().has_duty(self.person, duty) {
            Ok(())
        } else {
            Err(Failure::not_allowed("duty"))
        }
    }
}

impl Actor {
    pub(crate) fn view(&self) -> View<'_> {
        self.roster().view().when(clock::now())
    }

    pub(crate) fn roster(&self) -> &Arc<Roster> {
        match self {
            Self::Member(member) => &member.roster,
            Self::Recovery(recovery) => &recovery.roster,
        }
    }

    pub(crate) fn session(&self) -> &Session {
        match self {
            Self::Member(member) => &member.session,
            Self::Recovery(recovery) => &recovery.session,
        }
    }

    pub(crate) fn person(&self) -> Option<PersonId> {
        match self {
            Self::Member(member) => Some(member.person),
            Self::Recovery(_) => None,
        }
    }

    /// As whom this actor's statements must be signed.
    pub(crate) fn author(&self) -> Author {
        self.person().map_or(Author::Recovery, Author::Person)
    }
}

/// Either, and whoever signed in by a recovery code and has no password yet.
pub(crate) struct Arriving(pub(crate) Actor);

impl Arriving {
    /// 403 for the recovery root.
    pub(crate) fn member(self) -> Result<Member, Failure> {
        match self.0 {
            Actor::Member(member) => Ok(member),
            Actor::Recovery(_) => Err(Failure::not_allowed("recovery")),
        }
    }
}

/// A member, and one whom the policy asks for a second factor and who has none yet.
pub(crate) struct Bare(pub(crate) Member);

/// The session that a request brings, before it is known whether the request means it.
struct Found {
    key: Hash,
    row: SessionRow,
    head: Option<Position>,
}

impl Found {
    async fn of(parts: &Parts, state: &AppState) -> Result<Self, Failure> {
        let key = key(token(parts).ok_or_else(nobody)?);
        let (row, head) = store::session::find(&state.db, key).await?;
        match row.filter(|row| is_live(row, clock::now())) {
            Some(row) => Ok(Self { key, row, head }),
            // A made-up cookie costs the database a look, and is worth no more than none.
            None => Err(visit(parts, state).err().unwrap_or_else(nobody)),
        }
    }

    /// Whose it is, once the request was found to mean it.
    async fn actor(self, parts: &Parts, state: &AppState) -> Result<Actor, Failure> {
        let Self { key, row, head } = self;
        let now = clock::now();
        if row.seen().saturating_add(TOUCH) <= now {
            store::session::touch(&state.db, key, now).await?;
        }
        let roster = state.roster.at_least(&state.db, head).await?;
        let session = Session {
            key,
            expires: row.expires(),
            peer: Peer::of(&parts.extensions),
            by_code: row.is_by_code(),
            bare: false,
            device: row.device(),
        };
        let person = row.person();
        if person.is_some_and(|person| !roster.view().is_active(person)) {
            return Err(nobody());
        }
        if person.is_some() && !row.lives_by(roster.view().policy().rules().sessions, now) {
            return Err(nobody());
        }
        if let Some(asker) = parts.extensions.get::<Asker>() {
            asker.is(person);
        }
        Ok(match person {
            Some(person) => Actor::Member(Member {
                person,
                session: Session {
                    bare: row.factored_at().is_none()
                        && second_factor::is_required(roster.view().when(now), person),
                    ..session
                },
                roster,
            }),
            None => Actor::Recovery(RecoverySession {
                answered: row.was_answered(),
                roster,
                session,
            }),
        })
    }
}

fn means(parts: &Parts, person: Option<PersonId>) -> Option<bool> {
    let meant = parts.headers.get(actor::HEADER)?;
    Some(match person {
        Some(person) => meant == person.to_string().as_str(),
        None => meant == actor::RECOVERY,
    })
}

/// Whether the request means this session (see [`wire::actor`]).
fn check_meant(parts: &Parts, person: Option<PersonId>) -> Result<(), Failure> {
    match means(parts, person) {
        Some(true) => Ok(()),
        Some(false) => Err(Failure::new(
            Code::AnotherActor,
            "the session is another's than the request means",
        )),
        None => Err(Failure::new(
            Code::BadRequest,
            "the header jiandang-actor must say whose session is meant",
        )),
    }
}

impl FromRequestParts<AppState> for Arriving {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Failure> {
        let found = Found::of(parts, state).await?;
        if found.row.person().is_none() && found.row.was_answered() {
            return Err(nobody());
        }
        // Before anything else: what another's page asks for in the background must not prolong the session.
        check_meant(parts, found.row.person())?;
        found.actor(parts, state).await.map(Self)
    }
}

impl FromRequestParts<AppState> for Actor {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Failure> {
        let Arriving(actor) = Arriving::from_request_parts(parts, state).await?;
        let session = actor.session();
        match (session.by_code, session.bare) {
            (false, false) => Ok(actor),
            (true, _) => Err(Failure::not_allowed("code")),
            (false, true) => Err(Failure::new(
                Code::SecondFactorRequired,
                "the policy asks for a second factor: set one up first",
            )),
        }
    }
}

impl FromRequestParts<AppState> for Bare {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Failure> {
        let member = Arriving::from_request_parts(parts, state).await?.member()?;
        match member.session.by_code {
            false => Ok(Self(member)),
            true => Err(Failure::not_allowed("code")),
        }
    }
}

impl FromRequestParts<AppState> for Member {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Failure> {
        Arriving(Actor::from_request_parts(parts, state).await?).member()
    }
}

impl FromRequestParts<AppState> for RecoverySession {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Failure> {
        let found = Found::of(parts, state).await?;
        // The browser may have taken the cookie of an answer that it then lost.
        let lost = found.row.was_answered() && means(parts, None) == Some(true);
        if !lost {
            check_meant(parts, found.row.person())?;
        }
        match found.actor(parts, state).await? {
            Actor::Recovery(session) => Ok(session),
            Actor::Member(member) if lost => Ok(Self {
                answered: true,
                roster: member.roster,
                session: member.session,
            }),
            Actor::Member(_) => Err(Failure::not_allowed("recovery")),
        }
    }
}
