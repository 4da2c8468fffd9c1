//! Asking, and what an answer has changed.

use std::sync::Mutex;

use axum::http::Method;
use wire::{files::Journals, path};

use super::{
    cell::{Object, Report, Row, State},
    sent::Sent,
    world::{FIRST_COUNTER, World},
};
use crate::{app::Answer, company::now};

impl World {
    /// Sends a request as it is. What the answer would do to the cookie is left to [`World::after`].
    pub(crate) async fn send(&mut self, row: &Row, sent: &Sent) -> Answer {
        let mut client = self.another_address();
        if row.path == path::SIGN_IN {
            // In another browser: a sign-in ends the session whose cookie it brings.
            client.cookie = None;
        }
        let method: Method = row.method.parse().unwrap();
        client.send(method, &sent.path, sent.body.as_ref()).await
    }

    /// After a success: both copies of the chains, and the person, are brought to where they are.
    pub(crate) async fn after(&mut self, row: &Row, object: Object, sent: Sent) {
        let brings = sent.brings;
        match (row.method, row.path) {
            ("POST", path::ROSTER) => {
                let entry = brings.stated.unwrap();
                self.company.roster.apply(&entry, now()).unwrap();
                let leaves = matches!(row.act, "rekey" | "suspend" | "retire");
                if leaves && object == Object::Oneself {
                    self.restore().await;
                }
            }
            ("POST", path::JOURNAL) => {
                if let Some(unit) = brings.written {
                    self.pull_journal(unit).await;
                }
            }
            ("POST", path::SIGN_OUT) => self.sign_in().await,
            ("PUT", path::BLOB) => self.counter += 1,
            ("PUT", path::PASSWORD) => {
                self.counter += 1;
                self.subject.account = brings.account.unwrap();
                if self.state == State::ByCode {
                    // The session has become one for everything.
                    self.sign_in().await;
                }
            }
            ("PUT", path::KEYS) => {
                let staff = brings.keys.unwrap();
                self.subject.person.keys = staff.person.keys;
                self.subject.signing = staff.signing;
                self.subject.account = staff.account;
                self.counter = FIRST_COUNTER;
                self.restore().await;
            }
            _ => {}
        }
    }

    /// Asks all of it in the present state.
    pub(super) async fn ask(&mut self, rows: &[&Row], report: &Mutex<Report>) {
        for row in rows {
            for object in row.due(self.state) {
                if !self.has(row, *object) {
                    continue;
                }
                let sent = self.request(row, *object);
                let answer = self.send(row, &sent).await;
                let asker = self.asker();
                let status = sent.seen(&answer);
                let mine = || report.lock().unwrap();
                mine().take(row, asker, *object, status, &answer);
                if answer.status.is_success() {
                    self.after(row, *object, sent).await;
                }
            }
        }
        self.expect_no_more().await;
    }

    /// Nothing that was refused has left anything: both copies of the chains are as the server has them.
    async fn expect_no_more(&mut self) {
        let before = self.company.roster.len();
        self.company.pull().await;
        assert_eq!(self.company.roster.len(), before);
        let founder = &mut self.company.founder.client;
        let ends: Journals = founder.get(path::JOURNALS).await.ok();
        for archive in &self.archives {
            let unit = archive.journal.unit().to_string();
            let end = ends.journals.iter().find(|end| end.unit == unit).unwrap();
            let known = archive.journal.head().map(|head| head.seq);
            assert_eq!(end.head.as_ref().map(|head| head.seq), known);
        }
    }
}
