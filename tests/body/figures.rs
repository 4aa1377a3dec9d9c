//! The sums of figures: in the body with their coverage, in the annex to be redone, and by agency only
//! where that is nobody's secret.

use std::collections::BTreeMap;

use report::plan::{Period, PlanFiles};
use report::render::{self, Format};
use report::workspace::{self, DiskStore, Workspace};

use super::common::{self, markdown_rows};
use super::data::{Data, figures, section};

/// A quarter with figures, and one in which yearly ones are asked for.
const QUARTER: &str = "2026-Q1";
const LAST: &str = "2025-Q4";

/// The annex of figures.
fn annex(text: &str) -> String {
    let (_, rest) = text.split_once("**SỐ LIỆU THEO NHIỆM VỤ**").expect("the annex");
    rest.split("\n## ").next().unwrap_or(rest).to_owned()
}

/// The sentences on figures in the body, with the task before each.
fn sentences(text: &str) -> BTreeMap<String, String> {
    let body = section(text, "II. ");
    let mut task = String::new();
    let mut found = BTreeMap::new();
    for line in body.lines() {
        if let Some((_, rest)) = line.split_once(") **") {
            task = rest.split(". ").next().unwrap_or_default().to_owned();
        }
        if let Some((_, words)) = line.split_once("*Số liệu:* ") {
            let words = words.split(" *Phối hợp:*").next().unwrap_or(words);
            found.insert(task.clone(), words.to_owned());
        }
    }
    found
}

/// The rows of the annex by code.
fn sums(text: &str) -> BTreeMap<String, Vec<String>> {
    let annex = annex(text);
    let sums = annex.split("### Số của từng cơ quan").next().unwrap_or(&annex);
    let rows = markdown_rows(sums).into_iter();
    rows.filter(|row| row[0].contains('.')).map(|row| (row[0].clone(), row)).collect()
}

fn number(cell: &str) -> Option<i64> {
    let digits = cell.trim_matches('*').split(' ').next()?.replace('.', "");
    digits.parse().ok()
}

/// The values of a code in the files, added up without the program.
fn added_up(period: &str) -> BTreeMap<String, i64> {
    let folder = common::path("tests/data/figures").join(period);
    let mut sums = BTreeMap::new();
    for entry in std::fs::read_dir(folder).expect("the folder") {
        let path = entry.expect("a file").path();
        if !path.to_string_lossy().ends_with("-so-lieu.csv") {
            continue;
        }
        for line in common::read(&path).lines().skip(1) {
            let cells: Vec<&str> = line.split(';').collect();
            if let Ok(value) = cells[3].parse::<i64>() {
                *sums.entry(cells[2].to_owned()).or_default() += value;
            }
        }
    }
    sums
}

#[test]
fn the_body_tells_the_sums_of_each_task_with_their_coverage() {
    let told = sentences(&figures(QUARTER));
    assert_eq!(
        told["II.1"],
        "88 buổi truyền thông trực tiếp về quyền trẻ em với 4.520 lượt người (4/53 cơ quan có số \
         liệu, thêm 1 nơi theo đề nghị; tăng 10 buổi so với quý trước, tính trên 4 cơ quan có số \
         liệu ở cả hai kỳ); 240 lượt người được tập huấn nâng cao năng lực về quyền trẻ em (1/12 \
         cơ quan; chưa gồm cấp xã). Còn 1 số liệu ở Phụ lục IV."
    );
    // What the lead alone is asked for is no sum: its words say it, and the annex.
    assert!(!told.contains_key("II.3"), "{:?}", told.keys());
    assert_eq!(told["IV.4"], "dưới 5 cặp tảo hôn phát hiện trong kỳ (2/41 cơ quan có số liệu).");
    assert!(
        told["KH.6"].starts_with("dự toán năm có mục chi cho công tác trẻ em: 1 cơ quan (2/53")
    );
    // What nobody gave a value for has no sentence.
    assert!(!told.contains_key("III.1") && !told.contains_key("I.2"), "{:?}", told.keys());
}

#[test]
fn every_total_in_print_stands_beside_its_coverage() {
    for period in [LAST, QUARTER, "2025"] {
        let text = figures(period);
        for (task, told) in sentences(&text) {
            // Every run of sums ends with how many are behind it.
            let told = told.split(" Còn ").next().unwrap_or(&told);
            assert!(told.ends_with(")."), "{period} {task}: {told}");
            let last = told.rsplit(" (").next().unwrap_or_default();
            let is_told = ["cơ quan", "theo "].iter().any(|words| last.contains(words));
            assert!(is_told, "{period} {task}: {told}");
        }
        let rows = sums(&text);
        assert!(rows.len() > 50, "{period}: {} rows", rows.len());
        let covered = |cell: &String| {
            let words = cell.split([' ', ':', ';']).next().unwrap_or_default();
            let (given, asked) = words.split_once('/').unwrap_or_default();
            given.parse::<usize>().is_ok() && asked.parse::<usize>().is_ok()
        };
        for (code, row) in &rows {
            assert!(row.iter().any(covered), "{period} {code}: {row:?}");
        }
        assert!(
            !annex(&text).contains("toàn tỉnh") && !section(&text, "II. ").contains("toàn tỉnh")
        );
    }
}

#[test]
fn sums_can_be_redone_from_the_annex_and_are_those_of_the_files() {
    for period in [LAST, QUARTER] {
        let text = figures(period);
        let rows = sums(&text);
        let files = added_up(period);
        let annex = annex(&text);
        let (_, tables) = annex.split_once("### Số của từng cơ quan").expect("the tables");
        let mut by_agency: BTreeMap<String, i64> = BTreeMap::new();
        let mut columns: Vec<String> = Vec::new();
        let mut added: Vec<i64> = Vec::new();
        for row in markdown_rows(tables) {
            match row[0].trim_matches('*') {
                "Cơ quan" => {
                    columns = row[1..row.len() - 1].to_vec();
                    added = vec![0; columns.len()];
                }
                "Cộng" => {
                    let printed: Vec<i64> =
                        row[1..=columns.len()].iter().filter_map(|cell| number(cell)).collect();
                    assert_eq!(printed, added, "{period}: {columns:?}");
                }
                _ => {
                    for (at, cell) in row[1..=columns.len()].iter().enumerate() {
                        let Some(value) = number(cell) else { continue };
                        added[at] += value;
                        *by_agency.entry(columns[at].clone()).or_default() += value;
                    }
                }
            }
        }
        let (mut compared, mut redone) = (0, 0);
        for (code, total) in &files {
            let Some(printed) = rows.get(code).and_then(|row| number(&row[3])) else {
                assert!(rows[code][3].starts_with("dưới 5") && *total < 5, "{period} {code}");
                continue;
            };
            assert_eq!(printed, *total, "{period} {code}");
            compared += 1;
            if let Some(added) = by_agency.get(code) {
                assert_eq!(printed, *added, "{period} {code} by agency");
                redone += 1;
            }
        }
        assert!(compared > 15 && redone > 10, "{period}: {compared} {redone}");
    }
}

#[test]
fn what_the_body_says_is_what_the_annex_says() {
    let text = figures(QUARTER);
    let rows = sums(&text);
    let told = sentences(&text);
    for (task, code, words) in [
        ("II.1", "II.1.1", "88 buổi"),
        ("II.1", "II.1.2", "với 4.520 lượt người"),
        ("II.2", "II.2.3", "258 trẻ em"),
        ("IV.1", "IV.1.1", "183 trẻ em"),
        ("KH.7", "KH.7.1", "3 chương trình"),
    ] {
        assert!(told[task].contains(words), "{task}: {}", told[task]);
        let printed = number(&rows[code][3]).expect("a total");
        let of_body: String = words.chars().filter(char::is_ascii_digit).collect();
        assert_eq!(of_body, printed.to_string(), "{code}");
    }
}

#[test]
fn sensitive_values_are_given_for_no_agency_and_small_totals_read_below_five() {
    let text = figures(QUARTER);
    let rows = sums(&text);
    assert_eq!(rows["II.2.4"][3], "dưới 5");
    assert_eq!(rows["IV.4.1"][3], "dưới 5");
    assert_eq!(number(&rows["IV.2.4"][3]), Some(7));
    let annex = annex(&text);
    let (_, tables) = annex.split_once("### Số của từng cơ quan").expect("the tables");
    for code in ["II.2.4", "IV.1.2", "IV.4.1", "IV.2.4"] {
        assert!(!tables.contains(code), "{code} by agency");
        // No row of a file either.
        assert!(!rows[code][3].contains('['), "{code}: {:?}", rows[code]);
    }
}

#[test]
fn targets_stand_with_their_direction_and_what_is_lacking() {
    let rows = sums(&figures(LAST));
    let told = |code: &str| [6, 7].map(|at| rows[code][at].clone());
    // Below is below: what equals it does not reach it.
    assert_eq!(
        told("QG.3a"),
        ["dưới 9,5‰ trẻ đẻ sống (năm 2025)", "chưa đạt: bằng mức"].map(str::to_owned)
    );
    assert_eq!(told("QG.3b"), ["không quá 12,5‰ (năm 2025)", "đạt"].map(str::to_owned));
    assert_eq!(told("QG.1"), ["ít nhất 65% (năm 2025)", "7 điểm phần trăm"].map(str::to_owned));
    assert_eq!(told("QG.2")[1], "");
    assert!(rows["QG.3a"].last().expect("a note").starts_with("đọc ở một bản sao"));
    assert!(rows["II.1.1"].last().expect("a note").starts_with("đề xuất"));
    // Yearly targets are asked for in the last quarter alone.
    assert!(!sums(&figures(QUARTER)).contains_key("QG.1"));
}

#[test]
fn a_longer_period_says_how_many_of_its_quarters_are_there() {
    let text = figures("2025");
    let told = &sentences(&text)["II.1"];
    assert!(told.starts_with("120 buổi"), "{told}");
    assert!(told.contains("lượt cơ quan – quý"), "{told}");
    // Of a state the last one counts.
    assert_eq!(number(&sums(&text)["II.1.4"][3]), Some(69));
}

#[test]
fn without_any_figure_nothing_is_said_of_figures() {
    let row = "Sở Tư pháp;I.2;Đang triển khai;40;Mở lớp;;;;";
    let data = Data::default().file(QUARTER, "a", &[row]).page(QUARTER, "2026-03-20", "");
    let text = data.report(QUARTER);
    assert!(!text.contains("Số liệu:") && !text.contains("SỐ LIỆU THEO NHIỆM VỤ"), "{text}");
    assert!(!text.contains("n/m cơ quan") && !text.contains("chưa có cơ quan nào báo cáo riêng."));
}

#[test]
fn the_sheet_of_an_agency_has_its_own_figures_sensitive_ones_too() {
    let plan = workspace::plan(&PlanFiles::embedded()).expect("a plan");
    let templates = workspace::templates(&DiskStore, None).expect("templates");
    let agency = plan.register.by_id("ubnd-phuong-nha-trang").expect("an agency");
    let data = common::path("tests/data/figures");
    let mut workspace = Workspace::open(DiskStore, plan, &data).expect("a data folder");
    let period = Period::parse(QUARTER).expect("a period");
    let sheet = workspace.period(period).expect("the period").sheet(agency);
    let mut text = Vec::new();
    let document = render::agency_sheet(&sheet, Format::Markdown, &templates);
    document.write(&mut text).expect("a document");
    let text = String::from_utf8(text).expect("UTF-8");
    let (_, part) = text.split_once("## 5. Số liệu").expect("the figures");
    let rows = markdown_rows(part);
    let row = |code: &str| rows.iter().find(|row| row[0] == code).expect("a row").clone();
    assert_eq!(row("II.1.1")[3..5], ["7", "9"]);
    assert_eq!(row("II.2.4")[3..5], ["2", "2"]);
    assert!(row("II.2.4")[1].ends_with("(không công bố)"), "{:?}", row("II.2.4"));
    assert!(part.contains("không chuyển phiếu cho nơi khác"), "{part}");
    assert!(part.contains("Được hỏi mà chưa có số liệu: I.1.2, IV.1.3, IV.1.4, IV.4.2."), "{part}");
}
