//! Numbers of identity cards, telephones and accounts of persons, in any grouping.

use super::{Found, Kind, Word, ends};

/// Words that state the owner or kind of the following number; the nearest one decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Label {
    Identity,
    Telephone,
    Account,
    /// A tax number, a code.
    Code,
    /// A public telephone line.
    Hotline,
}

/// How many words before a number may state its kind.
const NEAR: usize = 8;
/// How many words before a number may name an account: "tài khoản Quỹ Bảo trợ trẻ em: …".
const FARTHEST: usize = 6;

pub(super) fn found(words: &[Word<'_>]) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if digits(&words[at]).is_empty() {
            at += 1;
            continue;
        }
        let run = run(words, at);
        for from in at..run {
            if let Some((kind, written)) = (from..run).find_map(|to| read(words, at, from, to, run))
            {
                found.push(Found { kind, masked: masked(&written) });
                break;
            }
        }
        at = run;
    }
    found
}

/// The digits of a word that is a number; a label may be attached (`ĐT0905123456`).
fn digits<'a>(word: &Word<'a>) -> &'a str {
    let digits = word.text.trim_start_matches(char::is_alphabetic);
    let clings = &word.text[..word.text.len() - digits.len()];
    let is_label = clings.is_empty() || label_of(&clings.to_lowercase(), "").is_some();
    if is_label && digits.bytes().all(|b| b.is_ascii_digit()) { digits } else { "" }
}

/// The end of the groups of digits that may be one number.
fn run(words: &[Word<'_>], at: usize) -> usize {
    let joins = |gap: &str| matches!(gap, " " | "." | "-" | ") " | ")" | "  " | ". " | "–" | " - ");
    let is_next = |n: &usize| {
        let word = &words[*n];
        let is_trunk = word.text == "0" && matches!(word.before, " (" | "(");
        word.number().is_some() && (joins(word.before) || is_trunk)
    };
    (at + 1..words.len()).take_while(is_next).last().map_or(at + 1, |last| last + 1)
}

/// The number in the groups `from` to `to` of the run `first..end`, if it is that of a person.
fn read(
    words: &[Word<'_>],
    first: usize,
    from: usize,
    to: usize,
    end: usize,
) -> Option<(Kind, String)> {
    let mut groups: Vec<&str> = words[from..=to].iter().map(digits).collect();
    // +84 (0)905 …
    if groups.starts_with(&["84", "0"]) {
        groups.remove(1);
    }
    let number = groups.concat();
    if !(9..=15).contains(&number.len()) || touches(words, from, to) {
        return None;
    }
    let label = label(words, from);
    if label == Some(Label::Account) {
        let is_whole = from == first && to + 1 == end;
        return (is_whole && is_account_of_person(words, from, to))
            .then_some((Kind::Account, number));
    }
    if number.len() > 13 {
        return None;
    }
    let abroad = words[from].before.ends_with('+') || label == Some(Label::Telephone);
    let counts = words.get(to + 1).is_some_and(|w| w.is_one_of("đồng đ vnd triệu tỷ tỉ"));
    let is_amount = counts
        || (!words[from].before.ends_with('+')
            && from == first
            && to + 1 == end
            && grouped_by_thousands(words, from, to));
    let is_separate = is_apart(words, first, from, to, end) && is_grouped(&groups);
    let cards: &[usize] = &[9, 12];
    // A spreadsheet drops a zero in front: CCCD 56312345678.
    let lost_zero = number.len() == 11 && is_card(&format!("0{number}"));
    let is_card_number = cards.contains(&number.len()) || lost_zero;
    if label == Some(Label::Identity) && is_card_number && !counts {
        return is_separate.then_some((Kind::Identity, number));
    }
    if is_amount || !is_separate || matches!(label, Some(Label::Code)) {
        return None;
    }
    if number.len() == 12 && is_card(&number) {
        return Some((Kind::Identity, number));
    }
    let local = match number.strip_prefix("84").filter(|_| abroad) {
        Some(rest) if !rest.starts_with('0') => format!("0{rest}"),
        _ => number.clone(),
    };
    let local = match label {
        Some(Label::Telephone) if local.len() == 9 && !local.starts_with('0') => {
            format!("0{local}")
        }
        _ => local,
    };
    let is_mobile =
        local.len() == 10 && local.starts_with('0') && b"35789".contains(&local.as_bytes()[1]);
    let is_fixed = local.len() == 11 && local.starts_with("02");
    let is_open = label == Some(Label::Hotline) || (is_fixed && is_office(words, from, to));
    ((is_mobile || is_fixed) && !is_open).then_some((Kind::Telephone, number))
}

/// A card number of 12 digits begins with a province code.
fn is_card(number: &str) -> bool {
    number
        .get(..3)
        .and_then(|code| code.parse().ok())
        .is_some_and(|code: u32| (1..=96).contains(&code))
}

/// Whether a letter, slash or similar makes the number part of a longer code.
fn touches(words: &[Word<'_>], from: usize, to: usize) -> bool {
    let marks = ['/', '_', '=', '@', '#', '\\', '%', '&'];
    let (before, after) = (words[from].before, words[to].after);
    // "0905123456/0914123456": two numbers.
    let is_long = |w: Option<&Word<'_>>| w.is_some_and(|w| digits(w).len() >= 9);
    if after == "/" && is_long(words.get(to + 1)) {
        return false;
    }
    if before == "/" && is_long(from.checked_sub(1).and_then(|n| words.get(n))) {
        return false;
    }
    let code_after = after.starts_with(marks)
        || matches!(after, "-" | "." | ",")
            && words.get(to + 1).is_some_and(|w| digits(w).is_empty());
    before.ends_with(marks)
        || (code_after && after != "." && after != ",")
        || (before == "-" && from > 0 && digits(&words[from - 1]).is_empty())
}

/// Whether the groups are separate from the others of their run: `năm 2025 0905 123 456`.
fn is_apart(words: &[Word<'_>], first: usize, from: usize, to: usize, end: usize) -> bool {
    let spaced = |gap: &str| gap.starts_with(' ') || gap.ends_with(' ');
    let begins = from == first
        || spaced(words[from].before) && (digits(&words[from]).starts_with('0') || from == to);
    begins && (to + 1 == end || spaced(words[to].after))
}

/// Whether digits are grouped like personal numbers: in pairs, or in groups of three and more.
fn is_grouped(groups: &[&str]) -> bool {
    groups.iter().all(|g| g.len() >= 3)
        || groups.iter().all(|g| g.len() == 2)
        || (groups[0] == "84" && groups[1..].iter().all(|g| g.len() >= 2))
        || (groups.len() <= 5 && groups[0].len() >= 3 && groups.iter().all(|g| g.len() >= 2))
        || groups.iter().map(|g| g.len()).eq([2, 4, 4])
        // "0258 3 822 222": the province, then the number.
        || (groups.len() <= 4 && groups[0].starts_with("02") && groups[1].len() == 1)
}

/// `120.000.000`, `1 350 000 000`.
fn grouped_by_thousands(words: &[Word<'_>], from: usize, to: usize) -> bool {
    let groups = &words[from..=to];
    let first = groups[0].text;
    let gap = groups.get(1).map(|w| w.before);
    gap.is_some()
        && first.len() <= 3
        && !first.starts_with('0')
        && groups[1..].iter().all(|w| w.text.len() == 3 && Some(w.before) == gap)
}

/// The kind stated by the words before a number.
fn label(words: &[Word<'_>], from: usize) -> Option<Label> {
    let clings = words[from].small.trim_end_matches(|c: char| c.is_ascii_digit());
    if !clings.is_empty() {
        return label_of(clings, "");
    }
    let mut telephone = None;
    let mut is_said = false;
    for at in (from.saturating_sub(NEAR)..from).rev() {
        let gap = words[at + 1].before;
        // "ĐT. 0905…", "số 1. …": a full stop after a short word may not end a sentence.
        if gap.contains([';', '\n', '!', '?'])
            || (gap.starts_with(". ") && words[at].small.len() > 4)
        {
            break;
        }
        let before = at.checked_sub(1).map_or("", |n| &*words[n].small);
        match label_of(&words[at].small, before) {
            // The telephone of what comes before, unless another number follows.
            Some(Label::Telephone) => telephone = Some(Label::Telephone),
            Some(Label::Hotline) if is_said && telephone.is_some() => return telephone,
            // An account or card refers only to the number directly after it.
            Some(Label::Account | Label::Code | Label::Identity)
                if from - at > FARTHEST || telephone.is_some() => {}
            Some(label) => return Some(label),
            None => is_said |= words[at].number().is_some() && telephone.is_some(),
        }
    }
    telephone
}

fn label_of(word: &str, before: &str) -> Option<Label> {
    Some(match (before, word) {
        (_, "cccd" | "cmnd" | "cmt" | "cmtnd" | "cc" | "đdcn" | "ddcn") => Label::Identity,
        ("căn" | "can", "cước" | "cuoc") | ("định" | "dinh", "danh") => Label::Identity,
        ("chứng" | "chung", "minh") => Label::Identity,
        (
            _,
            "đt" | "sđt" | "đtdđ" | "dt" | "sdt" | "tel" | "phone" | "zalo" | "viber" | "mobile",
        ) => Label::Telephone,
        ("điện" | "dien", "thoại" | "thoai") | ("di", "động" | "dong") => Label::Telephone,
        ("tài" | "tai", "khoản" | "khoan") | (_, "stk" | "tk") => Label::Account,
        (_, "mst" | "thuế" | "mã" | "qhns") => Label::Code,
        (_, "seri" | "serial" | "isbn" | "imei") => Label::Code,
        ("dây" | "day", "nóng" | "nong") | ("tổng" | "tong", "đài" | "dai") => Label::Hotline,
        ("số" | "máy" | "thoại" | "đt" | "sđt", "trực") => Label::Hotline,
        (_, "hotline" | "fax") => Label::Hotline,
        _ => return None,
    })
}

/// Whether an office telephone belongs to an institution: the nearest word before it that states
/// the owner decides, otherwise any such word after it in the same sentence.
fn is_office(words: &[Word<'_>], from: usize, to: usize) -> bool {
    const OFFICES: &str = "sở ubnd phòng trung trạm viện trường văn ban hội đoàn công cục tòa toà quan \
        đơn vị hotline trực fax cơ sở mầm khoa xã phường";
    const PERSONS: &str = "cháu em bé trẻ mẹ bố cha ba má ông bà anh chị nhà gia hộ phụ nạn";
    for at in (0..from).rev() {
        if ends(words[at + 1].before) {
            break;
        }
        if words[at].is_one_of(PERSONS) {
            return false;
        }
        if words[at].is_one_of(OFFICES) {
            return true;
        }
    }
    let after = words[to + 1..].iter().take_while(|w| !ends(w.before));
    after.take(NEAR).any(|w| w.is_one_of(OFFICES))
}

/// Whether an account belongs to a person: the nearest word before it that states the owner decides,
/// otherwise the first one after it in the same sentence.
fn is_account_of_person(words: &[Word<'_>], from: usize, to: usize) -> bool {
    const OFFICES: &str = "quỹ sở ubnd phòng trung trạm viện trường ban hội đoàn công cục kho đơn vị mặt \
        trận chương trình dự án hộ nhà tổ nhóm đội clb";
    const PERSONS: &str = "cháu em bé mẹ bố cha má ông bà anh chị huynh";
    let owner = |at: usize| {
        let (word, before) = (&words[at], at.checked_sub(1).map_or("", |n| &*words[n].small));
        let next = words.get(at + 1).map_or("", |w| &*w.small);
        let is_family = word.small == "gia" && next == "đình";
        // "Quỹ Bảo trợ trẻ em", "Ban đại diện cha mẹ học sinh".
        let is_many = before == "trẻ" || word.is_one_of("cha mẹ") && next.starts_with("h");
        match () {
            () if is_family || word.is_one_of(PERSONS) && !is_many => Some(true),
            () if word.is_one_of(OFFICES) => Some(false),
            () => None,
        }
    };
    let mut before = (0..from).rev().take_while(|n| !ends(words[n + 1].before));
    let mut after = (to + 1..words.len()).take(NEAR).take_while(|n| !ends(words[*n].before));
    before.find_map(owner).or_else(|| after.find_map(owner)).unwrap_or(false)
}

/// `090…56`.
fn masked(number: &str) -> String {
    format!("{}…{}", &number[..3], &number[number.len() - 2..])
}
