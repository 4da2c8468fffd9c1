//! From the two browser crates to wasm modules with their glue.

use std::{fs, path::Path};

use sha2::{Digest, Sha256};
use wasm_bindgen_cli_support::Bindgen;

use super::Options;
use crate::{Outcome, place, run};

const TARGET: &str = "wasm32-unknown-unknown";

/// A module as the browser gets it.
pub(super) struct Bound {
    pub(super) wasm: Vec<u8>,
    pub(super) glue: String,
}

/// Compiles both crates in one go; what they share is compiled once.
///
/// # Errors
/// They don't compile.
pub(super) fn compile(options: &Options) -> Outcome {
    let mut cargo = run::cargo();
    cargo.args([
        "build",
        "--locked",
        "-p",
        "page",
        "-p",
        "engine",
        "--target",
        TARGET,
        "--profile",
        profile(options),
    ]);
    if options.gallery {
        cargo.args(["--features", "page/gallery"]);
    }
    run::done(&mut cargo)
}

/// Makes the glue of one module and shrinks it. The result is kept by the hash of what came out of the compiler.
///
/// # Errors
/// The module can't be read, or wasm-opt fails.
pub(super) fn bind(module: &str, options: &Options) -> Outcome<Bound> {
    let input = fs::read(
        place::target()
            .join(TARGET)
            .join(profile(options))
            .join(format!("{module}.wasm")),
    )?;
    let hash: String = Sha256::digest(&input)
        .iter()
        .take(12)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let kept = place::target()
        .join("site-cache")
        .join(format!("{module}-{}-{hash}", profile(options)));
    let (wasm, glue) = (kept.join("module.wasm"), kept.join("module.js"));
    if !glue.exists() {
        fs::create_dir_all(&kept)?;
        let text = generate(module, input, options, &wasm)?;
        // Last: it says that all of this is whole.
        fs::write(&glue, text)?;
    }
    Ok(Bound {
        wasm: fs::read(&wasm)?,
        glue: fs::read_to_string(&glue)?,
    })
}

fn generate(module: &str, input: Vec<u8>, options: &Options, target: &Path) -> Outcome<String> {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_bytes(module, input)
        .web(true)?
        .typescript(false)
        .omit_default_module_path(true);
    bindgen
        .remove_name_section(!options.wasm_dev)
        .remove_producers_section(true);
    let mut output = bindgen.generate_output()?;
    let inline: Vec<_> = output
        .snippets()
        .iter()
        .filter(|(_, scripts)| !scripts.is_empty())
        .map(|(name, _)| name)
        .collect();
    if !inline.is_empty() || !output.local_modules().is_empty() {
        return Err(format!("{module} brings scripts of its own ({inline:?}), which would be served without a fingerprint").into());
    }
    let glue = output.js().to_owned();
    fs::write(target, output.wasm_mut().emit_wasm())?;
    if !options.wasm_dev {
        shrink(module, target)?;
    }
    Ok(glue)
}

/// wasm-opt: the pages small, the engine fast.
fn shrink(module: &str, file: &Path) -> Outcome {
    let level = if module == "page" { "-Oz" } else { "-O3" };
    let features = [
        "bulk-memory",
        "bulk-memory-opt",
        "nontrapping-float-to-int",
        "sign-ext",
        "mutable-globals",
        "reference-types",
        "multivalue",
    ];
    let mut command = run::command("node");
    command
        .arg(place::root().join("xtask/node_modules/binaryen/bin/wasm-opt"))
        .arg(file)
        .arg("-o")
        .arg(file)
        .arg(level);
    command.args(features.map(|feature| format!("--enable-{feature}")));
    run::done(&mut command)
}

fn profile(options: &Options) -> &'static str {
    if options.wasm_dev {
        "wasm-dev"
    } else {
        "wasm-release"
    }
}
