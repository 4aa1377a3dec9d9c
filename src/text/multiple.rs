//! Multiples in the name of a unit: `nghìn đồng`, `tr.đ`, `ĐVT: 1.000 người`, `x1000`, `10^6 đồng`.

use super::fold;

/// A multiple in which numbers are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Multiple {
    /// Nghìn.
    Thousand,
    /// Triệu.
    Million,
    /// Tỷ.
    Billion,
}

impl Multiple {
    /// Its word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Thousand => "nghìn",
            Self::Million => "triệu",
            Self::Billion => "tỷ",
        }
    }
}

/// Powers of ten and signs that are no words, as they are read.
const WRITTEN_OUT: [(&str, &str); 7] = [
    ("=", " "),
    ("10^3", " 1000 "),
    ("10^6", " 1000000 "),
    ("10^9", " 1000000000 "),
    ("10³", " 1000 "),
    ("10⁶", " 1000000 "),
    ("10⁹", " 1000000000 "),
];

/// The folded words of a unit: `x1.000đ` → `1 000 dong`, `Tr.Đ` → `tr dong`, `ngđ` → `ng dong`.
pub fn words(text: &str) -> Vec<String> {
    let written = WRITTEN_OUT.iter().fold(text.to_owned(), |text, (power, number)| {
        if text.contains(power) { text.replace(power, number) } else { text }
    });
    let folded = fold::ascii(&written);
    // "Giải ngân" names no thousands, "ngàn".
    let folded = match folded.contains("giai ngan") {
        true => folded.replace("giai ngan", "giaingan"),
        false => folded,
    };
    folded.split(' ').filter(|word| !word.is_empty() && *word != "x").flat_map(parts).collect()
}

/// `trieudong` and `1000d` are two words, and a times sign before a number is none.
fn parts(word: &str) -> Vec<String> {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let is_scale =
        |text: &str| matches!(text, "nghin" | "ngan" | "ng" | "k" | "trieu" | "tr" | "ty" | "ti");
    let behind_times =
        word.strip_prefix('x').filter(|r| r.starts_with(|c: char| c.is_ascii_digit()));
    let word = behind_times.unwrap_or(word);
    let glued = ["dong", "vnd", "d"].iter().find_map(|end| word.strip_suffix(end));
    match glued.filter(|rest| is_number(rest) || is_scale(rest)) {
        Some(rest) => vec![rest.to_owned(), "dong".to_owned()],
        None => vec![word.to_owned()],
    }
}

/// Whether a folded word is the unit of money.
pub fn is_dong(word: &str) -> bool {
    matches!(word, "dong" | "vnd" | "d")
}

/// The multiple that the words begin with, and the words behind it.
pub fn split<S: AsRef<str>>(words: &[S]) -> Option<(Multiple, &[S])> {
    use Multiple::{Billion, Million, Thousand};
    let word = |n: usize| words.get(n).map_or("", AsRef::as_ref);
    let zeros = (1..words.len()).take_while(|n| word(*n) == "000").count();
    let (multiple, length) = match word(0) {
        "nghin" | "ngan" | "k" | "thousand" | "1000" => (Thousand, 1),
        "ng" if is_dong(word(1)) => (Thousand, 1),
        "trieu" | "tr" | "million" | "mil" | "mio" | "mn" | "1000000" => (Million, 1),
        "ty" | "ti" | "billion" | "bil" | "bn" | "1000000000" => (Billion, 1),
        "1" if zeros == 1 => (Thousand, 2),
        "1" if zeros == 2 => (Million, 3),
        "1" if zeros == 3 => (Billion, 4),
        _ => return None,
    };
    Some((multiple, &words[length..]))
}

#[cfg(test)]
mod tests {
    use super::{Multiple, split, words};

    #[test]
    fn multiples_are_found_however_they_are_written() {
        use Multiple::{Billion, Million, Thousand};
        for (text, multiple, rest) in [
            ("nghìn đồng", Thousand, "dong"),
            ("Ngàn Đ", Thousand, "d"),
            ("ngđ", Thousand, "dong"),
            ("1.000 đồng", Thousand, "dong"),
            ("1,000đ", Thousand, "dong"),
            ("1000 người", Thousand, "nguoi"),
            ("x1000", Thousand, ""),
            ("x 1.000đ", Thousand, "dong"),
            ("10³ đồng", Thousand, "dong"),
            ("k VNĐ", Thousand, "vnd"),
            ("tr.đ", Million, "d"),
            ("TRĐ", Million, "dong"),
            ("triệuđồng", Million, "dong"),
            ("10^6 đ", Million, "d"),
            ("1.000.000 đồng", Million, "dong"),
            ("tỉ đồng", Billion, "dong"),
            ("mil", Million, ""),
            ("million VND", Million, "vnd"),
            ("bn đ", Billion, "d"),
            ("1.000.000.000đ", Billion, "dong"),
        ] {
            let words = words(text);
            let (found, behind) = split(&words).expect(text);
            assert_eq!((found, behind.join(" ").as_str()), (multiple, rest), "{text}");
        }
        for text in [
            "giải ngân",
            "giải ngân đồng",
            "đồng",
            "",
            "1",
            "100",
            "1.234",
            "ng",
            "lượt người",
            "trẻ em",
            "trung tâm",
        ] {
            assert_eq!(split(&words(text)), None, "{text}");
        }
    }
}
