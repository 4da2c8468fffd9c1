//! Which part is what: from the archive to the workbook, from the workbook to its sheets.

use super::package::Package;
use super::xml::attribute;
use crate::ReadError;
use crate::limits::MAX_SHEETS;
use quick_xml::events::Event;
use std::collections::HashMap;
use std::rc::Rc;

/// What a workbook says of itself.
pub(super) struct Book {
    /// The sheets with cells that are not hidden, in the order of their tabs.
    pub(super) sheets: Vec<SheetPart>,
    /// The path of the texts that cells share.
    pub(super) strings: Option<Rc<str>>,
    /// The path of the cells' formats.
    pub(super) styles: Option<Rc<str>>,
    /// Whether days count from 1904, as old Macs did.
    pub(super) from_1904: bool,
}

/// A sheet's name and path.
pub(super) struct SheetPart {
    pub(super) name: String,
    /// Shared: a thousand sheets may point to one part, and its name may be long.
    pub(super) path: Rc<str>,
}

/// A pointer from one part to another.
struct Relation {
    id: String,
    /// The last word of its type, which differs in front between the format's two editions.
    kind: String,
    path: Rc<str>,
}

/// Reads the workbook's part.
///
/// # Errors
/// [`ReadError::NotATable`] if the archive holds none (a text document, a picture book, a workbook in binary form).
pub(super) fn book(package: &mut Package<'_>) -> Result<Book, ReadError> {
    let path = relations(package, "")?
        .into_iter()
        .find(|relation| relation.kind == "officeDocument")
        .map(|relation| relation.path)
        .filter(|path| path.ends_with(".xml"))
        .ok_or(ReadError::NotATable)?;
    let relations = relations(package, &path)?;
    let first = |kind: &str| {
        relations
            .iter()
            .find(|relation| relation.kind == kind)
            .map(|relation| Rc::clone(&relation.path))
    };
    let worksheets: HashMap<&str, &Rc<str>> = relations
        .iter()
        .filter(|relation| relation.kind == "worksheet")
        .map(|relation| (relation.id.as_str(), &relation.path))
        .collect();
    let mut book = Book {
        sheets: Vec::new(),
        strings: first("sharedStrings"),
        styles: first("styles"),
        from_1904: false,
    };
    let mut part = package.part(&path)?.ok_or(ReadError::Damaged)?;
    let mut workbook = false;
    loop {
        match part.next()? {
            Event::Start(element) => match element.local_name().as_ref() {
                "workbook" => workbook = true,
                // Extensions have an element of this name too, and it says nothing of 1904.
                "workbookPr" => {
                    if let Some(flag) = attribute(&element, "date1904")? {
                        book.from_1904 = flag == "1" || flag == "true";
                    }
                }
                "sheet" if workbook => {
                    let id = attribute(&element, "id")?.unwrap_or_default();
                    let shown =
                        attribute(&element, "state")?.is_none_or(|state| state == "visible");
                    if let (true, Some(path)) = (shown, worksheets.get(id.as_str())) {
                        if book.sheets.len() == MAX_SHEETS {
                            return Err(ReadError::TooLarge);
                        }
                        let name = attribute(&element, "name")?.unwrap_or_default();
                        let path = Rc::clone(path);
                        book.sheets.push(SheetPart { name, path });
                    }
                }
                _ if !workbook => return Err(ReadError::NotATable),
                _ => {}
            },
            Event::Eof => break,
            _ => {}
        }
    }
    Ok(book)
}

/// The pointers out of a part; out of the archive itself for no path. None at all if it has no such list.
fn relations(package: &mut Package<'_>, path: &str) -> Result<Vec<Relation>, ReadError> {
    let path = path.trim_start_matches('/');
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let list = format!("{folder}/_rels/{file}.rels");
    let mut relations = Vec::new();
    let Some(mut part) = package.part(&list)? else {
        return Ok(relations);
    };
    loop {
        match part.next()? {
            Event::Start(element) if element.local_name().as_ref() == "Relationship" => {
                let kind = attribute(&element, "Type")?.unwrap_or_default();
                let target = attribute(&element, "Target")?.unwrap_or_default();
                relations.push(Relation {
                    id: attribute(&element, "Id")?.unwrap_or_default(),
                    kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                    path: resolve(folder, &target).into(),
                });
            }
            Event::Eof => return Ok(relations),
            _ => {}
        }
    }
}

/// A target as a path from the archive's root.
fn resolve(folder: &str, target: &str) -> String {
    if target.starts_with('/') {
        return target.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}
