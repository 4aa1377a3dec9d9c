//! Names of children and of their parents.

use super::full_name::{full_name, half_written_name, is_loud, is_of_child, joins, starts_name};
use super::vocabulary::{COMMON, INSTITUTIONS, MIDDLE, NOT_GIVEN, NOT_PERSONS, is_of};
use super::{Found, Kind, Word, given, initials, list};

/// Minimum number of words in a personal name after each of these.
const CHILD: [(&str, usize); 28] = [
    ("nữ sinh", 3),
    ("nam sinh", 3),
    ("học sinh", 3),
    ("hoc sinh", 3),
    ("trẻ em", 3),
    ("tre em", 3),
    ("thiếu nhi", 3),
    ("thiếu niên", 3),
    ("thành niên", 3),
    ("bệnh nhi", 2),
    ("nạn nhân", 2),
    ("nan nhan", 2),
    ("bị hại", 2),
    ("con ông", 2),
    ("con bà", 2),
    ("con anh", 2),
    ("con chị", 2),
    ("con ong", 2),
    ("con ba", 2),
    ("cháu", 2),
    ("chau", 2),
    ("bé", 2),
    ("be", 2),
    ("em", 2),
    ("trẻ", 3),
    ("tre", 3),
    ("hs", 3),
    ("con", 3),
];

/// Words allowed between one of those and the name.
const BETWEEN: &str = "là họ tên gồm có của trai gái nữ nam bé nhỏ em cháu học sinh lớp khuyết tật mồ \
    côi tuổi nuôi bị xâm hại bạo hành lực bỏ rơi ông bà anh chị cô chú vợ chồng đỡ đầu đuối nước tử \
    vong chết mất tích nghèo cận vượt khó giỏi út cả đầu thứ hai sơ dân tộc người gọi gia đình ngoan \
    la ten gom gai nu hoc sinh lop ong ba";
const MOST_BETWEEN: usize = 6;
/// Peoples of the province, and an honour, told before a name: "em học sinh Raglai …", "Cháu ngoan
/// Bác Hồ …".
const PEOPLES: &str =
    "raglai|ra glai|ê đê|chăm|kinh|hoa|cơ ho|k'ho|gia rai|ba na|t'rin|tày|nùng|mường|bác hồ";
/// Words between one of those and a colon before a list of names: "các em sau được nhận quà: …".
const OF_A_LIST: &str = "sau đây này được nhận hưởng hỗ trợ cấp thẻ trao tặng quà học bổng có hoàn cảnh \
    khó khăn đặc biệt đuối nước tử vong bị cụ thể như chết mất tích tai nạn thương giao thông bỏng \
    điện giật ngã rơi nhập viện điều trị phẫu thuật tim bẩm mắc bệnh hiểm nghèo nhiễm đỡ đầu nhận \
    chăm sóc thay thế cha mẹ không nơi nương tựa lang thang lao động sớm tảo hôn kết mang thai vi \
    phạm pháp luật bỏ nghỉ quay trở lại trường mới phát hiện can thiệp giúp cận nghèo vượt khó \
    đạt đoạt giải nhất nhì khuyến khích tiêu biểu xuất sắc tuyên dương khen thưởng xe đạp suất sổ \
    tiết kiệm bảo hiểm y tế đã đang với do";
/// Words that introduce a name further on: "02 cháu bị xâm hại là …".
const LEADS: &str = "là gồm tên la gom ten";
const FURTHEST: usize = 9;

/// Where a name stands, and where the word for its bearer begins.
struct Named {
    kind: Kind,
    title_at: usize,
    from: usize,
    to: usize,
}

impl Named {
    fn full((title_at, from, to): (usize, usize, usize)) -> Self {
        Self { kind: Kind::Name, title_at, from, to }
    }
}

pub(super) fn found(words: &[Word<'_>], is_place: &impl Fn(&str) -> bool) -> Vec<Found> {
    let mut found = Vec::new();
    let mut next = 0;
    while next < words.len() {
        let at = next;
        next += 1;
        let Some(named) = named_at(words, at, is_place) else { continue };
        next = named.to;
        let name = &words[named.from..named.to];
        if name.len() > 1 && is_of_something_else(name, is_place)
            || is_told_to_be_an_institution(words, named.to)
        {
            continue;
        }
        let initials = name.iter().filter_map(|w| w.text.chars().next());
        let initials = initials.map(|c| c.to_uppercase().to_string()).collect::<Vec<_>>().join(".");
        let title: Vec<&str> = words[named.title_at..named.from].iter().map(|w| w.text).collect();
        let masked = match title.as_slice() {
            [] => initials,
            [first, ..] => format!("{first} {initials}"),
        };
        found.push(Found { kind: named.kind, masked });
    }
    found
}

/// What of a child begins at `at`: the word for it, its name or its initials.
fn named_at(words: &[Word<'_>], at: usize, is_place: &impl Fn(&str) -> bool) -> Option<Named> {
    let full = child_name(words, at).or_else(|| name_with_age(words, at));
    let full = full.or_else(|| list::first_name(words, at).map(|(from, to)| (from, from, to)));
    if let Some(full) = full {
        return Some(Named::full(full));
    }
    if let Some(to) = initials::initials_at(words, at) {
        return Some(Named { kind: Kind::Initials, title_at: at, from: at, to });
    }
    let (title_at, to) = given::name_at(words, at, is_place)?;
    Some(Named { kind: Kind::Name, title_at, from: at, to })
}

fn is_of_something_else(name: &[Word<'_>], is_place: &impl Fn(&str) -> bool) -> bool {
    let full = name.iter().map(|w| &*w.small).collect::<Vec<_>>().join(" ");
    is_of(NOT_PERSONS, &full) || is_of(NOT_GIVEN, &full) || is_place(&full)
}

/// Whether the writer says that a name is that of a school or a street: "Đoàn Thị Điểm (trường)".
fn is_told_to_be_an_institution(words: &[Word<'_>], to: usize) -> bool {
    words.get(to).is_some_and(|w| {
        matches!(w.before, " (" | "(") && w.after.starts_with(')') && w.is_one_of(INSTITUTIONS)
    })
}

/// A word for a child at `at` and the full name after it: its start and end.
fn child_name(words: &[Word<'_>], at: usize) -> Option<(usize, usize, usize)> {
    let first = words.get(at)?;
    // "Trẻ em" is one word for children.
    let is_em = first.small == "em" && at > 0 && words[at - 1].is_one_of("trẻ tre");
    let is = |(child, _): &&(&str, usize)| match child.split_once(' ') {
        Some((one, two)) => first.small == one && words.get(at + 1).is_some_and(|w| w.small == two),
        None => first.small == *child,
    };
    let &(child, mut least) = CHILD.iter().find(is).filter(|_| !is_em)?;
    let mut from = at + child.split(' ').count();
    if let Some(listed) = listed_at(words, from)
        && let Some(to) = full_name(words, listed, 3)
    {
        return Some((listed, listed, to));
    }
    for _ in 0..MOST_BETWEEN {
        let word = words.get(from)?;
        let is_number = word.text.bytes().any(|b| b.is_ascii_digit());
        let is_and = word.small == "và" && words[from - 1].small == "họ";
        let is_between = word.is_one_of(BETWEEN) || is_number || is_and;
        let is_name = || full_name(words, from, least).is_some();
        if let Some(to) = people(words, from).filter(|_| joins(word.before) && !is_name()) {
            from = to;
            continue;
        }
        if starts_name(word) || !is_between || !(joins(word.before) || is_line_end(word.before)) {
            break;
        }
        if word.is_one_of("ông bà anh chị ong ba") {
            least = 2;
        }
        from += 1;
    }
    let gap = words.get(from)?.before;
    // "các cháu: 1. …", or a line that ends with the word for a child.
    let is_numbered = words[from - 1].number().is_some() && matches!(gap, ". " | ") " | "." | ")");
    if !joins(gap) && !is_numbered && !is_line_end(gap) {
        return None;
    }
    from = introduced_at(words, from).unwrap_or(from);
    let is_loud = first.text.chars().count() > 1 && is_loud(first.text);
    let is_led = gap == " " && given::leads(words, from - 1);
    let half = || half_written_name(words, from).filter(|_| is_led);
    let to = full_name(words, from, least).or_else(half)?;
    // "Khách sạn Bé Châu Giang".
    let is_mid = at > 0 && first.before.trim_matches(' ').is_empty();
    if is_mid && first.small == "bé" && first.text != "bé" && !is_loud && to - from == 2 {
        return None;
    }
    let is_sure = words[from].is_one_of(COMMON) || words[from + 1].is_one_of(MIDDLE);
    (!is_loud || is_sure).then_some((at, from, to))
}

/// The end of one of [`PEOPLES`] at `at`.
fn people(words: &[Word<'_>], at: usize) -> Option<usize> {
    let one = words.get(at).filter(|w| starts_name(w))?;
    let is_two = |next: &Word<'_>| is_of(PEOPLES, &format!("{} {}", one.small, next.small));
    match () {
        () if is_of(PEOPLES, &one.small) => Some(at + 1),
        () if words.get(at + 1).is_some_and(is_two) => Some(at + 2),
        () => None,
    }
}

/// The first name of a list behind a colon, if the words from `from` to the colon tell of children
/// alone: "các em sau: 1. Mai Thị Hoa".
fn listed_at(words: &[Word<'_>], from: usize) -> Option<usize> {
    let is_mark = |c: char| c.is_whitespace() || matches!(c, ':' | '-' | '–' | '+' | '*' | '•');
    let is_end = |w: &Word<'_>| w.before.contains(':');
    let end = (from..words.len()).take(FURTHEST).find(|n| is_end(&words[*n]))?;
    let tells =
        |w: &Word<'_>| w.is_one_of(OF_A_LIST) || w.is_one_of(BETWEEN) || w.number().is_some();
    let is_told = words[from..end].iter().all(|w| joins(w.before) && tells(w));
    if end == from || !is_told || !words[end].before.chars().all(is_mark) {
        return None;
    }
    let next = words.get(end + 1)?;
    let is_numbered =
        words[end].number().is_some() && matches!(next.before, ". " | ") " | "." | ")");
    let first = end + usize::from(is_numbered);
    starts_name(&words[first]).then_some(first)
}

/// A later word in the same clause that starts what was introduced.
fn introduced_at(words: &[Word<'_>], from: usize) -> Option<usize> {
    let more = (from + 1..words.len()).take(FURTHEST).take_while(|n| joins(words[*n].before));
    let mut more = more.take_while(|n| !starts_name(&words[*n - 1]));
    more.find(|n| words[*n - 1].is_one_of(LEADS) && starts_name(&words[*n]))
}

/// Words before a name that make it the name of an adult: "cô giáo …, lớp 5A".
const ADULTS: &str = "thầy cô giáo ông bà chí nhiệm sĩ sỹ";

/// A full name at `at` followed by the age, year of birth or class of a child.
fn name_with_age(words: &[Word<'_>], at: usize) -> Option<(usize, usize, usize)> {
    let to = full_name(words, at, 3)?;
    let before = at.checked_sub(1).map(|n| &words[n]);
    let is_other = |w: &Word<'_>| w.is_one_of(INSTITUTIONS) || w.is_one_of(ADULTS);
    let is_teacher = at > 1 && words[at - 2].small == "giáo" && words[at - 1].small == "viên";
    // "GV.Nguyễn Văn An".
    let is_titled = at > 0 && words[at].before == ".";
    if is_teacher || is_titled || before.is_some_and(is_other) && joins(words[at].before) {
        return None;
    }
    is_of_child(words, to).then_some((at, at, to))
}

fn is_line_end(gap: &str) -> bool {
    gap.contains('\n') && gap.chars().all(|c| c.is_whitespace() || c == ':')
}
