//! One module in two: what nobody needs but a function marked `wasm_split` is moved into a module of its own, which the first one loads
//! when that function is called. Both work on one memory.

use std::{fs, path::Path};

use wasm_split_cli_support::{Options, transform};

use crate::Outcome;

/// The script by which the first module loads the other ones, as wasm-bindgen's glue will import it.
const LINK: &str = "./link.js";

/// Splits what came out of the compiler, linked with `--emit-relocs`, in a folder: `link.js` and the other modules are written there, the
/// first one is returned. `glue` is the name that the first one's glue will have beside `link.js`.
///
/// # Errors
/// It can't be split.
pub(super) fn split(input: &[u8], folder: &Path, glue: &str) -> Outcome<Vec<u8>> {
    let main = folder.join("main.wasm");
    let glue = format!("./{glue}");
    let mut options = Options::new(input);
    options.output_dir = folder;
    options.main_out_path = &main;
    options.link_name = LINK;
    options.main_module = &glue;
    let split = transform(options)?;
    for module in &split.split_modules {
        let name = module.file_name().ok_or("a module without a name")?;
        // The site calls them as the sources do.
        let name = name.to_string_lossy();
        let short = name.strip_prefix("split_").unwrap_or(&name);
        fs::rename(module, folder.join(short))?;
    }
    let link = folder.join(LINK);
    let text = fs::read_to_string(&link)?.replace("\"./split_", "\"./");
    fs::write(link, text)?;
    let main_bytes = fs::read(&main)?;
    fs::remove_file(main)?;
    Ok(main_bytes)
}
