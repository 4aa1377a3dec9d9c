//! Texts written to break out of a document, and files named so: they come out as they were
//! written, as plain text, in every form.

use scraper::ElementRef;
use serde_json::Value;
use std::collections::BTreeSet;

use super::hostile_texts::{self, COMMUNES, NAMES, PERIOD, TEXTS, acting};
use super::reading::{Markdown, Page, assert_same_words, flat};
use super::{SUMMARY, common};

#[test]
fn hostile_texts_come_out_as_plain_text() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("out");
    hostile_texts::build(&folder.path().join("data"), &out, "md,html,json");
    let file = |ending| common::read(&out.join(format!("bao-cao-{PERIOD}.{ending}")));

    let markdown = Markdown::parse(&file("md"));
    assert_eq!(markdown.foreign, Vec::<String>::new(), "a text became markup");
    assert_eq!(markdown.numbered, SUMMARY, "a text became a list, or its own number");
    let page = Page::parse(&file("html"));
    assert_same_words("hostile", &markdown.text, &page.text());
    let (markdown_text, page_text) = (flat(&markdown.text), flat(&page.text()));
    let notice = ("", "<b>Minh họa</b> | *x*");
    let remark = ("", "<script>alert(2)</script> | [a](javascript:b)");
    let texts = TEXTS.iter().map(|text| &*text.shown);
    let words = NAMES.iter().chain([&notice, &remark]).map(|(_, seen)| *seen);
    for seen in texts.chain(words) {
        assert!(markdown_text.contains(seen), "Markdown does not show: {seen}");
        assert!(page_text.contains(seen), "HTML does not show: {seen}");
    }

    assert_harmless(&page);
    let view: Value = serde_json::from_str(&file("json")).expect("JSON");
    assert_eq!(view["agencies_consolidated"], COMMUNES.len(), "no text keeps its row out");
    assert_eq!(view["left_out"].as_array().map(Vec::len), Some(2));
    for text in strings(&view) {
        assert_eq!(acting(text), None, "{text:?}");
    }
    for ending in ["md", "html"] {
        assert_eq!(acting(&file(ending)), None, "{ending}");
    }
}

/// A view that somebody changed after it was saved: what acts without being seen is in no document.
#[test]
fn hidden_characters_put_into_a_saved_view_do_not_come_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let built = |name: &str, words: &[&str]| {
        let out = folder.path().join(name);
        let more = ["--format", "md,html,json", "--out", common::arg(&out)];
        let run = common::run(&[&["build"], words, &more].concat());
        assert_eq!(run.status, 0, "{}", run.stderr);
        ["md", "html", "json"].map(|end| common::read(&out.join(format!("bao-cao-2025-Q4.{end}"))))
    };
    let words = ["examples/submissions", "--period", "2025-Q4", "--allow-errors"];
    let [markdown, html, json] = built("before", &words);
    let mut view: Value = serde_json::from_str(&json).expect("JSON");
    let put = hide(&mut view);
    assert!(put > 500, "{put} texts");
    let saved = folder.path().join("saved.json");
    common::write(&saved, view.to_string());
    assert!(acting(&common::read(&saved)).is_some());
    let words = ["--from-view", common::arg(&saved), "--allow-errors"];
    let [changed_markdown, changed_html, _] = built("after", &words);
    assert_eq!((acting(&changed_markdown), acting(&changed_html)), (None, None));
    assert!(changed_markdown == markdown && changed_html == html, "and nothing else is lost");
}

/// Puts hidden characters into every text of more than one word; how many there are.
fn hide(value: &mut Value) -> usize {
    match value {
        Value::String(text) => {
            let Some((first, rest)) = text.split_once(' ') else { return 0 };
            *text = format!("{first}\u{202e}\u{7} \u{2066}\u{200b}\u{9b}\u{feff}{rest}");
            1
        }
        Value::Array(list) => list.iter_mut().map(hide).sum(),
        Value::Object(map) => map.values_mut().map(hide).sum(),
        _ => 0,
    }
}

/// The page has no element and no attribute that a page of plain texts has not.
fn assert_harmless(page: &Page) {
    let plain = super::page("2026-Q2");
    // Words before a part of a task, which not every report has.
    let leads = ["Phối hợp:", "Nổi bật:"];
    for emphasis in page.all("em") {
        let text: String = emphasis.text().collect();
        assert!(leads.contains(&&*text), "{text}");
    }
    let elements = |page: &Page| -> BTreeSet<String> {
        page.all("*").iter().map(|e| e.value().name().to_owned()).collect()
    };
    let attributes = |page: &Page| -> BTreeSet<String> {
        let names = |e: &ElementRef<'_>| {
            e.value().attrs().map(|(name, _)| name.to_owned()).collect::<Vec<_>>()
        };
        page.all("*").iter().flat_map(names).collect()
    };
    let more: Vec<String> = elements(page).difference(&elements(&plain)).cloned().collect();
    assert_eq!(more, Vec::<String>::new(), "elements");
    let more: Vec<String> = attributes(page).difference(&attributes(&plain)).cloned().collect();
    assert_eq!(more, Vec::<String>::new(), "attributes");
    for link in page.all("[href]") {
        assert!(link.attr("href").is_some_and(|href| href.starts_with('#')), "{}", link.html());
    }
}

fn strings(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text],
        Value::Array(list) => list.iter().flat_map(strings).collect(),
        Value::Object(map) => map.values().flat_map(strings).collect(),
        _ => Vec::new(),
    }
}
