//! The kind of a document, read from its symbol (`12/KH-SYT`) or from the words before its number.
//!
//! The abbreviations are those of Nghị định 30/2020/NĐ-CP, phụ lục III. A công văn has none: its
//! symbol begins with the issuer (`142/SYT-BTXH`).

use std::sync::LazyLock;

use crate::text::compose::composed;
use crate::text::fold;

/// The kind of a document, in the order of Nghị định 30/2020/NĐ-CP; what cannot be read comes last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DocumentKind {
    /// A kind of the table.
    Named(u8),
    /// A công văn.
    Letter,
    /// What cannot be read.
    Other,
}

/// Abbreviation, the form that it takes without marks where no other kind has it, and name.
const KINDS: [(&str, &str, &str); 24] = [
    ("NQ", "", "nghị quyết"),
    ("QĐ", "QD", "quyết định"),
    ("CT", "", "chỉ thị"),
    ("QC", "", "quy chế"),
    ("QyĐ", "QYD", "quy định"),
    ("TC", "", "thông cáo"),
    ("TB", "", "thông báo"),
    ("HD", "", "hướng dẫn"),
    ("CTr", "", "chương trình"),
    ("KH", "", "kế hoạch"),
    ("PA", "", "phương án"),
    ("ĐA", "", "đề án"),
    ("DA", "", "dự án"),
    ("BC", "", "báo cáo"),
    ("BB", "", "biên bản"),
    ("TTr", "", "tờ trình"),
    ("HĐ", "", "hợp đồng"),
    ("CĐ", "", "công điện"),
    ("BGN", "", "bản ghi nhớ"),
    ("BTT", "", "bản thỏa thuận"),
    ("GUQ", "", "giấy ủy quyền"),
    ("GM", "", "giấy mời"),
    ("PC", "", "phiếu chuyển"),
    ("PB", "", "phiếu báo"),
];

/// The table as texts are compared with it.
static KEYS: LazyLock<Vec<Key>> = LazyLock::new(|| {
    let key = |(short, plain, name): &(&str, &'static str, &str)| Key {
        short: short.to_uppercase(),
        plain,
        name: fold::name(name),
    };
    KINDS.iter().map(key).collect()
});
static LETTER: LazyLock<String> = LazyLock::new(|| fold::name("công văn"));
static INSPECTORATE: LazyLock<String> = LazyLock::new(|| fold::name("thanh tra"));

/// A row of the table: the abbreviation in capitals, that without marks, and the folded name.
#[derive(Debug)]
struct Key {
    short: String,
    plain: &'static str,
    name: String,
}

impl DocumentKind {
    /// The kind of a document by its number and symbol, as written by this body.
    pub fn of(written: &str, issuer: &str) -> Self {
        let written = composed(written);
        let in_words = fold::name(&written);
        if let Some(named) = Self::named(|key| begins_with(&in_words, &key.name)) {
            return named;
        }
        if begins_with(&in_words, &LETTER) {
            return Self::Letter;
        }
        let symbols = written.split_whitespace().filter_map(|word| word.split_once('/'));
        let symbol = symbols.into_iter().find(|(number, _)| number.contains(digit));
        // An inspectorate is "TTr" itself: of its own letters `122/TTr-NV1` is one, and only
        // `122/TTr-TTr` a tờ trình.
        let own = |symbol: &str| {
            let symbol = symbol.to_uppercase();
            symbol.starts_with("TTR-") && symbol != "TTR-TTR"
        };
        if symbol.is_some_and(|(_, s)| own(s)) && begins_with(&fold::name(issuer), &INSPECTORATE) {
            return Self::Letter;
        }
        symbol.map_or(Self::Other, |(number, symbol)| Self::of_symbol(number, symbol))
    }

    /// The kind by the number, which of a Party or Union document holds it (`12-KH/TĐTN`), and the
    /// symbol after the slash.
    fn of_symbol(number: &str, symbol: &str) -> Self {
        let letters = |part: &str| part.trim_matches(|c: char| !c.is_alphabetic()).to_owned();
        let after_number = number.rsplit_once('-').map(|(_, kind)| letters(kind));
        // The year may stand between number and kind: `12/2026/KH-UBND`.
        let symbol = symbol.rsplit('/').next().unwrap_or(symbol);
        let first = letters(symbol.split('-').next().unwrap_or(symbol));
        for part in after_number.iter().chain([&first]).map(|part| part.to_uppercase()) {
            if part == "CV" {
                return Self::Letter;
            }
            let is = |key: &Key| key.short == part || (!key.plain.is_empty() && key.plain == part);
            if let Some(named) = Self::named(is) {
                return named;
            }
        }
        // Issuer and unit: `142/SYT-BTXH`.
        let issuer = first.chars().count() > 1 && symbol.contains('-');
        if issuer { Self::Letter } else { Self::Other }
    }

    /// The first kind of the table for which `is` holds.
    fn named(is: impl Fn(&Key) -> bool) -> Option<Self> {
        let at = KEYS.iter().position(is)?;
        Some(Self::Named(u8::try_from(at).unwrap_or(u8::MAX)))
    }

    /// Its name, as inside a sentence.
    pub fn name(self) -> &'static str {
        match self {
            Self::Named(at) => KINDS.get(usize::from(at)).map_or("", |(.., name)| name),
            Self::Letter => "công văn",
            Self::Other => "văn bản loại khác",
        }
    }
}

/// The letters of the issuer in a number and symbol: `SYT` of `12/KH-SYT` and of `142/SYT-BTXH`.
pub(super) fn issuer_mark(written: &str) -> Option<String> {
    let written = composed(written);
    let symbols = written.split_whitespace().filter_map(|word| word.split_once('/'));
    let (_, symbol) = symbols.into_iter().find(|(number, _)| number.contains(digit))?;
    let symbol = symbol.rsplit('/').next().unwrap_or(symbol);
    let parts = symbol.split('-').map(|part| part.trim_matches(|c: char| !c.is_alphabetic()));
    let is_kind = |part: &str| {
        let part = part.to_uppercase();
        part == "CV" || KEYS.iter().any(|key| key.short == part || key.plain == part)
    };
    parts.into_iter().find(|part| !part.is_empty() && !is_kind(part)).map(str::to_owned)
}

/// Whether a folded text begins with these folded words.
fn begins_with(text: &str, name: &str) -> bool {
    text.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

fn digit(c: char) -> bool {
    c.is_ascii_digit()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_issuer_stands_behind_the_kind_or_first() {
        for (written, mark) in [
            ("12/KH-SYT", Some("SYT")),
            ("12/2026/KH-UBND", Some("UBND")),
            ("Kế hoạch số 88/KH-SYT-BTXH", Some("SYT")),
            ("142/SYT-BTXH", Some("SYT")),
            ("86/QD-SGDDT", Some("SGDDT")),
            ("12/KH", None),
            ("Tài liệu truyền thông", None),
        ] {
            assert_eq!(issuer_mark(written).as_deref(), mark, "{written}");
        }
    }

    #[test]
    fn the_kind_is_read_from_symbol_or_words_and_else_unknown() {
        for (written, name) in [
            ("12/KH-SYT", "kế hoạch"),
            ("05/kh-ubnd", "kế hoạch"),
            ("12/2026/KH-UBND", "kế hoạch"),
            ("86/QĐ-SGDĐT", "quyết định"),
            ("86/QD-SGDDT", "quyết định"),
            ("7/QyĐ-UBND", "quy định"),
            ("61/BC-SVHTTDL", "báo cáo"),
            ("09/BC-MTTQ-BTT", "báo cáo"),
            ("15/TTr-SYT", "tờ trình"),
            ("15/CTr-UBND", "chương trình"),
            ("15/CT-UBND", "chỉ thị"),
            ("3/HD-SYT", "hướng dẫn"),
            ("12/NQ-HĐND", "nghị quyết"),
            ("12-KH/TĐTN-BTG", "kế hoạch"),
            ("Số 12-CV/TU", "công văn"),
            ("142/SYT-BTXH", "công văn"),
            ("410/CAT-PC06", "công văn"),
            ("88/HĐND-VP", "công văn"),
            ("Công văn 12", "công văn"),
            ("Kế hoạch số 88/KH-SYT", "kế hoạch"),
            ("Quyết định 5/UBND-VX", "quyết định"),
            ("142/SYT", "văn bản loại khác"),
            ("142/A-VP", "văn bản loại khác"),
            // A blank for the number, and no document yet.
            ("…/KH-SYT", "văn bản loại khác"),
            ("Tài liệu truyền thông", "văn bản loại khác"),
            ("số 142", "văn bản loại khác"),
            ("", "văn bản loại khác"),
        ] {
            assert_eq!(DocumentKind::of(written, "Sở Y tế").name(), name, "{written}");
        }
        for (written, name) in [("122/TTr-NV1", "công văn"), ("12/TTr-TTr", "tờ trình")] {
            assert_eq!(DocumentKind::of(written, "Thanh tra tỉnh").name(), name, "{written}");
        }
    }
}
