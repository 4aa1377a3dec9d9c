//! Reportable tasks: the appendix, and solutions and duties without an appendix row.

use chrono::NaiveDate;

use super::register::{AgencyId, GroupId};
use super::status::keyed;
use crate::text::fold;

/// A task, by its index in [`super::Plan::tasks`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TaskId(u16);

impl TaskId {
    pub(super) fn new(index: usize) -> Self {
        Self(u16::try_from(index).unwrap_or(u16::MAX))
    }

    /// Its index in the plan's order.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// A group of the appendix.
#[derive(Debug, Clone)]
pub struct TaskGroup {
    /// `I` to `V`.
    pub id: String,
    /// Its title, verbatim.
    pub title: String,
    /// A short name, if the plan gives one.
    pub name: Option<String>,
}

/// The origin of a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// A row of the appendix, in the group of this index.
    Appendix {
        /// Index in [`super::Plan::groups`].
        group: usize,
    },
    /// A solution of section II without an appendix row.
    Solution,
    /// A duty of section IV.
    Duty {
        /// Whether the plan only requests it.
        request: bool,
    },
}

/// A body or a group of bodies, as the plan names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Party {
    /// One agency.
    Agency(AgencyId),
    /// A named group.
    Group(GroupId),
}

/// The assignment of a task from a day on.
#[derive(Debug, Clone)]
pub struct Assignment {
    /// First day; `None` from the plan's own date.
    pub from: Option<NaiveDate>,
    /// The lead; none for solutions and duties.
    pub lead: Option<AgencyId>,
    /// The coordinating parties.
    pub coordinating: Vec<Party>,
}

keyed! {
    /// How surely the paragraphs of a task are those that it answers.
    Mapping {
        /// Proposed: the words of the task and the subject of the paragraph are the same.
        Proposed = "proposed";
        /// Proposed: both are of the same field.
        Related = "related";
        /// Confirmed by a competent authority.
        Confirmed = "confirmed";
    }
}

impl Mapping {
    /// The label for display.
    pub fn label(self) -> &'static str {
        match self {
            Self::Proposed => "đề xuất",
            Self::Related => "đề xuất, mới cùng lĩnh vực",
            Self::Confirmed => "đã được xác nhận",
        }
    }

    /// The value with a key.
    pub(super) fn parse(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.key() == key)
    }
}

/// Which recommendations of the Committee a task answers.
#[derive(Debug, Clone)]
pub struct Crc {
    /// Paragraphs of the recommendations, by number. How far the text of each was read is told in
    /// [`super::Plan::recommendations`].
    pub paragraphs: Vec<String>,
    /// How surely the task answers these paragraphs.
    pub mapping: Mapping,
    /// Clusters of rights; a reading of the makers, marked as such.
    pub clusters: Vec<String>,
}

impl Default for Crc {
    fn default() -> Self {
        Self { paragraphs: Vec::new(), mapping: Mapping::Proposed, clusters: Vec::new() }
    }
}

/// A task that agencies report on.
#[derive(Debug, Clone)]
pub struct Task {
    /// `I.1`, `KH.6`, `TC.2c`.
    pub id: String,
    /// A short name, if the plan gives one.
    pub name: Option<String>,
    /// What a duty is about, if the plan says it in short: its name is who carries it out.
    pub subject: Option<String>,
    /// The wording: one part, or the bullets of the source.
    pub parts: Vec<String>,
    /// Its origin in the plan.
    pub origin: Origin,
    /// Its assignments, oldest first, never empty.
    pub assignments: Vec<Assignment>,
    /// Id of the solution it carries out.
    pub solution: Option<String>,
    /// Its due date; the printed appendix sets none.
    pub due: Option<NaiveDate>,
    /// Recommendations it answers.
    pub crc: Crc,
    /// Its file in the plan folder.
    pub file: &'static str,
    /// Its line in that file.
    pub line: u32,
}

impl Assignment {
    /// The lead as a slice; empty without a lead.
    pub fn leads(&self) -> &[AgencyId] {
        self.lead.as_slice()
    }
}

impl Task {
    /// The wording as one text.
    pub fn text(&self) -> String {
        self.parts.join(" ")
    }

    /// The assignment in force on a day: the latest one begun, else the first.
    pub fn assignment(&self, on: NaiveDate) -> &Assignment {
        self.assignments
            .iter()
            .rev()
            .find(|a| a.from.is_none_or(|from| from <= on))
            .unwrap_or(&self.assignments[0])
    }

    /// The latest change of lead up to a day: its date and the previous lead.
    pub fn handover(&self, on: NaiveDate) -> Option<(NaiveDate, AgencyId)> {
        let begun = |a: &&Assignment| a.from.is_none_or(|from| from <= on);
        let begun: Vec<&Assignment> = self.assignments.iter().filter(begun).collect();
        begun.windows(2).rev().find_map(|pair| match (pair[0].lead, pair[1].lead) {
            (Some(before), Some(lead)) if before != lead => Some((pair[1].from?, before)),
            _ => None,
        })
    }

    /// Whether silence on it is never a fault.
    pub fn is_request(&self) -> bool {
        matches!(self.origin, Origin::Duty { request: true })
    }
}

/// Characters allowed between the parts of a code and after its end, besides spaces.
const SEPARATORS: [char; 7] = ['.', '-', '–', '—', '/', '_', ','];
const TRAILING: [char; 5] = ['.', ',', ';', ':', ')'];

/// The first character that makes a text an invalid code, even if its key matches one: a stroke in
/// place of an I (`I|.1`, `I!.1`, `I/.1`) would mean another task.
pub fn invalid_char_in_code(written: &str) -> Option<char> {
    let text = written.trim();
    let pairs = [('(', ')'), ('[', ']'), ('"', '"'), ('“', '”'), ('\'', '\'')];
    let inside = |(open, close)| text.strip_prefix(open)?.strip_suffix(close);
    let text = pairs.into_iter().find_map(inside).unwrap_or(text);
    let text = text.trim_end_matches(|c: char| c.is_whitespace() || TRAILING.contains(&c));
    let text = text.strip_prefix(['-', '–', '\'']).unwrap_or(text);
    // Between two parts: one separator, repeated any number of times.
    let (mut begun, mut mark) = (false, None);
    text.chars().find_map(|c| {
        if c.is_whitespace() || fold::is_invisible(c) {
            return None;
        }
        if !SEPARATORS.contains(&c) {
            (begun, mark) = (true, None);
            let is_letter = |byte: u8| byte.is_ascii_alphanumeric();
            let known = fold::ascii_bytes(c.encode_utf8(&mut [0; 4])).next().is_some_and(is_letter);
            return (!known).then_some(c);
        }
        let before = mark.replace(c).unwrap_or(c);
        // Of two different separators, the full stop is the valid one.
        (!begun || before != c).then_some(if c == '.' { before } else { c })
    })
}

/// The comparison key of a task code: letters and digits, upper case, `I.1` = `i-1` = `I / 1`.
pub(super) fn code_key(written: &str) -> String {
    fold::ascii(written).replace(' ', ".").to_ascii_uppercase()
}

/// Maximum length of a packed key.
const MAX_PACKED_CHARS: usize = 16;

/// The key packed into an integer, for fast comparison; `None` if too long.
pub(super) fn packed_key(written: &str) -> Option<u128> {
    let (bytes, length) = fold::beginning::<{ MAX_PACKED_CHARS + 1 }>(written);
    let dotted = |byte: &u8| if *byte == b' ' { b'.' } else { *byte };
    (length <= MAX_PACKED_CHARS).then(|| packed(bytes[..length].iter().map(dotted)))
}

/// Fast path of [`packed_key`] for the usual spelling: `I.1`, `tc.2a`.
pub(super) fn key_of_plain(written: &str) -> Option<u128> {
    let bytes = written.as_bytes();
    let [first, .., last] = bytes else { return None };
    let dots = bytes.iter().filter(|byte| **byte == b'.').count();
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'.';
    let is_plain = dots == 1 && *first != b'.' && *last != b'.' && bytes.iter().all(plain);
    (is_plain && bytes.len() <= MAX_PACKED_CHARS).then(|| packed(bytes.iter().copied()))
}

fn packed(bytes: impl Iterator<Item = u8>) -> u128 {
    bytes.fold(0, |key, byte| key << 8 | u128::from(byte.to_ascii_uppercase()))
}

#[cfg(test)]
mod tests {
    use super::{code_key, invalid_char_in_code, key_of_plain, packed_key};

    #[test]
    fn a_mark_in_the_place_of_a_letter_is_no_part_of_a_code() {
        for (written, mark) in [
            ("ІV.1", 'І'),
            ("Ⅰ.1", 'Ⅰ'),
            ("|V.1", '|'),
            ("I|.1", '|'),
            ("?V.2", '?'),
            ("I\u{FFFD}.1", '\u{FFFD}'),
            ("I!.1", '!'),
            ("!V.1", '!'),
            ("I/.1", '/'),
            ("/V.1", '/'),
            ("I].1", ']'),
            ("[.1", '['),
            ("I\\.1", '\\'),
            (".V.1", '.'),
            ("I.1*", '*'),
            ("I.1²", '²'),
            ("✓ I.1", '✓'),
            ("Ｉ.1", 'Ｉ'),
        ] {
            assert_eq!(invalid_char_in_code(written), Some(mark), "{written}");
        }
        for written in [
            "I.1",
            "I-1",
            "I/1",
            "i.1",
            "I. 1",
            " I.1. ",
            "I . 1",
            "I 1",
            "I,1",
            "I..1",
            "(I.1)",
            "“I.1”",
            "I.1)",
            "- I.1",
            "TC.2a",
            "KH_6",
            "I\u{200B}.1",
            "I\u{A0}.\u{A0}1",
            "Đ.1",
        ] {
            assert_eq!(invalid_char_in_code(written), None, "{written}");
        }
    }

    #[test]
    fn one_code_many_spellings() {
        for written in ["I.1", "I-1", "I/1", "i.1", "I. 1", " I.1. ", "I . 1"] {
            assert_eq!(code_key(written), "I.1", "{written}");
            assert_eq!(packed_key(written), Some(0x49_2E_31), "{written}");
        }
        assert_eq!(packed_key("0123456789abcdef"), Some(u128::from_be_bytes(*b"0123456789ABCDEF")));
        assert_eq!(packed_key("0123456789abcdefg"), None);
        for written in ["I.1", "i.1", "TC.2a", "0123456789.bcdef"] {
            assert_eq!(key_of_plain(written), packed_key(written), "{written}");
            assert_eq!(invalid_char_in_code(written), None, "{written}");
        }
        for written in ["", "I", ".1", "I.", "I..1", "I.1.2", " I.1", "Đ.1", "0123456789.bcdefg"] {
            assert_eq!(key_of_plain(written), None, "{written}");
        }
        assert_eq!(code_key("tc.2A"), "TC.2A");
        assert_ne!(code_key("I.11"), code_key("II.1"));
    }
}
