//! Errors of a workspace, worded for people.

use std::io;
use std::path::{Path, PathBuf};

use super::wording::{findings_for_people, io_reason, shown};
use crate::diag::{Diagnostic, Place};
use crate::plan::TEMPLATE_ERROR;
use crate::render::TemplateError;
use crate::source::Source;

const MB: usize = 1024 * 1024;

/// An error of a workspace. What is wrong in the data of agencies is none: that is a finding.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file cannot be read.
    #[error("Không đọc được tệp “{}”.", shown(.path))]
    File {
        /// The file.
        path: PathBuf,
        /// The reason.
        source: Reason,
    },
    /// A folder cannot be listed.
    #[error("Không đọc được thư mục “{}”.", shown(.path))]
    Folder {
        /// The folder.
        path: PathBuf,
        /// The reason.
        source: Reason,
    },
    /// A file is wanted, and something else stands there.
    #[error("Không đọc được “{}”: đây không phải một tệp thường.", shown(.path))]
    NotAFile {
        /// Where.
        path: PathBuf,
    },
    /// A file is larger than may be read.
    #[error(
        "Tệp “{}” nặng {}, quá mức {} MB nên không được đọc.",
        shown(.path), weight(*.size, *.most), .most / MB
    )]
    TooHeavy {
        /// The file.
        path: PathBuf,
        /// Its size, where it is known.
        size: Option<u64>,
        /// How many bytes it may have.
        most: usize,
    },
    /// A folder holds nothing that could be checked.
    #[error("Trong “{}” không có tệp nào để kiểm tra.", shown(.path))]
    NothingToCheck {
        /// The folder.
        path: PathBuf,
        /// What lies there instead.
        source: Reason,
    },
    /// A file is no saved view.
    #[error("“{}” không phải số liệu mà “report build --format json” đã ghi; chưa ghi tệp nào.", shown(.path))]
    NotAView {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: Reason,
    },
    /// Files that everything else depends on have faults: the plan, the page of a period, the data
    /// folder, a template.
    #[error(transparent)]
    Faults(Box<Faults>),
    /// What was asked for is not there or has no meaning; a sentence says why.
    #[error("{0}")]
    Refused(String),
    /// Neither the caller nor the page of the period says which day counts as today.
    #[error("Chưa biết hôm nay là ngày nào: trang của kỳ không ghi as_of.")]
    NoDay,
}

/// Ends a function with the sentence that says why it gives nothing.
macro_rules! refuse {
    ($($words:tt)*) => {
        return Err($crate::workspace::Error::Refused(format!($($words)*)))
    };
}
pub(super) use refuse;

/// A reason, as the cause of an [`Error`].
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Reason(pub(crate) String);

/// Findings that nothing can be done before they are mended.
#[derive(Debug)]
pub struct Faults {
    /// What they are about, one sentence.
    pub about: String,
    /// The findings, in telling order.
    pub findings: Vec<Diagnostic>,
    /// The files of which lines are shown.
    pub sources: Vec<Source>,
}

impl Faults {
    /// All of it in lines of so many columns.
    pub fn text(&self, width: usize) -> String {
        let findings = findings_for_people(&self.findings, self.sources.iter(), width, false);
        format!("{}\n\n{findings}", self.about)
    }
}

impl std::fmt::Display for Faults {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        const COLUMNS: usize = 100;
        f.write_str(&self.text(COLUMNS))
    }
}

impl std::error::Error for Faults {}

impl Error {
    /// A file that cannot be read, and the reason of the system.
    pub fn file(path: &Path, error: &io::Error) -> Self {
        Self::File { path: path.to_owned(), source: Reason(io_reason(error)) }
    }

    pub(crate) fn folder(path: &Path, error: &io::Error) -> Self {
        Self::Folder { path: path.to_owned(), source: Reason(io_reason(error)) }
    }

    /// Findings that come before everything else, and the files of which lines are shown.
    pub fn faults(
        about: impl Into<String>,
        findings: Vec<Diagnostic>,
        sources: Vec<Source>,
    ) -> Self {
        Self::Faults(Box::new(Faults { about: about.into(), findings, sources }))
    }

    pub(crate) fn template(finding: Diagnostic) -> Self {
        let about = "Mẫu văn bản không dùng được, chưa ghi tệp nào.";
        Self::faults(about, vec![finding], Vec::new())
    }
}

/// P016: template, line, what is wrong.
impl From<TemplateError> for Error {
    fn from(fault: TemplateError) -> Self {
        const HELP: &str =
            "Sửa mẫu ở dòng này; tên các giá trị dùng được có trong templates/README.md.";
        let name = fault.file.as_deref().unwrap_or("mẫu").into();
        let place = match fault.line {
            Some(line) => Place::of_text(&name, u32::try_from(line).unwrap_or(u32::MAX), 1),
            None => Place::of_file(&name),
        };
        let help = fault.help.unwrap_or(HELP);
        let mut finding = Diagnostic::new(&TEMPLATE_ERROR, place, &fault.message).help(help);
        if let Some(words) = &fault.at {
            finding = finding.value(words);
        }
        Self::template(finding)
    }
}

/// How much a file weighs that weighs too much.
fn weight(size: Option<u64>, most: usize) -> String {
    match size {
        Some(size) => format!("{} MB", size.div_ceil(MB as u64)),
        None => format!("hơn {} MB", most / MB),
    }
}
