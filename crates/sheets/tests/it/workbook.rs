//! Makes workbooks of given parts.

use std::io::{Cursor, Write};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// Packs parts as they are.
pub(crate) fn pack(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in parts {
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const TYPES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A workbook of sheets, each a name, a state, and what stands inside `worksheet`.
pub(crate) struct Workbook<'a> {
    pub(crate) sheets: Vec<(&'a str, &'a str, String)>,
    pub(crate) shared: Option<String>,
    pub(crate) styles: Option<String>,
    pub(crate) properties: &'a str,
}

impl Workbook<'_> {
    /// One visible sheet.
    pub(crate) fn of(inside: &str) -> Vec<u8> {
        Workbook {
            sheets: vec![("Sheet1", "visible", inside.to_owned())],
            shared: None,
            styles: None,
            properties: "",
        }
        .bytes()
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut tabs = String::new();
        let mut relations = String::new();
        let mut parts: Vec<(String, String)> = Vec::new();
        for (at, (name, state, inside)) in self.sheets.iter().enumerate() {
            tabs += &format!("<sheet name='{name}' sheetId='{at}' state='{state}' r:id='r{at}'/>");
            relations += &format!(
                "<Relationship Id='r{at}' Type='{TYPES}/worksheet' Target='worksheets/s{at}.xml'/>"
            );
            parts.push((
                format!("xl/worksheets/s{at}.xml"),
                format!("<worksheet>{inside}</worksheet>"),
            ));
        }
        for (kind, part) in [("sharedStrings", &self.shared), ("styles", &self.styles)] {
            let Some(part) = part else { continue };
            relations += &format!(
                "<Relationship Id='{kind}' Type='{TYPES}/{kind}' Target='/xl/{kind}.xml'/>"
            );
            parts.push((format!("xl/{kind}.xml"), part.clone()));
        }
        let properties = self.properties;
        parts.push((
            "xl/workbook.xml".to_owned(),
            format!("<workbook>{properties}<sheets>{tabs}</sheets></workbook>"),
        ));
        parts.push((
            "xl/_rels/workbook.xml.rels".to_owned(),
            format!("<Relationships>{relations}</Relationships>"),
        ));
        let root = format!(
            "<Relationships><Relationship Id='x' Type='{TYPES}/officeDocument' Target='xl/workbook.xml'/></Relationships>"
        );
        parts.push(("_rels/.rels".to_owned(), root));
        let parts: Vec<(&str, &[u8])> = parts
            .iter()
            .map(|(name, part)| (name.as_str(), part.as_bytes()))
            .collect();
        pack(&parts)
    }
}

/// Rows of inline texts as `sheetData`, from row 1; empty texts are no cells.
pub(crate) fn rows(rows: &[&[&str]]) -> String {
    let mut out = String::from("<sheetData>");
    for row in rows {
        out += "<row>";
        for text in *row {
            let text = text.replace('&', "&amp;").replace('<', "&lt;");
            out += &format!("<c t='inlineStr'><is><t>{text}</t></is></c>");
        }
        out += "</row>";
    }
    out + "</sheetData>"
}
