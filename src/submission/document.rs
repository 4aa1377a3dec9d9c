//! Documents and evidence listed in one cell, separated by `;`.

use std::borrow::Cow;

use chrono::NaiveDate;

use crate::plan::Plan;
use crate::text::compose::composed;
use crate::text::{date, fold};

/// One document: `142/SYT-BTXH ngày 14/01/2026`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Number and sign, preceded by the kind of document if written.
    pub number: String,
    /// Its date.
    pub date: NaiveDate,
}

/// The entries of a list cell, without blank ones.
pub fn entries(cell: &str) -> impl Iterator<Item = &str> {
    let ends = memchr::memchr3_iter(b';', b'\n', b'\r', cell.as_bytes());
    let mut from = 0;
    let entries = ends.chain([cell.len()]).map(move |end| {
        let start = std::mem::replace(&mut from, end + 1);
        fold::trim(&cell[start..end])
    });
    entries.filter(|entry| !entry.is_empty())
}

/// Whether an entry only states that there is nothing: `Không có`, `-`.
pub fn says_none(entry: &str) -> bool {
    const WHOLE: [&str; 8] = ["", "khong", "khong co", "chua", "chua co", "k co", "ko", "ko co"];
    const BEGINNINGS: [&str; 3] = ["khong ban hanh", "chua ban hanh", "khong co van ban"];
    // Fast path: most texts begin with another letter.
    let first = entry.as_bytes().first().filter(|byte| byte.is_ascii_alphanumeric());
    if first.is_some_and(|byte| !matches!(byte.to_ascii_lowercase(), b'k' | b'c'))
        || !matches!(fold::words_bytes(entry).next(), None | Some(b'k' | b'c'))
    {
        return false;
    }
    // Folds only the prefix needed to tell these apart.
    let (folded, length) = fold::first::<17>(fold::words_bytes(entry));
    let folded = &folded[..length];
    WHOLE.iter().any(|words| words.as_bytes() == folded)
        || BEGINNINGS.iter().any(|words| folded.starts_with(words.as_bytes()))
}

/// Whether a difficulty or a proposal says that there is nothing, also in the words of the plan.
pub fn says_nothing(plan: &Plan, text: &str) -> bool {
    says_none(text) || plan.reporting.themes.says_nothing(text)
}

/// Spellings of the word before a date.
const WORDS: [&str; 3] = ["ngày", "Ngày", "NGÀY"];

/// Parses one entry; `None` when it is not a number, a sign and a date. Text after the date ("của
/// Sở Y tế về …") is ignored.
pub fn parse(entry: &str) -> Option<Document> {
    let entry = composed(entry);
    let (number, date) = number_and_date(&entry)?;
    Some(Document { number: number.to_owned(), date })
}

/// Whether [`parse`] finds a document.
pub fn is_document(entry: &str) -> bool {
    number_and_date(&composed(entry)).is_some()
}

fn number_and_date(entry: &str) -> Option<(&str, NaiveDate)> {
    let (number, day) = memchr::memchr2_iter(b'n', b'N', entry.as_bytes())
        .filter(|at| WORDS.iter().any(|word| entry[*at..].starts_with(word)))
        .find_map(|at| Some((&entry[..at], leading_date(&entry[at..])?)))?;
    let number = number.trim().trim_end_matches([',', ';']).trim();
    let number =
        number.strip_prefix("số ").or_else(|| number.strip_prefix("Số ")).unwrap_or(number);
    // A number and a sign: digits, a slash, letters.
    let sign = number.rsplit(' ').next()?;
    let (digits, letters) = sign.split_once('/')?;
    let sound = digits.bytes().any(|b| b.is_ascii_digit())
        && letters.chars().any(char::is_alphabetic)
        && digits.chars().all(char::is_alphanumeric);
    sound.then_some((number, day))
}

/// The date with which a text begins: `ngày 5/6/2025 của …`, `ngày 5 tháng 6 năm 2025 về …`.
fn leading_date(text: &str) -> Option<NaiveDate> {
    // Fast path: `ngày 05/06/2025`, or the same before a space.
    if let Some((day, rest)) = text.split_once(' ').and_then(|(_, day)| day.split_at_checked(10))
        && (rest.is_empty() || rest.starts_with(' '))
        && let Ok(day) = date::parse(day)
    {
        return Some(day);
    }
    // Borrows where words are separated by single spaces, as in most entries.
    let spaced =
        match text.as_bytes().windows(2).any(|two| two == b"  ") || text.contains(is_other_space) {
            true => Cow::Owned(text.split_whitespace().take(MOST).collect::<Vec<_>>().join(" ")),
            false => Cow::Borrowed(text.trim()),
        };
    let text = &*spaced;
    let gaps = memchr::memchr_iter(b' ', text.as_bytes());
    let mut ends = [0; MOST];
    let mut count = 0;
    for end in gaps.chain([text.len()]).take(MOST) {
        ends[count] = end;
        count += 1;
    }
    ends[1.min(count)..count]
        .iter()
        .rev()
        .find_map(|end| date::parse(text[..*end].trim_end_matches(['.', ',', ')'])).ok())
}

/// The day that stands in figures behind the word "ngày" of an entry, whether it exists or not.
pub fn written_day(entry: &str) -> Option<&str> {
    let behind = WORDS.iter().find_map(|word| entry.rsplit_once(word))?.1;
    let day = behind.split_whitespace().next()?.trim_end_matches(['.', ',', ')']);
    day.contains(['/', '-', '.']).then_some(day)
}

/// Maximum number of words of a date.
const MOST: usize = 6;

fn is_other_space(c: char) -> bool {
    c != ' ' && c.is_whitespace()
}

/// Whether an entry of evidence is a web address or a file name.
pub fn is_evidence(entry: &str) -> bool {
    let lower = entry.to_lowercase();
    if let Some(rest) = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://")) {
        return rest.contains('.') && !rest.contains(char::is_whitespace);
    }
    let Some((stem, extension)) = entry.rsplit_once('.') else { return false };
    // Requires a letter: `12.9.2025` has no file extension.
    let plain = extension.chars().all(|c| c.is_ascii_alphanumeric())
        && extension.contains(|c: char| c.is_ascii_alphabetic());
    !stem.trim().is_empty() && (2..=5).contains(&extension.len()) && plain && !lower.contains(':')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_as_agencies_write_them() {
        let day = NaiveDate::from_ymd_opt(2026, 1, 14).unwrap();
        for text in [
            "142/SYT-BTXH ngày 14/01/2026",
            "142/SYT-BTXH, ngày 14/1/2026",
            "số 142/SYT-BTXH ngày 14-01-2026",
            "142/SYT-BTXH Ngày 14 tháng 01 năm 2026",
        ] {
            let read = parse(text).unwrap();
            assert_eq!((read.number.as_str(), read.date), ("142/SYT-BTXH", day), "{text}");
        }
        assert_eq!(
            parse("Công văn 142/SYT-BTXH ngày 14/01/2026").unwrap().number,
            "Công văn 142/SYT-BTXH"
        );
        for text in [
            "Kế hoạch số 88/KH-SYT ngày 12/5/2025 của Sở Y tế về việc tổ chức ngày hội",
            "Kế hoạch số 88/KH-SYT ngày 12 tháng 5 năm 2025 của Sở Y tế",
        ] {
            let read = parse(text).unwrap();
            assert_eq!(read.number, "Kế hoạch số 88/KH-SYT");
            assert_eq!(Some(read.date), NaiveDate::from_ymd_opt(2025, 5, 12));
        }
        for text in
            ["142/SYT-BTXH", "văn bản của Sở", "142 ngày 14/01/2026", "142/SYT ngày 31/02/2026"]
        {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn what_says_nothing_in_many_ways() {
        for none in [
            "",
            " - ",
            "✗ Không",
            "Chưa có?",
            "Không",
            "KHÔNG CÓ",
            "k có",
            "Chưa có.",
            "Chưa ban hành văn bản nào",
        ] {
            assert!(says_none(none), "{none}");
        }
        for said in ["Không có văn", "Chưa có kết quả", "Kết quả", "12", "Không cóc", "Đã có"]
        {
            assert!(!says_none(said), "{said}");
        }
        assert!(says_none("Không có văn bản"));
    }

    #[test]
    fn evidence_is_an_address_or_a_file() {
        for good in ["ke-hoach-12.pdf", "https://khanhhoa.gov.vn/a", "Báo cáo quý I.docx"] {
            assert!(is_evidence(good), "{good}");
        }
        for bad in [
            "có kèm theo",
            "Báo cáo ngày 12.9.2025",
            "javascript:alert(1).js",
            "http://a b.vn",
            ".pdf",
        ] {
            assert!(!is_evidence(bad), "{bad}");
        }
    }
}
