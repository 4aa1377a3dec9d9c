//! What each agency reports on in a period, and who may have reported more than could be read.

use std::collections::HashMap;

use crate::plan::{AgencyId, TaskId};
use crate::submission::{Submission, UnreadReason};

/// Computed once for all rules.
#[derive(Debug)]
pub(super) struct Reported {
    /// The tasks of the rows of each agency.
    tasks: HashMap<AgencyId, Vec<TaskId>>,
    /// The senders of tables that were read: whether a row of one was left unread, or is on an
    /// unknown task.
    read: HashMap<AgencyId, bool>,
    /// Whose name is on a file that could not be read: whether one of them may hold a table. A scan
    /// does not.
    unread: HashMap<AgencyId, bool>,
}

impl Reported {
    /// From the tables of progress with their senders, and the files that could not be read with the
    /// agency in their name.
    pub(super) fn new<'a>(
        tables: impl Iterator<Item = (Option<AgencyId>, &'a Submission)>,
        unread_files: impl Iterator<Item = (AgencyId, &'a str)>,
    ) -> Self {
        let mut tasks: HashMap<AgencyId, Vec<TaskId>> = HashMap::new();
        let (mut read, mut unread) = (HashMap::new(), HashMap::new());
        for (sender, table) in tables {
            let rows = &table.rows;
            // A row with an unreadable agency is the sender's: that cell has its own finding.
            for same in rows.chunk_by(|a, b| a.agency.value() == b.agency.value()) {
                if let Some(agency) = same[0].agency.value().or(sender) {
                    let on = same.iter().filter_map(|row| row.task.value());
                    tasks.entry(agency).or_default().extend(on);
                }
            }
            if let Some(sender) = sender {
                *read.entry(sender).or_default() |= table.data_rows != rows.len()
                    || rows.iter().any(|row| row.task.value().is_none());
            }
        }
        for (agency, name) in unread_files {
            *unread.entry(agency).or_default() |=
                UnreadReason::of_name(name).is_none_or(UnreadReason::may_hold_rows);
        }
        Self { tasks, read, unread }
    }

    /// Whether a row of an agency is on a task.
    pub(super) fn is_on(&self, agency: AgencyId, task: TaskId) -> bool {
        self.tasks.get(&agency).is_some_and(|tasks| tasks.contains(&task))
    }

    /// Whether something that an agency sent could not be read and may hold a missing task: a file, a
    /// row with the wrong number of cells, an unknown task code. A scan beside a table that was read
    /// is taken for a copy.
    pub(super) fn may_be_unread(&self, agency: AgencyId) -> bool {
        let read = self.read.get(&agency);
        read == Some(&true)
            || self.unread.get(&agency).is_some_and(|holds| *holds || read.is_none())
    }

    /// Whether a file of an agency could not be read and may hold a table.
    pub(super) fn has_unread_table(&self, agency: AgencyId) -> bool {
        self.unread.get(&agency) == Some(&true)
    }
}
