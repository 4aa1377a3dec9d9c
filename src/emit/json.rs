//! Findings for programs: `report.check/1`, a frozen schema.
//!
//! Every key is always present, in this order, `null` if unknown; `indicator` stands only in findings
//! on figures. A visible change of a key needs a
//! new version; an added key does not. Internal structs are mapped, never dumped.

use serde::Serialize;

use super::Location;
use crate::diag::{Diagnostic, Summary};
use crate::text::visible;

/// Facts detected about one checked file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileInfo {
    /// The display name used in findings.
    pub path: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Detected encoding; `None` for a workbook or a file that is not text.
    pub encoding: Option<String>,
    /// Detected delimiter.
    pub delimiter: Option<String>,
    /// Row number of the headings in a spreadsheet.
    pub header_row: Option<u32>,
    /// Data rows.
    pub rows: usize,
    /// Rows included in the figures.
    pub rows_accepted: usize,
    /// Its path on disk, as in [`Location::path`]; empty where no form asks for it.
    #[serde(skip)]
    pub at: String,
}

/// One run of the check.
#[derive(Debug, Clone, Copy)]
pub struct Run<'a> {
    /// The period, such as `2025-Q3`.
    pub period: Option<&'a str>,
    /// The reference day of the run, `yyyy-mm-dd`.
    pub as_of: Option<&'a str>,
    /// The files that were read.
    pub files: &'a [FileInfo],
    /// The findings; the last listed one of a code in a file counts the unlisted ones.
    pub findings: &'a [Diagnostic],
    /// The location of each finding on disk, for formats that need it; otherwise empty.
    pub locations: &'a [Location],
}

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    period: Option<&'a str>,
    as_of: Option<&'a str>,
    files: &'a [FileInfo],
    summary: Counts,
    findings: Vec<Finding<'a>>,
    omitted: Vec<Omitted<'a>>,
}

/// Unlisted findings.
#[derive(Serialize)]
struct Omitted<'a> {
    file: Option<&'a str>,
    code: &'a str,
    count: usize,
}

#[derive(Serialize)]
struct Counts {
    errors: usize,
    warnings: usize,
    notes: usize,
}

#[derive(Serialize)]
struct Finding<'a> {
    code: &'a str,
    name: &'a str,
    severity: &'static str,
    file: Option<&'a str>,
    sheet: Option<&'a str>,
    row: Option<u32>,
    line: Option<u32>,
    column: Option<u32>,
    cell: Option<&'a str>,
    field: Option<&'a str>,
    agency: Option<&'a str>,
    task: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    indicator: Option<&'a str>,
    value: Option<&'a str>,
    expected: Option<&'a str>,
    message: &'a str,
    help: Option<&'a str>,
    fix: Option<&'a str>,
    related: Vec<SecondPlace<'a>>,
}

#[derive(Serialize)]
struct SecondPlace<'a> {
    file: &'a str,
    sheet: Option<&'a str>,
    line: u32,
    message: &'a str,
}

impl<'a> Finding<'a> {
    fn of(finding: &'a Diagnostic) -> Self {
        let place = &finding.place;
        let related = finding.related.iter();
        Self {
            code: finding.code.id,
            name: finding.code.name,
            severity: finding.severity.id(),
            file: place.file(),
            sheet: place.sheet(),
            row: place.row(),
            line: place.line(),
            column: place.column(),
            cell: place.cell(),
            field: place.field(),
            agency: finding.agency.as_deref(),
            task: finding.task.as_deref(),
            indicator: finding.indicator.as_deref(),
            value: finding.value.as_deref(),
            expected: finding.expected.as_deref(),
            message: &finding.message,
            help: finding.help.as_deref(),
            fix: finding.fix.as_deref(),
            related: related
                .map(|r| SecondPlace {
                    file: &r.file,
                    sheet: r.sheet.as_deref(),
                    line: r.line.max(1),
                    message: &r.message,
                })
                .collect(),
        }
    }
}

/// The run as JSON version 1, indented by two spaces, with a final line end.
pub fn json(run: &Run<'_>) -> Result<String, serde_json::Error> {
    let Summary { errors, warnings, notes } = Summary::of(run.findings);
    let document = Document {
        schema: "report.check/1",
        period: run.period,
        as_of: run.as_of,
        files: run.files,
        summary: Counts { errors, warnings, notes },
        findings: run.findings.iter().map(Finding::of).collect(),
        omitted: run.findings.iter().filter(|finding| finding.unlisted > 0).map(omitted).collect(),
    };
    let mut text = visible::json(serde_json::to_string_pretty(&document)?);
    text.push('\n');
    Ok(text)
}

fn omitted(last: &Diagnostic) -> Omitted<'_> {
    Omitted { file: last.place.file(), code: last.code.id, count: last.unlisted }
}
