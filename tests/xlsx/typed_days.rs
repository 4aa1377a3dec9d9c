//! Columns in which some days are dates and others text, as where a spreadsheet puts the month first
//! and days were typed first.

use chrono::NaiveDate;
use report::submission::Field;
use report::text::date::{Ambiguity, Fault};
use rust_xlsxwriter::{ExcelDateTime, Format};

use super::{HEADINGS, ROW, book, checked, codes, day, plan, read, texts};
use report::plan::Period;

/// A cell of the column of days.
#[derive(Clone, Copy)]
enum Typed {
    Text(&'static str),
    Date(u16, u8, u8),
    Empty,
}
use Typed::{Date, Empty, Text};

/// A workbook with one row for each cell, in this column.
fn days(heading: &str, cells: &[Typed]) -> Vec<u8> {
    book(|sheet| {
        texts(sheet, 0, 0, &HEADINGS[..6]);
        texts(sheet, 0, 6, &[heading]);
        for (n, cell) in cells.iter().enumerate() {
            let row = n as u32 + 1;
            texts(sheet, row, 0, &ROW);
            match cell {
                Text(text) => texts(sheet, row, 6, &[text]),
                Date(year, month, day) => {
                    let day = ExcelDateTime::from_ymd(*year, *month, *day).expect("a day");
                    let format = Format::new().set_num_format("m/d/yyyy");
                    sheet.write_datetime_with_format(row, 6, &day, &format).expect("a date");
                }
                Empty => {}
            }
        }
    })
}

/// The rows whose day may have been swapped, with both readings.
fn swapped(heading: &str, cells: &[Typed]) -> Vec<(u32, NaiveDate, NaiveDate)> {
    let (file, _) = read("a.xlsx", days(heading, cells));
    let submission = file.submission.expect("a table");
    let doubt = |fault: Option<&Fault>| match fault {
        Some(Fault::Ambiguous(Ambiguity::Swapped { held, typed })) => Some((*held, *typed)),
        _ => None,
    };
    let rows = submission.rows.iter().filter_map(|row| {
        let (held, typed) = doubt(row.due.fault()).or_else(|| doubt(row.reported.fault()))?;
        Some((submission.row_number(row), held, typed))
    });
    rows.collect()
}

const DUE: &str = "Thời hạn hoàn thành";
const REPORTED: &str = "Ngày báo cáo";

#[test]
fn a_day_that_only_the_month_first_left_as_text_makes_the_dates_doubtful() {
    let (may, june) = (day("2026-05-06"), day("2026-06-05"));
    for texts in [["30/6/2026", "30/9/2026"], ["30-06-2026", ""], ["30/6/26", "13/7/2026"]] {
        let cells = [Text(texts[0]), Date(2026, 5, 6), Text(texts[1])];
        assert_eq!(swapped(DUE, &cells), [(3, may, june)], "{texts:?}");
    }
    // A day that is the same number as its month is the same either way.
    let cells = [Text("15/12/2026"), Date(2026, 12, 10), Date(2026, 5, 5)];
    assert_eq!(swapped(DUE, &cells), [(3, day("2026-12-10"), day("2026-10-12"))]);
    let cells = [Text("05/07/2026"), Text("30/6/2026"), Date(2026, 5, 6), Date(2026, 12, 7)];
    assert_eq!(swapped(DUE, &cells).len(), 2, "two dates outweigh a text that any would take");
}

#[test]
fn a_day_that_has_another_cause_to_be_text_makes_no_date_doubtful() {
    for text in [
        "30.6.2026",
        "2026-06-30",
        "ngày 30 tháng 6 năm 2026",
        "31/6/2026",
        "30/6/2026 (dự kiến)",
        "05/07/2026",
        "07/07/2026",
        "quý II",
    ] {
        assert_eq!(swapped(DUE, &[Text(text), Date(2026, 5, 6)]), [], "{text}");
    }
    assert_eq!(swapped(DUE, &[Text("30/6/2026"), Text("05/07/2026"), Date(2026, 5, 6)]), []);
    assert_eq!(swapped(DUE, &[Text("30/6/2026"), Text("05/07/2026"), Empty]), []);
    // A date behind the twelfth was read with the day first.
    let cells = [Text("30/6/2026"), Date(2026, 5, 6), Date(2026, 6, 30), Date(2026, 12, 7)];
    assert_eq!(swapped(DUE, &cells), []);
}

#[test]
fn a_report_is_not_dated_far_from_its_period() {
    let (held, typed) = (day("2025-09-08"), day("2025-08-09"));
    assert_eq!(swapped(REPORTED, &[Text("13/9/2025"), Date(2025, 9, 8)]), [(3, held, typed)]);
    // 9 November is no day of a report on the third quarter.
    assert_eq!(swapped(REPORTED, &[Text("13/9/2025"), Date(2025, 9, 11)]), []);
    let (held, typed) = (day("2025-11-09"), day("2025-09-11"));
    assert_eq!(swapped(REPORTED, &[Text("13/9/2025"), Date(2025, 11, 9)]), [(3, held, typed)]);
}

#[test]
fn the_doubt_is_told_and_outlives_the_workbook() {
    let period = Period::parse("2025-Q3").expect("a period");
    let bytes = days(DUE, &[Text("30/6/2026"), Date(2026, 5, 6)]);
    let (_, found) = checked("so-tu-phap.xlsx", &bytes, period, "2025-09-20");
    let told = found.iter().find(|finding| finding.code.id == "V408").expect("it is told");
    assert_eq!(told.place.cell(), Some("G3"));
    assert_eq!(told.expected.as_deref(), Some("06/5/2026 hoặc 05/6/2026"));

    let source = report::source::Source::new("so-tu-phap.xlsx", bytes);
    let mut sink = report::diag::Sink::new();
    let fixed = report::submission::fix(&source, plan(), day("2025-09-20"), &mut sink);
    let text = fixed.expect("a cleaned copy").text;
    assert!(text.contains(";06/05/2026 hoặc 05/06/2026"), "{text}");
    let (_, found) = checked("so-tu-phap.csv", text.as_bytes(), period, "2025-09-20");
    assert!(codes(&found).contains(&"V408"), "{found:#?}");
    let (file, _) = read("a.csv", text.as_bytes());
    let submission = file.submission.expect("a table");
    assert_eq!(submission.text(&submission.rows[1], Field::Due), "06/05/2026 hoặc 05/06/2026");
}
