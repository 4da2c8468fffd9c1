//! What a module must not say: on which machine, and for whom, it was compiled. The compiler writes the paths of sources into the
//! places of panics, and those of dependencies begin with cargo's home.

use std::path::{Path, PathBuf};

use crate::{Outcome, place, run};

/// Folders of this machine and what the compiler writes in their place.
///
/// # Errors
/// The toolchain can't be asked.
pub(super) fn flags() -> Outcome<Vec<String>> {
    let sysroot = run::output(run::command("rustc").args(["--print", "sysroot"]))?;
    let library = Path::new(sysroot.trim()).join("lib/rustlib/src/rust");
    // The last one that fits counts, so the narrower ones come last. Not the checkout: our own sources are compiled by relative paths,
    // and flags that name it would make another clone compile every dependency again.
    let places = [
        (Some(place::target()), "/target"),
        (cargo_home(), "/cargo"),
        (Some(library), "/rust"),
    ];
    Ok(places
        .into_iter()
        .filter_map(|(folder, name)| Some((folder?, name)))
        .map(|(folder, name)| format!("--remap-path-prefix={}={name}", folder.display()))
        .collect())
}

/// Demands that a module says nothing of this machine's folders.
///
/// # Errors
/// It names one.
pub(super) fn check(module: &str, wasm: &[u8]) -> Outcome {
    let folders = [Some(place::root()), cargo_home(), std::env::home_dir()];
    match folders
        .into_iter()
        .flatten()
        .find(|folder| names(wasm, folder))
    {
        Some(folder) => Err(format!(
            "{module}.wasm names {}, a folder of this machine",
            folder.display()
        )
        .into()),
        None => Ok(()),
    }
}

/// Whether some path below the folder stands in the bytes. The root of all paths says nothing about a machine.
fn names(bytes: &[u8], folder: &Path) -> bool {
    let mut folder = folder.as_os_str().as_encoded_bytes().to_vec();
    if folder.len() <= 1 {
        return false;
    }
    folder.push(b'/');
    bytes
        .windows(folder.len())
        .any(|window| window == folder.as_slice())
}

fn cargo_home() -> Option<PathBuf> {
    std::env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(std::env::home_dir()?.join(".cargo")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_below_a_folder_is_found_and_its_name_alone_is_not() {
        let wasm = b"\0asm..panicked at /home/li/.cargo/registry/src/lib.rs";
        assert!(names(wasm, Path::new("/home/li")));
        assert!(names(wasm, Path::new("/home/li/.cargo")));
        assert!(!names(wasm, Path::new("/home/l")));
        assert!(!names(wasm, Path::new("/")));
        assert!(!names(b"", Path::new("/home/li")));
    }

    #[test]
    fn cargo_home_is_renamed_and_the_checkout_not_named() {
        let flags = flags().unwrap();
        let renamed = |name: &str| flags.iter().any(|flag| flag.ends_with(name));
        assert!(renamed("=/cargo") && renamed("=/rust"), "{flags:?}");
        let checkout = format!("={}=", place::root().display());
        assert!(!flags.iter().any(|flag| flag.contains(&checkout)));
    }
}
