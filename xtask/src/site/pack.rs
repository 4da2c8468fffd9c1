//! Names with fingerprints, compressed twins, the manifest.

use std::{
    collections::BTreeMap,
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{Outcome, place};

/// The manifest's name inside the site.
pub(super) const MANIFEST: &str = "manifest.json";

/// One file of the site; sizes in bytes.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Entry {
    /// The name in the sources, such as `boot.js`.
    pub(crate) name: String,
    /// The name with the fingerprint, such as `boot.0123456789abcdef.js`; twins end in `.br` and `.gz`.
    pub(crate) file: String,
    /// The media type.
    pub(crate) media: String,
    /// The plain size.
    pub(crate) bytes: u64,
    /// The size as brotli.
    pub(crate) brotli: u64,
    /// The size as gzip.
    pub(crate) gzip: u64,
}

/// How hard to compress.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Effort {
    /// While developing.
    Quick,
    /// For everybody else.
    Best,
}

/// A site in the making.
pub(super) struct Site {
    folder: PathBuf,
    packed: PathBuf,
    effort: Effort,
    entries: BTreeMap<String, Entry>,
}

impl Site {
    /// Begins a site in a folder.
    ///
    /// # Errors
    /// The folders can't be made.
    pub(super) fn new(folder: PathBuf, effort: Effort) -> Outcome<Self> {
        let packed = place::target().join("site-cache").join(match effort {
            Effort::Quick => "quick",
            Effort::Best => "best",
        });
        fs::create_dir_all(&packed)?;
        fs::create_dir_all(&folder)?;
        Ok(Self {
            folder,
            packed,
            effort,
            entries: BTreeMap::new(),
        })
    }

    /// Adds one file.
    ///
    /// # Errors
    /// Its kind is unknown, or it can't be written.
    pub(super) fn add(&mut self, name: &str, content: &[u8]) -> Outcome {
        let file = fingerprinted(name, content);
        let media = media(name).ok_or_else(|| format!("{name}: no media type is known for it"))?;
        write_if_changed(&self.folder.join(&file), content)?;
        let brotli = self.twin(&file, "br", || brotli(content, self.effort))?;
        let gzip = self.twin(&file, "gz", || gzip(content, self.effort))?;
        let entry = Entry {
            name: name.to_owned(),
            file,
            media: media.to_owned(),
            bytes: content.len() as u64,
            brotli,
            gzip,
        };
        self.entries.insert(name.to_owned(), entry);
        Ok(())
    }

    /// The fingerprinted name of a file that was added.
    pub(super) fn file(&self, name: &str) -> Option<&str> {
        self.entries.get(name).map(|entry| entry.file.as_str())
    }

    /// Writes the manifest and removes what an earlier build left.
    ///
    /// # Errors
    /// The folder can't be written.
    pub(super) fn finish(self) -> Outcome<Vec<Entry>> {
        let entries: Vec<Entry> = self.entries.into_values().collect();
        write_if_changed(
            &self.folder.join(MANIFEST),
            &serde_json::to_vec_pretty(&entries)?,
        )?;
        for old in fs::read_dir(&self.folder)? {
            let old = old?;
            let name = old.file_name().to_string_lossy().into_owned();
            let plain = name
                .strip_suffix(".br")
                .or_else(|| name.strip_suffix(".gz"))
                .unwrap_or(&name);
            if name != MANIFEST && !entries.iter().any(|entry| entry.file == plain) {
                fs::remove_file(old.path())?;
            }
        }
        Ok(entries)
    }

    /// Writes a compressed twin and returns its size. The name is the content's, so an earlier result can be taken.
    fn twin(
        &self,
        file: &str,
        ending: &str,
        compress: impl FnOnce() -> Outcome<Vec<u8>>,
    ) -> Outcome<u64> {
        let name = format!("{file}.{ending}");
        let kept = self.packed.join(&name);
        let content = match fs::read(&kept) {
            Ok(content) => content,
            Err(_) => {
                let content = compress()?;
                fs::write(&kept, &content)?;
                content
            }
        };
        write_if_changed(&self.folder.join(&name), &content)?;
        Ok(content.len() as u64)
    }
}

fn fingerprinted(name: &str, content: &[u8]) -> String {
    let hash: String = Sha256::digest(content)
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    match name.rsplit_once('.') {
        Some((stem, ending)) => format!("{stem}.{hash}.{ending}"),
        None => format!("{name}.{hash}"),
    }
}

fn media(name: &str) -> Option<&'static str> {
    Some(match name.rsplit_once('.')?.1 {
        "js" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "woff2" => "font/woff2",
        "webmanifest" => "application/manifest+json",
        _ => return None,
    })
}

fn brotli(content: &[u8], effort: Effort) -> Outcome<Vec<u8>> {
    let quality = if effort == Effort::Best { 11 } else { 4 };
    let parameters = brotli::enc::BrotliEncoderParams {
        quality,
        lgwin: 22,
        size_hint: content.len(),
        ..Default::default()
    };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &content[..], &mut packed, &parameters)?;
    Ok(packed)
}

fn gzip(content: &[u8], effort: Effort) -> Outcome<Vec<u8>> {
    let level = if effort == Effort::Best {
        flate2::Compression::best()
    } else {
        flate2::Compression::fast()
    };
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), level);
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}

/// An unchanged file keeps its time, so that cargo does not rebuild the server for it.
fn write_if_changed(path: &Path, content: &[u8]) -> Outcome {
    if fs::read(path).is_ok_and(|old| old == content) {
        return Ok(());
    }
    fs::write(path, content).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_changes_with_its_content() {
        assert_eq!(fingerprinted("boot.js", b""), "boot.e3b0c44298fc1c14.js");
        assert_ne!(
            fingerprinted("boot.js", b"a"),
            fingerprinted("boot.js", b"b")
        );
    }

    #[test]
    fn a_file_of_an_unknown_kind_is_refused() {
        assert!(media("notes.exe").is_none());
        assert_eq!(media("page.wasm"), Some("application/wasm"));
    }
}
