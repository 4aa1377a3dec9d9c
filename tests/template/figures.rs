//! The second table of a form: which figures it asks for, what stands beside each cell, and that
//! what is filled in is read, from a workbook as from two CSV files.

use std::fs;

use report::diag::{Severity, Sink};
use report::form::{self, FigureForm, Form};
use report::plan::{Measure, Period, Plan, PlanFiles};
use report::source::cell_name;
use report::submission::Field;

use super::{DAY, checked, column, day, parts, plan, records, reporters, told, written};
use crate::common::{arg, names, read, run, write};

const QUARTER: Period = Period::Quarter(2026, 1);

fn form_of(plan: &Plan, agency: &str, period: Period) -> Form {
    let agency = plan.register.by_id(agency).expect("the agency");
    Form::new(plan, agency, period, &[])
}

fn figures(form: &Form) -> &FigureForm {
    form.figures.as_ref().expect("figures")
}

/// The CSV form of the figures, each value filled in by `value`.
fn filled(form: &FigureForm, value: impl Fn(usize) -> String) -> Vec<u8> {
    let text = String::from_utf8(form::figures_csv(form)).expect("UTF-8");
    let mut records = records(&text);
    let at = column(&records, Field::Value);
    for (n, record) in records.iter_mut().enumerate().skip(1) {
        record[at] = value(n - 1);
    }
    written(&records)
}

#[test]
fn every_agency_is_asked_for_its_figures_and_its_answers_are_read() {
    for period in [Period::Quarter(2025, 4), QUARTER, Period::Half(2025, 1), Period::Year(2025)] {
        let last = plan().window(period).end;
        let yearly = matches!(period, Period::Quarter(2025, 4) | Period::Year(2025));
        let (mut asked, mut of_year) = (0, 0);
        for agency in reporters(period) {
            let form = Form::new(plan(), agency, period, &[]);
            let mut wanted = plan().figures_of(agency, last);
            wanted.retain(|id| yearly || !plan().indicators.get(*id).id.starts_with("QG."));
            let Some(figures) = &form.figures else {
                assert!(wanted.is_empty(), "{}", form.stem);
                continue;
            };
            let given: Vec<_> = figures.rows.iter().map(|row| row.indicator).collect();
            assert_eq!(given, wanted, "{}", form.stem);
            asked += given.len();
            of_year += figures.rows.iter().filter(|row| row.title.starts_with("QG.")).count();
            let name = format!("{}.csv", form.figures_stem());
            let checked = checked(&name, filled(figures, |_| "1".to_owned()), period);
            let read: Vec<_> = checked.figures().map(|f| (f.indicator(), f.agency())).collect();
            let wanted: Vec<_> = wanted.into_iter().map(|id| (id, agency)).collect();
            assert_eq!(read, wanted, "{name}: {:#?}", checked.findings);
        }
        assert!(asked > 100, "{period}: {asked}");
        assert_eq!(of_year > 0, yearly, "{period}");
    }
}

#[test]
fn a_figure_says_its_days_its_unit_and_how_sure_it_is() {
    let form = form_of(plan(), "ubnd-phuong-nha-trang", QUARTER);
    let figures = figures(&form);
    let at = |field| figures.columns.iter().position(|f| *f == field).expect("the column");
    for row in &figures.rows {
        let indicator = plan().indicators.get(row.indicator);
        let (question, unit) = (&row.cells[at(Field::Question)], &row.cells[at(Field::Unit)]);
        let days = match indicator.measure {
            Measure::Flow => "Từ 15/12/2025 đến 14/3/2026, không cộng kỳ trước.",
            _ => "Số hiện có vào ngày 14/3/2026.",
        };
        assert!(question.ends_with(&format!("\n{days}")), "{question}");
        assert_eq!(unit, indicator.unit.get().name);
        assert!(row.notes.iter().any(|note| note.contains("Sở Y tế đề xuất, chờ xác nhận")));
        assert!(row.cells[at(Field::Value)].is_empty(), "no value is sent that nobody looked at");
    }
    let says = |words: &str| figures.steps.iter().any(|step| step.contains(words));
    for words in [
        "Để trống: chưa có số liệu; 0: không phát sinh.",
        "từ ngày 15/12/2025 đến hết ngày 14/3/2026",
        "một người dự 3 buổi là 3 lượt",
        "cơ quan đứng tên tổ chức",
        "(II.2.4, IV.1.2, IV.1.3, IV.4.1, IV.4.2): không bao giờ được in",
        "là chỉ tiêu do Sở Y tế đề xuất, chờ xác nhận",
    ] {
        assert!(says(words), "{words}: {:#?}", figures.steps);
    }
    assert!(!figures.columns.contains(&Field::ValueBefore), "nothing is known of before");
}

#[test]
fn the_value_before_stands_beside_the_empty_cell() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data");
    fs::create_dir_all(data.join("2025-Q4")).expect("a folder");
    let heads = "Kỳ báo cáo;Cơ quan báo cáo;Mã số liệu;Giá trị";
    let row = |code: &str, value: &str| format!("\nQuý IV/2025;Sở Tư pháp;{code};{value}");
    let text = [row("II.1.1", "1.234"), row("KH.7.1", "3"), row("II.1.2", "rất đông")].concat();
    write(&data.join("2025-Q4/so-tu-phap-so-lieu.csv"), format!("{heads}{text}\n"));
    let out = folder.path().join("out");
    let made = run(&[
        "template",
        "--agency",
        "so-tu-phap",
        "--period",
        "2026-Q1",
        "--format",
        "csv",
        "--data",
        arg(&data),
        "--out",
        arg(&out),
        "--as-of",
        DAY,
    ]);
    assert_eq!(made.status, 0, "{}", made.stderr);
    let both = ["so-tu-phap-2026-Q1-so-lieu.csv", "so-tu-phap-2026-Q1.csv"];
    assert_eq!(names(&out), both);
    let records = records(&read(&out.join(both[0])));
    let (code, before, value) = (
        column(&records, Field::Indicator),
        column(&records, Field::ValueBefore),
        column(&records, Field::Value),
    );
    assert_eq!(before + 1, value, "side by side");
    let said = |code_of: &str| {
        let row = records.iter().find(|record| record[code] == code_of).expect("a row");
        assert_eq!(row[value], "", "{code_of}");
        row[before].clone()
    };
    assert_eq!(said("II.1.1"), "Quý IV năm 2025: 1.234\n(không cộng vào kỳ này)");
    assert_eq!(said("KH.7.1"), "Quý IV năm 2025: 3");
    let rejected = "Quý IV năm 2025: có gửi nhưng dòng còn lỗi nên không được tính.";
    assert_eq!(said("II.1.2"), rejected);
    assert_eq!(said("II.4.1"), "");
}

#[test]
fn a_plan_without_indicators_has_the_form_it_had() {
    let mut bare = report::plan::load(&PlanFiles::embedded(), &mut Sink::new()).expect("the plan");
    let with = form_of(&bare, "so-tu-phap", QUARTER);
    bare.indicators = Default::default();
    let without = form_of(&bare, "so-tu-phap", QUARTER);
    assert_eq!(without.figures, None);
    assert_eq!(Form { figures: None, ..with.clone() }, without, "its other parts are the same");
    let sheets = |form: &Form| {
        let parts = parts(form::xlsx(form, day()).expect("a workbook"));
        parts.keys().filter(|name| name.starts_with("xl/worksheets/sheet")).count()
    };
    assert_eq!((sheets(&without), sheets(&with)), (2, 3));
}

#[test]
fn the_sheet_of_figures_takes_numbers_alone() {
    let form = form_of(plan(), "ubnd-phuong-nha-trang", QUARTER);
    let figures = figures(&form);
    let parts = parts(form::xlsx(&form, day()).expect("a workbook"));
    assert!(parts["xl/workbook.xml"].contains("name=\"Số liệu\""));
    let sheet = &parts["xl/worksheets/sheet2.xml"];
    let at = figures.columns.iter().position(|f| *f == Field::Value).expect("the column");
    for (n, row) in figures.rows.iter().enumerate() {
        let cell = cell_name(at as u32 + 1, n as u32 + 2);
        let (_, rules) = sheet.split_once("<dataValidations").expect("rules");
        let (before, rule) = rules.split_once(&format!("sqref=\"{cell}\"")).expect("a rule");
        let kind = before.rsplit("<dataValidation ").next().expect("a rule");
        match row.values.is_empty() {
            true => {
                assert!(kind.contains("type=\"whole\""), "{kind}");
                assert!(rule.contains("<formula1>0</formula1>"));
            }
            false => assert!(rule.starts_with("><formula1>\"0,1\"</formula1>"), "{}", &rule[..60]),
        }
    }
    assert!(sheet.contains("<sheetProtection sheet=\"1\"") && !sheet.contains("<f>"));
    let notes: String =
        parts.iter().filter(|(n, _)| n.contains("comments")).map(|p| &**p.1).collect();
    assert!(notes.contains("Tính: mỗi lần tập hợp người nghe là 1 buổi"), "what counts");
    assert!(notes.contains("Không tính: phát thanh, bài đăng mạng"), "and what does not");
    // A rate takes fractions up to its whole.
    let form = form_of(plan(), "so-tu-phap", Period::Quarter(2025, 4));
    let book = super::parts(form::xlsx(&form, day()).expect("a workbook"));
    assert!(
        book["xl/worksheets/sheet2.xml"].contains("<formula1>0</formula1><formula2>100</formula2>")
    );
}

#[test]
fn a_name_like_a_formula_is_text_on_the_form() {
    let mut plan = report::plan::load(&PlanFiles::embedded(), &mut Sink::new()).expect("the plan");
    let first = plan.indicators.list.iter_mut().find(|one| one.id == "II.1.1").expect("II.1.1");
    first.name = "=1+1".to_owned();
    first.ask = Some("@SUM(1)".to_owned());
    let form = form_of(&plan, "so-tu-phap", QUARTER);
    let text = String::from_utf8(form::figures_csv(figures(&form))).expect("UTF-8");
    assert!(text.contains(";'=1+1;\"'@SUM(1)\n"), "{text}");
    let parts = parts(form::xlsx(&form, day()).expect("a workbook"));
    let strings = &parts["xl/sharedStrings.xml"];
    assert!(strings.contains(">'=1+1<") && strings.contains(">'@SUM(1)"), "{strings}");
}

#[test]
fn figures_left_blank_are_told_in_one_note() {
    let form = form_of(plan(), "so-tu-phap", QUARTER);
    let blank = checked("so-tu-phap-so-lieu.csv", form::figures_csv(figures(&form)), QUARTER);
    let notes: Vec<_> = told(&blank.findings).into_iter().map(|((code, s), _)| (code, s)).collect();
    assert!(notes.contains(&("R314", Severity::Note)), "{notes:?}");
    assert!(notes.iter().all(|(code, _)| *code == "R314" || code.starts_with('S')), "{notes:?}");
    let message = &blank.findings.iter().find(|d| d.code.id == "R314").expect("a note").message;
    assert!(message.ends_with("để trống ô giá trị, nên được hiểu là chưa có số liệu nào."));
    assert_eq!(blank.figures().count(), 0);
    // The workbook with its tasks filled in and the sheet of figures left alone.
    let book = checked("so-tu-phap.xlsx", form::xlsx(&form, day()).expect("a workbook"), QUARTER);
    let codes: Vec<&str> = book.findings.iter().map(|d| d.code.id).collect();
    assert!(codes.contains(&"R314") && !codes.contains(&"H208") && !codes.contains(&"H209"));
}
