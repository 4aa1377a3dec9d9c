//! `report remind`: to whom, for what, in which words, and what is left blank.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value;

use super::reading::{Markdown, Page, assert_same_words, flat};
use super::{Data, EXAMPLES, common, every_state, folder, json, list, report_view, status, text};
use common::{Run, arg, names, read};

fn remind(data: &Path, out: &Path, more: &[&str]) -> Run {
    let words = ["remind", arg(data), "--period", "2025-Q4", "--out", arg(out)];
    common::run(&[&words[..], more].concat())
}

/// Every letter of a run that went well, by name.
fn letters(data: &Path, more: &[&str]) -> (BTreeMap<String, String>, Run) {
    let out = folder();
    let run = remind(data, out.path(), more);
    assert_eq!(run.status, 0, "{}", run.stderr);
    if !out.path().is_dir() {
        return (BTreeMap::new(), run);
    }
    let all = names(out.path()).into_iter();
    (all.map(|name| (name.clone(), read(&out.path().join(name)))).collect(), run)
}

fn views(data: &Path, more: &[&str]) -> Vec<Value> {
    let (letters, _) = letters(data, &[more, &["--format", "json"]].concat());
    letters.values().map(|text| json(text)).collect()
}

/// What is asked of each agency: its report, its tasks, its faults.
fn asked(views: &[Value]) -> BTreeMap<String, (String, Vec<String>, u64)> {
    let all = views.iter().flat_map(|view| list(view, "wanted"));
    all.map(|wanted| {
        let part = &wanted["parts"][0];
        let tasks = list(part, "tasks").iter().map(|task| text(task, "id").to_owned());
        let faults = part["faults"].as_u64().expect("a number");
        (
            text(wanted, "agency").to_owned(),
            (text(part, "report").to_owned(), tasks.collect(), faults),
        )
    })
    .collect()
}

#[test]
fn everyone_is_asked_for_what_is_missing_and_for_nothing_else() {
    let data = every_state();
    let views = views(data.path(), &[]);
    let asked = asked(&views);
    let of = |name: &str| asked.get(name).map(|(r, t, f)| (r.as_str(), t.join(" "), *f));
    for (name, report, tasks, faults) in [
        ("Công an tỉnh", "missing", "", 0),
        ("Sở Giáo dục và Đào tạo", "empty", "III.4 IV.2", 0),
        ("Sở Dân tộc và Tôn giáo", "unusable", "", 1),
        ("Thanh tra tỉnh", "unread", "", 1),
        ("Sở Tư pháp", "", "II.2 III.2", 0),
        ("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", "missing", "", 0),
        ("Viện kiểm sát nhân dân tỉnh", "unread", "", 1),
    ] {
        let expected = Some((report, tasks.to_owned(), faults));
        assert_eq!(of(name), expected, "{name}");
    }
    // In order, excused, only requested and answered, without a duty, ended, the unit itself.
    for name in [
        "Sở Công Thương",
        "UBND xã Cam Lâm",
        "Tòa án nhân dân tỉnh",
        "Sở Tài chính",
        "UBND thành phố Nha Trang",
        "Sở Y tế",
    ] {
        assert!(!asked.contains_key(name), "{name}");
    }
    let (_, run) = letters(data.path(), &[]);
    let look = format!("Xem: report check {}\n", arg(&data.period()));
    for told in [
        &*look,
        "Sở Y tế là đơn vị tổng hợp",
        "UBND thành phố Nha Trang đã kết thúc hoạt động",
        "(tệp “khong-ro.csv”)",
        "Chưa có ngày gửi",
    ] {
        assert!(run.stderr.contains(told), "{told} in {}", run.stderr);
    }
}

#[test]
fn the_letters_agree_with_the_status_and_the_report() {
    for period in ["2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1"] {
        let out = folder();
        let words = ["remind", EXAMPLES, "--period", period, "--format", "json", "--out"];
        let run = common::run(&[&words[..], &[arg(out.path())]].concat());
        assert_eq!(run.status, 0, "{}", run.stderr);
        let letter = |kind: &str| {
            let path = out.path().join(format!("{kind}-{period}.json"));
            path.is_file().then(|| json(&read(&path)))
        };
        let duty = letter("don-doc").expect("somebody is missing");
        let missing: BTreeSet<&str> = list(&duty, "wanted")
            .iter()
            .filter(|w| w["parts"][0]["report"] == "missing")
            .map(|w| text(w, "agency"))
            .collect();
        let stands = status(&[EXAMPLES, "--period", period, "--format", "json"]).stdout;
        let stands = json(&stands);
        let coverage = &stands["coverage"][0];
        let in_state = |state: &'static str| -> BTreeSet<&str> {
            let all = list(coverage, "agencies").iter();
            all.filter(|a| text(a, "state") == state).map(|a| text(a, "name")).collect()
        };
        assert_eq!(missing, in_state("missing"), "{period}");
        let requested = letter("de-nghi");
        let silent: BTreeSet<&str> = requested
            .iter()
            .flat_map(|letter| list(letter, "wanted"))
            .filter(|w| w["parts"][0]["report"] == "missing")
            .map(|w| text(w, "agency"))
            .collect();
        assert_eq!(silent, in_state("silent"), "{period}");
        let part = &duty["parts"][0];
        let view = report_view(period);
        let section = &view["coverage"][0];
        assert_eq!(part["missing"], section["missing_count"]);
        assert_eq!(part["sent"], section["sent"]);
        assert_eq!(part["empty"], list(section, "empty").len());
        let faults = |letter: &Value| -> u64 {
            let parts = list(letter, "wanted").iter().flat_map(|w| list(w, "parts"));
            parts.filter_map(|p| p["faults"].as_u64()).sum()
        };
        let all = faults(&duty) + requested.as_ref().map_or(0, faults);
        // Of the mistakes in 2025-Q4 one is in the file of a body that has ended.
        let ended = u64::from(period == common::FAULTY);
        assert_eq!(Some(all + ended), view["data_errors"].as_u64(), "{period}");
        assert_eq!(run.stderr.contains("Còn 1 lỗi trong tệp"), ended == 1);
    }
}

#[test]
fn communes_are_named_in_the_table_alone_and_counted_by_kind_before_it() {
    let (written, _) = letters(Path::new(EXAMPLES), &["--format", "md,json"]);
    let view = json(&written["don-doc-2025-Q4.json"]);
    let wanted = list(&view, "wanted").iter();
    let communes: Vec<&str> =
        wanted.filter(|w| text(w, "kind") == "UBND cấp xã").map(|w| text(w, "agency")).collect();
    assert!(communes.len() > 20, "{communes:?}");
    let (before, table) = written["don-doc-2025-Q4.md"].split_once("| STT |").expect("a table");
    for name in &communes {
        assert!(!before.contains(name) && table.contains(name), "{name}");
    }
    let of_kind = format!("**UBND cấp xã: {}**", communes.len());
    assert!(table.contains(&of_kind), "{of_kind} in {table}");
    assert!(before.contains("- UBND xã, phường"), "{before}");
    for part in list(&view, "parts") {
        let kinds = list(part, "missing_kinds").iter().map(|kind| kind.as_str().expect("words"));
        let counted: u64 = kinds
            .clone()
            .map(|kind| kind.split(' ').next().expect("a number").parse::<u64>().expect("a number"))
            .sum();
        assert_eq!(Some(counted), part["missing"].as_u64());
        let told = kinds.collect::<Vec<_>>().join("; ");
        assert!(before.contains(&format!("chưa gửi: {told}")), "{told} in {before}");
    }
}

/// Words that reproach or command; none may reach a body that is only requested.
const HARSH: [&str; 9] =
    ["yêu cầu", "đôn đốc", "quá hạn", "hạn gửi", "chưa gửi", "thiếu", "chậm", "lỗi", "cần sửa"];

#[test]
fn bodies_that_are_only_requested_are_asked_and_never_commanded() {
    let made = every_state();
    let mut seen = 0;
    for (data, each) in [
        (made.path(), false),
        (made.path(), true),
        (Path::new(EXAMPLES), false),
        (Path::new(EXAMPLES), true),
    ] {
        let more: &[&str] = if each { &["--each"] } else { &[] };
        let (letters, _) = letters(data, more);
        for (name, text) in letters.iter().filter(|(name, _)| name.starts_with("de-nghi")) {
            seen += 1;
            assert!(text.contains("Trân trọng đề nghị"), "{name}");
            let lower = text.to_lowercase();
            for word in HARSH {
                assert!(!lower.contains(word), "{name} says “{word}”");
            }
        }
        for (name, text) in letters.iter().filter(|(name, _)| name.starts_with("don-doc")) {
            for body in ["Tòa án", "Viện kiểm sát", "Ủy ban Mặt trận", "Hội Liên hiệp"]
            {
                assert!(!text.contains(body), "{name} names {body}");
            }
            assert!(!text.contains("Yêu cầu"), "{name}");
        }
    }
    assert!(seen >= 10, "{seen}");
}

#[test]
fn a_report_that_says_nothing_is_told_as_received() {
    let (letters, _) = letters(Path::new(EXAMPLES), &["--each"]);
    for ending in ["md", "html"] {
        let of = |agency: &str| &letters[&format!("don-doc-2025-Q4-{agency}.{ending}")];
        let empty =
            "đã nhận được báo cáo quý IV năm 2025 của UBND xã Vạn Thắng nhưng chưa tổng hợp";
        assert!(of("ubnd-xa-van-thang").contains(empty), "{}", of("ubnd-xa-van-thang"));
        let missing = "Sở Y tế chưa nhận được báo cáo quý IV năm 2025 của UBND xã Cam An.";
        assert!(of("ubnd-xa-cam-an").contains(missing), "{}", of("ubnd-xa-cam-an"));
    }
}

#[test]
fn nothing_is_written_where_nobody_is_asked() {
    let data = every_state();
    let out = data.path().join("cong-van");
    let run = |more: &[&str]| {
        let run = remind(data.path(), &out, more);
        assert_eq!((run.status, run.stdout.as_str()), (0, ""), "{more:?}: {}", run.stderr);
        assert!(!out.exists(), "{more:?}");
        run.stderr
    };
    for (agency, why) in [
        ("so-cong-thuong", "đã gửi đủ"),
        ("UBND xã Cam Lâm", "được miễn hoặc lùi báo cáo"),
        ("Tòa án tỉnh", "không còn gì phải gửi hoặc sửa"),
        ("so-y-te", "không có công văn gửi chính mình"),
    ] {
        let said = run(&["--agency", agency]);
        assert!(said.contains(why), "{agency}: {said}");
    }
    assert_eq!(run(&["--agency", "so-cong-thuong", "-q"]), "");

    // Before the deadline nobody is missing; only what is in order was sent.
    let early = Data::new("period: 2025-Q4\nas_of: 2025-12-16\n");
    early.file("so-cong-thuong.csv", &["Sở Công Thương;I.1;Đang triển khai;;Đã làm.;"]);
    let run = remind(early.path(), &out, &[]);
    assert_eq!((run.status, run.stdout.as_str()), (0, ""));
    assert!(run.stderr.contains("Chưa hết hạn gửi báo cáo (16/12/2025)"), "{}", run.stderr);
    assert!(!out.exists());

    // A district that was missing in its last quarter cannot be written to any more.
    let words = ["remind", EXAMPLES, "--period", "2025-Q2", "--as-of", "2025-08-01"];
    let more = ["--agency", "ubnd-huyen-khanh-son", "--out", arg(&out)];
    let ended = common::run(&[&words[..], &more].concat());
    assert_eq!((ended.status, ended.stdout.as_str()), (0, ""));
    assert!(
        ended.stderr.contains("UBND huyện Khánh Sơn đã kết thúc hoạt động"),
        "{}",
        ended.stderr
    );
    assert!(!out.exists());

    let refused = remind(data.path(), &out, &["--agency", "UBND cấp xã"]);
    assert_eq!((refused.status, refused.stdout.as_str()), (2, ""));
    assert!(refused.stderr.contains("Ghi tên một cơ quan"), "{}", refused.stderr);
}

#[test]
fn the_day_to_send_by_is_given_or_left_blank() {
    let data = every_state();
    let only = ["--agency", "cong-an-tinh", "--format", "md"];
    let text = |more: &[&str]| {
        let (letters, run) = letters(data.path(), &[&only[..], more].concat());
        (letters["don-doc-2025-Q4-cong-an-tinh.md"].clone(), run.stderr)
    };
    let (blank, told) = text(&[]);
    assert!(blank.contains("gửi về Sở Y tế trước ngày …/…/……:"), "{blank}");
    assert!(told.contains("--until"), "{told}");
    let (given, told) = text(&["--until", "26/12/2025"]);
    assert!(given.contains("gửi về Sở Y tế trước ngày 26/12/2025:") && told.is_empty(), "{told}");

    let page = data.period().join("period.yaml");
    common::write(&page, read(&page) + "reminder: {until: 2025-12-30}\n");
    assert!(text(&[]).0.contains("trước ngày 30/12/2025:"));
    assert!(text(&["--until", "2025-12-26"]).0.contains("trước ngày 26/12/2025:"));

    let out = folder();
    let late = remind(data.path(), out.path(), &["--until", "22/12/2025"]);
    assert_eq!((late.status, names(out.path()).len()), (2, 0), "{}", late.stderr);
    assert!(late.stderr.contains("tính đến ngày 22/12/2025"), "{}", late.stderr);
}

#[test]
fn number_date_and_signer_are_those_of_the_letter() {
    let data = every_state();
    let (bare, _) = letters(data.path(), &[]);
    for (name, text) in &bare {
        // The report's own number, date and signer are given.
        for of_the_report in ["Người ký báo cáo", "Số: 77", "23 tháng 12"] {
            assert!(!text.contains(of_the_report), "{name}: {of_the_report}");
        }
        let blank = "\u{a0}".repeat(9);
        assert!(text.contains(&format!("Số:{blank}/SYT-")), "{name}");
    }
    let page = data.period().join("period.yaml");
    let reminder = "reminder:\n  number: 5\n  sign: SYT-BTE\n  date: 2025-12-24\n  signer: Người ký công văn\n";
    common::write(&page, read(&page) + reminder);
    let (given, _) = letters(data.path(), &["--format", "md"]);
    assert!(given["don-doc-2025-Q4.md"].contains("Số: 05/SYT-BTE<br>V/v đôn đốc báo cáo"));
    assert!(given["don-doc-2025-Q4.md"].contains("ngày 24 tháng 12 năm 2025"));
    assert!(given["don-doc-2025-Q4.md"].contains("**GIÁM ĐỐC**<br>**Người ký công văn**"));
    let (each, _) = letters(data.path(), &["--each", "--format", "md"]);
    let numbered = |all: &BTreeMap<String, String>| -> Vec<String> {
        all.iter().filter(|(_, t)| t.contains("Số: 05")).map(|(name, _)| name.clone()).collect()
    };
    assert_eq!(numbered(&given), ["don-doc-2025-Q4.md"], "a number is that of one letter");
    assert_eq!(numbered(&each), [""; 0]);
    assert!(
        each.values().all(|text| text.contains("/SYT-BTE") && text.contains("Người ký công văn"))
    );
}

#[test]
fn both_forms_say_the_same_and_every_example_says_so() {
    for more in [&[][..], &["--each"]] {
        let (letters, _) = letters(Path::new(EXAMPLES), more);
        assert!(letters.len() >= 4);
        let (again, _) = self::letters(Path::new(EXAMPLES), more);
        assert!(letters == again, "the same bytes again");
        for (name, text) in letters.iter().filter(|(name, _)| name.ends_with(".md")) {
            let html = &letters[&name.replace(".md", ".html")];
            let (markdown, page) = (Markdown::parse(text), Page::parse(html));
            assert!(markdown.foreign.is_empty(), "{name}: {:?}", markdown.foreign);
            assert_same_words(name, &markdown.text, &page.text());
            assert!(text.contains("**Số liệu minh họa**") && html.contains("Số liệu minh họa"));
            assert_eq!(page.all("h1").len(), 1, "{name}");
            assert_eq!(page.all("script, img, link, iframe").len(), 0, "{name}");
            for leaked in ["none", "null", "undefined", "{{", "{%"] {
                assert!(!page.text().to_lowercase().contains(leaked), "{name}: {leaked}");
            }
            let says = |words: &str| flat(&markdown.text).contains(words);
            assert!(
                says("V/v ") && says("Kính gửi:") && says("./.") && says("Nơi nhận:"),
                "{name}"
            );
        }
    }
}

#[test]
fn hostile_texts_and_names_stay_texts() {
    let page = "period: 2025-Q4\nas_of: 2025-12-22\nnotice: '<b>| chữ *đậm*'\n\
        reminder: {signer: '<i>|[x](y)', sign: 'SYT|<u>', number: '<s>'}\n";
    let data = Data::new(page);
    data.file(
        "<script>a|b*c*[d](e).csv",
        &["Sở Công Thương;I.1;<img src=x onerror=alert(1)>|*x*;;Đã làm.;"],
    );
    for more in [&[][..], &["--agency", "so-cong-thuong"]] {
        let (letters, _) = letters(data.path(), more);
        for (name, text) in &letters {
            if name.starts_with("de-nghi") {
                continue;
            }
            if name.ends_with(".md") {
                let read = Markdown::parse(text);
                assert!(read.foreign.is_empty(), "{name}: {:?}", read.foreign);
                let flat = flat(&read.text);
                for shown in [
                    "<script>a|b*c*[d](e).csv",
                    "<img src=x onerror=alert(1)>|*x*",
                    "<b>| chữ *đậm*",
                    "<i>|[x](y)",
                ] {
                    assert!(flat.contains(shown), "{name}: {shown} in {flat}");
                }
            } else {
                let page = Page::parse(text);
                assert_eq!(page.all("script, img, b, i, u, s").len(), 0, "{name}");
                assert!(flat(&page.text()).contains("<img src=x onerror=alert(1)>|*x*"), "{name}");
            }
        }
        assert!(letters.len() >= 2);
    }
}

#[test]
fn thousands_of_faults_make_a_letter_one_can_read() {
    let data = Data::new("period: 2025-Q4\nas_of: 2025-12-22\n");
    let same: Vec<String> = (0..3000)
        .map(|n| format!("UBND xã Cam Lâm;II.{};Đang triển khai;140;Việc {n}.;", n % 2 + 1))
        .collect();
    data.file("cam-lam.csv", &same.iter().map(String::as_str).collect::<Vec<_>>());
    let views = views(data.path(), &["--agency", "ubnd-xa-cam-lam"]);
    let wanted = &views[0]["wanted"][0];
    let progress = list(wanted, "corrections").iter().find(|c| text(c, "column") == "tien_do");
    let progress = progress.expect("one line for all");
    assert_eq!(text(progress, "places"), "E2, E3, E4, E5, E6, E7, E8, E9 và 2992 chỗ khác");
    assert_eq!(text(progress, "value"), "140");

    for n in 0..40 {
        let row = format!("UBND xã Cam Lâm;II.1;Trạng thái số {n};10;Việc.;");
        data.file(&format!("cam-lam-{n}.csv"), &[&row]);
    }
    let (letters, _) = letters(data.path(), &["--agency", "ubnd-xa-cam-lam", "--format", "md"]);
    let letter = &letters["don-doc-2025-Q4-ubnd-xa-cam-lam.md"];
    assert!(letter.lines().count() < 100, "{}", letter.lines().count());
    assert!(letter.contains("chỗ nữa trong tệp của UBND xã Cam Lâm"), "{letter}");
}

/// A letter has several readers: values of a sensitive indicator stand on the sheet of their agency.
#[test]
fn a_letter_does_not_repeat_figures_of_a_sensitive_indicator() {
    let data = every_state();
    let rows = "Kỳ báo cáo;Cơ quan báo cáo;Mã số liệu;Giá trị\n2025-Q4;UBND xã Cam Lâm;IV.1.2;3\n\
                2025-Q4;UBND xã Cam Lâm;IV.1.3;4\n2025-Q4;UBND xã Cam Lâm;III.4.1;-7\n";
    data.raw("ubnd-xa-cam-lam-so-lieu.csv", rows.as_bytes());
    let (letters, _) = letters(data.path(), &["--format", "md"]);
    let rows: Vec<&str> = { letters["don-doc-2025-Q4.md"].lines() }
        .filter(|line| line.contains("ubnd-xa-cam-lam-so-lieu.csv"))
        .collect();
    let cells = |code: &str| -> Vec<&str> {
        let row = rows.iter().find(|row| row.contains(&format!("Số liệu {code}")));
        row.unwrap_or_else(|| panic!("{code} in {rows:?}")).split(" | ").collect()
    };
    for code in ["IV.1.2", "IV.1.3"] {
        let cells = cells(code);
        assert_eq!(cells[4], "(Không in: số liệu nhạy cảm)", "{code}");
        assert!(!cells[5].replace(code, "").contains(|c: char| c.is_ascii_digit()), "{cells:?}");
    }
    assert!(
        rows.iter().any(|row| row.contains("-7")),
        "what is not sensitive is repeated: {rows:?}"
    );
}

#[test]
fn letters_of_an_earlier_run_are_told_and_kept() {
    let data = every_state();
    let out = folder();
    common::write(&out.path().join("don-doc-2025-Q4-so-cong-thuong.md"), "cũ");
    common::write(&out.path().join("don-doc-2025-Q4-ghi-chu.md"), "của người khác");
    let run = remind(data.path(), out.path(), &["--each"]);
    assert_eq!(run.status, 0);
    assert!(
        run.stderr.contains("lần này không lập: don-doc-2025-Q4-so-cong-thuong.md."),
        "{}",
        run.stderr
    );
    assert_eq!(read(&out.path().join("don-doc-2025-Q4-so-cong-thuong.md")), "cũ");
}

#[test]
fn templates_of_letters_are_replaced_and_their_faults_named() {
    let data = every_state();
    let (own, out) = (folder(), folder());
    let template = own.path().join("cong-van.md.j2");
    let with_own = ["--format", "md", "--templates", arg(own.path())];
    common::write(
        &template,
        "{{ head.unit_name }} {{ wanted | length }} {{ until | hoac('chưa rõ') }}\n",
    );
    let run = remind(data.path(), out.path(), &with_own);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(read(&out.path().join("de-nghi-2025-Q4.md")), "Sở Y tế 2 chưa rõ\n");
    for (broken, what) in
        [("một\n{{ until }}\n", "giá trị đang trống"), ("một\n{{ khong_co }}\n", "tên không có")]
    {
        common::write(&template, broken);
        let empty = folder();
        let run = remind(data.path(), empty.path(), &with_own);
        assert_eq!((run.status, names(empty.path()).len()), (2, 0), "{}", run.stderr);
        assert!(
            run.stderr.contains("P016") && run.stderr.contains("cong-van.md.j2:2"),
            "{}",
            run.stderr
        );
        assert!(run.stderr.contains(what), "{}", run.stderr);
    }
}
