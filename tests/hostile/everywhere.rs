//! The texts of the table in every other place and form: each is read by a parser that knows nothing
//! of the program.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::common::{self, arg, path, read, run, write};
use super::reading::Page;
use super::texts::{PERIOD, TEXTS, acting, yaml};
use super::{data, every_column, flat};

/// A line that the log of a build takes for a command.
fn is_command(line: &str) -> bool {
    line.trim_start().starts_with("::")
        || ["##[", "##vso[", "##teamcity["].iter().any(|mark| line.contains(mark))
}

#[test]
fn every_form_of_check_is_what_it_says_it_is() {
    let (_folder, period) = every_column();
    let told = |format: &str| {
        let words = ["check", arg(&period), "--format", format, "--max-findings", "0", "-v"];
        let run = run(&[&words[..], &["--as-of", "2025-09-22"]].concat());
        assert_eq!(run.status, 1, "{format}: {}", run.stderr);
        for text in [&run.stdout, &run.stderr] {
            let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
            assert_eq!(acting(&text), None, "{format}");
        }
        assert_eq!(run.stderr.lines().find(|line| is_command(line)), None, "{format}");
        if format != "github" {
            assert_eq!(run.stdout.lines().find(|line| is_command(line)), None, "{format}");
        }
        run.stdout
    };
    let json: Value = serde_json::from_str(&told("json")).expect("JSON");
    let values: BTreeSet<&str> = json["findings"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|finding| finding["value"].as_str())
        .collect();
    let whole =
        |text: &&super::texts::Text| values.iter().any(|value| value.contains(text.text.trim()));
    let exact = TEXTS.iter().filter(whole).count();
    assert!(exact * 10 > TEXTS.len() * 9, "{exact} texts are told to programs as they were typed");
    let sarif: Value = serde_json::from_str(&told("sarif")).expect("JSON");
    assert!(sarif["runs"][0]["results"].as_array().is_some_and(|list| list.len() > TEXTS.len()));
    let junit = told("junit");
    let mut xml = quick_xml::Reader::from_str(&junit);
    let mut elements = BTreeSet::new();
    loop {
        match xml.read_event().expect("well-formed XML") {
            quick_xml::events::Event::Eof => break,
            quick_xml::events::Event::Start(start) | quick_xml::events::Event::Empty(start) => {
                let attributes = start.attributes().map(|a| a.expect("an attribute").key.0.len());
                assert!(attributes.count() < 8);
                elements.insert(start.name().0.to_owned());
            }
            quick_xml::events::Event::CData(_) | quick_xml::events::Event::DocType(_) => {
                panic!("a text became markup")
            }
            _ => {}
        }
    }
    let known = ["failure", "system-out", "testcase", "testsuite", "testsuites"];
    assert!(elements.iter().all(|name| known.contains(&&**name)), "{elements:?}");
    let github = told("github");
    let own = ["::error ", "::warning ", "::notice "];
    for line in github.lines().filter(|line| is_command(line)) {
        assert!(own.iter().any(|own| line.starts_with(own)), "{line}");
    }
    assert!(told("human").contains("<script>alert(1)</script>"));
}

/// Elements and attributes of the pages that the repository publishes.
fn usual() -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut elements, mut attributes) = (BTreeSet::new(), BTreeSet::new());
    let folder = path("examples/published");
    let pages = common::names(&folder).into_iter().filter(|name| name.ends_with(".html"));
    for name in pages {
        let page = Page::parse(&read(&folder.join(name)));
        for element in page.all("*") {
            elements.insert(element.value().name().to_owned());
            attributes.extend(element.value().attrs().map(|(name, _)| name.to_owned()));
        }
    }
    // Letters are not among them.
    attributes.extend(["colspan", "rowspan"].map(str::to_owned));
    (elements, attributes)
}

fn all(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for name in common::names(folder) {
        let there = folder.join(name);
        if there.is_dir() { files.extend(all(&there)) } else { files.push(there) }
    }
    files
}

/// Holds every document in a folder; how many of each ending.
fn harmless(folder: &Path) -> std::collections::BTreeMap<String, usize> {
    let (elements, attributes) = usual();
    let mut counts = std::collections::BTreeMap::new();
    for file in all(folder) {
        let ending = file.extension().expect("an ending").to_string_lossy().into_owned();
        *counts.entry(ending.clone()).or_default() += 1;
        let name = file.display();
        let text = read(&file);
        let plain = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
        assert_eq!(acting(&plain), None, "{name}");
        match &*ending {
            "json" => {
                let _: Value =
                    serde_json::from_str(&text).unwrap_or_else(|e| panic!("{name}: {e}"));
            }
            "csv" => {
                let mut reader =
                    csv::ReaderBuilder::new().delimiter(b';').from_reader(plain.as_bytes());
                for record in reader.records() {
                    for cell in record.unwrap_or_else(|e| panic!("{name}: {e}")).iter() {
                        assert!(!report::text::formula::opens(cell), "{name}: {cell:?}");
                    }
                }
            }
            "html" => {
                let page = Page::parse(&text);
                for element in page.all("*") {
                    let kind = element.value().name();
                    assert!(elements.contains(kind), "{name}: <{kind}>");
                    for (attribute, value) in element.value().attrs() {
                        assert!(attributes.contains(attribute), "{name}: {attribute}={value}");
                        let leads = matches!(attribute, "href" | "src" | "action" | "xlink:href");
                        let scheme = value.contains(':') || value.starts_with("//");
                        assert!(!leads || !scheme, "{name}: {attribute}={value}");
                    }
                }
            }
            _ => assert!(ending == "md", "{name}"),
        }
    }
    counts
}

#[test]
fn what_is_published_and_sent_holds_texts_only() {
    let (folder, _period) = data();
    let from = arg(folder.path());
    let home = tempfile::tempdir().expect("a folder");
    let out = home.path().join("ra");
    let out = ["--out", arg(&out)];
    for words in [
        &["build", from, "--all", "--allow-errors", "--format", "md,html,json"][..],
        &["build", from, "--period", PERIOD, "--allow-errors", "--for", "all"],
        &["build", from, "--period", PERIOD, "--allow-errors", "--agency", "UBND phường Nha Trang"],
        &["remind", from, "--period", PERIOD, "--each", "--format", "md,html,json"],
    ] {
        let run = run(&[words, &out].concat());
        assert_eq!(run.status, 0, "{words:?}: {}", run.stderr);
        assert_eq!((acting(&run.stdout), acting(&run.stderr)), (None, None), "{words:?}");
    }
    let counts = harmless(home.path());
    for ending in ["csv", "html", "json", "md"] {
        assert!(counts.get(ending).is_some_and(|count| *count > 2), "{counts:?}");
    }
}

/// Texts of the table one behind the other, as one value of YAML.
fn joined<'a>(texts: impl Iterator<Item = &'a super::texts::Text>) -> String {
    let words: Vec<&str> = texts.map(|text| &*text.text).collect();
    yaml(&format!("Ghi: {}", words.join(" · ")))
}

/// Every value of words in the page of a period holds all texts.
#[test]
fn every_value_of_the_page_of_a_period_is_text_in_every_document() {
    let home = tempfile::tempdir().expect("a folder");
    let data = home.path().join("du-lieu");
    let folder = data.join(PERIOD);
    std::fs::create_dir_all(&folder).expect("a folder");
    write(
        &folder.join("a.csv"),
        "ky_bao_cao;co_quan;ma_nhiem_vu;trang_thai;tien_do;ket_qua\n\
         2025-Q3;Sở Tư pháp;I.2;dang_trien_khai;40;Mở lớp.\n",
    );
    let all = joined(TEXTS.iter());
    let list: String = TEXTS
        .iter()
        .map(|text| format!("    - {}\n", yaml(&format!("Ghi: {}", text.text))))
        .collect();
    let mut page = format!(
        "period: 2025-Q3\nas_of: 2025-09-22\nnotice: {all}\n\
         document: {{number: 12, date: 2025-09-22, signer: {all}}}\n\
         reminder: {{number: 13, sign: {all}, date: 2025-09-22, signer: {all}, until: 2025-09-29}}\n\
         excused:\n  - {{agency: cong-an-tinh, reason: {all}}}\ncommentary:\n"
    );
    for key in ["remarks", "assessment", "shortcomings", "directions", "recommendations"] {
        page += &format!("  {key}:\n{list}");
    }
    write(&folder.join("period.yaml"), page);
    let out = home.path().join("ra");
    let (from, out) = (arg(&data), ["--out", arg(&out)]);
    for words in [
        &["build", from, "--all", "--allow-errors", "--format", "md,html,json"][..],
        &["build", from, "--period", PERIOD, "--allow-errors", "--for", "all"],
        &["remind", from, "--period", PERIOD, "--format", "md,html,json"],
    ] {
        let run = run(&[words, &out].concat());
        assert_eq!(run.status, 0, "{words:?}: {}", run.stderr);
        assert_eq!((acting(&run.stdout), acting(&run.stderr)), (None, None), "{words:?}");
    }
    for format in ["table", "json", "csv"] {
        let run = run(&["status", from, "--period", PERIOD, "--format", format]);
        assert_eq!(run.status, 0, "{format}: {}", run.stderr);
        assert_eq!(
            acting(&run.stdout.replace("\r\n", "\n").replace('\u{feff}', "")),
            None,
            "{format}"
        );
        assert_eq!(run.stdout.lines().find(|line| is_command(line)), None, "{format}");
    }
    harmless(&home.path().join("ra"));
    let report = flat(&Page::parse(&read(&home.path().join("ra/bao-cao-2025-Q3.html"))).text());
    // The notice, the signer, the reason, and the four lists.
    let count = report.matches("<img src=x onerror=alert(1)>").count();
    assert!(count >= 7, "{count} times shown");
}

/// Every agency of the plan has a text of the table in its name, every task and group in its own, and
/// every text is one that the report goes to.
#[test]
fn names_of_a_plan_are_texts_in_every_document() {
    let home = tempfile::tempdir().expect("a folder");
    let plan = home.path().join("ke-hoach");
    common::copy(&path("plan"), &plan);
    let file = plan.join("agencies.yaml");
    // What is no character is refused by YAML.
    let sound = |text: &&super::texts::Text| {
        acting(&text.text).is_none() && !text.text.contains(['\u{fffe}', '\u{ffff}'])
    };
    let mut texts = TEXTS.iter().filter(sound);
    let mut put = 0;
    let lines: Vec<String> = read(&file)
        .lines()
        .map(|line| {
            let Some((before, rest)) = line.split_once("name: ") else { return line.to_owned() };
            let end = [", short:", ", kind:"].iter().filter_map(|key| rest.find(key)).min();
            let (Some(end), true) = (end, line.trim_start().starts_with("- {id: ")) else {
                return line.to_owned();
            };
            let Some(text) = texts.next() else { return line.to_owned() };
            let word = text.text.replace('\n', " ");
            put += 1;
            let name = serde_json::to_string(&format!("{} {word}", rest[..end].trim_matches('"')));
            format!("{before}name: {}{}", name.expect("JSON"), &rest[end..])
        })
        .collect();
    write(&file, lines.join("\n") + "\n");
    assert!(put > 200, "{put} names");
    // A task's own name is short; that of a group may be as long as it likes.
    let short = |text: &&super::texts::Text| sound(text) && text.text.chars().count() <= 50;
    let mut short = TEXTS.iter().filter(short);
    let mut chunks = TEXTS.chunks(TEXTS.len().div_ceil(5));
    let mut named = |line: &str| {
        let key = ["    title: ", "        name: "].into_iter().find(|key| line.starts_with(key));
        let Some(key) = key.filter(|_| !line.ends_with(">-")) else { return line.to_owned() };
        let one_line = |text: &super::texts::Text| text.text.replace('\n', " ");
        let words: Vec<String> = match key.trim_start() {
            "name: " => short.next().map(one_line).into_iter().collect(),
            _ => chunks.next().unwrap_or_default().iter().filter(sound).map(one_line).collect(),
        };
        let name = serde_json::to_string(&format!("Việc {}", words.join(" · ")));
        format!("{key}{}", name.expect("JSON"))
    };
    let appendix = plan.join("appendix.yaml");
    let lines: Vec<String> = read(&appendix).lines().map(&mut named).collect();
    write(&appendix, lines.join("\n") + "\n");
    let reporting = plan.join("reporting.yaml");
    let recipients: String = TEXTS
        .iter()
        .filter(sound)
        .map(|text| format!("  - {}\n", yaml(&format!("Nơi {}", text.text.replace('\n', " ")))))
        .collect();
    let text = read(&reporting).replace("recipients: []\n", &format!("recipients:\n{recipients}"));
    write(&reporting, text);
    let plan = ["--plan", arg(&plan)];
    for words in [&["plan", "check"][..], &["plan", "show"], &["plan", "trace"]] {
        let run = run(&[words, &plan].concat());
        assert_eq!(run.status, 0, "{words:?}: {}{}", run.stdout, run.stderr);
        assert_eq!((acting(&run.stdout), acting(&run.stderr)), (None, None), "{words:?}");
        assert_eq!(run.stdout.lines().find(|line| is_command(line)), None, "{words:?}");
    }
    let data = "examples/submissions";
    for format in ["table", "json", "csv"] {
        let words = ["status", data, "--period", "2026-Q1", "--format", format];
        let run = run(&[&words[..], &plan].concat());
        assert_eq!(run.status, 0, "{format}: {}", run.stderr);
        assert_eq!(run.stdout.lines().find(|line| is_command(line)), None, "{format}");
        assert!(run.stdout.contains("onerror=alert(1)"), "{format}");
    }
    let out = home.path().join("ra");
    let out = ["--out", arg(&out)];
    for words in [
        &["build", data, "--period", "2026-Q1", "--allow-errors", "--format", "md,html,json"][..],
        &["remind", data, "--period", "2026-Q1", "--each", "--format", "md,html,json"],
        &["template", "--agency", "so-tu-phap", "--period", "2026-Q1", "--format", "csv"],
    ] {
        let run = run(&[words, &plan, &out].concat());
        assert_eq!(run.status, 0, "{words:?}: {}", run.stderr);
    }
    harmless(&home.path().join("ra"));
    let report = Page::parse(&read(&home.path().join("ra/bao-cao-2026-Q1.html"))).text();
    assert!(flat(&report).contains("<img src=x onerror=alert(1)>"), "the names are shown");
}
