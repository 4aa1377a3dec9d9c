//! The plan folder against the printed source: every word of `tests/data/ke-hoach.txt` comes back
//! from `plan/*.yaml` once `plan/errata.yaml` is undone, in order, and no text in the YAML is left
//! over; and the register against `tests/data/khanh-hoa-units.csv`.
//!
//! It reads the YAML with types of its own, never with the loader: a fault of the loader must not
//! be able to hide a fault of the data. Unknown keys are refused, so a text that the rebuilding
//! below does not print cannot slip into a file. The file is long because those types, a third of
//! it, serve the wording, the assignments and the register alike.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use sha2::{Digest, Sha256};

const KHANH_HOA: &str = "Tỉnh Khánh Hòa";
const NINH_THUAN: &str = "Tỉnh Ninh Thuận";

// ---- The files -------------------------------------------------------------------------------

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Plan {
    number: Option<String>,
    number_as_printed: String,
    date: String,
    issuer: String,
    kind: String,
    title: String,
    grounds: Vec<Ground>,
    opening: String,
    purposes: Purposes,
    solutions: Solutions,
    funding: Funding,
    organisation: Organisation,
    closing: String,
    recipients: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ground {
    kind: String,
    number: String,
    date: String,
    issuer: String,
    subject: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Purposes {
    number: String,
    title: String,
    parts: Vec<Part>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Part {
    number: u8,
    title: String,
    items: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Solutions {
    number: String,
    title: String,
    items: Vec<Solution>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Solution {
    id: String,
    name: Option<String>,
    #[serde(default)]
    reportable: bool,
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Funding {
    number: String,
    title: String,
    items: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Organisation {
    number: String,
    title: String,
    duties: Vec<Duty>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Duty {
    id: String,
    heading: String,
    #[serde(default)]
    request: bool,
    holders: Vec<String>,
    text: String,
    // Set by the makers, never by the source: nothing to print.
    #[serde(default, rename = "name")]
    _name: IgnoredAny,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Appendix {
    title: String,
    attached_to: String,
    columns: Vec<String>,
    #[serde(rename = "crc_note")]
    _crc_note: IgnoredAny,
    #[serde(rename = "crc_of")]
    _crc_of: IgnoredAny,
    crc_paragraphs: Vec<Paragraph>,
    groups: Vec<TaskGroup>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TaskGroup {
    id: String,
    title: String,
    tasks: Vec<Task>,
    // As in a task.
    #[serde(default, rename = "name")]
    _name: IgnoredAny,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Task {
    id: String,
    text: Option<String>,
    #[serde(default)]
    parts: Vec<String>,
    lead: String,
    coordinating: Vec<String>,
    solution: String,
    crc: Crc,
    // Set by the makers, never by the source: nothing to print.
    #[serde(default, rename = "name")]
    _name: IgnoredAny,
    #[serde(default, rename = "due")]
    _due: IgnoredAny,
    #[serde(default, rename = "assignments")]
    _assignments: IgnoredAny,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Paragraph {
    number: String,
    subject: String,
    certainty: String,
    read: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Crc {
    paragraphs: Vec<String>,
    mapping: Option<String>,
    clusters: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Errata {
    source: Source,
    entries: Vec<Erratum>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    file: String,
    sha256: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Erratum {
    line: usize,
    #[serde(default)]
    lines: Vec<usize>,
    action: Option<Action>,
    printed: String,
    corrected: Option<String>,
    #[serde(default)]
    kept: bool,
    #[serde(rename = "kind")]
    _kind: Kind,
}

#[derive(Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Action {
    Join,
    Drop,
    Bullets,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    Capital,
    Scan,
    Numbering,
    PageBreak,
    Layout,
    Tone,
    Drafting,
}

#[derive(Deserialize)]
struct Register {
    agencies: Vec<Agency>,
    groups: Vec<AgencyGroup>,
}

#[derive(Deserialize)]
struct Agency {
    id: String,
    name: String,
    kind: String,
    reports: String,
    #[serde(default = "yes")]
    confirmed: bool,
    unit: Option<String>,
    district: Option<String>,
    former_province: Option<String>,
    valid_from: Option<String>,
    valid_to: Option<String>,
    #[serde(default)]
    successors: Vec<String>,
}

fn yes() -> bool {
    true
}

#[derive(Deserialize)]
struct AgencyGroup {
    id: String,
    name: String,
    #[serde(default)]
    members: Vec<String>,
    #[serde(default, rename = "except")]
    exceptions: Vec<String>,
}

#[derive(Deserialize)]
struct Reporting {
    unit: ReportingUnit,
    parent: String,
    addressees: Vec<String>,
    expected: Vec<Expected>,
    count_former_provinces: bool,
}

#[derive(Deserialize)]
struct ReportingUnit {
    agency: String,
}

#[derive(Deserialize)]
struct Expected {
    kinds: Vec<String>,
    from: Option<String>,
    to: Option<String>,
    former_province: Option<String>,
}

/// One row of the list of units, as the facts give it.
#[derive(Deserialize)]
struct UnitRow {
    id: String,
    level: String,
    name: String,
    former_district: Option<String>,
    former_province: String,
    valid_from: Option<String>,
    valid_to: Option<String>,
    successors: String,
}

// ---- Reading ---------------------------------------------------------------------------------

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn read(name: &str) -> String {
    fs::read_to_string(path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn yaml<T: DeserializeOwned>(name: &str) -> T {
    serde_saphyr::from_str(&read(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn plan() -> Plan {
    yaml("plan/plan.yaml")
}

fn appendix() -> Appendix {
    yaml("plan/appendix.yaml")
}

fn errata() -> Errata {
    yaml("plan/errata.yaml")
}

fn register() -> Register {
    yaml("plan/agencies.yaml")
}

fn tasks(appendix: &Appendix) -> impl Iterator<Item = &Task> {
    appendix.groups.iter().flat_map(|group| &group.tasks)
}

/// The printed lines, numbered from 1.
fn source_lines() -> BTreeMap<usize, String> {
    let text = read("tests/data/ke-hoach.txt");
    text.split('\n').enumerate().map(|(index, line)| (index + 1, line.to_owned())).collect()
}

fn unit_rows() -> Vec<UnitRow> {
    let mut reader = csv::Reader::from_path(path("tests/data/khanh-hoa-units.csv"))
        .unwrap_or_else(|error| panic!("{error}"));
    reader.deserialize().map(|row| row.unwrap_or_else(|error| panic!("{error}"))).collect()
}

/// Names of agencies and groups by id.
fn names(register: &Register) -> BTreeMap<&str, &str> {
    let agencies =
        register.agencies.iter().map(|agency| (agency.id.as_str(), agency.name.as_str()));
    let groups = register.groups.iter().map(|group| (group.id.as_str(), group.name.as_str()));
    agencies.chain(groups).collect()
}

/// The line with single spaces in each cell.
fn words(line: &str) -> String {
    let cells = line.split('\t').map(|cell| cell.split_whitespace().collect::<Vec<_>>().join(" "));
    cells.collect::<Vec<_>>().join("\t")
}

// ---- From the YAML back to print -------------------------------------------------------------

/// Every paragraph and table row that the YAML stands for, corrected, with the numbers, dashes
/// and marks that the YAML leaves out.
fn corrected_lines(plan: &Plan, appendix: &Appendix, register: &Register) -> Vec<String> {
    let mut out = body(plan);
    out.extend(table(appendix, register));
    out
}

fn body(plan: &Plan) -> Vec<String> {
    let mut out = vec![plan.kind.to_uppercase(), plan.title.clone(), plan.opening.clone()];
    out.push(format!("{}. {}", plan.purposes.number, plan.purposes.title));
    for part in &plan.purposes.parts {
        out.push(format!("{}. {}", part.number, part.title));
        out.extend(part.items.iter().map(|item| format!("- {item}")));
    }
    out.push(format!("{}. {}", plan.solutions.number, plan.solutions.title));
    out.extend(plan.solutions.items.iter().map(|s| format!("{}. {}", after_dot(&s.id), s.text)));
    out.push(format!("{}. {}", plan.funding.number, plan.funding.title));
    out.extend(plan.funding.items.iter().zip(1..).map(|(item, n)| format!("{n}. {item}")));
    out.push(format!("{}. {}", plan.organisation.number, plan.organisation.title));
    out.extend(duties(&plan.organisation.duties));
    out.push(plan.closing.clone());
    out.push("Nơi nhận:".to_owned());
    let last = plan.recipients.len() - 1;
    for (index, recipient) in plan.recipients.iter().enumerate() {
        out.push(format!("- {recipient}{}", if index == last { "." } else { ";" }));
    }
    out
}

/// The duties; a heading that several lettered duties share is printed once.
fn duties(duties: &[Duty]) -> Vec<String> {
    let mut out = Vec::new();
    let mut printed = None;
    for duty in duties {
        let number = after_dot(&duty.id).trim_end_matches(char::is_alphabetic);
        let letter = after_dot(&duty.id).trim_start_matches(char::is_numeric);
        let heading = format!("{number}. {}", duty.heading);
        if printed.as_ref() != Some(&heading) {
            out.push(heading.clone());
            printed = Some(heading);
        }
        out.push(match letter {
            "" => duty.text.clone(),
            letter => format!("{letter}) {}", duty.text),
        });
    }
    out
}

fn table(appendix: &Appendix, register: &Register) -> Vec<String> {
    let names = names(register);
    let mut out = vec!["PHỤ LỤC".to_owned(), appendix.title.clone()];
    out.push(format!("({})", appendix.attached_to));
    out.push(appendix.columns.join("\t"));
    for group in &appendix.groups {
        out.push(format!("{}\t{}\t\t", group.id, group.title));
        for task in &group.tasks {
            let coordinating: Vec<_> = task.coordinating.iter().map(|id| names[&**id]).collect();
            out.push(format!(
                "{}\t{}\t{}\t{}",
                after_dot(&task.id),
                task_text(task),
                names[&*task.lead],
                coordinating.join("; ")
            ));
        }
    }
    out
}

fn task_text(task: &Task) -> String {
    match &task.text {
        Some(text) => text.clone(),
        None => task.parts.iter().map(|part| format!("- {part}")).collect::<Vec<_>>().join(" "),
    }
}

fn after_dot(id: &str) -> &str {
    id.split_once('.').unwrap_or_else(|| panic!("{id}: no dot")).1
}

impl Errata {
    fn join_at(&self, line: usize) -> Option<&Erratum> {
        self.entries.iter().find(|e| e.line == line && e.action == Some(Action::Join))
    }

    fn with_action(&self, action: Action) -> impl Iterator<Item = &Erratum> {
        self.entries.iter().filter(move |e| e.action == Some(action))
    }

    /// Puts back what was printed on the line.
    fn revert(&self, line: usize, text: String) -> String {
        let entries = self.entries.iter().filter(|e| e.line == line && !e.kept);
        entries.fold(text, |text, erratum| match (erratum.action, &erratum.corrected) {
            (None, Some(corrected)) => replace_once(&text, corrected, &erratum.printed),
            (Some(Action::Drop), None) => at_start_of_text_cell(&text, &erratum.printed),
            (Some(Action::Join | Action::Bullets), _) => text,
            _ => panic!("line {line}: neither a correction nor an action"),
        })
    }
}

/// Cuts a joined paragraph, or a joined cell of a table row, where the print broke it.
fn cut(block: &str, erratum: &Erratum) -> (String, String) {
    let corrected = erratum.corrected.as_deref().unwrap_or_else(|| panic!("join says no words"));
    let broken = replace_once(block, corrected, &erratum.printed);
    let cells: Vec<_> = broken.split('\t').collect();
    match cells[..] {
        [paragraph] => {
            let (first, second) = at_break(paragraph);
            (first.to_owned(), second.to_owned())
        }
        [number, text, lead, coordinating] => {
            let (first, second) = at_break(text);
            (format!("{number}\t{first}\t{lead}\t{coordinating}"), format!("\t{second}\t\t"))
        }
        _ => panic!("a line of {} cells", cells.len()),
    }
}

fn at_break(text: &str) -> (&str, &str) {
    text.split_once('\n').unwrap_or_else(|| panic!("no break in: {text}"))
}

fn at_start_of_text_cell(row: &str, words: &str) -> String {
    let (number, rest) = row.split_once('\t').unwrap_or_else(|| panic!("not a row: {row}"));
    format!("{number}\t{words} {rest}")
}

fn replace_once(text: &str, from: &str, to: &str) -> String {
    assert_eq!(text.matches(from).count(), 1, "“{from}” in: {text}");
    text.replace(from, to)
}

/// The printed lines with their numbers, rebuilt; `numbers` are those of the lines with words.
fn rebuild(blocks: Vec<String>, errata: &Errata, numbers: &[usize]) -> Vec<(usize, String)> {
    let mut out = Vec::new();
    let mut numbers = numbers.iter().copied();
    for block in blocks {
        let line = numbers.next().unwrap_or_else(|| panic!("not in the source: {block}"));
        let Some(join) = errata.join_at(line) else {
            out.push((line, block));
            continue;
        };
        let (first, second) = cut(&block, join);
        let next = numbers.next().unwrap_or_else(|| panic!("nothing after line {line}"));
        assert_eq!(join.lines, [line, next], "the lines that the join names");
        out.extend([(line, first), (next, second)]);
    }
    assert_eq!(numbers.next(), None, "a printed line that no YAML text stands for");
    out.into_iter().map(|(line, text)| (line, errata.revert(line, text))).collect()
}

// ---- Against the source ----------------------------------------------------------------------

#[test]
fn every_printed_word_comes_back() {
    let source = source_lines();
    let numbers: Vec<_> =
        source.iter().filter(|(_, text)| !text.trim().is_empty()).map(|(line, _)| *line).collect();
    let blocks = corrected_lines(&plan(), &appendix(), &register());
    for (line, text) in rebuild(blocks, &errata(), &numbers) {
        assert_eq!((line, words(&text)), (line, words(&source[&line])));
    }
}

#[test]
fn errata_name_the_source_they_were_read_from() {
    let Source { file, sha256 } = errata().source;
    let digest = Sha256::digest(fs::read(path(&file)).unwrap());
    assert_eq!(digest.iter().map(|byte| format!("{byte:02x}")).collect::<String>(), sha256);
}

#[test]
fn errata_quote_the_source() {
    let source = source_lines();
    let mut before = 0;
    for erratum in errata().entries {
        let Erratum { line, ref printed, .. } = erratum;
        assert!(before <= line, "line {line}: out of order");
        before = line;
        if erratum.action.is_none() {
            assert_eq!(source[&line].matches(printed).count(), 1, "line {line}: “{printed}”");
            assert_ne!(erratum.kept, erratum.corrected.is_some(), "line {line}");
        }
    }
}

#[test]
fn bullets_and_blank_lines_of_the_table_are_errata() {
    let (source, errata) = (source_lines(), errata());
    let table = || source.range(98..);
    let listed = |action, blank: bool| -> Vec<usize> {
        let entries = errata.with_action(action).filter(|e| e.printed.is_empty() == blank);
        entries.map(|e| e.line).collect()
    };
    let has_bullets = |row: &str| {
        let text = row.split('\t').nth(1).unwrap_or_default();
        text.starts_with("- ") || text.contains(". - ")
    };
    let bullets: Vec<_> = table().filter(|(_, row)| has_bullets(row)).map(|(n, _)| *n).collect();
    let blank: Vec<_> = table().filter(|(_, row)| row.is_empty()).map(|(n, _)| *n).collect();
    assert_eq!(listed(Action::Bullets, false), bullets);
    assert_eq!(listed(Action::Drop, true), blank);
}

#[test]
fn identity_is_what_the_source_says() {
    let (plan, appendix) = (plan(), appendix());
    assert_eq!(plan.number, None, "unreadable in the source");
    for said in [plan.number_as_printed, in_words(&plan.date), plan.issuer, plan.kind] {
        assert!(appendix.attached_to.contains(&said), "{said}");
    }
    for ground in &plan.grounds {
        let cited = format!("{} số {} ngày ", ground.kind, ground.number);
        let after = plan.opening.split_once(&cited).unwrap_or_else(|| panic!("{cited}")).1;
        let date: Vec<u32> = ground.date.rsplit('-').map(|n| n.parse().unwrap()).collect();
        let printed: Vec<u32> = after
            .split([' ', ','])
            .next()
            .unwrap()
            .split('/')
            .map(|n| n.parse().unwrap())
            .collect();
        assert_eq!(printed, date, "{cited}");
        assert!(plan.opening.contains(&ground.issuer));
        assert!(ground.subject.iter().all(|subject| plan.opening.contains(subject)));
    }
}

/// `2025-04-24` → `ngày 24 tháng 4 năm 2025`.
fn in_words(date: &str) -> String {
    let parts: Vec<u32> = date.split('-').map(|n| n.parse().expect("a number")).collect();
    format!("ngày {} tháng {} năm {}", parts[2], parts[1], parts[0])
}

// ---- Counts and assignments ------------------------------------------------------------------

#[test]
fn groups_tasks_solutions_and_duties_are_complete() {
    let (plan, appendix) = (plan(), appendix());
    let sizes: Vec<_> = appendix.groups.iter().map(|g| (g.id.as_str(), g.tasks.len())).collect();
    assert_eq!(sizes, [("I", 2), ("II", 4), ("III", 6), ("IV", 6), ("V", 2)]);
    for (group, number) in appendix.groups.iter().zip(1..) {
        for (task, place) in group.tasks.iter().zip(1..) {
            assert_eq!(task.id, format!("{}.{place}", group.id));
            assert_eq!(task.solution, format!("KH.{number}"));
        }
    }
    let solutions: Vec<_> = plan.solutions.items.iter().map(|s| s.id.as_str()).collect();
    assert_eq!(solutions, ["KH.1", "KH.2", "KH.3", "KH.4", "KH.5", "KH.6", "KH.7"]);
    let reportable: Vec<_> =
        plan.solutions.items.iter().filter(|s| s.reportable && s.name.is_some()).collect();
    assert_eq!(reportable.iter().map(|s| s.id.as_str()).collect::<Vec<_>>(), ["KH.6", "KH.7"]);
    let duties: Vec<_> =
        plan.organisation.duties.iter().map(|d| (d.id.as_str(), d.request)).collect();
    let binding = [("TC.1", false), ("TC.2a", false), ("TC.2b", false), ("TC.2c", false)];
    assert_eq!(duties[..4], binding);
    assert_eq!(duties[4..], [("TC.3", true), ("TC.4", true), ("TC.5", true)]);
}

#[test]
fn tasks_with_bullets_are_parts() {
    let appendix = appendix();
    let with_parts: Vec<_> =
        tasks(&appendix).filter(|t| !t.parts.is_empty()).map(|t| t.id.as_str()).collect();
    assert_eq!(with_parts, ["IV.1", "IV.3", "IV.4", "IV.6"]);
    assert!(tasks(&appendix).all(|t| t.text.is_some() == t.parts.is_empty()));
}

#[test]
fn leads_are_those_of_the_appendix() {
    let appendix = appendix();
    let mut led: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for task in tasks(&appendix) {
        led.entry(&task.lead).or_default().push(&task.id);
    }
    let expected: [(&str, &[&str]); 9] = [
        ("chi-cuc-thong-ke-tinh", &["V.2"]),
        ("cong-an-tinh", &["II.4", "III.3", "IV.3"]),
        ("so-dan-toc-va-ton-giao", &["IV.4"]),
        ("so-giao-duc-va-dao-tao", &["II.3", "III.4", "IV.2"]),
        ("so-khoa-hoc-va-cong-nghe", &["III.5"]),
        ("so-nong-nghiep-va-moi-truong", &["IV.5"]),
        ("so-tu-phap", &["I.2", "II.2", "III.2"]),
        ("so-van-hoa-the-thao-va-du-lich", &["III.6", "IV.6"]),
        ("so-y-te", &["I.1", "II.1", "III.1", "IV.1", "V.1"]),
    ];
    assert_eq!(led.into_iter().collect::<Vec<_>>(), expected.map(|(id, t)| (id, t.to_vec())));
}

#[test]
fn local_committees_coordinate_as_the_appendix_says() {
    let appendix = appendix();
    let without: Vec<_> = tasks(&appendix)
        .filter(|task| !task.coordinating.iter().any(|id| id.starts_with("ubnd-")))
        .map(|task| task.id.as_str())
        .collect();
    assert_eq!(without, ["I.2", "III.1", "III.2", "V.1"]);
    let districts_only: Vec<_> = tasks(&appendix)
        .filter(|t| t.coordinating.iter().any(|id| id == "ubnd-cac-huyen-thi-xa-thanh-pho"))
        .map(|task| task.id.as_str())
        .collect();
    assert_eq!(districts_only, ["IV.5"]);
}

#[test]
fn only_what_was_read_of_a_paragraph_is_called_read() {
    let appendix = appendix();
    let read = |how: &str| -> Vec<&str> {
        let of = appendix.crc_paragraphs.iter().filter(|p| p.certainty == how);
        of.map(|p| p.number.as_str()).collect()
    };
    assert_eq!(read("text"), ["38(c)", "38(d)", "38(e)", "40(d)"]);
    assert_eq!(read("part"), ["5"]);
    assert_eq!(read("heading"), ["17", "30", "34", "44", "48", "52"]);
    for paragraph in &appendix.crc_paragraphs {
        assert!(!paragraph.subject.is_empty() && !paragraph.read.is_empty());
        // A heading was read in the list of paragraph 4, never in the paragraph itself.
        let in_list = paragraph.read.contains("danh mục");
        assert_eq!(in_list, paragraph.certainty == "heading", "{}", paragraph.number);
    }
}

#[test]
fn tasks_answer_the_paragraphs_whose_subject_their_words_name_and_no_other() {
    let appendix = appendix();
    let mapped: Vec<(&str, &str, Vec<&str>)> = tasks(&appendix)
        .filter(|task| !task.crc.paragraphs.is_empty())
        .map(|task| {
            let mapping = task.crc.mapping.as_deref().expect("it says how sure the link is");
            (&*task.id, mapping, task.crc.paragraphs.iter().map(String::as_str).collect())
        })
        .collect();
    let expected: [(&str, &str, &[&str]); 7] = [
        ("I.1", "proposed", &["5", "48"]),
        ("II.1", "proposed", &["30"]),
        ("III.3", "proposed", &["30", "52"]),
        ("IV.1", "proposed", &["30", "34", "38(c)", "38(d)", "38(e)", "40(d)"]),
        ("IV.2", "proposed", &["44"]),
        ("IV.3", "proposed", &["30", "52"]),
        ("IV.6", "related", &["30"]),
    ];
    assert_eq!(mapped, expected.map(|(id, sure, of)| (id, sure, of.to_vec())));
    for task in tasks(&appendix) {
        assert!(!task.crc.clusters.is_empty(), "{}", task.id);
        assert!(task.crc.mapping.is_none() || !task.crc.paragraphs.is_empty(), "{}", task.id);
    }
}

// ---- The register ----------------------------------------------------------------------------

#[test]
fn every_id_named_in_the_plan_folder_is_registered() {
    let (plan, appendix, register) = (plan(), appendix(), register());
    let reporting: Reporting = yaml("plan/reporting.yaml");
    let known = names(&register);
    assert_eq!(known.len(), register.agencies.len() + register.groups.len(), "an id repeats");
    let holders = plan.organisation.duties.iter().flat_map(|duty| &duty.holders);
    let assigned = tasks(&appendix).flat_map(|task| task.coordinating.iter().chain([&task.lead]));
    let members = register.groups.iter().flat_map(|g| g.members.iter().chain(&g.exceptions));
    let successors = register.agencies.iter().flat_map(|agency| &agency.successors);
    let own = reporting.addressees.iter().chain([&reporting.unit.agency, &reporting.parent]);
    for id in holders.chain(assigned).chain(members).chain(successors).chain(own) {
        assert!(known.contains_key(&**id), "{id}");
    }
}

#[test]
fn units_are_those_of_the_list() {
    let (register, rows) = (register(), unit_rows());
    let units: Vec<_> = register.agencies.iter().filter(|a| a.unit.is_some()).collect();
    assert_eq!(units.len(), rows.len());
    for (agency, row) in units.iter().zip(&rows) {
        assert_eq!(agency.id, committee_id(&row.id));
        assert_eq!(agency.unit.as_ref(), Some(&row.name));
        assert_eq!(agency.name, committee_name(&row.name));
        assert_eq!(agency.kind, row.level);
        assert_eq!(agency.district, row.former_district);
        assert_eq!((&agency.valid_from, &agency.valid_to), (&row.valid_from, &row.valid_to));
        let successors: Vec<_> = row.successors.split_whitespace().map(committee_id).collect();
        assert_eq!(agency.successors, successors, "{}", agency.id);
    }
    let count = |kind: &str, present: bool| {
        units.iter().filter(|a| a.kind == kind && a.valid_from.is_some() == present).count()
    };
    assert_eq!((count("cap_huyen", false), count("cap_huyen", true)), (16, 0));
    assert_eq!((count("cap_xa", true), count("cap_xa", false)), (65, 194));
}

#[test]
fn former_province_of_a_present_commune_is_that_of_its_predecessors() {
    let (register, rows) = (register(), unit_rows());
    let mut provinces: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for row in &rows {
        for successor in row.successors.split_whitespace() {
            provinces.entry(successor).or_default().insert(&row.former_province);
        }
    }
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for row in &rows {
        let id = committee_id(&row.id);
        let agency = register.agencies.iter().find(|a| a.id == id).unwrap();
        let province = agency.former_province.as_deref().unwrap();
        if row.valid_from.is_some() {
            assert_eq!(provinces[&*row.id], BTreeSet::from([province]), "{id}");
            *count.entry(province).or_default() += 1;
        } else {
            assert_eq!(province, row.former_province, "{id}");
            let reports = if province == NINH_THUAN { "none" } else { "duty" };
            assert_eq!(agency.reports, reports, "{id}");
        }
    }
    assert_eq!(count, BTreeMap::from([(KHANH_HOA, 41), (NINH_THUAN, 24)]));
}

fn committee_id(unit: &str) -> String {
    format!("ubnd-{unit}")
}

/// `Phường Nha Trang` → `UBND phường Nha Trang`.
fn committee_name(unit: &str) -> String {
    let mut letters = unit.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_lowercase).collect();
    format!("UBND {first}{}", letters.as_str())
}

#[test]
fn those_who_owe_a_report_are_counted_by_the_last_day_of_the_window() {
    let (register, reporting): (_, Reporting) = (register(), yaml("plan/reporting.yaml"));
    assert!(!reporting.count_former_provinces);
    let owing = |day: &str, kind: &str| {
        let expected = |a: &&Agency| reporting.expected.iter().any(|rule| owes(rule, a, day));
        register.agencies.iter().filter(|a| a.kind == kind).filter(expected).count()
    };
    let by_kind = |day| ["so_nganh", "cap_huyen", "cap_xa"].map(|kind| owing(day, kind));
    assert_eq!(by_kind("2025-06-14"), [12, 9, 0]);
    assert_eq!(by_kind("2025-09-14"), [12, 0, 41]);
}

fn owes(rule: &Expected, agency: &Agency, day: &str) -> bool {
    let within = |from: &Option<String>, to: &Option<String>| {
        from.as_deref().is_none_or(|from| from <= day) && to.as_deref().is_none_or(|to| day <= to)
    };
    agency.reports == "duty"
        && agency.confirmed
        && within(&agency.valid_from, &agency.valid_to)
        && within(&rule.from, &rule.to)
        && rule.kinds.contains(&agency.kind)
        && (rule.former_province.is_none() || rule.former_province == agency.former_province)
}
