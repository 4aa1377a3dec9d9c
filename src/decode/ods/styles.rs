//! The styles of an OpenDocument spreadsheet: number formats, old fonts, struck-out texts, hidden
//! sheets.
//!
//! An OpenDocument format is translated into an Excel format code, so that the same module renders
//! both.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use quick_xml::events::{BytesStart, Event};

use crate::decode::book::error::{Outcome, ReadError};
use crate::decode::book::font::OldFont;
use crate::decode::book::format::Format;
use crate::decode::book::grid::LOWEST_SEEN;
use crate::decode::book::package::{Xml, attribute, exact};
use crate::decode::book::runs::{Look, is_on};
use crate::text::marked::Mark;

/// Maximum number of styles.
const MAX_STYLES: usize = 100_000;
/// Maximum length of a format code, of its digits, and of its conditional formats.
const MAX_CODE: usize = 1024;
const MAX_DIGITS: u32 = 30;
const MAX_MAPS: usize = 8;
/// Maximum length of a chain of parent styles.
const MAX_PARENTS: usize = 16;

/// How cells of one style are read.
#[derive(Debug, Clone)]
pub(super) struct Style {
    pub(super) format: Arc<Format>,
    pub(super) font: Option<OldFont>,
    pub(super) struck: bool,
}

/// A style as written in the file.
#[derive(Debug, Default)]
struct Written {
    parent: Option<String>,
    format: Option<String>,
    font: Option<OldFont>,
    struck: Option<bool>,
    /// Above or below the line.
    small: Option<Mark>,
}

/// A format as a code, and its conditional replacements.
#[derive(Debug, Default)]
struct Code {
    code: String,
    maps: Vec<(String, String)>,
}

/// What a style is for; rows and columns may have styles of one name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Family {
    Row,
    Column,
}

/// All styles by name.
#[derive(Debug, Default)]
pub(super) struct Styles {
    cells: HashMap<String, Written>,
    texts: HashMap<String, Written>,
    codes: HashMap<String, Code>,
    hidden_tables: Vec<String>,
    /// Styles of rows and of columns that are too small to be seen.
    unseen: HashSet<(Family, String)>,
    known: HashMap<String, Style>,
}

/// Whether an element is a style that affects how a value is shown or what is hidden.
pub(super) fn is_one(name: &str) -> bool {
    matches!(
        name,
        "style"
            | "number-style"
            | "percentage-style"
            | "currency-style"
            | "date-style"
            | "time-style"
            | "boolean-style"
            | "text-style"
    )
}

impl Styles {
    /// Reads the current style.
    pub(super) fn read(&mut self, start: &BytesStart<'_>, xml: &mut Xml<'_, '_>) -> Outcome<()> {
        let name = exact(start, "style:name")?.unwrap_or_default().into_owned();
        if start.local_name().as_ref() == "style" {
            self.of_cells(name, start, xml)?;
        } else {
            let code = code(start, xml)?;
            self.codes.insert(name, code);
        }
        let count = self.cells.len()
            + self.texts.len()
            + self.codes.len()
            + self.hidden_tables.len()
            + self.unseen.len();
        if count > MAX_STYLES { Err(ReadError::Damaged) } else { Ok(()) }
    }

    fn of_cells(
        &mut self,
        name: String,
        start: &BytesStart<'_>,
        xml: &mut Xml<'_, '_>,
    ) -> Outcome<()> {
        let text = |name: &str| Ok(attribute(start, name)?.map(std::borrow::Cow::into_owned));
        let family = text("family")?.unwrap_or_default();
        let mut written = Written {
            parent: text("parent-style-name")?,
            format: text("data-style-name")?,
            ..Written::default()
        };
        let mut depth = 1;
        while depth > 0 {
            match xml.next()? {
                Event::Start(inner) => {
                    depth += 1;
                    match inner.local_name().as_ref() {
                        "text-properties" => {
                            let own = exact(&inner, "style:font-name")?;
                            let own = match own {
                                None => exact(&inner, "fo:font-family")?,
                                own => own,
                            };
                            (written.struck, written.small) = line_of(&inner)?;
                            written.font =
                                own.and_then(|name| OldFont::named(name.trim_matches(['\'', '"'])));
                        }
                        "table-properties"
                            if exact(&inner, "table:display")?.as_deref() == Some("false") =>
                        {
                            self.hidden_tables.push(name.clone());
                        }
                        "table-row-properties" if is_unseen(&inner, "style:row-height")? => {
                            self.unseen.insert((Family::Row, name.clone()));
                        }
                        "table-column-properties" if is_unseen(&inner, "style:column-width")? => {
                            self.unseen.insert((Family::Column, name.clone()));
                        }
                        _ => {}
                    }
                }
                Event::End(_) => depth -= 1,
                Event::Eof => return Err(ReadError::Damaged),
                _ => {}
            }
        }
        match family.as_str() {
            "table-cell" => self.cells.insert(name, written),
            "text" => self.texts.insert(name, written),
            _ => None,
        };
        Ok(())
    }

    /// How a part of a text is shown, of which the rest looks like `rest`.
    pub(super) fn look(&self, name: &str, rest: Look) -> Look {
        let (mut struck, mut small) = (None, None);
        let mut at = Some(name);
        for _ in 0..MAX_PARENTS {
            let Some(written) = at.and_then(|name| self.texts.get(name)) else { break };
            struck = struck.or(written.struck);
            small = small.or(written.small);
            at = written.parent.as_deref();
        }
        Look { struck: struck.unwrap_or(rest.struck), small: small.or(rest.small) }
    }

    /// Whether rows or columns of the style that an element names cannot be seen.
    pub(super) fn has_no_size(&self, of: Family, start: &BytesStart<'_>) -> Outcome<bool> {
        if self.unseen.is_empty() {
            return Ok(false);
        }
        let style = exact(start, "table:style-name")?.unwrap_or_default().into_owned();
        Ok(self.unseen.contains(&(of, style)))
    }

    /// Whether sheets of this style are hidden.
    pub(super) fn hides(&self, table: &str) -> bool {
        self.hidden_tables.iter().any(|name| name == table)
    }

    /// The resolved style; cells without a style, or with a missing one, are read as stored.
    pub(super) fn of(&mut self, name: &str) -> Style {
        if let Some(style) = self.known.get(name) {
            return style.clone();
        }
        let (mut format, mut font, mut struck) = (None, None, None);
        let mut at = Some(name);
        for _ in 0..MAX_PARENTS {
            let Some(written) = at.and_then(|name| self.cells.get(name)) else { break };
            format = format.or(written.format.as_deref());
            font = font.or(written.font);
            struck = struck.or(written.struck);
            at = written.parent.as_deref();
        }
        let format = format.and_then(|name| self.format(name)).unwrap_or_else(Format::general);
        let style = Style { format: Arc::new(format), font, struck: struck.unwrap_or(false) };
        self.known.insert(name.to_owned(), style.clone());
        style
    }

    fn format(&self, name: &str) -> Option<Format> {
        let own = self.codes.get(name)?;
        let mut sections: Vec<String> = Vec::new();
        for (condition, other) in &own.maps {
            let other = self.codes.get(other).map_or("General", |code| &code.code);
            sections.push(format!("[{condition}]{other}"));
        }
        sections.push(own.code.clone());
        Some(Format::of(&sections.join(";")))
    }
}

/// Whether a text is struck out, and whether it is above or below the line.
fn line_of(properties: &BytesStart<'_>) -> Outcome<(Option<bool>, Option<Mark>)> {
    const LINES: [&str; 2] = ["style:text-line-through-style", "style:text-line-through-type"];
    let mut struck = None;
    for line in LINES {
        let own = exact(properties, line)?.map(|style| is_on(Some(&style)));
        struck = struck.or(own);
    }
    let position = exact(properties, "style:text-position")?;
    let raised = position.as_deref().and_then(|text| text.split_whitespace().next());
    let small = raised.and_then(|raised| match raised {
        "super" => Some(Mark::Above),
        "sub" => Some(Mark::Below),
        _ => match raised.strip_suffix('%')?.parse::<f32>().ok()? {
            percent if percent > 0.0 => Some(Mark::Above),
            percent if percent < 0.0 => Some(Mark::Below),
            _ => None,
        },
    });
    Ok((struck, small))
}

/// Whether a size is too small to be seen: `0cm`.
fn is_unseen(start: &BytesStart<'_>, name: &str) -> Outcome<bool> {
    const POINTS: [(&str, f64); 6] = [
        ("cm", 72.0 / 2.54),
        ("mm", 7.2 / 2.54),
        ("in", 72.0),
        ("pt", 1.0),
        ("pc", 12.0),
        ("px", 0.75),
    ];
    let Some(written) = exact(start, name)? else { return Ok(false) };
    let size = POINTS.iter().find_map(|(unit, points)| {
        let number: f64 = written.trim().strip_suffix(unit)?.parse().ok()?;
        Some(number * points)
    });
    Ok(size.is_some_and(|points| points < LOWEST_SEEN))
}

/// The code of the current format.
fn code(start: &BytesStart<'_>, xml: &mut Xml<'_, '_>) -> Outcome<Code> {
    let percent = start.local_name().as_ref() == "percentage-style";
    let elapsed = exact(start, "number:truncate-on-overflow")?.as_deref() == Some("false");
    let mut out = Code::default();
    if elapsed {
        out.code.push_str("[h]");
    }
    loop {
        match xml.next()? {
            Event::Start(inner) => {
                let inner = inner.into_owned();
                match inner.local_name().as_ref() {
                    "text" | "currency-symbol" => {
                        let text = xml.text()?;
                        for c in text.chars() {
                            if !(percent && c == '%') {
                                out.code.push('\\');
                            }
                            out.code.push(c);
                        }
                        continue;
                    }
                    "number" => out.code.push_str(&digits(&inner)?),
                    "scientific-number" => out.code.push_str("0.00E+00"),
                    "fraction" => out.code.push_str("# ?/?"),
                    "text-content" | "boolean" => out.code.push_str("General"),
                    "day" | "day-of-week" => out.code.push('d'),
                    "year" | "era" | "quarter" | "week-of-year" => out.code.push('y'),
                    "month" | "minutes" => out.code.push('m'),
                    "hours" => out.code.push('h'),
                    "seconds" => out.code.push('s'),
                    "map" => out.maps.extend(map(&inner)?),
                    _ => {}
                }
                xml.skip()?;
            }
            Event::End(_) => break,
            Event::Eof => return Err(ReadError::Damaged),
            _ => {}
        }
    }
    if out.code.len() > MAX_CODE || out.maps.len() > MAX_MAPS {
        return Ok(Code {
            code: if percent { "General%" } else { "General" }.into(),
            maps: vec![],
        });
    }
    Ok(out)
}

/// The digits of a format; without a number of decimals it shows as many as there are.
fn digits(number: &BytesStart<'_>) -> Outcome<String> {
    let count = |name: &str| {
        let written = exact(number, name)?;
        Ok(written.and_then(|text| text.trim().parse::<u32>().ok()).map(|n| n.min(MAX_DIGITS)))
    };
    let Some(decimals) = count("number:decimal-places")? else { return Ok("General".to_owned()) };
    let whole = count("number:min-integer-digits")?.unwrap_or(1);
    let mut code = if exact(number, "number:grouping")?.as_deref() == Some("true") {
        "#,##".to_owned()
    } else {
        "#".to_owned()
    };
    code += &"0".repeat(whole as usize);
    if decimals > 0 {
        code.push('.');
        code += &"0".repeat(decimals as usize);
    }
    // Omitted thousands.
    let factor = exact(number, "number:display-factor")?;
    let factor = factor.and_then(|text| text.trim().parse::<f64>().ok()).unwrap_or(1.0);
    let thousands = [1e3, 1e6, 1e9].iter().take_while(|step| factor >= **step).count();
    code += &",".repeat(thousands);
    Ok(code)
}

/// A condition and the format it selects.
fn map(start: &BytesStart<'_>) -> Outcome<Option<(String, String)>> {
    let condition = exact(start, "style:condition")?;
    let other = exact(start, "style:apply-style-name")?;
    let condition = condition.as_deref().and_then(|text| text.trim().strip_prefix("value()"));
    Ok(condition.zip(other).map(|(condition, other)| {
        (condition.replace("!=", "<>").replace(' ', ""), other.into_owned())
    }))
}
