//! Isolates failures: where the program panics on a file, that is a finding of this file.
//!
//! Owns the wording. Silencing the panic message is up to the binary.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use crate::decode::csv::UNREADABLE;
use crate::diag::{Diagnostic, Place};

/// The result of `work`; `None` where it panics. What it was changing must not be used then.
pub fn isolated<T>(work: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work)).ok()
}

/// F101: the program failed on a file.
pub fn program_failed(name: &Arc<str>) -> Diagnostic {
    let message = "Chương trình gặp lỗi của chính nó khi đọc tệp này, nên không lấy số liệu của tệp; các tệp khác vẫn được đọc.";
    let help = "Gửi tệp này cho người quản trị chương trình để báo lỗi. Trong khi chờ: mở tệp bằng Excel, chép riêng bảng số liệu sang một tệp mới rồi gửi tệp đó.";
    Diagnostic::new(&UNREADABLE, Place::of_file(name), message)
        .expected("một tệp chương trình đọc được")
        .help(help)
}

/// Panics, in tests only, on a file whose name asks for it at this step.
#[cfg(test)]
pub(super) fn fail_if_named(step: &str, name: &str) {
    assert!(!name.contains(&format!("{step}-fails")), "a fault of the program");
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroUsize;

    use crate::check::trial::day;
    use crate::check::{self, Checked, History, Scope};
    use crate::diag::Sink;
    use crate::plan::{self, Period, PlanFiles};
    use crate::source::Source;

    const HEADINGS: &str = "ky_bao_cao;co_quan;ma_nhiem_vu;trang_thai;tien_do;ket_qua";

    fn text(period: &str, progress: u32) -> String {
        format!("{HEADINGS}\n{period};so-tu-phap;I.2;Đang triển khai;{progress};Mở 7 hội nghị.\n")
    }

    /// Checks three files, the second under a name on which the program fails.
    fn three(failing: &str, period: Option<Period>, threads: usize) -> Checked {
        let plan = plan::load(&PlanFiles::embedded(), &mut Sink::new()).expect("the plan");
        let before = Scope {
            plan: &plan,
            period: Some(Period::Quarter(2025, 2)),
            as_of: day("2025-06-20"),
            page: None,
            whole_period: false,
            history: None,
        };
        let mut history = History::default();
        let earlier = check::check_files(&before, 1, NonZeroUsize::MIN, |_| {
            Ok(Source::new("a.csv", text("2025-Q2", 20).as_bytes()))
        });
        history.add(&plan, "2025-Q2", &earlier);
        let scope = Scope { period, as_of: day("2025-09-20"), history: Some(&history), ..before };
        let names = ["a.csv", failing, "c.csv"];
        let open = |n: usize| Ok(Source::new(names[n], text("2025-Q3", 40 + n as u32).as_bytes()));
        check::check_files(&scope, 3, NonZeroUsize::new(threads).expect("not none"), open)
    }

    #[test]
    fn a_fault_of_the_program_at_one_file_is_told_there_and_the_others_are_checked() {
        for step in ["read", "judge", "compare"] {
            for period in [Some(Period::Quarter(2025, 3)), None] {
                for threads in [1, 3] {
                    let name = format!("b-{step}-fails.csv");
                    let checked = three(&name, period, threads);
                    let at = format!("{step}, {period:?}, {threads}");
                    let failures: Vec<_> =
                        checked.findings.iter().filter(|d| d.code.id == "F101").collect();
                    assert_eq!(failures.len(), 1, "{at}");
                    assert_eq!(failures[0].place.file(), Some(&*name), "{at}");
                    assert!(
                        failures[0].help.as_deref().is_some_and(|help| help.contains("báo lỗi"))
                    );
                    let rows: Vec<usize> =
                        checked.files.iter().map(|f| f.accepted_rows()).collect();
                    assert_eq!(rows[1], 0, "{at}");
                    // The two other files hold the same row and contradict: C702 as usual.
                    let both = checked.findings.iter().filter(|d| d.code.id == "C702").count();
                    assert!(both >= 2, "{at}");
                    assert_eq!(checked.files[1].file.sha256.len(), 64, "{at}");
                }
            }
        }
    }
}
