//! Full names of children and of their parents.

use super::{Found, Kind, Word, ends};

/// Family names; a full name begins with one.
pub(super) const FAMILIES: &str = "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đào \
    đinh đoàn lâm mai trịnh trương tô hà cao châu tạ thái lưu lương quách la từ vương tăng thạch \
    kiều đàm lại lã lữ mạc nghiêm phùng phương tiêu tống triệu doãn đậu bạch chu cù diệp hứa kim \
    ninh tôn ung âu mấu katơr chamaléa pinăng lò giàng sùng thào má cầm quàng lường bàn phàn tẩn chẻo \
    vừ hạng lầu bá đàng ngụy não tro rơ ksor siu rcom kpă nay niê mlô êban ayun ka pi y nguyen tran pham huynh phan vu bui ngo dinh trinh \
    hoang le vo dang";

/// The most common ones, which start a name even in text all in capitals or all in small letters.
pub(super) const COMMON: &str = "nguyễn trần phạm huỳnh lê nguyen tran pham huynh";

/// Places, and persons after whom schools and movements are named.
const NOT_PERSONS: &str = "hà nội|hà giang|hà nam|hà tĩnh|hà tây|hà đông|hà tiên|hà lan|lâm đồng|\
    thái bình|thái nguyên|thái lan|cao bằng|cao lãnh|hồ chí|hồ chí minh|châu đốc|châu thành|\
    châu phi|châu âu|châu á|châu mỹ|lý sơn|phan rang|phan thiết|mai châu|ninh bình|ninh thuận|\
    ninh hòa|ninh hoà|kim bôi|kim đồng|võ thị sáu|lê văn tám|nguyễn bá ngọc|trần quốc toản|\
    võ nguyên giáp|lê quý đôn|phạm văn đồng|phan bội châu|phan châu trinh|phan chu trinh|\
    lý thường kiệt|trần hưng đạo|trần quang khải|trần nhật duật|trần phú|ngô quyền|ngô gia tự|\
    nguyễn trãi|nguyễn huệ|nguyễn du|nguyễn đình chiểu|nguyễn bỉnh khiêm|nguyễn thị minh khai|\
    nguyễn văn trỗi|nguyễn viết xuân|nguyễn chí thanh|nguyễn tất thành|nguyễn khuyến|lê hồng phong|\
    lê thánh tông|lê lợi|lê lai|lê duẩn|hoàng hoa thám|hoàng văn thụ|đinh tiên hoàng|\
    chu văn an|lương thế vinh|cao bá quát|phan đình phùng|bùi thị xuân|tô hiến thành|hà huy tập";

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
    côi tuổi nuôi bị xâm hại bạo hành lực bỏ rơi ông bà anh chị cô chú vợ chồng \
    la ten gom gai nu hoc sinh lop ong ba";
const MOST_BETWEEN: usize = 5;
/// Words between one of those and a colon before a list of names: "các em sau được nhận quà: …".
const OF_A_LIST: &str = "sau đây này được nhận hưởng hỗ trợ cấp thẻ trao tặng quà học bổng có hoàn cảnh \
    khó khăn đặc biệt đuối nước tử vong bị cụ thể như";
/// Words that introduce a name further on: "02 cháu bị xâm hại là …".
const LEADS: &str = "là gồm tên la gom ten";
const FURTHEST: usize = 9;
const LONGEST: usize = 6;

/// Words before or at the start of a name that make it the name of a school, a street, a village.
const INSTITUTIONS: &str = "trường thcs thpt th học non đường phố giải quỹ lớp nhà xã phường thôn tổ \
    hội làng chùa đoàn đội đô mái khu";

pub(super) fn found(words: &[Word<'_>], is_place: &impl Fn(&str) -> bool) -> Vec<Found> {
    let mut found = Vec::new();
    let mut next = 0;
    while next < words.len() {
        let at = next;
        next += 1;
        let named = child_name(words, at).or_else(|| name_with_age(words, at));
        let Some((title_at, from, to)) = named else { continue };
        next = to;
        let name = &words[from..to];
        let full = name.iter().map(|w| &*w.small).collect::<Vec<_>>().join(" ");
        if NOT_PERSONS.split('|').any(|other| other == full) || is_place(&full) {
            continue;
        }
        let initials = name.iter().filter_map(|w| w.text.chars().next()).map(String::from);
        let initials = initials.collect::<Vec<_>>().join(".");
        let title: Vec<&str> = words[title_at..from].iter().map(|w| w.text).collect();
        let masked = match title.as_slice() {
            [] => initials,
            [first, ..] => format!("{first} {initials}"),
        };
        found.push(Found { kind: Kind::Name, masked });
    }
    found
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
    let to = full_name(words, from, least)?;
    let is_sure = words[from].is_one_of(COMMON) || words[from + 1].is_one_of("văn thị van thi");
    (!is_loud || is_sure).then_some((at, from, to))
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

/// A full name at `at` followed by the age, year of birth or class of a child.
fn name_with_age(words: &[Word<'_>], at: usize) -> Option<(usize, usize, usize)> {
    const OLDEST: u32 = 17;
    const FIRST_YEAR: u32 = 2009;
    let to = full_name(words, at, 3)?;
    let before = at.checked_sub(1).map(|n| &words[n]);
    if before.is_some_and(|w| w.is_one_of(INSTITUTIONS) && joins(words[at].before)) {
        return None;
    }
    let mut rest = words[to..].iter().take_while(|w| !ends(w.before)).take(4);
    let (one, two, three) = (rest.next()?, rest.next()?, rest.next());
    let is_year = |w: &Word<'_>| w.number().is_some_and(|n| (FIRST_YEAR..2100).contains(&n));
    let is_young = match (&*one.small, &*two.small) {
        (_, "tuổi" | "tuoi" | "tháng") => one.number().is_some_and(|n| n <= OLDEST),
        ("sn" | "sinh", "năm" | "nam") => three.is_some_and(is_year),
        ("sn" | "sinh", _) => is_year(two),
        ("học" | "hoc", "sinh") => three.is_some_and(|w| w.is_one_of("lớp trường lop truong")),
        ("hs" | "lớp" | "lop", _) => two.text.starts_with(|c: char| c.is_ascii_digit()),
        _ => false,
    };
    is_young.then_some((at, at, to))
}

/// The end of a full name that begins at `from`. A single letter after the family name is an
/// initial, as is anything before a full stop.
fn full_name(words: &[Word<'_>], from: usize, least: usize) -> Option<usize> {
    let first = words.get(from)?;
    let next = words.get(from + 1)?;
    let third = words.get(from + 2);
    // Hasty writers use no capitals.
    let is_plain = |w: &Word<'_>| w.before == " " && w.text.chars().all(char::is_alphabetic);
    if first.text.starts_with(char::is_lowercase)
        && first.is_one_of(COMMON)
        && next.is_one_of("văn thị van thi")
    {
        return third.filter(|w| is_plain(next) && is_plain(w)).map(|_| from + 3);
    }
    // Before the long lists, because most words have no capital.
    if !starts_name(first) {
        return None;
    }
    // A family name of two words, or an unknown one: "Pi Năng Thị …".
    let is_thi = |w: &Word<'_>| w.is_one_of("thị thi") && starts_name(w);
    let is_family = first.is_one_of(FAMILIES)
        || (is_thi(next) || third.is_some_and(is_thi)) && !first.is_one_of(INSTITUTIONS)
        || ["H'", "K'", "H’", "K’"].iter().any(|mark| first.text.starts_with(mark));
    if !is_family {
        return None;
    }
    let more = words[from + 1..].iter().take(LONGEST - 1);
    let more = more.take_while(|w| starts_name(w) && w.before.trim_matches(' ').is_empty());
    let more: Vec<&Word<'_>> = more.collect();
    let is_full = more.iter().any(|w| w.text.chars().count() > 1);
    (is_full && more.len() + 1 >= least).then_some(from + 1 + more.len())
}

/// Whether a word is written like part of a name.
fn starts_name(word: &Word<'_>) -> bool {
    let letters = || word.text.chars();
    letters().next().is_some_and(char::is_uppercase) && !letters().any(|c| c.is_ascii_digit())
}

fn is_loud(text: &str) -> bool {
    !text.contains(char::is_lowercase)
}

fn is_line_end(gap: &str) -> bool {
    gap.contains('\n') && gap.chars().all(|c| c.is_whitespace() || c == ':')
}

/// Whether the gap between two words lets the second describe the first.
fn joins(gap: &str) -> bool {
    gap.chars().all(|c| matches!(c, ' ' | ':' | '(' | '"' | '“' | '\'' | '-' | '–'))
}
