//! L808: a result that names a time of another period as its own, and never that of its row: the
//! words of an earlier report were left in it.

use chrono::{Datelike as _, NaiveDate};

use crate::check::{EarlierRow, RowContext, Rule};
use crate::diag::{Code, Sink, code};
use crate::plan::{Period, Plan, Status};
use crate::submission::Field;
use crate::text::time_named::{self, Claim, Named, Times, Unit};

static CODE: Code = code!(warning, "L808", "other-time-named", "Kết quả nêu thời gian của kỳ khác");

pub(in crate::check) struct OtherTimeNamed;

impl Rule for OtherTimeNamed {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn row(&self, cx: &RowContext<'_>, sink: &mut Sink) {
        let text = cx.text(Field::Result);
        if !time_named::may_claim(text) || cx.is_garbled(Field::Result) {
            return;
        }
        let Some(period) = cx.row.period.value().or(cx.file.scope.period) else { return };
        let Some(named) = of_another(cx.plan(), period, &time_named::times(text)) else { return };
        if is_told_elsewhere(cx, text) {
            return;
        }
        let own = period.name();
        let message = format!(
            "Kết quả nói về việc của thời gian khác, không nhắc đến {own} là kỳ của dòng này."
        );
        let help = format!(
            "Nếu lời này chép từ báo cáo cũ thì viết lại theo việc và số liệu của {own}; nếu cần nhắc việc cũ thì nêu thêm việc của kỳ này."
        );
        sink.push(
            cx.at(&CODE, Field::Result, message)
                .value(&text[named.place])
                .expected(format!("việc đã làm trong {own}"))
                .help(help),
        );
    }
}

/// Whether L803 tells that the words are those of the last report, or the task was complete then
/// and its last report is told again.
fn is_told_elsewhere(cx: &RowContext<'_>, text: &str) -> bool {
    let history = cx.file.scope.history;
    let before = history.and_then(|history| history.before(cx).first().copied());
    before.is_some_and(|before: &EarlierRow| {
        let was_complete = before.status == Status::Complete;
        let is_complete = cx.row.status.value() == Some(Status::Complete);
        (was_complete && is_complete) || before.has_result(text)
    })
}

/// Months, counted through all years.
pub(super) type Span = (i32, i32);

fn month(day: NaiveDate) -> i32 {
    day.year() * 12 + day.month0() as i32
}

/// The time that a text claims although it is not of its period; `None` if it names its period
/// anywhere.
fn of_another(plan: &Plan, period: Period, times: &Times) -> Option<Named> {
    if times.says_now || times.named.iter().all(|named| named.claim.is_none()) {
        return None;
    }
    let window = plan.window(period);
    let own = months(period);
    let wide = (own.0.min(month(window.start)), own.1.max(month(window.end)));
    let mut other = None;
    for named in &times.named {
        // "Tính đến 14/12" is not of a window that begins on the 15th.
        if let (Some((first, last)), Some(_)) = (named.days, named.claim) {
            if first <= window.end && window.start <= last {
                return None;
            }
            if last < window.start {
                other.get_or_insert_with(|| named.clone());
            }
            continue;
        }
        // Days and months count by the window, which begins in the month before.
        let is_short = matches!(named.unit, Unit::Day | Unit::Month);
        let own = if is_short { wide } else { own };
        let span = resolved(named, own);
        let is_own = span.0 <= own.1 && own.0 <= span.1;
        // "Kế hoạch năm 2025" does not tell which quarter.
        if is_own && (named.unit != Unit::Year || named.claim.is_some()) {
            return None;
        }
        let is_earlier = span.1 < own.0;
        let heads = named.claim == Some(Claim::Heads)
            && (named.year.is_some() || matches!(named.unit, Unit::Month | Unit::Quarter));
        if !is_own && named.claim.is_some() && (is_earlier || heads) {
            other.get_or_insert_with(|| named.clone());
        }
    }
    other
}

/// The months of a period by the calendar.
pub(super) fn months(period: Period) -> Span {
    let within = |year: i32, first: u8, last: u8| {
        (year * 12 + i32::from(first) - 1, year * 12 + i32::from(last) - 1)
    };
    match period {
        Period::Quarter(year, q) => within(year, q * 3 - 2, q * 3),
        Period::Half(year, h) => within(year, h * 6 - 5, h * 6),
        Period::NineMonths(year) => within(year, 1, 9),
        Period::Year(year) => within(year, 1, 12),
        Period::Range(from, to) => (month(from), month(to)),
    }
}

/// The months that a text means. Without a year they are the nearest ones; where two are as near,
/// those of the year of the period, of what was done the last ones: in quý I “quý IV” is the last
/// one, in quý IV “quý I” the next, in quý I “trong quý III đã” the last.
fn resolved(named: &Named, own: Span) -> Span {
    let of = |year: i32| {
        let (first, last) = named.months;
        (year * 12 + i32::from(first) - 1, year * 12 + i32::from(last) - 1)
    };
    let year = own.1.div_euclid(12);
    if named.year.is_some() || named.unit == Unit::Part {
        return of(named.year.unwrap_or(year));
    }
    let away = |span: &Span| (span.0 - own.1).max(own.0 - span.1).max(0);
    let preferred = if named.claim == Some(Claim::Done) {
        [year - 1, year, year + 1]
    } else {
        [year, year - 1, year + 1]
    };
    preferred.map(of).into_iter().min_by_key(away).unwrap_or_else(|| of(year))
}

#[cfg(test)]
mod tests {
    use crate::check::trial::Trial;
    use crate::plan::Period;

    /// What is told of a result in a row of a period.
    fn told(period: Period, text: &str) -> Vec<String> {
        let row = format!("{};Sở Công Thương;I.1;Đang triển khai;50;\"{text}\";", period.written());
        let trial = Trial::new().period(Some(period)).today("2026-12-31");
        let found = trial.file("so-cong-thuong.csv", "", &[&row]).found("L808");
        found.into_iter().map(|d| d.value.expect("the words")).collect()
    }

    #[test]
    fn the_words_of_an_earlier_report_are_told() {
        let (q4, q1) = (Period::Quarter(2025, 4), Period::Quarter(2026, 1));
        for (period, text, expected) in [
            (q4, "Trong quý III, tổ chức 5 lớp tập huấn.", "quý III"),
            (q4, "Tổ chức 5 lớp trong quý III/2025 tại 3 xã", "quý III/2025"),
            (q4, "Quý III/2025: tổ chức 5 lớp, tăng 2 lớp so với quý II", "quý III/2025"),
            (q4, "Trong 9 tháng đầu năm 2025 mở 7 lớp", "9 tháng đầu năm 2025"),
            (q4, "6 tháng đầu năm: mở 7 lớp", "6 tháng đầu năm"),
            (q4, "Trong tháng 7/2025, mở 3 lớp", "tháng 7/2025"),
            (q4, "Năm 2024, mở 3 lớp", "Năm 2024"),
            (q4, "Trong quý IV/2024 mở 3 lớp", "quý IV/2024"),
            (q4, "Trong quý III mở 3 lớp theo kế hoạch năm 2025", "quý III"),
            (q1, "Trong quý IV mở 3 lớp", "quý IV"),
            (q1, "Trong tháng 10 và 11 mở 3 lớp", "tháng 10 và 11"),
            (q1, "Trong năm 2025, mở 3 lớp", "năm 2025"),
            (q1, "Tính đến 14/12/2025 đã mở 5 lớp", "14/12/2025"),
            (q1, "Từ 15/9/2025 đến 14/12/2025, mở 5 lớp", "15/9/2025 đến 14/12/2025"),
            (q1, "Đến hết quý IV/2025 đã mở 5 lớp", "quý IV/2025"),
            (q1, "Kỳ báo cáo quý IV/2025: mở 5 lớp", "quý IV/2025"),
            (q1, "T10/2025: mở 3 lớp", "T10/2025"),
            (q1, "Quý tư năm 2025 mở 5 lớp", "Quý tư năm 2025"),
            (q1, "Lũy kế 9 tháng đầu năm 2025: 12 lớp", "9 tháng đầu năm 2025"),
            (q1, "Tháng 7: 3 lớp; tháng 8: 2 lớp", "Tháng 7"),
            (q1, "Trong quý III đã mở 3 lớp", "quý III"),
            (Period::Half(2025, 2), "Trong quý II/2025 mở 3 lớp", "quý II/2025"),
            (Period::Year(2025), "Năm 2024, toàn xã mở 3 lớp", "Năm 2024"),
            (Period::Quarter(2025, 2), "Quý III/2025: mở 3 lớp", "Quý III/2025"),
        ] {
            let found = told(period, text);
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!(found[0].to_lowercase(), expected.to_lowercase(), "{text}");
        }
    }

    #[test]
    fn a_text_that_names_its_own_time_or_none_is_silent() {
        let (q4, q1) = (Period::Quarter(2025, 4), Period::Quarter(2026, 1));
        let (q2, h2) = (Period::Quarter(2026, 2), Period::Half(2025, 2));
        for (period, text) in [
            (q4, "Trong quý IV, tổ chức 5 lớp, tăng 2 lớp so với quý III"),
            (q4, "Trong quý III mở 3 lớp, sang quý IV mở 2 lớp"),
            (q4, "Trong quý III khởi công sân chơi, đến nay đã xong"),
            (q4, "Trong tháng 9 và tháng 10 mở 3 lớp"),
            (q4, "Trong tháng 9 mở 3 lớp"),
            (q4, "Trong quý III tập huấn, ngày 05/10/2025 kiểm tra lại"),
            (q4, "Năm 2025, mở 3 lớp"),
            (q4, "Trong 6 tháng cuối năm mở 3 lớp"),
            (q4, "Vận hành mô hình điểm từ quý III"),
            (q4, "Hoàn thiện dự thảo, trình ban hành trong quý I"),
            (q4, "Hoàn thiện dự thảo, trình ban hành trong năm 2026"),
            (q1, "Trong tháng 12 mở 3 lớp"),
            (q1, "Trong tháng 12/2025 mở 3 lớp"),
            (q1, "Hoàn thiện dự thảo, trình trong quý II"),
            (q1, "Phát hành tờ tin thống kê về trẻ em năm 2025"),
            (q1, "Từ 15/12/2025 đến 14/3/2026 mở 5 lớp"),
            (q4, "Tính đến 14/12/2025 đã mở 5 lớp"),
            (q1, "Tính đến 31/12/2025 đã mở 5 lớp"),
            (q1, "Tính đến 14/12/2025 đã mở 5 lớp; đến ngày 10/03/2026 thêm 2 lớp"),
            (q2, "Quý I xã không gửi báo cáo do nhầm thời hạn. Mở 3 lớp."),
            (q2, "Mở 3 lớp. Quý I xã không gửi báo cáo."),
            (q2, "Báo cáo gộp quý I và quý II: tổ chức 9 buổi"),
            (q2, "Một ca đuối nước tháng 1 được sơ cứu kịp"),
            (h2, "Trong quý III mở 3 lớp"),
            (h2, "Trong tháng 7 mở 3 lớp"),
            (Period::Year(2025), "Trong quý II mở 3 lớp"),
        ] {
            assert_eq!(told(period, text), [""; 0], "{text}");
        }
    }

    #[test]
    fn what_another_rule_tells_or_a_complete_task_repeats_is_silent() {
        let text = "Trong quý II, mở 3 lớp tập huấn cho 120 cộng tác viên.";
        let found = |before: &str, now: &str| {
            let before = format!("2025-Q2;Sở Công Thương;I.1;{before};");
            let now = format!("2025-Q3;Sở Công Thương;I.1;{now};");
            let trial = Trial::new().before(Period::Quarter(2025, 2), "ghi_chu", &[&before]);
            trial.file("a.csv", "ghi_chu", &[&now]).found("L808").len()
        };
        let now = format!("Đang triển khai;50;{text}");
        assert_eq!(found("Đang triển khai;40;Mở lớp.", &now), 1);
        assert_eq!(found(&format!("Đang triển khai;40;{text}"), &now), 0, "L803");
        let complete = format!("Hoàn thành;100;Xong {text}");
        assert_eq!(found("Hoàn thành;100;Mở lớp.", &complete), 0);
        assert_eq!(found("Đang triển khai;40;Mở lớp.", &complete), 1);
    }
}
