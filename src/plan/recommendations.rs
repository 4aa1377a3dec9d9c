//! The recommendations that the tasks answer: their paragraphs, how far the text of each was read,
//! and which tasks answer it.
//!
//! Two certainties are kept apart: that of a paragraph ([`ParagraphRead`]), a fact about the
//! document, and that of its link with a task ([`Mapping`](super::Mapping)), a proposal until
//! confirmed.

use super::status::keyed;
use super::task::TaskId;

keyed! {
    /// How far the text of a paragraph was read.
    ParagraphRead {
        /// All of it.
        Text = "text";
        /// Its beginning.
        Part = "part";
        /// Only its number and subject, in a list.
        Heading = "heading";
    }
}

impl ParagraphRead {
    /// The label for display. Only a text that was read is called verified.
    pub fn label(self) -> &'static str {
        match self {
            Self::Text => "đã đối chiếu nguyên văn",
            Self::Part => "đã đối chiếu nguyên văn phần đầu của đoạn",
            Self::Heading => "mới biết số đoạn và chủ đề, chưa đọc nguyên văn",
        }
    }

    /// The value with a key.
    pub(super) fn parse(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.key() == key)
    }
}

/// A paragraph of the recommendations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// `30`, `38(c)`.
    pub number: String,
    /// What it is about.
    pub subject: String,
    /// How far its text was read.
    pub certainty: ParagraphRead,
    /// Where it was read.
    pub read: Option<String>,
}

impl Paragraph {
    /// Its number and subject, and how far it was read and where.
    pub fn told(&self) -> String {
        let read = self.read.as_deref().map(|read| format!(" ({read})")).unwrap_or_default();
        format!("Đoạn {}. {}: {}{read}.", self.number, self.subject, self.certainty.label())
    }
}

/// The known paragraphs of the recommendations.
#[derive(Debug, Clone, Default)]
pub struct Recommendations {
    /// Who made them.
    pub of: Option<String>,
    /// The paragraphs, in the order of the file; empty if the plan lists none.
    pub paragraphs: Vec<Paragraph>,
}

/// A paragraph with the tasks of the appendix that answer it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnsweredParagraph<'p> {
    /// Its number.
    pub number: &'p str,
    /// What is known of it; `None` if the plan does not list paragraphs.
    pub known: Option<&'p Paragraph>,
    /// The tasks, in the plan's order.
    pub tasks: Vec<TaskId>,
}

/// The comparison key of a paragraph's number: `38 (C)` = `38(c)`.
pub(super) fn number_key(written: &str) -> String {
    written.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}
