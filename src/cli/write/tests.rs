//! Every state in which a run can be stopped, and what the next one makes of it.

use std::collections::BTreeMap;
use std::fs;

use tempfile::TempDir;

use super::journal::{JOURNAL, UNFINISHED};
use super::lock::LOCK;
use super::*;

type Files = BTreeMap<String, String>;

const OLD: [(&str, &str); 3] = [("a.md", "cũ a"), ("b.md", "cũ b"), ("du-lieu/c.csv", "cũ c")];
const NEW: [(&str, &str); 3] = [("a.md", "mới a"), ("b.md", "mới b"), ("du-lieu/c.csv", "mới c")];

/// Where the documents of `out` lie aside.
const ASIDE: &str = ".out.report-dang-ghi";

fn home() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

fn staged(out: &Path, documents: &[(&str, &str)]) -> Batch {
    let mut batch = Batch::new(out).expect("a batch");
    for (name, text) in documents {
        batch.add(name, |to| Ok(to.write_all(text.as_bytes())?)).expect("a document");
    }
    batch
}

/// A folder beside which nothing lies, with these documents in it.
fn with(documents: &[(&str, &str)]) -> TempDir {
    let home = home();
    staged(&home.path().join("out"), documents).finish().expect("documents");
    home
}

/// Stops a run here: its lock is free, and all it has written stays.
fn stopped(mut stage: Stage) {
    stage.stays = true;
}

/// Every file below a folder with its text; folders without files end with a slash.
fn all(folder: &Path) -> Files {
    let mut found = Files::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if path.is_dir() {
            let below = all(&path);
            if below.is_empty() {
                found.insert(format!("{name}/"), String::new());
            }
            found.extend(below.into_iter().map(|(inner, text)| (format!("{name}/{inner}"), text)));
        } else {
            found.insert(name, fs::read_to_string(&path).expect("a text"));
        }
    }
    found
}

fn only(documents: &[(&str, &str)]) -> Files {
    documents.iter().map(|(name, text)| (format!("out/{name}"), (*text).to_owned())).collect()
}

fn journal() -> Journal {
    Journal::new(false, NEW.iter().map(|(name, _)| (*name).to_owned()).collect())
}

/// A run with all its documents aside that was stopped after so many of them had their places.
fn stopped_after(home: &TempDir, moved: usize) {
    let mut stage = staged(&home.path().join("out"), &NEW).stage.take().expect("a stage");
    commit(&stage, &journal()).expect("a journal");
    let mut first = journal();
    first.documents.truncate(moved);
    stage.settle(&home.path().join("out"), &first).expect("moved");
    stopped(stage);
}

#[test]
fn a_run_that_is_stopped_before_all_is_aside_has_changed_nothing() {
    for count in 1..=NEW.len() {
        let home = with(&OLD);
        let out = home.path().join("out");
        stopped(staged(&out, &NEW[..count]).stage.take().expect("a stage"));
        assert!(home.path().join(ASIDE).join("0").is_file(), "beside the output, in one folder");
        let told = unfinished(&out).expect("a look").expect("something in the way");
        assert!(told.contains("dừng khi chưa lập xong"), "{told}");
        let told = recover(&out).expect("recovered").expect("a word about it");
        assert!(told.contains(&format!("đã bỏ {count} tệp dở")), "{told}");
        assert_eq!(all(home.path()), only(&OLD));
        assert_eq!(unfinished(&out).expect("a look"), None);
        assert_eq!(recover(&out).expect("nothing to do"), None);
    }
}

#[test]
fn a_journal_that_is_not_in_its_place_yet_counts_for_nothing() {
    let home = with(&OLD);
    let out = home.path().join("out");
    let stage = staged(&out, &NEW).stage.take().expect("a stage");
    journal().write(&stage.at).expect("a journal");
    fs::rename(stage.at.join(JOURNAL), stage.at.join(UNFINISHED)).expect("back again");
    stopped(stage);
    recover(&out).expect("recovered").expect("a word about it");
    assert_eq!(all(home.path()), only(&OLD));
}

#[test]
fn a_run_that_is_stopped_on_the_way_is_finished() {
    for moved in 0..=NEW.len() {
        let home = with(&OLD);
        let out = home.path().join("out");
        stopped_after(&home, moved);
        let there = all(&out);
        for (n, (name, text)) in NEW.iter().enumerate() {
            assert_eq!(there[*name], if n < moved { text } else { OLD[n].1 }, "{moved} {name}");
        }
        let told = unfinished(&out).expect("a look").expect("something in the way");
        assert!(told.contains("lẫn nhau"), "{told}");
        let told = recover(&out).expect("recovered").expect("a word about it");
        assert!(told.contains("ghi nốt cho đủ 3 tệp"), "{told}");
        assert_eq!(all(home.path()), only(&NEW));
    }
}

#[test]
fn what_is_left_when_a_run_is_stopped_while_it_clears_up_goes_without_a_word() {
    for files in [&[][..], &[LOCK]] {
        let home = with(&NEW);
        let place = home.path().join(ASIDE);
        fs::create_dir(&place).expect("a folder");
        files.iter().for_each(|file| fs::write(place.join(file), "").expect("a file"));
        let out = home.path().join("out");
        assert_eq!(unfinished(&out).expect("a look"), None);
        assert_eq!(recover(&out).expect("recovered"), None);
        assert_eq!(all(home.path()), only(&NEW));
    }
}

#[test]
fn the_first_documents_of_a_folder_are_finished_too() {
    let home = home();
    stopped_after(&home, 0);
    assert!(!home.path().join("out").exists(), "it is made with the first document in its place");
    recover(&home.path().join("out")).expect("recovered").expect("a word about it");
    assert_eq!(all(home.path()), only(&NEW));
}

#[test]
fn a_live_run_is_not_touched_and_a_second_one_is_refused() {
    let home = with(&OLD);
    let out = home.path().join("out");
    let live = staged(&out, &NEW[..2]);
    let before = all(&home.path().join(ASIDE));
    let mut second = Batch::new(&out).expect("a batch");
    let refused = second.add("a.md", |_| Ok(())).expect_err("refused").to_string();
    assert!(refused.contains("Một lần chạy khác đang ghi"), "{refused}");
    for refused in [recover(&out), unfinished(&out)] {
        let refused = refused.expect_err("refused").to_string();
        assert!(refused.contains("Một lần chạy khác đang ghi"), "{refused}");
    }
    drop(second);
    assert_eq!(all(&home.path().join(ASIDE)), before);
    drop(live);
    assert_eq!(all(home.path()), only(&OLD), "nothing is left of a run that gave up");
}

/// As where Word has a document open on Windows.
#[test]
fn what_cannot_take_its_place_waits_for_the_next_run() {
    let home = with(&OLD);
    let out = home.path().join("out");
    let batch = staged(&out, &NEW);
    fs::remove_file(out.join("b.md")).expect("removed");
    fs::create_dir(out.join("b.md")).expect("in the way");
    let told = format!("{:#}", batch.finish().expect_err("in the way"));
    for words in ["b.md", "Đã ghi xong 1 tệp", "2 tệp mới còn chờ", "rồi chạy lại"]
    {
        assert!(told.contains(words), "{words}: {told}");
    }
    let again = format!("{:#}", recover(&out).expect_err("still in the way"));
    assert!(again.contains("b.md"), "{again}");
    assert!(unfinished(&out).expect("a look").is_some());
    fs::remove_dir(out.join("b.md")).expect("out of the way");
    recover(&out).expect("recovered").expect("a word about it");
    assert_eq!(all(home.path()), only(&NEW));
}

#[test]
fn where_the_first_cannot_take_its_place_all_stays_as_it_was() {
    let home = with(&OLD[1..]);
    let out = home.path().join("out");
    let batch = staged(&out, &NEW);
    fs::create_dir(out.join("a.md")).expect("in the way");
    let told = format!("{:#}", batch.finish().expect_err("in the way"));
    assert!(told.contains("chưa có tệp nào bị thay đổi"), "{told}");
    fs::remove_dir(out.join("a.md")).expect("out of the way");
    assert_eq!(all(home.path()), only(&OLD[1..]));
}

#[test]
fn a_journal_leads_out_of_the_folder_in_no_way() {
    for name in ["../x.md", "/x.md", "du-lieu/../../x.md", ""] {
        let home = with(&OLD);
        let out = home.path().join("out");
        let stage = staged(&out, &NEW[..1]).stage.take().expect("a stage");
        Journal::new(false, vec![name.to_owned()]).write(&stage.at).expect("a journal");
        stopped(stage);
        recover(&out).expect_err("refused");
        assert!(!home.path().join("x.md").exists(), "{name}");
        assert_eq!(all(&out).len(), OLD.len(), "{name}");
    }
}

#[test]
fn a_journal_that_nobody_can_read_is_told() {
    for text in ["", "{", "{\"version\":2,\"keeps\":false,\"documents\":[]}"] {
        let home = with(&OLD);
        let out = home.path().join("out");
        stopped(staged(&out, &NEW[..1]).stage.take().expect("a stage"));
        fs::write(home.path().join(ASIDE).join(JOURNAL), text).expect("a journal");
        let told = recover(&out).expect_err("told").to_string();
        assert!(told.contains(ASIDE) && told.contains("Xóa thư mục"), "{told}");
        assert_eq!(all(&out).len(), OLD.len());
    }
}

/// Where nothing can be made beside the output, here because the name is too long for it.
#[test]
fn documents_lie_aside_in_the_output_where_they_cannot_beside_it() {
    let home = home();
    let out = home.path().join("x".repeat(250));
    let stage = staged(&out, &NEW).stage.take().expect("a stage");
    assert_eq!(stage.at.file_name(), Some(".report-dang-ghi".as_ref()));
    assert_eq!(stage.at.parent().map(|at| at.canonicalize().expect("it")), out.canonicalize().ok());
    commit(&stage, &journal()).expect("a journal");
    stopped(stage);
    recover(&out).expect("recovered").expect("a word about it");
    let new: Files = NEW.iter().map(|(n, text)| ((*n).to_owned(), (*text).to_owned())).collect();
    assert_eq!(all(&out), new);
}

#[test]
fn files_that_never_replace_others_do_not_when_finished_either() {
    let home = home();
    let out = home.path().join("out");
    let mut batch = Batch::keeping(&out);
    for (name, text) in NEW {
        batch.add(name, |to| Ok(to.write_all(text.as_bytes())?)).expect("a file");
    }
    let stage = batch.stage.take().expect("a stage");
    let names = NEW.iter().map(|(name, _)| (*name).to_owned()).collect();
    commit(&stage, &Journal::new(true, names)).expect("a journal");
    stopped(stage);
    fs::create_dir(&out).expect("a folder");
    fs::write(out.join("b.md"), "của người dùng").expect("somebody's file");
    recover(&out).expect("recovered").expect("a word about it");
    let mut expected = only(&NEW);
    expected.insert("out/b.md".to_owned(), "của người dùng".to_owned());
    assert_eq!(all(home.path()), expected);
}

/// As in `/tmp`: what lies beside could have been put there by anybody, to be taken for documents.
#[cfg(unix)]
#[test]
fn nothing_is_taken_from_a_folder_in_which_everybody_may_write() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = with(&OLD);
    let out = home.path().join("out");
    stopped_after(&home, 0);
    let open = fs::Permissions::from_mode(0o777);
    fs::set_permissions(home.path(), open).expect("a mode");
    assert_eq!(recover(&out).expect("nothing in the output"), None);
    let batch = staged(&out, &NEW);
    assert!(batch.stage.as_ref().is_some_and(|stage| stage.at.starts_with(real_path(&out))));
    batch.finish().expect("documents");
    assert_eq!(all(&out).len(), NEW.len());
}

#[cfg(unix)]
fn real_path(path: &Path) -> PathBuf {
    path.canonicalize().expect("a folder that is there")
}

#[cfg(unix)]
#[test]
fn a_link_in_the_place_of_the_folder_is_not_followed() {
    let home = with(&OLD);
    let out = home.path().join("out");
    let other = tempfile::tempdir().expect("a folder");
    fs::write(other.path().join("0"), "của người khác").expect("a file");
    std::os::unix::fs::symlink(other.path(), home.path().join(ASIDE)).expect("a link");
    assert_eq!(recover(&out).expect("nothing there"), None);
    staged(&out, &NEW).finish().expect("documents");
    assert_eq!(all(other.path()).len(), 1, "nothing is written or removed through the link");
    fs::remove_file(home.path().join(ASIDE)).expect("the link");
    assert_eq!(all(home.path()), only(&NEW));
}

/// A folder of the output may be a link to another disk; there a document is copied first.
#[cfg(target_os = "linux")]
#[test]
fn a_file_comes_whole_to_another_disk() {
    use std::os::unix::fs::MetadataExt as _;
    let home = home();
    // Memory is one; where it is not to be had, the folder is on the same disk and nothing is copied.
    let other = tempfile::tempdir_in("/dev/shm").unwrap_or_else(|_| self::home());
    let device = |path: &Path| fs::metadata(path).expect("a folder").dev();
    let is_other = device(other.path()) != device(home.path());
    let out = home.path().join("out");
    fs::create_dir(&out).expect("a folder");
    std::os::unix::fs::symlink(other.path(), out.join("du-lieu")).expect("a link");
    let mut batch = Batch::keeping(&out);
    for (name, text) in NEW {
        batch.add(name, |to| Ok(to.write_all(text.as_bytes())?)).expect("a file");
    }
    batch.finish().expect("files");
    assert_eq!(all(home.path()), only(&NEW));
    assert_eq!(all(other.path()).len(), 1, "on another disk: {is_other}");
}
