//! Words of a text with the gaps around them, and the data found.

/// The kind of personal data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A child, or a parent of a child, by full name.
    Name,
    /// The initials of a child with its age, year of birth or class.
    Initials,
    /// The number of an identity card.
    Identity,
    /// The number of a card of health insurance.
    Insurance,
    /// A telephone number.
    Telephone,
    /// The number of an account of a person.
    Account,
    /// An address of electronic mail.
    Mail,
    /// A day of birth.
    BirthDay,
}

impl Kind {
    /// The words for readers.
    pub fn words(self) -> &'static str {
        match self {
            Self::Name => "họ tên trẻ em",
            Self::Initials => "họ tên viết tắt kèm tuổi hoặc lớp",
            Self::Identity => "số căn cước",
            Self::Insurance => "số thẻ bảo hiểm",
            Self::Telephone => "số điện thoại",
            Self::Account => "số tài khoản",
            Self::Mail => "thư điện tử",
            Self::BirthDay => "ngày sinh",
        }
    }
}

/// One item of personal data, masked so that it can be found in its cell but reveals nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its kind.
    pub kind: Kind,
    /// `cháu N.V.A`, `090…56`.
    pub masked: String,
}

/// A word and the gaps before and after it.
#[derive(Debug)]
pub(super) struct Word<'a> {
    pub(super) text: &'a str,
    pub(super) small: String,
    /// The gap from the previous word, or from the start.
    pub(super) before: &'a str,
    /// The gap to the next word, or to the end.
    pub(super) after: &'a str,
}

impl<'a> Word<'a> {
    /// Whether it is in `list`, whose words are separated by spaces.
    pub(super) fn is_one_of(&self, list: &str) -> bool {
        // Over bytes: a search for each space costs more than these short words.
        list.as_bytes().split(|b| *b == b' ').any(|word| word == self.small.as_bytes())
    }

    /// Its digits, if it has nothing else.
    pub(super) fn number_text(&self) -> Option<&'a str> {
        self.text.bytes().all(|b| b.is_ascii_digit()).then_some(self.text)
    }

    /// Its value, if it is a number.
    pub(super) fn number(&self) -> Option<u32> {
        self.number_text()?.parse().ok()
    }
}

/// Splits a text into words of letters and digits; an apostrophe may be part of a name.
pub(super) fn words(text: &str) -> Vec<Word<'_>> {
    let is_inside = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’');
    let mut spans: Vec<(usize, usize)> = Vec::new();
    let mut begun = None;
    for (at, c) in text.char_indices() {
        match (begun, is_inside(c)) {
            (None, true) => begun = Some(at),
            (Some(from), false) => {
                spans.push((from, at));
                begun = None;
            }
            _ => {}
        }
    }
    spans.extend(begun.map(|from| (from, text.len())));
    let gap = |n: usize| {
        let from = n.checked_sub(1).and_then(|n| spans.get(n)).map_or(0, |(_, to)| *to);
        let to = spans.get(n).map_or(text.len(), |(from, _)| *from);
        &text[from..to]
    };
    let word = |(n, (from, to)): (usize, &(usize, usize))| Word {
        text: &text[*from..*to],
        small: text[*from..*to].to_lowercase(),
        before: gap(n),
        after: gap(n + 1),
    };
    spans.iter().enumerate().map(word).collect()
}

/// Whether a gap ends a statement: words before it do not describe what follows.
pub(super) fn ends(gap: &str) -> bool {
    gap.contains([';', '\n', '!', '?']) || gap.contains(". ")
}
