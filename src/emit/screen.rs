//! Text fitted for a screen: made harmless, measured, cut and wrapped. Knows nothing of findings.

pub(super) use crate::text::visible::{line as clean, name, push as push_clean};

/// The screen columns of one character: marks take none, East Asian letters and pictures two.
pub(super) fn column_count(c: char) -> usize {
    match u32::from(c) {
        0x300..=0x36F | 0x1AB0..=0x1AFF | 0x1DC0..=0x1DFF | 0x20D0..=0x20FF | 0xFE00..=0xFE0F => 0,
        0x1100..=0x115F
        | 0x2E80..=0xA4CF
        | 0xAC00..=0xD7A3
        | 0xF900..=0xFAFF
        | 0xFE30..=0xFE4F
        | 0xFF00..=0xFF60
        | 0xFFE0..=0xFFE6
        | 0x1F300..=0x1FAFF
        | 0x20000..=0x3FFFD => 2,
        _ => 1,
    }
}

/// The screen columns of `text`.
pub(super) fn columns(text: &str) -> usize {
    text.chars().map(column_count).sum()
}

/// The beginning of `text` that fits `limit` columns, with `…` for what was cut off.
pub(super) fn cut(text: &str, limit: usize) -> String {
    // Marks take no column: without a second limit, a heap of them would have no end.
    let most = limit * 3;
    if columns(text) <= limit && text.chars().count() <= most {
        return text.to_owned();
    }
    let (mut out, mut used) = (String::new(), 1);
    for c in text.chars().take(most) {
        used += column_count(c);
        if used > limit {
            break;
        }
        out.push(c);
    }
    out.truncate(out.trim_end().len());
    out.push('…');
    out
}

/// `text` broken between words so that no line passes `width`: `first` columns of the first line
/// are taken already, every further line begins with `hang` spaces.
pub(super) fn wrap(text: &str, first: usize, hang: usize, width: usize) -> String {
    let mut out = String::new();
    let mut used = first;
    let mut fresh = true;
    for word in text.split(' ') {
        let length = columns(word);
        if !fresh && used + 1 + length > width {
            new_line(&mut out, &mut used, hang);
        } else if !fresh {
            out.push(' ');
            used += 1;
        } else if length > 0 && used > hang && used + length > width {
            new_line(&mut out, &mut used, hang);
        }
        for c in word.chars() {
            // A word longer than a line is broken where the line ends.
            if used + column_count(c) > width && used > hang {
                new_line(&mut out, &mut used, hang);
            }
            out.push(c);
            used += column_count(c);
        }
        fresh = false;
    }
    out
}

fn new_line(out: &mut String, used: &mut usize, hang: usize) {
    out.truncate(out.trim_end_matches(' ').len());
    out.push('\n');
    out.extend(std::iter::repeat_n(' ', hang));
    *used = hang;
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::UnicodeNormalization;

    #[test]
    fn letters_are_measured_alike_in_both_forms() {
        let composed = "Thực hiện nhiệm vụ";
        let decomposed: String = composed.nfd().collect();
        assert_eq!(columns(composed), 18);
        assert_eq!(columns(&decomposed), 18);
        assert_eq!(columns("日本"), 4);
    }

    #[test]
    fn long_text_is_cut_with_an_ellipsis() {
        assert_eq!(cut("năm chữ", 7), "năm chữ");
        assert_eq!(cut("năm chữ dài", 7), "năm ch…");
        assert_eq!(cut("năm chữ dài", 5), "năm…");
        let heap = format!("a{}", "\u{301}".repeat(5000));
        assert!(cut(&heap, 10).chars().count() <= 31);
    }

    #[test]
    fn no_line_passes_the_width() {
        let text = "Nghiêng nghiêng  bóng nước 0123456789012345678901234567890123456789 hết.";
        for width in 12..60 {
            let wrapped = wrap(text, 6, 4, width);
            for (n, line) in wrapped.lines().enumerate() {
                let taken = if n == 0 { 6 } else { 0 };
                assert!(columns(line) + taken <= width, "{width}: {line}");
            }
            let letters = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            assert_eq!(letters(&wrapped), letters(text));
        }
    }
}
