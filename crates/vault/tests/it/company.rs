//! A company in a test: the server, its founder, and people who join.

use bridge::{
    Failure, Secret,
    account::{Join, Kit, MakeKits, SetUp, SignIn, Template},
    client::{ClientView, EditClient, GetChoices, OpenClient, SaveClient, Saved, Sync},
    organisation::{
        Admit, Appoint, ConfirmNewcomer, GetOrganisation, InvitationStatus, Invite,
        OrganisationView, WaitingView,
    },
};
use dossier::client::{ClientForm, Field, Kind};
use testkit::{client::Client, server::TestServer};

pub(crate) const PASSWORD: &str = "Seven-lanterns-above-7-rivers";

/// A founded company.
pub(crate) struct Company {
    pub(crate) server: TestServer,
    pub(crate) founder: Client,
    pub(crate) kit: String,
}

pub(crate) fn secret(text: &str) -> Secret {
    Secret::new(text.to_owned())
}

/// A kit as it is printed.
fn printed(kit: &Kit) -> String {
    let groups: Vec<&str> = kit.groups.iter().map(Secret::expose).collect();
    groups.join("-")
}

impl Company {
    /// Founds the sales company of the guide.
    pub(crate) async fn found() -> Self {
        let (company, _) = Self::found_with(false).await;
        company
    }

    /// The same with three kits, two of which recover.
    pub(crate) async fn found_with(split: bool) -> (Self, Vec<String>) {
        Self::found_on(TestServer::in_memory().await, split).await
    }

    /// The same on a server that is there.
    pub(crate) async fn found_on(server: TestServer, split: bool) -> (Self, Vec<String>) {
        let mut founder = Client::new(&server.url());
        let kits = founder.call(MakeKits { split }).await.unwrap().kits;
        let kits: Vec<String> = kits.iter().map(printed).collect();
        let token = server.setup_token.clone().unwrap();
        founder
            .call(SetUp {
                token: Secret::new(token),
                company: "晨光商贸".to_owned(),
                name: "王敏".to_owned(),
                sign_in_name: "wangmin".to_owned(),
                password: secret(PASSWORD),
                template: Template::Sales,
            })
            .await
            .unwrap();
        let company = Self {
            server,
            founder,
            kit: kits[0].clone(),
        };
        (company, kits)
    }

    /// A person joins by invitation, is confirmed, appointed and admitted; their own browser is signed in.
    pub(crate) async fn hire(
        &mut self,
        name: &str,
        sign_in_name: &str,
        unit: &str,
        role: &str,
    ) -> Client {
        self.enrol(name, sign_in_name).await;
        self.place(name, unit, role).await;
        self.sign_in(sign_in_name).await.unwrap()
    }

    /// A person joins by invitation and is confirmed; their own browser is signed in.
    pub(crate) async fn enrol(&mut self, name: &str, sign_in_name: &str) -> Client {
        self.join(name, sign_in_name).await;
        let organisation = self.founder.call(GetOrganisation).await.unwrap();
        let line = organisation
            .invitations
            .iter()
            .find(|line| line.status == InvitationStatus::Answered)
            .unwrap();
        let id = line.id.clone();
        self.founder.call(ConfirmNewcomer { id }).await.unwrap();
        self.sign_in(sign_in_name).await.unwrap()
    }

    /// The founder appoints; what they then see.
    pub(crate) async fn appoint(&mut self, name: &str, unit: &str, role: &str) -> OrganisationView {
        let organisation = self.founder.call(GetOrganisation).await.unwrap();
        let appoint = Appoint {
            person: person(&organisation, name),
            unit: self::unit(&organisation, unit),
            role: self::role(&organisation, role),
        };
        self.founder.call(appoint).await.unwrap()
    }

    /// The founder appoints and admits.
    pub(crate) async fn place(&mut self, name: &str, unit: &str, role: &str) {
        let seen = waiting(&self.appoint(name, unit, role).await, name);
        let admit = Admit { seen: vec![seen] };
        self.founder.call(admit).await.unwrap();
    }

    /// A person answers an invitation.
    pub(crate) async fn join(&mut self, name: &str, sign_in_name: &str) {
        let link = self
            .founder
            .call(Invite {
                note: format!("给{name}"),
            })
            .await
            .unwrap();
        let mut newcomer = Client::new(&self.server.url());
        newcomer
            .call(Join {
                fragment: link.fragment,
                name: name.to_owned(),
                sign_in_name: sign_in_name.to_owned(),
                password: secret(PASSWORD),
            })
            .await
            .unwrap();
    }

    /// A fresh browser signs in.
    pub(crate) async fn sign_in(&self, sign_in_name: &str) -> Result<Client, Failure> {
        let mut client = Client::new(&self.server.url());
        client
            .call(SignIn {
                sign_in_name: sign_in_name.to_owned(),
                password: secret(PASSWORD),
            })
            .await?;
        Ok(client)
    }
}

pub(crate) fn person(organisation: &OrganisationView, name: &str) -> String {
    organisation
        .people
        .iter()
        .find(|person| person.name == name)
        .unwrap()
        .id
        .clone()
}

/// The line of the archivist's inbox about somebody.
pub(crate) fn waiting(organisation: &OrganisationView, name: &str) -> WaitingView {
    let person = person(organisation, name);
    organisation
        .waiting
        .iter()
        .find(|line| line.person == person)
        .unwrap()
        .clone()
}

pub(crate) fn unit(organisation: &OrganisationView, name: &str) -> String {
    organisation
        .units
        .iter()
        .find(|unit| unit.name == name)
        .unwrap()
        .id
        .clone()
}

pub(crate) fn role(organisation: &OrganisationView, name: &str) -> String {
    organisation
        .roles
        .iter()
        .find(|role| role.name == name)
        .unwrap()
        .id
        .clone()
}

/// A person's file as typed.
pub(crate) fn form(name: &str) -> ClientForm {
    ClientForm::new(Kind::Person)
        .with(Field::Name, name)
        .with(Field::IdNumber, "11010519491231002X")
        .with(Field::Mobile, "13812344471")
        .with(Field::Address, "浙江省杭州市滨江区信诚路 57 号")
        .with(Field::Opened, "2026-11-02")
        .with(Field::Remarks, "偏好线上沟通")
        .tagged(vec!["高价值客户".to_owned()])
}

/// A company's file as typed.
pub(crate) fn company_form(name: &str) -> ClientForm {
    ClientForm::new(Kind::Company)
        .with(Field::Name, name)
        .with(Field::CreditCode, "91440300708461136T")
        .with(Field::Representative, "刘婷婷")
        .with(Field::Phone, "0571-25063883 转 801")
        .with(Field::Address, "浙江省杭州市滨江区信诚路 57 号")
        .with(Field::Industry, "医疗仪器设备及器械制造")
        .with(Field::Opened, "2026-11-02")
        .with(Field::Scope, "医疗器械的研发、生产和销售。")
}

/// The founder, who is archivist, opens a file in a unit.
pub(crate) async fn create(company: &mut Company, unit_name: &str, name: &str) -> String {
    create_from(company, unit_name, form(name)).await
}

/// As [`create`], whatever was typed.
pub(crate) async fn create_from(
    company: &mut Company,
    unit_name: &str,
    form: ClientForm,
) -> String {
    let organisation = company.founder.call(GetOrganisation).await.unwrap();
    let manager = organisation.people.last().unwrap().id.clone();
    let draft = company.founder.call(GetChoices).await.unwrap().draft;
    let Saved { file, .. } = company
        .founder
        .call(SaveClient {
            draft,
            base: None,
            form: form
                .with(Field::Unit, unit(&organisation, unit_name))
                .with(Field::Manager, manager),
        })
        .await
        .unwrap();
    file
}

/// What the page sends for a form that [`EditClient`] has filled, once something was changed in it.
pub(crate) async fn edited(
    client: &mut Client,
    file: &str,
    change: impl FnOnce(&mut ClientForm),
) -> SaveClient {
    let draft = client.call(GetChoices).await.unwrap().draft;
    let edit = EditClient {
        file: file.to_owned(),
    };
    let mut filled = client.call(edit).await.unwrap();
    change(&mut filled.form);
    SaveClient {
        draft,
        base: Some(filled.base),
        form: filled.form,
    }
}

/// The name on an opened file's card.
pub(crate) fn name(view: &ClientView) -> &str {
    &view.card.open().unwrap().name
}

/// The remarks of an opened file.
pub(crate) fn remarks(view: &ClientView) -> &str {
    &view.notes.open().unwrap().remarks
}

/// Pulls, then opens.
pub(crate) async fn open(client: &mut Client, file: &str) -> Result<ClientView, Failure> {
    client.call(Sync).await?;
    client
        .call(OpenClient {
            file: file.to_owned(),
        })
        .await
}
