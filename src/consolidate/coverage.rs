//! Coverage: which agencies owe a report and how each report arrived (on time, late, missing,
//! empty, excused), and which agencies sent one without owing it.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::Folder;
use crate::check::{self, Sent};
use crate::plan::{AgencyId, Period, Plan, Reports, keyed};

/// The state of an agency's report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Received by the deadline.
    OnTime,
    /// Received this many days after it.
    Late(i64),
    /// Received this many days after it with permission: not late.
    Deferred(i64),
    /// Sent; the day of receipt is unknown.
    Undated,
    /// Sent, but no row has content.
    Empty,
    /// Sent, but no row is accepted.
    Unusable,
    /// Sent, but no file is readable.
    Unread,
    /// Figures were sent, and no report on the tasks.
    FiguresAlone,
    /// Not sent, and the deadline has passed.
    Missing,
    /// Not sent, and the deadline has not passed.
    NotYet,
    /// Excused, with the reason.
    Excused(String),
}

impl State {
    /// The state without days and reasons.
    pub fn outcome(&self) -> Outcome {
        match self {
            Self::OnTime => Outcome::OnTime,
            Self::Late(_) => Outcome::Late,
            Self::Deferred(_) => Outcome::Deferred,
            Self::Undated => Outcome::Undated,
            Self::Empty => Outcome::Empty,
            Self::Unusable => Outcome::Unusable,
            Self::Unread => Outcome::Unread,
            Self::FiguresAlone => Outcome::FiguresAlone,
            Self::Missing => Outcome::Missing,
            Self::NotYet => Outcome::NotYet,
            Self::Excused(_) => Outcome::Excused,
        }
    }

    /// Whether a report with content was sent.
    pub fn is_sent(&self) -> bool {
        matches!(self, Self::OnTime | Self::Late(_) | Self::Deferred(_) | Self::Undated)
    }
}

keyed! {
    /// The outcome of a report, those that need attention first.
    Outcome {
        /// Not sent, and the deadline has passed.
        Missing = "missing";
        /// Figures were sent, and no report on the tasks.
        FiguresAlone = "figures_alone";
        /// Sent, but no file is readable.
        Unread = "unread";
        /// Sent, but no row is accepted.
        Unusable = "unusable";
        /// Sent, but no row has content.
        Empty = "empty";
        /// Received after the deadline.
        Late = "late";
        /// Received after the deadline with permission.
        Deferred = "deferred";
        /// Sent; the day of receipt is unknown.
        Undated = "undated";
        /// Not sent, and the deadline has not passed.
        NotYet = "not_yet";
        /// Excused.
        Excused = "excused";
        /// Received by the deadline.
        OnTime = "on_time";
        /// Sent by an agency that owes none.
        Sent = "sent";
        /// Not sent by an agency that owes none.
        Silent = "silent";
    }
}

keyed! {
    /// Whether an agency owes a report.
    Obligation {
        /// It owes one.
        Owed = "owed";
        /// It owes none: it sent one voluntarily, or has been dissolved.
        None = "voluntary";
        /// The plan only requests its action.
        Requested = "requested";
    }
}

/// An agency and its report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reporter {
    /// The agency.
    pub agency: AgencyId,
    /// Whether it owes a report.
    pub obligation: Obligation,
    /// The state of its report.
    pub state: State,
    /// When it was received.
    pub received: Option<NaiveDate>,
    /// Accepted rows.
    pub rows: usize,
    /// Rows with data.
    pub data_rows: usize,
    /// Why the analyst's page excuses it, whatever it sent.
    pub excuse: Option<String>,
}

impl Reporter {
    /// The outcome of its report. An agency that owes none is neither late nor missing.
    pub fn outcome(&self) -> Outcome {
        match (self.state.outcome(), self.obligation) {
            (outcome, Obligation::Owed) => outcome,
            (outcome @ (Outcome::Unusable | Outcome::Unread | Outcome::FiguresAlone), _) => outcome,
            (Outcome::Missing | Outcome::NotYet | Outcome::Excused, _) => Outcome::Silent,
            _ => Outcome::Sent,
        }
    }

    /// Why it need not report, or not in time.
    pub fn reason(&self) -> Option<&str> {
        let is_told = matches!(self.outcome(), Outcome::Excused | Outcome::Deferred);
        self.excuse.as_deref().filter(|_| is_told)
    }

    /// The key of the outcome; `asked` and `voluntary` for reports that were not owed.
    pub fn key(&self) -> &'static str {
        match (self.outcome(), self.obligation) {
            (Outcome::Sent, Obligation::Requested) => "asked",
            (Outcome::Sent, obligation) => obligation.key(),
            (outcome, _) => outcome.key(),
        }
    }
}

/// Coverage of one period folder.
#[derive(Debug, Clone)]
pub struct Coverage {
    /// The period.
    pub period: Period,
    /// The last day on which a report is on time.
    pub deadline: NaiveDate,
    /// Whether it has passed.
    pub is_over: bool,
    /// Agencies that owe a report, in the register's order.
    pub reporters: Vec<Reporter>,
    /// Requested bodies that sent something, in the register's order.
    pub requested: Vec<Reporter>,
    /// Requested bodies that sent nothing; never a fault.
    pub requested_silent: Vec<AgencyId>,
    /// Other agencies that sent something.
    pub voluntary: Vec<Reporter>,
    /// Agencies that owe no report only because they were of another province.
    pub out_of_scope: Vec<AgencyId>,
}

impl Coverage {
    /// Agencies that owe a report and were not excused.
    pub fn owed(&self) -> impl Iterator<Item = &Reporter> {
        self.reporters.iter().filter(|r| !matches!(r.state, State::Excused(_)))
    }

    /// Every agency that owes a report or sent one.
    pub fn all(&self) -> impl Iterator<Item = &Reporter> {
        self.reporters.iter().chain(&self.requested).chain(&self.voluntary)
    }

    /// Whether a report may still come in time.
    pub fn is_open(&self) -> bool {
        !self.is_over && self.count(|s| matches!(s, State::NotYet | State::FiguresAlone)) > 0
    }

    /// Every agency that sent a report, whatever its outcome.
    pub fn senders(&self) -> impl Iterator<Item = AgencyId> {
        let silent = |state: &State| {
            use State::{Excused, FiguresAlone, Missing, NotYet};
            matches!(state, Missing | NotYet | FiguresAlone | Excused(_))
        };
        self.all().filter(move |r| !silent(&r.state)).map(|r| r.agency)
    }

    /// Counts agencies that owe a report and whose state matches.
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
        let report = sent.filter(|sent| sent.has_report);
        let state = match (report, excused(agency)) {
            (Some(report), excuse) => state_of(report, deadline, excuse.is_some()),
            (None, Some(reason)) if obligation == Obligation::Owed || sent.is_none() => {
                State::Excused(reason.clone())
            }
            (None, _) if sent.is_some() => State::FiguresAlone,
            (None, _) if as_of > deadline => State::Missing,
            (None, _) => State::NotYet,
        };
        let sent = sent.cloned().unwrap_or_default();
        Reporter {
            agency,
            obligation,
            state,
            received: sent.received,
            rows: sent.rows,
            data_rows: sent.data_rows,
            excuse: excused(agency).cloned(),
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
        is_over: as_of > deadline,
        requested_silent: requested.into_iter().filter(|id| !sent.contains_key(id)).collect(),
        reporters: of(expected, Obligation::Owed),
        requested: of(asked, Obligation::Requested),
        voluntary: of(voluntary, Obligation::None),
        out_of_scope: plan.out_of_scope(window),
    }
}

fn state_of(sent: &Sent<'_>, deadline: NaiveDate, excused: bool) -> State {
    if sent.rows == 0 {
        return if sent.is_read { State::Unusable } else { State::Unread };
    }
    if !sent.has_content {
        return State::Empty;
    }
    match sent.received {
        None => State::Undated,
        Some(day) if day > deadline && excused => State::Deferred((day - deadline).num_days()),
        Some(day) if day > deadline => State::Late((day - deadline).num_days()),
        Some(_) => State::OnTime,
    }
}
