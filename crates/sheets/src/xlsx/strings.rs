//! The texts that cells share.

use super::{package::Package, xml};
use crate::{Unreadable, limits};
use quick_xml::events::Event;

pub(super) fn read(package: &mut Package<'_>, name: &str) -> Result<Vec<Box<str>>, Unreadable> {
    let mut texts: Vec<Box<str>> = Vec::new();
    let mut held = 0_usize;
    let Some(mut part) = package.part(name)? else {
        return Ok(texts);
    };
    loop {
        let starts = match part.next()? {
            Event::Start(tag) => tag.local_name().as_ref() == b"si",
            Event::Eof => return Ok(texts),
            _ => false,
        };
        if starts {
            let text = xml::unescape(part.text(true)?);
            held += text.len();
            if held > limits::TEXT || texts.len() == limits::CELLS {
                return Err(Unreadable::TooLarge);
            }
            texts.push(text.into());
        }
    }
}
