//! The keys `crc_of` and `crc_paragraphs` of `appendix.yaml`, and `crc` of its tasks.

use std::sync::Arc;

use super::values::closed;
use super::{Loader, owned};
use crate::decode::yaml::{At, Fields, Node};
use crate::plan::integrity;
use crate::plan::recommendations::{Paragraph, ParagraphRead, Recommendations, number_key};
use crate::plan::task::{Crc, Mapping};
use crate::text::fold;

impl Loader<'_> {
    /// The known paragraphs. A plan that lists none may name any in its tasks.
    pub(super) fn recommendations(&mut self, f: &mut Fields<'_>) -> Recommendations {
        let of = f.text_if("crc_of", self.sink).map(fold::trim).filter(|of| !of.is_empty());
        let of = of.map(str::to_owned);
        let nodes = f.list("crc_paragraphs", self.sink);
        let (mut paragraphs, mut places) = (Vec::<Paragraph>::new(), Vec::<At>::new());
        for node in nodes {
            let Some((paragraph, at)) = self.paragraph(node) else { continue };
            let key = number_key(&paragraph.number);
            match paragraphs.iter().position(|known| number_key(&known.number) == key) {
                Some(first) => {
                    let first = (Arc::clone(self.name), places[first].line);
                    let place = at.place(self.name);
                    integrity::duplicate_id(place, &paragraph.number, first, self.sink);
                }
                None => {
                    paragraphs.push(paragraph);
                    places.push(at);
                }
            }
        }
        // After an unreadable paragraph an unknown number may be that one.
        if !nodes.is_empty() && paragraphs.len() == nodes.len() {
            self.paragraphs = Some(paragraphs.iter().map(|p| p.number.clone()).collect());
        }
        Recommendations { of, paragraphs }
    }

    /// A paragraph and the position of its number.
    fn paragraph(&mut self, node: &Node) -> Option<(Paragraph, At)> {
        let mut f = Fields::of(node, self.name, self.sink)?;
        let number = f.text("number", self.sink).map(fold::trim).map(str::to_owned);
        let subject = owned(&mut f, "subject", self.sink);
        let expected = "text, part hoặc heading";
        let certainty = closed(&mut f, "certainty", ParagraphRead::parse, expected, self.sink);
        let read = f.text_if("read", self.sink).map(fold::trim).filter(|read| !read.is_empty());
        let read = read.map(str::to_owned);
        let at = f.at("number");
        f.finish(self.sink);
        Some((Paragraph { number: number?, subject: subject?, certainty: certainty?, read }, at))
    }

    /// The recommendations that a task answers.
    pub(super) fn crc(&mut self, f: &mut Fields<'_>, task: Option<&str>) -> Crc {
        let Some(mut c) = f.fields_if("crc", self.sink) else { return Crc::default() };
        let nodes = c.list("paragraphs", self.sink);
        let (mut paragraphs, mut places) = (Vec::<String>::new(), Vec::<At>::new());
        for node in nodes {
            let written = node.text().map(fold::trim).filter(|number| !number.is_empty());
            let Some(written) = written else {
                c.wrong(node, "số của một đoạn khuyến nghị", self.sink);
                continue;
            };
            let Some(number) = self.known_number(node, task, written) else { continue };
            match paragraphs.iter().position(|before| number_key(before) == number_key(&number)) {
                Some(first) => {
                    let first = (Arc::clone(self.name), places[first].line);
                    integrity::duplicate_id(node.at().place(self.name), written, first, self.sink);
                }
                None => {
                    paragraphs.push(number);
                    places.push(node.at());
                }
            }
        }
        let mapping = c.optional("mapping").map(|node| {
            let read = node.text().and_then(Mapping::parse);
            if read.is_none() {
                c.wrong(node, "proposed, related hoặc confirmed", self.sink);
            }
            read.unwrap_or(Mapping::Proposed)
        });
        let clusters = c.texts("clusters", self.sink);
        c.finish(self.sink);
        Crc { paragraphs, mapping: mapping.unwrap_or(Mapping::Proposed), clusters }
    }

    /// The number as `crc_paragraphs` writes it.
    fn known_number(&mut self, node: &Node, task: Option<&str>, written: &str) -> Option<String> {
        let Some(known) = &self.paragraphs else { return Some(written.to_owned()) };
        let key = number_key(written);
        let found = known.iter().find(|number| number_key(number) == key);
        if found.is_none() {
            let place = node.at().place(self.name);
            integrity::unknown_paragraph(place, task, written, known, self.sink);
        }
        found.cloned()
    }
}
