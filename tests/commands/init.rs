//! `report init`: what it makes, that it keeps what is there, and that the folder works.

use std::collections::BTreeMap;
use std::path::Path;

use crate::common::{self, Run, names, path, read, write};
use report::plan::Period;
use report::workspace::config::CONFIG;

/// Runs in a folder, on a day.
fn run_in(folder: &Path, words: &[&str]) -> Run {
    let mut command = common::command(words);
    command.current_dir(folder);
    common::finish(command)
}

/// Every file below a folder with its contents.
fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for name in names(folder) {
        let path = folder.join(&name);
        if path.is_dir() {
            let inner = contents(&path).into_iter();
            found.extend(inner.map(|(inside, bytes)| (format!("{name}/{inside}"), bytes)));
        } else {
            found.insert(name, std::fs::read(path).expect("a file"));
        }
    }
    found
}

#[test]
fn a_working_folder_is_made_and_says_what_to_do_next() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = run_in(folder.path(), &["init", "lam viec", "--as-of", "2025-11-25"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!("said", format!("{}{}", run.stdout, run.stderr));
    });
    let made = contents(&folder.path().join("lam viec"));
    let mut expected: Vec<String> = report::plan::FILES
        .iter()
        .chain([&report::plan::ERRATA, &report::plan::INDICATORS])
        .map(|name| format!("plan/{name}"))
        .chain(report::render::NAMES.iter().map(|name| format!("templates/{name}")))
        .chain(
            ["2025-Q4/period.yaml", CONFIG, "plan/README.md", "templates/README.md"]
                .map(str::to_owned),
        )
        .collect();
    expected.sort();
    assert_eq!(made.keys().collect::<Vec<_>>(), expected.iter().collect::<Vec<_>>());
    let of_the_folder = |name: &str| name == CONFIG || name.ends_with("period.yaml");
    for (name, bytes) in made.iter().filter(|(name, _)| !of_the_folder(name)) {
        assert_eq!(*bytes, std::fs::read(path(name)).expect("the shipped file"), "{name}");
    }
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!("page", String::from_utf8_lossy(&made["2025-Q4/period.yaml"]));
    });
}

#[test]
fn nothing_that_is_there_is_touched_and_what_is_missing_is_added() {
    let folder = tempfile::tempdir().expect("a folder");
    run_in(folder.path(), &["init", "--period", "2025-Q4"]);
    write(&folder.path().join("plan/plan.yaml"), "của tôi");
    write(&folder.path().join("2025-Q4/period.yaml"), "period: 2025-Q4\n");
    std::fs::remove_file(folder.path().join("templates/html/kieu.css")).expect("removed");
    let before = contents(folder.path());
    let run = run_in(folder.path(), &["init", "--period", "Quý IV/2025", "-q"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    let told: Vec<&str> = run.stdout.lines().collect();
    assert_eq!(told[0], "./plan: dữ liệu Kế hoạch; tạo 0 tệp, giữ nguyên 7 tệp đã có");
    assert!(told[1].starts_with("./templates: mẫu văn bản; tạo 1 tệp, giữ nguyên "), "{told:?}");
    let mut after = contents(folder.path());
    assert!(after.remove("templates/html/kieu.css").is_some());
    assert_eq!(after, before);
    // The next period beside it.
    let run = run_in(folder.path(), &["init", "--period", "2026-Q1"]);
    assert_eq!(run.status, 0);
    assert!(folder.path().join("2026-Q1/period.yaml").is_file());
}

#[test]
fn what_a_plan_leaves_out_is_not_added_to_it() {
    let folder = tempfile::tempdir().expect("a folder");
    run_in(folder.path(), &["init", "--period", "2025-Q4"]);
    for name in report::plan::OPTIONAL {
        std::fs::remove_file(folder.path().join("plan").join(name)).expect("removed");
    }
    let run = run_in(folder.path(), &["init", "--period", "2026-Q1"]);
    assert!(run.stdout.contains("tạo 0 tệp, giữ nguyên 5 tệp đã có"), "{}", run.stdout);
    for name in report::plan::OPTIONAL {
        assert!(!folder.path().join("plan").join(name).exists(), "{name}");
    }
    // A file that a plan cannot do without is added.
    std::fs::remove_file(folder.path().join("plan/appendix.yaml")).expect("removed");
    let shipped = path("plan");
    let words = ["init", "--period", "2025-Q4", "--plan", shipped.to_str().expect("a path")];
    assert_eq!(run_in(folder.path(), &words).status, 0);
    assert!(folder.path().join("plan/appendix.yaml").exists());
}

#[test]
fn a_file_in_the_way_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    write(&folder.path().join("ghi-chu"), "x");
    write(&folder.path().join("plan"), "x");
    for (words, about) in [(&["init", "ghi-chu"][..], "ghi-chu"), (&["init"], "plan")] {
        let run = run_in(folder.path(), words);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{words:?}");
        assert!(run.stderr.contains(about), "{}", run.stderr);
    }
    let run = run_in(folder.path(), &["init", "moi", "--period", "quý năm"]);
    assert_eq!(run.status, 2);
    assert!(!folder.path().join("moi").exists());
}

#[test]
fn every_kind_of_period_gets_a_page_that_is_read() {
    let folder = tempfile::tempdir().expect("a folder");
    for id in ["2025-Q4", "2025-H2", "2025-9M", "2025", "2025-05-01..2025-06-15"] {
        assert_eq!(run_in(folder.path(), &["init", "--period", id]).status, 0, "{id}");
        let text = read(&folder.path().join(id).join("period.yaml"));
        let plan = report::plan::load(
            &report::plan::PlanFiles::embedded(),
            &mut report::diag::Sink::new(),
        );
        let source = report::source::Source::new("period.yaml", text);
        let mut sink = report::diag::Sink::new();
        let page = report::submission::Page::load(&source, &plan.expect("the plan"), &mut sink);
        assert!(sink.found().is_empty(), "{:?}", sink.found());
        assert_eq!(page.expect("a page").period, Period::parse(id));
    }
}

#[test]
fn the_folder_works_with_its_own_plan_and_templates() {
    let folder = tempfile::tempdir().expect("a folder");
    let day = ["--as-of", "2025-11-25"];
    run_in(folder.path(), &[&["init"][..], &day].concat());
    let check = run_in(folder.path(), &[&["check"][..], &day].concat());
    let build = run_in(folder.path(), &[&["build", "--period", "2025-Q4"][..], &day].concat());
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!(
            "empty_period",
            format!(
                "$ report check\n{}{}{}\n\n$ report build --period 2025-Q4\n{}{}{}\n",
                check.stdout, check.stderr, check.status, build.stdout, build.stderr, build.status
            )
        );
    });
    assert_eq!(build.status, 0, "{}", build.stderr);
    let text = read(&folder.path().join("van-ban/bao-cao-2025-Q4.md"));
    assert!(!text.contains("DỰ THẢO") && !text.contains("Số liệu minh họa"));

    // With the files of a quarter in it, it says what the program says without the folder.
    common::copy(&path("examples/submissions/2025-Q4"), &folder.path().join("2025-Q4"));
    let own = run_in(folder.path(), &["check", "--format", "json"]);
    let plan = path("plan");
    let words = ["check", "--plan", common::arg(&plan), "--format", "json"];
    let shipped = run_in(folder.path(), &words);
    assert_eq!((own.status, own.stdout), (1, shipped.stdout));
}

#[test]
fn no_working_folder_is_made_in_the_folder_of_a_period() {
    let folder = tempfile::tempdir().expect("a folder");
    let period = folder.path().join("2026-Q1");
    std::fs::create_dir(&period).expect("a folder of a period");
    std::fs::write(period.join("so-tu-phap.csv"), "Kỳ báo cáo;Cơ quan\n").expect("a file");
    for below in ["2026-Q1", "2026-Q1/moi"] {
        let done = run_in(folder.path(), &["init", below, "--as-of", "2026-03-20"]);
        assert_eq!((done.status, done.stdout.as_str()), (2, ""), "{below}");
        assert!(done.stderr.contains("thư mục của một kỳ"), "{below}: {}", done.stderr);
        assert!(done.stderr.contains("--period"), "{below}: {}", done.stderr);
    }
    assert_eq!(contents(&period).len(), 1);
}

/// Templates of one's own go into the working folder, the shipped ones beside them.
#[test]
fn templates_that_are_given_are_those_of_the_folder() {
    let home = tempfile::tempdir().expect("a folder");
    let own = "Mẫu riêng: {{ period.name }}\n";
    std::fs::create_dir(home.path().join("mau")).expect("a folder");
    write(&home.path().join("mau/bao-cao.md.j2"), own);
    let init = |folder: &str, templates: &str| {
        run_in(home.path(), &["init", folder, "--templates", templates, "--period", "2026-Q1"])
    };
    let made = init("z", "mau");
    assert_eq!(made.status, 0, "{}", made.stderr);
    let templates = home.path().join("z/templates");
    assert_eq!(read(&templates.join("bao-cao.md.j2")), own);
    assert_eq!(read(&templates.join("phieu.md.j2")), read(&path("templates/phieu.md.j2")));
    for (folder, templates, words) in
        [("y", "khong-co", "Không có thư mục mẫu"), ("x", "hong", "bao-cao.md.j2")]
    {
        _ = std::fs::create_dir(home.path().join("hong"));
        write(&home.path().join("hong/bao-cao.md.j2"), "{% if %}");
        let refused = init(folder, templates);
        assert_eq!((refused.status, refused.stdout.as_str()), (2, ""), "{}", refused.stderr);
        assert!(refused.stderr.contains(words), "{}", refused.stderr);
        assert!(!home.path().join(folder).exists());
    }
    // A folder without any is told.
    std::fs::create_dir(home.path().join("trong")).expect("a folder");
    let empty = init("w", "trong");
    assert_eq!(empty.status, 0, "{}", empty.stderr);
    assert!(empty.stderr.contains("không có mẫu nào"), "{}", empty.stderr);
}
