//! From the browser's crates to wasm modules with their glue.

use std::{
    fs,
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};
use wasm_bindgen_cli_support::Bindgen;

use super::{Options, hollow, origin, split};
use crate::{Outcome, place, run};

const TARGET: &str = "wasm32-unknown-unknown";

/// A module as the browser gets it.
pub(super) struct Bound {
    pub(super) wasm: Vec<u8>,
    /// What it loads later, by name.
    pub(super) parts: Vec<(String, Vec<u8>)>,
    pub(super) glue: String,
}

/// A module of the site: a package of its own, so that each keeps what was compiled of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Module {
    /// The pages.
    Page,
    /// The worker.
    Engine,
}

impl Module {
    /// All that the site has.
    pub(super) const ALL: [Self; 2] = [Self::Page, Self::Engine];

    /// What the site and cargo call it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Engine => "engine",
        }
    }
}

/// Compiles one module.
///
/// # Errors
/// It doesn't compile.
fn compile(module: Module, options: &Options) -> Outcome {
    let mut cargo = run::cargo();
    cargo.args([
        "build",
        "--locked",
        "-p",
        module.name(),
        "--target",
        TARGET,
        "--profile",
        profile(options),
    ]);
    // Joined to the flags of `.cargo/config.toml`; the variable would replace them.
    cargo.arg("--config").arg(format!(
        "target.{TARGET}.rustflags={}",
        serde_json::to_string(&origin::flags()?)?
    ));
    if let Some(feature) = options.feature
        && feature.module == module
    {
        cargo.args(["--features", feature.name]);
    }
    run::done(&mut cargo)
}

/// Compiles a module, makes its glue and shrinks it. The result is kept by the hash of what came out of the compiler.
///
/// # Errors
/// It doesn't compile, or wasm-opt fails.
pub(super) fn make(module: Module, options: &Options) -> Outcome<Bound> {
    compile(module, options)?;
    let input = fs::read(
        place::target()
            .join(TARGET)
            .join(profile(options))
            .join(format!("{}.wasm", module.name())),
    )?;
    // These files too: another recipe gives another module.
    let hash: String = Sha256::new()
        .chain_update(&input)
        .chain_update(include_str!("wasm.rs"))
        .chain_update(include_str!("hollow.rs"))
        .chain_update(include_str!("split.rs"))
        .finalize()
        .iter()
        .take(12)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let kept = place::target().join("site-cache").join(format!(
        "{}-{}-{hash}",
        module.name(),
        profile(options)
    ));
    let glue = kept.join(GLUE);
    if !glue.exists() {
        // Whatever an earlier try left.
        let _ = fs::remove_dir_all(&kept);
        fs::create_dir_all(&kept)?;
        let text = generate(module, input, options, &kept)?;
        // Last: it says that all of this is whole.
        fs::write(&glue, text)?;
    }
    let mut wasm = None;
    let mut parts = Vec::new();
    for file in modules(&kept)? {
        let bytes = fs::read(&file)?;
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        origin::check(&name, &bytes)?;
        match name == MODULE {
            true => wasm = Some(bytes),
            false => parts.push((name.into_owned(), bytes)),
        }
    }
    Ok(Bound {
        wasm: wasm.ok_or("the module is missing")?,
        parts,
        glue: fs::read_to_string(&glue)?,
    })
}

const MODULE: &str = "module.wasm";
const GLUE: &str = "module.js";
/// The glue before it is made short.
const LONG: &str = "long.js";

/// The modules in a folder.
fn modules(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let files = fs::read_dir(folder)?.map(|file| Ok(file?.path()));
    let mut files = files.collect::<Outcome<Vec<_>>>()?;
    files.retain(|file| file.extension().is_some_and(|kind| kind == "wasm"));
    files.sort();
    Ok(files)
}

fn generate(module: Module, input: Vec<u8>, options: &Options, folder: &Path) -> Outcome<String> {
    let splits = module == Module::Page;
    let input = match splits {
        true => split::split(&input, folder, LONG)?,
        false => input,
    };
    let mut bindgen = Bindgen::new();
    bindgen
        .input_bytes(module.name(), input)
        .web(true)?
        .typescript(false)
        // The other module finds memory and stack by their names.
        .keep_lld_exports(splits)
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
        return Err(format!("{module:?} brings scripts of its own ({inline:?}), which would be served without a fingerprint").into());
    }
    let glue = unexported(output.js(), NEVER_IMPORTED_CLASSES);
    let silent = !options.wasm_dev;
    let wasm = output.wasm_mut();
    if module == Module::Page {
        drop_exports(wasm, NEVER_IMPORTED);
    }
    hollow::hollow(wasm, module, silent);
    if silent {
        hollow::is_silent(wasm)?;
    }
    walrus::passes::gc::run(wasm);
    for file in modules(folder)? {
        let mut part = walrus::Module::from_file(&file)?;
        hollow::hollow(&mut part, module, silent);
        walrus::passes::gc::run(&mut part);
        fs::write(&file, part.emit_wasm())?;
    }
    fs::write(folder.join(MODULE), output.wasm_mut().emit_wasm())?;
    if !options.wasm_dev {
        for file in modules(folder)? {
            shrink(module, &file)?;
        }
    }
    bundle(&glue, folder, !options.wasm_dev)
}

/// The glue with all that it imports, without what nothing in it uses; `short`: also without blanks and long names.
fn bundle(glue: &str, folder: &Path, short: bool) -> Outcome<String> {
    let (long, bundled) = (folder.join(LONG), folder.join("bundled.js"));
    fs::write(&long, glue)?;
    let program = place::root().join("xtask/node_modules/esbuild/bin/esbuild");
    let mut command = run::command(program);
    command.arg(&long);
    command.args([
        "--bundle",
        "--format=esm",
        "--target=es2022",
        "--log-level=error",
    ]);
    if short {
        command.arg("--minify");
    }
    command.arg(format!("--outfile={}", bundled.display()));
    run::done(&mut command)?;
    Ok(fs::read_to_string(&bundled)?)
}

/// The glue with the classes of such names left for nobody else to import, so that they can be dropped.
fn unexported(glue: &str, named: &str) -> String {
    let disposed = format!("if (Symbol.dispose) {named}");
    let lines = glue.lines().filter(|line| !line.starts_with(&disposed));
    let lines: Vec<&str> = lines.collect();
    lines
        .join("\n")
        .replace(&format!("export class {named}"), &format!("class {named}"))
}

/// What Leptos' server functions give to streams of the browser, and nothing here asks for: the glue's classes of that name.
const NEVER_IMPORTED: &str = "intounderlying";
const NEVER_IMPORTED_CLASSES: &str = "IntoUnderlying";

/// Drops the exports with this in their name.
fn drop_exports(module: &mut walrus::Module, named: &str) {
    let exports = module.exports.iter();
    let dropped = exports.filter(|export| export.name.contains(named));
    let dropped: Vec<_> = dropped.map(walrus::Export::id).collect();
    for export in dropped {
        module.exports.delete(export);
    }
}

/// wasm-opt: the pages small, the engine fast.
fn shrink(module: Module, file: &Path) -> Outcome {
    let level = if module == Module::Engine {
        "-O3"
    } else {
        "-Oz"
    };
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
