//! A plan that changed: a task given to another agency, an agency dissolved and another founded. What
//! was before stays as it was, byte for byte; what comes after follows the change.

use std::path::PathBuf;

use crate::common::{Run, arg, copy, path, read, run, write};
use tempfile::TempDir;

/// A copy of the plan and of the examples, to be changed.
struct Home {
    folder: TempDir,
}

impl Home {
    fn new() -> Self {
        let home = Self { folder: tempfile::tempdir().expect("a folder") };
        copy(&path("plan"), &home.at("plan"));
        copy(&path("examples/submissions"), &home.at("du-lieu"));
        home
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Replaces the first occurrence after a mark.
    fn edit(&self, file: &str, mark: &str, from: &str, to: &str) {
        let file = self.at(file);
        let text = read(&file);
        let start = text.find(mark).unwrap_or_else(|| panic!("no {mark}"));
        let (head, tail) = text.split_at(start);
        assert!(tail.contains(from), "no {from} after {mark}");
        write(&file, format!("{head}{}", tail.replacen(from, to, 1)));
    }

    fn append(&self, file: &str, row: &str) {
        let file = self.at("du-lieu").join(file);
        write(&file, format!("{}{row}\n", read(&file)));
    }

    fn run(&self, words: &[&str]) -> Run {
        run(&[words, &["--plan", arg(&self.at("plan"))]].concat())
    }

    /// The documents of a period, in all forms.
    fn built(&self, period: &str) -> [String; 3] {
        let (data, out) = (self.at("du-lieu"), self.at("ra"));
        let words = ["build", arg(&data), "--period", period, "--out", arg(&out), "--allow-errors"];
        let run = self.run(&[&words[..], &["--format", "md,html,json"]].concat());
        assert_eq!(run.status, 0, "{}", run.stderr);
        ["md", "html", "json"].map(|form| read(&out.join(format!("bao-cao-{period}.{form}"))))
    }

    /// The findings of a period under a code.
    fn found(&self, period: &str, code: &str) -> Vec<serde_json::Value> {
        let folder = self.at("du-lieu").join(period);
        let run = self.run(&["check", arg(&folder), "--format", "json", "--select", code]);
        let json: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
        json["findings"].as_array().expect("a list").clone()
    }
}

/// What a finding says of an agency and a task.
fn of<'a>(
    findings: &'a [serde_json::Value],
    agency: &str,
    task: Option<&str>,
) -> Option<&'a serde_json::Value> {
    findings.iter().find(|f| f["agency"] == agency && f["task"].as_str() == task)
}

fn message(finding: Option<&serde_json::Value>) -> String {
    let finding = finding.expect("a finding");
    format!("{} {} {}", finding["message"], finding["expected"], finding["related"])
}

/// Task I.2 is led by Sở Công Thương from 1/10/2025 on, and Sở Tư pháp has no part any more.
fn reassigned() -> Home {
    let home = Home::new();
    let to = "        assignments:\n          - {from: 2025-10-01, lead: so-cong-thuong, coordinating: [so-y-te]}\n        solution:";
    home.edit("plan/appendix.yaml", "- id: I.2", "        solution:", to);
    home
}

#[test]
fn a_task_given_to_another_leaves_the_past_as_it_was() {
    let (before, after) = (Home::new(), reassigned());
    for period in ["2025-Q2", "2025-Q3"] {
        assert!(before.built(period) == after.built(period), "{period} changed");
    }
    assert!(before.built("2025-Q4") != after.built("2025-Q4"));
}

/// The text of a page without its elements, words parted by one space.
fn words(html: &str) -> String {
    let mut text = String::new();
    for piece in html.split('<') {
        text += piece.split_once('>').map_or("", |(_, text)| text);
        text.push(' ');
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace(" )", ")")
}

#[test]
fn documents_say_from_which_day_and_from_whom_to_whom() {
    const SAID: &str = "Nhiệm vụ I.2 được giao lại từ ngày 01/10/2025: trước đó Sở Tư pháp chủ trì, từ ngày ấy Sở Công Thương chủ trì.";
    const IN_SHORT: &str = "Sở Công Thương (từ ngày 01/10/2025; trước đó: Sở Tư pháp)";
    let home = reassigned();
    // The quarter in which it happened, a later one, the year around it: the text once, annex I once.
    for period in ["2025-Q4", "2026-Q1", "2025"] {
        let [markdown, html, json] = home.built(period);
        let markdown = markdown.replace("<br>", " ").replace('\\', "");
        assert_eq!(markdown.matches(SAID).count(), 1, "{period}");
        assert_eq!(markdown.matches(IN_SHORT).count(), 1, "{period}");
        // On the screen the board says it once more.
        let html = words(&html);
        assert_eq!(html.matches(SAID).count(), 1, "{period}");
        assert_eq!(html.matches(IN_SHORT).count(), 2, "{period}");
        let view: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        let groups = view["groups"].as_array().expect("groups").iter();
        let tasks = groups.flat_map(|g| g["tasks"].as_array().expect("tasks"));
        let given: Vec<_> = tasks.filter(|t| !t["lead_since"].is_null()).collect();
        assert_eq!(given.len(), 1, "{period}: the others have the lead they had");
        assert_eq!(
            (&given[0]["id"], &given[0]["lead_since"], &given[0]["lead_before"]),
            (&"I.2".into(), &"01/10/2025".into(), &"Sở Tư pháp".into())
        );
    }
    for text in home.built("2025-Q3") {
        assert!(!text.contains("giao lại") && !text.contains("01/10/2025"));
    }

    // The sheets of both; not that of a third, nor of a period before.
    let sheet = |agency: &str, period: &str| {
        let (data, out) = (home.at("du-lieu"), home.at("phieu"));
        let words = ["build", arg(&data), "--period", period, "--agency", agency];
        let more = ["--out", arg(&out), "--allow-errors", "--format", "md,html"];
        let run = home.run(&[&words[..], &more].concat());
        assert_eq!(run.status, 0, "{}", run.stderr);
        ["md", "html"].map(|form| read(&out.join(format!("phieu-{agency}-{period}.{form}"))))
    };
    for (agency, period, times) in [
        ("so-cong-thuong", "2025-Q4", 1),
        ("so-tu-phap", "2025-Q4", 1),
        ("so-y-te", "2025-Q4", 0),
        ("so-tu-phap", "2025-Q3", 0),
    ] {
        let [markdown, html] = sheet(agency, period);
        let markdown = markdown.replace('\\', "");
        assert_eq!(markdown.matches(SAID).count(), times, "{agency} {period}:\n{markdown}");
        assert_eq!(words(&html).matches(SAID).count(), times, "{agency} {period}");
    }

    // Given on once more: the last time counts. Others taking part is no other lead.
    let again = "from: 2025-10-01, lead: so-cong-thuong, coordinating: [so-y-te]}";
    let to = format!(
        "{again}\n          - {{from: 2025-12-01, lead: so-y-te, coordinating: []}}\n          - {{from: 2025-12-02, lead: so-y-te, coordinating: [so-tu-phap]}}"
    );
    home.edit("plan/appendix.yaml", "- id: I.2", again, &to);
    let [markdown, ..] = home.built("2025-Q4");
    let said = "từ ngày 01/12/2025: trước đó Sở Công Thương chủ trì, từ ngày ấy Sở Y tế chủ trì.";
    assert!(markdown.contains(said), "{markdown}");
}

#[test]
fn after_a_task_was_given_to_another_the_new_lead_answers_for_it() {
    let home = reassigned();
    // The new lead is silent on it: M901, and the old one is told who leads now and since when.
    let missing = home.found("2025-Q4", "M901");
    assert!(of(&missing, "so-cong-thuong", Some("I.2")).is_some(), "{missing:#?}");
    assert!(of(&missing, "so-tu-phap", Some("I.2")).is_none());
    let stranger = message(of(&home.found("2025-Q4", "A504"), "so-tu-phap", Some("I.2")));
    for part in
        ["Từ ngày 01/10/2025", "không còn được phân công", "Sở Công Thương", "appendix.yaml"]
    {
        assert!(stranger.contains(part), "{part}: {stranger}");
    }
    // Three months later no silence of more than 90 days can have passed: it has led since 1/10.
    let silent = home.found("2025-Q4", "L806");
    assert!(of(&silent, "so-cong-thuong", Some("I.2")).is_none(), "{silent:#?}");

    home.append(
        "2025-Q4/so-cong-thuong.csv",
        "2025-Q4,Sở Công Thương,I.2,Đang triển khai,25,\"Tiếp nhận hồ sơ, góp ý 2 dự thảo.\",,,",
    );
    let missing = home.found("2025-Q4", "M901");
    assert!(of(&missing, "so-cong-thuong", Some("I.2")).is_none(), "{missing:#?}");
    // 25% now, 30% told by the old lead: two agencies are not held against each other.
    assert!(home.found("2025-Q4", "L").is_empty());
    let [markdown, ..] = home.built("2025-Q4");
    let task = markdown.split("b) **I.2. ").nth(1).expect("the task");
    let task = task.split("\n\n").next().unwrap_or_default();
    assert!(task.contains("** (Sở Công Thương): "), "{task}");
    // The task goes on from where the lead of that time had left it.
    assert!(task.contains("đang triển khai, 25% (quý trước 30%)"), "{task}");
}

#[test]
fn a_row_before_the_task_is_given_says_from_when() {
    let home = reassigned();
    home.edit(
        "plan/appendix.yaml",
        "- id: I.2",
        "- cac-so-ban-nganh-doan-the-lien-quan",
        "- so-y-te",
    );
    write(
        &home.at("du-lieu/2025-Q3/so-cong-thuong.csv"),
        "Kỳ báo cáo;Cơ quan báo cáo;Mã nhiệm vụ;Trạng thái;Tiến độ (%);Kết quả thực hiện\n\
         2025-Q3;Sở Công Thương;I.2;Đang triển khai;10;Đọc hồ sơ.\n",
    );
    let early = message(of(&home.found("2025-Q3", "A504"), "so-cong-thuong", Some("I.2")));
    assert!(early.contains("từ ngày 01/10/2025"), "{early}");
}

/// Sở Khoa học và Công nghệ ends on 30/9/2025, Sở Thử nghiệm takes over on the day after.
fn succeeded(with_task: bool) -> Home {
    let home = Home::new();
    home.edit(
        "plan/agencies.yaml",
        "- {id: so-khoa-hoc-va-cong-nghe",
        "reports: duty, basis: Kế hoạch}\n",
        "reports: duty, basis: Kế hoạch, valid_to: 2025-09-30, successors: [so-thu-nghiem]}\n  \
         - {id: so-thu-nghiem, name: Sở Thử nghiệm, kind: so_nganh, reports: duty, valid_from: 2025-10-01}\n",
    );
    if with_task {
        let to = "        assignments:\n          - {from: 2025-10-01, lead: so-thu-nghiem, coordinating: [cac-so-ban-nganh-doan-the-lien-quan]}\n        solution:";
        home.edit("plan/appendix.yaml", "lead: so-khoa-hoc-va-cong-nghe", "        solution:", to);
    }
    home
}

#[test]
fn a_dissolved_agency_keeps_its_past_and_owes_its_last_period() {
    let (before, after) = (Home::new(), succeeded(true));
    for period in ["2025-Q2", "2025-Q3"] {
        assert!(before.built(period) == after.built(period), "{period} changed");
    }
    // In the last period that closes while it exists it is missed like any other.
    std::fs::remove_file(after.at("du-lieu/2025-Q3/so-khoa-hoc-va-cong-nghe.csv")).expect("a file");
    let missing = after.found("2025-Q3", "M902");
    assert!(of(&missing, "so-khoa-hoc-va-cong-nghe", None).is_some());
    assert!(of(&missing, "so-thu-nghiem", None).is_none());
}

#[test]
fn after_its_end_the_successor_answers() {
    let home = succeeded(true);
    let dissolved =
        message(of(&home.found("2025-Q4", "A506"), "so-khoa-hoc-va-cong-nghe", Some("III.5")));
    assert!(dissolved.contains("từ ngày 01/10/2025") && dissolved.contains("Sở Thử nghiệm"));
    let missing = home.found("2025-Q4", "M902");
    assert!(of(&missing, "so-thu-nghiem", None).is_some(), "{missing:#?}");
    assert!(of(&missing, "so-khoa-hoc-va-cong-nghe", None).is_none());

    // Told by the successor, the task counts; what the dissolved one had told is no past of its.
    home.edit(
        "du-lieu/2025-Q4/so-khoa-hoc-va-cong-nghe.csv",
        "Q4/2025",
        "Sở Khoa học và Công nghệ;III-5;Đang triển khai;20",
        "Sở Thử nghiệm;III-5;Chưa triển khai;0",
    );
    assert!(
        home.found("2025-Q4", "A5").iter().all(|f| f["file"] != "so-khoa-hoc-va-cong-nghe.csv")
    );
    assert!(home.found("2025-Q4", "L").is_empty());
    assert!(of(&home.found("2025-Q4", "M902"), "so-thu-nghiem", None).is_none());
    let [markdown, ..] = home.built("2025-Q4");
    assert!(markdown.contains("** (Sở Thử nghiệm): "), "{markdown}");
    let [markdown, ..] = home.built("2025-Q3");
    assert!(markdown.contains("** (Sở Khoa học và Công nghệ): "));
}

#[test]
fn a_lead_that_ends_with_its_task_still_its_own_is_told_by_plan_check() {
    let found = |home: &Home| {
        let run = home.run(&["plan", "check"]);
        assert_eq!(run.status, 0, "{}", run.stdout);
        run.stdout.matches("P020").count()
    };
    assert_eq!(found(&succeeded(false)), 1);
    assert_eq!(found(&succeeded(true)), 0);
    let early = reassigned();
    early.edit(
        "plan/agencies.yaml",
        "- {id: so-cong-thuong",
        "kind: so_nganh",
        "valid_from: 2025-11-01, kind: so_nganh",
    );
    assert_eq!(found(&early), 1);
}
