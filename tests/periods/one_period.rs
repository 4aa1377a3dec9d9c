//! One period, one folder: what contradicts in a data folder is one clear finding with both places,
//! and every command does the same with it.

use std::fs;
use std::path::{Path, PathBuf};

use crate::common::{Run, arg, read, run, write};
use tempfile::TempDir;

const HEADINGS: &str = "Kỳ báo cáo;Cơ quan báo cáo;Mã nhiệm vụ;Trạng thái;Tiến độ (%);Kết quả thực hiện;Kinh phí được giao (đồng);Kinh phí giải ngân (đồng);Nguồn kinh phí";

/// A data folder.
struct Data {
    home: TempDir,
}

impl Data {
    fn new() -> Self {
        let home = tempfile::tempdir().expect("a folder");
        fs::create_dir(home.path().join("du-lieu")).expect("a folder");
        Self { home }
    }

    fn at(&self, name: &str) -> PathBuf {
        self.home.path().join("du-lieu").join(name)
    }

    fn folder(&self, name: &str) -> PathBuf {
        fs::create_dir_all(self.at(name)).expect("a folder");
        self.at(name)
    }

    /// The file of an agency on the task that it leads.
    fn sent(&self, folder: &str, period: &str, progress: u8, disbursed: u64) {
        let row = format!(
            "{period};Sở Tư pháp;I.2;Đang triển khai;{progress};Đã làm {progress}.;100000000;{disbursed};Ngân sách nhà nước"
        );
        write(&self.folder(folder).join("so-tu-phap.csv"), format!("{HEADINGS}\n{row}\n"));
    }

    fn page(&self, folder: &str, name: &str, text: &str) {
        write(&self.folder(folder).join(name), text);
    }

    /// A quarter with one file and a page.
    fn quarter(&self, folder: &str, period: &str, progress: u8) {
        self.sent(folder, period, progress, u64::from(progress) * 1_000_000);
        self.page(folder, "period.yaml", &format!("period: {period}\nas_of: 2026-03-20\n"));
    }

    /// Every command that reads a data folder, by name, on this period folder.
    fn commands(&self, folder: &str, period: &str) -> Vec<(&'static str, Run)> {
        let (data, folder) = (self.at(""), self.at(folder));
        let (out, file) = (self.home.path().join("ra"), folder.join("so-tu-phap.csv"));
        let (data, folder, out) = (arg(&data), arg(&folder), arg(&out));
        let fixed = self.home.path().join("da-sua.csv");
        let words: [(&str, Vec<&str>); 11] = [
            ("check the data", vec!["check", data]),
            ("check the data as JSON", vec!["check", data, "--format", "json"]),
            ("check the folder", vec!["check", folder]),
            ("check a file", vec!["check", arg(&file)]),
            ("build", vec!["build", data, "--period", period, "--out", out]),
            ("build all", vec!["build", data, "--all", "--out", out]),
            (
                "agency sheet",
                vec!["build", data, "--period", period, "--agency", "so-tu-phap", "--out", out],
            ),
            ("status", vec!["status", data, "--period", period]),
            ("remind", vec!["remind", data, "--period", period, "--out", out]),
            (
                "template",
                vec![
                    "template",
                    "--agency",
                    "so-tu-phap",
                    "--period",
                    "2026-Q2",
                    "--data",
                    data,
                    "--out",
                    out,
                ],
            ),
            ("fix", vec!["fix", arg(&file), "-o", arg(&fixed)]),
        ];
        _ = fs::remove_file(&fixed);
        words.into_iter().map(|(name, words)| (name, run(&words))).collect()
    }

    /// Holds that a command stops at a fault and names both places; of the others the variants of
    /// one fault differ in nothing.
    fn assert_told(&self, code: &str, places: [&str; 2]) {
        let run = run(&["status", arg(&self.at("")), "--period", "2026-Q1"]);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{places:?}: {}", run.stderr);
        for said in [&[code][..], &places].concat() {
            assert!(run.stderr.contains(said), "{said}: {}", run.stderr);
        }
    }

    /// Holds that every command stops at the same fault and names both places.
    fn assert_stops(&self, code: &str, folder: &str, places: [&str; 2]) {
        let mut told = Vec::new();
        for (name, run) in self.commands(folder, "2026-Q1") {
            assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{name}: {}", run.stderr);
            assert_eq!(run.stderr.matches(code).count(), 1, "{name}: {}", run.stderr);
            for place in places {
                assert!(run.stderr.contains(place), "{name}: {place}: {}", run.stderr);
            }
            // From the finding on, which names the folder as it was given.
            let finding = run.stderr.split_once(code).expect("the finding").1;
            let words: Vec<&str> = finding.split_whitespace().collect();
            told.push(
                words
                    .join(" ")
                    .replace(&format!("{}/", arg(&self.at("")).trim_end_matches('/')), ""),
            );
        }
        for made in ["da-sua.csv", "ra"] {
            assert!(!self.home.path().join(made).exists(), "{made} was written all the same");
        }
        told.sort();
        told.dedup();
        assert_eq!(told.len(), 1, "told in one way: {told:#?}");
    }
}

/// The Markdown of a report.
fn report(data: &Data, period: &str) -> (Run, String) {
    let out = data.home.path().join("bao-cao");
    let data = data.at("");
    let words = ["build", arg(&data), "--period", period, "--out", arg(&out), "--format", "md"];
    let run = run(&[&words[..], &["--allow-errors"]].concat());
    assert_eq!(run.status, 0, "{}", run.stderr);
    let text = read(&out.join(format!("bao-cao-{period}.md")));
    (run, text)
}

#[test]
fn two_folders_of_one_period_stop_every_command() {
    for other in ["Quý I-2026", "Q1-2026", "2026-q1", "quy 1 nam 2026", "Kỳ báo cáo quý I năm 2026"]
    {
        let data = Data::new();
        data.quarter("2026-Q1", "2026-Q1", 40);
        data.sent(other, "2026-Q1", 45, 45_000_000);
        data.assert_told("M910", ["“2026-Q1”", &format!("“{other}”")]);
    }
    let data = Data::new();
    data.quarter("2026-Q1", "2026-Q1", 40);
    data.sent("Quý I-2026", "2026-Q1", 45, 45_000_000);
    data.assert_stops("M910", "2026-Q1", ["“2026-Q1”", "“Quý I-2026”"]);
}

#[test]
fn a_folder_that_is_of_a_period_by_its_page_is_one_of_two_as_well() {
    let data = Data::new();
    data.quarter("2026-Q1", "2026-Q1", 40);
    data.quarter("2026-Q1 - Copy", "2026-Q1", 45);
    data.assert_told("M910", ["“2026-Q1”", "“2026-Q1 - Copy”"]);
}

#[test]
fn a_folder_that_is_of_a_period_by_its_page_alone_is_read_by_every_command() {
    let data = Data::new();
    data.quarter("quy-mot", "2026-Q1", 40);
    for (name, run) in data.commands("quy-mot", "2026-Q1") {
        assert!(run.status < 2, "{name}: {}", run.stderr);
    }
    assert!(report(&data, "2026-Q1").1.contains("triển khai, 40%"));
    // Given by itself it is known as well.
    let status = run(&["status", arg(&data.at("quy-mot"))]);
    assert_eq!(status.status, 0, "{}", status.stderr);
    assert!(status.stderr.contains("quý I năm 2026"), "{}", status.stderr);
}

#[cfg(unix)]
#[test]
fn one_folder_under_two_names_is_one_folder() {
    let data = Data::new();
    data.quarter("2026-Q1", "2026-Q1", 40);
    std::os::unix::fs::symlink(data.at("2026-Q1"), data.at("moi-nhat")).expect("a link");
    let all = run(&["check", arg(&data.at("")), "--format", "json"]);
    assert!(all.status < 2, "{}", all.stderr);
    assert_eq!(all.stdout.matches("\"path\"").count(), 1, "{}", all.stdout);
}

/// A folder of a period that is a link lies where the link lies, for every command, wherever its files
/// are kept.
#[cfg(unix)]
#[test]
fn a_linked_folder_of_a_period_is_one_of_those_beside_it() {
    let link = |from: &Path, to: &Path| std::os::unix::fs::symlink(from, to).expect("a link");
    let checked = |paths: &[&Path]| {
        let paths: Vec<&str> = paths.iter().map(|path| arg(path)).collect();
        let run = run(&[&["check", "--format", "json"][..], &paths].concat());
        assert!(run.status < 2, "{}", run.stderr);
        let found: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
        let found = found["findings"].as_array().expect("findings").clone();
        found.iter().map(|f| (f["code"].to_string(), f["message"].to_string())).collect::<Vec<_>>()
    };
    let plain = Data::new();
    plain.quarter("2025-Q3", "2025-Q3", 50);
    plain.quarter("2025-Q4", "2025-Q4", 40);
    let plain = checked(&[&plain.at("")]);
    assert!(plain.iter().any(|(code, _)| code.contains("L801")), "{plain:?}");
    for kept in ["kho/2025-Q4", "du-lieu/luu/2025-Q4", "kho/2025/bat-ky"] {
        let data = Data::new();
        data.quarter("2025-Q3", "2025-Q3", 50);
        data.quarter("tam", "2025-Q4", 40);
        let kept = data.home.path().join(kept);
        fs::create_dir_all(kept.parent().expect("a folder")).expect("a folder");
        fs::rename(data.at("tam"), &kept).expect("a folder");
        // Another quarter that lies beside the files, and not beside the link.
        let other = kept.with_file_name("2025-Q2");
        fs::create_dir(&other).expect("a folder");
        write(&other.join("period.yaml"), "as_of: 2025-06-20\n");
        link(&kept, &data.at("2025-Q4"));
        assert_eq!(checked(&[&data.at("")]), plain, "{}", kept.display());
        assert_eq!(checked(&[&data.at("2025-Q3"), &data.at("2025-Q4")]), plain);
        assert_eq!(checked(&[&data.at("2025-Q4"), &data.at("2025-Q3")]).len(), plain.len());
        let status = run(&["status", arg(&data.at("2025-Q4"))]);
        assert!(status.stdout.contains("quý III năm 2025"), "{}", status.stdout);
    }
}

#[test]
fn a_page_beside_the_folders_of_the_periods_stops_every_command() {
    for page in ["period: 2026-Q1\nas_of: 2026-03-20\n", "as_of: 2026-03-20\n", ""] {
        let data = Data::new();
        data.quarter("2026-Q1", "2026-Q1", 40);
        write(&data.at("period.yaml"), page);
        data.assert_stops("M913", "2026-Q1", ["du-lieu/period.yaml", "cạnh thư mục của các kỳ"]);
    }
}

#[test]
fn a_table_under_a_hidden_name_is_told() {
    let data = Data::new();
    data.quarter("2026-Q1", "2026-Q1", 40);
    fs::copy(data.at("2026-Q1/so-tu-phap.csv"), data.at("2026-Q1/.so-y-te.csv")).expect("a file");
    fs::copy(data.at("2026-Q1/so-tu-phap.csv"), data.at("2026-Q1/._so-y-te.csv")).expect("a file");
    write(&data.at("2026-Q1/.DS_Store"), "x");
    for (name, run) in data.commands("2026-Q1", "2026-Q1") {
        let is_single = ["check a file", "fix", "template"].contains(&name);
        let told = run.stderr.contains("tệp ẩn") && run.stderr.contains(".so-y-te.csv");
        assert!(told || is_single || name.ends_with("JSON"), "{name}: {}", run.stderr);
        assert!(!run.stderr.contains("._so-y-te.csv"), "{name}: {}", run.stderr);
    }
}

#[test]
fn a_page_of_another_period_stops_every_command() {
    for written in ["2025-Q4", "Quý IV/2025", "2026", "2026-01-01..2026-03-31"] {
        let data = Data::new();
        data.sent("2026-Q1", "2026-Q1", 40, 40_000_000);
        data.page("2026-Q1", "period.yaml", &format!("period: {written}\n"));
        data.assert_told("M911", ["2026-Q1/period.yaml", "của quý I năm 2026"]);
        if written == "2025-Q4" {
            data.assert_stops("M911", "2026-Q1", ["2026-Q1/period.yaml", "của quý I năm 2026"]);
        }
    }
    // The same period in other words is no other.
    let data = Data::new();
    data.sent("2026-Q1", "2026-Q1", 40, 40_000_000);
    data.page("2026-Q1", "period.yaml", "period: Quý I/2026\nas_of: 2026-03-20\n");
    assert!(data.commands("2026-Q1", "2026-Q1").iter().all(|(_, run)| run.status < 2));
}

#[test]
fn a_page_of_another_period_is_told_where_the_period_is_past() {
    let data = Data::new();
    data.quarter("2025-Q4", "2025-Q3", 30);
    data.quarter("2026-Q1", "2026-Q1", 40);
    data.assert_stops("M911", "2026-Q1", ["2025-Q4/period.yaml", "2025-Q4"]);
}

#[test]
fn a_page_that_counts_up_to_a_day_before_its_period_stops_every_command() {
    for (page, stops) in [
        ("as_of: 2025-03-20\n", true),
        ("period: 2026-Q1\nas_of: 2025-12-14\n", true),
        ("as_of: 2025-12-15\n", false),
        ("as_of: 2026-03-20\n", false),
    ] {
        let data = Data::new();
        data.sent("2026-Q1", "2026-Q1", 40, 40_000_000);
        data.page("2026-Q1", "period.yaml", page);
        if stops {
            data.assert_stops("M918", "2026-Q1", ["2026-Q1/period.yaml", "15/12/2025"]);
        } else {
            assert!(data.commands("2026-Q1", "2026-Q1").iter().all(|(_, run)| run.status < 2));
        }
    }
    // Where the page alone names the period.
    let data = Data::new();
    data.sent("quy-mot", "2026-Q1", 40, 40_000_000);
    data.page("quy-mot", "period.yaml", "period: 2026-Q1\nas_of: 2025-03-20\n");
    data.assert_stops("M918", "quy-mot", ["quy-mot/period.yaml", "15/12/2025"]);
}

#[test]
fn a_page_under_another_name_stops_every_command() {
    for name in [
        "period.yml",
        "Period.yaml",
        "PERIOD.YAML",
        "period.yaml.txt",
        "period.YML.txt",
        "period.txt",
        "period",
        "period (1).yaml",
        "ky.yaml",
    ] {
        let data = Data::new();
        data.sent("2026-Q1", "2026-Q1", 40, 40_000_000);
        data.page("2026-Q1", name, "as_of: 2026-03-20\nnotice: Số liệu minh họa\n");
        data.assert_told("M913", [name, "period.yaml"]);
        if name == "period.yml" {
            data.assert_stops("M913", "2026-Q1", [name, "period.yaml"]);
        }
    }
    // Two pages: one of them would be lost.
    let data = Data::new();
    data.quarter("2026-Q1", "2026-Q1", 40);
    data.page("2026-Q1", "period.yml", "notice: Số liệu minh họa\n");
    data.assert_told("M913", ["period.yml", "“period.yaml”"]);
}

#[test]
fn a_page_that_is_no_file_stops_every_command() {
    let data = Data::new();
    data.sent("2026-Q1", "2026-Q1", 40, 40_000_000);
    fs::create_dir(data.at("2026-Q1").join("period.yaml")).expect("a folder");
    data.assert_told("M913", ["2026-Q1/period.yaml", "là một thư mục"]);
}

#[cfg(unix)]
#[test]
fn a_page_that_is_a_pipe_or_a_link_to_nothing_stops_every_command_and_hangs_none() {
    let data = Data::new();
    data.sent("2026-Q1", "2026-Q1", 40, 40_000_000);
    let page = data.at("2026-Q1").join("period.yaml");
    std::os::unix::fs::symlink("khong-co.yaml", &page).expect("a link");
    data.assert_told("M913", ["2026-Q1/period.yaml", "không còn"]);
    fs::remove_file(&page).expect("removed");
    let made = std::process::Command::new("mkfifo").arg(&page).status();
    if made.is_ok_and(|status| status.success()) {
        data.assert_stops("M913", "2026-Q1", ["2026-Q1/period.yaml", "tệp thường"]);
    }
}

/// Every command tells M912 where it reads one of the two.
fn assert_beside(data: &Data, folder: &str, period: &str, places: &[&str]) {
    for (name, run) in data.commands(folder, period) {
        if name == "template" {
            continue;
        }
        let told = format!("{}{}", run.stdout, run.stderr);
        assert!(run.status < 2, "{name}: {told}");
        assert!(told.contains("M912"), "{name}: {told}");
        for place in places {
            assert!(told.contains(place), "{name}: {place}: {told}");
        }
    }
}

#[test]
fn a_year_with_files_of_its_own_is_not_added_to_its_quarters() {
    let data = Data::new();
    data.sent("2025-Q4", "2025-Q4", 80, 90_000_000);
    data.sent("2025", "2025", 85, 95_000_000);
    for folder in ["2025-Q4", "2025"] {
        data.page(folder, "period.yaml", "as_of: 2025-12-22\n");
    }
    for folder in ["2025-Q4", "2025"] {
        assert_beside(&data, folder, folder, &["2025-Q4", "“2025”"]);
    }
    let year = report(&data, "2025").1;
    assert!(year.contains("triển khai, 85%") && !year.contains("triển khai, 80%"), "{year}");
    assert!(year.contains("95.000.000") && !year.contains("90.000.000"), "{year}");
    let quarter = report(&data, "2025-Q4").1;
    assert!(
        quarter.contains("triển khai, 80%") && !quarter.contains("triển khai, 85%"),
        "{quarter}"
    );
    // Once for one run, and as a finding in every form.
    let json = run(&["check", arg(&data.at("")), "--format", "json", "--select", "M912"]);
    assert_eq!((json.status, json.stdout.matches("\"M912\"").count()), (0, 1), "{}", json.stdout);
    let strict = run(&["check", arg(&data.at("2025")), "--select", "M912", "--strict"]);
    assert_eq!(strict.status, 1);
}

#[test]
fn no_advice_makes_a_quarter_of_the_days_of_an_ad_hoc_report() {
    let data = Data::new();
    data.sent("2025-Q3", "2025-Q3", 40, 40_000_000);
    data.sent("2025-07-01..2025-08-15", "2025-07-01..2025-08-15", 30, 30_000_000);
    let told = run(&["check", arg(&data.at("")), "--select", "M912"]).stdout;
    let words = |words: &str| told.split_whitespace().collect::<Vec<_>>().join(" ").contains(words);
    assert!(words("Số liệu đột xuất không được cộng vào báo cáo của kỳ nào khác"), "{told}");
    assert!(words("số liệu của thời gian từ ngày 01/7/2025") && !words("chuyển tệp"), "{told}");
}

/// A year without files of its own is made from its quarters, whose pages name their rows: what its
/// own page names has no effect.
#[test]
fn rows_named_on_the_page_of_a_year_made_from_quarters_are_told() {
    let data = Data::new();
    data.quarter("2025-Q4", "2025-Q4", 80);
    let page = "as_of: 2025-12-22\nhighlights:\n  - {file: so-tu-phap.csv, row: 2}\nreceived:\n  so-tu-phap.csv: 2025-12-16\nexcused:\n  - {agency: thanh-tra-tinh, reason: Đang sắp xếp tổ chức.}\n";
    data.page("2025", "period.yaml", page);
    let told = |words: &[&str]| {
        let run = run(words);
        format!("{}{}", run.stdout, run.stderr)
    };
    let (all, out) = (data.at(""), data.home.path().join("ra"));
    let (all, out) = (arg(&all), arg(&out));
    for words in [
        &["build", all, "--period", "2025", "--out", out][..],
        &["status", all, "--period", "2025"],
    ] {
        let told = told(words);
        for list in ["Mục highlights", "Mục received", "Mục excused"] {
            assert!(told.contains("M917") && told.contains(list), "{words:?}: {told}");
        }
        assert!(told.contains("2025/period.yaml"), "{words:?}: {told}");
    }
    // The quarter is not about it, and a year with files of its own quotes the row.
    assert!(!told(&["build", all, "--period", "2025-Q4", "--out", out]).contains("M917"));
    data.sent("2025", "2025", 85, 95_000_000);
    assert!(!told(&["build", all, "--period", "2025", "--out", out]).contains("M917"));
}

#[test]
fn a_half_year_beside_its_quarters_speaks_for_itself_and_for_the_year() {
    let data = Data::new();
    data.quarter("2025-Q1", "2025-Q1", 20);
    data.quarter("2025-Q2", "2025-Q2", 30);
    data.quarter("2025-H1", "2025-H1", 35);
    data.quarter("2025-Q3", "2025-Q3", 50);
    assert_beside(&data, "2025-H1", "2025-H1", &["“2025-H1”", "“2025-Q1”", "“2025-Q2”"]);
    assert!(report(&data, "2025-H1").1.contains("triển khai, 35%"));
    let year = report(&data, "2025").1;
    assert!(year.contains("| 2025-H1/so-tu-phap.csv") && year.contains("| 2025-Q3/so-tu-phap.csv"));
    assert!(!year.contains("| 2025-Q1/so-tu-phap.csv"), "{year}");
    let told = "Số liệu của 6 tháng đầu năm 2025 lấy từ tệp riêng của kỳ ấy";
    assert!(year.contains(told) && report(&data, "2025-H1").1.contains(told), "{year}");
    assert!(!report(&data, "2025-Q3").1.contains("tệp riêng"));
    // What a later half-year is compared with is the half-year too, and the form says the same.
    let later = report(&data, "2025-H2").1;
    assert!(
        later.contains("| 2025-Q3/so-tu-phap.csv") || later.contains("so-tu-phap.csv"),
        "{later}"
    );
}

#[test]
fn a_half_year_without_quarters_beside_it_is_part_of_the_year() {
    let data = Data::new();
    data.quarter("2025-H1", "2025-H1", 35);
    data.quarter("2025-Q3", "2025-Q3", 50);
    let (run, year) = report(&data, "2025");
    assert!(!run.stderr.contains("M912"), "{}", run.stderr);
    assert!(year.contains("| 2025-H1/so-tu-phap.csv"), "{year}");
    assert!(!year.contains("chưa có báo cáo của quý I năm 2025"), "{year}");
}

#[test]
fn a_range_with_files_of_its_own_takes_nothing_from_the_quarters_beside_it() {
    let data = Data::new();
    data.quarter("2025-Q2", "2025-Q2", 30);
    data.quarter("2025-05-01..2025-06-15", "2025-05-01..2025-06-15", 33);
    assert_beside(&data, "2025-Q2", "2025-Q2", &["2025-05-01..2025-06-15", "2025-Q2"]);
    let range = report(&data, "2025-05-01..2025-06-15").1;
    assert!(
        range.contains("triển khai, 33%") && !range.contains("2025-Q2/so-tu-phap.csv"),
        "{range}"
    );
    let half = report(&data, "2025-H1").1;
    assert!(half.contains("triển khai, 30%") && !half.contains("triển khai, 33%"), "{half}");
}

#[test]
fn a_year_with_nothing_but_a_page_is_made_from_its_quarters() {
    let data = Data::new();
    data.quarter("2025-Q3", "2025-Q3", 50);
    data.quarter("2025-Q4", "2025-Q4", 80);
    data.page("2025", "period.yaml", "period: 2025\nas_of: 2025-12-22\nnotice: Trang của năm\n");
    let (run_, year) = report(&data, "2025");
    assert!(!run_.stderr.contains("M912"), "{}", run_.stderr);
    assert!(year.contains("Trang của năm") && year.contains("triển khai, 80%"), "{year}");
    // Nobody is missing in a folder that waits for no file.
    let check = run(&["check", arg(&data.at("2025")), "--format", "json", "--select", "M"]);
    assert_eq!(check.status, 0, "{}", check.stdout);
}

#[test]
fn a_folder_whose_name_only_looks_like_a_period_is_told() {
    const NAMES: [&str; 9] = [
        "Tháng 3-2026",
        "2026-Q5",
        "2026-M03",
        "quy-1-2026-bo-sung",
        "2026-03",
        "2026Q1",
        "Quý I",
        "QI2026 - bo sung",
        "UBND xã Vạn Ninh",
    ];
    let data = Data::new();
    data.quarter("2026-Q1", "2026-Q1", 40);
    for name in NAMES {
        data.sent(name, "2026-Q1", 45, 45_000_000);
    }
    for (command, run) in data.commands("2026-Q1", "2026-Q1") {
        // A folder or a file by itself is not a look at the data folder.
        let looks = !matches!(command, "check the folder" | "check a file" | "fix");
        for name in NAMES.iter().filter(|_| looks) {
            assert!(run.stderr.contains(name), "{command}: {name}: {}", run.stderr);
        }
    }
    // Forms are nobody's report.
    let data = Data::new();
    data.quarter("2026-Q1", "2026-Q1", 40);
    data.sent("mau", "2026-Q1", 45, 45_000_000);
    let run = run(&["status", arg(&data.at("")), "--period", "2026-Q1"]);
    assert!(!run.stderr.contains("Bỏ qua"), "{}", run.stderr);
}

#[test]
fn a_file_beside_the_folders_of_periods_is_told() {
    let data = Data::new();
    data.quarter("2026-Q1", "2026-Q1", 40);
    data.sent("", "2026-Q1", 45, 45_000_000);
    for (command, run) in data.commands("2026-Q1", "2026-Q1") {
        let looks = !matches!(command, "check the folder" | "check a file" | "fix");
        let is_told = run.stderr.contains("ngoài thư mục của các kỳ: so-tu-phap.csv");
        assert_eq!(is_told, looks, "{command}: {}", run.stderr);
    }
}

#[test]
fn a_form_takes_the_period_before_from_the_same_folder_as_its_report() {
    let data = Data::new();
    data.quarter("2025-Q4", "2025-Q4", 80);
    data.quarter("2025", "2025", 85);
    let out = data.home.path().join("mau");
    let words =
        ["template", "--agency", "so-tu-phap", "--period", "2026", "--format", "csv", "--data"];
    let made = run(&[&words[..], &[arg(&data.at("")), "--out", arg(&out)]].concat());
    assert_eq!(made.status, 0, "{}", made.stderr);
    assert!(made.stderr.contains("M912"), "{}", made.stderr);
    let form = read(&out.join("so-tu-phap-2026.csv"));
    assert!(form.contains("85") && !form.contains("80%"), "{form}");
}

#[test]
fn a_period_is_begun_only_once() {
    let data = Data::new();
    data.sent("Quý I-2026", "2026-Q1", 40, 40_000_000);
    let begun = run(&["init", arg(&data.at("")), "--period", "2026-Q1"]);
    assert_eq!(begun.status, 0, "{}", begun.stderr);
    assert!(Path::new(&data.at("Quý I-2026")).join("period.yaml").is_file());
    assert!(!data.at("2026-Q1").exists());
}
