//! The demo's folder: the archive in `data`, `lock`, by which it is known as ours, and `people.txt`, which is written last.

use std::{
    fs::{self, File, TryLockError},
    path::{Path, PathBuf},
};

use crate::Outcome;

const DATA: &str = "data";
const LOCK: &str = "lock";
const PEOPLE: &str = "people.txt";
/// What becomes [`PEOPLE`] once it is written.
const UNFINISHED: &str = "people.txt.new";

/// What is in the folder.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum State {
    /// Nothing yet.
    New,
    /// The whole company, with the people and how they sign in.
    Whole(String),
}

/// The folder, ours alone as long as this lives.
#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
    _lock: File,
}

impl Folder {
    /// Makes or opens it. Half a company, which an interrupted founding left, is deleted.
    ///
    /// # Errors
    /// It holds something else, or another demo runs on it.
    pub(super) fn open(path: PathBuf) -> Outcome<Self> {
        let shown = path.display();
        let lock = path.join(LOCK);
        let strange = path.exists() && fs::read_dir(&path)?.next().is_some() && !lock.is_file();
        if strange {
            return Err(format!(
                "{shown} holds something that is no demo; name another folder with --data"
            )
            .into());
        }
        fs::create_dir_all(&path)?;
        let lock = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(lock)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(format!("another demo runs on {shown}").into());
            }
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
        let folder = Self { path, _lock: lock };
        if folder.state()? == State::New && folder.data().exists() {
            eprintln!("  an earlier founding was interrupted; it begins anew");
            fs::remove_dir_all(folder.data())?;
        }
        Ok(folder)
    }

    /// What is in it.
    ///
    /// # Errors
    /// It can't be read.
    pub(super) fn state(&self) -> Outcome<State> {
        let people = self.path.join(PEOPLE);
        if people.exists() {
            Ok(State::Whole(fs::read_to_string(people)?))
        } else {
            Ok(State::New)
        }
    }

    /// Notes that the company is whole: all at once, so that no half of it passes for it.
    ///
    /// # Errors
    /// It can't be written.
    pub(super) fn keep(&self, people: &str) -> Outcome {
        let unfinished = self.path.join(UNFINISHED);
        fs::write(&unfinished, people)?;
        Ok(fs::rename(unfinished, self.path.join(PEOPLE))?)
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The server's data folder.
    pub(super) fn data(&self) -> PathBuf {
        self.path.join(DATA)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place;

    /// A folder of this name that does not exist yet.
    fn fresh(name: &str) -> PathBuf {
        let path = place::target().join(format!("demo-test-{name}-{}", std::process::id()));
        if path.exists() {
            fs::remove_dir_all(&path).unwrap();
        }
        path
    }

    #[test]
    fn a_whole_company_stays_and_half_of_one_is_deleted() {
        let path = fresh("half");
        let folder = Folder::open(path.clone()).unwrap();
        assert_eq!(folder.state().unwrap(), State::New);
        fs::create_dir(folder.data()).unwrap();
        fs::write(folder.data().join("server.secret"), "s").unwrap();
        drop(folder);

        let folder = Folder::open(path.clone()).unwrap();
        assert!(!folder.data().exists());
        fs::create_dir(folder.data()).unwrap();
        folder.keep("wangmin").unwrap();
        drop(folder);

        let folder = Folder::open(path.clone()).unwrap();
        assert!(folder.data().exists());
        assert_eq!(folder.state().unwrap(), State::Whole("wangmin".to_owned()));
        fs::remove_dir_all(path).unwrap();
    }

    #[test]
    fn nobody_elses_folder_is_touched() {
        let path = fresh("strange");
        fs::create_dir_all(path.join(DATA)).unwrap();
        assert!(Folder::open(path.clone()).is_err());
        assert!(path.join(DATA).exists());
        fs::remove_dir_all(path).unwrap();
    }

    #[test]
    fn two_demos_do_not_share_a_folder() {
        let path = fresh("shared");
        let first = Folder::open(path.clone()).unwrap();
        assert!(Folder::open(path.clone()).is_err());
        drop(first);
        assert!(Folder::open(path.clone()).is_ok());
        fs::remove_dir_all(path).unwrap();
    }
}
