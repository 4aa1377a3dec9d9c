//! The last input of rules: all checked files, once it is decided which rows count.

use std::sync::OnceLock;

use super::checked::{Checked, CheckedFile};
use super::context::FileContext;
use super::figures::SettledFigures;
use super::judged::FileAssignments;
use super::scope::Scope;
use crate::plan::Plan;
use crate::submission::TableKind;

/// All checked files, once it is decided which rows count.
#[derive(Debug)]
pub struct SettledContext<'a> {
    /// The scope.
    pub scope: &'a Scope<'a>,
    /// The files.
    pub checked: &'a Checked,
    assignments: &'a [FileAssignments],
    /// Computed once for all rules.
    figures: OnceLock<SettledFigures<'a>>,
}

impl<'a> SettledContext<'a> {
    pub(super) fn new(
        scope: &'a Scope<'a>,
        checked: &'a Checked,
        assignments: &'a [FileAssignments],
    ) -> Self {
        Self { scope, checked, assignments, figures: OnceLock::new() }
    }

    /// The figures that count.
    pub(super) fn figures(&self) -> &SettledFigures<'a> {
        self.figures.get_or_init(|| {
            let files = 0..self.checked.files.len();
            let tables = files.filter_map(|at| {
                let file = self.table(at, TableKind::Figures)?;
                Some((file, self.checked.files[at].accepted_figures.as_slice()))
            });
            SettledFigures::new(self.scope, tables)
        })
    }

    /// The plan.
    pub fn plan(&self) -> &'a Plan {
        self.scope.plan
    }

    /// The table of progress of a file, by the index of the file; none when it could not be read.
    pub fn file(&self, at: usize) -> Option<FileContext<'a>> {
        self.table(at, TableKind::Progress)
    }

    /// The table of a kind of a file, by the index of the file.
    pub fn table(&self, at: usize, kind: TableKind) -> Option<FileContext<'a>> {
        let CheckedFile { file, .. } = self.checked.files.get(at)?;
        let submission = file.tables().find(|table| table.kind == kind)?;
        let assignments = self.assignments.get(at)?.of_kind(kind);
        Some(FileContext { scope: self.scope, name: &file.name, submission, assignments })
    }
}
