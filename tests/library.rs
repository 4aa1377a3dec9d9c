//! The library by itself: the program of the documentation gives what the binary publishes, on a disk
//! and in memory, and every file is read once, whatever is asked.

mod common;
#[path = "../examples/library.rs"]
#[allow(dead_code, unreachable_pub, reason = "a program by itself")]
mod library;

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use chrono::NaiveDate;
use report::consolidate::Audience;
use report::plan::{Period, Plan, PlanFiles};
use report::workspace::{
    self, Checking, Content, DiskStore, Entry, EntryKind, LettersWanted, MemoryStore, Options,
    Store, Workspace,
};

/// Every file below a folder, put into memory.
fn in_memory(folder: &Path) -> MemoryStore {
    let mut store = MemoryStore::new();
    let mut open = vec![folder.to_owned()];
    while let Some(at) = open.pop() {
        for entry in DiskStore.list(&at).expect("a folder") {
            match entry.kind {
                EntryKind::Folder => open.push(entry.path),
                _ => store.insert(&entry.path, std::fs::read(&entry.path).expect("a file")),
            }
        }
    }
    store
}

fn plan() -> Arc<Plan> {
    Arc::new(workspace::plan(&PlanFiles::embedded()).expect("the plan"))
}

#[test]
fn the_program_of_the_documentation_gives_the_published_page() {
    let data = "examples/submissions";
    let published = common::read(&common::path("examples/published/bao-cao-2025-Q4.html"));
    let memory = in_memory(Path::new(data));
    for page in [library::page(DiskStore, data, "2025-Q4"), library::page(memory, data, "2025-Q4")]
    {
        assert_eq!(String::from_utf8(page.expect("a page")).expect("UTF-8"), published);
    }
}

/// A store that counts how often each file is opened.
struct Counting {
    store: MemoryStore,
    opened: Mutex<BTreeMap<PathBuf, usize>>,
}

impl Counting {
    fn new(store: MemoryStore) -> Arc<Self> {
        Arc::new(Self { store, opened: Mutex::default() })
    }

    /// Every file that was opened is one of these, and was opened once.
    fn assert_once(&self, count: usize) {
        let opened = self.opened.lock().expect("nobody failed");
        let twice: Vec<_> = opened.iter().filter(|(_, times)| **times != 1).collect();
        assert!(twice.is_empty(), "opened more than once: {twice:?}");
        assert_eq!(opened.len(), count);
    }
}

impl Store for Counting {
    fn list(&self, folder: &Path) -> io::Result<Vec<Entry>> {
        self.store.list(folder)
    }

    fn kind(&self, path: &Path) -> Option<EntryKind> {
        self.store.kind(path)
    }

    fn open(&self, path: &Path) -> io::Result<Content> {
        *self.opened.lock().expect("nobody failed").entry(path.to_owned()).or_default() += 1;
        self.store.open(path)
    }

    fn real(&self, path: &Path) -> Option<PathBuf> {
        self.store.real(path)
    }
}

const HEADINGS: &str =
    "ky_bao_cao;co_quan;ma_nhiem_vu;vai_tro;trang_thai;tien_do;ket_qua;van_ban;han_hoan_thanh";
const AGENCIES: [&str; 2] = ["so-tu-phap", "so-y-te"];

/// Quarters from the first on, each with its page and two files.
fn quarters(count: usize) -> (Vec<Period>, MemoryStore) {
    let first = Period::Quarter(2025, 2);
    let next = |period: &Period| match period {
        Period::Quarter(year, 4) => Some(Period::Quarter(year + 1, 1)),
        Period::Quarter(year, quarter) => Some(Period::Quarter(*year, quarter + 1)),
        _ => None,
    };
    let periods: Vec<Period> = std::iter::successors(Some(first), next).take(count).collect();
    let mut store = MemoryStore::new();
    for (n, period) in periods.iter().enumerate() {
        let id = period.id();
        store.insert(format!("data/{id}/period.yaml"), format!("period: {id}\n").into_bytes());
        for agency in AGENCIES {
            let row = format!("{id};{agency};I.2;;Đang triển khai;{};Đã mở {n} hội nghị.;;", 5 * n);
            let text = format!("{HEADINGS}\n{row}\n");
            store.insert(format!("data/{id}/{agency}.csv"), text.into_bytes());
        }
    }
    (periods, store)
}

fn options() -> Options {
    let mut options = Options::default();
    options.today = NaiveDate::from_ymd_opt(2028, 12, 31);
    options
}

#[test]
fn each_file_is_read_once_when_twelve_periods_are_published() {
    let (periods, store) = quarters(12);
    let store = Counting::new(store);
    let open = || Workspace::open_with(Arc::clone(&store) as _, plan(), "data", options());
    let mut workspace = open().expect("a data folder");
    for (period, known) in periods.iter().zip(workspace.periods().expect("periods")) {
        assert_eq!(*period, known.0);
    }
    for period in &periods {
        let data = workspace.period(*period).expect("a period");
        assert_eq!(data.view_for(Audience::Public).sources.len(), AGENCIES.len(), "{period}");
    }
    store.assert_once(12 * (1 + AGENCIES.len()));
}

#[test]
fn each_file_is_read_once_whatever_is_asked_of_a_period_and_in_which_order() {
    let (periods, mut store) = quarters(4);
    // A document is opened to see whether it is a letter, an archive for the names in it.
    store.insert("data/2025-Q3/so-noi-vu.docx", *b"no document");
    store.insert("data/2025-Q3/so-noi-vu.zip", *b"no archive");
    let store = Counting::new(store);
    let mut workspace =
        Workspace::open_with(Arc::clone(&store) as _, plan(), "data", options()).expect("data");
    assert_eq!(workspace.latest().expect("a period"), periods[3]);
    let agency = workspace::agency(workspace.plan(), "so-y-te", periods[3]).expect("an agency");
    for period in [periods[3], periods[1], Period::Year(2025), periods[3]] {
        let data = workspace.period(period).expect("a period");
        assert_eq!(data.status().period, period.id());
        assert_eq!(data.view().period.id, period.id());
        assert_eq!(data.sheet(agency).agency_id, "so-y-te");
        data.letters(LettersWanted::default()).expect("letters");
        data.findings();
    }
    workspace.form(agency, periods[3]).expect("a form");
    store.assert_once(4 * (1 + AGENCIES.len()) + 2);
}

#[test]
fn each_file_is_read_once_by_a_check_in_whatever_order_folders_are_named() {
    let last = ["data/2026-Q1", "data/2025-Q2", "data/2025-Q4/so-y-te.csv", "data/2025-Q4"];
    for (paths, files) in [(&["data"][..], 12), (&last[..], 12), (&["data/2026-Q1"][..], 12)] {
        let store = Counting::new(quarters(4).1);
        let mut checking = Checking::new(Arc::clone(&store) as _, plan(), options());
        checking.add_paths(paths, None, false).expect("paths");
        let mut sets = 0;
        while checking.next_set().expect("a check").is_some() {
            sets += 1;
        }
        assert_eq!(sets, if paths == ["data"] { 4 } else { paths.len().min(3) }, "{paths:?}");
        store.assert_once(files);
    }
}

/// A half-year with files of its own, beside its first quarter: a row of the second quarter in it was
/// held against that quarter by some commands and not by others.
#[test]
fn a_row_of_a_quarter_in_a_longer_folder_has_one_verdict() {
    let row = |period: &str, progress: u32, result: &str| {
        format!("{HEADINGS}\n{period};so-y-te;I.2;;Đang triển khai;{progress};{result};;\n")
            .into_bytes()
    };
    let store: Arc<dyn Store> = Arc::new(MemoryStore::from_iter([
        ("data/2025-Q4/so-y-te.csv", row("2025-Q4", 60, "Đã mở ba hội nghị.")),
        ("data/2026-Q1/so-y-te.csv", row("2026-Q1", 50, "Đã mở bốn hội nghị.")),
        ("data/2026-H1/so-y-te.csv", row("2026-Q2", 40, "Đã mở năm hội nghị.")),
    ]));
    let half = Period::parse("2026-H1").expect("a period");
    let falls = |findings: &[report::diag::Diagnostic]| -> Vec<String> {
        let falls = findings.iter().filter(|d| d.code.id == "L801");
        falls.map(|d| format!("{} {} {:?}", d.code.id, d.message, d.related)).collect()
    };
    let mut found = Vec::new();
    for path in ["data", "data/2026-H1"] {
        let mut checking = Checking::new(Arc::clone(&store), plan(), options());
        checking.add_paths(&[path], None, false).expect("a folder");
        while let Some(one) = checking.next_set().expect("a check") {
            if one.set.period == Some(half) {
                found.push(falls(&one.checked.findings));
            }
        }
    }
    for order in [[half, Period::Year(2026)], [Period::Quarter(2026, 1), half]] {
        let mut workspace =
            Workspace::open_with(Arc::clone(&store), plan(), "data", options()).expect("data");
        for period in order {
            let data = workspace.period(period).expect("a period");
            if period != Period::Quarter(2026, 1) {
                found.push(falls(&data.findings()));
            }
        }
    }
    assert_eq!(found.len(), 5);
    assert!(found[0].len() == 1 && found[0][0].contains("60%"), "{found:?}");
    assert!(found.iter().all(|other| *other == found[0]), "{found:?}");
}

#[test]
fn the_findings_of_a_period_are_those_of_the_check() {
    let data = Path::new("examples/submissions");
    let mut workspace = Workspace::open(in_memory(data), (*plan()).clone(), data).expect("data");
    for (period, path) in workspace.periods().expect("periods") {
        let mut checking = Checking::new(Arc::new(DiskStore), plan(), Options::default());
        checking.add_paths(&[path], None, false).expect("a folder");
        let one = checking.next_set().expect("a check").expect("a set");
        let told = |findings: &[report::diag::Diagnostic]| {
            let told =
                findings.iter().map(|d| format!("{} {:?} {}", d.code.id, d.place, d.message));
            let mut told: Vec<String> = told.collect();
            told.sort();
            told
        };
        let findings = workspace.period(period).expect("a period").findings();
        assert_eq!(told(&findings), told(&one.checked.findings), "{period}");
    }
}

#[test]
fn an_agency_is_refused_before_it_was_there_and_whoever_was_there_then_is_named() {
    let plan = plan();
    let before = Period::Quarter(2025, 2);
    let told = workspace::agency(&plan, "UBND phường Bắc Nha Trang", before);
    let told = told.expect_err("it was founded on 1/7").to_string();
    assert!(told.contains("UBND phường Bắc Nha Trang thành lập ngày 01/7/2025"), "{told}");
    assert!(told.contains("Cơ quan khi ấy: UBND thành phố Nha Trang; "), "{told}");
    let after = workspace::agency(&plan, "UBND phường Bắc Nha Trang", Period::Quarter(2025, 4));
    assert_eq!(plan.register.agency(after.expect("an agency")).id, "ubnd-phuong-bac-nha-trang");
}

#[test]
fn an_addressee_goes_by_its_id_and_by_its_name() {
    let plan = plan();
    let ids = |written: &str| {
        let found = workspace::addressees(&plan, written).map_err(|e| e.to_string());
        found.map(|all| all.into_iter().map(|to| to.id).collect::<Vec<_>>())
    };
    let one = |id: &str| Ok(vec![id.to_owned()]);
    assert_eq!((ids("bo-y-te"), ids("Bộ Y tế")), (one("bo-y-te"), one("bo-y-te")));
    assert_eq!(
        (ids("ubnd-tinh"), ids("UBND tỉnh Khánh Hòa")),
        (one("ubnd-tinh"), one("ubnd-tinh"))
    );
    assert_eq!(ids("all"), Ok(vec!["ubnd-tinh".to_owned(), "bo-y-te".to_owned()]));
    assert!(ids("Bộ Nội vụ").expect_err("no addressee").contains("“Bộ Nội vụ”"));
}

/// A store with a folder that may not be listed.
struct Closed(MemoryStore, &'static str);

impl Store for Closed {
    fn list(&self, folder: &Path) -> io::Result<Vec<Entry>> {
        match folder == Path::new(self.1) {
            true => Err(io::ErrorKind::PermissionDenied.into()),
            false => self.0.list(folder),
        }
    }

    fn kind(&self, path: &Path) -> Option<EntryKind> {
        self.0.kind(path)
    }

    fn open(&self, path: &Path) -> io::Result<Content> {
        self.0.open(path)
    }

    fn real(&self, path: &Path) -> Option<PathBuf> {
        self.0.real(path)
    }
}

#[test]
fn a_file_is_checked_though_its_folder_may_not_be_listed() {
    let row = format!("{HEADINGS}\n2025-Q4;so-y-te;I.1;;Đang triển khai;10;Đã làm.;;\n");
    let mut files = MemoryStore::new();
    files.insert("kho/a.csv", row.into_bytes());
    let mut checking = Checking::new(Arc::new(Closed(files, "kho")), plan(), options());
    checking.add_paths(&["kho/a.csv"], None, false).expect("the file");
    assert!(checking.next_set().expect("a check").is_some());
}

#[test]
fn a_folder_of_no_period_that_may_not_be_listed_is_passed_over() {
    let (periods, mut files) = quarters(2);
    files.insert("data/khac/ghi-chu.txt", *b"x");
    let store = Arc::new(Closed(files, "data/khac"));
    let workspace = Workspace::open_with(store, plan(), "data", options()).expect("data");
    let known = workspace.periods().expect("periods");
    assert_eq!(known.into_iter().map(|known| known.0).collect::<Vec<_>>(), periods);
}

#[test]
fn folders_in_folders_are_looked_into_so_far_and_what_is_deeper_is_told_as_a_folder() {
    let deep = |folders: usize| {
        let inside: String = (1..=folders).map(|n| format!("{n}/")).collect();
        let (_, mut store) = quarters(1);
        store.insert(format!("data/2025-Q2/{inside}a.csv"), *b"x");
        let mut checking = Checking::new(Arc::new(store), plan(), options());
        checking.add_paths(&["data/2025-Q2"], None, false).expect("the folder");
        let checked = checking.next_set().expect("a check").expect("a set").checked;
        let not_read = checked.findings.iter().filter(|found| found.code.id == "M908");
        not_read.filter_map(|found| found.place.file().map(str::to_owned)).collect::<Vec<_>>()
    };
    assert_eq!(deep(8), ["1/2/3/4/5/6/7/8/a.csv"]);
    assert_eq!(deep(9), ["1/2/3/4/5/6/7/8/9"]);
    assert_eq!(deep(11), ["1/2/3/4/5/6/7/8/9"]);
}

#[test]
fn files_beside_templates_that_have_the_name_of_none_are_told() {
    let names =
        ["bao-cao.md.j2", "Phieu.md.j2", "doc.md", "html/ky.html.j2.txt", "a/b/x.j2", "a/b/c/y.j2"];
    let files = names.map(|name| (format!("mau/{name}"), b"x".to_vec()));
    let store: MemoryStore = files.into_iter().collect();
    let expected = [
        "Phieu.md.j2 (có phải là phieu.md.j2?)",
        "a/b/x.j2",
        "html/ky.html.j2.txt (có phải là html/ky.html.j2?)",
    ];
    assert_eq!(workspace::stray_templates(&store, Path::new("mau")), expected);
}

#[test]
fn a_file_that_weighs_too_much_is_refused_with_both_weights() {
    const MB: usize = 1024 * 1024;
    let store = MemoryStore::from_iter([("a.yaml", vec![b' '; MB + 1])]);
    let refused = workspace::read(&store, Path::new("a.yaml"), MB).expect_err("too much");
    let told = "Tệp “a.yaml” nặng 2 MB, quá mức 1 MB nên không được đọc.";
    assert_eq!(refused.to_string(), told);
}
