//! The published documents as a reader, a parser and a screen reader meet them; and what becomes of
//! texts that were written to break out of a document.
//!
//! The words of the Markdown and of the page are the same in the same order. What only the page on
//! the screen has stands in `nav` or has the class `man-hinh`.

#[path = "../common/mod.rs"]
mod common;
mod hostile;
#[path = "../hostile/texts.rs"]
mod hostile_texts;
mod reading;

use std::collections::BTreeSet;

use reading::{Markdown, Page, assert_same_words, flat};

/// Words that have no business in a Vietnamese document; none of them is a Vietnamese syllable.
const ENGLISH: [&str; 24] = [
    "the", "and", "of", "is", "with", "from", "not", "for", "this", "row", "rows", "file", "error",
    "errors", "warning", "status", "total", "task", "agency", "report", "unknown", "missing",
    "draft", "source",
];
/// Values that leak out of a program.
const LEAKED: [&str; 8] = ["none", "nan", "null", "undefined", "true", "false", "some", "[object"];

/// The points of the summary: the only numbered list of a report.
const SUMMARY: [(u64, u64); 1] = [(1, 6)];

/// The annexes in their order.
const ANNEXES: [&str; 9] = [
    "TÌNH HÌNH THỰC HIỆN CÁC NHIỆM VỤ",
    "CƠ QUAN BÁO CÁO THEO NHIỆM VỤ",
    "KINH PHÍ THEO CƠ QUAN",
    "CHI TIẾT THEO NHIỆM VỤ",
    "SỐ LIỆU THEO NHIỆM VỤ",
    "VĂN BẢN ĐÃ BAN HÀNH",
    "TÌNH HÌNH GỬI BÁO CÁO CỦA CÁC CƠ QUAN",
    LEFT_OUT,
    "NGUỒN SỐ LIỆU",
];
/// The annex of a period with mistakes alone.
const LEFT_OUT: &str = "DÒNG SỐ LIỆU CHƯA ĐƯỢC TÍNH VÀ LÝ DO";

fn published(quarter: &str, ending: &str) -> String {
    common::read(&common::path(&format!("examples/published/bao-cao-{quarter}.{ending}")))
}

fn markdown(quarter: &str) -> Markdown {
    Markdown::parse(&published(quarter, "md"))
}

fn page(quarter: &str) -> Page {
    Page::parse(&published(quarter, "html"))
}

#[test]
fn both_forms_have_the_same_words_in_the_same_order() {
    for quarter in common::QUARTERS {
        assert_same_words(quarter, &markdown(quarter).text, &page(quarter).text());
    }
}

#[test]
fn nothing_of_the_markdown_is_a_link_code_or_html() {
    for quarter in common::QUARTERS {
        let markdown = markdown(quarter);
        assert_eq!(markdown.foreign, Vec::<String>::new(), "{quarter}");
        assert_eq!(markdown.numbered, SUMMARY, "{quarter}: numbered lists");
    }
}

/// A list may be longer than the letters; a number with a bracket would begin a list of Markdown.
#[test]
fn a_long_list_goes_on_with_two_letters() {
    let folder = tempfile::tempdir().expect("a folder");
    let template = "{% import \"loi-van.j2\" as lv %}{% for n in range(1, 421) %}{{ lv.chu_cai(n) }} {% endfor %}";
    common::write(&folder.path().join("bao-cao.md.j2"), template);
    let out = folder.path().join("out");
    let words = ["build", "examples/submissions", "--period", "2026-Q1", "--format", "md"];
    let more = ["--templates", common::arg(folder.path()), "--out", common::arg(&out)];
    let run = common::run(&[&words[..], &more].concat());
    assert_eq!(run.status, 0, "{}", run.stderr);
    let text = common::read(&out.join("bao-cao-2026-Q1.md"));
    let letters: Vec<&str> = text.split_whitespace().collect();
    let distinct: BTreeSet<&str> = letters.iter().copied().collect();
    assert_eq!((letters.len(), distinct.len()), (420, 420), "{text}");
    assert!(letters.iter().all(|one| one.ends_with(')') && !one.starts_with(char::is_numeric)));
    assert_eq!(letters[18..23], ["t)", "u)", "aa)", "ab)", "ac)"]);
}

/// Cells of a row of Markdown: parted by the bars that are not escaped.
fn columns(line: &str) -> usize {
    let mut escaped = false;
    let bars = line.chars().filter(|c| {
        let bar = *c == '|' && !escaped;
        escaped = *c == '\\' && !escaped;
        bar
    });
    bars.count() - 1
}

#[test]
fn tables_of_the_markdown_are_whole() {
    for quarter in common::QUARTERS {
        let text = published(quarter, "md");
        let lines: Vec<&str> = text.lines().collect();
        let mut written = Vec::new();
        for (at, line) in lines.iter().enumerate() {
            let Some(end) = line.strip_prefix('|') else { continue };
            assert!(end.ends_with('|'), "{quarter}: an open row: {line}");
            if at > 0 && lines[at - 1].starts_with('|') {
                assert_eq!(columns(line), columns(lines[at - 1]), "{quarter}: {line}");
                *written.last_mut().expect("a table") += 1;
            } else {
                written.push(1);
            }
        }
        // The line of dashes is no row.
        written.iter_mut().for_each(|rows| *rows -= 1);
        assert_eq!(markdown(quarter).tables, written, "{quarter}");
        let tables = page(quarter).printed("table").len();
        assert_eq!(written.len(), tables + 2, "{quarter}: letterhead and signature are tables too");
    }
}

#[test]
fn headings_stand_in_order() {
    let sections = ["TÓM TẮT", "I.", "II.", "III.", "IV.", "V.", "VI.", "VII."];
    let begins = |title: &str, wanted: &str| {
        title.strip_prefix(wanted).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    for quarter in common::QUARTERS {
        let annexes: Vec<&str> = ANNEXES
            .into_iter()
            .filter(|title| quarter == common::FAULTY || *title != LEFT_OUT)
            .collect();
        let numbers = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
        let numbers: Vec<String> =
            numbers[..annexes.len()].iter().map(|number| format!("Phụ lục {number}")).collect();
        let expected: Vec<&str> =
            sections.into_iter().chain(numbers.iter().map(String::as_str)).collect();
        let from_markdown = markdown(quarter).headings;
        let page = page(quarter);
        let from_page: Vec<(u8, String)> = page
            .printed("main h1, main h2, header h1, h3")
            .iter()
            .map(|e| {
                let level = e.value().name()[1..].parse().expect("a level");
                (level, flat(&e.text().collect::<String>()))
            })
            .collect();
        for headings in [&from_markdown, &from_page] {
            assert_eq!(headings[0], (1, "BÁO CÁO".to_owned()), "{quarter}");
            let second: Vec<&String> =
                headings.iter().filter(|(level, _)| *level == 2).map(|(_, title)| title).collect();
            assert_eq!(second.len(), expected.len(), "{quarter}: {second:?}");
            assert!(
                second.iter().zip(&expected).all(|(a, b)| begins(a, b)),
                "{quarter}: {second:?}"
            );
            // Section II is numbered through: five groups, what stands beside them, the requests.
            let results = headings.iter().skip_while(|(_, title)| !begins(title, "II."));
            let numbered = results.skip(1).take_while(|(level, _)| *level > 2);
            let numbered: Vec<&(u8, String)> = numbered.collect();
            assert_eq!(numbered.len(), 7, "{quarter}: {numbered:?}");
            for (n, (level, title)) in numbered.into_iter().enumerate() {
                assert_eq!(*level, 3, "{quarter}: {title}");
                assert!(begins(title, &format!("{}.", n + 1)), "{quarter}: {title}");
            }
        }
        let titles = from_page.iter().filter(|(_, title)| title.starts_with("Phụ lục "));
        let titles: Vec<String> = titles.map(|(_, title)| title.clone()).collect();
        let full = numbers.iter().zip(&annexes).map(|(number, title)| format!("{number} {title}"));
        assert_eq!(titles, full.collect::<Vec<_>>(), "{quarter}");
        let levels = page.all("h1, h2, h3, h4, h5, h6");
        let levels = levels.iter().map(|e| e.value().name().as_bytes()[1]);
        let levels: Vec<u8> = levels.collect();
        assert!(
            levels.windows(2).all(|pair| pair[1] <= pair[0] + 1),
            "{quarter}: a level is skipped"
        );
    }
}

#[test]
fn the_page_is_whole_and_fit_for_all() {
    for quarter in common::QUARTERS {
        let page = page(quarter);
        assert_eq!(page.all("html[lang=vi]").len(), 1, "{quarter}");
        for one in ["head > title", "main", "h1", "header"] {
            assert_eq!(page.printed(one).len(), 1, "{quarter}: {one}");
        }
        assert_eq!(page.all(".man-hinh h1").len(), 1, "{quarter}: the screen has its own title");
        for table in page.all("table") {
            let inner = |selector: &str| {
                let selector = scraper::Selector::parse(selector).expect("a selector");
                table.select(&selector).count()
            };
            let caption = inner("caption");
            assert_eq!(caption, 1, "{quarter}: a table without caption: {}", table.html());
            assert!(inner("thead th") > 1, "{quarter}: no column headings");
            // A heading without a scope is that of its column where its row has only headings, and that
            // of its row where its column has only headings (HTML, 4.9.12.2).
            if inner("thead th:not([scope])") > 0 {
                assert_eq!(inner("thead td"), 0, "{quarter}: {}", table.html());
            }
            let in_rows = |more: &str| {
                inner(&format!("tbody th:not([scope]){more}, tfoot th:not([scope]){more}"))
            };
            assert_eq!(in_rows(":not(:first-child)"), 0, "{quarter}");
            if in_rows("") > 0 {
                assert_eq!(inner("tr > td:first-child"), 0, "{quarter}: a heading of what?");
                assert_eq!(in_rows(" + td"), in_rows(""), "{quarter}: of what?");
            }
            assert_eq!(inner("tbody tr"), inner("tbody tr > th:first-child"), "{quarter}");
        }
        let mut ids = BTreeSet::new();
        for element in page.all("[id]") {
            let id = element.attr("id").expect("an id");
            assert!(ids.insert(id), "{quarter}: the id {id} twice");
        }
        let links = page.all("a");
        assert!(links.len() > 100, "{quarter}: figures lead to their source");
        for link in links {
            let target = link.attr("href").expect("a target");
            let inside = target.strip_prefix('#').is_some_and(|id| ids.contains(id));
            assert!(inside, "{quarter}: {target} leads nowhere in the page");
        }
        for names in ["aria-labelledby", "aria-describedby", "aria-controls", "for"] {
            for element in page.all(&format!("[{names}]")) {
                let named = element.attr(names).expect("an id");
                assert!(named.split(' ').all(|id| ids.contains(id)), "{quarter}: {named}");
            }
        }
    }
}

#[test]
fn the_page_needs_nothing_from_elsewhere() {
    for quarter in common::QUARTERS {
        let page = page(quarter);
        let foreign = page.all("[src], [srcset], link, img, iframe, object, embed, base, form");
        assert!(foreign.is_empty(), "{quarter}: {}", foreign[0].html());
        let text = published(quarter, "html");
        // Patterns of the charts stand in the page itself.
        let text = text.replace("url(#", "(#");
        for sign in ["http:", "https:", "url(", "@import", "//cdn", "data:", "javascript:"] {
            assert!(!text.contains(sign), "{quarter}: {sign}");
        }
        for element in page.all("*") {
            let handler = element.value().attrs().find(|(name, _)| name.starts_with("on"));
            assert_eq!(handler, None, "{quarter}: {}", element.html());
        }
    }
}

/// Runs of digits and slashes that are dates.
fn dates(text: &str) -> Vec<[&str; 3]> {
    let runs = text.split(|c: char| !c.is_ascii_digit() && c != '/');
    let dates = runs.filter_map(|run| {
        let parts: Vec<&str> = run.split('/').collect();
        let date: [&str; 3] = parts.try_into().ok()?;
        (date[2].len() == 4 && date.iter().all(|part| !part.is_empty())).then_some(date)
    });
    dates.collect()
}

#[test]
fn the_language_is_clean_vietnamese() {
    for quarter in common::QUARTERS {
        let markdown = markdown(quarter);
        let pieces = [markdown.pieces, page(quarter).pieces()].concat();
        for piece in &pieces {
            // The blank before the plan's number is dotted.
            let text = flat(piece).replace("............", "…");
            let said = || format!("{quarter}: {text}");
            for word in text.split([' ', '\u{a0}']) {
                let bare =
                    word.trim_matches(|c: char| !c.is_alphanumeric() && c != '[').to_lowercase();
                let stray = ENGLISH.contains(&&*bare) || LEAKED.contains(&&*bare);
                assert!(!stray, "{bare}: {}", said());
            }
            let in_line = piece.trim_matches(['\n', ' ']);
            assert!(!in_line.contains("  "), "two spaces: {}", said());
            for wrong in [" .", " ,", " ;", ",,", ";;", ",.", ";.", ".;", ":.", "( ", " )", "()"] {
                assert!(!text.contains(wrong), "“{wrong}”: {}", said());
            }
            let runs = text.split(|c| c != '.').map(str::len);
            assert!(runs.clone().all(|dots| dots != 2), "two points: {}", said());
            for [day, month, _] in dates(&text) {
                let two = |part: &str| part.len() == 2;
                let short = matches!(month, "3" | "4" | "5" | "6" | "7" | "8" | "9");
                let right =
                    two(day) && (short || matches!(month, "01" | "02" | "10" | "11" | "12"));
                assert!(right, "a date: {}", said());
            }
        }
        assert!(pieces.iter().flat_map(|piece| dates(piece)).count() > 50, "dates are found");
    }
}
