//! The ZIP package: its parts by name, and what they say about one another.

use super::xml::{self, Xml};
use crate::{Unreadable, limits};
use quick_xml::events::Event;
use std::io::Cursor;
use zip::{ZipArchive, result::ZipError};

/// An open package, with the bytes that may still be unpacked.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    left: u64,
}

impl<'a> Package<'a> {
    /// Opens a package of which `left` bytes may be unpacked, all parts together and as often as they are read.
    pub(super) fn open(bytes: &'a [u8], left: u64) -> Result<Self, Unreadable> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unreadable::Damaged)?;
        Ok(Self { archive, left })
    }

    /// A part's XML; `None` where there is none of that name. Names compare as they do in Windows, where some programs
    /// that write workbooks come from.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Xml<'_>>, Unreadable> {
        let index = self.archive.index_for_name(name).or_else(|| {
            let same = |other: &str| other.replace('\\', "/").eq_ignore_ascii_case(name);
            self.archive
                .file_names()
                .position(|other| other.is_ok_and(|other| same(&other)))
        });
        let Some(index) = index else { return Ok(None) };
        match self.archive.by_index(index) {
            Ok(entry) => Ok(Some(Xml::new(entry, &mut self.left))),
            Err(ZipError::FileNotFound) => Ok(None),
            Err(_) => Err(Unreadable::Damaged),
        }
    }

    /// The relations of a part (of the package itself for an empty path), none where the part has no list of them.
    pub(super) fn relations(&mut self, path: &str) -> Result<Relations, Unreadable> {
        let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
        let list = if folder.is_empty() {
            format!("_rels/{file}.rels")
        } else {
            format!("{folder}/_rels/{file}.rels")
        };
        let mut relations = Vec::new();
        let Some(mut part) = self.part(&list)? else {
            return Ok(Relations(relations));
        };
        loop {
            match part.next()? {
                Event::Start(tag) if tag.local_name().as_ref() == b"Relationship" => {
                    if relations.len() == 10 * limits::SHEETS {
                        return Err(Unreadable::TooLarge);
                    }
                    let text = |name: &[u8]| xml::attribute(&tag, name).unwrap_or_default();
                    let kind = text(b"Type")
                        .rsplit('/')
                        .next()
                        .unwrap_or_default()
                        .to_owned();
                    let target = resolve(folder, &text(b"Target"));
                    relations.push(Relation {
                        id: text(b"Id"),
                        kind,
                        target,
                    });
                }
                Event::Eof => return Ok(Relations(relations)),
                _ => {}
            }
        }
    }
}

/// One relation: the last word of its type's address, and the part it leads to.
pub(super) struct Relation {
    id: String,
    pub(super) kind: String,
    pub(super) target: String,
}

pub(super) struct Relations(Vec<Relation>);

impl Relations {
    pub(super) fn get(&self, id: &str) -> Option<&Relation> {
        self.0.iter().find(|relation| relation.id == id)
    }

    pub(super) fn of_type(&self, kind: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|relation| relation.kind == kind)
            .map(|relation| relation.target.as_str())
    }
}

/// A target as a path from the package's root.
fn resolve(folder: &str, target: &str) -> String {
    let from = if target.starts_with('/') { "" } else { folder };
    let mut path: Vec<&str> = Vec::new();
    for step in from.split('/').chain(target.split('/')) {
        match step {
            "" | "." => {}
            ".." => {
                path.pop();
            }
            step => path.push(step),
        }
    }
    path.join("/")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::io::Write;

    fn read(package: &mut Package<'_>, name: &str) -> Result<(), Unreadable> {
        let mut part = package.part(name)?.unwrap();
        while !matches!(part.next()?, Event::Eof) {}
        Ok(())
    }

    #[test]
    fn what_unpacks_is_counted_over_all_parts() {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for name in ["a", "b"] {
            zip.start_file(name, zip::write::SimpleFileOptions::default())
                .unwrap();
            zip.write_all(b"<v>60 bytes, more or less, of a part of a workbook, packed</v>")
                .unwrap();
        }
        let bytes = zip.finish().unwrap().into_inner();
        let mut package = Package::open(&bytes, 100).unwrap();
        assert_eq!(read(&mut package, "a"), Ok(()));
        assert_eq!(read(&mut package, "B"), Err(Unreadable::TooLarge));
        let mut package = Package::open(&bytes, 100).unwrap();
        assert_eq!(read(&mut package, "a"), Ok(()));
        assert_eq!(read(&mut package, "a"), Err(Unreadable::TooLarge));
        let mut package = Package::open(&bytes, 1000).unwrap();
        assert_eq!(
            (read(&mut package, "a"), read(&mut package, "b")),
            (Ok(()), Ok(()))
        );
    }

    #[test]
    fn targets_lead_to_parts() {
        assert_eq!(
            resolve("xl", "worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml"
        );
        assert_eq!(resolve("xl", "/xl/styles.xml"), "xl/styles.xml");
        assert_eq!(resolve("xl/sub", "../../../a.xml"), "a.xml");
        assert_eq!(resolve("", "xl/workbook.xml"), "xl/workbook.xml");
    }
}
