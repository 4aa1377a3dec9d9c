//! Parts of a text that are shown struck out, above or below the line: where they matter, the text with
//! those parts in brackets. Whether a cell may have them depends on its column.

use std::ops::Range;

use crate::text::marked::Mark;

/// How a part of a text is shown.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(in crate::decode) struct Look {
    pub(in crate::decode) struck: bool,
    /// Above or below the line.
    pub(in crate::decode) small: Option<Mark>,
}

impl Look {
    /// The mark of a part; struck out is more than small.
    fn mark(self) -> Option<Mark> {
        if self.struck { Some(Mark::Struck) } else { self.small }
    }
}

/// What a writing system calls text above or below the line.
pub(in crate::decode) fn small(position: &str) -> Option<Mark> {
    match position {
        "superscript" => Some(Mark::Above),
        "subscript" => Some(Mark::Below),
        _ => None,
    }
}

/// Whether an element that switches something on does so: `<strike/>`, not `<strike val="0"/>`.
pub(in crate::decode) fn is_on(value: Option<&str>) -> bool {
    !matches!(value, Some("0" | "false" | "off" | "none"))
}

/// The parts of a text that have a look of their own, in order; the rest is shown as the cell.
#[derive(Debug, Default, Clone)]
pub(in crate::decode) struct Runs {
    parts: Vec<(Range<usize>, Look)>,
}

impl Runs {
    pub(in crate::decode) fn push(&mut self, part: Range<usize>, look: Look) {
        match self.parts.last_mut() {
            Some((last, same)) if *same == look && last.end == part.start => last.end = part.end,
            _ if part.is_empty() => {}
            _ => self.parts.push((part, look)),
        }
    }

    /// Follows a text that was cut off.
    pub(in crate::decode) fn truncate(&mut self, end: usize) {
        self.parts.retain(|(part, _)| part.end <= end);
    }

    /// Whether the parts look alike, so that nothing need be kept: `whole` is the length of the text.
    pub(in crate::decode) fn are_plain(&self, whole: usize) -> bool {
        let covered: usize = self.parts.iter().map(|(part, _)| part.len()).sum();
        let is_plain = self.parts.iter().all(|(_, look)| *look == Look::default());
        is_plain && (self.parts.is_empty() || covered == whole)
    }

    /// The text with digits above or below the line that follow a digit as such digits: `10⁶`, which
    /// is not 106. `None` if it has none.
    pub(in crate::decode) fn with_small_digits(&self, text: &str) -> Option<String> {
        let mut shown = String::new();
        let mut end = 0;
        for (part, look) in self.parts.iter().filter(|(_, look)| !look.struck) {
            let (Some(before), Some(digits)) = (text.get(..part.start), text.get(part.clone()))
            else {
                continue;
            };
            let follows_digit = before.ends_with(|c: char| c.is_ascii_digit());
            let are_digits = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
            let Some(mark) = look.small.filter(|_| follows_digit && are_digits) else { continue };
            shown += &text[end..part.start];
            shown.extend(digits.chars().map(|digit| mark.digit(digit)));
            end = part.end;
        }
        (end > 0).then(|| shown + &text[end..])
    }

    /// The text with its parts in brackets; `None` if nothing is struck out and all is on one line.
    /// `rest` is how the cell itself is shown.
    pub(in crate::decode) fn marked(&self, text: &str, rest: Look) -> Option<Marked> {
        let mut parts: Vec<(&str, Look)> = Vec::new();
        let mut end = 0;
        for (part, look) in &self.parts {
            // The end of a text may have been cut off.
            let last = part.end.min(text.len());
            parts.push((text.get(end..part.start)?, rest));
            parts.push((text.get(part.start..last)?, *look));
            end = last;
        }
        parts.push((text.get(end..)?, rest));
        let filled = || parts.iter().filter(|(part, _)| !part.trim().is_empty());
        let first = filled().next()?.1.mark();
        if filled().all(|(_, look)| look.mark() == first) {
            return (first == Some(Mark::Struck)).then(Marked::whole);
        }
        let mut shown = String::with_capacity(text.len() + 32);
        for (part, look) in &parts {
            match look.mark().filter(|_| !part.trim().is_empty()) {
                Some(mark) => shown += &mark.around(part),
                None => shown += part,
            }
        }
        let is_struck = filled().any(|(_, look)| look.struck);
        Some(Marked { text: Some(shown), is_struck })
    }
}

/// A cell with a part that is struck out or off the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::decode) struct Marked {
    /// With its parts in brackets; `None` if all of it is struck out.
    pub(in crate::decode) text: Option<String>,
    /// Whether something is struck out.
    pub(in crate::decode) is_struck: bool,
}

impl Marked {
    /// Of a cell that is struck out as a whole.
    pub(in crate::decode) fn whole() -> Self {
        Self { text: None, is_struck: true }
    }

    /// What it takes besides the text itself.
    pub(in crate::decode) fn len(&self) -> usize {
        self.text.as_ref().map_or(0, String::len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_digits_behind_a_digit_stay_small() {
        let look = |mark| Look { struck: false, small: Some(mark) };
        let shown = |text: &str, part: Range<usize>, look| {
            let mut runs = Runs::default();
            runs.push(part, look);
            runs.with_small_digits(text)
        };
        let above = look(Mark::Above);
        assert_eq!(shown("106 đồng", 2..3, above).as_deref(), Some("10⁶ đồng"));
        assert_eq!(shown("đạt 4512", 6..8, above), None, "the letter đ has two bytes");
        assert_eq!(shown("đạt 4512", 9..11, above).as_deref(), Some("đạt 45¹²"));
        assert_eq!(shown("đạt 4512", 9..12, above), None, "beyond the end");
        assert_eq!(shown("a 4512", 4..6, above).as_deref(), Some("a 45¹²"));
        assert_eq!(shown("x12", 2..3, look(Mark::Below)).as_deref(), Some("x1₂"));
        for (text, part) in [("m2", 1..2), ("12", 0..2), ("4*", 1..2), ("4 1", 2..3)] {
            assert_eq!(shown(text, part, above), None, "{text}");
        }
        assert_eq!(shown("45", 1..2, Look { struck: true, ..above }), None);
    }

    #[test]
    fn only_parts_that_differ_are_marked() {
        let struck = Look { struck: true, small: None };
        let above = Look { struck: false, small: Some(Mark::Above) };
        let plain = Look::default();
        let shown = |text: &str, parts: &[(Range<usize>, Look)], rest| {
            let mut runs = Runs::default();
            parts.iter().for_each(|(part, look)| runs.push(part.clone(), *look));
            runs.marked(text, rest)
        };
        let part = |text: &str, is_struck| Some(Marked { text: Some(text.to_owned()), is_struck });
        assert_eq!(shown("45", &[(0..1, struck)], plain), part("[gạch ngang: 4]5", true));
        assert_eq!(shown("41", &[(1..2, above)], plain), part("4[chữ nhỏ phía trên: 1]", false));
        assert_eq!(shown("45", &[(1..2, plain)], struck), part("[gạch ngang: 4]5", true));
        assert_eq!(
            shown("4 5", &[(0..1, struck), (1..3, plain)], plain),
            part("[gạch ngang: 4] 5", true)
        );
        assert_eq!(shown("45", &[(0..2, struck)], plain), Some(Marked::whole()));
        assert_eq!(shown("45 ", &[(0..2, struck)], plain), Some(Marked::whole()));
        assert_eq!(shown("45", &[], struck), Some(Marked::whole()));
        assert_eq!(shown("45", &[(0..2, above)], plain), None);
        assert_eq!(shown("45 ", &[(2..3, struck)], plain), None);
        assert_eq!(shown("45", &[(0..1, plain)], plain), None);
        assert_eq!(shown("", &[], struck), None);
        assert_eq!(shown("ế", &[(1..2, struck)], plain), None, "no whole character");
    }
}
