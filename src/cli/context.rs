//! What every command shares: its result, the plan it works on, the day it takes for today.
//!
//! The only place that reads the environment and the clock.

use std::error::Error as StdError;
use std::path::Path;
use std::sync::Arc;

use anyhow::Context as _;
use chrono::NaiveDate;
use report::decode::csv::MAX_BYTES;
use report::plan::{Period, Plan, PlanFiles};
use report::render::Templates;
use report::text::date;
use report::workspace::{
    self, Bytes, DiskStore, Error, Note, Options, Store, Workspace, io_reason, read_at_most, shown,
    typed,
};

use super::args::Global;
use super::terminal;

const MB: usize = 1024 * 1024;

/// What a command has to say, and how the program ends.
#[derive(Debug, Default)]
pub(crate) struct Done {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) status: u8,
    /// Whether `stdout` is for programs and must be printed unchanged.
    pub(crate) exact: bool,
}

impl Done {
    /// A result that went well.
    pub(crate) fn said(stdout: String) -> Self {
        Self { stdout, ..Self::default() }
    }

    /// A result for programs, to be printed as it stands.
    pub(crate) fn exact(stdout: String) -> Self {
        Self { stdout, exact: true, ..Self::default() }
    }

    /// The command could not run: the chain of causes, one line each.
    pub(crate) fn failed(error: &anyhow::Error) -> Self {
        let mut causes = error.chain().map(told);
        let mut stderr = format!("lỗi: {}\n", causes.next().unwrap_or_default());
        for cause in causes {
            stderr += &format!("  vì: {cause}\n");
        }
        Self { stderr, status: 2, ..Self::default() }
    }
}

/// An error in words that fit the screen.
fn told(error: &(dyn StdError + 'static)) -> String {
    match error.downcast_ref::<Error>() {
        Some(Error::Faults(faults)) => faults.text(terminal::width()),
        // The clock always tells a day.
        Some(Error::NoDay) => NO_EPOCH.to_owned(),
        _ => error.to_string(),
    }
}

/// The files on which every command works.
pub(crate) fn disk() -> Arc<dyn Store> {
    Arc::new(DiskStore)
}

/// The files of the plan in force for this run.
pub(crate) fn plan_files(global: &Global) -> Result<PlanFiles, Error> {
    match &global.plan {
        Some(folder) => workspace::plan_files(&DiskStore, folder),
        None => Ok(PlanFiles::embedded()),
    }
}

/// The plan of this run. Its faults are one error that lists them all.
pub(crate) fn plan(global: &Global) -> Result<Arc<Plan>, Error> {
    workspace::plan(&plan_files(global)?.without_errata()).map(Arc::new)
}

/// The templates of this run.
pub(crate) fn templates(global: &Global) -> Result<Templates, Error> {
    workspace::templates(&DiskStore, global.templates.as_deref())
}

/// That the plan folder of this run has warnings, each of which may make figures other than meant.
pub(crate) fn warnings_of_plan(global: &Global) -> String {
    let Some(folder) = global.plan.as_deref() else { return String::new() };
    // A plan that cannot be used ends the command.
    let Ok(files) = plan_files(global) else { return String::new() };
    match workspace::warnings_of_plan(&files.without_errata()).as_slice() {
        [] => String::new(),
        codes => format!(
            "Kế hoạch ở “{}” có cảnh báo ({}). Xem: report plan check --plan {}\n",
            shown(folder),
            codes.join(", "),
            typed([folder])
        ),
    }
}

/// Unused files of the template folder.
pub(crate) fn stray_templates(global: &Global) -> String {
    let Some(folder) = global.templates.as_deref() else { return String::new() };
    let none = match workspace::has_templates(&DiskStore, folder) {
        true => String::new(),
        false => format!(
            "Thư mục mẫu “{}” không có mẫu nào: văn bản lập theo mẫu có sẵn trong chương trình.\n",
            shown(folder)
        ),
    };
    none + &match workspace::stray_templates(&DiskStore, folder).as_slice() {
        [] => String::new(),
        strays => format!(
            "Không dùng đến trong thư mục mẫu, vì không có mẫu nào tên như vậy: {}.\n",
            strays.join(", ")
        ),
    }
}

/// How a workspace is used in this run.
pub(crate) fn options(global: &Global) -> Options {
    let mut options = Options::default();
    options.as_of = as_of(global);
    options.today = today().ok();
    options.notice = global.notice.clone();
    options
}

/// The data folder of this run, for documents.
pub(crate) fn data(global: &Global, plan: &Arc<Plan>, data: &Path) -> Result<Workspace, Error> {
    let mut options = options(global);
    options.figures_only = true;
    Workspace::open_with(disk(), Arc::clone(plan), data, options)
}

/// Notes as lines; details only where they are asked for.
pub(crate) fn notes<'a>(global: &Global, notes: impl IntoIterator<Item = &'a Note>) -> Vec<String> {
    let wanted = notes.into_iter().filter(|note| global.verbose || !note.is_detail);
    wanted.map(|note| note.text(terminal::width())).collect()
}

/// Each as a line.
pub(crate) fn lines(notes: impl IntoIterator<Item = String>) -> String {
    notes.into_iter().map(|note| note + "\n").collect()
}

/// A period as somebody wrote it on the command line.
pub(crate) fn period(written: &str) -> anyhow::Result<Period> {
    Period::parse(written).with_context(|| {
        format!("Không hiểu kỳ báo cáo “{written}”. Viết như: 2025-Q3, 2025-H1, 2025-9M, 2025, 2025-05-01..2025-06-15.")
    })
}

/// All of standard input. More than a file may hold is refused before it fills the memory.
pub(crate) fn standard_input() -> anyhow::Result<Vec<u8>> {
    let read = read_at_most(std::io::stdin().lock(), 0, MAX_BYTES)
        .map_err(|error| anyhow::anyhow!(io_reason(&error)))
        .context("Không đọc được đầu vào chuẩn.")?;
    match read {
        Bytes::All(bytes) => Ok(bytes),
        Bytes::TooMany(_) => anyhow::bail!(
            "Dữ liệu ở đầu vào chuẩn nặng quá mức {} MB nên không được đọc. Tách thành nhiều phần, mỗi phần một tệp.",
            MAX_BYTES / MB
        ),
    }
}

const NO_EPOCH: &str = "Biến SOURCE_DATE_EPOCH không phải là một số giây.";

/// The day that `--as-of` names.
fn as_of(global: &Global) -> Option<NaiveDate> {
    global.as_of.as_deref().and_then(|written| date::parse(written).ok())
}

/// The day that counts as today where no page of a period says one.
pub(crate) fn day(global: &Global) -> anyhow::Result<NaiveDate> {
    as_of(global).map_or_else(today, Ok)
}

/// The day of `SOURCE_DATE_EPOCH`, else of the clock.
fn today() -> anyhow::Result<NaiveDate> {
    let Some(epoch) = std::env::var_os("SOURCE_DATE_EPOCH") else {
        return Ok(chrono::Local::now().date_naive());
    };
    let seconds = epoch.to_str().and_then(|s| s.parse::<i64>().ok());
    let moment = seconds.and_then(|s| chrono::DateTime::from_timestamp(s, 0));
    moment.map(|m| m.date_naive()).context(NO_EPOCH)
}
