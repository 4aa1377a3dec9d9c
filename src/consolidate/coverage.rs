//! Who reported: of those who owe a report, on time, late, missing, empty, excused; and who sent
//! one without owing it.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::Folder;
use crate::check::{self, Sent};
use crate::plan::{AgencyId, Period, Plan, Reports, keyed};

/// What became of an agency's report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Received by the deadline.
    OnTime,
    /// Received so many days after it.
    Late(i64),
    /// Received so many days after it by leave: not late.
    Deferred(i64),
    /// Sent; the day is not known.
    Undated,
    /// Sent, and every row says nothing.
    Empty,
    /// Sent, and no row of it counts.
    Unusable,
    /// Sent, and no file of it could be read.
    Unread,
    /// Not sent, and the deadline has passed.
    Missing,
    /// Not sent, and the deadline has not passed.
    NotYet,
    /// Excused, and why.
    Excused(String),
}

impl State {
    /// The same without its days and reasons.
    pub fn outcome(&self) -> Outcome {
        match self {
            Self::OnTime => Outcome::OnTime,
            Self::Late(_) => Outcome::Late,
            Self::Deferred(_) => Outcome::Deferred,
            Self::Undated => Outcome::Undated,
            Self::Empty => Outcome::Empty,
            Self::Unusable => Outcome::Unusable,
            Self::Unread => Outcome::Unread,
            Self::Missing => Outcome::Missing,
            Self::NotYet => Outcome::NotYet,
            Self::Excused(_) => Outcome::Excused,
        }
    }

    /// Whether a report with contents is there.
    pub fn is_sent(&self) -> bool {
        matches!(self, Self::OnTime | Self::Late(_) | Self::Deferred(_) | Self::Undated)
    }
}

keyed! {
    /// What became of a report, who needs attention first.
    Outcome {
        /// Not sent, and the deadline has passed.
        Missing = "missing";
        /// Sent, and no file of it could be read.
        Unread = "unread";
        /// Sent, and no row of it counts.
        Unusable = "unusable";
        /// Sent, and every row says nothing.
        Empty = "empty";
        /// Received after the deadline.
        Late = "late";
        /// Received after the deadline by leave.
        Deferred = "deferred";
        /// Sent; the day is not known.
        Undated = "undated";
        /// Not sent, and the deadline has not passed.
        NotYet = "not_yet";
        /// Excused.
        Excused = "excused";
        /// Received by the deadline.
        OnTime = "on_time";
        /// Sent by who owes none.
        Sent = "sent";
        /// Not sent by who owes none.
        Silent = "silent";
    }
}

keyed! {
    /// Whether an agency owes a report.
    Obligation {
        /// It does.
        Owed = "owed";
        /// It does not: it sent one all the same, or has ended.
        None = "voluntary";
        /// The plan only requests it to act.
        Requested = "requested";
    }
}

/// An agency and its report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reporter {
    /// Who.
    pub agency: AgencyId,
    /// Whether it owes a report.
    pub obligation: Obligation,
    /// What became of it.
    pub state: State,
    /// When it was received.
    pub received: Option<NaiveDate>,
    /// Rows that count.
    pub rows: usize,
    /// Rows that hold data.
    pub data_rows: usize,
}

impl Reporter {
    /// What became of its report. Who owes nothing is neither late nor missing.
    pub fn outcome(&self) -> Outcome {
        match (self.state.outcome(), self.obligation) {
            (outcome, Obligation::Owed) => outcome,
            (outcome @ (Outcome::Unusable | Outcome::Unread), _) => outcome,
            (Outcome::Missing | Outcome::NotYet | Outcome::Excused, _) => Outcome::Silent,
            _ => Outcome::Sent,
        }
    }

    /// The key of that, with who it is that sent without owing it.
    pub fn key(&self) -> &'static str {
        match (self.outcome(), self.obligation) {
            (Outcome::Sent, Obligation::Requested) => "asked",
            (Outcome::Sent, obligation) => obligation.key(),
            (outcome, _) => outcome.key(),
        }
    }
}

/// Who reported in one period folder.
#[derive(Debug, Clone)]
pub struct Coverage {
    /// The period.
    pub period: Period,
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

    /// Everybody who owes a report or sent one.
    pub fn all(&self) -> impl Iterator<Item = &Reporter> {
        self.reporters.iter().chain(&self.requested).chain(&self.voluntary)
    }

    /// Everybody who sent something, whatever became of it.
    pub fn senders(&self) -> impl Iterator<Item = AgencyId> {
        let silent =
            |state: &State| matches!(state, State::Missing | State::NotYet | State::Excused(_));
        self.all().filter(move |r| !silent(&r.state)).map(|r| r.agency)
    }

    /// How many of those who owe a report are in a state.
    pub fn count(&self, is: impl Fn(&State) -> bool) -> usize {
        self.reporters.iter().filter(|r| is(&r.state)).count()
    }
}

pub(super) fn of(plan: &Plan, folder: &Folder, as_of: NaiveDate) -> Coverage {
    let window = plan.window(folder.period);
    let deadline = plan.deadline(folder.period);
    let sent = check::sent(plan, Some(&folder.page), &folder.checked, folder.as_of);
    let excused =
        |id: AgencyId| folder.page.excused.iter().find(|(a, _)| *a == id).map(|(_, why)| why);
    let reporter = |agency: AgencyId, obligation: Obligation| {
        let sent = sent.get(&agency);
        let state = match sent {
            Some(sent) => state_of(sent, deadline, excused(agency).is_some()),
            None => match excused(agency) {
                Some(reason) => State::Excused(reason.clone()),
                None if as_of > deadline => State::Missing,
                None => State::NotYet,
            },
        };
        let sent = sent.cloned().unwrap_or_default();
        Reporter {
            agency,
            obligation,
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
        others.partition(|id| plan.register.agency(*id).reports == Reports::Request);
    let of = |ids: Vec<AgencyId>, obligation| {
        ids.into_iter().map(|id| reporter(id, obligation)).collect()
    };
    Coverage {
        period: folder.period,
        deadline,
        requested_silent: requested.into_iter().filter(|id| !sent.contains_key(id)).collect(),
        reporters: of(expected, Obligation::Owed),
        requested: of(asked, Obligation::Requested),
        voluntary: of(voluntary, Obligation::None),
    }
}

fn state_of(sent: &Sent<'_>, deadline: NaiveDate, excused: bool) -> State {
    if sent.rows == 0 {
        return if sent.is_read { State::Unusable } else { State::Unread };
    }
    if !sent.says_something {
        return State::Empty;
    }
    match sent.received {
        None => State::Undated,
        Some(day) if day > deadline && excused => State::Deferred((day - deadline).num_days()),
        Some(day) if day > deadline => State::Late((day - deadline).num_days()),
        Some(_) => State::OnTime,
    }
}
