//! V413: characters in a cell that no screen shows: non-breaking spaces inside a text, zero-width
//! and control characters, marks that turn the direction of writing.

use crate::check::{RowContext, Rule};
use crate::diag::{Code, Sink};
use crate::text::fold;

static CODE: Code = Code::warning("V413", "hidden-characters", "Ô có ký tự ẩn");

/// V413.
pub(in crate::check) struct HiddenCharacters;

impl Rule for HiddenCharacters {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn row(&self, cx: &RowContext<'_>, sink: &mut Sink) {
        for (field, raw) in cx.cells() {
            if !may_hide_any(raw) {
                continue;
            }
            let kinds = hidden(raw);
            if kinds.is_empty() {
                continue;
            }
            let told: Vec<String> =
                kinds.iter().map(|(kind, count)| format!("{count} {}", kind.words())).collect();
            let message = format!("Ô có {} mà màn hình không cho thấy.", told.join(", "));
            sink.push(
                cx.at(&CODE, field, message)
                    .value(told.join(", "))
                    .expected("chỉ chữ, số, dấu câu và dấu cách thường")
                    .help("Ký tự này thường đến từ Word hoặc trang web: gõ lại nội dung ô, hoặc dán bằng Paste Special, kiểu Text.")
                    .fix(cleaned(raw)),
            );
        }
    }
}

/// What sort of hidden character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    FixedSpace,
    Invisible,
    Direction,
    Control,
}

impl Kind {
    fn of(c: char) -> Option<Self> {
        match c {
            '\u{A0}' | '\u{2007}' | '\u{202F}' => Some(Self::FixedSpace),
            '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
                Some(Self::Direction)
            }
            '\u{2028}' | '\u{2029}' => Some(Self::Invisible),
            _ if fold::is_invisible(c) => Some(Self::Invisible),
            '\n' | '\r' | '\t' => None,
            _ if c.is_control() => Some(Self::Control),
            _ => None,
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::FixedSpace => "dấu cách không ngắt",
            Self::Invisible => "ký tự không hiện ra",
            Self::Direction => "ký tự đổi chiều chữ",
            Self::Control => "ký tự điều khiển",
        }
    }
}

/// A look at the bytes alone: Vietnamese letters and signs hold none of these.
fn may_hide_any(text: &str) -> bool {
    text.bytes().any(|b| {
        matches!(b, 0xC2 | 0xE2 | 0xEF | 0x7F) || (b < 0x20 && !matches!(b, b'\n' | b'\r' | b'\t'))
    })
}

/// How many of each kind. Spaces around a text are taken off anyway and do no harm.
fn hidden(raw: &str) -> Vec<(Kind, usize)> {
    let mut counts: Vec<(Kind, usize)> = Vec::new();
    let around = |c: char| c.is_whitespace();
    for kind in raw.trim_matches(around).chars().filter_map(Kind::of) {
        match counts.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, count)) => *count += 1,
            None => counts.push((kind, 1)),
        }
    }
    counts.sort();
    counts
}

fn cleaned(raw: &str) -> String {
    let shown: String = raw
        .chars()
        .filter_map(|c| match Kind::of(c) {
            None => Some(c),
            Some(Kind::FixedSpace) => Some(' '),
            Some(_) => None,
        })
        .collect();
    fold::trim(&shown).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_seen_and_cleaned() {
        for (raw, kind, clean) in [
            ("Sở\u{A0}Y tế", Kind::FixedSpace, "Sở Y tế"),
            ("Sở\u{200B} Y tế", Kind::Invisible, "Sở Y tế"),
            ("I.1\u{202E}", Kind::Direction, "I.1"),
            ("Sở Y\u{7} tế", Kind::Control, "Sở Y tế"),
            ("Sở\u{85}Y tế", Kind::Control, "SởY tế"),
        ] {
            assert!(may_hide_any(raw), "{raw:?}");
            assert_eq!(hidden(raw), [(kind, 1)], "{raw:?}");
            assert_eq!(cleaned(raw), clean, "{raw:?}");
        }
    }

    #[test]
    fn ordinary_text_hides_nothing() {
        for raw in [
            "- Mở 3 lớp;\r\n- Phát 500 tờ rơi",
            "“Ngày hội” – 100 em…",
            "a\tb",
            "Sở Y tế\u{A0}",
            "ÁÀẢÃẠ Đ đ ơ ư",
        ] {
            assert!(hidden(raw).is_empty(), "{raw:?}");
        }
    }
}
