//! `report plan check` on broken plan folders: the shipped folder with one textual change each.
//! Every fault is named with its code, file, line and column, nothing else is said to be wrong,
//! and the program ends with 2. Places are never written down here: `⟦` in a change marks where
//! the fault is to be seen, and the test counts lines and columns itself. The file is long because
//! every rule of the plan folder has a folder that breaks it here, written out.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::common::{self, Run};

const FILES: [&str; 6] = [
    "agencies.yaml",
    "appendix.yaml",
    "errata.yaml",
    "indicators.yaml",
    "plan.yaml",
    "reporting.yaml",
];
/// Where the plan folder stands, seen from where the program runs.
const FOLDER: &str = "ke-hoach";
const MARK: char = '⟦';

/// What is found in the shipped plan: its number, and task IV.5 without the communes.
const SHIPPED: [(&str, &str); 2] = [("appendix.yaml", "P014"), ("plan.yaml", "P013")];

/// A replacement in one file: what stands there exactly once, and what is put in its place.
pub(crate) type Change<'a> = (&'a str, &'a str, &'a str);

/// A finding: severity and code, file, line, column.
type Found = (String, String, usize, usize);

pub(crate) struct Folder {
    home: TempDir,
    /// What `⟦` marked, in the order of the changes.
    marked: Vec<(String, usize, usize)>,
}

impl Folder {
    fn new() -> Self {
        let home = tempfile::tempdir().expect("a temporary folder");
        fs::create_dir(home.path().join(FOLDER)).expect("a new folder");
        for name in FILES {
            let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("plan").join(name);
            fs::copy(from, home.path().join(FOLDER).join(name)).expect("a copy");
        }
        Self { home, marked: Vec::new() }
    }

    fn read(&self, file: &str) -> String {
        fs::read_to_string(self.home.path().join(FOLDER).join(file)).expect("a file that is there")
    }

    fn write(&self, file: &str, text: &str) {
        fs::write(self.home.path().join(FOLDER).join(file), text)
            .expect("a file that can be written");
    }

    /// Makes all changes, then looks where the marks are, so that lines added count.
    pub(crate) fn changed(changes: &[Change<'_>]) -> Self {
        let mut folder = Self::new();
        for (file, from, to) in changes {
            let text = folder.read(file);
            assert_eq!(text.matches(from).count(), 1, "{file}: “{from}”");
            folder.write(file, &text.replace(from, to));
        }
        for file in changes.iter().map(|(file, ..)| *file).collect::<BTreeSet<_>>() {
            let text = folder.read(file);
            for (n, line) in text.lines().enumerate() {
                let marks = line.chars().enumerate().filter(|(_, c)| *c == MARK);
                // Marks before it in the line are not there any more when the program reads it.
                for (before, (column, _)) in marks.enumerate() {
                    folder.marked.push((file.to_owned(), n + 1, column + 1 - before));
                }
            }
            folder.write(file, &text.replace(MARK, ""));
        }
        folder
    }

    pub(crate) fn run(&self, words: &[&str]) -> Run {
        let mut command = common::command(words);
        command.args(["--plan", FOLDER, "--as-of", "2025-11-25"]).current_dir(self.home.path());
        common::finish(command)
    }

    fn check(&self) -> Run {
        let run = self.run(&["plan", "check"]);
        assert_eq!(run.stderr, "", "findings are the result");
        run
    }
}

impl Run {
    /// The findings that the text names, those of the shipped plan left out.
    fn findings(&self) -> Vec<Found> {
        let found = self.stdout.lines().filter_map(finding);
        found.filter(|(what, file, ..)| !is_shipped(what, file)).collect()
    }
}

fn is_shipped(what: &str, file: &str) -> bool {
    SHIPPED.iter().any(|(in_file, code)| what.ends_with(code) && file == *in_file)
}

/// A line that names a code and a place, whatever else it says.
fn finding(line: &str) -> Option<Found> {
    let mut severities = ["lỗi", "cảnh báo", "lưu ý"].into_iter();
    let what = severities.find_map(|severity| {
        let at = line.find(&format!("{severity} P"))?;
        let code = line[at + severity.len() + 1..].get(..4)?;
        Some(format!("{severity} {code}"))
    })?;
    let (_, rest) = line.split_once(&format!("{FOLDER}/"))?;
    let mut parts = rest.split([':', ' ']);
    let file = parts.next()?.to_owned();
    Some((what, file, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

/// Checks that exactly these faults are found, one at each mark.
pub(crate) fn assert_faults(what: &str, codes: &[&str], changes: &[Change<'_>]) -> Run {
    let folder = Folder::changed(changes);
    let run = folder.check();
    assert_eq!(folder.marked.len(), codes.len(), "{what}: marks");
    let expected: Vec<Found> = codes
        .iter()
        .zip(&folder.marked)
        .map(|(code, (file, line, column))| ((*code).to_owned(), file.clone(), *line, *column))
        .collect();
    assert_eq!(run.findings(), expected, "{what}:\n{}", run.stdout);
    let fails = codes.iter().any(|code| code.starts_with("lỗi"));
    assert_eq!(run.status, if fails { 2 } else { 0 }, "{what}:\n{}", run.stdout);
    assert_speaks_vietnamese(what, &run.stdout);
    run
}

/// Every word of plain letters is Vietnamese; ids, keys and names of files are known by their
/// marks, or stand in quotes.
fn assert_speaks_vietnamese(what: &str, text: &str) {
    const VIETNAMESE: &str = "ubnd theo trong khai thanh trung ngang chung tham nhau sung quan thay danh ngay dung \
         sang sinh mang doanh ninh giao";
    const NAMES: &str = "join drop bullets capital scan numbering layout tone drafting yaml report explain \
        error warning note text part heading proposed related confirmed medium true false";
    let known: BTreeSet<&str> =
        [VIETNAMESE, NAMES].iter().flat_map(|list| list.split_whitespace()).collect();
    // A quoted line of the file is the writer's own, and a list of keys is what must be written.
    let quoted = |line: &&str| {
        let line = line.trim_start();
        let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
        let keys = line.chars().all(|c| c.is_ascii_lowercase() || "_, ".contains(c));
        rest.trim_start().starts_with('|') || line.starts_with("Cần:") || keys
    };
    for word in text.lines().filter(|line| !quoted(line)).flat_map(str::split_whitespace) {
        let word = word.trim_matches(|c: char| c.is_ascii_punctuation());
        let plain = word.len() >= 4 && word.bytes().all(|b| b.is_ascii_alphabetic());
        let lower = word.to_lowercase();
        assert!(!plain || known.contains(lower.as_str()), "{what} says “{word}”:\n{text}");
    }
    assert!(!text.contains("None") && !text.contains("Some("), "{what}:\n{text}");
}

#[test]
fn the_shipped_plan_is_sound() {
    let run = Folder::new().check();
    assert_eq!((run.status, run.findings()), (0, Vec::new()), "{}", run.stdout);
    let found: Vec<Found> = run.stdout.lines().filter_map(finding).collect();
    let found: Vec<_> =
        found.iter().map(|(what, file, ..)| (&**file, &what[what.len() - 4..])).collect();
    assert_eq!(found, SHIPPED);
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!("plan_check_shipped", run.stdout);
    });
}

#[test]
fn the_embedded_plan_is_the_shipped_folder() {
    let folder = Folder::new();
    let said = common::run(&["plan", "check", "--as-of", "2025-11-25"]).stdout;
    assert_eq!(said, folder.check().stdout.replace(&format!("{FOLDER}/"), "plan/"));
}

// ---- The six folders, one fault each ---------------------------------------------------------

#[test]
fn unknown_agency() {
    let run = assert_faults(
        "unknown agency",
        &["lỗi P005"],
        &[("appendix.yaml", "lead: so-khoa-hoc-va-cong-nghe", "lead: ⟦so-khoa-hoc-cong-nghe")],
    );
    assert!(run.stdout.contains("Gần nhất: so-khoa-hoc-va-cong-nghe"), "{}", run.stdout);
}

#[test]
fn duplicate_task_id() {
    assert_faults(
        "duplicate id",
        &["lỗi P004"],
        &[("appendix.yaml", "- id: II.2\n", "- id: ⟦II.1\n")],
    );
}

#[test]
fn unknown_paragraph() {
    let iv2 = "          paragraphs: [\"44\"]";
    let run = assert_faults(
        "unknown paragraph",
        &["lỗi P040"],
        &[("appendix.yaml", iv2, "          paragraphs: [\"44\", ⟦\"45\"]")],
    );
    assert!(run.stdout.contains("Nhiệm vụ IV.2 gắn với đoạn “45”"), "{}", run.stdout);
    // Another spelling of a number is no other number.
    assert_faults(
        "spelling",
        &[],
        &[("appendix.yaml", iv2, "          paragraphs: [\" 38 (C)\"]")],
    );
    assert_faults(
        "a paragraph twice",
        &["lỗi P004", "lỗi P004"],
        &[
            ("appendix.yaml", "  - number: 38(d)\n", "  - number: ⟦38 (c)\n"),
            ("appendix.yaml", "\"30\", \"34\", ", "\"30\", \"34\", ⟦\"30\", "),
        ],
    );
    assert_faults(
        "words of no list",
        &["lỗi P018", "lỗi P018"],
        &[
            (
                "appendix.yaml",
                "subject: Trẻ em không được sống trong môi trường gia đình\n    certainty: heading",
                "subject: Trẻ em không được sống trong môi trường gia đình\n    certainty: ⟦H",
            ),
            ("appendix.yaml", "mapping: related", "mapping: ⟦medium"),
        ],
    );
}

#[test]
fn a_plan_that_lists_no_paragraphs_may_name_any() {
    let folder = Folder::new();
    let text = folder.read("appendix.yaml");
    let from = text.find("crc_note:").expect("the note, then the list");
    let to = text.find("groups:").expect("the groups");
    folder.write("appendix.yaml", &format!("{}{}", &text[..from], &text[to..]));
    let run = folder.check();
    assert_eq!((run.status, run.findings()), (0, Vec::new()), "{}", run.stdout);
    assert!(!run.stdout.contains("Khuyến nghị:"), "{}", run.stdout);
    let table = folder.run(&["plan", "trace"]);
    assert_eq!(table.status, 0);
    assert!(table.stdout.contains("38(c)"), "{}", table.stdout);
    assert!(!table.stdout.contains("nguyên văn"), "nobody said so: {}", table.stdout);
}

#[test]
fn missing_key() {
    assert_faults(
        "missing key",
        &["lỗi P003"],
        &[
            ("appendix.yaml", "        lead: chi-cuc-thong-ke-tinh\n", ""),
            ("appendix.yaml", "- id: V.2\n", "- ⟦id: V.2\n"),
        ],
    );
}

#[test]
fn misspelt_key() {
    let run = assert_faults(
        "misspelt key",
        &["lỗi P002"],
        &[("appendix.yaml", "lead: chi-cuc-thong-ke-tinh", "⟦laed: chi-cuc-thong-ke-tinh")],
    );
    assert!(run.stdout.contains("“lead”"), "{}", run.stdout);
}

#[test]
fn successor_cycle() {
    assert_faults(
        "cycle",
        &["lỗi P010"],
        &[
            (
                "agencies.yaml",
                "aliases: [Sở CT], ",
                "aliases: [Sở CT], successors: [thanh-tra-tinh], ",
            ),
            (
                "agencies.yaml",
                "aliases: [Thanh tra tỉnh Khánh Hòa], ",
                "aliases: [Thanh tra tỉnh Khánh Hòa], successors: [⟦so-cong-thuong], ",
            ),
        ],
    );
    assert_faults(
        "its own successor",
        &["lỗi P010"],
        &[(
            "agencies.yaml",
            "aliases: [Sở CT], ",
            "aliases: [Sở CT], successors: [⟦so-cong-thuong], ",
        )],
    );
}

#[test]
fn inverted_validity() {
    assert_faults(
        "validity",
        &["lỗi P011"],
        &[(
            "agencies.yaml",
            "unit: Phường Bắc Nha Trang, former_province: Tỉnh Khánh Hòa, valid_from: 2025-07-01,",
            "unit: Phường Bắc Nha Trang, former_province: Tỉnh Khánh Hòa, valid_from: 2025-07-01, \
             valid_to: ⟦2025-06-01,",
        )],
    );
}

// ---- The other rules -------------------------------------------------------------------------

#[test]
fn yaml_syntax() {
    let broken = [
        (
            "tab",
            "\n        lead: cong-an-tinh\n        coordinating:\n          - cac-so-ban-nganh-doan-the-lien-quan\n          - ubnd-cap-huyen-cap-xa\n        solution: KH.2",
            "\n⟦\tlead: cong-an-tinh\n",
        ),
        ("key twice", "- id: V.2\n", "- id: V.2\n        ⟦id: V.3\n"),
        ("unknown anchor", "lead: so-khoa-hoc-va-cong-nghe", "lead: ⟦*so-y-te"),
    ];
    for (what, from, to) in broken {
        assert_faults(what, &["lỗi P001"], &[("appendix.yaml", from, to)]);
    }
}

#[test]
fn a_broken_register_does_not_hide_the_other_files_nor_is_repeated_by_them() {
    assert_faults(
        "broken register",
        &["lỗi P001", "lỗi P002", "lỗi P018"],
        &[
            ("agencies.yaml", "  - {id: so-y-te, ", "⟦\t- {id: so-y-te, "),
            ("appendix.yaml", "lead: so-khoa-hoc-va-cong-nghe", "⟦leed: so-khoa-hoc-va-cong-nghe"),
            ("reporting.yaml", "working_days: 2", "working_days: ⟦hai"),
        ],
    );
    // Nine tasks and duties name this office; that its entry has no id is said once.
    assert_faults(
        "entry without id",
        &["lỗi P002"],
        &[("agencies.yaml", "- {id: so-y-te, ", "- {⟦idd: so-y-te, ")],
    );
}

#[test]
fn values_of_the_wrong_kind() {
    assert_faults(
        "wrong kinds",
        &["lỗi P018", "lỗi P018", "lỗi P003", "lỗi P005"],
        &[
            ("agencies.yaml", "aliases: [Sở CT], kind: so_nganh", "aliases: [Sở CT], kind: ⟦sở"),
            ("appendix.yaml", "lead: so-khoa-hoc-va-cong-nghe", "lead: ⟦[so-y-te]"),
            ("plan.yaml", "issuer: UBND tỉnh Khánh Hòa\n", "⟦issuer:\n"),
            ("reporting.yaml", "parent: ubnd-tinh", "parent: ⟦ubnd-cap-huyen-cap-xa"),
        ],
    );
}

#[test]
fn severities_that_cannot_be_set() {
    let refused = "thresholds:\n";
    let set = |lines: &str| format!("severities:\n{lines}thresholds:\n");
    let change = |lines: &str| {
        let to = set(lines);
        assert_faults("severities", &["lỗi P019"], &[("reporting.yaml", refused, to.as_str())])
    };
    let run = change("  ⟦C78: note\n");
    assert!(run.stdout.contains("Gần giống: C708"), "{}", run.stdout);
    // A value that cannot be read, a fault of the plan, a body that owes nothing.
    change("  ⟦V403: warning\n  C708: note\n");
    change("  ⟦P013: error\n");
    change("  ⟦M903: warning\n");
    let to = set("  C708: ⟦gentle\n");
    assert_faults("severities", &["lỗi P018"], &[("reporting.yaml", refused, to.as_str())]);
}

#[test]
fn severities_that_can_be_set() {
    let to =
        "severities:\n  C708: note\n  L804: error\n  M902: warning\n  V403: error\nthresholds:\n";
    let folder = Folder::changed(&[("reporting.yaml", "thresholds:\n", to)]);
    let run = folder.check();
    assert_eq!((run.status, run.findings()), (0, Vec::new()), "{}", run.stdout);
    let page = folder.run(&["explain", "C708"]);
    assert!(page.stdout.contains("Mức: cảnh báo. Kế hoạch đang dùng đặt là lưu ý."));
    let list = folder.run(&["explain", "L"]);
    assert!(list.stdout.contains("L804  lỗi  "), "{}", list.stdout);
    assert!(list.stdout.contains("L802  cảnh báo"), "{}", list.stdout);
}

#[test]
fn unknown_solution() {
    assert_faults(
        "solution",
        &["lỗi P006"],
        &[(
            "appendix.yaml",
            "        solution: KH.3\n        crc:\n          paragraphs: []\n          clusters:\n            - Tôn giáo, thông tin",
            "        solution: ⟦KH.33\n        crc:\n          paragraphs: []\n          clusters:\n            - Tôn giáo, thông tin",
        )],
    );
}

#[test]
fn alias_collision() {
    assert_faults(
        "alias",
        &["lỗi P009"],
        &[("agencies.yaml", "aliases: [Sở CT]", "aliases: [Sở CT, ⟦sở y tế]")],
    );
    // Another spelling of a name is that name.
    assert_faults(
        "alias in other words",
        &["lỗi P009"],
        &[(
            "agencies.yaml",
            "aliases: [Sở XD]",
            "aliases: [Sở XD, ⟦Ủy ban nhân dân P. Bắc Nha Trang]",
        )],
    );
    // A name that is used only when the other body is gone does not collide.
    assert_faults(
        "alias from a day on",
        &[],
        &[(
            "agencies.yaml",
            "aliases: [Sở CT]",
            "aliases: [Sở CT, {name: UBND huyện Vạn Ninh, from: 2025-07-01}]",
        )],
    );
}

#[test]
fn data_windows_overlap_or_leave_days_out() {
    for day in ["10", "20"] {
        let changed = format!("start_day: ⟦{day}");
        assert_faults("windows", &["lỗi P015"], &[("reporting.yaml", "start_day: 15", &changed)]);
    }
}

#[test]
fn a_duty_to_report_that_is_no_code_of_the_plan() {
    for code in ["TC.9", "KH.1"] {
        let written = format!("duty: ⟦{code}");
        assert_faults("duty", &["lỗi P006"], &[("reporting.yaml", "duty: TC.2c", &written)]);
    }
}

#[test]
fn a_lead_that_also_coordinates_is_a_warning() {
    assert_faults(
        "lead also coordinates",
        &["cảnh báo P007"],
        &[(
            "appendix.yaml",
            "lead: so-nong-nghiep-va-moi-truong\n        coordinating:\n",
            "lead: so-nong-nghiep-va-moi-truong\n        coordinating:\n          - ⟦so-nong-nghiep-va-moi-truong\n",
        )],
    );
}

#[test]
fn gaps_in_the_numbering_are_warnings() {
    // The indicators name tasks by their codes.
    let shipped = Folder::new().read(FIGURES);
    let nothing_asked = (FIGURES, &*shipped, "indicators: []\n");
    assert_faults(
        "task left out",
        &["cảnh báo P008"],
        &[nothing_asked, ("appendix.yaml", "- id: III.2\n", "- id: ⟦III.9\n")],
    );
    assert_faults(
        "group left out",
        &["cảnh báo P008"],
        &[
            nothing_asked,
            ("appendix.yaml", "- id: V\n", "- id: ⟦VI\n"),
            ("appendix.yaml", "- id: V.1\n", "- id: VI.1\n"),
            ("appendix.yaml", "- id: V.2\n", "- id: VI.2\n"),
        ],
    );
}

#[test]
fn themes_that_cannot_be_told_apart_are_refused() {
    const LAST: &str = "  - id: khac\n    name: Khác\n";
    for (what, theme, codes) in [
        ("an id twice", "  - id: ⟦kinh-phi\n    name: Một\n", &["lỗi P004"][..]),
        ("a name twice", "  - id: mot\n    name: ⟦KINH PHÍ, CHẾ ĐỘ, ĐỊNH MỨC\n", &["lỗi P029"]),
        ("the id of another", "  - id: mot\n    name: ⟦Thiên tai\n", &["lỗi P029"]),
        ("a phrase", "  - id: mot\n    name: Một\n    words: [⟦Kinh  Phí]\n", &["lỗi P030"]),
        ("a weak one", "  - id: mot\n    name: Một\n    weak: [⟦nguồn lực]\n", &["lỗi P030"]),
        ("no word", "  - id: mot\n    name: Một\n    words: [⟦'…']\n", &["lỗi P030"]),
        ("a blank", "  - id: mot\n    name: Một\n    words: [⟦' ']\n", &["lỗi P018"]),
        ("a theme of its own", "  - id: mot\n    name: Một\n    words: [một hai]\n", &[]),
        ("in both passes", "  - id: mot\n    name: Một\n    weak: [kinh phí]\n", &[]),
    ] {
        let theme = format!("{theme}{LAST}");
        assert_faults(what, codes, &[("reporting.yaml", LAST, &theme)]);
    }
    let behind = "  - id: ⟦khac\n    name: Khác\n  - id: mot\n    name: Một\n";
    assert_faults("another behind the last", &["lỗi P029"], &[("reporting.yaml", LAST, behind)]);
    assert_faults("no other theme", &[], &[("reporting.yaml", LAST, "")]);
}

#[test]
fn two_statuses_with_one_word_are_refused() {
    for (what, from, to) in [
        ("of another one", "tam_dung: Tạm dừng", "tam_dung: ⟦Hoàn thành"),
        ("in other letters", "tam_dung: Tạm dừng", "tam_dung: ⟦HOÀN  THÀNH"),
        ("a key", "tam_dung: Tạm dừng", "tam_dung: ⟦hoan_thanh"),
    ] {
        let run = assert_faults(what, &["lỗi P021"], &[("reporting.yaml", from, to)]);
        assert_eq!(run.status, 2, "{what}");
    }
    // The word of a status whose own word is not set stands in cells all the same.
    let changes = [
        ("reporting.yaml", "  hoan_thanh: Hoàn thành\n", ""),
        ("reporting.yaml", "tam_dung: Tạm dừng", "tam_dung: ⟦Hoàn thành"),
    ];
    assert_faults("of one that is not set", &["lỗi P021"], &changes);
    let changes = [
        ("reporting.yaml", "  hoan_thanh: Hoàn thành\n", "  hoan_thanh: Xong\n"),
        ("reporting.yaml", "tam_dung: Tạm dừng", "tam_dung: ⟦xong"),
    ];
    assert_faults("of one that is set", &["lỗi P021"], &changes);
    assert_faults("none", &[], &[("reporting.yaml", "tam_dung: Tạm dừng", "tam_dung: Tạm ngừng")]);
    let blank = [("reporting.yaml", "tam_dung: Tạm dừng", "tam_dung: ⟦' '")];
    assert_faults("a blank", &["lỗi P018"], &blank);
}

#[test]
fn a_deadline_before_the_plan_is_told() {
    let due = |day: &str| format!("- id: V.2\n        due: {day}\n");
    let before = due("⟦2025-04-23");
    let run =
        assert_faults("before", &["cảnh báo P022"], &[("appendix.yaml", "- id: V.2\n", &before)]);
    assert_eq!(run.status, 0);
    assert_faults("the same day", &[], &[("appendix.yaml", "- id: V.2\n", &due("2025-04-24"))]);
}

/// Ids are part of the names of files.
#[test]
fn an_id_that_is_no_name_of_a_file_is_refused() {
    for id in [
        "../so-cong-thuong",
        "so/cong-thuong",
        "'so\\cong-thuong'",
        "So-Cong-Thuong",
        "sở-công-thương",
        "so ct",
        "so---cong",
        "-so-cong-thuong",
        "so-cong-thuong-",
        "..",
        "c:so",
        "so_cong_thuong",
    ] {
        let changed = format!("{{id: ⟦{id}, name: Sở Công Thương");
        let changes = [("agencies.yaml", "{id: so-cong-thuong, name: Sở Công Thương", &*changed)];
        let run = assert_faults(id, &["lỗi P018"], &changes);
        assert_eq!(run.status, 2, "{id}");
    }
    for id in ["so-cong-thuong2", "2", "so--cong--thuong"] {
        let changed = format!("{{id: {id}, name: Sở Công Thương");
        let changes = [("agencies.yaml", "{id: so-cong-thuong, name: Sở Công Thương", &*changed)];
        assert_faults(id, &[], &changes);
    }
}

#[test]
fn an_alias_bomb_is_refused() {
    let mut bomb = String::from("a: &a [x, x, x, x, x, x, x, x, x]\n");
    for (name, of) in ('b'..='l').zip('a'..) {
        let list = vec![format!("*{of}"); 9].join(", ");
        bomb += &format!("{name}: &{name} [{list}]\n");
    }
    let folder = Folder::new();
    folder.write("reporting.yaml", &bomb);
    let run = folder.check();
    let found = run.findings();
    assert_eq!(found.len(), 1, "{}", run.stdout);
    assert_eq!((found[0].0.as_str(), found[0].1.as_str()), ("lỗi P017", "reporting.yaml"));
    assert_eq!(run.status, 2);
    assert_speaks_vietnamese("bomb", &run.stdout);
}

#[test]
fn errata_that_do_not_fit_the_words() {
    assert_faults(
        "correction that is nowhere",
        &["lỗi P012"],
        &[("errata.yaml", "corrected: \"bổn phận\"", "corrected: ⟦\"bổn phẩn\"")],
    );
    assert_faults(
        "scan error put back",
        &["lỗi P012"],
        &[
            ("appendix.yaml", "về quyền và bổn phận của", "về quyền và bốn phận của"),
            (
                "appendix.yaml",
                "        text: >-\n          Nâng cao nhận thức về ứng phó",
                "        text: >-\n          ⟦Nâng cao nhận thức về ứng phó",
            ),
        ],
    );
    assert_faults(
        "peculiarity smoothed away",
        &["lỗi P012"],
        &[
            ("plan.yaml", "ngân sách hàng năm", "ngân sách hằng năm"),
            ("errata.yaml", "printed: \"hàng năm\"", "printed: ⟦\"hàng năm\""),
        ],
    );
    assert_faults(
        "unknown kind",
        &["lỗi P018"],
        &[(
            "errata.yaml",
            "printed: \"hàng năm\", kept: true, kind: drafting",
            "printed: \"hàng năm\", kept: true, kind: ⟦dafting",
        )],
    );
}

#[test]
fn a_folder_without_errata_is_sound() {
    let folder = Folder::new();
    fs::remove_file(folder.home.path().join(FOLDER).join("errata.yaml")).unwrap();
    let run = folder.check();
    assert_eq!((run.status, run.findings()), (0, Vec::new()), "{}", run.stdout);
    let shown = folder.run(&["plan", "show"]);
    assert!(shown.status == 0 && !shown.stdout.contains("errata"), "{}", shown.stdout);
}

// ---- indicators.yaml -------------------------------------------------------------------------

const FIGURES: &str = "indicators.yaml";

/// A plan folder with this one file in place of its indicators, and the faults at its marks.
pub(crate) fn assert_figure_faults(what: &str, codes: &[&str], text: &str) -> Run {
    let shipped = Folder::new().read(FIGURES);
    assert_faults(what, codes, &[(FIGURES, &shipped, text)])
}

/// An indicator that is sound, with some of its lines changed or added.
fn figure(changes: &[(&str, &str)]) -> String {
    let mut keys: Vec<(String, String)> = [
        ("id", "II.1.1"),
        ("name", "Số buổi"),
        ("unit", "buổi"),
        ("tasks", "[II.1]"),
        ("asked_of", "[lead]"),
        ("every", "quarter"),
        ("kind", "flow"),
        ("certainty", "proposed"),
    ]
    .map(|(key, value)| (key.to_owned(), value.to_owned()))
    .to_vec();
    for (key, value) in changes {
        match keys.iter_mut().find(|(known, _)| known == key) {
            Some((_, known)) => *known = (*value).to_owned(),
            None => keys.push(((*key).to_owned(), (*value).to_owned())),
        }
    }
    let lines: Vec<String> = keys.iter().map(|(key, value)| format!("{key}: {value}")).collect();
    format!("  - {}\n", lines.join("\n    "))
}

pub(crate) fn figures(entries: &[&[(&str, &str)]]) -> String {
    format!("indicators:\n{}", entries.iter().map(|one| figure(one)).collect::<String>())
}

#[test]
fn indicators_that_say_little_are_sound() {
    let second: &[(&str, &str)] = &[("id", "II.1.2"), ("name", "Số cuộc"), ("unit", "cuộc")];
    for text in [
        "indicators: []\n".to_owned(),
        figures(&[&[], second]),
        figures(&[&[("asked_of", "[so_nganh, so-y-te, ubnd-cap-huyen-cap-xa, coordinating]")]]),
        // A rate that only the agencies know, without the counts it is made of.
        figures(&[&[
            ("unit", "\"%\""),
            ("kind", "rate"),
            ("better", "up"),
            ("targets", "{province: {2030: 99.5}}"),
        ]]),
        figures(&[&[
            ("better", "down"),
            (
                "targets",
                "{national: {2025: {value: 9, strict: true}, 2030: {value: 9, strict: true}}}",
            ),
        ]]),
        figures(&[&[
            ("assignments", "[{from: 2026-07-01, asked_of: [so-tu-phap]}]"),
            ("valid_from", "2025-07-01"),
            ("valid_to", "2025-07-01"),
        ]]),
    ] {
        assert_figure_faults("sound indicators", &[], &text);
    }
}

#[test]
fn an_indicator_of_an_unknown_task_or_agency() {
    let run = assert_figure_faults(
        "unknown task",
        &["lỗi P006"],
        &figures(&[&[("tasks", "[II.1, ⟦II.9]")]]),
    );
    assert!(run.stdout.contains("Số liệu II.1.1 thuộc nhiệm vụ “II.9”"), "{}", run.stdout);
    assert_figure_faults("no task", &["lỗi P003"], &figures(&[&[("tasks", "⟦[]")]]));
    assert_figure_faults("a task twice", &["lỗi P004"], &figures(&[&[("tasks", "[II.1, ⟦ii-1]")]]));
    assert_figure_faults(
        "unknown agency",
        &["lỗi P005"],
        &figures(&[&[("asked_of", "[lead, ⟦so-y-tee]")]]),
    );
}

#[test]
fn an_id_that_is_taken_in_any_spelling() {
    for (what, id) in
        [("another's", "II.1.1"), ("folded", "ii.1.1"), ("a task's", "IV.5"), ("a duty's", "tc.2a")]
    {
        let text = figures(&[&[], &[("id", &format!("⟦{id}")), ("name", "Số khác")]]);
        assert_figure_faults(what, &["lỗi P004"], &text);
    }
    for id in ["II", "1.1", "II.1.1a b", "II..1", "“II.1.1”", "II.1.1.", "II-1-1", "Đ.1"] {
        let text = figures(&[&[("id", &format!("⟦{id}"))]]);
        assert_figure_faults(id, &["lỗi P018"], &text);
    }
}

#[test]
fn a_name_of_two_indicators() {
    let text = figures(&[&[], &[("id", "II.1.2"), ("name", "⟦SỐ  BUỔI")]]);
    assert_figure_faults("the same name", &["lỗi P036"], &text);
}

#[test]
fn an_indicator_that_asks_nobody() {
    for (what, asked) in [
        ("nobody", "⟦[]"),
        ("a body that never reports", "[lead, ⟦bo-y-te]"),
        ("a kind without a body that reports", "[⟦trung_uong]"),
    ] {
        assert_figure_faults(what, &["lỗi P035"], &figures(&[&[("asked_of", asked)]]));
    }
    for word in ["lead", "coordinating"] {
        let asked = format!("[⟦{word}]");
        let text = figures(&[&[("tasks", "[KH.6]"), ("asked_of", &asked)]]);
        assert_figure_faults("a task without a lead", &["lỗi P035"], &text);
    }
    let text = figures(&[&[("assignments", "[{from: 2026-07-01, asked_of: ⟦[]}]")]]);
    assert_figure_faults("nobody later", &["lỗi P035"], &text);
    let text = figures(&[&[("asked_of", "[so_nganh, ⟦so_nganh]")]]);
    assert_figure_faults("the same twice", &["lỗi P004"], &text);
}

#[test]
fn relations_that_cannot_hold() {
    let other = |changes: &[(&'static str, &'static str)]| {
        let mut all = vec![("id", "II.1.2"), ("name", "Số kia")];
        all.extend_from_slice(changes);
        all
    };
    let pair =
        |own: &[(&str, &str)], of: &[(&'static str, &'static str)]| figures(&[own, &other(of)]);
    let fault = |what: &str, text: String| assert_figure_faults(what, &["lỗi P032"], &text);
    assert_figure_faults("unknown whole", &["lỗi P031"], &pair(&[("part_of", "⟦II.1.3")], &[]));
    fault("of itself", pair(&[("part_of", "⟦II.1.1")], &[]));
    fault("another unit", pair(&[("part_of", "⟦II.1.2")], &[("unit", "cuộc")]));
    fault("another kind", pair(&[("part_of", "⟦II.1.2")], &[("kind", "stock")]));
    fault("another period", pair(&[("part_of", "⟦II.1.2")], &[("every", "year")]));
    fault("the same unit", pair(&[("goes_with", "⟦II.1.2")], &[]));
    fault("a circle", pair(&[("part_of", "⟦II.1.2")], &[("part_of", "II.1.1")]));
    fault(
        "half a rate",
        pair(&[("unit", "\"%\""), ("kind", "rate"), ("numerator", "⟦II.1.2")], &[]),
    );
    fault("a rate of counts", figures(&[&[("kind", "⟦rate")]]));
    fault("a count of rates", figures(&[&[("unit", "\"%\""), ("kind", "⟦stock")]]));
    fault("read nowhere", figures(&[&[("certainty", "⟦read-once")]]));
    let text = pair(
        &[("unit", "\"%\""), ("kind", "rate"), ("numerator", "⟦II.1.1"), ("denominator", "II.1.2")],
        &[],
    );
    fault("a rate of itself", text);
}

#[test]
fn targets_that_cannot_be_meant() {
    let of = |better: &str, targets: &str| {
        let better = if better.is_empty() { "null" } else { better };
        figures(&[&[("unit", "\"%\""), ("kind", "rate"), ("better", better), ("targets", targets)]])
    };
    for (what, code, text) in [
        ("falls", "P033", of("up", "{national: {2025: 75, 2030: ⟦65}}")),
        (
            "falls, written the other way round",
            "P033",
            of("up", "{national: {2030: ⟦65, 2025: 75}}"),
        ),
        ("rises", "P033", of("down", "{national: {2025: 9, 2030: ⟦9.5}}")),
        ("inverted range", "P033", of("up", "{national: {undated: ⟦3–2}}")),
        ("strict range", "P033", of("up", "{national: {2025: {value: ⟦2–3, strict: true}}}")),
        ("no direction", "P033", of("", "⟦{national: {2030: 75}}")),
        ("above a hundred", "P034", of("up", "{national: {2030: ⟦750}}")),
        ("no year", "P018", of("up", "{national: {⟦2025-2030: 75}}")),
        ("no year of ours", "P018", of("up", "{national: {⟦1995: 75}}")),
        ("in words", "P018", of("down", "{national: {2025: ⟦dưới 9}}")),
        ("three decimals", "P018", of("down", "{national: {2025: ⟦1.234}}")),
        ("negative", "P018", of("down", "{national: {2025: ⟦-5}}")),
        ("no target", "P002", of("down", "{⟦huyen: {2025: 5}}")),
    ] {
        assert_figure_faults(what, &[&format!("lỗi {code}")], &text);
    }
    let half = figures(&[&[("values", "[0, ⟦0.5]")]]);
    assert_figure_faults("half a session", &["lỗi P034"], &half);
    let twice = figures(&[&[("values", "[0, 1, ⟦0]")]]);
    assert_figure_faults("twice the same", &["lỗi P034"], &twice);
}

#[test]
fn words_that_the_task_does_not_say() {
    let text = figures(&[&[("words", "⟦phòng, chống đuối nước")]]);
    assert_figure_faults("words of nobody", &["cảnh báo P037"], &text);
    let text = figures(&[&[("words", "truyền thông … về Luật trẻ em")]]);
    assert_figure_faults("words left out", &[], &text);
}

#[test]
fn keys_of_an_indicator() {
    let text = figures(&[&[("⟦sensitve", "true")]]);
    assert_figure_faults("misspelt", &["lỗi P002"], &text);
    for (key, value) in [
        ("unit", "cái"),
        ("kind", "sum"),
        ("every", "month"),
        ("better", "more"),
        ("counted_by", "all"),
        ("certainty", "sure"),
        ("sensitive", "có"),
    ] {
        let value = format!("⟦{value}");
        assert_figure_faults(key, &["lỗi P018"], &figures(&[&[(key, &value)]]));
    }
    let text = figures(&[&[("valid_from", "2026-01-01"), ("valid_to", "⟦2025-01-01")]]);
    assert_figure_faults("ends before it begins", &["lỗi P011"], &text);
    let note = format!("period_note: ⟦Từ {{day}}\n{}", figures(&[&[]]));
    assert_figure_faults("an unknown place in the note", &["lỗi P018"], &note);
}

#[test]
fn a_folder_without_indicators_is_sound_and_speaks_of_none() {
    let folder = Folder::new();
    fs::remove_file(folder.home.path().join(FOLDER).join(FIGURES)).unwrap();
    let run = folder.check();
    assert_eq!((run.status, run.findings()), (0, Vec::new()), "{}", run.stdout);
    assert!(!run.stdout.contains("Số liệu"), "{}", run.stdout);
    let shown = folder.run(&["plan", "show"]);
    assert!(shown.status == 0 && !shown.stdout.contains("SỐ LIỆU"), "{}", shown.stdout);
}

#[test]
fn faults_of_all_files_come_out_at_once() {
    let run = assert_faults(
        "all files",
        &[
            "lỗi P005",
            "lỗi P011",
            "lỗi P002",
            "lỗi P005",
            "lỗi P006",
            "lỗi P012",
            "lỗi P004",
            "lỗi P002",
            "lỗi P015",
            "lỗi P018",
        ],
        &[
            (
                "agencies.yaml",
                "aliases: [Sở CT], ",
                "aliases: [Sở CT], successors: [⟦so-khong-co], valid_from: 2025-07-01, valid_to: ⟦2025-01-01, ",
            ),
            (
                "appendix.yaml",
                "      - id: I.1\n        name: Kiến nghị sửa đổi pháp luật, chính sách về trẻ em\n        text: >-\n          Nghiên",
                "      - id: I.1\n        name: Kiến nghị sửa đổi pháp luật, chính sách về trẻ em\n        ⟦txet: >-\n          Nghiên",
            ),
            ("appendix.yaml", "lead: so-khoa-hoc-va-cong-nghe", "lead: ⟦so-khong-co"),
            (
                "appendix.yaml",
                "        solution: KH.5\n        crc:\n          paragraphs: []\n          clusters:\n            - Pháp luật, điều phối, dữ liệu\n      - id: V.2",
                "        solution: ⟦KH.9\n        crc:\n          paragraphs: []\n          clusters:\n            - Pháp luật, điều phối, dữ liệu\n      - id: V.2",
            ),
            ("errata.yaml", "corrected: \"bổn phận\"", "corrected: ⟦\"bổn phẩn\""),
            ("plan.yaml", "closing: >-", "⟦closings: >-"),
            ("plan.yaml", "- id: TC.2b\n", "- id: ⟦TC.2a\n"),
            ("reporting.yaml", "start_day: 15", "start_day: ⟦12"),
            ("reporting.yaml", "silent_days: 90", "silent_days: ⟦chín mươi"),
        ],
    );
    let files: BTreeMap<String, usize> =
        run.findings().into_iter().fold(BTreeMap::new(), |mut files, (_, file, ..)| {
            *files.entry(file).or_default() += 1;
            files
        });
    assert_eq!(files.len(), 5);
}

// ---- The folder itself, and other commands ---------------------------------------------------

#[test]
fn a_folder_that_is_not_there_is_said_so() {
    let folder = Folder::new();
    fs::remove_file(folder.home.path().join(FOLDER).join("plan.yaml")).unwrap();
    let run = folder.run(&["plan", "check"]);
    assert_eq!((run.status, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.contains("ke-hoach/plan.yaml"), "{}", run.stderr);
    assert_speaks_vietnamese("missing file", &run.stderr);

    fs::remove_dir_all(folder.home.path().join(FOLDER)).unwrap();
    let run = folder.run(&["plan", "check"]);
    assert_eq!((run.status, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.contains("“ke-hoach”"), "{}", run.stderr);
}

#[cfg(unix)]
#[test]
fn a_file_of_the_plan_that_is_no_file_is_said_so_and_not_waited_for() {
    let folder = Folder::new();
    let errata = folder.home.path().join(FOLDER).join("errata.yaml");
    fs::remove_file(&errata).expect("removed");
    std::os::unix::fs::symlink("khong-co.yaml", &errata).expect("a link");
    let run = folder.run(&["plan", "check"]);
    assert_eq!(run.status, 2, "{}", run.stdout);
    assert!(run.stderr.contains("ke-hoach/errata.yaml"), "{}", run.stderr);
    fs::remove_file(&errata).expect("removed");
    let made = Command::new("mkfifo").arg(&errata).status();
    if made.is_ok_and(|status| status.success()) {
        let run = folder.run(&["plan", "check"]);
        assert_eq!(run.status, 2, "{}", run.stdout);
        assert!(run.stderr.contains("không phải một tệp thường"), "{}", run.stderr);
    }
}

#[test]
fn other_commands_stop_at_a_broken_plan() {
    let folder = Folder::changed(&[("reporting.yaml", "start_day: 15", "start_day: 12")]);
    for command in ["show", "trace"] {
        let run = folder.run(&["plan", command]);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{command}");
        assert!(run.stderr.contains("P015"), "{}", run.stderr);
    }
}
