//! The pages in a real Chromium: on the screen, without scripts, by keyboard, on paper.
//!
//! `open.mjs` opens the pages and tells what it found; each test here asks for one check of it. The
//! pages are those of every example quarter, of a long period and of hostile texts, and, for what
//! must hold of any page, the page that leads to all periods and the sheet of an agency. What is
//! the same program on every page is looked at on three of them. Where there is no browser, or `npm ci` was not run in this folder, the tests say so and pass; with
//! `REPORT_PAGE_TESTS=required` they fail instead, so that they are never skipped in CI.

#[path = "../common/mod.rs"]
mod common;
#[path = "../hostile/texts.rs"]
mod hostile;
mod length;
#[path = "../../benches/common/mod.rs"]
mod material;
mod paper;
#[path = "../documents/reading.rs"]
#[allow(dead_code, reason = "the other tests of documents need more of it")]
mod reading;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use serde::Deserialize;
use tempfile::TempDir;

/// Set to `required` where nothing may be skipped.
const REQUIRED: &str = "REPORT_PAGE_TESTS";
/// A period longer than a quarter.
const LONG: &str = "2025";
/// The page on which every check must find a fault.
const WRONG: &str = "wrong";
const HOSTILE: &str = "hostile";
/// A quarter in which a figure has a target, and a line through the quarters.
const FIGURES: &str = "figures";
/// Pages that are no reports.
const BESIDE: [&str; 2] = ["index", "sheet"];
/// A quarter whose number, date and signer are filled in: the page of another with a few words more.
const SIGNED: &str = "signed";
/// The body of a made-up province in which every body reports: a quarter, and a quarter and a year in
/// which every body gives figures too. Of these only the first pages are printed.
const SCALE: [&str; 3] = ["province-quarter", "province-figures", "province-year"];
/// Figures that each body gives at most, beside all that it leads.
const SCALE_FIGURES: usize = 20;
/// More than a body may take.
const FIRST_PAGES: u32 = 24;
/// The checks of any page.
const OF_ANY: [&str; 7] =
    ["quiet", "alone", "narrow", "axe_light", "axe_dark", "axe_narrow", "valid"];
/// Those of a report.
const OF_REPORT: [&str; 3] = ["without_script", "print", "inert"];
/// Those of what its script and its links do, on the pages where that may differ: the first quarter,
/// before which there is nothing, a year of four quarters, and hostile texts.
const OF_USE: [&str; 9] = [
    "deep_links",
    "keyboard",
    "rows_open",
    "filter_keyboard",
    "filter_told",
    "filter_address",
    "filter_readable",
    "saved",
    "formulas",
];
const USED: [&str; 3] = [common::QUARTERS[0], LONG, HOSTILE];

/// The checks that a page is put to.
fn checks(page: &str) -> Vec<&'static str> {
    let used = page == WRONG || USED.contains(&page);
    let of_use = OF_USE.iter().filter(|_| used);
    match page {
        SIGNED => vec!["print", "valid"],
        page if SCALE.contains(&page) => Vec::new(),
        page if BESIDE.contains(&page) => OF_ANY.to_vec(),
        _ => OF_ANY.iter().chain(&OF_REPORT).chain(of_use).copied().collect(),
    }
}

/// Texts as they may stand in a cell, each with what the program makes of it for a spreadsheet: those
/// of `tests/data/formulas.json`, and numbers of every shape.
fn formulas() -> Vec<(String, String)> {
    let table = common::read(&common::path("tests/data/formulas.json"));
    let table: Vec<serde_json::Value> = serde_json::from_str(&table).expect("a table");
    let texts = table.iter().map(|case| case["text"].as_str().expect("a text").to_owned());
    let parts = ["5", "12", "123", "1234", "000", "00", ".", ",", " ", "%"];
    let two = parts.iter().flat_map(|a| parts.iter().map(move |b| format!("{a}{b}")));
    let three: Vec<String> = two.clone().flat_map(|a| parts.map(|b| format!("{a}{b}"))).collect();
    let long =
        ["1.234.567", "1 234 567,00", "1,234,567.0", "1000001", "1000001%", "1000000000000001"];
    let numbers = three.into_iter().chain(two).chain(long.map(str::to_owned));
    let texts = texts.chain(numbers.map(|number| format!("-{number}")));
    // The page shows every run of spaces as one.
    let is_space = |c: char| c.is_whitespace() || c == '\u{feff}';
    let words = |text: &str| -> Vec<String> {
        text.split(is_space).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    let texts = texts.map(|text| words(&text).join(" "));
    let written = |text: &String| report::text::formula::neutral(text).into_owned();
    texts.map(|text| (text.clone(), written(&text))).collect()
}

/// What `open.mjs` tells.
#[derive(Deserialize)]
struct Result {
    /// By check, by page: the faults.
    checks: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    /// By page: the text as it is printed.
    print: BTreeMap<String, String>,
    /// By page: what stands where on paper.
    paper: BTreeMap<String, paper::Paper>,
}

/// The result, and the Markdown of each page.
struct Opened {
    result: Result,
    markdown: BTreeMap<String, String>,
}

/// Everything, opened once for all tests; `None` where it cannot be.
fn opened() -> Option<&'static Opened> {
    static OPENED: OnceLock<Option<Opened>> = OnceLock::new();
    OPENED.get_or_init(open).as_ref()
}

fn open() -> Option<Opened> {
    let tools = match tools() {
        Ok(tools) => tools,
        Err(lacking) => {
            let words = format!("The tests of the page are skipped: {lacking}.");
            assert!(!required(), "{words} {REQUIRED} does not allow it.");
            // Past the capture of output by the test runner: whoever runs them should see it.
            writeln!(std::io::stderr(), "{words}").expect("standard error");
            return None;
        }
    };
    let folder = tempfile::tempdir().expect("a folder");
    let mut markdown = BTreeMap::new();
    let mut pages = BTreeMap::new();
    for (name, file) in build(&folder) {
        markdown.insert(name.clone(), common::read(&file.with_extension("md")));
        pages.insert(name, file);
    }
    pages.insert(WRONG.to_owned(), common::path("tests/page/wrong.html"));
    pages.extend(BESIDE.map(str::to_owned).into_iter().zip(build_beside(folder.path())));
    pages.extend(SCALE.map(str::to_owned).into_iter().zip(build_province(folder.path())));
    let pages = pages.into_iter().map(|(name, file)| {
        let first = SCALE.contains(&name.as_str()).then_some(FIRST_PAGES);
        let page = serde_json::json!({
            "file": file, "checks": checks(&name), "first": first,
            "paper": first.is_some() || markdown.contains_key(&name),
        });
        (name, page)
    });
    let job = serde_json::json!({
        "chromium": tools.chromium,
        "java": tools.java,
        "folder": folder.path(),
        "formulas": formulas(),
        "pages": pages.collect::<BTreeMap<_, _>>(),
    });
    let path = folder.path().join("job.json");
    common::write(&path, job.to_string());
    let run = Command::new("node").arg(common::path("tests/page/open.mjs")).arg(&path).output();
    let run = run.expect("node runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let result = common::read(&folder.path().join("result.json"));
    Some(Opened { result: serde_json::from_str(&result).expect("the result"), markdown })
}

/// Builds all pages; their names and files.
fn build(folder: &TempDir) -> Vec<(String, PathBuf)> {
    let out = folder.path().join("out");
    let mut pages: Vec<(String, PathBuf)> = Vec::new();
    for period in common::QUARTERS.into_iter().chain([LONG]) {
        common::build_example(period, &out, "md,html");
        pages.push((period.to_owned(), out.join(format!("bao-cao-{period}.html"))));
    }
    pages.push((SIGNED.to_owned(), build_signed(folder.path())));
    pages.push((FIGURES.to_owned(), build_figures(folder.path())));
    let data = folder.path().join("data");
    let out = folder.path().join("hostile");
    hostile::build(&data, &out, "md,html");
    pages.push((HOSTILE.to_owned(), out.join(format!("bao-cao-{}.html", hostile::PERIOD))));
    pages
}

/// The pages of [`BESIDE`].
fn build_beside(folder: &Path) -> [PathBuf; 2] {
    let out = folder.join("beside");
    let words = ["build", "examples/submissions", "--allow-errors", "--out", common::arg(&out)];
    let agency = "so-cong-thuong";
    for more in [&["--all"][..], &["--period", common::FAULTY, "--agency", agency]] {
        let run = common::run(&[&words[..], more].concat());
        assert_eq!(run.status, 0, "{}", run.stderr);
    }
    let sheet = format!("phieu-{agency}-{}.html", common::FAULTY);
    ["index.html", &sheet].map(|name| out.join(name))
}

/// The pages of [`SCALE`].
fn build_province(folder: &Path) -> [PathBuf; 3] {
    use material::province::{Province, QUARTERS, YEAR};
    let build = |name: &str, figures: usize, period: report::plan::Period| {
        let data = folder.join(format!("{name}-data"));
        if !data.exists() {
            Province::new(1).with_figures(figures).write(&data, &QUARTERS);
        }
        let (out, id) = (folder.join(name), period.id());
        let words = ["build", common::arg(&data), "--period", &id, "--format", "html"];
        let run = common::run(&[&words[..], &["--out", common::arg(&out)]].concat());
        assert_eq!(run.status, 0, "{}", run.stderr);
        out.join(format!("bao-cao-{id}.html"))
    };
    [
        build("province", 0, QUARTERS[1]),
        build("province-figures", SCALE_FIGURES, QUARTERS[1]),
        build("province-figures", SCALE_FIGURES, YEAR),
    ]
}

/// The page of an example in which a figure of every quarter has a target.
fn build_figures(folder: &Path) -> PathBuf {
    let plan = common::plan_with_target(folder);
    let out = folder.join("figures");
    let words = ["build", "examples/submissions", "--period", "2026-Q1", "--format", "md,html"];
    let more = ["--plan", common::arg(&plan), "--out", common::arg(&out)];
    let run = common::run(&[&words[..], &more].concat());
    assert_eq!(run.status, 0, "{}", run.stderr);
    out.join("bao-cao-2026-Q1.html")
}

/// A quarter as it is when the clerk has given it a number.
fn build_signed(folder: &Path) -> PathBuf {
    let data = folder.join("signed-data");
    common::copy(&common::path("examples/submissions"), &data);
    let quarter = common::QUARTERS[3];
    let page = data.join(quarter).join("period.yaml");
    let filled = common::read(&page)
        .replace("number: null", "number: 7")
        .replace("  date: null", "  date: 2026-02-05")
        .replace("signer: null", "signer: Nguyễn Văn A");
    common::write(&page, filled);
    let out = folder.join("signed");
    let words = ["build", common::arg(&data), "--period", quarter, "--format", "md,html"];
    let run = common::run(&[&words[..], &["--out", common::arg(&out)]].concat());
    assert_eq!(run.status, 0, "{}", run.stderr);
    out.join(format!("bao-cao-{quarter}.html"))
}

struct Tools {
    chromium: PathBuf,
    java: Option<PathBuf>,
}

fn required() -> bool {
    std::env::var(REQUIRED).is_ok_and(|value| value == "required")
}

/// What is needed, or what is lacking.
fn tools() -> std::result::Result<Tools, String> {
    let chromium = ["chromium", "chromium-browser", "google-chrome"].into_iter().find_map(in_path);
    let chromium = chromium.ok_or("there is no chromium")?;
    in_path("node").ok_or("there is no node")?;
    if !common::path("tests/page/node_modules/playwright-core").is_dir() {
        return Err("run `npm ci` in tests/page first".to_owned());
    }
    let java = in_path("java");
    if required() && java.is_none() {
        return Err("there is no java".to_owned());
    }
    Ok(Tools { chromium, java })
}

fn in_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| is_file(file))
}

fn is_file(path: &Path) -> bool {
    path.is_file()
}

/// Holds a check: it finds no fault on any page, and finds one where there is one.
fn held(check: &str) {
    let Some(opened) = opened() else { return };
    let Some(found) = opened.result.checks.get(check) else {
        assert!(!required() && check == "valid", "the check {check} was not run");
        writeln!(std::io::stderr(), "{check} is skipped: there is no java.").expect("an output");
        return;
    };
    let pages = opened.markdown.keys().map(String::as_str).chain(BESIDE).chain([WRONG]);
    let wanted: BTreeSet<&str> = pages.filter(|page| checks(page).contains(&check)).collect();
    let looked_at: BTreeSet<&str> = found.keys().map(String::as_str).collect();
    assert_eq!(looked_at, wanted, "{check} looks at every page that it is for");
    assert!(!found[WRONG].is_empty(), "{check} finds nothing on a page full of faults");
    let faults: Vec<String> = found
        .iter()
        .filter(|(page, _)| *page != WRONG)
        .flat_map(|(page, faults)| faults.iter().map(move |fault| format!("{page}: {fault}")))
        .collect();
    assert!(faults.is_empty(), "{check}: {} faults\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn nothing_is_said_on_the_console() {
    held("quiet");
}

#[test]
fn no_request_leaves_the_page() {
    held("alone");
}

#[test]
fn all_of_the_document_is_there_without_scripts() {
    held("without_script");
}

#[test]
fn paper_has_the_document_and_nothing_of_the_screen() {
    held("print");
}

#[test]
fn nothing_scrolls_sideways_on_a_narrow_screen() {
    held("narrow");
}

#[test]
fn axe_finds_no_violation_in_light() {
    held("axe_light");
}

#[test]
fn axe_finds_no_violation_in_dark() {
    held("axe_dark");
}

#[test]
fn axe_finds_no_violation_on_a_telephone() {
    held("axe_narrow");
}

#[test]
fn the_nu_checker_finds_no_error() {
    held("valid");
}

#[test]
fn links_lead_to_what_they_name() {
    held("deep_links");
}

#[test]
fn the_keyboard_reaches_everything() {
    held("keyboard");
}

#[test]
fn a_task_opens_into_its_rows_with_scripts_and_without() {
    held("rows_open");
}

#[test]
fn the_filter_is_used_by_keyboard_and_kept_in_the_address() {
    held("filter_keyboard");
}

#[test]
fn the_filter_tells_what_is_left() {
    held("filter_told");
}

#[test]
fn an_address_restores_the_filter_and_a_wrong_one_does_no_harm() {
    held("filter_address");
}

#[test]
fn what_is_filtered_and_unfolded_stays_readable() {
    held("filter_readable");
}

#[test]
fn tables_are_saved_as_files_for_a_spreadsheet() {
    held("saved");
}

#[test]
fn a_saved_table_holds_formulas_as_text_as_the_program_would() {
    held("formulas");
}

#[test]
fn what_agencies_wrote_does_nothing() {
    held("inert");
}

#[test]
fn what_agencies_wrote_is_seen_as_it_was_typed() {
    let Some(opened) = opened() else { return };
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let seen = words(&opened.result.print[HOSTILE]);
    let lost: Vec<&str> = hostile::TEXTS
        .iter()
        .map(|text| &*text.shown)
        .filter(|text| !seen.contains(*text))
        .collect();
    assert!(lost.is_empty(), "{lost:#?}");
}

#[test]
fn the_printed_words_are_those_of_the_markdown() {
    let Some(opened) = opened() else { return };
    for (name, markdown) in &opened.markdown {
        let markdown = reading::Markdown::parse(markdown);
        reading::assert_same_words(name, &markdown.text, &opened.result.print[name]);
    }
}

/// The checklist of `docs/the-thuc.md` names tests by their beginning.
#[test]
fn the_checklist_names_tests_that_are_here() {
    let tests: Vec<String> = ["tests/page/main.rs", "tests/page/paper.rs"]
        .iter()
        .flat_map(|file| {
            common::read(&common::path(file)).lines().map(str::to_owned).collect::<Vec<_>>()
        })
        .filter_map(|line| line.strip_prefix("fn ").map(str::to_owned))
        .collect();
    let list = common::read(&common::path("docs/the-thuc.md"));
    let named: Vec<&str> = list
        .split('`')
        .filter_map(|word| word.strip_suffix('…'))
        .filter(|w| w.contains('_'))
        .collect();
    assert!(named.len() > 20, "{named:?}");
    for name in named {
        assert!(tests.iter().any(|test| test.starts_with(name)), "no test {name}…");
    }
}
