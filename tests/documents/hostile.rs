//! Texts written to break out of a document, and files named so: they come out as they were
//! written, as plain text, in every form.

use std::collections::BTreeSet;
use std::path::Path;

use scraper::ElementRef;
use serde_json::Value;

use super::common;
use super::reading::{Markdown, Page, assert_same_words, flat};

/// What an agency writes, and what a reader is to see of it.
const TEXTS: [(&str, &str); 24] = [
    ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    ("<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"),
    ("</td></tr></table><h1>Hết</h1>", "</td></tr></table><h1>Hết</h1>"),
    ("<!-- giấu --> <![CDATA[x]]>", "<!-- giấu --> <![CDATA[x]]>"),
    ("\" onmouseover=\"alert(1)\" x='", "\" onmouseover=\"alert(1)\" x='"),
    ("&lt;b&gt; &amp; &#60; &nbsp;", "&lt;b&gt; &amp; &#60; &nbsp"),
    ("a | b || c \\| d \\\\| e", "a | b || c \\| d \\\\| e"),
    ("**đậm** _nghiêng_ ~~gạch~~ `mã`", "**đậm** _nghiêng_ ~~gạch~~ `mã`"),
    ("[liên kết](javascript:alert(1))", "[liên kết](javascript:alert(1))"),
    ("![ảnh](http://a.vn/x.png \"x\")", "![ảnh](http://a.vn/x.png \"x\")"),
    ("<https://a.vn> https://a.vn www.a.vn", "<https://a.vn> https://a.vn www.a.vn"),
    ("thu@a.vn <thu@a.vn> mailto:thu@a.vn", "thu@a.vn <thu@a.vn> mailto:thu@a.vn"),
    ("[1]: http://a.vn\n[1] [^1] [x][1]", "[1]: http://a.vn [1] [^1] [x][1]"),
    ("dòng một\n\n# dòng hai\r\n---\n===\nhết", "dòng một # dòng hai --- === hết"),
    ("```\nmã\n```\n    thụt", "``` mã ``` thụt"),
    ("> trích\n1. một\n2) hai\n* ba", "> trích 1. một 2) hai ba"),
    ("| a | b |\n|---|---|\n| c | d |", "| a | b | |---|---| | c | d |"),
    ("an\u{202e}nàot\u{202c} \u{2066}x\u{2069}", "annàot x"),
    ("ẩn\u{200b}giữa\u{feff} \u{1b}[31mđỏ\u{7}", "ẩngiữa [31mđỏ"),
    ("=HYPERLINK(\"http://a.vn\";\"x\")", "=HYPERLINK(\"http://a.vn\";\"x\")"),
    ("@SUM(A1) +1+1", "@SUM(A1) +1+1"),
    (
        "{{ v.plan.sha256 }} {% include 'x' %} {# x #}",
        "{{ v.plan.sha256 }} {% include 'x' %} {# x #}",
    ),
    ("$x^2$ $$y$$ \\(z\\) :smile: #1 GH-1", "$x^2$ $$y$$ \\(z\\) :smile: #1 GH-1"),
    ("%s %n ../../etc/passwd \\u003cb\\u003e", "%s %n ../../etc/passwd \\u003cb\\u003e"),
];

/// Names of files, and what a reader is to see of them.
const NAMES: [(&str, &str); 4] = [
    ("<b>bao cao<i> & 'x' \"y\".csv", "<b>bao cao<i> & 'x' \"y\".csv"),
    ("bao|cao *x* [a](b) `c`.csv", "bao|cao *x* [a](b) `c`.csv"),
    ("bao\ncao\u{202e}vsc.csv", "bao caovsc.csv"),
    ("{{ notice }} #1.csv", "{{ notice }} #1.csv"),
];

/// Communes that take part in II.1, one for each text.
const COMMUNES: [&str; 24] = [
    "phường Bắc Nha Trang",
    "phường Nha Trang",
    "phường Tây Nha Trang",
    "phường Nam Nha Trang",
    "phường Bắc Cam Ranh",
    "phường Cam Ranh",
    "phường Cam Linh",
    "phường Ba Ngòi",
    "phường Ninh Hòa",
    "phường Đông Ninh Hòa",
    "phường Hòa Thắng",
    "xã Nam Cam Ranh",
    "xã Bắc Ninh Hòa",
    "xã Tân Định",
    "xã Nam Ninh Hòa",
    "xã Tây Ninh Hòa",
    "xã Hòa Trí",
    "xã Đại Lãnh",
    "xã Tu Bông",
    "xã Vạn Thắng",
    "xã Vạn Ninh",
    "xã Vạn Hưng",
    "xã Diên Khánh",
    "xã Diên Lạc",
];

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// A period in which every text stands in five columns of a row of its own, in oddly named files.
fn write_period(folder: &Path) {
    std::fs::create_dir_all(folder).expect("a folder");
    let headings = "ky_bao_cao;co_quan;ma_nhiem_vu;trang_thai;tien_do;ket_qua;kho_khan;kien_nghi;ke_hoach_ky_toi;van_ban;minh_chung\n";
    for (n, (name, _)) in NAMES.iter().enumerate() {
        let mut text = headings.to_owned();
        let per_file = TEXTS.len() / NAMES.len();
        for at in n * per_file..(n + 1) * per_file {
            let cell = quoted(TEXTS[at].0);
            // A list is parted at its semicolons, so it gets one text without them.
            let list = quoted(&TEXTS[at].0.replace([';', '\n', '\r'], " "));
            text += &format!(
                "2025-Q3;UBND {};II.1;dang_trien_khai;40;{cell};{cell};{cell};{cell};{list};{list}\n",
                COMMUNES[at]
            );
        }
        common::write(&folder.join(name), text);
    }
    // Rows that are left out, so that annex IV has a file's name and what is wrong as well.
    let wrong = "2025-Q3;Sở <b>X</b> | *Y*;II.1;dang_trien_khai;140;x;;;;;\n\
        2025-Q3;UBND xã Cam Lâm;<i>I</i>\u{202e}|1;dang_trien_khai;40;x;;;;;\n";
    common::write(&folder.join("loi|<i>.csv"), format!("{headings}{wrong}"));
    common::write(
        &folder.join("period.yaml"),
        "period: 2025-Q3\nas_of: 2025-09-22\nnotice: \"<b>Minh họa</b> | *x*\"\ncommentary:\n  remarks:\n    - \"<script>alert(2)</script> | [a](javascript:b)\"\n",
    );
}

#[test]
fn hostile_texts_come_out_as_plain_text() {
    let folder = tempfile::tempdir().expect("a folder");
    write_period(&folder.path().join("2025-Q3"));
    let out = folder.path().join("out");
    let words = ["build", common::arg(folder.path()), "--period", "2025-Q3", "--allow-errors"];
    let more = ["--format", "md,html,json", "--out", common::arg(&out)];
    let run = common::run(&[&words[..], &more].concat());
    assert_eq!(run.status, 0, "{}", run.stderr);
    let file = |ending| common::read(&out.join(format!("bao-cao-2025-Q3.{ending}")));

    let markdown = Markdown::parse(&file("md"));
    assert_eq!(markdown.foreign, Vec::<String>::new(), "a text became markup");
    let page = Page::parse(&file("html"));
    assert_same_words("hostile", &markdown.text, &page.text());
    let (markdown_text, page_text) = (flat(&markdown.text), flat(&page.text()));
    let notice = ("", "<b>Minh họa</b> | *x*");
    let remark = ("", "<script>alert(2)</script> | [a](javascript:b)");
    for (_, seen) in TEXTS.iter().chain(&NAMES).chain([&notice, &remark]) {
        assert!(markdown_text.contains(seen), "Markdown does not show: {seen}");
        assert!(page_text.contains(seen), "HTML does not show: {seen}");
    }

    assert_harmless(&page);
    let view: Value = serde_json::from_str(&file("json")).expect("JSON");
    assert_eq!(view["agencies_consolidated"], TEXTS.len(), "no text keeps its row out");
    assert_eq!(view["left_out"].as_array().map(Vec::len), Some(2));
    for text in strings(&view) {
        let acts = |c: char| {
            c.is_control()
                || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
        };
        assert!(!text.contains(acts), "{text:?}");
    }
    for (name, text) in [("md", file("md")), ("html", file("html"))] {
        let acts = |c: char| {
            c != '\n' && c.is_control()
                || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
        };
        let found = text.find(acts).map(|at| text[at..].chars().take(40).collect::<String>());
        assert_eq!(found, None, "{name}");
    }
}

/// The page has no element and no attribute that a page of plain texts has not.
fn assert_harmless(page: &Page) {
    let plain = Page::parse(&super::published("2025-Q3", "html"));
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
