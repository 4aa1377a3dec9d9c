//! Texts of a workbook: the table of shared texts, and inline text. Phonetic hints are dropped, and
//! formatting except for what changes how a number is read.

use std::collections::HashMap;
use std::sync::Arc;

use quick_xml::events::Event;

use crate::decode::book::error::{Outcome, ReadError};
use crate::decode::book::package::{Package, Xml, attribute, push_text};
use crate::decode::book::runs::{Look, Runs, is_on, small};

/// The shared texts, concatenated.
#[derive(Debug, Default)]
pub(in crate::decode) struct Strings {
    text: String,
    ends: Vec<u32>,
    /// The parts of texts with parts that do not look alike.
    runs: HashMap<usize, Arc<Runs>>,
}

impl Strings {
    /// Reads the table; empty if the workbook has none.
    pub(super) fn read(package: &mut Package<'_>, path: Option<&str>) -> Outcome<Self> {
        let mut strings = Self::default();
        let xml = path.map(|path| package.xml(path)).transpose()?.flatten();
        let Some(mut xml) = xml else { return Ok(strings) };
        loop {
            match xml.next()? {
                Event::Start(start) if start.local_name().as_ref() == "si" => {
                    let (text, runs) = rich(&mut xml)?;
                    strings.push(&text)?;
                    strings.keep(strings.ends.len() - 1, runs);
                }
                Event::DocType(_) => return Err(ReadError::Damaged),
                Event::Eof => return Ok(strings),
                _ => {}
            }
        }
    }

    /// Appends a text.
    pub(in crate::decode) fn push(&mut self, text: &str) -> Outcome<()> {
        self.text.push_str(text);
        self.ends.push(u32::try_from(self.text.len()).map_err(|_| ReadError::Damaged)?);
        Ok(())
    }

    /// Keeps the parts of a text, where they do not look alike.
    pub(in crate::decode) fn keep(&mut self, n: usize, runs: Option<Arc<Runs>>) {
        self.runs.extend(runs.map(|runs| (n, runs)));
    }

    /// The parts of a text, where they do not look alike.
    pub(in crate::decode) fn runs(&self, n: usize) -> Option<&Arc<Runs>> {
        // Fast path: most workbooks have none.
        if self.runs.is_empty() { None } else { self.runs.get(&n) }
    }

    /// All texts.
    pub(in crate::decode) fn all(&self) -> impl Iterator<Item = &str> {
        (0..self.ends.len()).filter_map(|n| self.get(n))
    }

    /// The text with this index.
    pub(in crate::decode) fn get(&self, n: usize) -> Option<&str> {
        let end = *self.ends.get(n)? as usize;
        let start = if n == 0 { 0 } else { self.ends[n - 1] as usize };
        Some(&self.text[start..end])
    }
}

/// The text of the current element, with its runs joined, and the runs where they do not look alike.
pub(super) fn rich(xml: &mut Xml<'_, '_>) -> Outcome<(String, Option<Arc<Runs>>)> {
    let mut out = String::new();
    let mut part = String::new();
    let mut runs = Runs::default();
    // Of the current run, once it states any.
    let mut look: Option<Look> = None;
    let (mut depth, mut inside, mut skipped) = (1usize, 0usize, 0usize);
    while depth > 0 {
        match xml.next()? {
            Event::Start(start) => {
                depth += 1;
                match start.local_name().as_ref() {
                    "t" => inside += 1,
                    "rPh" => skipped += 1,
                    "r" => look = None,
                    "rPr" => look = Some(Look::default()),
                    "strike" if is_on(attribute(&start, "val")?.as_deref()) => {
                        look.get_or_insert_default().struck = true;
                    }
                    "vertAlign" => {
                        let position = attribute(&start, "val")?.unwrap_or_default();
                        look.get_or_insert_default().small = small(&position);
                    }
                    _ => {}
                }
            }
            Event::End(end) => {
                depth -= 1;
                match end.local_name().as_ref() {
                    "t" => {
                        inside = inside.saturating_sub(1);
                        let from = out.len();
                        out += &plain(&std::mem::take(&mut part));
                        if let Some(look) = look {
                            runs.push(from..out.len(), look);
                        }
                    }
                    "r" => look = None,
                    "rPh" => skipped = skipped.saturating_sub(1),
                    _ => {}
                }
            }
            Event::Eof => return Err(ReadError::Damaged),
            event if inside > 0 && skipped == 0 => push_text(&event, &mut part)?,
            _ => {}
        }
    }
    let runs = (!runs.are_plain(out.len())).then(|| Arc::new(runs));
    Ok((out, runs))
}

/// Decodes `_x000D_` to the character of that code; a line break is one character.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let code = rest.get(at + 2..at + 6).filter(|_| rest[at + 2..].get(4..5) == Some("_"));
        let code = code.and_then(|hex| u32::from_str_radix(hex, 16).ok());
        match code.and_then(char::from_u32) {
            Some(c) => {
                out.push_str(&rest[..at]);
                out.push(c);
                rest = &rest[at + 7..];
            }
            None => {
                out.push_str(&rest[..at + 2]);
                rest = &rest[at + 2..];
            }
        }
    }
    out.push_str(rest);
    if out.contains('\r') { out.replace("\r\n", "\n").replace('\r', "\n") } else { out }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn numbers_of_characters_are_characters() {
        for (written, text) in [
            ("a_x000D_\nb", "a\nb"),
            ("a\r\nb\rc", "a\nb\nc"),
            ("_x005F_x000D_", "_x000D_"),
            ("_x", "_x"),
            ("_x00", "_x00"),
            ("_xế000_", "_xế000_"),
            ("_xD800_", "_xD800_"),
            ("phụ_xuất", "phụ_xuất"),
        ] {
            assert_eq!(plain(written), text);
        }
    }
}
