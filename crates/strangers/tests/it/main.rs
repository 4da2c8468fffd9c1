//! The fuzzer's inputs, replayed without it: those that show the formats or broke a property once (`fuzz/seeds`, by hand), and those that
//! led it further (`fuzz/corpus`, its own).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::{
    collections::BTreeSet,
    fs,
    panic::catch_unwind,
    path::{Path, PathBuf},
};

use strangers::ALL;

const FOLDERS: [&str; 2] = ["seeds", "corpus"];

fn fuzz(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../fuzz")
        .join(folder)
}

/// The inputs of a folder that break the property, by name.
fn broken(folder: &Path, property: fn(&[u8])) -> Vec<String> {
    let inputs: Vec<_> = fs::read_dir(folder).unwrap().map(Result::unwrap).collect();
    assert!(!inputs.is_empty(), "nothing is replayed");
    let breaks = |path: &Path| {
        let input = fs::read(path).unwrap();
        catch_unwind(|| property(&input)).is_err()
    };
    inputs
        .iter()
        .filter(|input| breaks(&input.path()))
        .map(|input| input.file_name().to_string_lossy().into_owned())
        .collect()
}

/// A test for each property: they run beside each other.
macro_rules! replayed {
    ($($name:ident),* $(,)?) => {
        $(
            #[test]
            fn $name() {
                for folder in FOLDERS {
                    let folder = fuzz(folder).join(stringify!($name));
                    assert_eq!(broken(&folder, strangers::$name), [""; 0]);
                }
            }
        )*

        #[test]
        fn every_property_has_a_target_and_inputs() {
            let names = BTreeSet::from(ALL.map(|(name, _)| name.to_owned()));
            assert_eq!(names, BTreeSet::from([$(stringify!($name).to_owned()),*]));
            let found = |folder: &str| -> BTreeSet<String> {
                let paths = fs::read_dir(fuzz(folder)).unwrap();
                let stem = |path: PathBuf| path.file_stem().unwrap().to_string_lossy().into_owned();
                paths.map(|entry| stem(entry.unwrap().path())).collect()
            };
            assert_eq!(found("fuzz_targets"), names);
            for folder in FOLDERS {
                assert_eq!(found(folder), names);
            }
        }
    };
}

replayed!(
    blob, body, boxes, entry, envelope, fragment, kit, section, sheet
);

#[test]
fn a_broken_property_is_found() {
    let folder = fuzz("seeds").join("kit");
    let all = fs::read_dir(&folder).unwrap().count();
    assert_eq!(broken(&folder, |_| panic!("broken")).len(), all);
}
