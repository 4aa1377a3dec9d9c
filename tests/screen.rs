//! The page on the screen: its figures are those of the reports, its charts can be read without
//! being seen, nothing is drawn where nothing was reported, and only its own script may run.

mod common;
#[path = "../benches/common/mod.rs"]
mod material;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Mutex;

use material::province::{self, Province};
use scraper::{ElementRef, Html, Selector};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

/// The most that the page of a quarter of the province may weigh.
const MOST_BYTES: usize = 1_500_000;
/// Figures that each body gives at most, beside all that it leads.
const FIGURES: usize = 20;
/// The most that the board may weigh for each row.
const MOST_BYTES_A_ROW: usize = 150;

fn build(data: &Path, period: &str, out: &Path, formats: &str) {
    let words = ["build", common::arg(data), "--period", period, "--out", common::arg(out)];
    let run = common::run(&[&words[..], &["--format", formats, "--allow-errors"]].concat());
    assert_eq!(run.status, 0, "{period}: {}", run.stderr);
}

fn view_of(data: &Path, period: &str) -> Value {
    let out = tempfile::tempdir().expect("a folder");
    build(data, period, out.path(), "json");
    let text = common::read(&out.path().join(format!("bao-cao-{period}.json")));
    serde_json::from_str(&text).expect("JSON")
}

fn view(period: &str) -> Value {
    view_of(&common::path("examples/submissions"), period)
}

/// The page of an example quarter, built once.
fn page(quarter: &str) -> String {
    static PAGES: Mutex<BTreeMap<String, String>> = Mutex::new(BTreeMap::new());
    let mut pages = PAGES.lock().expect("the pages");
    let build = || {
        let out = tempfile::tempdir().expect("a folder");
        common::build_example(quarter, out.path(), "html");
        common::read(&out.path().join(format!("bao-cao-{quarter}.html")))
    };
    pages.entry(quarter.to_owned()).or_insert_with(build).clone()
}

fn select<'a>(html: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    html.select(&Selector::parse(selector).expect("a selector")).collect()
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().unwrap_or_else(|| panic!("{key} is no list"))
}

/// A measure of a view's trend: what is told of each quarter.
fn measure<'a>(view: &'a Value, key: &str) -> &'a [Value] {
    let found = list(&view["screen"]["trend"], "measures").iter().find(|m| m["key"] == key);
    list(found.expect("the measure"), "points")
}

#[test]
fn each_quarter_of_the_trend_says_what_its_own_report_says() {
    let now = view("2026-Q2");
    for (at, quarter) in common::QUARTERS.iter().enumerate() {
        let own = view(quarter);
        let complete = list(&own["figures"], "by_status").iter().find(|s| s["key"] == "hoan_thanh");
        let complete = &complete.expect("complete")["share"];
        let coverage = &own["coverage"][0];
        let shares = [
            ("complete", complete),
            ("overdue", &own["figures"]["overdue"]["share"]),
            ("sent", &coverage["sent"]),
            ("on_time", &coverage["on_time"]),
        ];
        for (key, share) in shares {
            let point = &measure(&now, key)[at];
            for part in ["count", "of", "percent"] {
                assert_eq!(point[part], share[part], "{quarter}: {key}: {part}");
            }
        }
        let mean = &measure(&now, "progress")[at];
        assert_eq!(mean["percent"], own["figures"]["mean_progress"], "{quarter}");
        assert_eq!(mean["of"], own["figures"]["mean_over"], "{quarter}");
        let trend = &own["screen"]["trend"];
        assert_eq!(list(trend, "periods").len(), at + 1, "{quarter}: what came later is not known");
        if at + 1 == common::QUARTERS.len() {
            continue;
        }
        // The last point of a quarter's own page is the same one that a later page shows.
        for key in ["complete", "progress", "sent", "on_time"] {
            assert_eq!(measure(&own, key)[at], measure(&now, key)[at], "{quarter}: {key}");
        }
    }
    let before = &now["screen"]["before"];
    let own = view("2026-Q1");
    assert_eq!(before["overdue"], own["figures"]["overdue"]["share"]);
    assert_eq!(before["unreported"], own["figures"]["unreported"]["share"]);
    assert_eq!(before["sent"], own["coverage"][0]["sent"]);
}

#[test]
fn a_quarter_without_files_is_a_gap_and_a_changed_number_is_marked() {
    let folder = tempfile::tempdir().expect("a folder");
    for quarter in ["2025-Q2", "2025-Q4", "2026-Q1"] {
        common::copy(
            &common::path(&format!("examples/submissions/{quarter}")),
            &folder.path().join(quarter),
        );
    }
    let view = view_of(folder.path(), "2026-Q1");
    let periods = list(&view["screen"]["trend"], "periods");
    let counted: Vec<&Value> = periods.iter().map(|p| &p["counted"]).collect();
    assert_eq!(counted, [true, false, true, true]);
    for key in ["complete", "progress", "sent", "on_time"] {
        let points = measure(&view, key);
        assert!(points[1]["value"].is_null() && points[1]["count"].is_null(), "{key}");
        assert!(points[2]["value"].is_i64(), "{key}");
    }
    // Districts owed reports in the first quarter, communes afterwards; others were excused in the last.
    let changed: Vec<&Value> = measure(&view, "sent").iter().map(|p| &p["base_changed"]).collect();
    assert_eq!(changed, [false, false, true, true]);
}

#[test]
fn the_grid_agrees_with_the_annex_and_with_who_sent_reports() {
    for quarter in common::QUARTERS {
        let view = view(quarter);
        let agencies: Vec<&Value> =
            list(&view["screen"], "kinds").iter().flat_map(|kind| list(kind, "agencies")).collect();
        let rows: BTreeMap<&str, &Value> = list(&view["matrix"], "rows")
            .iter()
            .map(|row| (row["agency"].as_str().expect("a name"), row))
            .collect();
        let mut met = 0;
        for agency in &agencies {
            let name = agency["name"].as_str().expect("a name");
            let told: Vec<Option<&Value>> = list(agency, "cells")
                .iter()
                .map(|cell| (!cell["cite"].is_null()).then_some(cell))
                .collect();
            let Some(row) = rows.get(name) else {
                assert!(told.iter().all(Option::is_none), "{quarter}: {name}");
                continue;
            };
            met += 1;
            for (cell, annex) in told.iter().zip(list(row, "cells")) {
                let same = |key: &str| cell.map_or(&Value::Null, |c| &c[key]) == &annex[key];
                assert!(
                    ["letter", "key", "lead", "cite"].into_iter().all(same),
                    "{quarter}: {name}"
                );
            }
        }
        assert_eq!(met, rows.len(), "{quarter}");
        let coverage = &view["coverage"][0];
        let state = |key: &str| agencies.iter().filter(|a| a["reports"][0]["state"] == key).count();
        assert_eq!(coverage["on_time"]["count"], state("on_time"), "{quarter}");
        assert_eq!(coverage["missing_count"], state("missing"), "{quarter}");
        assert_eq!(list(coverage, "late").len(), state("late"), "{quarter}");
        assert_eq!(list(coverage, "excused").len(), state("excused"), "{quarter}");
        let timeline = &view["screen"]["timelines"][0];
        let dots: usize = list(timeline, "days").iter().map(|d| list(d, "agencies").len()).sum();
        assert_eq!(dots, state("on_time") + state("late"), "{quarter}");
    }
}

#[test]
fn every_chart_has_a_title_a_description_and_its_table() {
    for quarter in common::QUARTERS {
        let html = Html::parse_document(&page(quarter));
        let ids: BTreeSet<&str> =
            select(&html, "svg title, svg desc").iter().filter_map(|e| e.attr("id")).collect();
        let mut charts = 0;
        for figure in select(&html, "figure") {
            let inside = |selector: &str| {
                let selector = Selector::parse(selector).expect("a selector");
                figure.select(&selector).collect::<Vec<_>>()
            };
            for svg in inside("svg") {
                charts += 1;
                assert_eq!(svg.attr("role"), Some("img"), "{quarter}");
                for names in ["aria-labelledby", "aria-describedby"] {
                    assert!(svg.attr(names).is_some_and(|id| ids.contains(id)), "{quarter}");
                }
                assert_eq!(inside("details table").len(), 1, "{quarter}: no table");
            }
            assert!(!inside("figcaption a").is_empty(), "{quarter}: no source");
        }
        let expected = if quarter == "2025-Q2" { 3 } else { 7 };
        assert_eq!(charts, expected, "{quarter}");
        for svg in select(&html, "svg:not([role])") {
            assert_eq!(svg.attr("aria-hidden"), Some("true"), "{quarter}: a picture without words");
        }
    }
}

/// Means and rates over both levels stay in the data.
#[test]
fn the_board_has_no_mean_of_what_agencies_say_of_themselves() {
    for quarter in common::QUARTERS {
        let html = Html::parse_document(&page(quarter));
        let view = view(quarter);
        let board = select(&html, "#bang-theo-doi")[0];
        let text: String = board.text().collect();
        let mean = view["figures"]["mean_progress"].as_str().expect("a mean");
        assert!(!text.contains(mean), "{quarter}: {mean}");
        for key in ["progress", "sent", "on_time"] {
            let chart = select(&html, &format!("svg[aria-labelledby='t-{key}']"));
            assert!(chart.is_empty(), "{quarter}: {key} is drawn");
        }
        let figures = select(&html, "#chi-so li");
        let figures: Vec<String> = figures.iter().map(|li| li.text().collect()).collect();
        for level in list(&view["coverage"][0], "levels") {
            let sent =
                format!("{}/{} cơ quan phải gửi", level["sent"]["count"], level["sent"]["of"]);
            let name = level["level"].as_str().expect("a level");
            let told = |figure: &String| figure.contains(name) && figure.contains(&sent);
            assert!(figures.iter().any(told), "{quarter}: {name} {sent} in {figures:?}");
        }
        let halted = &view["screen"]["halted"];
        let halted = format!("{}/{} nhiệm vụ", halted["count"], halted["of"]);
        let is_halted = |figure: &String| figure.contains("tạm dừng") && figure.contains(&halted);
        assert!(figures.iter().any(is_halted), "{quarter}: {halted}");
    }
}

#[test]
fn every_task_and_agency_can_be_linked_and_filtered() {
    for quarter in common::QUARTERS {
        let html = Html::parse_document(&page(quarter));
        let options = |id: &str| -> BTreeSet<String> {
            let options = select(&html, &format!("#{id} option"));
            let values = options.iter().filter_map(|o| o.attr("value"));
            values.filter(|v| !v.is_empty()).map(str::to_owned).collect()
        };
        let groups = options("loc-nhom");
        // The script lists them in the filter.
        let grid = select(&html, ".o-luoi tr[id]");
        let agencies: BTreeSet<String> = grid
            .iter()
            .filter_map(|r| r.attr("id")?.strip_prefix("co-quan-"))
            .map(str::to_owned)
            .collect();
        let statuses = options("loc-tinh-trang");
        let tasks = select(&html, ".nhom-viec [data-tinh-trang][data-viec]");
        assert_eq!(tasks.len(), 20, "{quarter}");
        for task in select(&html, ".viec > li") {
            let id = task.attr("data-viec").expect("marked");
            let link = task.select(&Selector::parse("a.ma").expect("a selector")).next();
            let place = link.expect("a link").attr("href").expect("an address").replace('#', "");
            assert_eq!(select(&html, &format!("[id='{place}']")).len(), 1, "{quarter}: {place}");
            assert!(options("loc-viec").contains(id), "{quarter}: {id}");
            let group = task.ancestors().filter_map(ElementRef::wrap);
            let group = group.filter_map(|above| above.attr("data-nhom")).next();
            assert!(group.is_some_and(|group| groups.contains(group)), "{quarter}: {id}");
            let status = task.attr("data-tinh-trang");
            assert!(status.is_none_or(|status| statuses.contains(status)), "{quarter}: {id}");
            let lead = task.attr("data-chu-tri");
            assert!(lead.is_none_or(|lead| agencies.contains(lead)), "{quarter}: {id}");
        }
        let names: BTreeSet<String> =
            select(&html, ".o-luoi tr[id] th").iter().map(|th| th.inner_html()).collect();
        let items = select(&html, ".dong li");
        assert_eq!(view(quarter)["screen"]["rows"], items.len(), "{quarter}");
        for item in items {
            let name = item.text().next().expect("a name").trim();
            assert!(names.contains(name), "{quarter}: {name}");
            let link = item.select(&Selector::parse("a").expect("a selector")).next();
            let id = link.expect("a link").attr("href").expect("an address").replace('#', "");
            assert_eq!(select(&html, &format!("tr[id='{id}']")).len(), 1, "{quarter}: {name}");
        }
        let view = view(quarter);
        let kinds = list(&view["screen"], "kinds").iter();
        let known: BTreeSet<String> = kinds
            .flat_map(|kind| list(kind, "agencies"))
            .filter_map(|agency| agency["id"].as_str())
            .map(str::to_owned)
            .collect();
        assert_eq!(known, agencies, "{quarter}");
        // Without scripts there is no control that does nothing.
        for control in select(&html, "select, input, button") {
            let mut above =
                std::iter::once(control).chain(control.ancestors().filter_map(ElementRef::wrap));
            assert!(above.any(|e| e.attr("hidden").is_some()), "{quarter}: {}", control.html());
        }
    }
}

fn base64(bytes: &[u8]) -> String {
    let letters: Vec<char> =
        ('A'..='Z').chain('a'..='z').chain('0'..='9').chain(['+', '/']).collect();
    let bits: String = bytes.iter().map(|b| format!("{b:08b}")).collect();
    let mut text: String = bits
        .as_bytes()
        .chunks(6)
        .map(|six| {
            let six = format!("{:0<6}", std::str::from_utf8(six).expect("digits"));
            letters[usize::from_str_radix(&six, 2).expect("a number")]
        })
        .collect();
    while !text.len().is_multiple_of(4) {
        text.push('=');
    }
    text
}

fn assert_only_its_script_may_run(what: &str, page: &str) {
    let html = Html::parse_document(page);
    let scripts = select(&html, "script");
    assert_eq!(scripts.len(), 1, "{what}");
    let script: String = scripts[0].text().collect();
    let policy = select(&html, "meta[http-equiv='Content-Security-Policy']");
    let policy = policy[0].attr("content").expect("a policy");
    let digest = base64(&Sha256::digest(script.as_bytes()));
    assert!(policy.contains("default-src 'none'"), "{what}: {policy}");
    assert!(policy.contains(&format!("script-src 'sha256-{digest}'")), "{what}: {policy}");
}

/// Every body of the province on every task: the page holds every row on the board, and the board
/// takes no more than a line for each; so it is where every body gives its figures in a second file.
/// What is built is left for `tests/page/bench.mjs`.
#[test]
fn the_page_of_a_whole_province_is_light_and_has_every_row() {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let quarter = province::QUARTERS[1];
    for (name, figures) in [("province", 0), ("province-figures", FIGURES)] {
        let folder = root.join(name);
        let data = folder.join("data");
        Province::new(1).with_figures(figures).write(&data, &[quarter]);
        build(&data, &quarter.id(), &folder, "html");
        let page = common::read(&folder.join(format!("bao-cao-{}.html", quarter.id())));
        assert!(page.len() < MOST_BYTES, "{name}: {} bytes", page.len());
        let (board, _) = page.split_once("id=\"van-ban\"").expect("the board, then the document");
        let html = Html::parse_document(&page);
        assert_eq!(select(&html, ".dong li").len(), province::ROWS, "{name}");
        let sources = select(&html, ".nguon-bang tbody tr").len();
        assert_eq!(sources > province::BODIES, figures > 0, "{name}: {sources} files");
        let (_, board) = board.split_once("</head>").expect("the head, then the board");
        let figures = board
            .find("id=\"so-lieu\"")
            .map_or(0, |at| board[at..].find("</section>").unwrap_or_default());
        let each = (board.len() - figures) / province::ROWS;
        assert!(each < MOST_BYTES_A_ROW, "{name}: {each} bytes of the board for each row");
    }
}

#[test]
fn the_page_lets_its_own_script_run_and_nothing_else() {
    for quarter in common::QUARTERS {
        let page = page(quarter);
        assert_only_its_script_may_run(quarter, &page);
        assert!(page.len() < MOST_BYTES, "{quarter}: {} bytes", page.len());
    }
    // So it is with a script of somebody's own, however it is laid out.
    let folder = tempfile::tempdir().expect("a folder");
    let own = folder.path().join("html/loc.js");
    std::fs::create_dir_all(own.parent().expect("a folder")).expect("a folder");
    common::write(&own, "\n\n// của riêng   \n\n\n\nconst a = 1 < 2 && \"<b>\";  \n\n");
    let words = ["build", "examples/submissions", "--period", "2026-Q1", "--format", "html"];
    let more = ["--templates", common::arg(folder.path()), "--out", common::arg(folder.path())];
    let run = common::run(&[&words[..], &more].concat());
    assert_eq!(run.status, 0, "{}", run.stderr);
    let page = common::read(&folder.path().join("bao-cao-2026-Q1.html"));
    assert!(page.contains("const a = 1 < 2 && \"<b>\";</script>"));
    assert_only_its_script_may_run("own", &page);
}

#[test]
fn nothing_is_drawn_where_nothing_was_reported() {
    let folder = tempfile::tempdir().expect("a folder");
    let period = folder.path().join("2025-Q3");
    std::fs::create_dir_all(&period).expect("a folder");
    common::write(
        &period.join("ubnd-xa-van-ninh.csv"),
        "ky_bao_cao;co_quan;ma_nhiem_vu;trang_thai;ket_qua\n2025-Q3;UBND xã Vạn Ninh;II.1;Đang triển khai;Đã tuyên truyền.\n",
    );
    let out = folder.path().join("out");
    build(folder.path(), "2025-Q3", &out, "html,json");
    let html = Html::parse_document(&common::read(&out.join("bao-cao-2025-Q3.html")));
    let text = |selector: &str| -> String {
        select(&html, selector).iter().flat_map(|e| e.text()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(text("#chi-so li").matches("Chưa có số liệu.").count(), 4, "no lead, no money");
    assert!(text(".viec").matches("chưa có số liệu").count() == 20);
    for drawn in ["kinh-phi", "ngay-1", "complete", "overdue", "sent_province", "sent_commune"] {
        let chart = select(&html, &format!("svg[aria-labelledby='t-{drawn}']"));
        assert!(chart.is_empty(), "{drawn} is drawn");
    }
    assert!(text("#h-xu-huong ~ p").contains("chưa vẽ được"), "one quarter is no way");
    let view: Value =
        serde_json::from_str(&common::read(&out.join("bao-cao-2025-Q3.json"))).expect("JSON");
    assert!(measure(&view, "complete")[0]["value"].is_null(), "no lead said anything");
    assert!(view["screen"]["largest_amount"].is_null());
}
