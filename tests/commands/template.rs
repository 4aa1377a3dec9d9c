//! `report template`: which tasks a form has, what a form says of the period before, that a form
//! filled in checks clean and one left blank is told kindly, and what the workbook holds.

#[path = "../template/figures.rs"]
mod figures;

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::sync::OnceLock;

use crate::common::{Run, arg, names, read, run, write};
use calamine::Reader as _;
use chrono::NaiveDate;
use report::check::{self, Checked, Scope};
use report::diag::{Diagnostic, Severity, Sink};
use report::form::{self, Form};
use report::plan::{self, AgencyId, Period, Plan, PlanFiles, Reports, Role};
use report::source::{Source, cell_name};
use report::submission::{self, Field};
use report::text::fold;

const DATA: &str = "examples/submissions";
const DAY: &str = "2026-03-15";

fn plan() -> &'static Plan {
    static PLAN: OnceLock<Plan> = OnceLock::new();
    PLAN.get_or_init(|| plan::load(&PlanFiles::embedded(), &mut Sink::new()).expect("the plan"))
}

fn template(out: &Path, words: &[&str]) -> Run {
    run(&[&["template", "--out", arg(out), "--as-of", DAY], words].concat())
}

/// The CSV form of an agency for a period, through the binary.
fn csv_of(agency: &str, period: &str, more: &[&str]) -> String {
    let out = tempfile::tempdir().expect("a folder");
    let words = ["--agency", agency, "--period", period, "--format", "csv"];
    let made = template(out.path(), &[&words[..], more].concat());
    assert_eq!((made.status, made.stderr.as_str()), (0, ""));
    let (figures, tasks): (Vec<String>, Vec<String>) =
        names(out.path()).into_iter().partition(|name| name.ends_with("-so-lieu.csv"));
    assert_eq!(tasks.len(), 1, "one file of tasks: {tasks:?}");
    for name in tasks.iter().chain(&figures) {
        assert!(made.stdout.contains(name), "its name is told: {}", made.stdout);
    }
    let text = read(&out.path().join(&tasks[0]));
    let (lines, ends) = (text.matches('\n').count(), text.matches("\r\n").count());
    assert!(text.starts_with('\u{FEFF}') && ends > 1 && lines >= ends, "BOM and CRLF");
    text
}

/// A CSV form as records, the heading row first.
fn records(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b';')
        .has_headers(false)
        .from_reader(text.trim_start_matches('\u{FEFF}').as_bytes());
    let record = |r: Result<csv::StringRecord, csv::Error>| {
        r.expect("a record").iter().map(str::to_owned).collect()
    };
    reader.records().map(record).collect()
}

fn written(records: &[Vec<String>]) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    for record in records {
        writer.write_record(record).expect("a record");
    }
    writer.into_inner().expect("the bytes")
}

fn column(records: &[Vec<String>], field: Field) -> usize {
    records[0].iter().position(|heading| heading == field.heading()).expect("the column")
}

/// What a clerk writes: every row for which `wanted` holds is filled in.
fn fill(records: &mut [Vec<String>], wanted: impl Fn(usize) -> bool) {
    let at = |field| column(records, field);
    let cells = [
        (at(Field::Status), "Đang triển khai"),
        (at(Field::Progress), "45"),
        (at(Field::Result), "- Tổ chức 3 lớp tập huấn cho 150 người;\n- phát 500 tờ rơi."),
        (at(Field::Allocated), "120000000"),
        (at(Field::Disbursed), "12000000"),
        (at(Field::Source), "Tài trợ, viện trợ quốc tế"),
    ];
    for (n, record) in records.iter_mut().enumerate().skip(1).filter(|(n, _)| wanted(*n)) {
        for (column, text) in cells {
            text.clone_into(&mut record[column]);
        }
        record[cells[2].0] += &format!(" Dòng {n}.");
    }
}

/// Checks one file as the files of its period are checked.
fn checked(name: &str, bytes: Vec<u8>, period: Period) -> Checked {
    let plan = plan();
    let day = plan.window(period).end;
    let scope = Scope {
        plan,
        period: Some(period),
        as_of: day,
        page: None,
        whole_period: false,
        history: None,
    };
    let mut sink = Sink::new();
    let file = submission::read(&Source::new(name, bytes), plan, day, &mut sink);
    check::run(&scope, vec![file], sink)
}

/// Who may be given a form for a period.
fn reporters(period: Period) -> Vec<AgencyId> {
    let (plan, day) = (plan(), plan().window(period).end);
    let reports = |id: &AgencyId| {
        let agency = plan.register.agency(*id);
        agency.in_force(day) && agency.reports != Reports::Never
    };
    plan.register.ids().filter(reports).collect()
}

const PERIODS: [Period; 3] =
    [Period::Quarter(2025, 2), Period::Quarter(2026, 1), Period::Year(2025)];

#[test]
fn the_form_of_a_lead_a_commune_and_the_court() {
    for (agency, period, data) in [
        ("so-tu-phap", "2026-Q1", true),
        ("UBND phường Nha Trang", "2026-Q1", false),
        ("TAND tỉnh", "2026-Q1", true),
    ] {
        let more: &[&str] = if data { &["--data", DATA] } else { &[] };
        let text = csv_of(agency, period, more).replace("\r\n", "\n");
        insta::with_settings!({ omit_expression => true }, {
            insta::assert_snapshot!(format!("form_{}", fold::slug(agency)), text);
        });
    }
}

#[test]
fn every_form_filled_in_checks_clean() {
    for period in PERIODS {
        let agencies = reporters(period);
        assert!(agencies.len() > 30, "{period}: {}", agencies.len());
        for agency in agencies {
            let form = Form::new(plan(), agency, period, &[]);
            let text = String::from_utf8(form::csv(&form)).expect("UTF-8");
            let mut records = records(&text);
            fill(&mut records, |_| true);
            let name = format!("{}.csv", form.stem);
            let checked = checked(&name, written(&records), period);
            assert!(checked.findings.is_empty(), "{name}: {:#?}", checked.findings);
            assert_eq!(checked.rows().count(), form.rows.len(), "{name}");
            assert_eq!(check::sender_by_name(plan(), &name), Some(agency), "{name}");
        }
    }
}

#[test]
fn a_form_has_all_that_an_agency_leads_first_and_each_task_once() {
    let period = Period::Quarter(2026, 1);
    let day = plan().window(period).end;
    for agency in reporters(period) {
        let form = Form::new(plan(), agency, period, &[]);
        let led = plan().led_by(agency, day);
        let first: Vec<_> = form.rows.iter().take(led.len()).map(|row| row.task).collect();
        assert_eq!(first, led, "{}", form.stem);
        let mut tasks: Vec<_> = form.rows.iter().map(|row| row.task).collect();
        tasks.sort();
        tasks.dedup();
        assert_eq!(tasks.len(), form.rows.len(), "{}", form.stem);
        let assigned = |task| plan().role(task, agency, day).is_some();
        let missing = plan().task_ids().find(|task| assigned(*task) && !tasks.contains(task));
        assert_eq!(missing, None, "{}", form.stem);
        assert!(form.rows.iter().skip(led.len()).all(|row| row.role != Some(Role::Lead)));
    }
}

/// Findings as code, severity and rows.
fn told(findings: &[Diagnostic]) -> BTreeMap<(&str, Severity), Vec<Option<u32>>> {
    let mut told: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for finding in findings {
        told.entry((finding.code.id, finding.severity)).or_default().push(finding.place.row());
    }
    told
}

#[test]
fn what_is_left_blank_is_told_kindly() {
    let text = csv_of("so-tu-phap", "2026-Q1", &[]);
    let period = Period::Quarter(2026, 1);
    let name = "so-tu-phap-2026-Q1.csv";
    // Nothing at all was written.
    let blank = checked(name, text.clone().into_bytes(), period);
    assert_eq!(told(&blank.findings), BTreeMap::from([(("V401", Severity::Error), vec![None])]));
    // All that it leads, and nothing else: what is left is a note.
    let mut led = records(&text);
    let role = column(&led, Field::Role);
    let leads: Vec<bool> = led.iter().map(|row| row[role] == "Chủ trì").collect();
    fill(&mut led, |n| leads[n]);
    let found = checked(name, written(&led), period);
    assert_eq!(told(&found.findings), BTreeMap::from([(("M907", Severity::Note), vec![None])]));
    assert_eq!(found.rows().count(), 3);
    // One of the tasks that it leads is left out.
    let mut one = records(&text);
    fill(&mut one, |n| n == 1);
    let expected = BTreeMap::from([
        (("M907", Severity::Note), vec![None]),
        (("V401", Severity::Error), vec![Some(3), Some(4)]),
    ]);
    assert_eq!(told(&checked(name, written(&one), period).findings), expected);
    // A row that was begun is no row left out.
    let mut begun = records(&text);
    fill(&mut begun, |n| leads[n] || n == 9);
    let status = column(&begun, Field::Status);
    begun[9][status].clear();
    let found = checked(name, written(&begun), period);
    assert_eq!(told(&found.findings)[&("V401", Severity::Error)], [Some(10)]);
}

#[test]
fn the_words_for_a_form_left_blank_and_one_half_done() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = csv_of("so-tu-phap", "2026-Q1", &[]);
    let path = folder.path().join("so-tu-phap-2026-Q1.csv");
    let mut half = records(&text);
    fill(&mut half, |n| n == 1);
    let mut said = String::new();
    for bytes in [text.into_bytes(), written(&half)] {
        write(&path, bytes);
        let found = run(&["check", arg(&path), "--period", "2026-Q1", "--as-of", DAY]);
        assert_eq!(found.status, 1);
        said += &found.stdout.replace(arg(folder.path()), "MAU");
    }
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!("form_left_blank", said);
    });
}

#[test]
fn a_row_that_did_not_count_is_no_figure() {
    // In the examples this row says 140%.
    let text = csv_of("so-dan-toc-va-ton-giao", "2026-Q1", &["--data", DATA]);
    let before = records(&text);
    let column = column(&before, Field::Before);
    let told = "Quý IV năm 2025: có gửi nhưng dòng còn lỗi nên không được tính.";
    assert!(before.iter().any(|row| row[column] == told), "{text}");
    assert!(!text.contains("140"));
}

#[test]
fn without_a_period_before_there_is_no_column_for_it() {
    let heading = Field::Before.heading();
    assert!(!csv_of("so-y-te", "2026-Q1", &[]).contains(heading));
    // A commune that was founded after the period before has said nothing in it.
    assert!(!csv_of("ubnd-xa-van-ninh", "2025-Q3", &["--data", DATA]).contains(heading));
    let out = tempfile::tempdir().expect("a folder");
    let words = ["--agency", "so-y-te", "--period", "2025-Q2", "--data", DATA, "--format", "csv"];
    let made = template(out.path(), &words);
    assert_eq!(made.status, 0);
    let note = "Trong “examples/submissions” không có thư mục của quý I năm 2025 (2025-Q1) nên mẫu không có số liệu kỳ trước.\n";
    assert_eq!(made.stderr, note);
}

#[test]
fn who_gets_no_form_is_told_why() {
    let out = tempfile::tempdir().expect("a folder");
    let mut said = String::new();
    for (agency, period) in [
        ("Sở Tư pháo", "2026-Q1"),
        ("Nha Trang", "2026-Q1"),
        ("UBND cấp xã", "2026-Q1"),
        ("Các sở, ban, ngành", "2025-Q2"),
        ("UBND thành phố Nha Trang", "2026-Q1"),
        ("UBND phường Nam Nha Trang", "2025-Q2"),
        ("Bộ Y tế", "2026-Q1"),
        ("xyz", "2026-Q1"),
        ("so-y-te", "quý 5"),
        ("so-y-te", "2024-Q4"),
    ] {
        let refused = template(out.path(), &["--agency", agency, "--period", period]);
        assert_eq!((refused.status, refused.stdout.as_str()), (2, ""), "{agency}");
        said += &format!("$ report template --agency “{agency}” --period “{period}”\n");
        said += &refused.stderr;
    }
    assert!(names(out.path()).is_empty());
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!("form_refused", said);
    });
}

#[test]
fn same_day_same_bytes_and_nothing_is_written_over() {
    let out = [tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder")];
    for format in ["csv", "xlsx"] {
        let words = ["--agency", "so-tu-phap", "--period", "2026-Q1", "--format", format];
        let words = [&words[..], &["--data", DATA]].concat();
        for folder in &out {
            assert_eq!(template(folder.path(), &words).status, 0);
        }
        let name = format!("so-tu-phap-2026-Q1.{format}");
        let [one, two] = out.each_ref().map(|folder| folder.path().join(&name));
        assert_eq!(std::fs::read(&one).expect("a form"), std::fs::read(two).expect("a form"));
        assert_eq!(template(out[0].path(), &words).status, 0, "the same once more");
        write(&one, "đã điền");
        let refused = template(out[0].path(), &words);
        assert_eq!((refused.status, read(&one).as_str()), (2, "đã điền"));
        assert!(refused.stderr.starts_with("lỗi: Đã có “"), "{}", refused.stderr);
    }
}

/// The parts of a workbook, by name.
fn parts(bytes: Vec<u8>) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a workbook");
    let mut parts = BTreeMap::new();
    for n in 0..archive.len() {
        let mut part = archive.by_index(n).expect("a part");
        let mut text = String::new();
        part.read_to_string(&mut text).expect("XML in UTF-8");
        parts.insert(part.name().expect("a name").into_owned(), text);
    }
    parts
}

fn day() -> NaiveDate {
    DAY.parse().expect("a day")
}

#[test]
fn every_form_is_a_workbook() {
    let period = Period::Quarter(2026, 1);
    for agency in reporters(period) {
        let form = Form::new(plan(), agency, period, &[]);
        assert!(form::xlsx(&form, day()).is_ok(), "{}", form.stem);
    }
}

#[test]
fn what_the_workbook_holds() {
    let period = Period::Quarter(2026, 1);
    let agency = plan().register.by_id("so-tu-phap").expect("the agency");
    let form = Form::new(plan(), agency, period, &[]);
    let parts = parts(form::xlsx(&form, day()).expect("a workbook"));
    let book = &parts["xl/workbook.xml"];
    assert!(book.contains("name=\"Báo cáo\"") && book.contains("name=\"Hướng dẫn\""));
    assert!(!book.contains("state=\"hidden\""), "nothing is hidden from whoever fills it in");
    assert!(book.contains("_xlnm.Print_Titles"), "headings on every page");
    assert!(parts["docProps/core.xml"].contains("2026-03-15T00:00:00Z"));

    let table = &parts["xl/worksheets/sheet1.xml"];
    let last = form.rows.len() + 1;
    assert!(table.contains("<sheetProtection sheet=\"1\"") && !table.contains("password"));
    assert!(table.contains("ySplit=\"1\"") && table.contains("state=\"frozen\""));
    assert!(table.contains("<autoFilter ref=\"A1:U"));
    assert!(table.contains("orientation=\"landscape\"") && table.contains("paperSize=\"9\""));
    // The states, the sources of funds, and the themes of difficulties and proposals.
    for column in ["F", "L", "N", "P"] {
        let list = format!("sqref=\"{column}2:{column}{last}\"><formula1>'Hướng dẫn'!$A$");
        assert!(table.contains(&list), "{list}");
    }
    assert_eq!(table.matches("type=\"decimal\"").count(), 3, "percent and two amounts");
    assert_eq!(table.matches("type=\"date\"").count(), 2);
    let styles = &parts["xl/styles.xml"];
    for format in ["dd/mm/yyyy", "<protection locked=\"0\"/>", "numFmtId=\"10\"", "numFmtId=\"3\""]
    {
        assert!(styles.contains(format), "{format}");
    }
    // What is given is locked, what is to be filled in is not.
    let formats: Vec<&str> =
        styles.split("<cellXfs").nth(1).expect("formats").split("<xf ").collect();
    let unlocked = |cell: &str| {
        let (_, rest) = table.split_once(&format!("<c r=\"{cell}\" s=\"")).expect(cell);
        let style: usize = rest.split('"').next().expect("a style").parse().expect("a number");
        formats[style + 1].contains("locked=\"0\"")
    };
    for cell in ["A2", "B2", "C2", "D2", "E2", "A1", "F1"] {
        assert!(!unlocked(cell), "{cell}");
    }
    for cell in ["F2", "G2", "H2", "U2"] {
        assert!(unlocked(cell), "{cell}");
    }
    assert!(!table.contains("<f>"), "no formula");
    let notes = parts.iter().find(|(name, _)| name.contains("comments")).expect("notes").1;
    assert_eq!(notes.matches("<comment ").count(), form.columns.len());
    assert!(notes.contains("Bắt buộc với cơ quan chủ trì, trừ khi Không phát sinh."));
}

/// Puts a value into a blank cell of a sheet, as a spreadsheet does: its style stays.
fn put(table: &mut String, cell: &str, kind: &str, value: &str) {
    let blank = format!("<c r=\"{cell}\" s=\"");
    let start = table.find(&blank).unwrap_or_else(|| panic!("no {cell}")) + blank.len();
    let end = start + table[start..].find("/>").expect("a blank cell");
    assert!(table[start..end].trim_end_matches('"').bytes().all(|b| b.is_ascii_digit()), "{cell}");
    table.replace_range(end..end + 2, &format!("{kind}>{value}</c>"));
}

/// A workbook of these parts.
fn packed(parts: &BTreeMap<String, String>) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        let options = zip::write::SimpleFileOptions::default();
        archive.start_file(name.as_str(), options).expect("a part");
        archive.write_all(text.as_bytes()).expect("written");
    }
    archive.finish().expect("a workbook").into_inner()
}

#[test]
fn a_workbook_filled_in_checks_clean() {
    const TEXT: &str = " t=\"inlineStr\"";
    let period = Period::Quarter(2026, 1);
    for id in ["so-tu-phap", "toa-an-nhan-dan-tinh", "ubnd-phuong-nha-trang"] {
        let agency = plan().register.by_id(id).expect("the agency");
        let form = Form::new(plan(), agency, period, &[]);
        let mut parts = parts(form::xlsx(&form, day()).expect("a workbook"));
        let table = parts.get_mut("xl/worksheets/sheet1.xml").expect("the table");
        let column = |field| form.columns.iter().position(|f| *f == field).expect("the column");
        for row in 2..form.rows.len() as u32 + 2 {
            let text = |text: &str| format!("<is><t>{text}</t></is>");
            for (field, kind, value) in [
                (Field::Status, TEXT, text("Đang triển khai")),
                (Field::Progress, "", "<v>0.45</v>".to_owned()),
                (Field::Result, TEXT, text(&format!("- Mở 3 lớp;\n- phát {row} tờ rơi."))),
                (Field::Allocated, "", "<v>120000000</v>".to_owned()),
                (Field::Disbursed, "", "<v>12000000</v>".to_owned()),
                (Field::Source, TEXT, text("Ngân sách nhà nước")),
                (Field::Difficulty, TEXT, text("Kinh phí giao chậm.")),
                (Field::DifficultyTheme, TEXT, text("Kinh phí, chế độ, định mức")),
                (Field::Reported, "", "<v>46093</v>".to_owned()),
            ] {
                put(table, &cell_name(column(field) as u32 + 1, row), kind, &value);
            }
        }
        // A court is asked for none.
        if let Some(given) = &form.figures {
            let table = parts.get_mut("xl/worksheets/sheet2.xml").expect("the figures");
            let at = given.columns.iter().position(|f| *f == Field::Value).expect("the column");
            for row in 2..given.rows.len() as u32 + 2 {
                put(table, &cell_name(at as u32 + 1, row), "", "<v>1</v>");
            }
        }
        let bytes = packed(&parts);
        // Another reader sees the same rows.
        let reader = std::io::Cursor::new(bytes.clone());
        let mut other: calamine::Xlsx<_> =
            calamine::open_workbook_from_rs(reader).expect("a workbook");
        let range = other.worksheet_range("Báo cáo").expect("the sheet");
        let status = |row: usize| range.get((row, column(Field::Status))).map(|c| c.to_string());
        assert!((1..=form.rows.len()).all(|row| status(row).as_deref() == Some("Đang triển khai")));

        let checked = checked(&format!("{}.xlsx", form.stem), bytes, period);
        assert!(checked.findings.is_empty(), "{id}: {:#?}", checked.findings);
        let figures: Vec<_> = checked.figures().map(|f| (f.indicator(), f.value())).collect();
        let given = form.figures.iter().flat_map(|figures| &figures.rows);
        let wanted: Vec<_> = given.map(|row| (row.indicator, 100)).collect();
        assert_eq!(figures, wanted, "{id}");
        let submission = checked.files[0].file.submission.as_ref().expect("a table");
        assert_eq!(submission.rows.len(), form.rows.len());
        for (row, given) in submission.rows.iter().zip(&form.rows) {
            assert_eq!((row.task.value(), row.agency.value()), (Some(given.task), Some(agency)));
            let numbers = row.numbers().map(|(_, cell)| cell.value().map(|read| read.value));
            assert_eq!(numbers, [Some(4500), Some(120_000_000), Some(12_000_000)]);
            let theme = row.difficulty_theme.value().map(|id| plan().reporting.themes.get(id));
            assert_eq!(theme.map(|theme| theme.id.as_str()), Some("kinh-phi"));
            assert_eq!(row.reported.value().map(|d| d.to_string()).as_deref(), Some("2026-03-12"));
        }
    }
}

#[test]
fn no_line_of_the_instructions_looks_like_a_heading_row() {
    let agency = plan().register.by_id("so-y-te").expect("the agency");
    let guide = Form::new(plan(), agency, Period::Quarter(2026, 1), &[]).guide;
    let known = |cells: &[&str]| cells.iter().filter(|c| Field::of_heading(c).is_some()).count();
    for (label, words) in &guide.facts {
        assert!(known(&[label, words]) < 2);
    }
    for (name, when, what) in &guide.columns {
        assert!(known(&[name, when, what]) < 2);
    }
    for (value, meaning) in guide.lists.iter().flat_map(|list| &list.values) {
        assert!(known(&[value, meaning]) < 2);
    }
}

/// Which year an amount belongs to is said in the form, and what to do with the days of a window that
/// lie in the budget year before.
#[test]
fn the_form_says_from_which_day_on_amounts_count() {
    let form = |period: &str| {
        let agency = plan().register.by_id("so-y-te").expect("the agency");
        Form::new(plan(), agency, Period::parse(period).expect("a period"), &[])
    };
    let first = form("2026-Q1");
    let step = "Hai cột kinh phí ghi số lũy kế từ ngày 01/01/2026 đến ngày 14/3/2026. Khoản của các ngày 15/12/2025 đến 31/12/2025 thuộc năm ngân sách 2025: không cộng vào hai cột này, ghi ở cột “Ghi chú”.";
    assert!(first.guide.steps.iter().any(|s| s == step), "{:#?}", first.guide.steps);
    let help = |form: &Form| {
        let says = |(_, _, help): &&(_, _, String)| help.starts_with("Số đồng");
        form.guide.columns.iter().filter(says).map(|(_, _, help)| help.clone()).collect::<Vec<_>>()
    };
    assert_eq!(help(&first), ["Số đồng, lũy kế từ ngày 01/01/2026"; 2]);
    let second = form("2026-Q2");
    let step = "Hai cột kinh phí ghi số lũy kế từ ngày 01/01/2026 đến ngày 14/6/2026.";
    assert!(second.guide.steps.iter().any(|s| s == step), "{:#?}", second.guide.steps);
}
