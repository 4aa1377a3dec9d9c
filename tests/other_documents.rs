//! What `report build` makes beside the report of a period: the sheet of one agency, a report to
//! one addressee, documents from a saved view.

mod common;
#[path = "documents/reading.rs"]
#[allow(dead_code, reason = "the other tests of documents need more of it")]
mod reading;
#[path = "hostile/texts.rs"]
mod texts;

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use common::Run;

fn build(words: &[&str], out: &Path) -> Run {
    common::run(&[&["build", "--out", common::arg(out)], words].concat())
}

/// The JSON of an example period, in a folder of its own.
fn saved(period: &str) -> (TempDir, String) {
    let folder = tempfile::tempdir().expect("a folder");
    common::build_example(period, folder.path(), "md,html,json");
    let text = common::read(&folder.path().join(format!("bao-cao-{period}.json")));
    (folder, text)
}

#[test]
fn a_saved_view_gives_the_same_documents() {
    for period in ["2026-Q1", common::FAULTY, "2025"] {
        let (folder, _) = saved(period);
        let file = folder.path().join(format!("bao-cao-{period}.json"));
        let out = folder.path().join("anew");
        let words = ["--from-view", common::arg(&file), "--format", "md,html,json"];
        let run = build(&[&words[..], &["--allow-errors"]].concat(), &out);
        assert_eq!(run.status, 0, "{}", run.stderr);
        for ending in ["md", "html", "json"] {
            let name = format!("bao-cao-{period}.{ending}");
            let same = common::read(&out.join(&name)) == common::read(&folder.path().join(&name));
            assert!(same, "{name}");
        }
        let run = build(&[&words[..], &["--check", "--allow-errors"]].concat(), &out);
        assert_eq!((run.status, run.stdout.as_str()), (0, ""), "{}", run.stderr);
        let run = build(&[&words[..], &["--check"]].concat(), &out);
        assert_eq!(run.status, i32::from(period != "2026-Q1"), "{period}: {}", run.stderr);
    }
}

#[test]
fn a_file_that_is_no_saved_view_is_refused_with_its_place() {
    let (folder, text) = saved("2026-Q1");
    let file = folder.path().join("sua.json");
    let out = folder.path().join("anew");
    let without = |path: &[&str]| {
        let mut view: Value = serde_json::from_str(&text).expect("JSON");
        let (last, way) = path.split_last().expect("a way");
        let mut at = &mut view;
        for step in way {
            at = match step.parse::<usize>() {
                Ok(n) => &mut at[n],
                Err(_) => &mut at[*step],
            };
        }
        at.as_object_mut().expect("an object").remove(*last).expect("the key");
        serde_json::to_string_pretty(&view).expect("JSON")
    };
    let cases = [
        (text.replacen("report.view/2", "report.view/9", 1), "khóa “schema” là “report.view/9”"),
        ("{}".to_owned(), "không có khóa “schema”"),
        ("[1, 2".to_owned(), "dòng 1, cột 5"),
        (without(&["groups", "1", "title"]), "thiếu khóa “title”"),
        (without(&["groups", "1", "tasks", "0", "due"]), "thiếu khóa “groups[1].tasks[0].due”"),
        (text.replacen("\"data_errors\": 0", "\"data_errors\": \"0\"", 1), "không đúng kiểu"),
        (text.replacen("\"id\": \"2026-Q1\"", "\"id\": \"../../x\"", 1), "“../../x”"),
    ];
    for (changed, told) in cases {
        assert_ne!(changed, text, "{told}");
        common::write(&file, changed);
        let run = build(&["--from-view", common::arg(&file)], &out);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{told}: {}", run.stderr);
        assert!(run.stderr.contains(told), "{told}: {}", run.stderr);
        assert!(!out.exists(), "{told}");
    }
    for more in [["--as-of", "2026-03-20"], ["--period", "2026-Q1"], ["--agency", "so-y-te"]] {
        let run = build(&[&["--from-view", common::arg(&file)], &more[..]].concat(), &out);
        assert_eq!(run.status, 2, "{more:?}");
        assert!(run.stderr.contains("Không dùng"), "{more:?}: {}", run.stderr);
    }
}

#[test]
fn reports_to_one_addressee_differ_in_the_addressee_and_the_annex_of_the_ministry() {
    let folder = tempfile::tempdir().expect("a folder");
    let (out, data) = (folder.path(), "examples/submissions");
    let words = [data, "--period", "2026-Q1", "--format", "json"];
    let run = build(&[&words[..], &["--for", "all"]].concat(), out);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let names = ["bao-cao-2026-Q1-bo-y-te.json", "bao-cao-2026-Q1-ubnd-tinh.json"];
    assert_eq!(common::names(out), names);
    let one = tempfile::tempdir().expect("a folder");
    build(&[&words[..], &["--for", "bo-y-te"]].concat(), one.path());
    build(&words, one.path());
    assert_eq!(common::names(one.path()), ["bao-cao-2026-Q1-bo-y-te.json", "bao-cao-2026-Q1.json"]);
    assert_eq!(common::read(&one.path().join(names[0])), common::read(&out.join(names[0])));
    let view = |folder: &Path, name: &str| -> Value {
        serde_json::from_str(&common::read(&folder.join(name))).expect("JSON")
    };
    let joint = view(one.path(), "bao-cao-2026-Q1.json");
    for (name, to) in names.iter().zip(["Bộ Y tế", "UBND tỉnh Khánh Hòa"]) {
        let mut own = view(out, name);
        assert_eq!(own["head"]["addressees"], serde_json::json!([to]));
        own["head"]["addressees"] = joint["head"]["addressees"].clone();
        if to == "Bộ Y tế" {
            assert!(own["trace"].is_object());
            own["trace"] = Value::Null;
            let last = own["annexes"].as_array_mut().expect("annexes").pop().expect("an annex");
            assert_eq!(last["key"], "khuyen_nghi");
        }
        assert_eq!(own, joint, "{name}");
    }
    let run = build(&[&words[..], &["--for", "so-y-te"]].concat(), out);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("ubnd-tinh (UBND tỉnh Khánh Hòa), bo-y-te"), "{}", run.stderr);
}

/// The sheet says of an agency what the report says of it.
#[test]
fn the_sheet_has_the_figures_of_the_report() {
    let (folder, text) = saved(common::FAULTY);
    let report: Value = serde_json::from_str(&text).expect("JSON");
    let agencies = report["screen"]["kinds"].as_array().expect("kinds").iter();
    let agencies: Vec<&Value> =
        agencies.flat_map(|kind| kind["agencies"].as_array().expect("agencies")).collect();
    let mut wanted = 0;
    for id in ["so-y-te", "so-tu-phap", "so-cong-thuong", "ubnd-phuong-nha-trang"] {
        let out = folder.path().join(id);
        let words = ["examples/submissions", "--period", common::FAULTY, "--agency", id];
        let run = build(&[&words[..], &["--format", "json"]].concat(), &out);
        assert_eq!(run.status, 0, "{}", run.stderr);
        let name = format!("phieu-{id}-{}.json", common::FAULTY);
        let sheet: Value = serde_json::from_str(&common::read(&out.join(name))).expect("JSON");
        let own = agencies.iter().find(|agency| agency["id"] == id).expect("in the report");
        assert_eq!(sheet["agency"], own["name"]);
        let cells = own["cells"].as_array().expect("cells");
        let tasks = report["matrix"]["tasks"].as_array().expect("tasks");
        let told: BTreeSet<(String, String, String)> = tasks
            .iter()
            .zip(cells)
            .filter(|(_, cell)| cell["cite"].is_object())
            .map(|(task, cell)| {
                (task.to_string(), cell["key"].to_string(), cell["progress"].to_string())
            })
            .collect();
        let lists = ["led", "coordinated"].map(|list| sheet[list].as_array().expect("tasks"));
        let seen: BTreeSet<(String, String, String)> = lists
            .into_iter()
            .flatten()
            .filter(|task| !task["status"].is_null())
            .map(|task| {
                (task["id"].to_string(), task["status"].to_string(), task["progress"].to_string())
            })
            .collect();
        assert_eq!(seen, told, "{id}");
        wanted += usize::from(!sheet["wanted"].is_null());
    }
    assert_eq!(wanted, 2, "of two of them something is wanted");
}

/// Every row of the agency that counts stands on its sheet in full.
#[test]
fn the_sheet_has_every_row_of_its_agency_in_full() {
    let folder = tempfile::tempdir().expect("a folder");
    let quarter = common::QUARTERS[3];
    for id in ["so-y-te", "so-tu-phap", "cong-an-tinh"] {
        let words = ["examples/submissions", "--period", quarter, "--agency", id];
        let run = build(&words, folder.path());
        assert_eq!(run.status, 0, "{}", run.stderr);
        let sheet = common::read(&folder.path().join(format!("phieu-{id}-{quarter}.md")));
        let sheet = reading::Markdown::parse(&sheet).text;
        let money = sheet.lines().filter(|line| line.contains("đã giải ngân"));
        assert!(money.clone().all(|line| line.contains("lũy kế từ ngày 01/01/2026")), "{id}");
        assert!(id != "so-y-te" || money.count() > 1, "{id}");
        let file = common::path(&format!("examples/submissions/{quarter}/{id}.csv"));
        let text = common::read(&file);
        let heading = text.lines().next().expect("headings");
        let delimiter = if heading.contains(';') { b';' } else { b',' };
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let headings = reader.headers().expect("headings").clone();
        let columns = [
            ("Kết quả thực hiện", "ket_qua"),
            ("Khó khăn, vướng mắc", "kho_khan"),
            ("Kiến nghị, đề xuất", "kien_nghi"),
            ("Nhiệm vụ kỳ tới", "ke_hoach_ky_toi"),
        ];
        let sent = |(name, key)| headings.iter().position(|h| h == name || h == key);
        let columns: Vec<usize> = columns.into_iter().filter_map(sent).collect();
        assert_eq!(columns.len(), 4, "{headings:?}");
        let mut seen = 0;
        for row in reader.records() {
            let row = row.expect("a row");
            for cell in columns.iter().filter_map(|column| row.get(*column)) {
                let cell = reading::flat(cell.trim_end_matches(['.', ';']));
                assert!(reading::flat(&sheet).contains(&cell), "{id}: {cell}");
                seen += usize::from(!cell.is_empty());
            }
        }
        assert!(seen > 3, "{id}");
    }
}

/// Who asks the consolidating body reads its reply on the sheet; who asks somebody else reads none.
#[test]
fn the_sheet_has_the_reply_to_what_its_agency_asks() {
    let folder = tempfile::tempdir().expect("a folder");
    let sheet = |id: &str, ending: &str| {
        let words = ["examples/submissions", "--period", "2026-Q2", "--agency", id];
        assert_eq!(build(&words, folder.path()).status, 0, "{id}");
        common::read(&folder.path().join(format!("phieu-{id}-2026-Q2.{ending}")))
    };
    let reply = "Sở Y tế trả lời: sẽ mở 3 lớp tập huấn trong quý III/2026";
    for ending in ["md", "html"] {
        assert!(sheet("ubnd-xa-van-ninh", ending).contains(reply), "{ending}");
    }
    let other = sheet("so-giao-duc-va-dao-tao", "md");
    assert!(other.contains("Kiến nghị, đề xuất") && !other.contains("trả lời:"), "{other}");
}

/// Both forms say the same, and nothing that an agency wrote is more than text.
#[test]
fn the_sheet_shows_texts_as_texts() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data");
    texts::write_period(&data.join(texts::PERIOD));
    // A row that is wrong in a cell with a text of each sort.
    let mut rows = "ky_bao_cao;co_quan;ma_nhiem_vu;trang_thai;tien_do\n".to_owned();
    for text in texts::TEXTS.iter() {
        let cell = text.text.replace('"', "\"\"").replace(['\n', '\r'], " ");
        rows += &format!("2025-Q3;UBND xã Cam Lâm;II.1;dang_trien_khai;\"{cell}\"\n");
    }
    common::write(&data.join(texts::PERIOD).join("<b>|`x`.csv"), rows);
    let out = folder.path().join("out");
    let words = [common::arg(&data), "--period", texts::PERIOD, "--agency", "UBND xã Cam Lâm"];
    let run = build(&words, &out);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let names = common::names(&out);
    let (html, markdown) = (common::read(&out.join(&names[0])), common::read(&out.join(&names[1])));
    assert_eq!((texts::acting(&html), texts::acting(&markdown)), (None, None));
    let markdown = reading::Markdown::parse(&markdown);
    assert_eq!(markdown.foreign, Vec::<String>::new(), "a text became markup");
    let page = reading::Page::parse(&html);
    reading::assert_same_words("phiếu", &markdown.text, &page.text());
    for element in ["script", "img", "iframe", "svg", "b", "i", "input", "form"] {
        assert!(page.all(element).is_empty(), "<{element}>");
    }
    for link in page.all("[href]") {
        assert_eq!(link.attr("href"), Some("#noi-dung"));
    }
    assert!(page.text().contains("<script>alert(1)</script>"), "what was written is shown");
}

/// Everything of all periods: each document as its own build makes it, the page and the tables with
/// the figures of the reports.
#[test]
fn all_periods_say_what_each_says() {
    let folder = tempfile::tempdir().expect("a folder");
    let (out, one) = (folder.path().join("all"), folder.path().join("one"));
    let run = build(&["examples/submissions", "--all", "--format", "md,html"], &out);
    assert_eq!(run.status, 1, "one is a draft: {}", run.stderr);
    let page = reading::Page::parse(&common::read(&out.join("index.html")));
    let words = reading::flat(&page.text());
    let table = |name: &str| -> Vec<Vec<String>> {
        let text = common::read(&out.join("du-lieu").join(name));
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(b';')
            .from_reader(text.strip_prefix('\u{feff}').expect("a mark of UTF-8").as_bytes());
        let rows = reader.records().map(|r| r.expect("a row").iter().map(str::to_owned).collect());
        rows.collect()
    };
    let (tasks, funds) = (table("nhiem-vu.csv"), table("kinh-phi.csv"));
    for quarter in common::QUARTERS {
        common::build_example(quarter, &one, "md,html,json");
        for ending in ["md", "html"] {
            let name = format!("bao-cao-{quarter}.{ending}");
            assert!(common::read(&one.join(&name)) == common::read(&out.join(&name)), "{name}");
        }
        let name = format!("bao-cao-{quarter}.json");
        let read =
            |path: &Path| -> Value { serde_json::from_str(&common::read(path)).expect("JSON") };
        let view = read(&one.join(&name));
        let mut published = read(&out.join("du-lieu").join(&name));
        let is_public = published["is_public"].take();
        assert_eq!((is_public, &view["is_public"]), (true.into(), &false.into()), "{name}");
        published["is_public"] = false.into();
        assert_eq!(published, view, "{name}");
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let expected: Vec<[String; 3]> = view["groups"]
            .as_array()
            .expect("groups")
            .iter()
            .flat_map(|group| group["tasks"].as_array().expect("tasks"))
            .map(|task| {
                let progress = text(&task["progress"]).replace('%', "");
                [text(&task["id"]), text(&task["status"]), progress]
            })
            .collect();
        let own = tasks.iter().filter(|row| row[0] == quarter);
        let told: Vec<[String; 3]> =
            own.map(|row| [row[1].clone(), row[5].clone(), row[6].clone()]).collect();
        assert_eq!(told, expected, "{quarter}");
        let sum: i64 = funds
            .iter()
            .filter(|row| row[0] == quarter && !row[4].is_empty())
            .filter(|row| row[2] != "Cơ quan đã kết thúc hoạt động")
            .map(|row| row[4].parse::<i64>().expect("an amount"))
            .sum();
        assert_eq!(sum.to_string(), text(&view["funds"]["total"]["allocated"]).replace('.', ""));
        let statuses = view["figures"]["by_status"].as_array().expect("statuses").iter();
        let counted: Vec<String> = statuses
            .filter(|status| status["share"]["count"] != 0)
            .map(|s| format!("{} {}", s["share"]["count"], text(&s["label"]).to_lowercase()))
            .collect();
        let told = format!("{} nhiệm vụ: {}", view["figures"]["tasks"], counted.join(", "));
        assert!(words.contains(&told), "{quarter}: {told}");
        let levels = view["coverage"][0]["levels"].as_array().expect("levels").iter();
        let sent = levels.map(|level| {
            let sent = &level["sent"];
            format!("{} {}/{}", text(&level["level"]), sent["count"], sent["of"])
        });
        let sent = sent.collect::<Vec<_>>().join(", ");
        assert!(words.contains(&sent), "{quarter}: {sent}");
    }
    for link in page.all("a[href]") {
        let href = link.attr("href").expect("a link");
        let leads = match href.strip_prefix('#') {
            Some(id) => !page.all(&format!("[id='{id}']")).is_empty(),
            None => out.join(href).is_file(),
        };
        assert!(leads, "{href}");
    }
    let dictionary = common::read(&out.join("du-lieu/tu-dien-du-lieu.md"));
    for name in ["nhiem-vu.csv", "co-quan.csv", "kinh-phi.csv"] {
        let text = common::read(&out.join("du-lieu").join(name));
        let heading = text.trim_start_matches('\u{feff}').lines().next().expect("a heading");
        let section = dictionary.split("\n## ").find(|part| part.contains(name)).expect("a part");
        for column in heading.split(';') {
            assert!(section.contains(&format!("| `{column}` |")), "{name}: {column}");
        }
    }
    let words = ["examples/submissions", "--all", "--check", "--allow-errors"];
    assert_eq!(build(&words, &out).stdout, "", "nothing differs");
    common::write(&out.join("du-lieu/kinh-phi.csv"), "x");
    std::fs::remove_file(out.join("index.html")).expect("removed");
    let run = build(&words, &out);
    assert_eq!((run.status, run.stdout.lines().count()), (1, 2), "{}", run.stdout);
}

#[test]
fn the_page_and_the_tables_show_texts_as_texts() {
    let folder = tempfile::tempdir().expect("a folder");
    let (data, out) = (folder.path().join("data"), folder.path().join("out"));
    texts::write_period(&data.join(texts::PERIOD));
    let run = build(&[common::arg(&data), "--all", "--allow-errors"], &out);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let html = common::read(&out.join("index.html"));
    let page = reading::Page::parse(&html);
    assert!(page.text().contains("<b>Minh họa</b> | *x*"), "the notice is shown");
    for element in ["script", "img", "iframe", "b", "i", "form"] {
        assert!(page.all(element).is_empty(), "<{element}>");
    }
    assert_eq!(texts::acting(&html), None);
    for name in common::names(&out.join("du-lieu")) {
        let text = common::read(&out.join("du-lieu").join(&name)).replace(['\r', '\u{feff}'], "");
        assert_eq!(texts::acting(&text), None, "{name}");
        for cell in text.lines().flat_map(|line| line.split(';')) {
            let cell = cell.trim_start_matches('"');
            assert!(!name.ends_with("csv") || !cell.starts_with(['=', '@', '+']), "{name}: {cell}");
        }
    }
}
