//! Full names in a list of persons, and of those who are given something, where no word says that
//! they are children: "Danh sách: …; …", "trao học bổng cho …".

use super::full_name::{full_name, joins, starts_name};
use super::vocabulary::{INSTITUTIONS, NOT_PERSONS, is_of};
use super::{Word, ends};

const FURTHEST: usize = 12;
/// Words of a heading that make the persons officials, donors, or no persons at all.
const OFFICIALS: &str = "cán bộ công chức viên thành đoàn tổ ban ủy uỷ giáo báo đại biểu cộng tác ký \
    lãnh đạo trưởng phó hội họp dự khách chuyên gia diễn tình nguyện nhân sự đơn vị trường lớp điểm \
    đường tuyến quỹ dự án trình giải đảng đồng chí tài hảo tâm xã phường thôn nhóm sở phòng ông bà \
    thầy cô giám đốc chủ tịch bí thư luật sư bác sĩ y tiền cá cơ sở tên";
/// What children are given.
const GIFTS: &str = "quà bổng xe suất sổ thẻ cặp sách vở áo gạo sữa học phí lăn máy bàn";
/// Words behind a name that make the person an official.
const OFFICES: &str = "chủ phó giám trưởng bí giáo cán công chuyên ủy uỷ hiệu thôn bác";

/// The first name of a list whose heading begins at `at`, or of those who are given something.
pub(super) fn first_name(words: &[Word<'_>], at: usize) -> Option<(usize, usize)> {
    match &*words.get(at)?.small {
        "danh" => listed(words, at),
        "cho" => given(words, at),
        _ => None,
    }
}

/// "Danh sách nhận quà: Nguyễn Văn An, Trần Thị Bình".
fn listed(words: &[Word<'_>], at: usize) -> Option<(usize, usize)> {
    words.get(at + 1).filter(|w| w.small == "sách")?;
    let colon = (at + 2..words.len()).take(FURTHEST).find(|n| words[*n].before.contains(':'))?;
    let is_plain = |w: &Word<'_>| joins(w.before) && !w.is_one_of(OFFICIALS);
    let is_officials = at.checked_sub(1).is_some_and(|n| words[n].is_one_of(OFFICIALS));
    if is_officials || !words[at + 2..colon].iter().all(is_plain) {
        return None;
    }
    let first = name_from(words, colon)?;
    name_from(words, first.1).map(|_| first)
}

/// "Trao xe đạp cho Cao Thị Nhi".
fn given(words: &[Word<'_>], at: usize) -> Option<(usize, usize)> {
    let begin = at.saturating_sub(FURTHEST);
    let begin = (begin..at).rev().find(|n| ends(words[n + 1].before)).map_or(begin, |n| n + 1);
    let clause = &words[begin..at];
    let is_giving = clause.iter().any(|w| w.is_one_of("trao tặng cấp hỗ"))
        && clause.iter().any(|w| w.is_one_of(GIFTS));
    let from = at + 1;
    if !is_giving || !joins(words.get(from)?.before) {
        return None;
    }
    let name = name_from(words, from)?;
    let is_official = words.get(name.1).is_some_and(|w| w.is_one_of(OFFICES));
    (!is_official).then_some(name)
}

/// The full name that begins at `from`, or behind a number there.
fn name_from(words: &[Word<'_>], from: usize) -> Option<(usize, usize)> {
    let is_number = words.get(from)?.number().is_some();
    let from = from + usize::from(is_number);
    let first = words.get(from).filter(|w| starts_name(w) && !w.is_one_of(INSTITUTIONS))?;
    let is_mark = |c: char| c.is_whitespace() || ",;:.)-–+*•".contains(c);
    if !first.before.chars().all(is_mark) {
        return None;
    }
    let to = full_name(words, from, 3)?;
    let full = words[from..to].iter().map(|w| &*w.small).collect::<Vec<_>>().join(" ");
    (!is_of(NOT_PERSONS, &full)).then_some((from, to))
}
