//! Writes down the lists of words that fingerprints are spelt with: one word a line, so that the engine carries text and no table.

use std::{env, error::Error, fs, path::Path};

use bip39::Language;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let folder = env::var_os("OUT_DIR").ok_or("cargo names no folder")?;
    for (name, language) in [
        ("english", Language::English),
        ("chinese", Language::SimplifiedChinese),
    ] {
        fs::write(
            Path::new(&folder).join(name),
            language.word_list().join("\n"),
        )?;
    }
    Ok(())
}
