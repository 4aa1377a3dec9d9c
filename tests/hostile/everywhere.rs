//! The texts of the table in every other place and form: each is read by a parser that knows nothing
//! of the program.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::common::{self, arg, path, read, run, write};
use super::reading::Page;
use super::texts::{PERIOD, TEXTS, acting};
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

/// Every agency of the plan has a text of the table in its name.
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
