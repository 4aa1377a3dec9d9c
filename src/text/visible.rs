//! Makes texts safe to print: documents lose active characters, elsewhere they are shown by their
//! code, and nothing is left that a terminal or build log would execute as a command.
//!
//! A log executes `##[…]` and `##vso[…]` anywhere, and `::…::` at the start of a line.

use std::borrow::Cow;

use super::{fold, hidden};

/// Whether `c` would act on the terminal, or be invisible.
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || fold::is_invisible(c)
        || is_no_character(c)
        || matches!(c, '\u{180E}' | '\u{2028}' | '\u{2029}')
}

/// Whether `c` is a Unicode noncharacter, which HTML and XML may not contain.
pub fn is_no_character(c: char) -> bool {
    matches!(c, '\u{FDD0}'..='\u{FDEF}') || u32::from(c) & 0xFFFE == 0xFFFE
}

/// A text for documents: without hidden characters, with one space for every run of white space. A
/// noncharacter becomes the replacement character.
pub fn clean(text: &str) -> String {
    cleaned(text).into_owned()
}

/// The same, borrowed where nothing is to be removed.
pub fn cleaned(text: &str) -> Cow<'_, str> {
    if is_clean(text.as_bytes()) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        if c.is_whitespace() {
            gap = true;
        } else if is_no_character(c) || !is_hidden(c) {
            if gap && !out.is_empty() {
                out.push(' ');
            }
            gap = false;
            out.push(if is_no_character(c) { char::REPLACEMENT_CHARACTER } else { c });
        }
    }
    Cow::Owned(out)
}

/// Fast path over the bytes of a text: true only if it holds nothing but the letters and signs of
/// Vietnamese and single spaces inside.
fn is_clean(bytes: &[u8]) -> bool {
    let mut is_gap = true;
    for (at, byte) in bytes.iter().enumerate() {
        let is_plain = match byte {
            b' ' if is_gap => false,
            // 0xC3 to 0xC6 and 0xE1 0xBA, 0xE1 0xBB are letters with marks; what follows a first byte
            // was looked at with it.
            b' '..=b'~' | 0x80..=0xBF | 0xC3..=0xC6 => true,
            0xE1 => matches!(bytes.get(at + 1), Some(0xBA | 0xBB)),
            _ => hidden::is_sign(&bytes[at..]),
        };
        if !is_plain {
            return false;
        }
        is_gap = *byte == b' ';
    }
    !is_gap || bytes.is_empty()
}

/// Appends `c`, or its visible form.
pub fn push(out: &mut String, c: char) {
    match c {
        '\n' | '\r' => out.push('⏎'),
        '\t' => out.push('⇥'),
        c if is_hidden(c) => out.push_str(&format!("⟨U+{:04X}⟩", u32::from(c))),
        c => out.push(c),
    }
}

/// `text` on one line with every hidden character made visible and without commands.
pub fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // CRLF is one line break.
    text.replace("\r\n", "\n").chars().for_each(|c| push(&mut out, c));
    match unmarked(&out) {
        Cow::Borrowed(_) => out,
        Cow::Owned(text) => text,
    }
}

/// A file name, path or other text at the start of a line, treated like [`line()`].
pub fn name(text: &str) -> String {
    let text = line(text);
    match parted(&text) {
        Some(parted) => parted,
        None => text,
    }
}

/// A whole message: no line is a command, and nothing is hidden except the colours of the program
/// itself.
pub fn message(text: &str) -> Cow<'_, str> {
    let acts = |c: char| is_hidden(c) && !matches!(c, '\n' | '\t');
    if !text.contains(acts) && !text.contains("##") && !text.contains("::") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for line in text.split_inclusive('\n') {
        let (line, end) = line.strip_suffix('\n').map_or((line, ""), |line| (line, "\n"));
        let mut shown = String::with_capacity(line.len());
        for (at, c) in line.char_indices() {
            if acts(c) && !is_colour(&line[at..]) { push(&mut shown, c) } else { shown.push(c) }
        }
        let shown = unmarked(&shown);
        out.push_str(&parted(&shown).map_or(shown, Cow::Owned));
        out.push_str(end);
    }
    Cow::Owned(out)
}

/// JSON in which hidden characters and command marks are written as `\uXXXX`: the same JSON, but
/// safe to print. Outside strings JSON contains none except line ends, so the whole text can be
/// processed.
pub fn json(text: String) -> String {
    let acts = |c: char| c != '\n' && is_hidden(c);
    if !text.contains(acts) && !text.contains("##") {
        return text;
    }
    let mut out = String::with_capacity(text.len() + 64);
    for (at, c) in text.char_indices() {
        if acts(c) || is_marked(&text[at..]) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            out.push(c);
        }
    }
    out
}

/// Whether a text starts with a colour change: `ESC [ 31 m`.
fn is_colour(text: &str) -> bool {
    text.strip_prefix("\u{1b}[").is_some_and(|rest| {
        rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';').starts_with('m')
    })
}

/// A text in which `##[` and `##word[` are separated by a space: for a format without an escape for
/// them.
pub fn unmarked(text: &str) -> Cow<'_, str> {
    if !text.match_indices('#').any(|(at, _)| is_marked(&text[at..])) {
        return Cow::Borrowed(text);
    }
    // Twice: of three signs the last two remain after one pass.
    Cow::Owned(text.replace("##", "# #").replace("##", "# #"))
}

/// Whether a text starts with `##[` or `##word[`.
fn is_marked(text: &str) -> bool {
    text.strip_prefix("##").is_some_and(|rest| {
        rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric()).starts_with('[')
    })
}

/// Separates a leading `::`, also after spaces or colours, with a space.
fn parted(line: &str) -> Option<String> {
    let mut rest = line;
    loop {
        rest = rest.trim_start();
        match rest.strip_prefix("\u{1b}[").filter(|_| is_colour(rest)) {
            Some(colour) => rest = colour.split_once('m').map_or("", |(_, rest)| rest),
            None => break,
        }
    }
    let before = &line[..line.len() - rest.len()];
    rest.strip_prefix("::").map(|rest| format!("{before}: :{rest}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_become_visible() {
        let shown = line("a\u{1b}[31mb\u{202e}c\u{200b}\u{9b}d\te\r\nf\u{7}");
        assert_eq!(shown, "a⟨U+001B⟩[31mb⟨U+202E⟩c⟨U+200B⟩⟨U+009B⟩d⇥e⏎f⟨U+0007⟩");
        assert!(!shown.chars().any(is_hidden));
        assert_eq!(line("Tiến độ (%) “ổn”…"), "Tiến độ (%) “ổn”…");
    }

    #[test]
    fn what_acts_is_gone_from_documents_and_what_reads_stays() {
        assert_eq!(clean("x\u{FFFE}y\u{1FFFF}\u{FDD0}z"), "x\u{FFFD}y\u{FFFD}\u{FFFD}z");
        assert_eq!(clean(" a\u{202E}b\u{200B}\u{1b}[31m  c\t\nd\u{180E} "), "ab[31m c d");
    }

    #[test]
    fn a_look_at_the_bytes_overlooks_nothing_that_is_to_be_removed() {
        for c in (0..=0x2_FFFF).chain(0xF_0000..=0x10_FFFF).filter_map(char::from_u32) {
            for text in [format!("a{c}b"), format!("{c}b"), format!("a{c}"), format!("a {c} b")] {
                let is_removed = c.is_whitespace() || is_hidden(c);
                assert!(!is_removed || text == "a b" || !is_clean(text.as_bytes()), "{text:?}");
            }
        }
        for plain in ["", "Mở 3 lớp – “Vì trẻ em”… 25°C; Ữ ữ Đ đ ơ Ơ"] {
            assert!(is_clean(plain.as_bytes()), "{plain}");
            assert_eq!(clean(plain), plain);
        }
        assert!(!is_clean(b"a  b") && !is_clean(b" "));
    }

    #[test]
    fn no_line_is_a_command_of_a_log() {
        for (text, shown) in [
            ("::add-mask::2.csv", ": :add-mask::2.csv"),
            ("  ::x::y", "  : :x::y"),
            ("##[add-mask]1.zip", "# #[add-mask]1.zip"),
            ("a ##vso[task.x]y", "a # #vso[task.x]y"),
            ("###[x]", "# # #[x]"),
            ("a::b ## c #[d]", "a::b ## c #[d]"),
            ("a\n::b", "a⏎::b"),
        ] {
            assert_eq!(name(text), shown, "{text}");
        }
        assert_eq!(
            message("a\n::b\n\u{1b}[1m::c\u{1b}[0m\r\n"),
            "a\n: :b\n\u{1b}[1m: :c\u{1b}[0m⏎\n"
        );
        assert_eq!(message("\u{1b}]0;x\u{7}\u{1b}[2J"), "⟨U+001B⟩]0;x⟨U+0007⟩⟨U+001B⟩[2J");
        assert_eq!(
            json("{\"a\": \"##[x]\u{202e}\"}\n".into()),
            "{\"a\": \"\\u0023#[x]\\u202e\"}\n"
        );
    }
}
