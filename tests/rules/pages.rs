//! The manual is true: every code has its page, every page its code, and the examples of a page do
//! what the page says when they are read and checked like files from an agency.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use chrono::NaiveDate;
use report::check::{self, History, RULES, Scope};
use report::diag::{Code, Diagnostic, Severity, Sink};
use report::plan::{self, Period, Plan, PlanFiles};
use report::source::Source;
use report::submission::{self, File, Page as AnalystsPage};

use crate::common;

/// Pages whose fault cannot stand in a page as text, and why. Family P speaks of the plan folder,
/// whose faults have tests of their own: its examples are fragments.
const NOT_RUN: &[(&str, &str)] = &[
    ("F101", "a file that cannot be opened has no text"),
    ("F105", "a page is UTF-8, so it cannot hold bytes that are not"),
    ("F108", "a page holds no NUL"),
    ("F109", "64 MiB are too much for a page"),
    ("F110", "a page holds no workbook"),
    ("F111", "a page holds no workbook"),
    ("F112", "a page holds no workbook"),
    ("F113", "a page has line ends of one kind"),
    ("F116", "a page holds no workbook"),
    ("F119", "a page holds no workbook and no document"),
    ("F122", "a page holds no workbook"),
    ("H208", "a page holds no workbook"),
    ("H209", "a page holds no workbook"),
    ("H212", "a page holds no workbook"),
    ("M910", "a page holds no data folder"),
    ("M911", "a page holds no data folder"),
    ("M912", "a page holds no data folder"),
    ("M913", "a page holds no data folder"),
    ("M918", "a page holds no data folder"),
    ("M908", "a page holds no scan and no folder"),
    ("R308", "a page holds no workbook"),
    ("R309", "a page holds no workbook"),
    ("R313", "a page holds no workbook"),
    ("R316", "a page holds no workbook"),
    ("R318", "a page holds no workbook"),
    ("V426", "a page holds no workbook"),
];
/// The letters of the families, in the order in which faults are looked for.
const FAMILIES: &str = "FHRVAKCLSMP";
/// The file of a block that sets days in the plan.
const APPENDIX: &str = "plan/appendix.yaml";
const SECTIONS: [&str; 5] = ["Kiểm tra gì", "Vì sao", "Sai", "Đúng", "Cách sửa"];

/// One fenced block.
#[derive(Debug, Clone)]
struct Block {
    kind: String,
    file: String,
    text: String,
}

/// A page, taken apart.
#[derive(Debug)]
struct Page {
    code: &'static str,
    head: Vec<String>,
    sections: Vec<(String, Vec<String>, Vec<Block>)>,
}

impl Page {
    fn section(&self, name: &str) -> (&[String], &[Block]) {
        let found = self.sections.iter().find(|(title, ..)| title == name);
        found.map_or((&[], &[]), |(_, prose, blocks)| (prose, blocks))
    }

    fn prose(&self) -> impl Iterator<Item = &String> {
        self.head.iter().chain(self.sections.iter().flat_map(|(_, prose, _)| prose))
    }
}

fn parse(code: &'static str, text: &str) -> Page {
    let mut page = Page { code, head: Vec::new(), sections: Vec::new() };
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(title) = line.strip_prefix("## ") {
            page.sections.push((title.to_owned(), Vec::new(), Vec::new()));
        } else if let Some(info) = line.strip_prefix("```") {
            let (kind, file) = info.split_once(' ').unwrap_or((info, ""));
            let inside: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            let text = inside.iter().map(|line| format!("{line}\n")).collect();
            let block = Block { kind: kind.into(), file: file.into(), text };
            let (.., blocks) = page.sections.last_mut().unwrap_or_else(|| panic!("{code}: {line}"));
            blocks.push(block);
        } else if !line.is_empty() {
            match page.sections.last_mut() {
                Some((_, prose, _)) => prose.push(line.to_owned()),
                None => page.head.push(line.to_owned()),
            }
        }
    }
    page
}

fn pages() -> Vec<Page> {
    check::codes().iter().map(|code| parse(code.id, code.page)).collect()
}

fn code_of(id: &str) -> &'static Code {
    check::codes().into_iter().find(|c| c.id == id).unwrap_or_else(|| panic!("no code {id}"))
}

fn plan() -> &'static Plan {
    static PLAN: OnceLock<Plan> = OnceLock::new();
    PLAN.get_or_init(|| plan::load(&PlanFiles::embedded(), &mut Sink::new()).expect("the plan"))
}

fn folder(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The stems of the files in a folder that end so.
fn stems(path: &str, extension: &str) -> BTreeSet<String> {
    let entries = std::fs::read_dir(folder(path)).expect("the folder");
    let names = entries.map(|e| e.expect("an entry").file_name().to_string_lossy().into_owned());
    names.filter_map(|n| n.strip_suffix(extension).map(str::to_owned)).collect()
}

#[test]
fn every_code_is_unique_and_well_formed() {
    let codes = check::codes();
    assert!(codes.windows(2).all(|w| w[0].id < w[1].id), "sorted, none twice: {codes:#?}");
    let mut names = BTreeMap::new();
    for code in &codes {
        let (family, number) = code.id.split_at(1);
        let sound = FAMILIES.contains(family)
            && number.len() == 3
            && number.bytes().all(|b| b.is_ascii_digit());
        assert!(sound, "{} is no family letter and three digits", code.id);
        let kebab = code.name.split('-').all(|word| {
            !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        });
        assert!(kebab, "{}: the name {} is not in kebab case", code.id, code.name);
        let before = names.insert(code.name, code.id);
        assert_eq!(before, None, "{} has the name of another code: {}", code.id, code.name);
        let title = code.title;
        assert!(title.chars().next().is_some_and(char::is_uppercase), "{}: {title}", code.id);
        assert!(!title.ends_with('.') && title.chars().count() <= 60, "{}: {title}", code.id);
    }
}

#[test]
fn every_rule_is_found_by_its_name() {
    let files = stems("src/check/rules", ".rs");
    let mut named: BTreeSet<String> =
        RULES.iter().map(|r| r.code().name.replace('-', "_")).collect();
    for stem in &named {
        let path = format!("src/check/rules/{stem}.rs");
        let text = std::fs::read_to_string(folder(&path)).unwrap_or_else(|_| panic!("no {path}"));
        let camel: String = stem.split('_').map(capitalised).collect();
        assert!(text.contains(&format!("struct {camel};")), "{path} has no struct {camel}");
    }
    named.insert("mod".to_owned());
    assert_eq!(files, named, "files in src/check/rules and rules in the registry");
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |c| c.to_uppercase().chain(letters).collect())
}

#[test]
fn every_code_has_a_page_and_every_page_a_code() {
    for code in check::codes() {
        assert!(!code.page.is_empty(), "{} is made without its page", code.id);
    }
    let codes: BTreeSet<String> = check::codes().iter().map(|code| code.id.to_owned()).collect();
    assert_eq!(stems("docs/rules", ".md"), codes, "pages in docs/rules and codes");
}

#[test]
fn explain_shows_every_page() {
    let explain = |words: &[&str]| {
        let run = std::process::Command::new(env!("CARGO_BIN_EXE_report")).args(words).output();
        let run = run.expect("the binary runs");
        assert!(run.status.success(), "{words:?}");
        String::from_utf8(run.stdout).expect("UTF-8")
    };
    let list = explain(&["explain"]);
    for code in check::codes() {
        assert!(list.contains(code.id) && list.contains(code.title), "{} in the list", code.id);
        let page = explain(&["explain", code.id]);
        assert!(page.contains(code.id) && page.contains(code.title), "explain {}", code.id);
    }
}

#[test]
fn every_page_begins_with_what_the_code_says() {
    for page in pages() {
        let code = code_of(page.code);
        let expected = [
            format!("# {} · {}", code.id, code.title),
            format!("Mức: {}. Tên: `{}`.", code.severity.vietnamese(), code.name),
        ];
        assert_eq!(page.head, expected, "docs/rules/{}.md", page.code);
    }
}

#[test]
fn every_page_has_its_five_sections_filled() {
    for page in pages() {
        let at = format!("docs/rules/{}.md", page.code);
        let titles: Vec<&str> = page.sections.iter().map(|(title, ..)| title.as_str()).collect();
        assert_eq!(titles, SECTIONS, "{at}");
        for (title, prose, blocks) in &page.sections {
            assert!(!prose.is_empty() || !blocks.is_empty(), "{at}: “{title}” is empty");
            let example = matches!(title.as_str(), "Sai" | "Đúng");
            assert!(example || blocks.is_empty(), "{at}: “{title}” has an example");
            assert!(example || !prose.is_empty(), "{at}: “{title}” says nothing");
            for block in blocks {
                let known = matches!(block.kind.as_str(), "csv" | "yaml" | "jinja");
                assert!(known && !block.file.is_empty(), "{at}: a block without kind or file name");
            }
        }
        let text = code_of(page.code).page;
        assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{at}: one line end at the end");
        assert!(!text.contains("\n\n\n"), "{at}: two blank lines");
        for line in text.lines() {
            assert!(line.chars().count() <= 600, "{at}: a line of more than 600 characters");
            assert_eq!(line, line.trim_end(), "{at}: spaces at the end of a line");
        }
    }
}

#[test]
fn every_page_speaks_plain_vietnamese() {
    // Words of the trade that have a Vietnamese word; menus of Excel are quoted as they stand.
    const ENGLISH: &str = "the and of for is are row rows column columns cell cells file files \
        header heading field fields value values error errors warning note check rule rules agency \
        task status period progress line lines sheet delimiter encoding byte bytes null string \
        number date format default valid invalid missing unknown empty template schema parse input \
        output import export log bug fix link email click select ignore";
    let english: BTreeSet<&str> = ENGLISH.split_whitespace().collect();
    for page in pages() {
        let at = format!("docs/rules/{}.md", page.code);
        for line in page.prose() {
            // What stands between back quotes is written in files, not read as prose.
            let prose: String = line.split('`').step_by(2).collect::<Vec<_>>().join(" ");
            assert_eq!(line.matches('`').count() % 2, 0, "{at}: a back quote too many: {line}");
            assert!(!prose.contains('"'), "{at}: straight quotes: {line}");
            let words = prose.split(|c: char| !c.is_alphabetic()).map(str::to_lowercase);
            let found: Vec<String> = words.filter(|w| english.contains(w.as_str())).collect();
            assert!(
                found.iter().all(|word| is_menu(&prose, word)),
                "{at}: English words {found:?}: {line}"
            );
        }
    }
}

/// Whether every use of a word is part of what a menu of Excel says.
fn is_menu(prose: &str, word: &str) -> bool {
    const MENUS: [&str; 2] = ["(Text to Columns)", "(Date)"];
    let rest = MENUS.iter().fold(prose.to_owned(), |rest, menu| rest.replace(menu, ""));
    !rest.to_lowercase().split(|c: char| !c.is_alphabetic()).any(|w| w == word)
}

/// The plan of an example: the shipped one, with the days that a fragment of the appendix sets.
fn plan_of(blocks: &[Block]) -> &'static Plan {
    let Some(fragment) = blocks.iter().find(|b| b.file == APPENDIX) else { return plan() };
    let mut files = PlanFiles::embedded();
    let appendix = files.files.last_mut().expect("the appendix");
    let mut text = String::from_utf8_lossy(&appendix.bytes).into_owned();
    let mut task = "";
    for line in fragment.text.lines() {
        match line.trim().strip_prefix("- id: ") {
            Some(id) => task = id,
            None => text = common::with_task_lines(&text, task, &[line.trim()]),
        }
    }
    *appendix = Source::new(APPENDIX, text);
    Box::leak(Box::new(plan::load(&files, &mut Sink::new()).expect("the plan")))
}

/// What a folder with these files is found to hold, and which agencies sent something.
fn run(blocks: &[Block]) -> (Vec<Diagnostic>, BTreeSet<String>) {
    let plan = plan_of(blocks);
    let mut sink = Sink::new();
    let analysts = blocks.iter().find(|b| b.file == "period.yaml").map(|block| {
        let source = Source::new("period.yaml", block.text.as_str());
        let page = AnalystsPage::load(&source, plan, &mut sink);
        page.unwrap_or_else(|| panic!("period.yaml: {:#?}", sink.found()))
    });
    let period = analysts.as_ref().and_then(|page| page.period).unwrap_or(Period::Quarter(2025, 3));
    let history = history(plan, blocks);
    let as_of = analysts.as_ref().and_then(|page| page.as_of);
    let scope = Scope {
        plan,
        period: Some(period),
        as_of: as_of.or(NaiveDate::from_ymd_opt(2025, 9, 20)).expect("a day"),
        page: analysts.as_ref(),
        whole_period: analysts.is_some(),
        history: (!history.is_empty()).then_some(&history),
    };
    let files: Vec<File> = blocks
        .iter()
        .filter(|block| block.kind == "csv" && earlier(block).is_none())
        .map(|block| {
            let source = Source::new(block.file.as_str(), expand(&block.text));
            submission::read(&source, plan, scope.day(), &mut sink)
        })
        .collect();
    let senders = files
        .iter()
        .filter_map(|file| {
            let named = file.submission.as_ref().and_then(|s| s.sender);
            named.or_else(|| check::sender_by_name(plan, &file.name))
        })
        .map(|id| plan.register.agency(id).id.clone())
        .collect();
    (check::run(&scope, files, sink).findings, senders)
}

/// The period of a file that stands in the folder of an earlier one: `2025-Q2/so-tu-phap.csv`.
fn earlier(block: &Block) -> Option<Period> {
    Period::parse(block.file.split_once('/')?.0)
}

/// What the files of earlier periods tell, which stand in a page oldest first.
fn history(plan: &Plan, blocks: &[Block]) -> History {
    let mut history = History::default();
    for block in blocks {
        let Some(period) = earlier(block) else { continue };
        let scope = Scope {
            plan,
            period: Some(period),
            as_of: plan.deadline(period),
            page: None,
            whole_period: false,
            history: Some(&history),
        };
        let mut sink = Sink::new();
        let source = Source::new(block.file.as_str(), block.text.as_str());
        let file = submission::read(&source, plan, scope.day(), &mut sink);
        let checked = check::run(&scope, vec![file], sink);
        assert_eq!(
            checked.data_errors().count(),
            0,
            "{}:\n{}",
            block.file,
            told(&checked.findings)
        );
        history.add(plan, &period.id(), &checked);
    }
    history
}

/// `⟦2200×abc⟧` stands for `abc` written 2,200 times: a page cannot show a text too long for a cell.
fn expand(text: &str) -> String {
    let Some((before, rest)) = text.split_once('⟦') else { return text.to_owned() };
    let (inside, after) = rest.split_once('⟧').expect("a closing bracket");
    let (times, piece) = inside.split_once('×').expect("how many times");
    let times: usize = times.parse().expect("a number");
    format!("{before}{}{}", piece.repeat(times), expand(after))
}

/// The pages whose examples are run.
fn run_pages() -> impl Iterator<Item = Page> {
    let stays = |page: &Page| {
        !page.code.starts_with('P') && !NOT_RUN.iter().any(|(code, _)| *code == page.code)
    };
    pages().into_iter().filter(stays)
}

fn told(findings: &[Diagnostic]) -> String {
    let line = |d: &Diagnostic| {
        let place =
            d.place.cell().map(str::to_owned).or(d.place.row().map(|row| format!("row {row}")));
        let file = d.place.file().unwrap_or("–");
        format!("  {} {file} {}: {}\n", d.code.id, place.unwrap_or_default(), d.message)
    };
    findings.iter().map(line).collect()
}

#[test]
fn every_wrong_example_is_wrong_as_the_page_says() {
    for page in run_pages() {
        let (_, blocks) = page.section("Sai");
        assert!(blocks.iter().any(|b| b.kind == "csv"), "docs/rules/{}.md: Sai", page.code);
        let (findings, _) = run(blocks);
        assert!(
            findings.iter().any(|d| d.code.id == page.code),
            "docs/rules/{}.md: “Sai” ({}) does not give {0}, but:\n{}",
            page.code,
            names(blocks),
            told(&findings)
        );
    }
}

#[test]
fn every_right_example_is_right() {
    for page in run_pages() {
        let (_, blocks) = page.section("Đúng");
        assert!(blocks.iter().any(|b| b.kind == "csv"), "docs/rules/{}.md: Đúng", page.code);
        let (mut findings, senders) = run(blocks);
        findings.retain(|d| {
            if d.code.id == page.code {
                // Others who sent nothing are no part of the example.
                let sent = d.agency.as_ref().is_none_or(|id| senders.contains(id));
                // The note on all others likewise.
                let of_others = page.code == "S009" && d.agency.is_none();
                let of_silence = page.code.starts_with('M') || page.code == "L806";
                return !of_others && (!of_silence || sent);
            }
            d.severity == Severity::Error && !d.code.id.starts_with('M')
        });
        assert!(
            findings.is_empty(),
            "docs/rules/{}.md: “Đúng” ({}) gives:\n{}",
            page.code,
            names(blocks),
            told(&findings)
        );
    }
}

fn names(blocks: &[Block]) -> String {
    blocks.iter().map(|b| b.file.as_str()).collect::<Vec<_>>().join(", ")
}

#[test]
fn pages_that_are_not_run_have_a_reason() {
    for (code, why) in NOT_RUN.iter().copied() {
        let page = pages().into_iter().find(|p| p.code == code).expect(code);
        for section in ["Sai", "Đúng"] {
            let (prose, blocks) = page.section(section);
            assert!(
                blocks.is_empty() && !prose.is_empty(),
                "{code} has an example after all: {why}"
            );
        }
    }
    for page in pages().iter().filter(|p| p.code.starts_with('P')) {
        let (_, blocks) = page.section("Sai");
        assert!(blocks.iter().all(|b| b.file.contains("/")), "{}", page.code);
    }
}
