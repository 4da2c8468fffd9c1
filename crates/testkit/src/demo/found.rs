//! Founding the company as people would: through the engine, over HTTP, every statement signed and judged.

use bridge::{
    Failure, Reason, Secret,
    account::{Join, Kit, MakeKits, SetUp, Template},
    organisation::{
        AddUnit, Admit, Appoint, ConfirmNewcomer, GetOrganisation, InvitationStatus, Invite,
        OrganisationView,
    },
};
use tokio::{runtime::Handle, task::JoinHandle};

use super::{
    NewFile,
    desks::{self, Ready},
    staff::{COMPANY, Employee, FOUNDER, HIRED, PASSWORD, UNITS},
};
use crate::client::Client;

/// How far founding has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// Units that exist, the company among them.
    pub units: usize,
    /// People who can sign in and work, the founder among them.
    pub people: usize,
    /// Client files.
    pub files: usize,
}

/// The engine refused, or could not.
#[derive(Debug, thiserror::Error)]
#[error("{step}: {failure:?}")]
pub struct FoundError {
    /// Whom or what it was about.
    step: &'static str,
    /// What the engine said.
    failure: Failure,
}

/// Founds the company on a fresh server: `token` is its set-up link's. Tells after every step how far it has come, and returns the recovery
/// kit as printed.
///
/// # Errors
/// [`FoundError`]; what was founded so far stays as it is.
pub async fn found(
    origin: &str,
    token: &str,
    files: impl Iterator<Item = NewFile>,
    tell: impl FnMut(Progress),
) -> Result<String, FoundError> {
    let mut founding = Founding {
        origin: origin.to_owned(),
        founder: Client::new(origin),
        progress: Progress::default(),
        tell,
    };
    let kit = founding.set_up(token).await?;
    founding.hire().await?;
    founding.open_files(files).await?;
    let groups: Vec<&str> = kit.groups.iter().map(Secret::expose).collect();
    Ok(groups.join("-"))
}

struct Founding<T> {
    origin: String,
    founder: Client,
    progress: Progress,
    tell: T,
}

impl<T: FnMut(Progress)> Founding<T> {
    async fn set_up(&mut self, token: &str) -> Result<Kit, FoundError> {
        let step = "set-up";
        let make = MakeKits { split: false };
        let kits = self.founder.call(make).await.map_err(at(step))?;
        let kit = kits.kits.into_iter().next();
        let kit = kit.ok_or_else(|| at(step)(Reason::Fault.into()))?;
        let set_up = SetUp {
            token: Secret::new(token.to_owned()),
            company: COMPANY.to_owned(),
            name: FOUNDER.name.to_owned(),
            sign_in_name: FOUNDER.sign_in_name.to_owned(),
            password: password(),
            template: Template::Sales,
        };
        self.founder.call(set_up).await.map_err(at(step))?;
        self.progress.people = 1;
        for unit in &UNITS {
            let step = unit.name;
            let before = self.organisation(step).await?;
            let add = AddUnit {
                parent: unit_id(&before, unit.parent).map_err(at(step))?,
                name: unit.name.to_owned(),
                kind: unit.kind,
            };
            let after = self.founder.call(add).await.map_err(at(step))?;
            self.progress.units = after.units.len();
            (self.tell)(self.progress);
        }
        Ok(kit)
    }

    /// All are invited at once and answer when they can; then one after the other is confirmed, appointed and admitted.
    async fn hire(&mut self) -> Result<(), FoundError> {
        let mut answers = Vec::new();
        for employee in HIRED {
            let step = employee.name;
            let note = format!("给{}", employee.name);
            let link = self.founder.call(Invite { note }).await.map_err(at(step))?;
            answers.push((employee, self.join(employee, link.fragment)));
        }
        for (employee, answer) in answers {
            let step = employee.name;
            let answer = answer.await.map_err(|_| Reason::Fault.into());
            answer.and_then(|joined| joined).map_err(at(step))?;
            self.employ(employee).await?;
            self.progress.people += 1;
            (self.tell)(self.progress);
        }
        Ok(())
    }

    /// Somebody answers the invitation in a browser of their own. On a thread of its own: most of it is making keys.
    fn join(&self, employee: Employee, fragment: Secret) -> JoinHandle<Result<(), Failure>> {
        let origin = self.origin.clone();
        tokio::task::spawn_blocking(move || {
            let join = Join {
                fragment,
                name: employee.name.to_owned(),
                sign_in_name: employee.sign_in_name.to_owned(),
                password: password(),
            };
            let mut newcomer = Client::new(&origin);
            Handle::current().block_on(newcomer.call(join)).map(|_| ())
        })
    }

    async fn employ(&mut self, employee: Employee) -> Result<(), FoundError> {
        let step = employee.name;
        let organisation = self.organisation(step).await?;
        let answered = |line: &&bridge::organisation::InvitationLine| {
            line.status == InvitationStatus::Answered
                && line.sign_in_name.as_deref() == Some(employee.sign_in_name)
        };
        let line = organisation.invitations.iter().find(answered);
        let id = known(line.map(|line| line.id.clone())).map_err(at(step))?;
        let confirm = ConfirmNewcomer { id };
        let organisation = self.founder.call(confirm).await.map_err(at(step))?;

        let person = person_id(&organisation, employee.name).map_err(at(step))?;
        for role in employee.roles {
            let appoint = Appoint {
                person: person.clone(),
                unit: unit_id(&organisation, employee.unit).map_err(at(step))?,
                role: role_id(&organisation, role.name_zh()).map_err(at(step))?,
            };
            let appointed = self.founder.call(appoint).await.map_err(at(step))?;
            let mut waiting = appointed.waiting.into_iter();
            let seen = known(waiting.find(|line| line.person == person)).map_err(at(step))?;
            self.founder
                .call(Admit { seen: vec![seen] })
                .await
                .map_err(at(step))?;
        }
        Ok(())
    }

    async fn open_files(&mut self, files: impl Iterator<Item = NewFile>) -> Result<(), FoundError> {
        let organisation = self.organisation("organisation").await?;
        let ready: Result<Vec<Ready>, Failure> = files
            .map(|file| {
                Ok(Ready {
                    unit: unit_id(&organisation, file.unit)?,
                    manager: person_id(&organisation, file.manager)?,
                    file,
                })
            })
            .collect();
        let ready = ready.map_err(at("client files"))?;
        desks::open(&self.origin, ready, || {
            self.progress.files += 1;
            (self.tell)(self.progress);
        })
        .await
    }

    async fn organisation(&mut self, step: &'static str) -> Result<OrganisationView, FoundError> {
        self.founder.call(GetOrganisation).await.map_err(at(step))
    }
}

pub(super) fn at(step: &'static str) -> impl Fn(Failure) -> FoundError {
    move |failure| FoundError { step, failure }
}

fn password() -> Secret {
    Secret::new(PASSWORD.to_owned())
}

fn unit_id(organisation: &OrganisationView, name: &str) -> Result<String, Failure> {
    let unit = organisation.units.iter().find(|unit| unit.name == name);
    known(unit.map(|unit| unit.id.clone()))
}

fn person_id(organisation: &OrganisationView, name: &str) -> Result<String, Failure> {
    let mut people = organisation.people.iter();
    known(
        people
            .find(|person| person.name == name)
            .map(|person| person.id.clone()),
    )
}

fn role_id(organisation: &OrganisationView, name: &str) -> Result<String, Failure> {
    let role = organisation.roles.iter().find(|role| role.name == name);
    known(role.map(|role| role.id.clone()))
}

fn known<T>(found: Option<T>) -> Result<T, Failure> {
    found.ok_or_else(|| Reason::NotFound.into())
}
