//! A company for measurements of keys: one department of 20 units, and a post there with 50 people who read all of it.

use bridge::{
    Failure, Reason, Secret,
    account::{Join, MakeKits, SetUp, Template},
    client::{GetChoices, SaveClient},
    organisation::{
        AddUnit, Admit, Appoint, ConfirmNewcomer, GetOrganisation, Invite, OrganisationView,
        UnitKind,
    },
};
use dossier::client::Field;

use crate::{
    client::Client,
    demo::{Clients, PASSWORD, today},
};

/// The department and the groups below it.
pub const UNITS: usize = 20;
/// Who holds the post.
pub const PEOPLE: usize = 50;
/// It reaches the department.
pub const ROLE: &str = "销售总监";
/// The department.
pub const DEPARTMENT: &str = "销售部";
/// Where the client files are.
pub const GROUP: &str = "销售1组";

/// Founds it on a fresh server: `token` is its set-up link's. The founder, `wangmin`, opens so many client files in one group; the others
/// are 同事1 (`user1`) to 同事50, with the demo's password.
///
/// # Errors
/// What the engine refuses.
pub async fn crowd(origin: &str, token: &str, files: usize) -> Result<Client, Failure> {
    let mut founder = Client::new(origin);
    founder.call(MakeKits { split: false }).await?;
    let set_up = SetUp {
        token: Secret::new(token.to_owned()),
        company: "晨光商贸".to_owned(),
        name: "王敏".to_owned(),
        sign_in_name: "wangmin".to_owned(),
        password: Secret::new(PASSWORD.to_owned()),
        template: Template::Empty,
    };
    let me = founder.call(set_up).await?.person;
    let company = founder.call(GetOrganisation).await?;
    let root = company.units.first().ok_or(Reason::NotFound)?;
    let mut organisation = add(&mut founder, &root.id, DEPARTMENT, UnitKind::Department).await?;
    let department = unit(&organisation, DEPARTMENT)?;
    for number in 1..UNITS {
        let name = format!("销售{number}组");
        organisation = add(&mut founder, &department, &name, UnitKind::Group).await?;
    }
    let role = organisation.roles.iter().find(|role| role.name == ROLE);
    let role = role.ok_or(Reason::NotFound)?.id.clone();
    for number in 1..=PEOPLE {
        let name = format!("同事{number}");
        let link = founder.call(Invite { note: name.clone() }).await?;
        let join = Join {
            fragment: link.fragment,
            name: name.clone(),
            sign_in_name: format!("user{number}"),
            password: Secret::new(PASSWORD.to_owned()),
        };
        Client::new(origin).call(join).await?;
        let joined = founder.call(ConfirmNewcomer { id: link.id }).await?;
        let appoint = Appoint {
            person: person(&joined, &name)?,
            unit: department.clone(),
            role: role.clone(),
        };
        organisation = founder.call(appoint).await?;
    }
    let seen = organisation.waiting;
    founder.call(Admit { seen }).await?;
    let group = unit(&founder.call(GetOrganisation).await?, GROUP)?;
    let clients = Clients::new(2026, today()).map_err(|_| Reason::Fault)?;
    for new in clients.take(files) {
        let draft = founder.call(GetChoices).await?.draft;
        let form = new.form.with(Field::Unit, &group).with(Field::Manager, &me);
        let base = None;
        founder.call(SaveClient { draft, base, form }).await?;
    }
    Ok(founder)
}

async fn add(
    founder: &mut Client,
    parent: &str,
    name: &str,
    kind: UnitKind,
) -> Result<OrganisationView, Failure> {
    let add = AddUnit {
        parent: parent.to_owned(),
        name: name.to_owned(),
        kind,
    };
    founder.call(add).await
}

/// A unit's id.
///
/// # Errors
/// [`Reason::NotFound`].
pub fn unit(organisation: &OrganisationView, name: &str) -> Result<String, Failure> {
    let unit = organisation.units.iter().find(|unit| unit.name == name);
    Ok(unit.ok_or(Reason::NotFound)?.id.clone())
}

/// A person's id.
///
/// # Errors
/// [`Reason::NotFound`].
pub fn person(organisation: &OrganisationView, name: &str) -> Result<String, Failure> {
    let mut people = organisation.people.iter();
    let person = people.find(|person| person.name == name);
    Ok(person.ok_or(Reason::NotFound)?.id.clone())
}
