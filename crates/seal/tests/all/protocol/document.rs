//! The worked example in `docs/protocol.md`: blocks that are fenced as `example <name>`, with a value a line.
//!
//! `name = value`; a value is hexadecimal digits, or a text in quotes. A line that begins with a blank goes on with the
//! value above it, and `#` begins a remark. The tests of `ledger` read the page with this file too.

use std::{fmt::Write as _, fs, path::PathBuf};

/// How a value is shown.
pub(crate) enum Shown {
    Hex,
    Text,
    /// Cut into parts, each with a remark.
    Parts(Vec<(usize, String)>),
}

/// A value with its name, and how it is shown.
pub(crate) struct Value {
    pub(crate) name: &'static str,
    pub(crate) bytes: Vec<u8>,
    pub(crate) shown: Shown,
}

/// A value as the page has it, by its name.
type Said = (String, Vec<u8>);

/// The blocks of a page, by their names.
pub(crate) struct Example(Vec<(String, Vec<Said>)>);

/// Bytes in one line: a hash, with its head where it stands in CBOR.
const LINE: usize = 34;

fn file() -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "../../docs/protocol.md"]
        .iter()
        .collect()
}

/// The page as it stands.
pub(crate) fn page() -> String {
    fs::read_to_string(file()).unwrap()
}

/// What stands in the block.
fn inside<'p>(page: &'p str, block: &str) -> &'p str {
    let fence = format!("```example {block}\n");
    let (_, rest) = page.split_once(&fence).unwrap();
    rest.split_once("```").unwrap().0
}

impl Example {
    /// Every block of the page that stands there now.
    pub(crate) fn read() -> Self {
        let page = page();
        let names = page
            .lines()
            .filter_map(|line| line.strip_prefix("```example "));
        let blocks = names.map(|name| (name.to_owned(), values(inside(&page, name))));
        Self(blocks.collect())
    }

    /// The values of a block, in their order.
    fn block(&self, name: &str) -> &[Said] {
        let mut blocks = self.0.iter();
        &blocks.find(|(block, _)| block == name).unwrap().1
    }

    pub(crate) fn get(&self, name: &str) -> &[u8] {
        let mut all = self.0.iter().flat_map(|(_, values)| values);
        let found = all.find(|(known, _)| known == name);
        &found.unwrap_or_else(|| panic!("no value {name}")).1
    }

    pub(crate) fn array<const N: usize>(&self, name: &str) -> [u8; N] {
        self.get(name).try_into().unwrap()
    }

    /// The block says these values, in this order, and no other.
    pub(crate) fn assert_says(&self, block: &str, values: &[Value]) {
        let said = self.block(block);
        let names: Vec<_> = said.iter().map(|(name, _)| name.as_str()).collect();
        let made: Vec<_> = values.iter().map(|value| value.name).collect();
        assert_eq!(names, made);
        for ((name, bytes), value) in said.iter().zip(values) {
            assert_eq!(hex::encode(bytes), hex::encode(&value.bytes), "{name}");
        }
    }
}

fn values(block: &str) -> Vec<Said> {
    let mut values: Vec<Said> = Vec::new();
    for line in block.lines() {
        let line = line.split('#').next().unwrap().trim_end();
        let value = match line.split_once('=') {
            Some((name, value)) if !line.starts_with(' ') => {
                let name = name.trim().to_owned();
                assert!(values.iter().all(|(known, _)| *known != name), "{name}");
                values.push((name, Vec::new()));
                value
            }
            _ => line,
        };
        if !value.is_empty() {
            values.last_mut().unwrap().1.extend(bytes(value.trim()));
        }
    }
    values
}

fn bytes(value: &str) -> Vec<u8> {
    match value.strip_prefix('"') {
        Some(text) => text.strip_suffix('"').unwrap().as_bytes().to_vec(),
        None => hex::decode(value).unwrap(),
    }
}

/// Writes values into their block, in place of what stands there.
pub(crate) fn rewrite(block: &str, values: &[Value]) {
    let page = page();
    let before = inside(&page, block);
    let fence = format!("```example {block}\n");
    let text: String = values.iter().map(printed).collect();
    let page = page.replacen(&format!("{fence}{before}"), &format!("{fence}{text}"), 1);
    fs::write(file(), page).unwrap();
}

fn printed(Value { name, bytes, shown }: &Value) -> String {
    match shown {
        Shown::Text => format!("{name} = \"{}\"\n", std::str::from_utf8(bytes).unwrap()),
        Shown::Hex if bytes.len() <= LINE => format!("{name} = {}\n", hex::encode(bytes)),
        Shown::Hex => format!("{name} =\n{}", lines(bytes, "")),
        Shown::Parts(parts) => {
            let mut text = format!("{name} =\n");
            let mut rest = &bytes[..];
            for (length, remark) in parts {
                let (part, after) = rest.split_at(*length);
                text += &lines(part, remark);
                rest = after;
            }
            assert!(rest.is_empty(), "{name}");
            text
        }
    }
}

/// Indented lines; the remark stands in the first.
fn lines(bytes: &[u8], remark: &str) -> String {
    let mut text = String::new();
    for (at, line) in bytes.chunks(LINE).enumerate() {
        write!(text, "  {}", hex::encode(line)).unwrap();
        if at == 0 && !remark.is_empty() {
            write!(text, "  # {remark}").unwrap();
        }
        text.push('\n');
    }
    text
}
