//! H213: the title above a table or the name of its sheet names another period, or another agency,
//! than all rows: the table of an earlier report, or of a neighbour, may have been sent again.

use super::other_time_named::{Span, months};
use crate::check::{BOTH, FileContext, Rule};
use crate::diag::{Code, Diagnostic, Place, Sink, code};
use crate::plan::{AgencyId, Lookup, Period, Plan};
use crate::submission::{Row, TableKind};
use crate::text::fold;
use crate::text::time_named::{self, Unit};

static CODE: Code = code!(
    warning,
    "H213",
    "title-differs",
    "Tiêu đề bảng, tên trang tính nêu kỳ hoặc cơ quan khác"
);

/// Most rows of a title that are looked at.
const MAX_LINES: usize = 20;
/// Most words of a name.
const MAX_WORDS: usize = 12;

pub(in crate::check) struct TitleDiffers;

impl Rule for TitleDiffers {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn tables(&self) -> &'static [TableKind] {
        BOTH
    }

    fn file(&self, cx: &FileContext<'_>, sink: &mut Sink) {
        for first in cx.submission.first_rows() {
            let Some(rows) = Rows::of(cx, first) else { continue };
            let title = cx.submission.table.titles_over(first.record);
            let title: Vec<Line> = title.into_iter().take(MAX_LINES).flat_map(lines).collect();
            let sheet: Vec<Line> = cx
                .submission
                .sheet(first)
                .map_or_else(Vec::new, |sheet| vec![(None, sheet.name.to_string())]);
            // Each of them says of which period the table is.
            let period = || rows.other_period(&title).or_else(|| rows.other_period(&sheet));
            let agency = || rows.other_agency(cx.plan(), &[&title[..], &sheet].concat());
            if let Some(other) = period().or_else(agency) {
                sink.push(other.finding(cx.submission.header_place_of(first)));
            }
        }
    }
}

/// A row of a title, or the name of a sheet, and its words.
type Line = (Option<u32>, String);

/// The lines of a row; the paragraphs above a table of a document are one, of number 0.
fn lines((row, words): (u32, String)) -> Vec<Line> {
    let paragraphs = words.split(" | ").map(|words| (Some(row), words.to_owned()));
    if row == 0 { paragraphs.collect() } else { vec![(Some(row), words)] }
}

/// What a line names, and what the rows name instead.
struct Other {
    line: Option<u32>,
    named: String,
    own: String,
    help: &'static str,
}

impl Other {
    fn finding(self, place: Place) -> Diagnostic {
        let line = match self.line {
            Some(0) => "Dòng chữ ngay trên bảng".to_owned(),
            Some(row) => format!("Hàng {row} ở trên bảng"),
            None => "Tên trang tính".to_owned(),
        };
        let message = format!("{line} ghi khác các dòng: mọi dòng ghi {}.", self.own);
        Diagnostic::new(&CODE, place, message)
            .value(self.named.replace('\n', " "))
            .expected(self.own)
            .help(self.help)
    }
}

/// What all rows of a sheet name.
struct Rows {
    periods: Vec<Period>,
    /// The only agency, in force on the last day of the first row's period.
    agency: Option<AgencyId>,
    day: chrono::NaiveDate,
}

impl Rows {
    /// Nothing where a row tells no period, or one that is told to be wrong.
    fn of(cx: &FileContext<'_>, first: &Row) -> Option<Self> {
        let sheet = |row: &Row| cx.submission.table.sheet_number(row.record);
        let rows = || cx.submission.rows.iter().filter(|row| sheet(row) == sheet(first));
        let mut periods = Vec::new();
        for row in rows() {
            let period = row.period.value().filter(|period| cx.scope.takes(*period))?;
            if !periods.contains(&period) {
                periods.push(period);
            }
        }
        let agency = first.agency.value();
        let agency = agency.filter(|one| rows().all(|row| row.agency.value() == Some(*one)));
        let day = cx.plan().window(*periods.first()?).end;
        Some(Self { periods, agency, day })
    }

    /// The only period that lines name, if no row is of it and none of theirs is named.
    fn other_period(&self, lines: &[Line]) -> Option<Other> {
        let mut other: Option<(Span, &Line)> = None;
        let mut year: Option<&Line> = None;
        for line in lines {
            for (unit, span, at) in self.named(&line.1) {
                let is_own = self.periods.iter().any(|period| overlap(months(*period), span));
                match unit {
                    Unit::Day => {}
                    Unit::Year if is_own || !heads_report(&line.1[..at]) => {}
                    Unit::Year => year = year.or(Some(line)),
                    _ if is_own => return None,
                    // That of a letter: `Nha Trang, tháng 4 năm 2026`.
                    Unit::Month => {}
                    _ if other.is_some_and(|(known, _)| known != span) => return None,
                    _ => other = Some((span, line)),
                }
            }
        }
        let line = other.map(|(_, line)| line).or(year)?;
        let own: Vec<String> = self.periods.iter().map(|period| period.name()).collect();
        Some(Other {
            line: line.0,
            named: line.1.clone(),
            own: own.join(", "),
            help: "Xem lại các dòng có đúng là số liệu của kỳ ấy không, hay là bảng của kỳ trước sửa lại cột “Kỳ báo cáo”; nếu đúng thì sửa tiêu đề hoặc tên trang tính cho khớp.",
        })
    }

    /// The times in a line, and where their words begin; one without a year is of the year of the rows.
    fn named(&self, line: &str) -> Vec<(Unit, Span, usize)> {
        // `2025-Q4`, the name of a sheet.
        if let Some(period) = Period::parse(line) {
            let is_year = matches!(period, Period::Year(_));
            return vec![(if is_year { Unit::Year } else { Unit::Part }, months(period), 0)];
        }
        let own = self.periods[0].year();
        let times = time_named::times(line).named.into_iter();
        let spans = times.map(|named| {
            let (year, (first, last)) = (named.year.unwrap_or(own), named.months);
            let month = |month: u8| year * 12 + i32::from(month) - 1;
            (named.unit, (month(first), month(last)), named.place.start)
        });
        spans.collect()
    }

    /// Another agency of the same kind that lines name where none names that of the rows.
    fn other_agency(&self, plan: &Plan, lines: &[Line]) -> Option<Other> {
        let (own, register) = (self.agency?, &plan.register);
        let mut other = None;
        for line in lines {
            for named in agencies(plan, &line.1, self.day) {
                if register.body(named) == register.body(own) {
                    return None;
                }
                let (named, own) = (register.agency(named), register.agency(own));
                let is_peer = named.kind == own.kind && named.in_force(self.day);
                if is_peer && named.name != plan.unit_name() && other.is_none() {
                    other = Some(line);
                }
            }
        }
        let line = other?;
        Some(Other {
            line: line.0,
            named: line.1.clone(),
            own: register.agency(own).full_name(),
            help: "Xem lại bảng này có đúng là của cơ quan ấy không, hay là bảng của cơ quan khác sửa lại cột “Cơ quan báo cáo”; nếu đúng thì sửa tiêu đề hoặc tên trang tính cho khớp.",
        })
    }
}

fn overlap(one: Span, other: Span) -> bool {
    one.0 <= other.1 && other.0 <= one.1
}

/// Whether a year is that of a report, not of a plan or a law: `Báo cáo năm 2025`.
fn heads_report(before: &str) -> bool {
    let before = fold::ascii(before);
    before.is_empty() || ["bao cao", "so lieu", "ket qua"].iter().any(|w| before.ends_with(w))
}

/// The agencies that a line names alone, as a letterhead does, or as whose the table is: `Báo cáo của
/// UBND phường Cam Ranh`. An addressee is none.
fn agencies(plan: &Plan, line: &str, day: chrono::NaiveDate) -> Vec<AgencyId> {
    let plain = fold::ascii(line);
    if plain.contains("kinh gui") || plain.contains("noi nhan") {
        return Vec::new();
    }
    let pieces = line.split(['|', ',', ';', '(', ')', ':', '–', '—', '\n']);
    let named = pieces.flat_map(|piece| {
        let words: Vec<&str> = piece.split_whitespace().collect();
        let of = words.iter().enumerate().filter(|(_, word)| fold::ascii(word) == "cua");
        let starts: Vec<usize> = std::iter::once(0).chain(of.map(|(at, _)| at + 1)).collect();
        starts.into_iter().filter_map(move |at| begins_with_agency(plan, &words[at..], day))
    });
    named.collect()
}

/// The agency whose name these words are, alone or before words for a report and its period.
fn begins_with_agency(plan: &Plan, words: &[&str], day: chrono::NaiveDate) -> Option<AgencyId> {
    const BEHIND: [&str; 7] = ["bao", "quy", "qui", "nam", "ky", "6", "9"];
    let ends = (2..=words.len().min(MAX_WORDS)).rev().filter(|end| {
        words.get(*end).is_none_or(|next| BEHIND.contains(&fold::ascii(next).as_str()))
    });
    { ends }.find_map(|end| match plan.register.lookup(&words[..end].join(" "), day) {
        Lookup::One(agency) => Some(agency),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use crate::check::trial::Trial;
    use crate::plan::Period;

    /// What is told of the lines above a table of a commune in 2026-Q1.
    fn told(lines: &[&str]) -> Vec<String> {
        let text = format!(
            "{}\nky_bao_cao;co_quan;ma_nhiem_vu;trang_thai;tien_do;ket_qua\nQuý I/2026;UBND phường Nha Trang;II.1;Đang triển khai;45;Mở 3 lớp.\n",
            lines.join("\n")
        );
        let trial = Trial::new().period(Some(Period::Quarter(2026, 1))).today("2026-03-20");
        let found = trial.text("ubnd-phuong-nha-trang.csv", &text).found("H213");
        found.into_iter().map(|d| d.value.expect("the words")).collect()
    }

    #[test]
    fn a_title_of_another_period_is_told() {
        for title in [
            "BÁO CÁO QUÝ IV NĂM 2025",
            "BIỂU TỔNG HỢP QUÝ IV/2025",
            "Báo cáo Q4/2025 của UBND phường Nha Trang",
            "BÁO CÁO QUÝ II",
            "Quý 4 năm 2025",
            "2025-Q4",
            "BÁO CÁO 9 THÁNG NĂM 2025",
            "BÁO CÁO 6 THÁNG CUỐI NĂM 2025",
            "BÁO CÁO NĂM 2025",
            "TÌNH HÌNH THỰC HIỆN KẾ HOẠCH, QUÝ III NĂM 2025",
            "BÁO CÁO QUÝ I NĂM 2025",
        ] {
            assert_eq!(told(&[title]), [title], "{title}");
        }
    }

    #[test]
    fn a_title_that_holds_the_period_or_names_several_is_silent() {
        for title in [
            "BÁO CÁO QUÝ I NĂM 2026",
            "BÁO CÁO QUÝ I",
            "BÁO CÁO 6 THÁNG ĐẦU NĂM 2026",
            "BÁO CÁO NĂM 2026",
            "BÁO CÁO QUÝ I/2026, so với quý IV/2025",
            "KẾT QUẢ QUÝ I VÀ NHIỆM VỤ QUÝ II NĂM 2026",
            "SO SÁNH QUÝ III VÀ QUÝ IV NĂM 2025",
            "THỰC HIỆN KẾ HOẠCH NĂM 2025",
            "Theo Kế hoạch ngày 24/4/2025",
            "Nha Trang, ngày 14 tháng 4 năm 2026",
            "Nha Trang, ngày   tháng 4 năm 2026",
            "Báo cáo tháng 3 năm 2026, kỳ trước quý IV/2025",
            "BIỂU MẪU BÁO CÁO",
        ] {
            assert_eq!(told(&[title]), [""; 0], "{title}");
        }
    }

    #[test]
    fn a_title_of_another_agency_is_told() {
        for title in [
            "BÁO CÁO CỦA UBND PHƯỜNG CAM RANH",
            "UBND PHƯỜNG CAM RANH",
            "Đơn vị báo cáo: UBND phường Cam Ranh",
            "ỦY BAN NHÂN DÂN PHƯỜNG CAM RANH",
            "Báo cáo của UBND phường Cam Ranh quý I năm 2026",
        ] {
            assert_eq!(told(&[title]), [title], "{title}");
        }
        for lines in [
            &["UBND PHƯỜNG NHA TRANG"][..],
            &["UBND TỈNH KHÁNH HÒA"],
            &["SỞ Y TẾ KHÁNH HÒA"],
            &["SỞ TƯ PHÁP"],
            &["Kính gửi: UBND phường Cam Ranh"],
            &["UBND PHƯỜNG NHA TRANG", "Phối hợp: UBND phường Cam Ranh"],
            &["Đã làm việc với UBND phường Cam Ranh"],
            &["UBND CÁC XÃ, PHƯỜNG"],
            &["CAM RANH"],
        ] {
            assert_eq!(told(lines), [""; 0], "{lines:?}");
        }
    }
}
