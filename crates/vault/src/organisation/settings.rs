//! The signed settings: what they are, who changed them last, and changing them.

use bridge::{
    Reason,
    settings::{
        AnswerRelease, ChangeSettings, GuardedRole, LastChange, ReleaseView, Settings,
        SettingsView, Several, Subject,
    },
};
use ledger::{
    entry::Author,
    id::RoleId,
    rights::Duty,
    roster::{Release, Stated, View},
    rules::{LockOut, PasswordRules, Rules, SessionRules},
    statement::{Policy, RosterStatement},
};

use super::role;
use crate::{
    Result, account::second_factor, api::Api, platform::Platform, remote::Remote, session::Session,
};

/// The settings as they are.
pub(crate) async fn settings<R: Remote, P: Platform>(
    session: &Session<P>,
    api: &Api<R>,
) -> SettingsView {
    let roles = roles(session, api).await;
    let view = session.view();
    let changes = Subject::ALL.into_iter().filter_map(|subject| {
        let Stated { author, at } = session.roster.stated(last_change(session, subject)?)?;
        let by = match author {
            Author::Person(person) => view.person(person)?.name.clone(),
            Author::Recovery => String::new(),
        };
        Some(LastChange { subject, by, at })
    });
    SettingsView {
        settings: told(view.policy()),
        changes: changes.collect(),
        roles,
        several: several(view),
        release: release(session),
    }
}

/// Who bears more than one of the duties that can be kept apart, whether admitted or not.
fn several(view: View<'_>) -> Vec<Several> {
    let several = view.people().filter_map(|person| {
        let held: Vec<_> = view
            .posts_of(person.id)
            .filter_map(|post| view.role(post.role))
            .flat_map(|role| &role.duties)
            .collect();
        let duties = Duty::SEPARATE
            .into_iter()
            .filter(|duty| held.contains(&duty));
        let duties: Vec<_> = duties.map(role::duty).collect();
        (duties.len() > 1).then(|| Several {
            name: person.name.clone(),
            duties,
        })
    });
    several.collect()
}

/// The end of the separation of duties that waits for a second signature.
pub(super) fn release<P: Platform>(session: &Session<P>) -> Option<ReleaseView> {
    let view = session.view();
    let Release { at, author, .. } = view.release()?;
    let me = Author::Person(session.me.person);
    let by = match author {
        Author::Person(person) => view.person(person)?.name.clone(),
        // No policy is the recovery root's.
        Author::Recovery => return None,
    };
    Some(ReleaseView {
        seq: at.seq,
        by,
        at: session.roster.stated(at.seq)?.at,
        may_agree: author != me && view.may_state(me, &RosterStatement::Countersign(at)),
        may_refuse: view.has_duty(session.me.person, Duty::System),
    })
}

/// Signs the end of the separation of duties as the second, or states a policy that keeps it.
pub(crate) async fn answer<R: Remote, P: Platform>(
    session: &mut Session<P>,
    api: &Api<R>,
    platform: &P,
    request: AnswerRelease,
) -> Result<()> {
    session
        .state(api, platform, |draft, _, _| {
            let release = draft.view().release();
            let release = release.filter(|release| release.at.seq == request.seq);
            let at = release.ok_or(Reason::Outdated)?.at;
            draft.state(match request.agree {
                true => RosterStatement::Countersign(at),
                false => RosterStatement::SetPolicy(draft.view().policy().clone()),
            })
        })
        .await
}

/// The roles, and who of their holders would have to set a second factor up. Only administrators are told who has one.
async fn roles<R: Remote, P: Platform>(session: &Session<P>, api: &Api<R>) -> Vec<GuardedRole> {
    let view = session.view();
    let have = match view.has_duty(session.me.person, Duty::System) {
        true => second_factor::people(api).await.ok(),
        false => None,
    };
    let held_by = |role| {
        let people = view.people();
        people.filter(move |person| {
            let mut posts = view.posts_of(person.id);
            posts.any(|post| post.role == role && view.is_admitted(person.id, post))
        })
    };
    let roles = view.roles().map(|role| GuardedRole {
        id: role.id.to_string(),
        name: role.name.clone(),
        holders: u32::try_from(held_by(role.id).count()).unwrap_or(u32::MAX),
        without: have.as_ref().map(|have| {
            held_by(role.id)
                .filter(|person| !have.contains(&person.id.to_string()))
                .map(|person| person.name.clone())
                .collect()
        }),
    });
    roles.collect()
}

/// The entry that changed something last, if any has.
fn last_change<P: Platform>(session: &Session<P>, subject: Subject) -> Option<u64> {
    let policies: Vec<(u64, &Policy)> = session.view().policies().collect();
    let mut pairs = policies.windows(2).rev();
    let changed = pairs.find(|pair| match pair {
        [(_, before), (_, after)] => differs(before, after, subject),
        _ => false,
    });
    changed.and_then(<[_]>::last).map(|(seq, _)| *seq)
}

fn differs(one: &Policy, other: &Policy, subject: Subject) -> bool {
    let (rules, others) = (one.rules(), other.rules());
    match subject {
        Subject::Passwords => rules.passwords != others.passwords,
        Subject::LockOut => rules.lock_out != others.lock_out,
        Subject::Sessions => {
            rules.sessions != others.sessions || one.idle_minutes != other.idle_minutes
        }
        Subject::SecondFactor => rules.second_factor != others.second_factor,
        Subject::Duties => one.separate_duties != other.separate_duties,
        Subject::Views => rules.views_a_day != others.views_a_day,
        Subject::Log => rules.log_days != others.log_days,
        Subject::Suite => one.suite != other.suite,
    }
}

/// Signs other settings. What holds already is not stated again.
pub(crate) async fn change<R: Remote, P: Platform>(
    session: &mut Session<P>,
    api: &Api<R>,
    platform: &P,
    request: &ChangeSettings,
) -> Result<()> {
    session
        .state(api, platform, |draft, _, _| {
            let present = draft.view().policy().clone();
            let now = told(&present);
            let release = draft.view().release().map(|release| release.at.seq);
            if now != request.seen || release != request.release {
                return Err(Reason::Outdated.into());
            }
            if now == request.settings {
                return Ok(());
            }
            let policy = with(present, &request.settings)?;
            draft.state(RosterStatement::SetPolicy(policy))
        })
        .await
}

fn told(policy: &Policy) -> Settings {
    let rules = policy.rules();
    Settings {
        length: rules.passwords.length,
        kinds: rules.passwords.kinds,
        days: rules.passwords.days,
        history: rules.passwords.history,
        failures: rules.lock_out.failures,
        lock_minutes: rules.lock_out.minutes,
        idle_minutes: policy.idle_minutes,
        hours: rules.sessions.hours,
        session_minutes: rules.sessions.idle_minutes,
        second_factor: ids(&rules.second_factor),
        separate_duties: policy.separate_duties,
        views_a_day: rules.views_a_day,
        log_days: rules.log_days,
    }
}

/// Ids as they are told, in order.
fn ids(roles: &[RoleId]) -> Vec<String> {
    let mut ids: Vec<String> = roles.iter().map(RoleId::to_string).collect();
    sorted::sort(&mut ids);
    ids
}

/// The policy with these settings, and what else it says as it was.
fn with(policy: Policy, settings: &Settings) -> Result<Policy> {
    let roles = settings.second_factor.iter();
    let second_factor = roles
        .map(|role| role.parse().map_err(|_| Reason::Fault.into()))
        .collect::<Result<_>>()?;
    let rules = Rules {
        passwords: PasswordRules {
            length: settings.length,
            kinds: settings.kinds,
            days: settings.days,
            history: settings.history,
        },
        lock_out: LockOut {
            failures: settings.failures,
            minutes: settings.lock_minutes,
        },
        sessions: SessionRules {
            hours: settings.hours,
            idle_minutes: settings.session_minutes,
        },
        second_factor,
        views_a_day: settings.views_a_day,
        log_days: settings.log_days,
    };
    Ok(Policy {
        idle_minutes: settings.idle_minutes,
        separate_duties: settings.separate_duties,
        rules: Some(rules),
        ..policy
    })
}
