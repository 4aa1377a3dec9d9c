//! Whatever ids, names and periods say, what is written lies in the folder that `--out` names.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::common::{self, arg, copy, path, read, run, write};

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

/// Ids that are names of devices, of other drives or of nothing: the plan is refused, or the name of
/// the file is one of its own.
#[test]
fn every_id_is_refused_or_names_a_file_in_the_folder() {
    let home = tempfile::tempdir().expect("a folder");
    let plan = home.path().join("ke-hoach");
    let long = "a".repeat(300);
    let refused = [
        "..",
        ".",
        "/x",
        "\\\\x",
        "c:x",
        "con.",
        "a b",
        "so-y-te/",
        "so-y-te.",
        "SO-Y-TE",
        "-x",
        "x-",
        "a\\tb",
        "sở-y-tế",
        "a\u{202e}b",
        "~",
        "%2e%2e",
        "a%2Fb",
        "$HOME",
        "so-y-te\\0",
        &long,
    ];
    for (n, id) in refused.iter().chain(&["con", "nul", "com1"]).enumerate() {
        copy(&path("plan"), &plan);
        for name in fs::read_dir(&plan).expect("the plan").flatten() {
            let quoted = format!("\"{id}\"");
            write(&name.path(), read(&name.path()).replace("so-cong-thuong", &quoted));
        }
        let before = all(home.path());
        let out = home.path().join("ra");
        let more = ["--period", "2026-Q1", "--plan", arg(&plan), "--out", arg(&out)];
        for words in
            [&["template", "--agency", id][..], &["build", "examples/submissions", "--agency", id]]
        {
            // The plan is refused before a command looks at anything else.
            if n < refused.len() && words[0] == "build" {
                continue;
            }
            let run = run(&[words, &more, &["-q"]].concat());
            if n < refused.len() {
                assert_eq!(run.status, 2, "{id:?}: {}", run.stderr);
                assert_eq!(all(home.path()), before, "{id:?}");
            } else {
                assert_ne!(run.status, 2, "{id:?}: {}", run.stderr);
                let made = common::names(&out);
                assert!(made.iter().all(|name| name.contains("2026-Q1")), "{made:?}");
            }
        }
        let _ = fs::remove_dir_all(&out);
    }
}

/// Where a link waits under the name of a file, nothing is made behind it.
#[cfg(unix)]
#[test]
fn links_that_wait_lead_no_command_out() {
    use std::os::unix::fs::symlink;
    let home = tempfile::tempdir().expect("a folder");
    let other = home.path().join("khac");
    fs::create_dir(&other).expect("a folder");
    // A link to what is not there yet is no place for a new file.
    let (link, target) = (home.path().join("ra.csv"), other.join("x.csv"));
    symlink(&target, &link).expect("a link");
    let file = "examples/submissions/2026-Q1/so-tu-phap.csv";
    for words in [
        &["check", file, "--format", "csv", "--out", arg(&link)][..],
        &["status", "examples/submissions", "--format", "csv", "--out", arg(&link)],
        &["fix", file, "-o", arg(&link)],
    ] {
        let run = run(words);
        assert_eq!(run.status, 2, "{words:?}: {}", run.stderr);
        assert!(!target.exists() && link.is_symlink(), "{words:?}");
    }
    // A document takes the place of a link that has its name; what it led to stays.
    let out = home.path().join("ra");
    fs::create_dir(&out).expect("a folder");
    write(&target, "giữ");
    for name in ["bao-cao-2026-Q1.md", "cong-van-don-doc-2026-Q1.md"] {
        symlink(&target, out.join(name)).expect("a link");
    }
    let data = "examples/submissions";
    for words in [
        &["build", data, "--period", "2026-Q1", "--allow-errors", "--format", "md"][..],
        &["remind", data, "--period", "2026-Q1", "--format", "md"],
        &["template", "--agency", "so-tu-phap", "--period", "2026-Q1"],
    ] {
        let run = run(&[words, &["--out", arg(&out)]].concat());
        assert_eq!(run.status, 0, "{words:?}: {}", run.stderr);
        assert_eq!(read(&target), "giữ", "{words:?}");
    }
    assert_eq!(common::names(&other), ["x.csv"]);
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

/// A folder that would be made below a period's folder is as bad as the folder itself.
#[test]
fn nothing_is_written_below_the_folder_of_a_period() {
    let home = tempfile::tempdir().expect("a folder");
    let period = home.path().join("du-lieu/2025-Q4");
    copy(&path("examples/submissions/2025-Q4"), &period);
    let before = all(home.path());
    let data = home.path().join("du-lieu");
    let (data, out) = (arg(&data), period.join("ket-qua/sau-hon/x.txt"));
    let words: [&[&str]; 3] = [
        &["check", arg(&period)],
        &["status", data, "--period", "2025-Q4"],
        &["plan", "trace", data, "--period", "2025-Q4"],
    ];
    for words in words {
        let run = run(&[words, &["--out", arg(&out)]].concat());
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{words:?}: {}", run.stderr);
        assert!(run.stderr.contains("thư mục của một kỳ"), "{words:?}: {}", run.stderr);
        assert_eq!(all(home.path()), before, "{words:?}");
    }
}
