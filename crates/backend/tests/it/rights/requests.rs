//! A request for each cell: one that would succeed if the person might.

use ed25519_dalek::Signer;
use ledger::{
    Journal,
    hash::Hash,
    id::{FileId, InvitationId, PersonId, UnitId},
    rights::Section,
    statement::RosterStatement,
};
use wire::{
    account::{
        BlobPut, KeysPut, LossPut, NewAccount, PasswordPut, PreSignIn, RecoveryAccount,
        RecoverySignIn, SetUpToken,
    },
    explanation::NewExplanation,
    files::WantedFiles,
    invitation::{Answer as Answering, NewInvitation},
    path,
    roster::RosterAppend,
    second_factor::{CodesPut, SecondFactorEnd, SignInCode},
};

use super::{
    cell::{Object, Row, State},
    sent::Sent,
    world::{NO_ID, World, place},
};
use crate::{
    app::Client,
    company::{Staff, Writing, bytes, new_account, new_keys, now, random},
    look_up::asked,
    second_factor::{codes, one_time, set_up},
};

impl World {
    /// Whether there is such an object for this person.
    pub(crate) fn has(&self, row: &Row, object: Object) -> bool {
        match (row.path, object) {
            (path::INVITATION, Object::Oneself) => self.own_invitation.is_some(),
            (path::DEVICE_VIEWS, Object::Oneself) => self.subject.client.device.is_some(),
            _ => true,
        }
    }

    /// About an object that there is.
    pub(crate) fn request(&self, row: &Row, object: Object) -> Sent {
        match (row.method, row.path) {
            ("POST", path::ROSTER) => {
                let entry = self.said(row.act, object);
                let mut sent = Sent::to(row.path).with(&RosterAppend {
                    entries: vec![bytes(&entry)],
                    boxes: Vec::new(),
                });
                sent.brings.stated = Some(entry);
                sent
            }
            ("GET", path::JOURNALS | path::JOURNAL_ENDS) if row.act == "names" => {
                Sent::to(row.path).naming(self.unit(object))
            }
            ("GET", path::BOXES) if row.act == "names" => {
                let public = match object {
                    Object::Own => self.public_of(self.post()),
                    _ => Some(self.ground.public_elsewhere),
                };
                let public = wire::Bytes::from(public.unwrap_or(NO_ID_HALF).to_vec());
                let text = serde_json::to_string(&public).unwrap();
                Sent::to(row.path).naming(text)
            }
            ("GET", path::JOURNAL) => Sent::to(&path::journal(&self.unit(object).to_string())),
            ("GET", path::FILE) => Sent::to(&path::file(&self.kept(object).to_string())),
            ("GET", path::INVITATIONS) if row.act == "names" => {
                Sent::to(row.path).naming(self.waiting_link)
            }
            ("GET" | "DELETE", path::INVITATION) => {
                let id = match object {
                    Object::Oneself => self.own_invitation,
                    Object::Somebody => Some(self.waiting_link),
                    _ => None,
                };
                let id = id.unwrap_or(InvitationId(NO_ID));
                Sent::to(&path::invitation(&id.to_string()))
            }
            ("POST", path::JOURNAL) => self.write(row.act, object),
            ("POST", path::ENVELOPES) => {
                let unit = match row.act {
                    "carry" => self.unit(Object::Own),
                    _ => self.unit(object),
                };
                let files = vec![self.kept(object).to_string()];
                Sent::to(&path::envelopes(&unit.to_string())).with(&WantedFiles { files })
            }
            ("POST", path::LOOK_UP) => {
                let number = place(object).unwrap_or(Object::PLACES.len());
                let sent = Sent::to(row.path).with(&asked(&[u8::try_from(number).unwrap()]));
                match row.act {
                    "names" => sent.naming(self.kept(object)),
                    _ => sent,
                }
            }
            ("POST", path::INVITATIONS) => self.new_invitation(row.act, object),
            ("POST", path::ANSWER) => {
                let id = self.link(object, self.waiting_link);
                Sent::to(&path::answer(&id)).with(&Answering {
                    newcomer: self.waiting.newcomer(),
                    account: self.waiting.account.clone(),
                })
            }
            ("POST", path::RENEWAL) => {
                let id = self.link(object, self.away_link);
                Sent::to(&path::renewal(&id)).with(&self.away_renewal)
            }
            ("GET", path::DEVICE_VIEWS) => Sent::to(&path::device_views(&self.device(object))),
            ("PUT", path::DEVICE_LOSS) => {
                Sent::to(&path::device_loss(&self.device(object))).with(&LossPut {
                    secret: self.subject.account.secret.clone(),
                    lost: true,
                })
            }
            ("DELETE", path::ONE_SESSION) => Sent::to(&path::one_session(&self.session(object))),
            ("GET", path::PERSON_VIEWS) => {
                Sent::to(&path::person_views(&self.person(object).to_string()))
            }
            ("POST", path::EXPLANATIONS) => Sent::to(row.path).with(&NewExplanation {
                at: now(),
                words: Vec::new(),
            }),
            ("DELETE", path::EXPLANATION) => {
                Sent::to(&path::explanation(&self.person(object).to_string()))
            }
            ("DELETE", path::LOCK) => Sent::to(&path::lock(&self.person(object).to_string())),
            ("DELETE", path::ONES_SECOND_FACTOR) => {
                Sent::to(&path::ones_second_factor(&self.person(object).to_string()))
            }
            ("PUT", path::SECOND_FACTOR | path::SECOND_FACTOR_CODES | path::SECOND_FACTOR_END) => {
                self.second_factor(row.path)
            }
            ("DELETE", path::SESSIONS) => Sent::to(row.path),
            ("GET", _) | ("POST", path::SIGN_OUT | path::RECOVERY_CHALLENGE) => Sent::to(row.path),
            ("PUT", _) => self.replaces(row, object),
            _ => self.at_the_door(row),
        }
    }

    fn link(&self, object: Object, link: InvitationId) -> String {
        match object {
            Object::Somebody => link.to_string(),
            _ => InvitationId(NO_ID).to_string(),
        }
    }

    /// The file of a place that nobody changes.
    fn kept(&self, object: Object) -> FileId {
        place(object).map_or(FileId(NO_ID), |place| self.archives[place].kept)
    }

    /// The browser of somebody.
    fn device(&self, object: Object) -> String {
        named(
            self.client(object)
                .and_then(|client| client.device.as_ref()),
        )
    }

    fn session(&self, object: Object) -> String {
        named(
            self.client(object)
                .and_then(|client| client.cookie.as_ref()),
        )
    }

    fn client(&self, object: Object) -> Option<&Client> {
        match object {
            Object::Oneself => Some(&self.subject.client),
            Object::Somebody => Some(&self.colleague.client),
            _ => None,
        }
    }

    fn person(&self, object: Object) -> PersonId {
        match object {
            Object::Oneself => self.subject.person.id,
            Object::Somebody => self.colleague.person.id,
            _ => PersonId(NO_ID),
        }
    }

    /// An entry for a journal.
    fn write(&self, act: &str, object: Object) -> Sent {
        let nowhere = Journal::new(UnitId(NO_ID));
        let at = match act {
            "carry" => Some(0),
            _ => place(object),
        };
        let journal = at.map_or(&nowhere, |at| &self.archives[at].journal);
        let edited = place(object).map_or(FileId(NO_ID), |place| self.archives[place].edited);
        let writing = Writing {
            company: &self.company,
            staff: &self.subject,
            journal,
        };
        let revision = journal
            .file(edited)
            .and_then(|file| file.section(Section::Card))
            .map_or(1, |card| card.revision);
        let draft = match act {
            "create" => writing.create(&[Section::Card, Section::Sensitive]),
            _ => writing.change(edited, &[Section::Card], revision + 1),
        };
        let unit = journal.unit();
        let mut sent = Sent::to(&path::journal(&unit.to_string())).with(&draft.body);
        sent.brings.written = Some(unit);
        sent
    }

    fn new_invitation(&self, act: &str, object: Object) -> Sent {
        Sent::to(path::INVITATIONS).with(&NewInvitation {
            id: InvitationId(random()).to_string(),
            expires: now() + 60_000,
            sealed: [1; 40].into(),
            renews: (act == "renews").then(|| self.person(object).to_string()),
            greeting: None,
        })
    }

    /// Set up, with codes that change and end it.
    fn second_factor(&self, at: &str) -> Sent {
        let secret = self.subject.account.secret.clone();
        let sent = Sent::to(at);
        match at {
            path::SECOND_FACTOR => sent.with(&set_up(&self.subject, 0)),
            path::SECOND_FACTOR_CODES => sent.with(&CodesPut {
                secret,
                given: one_time(&codes('A')[0]),
                codes: codes('B'),
            }),
            _ => sent.with(&SecondFactorEnd {
                secret,
                given: one_time(&codes('B')[0]),
            }),
        }
    }

    /// What takes the place of something of a person's.
    fn replaces(&self, row: &Row, object: Object) -> Sent {
        let named = match row.act {
            "another's" => self.subject.person.id,
            _ => self.person(object),
        };
        let person = named.to_string();
        // By which they sign in next.
        let code = self.state == State::Active || self.state == State::ByCode;
        let account = NewAccount {
            code: code.then(|| random::<32>().into()),
            ..new_account()
        };
        let mut sent = Sent::to(row.path);
        match row.path {
            path::BLOB => sent.with(&BlobPut {
                person,
                replaces: self.counter,
                counter: self.counter + 1,
                blob: random::<300>().into(),
            }),
            path::PASSWORD => {
                sent.brings.account = Some(account.clone());
                sent.with(&PasswordPut {
                    person,
                    secret: self.subject.account.secret.clone(),
                    by_code: false,
                    replaces: self.counter,
                    account,
                })
            }
            path::KEYS => {
                let mut staff = Staff::new(&self.company.app, &self.subject.person.name);
                staff.person.id = self.subject.person.id;
                staff.account = account.clone();
                let keys = staff.person.keys.clone();
                let entry = self.rekeys(self.person(object), keys);
                sent.brings.keys = Some(staff);
                sent.with(&KeysPut {
                    person,
                    entry,
                    account,
                })
            }
            path::RECOVERY_ACCOUNT => sent.with(&RecoveryAccount {
                entries: vec![self.rekeys(named, new_keys().1)],
                person,
                boxes: Vec::new(),
                account,
            }),
            other => panic!("{other}: a body is to be thought of"),
        }
    }

    fn rekeys(&self, person: PersonId, keys: ledger::statement::PublicKeys) -> wire::Bytes {
        let statement = self.with_ends(RosterStatement::Rekey(person, keys, Vec::new()));
        bytes(&self.signed(statement))
    }

    /// What needs no session.
    fn at_the_door(&self, row: &Row) -> Sent {
        let sent = Sent::to(row.path);
        match row.path {
            path::PRE_SIGN_IN => sent.with(&PreSignIn {
                sign_in_name: self.subject.person.sign_in_name.clone(),
            }),
            path::SIGN_IN => sent.with(&self.subject.credentials()),
            path::SIGN_IN_CODE => sent.with(&SignInCode {
                ticket: random::<85>().into(),
                given: one_time(&codes('A')[0]),
            }),
            path::SET_UP => sent.with(&self.set_up),
            path::SET_UP_TOKEN => sent.with(&SetUpToken {
                token: self.set_up.token.clone(),
            }),
            path::RECOVERY_SIGN_IN => {
                let message = RecoverySignIn::message(&self.challenge.0);
                let signature = self.subject.signing.sign(&message).to_bytes();
                sent.with(&RecoverySignIn {
                    challenge: self.challenge.clone(),
                    signature: signature.into(),
                })
            }
            other => panic!("{other}: a body is to be thought of"),
        }
    }
}

/// What the server calls whatever has this cookie: half of the token's hash.
fn named(cookie: Option<&String>) -> String {
    let token = cookie.and_then(|cookie| cookie.split_once('='));
    let named = token.map(|(_, token)| Hash::of(token.as_bytes()).to_string());
    named.map_or(PersonId(NO_ID).to_string(), |named| named[..32].to_owned())
}

/// A public half that nothing has.
const NO_ID_HALF: [u8; 32] = [0xee; 32];
