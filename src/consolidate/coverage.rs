//! Who reported: of those who owe a report, on time, late, missing, empty, excused; and who sent
//! one without owing it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::Folder;
use crate::check::sender_by_name;
use crate::plan::{AgencyId, Plan};

/// What became of an agency's report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Received by the deadline.
    OnTime,
    /// Received so many days after it.
    Late(i64),
    /// Sent; the day is not known.
    Undated,
    /// Sent, and every row says nothing.
    Empty,
    /// Sent, and no row of it counts.
    Unusable,
    /// Not sent, and the deadline has passed.
    Missing,
    /// Not sent, and the deadline has not passed.
    NotYet,
    /// Excused, and why.
    Excused(String),
}

impl State {
    /// Whether a report with contents is there.
    pub fn is_sent(&self) -> bool {
        matches!(self, Self::OnTime | Self::Late(_) | Self::Undated)
    }
}

/// An agency and its report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reporter {
    /// Who.
    pub agency: AgencyId,
    /// What became of it.
    pub state: State,
    /// When it was received.
    pub received: Option<NaiveDate>,
    /// Rows that count.
    pub rows: usize,
    /// Rows that hold data.
    pub data_rows: usize,
}

/// Who reported in one period folder.
#[derive(Debug, Clone)]
pub struct Coverage {
    /// The period.
    pub period: crate::plan::Period,
    /// The last day on which a report is on time.
    pub deadline: NaiveDate,
    /// Those who owe a report, in the register's order.
    pub reporters: Vec<Reporter>,
    /// Bodies that the plan requests to act: those that sent something, in the register's order.
    pub requested: Vec<Reporter>,
    /// Bodies that the plan requests to act and that sent nothing; never a fault.
    pub requested_silent: Vec<AgencyId>,
    /// Others that sent something.
    pub voluntary: Vec<Reporter>,
}

impl Coverage {
    /// Those who owe a report and were not excused.
    pub fn owed(&self) -> impl Iterator<Item = &Reporter> {
        self.reporters.iter().filter(|r| !matches!(r.state, State::Excused(_)))
    }

    /// How many of those who owe a report are in a state.
    pub fn count(&self, is: impl Fn(&State) -> bool) -> usize {
        self.reporters.iter().filter(|r| is(&r.state)).count()
    }
}

/// What one agency sent.
#[derive(Debug, Clone, Default)]
struct Sent {
    received: Option<NaiveDate>,
    rows: usize,
    data_rows: usize,
    says_something: bool,
}

pub(super) fn of(plan: &Plan, folder: &Folder, as_of: NaiveDate) -> Coverage {
    let window = plan.window(folder.period);
    let deadline = plan.deadline(folder.period);
    let sent = sent(plan, folder);
    let excused =
        |id: AgencyId| folder.page.excused.iter().find(|(a, _)| *a == id).map(|(_, why)| why);
    let reporter = |agency: AgencyId| {
        let sent = sent.get(&agency);
        let state = match sent {
            Some(sent) => state_of(sent, deadline),
            None => match excused(agency) {
                Some(reason) => State::Excused(reason.clone()),
                None if as_of > deadline => State::Missing,
                None => State::NotYet,
            },
        };
        let sent = sent.cloned().unwrap_or_default();
        Reporter {
            agency,
            state,
            received: sent.received,
            rows: sent.rows,
            data_rows: sent.data_rows,
        }
    };
    let expected = plan.expected(window);
    let requested = plan.requested(window);
    let owing: BTreeSet<AgencyId> = expected.iter().copied().collect();
    let others = sent.keys().copied().filter(|id| !owing.contains(id));
    let (asked, voluntary): (Vec<AgencyId>, Vec<AgencyId>) =
        others.partition(|id| plan.register.agency(*id).reports == crate::plan::Reports::Request);
    Coverage {
        period: folder.period,
        deadline,
        reporters: expected.iter().copied().map(reporter).collect(),
        requested: asked.into_iter().map(reporter).collect(),
        requested_silent: requested.into_iter().filter(|id| !sent.contains_key(id)).collect(),
        voluntary: voluntary.into_iter().map(reporter).collect(),
    }
}

fn state_of(sent: &Sent, deadline: NaiveDate) -> State {
    if sent.rows == 0 {
        return State::Unusable;
    }
    if !sent.says_something {
        return State::Empty;
    }
    match sent.received {
        None => State::Undated,
        Some(day) if day > deadline => State::Late((day - deadline).num_days()),
        Some(_) => State::OnTime,
    }
}

/// What was sent, by agency. A file counts for every agency that it names; one that names none, for
/// the agency after which it is called. The first day on which something came in is the day.
fn sent(plan: &Plan, folder: &Folder) -> BTreeMap<AgencyId, Sent> {
    let mut all: BTreeMap<AgencyId, Sent> = BTreeMap::new();
    let first = |a: Option<NaiveDate>, b: Option<NaiveDate>| match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
    for checked in &folder.checked.files {
        let Some(submission) = &checked.file.submission else {
            if let Some(id) = sender_by_name(plan, &checked.file.name) {
                let entry = all.entry(id).or_default();
                entry.received = first(entry.received, folder.page.received_on(&checked.file.name));
            }
            continue;
        };
        if submission.sender.is_none()
            && let Some(id) = sender_by_name(plan, &checked.file.name)
        {
            let entry = all.entry(id).or_default();
            entry.data_rows += submission.data_rows;
            entry.received = first(entry.received, folder.page.received_on(&checked.file.name));
        }
        let received = folder.page.received_on(&checked.file.name);
        for row in &submission.rows {
            let Some(agency) = row.agency.value() else { continue };
            let day = received.or(row.reported.value());
            let entry = all.entry(agency).or_default();
            entry.received = first(entry.received, day);
            entry.data_rows += 1;
            entry.says_something |= row.says_something() || submission.has_words(row);
        }
    }
    for row in folder.checked.rows() {
        if let Some(entry) = all.get_mut(&row.agency()) {
            entry.rows += 1;
        }
    }
    all
}
