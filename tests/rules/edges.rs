//! Edges of the rules about cells and about the register that no manual page shows.

use std::sync::LazyLock;

use chrono::NaiveDate;
use report::check::{self, Scope};
use report::diag::{Diagnostic, Severity, Sink};
use report::plan::{self, Period, Plan, PlanFiles};
use report::source::Source;
use report::submission;

const HEADINGS: &str =
    "Kỳ báo cáo;Cơ quan báo cáo;Mã nhiệm vụ;Trạng thái;Tiến độ (%);Kết quả thực hiện";

fn check_named(name: &str, csv: &str) -> Vec<Diagnostic> {
    static PLAN: LazyLock<Plan> = LazyLock::new(|| {
        plan::load(&PlanFiles::embedded(), &mut Sink::new()).expect("the shipped plan")
    });
    let scope = Scope {
        plan: &PLAN,
        period: Some(Period::Quarter(2025, 3)),
        as_of: NaiveDate::from_ymd_opt(2025, 9, 20).expect("a date"),
        page: None,
        whole_period: false,
        history: None,
    };
    let mut sink = Sink::new();
    let file = submission::read(&Source::new(name, csv), &PLAN, scope.day(), &mut sink);
    let mut found = check::run(&scope, vec![file], sink).findings;
    found.retain(|d| !d.code.id.starts_with('M'));
    found
}

fn check(csv: &str) -> Vec<Diagnostic> {
    check_named("bao-cao.csv", csv)
}

/// One row under the usual headings and the extra ones.
fn row(extra: &str, cells: &str) -> Vec<Diagnostic> {
    check(&format!("{HEADINGS}{extra}\n{cells}\n"))
}

fn codes(found: &[Diagnostic]) -> Vec<&'static str> {
    found.iter().map(|d| d.code.id).collect()
}

fn only(found: Vec<Diagnostic>, code: &str) -> Diagnostic {
    assert_eq!(codes(&found), [code], "{found:#?}");
    found.into_iter().next().expect("one")
}

/// A finding about the agency's name.
fn agency(name: &str, code: &str) -> Diagnostic {
    only(row("", &format!("Quý III/2025;{name};I.1;Đang triển khai;40;Rà soát 12 hồ sơ.")), code)
}

/// A finding about the task's code.
fn task(written: &str) -> Diagnostic {
    only(
        row("", &format!("Quý III/2025;Sở Tư pháp;{written};Đang triển khai;40;Mở 7 hội nghị.")),
        "A503",
    )
}

/// A finding about a cell beyond the usual ones.
fn extra(heading: &str, cell: &str) -> Vec<Diagnostic> {
    let cells = format!("Quý III/2025;Sở Tư pháp;I.2;Đang triển khai;40;Mở 7 hội nghị.;{cell}");
    let mut found = row(&format!(";{heading}"), &cells);
    // Money without a source is another rule's business.
    found.retain(|d| d.code.id != "C710");
    found
}

#[test]
fn bare_names_of_units_are_ambiguous_whatever_the_day() {
    let found = agency("Nha Trang", "A502");
    let expected = found.expected.unwrap_or_default();
    assert!(expected.contains("UBND phường Nha Trang"), "{expected}");
    assert!(expected.contains("UBND thành phố Nha Trang"), "{expected}");
    assert!(found.help.unwrap_or_default().contains("chỉ còn UBND phường Nha Trang"));
    for bare in ["Vạn Ninh", "UBND Diên Khánh", "cam lâm", "Trường Sa", "Ninh Hòa"] {
        agency(bare, "A502");
    }
}

#[test]
fn a_wrong_name_is_put_right_only_where_one_stands_alone() {
    assert_eq!(agency("Sở Công Thươn", "A501").fix.as_deref(), Some("Sở Công Thương"));
    assert_eq!(agency("Sở Tư phap", "A501").fix.as_deref(), Some("Sở Tư pháp"));
    // Phước Hà, Phước Hậu, Phước Hữu.
    assert_eq!(agency("UBND xã Phước Hậ", "A501").fix, None);
    let found = agency("Sở Giáo dục", "A501");
    assert!(found.expected.unwrap_or_default().starts_with("Sở Giáo dục và Đào tạo"));
    assert_eq!(found.fix, None);
    assert!(agency("Công ty X", "A501").fix.is_none());
}

#[test]
fn groups_are_no_agency() {
    for group in ["UBND cấp xã", "Các sở, ban, ngành, đoàn thể liên quan", "UBND các xã, phường"]
    {
        agency(group, "A508");
    }
}

#[test]
fn a_dissolved_body_has_its_successors_told() {
    let found = agency("UBND thành phố Nha Trang", "A506");
    assert!(found.message.contains("từ ngày 01/7/2025"), "{}", found.message);
    assert!(found.expected.unwrap_or_default().contains("UBND phường Bắc Nha Trang"));
    assert_eq!(found.fix, None);
    let island = agency("UBND huyện Trường Sa", "A506");
    assert_eq!(island.fix.as_deref(), Some("UBND đặc khu Trường Sa"));
}

#[test]
fn codes_written_in_other_ways_are_understood() {
    for (written, id) in
        [("I2", "I.2"), ("l.2", "I.2"), ("Nhiệm vụ I.2", "I.2"), ("I.2 - Bộ luật Hình sự", "I.2")]
    {
        assert_eq!(task(written).fix.as_deref(), Some(id), "{written}");
    }
    let found = task("1.2");
    assert_eq!((found.expected.as_deref(), found.fix), (Some("I.2"), None));
    let found = task("I.1, I.2");
    assert_eq!(found.expected.as_deref(), Some("một mã nhiệm vụ"));
    let found = task("kiến nghị sửa đổi bổ sung Bộ luật Hình sự");
    assert_eq!(found.expected.as_deref(), Some("I.2"));
    assert_eq!(task("không rõ").expected.as_deref(), Some("mã nhiệm vụ từ I.1 đến V.2"));
}

#[test]
fn numbers_get_the_words_of_their_own_fault() {
    let money = |cell: &str| extra("Kinh phí được giao (đồng)", cell);
    for (cell, part) in [
        ("không có", "phải ghi bằng số"),
        ("1.23.456", "nhóm không đủ ba chữ số"),
        ("500 USD", "đồng Việt Nam"),
        ("1.234,56", "phần lẻ"),
        ("999999999999999999", "số lớn"),
    ] {
        let found = only(money(cell), "V403");
        assert!(found.message.contains(part), "{cell}: {}", found.message);
    }
    let both = only(money("12,5"), "V404").expected.unwrap_or_default();
    assert_eq!(both, "12,5 triệu đồng hoặc 12,5 tỷ đồng");
    assert_eq!(only(money("1,234,567"), "V405").fix.as_deref(), Some("1.234.567"));
    assert!(only(money("120.000.000…"), "V403").message.contains("dấu “…” thừa"));
    assert!(only(money("(5.000)"), "V412").message.contains("ngoặc đơn"));
    assert_eq!(codes(&money("")), [""; 0]);
}

#[test]
fn dates_tell_the_likely_day() {
    let due = |cell: &str| extra("Thời hạn hoàn thành", cell);
    let help = |cell: &str, code: &str| only(due(cell), code).help.unwrap_or_default();
    assert!(help("tháng 12/2025", "V406").contains("31/12/2025"));
    assert!(help("Quý IV/2025", "V406").contains("31/12/2025"));
    assert!(help("31/11/2025", "V407").contains("30/11/2025"));
    assert!(help("12/31/2025", "V407").contains("31/12/2025"));
    let serial = only(due("46022"), "V408");
    assert_eq!((serial.expected.as_deref(), serial.fix), (Some("31/12/2025"), None));
    let year = only(due("05/12/25"), "V408");
    assert_eq!((year.expected.as_deref(), year.fix), (Some("05/12/2025"), None));
}

#[test]
fn a_row_without_any_key_is_one_finding() {
    let found = check(&format!(
        "{HEADINGS}\nQuý III/2025;Sở Tư pháp;I.2;Đang triển khai;40;Mở 7 hội nghị.\n;;;;;Mở thêm 2 lớp.\n"
    ));
    let found = only(found, "V401");
    assert_eq!((found.place.row(), found.place.cell()), (Some(3), None));
    assert_eq!(found.value.as_deref(), Some("Mở thêm 2 lớp."));
}

#[test]
fn only_a_lead_must_tell_its_progress() {
    let found = only(row("", "Quý III/2025;Sở Tư pháp;I.2;Đang triển khai;;Mở hội nghị."), "V401");
    assert_eq!(found.place.cell(), Some("E2"));
    assert!(found.related[0].message.contains("chủ trì Sở Tư pháp"));
    assert!(row("", "Quý III/2025;Sở Tư pháp;I.1;Đang triển khai;;Mở hội nghị.").is_empty());
    assert!(row("", "Quý III/2025;Sở Tư pháp;I.2;Không phát sinh;;").is_empty());
}

#[test]
fn a_column_that_some_row_needs_is_missed_once() {
    let base = "Kỳ báo cáo;Cơ quan báo cáo;Mã nhiệm vụ;Trạng thái";
    let lead = "Quý III/2025;Sở Tư pháp;I.2;Đang triển khai";
    let found = check(&format!("{base}\n{lead}\nQuý III/2025;Sở Tư pháp;II.2;Đang triển khai\n"));
    let found = only(found, "H201");
    assert_eq!((found.place.row(), found.place.cell()), (Some(1), None));
    assert!(found.message.contains("“Tiến độ (%)”, “Kết quả thực hiện”"), "{}", found.message);
    assert_eq!(found.related.len(), 3);
    assert!(check(&format!("{base}\nQuý III/2025;Sở Tư pháp;I.2;Không phát sinh\n")).is_empty());
}

#[test]
fn bullets_are_no_formulas() {
    for cell in ["- Mở 3 lớp", "-Mở 3 lớp", "-", "+ Phát tờ rơi"] {
        assert!(extra("Ghi chú", cell).is_empty(), "{cell}");
    }
    for cell in ["=1+1", "@SUM(1)", "+1+1", "-1+1", "\tMở lớp"] {
        assert_eq!(codes(&extra("Ghi chú", cell)), ["V415"], "{cell}");
    }
    assert_eq!(codes(&extra("Kinh phí được giao (đồng)", "-5")), ["V412"]);
}

#[test]
fn documents_and_evidence_as_agencies_write_them() {
    for cell in [
        "188/KH-STP ngày 21/07/2025",
        "Kế hoạch số 188/KH-STP ngày 21/7/2025 của Sở Tư pháp về tuyên truyền",
        "Không",
        "Không ban hành",
        "-",
    ] {
        assert!(extra("Văn bản ban hành", cell).is_empty(), "{cell}");
    }
    let found = only(extra("Văn bản ban hành", "188/KH-STP (21/7/2025)"), "V418");
    assert!(found.help.unwrap_or_default().contains("188/KH-STP ngày 21/7/2025"));
    for cell in ["Không có", "ke-hoach.pdf", "https://example.gov.vn/tin-tuc"] {
        assert!(extra("Minh chứng", cell).is_empty(), "{cell}");
    }
    for (cell, part) in [
        (r"C:\Users\A\ke-hoach.pdf", "một máy tính"),
        ("188/KH-STP ngày 21/7/2025", "Văn bản ban hành"),
        ("có ảnh kèm theo", "https://"),
    ] {
        let found = only(extra("Minh chứng", cell), "V419");
        assert!(found.help.unwrap_or_default().contains(part), "{cell}");
    }
}

#[test]
fn roles_are_held_against_the_appendix_alone() {
    let role = |task: &str, cell: &str| {
        row(
            ";Vai trò",
            &format!("Quý III/2025;Sở Tư pháp;{task};Đang triển khai;40;Mở lớp.;{cell}"),
        )
    };
    assert!(role("I.2", "chủ trì").is_empty());
    assert_eq!(codes(&role("I.2", "Phối hợp")), ["A505"]);
    assert_eq!(codes(&role("I.1", "chu_tri")), ["A505"]);
    // A duty has no lead; whoever carries it out may call itself one.
    assert!(role("TC.2a", "Chủ trì").is_empty());
    assert!(role("KH.6", "Chủ trì").is_empty());
    // No part at all is A504 and nothing else.
    let stranger = "Quý III/2025;UBND phường Nha Trang;III.1;Đang triển khai;40;Mở lớp.;Chủ trì";
    assert_eq!(codes(&row(";Vai trò", stranger)), ["A504"]);
    assert_eq!(only(role("I.2", "Cơ quan chủ trì"), "V420").fix.as_deref(), Some("Chủ trì"));
}

#[test]
fn a_row_is_someone_elses_only_in_a_file_with_an_owner() {
    let stp =
        |task: &str| format!("Quý III/2025;Sở Tư pháp;{task};Đang triển khai;40;Mở 7 hội nghị.\n");
    let syt = "Quý III/2025;Sở Y tế;I.1;Đang triển khai;40;Mở 3 lớp tập huấn.\n";
    let two = format!("{HEADINGS}\n{}{}{syt}", stp("I.2"), stp("II.2"));
    assert_eq!(only(check(&two), "A509").place.row(), Some(4));
    let mixed = format!("{HEADINGS}\n{}{syt}", stp("I.2"));
    assert!(check(&mixed).is_empty());
    assert_eq!(codes(&check_named("so-tu-phap.csv", &mixed)), ["A509"]);
}

#[test]
fn decomposed_text_is_one_note_for_the_file() {
    let csv =
        format!("{HEADINGS}\nQuý III/2025;Sở Tư pháp;I.2;Đang triển khai;40;Mở 7 hội nghị.\n");
    let nfd: String = unicode_normalization::UnicodeNormalization::nfd(csv.as_str()).collect();
    let found = only(check(&nfd), "V414");
    assert!(found.message.contains("4 ô"), "{}", found.message);
}

/// `tests/data/muoi-hai-loi.csv` holds twelve faults, each in a row of its own, and nothing else
/// worth an error or a warning. Codes without a rule yet are left out.
#[test]
fn twelve_faults_in_one_file_are_twelve_findings() {
    let known = report::check::codes();
    let mut expected: Vec<(&str, u32, &str)> = include_str!("../data/muoi-hai-loi.expected.csv")
        .lines()
        .skip(1)
        .map(|line| {
            let mut cells = line.split(',');
            let mut next = || cells.next().expect("three cells");
            (next(), next().parse().expect("a row"), next())
        })
        .collect();
    assert_eq!(expected.len(), 12);
    expected.retain(|(code, ..)| known.iter().any(|c| c.id == *code));
    let found = check(include_str!("../data/muoi-hai-loi.csv"));
    let mut told: Vec<(&str, u32, &str)> = found
        .iter()
        .filter(|d| d.severity != Severity::Note)
        .map(|d| {
            let cell = d.place.cell().unwrap_or_default();
            (d.code.id, d.place.row().unwrap_or_default(), cell)
        })
        .collect();
    expected.sort_unstable();
    told.sort_unstable();
    assert_eq!(told, expected, "{found:#?}");
}

#[test]
fn an_odd_character_makes_a_value_unknown_and_is_named() {
    const MORE: &str = ";Kinh phí được giao (đồng);Nguồn kinh phí;Vai trò";
    let sound = [
        "Quý III/2025",
        "Sở Tư pháp",
        "I.2",
        "Đang triển khai",
        "40",
        "Mở 7 hội nghị.",
        "5.000.000",
        "Ngân sách nhà nước",
        "Chủ trì",
    ];
    assert!(row(MORE, &sound.join(";")).is_empty());
    for (column, cell, code, point) in [
        (0, "Quý IІI/2025", "V409", "U+0406"),
        (0, "Quý Ⅲ/2025", "V409", "U+2162"),
        (0, "Quý III/2025?", "V409", "U+003F"),
        (1, "Ѕở Tư pháp", "A501", "U+0405"),
        (1, "Sở Tư pháp✓", "A501", "U+2713"),
        (2, "І.2", "A503", "U+0406"),
        (2, "Ⅰ.2", "A503", "U+2160"),
        (2, "I|.2", "A503", "U+007C"),
        (2, "I\u{FFFD}.2", "A503", "U+FFFD"),
        (3, "❌Đang triển khai", "V410", "U+274C"),
        (3, "☐ Đang triển khai", "V410", "U+2610"),
        (3, "Đang triển khai?", "V410", "U+003F"),
        (3, "[ ] Đang triển khai", "V410", "U+005B"),
        (4, "40✓", "V403", "U+2713"),
        (6, "5.000.000?", "V403", "U+003F"),
        (7, "☑ Ngân sách nhà nước", "V411", "U+2611"),
        (8, "Сhủ trì", "V420", "U+0421"),
    ] {
        let mut cells = sound;
        cells[column] = cell;
        let mut found = row(MORE, &cells.join(";"));
        // A lost character is told of the file as well.
        found.retain(|d| d.code.id != "F114");
        let found = only(found, code);
        assert!(found.message.contains(point), "{cell}: {}", found.message);
        assert!(column == 1 || found.fix.is_none(), "{cell}: {found:#?}");
    }
}

#[test]
fn a_heading_with_an_odd_character_is_not_understood() {
    let found = check(
        "Kỳ báo cáo;Cơ quan báo cáo;Mã nhiệm vụ;Trạng thái;Tiến độ (%);Kết quả thực hiện;Kinh phí giải ngân ✓\n\
         Quý III/2025;Sở Tư pháp;I.2;Đang triển khai;40;Mở 7 hội nghị.;5.000.000\n",
    );
    let found = only(found, "H201");
    assert!(found.help.unwrap_or_default().contains("Kinh phí giải ngân (đồng)"));
}

#[test]
fn dates_are_judged_by_their_column() {
    let rows = |days: &[&str]| {
        let row =
            |day: &&str| format!("Quý III/2025;Sở Tư pháp;I.2;Đang triển khai;40;{day};{day}\n");
        let rows: String = days.iter().map(row).collect();
        let mut found = check(&format!("{HEADINGS};Thời hạn hoàn thành\n{rows}"));
        found.retain(|d| matches!(d.code.id, "V406" | "V407" | "V408" | "V424"));
        found.iter().map(|d| (d.code.id, d.place.row().unwrap_or_default())).collect::<Vec<_>>()
    };
    assert_eq!(rows(&["03/25/2026", "05/04/2026", "6/6/2026"]), [("V407", 2), ("V408", 3)]);
    assert_eq!(rows(&["25/03/2026", "03/25/26", "5-4-2026"]), [("V407", 3), ("V408", 4)]);
    assert_eq!(rows(&["25/03/2026", "05/04/2026", "2026-04-05"]), []);
    assert_eq!(rows(&["03/25/2026", "2026-04-05", "ngày 5/4/2026"]), [("V407", 2)]);
    // Moments of a form on the web: one that begins with the day speaks for the others.
    assert_eq!(rows(&["3/12/2026 14:05:33", "4/12/2026 9:00:01"]), [("V408", 2), ("V408", 3)]);
    assert_eq!(rows(&["3/12/2026 14:05:33", "25/11/2026 9:00:01"]), []);
    assert_eq!(rows(&["3/12/2026 14:05:33", "3/25/2026 9:00:01"]), [("V408", 2), ("V424", 3)]);
    assert_eq!(rows(&["2026-03-11T17:00:00.000Z"]), [("V424", 2)]);
    assert_eq!(rows(&["12/3/2026 10:00", "2026-03-12 09:41:05", "2026-03-12T00:00:00+00:00"]), []);
}
