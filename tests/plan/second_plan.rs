//! The plan is data, all of it: with the invented plan of `tests/data/second_plan` no command says a
//! word of the plan that is shipped with the program.
//!
//! The words that must not stand anywhere are taken from the shipped plan: ids, names, codes,
//! numbers of documents. What is a manual of the program (`explain CODE`, `schema`, `--help`, the
//! manual of the templates) takes its examples from the shipped plan and is not looked at.

use std::collections::BTreeSet;
use std::fs;
use std::io::{Cursor, Read as _};
use std::path::Path;

use report::diag::Sink;
use report::plan::{self, Kind, Lookup, Plan, PlanFiles};
use report::source::Source;

use crate::common;

const DATA: &str = "tests/data/second_plan";
const PLAN: &str = "tests/data/second_plan/plan";
const PERIODS: [&str; 2] = ["2025-Q3", "2025-Q4"];

/// Words beside those of the shipped plan's values.
const ALSO: [&str; 12] = [
    "Khánh Hòa",
    "Khanh Hoa",
    "KHÁNH HÒA",
    "Ninh Thuận",
    "ninh_thuan",
    "Nha Trang",
    "20 nhiệm vụ",
    "năm nhóm",
    "5 nhóm",
    "27/QĐ-TTg",
    "H8/11",
    "24/4/2025",
];

/// What the shipped plan says and the second does not.
fn forbidden() -> BTreeSet<String> {
    let plan = plan::load(&PlanFiles::embedded(), &mut Sink::new()).expect("the shipped plan");
    let mut words: BTreeSet<String> = ALSO.iter().map(|word| (*word).to_owned()).collect();
    words.extend(of_register(&plan));
    words.extend(of_decision(&plan));
    let own: String = files(&common::path(DATA)).into_iter().map(|(_, text)| text).collect();
    // The program's own words for kinds of agencies are anybody's.
    let is_kind = |word: &str| Kind::ALL.iter().any(|(.., label)| *label == word);
    words.retain(|word| !stands_in(word, &own) && !is_kind(word));
    words
}

fn of_register(plan: &Plan) -> Vec<String> {
    let mut words = Vec::new();
    for agency in plan.register.agencies() {
        words.extend([agency.id.clone(), agency.name.clone()]);
        words.extend(agency.short.clone());
        words.extend(agency.aliases.iter().map(|(alias, _)| alias.clone()));
        words.extend(
            [&agency.unit, &agency.district, &agency.former_province]
                .into_iter()
                .flatten()
                .cloned(),
        );
    }
    for group in plan.register.groups() {
        words.extend([group.id.clone(), group.name.clone()]);
        words.extend(group.aliases.iter().cloned());
    }
    words
}

fn of_decision(plan: &Plan) -> Vec<String> {
    let mut words = Vec::new();
    for task in &plan.tasks {
        words.push(task.id.clone());
        words.extend(task.name.iter().chain(&task.parts).chain(&task.solution).cloned());
        words.extend(task.crc.clusters.iter().cloned());
    }
    for (_, indicator) in plan.indicators.iter() {
        words.extend([indicator.id.clone(), indicator.name.clone()]);
        words.extend(indicator.source.iter().map(|source| source.document.clone()));
    }
    words.extend(plan.recommendations.of.clone());
    words.extend(plan.recommendations.paragraphs.iter().map(|p| p.subject.clone()));
    words.extend(plan.groups.iter().map(|group| group.title.clone()));
    let decision = &plan.decision;
    words.extend(decision.solutions.iter().flat_map(|s| [s.id.clone(), s.text.clone()]));
    words.extend(decision.grounds.iter().flat_map(|g| [g.number.clone(), g.issuer.clone()]));
    words.extend(
        [&decision.title, &decision.opening, &decision.closing, &decision.appendix_title]
            .map(Clone::clone),
    );
    words.extend(decision.number_as_printed.clone());
    let reporting = &plan.reporting;
    words.extend(
        [&reporting.subject, &reporting.duty, &reporting.recommendations]
            .into_iter()
            .flatten()
            .cloned(),
    );
    words.extend([reporting.unit.place.clone(), reporting.unit.abbreviation.clone()]);
    words
}

/// Whether a word stands in a text on its own.
fn stands_in(word: &str, text: &str) -> bool {
    let ends = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    text.match_indices(word).any(|(at, _)| {
        ends(text[..at].chars().next_back()) && ends(text[at + word.len()..].chars().next())
    })
}

/// Every file below a folder with its name, workbooks as the text of their parts.
fn files(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files(&path));
            continue;
        }
        let bytes = fs::read(&path).expect("a file");
        let text = match bytes.starts_with(b"PK") {
            true => parts(bytes),
            false => String::from_utf8(bytes).expect("UTF-8"),
        };
        found.push((path.display().to_string(), text));
    }
    found
}

/// The text of all parts of a workbook.
fn parts(bytes: Vec<u8>) -> String {
    let mut book = zip::ZipArchive::new(Cursor::new(bytes)).expect("a workbook");
    let mut text = String::new();
    for index in 0..book.len() {
        let mut bytes = Vec::new();
        book.by_index(index).expect("a part").read_to_end(&mut bytes).expect("its bytes");
        text += &String::from_utf8_lossy(&bytes);
    }
    text
}

/// The words of a run without the pages of the manual that SARIF carries for each rule.
fn without_manual(text: &str) -> String {
    text.lines()
        .filter(|line| !line.trim_start().starts_with("\"markdown\": "))
        .collect::<Vec<_>>()
        .join("\n")
}

/// What runs said and wrote, each looked at for words of the shipped plan.
struct Looked {
    forbidden: BTreeSet<String>,
    found: Vec<String>,
}

impl Looked {
    fn at(&mut self, what: &str, text: &str) {
        // Ids stand in quotes, paths and anchors; a path of this package is none of the plan.
        let text = text.replace(env!("CARGO_MANIFEST_DIR"), "");
        for word in self.forbidden.iter().filter(|word| stands_in(word, &text)) {
            let line = text.lines().find(|line| stands_in(word, line)).unwrap_or_default();
            let line: String = line.chars().take(300).collect();
            self.found.push(format!("{what}: “{word}” in: {line}"));
        }
    }

    /// Runs a command with the second plan.
    fn run(&mut self, words: &[&str], status: i32) -> common::Run {
        let words: Vec<&str> = words.iter().copied().chain(["--plan", PLAN]).collect();
        let run = common::run(&words);
        let what = words.join(" ");
        assert_eq!(run.status, status, "{what}\n{}\n{}", run.stdout, run.stderr);
        self.at(&what, &without_manual(&run.stdout));
        self.at(&what, &run.stderr);
        run
    }

    /// Runs a command that writes into a folder of its own; gives all that was written.
    fn write(&mut self, words: &[&str], status: i32) -> String {
        let out = tempfile::tempdir().expect("a folder");
        let all: Vec<&str> = [words, &["--out", common::arg(out.path())]].concat();
        self.run(&all, status);
        let mut whole = String::new();
        for (name, text) in files(out.path()) {
            self.at(&format!("{} writes {name}", words.join(" ")), &text);
            whole += &text;
        }
        assert!(!whole.is_empty(), "{words:?} writes something");
        whole
    }

    fn finish(self) {
        assert!(self.found.is_empty(), "\n{}\n", self.found.join("\n"));
    }
}

fn look() -> Looked {
    Looked { forbidden: forbidden(), found: Vec::new() }
}

fn folder(period: &str) -> String {
    format!("{DATA}/{period}")
}

#[test]
fn the_words_looked_for_are_those_of_the_shipped_plan() {
    let words = forbidden();
    for word in [
        "I.1",
        "V.2",
        "TC.2c",
        "KH.6",
        "Sở Y tế",
        "so-y-te",
        "SYT",
        "UBND phường Nha Trang",
        "quyền trẻ em",
    ] {
        assert!(words.contains(word), "{word}");
    }
    assert!(words.len() > 1000, "{}", words.len());
    let mut looked = Looked { forbidden: words, found: Vec::new() };
    looked.at("a text", "Nhiệm vụ I.1, không phải XI.1");
    assert_eq!(looked.found.len(), 1);
}

#[test]
fn check_and_fix_speak_of_the_second_plan_alone() {
    let mut looked = look();
    for period in PERIODS {
        for format in ["human", "json", "sarif", "github", "junit", "csv"] {
            let run = looked
                .run(&["check", &folder(period), "--format", format, "--max-findings", "0"], 1);
            assert!(!run.stdout.is_empty(), "{period} {format}");
        }
    }
    let run = looked.run(&["check", &folder("2025-Q3")], 1);
    for words in [
        "mã nhiệm vụ từ NV01 đến NV06",
        "lấy ở cột đầu của Phụ lục, ví dụ NV01",
        "ví dụ “Sở Cầu đường” hoặc “UBND xã Đồi Thông”",
        "ví dụ 142/SCĐ-BTXH ngày 14/01/2026",
        "“mọi xã” là tên chung của nhiều cơ quan",
        "một mã từ NV01 đến NV03",
        "có phải là NV06 (“Phát áo phao”) không?",
        "VC-1: Mọi đơn vị được giao",
    ] {
        assert!(run.stdout.contains(words), "{words}\n{}", run.stdout);
    }
    for file in ["gui-chung.csv", "so-cau-duong.csv", "so-song-nuoc.csv", "xa-doi-thong.csv"] {
        let out = tempfile::tempdir().expect("a folder");
        let to = out.path().join("a.csv");
        let path = format!("{}/{file}", folder("2025-Q3"));
        let words = ["fix", &path, "-o", common::arg(&to), "--plan", PLAN];
        let run = common::run(&words);
        looked.at(file, &format!("{}{}", run.stdout, run.stderr));
        files(out.path()).iter().for_each(|(name, text)| looked.at(name, text));
    }
    looked.finish();
}

#[test]
fn documents_are_those_of_the_second_plan() {
    let mut looked = look();
    for period in PERIODS {
        let base = ["build", DATA, "--period", period, "--allow-errors"];
        for more in [
            &["--format", "md,html,json"][..],
            &["--for", "all"],
            &["--agency", "so-cau-duong", "--format", "md,html,json"],
            &["--agency", "hoi-nguoi-di-bo", "--format", "md,html,json"],
        ] {
            looked.write(&[&base[..], more].concat(), 0);
        }
        looked.write(&["remind", DATA, "--period", period, "--format", "md,html,json"], 0);
        looked.write(&["remind", DATA, "--period", period, "--each"], 0);
    }
    let long = ["build", DATA, "--period", "2025", "--allow-errors", "--format", "md,html,json"];
    looked.write(&long, 0);
    let all = looked.write(&["build", DATA, "--all", "--allow-errors", "--format", "md,html"], 0);
    for words in [
        "Thực hiện Kế hoạch về cầu phao và lối đi an toàn quý III năm 2025",
        "Tình hình thực hiện 6 nhiệm vụ của Phụ lục",
        "UBND TỈNH SƠN HẢI",
        "77/KH-SH",
        "Bộ Giao thông xanh: “cấp thêm phao”",
        "UBND tỉnh Sơn Hải: “khen thưởng”",
        "(GP, VC) không có trong bảng này",
        "mã trong sổ cơ quan: `so-cau-duong`",
        "Làm cầu phao mới",
        "UBND phường Chợ Mới",
    ] {
        assert!(all.contains(words), "{words}");
    }
    looked.finish();
}

#[test]
fn status_forms_and_the_plan_itself_are_those_of_the_second_plan() {
    let mut looked = look();
    for period in PERIODS {
        for by in ["agency", "task"] {
            for format in ["table", "json", "csv"] {
                looked
                    .run(&["status", DATA, "--period", period, "--by", by, "--format", format], 0);
            }
        }
        for format in ["csv", "xlsx"] {
            for agency in ["so-cau-duong", "hoi-nguoi-di-bo", "UBND xã Bãi Dừa tỉnh Sơn Hải"]
            {
                let words =
                    ["template", "--agency", agency, "--period", period, "--format", format];
                looked.write(&words, 0);
            }
        }
    }
    let run = looked.run(&["template", "--agency", "zzzz zzzz", "--period", "2025-Q3"], 2);
    assert!(run.stderr.contains("ví dụ “Sở Cầu đường”"), "{}", run.stderr);
    let run = looked.run(&["plan", "check"], 0);
    assert!(run.stdout.contains("Phụ lục: 3 nhóm, 6 nhiệm vụ"), "{}", run.stdout);
    assert!(!run.stdout.contains("P0"), "a plan without a fault: {}", run.stdout);
    assert!(run.stdout.contains("Số liệu: 6 mã, 5 hỏi mỗi quý, 1 hỏi mỗi năm:"), "{}", run.stdout);
    let run = looked.run(&["plan", "show"], 0);
    for words in [
        "Mã nhiệm vụ (NV01 … NV06)",
        "NV05.2. Số lượt người chèo đò dự các buổi dạy bơi",
        "Mục tiêu của tỉnh: năm 2025: ít nhất 2 điểm; năm 2026: ít nhất 3 điểm",
        "năm 2030: trên 90%",
        "Hỏi từ ngày 01/01/2026: Ban Trực cầu tỉnh",
        "chỉ tiêu do Sở Cầu đường đề xuất, chờ xác nhận",
        "đọc được ở một bản sao",
    ] {
        assert!(run.stdout.contains(words), "{words}\n{}", run.stdout);
    }
    let run = looked.run(&["plan", "trace"], 0);
    assert!(run.stdout.contains("901/CT-BGTX"), "{}", run.stdout);
    for period in PERIODS.into_iter().chain(["2025"]) {
        for format in ["table", "csv", "json", "md", "html"] {
            let run =
                looked.run(&["plan", "trace", DATA, "--period", period, "--format", format], 0);
            // A paragraph that no task answers is told too.
            let told = ["Áo phao trên đò", "Lối đi cho người già", "NV06", "NV01"];
            assert!(told.iter().all(|told| run.stdout.contains(told)), "{}", run.stdout);
        }
    }
    looked.run(&["explain"], 0);
    looked.finish();
}

#[test]
fn a_working_folder_is_that_of_the_second_plan() {
    let mut looked = look();
    let out = tempfile::tempdir().expect("a folder");
    let folder = out.path().join("a");
    looked.run(&["init", common::arg(&folder), "--period", "2025-Q4"], 0);
    let manual = folder.join("templates/README.md");
    assert!(manual.is_file());
    fs::remove_file(manual).expect("the manual of the templates");
    files(&folder).iter().for_each(|(name, text)| looked.at(name, text));
    looked.finish();
}

/// The second plan after a change in a file, and the codes of what is found in it.
fn changed(file: &str, from: &str, to: &str) -> (Option<Plan>, Vec<(String, Option<String>)>) {
    let read = |name: &str| {
        let text = common::read(&common::path(PLAN).join(name));
        let text = if name == file { text.replacen(from, to, 1) } else { text };
        Source::new(name, text)
    };
    let files = PlanFiles { files: plan::FILES.map(read), errata: None, indicators: None };
    let mut sink = Sink::new();
    let plan = plan::load(&files, &mut sink);
    let found = sink.found().iter().map(|d| (d.code.id.to_owned(), d.expected.clone()));
    (plan, found.collect())
}

#[test]
fn a_gap_in_numbers_of_any_kind_is_told() {
    for (from, to, expected) in [
        ("id: NV04", "id: NV07", Some("NV04")),
        ("id: NV06", "id: NV07", Some("NV06")),
        ("id: NV01", "id: NV1", Some("NV2")),
        ("- id: C", "- id: D", Some("C")),
        ("- id: A", "- id: 1", Some("2")),
        ("- id: A", "- id: Nhóm đầu", None),
        ("id: NV01", "id: Cầu", None),
    ] {
        let (_, found) = changed("appendix.yaml", from, to);
        let told: Vec<_> = found.iter().filter(|(code, _)| code == "P008").collect();
        let wanted: Vec<_> = expected.iter().collect();
        assert_eq!(told.len(), wanted.len(), "{to}: {found:?}");
        assert_eq!(told.first().and_then(|(_, e)| e.as_deref()), expected, "{to}");
    }
    let (_, found) = changed("appendix.yaml", "", "");
    assert_eq!(found, []);
}

#[test]
fn names_end_with_the_province_of_the_plan() {
    let day = chrono::NaiveDate::from_ymd_opt(2025, 12, 14).expect("a day");
    let id = |plan: &Plan, name: &str| match plan.register.lookup(name, day) {
        Lookup::One(id) => plan.register.agency(id).id.clone(),
        Lookup::Unknown => "nobody".to_owned(),
        other => format!("{other:?}"),
    };
    let (plan, _) = changed("agencies.yaml", "", "");
    let plan = plan.expect("a plan");
    for name in
        ["Sở Cầu đường", "Sở Cầu đường tỉnh Sơn Hải", "Sở Cầu đường Sơn Hải", "Sở Cầu đường tỉnh"]
    {
        assert_eq!(id(&plan, name), "so-cau-duong", "{name}");
    }
    assert_eq!(id(&plan, "UBND P. Chợ Mới tỉnh Sơn Hải"), "phuong-cho-moi");
    for name in ["Sở Cầu đường tỉnh Khánh Hòa", "Sở Cầu đường Khánh Hòa"] {
        assert_eq!(id(&plan, name), "nobody", "{name}");
    }
    // A city of that rank, a bare name, and none.
    let (city, _) = changed("agencies.yaml", "Tỉnh Sơn Hải", "Thành phố Sơn Hải");
    assert_eq!(id(&city.expect("a plan"), "Sở Cầu đường thành phố Sơn Hải"), "so-cau-duong");
    let (bare, _) = changed("agencies.yaml", "Tỉnh Sơn Hải", "Sơn Hải");
    assert_eq!(id(&bare.expect("a plan"), "Sở Cầu đường tỉnh Sơn Hải"), "so-cau-duong");
    let (none, _) = changed("agencies.yaml", "province: Tỉnh Sơn Hải", "");
    assert_eq!(id(&none.expect("a plan"), "Sở Cầu đường Sơn Hải"), "nobody");
}
