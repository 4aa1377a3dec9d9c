//! The status of a period as CSV for Excel: UTF-8 with BOM, `;` as delimiter, CRLF line ends; cells
//! that look like formulas are neutralized.

use super::figures::{Compared, Total};
use super::{Indicator, Target, nature_label};
use super::{RowsBy, Status, band_label, kind_label, placement_label, theme_label};
use crate::consolidate::{ConcernKind, Obligation, TargetOf};
use crate::text::csv::Writer;
use crate::text::{date, number, visible};

/// The text of one table.
pub fn csv(status: &Status, by: RowsBy) -> String {
    let mut table = Writer::new();
    match by {
        RowsBy::Agency => {
            table.row(AGENCY);
            agencies(status)
                .for_each(|row| table.row(row.each_ref().map(|cell| visible::unmarked(cell))));
        }
        RowsBy::Task => {
            table.row(TASK);
            tasks(status)
                .for_each(|row| table.row(row.each_ref().map(|cell| visible::unmarked(cell))));
        }
        RowsBy::Figure => {
            table.row(FIGURE);
            figures(status)
                .for_each(|row| table.row(row.each_ref().map(|cell| visible::unmarked(cell))));
        }
        RowsBy::Theme => {
            table.row(THEME);
            themes(status)
                .for_each(|row| table.row(row.each_ref().map(|cell| visible::unmarked(cell))));
        }
    }
    table.finish()
}

const AGENCY: [&str; 14] = [
    "Kỳ báo cáo",
    "Mã cơ quan",
    "Cơ quan",
    "Trách nhiệm",
    "Tình hình",
    "Số ngày chậm",
    "Ngày nhận",
    "Hạn gửi",
    "Số dòng",
    "Số dòng được tính",
    "Nhiệm vụ chủ trì",
    "Nhiệm vụ chủ trì đã có số liệu",
    "Lý do",
    "Lưu ý",
];

fn agencies(status: &Status) -> impl Iterator<Item = [String; 14]> {
    status.agencies().into_iter().map(|(coverage, agency)| {
        let duty = match agency.duty {
            Obligation::Owed => "Phải báo cáo",
            Obligation::Requested => "Được đề nghị",
            Obligation::None => "Ngoài diện phải báo cáo",
        };
        [
            coverage.period.clone(),
            agency.id.clone(),
            agency.name.clone(),
            duty.to_owned(),
            agency.state_label.to_owned(),
            agency.days_late.map(|days| days.to_string()).unwrap_or_default(),
            day(agency.received.as_deref()),
            // Without an obligation there is no deadline.
            if agency.duty == Obligation::Owed {
                day(Some(&coverage.deadline))
            } else {
                String::new()
            },
            agency.rows.to_string(),
            agency.rows_accepted.to_string(),
            agency.leads.join(", "),
            agency.leads_reported.join(", "),
            agency.reason.clone().unwrap_or_default(),
            status.notice.clone().unwrap_or_default(),
        ]
    })
}

const TASK: [&str; 16] = [
    "Kỳ báo cáo",
    "Mã nhiệm vụ",
    "Nhiệm vụ",
    "Cơ quan chủ trì",
    "Trạng thái",
    "Tiến độ (%)",
    "Trạng thái kỳ trước",
    "Tiến độ kỳ trước (%)",
    "Chênh lệch (điểm phần trăm)",
    "Thời hạn hoàn thành",
    "Tình hình thời hạn",
    "Số ngày quá hạn",
    "Số ngày im lặng",
    "Mức",
    "Số cơ quan khác có báo cáo",
    "Lưu ý",
];

fn tasks(status: &Status) -> impl Iterator<Item = [String; 16]> {
    status.tasks().into_iter().map(|task| {
        let days = |days: Option<i64>| days.map(|days| days.to_string()).unwrap_or_default();
        let percent = |value: Option<f64>| value.map(decimal).unwrap_or_default();
        [
            status.period.clone(),
            task.id.clone(),
            task.text.clone(),
            task.lead_name.clone().unwrap_or_default(),
            task.status_label.clone(),
            percent(task.progress),
            task.before_label.clone().unwrap_or_default(),
            percent(task.before_progress),
            percent(task.change),
            day(task.due.as_deref()),
            task.timing_label.clone(),
            days(task.days_overdue),
            days(task.days_silent),
            band_label(task.band, &status.figures),
            task.others.to_string(),
            status.notice.clone().unwrap_or_default(),
        ]
    })
}

const FIGURE: [&str; 32] = [
    "Kỳ báo cáo",
    "Mã số liệu",
    "Số liệu",
    "Đơn vị",
    "Cách tính",
    "Toàn bộ",
    "Số cơ quan được hỏi",
    "Số cơ quan có số liệu",
    "Số lượt được hỏi",
    "Số lượt có số liệu",
    "Số cơ quan ngoài diện có số liệu",
    "Số cơ quan được miễn",
    "Đủ",
    "Số cơ quan chờ xác nhận",
    "Kỳ trước",
    "Giá trị kỳ trước",
    "Số cơ quan có số liệu kỳ trước",
    "Số cơ quan chờ xác nhận kỳ trước",
    "Chênh lệch của cơ quan có cả hai kỳ",
    "Số cơ quan có cả hai kỳ",
    "Cùng kỳ năm trước",
    "Giá trị cùng kỳ năm trước",
    "Số cơ quan chờ xác nhận cùng kỳ năm trước",
    "Chênh lệch với cùng kỳ của cơ quan có cả hai kỳ",
    "Mục tiêu của tỉnh",
    "So với mục tiêu của tỉnh",
    "Khoảng cách đến mục tiêu của tỉnh",
    "Mục tiêu quốc gia",
    "So với mục tiêu quốc gia",
    "Khoảng cách đến mục tiêu quốc gia",
    "Độ chắc chắn",
    "Lưu ý",
];

fn figures(status: &Status) -> impl Iterator<Item = [String; 32]> {
    status.indicators.iter().map(|of| {
        let before = |other: &Option<Compared>| {
            let other = other.as_ref();
            let change = other.and_then(|other| other.change.as_ref());
            [
                other.map(|other| other.period.clone()).unwrap_or_default(),
                other.map(|other| value(&other.total)).unwrap_or_default(),
                other.map(|other| other.total.given.to_string()).unwrap_or_default(),
                other.map(|other| other.total.in_doubt.to_string()).unwrap_or_default(),
                change.and_then(|change| change.difference).map(decimal).unwrap_or_default(),
                change.map(|change| change.bodies.to_string()).unwrap_or_default(),
            ]
        };
        let [period, was, given, doubted, difference, bodies] = before(&of.previous);
        let [year, year_was, _, year_doubted, year_difference, _] = before(&of.last_year);
        let [own, own_state, own_distance] = target(of, TargetOf::Province);
        let [nation, nation_state, nation_distance] = target(of, TargetOf::Nation);
        [
            status.period.clone(),
            of.id.clone(),
            of.name.clone(),
            of.unit.to_owned(),
            nature_label(of.nature).to_owned(),
            value(&of.total),
            of.total.asked.to_string(),
            of.total.given.to_string(),
            of.total.asked_parts.to_string(),
            of.total.given_parts.to_string(),
            of.total.others.to_string(),
            of.total.excused.to_string(),
            if of.total.complete { "đủ" } else { "chưa đủ" }.to_owned(),
            of.total.in_doubt.to_string(),
            period,
            was,
            given,
            doubted,
            difference,
            bodies,
            year,
            year_was,
            year_doubted,
            year_difference,
            own,
            own_state,
            own_distance,
            nation,
            nation_state,
            nation_distance,
            of.certainty.key().to_owned(),
            status.notice.clone().unwrap_or_default(),
        ]
    })
}

/// A total as a cell: the number without grouping, or why it is hidden.
fn value(total: &Total) -> String {
    total.value.map(decimal).unwrap_or_else(|| total.label.clone())
}

fn target(of: &Indicator, by: TargetOf) -> [String; 3] {
    let Some(target) = of.targets.iter().find(|target: &&Target| target.of == by) else {
        return Default::default();
    };
    let year = target.year.map(|year| format!(" ({year})")).unwrap_or_default();
    [
        format!("{}{year}", target.words),
        target.state_label.to_owned(),
        target.distance.map(decimal).unwrap_or_default(),
    ]
}

const THEME: [&str; 13] = [
    "Kỳ báo cáo",
    "Tệp",
    "Dòng",
    "Mã cơ quan",
    "Cơ quan",
    "Mã nhiệm vụ",
    "Loại",
    "Mã nhóm",
    "Nhóm",
    "Xếp theo",
    "Vì sao",
    "Nội dung",
    "Lưu ý",
];

fn themes(status: &Status) -> impl Iterator<Item = [String; 13]> {
    let rows = ConcernKind::ALL.iter().flat_map(|kind| status.themes.rows_of(*kind));
    rows.map(|row| {
        [
            status.period.clone(),
            row.file.clone(),
            row.row.to_string(),
            row.agency.clone(),
            row.agency_name.clone(),
            row.task.clone(),
            kind_label(row.kind).to_owned(),
            row.theme.clone().unwrap_or_default(),
            theme_label(row).to_owned(),
            row.placed_by.key().to_owned(),
            placement_label(row),
            row.text.clone(),
            status.notice.clone().unwrap_or_default(),
        ]
    })
}

/// A date for display.
pub fn day(iso: Option<&str>) -> String {
    iso.and_then(|iso| date::parse(iso).ok()).map(date::short).unwrap_or_default()
}

/// The same in groups of three digits.
pub fn grouped(number: f64) -> String {
    let plain = decimal(number);
    let (sign, digits) = match plain.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", &*plain),
    };
    let (whole, fraction) = digits.split_once(',').unwrap_or((digits, ""));
    let whole = whole.parse::<i128>().map_or_else(|_| whole.to_owned(), number::dong);
    let mark = if fraction.is_empty() { "" } else { "," };
    format!("{sign}{whole}{mark}{fraction}")
}

/// A number with a decimal comma. It was computed from hundredths and converts back exactly, or
/// has more decimals.
pub fn decimal(number: f64) -> String {
    let hundredths = (number * 100.0).round();
    // What a number this large is off by in the machine.
    let noise = 1e-8_f64.max(number.abs() * 1e-12);
    if (number * 100.0 - hundredths).abs() < noise {
        return number::hundredths(hundredths as i64);
    }
    format!("{number:.9}").trim_end_matches('0').replace('.', ",")
}

#[cfg(test)]
mod tests {
    use super::{decimal, grouped};

    #[test]
    fn numbers_keep_what_is_off_an_edge() {
        for (number, plain, in_groups) in [
            (14_000.0, "14000", "14.000"),
            (-1_234.5, "-1234,5", "-1.234,5"),
            (99.9995, "99,9995", "99,9995"),
            (-0.0005, "-0,0005", "-0,0005"),
            (33.33, "33,33", "33,33"),
            (0.0, "0", "0"),
            (123_456_789_012.34, "123456789012,34", "123.456.789.012,34"),
        ] {
            assert_eq!((&*decimal(number), &*grouped(number)), (plain, in_groups));
        }
    }
}
