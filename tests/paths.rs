//! Whatever ids, names and periods say, what is written lies in the folder that `--out` names.

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use common::{arg, copy, path, read, run, write};

/// Everything below a folder.
fn all(folder: &Path) -> BTreeSet<String> {
    let mut open = vec![folder.to_owned()];
    let mut found = BTreeSet::new();
    while let Some(at) = open.pop() {
        for entry in fs::read_dir(at).expect("a folder").flatten() {
            let there = entry.path();
            if there.is_dir() && !there.is_symlink() {
                open.push(there.clone());
            }
            found.insert(there.strip_prefix(folder).expect("below").to_string_lossy().into_owned());
        }
    }
    found
}

#[test]
fn an_id_that_leads_out_of_the_folder_stops_every_command_before_it_writes() {
    let home = tempfile::tempdir().expect("a folder");
    let plan = home.path().join("ke-hoach");
    copy(&path("plan"), &plan);
    let id = "../../thoat";
    for name in fs::read_dir(&plan).expect("the plan").flatten() {
        let text = read(&name.path()).replace("so-cong-thuong", id);
        write(&name.path(), text.replace("ubnd-tinh,", "../ubnd,"));
    }
    let before = all(home.path());
    let out = home.path().join("a/b/ra");
    let (plan, out) = (arg(&plan), arg(&out));
    let data = "examples/submissions";
    let words: [&[&str]; 6] = [
        &["template", "--agency", id, "--period", "2026-Q1"],
        &["build", data, "--period", "2026-Q1", "--agency", id],
        &["build", data, "--period", "2026-Q1", "--for", "all"],
        &["build", data, "--all"],
        &["remind", data, "--period", "2026-Q1", "--each"],
        &["remind", data, "--period", "2026-Q1", "--agency", id],
    ];
    for words in words {
        let run = run(&[words, &["--plan", plan, "--out", out]].concat());
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{words:?}: {}", run.stderr);
        assert!(run.stderr.contains("P018"), "{words:?}: {}", run.stderr);
        assert_eq!(all(home.path()), before, "{words:?}");
    }
}

#[test]
fn names_and_periods_on_the_command_line_lead_nowhere() {
    let home = tempfile::tempdir().expect("a folder");
    let out = home.path().join("a/ra");
    for try_ in ["../../x", "/etc/x", "..\\x", "2026-Q1/../../x", "2026-Q1\u{0}", "..", "."] {
        if try_.contains('\0') {
            continue;
        }
        for words in [
            ["template", "--period", "2026-Q1", "--agency", try_],
            ["template", "--agency", "so-tu-phap", "--period", try_],
            ["build", "examples/submissions", "--all", "--period", try_],
            ["build", "examples/submissions", "--format=md", "--period", try_],
            ["remind", "examples/submissions", "--each", "--period", try_],
            ["init", arg(&out), "-q", "--period", try_],
        ] {
            let more: &[&str] = if words[0] == "init" { &[] } else { &["--out", arg(&out)] };
            let run = run(&[&words[..], more].concat());
            assert_eq!(run.status, 2, "{words:?}: {}", run.stderr);
            assert_eq!(all(home.path()), BTreeSet::new(), "{words:?}");
        }
    }
}

/// A folder of documents in which a link waits leads out as well.
#[cfg(unix)]
#[test]
fn a_link_inside_the_folder_leads_nothing_out() {
    let home = tempfile::tempdir().expect("a folder");
    let (out, other) = (home.path().join("ra"), home.path().join("khac"));
    fs::create_dir(&out).expect("a folder");
    fs::create_dir(&other).expect("a folder");
    std::os::unix::fs::symlink(&other, out.join("du-lieu")).expect("a link");
    let words = ["build", "examples/submissions", "--all", "--allow-errors", "--format", "md"];
    let build = run(&[&words[..], &["--out", arg(&out)]].concat());
    assert_eq!(build.status, 2, "{}", build.stderr);
    assert!(build.stderr.contains("đường dẫn tắt ra ngoài"), "{}", build.stderr);
    assert_eq!(common::names(&other), Vec::<String>::new());
    assert_eq!(common::names(&out), ["du-lieu"]);
    // That the folder itself is a link is the wish of whoever names it.
    let link = home.path().join("lien-ket");
    std::os::unix::fs::symlink(&other, &link).expect("a link");
    let words = ["build", "examples/submissions", "--period", "2026-Q1", "--allow-errors"];
    let build = run(&[&words[..], &["--format", "md", "--out", arg(&link)]].concat());
    assert_eq!(build.status, 0, "{}", build.stderr);
    assert_eq!(common::names(&other), ["bao-cao-2026-Q1.md"]);
}

#[test]
fn a_saved_view_with_a_period_that_leads_out_is_refused() {
    let home = tempfile::tempdir().expect("a folder");
    common::build_example("2026-Q1", home.path(), "json");
    let view = home.path().join("bao-cao-2026-Q1.json");
    let text = read(&view);
    for id in ["../x", "/x", "2026-Q1/../x", "Quý I/2026"] {
        let changed = text.replacen("\"id\": \"2026-Q1\"", &format!("\"id\": \"{id}\""), 1);
        assert_ne!(changed, text);
        write(&view, changed);
        let out = home.path().join("a/ra");
        let run = run(&["build", "--from-view", arg(&view), "--out", arg(&out)]);
        assert_eq!(run.status, 2, "{id}: {}", run.stderr);
        assert_eq!(common::names(home.path()), ["bao-cao-2026-Q1.json"], "{id}");
    }
}
