//! Rows and files left out of the figures, with their errors.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::Folder;
use super::personal::{Audience, Withheld};
use crate::check;
use crate::diag::Diagnostic;
use crate::plan::{AgencyId, Plan};
use crate::source::on_sheet;
use crate::submission::File;

/// A row, or a whole file, left out of every figure.
#[derive(Debug, Clone)]
pub struct LeftOut {
    /// The file, with its folder if the period has several.
    pub file: String,
    /// Row number as a spreadsheet shows it; `None` for a whole file.
    pub row: Option<u32>,
    /// The agency of the row.
    pub agency: Option<AgencyId>,
    /// The id of its task.
    pub task: Option<String>,
    /// The errors: code, cell, message.
    pub reasons: Vec<(&'static str, Option<String>, String)>,
}

/// The errors that exclude a row or a whole file, and its agency.
pub(super) struct ExclusionErrors<'a> {
    /// The file, with the sheet if several sheets are read.
    pub(super) file: Cow<'a, str>,
    pub(super) row: Option<u32>,
    /// The agency in force named in the row, else the sender of the file, else any named agency.
    pub(super) agency: Option<AgencyId>,
    pub(super) findings: Vec<&'a Diagnostic>,
}

pub(super) fn of(plan: &Plan, folders: &[Arc<Folder>], audience: Audience) -> Vec<LeftOut> {
    let several = folders.len() > 1;
    let mut list = Vec::new();
    for folder in folders {
        let withheld = Withheld::of(folder, audience);
        for errors in errors_by_row(plan, folder, |_| true) {
            list.push(LeftOut {
                file: match errors.file {
                    file if several => format!("{}/{file}", folder.period),
                    file => file.into_owned(),
                },
                row: errors.row,
                agency: errors.agency,
                task: errors.findings.iter().find_map(|d| d.task.clone()),
                reasons: errors
                    .findings
                    .iter()
                    .map(|d| {
                        (d.code.id, d.place.cell().map(str::to_owned), withheld.message(plan, d))
                    })
                    .collect(),
            });
        }
    }
    list
}

/// A file, its sheet if it has several, and a row.
type Key<'a> = (&'a str, Option<&'a str>, Option<u32>);

/// Errors that exclude data, by file and row; errors of a whole file come first. Findings about
/// unread data are filtered by `is_wanted`.
pub(super) fn errors_by_row<'a>(
    plan: &Plan,
    folder: &'a Folder,
    is_wanted: impl Fn(&Diagnostic) -> bool,
) -> Vec<ExclusionErrors<'a>> {
    let files = folder.checked.files.iter().map(|f| (&*f.file.name, &f.file));
    let files: BTreeMap<&str, &File> = files.collect();
    let mut by_row: BTreeMap<Key<'_>, Vec<&Diagnostic>> = BTreeMap::new();
    let not_read = folder.checked.not_read().filter(|finding| is_wanted(finding));
    for finding in folder.checked.data_errors().chain(not_read) {
        let Some(file) = finding.place.file() else { continue };
        let (sheet, row) = (finding.place.sheet(), finding.place.row());
        let sheet = sheet.filter(|sheet| row.is_some() && !is_the_only(sheet, files.get(file)));
        by_row.entry((file, sheet, row)).or_default().push(finding);
    }
    let day = plan.window(folder.period).end;
    let out = |((file, sheet, row), findings): (Key<'a>, Vec<&'a Diagnostic>)| {
        let submission = files.get(file).and_then(|f| f.tables().next());
        let sender = check::sender(plan, file, submission, day);
        let named = findings.iter().find_map(|d| plan.register.by_id(d.agency.as_deref()?));
        // A row under the name of a dissolved body is the sender's to correct.
        let present = named.filter(|id| plan.register.agency(*id).in_force(day));
        let file = sheet.map_or(file.into(), |sheet| on_sheet(file, sheet).into());
        ExclusionErrors { file, row, agency: present.or(sender).or(named), findings }
    };
    by_row.into_iter().map(out).collect()
}

/// Whether a sheet is the only one read from its file.
fn is_the_only(sheet: &str, file: Option<&&File>) -> bool {
    let mut sheets = file.into_iter().flat_map(|file| file.tables()).flat_map(|t| t.table.sheets());
    let first = sheets.next();
    sheets.next().is_none() && first.is_none_or(|(only, _)| &*only.name == sheet)
}
