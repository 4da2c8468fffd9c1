//! Addresses: which page stands at which, and going from one to another.
//!
//! There are eight of them and none is nested, so the pages carry this instead of the framework's router: that was a
//! tenth of their module. The server still lists the addresses to the framework, which asks for them.

#[cfg(not(feature = "ssr"))]
mod browser;
#[cfg(feature = "ssr")]
mod server;

#[cfg(not(feature = "ssr"))]
use browser as side;
#[cfg(feature = "ssr")]
use server as side;

use leptos::prelude::*;

pub(crate) use side::{first_path, list};

use crate::state::AppState;

/// A page. The client list and an open file are one page: opening a file must not rebuild the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Page {
    Home,
    SetUp,
    Join,
    SignIn,
    Recover,
    Clients,
    Organisation,
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
            "/clients" => Self::Clients,
            "/organisation" => Self::Organisation,
            "/gallery" => Self::Gallery,
            _ if file_of(path).is_some() => Self::Clients,
            _ => Self::Unknown,
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
    /// Goes to a path of ours.
    pub(crate) fn go(self, path: &str, entry: Entry) {
        if self.path.with_untracked(|now| now == path) {
            return;
        }
        side::write(path, entry);
        self.path.set(path.to_owned());
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
    fn a_file_stands_below_the_list() {
        assert_eq!(Page::at("/clients"), Page::Clients);
        assert_eq!(Page::at("/clients/0190"), Page::Clients);
        assert_eq!(file_of("/clients/0190"), Some("0190"));
        assert_eq!(file_of("/clients/"), None);
        assert_eq!(Page::at("/clients/a/b"), Page::Unknown);
        assert_eq!(Page::at("/elsewhere"), Page::Unknown);
    }
}
