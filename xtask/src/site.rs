//! The built site: the wasm modules with their glue, the scripts that start them, one style sheet, the icons.
//!
//! Each file's name carries a hash of its content, so that browsers may keep it for ever; each is stored plain, as brotli and
//! as gzip. `manifest.json` lists them for the server's build script, which puts them into the binary.

mod hollow;
mod origin;
mod pack;
mod scripts;
mod split;
mod style;
mod wasm;

use std::{fs, path::PathBuf, time::Instant};

use crate::{Outcome, install, place};

pub(crate) use pack::Entry;
use pack::Site;
use wasm::{Bound, Module};

/// A feature of a module that no product has.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Feature {
    module: Module,
    name: &'static str,
    /// Whether it is compiled fast rather than small.
    quick: bool,
}

impl Feature {
    /// The page that shows every component.
    pub(crate) const GALLERY: Self = Self {
        module: Module::Page,
        name: "gallery",
        quick: true,
    };
    /// An engine that leaves plaintext in envelopes.
    pub(crate) const UNSEALED: Self = Self {
        module: Module::Engine,
        name: "identity-sealing",
        // It is not measured, and shown to nobody.
        quick: true,
    };
    /// An engine that measures.
    pub(crate) const BENCH: Self = Self {
        module: Module::Engine,
        name: "bench",
        quick: false,
    };

    /// Reads its name from the command line.
    ///
    /// # Errors
    /// There is no such feature.
    pub(crate) fn parse(arguments: &[String]) -> Outcome<Self> {
        [Self::GALLERY, Self::UNSEALED, Self::BENCH]
            .into_iter()
            .find(|feature| arguments == [feature.name])
            .ok_or_else(|| format!("no such variant: {}", arguments.join(" ")).into())
    }
}

/// How to build.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Options {
    /// Compile the wasm modules fast rather than small.
    pub(crate) wasm_dev: bool,
    /// The binary in the profile `release`.
    pub(crate) release: bool,
    /// For development and for [`variant`].
    pub(crate) feature: Option<Feature>,
}

impl Options {
    /// Reads the command line's options.
    ///
    /// # Errors
    /// An unknown option.
    pub(crate) fn parse(arguments: &[String]) -> Outcome<Self> {
        let mut options = Self::default();
        for argument in arguments {
            match argument.as_str() {
                "--wasm-dev" => options.wasm_dev = true,
                "--gallery" => options.feature = Some(Feature::GALLERY),
                "--release" => options.release = true,
                other => return Err(format!("unknown option {other}").into()),
            }
        }
        Ok(options)
    }
}

/// Compiles the modules and keeps them for [`build`], which then has little left to do. Nothing in `target/site` changes: what reads it
/// may go on meanwhile.
///
/// # Errors
/// A tool is missing, or something does not compile.
pub(crate) fn compile(options: &Options) -> Outcome {
    install::wasm_target()?;
    install::wasm_tools()?;
    for module in Module::ALL {
        wasm::make(module, options)?;
    }
    Ok(())
}

/// Builds `target/site`. What has not changed is not done again.
///
/// # Errors
/// A tool is missing, or something does not compile.
pub(crate) fn build(options: &Options) -> Outcome {
    let began = Instant::now();
    install::wasm_target()?;
    install::wasm_tools()?;
    let effort = if options.wasm_dev {
        pack::Effort::Quick
    } else {
        pack::Effort::Best
    };
    let mut site = Site::new(place::site(), effort)?;
    for module in Module::ALL {
        add_module(&mut site, module.name(), wasm::make(module, options)?)?;
    }
    add_scripts(&mut site)?;
    site.add(
        "main.css",
        style::bundle(&place::root().join("style/main.css"))?.as_bytes(),
    )?;
    let mut statics: Vec<_> =
        fs::read_dir(place::root().join("frontend/static"))?.collect::<Result<_, _>>()?;
    statics.sort_by_key(fs::DirEntry::file_name);
    for file in statics {
        site.add(&file.file_name().to_string_lossy(), &fs::read(file.path())?)?;
    }

    let entries = site.finish()?;
    let (bytes, brotli) = entries.iter().fold((0, 0), |(bytes, brotli), entry| {
        (bytes + entry.bytes, brotli + entry.brotli)
    });
    eprintln!(
        "  site: {} files, {bytes} bytes, {brotli} as brotli, {:.1} s",
        entries.len(),
        began.elapsed().as_secs_f32()
    );
    Ok(())
}

/// A module with its parts and its glue, which names each part by its content.
fn add_module(site: &mut Site, name: &str, bound: Bound) -> Outcome {
    site.add(&format!("{name}.wasm"), &bound.wasm)?;
    let mut glue = bound.glue;
    for (part, wasm) in &bound.parts {
        site.add(part, wasm)?;
        let literal = |name: &str| format!("\"./{name}\"");
        glue = glue.replace(&literal(part), &literal(site.file(part).unwrap_or(part)));
    }
    site.add(&format!("{name}.js"), glue.as_bytes())
}

/// The scripts that start the modules, which have to be part of the site already. Each names the content of what it loads, so the
/// document that names `boot.js` names one build of everything: a page and an engine of two builds can't meet.
fn add_scripts(site: &mut Site) -> Outcome {
    let frontend = place::root().join("frontend");
    // In this order: a script may name those before it.
    for script in ["worker.js", "boot.js"] {
        let text = fs::read_to_string(frontend.join(script))
            .map_err(|error| format!("frontend/{script}: {error}"))?;
        let text = scripts::resolve(&text, site).map_err(|name| {
            format!("frontend/{script} names {name}, which is not part of the site")
        })?;
        site.add(script, text.as_bytes())?;
    }
    Ok(())
}

/// Builds one module with a feature that no product has, into a folder of its own, as `<module>.js` and `<module>.wasm`. Tests and
/// measurements serve it in place of the product's.
///
/// # Errors
/// It does not compile.
pub(crate) fn variant(feature: Feature) -> Outcome<PathBuf> {
    let options = Options {
        wasm_dev: feature.quick,
        feature: Some(feature),
        ..Options::default()
    };
    install::wasm_target()?;
    install::wasm_tools()?;
    let bound = wasm::make(feature.module, &options)?;
    let (folder, name) = (place::variants().join(feature.name), feature.module.name());
    fs::create_dir_all(&folder)?;
    fs::write(folder.join(format!("{name}.wasm")), &bound.wasm)?;
    for (part, wasm) in &bound.parts {
        fs::write(folder.join(part), wasm)?;
    }
    fs::write(folder.join(format!("{name}.js")), &bound.glue)?;
    Ok(folder)
}

/// The manifest of the site that was built last.
///
/// # Errors
/// None was built.
pub(crate) fn manifest() -> Outcome<Vec<Entry>> {
    Ok(serde_json::from_slice(&fs::read(
        place::site().join(pack::MANIFEST),
    )?)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MODULES: [&str; 5] = [
        "page.wasm",
        "rooms.wasm",
        "page.js",
        "engine.wasm",
        "engine.js",
    ];

    /// A site of the real scripts around made-up modules, one of them another than usual.
    fn site(changed: Option<&str>) -> Vec<Entry> {
        let folder = place::target().join(format!("site-test-{}", std::process::id()));
        let mut site = Site::new(folder.clone(), pack::Effort::Quick).unwrap();
        let content = |name: &str| {
            let age = if changed == Some(name) { "new" } else { "old" };
            format!("{name}: {age}")
        };
        for (name, parts) in [("page", &["rooms.wasm"] as &[&str]), ("engine", &[])] {
            let names: String = parts.iter().map(|part| format!(" \"./{part}\"")).collect();
            let bound = Bound {
                wasm: content(&format!("{name}.wasm")).into_bytes(),
                parts: parts
                    .iter()
                    .map(|part| ((*part).to_owned(), content(part).into_bytes()))
                    .collect(),
                glue: content(&format!("{name}.js")) + &names,
            };
            add_module(&mut site, name, bound).unwrap();
        }
        add_scripts(&mut site).unwrap();
        let entries = site.finish().unwrap();
        fs::remove_dir_all(folder).unwrap();
        entries
    }

    fn file(site: &[Entry], name: &str) -> String {
        site.iter()
            .find(|entry| entry.name == name)
            .unwrap()
            .file
            .clone()
    }

    /// Page and engine speak without a version between them, so that no page may get the engine of another build.
    #[test]
    fn the_boot_script_names_one_build_of_pages_and_engine() {
        let before = site(None);
        assert_eq!(file(&before, "boot.js"), file(&site(None), "boot.js"));
        for module in MODULES {
            let after = site(Some(module));
            assert_ne!(file(&before, module), file(&after, module));
            assert_ne!(
                file(&before, "boot.js"),
                file(&after, "boot.js"),
                "{module} changed, and a document could not tell"
            );
        }
    }
}
