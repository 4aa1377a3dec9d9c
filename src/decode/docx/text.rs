//! The visible text of a cell of a document: one line for each paragraph and line break, without
//! deleted, hidden and placeholder text.

use std::rc::Rc;

use quick_xml::events::Event;

use super::reference::Reference;
use super::styles::{Properties, Styles};
use crate::decode::book::error::{Limit, Outcome, ReadError};
use crate::decode::book::font::OldFont;
use crate::decode::book::grid::MAX_CELL;
use crate::decode::book::package::{Xml, attribute};
use crate::decode::book::runs::{Look, Runs, is_on};

/// Reads a table nested in a text.
pub(super) type Table<'t> = &'t mut dyn FnMut(&mut Xml<'_, '_>) -> Outcome<()>;

/// Maximum nesting depth of controls and runs.
const MAX_DEPTH: usize = 24;

/// The text of a cell, one line for each paragraph.
#[derive(Debug, Default)]
pub(super) struct Text {
    pub(super) text: String,
    /// The old font in which part of it was typed.
    pub(super) font: Option<OldFont>,
    /// The parts that are struck out or off the line.
    pub(super) runs: Runs,
    /// The notes to which it refers.
    pub(super) notes: Vec<Reference>,
    /// The text in boxes of its drawings, which is not part of it.
    pub(super) boxed: String,
    /// The fields that have begun: where, while their code is read.
    fields: Vec<Option<usize>>,
    /// What the form field shows that has begun: the chosen entry, or a ticked box.
    chosen: Option<String>,
    /// Whether a paragraph has begun.
    begun: bool,
    /// The style that the table names.
    table: Option<String>,
    /// The style that the paragraph names.
    style: Option<String>,
    styles: Rc<Styles>,
    depth: usize,
}

/// Whether an element is not part of the text: properties, deletions, field codes, fallbacks for
/// old programs.
pub(super) fn is_not_text(name: &str) -> bool {
    matches!(
        name,
        "del"
            | "moveFrom"
            | "delText"
            | "instrText"
            | "delInstrText"
            | "Fallback"
            | "pPr"
            | "sectPr"
            | "rt"
    )
}

impl Text {
    /// A text of a document with these styles.
    pub(super) fn of(styles: &Rc<Styles>) -> Self {
        Self { styles: Rc::clone(styles), ..Self::default() }
    }

    /// The same in a table that names a style.
    pub(super) fn in_table(styles: &Rc<Styles>, table: Option<&str>) -> Self {
        Self { table: table.map(str::to_owned), ..Self::of(styles) }
    }

    /// Reads the current paragraph as another line.
    pub(super) fn paragraph(&mut self, xml: &mut Xml<'_, '_>, table: Table<'_>) -> Outcome<()> {
        if std::mem::replace(&mut self.begun, true) {
            self.push("\n")?;
        }
        let around = self.style.take();
        self.inside(xml, table)?;
        self.style = around;
        Ok(())
    }

    /// Reads the content of the current control. A placeholder is not content.
    pub(super) fn control(&mut self, xml: &mut Xml<'_, '_>, table: Table<'_>) -> Outcome<()> {
        let (end, begun) = (self.text.len(), self.begun);
        let mut placeholder = false;
        loop {
            match xml.next()? {
                Event::Start(start) => match start.local_name().as_ref() {
                    "sdtPr" => placeholder = is_placeholder(xml)?,
                    "sdtContent" => self.inside(xml, table)?,
                    _ => xml.skip()?,
                },
                Event::End(_) => break,
                Event::Eof => return Err(ReadError::Damaged),
                _ => {}
            }
        }
        if placeholder {
            self.cut(end);
            self.begun = begun;
        }
        Ok(())
    }

    /// Reads the text of the current note; its tables are not part of it.
    pub(super) fn content(&mut self, xml: &mut Xml<'_, '_>) -> Outcome<()> {
        self.inside(xml, &mut |xml| xml.skip())?;
        self.end();
        Ok(())
    }

    /// Removes trailing empty lines.
    pub(super) fn end(&mut self) {
        self.text.truncate(self.text.trim_end_matches('\n').len());
    }

    /// Reads up to the end of the current element.
    fn inside(&mut self, xml: &mut Xml<'_, '_>, table: Table<'_>) -> Outcome<()> {
        self.go_deeper()?;
        let mut open = 1;
        while open > 0 {
            match xml.next()? {
                Event::Start(start) => match start.local_name().as_ref() {
                    "pPr" => self.style = style_of(xml)?,
                    name if is_not_text(name) => xml.skip()?,
                    "r" => self.run(xml, table)?,
                    "p" => self.paragraph(xml, table)?,
                    "sdt" => self.control(xml, table)?,
                    "tbl" => table(xml)?,
                    "drawing" | "pict" | "object" => self.picture(xml, table)?,
                    // Links, inserted text, field results.
                    name => {
                        // Parts of formulas: what is above the bar and below it, powers, indices.
                        match name {
                            "den" => self.push("/")?,
                            "sup" => self.push("^")?,
                            "sub" => self.push("_")?,
                            _ => self.notes.extend(Reference::of(&start)?),
                        }
                        open += 1;
                    }
                },
                Event::End(_) => open -= 1,
                Event::Eof => return Err(ReadError::Damaged),
                _ => {}
            }
        }
        self.depth -= 1;
        Ok(())
    }

    fn run(&mut self, xml: &mut Xml<'_, '_>, table: Table<'_>) -> Outcome<()> {
        self.go_deeper()?;
        let mut end = self.text.len();
        let mut own = Properties::default();
        let mut open = 1;
        while open > 0 {
            match xml.next()? {
                Event::Start(start) => {
                    match start.local_name().as_ref() {
                        "t" => {
                            let text = xml.text()?;
                            self.push(&text)?;
                            continue;
                        }
                        "rPr" => {
                            own = Properties::read(xml)?;
                            continue;
                        }
                        "r" => {
                            self.run(xml, table)?;
                            continue;
                        }
                        "drawing" | "pict" | "object" => {
                            self.picture(xml, table)?;
                            continue;
                        }
                        name if is_not_text(name) => {
                            xml.skip()?;
                            continue;
                        }
                        "tab" | "ptab" => self.push("\t")?,
                        kind @ ("ddList" | "checkBox") => {
                            let is_box = kind == "checkBox";
                            self.chosen = chosen(xml, is_box)?;
                            continue;
                        }
                        "fldChar" => {
                            let kind = attribute(&start, "fldCharType")?;
                            end = end.min(self.field(kind.as_deref().unwrap_or_default()));
                        }
                        "br" | "cr" => self.push("\n")?,
                        "noBreakHyphen" => self.push("-")?,
                        "sym" => {
                            let code = attribute(&start, "char")?;
                            let code = code.and_then(|hex| u32::from_str_radix(&hex, 16).ok());
                            let sign = code.and_then(char::from_u32).unwrap_or('\u{FFFD}');
                            self.push(sign.encode_utf8(&mut [0; 4]))?;
                        }
                        _ => self.notes.extend(Reference::of(&start)?),
                    }
                    open += 1;
                }
                Event::End(_) => open -= 1,
                Event::Eof => return Err(ReadError::Damaged),
                _ => {}
            }
        }
        if self.text.len() <= end {
            self.depth -= 1;
            return Ok(());
        }
        let own = self.styles.shown(self.table.as_deref(), self.style.as_deref(), &own);
        if own.hidden {
            self.cut(end);
        } else {
            if own.look != Look::default() {
                // A run around others has the last word.
                self.runs.truncate(end);
                self.runs.push(end..self.text.len(), own.look);
            }
            self.font = self.font.or(own.font);
        }
        self.depth -= 1;
        Ok(())
    }

    /// Follows the fields; returns where the text ends at which it was cut. Of a field only its
    /// result is text, not its code, which may hold results of fields in it.
    fn field(&mut self, kind: &str) -> usize {
        let begun = match kind {
            "begin" => {
                self.fields.push(Some(self.text.len()));
                None
            }
            "separate" => self.fields.last_mut().and_then(Option::take),
            "end" => self.fields.pop().flatten(),
            _ => None,
        };
        if let Some(begun) = begun {
            self.cut(begun);
        }
        let end = self.text.len();
        if kind == "end" {
            self.text += &self.chosen.take().unwrap_or_default();
        }
        end
    }

    /// Reads the tables in the text boxes of a drawing, and the other text there.
    fn picture(&mut self, xml: &mut Xml<'_, '_>, table: Table<'_>) -> Outcome<()> {
        let mut open = 1;
        while open > 0 {
            match xml.next()? {
                Event::Start(start) => match start.local_name().as_ref() {
                    "tbl" => table(xml)?,
                    "t" => {
                        self.boxed += &xml.text()?;
                        if self.boxed.len() > MAX_CELL {
                            return Err(ReadError::Over(Limit::Cell));
                        }
                    }
                    name if is_not_text(name) => xml.skip()?,
                    name => {
                        if name == "p" && !self.boxed.is_empty() {
                            self.boxed.push('\n');
                        }
                        open += 1;
                    }
                },
                Event::End(_) => open -= 1,
                Event::Eof => return Err(ReadError::Damaged),
                _ => {}
            }
        }
        Ok(())
    }

    fn cut(&mut self, end: usize) {
        self.text.truncate(end);
        self.runs.truncate(end);
    }

    fn push(&mut self, text: &str) -> Outcome<()> {
        self.text.push_str(text);
        if self.text.len() > MAX_CELL { Err(ReadError::Over(Limit::Cell)) } else { Ok(()) }
    }

    fn go_deeper(&mut self) -> Outcome<()> {
        self.depth += 1;
        if self.depth > MAX_DEPTH { Err(ReadError::Damaged) } else { Ok(()) }
    }
}

/// The style that the current properties of a paragraph or a table name. Those of the mark of a
/// paragraph are not those of its text.
pub(super) fn style_of(xml: &mut Xml<'_, '_>) -> Outcome<Option<String>> {
    let (mut style, mut open) = (None, 1);
    while open > 0 {
        match xml.next()? {
            Event::Start(start) => match start.local_name().as_ref() {
                "rPr" | "pPrChange" | "tblPrChange" => xml.skip()?,
                name => {
                    if matches!(name, "pStyle" | "tblStyle") {
                        style = attribute(&start, "val")?.map(|name| name.into_owned());
                    }
                    open += 1;
                }
            },
            Event::End(_) => open -= 1,
            Event::Eof => return Err(ReadError::Damaged),
            _ => {}
        }
    }
    Ok(style)
}

/// Whether a control shows only its placeholder.
fn is_placeholder(xml: &mut Xml<'_, '_>) -> Outcome<bool> {
    let (mut found, mut open) = (false, 1);
    while open > 0 {
        match xml.next()? {
            Event::Start(start) => {
                open += 1;
                if start.local_name().as_ref() == "showingPlcHdr" {
                    let off = attribute(&start, "val")?;
                    found = !matches!(off.as_deref(), Some("0" | "false" | "off"));
                }
            }
            Event::End(_) => open -= 1,
            Event::Eof => return Err(ReadError::Damaged),
            _ => {}
        }
    }
    Ok(found)
}

/// What a list to choose from or a box to tick shows, as the current element says.
fn chosen(xml: &mut Xml<'_, '_>, is_box: bool) -> Outcome<Option<String>> {
    let (mut result, mut standard, mut entries) = (None, None, Vec::new());
    let mut open = 1;
    while open > 0 {
        match xml.next()? {
            Event::Start(start) => {
                let value = attribute(&start, "val")?.map(|value| value.into_owned());
                match start.local_name().as_ref() {
                    "result" => result = value,
                    "checked" => result = Some(value.unwrap_or_else(|| "1".to_owned())),
                    "default" => standard = Some(value.unwrap_or_else(|| "1".to_owned())),
                    "listEntry" => entries.extend(value),
                    _ => {}
                }
                open += 1;
            }
            Event::End(_) => open -= 1,
            Event::Eof => return Err(ReadError::Damaged),
            _ => {}
        }
    }
    let result = result.or(standard).unwrap_or_else(|| "0".to_owned());
    if is_box {
        let sign = if is_on(Some(&result)) { "☒" } else { "☐" };
        return Ok(Some(sign.to_owned()));
    }
    Ok(result.parse().ok().and_then(|at: usize| entries.into_iter().nth(at)))
}
