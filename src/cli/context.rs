//! What every command shares: its result, the plan it works on, the day it takes for today.
//!
//! The only place that reads the plan folder, the environment and the clock.

use std::num::NonZeroUsize;
use std::path::Path;

use anyhow::Context as _;
use chrono::NaiveDate;
use report::check;
use report::decode::csv::MAX_BYTES;
use report::decode::{utf8, yaml};
use report::diag::{Diagnostic, Place, Policy, Sink};
use report::emit::{self, Human};
use report::plan::{self, Period, Plan, PlanFiles, TEMPLATE_ERROR};
use report::render::Fault;
use report::source::Source;
use report::text::{date, visible};

use super::args::Global;
use super::read::{self, Bytes};
use super::terminal;

/// What a command has to say, and how the program ends.
#[derive(Debug, Default)]
pub(crate) struct Done {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) status: u8,
    /// Whether `stdout` is for programs, so that nothing in it may be made harmless for people.
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
        let mut stderr = format!("lỗi: {error}\n");
        for cause in error.chain().skip(1) {
            stderr += &format!("  vì: {cause}\n");
        }
        Self { stderr, status: 2, ..Self::default() }
    }
}

/// The files of the plan in force for this run.
pub(crate) fn plan_files(global: &Global) -> anyhow::Result<PlanFiles> {
    let Some(folder) = &global.plan else { return Ok(PlanFiles::embedded()) };
    anyhow::ensure!(folder.is_dir(), "Không có thư mục Kế hoạch “{}”.", shown(folder));
    let read = |name: &str| {
        let path = folder.join(name);
        read_file(&path, yaml::MAX_BYTES).map(|bytes| Source::new(named(&path), bytes))
    };
    let [agencies, reporting, decision, appendix] = plan::FILES;
    let files = [read(agencies)?, read(reporting)?, read(decision)?, read(appendix)?];
    // Who keeps a plan of their own need not have compared it with print.
    let errata = match folder.join(plan::ERRATA).symlink_metadata() {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        _ => Some(read(plan::ERRATA)?),
    };
    Ok(PlanFiles { files, errata })
}

/// The plan of this run; its faults are an error, told in full.
pub(crate) fn plan(global: &Global) -> anyhow::Result<Plan> {
    plan_of(&plan_files(global)?.without_errata())
}

/// Reads the plan, and holds what it says of the codes against the codes there are. `None` when there
/// are errors.
pub(crate) fn load(files: &PlanFiles, sink: &mut Sink) -> Option<Plan> {
    let plan = plan::load(files, sink)?;
    let mut judged = Sink::new();
    check::judge_severities(&plan, &mut judged);
    let sound = !judged.has_errors();
    sink.append(judged);
    sound.then_some(plan)
}

/// The plan in these files; its faults are an error, told in full.
pub(crate) fn plan_of(files: &PlanFiles) -> anyhow::Result<Plan> {
    let mut sink = Sink::new();
    match load(files, &mut sink) {
        Some(plan) => Ok(plan),
        None => anyhow::bail!(
            "Dữ liệu Kế hoạch còn chỗ sai, cần sửa trước.\n\n{}",
            findings_for_people(&sink.finish(&Policy::default()), files.all(), false)
        ),
    }
}

/// The findings of YAML files as text for people.
pub(crate) fn findings_for_people<'a>(
    findings: &[Diagnostic],
    sources: impl Iterator<Item = &'a Source> + Clone,
    color: bool,
) -> String {
    let look = |name: &str| {
        let source = sources.clone().find(|s| &*s.name == name)?;
        std::str::from_utf8(&source.bytes).ok()
    };
    emit::human(findings, &Human { width: terminal::width(), color, max: 0, sources: &look })
}

/// A period as somebody wrote it on the command line.
pub(crate) fn period(written: &str) -> anyhow::Result<Period> {
    Period::parse(written).with_context(|| {
        format!("Không hiểu kỳ báo cáo “{written}”. Viết như: 2025-Q3, 2025-H1, 2025-9M, 2025, 2025-05-01..2025-06-15.")
    })
}

/// Reads a file of at most so many bytes; the error says in Vietnamese what could not be done.
pub(crate) fn read(path: &Path, most: usize) -> anyhow::Result<Vec<u8>> {
    match read::at_most(path, most).map_err(|error| unread(path, &error))? {
        Bytes::All(bytes) => Ok(bytes),
        Bytes::TooMany(size) => anyhow::bail!(
            "Tệp “{}” nặng {}, quá mức {} MB nên không được đọc.",
            shown(path),
            weight(size, most),
            most / MB
        ),
    }
}

const MB: usize = 1024 * 1024;

/// How much a file weighs that weighs too much.
fn weight(size: Option<u64>, most: usize) -> String {
    match size {
        Some(size) => format!("{} MB", size.div_ceil(MB as u64)),
        None => format!("hơn {} MB", most / MB),
    }
}

/// Reads a file of a folder, where nothing but a file is of use: a pipe would be waited for.
pub(crate) fn read_file(path: &Path, most: usize) -> anyhow::Result<Vec<u8>> {
    let there = std::fs::metadata(path).map_err(|error| unread(path, &error))?;
    if !there.is_file() && !there.is_dir() {
        anyhow::bail!("Không đọc được “{}”: đây không phải một tệp thường.", shown(path));
    }
    read(path, most)
}

/// Why a file cannot be read.
pub(crate) fn unread(path: &Path, error: &std::io::Error) -> anyhow::Error {
    anyhow::anyhow!(io_reason(error)).context(format!("Không đọc được tệp “{}”.", shown(path)))
}

/// P016: template, line, what is wrong.
pub(crate) fn template_error(fault: &Fault) -> anyhow::Error {
    let name = fault.file.as_deref().unwrap_or("mẫu").into();
    let place = match fault.line {
        Some(line) => Place::of_text(&name, u32::try_from(line).unwrap_or(u32::MAX), 1),
        None => Place::of_file(&name),
    };
    let help = fault
        .help
        .unwrap_or("Sửa mẫu ở dòng này; tên các giá trị dùng được có trong templates/README.md.");
    let mut finding = Diagnostic::new(&TEMPLATE_ERROR, place, &fault.message).help(help);
    if let Some(words) = &fault.at {
        finding = finding.value(words);
    }
    unusable_template(finding)
}

/// The finding about a template that cannot be used.
fn unusable_template(finding: Diagnostic) -> anyhow::Error {
    let none = std::iter::empty();
    anyhow::anyhow!(
        "Mẫu văn bản không dùng được, chưa ghi tệp nào.\n\n{}",
        findings_for_people(&[finding], none, false)
    )
}

/// The text of a template of one's own, byte order marks taken off.
pub(crate) fn template_text(path: &Path) -> anyhow::Result<String> {
    let source = Source::new(named(path), read_file(path, yaml::MAX_BYTES)?);
    let text = utf8::utf8(&source, &TEMPLATE_ERROR);
    text.map(str::to_owned).map_err(|finding| unusable_template(*finding))
}

/// How many threads work side by side.
pub(crate) fn threads() -> NonZeroUsize {
    std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
}

/// All of standard input. More than a file may hold is refused before it fills the memory.
pub(crate) fn standard_input() -> anyhow::Result<Vec<u8>> {
    let read = read::stream(std::io::stdin().lock(), MAX_BYTES, &mut Vec::new())
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

/// The system's reason in plain words.
pub(crate) fn io_reason(error: &std::io::Error) -> String {
    use std::io::ErrorKind as K;
    match error.kind() {
        K::NotFound => "không có tệp hoặc thư mục này".into(),
        K::PermissionDenied => "không được phép mở".into(),
        K::IsADirectory => "đây là thư mục, không phải tệp".into(),
        K::NotADirectory => "đây là tệp, không phải thư mục".into(),
        K::AlreadyExists => "đã có một tệp mang tên này".into(),
        K::StorageFull => "ổ đĩa đã đầy".into(),
        K::InvalidFilename => "tên này quá dài hoặc có ký tự không dùng được".into(),
        K::ReadOnlyFilesystem => "ổ đĩa chỉ cho đọc".into(),
        _ => match error.raw_os_error() {
            Some(number) => format!("hệ điều hành báo lỗi số {number}"),
            None => "hệ điều hành báo lỗi".into(),
        },
    }
}

/// A path as people read it, with forward slashes on every system; nothing in it acts where it is
/// printed.
pub(crate) fn shown(path: &Path) -> String {
    visible::name(&named(path))
}

/// The path itself with forward slashes, for findings and other forms, which make it harmless in
/// their own way.
pub(crate) fn named(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// The day that counts as today: `--as-of`, else the period's page, else `SOURCE_DATE_EPOCH`, else
/// the clock.
pub(crate) fn as_of(global: &Global, page: Option<NaiveDate>) -> anyhow::Result<NaiveDate> {
    if let Some(written) = &global.as_of
        && let Ok(day) = date::parse(written)
    {
        return Ok(day);
    }
    if let Some(day) = page {
        return Ok(day);
    }
    if let Some(epoch) = std::env::var_os("SOURCE_DATE_EPOCH") {
        let seconds = epoch.to_str().and_then(|s| s.parse::<i64>().ok());
        let moment = seconds.and_then(|s| chrono::DateTime::from_timestamp(s, 0));
        return moment
            .map(|m| m.date_naive())
            .context("Biến SOURCE_DATE_EPOCH không phải là một số giây.");
    }
    Ok(chrono::Local::now().date_naive())
}
