//! The signed settings: what they are, who changed them last, and changing them.

use bridge::{
    Reason,
    settings::{ChangeSettings, LastChange, Settings, SettingsView, Subject},
};
use ledger::{
    entry::Author,
    roster::Stated,
    rules::{LockOut, PasswordRules, Rules, SessionRules},
    statement::{Policy, RosterStatement},
};

use crate::{Result, api::Api, platform::Platform, remote::Remote, session::Session};

/// The settings as they are.
pub(crate) fn settings<P: Platform>(session: &Session<P>) -> SettingsView {
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
    }
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
            if now != request.seen {
                return Err(Reason::Outdated.into());
            }
            if now == request.settings {
                return Ok(());
            }
            draft.state(RosterStatement::SetPolicy(with(present, &request.settings)))
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
        separate_duties: policy.separate_duties,
        views_a_day: rules.views_a_day,
        log_days: rules.log_days,
    }
}

/// The policy with these settings, and what else it says as it was.
fn with(policy: Policy, settings: &Settings) -> Policy {
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
        views_a_day: settings.views_a_day,
        log_days: settings.log_days,
        ..policy.rules()
    };
    Policy {
        idle_minutes: settings.idle_minutes,
        separate_duties: settings.separate_duties,
        rules: Some(rules),
        ..policy
    }
}
