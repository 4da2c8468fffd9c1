//! Writes down the lists of words that fingerprints are spelt with, one word a line, so that the engine carries text and no table. They are
//! taken from BIP-39: in writing no two are alike. Spoken, many of the Chinese ones share a syllable.

use std::{env, error::Error, fs, path::Path};

use bip39::Language;

/// A company keeps its fingerprint for ever, and hangs it beside its name: nobody wants these there.
const UNWELCOME: &str =
    "死罪破害败病血毒杀犯敌坏恶灭伤苦亡暴残监捕割刑枪炮弹刀战斗攻打争退逃假误失乱危弱党共革黑";

/// Ten bits a word: half of each list, for every word is loaded by everybody.
const WORDS: usize = 1 << 10;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let folder = env::var_os("OUT_DIR").ok_or("cargo names no folder")?;
    let write =
        |name: &str, words: &[&str]| fs::write(Path::new(&folder).join(name), words.join("\n"));
    let english = Language::English.word_list().iter().copied();
    let english: Vec<&str> = english.step_by(2).take(WORDS).collect();
    write("english", &english)?;
    // The list begins with the most common ones.
    let chinese = Language::SimplifiedChinese.word_list().iter().copied();
    let chinese: Vec<&str> = chinese
        .filter(|word| !UNWELCOME.contains(word))
        .take(WORDS)
        .collect();
    write("chinese", &chinese)?;
    Ok(())
}
