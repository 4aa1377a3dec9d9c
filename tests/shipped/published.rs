//! `examples/published/` holds what `report build --all` makes of the examples.

use crate::common;

/// The one command that makes the published documents anew.
const COMMAND: &str = "examples/regenerate";

#[test]
fn the_published_documents_are_those_of_a_fresh_build() {
    let words = ["build", "examples/submissions", "--all", "--check", "--allow-errors"];
    let run = common::run(&[&words[..], &["--out", "examples/published"]].concat());
    assert!(run.status < 2, "{}", run.stderr);
    assert!(run.stdout.is_empty(), "\n{}\nTo make them anew: {COMMAND}\n", run.stdout);
}

/// The letters of the quarter with the mistakes: nothing in them that nobody gave.
#[test]
fn the_published_letters_are_those_of_a_fresh_run() {
    let out = tempfile::tempdir().expect("a folder");
    let words = ["remind", "examples/submissions", "--period", common::FAULTY, "--out"];
    let run = common::run(&[&words[..], &[common::arg(out.path())]].concat());
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(common::names(out.path()), letters());
    for name in letters() {
        let published = common::path("examples/published").join(&name);
        let same = common::read(&out.path().join(&name)) == common::read(&published);
        assert!(same, "{name} differs. To make it anew: {COMMAND}");
    }
}

fn letters() -> Vec<String> {
    let names = ["de-nghi", "don-doc"].iter().flat_map(|kind| {
        ["html", "md"].map(|ending| format!("{kind}-{}.{ending}", common::FAULTY))
    });
    names.collect()
}

/// Nothing else lies there, so that nothing old stays behind.
#[test]
fn nothing_but_the_documents_of_the_quarters_is_published() {
    let mut expected: Vec<String> = common::QUARTERS
        .iter()
        .flat_map(|quarter| ["md", "html"].map(|ending| format!("bao-cao-{quarter}.{ending}")))
        .collect();
    expected.extend(letters());
    expected.extend(["index.html", "du-lieu"].map(str::to_owned));
    expected.sort();
    assert_eq!(common::names(&common::path("examples/published")), expected);
    let mut data: Vec<String> =
        common::QUARTERS.iter().map(|quarter| format!("bao-cao-{quarter}.json")).collect();
    let tables = [
        "co-quan.csv",
        "danh-muc-so-lieu.csv",
        "datapackage.json",
        "kinh-phi.csv",
        "nhiem-vu.csv",
        "so-lieu-tong.csv",
        "so-lieu.csv",
        "tu-dien-du-lieu.md",
    ];
    data.extend(tables.map(str::to_owned));
    assert_eq!(common::names(&common::path("examples/published/du-lieu")), data);
    assert_eq!(common::names(&common::path("examples/submissions")), common::QUARTERS);
    assert!(common::path(COMMAND).is_file());
}

/// Without `--allow-errors` the quarter with the mistakes is no success, though nothing differs.
#[test]
fn a_draft_is_no_success_even_where_nothing_differs() {
    let words = ["build", "examples/submissions", "--period", common::FAULTY, "--check"];
    let run = common::run(&[&words[..], &["--out", "examples/published"]].concat());
    assert_eq!((run.status, run.stdout.as_str()), (1, ""), "{}", run.stderr);
    assert!(run.stderr.contains("văn bản là dự thảo"), "{}", run.stderr);
}
