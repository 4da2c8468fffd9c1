//! `jiandang serve` as a child process.

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
};

/// A running server; killed when dropped.
pub(crate) struct Binary {
    child: Child,
    /// `http://127.0.0.1:…`
    pub(crate) origin: String,
    /// The set-up token, while there is no organisation.
    pub(crate) token: Option<String>,
}

impl Binary {
    /// Starts it on a free port and waits for what it prints.
    pub(crate) fn start(data: &Path) -> Self {
        Self::start_with(data, &[])
    }

    /// The same, with further options.
    pub(crate) fn start_with(data: &Path, options: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_jiandang"))
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .args(options)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut origin = None;
        let mut token = None;
        for line in BufReader::new(child.stdout.take().unwrap()).lines() {
            let line = line.unwrap();
            if line.is_empty() {
                break;
            }
            let Some(at) = line.find("http://") else {
                continue;
            };
            match line[at..].split_once("/set-up#") {
                Some((_, secret)) => token = Some(secret.to_owned()),
                None => origin = Some(line[at..].to_owned()),
            }
        }
        Self {
            child,
            origin: origin.expect("the server said where it is"),
            token,
        }
    }

    /// Ends it as a power cut would end it: SIGKILL, no chance to write anything.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Binary {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
