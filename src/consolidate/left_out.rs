//! Rows and files that do not count, and why.

use std::collections::BTreeMap;

use super::Folder;
use crate::diag::Diagnostic;
use crate::plan::{AgencyId, Plan};

/// A row, or a whole file, left out of every figure.
#[derive(Debug, Clone)]
pub struct LeftOut {
    /// The file, with its folder when the period has several.
    pub file: String,
    /// The row a spreadsheet shows; `None` for a whole file.
    pub row: Option<u32>,
    /// Whose row.
    pub agency: Option<AgencyId>,
    /// On which task, by id.
    pub task: Option<String>,
    /// The errors: code, cell, sentence.
    pub reasons: Vec<(&'static str, Option<String>, String)>,
}

pub(super) fn of(plan: &Plan, folders: &[Folder]) -> Vec<LeftOut> {
    let several = folders.len() > 1;
    let mut list = Vec::new();
    for folder in folders {
        for ((file, row), findings) in by_row(folder) {
            list.push(LeftOut {
                file: if several { format!("{}/{file}", folder.period) } else { file.to_owned() },
                row,
                agency: owner(plan, folder, file, &findings),
                task: findings.iter().find_map(|d| d.task.clone()),
                reasons: findings
                    .iter()
                    .map(|d| (d.code.id, d.place.cell.clone(), d.message.clone()))
                    .collect(),
            });
        }
    }
    list
}

/// The errors that keep data out, by file and row; without a row those of whole files.
pub(super) fn by_row(folder: &Folder) -> BTreeMap<(&str, Option<u32>), Vec<&Diagnostic>> {
    let mut by_row: BTreeMap<(&str, Option<u32>), Vec<&Diagnostic>> = BTreeMap::new();
    for finding in folder.checked.data_errors() {
        let Some(file) = finding.place.file.as_deref() else { continue };
        by_row.entry((file, finding.place.row)).or_default().push(finding);
    }
    by_row
}

/// Whose row or file it is: named in the row, else the sender of the file, else named by the file.
pub(super) fn owner(
    plan: &Plan,
    folder: &Folder,
    file: &str,
    findings: &[&Diagnostic],
) -> Option<AgencyId> {
    let sender = folder.checked.files.iter().find(|f| *f.file.name == *file);
    let sender = sender.and_then(|f| f.file.submission.as_ref()).and_then(|s| s.sender);
    let named = findings.iter().find_map(|d| plan.register.by_id(d.agency.as_deref()?));
    named.or(sender).or_else(|| crate::check::sender_by_name(plan, file))
}
