//! Complete outputs, over invented findings.

use std::sync::Arc;

use super::{FileInfo, Human, Location, Manual, Run, human, json, summary_line};
use crate::diag::{Code, Diagnostic, Place, Policy, Related, Sink, Summary};
use crate::source::Region;

static PROGRESS: Code =
    Code::error("V402", "progress-out-of-range", "Tiến độ ngoài khoảng cho phép");
static DATE: Code = Code::error("V410", "two-digit-year", "Năm chỉ có hai chữ số");
static AGENCY: Code = Code::warning("V201", "agency-spelling", "Tên cơ quan viết khác sổ");
static COLUMN: Code = Code::note("F203", "unknown-column", "Cột không có trong mẫu");
static ENCODING: Code = Code::note("F102", "legacy-encoding", "Bảng mã cũ");
static MISSING: Code = Code::warning("C801", "agency-silent", "Chưa nộp báo cáo");
static WRONG: Code = Code::error("P018", "wrong-value", "Giá trị không đúng kiểu");
static KEY: Code = Code::error("P003", "missing-key", "Thiếu khóa bắt buộc");
static SCOPE: Code = Code::note("P014", "scope", "Nhiệm vụ không gọi tên cấp xã");

const APPENDIX: &str = "\
groups:
  - id: I
    tasks:
      - id: I.1
        lead: so-tu-phap
        due: hôm qua   # cần hỏi lại
        text: Nghiên cứu, rà soát, xây dựng, hoàn thiện pháp luật, chính sách về trẻ em, bảo đảm phù hợp với Công ước; rà soát người chưa thành niên và trình cấp có thẩm quyền xem xét
      - id: \"I.2\"
        due: 31/02/2025
";

fn sources(name: &str) -> Option<&'static str> {
    (name == "plan/appendix.yaml").then_some(APPENDIX)
}

fn plain(width: usize) -> Human<'static> {
    Human { width, sources: &sources, ..Human::plain() }
}

fn at(file: &str, row: u32, column: u32, field: &'static str, heading: &str) -> Place {
    Place::of_row(&Arc::from(file), row, row).in_column(column).of_field(field, heading)
}

fn progress(file: &str, row: u32, value: &str) -> Diagnostic {
    let place = at(file, row, 5, "tien_do", "Tiến độ (%)");
    Diagnostic::new(&PROGRESS, place, "Tiến độ phải là số từ 0 đến 100.")
        .agency("so-tu-phap")
        .task("I.2")
        .value(value)
        .expected("0–100")
        .help("Ghi lại phần trăm đã hoàn thành, chỉ ghi số.")
}

fn date(row: u32, value: &str, fix: &str) -> Diagnostic {
    let place = at("so-y-te.csv", row, 16, "ngay_bao_cao", "Ngày báo cáo");
    Diagnostic::new(&DATE, place, "Ngày chỉ ghi hai chữ số của năm.")
        .value(value)
        .expected("dd/mm/yyyy")
        .help("Ghi đủ bốn chữ số của năm.")
        .fix(fix)
}

fn yaml(code: &'static Code, line: u32, column: u32, message: &str) -> Diagnostic {
    Diagnostic::new(code, Place::of_text(&"plan/appendix.yaml".into(), line, column), message)
}

fn several() -> Vec<Diagnostic> {
    let mut sink = Sink::new();
    sink.push(progress("so-tu-phap.csv", 4, "140").fix("14").related(Related {
        sheet: None,
        file: "plan/appendix.yaml".into(),
        line: 12,
        message: "Nhiệm vụ I.2 do Sở Tư pháp chủ trì, phải báo cáo tiến độ.".into(),
    }));
    for row in [3, 5, 7, 11, 13, 17, 18, 19, 20, 21, 23, 29, 31, 37] {
        let place = at("so-y-te.csv", row, 2, "co_quan", "Cơ quan báo cáo");
        sink.push(
            Diagnostic::new(&AGENCY, place, "Tên cơ quan viết khác tên trong sổ.")
                .value("Sở Y te")
                .expected("Sở Y tế")
                .help("Viết “Sở Y tế”.")
                .fix("Sở Y tế"),
        );
    }
    for (row, value, fix) in [
        (3, "05/06/25", "05/06/2025"),
        (4, "07/06/25", "07/06/2025"),
        (9, "05/06/25", "05/06/2025"),
    ] {
        sink.push(date(row, value, fix));
    }
    let file: Arc<str> = "so-y-te.csv".into();
    sink.push(
        Diagnostic::new(
            &ENCODING,
            Place::of_file(&file),
            "Tệp dùng bảng mã TCVN3 (ABC); đã đọc đúng.",
        )
        .help("Lần sau nên lưu ở dạng UTF-8."),
    );
    let row = Place::of_sheet_row(&file, &"Quý III".into(), 8);
    sink.push(Diagnostic::new(&COLUMN, row, "Dòng này có nhiều ô hơn hàng tiêu đề."));
    for (id, name) in [("so-noi-vu", "Sở Nội vụ"), ("cong-an-tinh", "Công an tỉnh")] {
        let message = format!("{name} chưa nộp báo cáo Quý III/2025, đã quá hạn 4 ngày làm việc.");
        sink.push(Diagnostic::new(&MISSING, Place::Run, message).agency(id));
    }
    sink.finish(&Policy::default())
}

/// Line by line, so that a snapshot shows trailing spaces and control characters.
fn held(text: &str) -> String {
    assert!(text.ends_with('\n') && !text.ends_with("\n\n"));
    assert!(text.lines().all(|l| l.trim_end() == l), "trailing spaces");
    text.to_owned()
}

#[test]
fn tables_and_the_whole_set() {
    insta::assert_snapshot!(held(&human(&several(), &plain(100))));
}

#[test]
fn narrow() {
    let text = held(&human(&several(), &plain(40)));
    assert!(text.lines().all(|l| crate::text::wrap::width(l) <= 40));
    assert_eq!(human(&several(), &plain(0)), text);
    insta::assert_snapshot!(text);
}

#[test]
fn at_most_so_many_groups_and_errors_before_notes() {
    let options = Human { max: 2, ..plain(100) };
    insta::assert_snapshot!(held(&human(&several(), &options)));
}

#[test]
fn the_same_words_about_other_values_are_one_group() {
    let values = ["140", "", " 7 ", "bảy", "140", "x", "y", "z"];
    let findings: Vec<_> =
        values.iter().zip(2..).map(|(v, row)| progress("a.csv", row, v)).collect();
    insta::assert_snapshot!(held(&human(&findings, &plain(100))));
}

#[test]
fn other_columns_files_and_help_are_not_one_group() {
    let mut other_help = progress("a.csv", 4, "140");
    other_help.help = Some("Hỏi lại đơn vị.".into());
    let mut other_column = progress("a.csv", 5, "140");
    other_column.place = at("a.csv", 5, 6, "tien_do", "Tiến độ (%)");
    let findings =
        [progress("a.csv", 2, "140"), progress("b.csv", 3, "140"), other_help, other_column];
    let text = human(&findings, &plain(100));
    assert!(!text.contains('×'), "{text}");
    assert_eq!(text.matches("lỗi V402").count(), 4);
}

#[test]
fn hostile_values_do_nothing_to_the_terminal() {
    let hostile = format!("\u{1b}]0;x\u{7}\u{202e}gnud\u{200b}\r\nHAI\t{}", "dài ".repeat(600));
    let mut finding = progress("\u{1b}[2Ja.csv", 4, &hostile);
    finding.place = finding.place.under("Tiến\u{2066} độ");
    finding.message = format!("Không đọc được “{hostile}”.");
    finding.fix = Some("\u{9b}31m5".into());
    finding.related.push(Related {
        sheet: None,
        file: "\u{7}.yaml".into(),
        line: 0,
        message: "\u{8}".into(),
    });
    let text = held(&human(&[finding], &plain(80)));
    assert!(!text.chars().any(|c| c != '\n' && crate::text::visible::is_hidden(c)));
    assert!(text.lines().all(|l| crate::text::wrap::width(l) <= 80));
    insta::assert_snapshot!(text);
}

fn yaml_findings() -> Vec<Diagnostic> {
    let wrong =
        yaml(&WRONG, 6, 14, "Chỗ này cần một ngày, viết yyyy-mm-dd, nhưng đang là “hôm qua”.")
            .value("“hôm qua”")
            .expected("một ngày, viết yyyy-mm-dd")
            .help("Viết lại thành một ngày, viết yyyy-mm-dd.");
    let key = |line| {
        yaml(&KEY, line, 9, "Thiếu khóa bắt buộc “solution”.")
            .expected("solution")
            .help("Thêm dòng “solution: …” vào mục này.")
    };
    let scope = yaml(&SCOPE, 7, 120, "Nhiệm vụ I.1 chỉ gọi tên cấp huyện, không gọi tên cấp xã.")
        .value("rà soát người chưa thành niên");
    let beyond = yaml(&KEY, 99, 1, "Tệp kết thúc giữa chừng.").help("Chép lại tệp cho đủ.");
    let mut elsewhere = yaml(&WRONG, 3, 7, "Chỗ này cần một số nguyên, nhưng đang là “ba”.");
    elsewhere.place.rename_file(&"plan/reporting.yaml".into());
    elsewhere.value = Some("“ba”".into());
    vec![key(4), wrong, scope, key(8), beyond, elsewhere]
}

#[test]
fn yaml_lines_with_the_fault_underlined() {
    let text = held(&human(&yaml_findings(), &plain(80)));
    for english in ["error", "warning", "note", "help", "-->"] {
        assert!(!text.contains(english), "{english}");
    }
    insta::assert_snapshot!(text);
}

#[test]
fn color_only_when_asked_for() {
    let findings: Vec<_> = several().into_iter().chain(yaml_findings()).collect();
    let without = human(&findings, &plain(80));
    assert!(!without.contains('\u{1b}'));
    let with = human(&findings, &Human { color: true, ..plain(80) });
    let mut bare = String::new();
    for (n, piece) in with.split('\u{1b}').enumerate() {
        bare.push_str(if n == 0 { piece } else { piece.split_once('m').unwrap().1 });
    }
    let trimmed = |s: &str| s.lines().map(|l| l.trim_end().to_owned()).collect::<Vec<_>>();
    assert_eq!(trimmed(&bare), trimmed(&without));
    assert!(!with.contains("\u{1b}]8"), "no hyperlinks");
    insta::assert_snapshot!(
        human(&yaml_findings()[1..2], &Human { color: true, ..plain(80) }).replace('\u{1b}', "␛")
    );
}

#[test]
fn the_closing_count() {
    let line = |errors, warnings, notes| summary_line(&Summary { errors, warnings, notes });
    assert_eq!(line(2, 1, 3), "2 lỗi, 1 cảnh báo, 3 lưu ý.");
    assert_eq!(line(1234, 0, 1), "1.234 lỗi, 1 lưu ý.");
    assert_eq!(line(1, 0, 0), "1 lỗi.");
    assert_eq!(line(0, 0, 2), "Không có lỗi; có 2 lưu ý.");
    assert_eq!(line(0, 0, 0), "Không có lỗi.");
    assert_eq!(human(&[], &plain(80)), "Không có lỗi.\n");
}

fn few() -> Vec<Diagnostic> {
    let mut findings = several();
    findings.retain(|d| d.code.id != "V201" && d.code.id != "V410");
    findings
}

fn run_json() -> String {
    with_run(&few(), |run| json(run).unwrap())
}

/// A run over these findings, each at its own location.
fn with_run<T>(findings: &[Diagnostic], then: impl FnOnce(&Run<'_>) -> T) -> T {
    let files = [
        FileInfo {
            path: "so-tu-phap.csv".into(),
            sha256: "0f".repeat(32),
            encoding: Some("utf-8".into()),
            delimiter: Some(";".into()),
            header_row: Some(1),
            rows: 3,
            rows_accepted: 2,
            at: "2025-Q3/so-tu-phap.csv".into(),
        },
        FileInfo {
            path: "so-y-te.xlsx".into(),
            sha256: "a1".repeat(32),
            encoding: None,
            delimiter: None,
            header_row: None,
            rows: 0,
            rows_accepted: 0,
            at: "2025-Q3/so-y-te.xlsx".into(),
        },
    ];
    let locations: Vec<Location> = findings.iter().map(location).collect();
    then(&Run {
        period: Some("2025-Q3"),
        as_of: Some("2025-09-20"),
        files: &files,
        findings,
        locations: &locations,
    })
}

fn location(finding: &Diagnostic) -> Location {
    let name = finding.place.file().unwrap_or("period.yaml");
    let region = finding.place.line().map(|line| Region {
        line,
        column: finding.place.column().map(|_| 12),
        end: finding.place.column().map(|_| (line, 15)),
    });
    Location { path: format!("2025-Q3/{name}"), region, related: vec![None; finding.related.len()] }
}

#[test]
fn json_as_programs_get_it() {
    insta::assert_snapshot!(run_json());
}

#[test]
fn json_keys_stand_in_the_agreed_order() {
    let text = run_json();
    let keys = |part: &str| -> Vec<String> {
        let key = |l: &str| Some(l.trim().strip_prefix('"')?.split_once("\":")?.0.to_owned());
        part.lines().filter_map(key).collect()
    };
    let finding = &text[text.find("\"findings\"").unwrap()..];
    let finding = &finding[..finding.find("    },\n").unwrap()];
    let agreed = "findings code name severity file sheet row line column cell field agency task \
                  value expected message help fix related file sheet line message";
    assert_eq!(keys(finding), agreed.split(' ').collect::<Vec<_>>());
    let head = &text[..text.find("    },\n").unwrap()];
    let agreed = "schema period as_of files path sha256 encoding delimiter header_row rows \
                  rows_accepted";
    assert_eq!(keys(head), agreed.split(' ').collect::<Vec<_>>());
    // Every finding has every key.
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    let findings = value["findings"].as_array().unwrap();
    assert!(findings.iter().all(|f| f.as_object().unwrap().len() == 18));
}

#[test]
fn json_keeps_hostile_values_and_shows_nothing_of_them() {
    let hostile = "\u{1b}[31m\u{202e}\u{9b}\u{7f}\u{e0041}\n“x” \\ \"";
    let findings = [progress("a.csv", 4, hostile)];
    let run = Run { period: None, as_of: None, files: &[], findings: &findings, locations: &[] };
    let text = json(&run).unwrap();
    assert!(!text.chars().any(|c| c != '\n' && crate::text::visible::is_hidden(c)));
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(value["findings"][0]["value"], hostile);
    assert!(value["period"].is_null());
}

// ---- Formats for programs and for the agencies ----------------------------------------------

/// What must never break out of a cell, a file name or a heading.
const HOSTILE: &str = "::error::x%0A,]]><b a=\"1\">&amp;\u{1b}[31m\u{FFFF}\u{202e}\r\n::stop-commands::y\
                       [a](javascript:b) {0} \"; \u{0}";

fn hostile() -> Vec<Diagnostic> {
    let mut findings = vec![progress("a, b: 100%.csv", 4, HOSTILE).help(HOSTILE).expected(HOSTILE)];
    findings[0].place = findings[0].place.clone().under(HOSTILE);
    findings[0].message = format!("Giá trị “{HOSTILE}” không hiểu được.");
    findings
}

fn manual() -> [Manual<'static>; 2] {
    let page = "# V402 · Tiến độ\n\nMức: lỗi.\n\n## Kiểm tra gì\n\nÔ `tien_do` là số\ntừ 0 đến \
                100.\n\n## Cách sửa\n\nGhi lại.\n";
    [
        Manual { code: &PROGRESS, family: "Giá trị", page },
        Manual { code: &MISSING, family: "Đủ báo cáo", page: "" },
    ]
}

fn sarif(run: &Run<'_>) -> String {
    super::sarif(run, &manual(), "1.2.3").unwrap()
}

#[test]
fn sarif_as_code_scanning_gets_it() {
    insta::assert_snapshot!(with_run(&few(), sarif));
}

#[test]
fn sarif_tells_at_most_so_many_and_errors_before_notes() {
    let file: Arc<str> = "a.csv".into();
    let note = Diagnostic::new(&COLUMN, Place::of_file(&file), "Cột không có trong mẫu.");
    let mut findings = vec![note; 25_002];
    findings.push(progress("a.csv", 4, "140"));
    let text = with_run(&findings, sarif);
    let log: serde_json::Value = serde_json::from_str(&text).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), 25_000);
    assert_eq!(results.last().unwrap()["ruleId"], "V402", "in the order given, and not left out");
    let text = &log["runs"][0]["invocations"][0]["toolExecutionNotifications"][0]["message"];
    assert!(text["text"].as_str().unwrap().starts_with("Còn 3 phát hiện nữa"), "{text}");
}

#[test]
fn fingerprints_follow_the_fault_and_not_the_row() {
    let prints = |findings: &[Diagnostic]| -> Vec<String> {
        let log: serde_json::Value = serde_json::from_str(&with_run(findings, sarif)).unwrap();
        let print = |r: &serde_json::Value| {
            r["partialFingerprints"]["primaryLocationLineHash"].as_str().unwrap().to_owned()
        };
        log["runs"][0]["results"].as_array().unwrap().iter().map(print).collect()
    };
    let before = prints(&[progress("a.csv", 4, "140"), progress("a.csv", 9, "150")]);
    let moved = prints(&[progress("a.csv", 7, "140"), progress("a.csv", 12, "150")]);
    assert_eq!(before, moved);
    assert_ne!(before[0], before[1]);
    let twice = prints(&[progress("a.csv", 4, "140"), progress("a.csv", 5, "140")]);
    assert_eq!((&twice[0], twice[0].replace(":1", ":2")), (&before[0], twice[1].clone()));
    let other = prints(&[progress("a.csv", 4, "140").task("I.1")]);
    assert_ne!(other[0], before[0]);
}

#[test]
fn github_annotates_lines() {
    insta::assert_snapshot!(held(&with_run(&several(), super::github)));
}

#[test]
fn github_says_what_it_has_no_room_for() {
    let mut findings: Vec<Diagnostic> = (2..14)
        .map(|row| {
            let mut finding = progress("a.csv", row, "140");
            finding.message = format!("Chỗ thứ {row}.");
            finding
        })
        .collect();
    let file: Arc<str> = "a.csv".into();
    findings.extend((0..10).map(|n| {
        Diagnostic::new(&COLUMN, Place::of_file(&file), format!("Cột thứ {n} không có trong mẫu."))
    }));
    let text = with_run(&findings, super::github);
    let count = |kind: &str| text.lines().filter(|l| l.starts_with(kind)).count();
    assert_eq!((count("::error "), count("::warning "), count("::notice ")), (10, 0, 10));
    let last = text.lines().last().unwrap();
    assert_eq!(
        last,
        "::notice title=12 lỗi%2C 10 lưu ý.::Còn 3 nhóm nữa chưa hiện ở đây (2 lỗi, 1 lưu ý), vì \
         GitHub chỉ giữ 10 chú thích mỗi mức cho một bước. Xem đủ bằng --format human \
         --max-findings 0."
    );
    findings.truncate(10);
    let text = with_run(&findings, super::github);
    assert!(text.ends_with("\n10 lỗi.\n"), "{text}");
}

#[test]
fn junit_as_viewers_get_it() {
    let text = with_run(&few(), |run| super::junit(run, false));
    assert!(text.contains("tests=\"6\" failures=\"1\""), "{text}");
    insta::assert_snapshot!(text);
    let strict = with_run(&few(), |run| super::junit(run, true));
    assert!(strict.contains("tests=\"6\" failures=\"3\""), "{strict}");
}

#[test]
fn csv_as_the_agencies_get_it() {
    let mut findings = several();
    findings.push(progress("so-tu-phap.csv", 5, "=1+1").expected("1.234"));
    findings.push(progress("so-tu-phap.csv", 6, "").expected("=0"));
    let text = super::csv(&findings);
    assert!(text.starts_with('\u{FEFF}'));
    assert!(text.lines().count() == findings.len() + 1 && text.ends_with("\r\n"));
    insta::assert_snapshot!(text.trim_start_matches('\u{FEFF}').replace("\r\n", "\n"));
}

#[test]
fn hostile_texts_stay_texts_in_every_form() {
    let findings = hostile();
    let shown = |text: &str| text.chars().all(|c| c == '\n' || !crate::text::visible::is_hidden(c));

    let text = with_run(&findings, super::github);
    assert!(shown(&text));
    assert_eq!(text.lines().count(), 2, "{text}");
    let line = text.lines().next().unwrap();
    let (properties, message) = line["::error ".len()..].split_once("::").unwrap();
    assert!(properties.starts_with("file=2025-Q3/a%2C b%3A 100%25.csv,line=4,col=12,"), "{text}");
    assert_eq!(properties.matches(',').count(), 4, "{text}");
    assert!(message.starts_with("Giá trị “::error::x%250A,"), "{text}");

    let text = with_run(&findings, |run| super::junit(run, false));
    assert!(shown(&text));
    let mut reader = quick_xml::Reader::from_str(&text);
    let mut words = String::new();
    loop {
        match reader.read_event().unwrap() {
            quick_xml::events::Event::Text(t) => words += &t.xml10_content(),
            quick_xml::events::Event::Eof => break,
            _ => {}
        }
    }
    assert!(words.contains("[31m⟨U+FFFF⟩⟨U+202E⟩⏎::stop-commands::y"), "{text}");

    let text = with_run(&findings, sarif);
    assert!(shown(&text));
    let log: serde_json::Value = serde_json::from_str(&text).unwrap();
    let result = &log["runs"][0]["results"][0];
    let text = result["message"]["text"].as_str().unwrap();
    assert!(text.contains("[a] (javascript:b) {{0}}"), "{text}");
    let uri = &result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    assert_eq!(uri, "2025-Q3/a%2C%20b%3A%20100%25.csv");

    let text = super::csv(&findings);
    assert!(
        text.chars().all(|c| "\r\n\u{FEFF}".contains(c) || !crate::text::visible::is_hidden(c))
    );
    let mut reader = ::csv::ReaderBuilder::new().delimiter(b';').from_reader(text.as_bytes());
    let rows: Vec<::csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!((rows.len(), rows[0].len()), (1, 10));
    assert!(rows[0][6].starts_with("“::error::x%0A,]]><b a=\"1\">&amp;⟨U+001B⟩"), "{text}");
}
