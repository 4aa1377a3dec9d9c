//! Panics: a message in plain Vietnamese instead of that of the runtime.
//!
//! A panic at one file is isolated by the library and becomes a finding; one elsewhere ends
//! the run. Either way the place in the source is kept for whoever mends it.

use std::panic::{self, AssertUnwindSafe, Location};
use std::sync::{Mutex, PoisonError};

use super::context::Done;

/// Where the program failed.
static PLACES: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Runs a command. A fault that reaches this far is an error in plain words.
pub(crate) fn guarded(verbose: bool, run: impl FnOnce() -> Done) -> Done {
    panic::set_hook(Box::new(|fault| {
        let place = fault.location().map_or_else(|| "?".to_owned(), place);
        PLACES.lock().unwrap_or_else(PoisonError::into_inner).push(place);
    }));
    let done = panic::catch_unwind(AssertUnwindSafe(run));
    let places = std::mem::take(&mut *PLACES.lock().unwrap_or_else(PoisonError::into_inner));
    match done {
        Ok(mut done) => {
            if verbose && !places.is_empty() {
                done.stderr += &told(places);
            }
            done
        }
        Err(_) => Done {
            stderr: format!(
                "lỗi: Chương trình gặp lỗi của chính nó nên phải dừng.\n  Gửi cho người quản trị chương trình lệnh đã chạy, các tệp đã đọc và dòng sau để báo lỗi.\n{}",
                told(places)
            ),
            status: 2,
            ..Done::default()
        },
    }
}

fn told(mut places: Vec<String>) -> String {
    places.sort();
    places.dedup();
    format!("Chỗ gặp lỗi trong chương trình: {}.\n", places.join(", "))
}

/// A place in the source, without the folders of the machine that built it.
fn place(at: &Location<'_>) -> String {
    let file = at.file().replace('\\', "/");
    let parts: Vec<&str> = file.split('/').collect();
    let from = parts.iter().rposition(|part| *part == "src").map_or(0, |at| at.saturating_sub(1));
    format!("{}:{}", parts[from..].join("/"), at.line())
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;

    /// Asks this test program to fail inside a command, in a process of its own.
    const FAIL: &str = "REPORT_TEST_OF_A_CRASH";

    #[test]
    fn a_fault_of_the_program_is_told_in_plain_words_and_ends_with_2() {
        if std::env::var_os(FAIL).is_some() {
            let isolated = guarded(true, || {
                assert!(report::check::isolated(|| panic!("first")).is_none());
                Done::said("còn lại".to_owned())
            });
            assert_eq!((isolated.status, &*isolated.stdout), (0, "còn lại"));
            assert!(isolated.stderr.contains("crash.rs:"), "{}", isolated.stderr);
            let ended = guarded(false, || panic!("second"));
            assert_eq!(ended.status, 2);
            assert!(ended.stderr.starts_with("lỗi: Chương trình"), "{}", ended.stderr);
            assert!(ended.stderr.contains("crash.rs:"), "{}", ended.stderr);
            return;
        }
        let name = "crash::tests::a_fault_of_the_program_is_told_in_plain_words_and_ends_with_2";
        let program = std::env::current_exe().expect("this program");
        let run = Command::new(program)
            .args(["--exact", name, "--nocapture", "--test-threads=1"])
            .env(FAIL, "1")
            .output()
            .expect("it runs");
        let said = String::from_utf8_lossy(&run.stderr);
        assert!(run.status.success(), "{said}");
        for word in ["panicked", "RUST_BACKTRACE", "first", "second"] {
            assert!(!said.contains(word), "{said}");
        }
    }
}
