//! Addresses: which page stands at which, and going from one to another.
//!
//! There are ten of them and none is nested, so the pages carry this instead of the framework's router: that was a
//! tenth of their module. The server still lists the addresses to the framework, which asks for them.

#[cfg(not(feature = "ssr"))]
mod browser;
mod memory;
#[cfg(feature = "ssr")]
mod server;

#[cfg(not(feature = "ssr"))]
use browser as side;
#[cfg(feature = "ssr")]
use server as side;

use leptos::prelude::*;

pub(crate) use memory::{Memory, Unwritten};
pub(crate) use side::{address, list, memory};

use crate::state::AppState;

/// A page. The client list and an open file are one page: opening a file must not rebuild the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Page {
    Home,
    SetUp,
    Join,
    SignIn,
    Recover,
    Account,
    Clients,
    Organisation,
    Settings,
    Gallery,
    Unknown,
}

/// The file's id in an address below the client list.
pub(crate) fn file_of(path: &str) -> Option<&str> {
    path.strip_prefix("/clients/")
        .filter(|file| !file.is_empty() && !file.contains('/'))
}

impl Page {
    /// The page at a path.
    pub(crate) fn at(path: &str) -> Self {
        match path {
            "/" => Self::Home,
            "/set-up" => Self::SetUp,
            "/join" => Self::Join,
            "/sign-in" => Self::SignIn,
            "/recover" => Self::Recover,
            "/account" => Self::Account,
            "/clients" => Self::Clients,
            "/organisation" => Self::Organisation,
            "/settings" => Self::Settings,
            "/gallery" => Self::Gallery,
            _ if file_of(path).is_some() => Self::Clients,
            _ => Self::Unknown,
        }
    }
}

/// Where a page stands: its path, and what follows the question mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Address {
    pub(crate) path: String,
    pub(crate) query: String,
}

impl Address {
    /// Reads one of ours, without a fragment.
    fn read(address: &str) -> Self {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        Self {
            path: path.to_owned(),
            query: query.to_owned(),
        }
    }

    /// As links have it.
    pub(crate) fn text(&self) -> String {
        if self.query.is_empty() {
            self.path.clone()
        } else {
            format!("{}?{}", self.path, self.query)
        }
    }
}

/// What becomes of the present entry of the history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Entry {
    /// It stays: the back button leads there.
    Keep,
    /// It is replaced: nobody wants to go back to a page that only led on.
    Replace,
}

impl AppState {
    /// Where the page stands.
    pub(crate) fn address(self) -> Address {
        Address {
            path: self.path.get_untracked(),
            query: self.query.get_untracked(),
        }
    }

    /// Goes to an address of ours, with nothing typed or chosen there.
    pub(crate) fn go(self, to: &str, entry: Entry) {
        self.go_with(to, entry, Unwritten::default());
    }

    /// Goes to an address of ours, where this is typed and chosen.
    pub(crate) fn go_with(self, to: &str, entry: Entry, unwritten: Unwritten) {
        let address = Address::read(to);
        if address == self.address() && unwritten == self.unwritten() {
            return;
        }
        let number = self.memory.number();
        self.memory.keep(number, unwritten);
        side::write(to, entry, number);
        self.arrive(address, number);
    }

    /// Writes the present address into the history once more, as another entry.
    #[cfg_attr(feature = "ssr", allow(dead_code, reason = "a server has no history"))]
    pub(crate) fn write_again(self) {
        let number = self.memory.entry.get_untracked();
        side::write(&self.address().text(), Entry::Keep, number);
    }

    /// The page is another one from now on.
    fn arrive(self, address: Address, entry: f64) {
        self.memory.entry.set(entry);
        if self.query.with_untracked(|now| *now != address.query) {
            self.query.set(address.query);
        }
        self.path.set(address.path);
    }

    /// From now on links of ours and the history's buttons change the page without loading it anew.
    pub(crate) fn follow_links(self) {
        side::follow(self);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_as_it_is_written() {
        for address in ["/", "/clients", "/clients/0190?sort=name&kind=person"] {
            assert_eq!(Address::read(address).text(), address);
        }
        assert_eq!(Address::read("/clients?").text(), "/clients");
    }

    #[test]
    fn a_file_stands_below_the_list() {
        assert_eq!(Page::at("/clients"), Page::Clients);
        assert_eq!(Page::at("/clients/0190"), Page::Clients);
        assert_eq!(file_of("/clients/0190"), Some("0190"));
        assert_eq!(file_of("/clients/"), None);
        assert_eq!(Page::at("/clients/a/b"), Page::Unknown);
        assert_eq!(Page::at("/elsewhere"), Page::Unknown);
    }
}
