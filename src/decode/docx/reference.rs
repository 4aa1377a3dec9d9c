//! The places in a text that refer to comments, footnotes and endnotes.

use quick_xml::events::BytesStart;

use crate::decode::book::error::Outcome;
use crate::decode::book::package::attribute;

/// What kind of note a cell refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Comment,
    Footnote,
    Endnote,
}

/// A reference to a note: its kind and number.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Reference {
    pub(super) kind: Kind,
    pub(super) number: String,
}

impl Reference {
    /// Reads an element, if it is one.
    pub(super) fn of(start: &BytesStart<'_>) -> Outcome<Option<Self>> {
        let kind = match start.local_name().as_ref() {
            "commentReference" | "commentRangeStart" => Kind::Comment,
            "footnoteReference" => Kind::Footnote,
            "endnoteReference" => Kind::Endnote,
            _ => return Ok(None),
        };
        let number = attribute(start, "id")?.map(|id| id.into_owned());
        Ok(number.map(|number| Self { kind, number }))
    }
}
