//! Words in the brackets of a heading that make its cells others than those of the report: of
//! another time, planned, cumulative, a part, a share of the money. Such a column is not read as the
//! one named before the brackets: `Tiến độ (kỳ trước)`, `Giá trị (Quý IV/2025)`.

use super::columns::{Field, Holds};
use crate::decode::table::Table;
use crate::plan::Period;
use crate::text::fold;

/// Of another time.
const OTHER_TIME: [&str; 8] = [
    "ky truoc",
    "quy truoc",
    "nam truoc",
    "thang truoc",
    "lan truoc",
    "cung ky",
    "ky sau",
    "quy sau",
];
/// Not yet so.
const PLANNED: [&str; 5] = ["ke hoach", "muc tieu", "chi tieu", "du kien", "uoc"];
/// Folded words for what is of the year rather than of the period.
pub(crate) const CUMULATIVE: [&str; 3] = ["luy ke", "cong don", "tu dau nam"];
/// Of the period rather than the year.
const PERIODIC: [&str; 5] = ["trong quy", "trong ky", "quy nay", "ky nay", "trong thang"];
/// A share.
const SHARES: [&str; 3] = ["ty le", "ti le", "phan tram"];
/// Units of counts, never of money or of progress.
const COUNTS: [&str; 24] = [
    "lan",
    "luot",
    "luot nguoi",
    "nguoi",
    "tre",
    "tre em",
    "em",
    "chau",
    "hoc sinh",
    "ho",
    "ho gia dinh",
    "buoi",
    "lop",
    "cuoc",
    "suat",
    "phan qua",
    "cai",
    "chiec",
    "kg",
    "gio",
    "m2",
    "truong hop",
    "vu",
    "so luong",
];
/// Words before a unit.
const LABELS: [&str; 4] = ["don vi tinh", "don vi", "dvt", "dv"];
/// Number of rows inspected for their period.
const MAX_SAMPLED: usize = 50;

/// Whether the brackets of a heading say that its cells are not those of this field.
pub(super) fn is_said(table: &Table, heading: &str, field: Field) -> bool {
    // Most headings are those of the forms.
    if heading == field.column().heading {
        return false;
    }
    // Words behind the brackets are part of it too: `Tiến độ (%) kỳ trước`.
    let Some((_, inside)) = heading.split_once('(') else { return false };
    let (inside, behind) = inside.split_once(')').unwrap_or((inside, ""));
    [inside, behind].iter().any(|words| says(table, words, field))
}

fn says(table: &Table, inside: &str, field: Field) -> bool {
    let words = Words::of(inside);
    let holds = field.column().holds;
    // Of texts only a whole bracket counts: `Kiến nghị (các kỳ trước chưa giải quyết)` is of now.
    if holds.is_free_text() {
        return OTHER_TIME.contains(&words.plain.trim())
            || (field == Field::Result && words.begin_with_any(&PLANNED))
            || (Period::parse(inside).is_some() && names_another_period(table, inside, field));
    }
    let is_amount = holds == Holds::Amount;
    let planned = match field {
        Field::Status | Field::Progress | Field::Value => &PLANNED[..],
        Field::Disbursed => &["ke hoach", "du kien", "uoc"],
        Field::Allocated => &["du kien", "de nghi", "de xuat"],
        Field::Reported => &["du kien"],
        _ => &[],
    };
    words.have_any(&OTHER_TIME)
        || words.begin_with_any(planned)
        || (field == Field::Value && (words.have_any(&CUMULATIVE) || words.are_of_a_part()))
        || (is_amount
            && (words.have_any(&PERIODIC) || words.have_any(&SHARES) || inside.contains('%')))
        || (holds == Holds::Percent && words.are_of_no_percent(inside))
        || ((is_amount || holds == Holds::Percent) && words.are_a_count())
        || (matches!(field, Field::Task | Field::Indicator) && words.toned == fold::name("cũ"))
        || (is_of_period(field) && names_another_period(table, inside, field))
}

/// Whether the cells of a column are those of the period; codes, names and days are of any.
fn is_of_period(field: Field) -> bool {
    let holds = field.column().holds;
    field == Field::Status || matches!(holds, Holds::Percent | Holds::Amount | Holds::Value)
}

/// The words in brackets.
struct Words {
    /// Folded, with a space on either side.
    plain: String,
    /// With their tones.
    toned: String,
}

impl Words {
    fn of(inside: &str) -> Self {
        Self { plain: format!(" {} ", fold::ascii(inside)), toned: fold::name(inside) }
    }

    fn have_any(&self, all: &[&str]) -> bool {
        all.iter().any(|words| self.plain.contains(&format!(" {words} ")))
    }

    fn begin_with_any(&self, all: &[&str]) -> bool {
        all.iter().any(|words| self.plain.starts_with(&format!(" {words} ")))
    }

    /// `nữ`, `trong đó: nam`; "năm" is a year.
    fn are_of_a_part(&self) -> bool {
        let women = fold::name("nữ");
        self.have_any(&["trong do"])
            || self.toned.split(' ').any(|word| word == women || word == "nam")
    }

    /// `lần`, `ĐVT: người`.
    fn are_a_count(&self) -> bool {
        let words = self.plain.trim();
        let behind = |label: &&str| words.strip_prefix(*label)?.strip_prefix(' ');
        COUNTS.contains(&LABELS.iter().find_map(behind).unwrap_or(words))
    }

    fn are_of_no_percent(&self, inside: &str) -> bool {
        inside.contains('‰') || self.begin_with_any(&["phan nghin", "phan ngan", "ngay", "diem"])
    }
}

/// Whether words name a period that no row is of; outside values, a year is also that of its
/// quarters.
pub(super) fn names_another_period(table: &Table, words: &str, field: Field) -> bool {
    let Some(named) = period_in(words) else { return false };
    let is_period = |text: &str| Field::of_heading(text) == Some(Field::Period);
    let Some(column) = table.fields(table.header).position(is_period) else { return false };
    let rows = table.header + 1..table.len();
    let texts = rows.map(|record| fold::trim(table.field(record, column)));
    let mut periods = texts.take(MAX_SAMPLED).filter_map(Period::parse).peekable();
    let is_of_year = matches!(named, Period::Year(_)) && field != Field::Value;
    let agrees = |period: Period| match is_of_year {
        true => named.year() == period.year(),
        false => named == period,
    };
    periods.peek().is_some() && !periods.any(agrees)
}

/// The period that words name, behind others or alone: `Giá trị quý IV/2025`, `năm 2026; đồng`.
pub(super) fn period_in(words: &str) -> Option<Period> {
    let named = |words: &str| {
        let starts = words.char_indices().filter(|(at, _)| *at == 0 || words[..*at].ends_with(' '));
        { starts }.find_map(|(at, _)| Period::parse(&words[at..]))
    };
    words.split(';').find_map(named)
}

/// Whether a subheading tells of which time the cells are, or that they are planned: `Kỳ này`, `Lũy
/// kế`, `Quý I/2026`.
pub(super) fn tells_time(subheading: &str) -> bool {
    const OF_THE_PERIOD: [&str; 2] = ["nam nay", "nam bao cao"];
    let words = Words::of(subheading);
    let all = [&OTHER_TIME[..], &PLANNED, &CUMULATIVE, &PERIODIC, &OF_THE_PERIOD];
    all.iter().any(|all| words.begin_with_any(all)) || period_in(subheading).is_some()
}

#[cfg(test)]
mod tests {
    use super::{Field, is_said};
    use crate::decode::csv;
    use crate::diag::Sink;
    use crate::source::Source;

    /// What a heading means over rows of 2026-Q1.
    fn meaning(heading: &str) -> Option<Field> {
        let text = format!("Kỳ báo cáo;Mã;{heading}\nQuý I/2026;I.2;12\n");
        let source = Source::new("a.csv", text);
        let known = |heading: &str| Field::of_heading(heading).is_some();
        let table = csv::decode(&source, &known, &mut None, &mut Sink::new()).expect("a table");
        Field::of_heading(heading).filter(|field| !is_said(&table, heading, *field))
    }

    #[test]
    fn the_brackets_of_a_heading_may_make_it_another_column() {
        for heading in [
            "Tiến độ (kỳ trước)",
            "Tiến độ (kế hoạch)",
            "Tiến độ (dự kiến)",
            "Tiến độ (‰)",
            "Tiến độ (ngày)",
            "Trạng thái (quý trước)",
            "Trạng thái (Quý IV/2025)",
            "Kết quả (năm 2025)",
            "Kết quả thực hiện (dự kiến)",
            "Kinh phí được giao (năm 2025)",
            "Kinh phí được giao (đề nghị)",
            "Kinh phí giải ngân (trong kỳ)",
            "Giải ngân (%)",
            "Giải ngân (tỷ lệ %)",
            "Kinh phí giải ngân (ước cả năm)",
            "Mã nhiệm vụ (cũ)",
            "Kiến nghị (kỳ trước)",
            "Khó khăn, vướng mắc (Quý IV/2025)",
            "Thời hạn hoàn thành (kỳ trước)",
            "Kinh phí được giao (lần)",
            "Kinh phí giải ngân (ĐVT: người)",
            "Kinh phí giao (lượt người)",
            "Giải ngân (suất)",
            "Tiến độ (buổi)",
        ] {
            assert_eq!(meaning(heading), None, "{heading}");
        }
        for (heading, field) in [
            ("Tiến độ (%)", Field::Progress),
            ("Tiến độ (% so với kế hoạch)", Field::Progress),
            ("Tiến độ (Quý I/2026)", Field::Progress),
            ("Trạng thái (chọn trong danh sách)", Field::Status),
            ("Kết quả (trong kỳ)", Field::Result),
            ("Kinh phí được giao (đồng)", Field::Allocated),
            ("Kinh phí được giao (kế hoạch năm)", Field::Allocated),
            ("Kinh phí được giao (lần 1)", Field::Allocated),
            ("Kinh phí được giao (NSNN)", Field::Allocated),
            ("Kinh phí được giao (nếu có)", Field::Allocated),
            ("Kinh phí được giao (đơn vị: đồng)", Field::Allocated),
            ("Kinh phí được giao (năm 2026)", Field::Allocated),
            ("Kinh phí giải ngân (lũy kế từ đầu năm)", Field::Disbursed),
            ("Mã nhiệm vụ (theo Kế hoạch)", Field::Task),
            ("Mã nhiệm vụ (Kế hoạch năm 2025)", Field::Task),
            ("Văn bản ban hành (từ năm 2025)", Field::Documents),
            ("Khó khăn (so với kỳ trước)", Field::Difficulty),
            ("Kiến nghị (các kỳ trước chưa giải quyết)", Field::Proposal),
            ("Thời hạn hoàn thành (theo kế hoạch)", Field::Due),
            ("Ngày báo cáo (ngày/tháng/năm)", Field::Reported),
        ] {
            assert_eq!(meaning(heading), Some(field), "{heading}");
        }
    }
}
