//! What the styles of a document say about its text: the defaults, the styles of the table, the
//! paragraph and the run, and what the run says itself, which has the last word.

use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};

use crate::decode::book::error::{Outcome, ReadError};
use crate::decode::book::font::OldFont;
use crate::decode::book::package::{Package, Xml, attribute};
use crate::decode::book::relations;
use crate::decode::book::runs::{Look, is_on, small};
use crate::text::marked::Mark;

/// Maximum number of styles.
const MAX_STYLES: usize = 100_000;
/// Maximum length of a chain of styles, each based on the next.
const MAX_PARENTS: usize = 32;

/// What properties of a run say; `None` where they say nothing.
#[derive(Debug, Default, Clone)]
pub(super) struct Properties {
    /// The style of characters.
    style: Option<String>,
    /// An old font, or another.
    font: Option<Option<OldFont>>,
    hidden: Option<bool>,
    struck: Option<bool>,
    struck_twice: Option<bool>,
    /// Small above or below the line, or neither.
    small: Option<Option<Mark>>,
    /// Moved up or down by a distance, or not.
    moved: Option<Option<Mark>>,
}

/// How a run is shown.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Shown {
    pub(super) font: Option<OldFont>,
    pub(super) hidden: bool,
    pub(super) look: Look,
}

#[derive(Debug, Default)]
struct Style {
    parent: Option<String>,
    own: Properties,
}

/// What a style is for; a paragraph and a run may name styles of one name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Family {
    Table,
    Paragraph,
    Character,
}

/// The styles of a document, by name.
#[derive(Debug, Default)]
pub(super) struct Styles {
    defaults: Properties,
    named: HashMap<(Family, String), Style>,
    /// The style of paragraphs that name none.
    of_paragraphs: Option<String>,
}

impl Properties {
    /// Reads the current element with properties of a run.
    pub(super) fn read(xml: &mut Xml<'_, '_>) -> Outcome<Self> {
        let mut own = Self::default();
        let mut open = 1;
        while open > 0 {
            match xml.next()? {
                // Its properties before their tracked change.
                Event::Start(start) if start.local_name().as_ref() == "rPrChange" => xml.skip()?,
                Event::Start(start) => {
                    open += 1;
                    own.property(&start)?;
                }
                Event::End(_) => open -= 1,
                Event::Eof => return Err(ReadError::Damaged),
                _ => {}
            }
        }
        Ok(own)
    }

    fn property(&mut self, start: &BytesStart<'_>) -> Outcome<()> {
        let value = || attribute(start, "val");
        let is_on = || Ok(Some(is_on(value()?.as_deref())));
        match start.local_name().as_ref() {
            "rStyle" => self.style = value()?.map(|name| name.into_owned()),
            "rFonts" => {
                if let Some(name) = attribute(start, "ascii")? {
                    self.font = Some(OldFont::named(&name));
                }
            }
            "vanish" => self.hidden = is_on()?,
            "strike" => self.struck = is_on()?,
            "dstrike" => self.struck_twice = is_on()?,
            "vertAlign" => self.small = Some(small(&value()?.unwrap_or_default())),
            "position" => self.moved = Some(moved(&value()?.unwrap_or_default())),
            _ => {}
        }
        Ok(())
    }

    /// Fills in what is not said here.
    fn or(&mut self, other: &Self) {
        self.font = self.font.or(other.font);
        self.hidden = self.hidden.or(other.hidden);
        self.struck = self.struck.or(other.struck);
        self.struck_twice = self.struck_twice.or(other.struck_twice);
        self.small = self.small.or(other.small);
        self.moved = self.moved.or(other.moved);
    }
}

/// Whether a distance, in half points or with a unit, is above or below the line.
fn moved(distance: &str) -> Option<Mark> {
    let distance = distance.trim();
    let is_none = distance.chars().all(|c| !c.is_ascii_digit() || c == '0');
    match is_none {
        true => None,
        false if distance.starts_with('-') => Some(Mark::Below),
        false => Some(Mark::Above),
    }
}

impl Styles {
    /// Reads the styles of the document whose main part has this path.
    pub(super) fn of(package: &mut Package<'_>, main: &str) -> Outcome<Self> {
        let mut styles = Self::default();
        let Some(path) = relations::related(package, main, "styles")? else { return Ok(styles) };
        let Some(mut xml) = package.xml(&path)? else { return Ok(styles) };
        loop {
            match xml.next()? {
                Event::Start(start) => match start.local_name().as_ref() {
                    "docDefaults" => styles.defaults = style(&mut xml)?.own,
                    "style" => {
                        let start = start.into_owned();
                        styles.add(&start, style(&mut xml)?)?;
                    }
                    _ => {}
                },
                Event::DocType(_) => return Err(ReadError::Damaged),
                Event::Eof => return Ok(styles),
                _ => {}
            }
        }
    }

    fn add(&mut self, start: &BytesStart<'_>, style: Style) -> Outcome<()> {
        let name = attribute(start, "styleId")?.unwrap_or_default().into_owned();
        let family = match attribute(start, "type")?.as_deref() {
            None | Some("paragraph") => Family::Paragraph,
            Some("character") => Family::Character,
            Some("table") => Family::Table,
            _ => return Ok(()),
        };
        let is_default = attribute(start, "default")?.is_some_and(|value| is_on(Some(&value)));
        if is_default && family == Family::Paragraph {
            self.of_paragraphs = Some(name.clone());
        }
        self.named.insert((family, name), style);
        if self.named.len() > MAX_STYLES { Err(ReadError::Damaged) } else { Ok(()) }
    }

    /// How a run is shown in a table and a paragraph that name these styles or none.
    pub(super) fn shown(
        &self,
        table: Option<&str>,
        paragraph: Option<&str>,
        run: &Properties,
    ) -> Shown {
        let known = |name: &&str| self.named.contains_key(&(Family::Paragraph, (*name).to_owned()));
        let paragraph = paragraph.filter(known).or(self.of_paragraphs.as_deref());
        let of_paragraph = self.chain(Family::Paragraph, paragraph);
        let of_table = self.chain(Family::Table, table);
        let of_run = self.chain(Family::Character, run.style.as_deref());
        // Of what is switched on and off, each style turns round what the one outside of it says.
        let switch = |of: fn(&Properties) -> Option<bool>| {
            let is_on = |said: &Properties| of(said) == Some(true);
            let styles = [&of_table, &of_paragraph, &of_run];
            let is_odd = styles.into_iter().filter(|said| is_on(said)).count() % 2 == 1;
            let by_style = is_on(&self.defaults) || is_odd;
            of(run).unwrap_or(by_style)
        };
        let (hidden, struck) = (switch(|said| said.hidden), switch(|said| said.struck));
        let mut all = run.clone();
        for other in [&of_run, &of_paragraph, &of_table, &self.defaults] {
            all.or(other);
        }
        let struck = struck || all.struck_twice == Some(true);
        let small = all.small.flatten().or(all.moved.flatten());
        Shown { font: all.font.flatten(), hidden, look: Look { struck, small } }
    }

    /// What a style says, with those on which it is based.
    fn chain(&self, family: Family, name: Option<&str>) -> Properties {
        let mut said = Properties::default();
        let mut at = name;
        for _ in 0..MAX_PARENTS {
            let style = at.and_then(|name| self.named.get(&(family, name.to_owned())));
            let Some(style) = style else { break };
            said.or(&style.own);
            at = style.parent.as_deref();
        }
        said
    }
}

/// Reads the current style, or the defaults.
fn style(xml: &mut Xml<'_, '_>) -> Outcome<Style> {
    let mut style = Style::default();
    let mut open = 1;
    while open > 0 {
        match xml.next()? {
            Event::Start(start) => match start.local_name().as_ref() {
                "rPr" => style.own = Properties::read(xml)?,
                "basedOn" => {
                    style.parent = attribute(&start, "val")?.map(|name| name.into_owned());
                    open += 1;
                }
                // Of the mark at the end of a paragraph, and of parts of a table.
                "pPr" | "tblStylePr" => xml.skip()?,
                _ => open += 1,
            },
            Event::End(_) => open -= 1,
            Event::Eof => return Err(ReadError::Damaged),
            _ => {}
        }
    }
    Ok(style)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_distance_is_above_or_below_the_line() {
        for (distance, mark) in [
            ("6", Some(Mark::Above)),
            (" 1", Some(Mark::Above)),
            ("-4", Some(Mark::Below)),
            ("-1.5pt", Some(Mark::Below)),
            ("0", None),
            ("-0", None),
            ("0pt", None),
            ("", None),
        ] {
            assert_eq!(moved(distance), mark, "{distance}");
        }
    }
}
