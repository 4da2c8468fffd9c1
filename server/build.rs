//! Puts the built site (`target/site`, made by `cargo xtask build`) into the binary. Without one it puts in nothing: the server can
//! then be checked and tested, and refuses to serve.

use std::{
    env, error,
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

#[derive(serde::Deserialize)]
struct Entry {
    name: String,
    file: String,
    media: String,
}

fn main() -> Result<(), Box<dyn error::Error>> {
    let site = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../target/site");
    let manifest = site.join("manifest.json");
    // Whatever changes, the manifest changes: names carry the content's hash.
    println!("cargo::rerun-if-changed={}", manifest.display());
    let entries: Vec<Entry> = match fs::read(&manifest) {
        Ok(manifest) => serde_json::from_slice(&manifest)?,
        Err(_) => Vec::new(),
    };
    let mut code = String::from("&[\n");
    for Entry { name, file, media } in entries {
        let path = |ending: &str| site.join(format!("{file}{ending}"));
        let [plain, brotli, gzip] = ["", ".br", ".gz"].map(path);
        writeln!(
            code,
            "Asset {{ name: {name:?}, file: {file:?}, media: {media:?}, plain: include_bytes!({plain:?}), brotli: include_bytes!({brotli:?}), gzip: include_bytes!({gzip:?}) }},"
        )?;
    }
    code.push(']');
    fs::write(PathBuf::from(env::var("OUT_DIR")?).join("site.rs"), code)?;
    Ok(())
}
