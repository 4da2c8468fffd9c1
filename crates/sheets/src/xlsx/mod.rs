//! XLSX (ECMA-376, SpreadsheetML): only what stands in cells.
//!
//! The bytes come from anybody, so the parts stream through counted readers and every number in them is checked before it
//! sizes anything.

mod package;
mod serial;
mod sheet;
mod strings;
mod styles;
mod xml;

use crate::{Book, Sheet, Unreadable, book::Meter, book::Rows, limits};
use package::{Package, Relations};
use quick_xml::events::Event;

pub(crate) fn read(bytes: &[u8]) -> Result<Book, Unreadable> {
    let mut package = Package::open(bytes, limits::UNPACKED)?;
    let root = package.relations("")?;
    let path = root
        .of_type("officeDocument")
        .map_or_else(|| "xl/workbook.xml".to_owned(), str::to_owned);
    let relations = package.relations(&path)?;
    let workbook = Workbook::read(&mut package, &path)?;

    let shared = match relations.of_type("sharedStrings") {
        Some(part) => strings::read(&mut package, part)?,
        None => Vec::new(),
    };
    let formats = match relations.of_type("styles") {
        Some(part) => styles::read(&mut package, part)?,
        None => Vec::new(),
    };
    let context = sheet::Context {
        shared: &shared,
        formats: &formats,
        from_1904: workbook.from_1904,
    };
    let mut meter = Meter::new();
    let mut sheets = Vec::new();
    for tab in workbook.tabs {
        let Some(part) = relations.worksheet(&tab.relation) else {
            continue;
        };
        let mut rows = Rows::new(&mut meter);
        sheet::read(&mut package, part, &context, &mut rows)?;
        sheets.push(Sheet {
            name: tab.name,
            hidden: tab.hidden,
            rows: rows.done(),
        });
    }
    if sheets.is_empty() {
        Err(Unreadable::NotASheet)
    } else {
        Ok(Book { sheets })
    }
}

struct Tab {
    name: String,
    hidden: bool,
    relation: String,
}

struct Workbook {
    tabs: Vec<Tab>,
    from_1904: bool,
}

impl Workbook {
    fn read(package: &mut Package<'_>, path: &str) -> Result<Self, Unreadable> {
        let mut workbook = Self {
            tabs: Vec::new(),
            from_1904: false,
        };
        // A package without a workbook is a document, slides, or another program's file.
        let mut part = package.part(path)?.ok_or(Unreadable::NotASheet)?;
        loop {
            match part.next()? {
                Event::Start(tag) => match tag.local_name().as_ref() {
                    b"sheet" => {
                        if workbook.tabs.len() == limits::SHEETS {
                            return Err(Unreadable::TooLarge);
                        }
                        let hidden =
                            xml::attribute(&tag, b"state").is_some_and(|state| state != "visible");
                        let name = xml::attribute(&tag, b"name").unwrap_or_default();
                        let relation = xml::attribute(&tag, b"id").unwrap_or_default();
                        workbook.tabs.push(Tab {
                            name,
                            hidden,
                            relation,
                        });
                    }
                    b"workbookPr" => {
                        workbook.from_1904 = matches!(
                            xml::attribute(&tag, b"date1904").as_deref(),
                            Some("1" | "true" | "on")
                        );
                    }
                    _ => {}
                },
                Event::Eof => return Ok(workbook),
                _ => {}
            }
        }
    }
}

impl Relations {
    fn worksheet(&self, id: &str) -> Option<&str> {
        self.get(id)
            .filter(|relation| relation.kind == "worksheet")
            .map(|relation| relation.target.as_str())
    }
}
